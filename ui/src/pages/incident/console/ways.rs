//! The ways out, the fastest first, and how each stands.

use super::scene::{Panel, Scene};
use crate::{
    components::{Button, ButtonKind, Dialog, Keycap, Pill, State},
    hooks::kept::use_kept,
    room::control::{Line, form},
};
use domain::incident::{
    content::INCIDENT,
    run::{Attempt, Event},
};
use yew::prelude::*;

const fn state(attempt: Attempt) -> State {
    match attempt {
        Attempt::NotTried | Attempt::NoHelp => State::Off,
        Attempt::Planned => State::Watch,
        Attempt::Trying => State::Live,
        Attempt::Helps => State::Good,
    }
}

/// The card.
#[component]
pub fn Ways(props: &Scene) -> Html {
    let run = &props.view.run;
    let row = |(at, option): (usize, &domain::incident::content::WayOut)| {
        let stands = run.attempts.get(&at);
        let attempt = stands.map_or(Attempt::NotTried, |(attempt, _)| *attempt);
        let note = stands.map(|(_, said)| format!("{} {}", props.zone.hour_minute(said.at), said.text));
        html! {
            <li class="run-row way" data-id={at.to_string()} data-act="way">
                <Keycap keys={(at + 1).to_string()} />
                <button type="button" class="way-words" onclick={let onclick = props.opens(Panel::Way(at)); Callback::from(move |_: MouseEvent| onclick.emit(()))}>
                    { &option.text }<span class="muted">{ for note.map(|note| format!(" {note}")) }</span>
                </button>
                <Pill state={state(attempt)}>{ attempt.label() }</Pill>
            </li>
        }
    };
    html! {
        <section class="card ways" data-act="ways">
            <div class="card-head"><h2 class="card-title">{ "Fastest way out first" }</h2></div>
            <ul class="run-list">{ for INCIDENT.options.iter().enumerate().map(row) }</ul>
        </section>
    }
}

/// What [`WayDialog`] takes.
#[derive(PartialEq, Properties)]
pub struct WayProps {
    /// The incident.
    pub scene: Scene,
    /// Which way.
    pub option: usize,
}

/// Asks how it stands: one press, with a word about it where there is one.
#[component]
pub fn WayDialog(props: &WayProps) -> Html {
    let (scene, option) = (&props.scene, props.option);
    let note = use_kept(scene.place(&format!("way/{option}")));
    let title = INCIDENT.options.get(option).map(|option| option.text.clone()).unwrap_or_default();
    let write = |attempt: Attempt| {
        let (pen, close, note) = (scene.pen.clone(), scene.close.clone(), note.clone());
        Callback::from(move |()| {
            let event = Event::Attempted { option, attempt, note: note.text().trim().to_owned() };
            let (close, note) = (close.clone(), note.clone());
            pen.write_as("", event, move |answer| {
                if answer.is_ok() {
                    note.done();
                    close.emit(());
                }
            });
        })
    };
    let present = scene.view.run.attempts.get(&option).map_or(Attempt::NotTried, |(attempt, _)| *attempt);
    // What is most likely next is what Enter does.
    let likely = match present {
        Attempt::NotTried | Attempt::Planned | Attempt::NoHelp => Attempt::Trying,
        Attempt::Trying | Attempt::Helps => Attempt::Helps,
    };
    let key = |attempt: &Attempt| {
        let kind = if *attempt == likely { ButtonKind::Primary } else { ButtonKind::Plain };
        let why_not =
            (*attempt == present && note.text().trim().is_empty()).then_some("It stands like this.");
        html! { <Button act={attempt.word()} {kind} {why_not} onclick={write(*attempt)}>{ attempt.label() }</Button> }
    };
    let inside = html! {
        <>
            <span class="wide"><Line name="note" label="What was done, or seen" first=true value={note.text()} oninput={note.typed()} placeholder="pricing 412 to 411" /></span>
            <input type="submit" hidden=true />
        </>
    };
    html! {
        <Dialog {title} onclose={scene.close.clone()}>
            { form("form", write(likely), scene.close.clone(), inside) }
            <div class="line way-keys">{ for Attempt::ALL.iter().map(key) }</div>
        </Dialog>
    }
}
