//! The stage as the facilitator sees it: the same page, smaller, with what can be done to it.

use super::{
    panel::{Day, Panel},
    pen::then_close,
    room::{blank, message},
};
use crate::{
    components::{Button, ButtonKind},
    hooks::use_later,
    pages::chaos::stage::face,
    room::{control::Choose, say::Say},
    stage::{
        away::{Away, where_is},
        frame::Frame,
    },
};
use contract::{MessageStage, ShowStage, StagePlace, StageState};
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
    let deed = |deed: fn(&Day)| {
        let day = props.clone();
        Callback::from(move |()| deed(&day))
    };
    let open = stage.place.is_open();
    // While the window is closed the card shows what it would show.
    let frame = Frame { state: Rc::clone(stage), zone: props.zone, window: false };
    html! {
        <section class="card" data-act="stage">
            <div class="card-head"><h2 class="card-title">{ "Stage" }</h2><div class="card-aside">{ where_is(stage) }</div></div>
            <div class="card-body stack" data-gap="small">
                <Away stage={Rc::clone(stage)} run={props.view.id} />
                <div class="stage-thumb" aria-hidden="true" data-closed={(!open).then_some("")}>
                    { frame.around(face(&veiled, props.zone)) }
                </div>
                <div class="line">
                    <Button act="blank-stage" keys="B" pressed={stage.blank} onclick={deed(blank)}>{ "Blank" }</Button>
                    <Button act="message-stage" keys="M" pressed={stage.message.is_some()} onclick={deed(message)}>
                        { if stage.message.is_some() { "Take down" } else { "Message" } }
                    </Button>
                </div>
                { reveal(props) }
                if props.panel == Some(Panel::Message) { { message_form(props) } }
                { monitors(props, stage) }
            </div>
        </section>
    }
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

/// Where the stage goes, where there is a choice.
fn monitors(props: &Day, stage: &StageState) -> Html {
    let value = match &stage.place {
        StagePlace::On(monitor) => monitor.name.clone(),
        _ => return Html::default(),
    };
    if stage.monitors.len() < 2 {
        return Html::default();
    }
    let options = crate::room::control::named(&stage.monitors);
    let (pen, run) = (props.pen.clone(), props.view.id);
    let onchange = Callback::from(move |monitor: String| {
        pen.send(ShowStage { run: Some(run), monitor: Some(monitor) }, |_| ());
    });
    html! { <Choose name="monitor" label="On" {value} {options} {onchange} /> }
}

fn message_form(props: &Day) -> Html {
    let (pen, close) = (props.pen.clone(), props.close.clone());
    let onsay = Callback::from(move |text: String| {
        let text = (!text.is_empty()).then_some(text);
        pen.send(MessageStage { text }, then_close(close.clone()));
    });
    html! {
        <Say name="text" label="Message to the room" placeholder="Short break, we go on at 14:20" act="show-message"
            cancel="cancel-message" words="Show it" {onsay} onclose={props.close.clone()} />
    }
}
