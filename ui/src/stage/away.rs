//! What the console says of a stage that is not on its monitor, and what it asks before it opens one elsewhere.

use crate::{
    backend,
    components::{Button, ButtonKind, Dialog, Pill, State, use_toasts},
};
use contract::{HideStage, Notice, ShowStage, StagePlace, StageState, WindowStage};
use domain::Id;
use std::rc::Rc;
use yew::prelude::*;

/// Where the stage is, for the head of its card.
pub fn where_is(stage: &StageState) -> Html {
    match &stage.place {
        StagePlace::Closed => html! { "closed" },
        StagePlace::Lost(_) | StagePlace::Evaded(_) => away_pill(&stage.place),
        StagePlace::On(_) | StagePlace::Window if stage.blank => html! { "blank" },
        StagePlace::On(monitor) => html! { { format!("live on {}", monitor.name) } },
        StagePlace::Window => html! { "live in a window" },
    }
}

/// The word for a stage that is wanted and away.
pub fn away_pill(place: &StagePlace) -> Html {
    match place {
        StagePlace::Lost(_) => html! { <Pill state={State::Watch}>{ "Projector lost" }</Pill> },
        StagePlace::Evaded(_) => html! { <Pill state={State::Watch}>{ "Stage waits" }</Pill> },
        StagePlace::Closed | StagePlace::On(_) | StagePlace::Window => Html::default(),
    }
}

/// What [`Away`] takes.
#[derive(PartialEq, Properties)]
pub struct AwayProps {
    /// The stage.
    pub stage: Rc<StageState>,
    /// What it shall show elsewhere.
    pub run: Id,
}

/// While the stage waits for its monitor: why, that it comes back by itself, and what else can be done. And where a window
/// could have a monitor.
#[component]
pub fn Away(props: &AwayProps) -> Html {
    let toasts = use_toasts();
    let words = match &props.stage.place {
        StagePlace::Lost(monitor) => format!(
            "{} ({} × {}) is gone. The stage comes back by itself when that monitor is back.",
            monitor.name, monitor.width_px, monitor.height_px
        ),
        StagePlace::Evaded(monitor) => format!(
            "This window is on {}. The stage comes back by itself when this window leaves that monitor.",
            monitor.name
        ),
        StagePlace::Window if !props.stage.monitors.is_empty() => {
            "The stage is a window. There is a second monitor now, which it could fill.".to_owned()
        }
        StagePlace::Closed | StagePlace::On(_) | StagePlace::Window => return Html::default(),
    };
    let waits = props.stage.place.waits_for().is_some();
    let run = Some(props.run);
    let show = |monitor: Option<String>| {
        let toasts = toasts.clone();
        Callback::from(move |()| toasts.ask(ShowStage { run, monitor: monitor.clone() }, |_| ()))
    };
    let give_up = {
        let toasts = toasts.clone();
        Callback::from(move |()| toasts.ask(HideStage {}, |_| ()))
    };
    html! {
        <div class="stage-away stack" data-gap="small" data-act="stage-away" role="status">
            <p>{ words }</p>
            <div class="line">
                { for props.stage.monitors.iter().map(|name| html! {
                    <Button key={name.clone()} act="stage-elsewhere" onclick={show(Some(name.clone()))}>{ format!("Show on {name}") }</Button>
                }) }
                if waits && props.stage.monitors.is_empty() {
                    <Button act="stage-elsewhere" onclick={show(None)}>{ "Show in a window" }</Button>
                }
                if waits {
                    <Button act="stop-waiting" kind={ButtonKind::Quiet} onclick={give_up}>{ "Stop waiting" }</Button>
                }
            </div>
        </div>
    }
}

/// The question before the stage opens beside the console on the only monitor. Put it into the shell once.
#[component]
pub fn StageQuestion() -> Html {
    let asked = use_state_eq(|| None::<Option<Id>>);
    let toasts = use_toasts();
    {
        let asked = asked.setter();
        use_effect_with((), move |()| {
            let subscription = backend::on_notice(move |notice| {
                if let Notice::StageAsks { run } = notice {
                    asked.set(Some(*run));
                }
            });
            move || drop(subscription)
        });
    }
    let Some(run) = *asked else { return Html::default() };
    let onclose = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(None))
    };
    let open = {
        let onclose = onclose.clone();
        Callback::from(move |()| {
            onclose.emit(());
            toasts.ask(WindowStage { run }, |_| ());
        })
    };
    let actions = html! {
        <>
            <Button act="no-stage" onclick={onclose.clone()}>{ "Not now" }</Button>
            <Button act="window-stage" kind={ButtonKind::Primary} onclick={open}>{ "Open as a window" }</Button>
        </>
    };
    html! {
        <Dialog title="Open the stage as a window?" {onclose} {actions}>
            <p>{ "There is one monitor. The stage becomes a window that may cover this one." }</p>
            <p class="muted">{ "With a second monitor the stage fills that one. On a game day F8 aborts from there too." }</p>
        </Dialog>
    }
}
