//! The brake: F8 stops a running day from wherever somebody has the keyboard.

use crate::{
    backend::ask,
    components::use_toasts,
    hooks::{Shortcut, use_keys},
    known::use_known,
    room::href,
    route::Route,
};
use contract::Append;
use domain::{Id, Kind, chaos::run::Event};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`Brake`] takes.
#[derive(PartialEq, Properties)]
pub struct BrakeProps {
    /// Where this window is.
    pub route: Route,
}

/// Nothing to see. The console of the run has the key itself; everywhere else it aborts just the same, and goes there.
#[component]
pub fn Brake(props: &BrakeProps) -> Html {
    let toasts = use_toasts();
    let running = use_known().running(Kind::GameDay).filter(|id| props.route != Route::Run { id: *id });
    let brake = |run: Id| {
        let toasts = toasts.clone();
        Callback::from(move |()| {
            toasts.ask(abort(run), move |answer| {
                if answer.is_ok() {
                    // Nothing to do about a window without an address.
                    let _ = gloo::utils::window().location().set_hash(&href(Route::Run { id: run }));
                }
            });
        })
    };
    use_keys(running.map(|run| Shortcut::new("F8", brake(run)).always()).into_iter().collect());
    Html::default()
}

/// The brake of the stage, for whoever has the keyboard in its window: the only thing that the stage may ask to be written.
/// That it was heard, the room sees in what the stage shows then; a refusal is no words for a wall.
#[hook]
pub fn use_stage_brake(run: Id) {
    let brake = Callback::from(move |()| {
        spawn_local(async move {
            let _ = ask(abort(run)).await; // nothing to stop, or it is stopped
        });
    });
    use_keys(vec![Shortcut::new("F8", brake).always()]);
}

fn abort(run: Id) -> Append {
    let event = Event::Aborted { reason: String::new(), condition: None, reading: None };
    Append { run, actor: String::new(), event }
}
