//! The right column below the roles: severity, what went out, actions, the stage.

use super::scene::{Panel, Scene};
use crate::{
    components::{Button, ButtonKind, Dialog},
    hooks::{kept::use_kept, use_later},
    pages::incident::{
        extent::{Chosen, picker, small},
        stage::face,
        words::severity_pill,
    },
    room::{
        control::{Line, error_of, form},
        run::stage::{blank_key, message_form, message_key, monitors, stage_card, thumbnail},
    },
    stage::away::where_is,
};
use contract::Refusal;
use domain::incident::run::Event;
use std::rc::Rc;
use yew::prelude::*;

/// The thumbnail follows the projector this much later, in milliseconds.
const LATER_MS: u32 = 120;

/// The card of the severity.
#[component]
pub fn SeverityCard(props: &Scene) -> Html {
    let run = &props.view.run;
    let raised = run.extent().rated().raised;
    let over = run.course.ended.is_some();
    html! {
        <section class="card" data-act="severity">
            <div class="card-head"><h2 class="card-title">{ "Severity" }</h2><div class="card-aside">{ severity_pill(run.severity()) }</div></div>
            <div class="card-body stack" data-gap="small">
                { small(run.extent()) }
                { for raised.iter().map(|words| html! { <p class="muted">{ words }</p> }) }
                if !over { <div class="line"><Button act="change-severity" keys="S" onclick={props.opens(Panel::Severity)}>{ "Change" }</Button></div> }
            </div>
        </section>
    }
}

/// What [`SeverityDialog`] takes.
#[derive(PartialEq, Properties)]
pub struct SeverityProps {
    /// The incident.
    pub scene: Scene,
}

/// Asks how far it reaches by now, and why.
#[component]
pub fn SeverityDialog(props: &SeverityProps) -> Html {
    let scene = &props.scene;
    let run = &scene.view.run;
    let chosen = use_state(|| Chosen::of(run.extent(), run.severity()));
    let reason = use_kept(scene.place("severity"));
    let said = use_state(|| None::<Refusal>);
    let send = {
        let (scene, chosen, reason, said) = (scene.clone(), (*chosen).clone(), reason.clone(), said.setter());
        Callback::from(move |()| {
            let Some((extent, severity)) = chosen.extent().zip(chosen.severity()) else { return };
            let event = Event::Rated { extent, severity, reason: reason.text().trim().to_owned() };
            let (close, reason, said) = (scene.close.clone(), reason.clone(), said.clone());
            scene.pen.ask(event, move |answer| match answer {
                Ok(()) => {
                    reason.done();
                    close.emit(());
                }
                Err(refusal) => said.set(Some(refusal)),
            });
        })
    };
    let onpick = {
        let chosen = chosen.setter();
        Callback::from(move |pick| chosen.set(pick))
    };
    let words = chosen.severity().map(|severity| format!("Call it {severity}")).unwrap_or_default();
    let actions = html! {
        <>
            <Button act="cancel" kind={ButtonKind::Quiet} onclick={scene.close.clone()}>{ "Cancel" }</Button>
            <Button act="confirm-severity" kind={ButtonKind::Primary} keys="Enter" onclick={send.clone()}>{ words }</Button>
        </>
    };
    let inside = html! {
        <>
            <div class="wide">{ picker(&chosen, &onpick, &send) }</div>
            <span class="wide"><Line name="reason" label="Why it is another one now" first=true value={reason.text()} oninput={reason.typed()}
                placeholder="Old carts fail as well" error={error_of(said.as_ref(), "reason")} /></span>
            <input type="submit" hidden=true />
        </>
    };
    let general = said.as_ref().filter(|refusal| refusal.field.as_deref() != Some("reason"));
    html! {
        <Dialog title="Severity" onclose={scene.close.clone()} {actions} wide=true>
            { form("form", send, scene.close.clone(), inside) }
            if let Some(refusal) = general { <p class="field-error" role="alert">{ &refusal.message }</p> }
        </Dialog>
    }
}

/// The actions so far.
#[component]
pub fn Actions(props: &Scene) -> Html {
    let run = &props.view.run;
    let row = |raised: &domain::journal::Raised| {
        let due = raised.due.map(|due| format!(", due {}", due.format("%-d %b"))).unwrap_or_default();
        html! {
            <li class="rest-row" data-id={raised.action.to_string()}>
                <span class="run-row-words">{ &raised.said.text }<span class="cell-sub">{ &raised.owner }{ due }</span></span>
            </li>
        }
    };
    html! {
        <section class="card" data-act="actions">
            <div class="card-head"><h2 class="card-title">{ "Actions" }</h2></div>
            <div class="card-body stack" data-gap="small">
                if run.course.actions.is_empty() { <p class="soft">{ "None yet. What must change later is written down now." }</p> }
                <ul>{ for run.course.actions.iter().map(row) }</ul>
                <div class="line"><Button act="raise-action" keys="A" onclick={props.opens(Panel::Action)}>{ "Raise action" }</Button></div>
            </div>
        </section>
    }
}

/// The stage as the facilitator sees it.
#[component]
pub fn StageCard(props: &Scene) -> Html {
    let later = use_later(Rc::clone(&props.view), LATER_MS);
    let Some(stage) = &props.stage else { return Html::default() };
    let (toasts, id) = (&props.pen.toasts, props.view.id);
    let live = stage.place.is_open() && stage.run == Some(id);
    let below = html! {
        <>
            { thumbnail(Rc::clone(stage), props.zone, face(&later.run, props.zone), live) }
            <div class="line">
                { blank_key(stage, toasts) }
                { message_key(stage, toasts, props.opens(Panel::Message)) }
            </div>
            if props.panel == Some(Panel::Message) { { message_form(id, toasts, props.close.clone()) } }
            { monitors(stage, id, toasts) }
        </>
    };
    stage_card(stage, id, where_is(stage), below)
}
