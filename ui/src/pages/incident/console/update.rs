//! Updates: filled from the incident, copied with one key, and the promise of the next one.

use super::{
    ask::refused,
    scene::{Panel, Scene},
};
use crate::{
    backend,
    components::{Button, ButtonKind, Dialog, Pill, State, tick},
    hooks::kept::{Kept, keep, kept, use_kept},
    room::control::{Line, error_of},
};
use contract::Refusal;
use domain::{
    incident::{
        run::{Audience, Event},
        time::ahead,
        unfilled,
    },
    time::words,
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlTextAreaElement};
use yew::prelude::*;

/// The card: what went out last to whom, and when the next one is due.
#[component]
pub fn Updates(props: &Scene) -> Html {
    let run = &props.view.run;
    let over = run.course.ended.is_some();
    let row = |(audience, keys): (Audience, Option<&'static str>)| {
        let last = run.updates.iter().rfind(|update| update.audience == audience);
        let sent = last.map_or_else(
            || html! { <Pill state={State::Off}>{ "none sent" }</Pill> },
            |last| html! { <Pill state={State::Good}>{ format!("sent {}", props.zone.hour_minute(last.said.at)) }</Pill> },
        );
        html! {
            <li class="update" data-act="update" data-id={audience.word()}>
                <span class="spread"><b>{ audience.label() }</b>{ sent }</span>
                if let Some(last) = last { <p class="update-words">{ &last.said.text }</p> }
                <span class="spread">{ next(props, audience) }<Button act="write-update" small=true {keys} onclick={props.opens(Panel::Update(audience))}>{ "Write" }</Button></span>
            </li>
        }
    };
    let all: &[(Audience, Option<&'static str>)] = if over {
        &[(Audience::AllClear, Some("U")), (Audience::Customers, None)]
    } else {
        &[(Audience::Customers, Some("U")), (Audience::Internal, Some("I"))]
    };
    html! {
        <section class="card" data-act="updates">
            <div class="card-head"><h2 class="card-title">{ "Updates" }</h2></div>
            <ul class="card-body stack" data-gap="small">{ for all.iter().copied().map(row) }</ul>
        </section>
    }
}

/// The promise, which becomes overdue by itself.
fn next(scene: &Scene, audience: Audience) -> Html {
    let view = Rc::clone(&scene.view);
    tick(move |now| {
        let Some(due) = view.run.update(audience).filter(|_| view.run.course.ended.is_none()) else {
            return html! { <span class="muted">{ "no next one promised" }</span> };
        };
        let left_ms = due.remaining_ms(view.run.course.steady(now));
        // In whole minutes: the seconds of a promise are nobody's business.
        let minutes = words((left_ms.abs() / 60_000).max(1) * 60_000);
        match left_ms {
            ..0 => html! { <Pill state={State::Bad}>{ format!("{minutes} overdue") }</Pill> },
            _ => html! { <span class="muted">{ format!("next in {minutes}") }</span> },
        }
    })
}

/// What [`UpdateDialog`] takes.
#[derive(PartialEq, Properties)]
pub struct UpdateProps {
    /// The incident.
    pub scene: Scene,
    /// To whom.
    pub audience: Audience,
}

/// The words, as the incident fills them; what nobody knows yet stands in brackets.
#[component]
pub fn UpdateDialog(props: &UpdateProps) -> Html {
    let (scene, audience) = (&props.scene, props.audience);
    let place = scene.place(&format!("update/{}", audience.word()));
    let proposed = use_state(|| scene.view.run.proposed(audience, backend::now(), scene.zone));
    let text = use_kept(place.clone());
    let promised = proposed.as_ref().and_then(|proposed| proposed.next_at);
    let next = use_state(|| promised.map(|at| scene.zone.hour_minute(at)).unwrap_or_default());
    let said = use_state(|| None::<Refusal>);
    let copied = use_state(|| false);
    let area = use_node_ref();
    use_effect_with((), {
        let (text, first) = (text.clone(), proposed.as_ref().map(|proposed| proposed.text.clone()));
        move |()| {
            let first = first.unwrap_or_default();
            if kept(&place).is_none() {
                text.set(&first);
            }
            // What nobody changed is proposed anew the next time, with the words and times of then.
            move || {
                if kept(&place).is_some_and(|kept| kept == first) {
                    keep(&place, "");
                }
            }
        }
    });
    let copy = {
        let (area, copied) = (area.clone(), copied.setter());
        Callback::from(move |()| {
            copied.set(area.cast::<HtmlTextAreaElement>().is_some_and(|area| copy(&area)))
        })
    };
    let send = sent(scene, audience, &text, (*next).clone(), said.setter());
    let oninput = typing(&text, copied.setter(), said.setter());
    let onnext = {
        let next = next.setter();
        Callback::from(move |words: String| next.set(words))
    };
    let open = unfilled(&text.text());
    let first = proposed.as_ref().map(|proposed| proposed.text.clone()).unwrap_or_default();
    let is_changed = text.text() != first;
    let anew = {
        let text = text.clone();
        Callback::from(move |()| text.set(&first))
    };
    let actions = html! {
        <>
            if is_changed { <Button act="propose-anew" kind={ButtonKind::Quiet} onclick={anew}>{ "Fill it anew" }</Button> }
            <Button act="cancel" kind={ButtonKind::Quiet} onclick={scene.close.clone()}>{ "Cancel" }</Button>
            <Button act="copy-update" onclick={copy}>{ if *copied { "Copied" } else { "Copy" } }</Button>
            <Button act="confirm-update" kind={ButtonKind::Primary} onclick={send}>{ "It is sent" }</Button>
        </>
    };
    let title = format!("Update: {}", audience.label().to_lowercase());
    let general = said.as_ref().filter(|refusal| refusal.field.as_deref() != Some("next_at"));
    html! {
        <Dialog {title} onclose={scene.close.clone()} {actions} wide=true>
            <div class="form">
                <label class="field wide">
                    <span class="field-label">{ "As it goes out" }</span>
                    <textarea class="input" ref={area} name="text" data-first="" data-act="update-text" rows="8" value={text.text()} {oninput} />
                </label>
                if audience != Audience::AllClear {
                    <Line name="next_at" label="Next one at; empty promises none" value={(*next).clone()} oninput={onnext} placeholder="14:45" error={error_of(said.as_ref(), "next_at")} />
                }
            </div>
            if !open.is_empty() && general.is_none() { <p class="tone" data-state="watch">{ format!("Nobody has said yet: {}. Fill it, or take it out.", open.join(", ")) }</p> }
            if let Some(refusal) = general { <p class="field-error" role="alert">{ &refusal.message }</p> }
        </Dialog>
    }
}

/// Writes down that it went out, with the promise of the next one.
fn sent(
    scene: &Scene,
    audience: Audience,
    text: &Kept,
    next: String,
    said: UseStateSetter<Option<Refusal>>,
) -> Callback<()> {
    let (scene, text) = (scene.clone(), text.clone());
    Callback::from(move |()| {
        let next_at = match next.trim() {
            "" => None,
            next => match ahead(next, backend::now(), scene.zone) {
                Ok(at) => Some(at),
                Err(words) => return said.set(Some(refused("next_at", words))),
            },
        };
        let event = Event::Updated { audience, text: text.text().trim().to_owned(), next_at };
        let (close, text, said) = (scene.close.clone(), text.clone(), said.clone());
        scene.pen.ask(event, move |answer| match answer {
            Ok(()) => {
                text.done();
                close.emit(());
            }
            Err(refusal) => said.set(Some(refusal)),
        });
    })
}

/// Keeps what is typed; it is another text than the one that was copied.
fn typing(
    text: &Kept,
    copied: UseStateSetter<bool>,
    said: UseStateSetter<Option<Refusal>>,
) -> Callback<InputEvent> {
    let text = text.clone();
    Callback::from(move |event: InputEvent| {
        if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
            text.set(&area.value());
            copied.set(false);
            said.set(None);
        }
    })
}

/// Selects the words and copies them.
fn copy(area: &HtmlTextAreaElement) -> bool {
    area.select();
    let document = gloo::utils::document().dyn_into::<HtmlDocument>().ok();
    document.is_some_and(|document| document.exec_command("copy").unwrap_or(false))
}
