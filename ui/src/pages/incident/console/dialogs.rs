//! The dialogs of the console: each asks for what one event needs.

use super::{
    ask::{Ask, Field, refused},
    people::DutyDialog,
    scene::{Panel, Scene},
    side::SeverityDialog,
    steps::{MarkDialog, TimeDialog},
    update::UpdateDialog,
    ways::WayDialog,
};
use crate::{pages::action::raise::Raise, room::run::key_sheet};
use domain::{
    Instant,
    incident::{
        run::{Event, Run},
        time::typed,
    },
};
use yew::prelude::*;

/// Every key of the console.
const KEYS: [(&str, &str); 17] = [
    ("N", "What comes next: brief, mitigated, normal, resolve"),
    ("C", "Check in: what we know, what we do not"),
    ("O", "Write what happened"),
    ("1 – 5", "How a way out stands"),
    ("T", "Mark the six times"),
    ("S", "Severity"),
    ("H", "Hand the command over"),
    ("U", "Customer update"),
    ("I", "Internal update"),
    ("G", "Gone wrong again: users are hurt"),
    ("E", "What it is called, who is affected"),
    ("A", "Raise an action"),
    ("B", "Blank the stage, or light it"),
    ("M", "Message on the stage, or take it down"),
    ("F9", "Declare another incident, from anywhere"),
    ("Esc", "Close what is open"),
    ("?", "These keys"),
];

const CHECK_IN: &[Field] = &[
    Field { name: "know", label: "What we know", example: "New carts get prices from the poisoned cache" },
    Field { name: "unknown", label: "What we do not know", example: "Whether paid orders have wrong totals" },
];
const MITIGATED: &[Field] = &[
    Field { name: "how", label: "What ended it", example: "Flag off and the cache emptied" },
    Field { name: "at", label: "Since when; empty is now", example: "14:56" },
];
const SEEN: &[Field] = &[Field { name: "seen", label: "What is seen", example: "Error rate is back at 12%" }];
const RESOLVE: &[Field] = &[
    Field {
        name: "cause",
        label: "What it was, in one sentence",
        example: "A flag wrote prices into the cache too early",
    },
    Field { name: "early", label: "Before 30 min of normal indicators: why", example: "Only where it is so" },
];
const CALL_OFF: &[Field] =
    &[Field { name: "reason", label: "What it was instead", example: "A test of the alert" }];
const DESCRIBE: &[Field] = &[
    Field { name: "title", label: "What it is called", example: "Checkout errors after the pricing deploy" },
    Field {
        name: "affected",
        label: "Who is affected, and how",
        example: "23% of new orders fail at payment",
    },
];

/// The dialog that is open, if one is.
pub fn dialog(scene: &Scene) -> Html {
    let Some(panel) = scene.panel else { return Html::default() };
    match panel {
        Panel::CheckIn => check_in(scene),
        Panel::Mitigated => mitigated(scene),
        Panel::Relapsed => seen(scene, "relapsed", "Users are hurt again", |seen| Event::Relapsed { seen }),
        Panel::NormalLost => {
            seen(scene, "normal-lost", "The indicators are not normal", |seen| Event::NormalLost { seen })
        }
        Panel::Resolve => resolve(scene),
        Panel::CallOff => call_off(scene),
        Panel::Describe => describe(scene),
        Panel::Duty(duty) => html! { <DutyDialog key={duty.word()} scene={scene.clone()} {duty} /> },
        Panel::Severity => html! { <SeverityDialog scene={scene.clone()} /> },
        Panel::Update(audience) => {
            html! { <UpdateDialog key={audience.word()} scene={scene.clone()} {audience} /> }
        }
        Panel::Time(entry) => html! { <TimeDialog key={entry} scene={scene.clone()} {entry} /> },
        Panel::Mark(mark) => html! { <MarkDialog key={mark.word()} scene={scene.clone()} {mark} /> },
        Panel::Way(option) => html! { <WayDialog key={option} scene={scene.clone()} {option} /> },
        Panel::Action => html! {
            <Raise<Run> pen={scene.pen.clone()} people={scene.people()} service_id={scene.view.run.declared.service_id} onclose={scene.close.clone()} />
        },
        Panel::Keys => key_sheet(&KEYS, scene.close.clone()),
        Panel::Message => Html::default(), // in the card of the stage
    }
}

fn word(words: &[String], at: usize) -> String {
    words.get(at).cloned().unwrap_or_default()
}

/// A time that may be empty.
pub fn time(scene: &Scene, field: &str, text: &str) -> Result<Option<Instant>, contract::Refusal> {
    match text {
        "" => Ok(None),
        text => {
            typed(text, crate::backend::now(), scene.zone).map(Some).map_err(|words| refused(field, words))
        }
    }
}

fn check_in(scene: &Scene) -> Html {
    let first = scene.view.run.check_ins.is_empty();
    let (title, words) = if first { ("Brief the room", "Brief") } else { ("Check in", "Check in") };
    let make = Callback::from(|words: Vec<String>| {
        Ok(Event::CheckedIn { know: word(&words, 0), unknown: word(&words, 1) })
    });
    let before = scene.view.run.check_ins.last().map(|last| {
        let unknown = if last.unknown.is_empty() { "nothing".to_owned() } else { last.unknown.clone() };
        html! { <p class="muted">{ format!("Last time we did not know: {unknown}") }</p> }
    });
    html! { <Ask scene={scene.clone()} {title} place="check-in" fields={CHECK_IN} {words} act="confirm-check-in" above={before.unwrap_or_default()} {make} /> }
}

fn mitigated(scene: &Scene) -> Html {
    let at = scene.clone();
    let make = Callback::from(move |words: Vec<String>| {
        Ok(Event::Mitigated { how: word(&words, 0), at: time(&at, "at", &word(&words, 1))? })
    });
    let above = html! { <p class="muted">{ "Users are no longer hurt. Mitigated is not resolved." }</p> };
    html! { <Ask scene={scene.clone()} title="Mitigated" place="mitigated" fields={MITIGATED} words="Mitigated" act="confirm-mitigated" {above} {make} /> }
}

fn seen(scene: &Scene, act: &'static str, title: &'static str, event: fn(String) -> Event) -> Html {
    let make = Callback::from(move |words: Vec<String>| Ok(event(word(&words, 0))));
    html! { <Ask scene={scene.clone()} {title} place={act} fields={SEEN} words="Write it down" act="confirm-seen" {make} /> }
}

fn resolve(scene: &Scene) -> Html {
    let make = Callback::from(|words: Vec<String>| {
        Ok(Event::Resolved { cause: word(&words, 0), early: word(&words, 1) })
    });
    html! { <Ask scene={scene.clone()} title="Resolve the incident" place="resolve" fields={RESOLVE} words="Resolve" act="confirm-resolve" {make} /> }
}

fn call_off(scene: &Scene) -> Html {
    let make = Callback::from(|words: Vec<String>| Ok(Event::CalledOff { reason: word(&words, 0) }));
    let above =
        html! { <p class="muted">{ "It stays on record, counts in no figure, and needs no review." }</p> };
    html! { <Ask scene={scene.clone()} title="No incident after all" place="call-off" fields={CALL_OFF} words="Call it off" act="confirm-call-off" {above} {make} /> }
}

fn describe(scene: &Scene) -> Html {
    let make = Callback::from(|words: Vec<String>| {
        Ok(Event::Described { title: word(&words, 0), affected: word(&words, 1) })
    });
    let first = vec![scene.view.run.title.clone(), scene.view.run.affected.clone()];
    html! { <Ask scene={scene.clone()} title="What it is" place="describe" fields={DESCRIBE} {first} words="Write it down" act="confirm-describe" {make} /> }
}
