//! What the room sees on the projector. The same [`Stage`] is the thumbnail on the console, only smaller: all sizes are
//! parts of its own height. It is fed from the run's fold and never from the journal, so a private note cannot get here.

use crate::{
    hooks::loaded::{Loaded, use_loaded},
    known::use_known,
    pages::chaos::{
        journal::{LiveRun, RunView, use_stage_run},
        run::live::watched,
        samples::SamplesHost,
    },
    window::stands,
};
use contract::{Notice, Stage as AskStage, StageState};
use domain::{Kind, Zone};
use std::rc::Rc;
use yew::prelude::*;

/// The stage as a window of its own.
#[component]
pub fn StageWindow() -> Html {
    let known = use_known();
    let (state, _) = use_loaded(AskStage {}, |_, notice| matches!(notice, Notice::Stage));
    let on_stage = state.ready().and_then(|state| Some((state.run?, state.kind?)));
    let reviewed = on_stage.filter(|(_, kind)| *kind == Kind::Assessment).map(|(id, _)| id);
    let run = use_stage_run(state.ready().and_then(|state| state.run).filter(|id| reviewed != Some(*id)));
    use_effect_with(state.ready().is_some(), |ready| {
        if *ready {
            stands();
        }
    });
    let view = match run {
        LiveRun::Live(view) => Some(view),
        _ => None,
    };
    match state {
        Loaded::Ready(state) if reviewed.is_some() => html! {
            { for reviewed.map(|id| html! {
                <crate::pages::assessment::stage::ReviewStage {id} {state} zone={known.workspace.zone} name={known.workspace.name.clone()} />
            }) }
        },
        Loaded::Ready(state) => {
            let of = view.as_ref().and_then(|view| Some((view.id, watched(&view.run)?)));
            html! {
                <SamplesHost {of}>
                    <Stage {state} {view} zone={known.workspace.zone} name={known.workspace.name.clone()} window=true />
                </SamplesHost>
            }
        }
        _ => html! { <div class="stage" data-window="" /> },
    }
}

/// What the stage is drawn from.
#[derive(PartialEq, Properties)]
pub struct StageProps {
    /// What the facilitator set.
    pub state: Rc<StageState>,
    /// The run on the stage, where there is one.
    pub view: Option<Rc<RunView>>,
    /// The zone of the wall clock.
    pub zone: Zone,
    /// What to call the workspace while nothing runs.
    pub name: AttrValue,
    /// Whether it fills a window of its own.
    #[prop_or_default]
    pub window: bool,
}

/// The stage at any size.
#[component]
pub fn Stage(props: &StageProps) -> Html {
    html! { <div class="stage" data-window={props.window.then_some("")}>{ crate::pages::chaos::stage::page(props) }</div> }
}
