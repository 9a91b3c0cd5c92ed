//! Whether the day can begin: what is missing, each with the way to mend it, and the one key that starts it.

use super::{Slot, experiment};
use crate::{
    app::Route,
    backend::ask,
    components::{Button, ButtonKind, Card, Pill, Shape, State},
    pages::{
        draft::Draft,
        room::{focus, href},
        tasks::use_tasks,
    },
};
use contract::StartRun;
use domain::{Id, game_day::GameDay, lint};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Whose start.
#[derive(PartialEq, Properties)]
pub struct ReadyProps {
    /// The day.
    pub draft: Draft<GameDay>,
    /// Its experiments.
    pub slots: Vec<Slot>,
}

/// Something that stands between the plan and its start, and the experiment to mend it in, if it is one.
struct Finding {
    what: lint::Finding,
    experiment: Option<Id>,
}

/// The card.
#[component]
pub fn Ready(props: &ReadyProps) -> Html {
    let findings = findings(&props.draft.body(), &props.slots);
    let aside = if findings.is_empty() {
        html! { <Pill state={State::Good}>{ "Ready" }</Pill> }
    } else {
        html! { <Pill state={State::Watch}>{ format!("{} missing", findings.len()) }</Pill> }
    };
    html! {
        <Card title="Ready to start?" flush={true} {aside}>
            if findings.is_empty() {
                <p class="ready-words soft">{ "Nothing is missing. When the day starts, this plan is copied into the record and no longer changes." }</p>
            }
            <ul data-act="findings">
                { for findings.iter().map(|finding| html! {
                    <li class="finding" data-id={finding.what.field.clone()}>
                        <Shape state={State::Watch} />
                        <span>{ &finding.what.message }</span>
                        { mend(finding) }
                    </li>
                }) }
            </ul>
        </Card>
    }
}

fn mend(finding: &Finding) -> Html {
    let field = finding.what.field.clone();
    match finding.experiment {
        Some(id) => html! {
            <a class="link" data-act="mend" href={format!("{}?field={field}", href(Route::Experiment { id }))}>{ "Mend" }</a>
        },
        None => {
            html! { <Button act="mend" kind={ButtonKind::Quiet} small=true label={format!("Go to {field}")} onclick={Callback::from(move |()| focus(&field))}>{ "Mend" }</Button> }
        }
    }
}

fn findings(day: &GameDay, slots: &[Slot]) -> Vec<Finding> {
    let of_day = lint::game_day(day).into_iter().map(|what| Finding { what, experiment: None });
    let nowhere = lint::Surroundings { today: domain::Date::default(), budget: None, prometheus: true };
    let of_experiments =
        slots.iter().filter_map(|slot| experiment(slot).map(|body| (slot.0, body))).flat_map(|(id, body)| {
            lint::experiment(body, &nowhere)
                .into_iter()
                .map(move |what| Finding { what, experiment: Some(id) })
        });
    of_day.chain(of_experiments).collect()
}

/// The key.
#[component]
pub fn Start(props: &ReadyProps) -> Html {
    let tasks = use_tasks();
    let starting = use_state(|| false);
    let missing = findings(&props.draft.body(), &props.slots);
    let loading = props.slots.iter().any(|slot| slot.1.is_none());
    let why_not = match missing.first() {
        Some(finding) if missing.len() == 1 => Some(finding.what.message.clone()),
        Some(finding) => Some(format!("{} And {} more.", finding.what.message, missing.len() - 1)),
        None if loading => Some("The experiments are still being read.".to_owned()),
        None if *starting => Some("The day is starting.".to_owned()),
        None => None,
    };
    let start = {
        let draft = props.draft.clone();
        let starting = starting.setter();
        Callback::from(move |()| {
            let (tasks, id, starting) = (tasks.clone(), draft.id(), starting.clone());
            starting.set(true);
            // The last words may still be on their way into the file.
            draft.when_saved(Callback::from(move |saved| {
                let (tasks, starting) = (tasks.clone(), starting.clone());
                spawn_local(async move {
                    let refused = if saved {
                        ask(StartRun { game_day: id, acknowledged: Vec::new() })
                            .await
                            .err()
                            .map(|refusal| refusal.message)
                    } else {
                        Some("The plan is not saved yet. Mend what is marked first.".to_owned())
                    };
                    starting.set(false);
                    match refused {
                        None => tasks.go(Route::Run { id }),
                        Some(words) => tasks.say(words),
                    }
                });
            }));
        })
    };
    html! { <Button act="start-day" kind={ButtonKind::Primary} {why_not} onclick={start}>{ "Start the day" }</Button> }
}
