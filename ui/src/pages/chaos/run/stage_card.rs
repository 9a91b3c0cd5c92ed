//! The stage as the facilitator of a day sees it; in a blind drill with the key that shows what it hides.

use super::panel::{Day, Panel};
use crate::{
    components::{Button, ButtonKind},
    hooks::use_later,
    pages::chaos::stage::face,
    room::run::stage::{blank_key, message_form, message_key, monitors, stage_card, thumbnail},
    stage::away::where_is,
};
use domain::chaos::run::Event;
use std::rc::Rc;
use yew::prelude::*;

/// The thumbnail follows the projector this much later, in milliseconds: it stands far from what the facilitator works with.
const LATER_MS: u32 = 120;

/// The card.
#[component]
pub fn StageCard(props: &Day) -> Html {
    // What the projector shows, not what the facilitator knows: in a blind drill the two differ.
    let veiled = use_memo(Rc::clone(&props.view), |view| view.on_stage());
    let veiled = use_later(veiled, LATER_MS);
    let Some(stage) = &props.stage else { return Html::default() };
    let (toasts, id) = (&props.pen.toasts, props.view.id);
    // While the window is closed the card shows what it would show.
    let face = face(&veiled, props.zone);
    let below = html! {
        <>
            { thumbnail(Rc::clone(stage), props.zone, face, stage.place.is_open()) }
            <div class="line">
                { blank_key(stage, toasts) }
                { message_key(stage, toasts, props.open.reform(|()| Panel::Message)) }
            </div>
            { reveal(props) }
            if props.panel == Some(Panel::Message) { { message_form(props.view.id, toasts, props.close.clone()) } }
            { monitors(stage, id, toasts) }
        </>
    };
    stage_card(stage, id, where_is(stage), below)
}

/// In a blind drill: what the stage hides, and the key that shows it.
fn reveal(props: &Day) -> Html {
    let run = &props.view.run;
    let Some(at) = hidden(props) else {
        let blind = run.plan.game_day.blind && run.trial().is_some();
        return if blind {
            html! { <p class="muted">{ "Blind drill: the stage shows this experiment." }</p> }
        } else {
            Html::default()
        };
    };
    let event = Event::Revealed { experiment: at };
    let pen = props.pen.clone();
    let onclick = Callback::from(move |()| pen.write(event.clone()));
    html! {
        <>
            <p class="muted">{ format!("Blind drill: the stage says “Experiment {}” and not what it is.", at + 1) }</p>
            <div class="line"><Button act="reveal" keys="V" kind={ButtonKind::Plain} {onclick}>{ "Reveal on the stage" }</Button></div>
        </>
    }
}

/// The present experiment, while the stage hides it.
pub fn hidden(day: &Day) -> Option<usize> {
    let run = &day.view.run;
    run.present.filter(|at| run.step().is_some() && run.hides(*at))
}
