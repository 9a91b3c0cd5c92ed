//! Who does what. One person may have several duties; without a commander nobody decides.

use super::{
    ask::{Ask, Field},
    scene::{Panel, Scene},
};
use crate::components::{Button, ButtonKind, Shape, State};
use domain::incident::{
    content::INCIDENT,
    run::{Duty, Event},
};
use yew::prelude::*;

const FIELDS: &[Field] = &[
    Field { name: "name", label: "Who", example: "A name" },
    Field {
        name: "briefing",
        label: "What they were told",
        example: "Where we are, what is under way, what is next",
    },
];

/// The card.
#[component]
pub fn Duties(props: &Scene) -> Html {
    let run = &props.view.run;
    let over = run.course.ended.is_some();
    let row = |duty: &Duty| {
        let duty = *duty;
        let names: Vec<&str> = run.on(duty).map(|served| served.name.as_str()).collect();
        let nobody = names.is_empty();
        let verb = if nobody || duty == Duty::Expert { "Name" } else { "Hand over" };
        let keys = (duty == Duty::Commander).then_some("H");
        html! {
            <li class="run-row duty" data-id={duty.word()} data-act="duty">
                <span class="run-row-words" title={about(duty)}>{ duty.label() }<span class="cell-sub">
                    if nobody && duty == Duty::Commander { <span class="tone" data-state="watch"><Shape state={State::Watch} />{ " nobody decides" }</span> }
                    else if nobody { { "–" } } else { { names.join(", ") } }
                </span></span>
                if !over {
                    <Button act="name-duty" kind={ButtonKind::Quiet} small=true {keys} label={format!("{verb}: {duty}")} onclick={props.opens(Panel::Duty(duty))}>{ verb }</Button>
                }
            </li>
        }
    };
    html! {
        <section class="card" data-act="duties">
            <div class="card-head"><h2 class="card-title">{ "Roles" }</h2><div class="card-aside">{ "the commander does not debug" }</div></div>
            <ul class="run-list duties">{ for Duty::ALL.iter().map(row) }</ul>
        </section>
    }
}

fn about(duty: Duty) -> String {
    INCIDENT
        .duties
        .iter()
        .find(|words| words.duty == duty)
        .map(|words| words.words.clone())
        .unwrap_or_default()
}

/// What [`DutyDialog`] takes.
#[derive(PartialEq, Properties)]
pub struct DutyProps {
    /// The incident.
    pub scene: Scene,
    /// Which duty.
    pub duty: Duty,
}

/// Asks who takes a duty, and what they were told.
#[component]
pub fn DutyDialog(props: &DutyProps) -> Html {
    let duty = props.duty;
    let has = props.scene.view.run.on(duty).next().map(|served| served.name.clone());
    let title = match &has {
        Some(name) if duty != Duty::Expert => format!("{duty}: {name} hands over"),
        _ => format!("{duty}: who"),
    };
    let make = Callback::from(move |words: Vec<String>| {
        let mut words = words.into_iter();
        let (name, briefing) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        Ok(Event::DutyTaken { name, duty, briefing })
    });
    let leaves = |name: &str| {
        let (pen, close, name) = (props.scene.pen.clone(), props.scene.close.clone(), name.to_owned());
        let label = format!("{name} leaves: {duty}");
        let onclick = Callback::from(move |()| {
            pen.write(Event::DutyLeft { name: name.clone(), duty });
            close.emit(());
        });
        html! { <Button act="leave-duty" small=true {label} {onclick}>{ "Leaves, nobody follows" }</Button> }
    };
    let present = props
        .scene
        .view
        .run
        .on(duty)
        .map(|served| html! { <p class="line">{ &served.name }{ leaves(&served.name) }</p> });
    let above = html! { <><p class="muted">{ about(duty) }</p>{ for present }</> };
    html! { <Ask scene={props.scene.clone()} {title} place={place(duty)} fields={FIELDS} words="Write it down" act="confirm-duty" {above} {make} people={props.scene.people()} /> }
}

/// Words begun about one duty are not those about another.
const fn place(duty: Duty) -> &'static str {
    match duty {
        Duty::Commander => "duty/commander",
        Duty::Operations => "duty/operations",
        Duty::Communications => "duty/communications",
        Duty::Scribe => "duty/scribe",
        Duty::Expert => "duty/expert",
    }
}
