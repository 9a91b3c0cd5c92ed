//! The stage as the facilitator sees it: the same page, smaller, with what can be done to it.

use super::then_forget;
use crate::{
    components::{Button, Toasts},
    room::{
        control::{Choose, named},
        say::Say,
    },
    stage::{
        away::Away,
        frame::{Frame, StageFace},
    },
};
use contract::{BlankStage, MessageStage, ShowStage, StagePlace, StageState};
use domain::{Id, Zone};
use std::rc::Rc;
use yew::prelude::*;

/// The card: where the stage is, why it is away from there, and what stands below: its thumbnail, its keys. `id` is what
/// this room puts on it.
pub fn stage_card(stage: &Rc<StageState>, id: Id, place: Html, below: Html) -> Html {
    html! {
        <section class="card" data-act="stage">
            <div class="card-head"><h2 class="card-title">{ "Stage" }</h2><div class="card-aside">{ place }</div></div>
            <div class="card-body stack" data-gap="small">
                <Away stage={Rc::clone(stage)} run={id} />
                { below }
            </div>
        </section>
    }
}

/// The same page, smaller; pale while it is not what the projector shows.
pub fn thumbnail(state: Rc<StageState>, zone: Zone, face: StageFace, live: bool) -> Html {
    html! {
        <div class="stage-thumb" aria-hidden="true" data-closed={(!live).then_some("")}>
            { Frame { state, zone, window: false }.around(face) }
        </div>
    }
}

/// Puts `id` on the stage, on a monitor of a name or wherever the stage belongs.
pub fn show(id: Id, monitor: Option<String>, toasts: &Toasts) {
    toasts.ask(ShowStage { run: Some(id), monitor }, |_| ());
}

/// Blanks the stage, or lights it.
pub fn blank(stage: &StageState, toasts: &Toasts) {
    toasts.ask(BlankStage { blank: !stage.blank }, |_| ());
}

/// The key that blanks it.
pub fn blank_key(stage: &Rc<StageState>, toasts: &Toasts) -> Html {
    let (state, toasts) = (Rc::clone(stage), toasts.clone());
    let onclick = Callback::from(move |()| blank(&state, &toasts));
    html! { <Button act="blank-stage" keys="B" pressed={stage.blank} {onclick}>{ "Blank" }</Button> }
}

/// Takes the message down, or opens the form that asks for one.
pub fn message(stage: &StageState, toasts: &Toasts, open: &Callback<()>) {
    if stage.message.is_some() {
        toasts.ask(MessageStage { text: None }, |_| ());
    } else {
        open.emit(());
    }
}

/// The key that does.
pub fn message_key(stage: &Rc<StageState>, toasts: &Toasts, open: Callback<()>) -> Html {
    let shown = stage.message.is_some();
    let (state, toasts) = (Rc::clone(stage), toasts.clone());
    let onclick = Callback::from(move |()| message(&state, &toasts, &open));
    html! {
        <Button act="message-stage" keys="M" pressed={shown} {onclick}>{ if shown { "Take down" } else { "Message" } }</Button>
    }
}

/// Asks for a message to the room.
pub fn message_form(run: Id, toasts: &Toasts, close: Callback<()>) -> Html {
    let place = format!("{run}/message");
    let onsay = {
        let (toasts, close, place) = (toasts.clone(), close.clone(), place.clone());
        Callback::from(move |text: String| {
            let text = (!text.is_empty()).then_some(text);
            toasts.ask(MessageStage { text }, then_forget(place.clone(), close.clone()));
        })
    };
    html! {
        <Say name="text" {place} label="Message to the room" placeholder="Short break, we go on at 14:20" act="show-message"
            cancel="cancel-message" words="Show it" {onsay} onclose={close} />
    }
}

/// Where the stage goes, where there is a choice.
pub fn monitors(stage: &StageState, id: Id, toasts: &Toasts) -> Html {
    let StagePlace::On(monitor) = &stage.place else { return Html::default() };
    if stage.monitors.len() < 2 {
        return Html::default();
    }
    let toasts = toasts.clone();
    let onchange = Callback::from(move |monitor: String| show(id, Some(monitor), &toasts));
    html! { <Choose name="monitor" label="On" value={monitor.name.clone()} options={named(&stage.monitors)} {onchange} /> }
}
