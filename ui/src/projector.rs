//! The projector's window: one frame, and the face of the room that is on it.

use crate::{
    backend::ask,
    hooks::{Shortcut, loaded::use_loaded, use_keys},
    known::use_known,
    pages::{assessment::stage::ReviewStage, chaos::stage::DayStage},
    stage::frame::{Frame, StageFace},
    window::stands,
};
use contract::{Append, Notice, Stage};
use domain::{Id, Kind, chaos::run::Event};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The stage as a window of its own.
#[component]
pub fn StageWindow() -> Html {
    let known = use_known();
    let (state, _) = use_loaded(Stage {}, |_, notice| matches!(notice, Notice::Stage));
    let on_stage = state.ready().and_then(|state| Some((state.run?, state.kind?)));
    use_brake(on_stage.map(|(id, _)| id));
    use_effect_with(state.ready().is_some(), |ready| {
        if *ready {
            stands();
        }
    });
    let Some(state) = state.ready() else { return html! { <div class="stage" data-window="" /> } };
    let frame = Frame { state: Rc::clone(state), zone: known.workspace.zone, window: true };
    match on_stage {
        Some((id, Kind::GameDay)) => html! { <DayStage key={id.to_string()} {id} {frame} /> },
        Some((id, Kind::Assessment)) => html! { <ReviewStage key={id.to_string()} {id} {frame} /> },
        _ => frame.around(StageFace::nothing(&known.workspace.name)),
    }
}

/// The brake, for whoever has the keyboard in this window: the only thing that the stage may ask to be written. That it
/// was heard, the room sees in what the stage shows then; a refusal is no words for a wall.
#[hook]
fn use_brake(on_stage: Option<Id>) {
    let abort = move |run: Id| {
        Callback::from(move |()| {
            let event = Event::Aborted { reason: String::new(), condition: None, reading: None };
            spawn_local(async move {
                let _ = ask(Append { run, actor: String::new(), event }).await; // nothing to stop, or it is stopped
            });
        })
    };
    use_keys(on_stage.map(|run| Shortcut::new("F8", abort(run)).always()).into_iter().collect());
}
