//! Chaos maturity: the level that is reached, and what leads to the next one.

use crate::{
    backend::ask,
    components::{Card, Pill, State},
    hooks::loaded::use_loaded,
    room::{
        href,
        tasks::{Tasks, use_tasks},
        waiting,
    },
    route::Route,
};
use contract::{ChaosMaturity, ClaimChaos, Notice};
use domain::{
    Kind,
    chaos::maturity::{Basis, Criterion, Evidence, Level, Maturity},
};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// At most so many days stand under a criterion as its proof.
const EVIDENCE_SHOWN: usize = 3;

/// The card.
#[component]
pub fn MaturityCard() -> Html {
    let (maturity, again) = use_loaded(ChaosMaturity {}, |_, notice| {
        matches!(notice, Notice::Record { kind: Kind::Workspace | Kind::GameDay, .. })
    });
    maturity.ready().map_or_else(
        || waiting(&maturity, &again),
        |maturity| html! { <Levels maturity={(**maturity).clone()} /> },
    )
}

#[derive(PartialEq, Properties)]
struct LevelsProps {
    maturity: Maturity,
}

#[component]
fn Levels(props: &LevelsProps) -> Html {
    let maturity = &props.maturity;
    let looked_at = use_state_eq(|| None::<u8>);
    let shown = looked_at.or_else(|| maturity.next().map(|level| level.number)).unwrap_or(maturity.number);
    let level = maturity.levels.iter().find(|level| level.number == shown);
    let present = maturity.present();
    html! {
        <div class="stack">
            <Card>
                <div class="maturity" data-act="maturity" data-level={maturity.number.to_string()}>
                    <div>
                        <p class="maturity-figure num">{ maturity.number }</p>
                        <p class="muted">{ format!("of {}", maturity.levels.len().saturating_sub(1)) }</p>
                    </div>
                    <div class="stack" data-gap="small">
                        if let Some(present) = present {
                            <h2 class="ahead-title">{ &present.name }</h2>
                            <p class="prose">{ &present.meaning }</p>
                        }
                        <ol class="levels" aria-label="The five levels">
                            { for maturity.levels.iter().map(|level| step(level, maturity.number, shown, &looked_at.setter())) }
                        </ol>
                    </div>
                </div>
            </Card>
            if let Some(level) = level { { what_it_takes(level, maturity) } }
        </div>
    }
}

fn step(level: &Level, reached: u8, shown: u8, look: &UseStateSetter<Option<u8>>) -> Html {
    let (state, said) = match level.number {
        number if number == reached => ("now", "reached"),
        number if number < reached => ("done", "behind us"),
        _ => ("todo", "not reached"),
    };
    let onclick = {
        let (look, number) = (look.clone(), level.number);
        Callback::from(move |_: MouseEvent| look.set(Some(number)))
    };
    html! {
        <li class="level" data-state={state}>
            <button type="button" class="level-key" data-act="look-at-level" data-id={level.number.to_string()}
                aria-pressed={if level.number == shown { "true" } else { "false" }} {onclick}>
                <span class="level-bar" aria-hidden="true" />
                <span class="level-name">{ format!("{} {}", level.number, level.name) }<span class="sr-only">{ format!(", {said}") }</span></span>
            </button>
        </li>
    }
}

fn what_it_takes(level: &Level, maturity: &Maturity) -> Html {
    let met = level.criteria.iter().filter(|criterion| criterion.met).count();
    let title = if level.number == maturity.number + 1 {
        format!("What leads to level {}, {}", level.number, level.name.to_lowercase())
    } else {
        format!("What level {} takes, {}", level.number, level.name.to_lowercase())
    };
    html! {
        <Card {title} flush={true} aside={html! { <span class="num">{ format!("{met} of {}", level.criteria.len()) }</span> }}>
            if level.number != maturity.number { <p class="ready-words soft">{ &level.meaning }</p> }
            if level.criteria.is_empty() {
                <p class="ready-words soft">{ "Everybody begins here: it takes nothing." }</p>
            }
            <ul data-act="criteria">
                { for level.criteria.iter().map(|criterion| html! { <Row key={criterion.key.clone()} criterion={criterion.clone()} /> }) }
            </ul>
        </Card>
    }
}

#[derive(PartialEq, Properties)]
struct RowProps {
    criterion: Criterion,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let criterion = &props.criterion;
    let tasks = use_tasks();
    let found = match criterion.basis {
        Basis::Record => format!("{}. {}", criterion.basis.label(), criterion.found),
        Basis::Claim => criterion.found.clone(),
    };
    let words = html! {
        <span>
            { &criterion.text }
            <span class="finding-why">{ found }{ for criterion.evidence.iter().take(EVIDENCE_SHOWN).map(proof) }</span>
        </span>
    };
    let pill = if criterion.met {
        html! { <Pill state={State::Good}>{ "Met" }</Pill> }
    } else {
        html! { <Pill state={State::Off}>{ "Open" }</Pill> }
    };
    match criterion.basis {
        Basis::Record => html! {
            <li class="criterion" data-id={criterion.key.clone()}>
                <span class="criterion-mark" aria-hidden="true" />{ words }{ pill }
            </li>
        },
        Basis::Claim => {
            let onchange = claim(&tasks, &criterion.key);
            html! {
                <li class="criterion" data-id={criterion.key.clone()}>
                    <input type="checkbox" class="check-box" id={format!("claim-{}", criterion.key)} name={format!("claim.{}", criterion.key)}
                        data-act="claim" checked={criterion.met} {onchange} />
                    <label for={format!("claim-{}", criterion.key)}>{ words }</label>{ pill }
                </li>
            }
        }
    }
}

/// A day that shows it: its plan before it began, its record afterwards; the page of the day knows which.
fn proof(evidence: &Evidence) -> Html {
    html! {
        <>{ " " }<a class="link" data-act="evidence" href={href(Route::GameDay { id: evidence.game_day })}>{ &evidence.title }</a>{ ", " }<span class="num">{ evidence.on.format("%-d %b %Y").to_string() }</span></>
    }
}

/// Says so in the name of whoever sits at the laptop, or takes it back.
fn claim(tasks: &Tasks, key: &str) -> Callback<Event> {
    let (tasks, key) = (tasks.clone(), key.to_owned());
    Callback::from(move |event: Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
        let claimed = input.checked();
        let (tasks, request) = (tasks.clone(), ClaimChaos { item: key.clone(), claimed });
        spawn_local(async move {
            if let Err(refusal) = ask(request).await {
                input.set_checked(!claimed);
                tasks.say(refusal.message);
            }
        });
    })
}
