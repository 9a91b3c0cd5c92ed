//! The projector's window: one frame, and the face of the room that is on it.

use crate::{
    hooks::loaded::use_loaded,
    known::use_known,
    pages::{assessment, capacity, chaos, incident},
    stage::frame::{Frame, StageFace},
    window::stands,
};
use contract::{Notice, Stage};
use std::rc::Rc;
use yew::prelude::*;

/// The stage as a window of its own.
#[component]
pub fn StageWindow() -> Html {
    let known = use_known();
    let (state, _) = use_loaded(Stage {}, |_, notice| matches!(notice, Notice::Stage));
    let on_stage = state.ready().and_then(|state| Some((state.run?, state.kind?)));
    use_effect_with(state.ready().is_some(), |ready| {
        if *ready {
            stands();
        }
    });
    let Some(state) = state.ready() else { return html! { <div class="stage" data-window="" /> } };
    let frame = Frame { state: Rc::clone(state), zone: known.workspace.zone, window: true };
    let face = on_stage.and_then(|(id, kind)| {
        chaos::stage::of(kind, id, &frame)
            .or_else(|| assessment::stage::of(kind, id, &frame))
            .or_else(|| capacity::stage::of(kind, id, &frame))
            .or_else(|| incident::stage::of(kind, id, &frame))
    });
    face.unwrap_or_else(|| frame.around(StageFace::nothing(&known.workspace.name)))
}
