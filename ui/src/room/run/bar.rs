//! The bar over the console of a run: which one, how far, and the hand on its clock.

use super::{Pen, stage::show};
use crate::{
    components::{Button, Pill, State},
    hooks::journal::{Followed, RunView},
    room::href,
    route::Route,
    stage::away::away_pill,
};
use contract::{HideStage, StageState};
use std::rc::Rc;
use yew::prelude::*;

/// What [`Bar`] takes.
#[derive(PartialEq, Properties)]
pub struct BarProps<R: Followed> {
    /// The run.
    pub view: Rc<RunView<R>>,
    /// Writes into it.
    pub pen: Pen<R>,
    /// The stage, once it is known.
    pub stage: Option<Rc<StageState>>,
    /// The list that it is in, and what that is called.
    pub list: (Route, &'static str),
    /// Its name.
    pub title: AttrValue,
    /// How it stands, while its clock is not held; and the word for that.
    pub stands: (State, &'static str),
    /// What else is said beside its name.
    #[prop_or_default]
    pub beside: Html,
    /// How far it is.
    pub note: Html,
}

/// The bar.
#[component]
pub fn Bar<R: Followed>(props: &BarProps<R>) -> Html {
    let clock = props.view.run.clock();
    let paused = clock.is_some_and(|timer| timer.paused_at.is_some());
    let (state, word) = if paused { (State::Watch, "Paused") } else { props.stands };
    let counts_down = clock.is_some_and(|timer| timer.allowed_ms().is_some());
    let nothing_to_pause = clock
        .is_none()
        .then(|| AttrValue::from(format!("No {} is in progress, so there is nothing to pause.", R::STRETCH)));
    let no_end = (!counts_down)
        .then(|| AttrValue::from(format!("This {} counts up and has no end to move.", R::STRETCH)));
    let hand = |deed: fn(&Pen<R>, &R)| {
        let (pen, view) = (props.pen.clone(), Rc::clone(&props.view));
        Callback::from(move |()| deed(&pen, &view.run))
    };
    let (list, list_words) = props.list;
    html! {
        <header class="bar">
            <nav class="crumbs" aria-label="Where"><a href={href(list)}>{ list_words }</a>{ " /" }</nav>
            <h1 class="title" title={props.title.clone()}>{ &props.title }</h1>
            <Pill {state}>{ word }</Pill>
            if let Some(stage) = &props.stage { { away_pill(&stage.place) } }
            { props.beside.clone() }
            <p class="bar-note">{ props.note.clone() }</p>
            <div class="bar-actions">
                <Button act={if paused { "resume" } else { "pause" }} keys="Space" onclick={hand(Pen::pause_or_resume)} why_not={nothing_to_pause}>
                    { if paused { "Resume" } else { "Pause" } }
                </Button>
                <Button act="shorten" onclick={hand(|pen, run| pen.extend(run, -60_000))} why_not={no_end.clone()}>{ "−1 min" }</Button>
                <Button act="extend" onclick={hand(|pen, run| pen.extend(run, 60_000))} why_not={no_end}>{ "+1 min" }</Button>
                if let Some(stage) = &props.stage { { stage_button(&props.pen, stage) } }
            </div>
        </header>
    }
}

fn stage_button<R: Followed>(pen: &Pen<R>, stage: &StageState) -> Html {
    let hide = || {
        let toasts = pen.toasts.clone();
        Callback::from(move |()| toasts.ask(HideStage {}, |_| ()))
    };
    if stage.place.waits_for().is_some() {
        return html! { <Button act="stop-waiting" onclick={hide()}>{ "Stop waiting" }</Button> };
    }
    if stage.place.is_open() && stage.run == Some(pen.run) {
        return html! { <Button act="hide-stage" onclick={hide()}>{ "Close stage" }</Button> };
    }
    let (toasts, run) = (pen.toasts.clone(), pen.run);
    let onclick = Callback::from(move |()| show(run, None, &toasts));
    let words = match stage.monitors.first() {
        Some(monitor) => format!("Stage on {monitor}"),
        None => "Open stage".to_owned(),
    };
    html! { <Button act="show-stage" {onclick}>{ words }</Button> }
}
