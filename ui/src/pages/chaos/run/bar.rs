//! The bar over the console: which day, how far, and the hand on the clock. And the question about a hole in time.

use super::{
    day::{behind_ms, whole},
    panel::Day,
    room::{extend, pause_or_resume},
};
use crate::{
    components::{Banner, Button, ButtonKind, Pill, State, tick},
    route::Route,
    stage::away::away_pill,
};
use contract::{HideStage, ShowStage};
use domain::{
    Instant, Zone,
    chaos::run::{Event, Run},
    journal::{Common, GapCause},
    time::words,
};
use std::rc::Rc;
use yew::prelude::*;
use yew_router::Routable;

/// The bar.
#[component]
pub fn Bar(props: &Day) -> Html {
    let run = &props.view.run;
    let note = {
        let (view, zone) = (Rc::clone(&props.view), props.zone);
        tick(move |now| html! { { note(&view.run, zone, now) } })
    };
    let paused = run.step().is_some_and(|time| time.timer.paused_at.is_some());
    let aborted = run.trial().is_some_and(|trial| trial.abort.is_some() && trial.recovered_at().is_none());
    let (state, word) = match (run.step(), paused) {
        (_, true) => (State::Watch, "Paused"),
        (Some(_), false) if aborted => (State::Bad, "Aborted"),
        (Some(_), false) => (State::Live, "Running"),
        (None, false) => (State::Live, "Between experiments"),
    };
    let counts_down = run.step().is_some_and(|time| time.timer.allowed_ms().is_some());
    let no_step = run
        .step()
        .is_none()
        .then_some(AttrValue::Static("No step is in progress, so there is nothing to pause."));
    let no_end = (!counts_down).then_some(AttrValue::Static("This step counts up and has no end to move."));
    let deed = |deed: fn(&Day)| {
        let day = props.clone();
        Callback::from(move |()| deed(&day))
    };
    html! {
        <header class="bar">
            <nav class="crumbs" aria-label="Where"><a href={format!("#{}", Route::GameDays.to_path())}>{ "Game days" }</a>{ " /" }</nav>
            <h1 class="title" title={run.plan.game_day.title.clone()}>{ &run.plan.game_day.title }</h1>
            <Pill {state}>{ word }</Pill>
            if let Some(stage) = &props.stage { { away_pill(&stage.place) } }
            if blind(run) { <Pill state={State::Off}>{ "Blind: the stage hides this" }</Pill> }
            <p class="bar-note">{ note }</p>
            <div class="bar-actions">
                <Button act={if paused { "resume" } else { "pause" }} keys="Space" onclick={deed(pause_or_resume)} why_not={no_step}>
                    { if paused { "Resume" } else { "Pause" } }
                </Button>
                <Button act="shorten" onclick={deed(|day| extend(day, -60_000))} why_not={no_end.clone()}>{ "−1 min" }</Button>
                <Button act="extend" onclick={deed(|day| extend(day, 60_000))} why_not={no_end}>{ "+1 min" }</Button>
                { stage_button(props) }
            </div>
        </header>
    }
}

/// Whether the stage hides the experiment that the room is at, or the one that comes next.
fn blind(run: &Run) -> bool {
    let at = run.present.filter(|_| run.step().is_some()).or_else(|| run.next_waiting());
    at.is_some_and(|at| run.hides(at))
}

fn stage_button(props: &Day) -> Html {
    let Some(stage) = &props.stage else { return Html::default() };
    let hide = || {
        let pen = props.pen.clone();
        Callback::from(move |()| pen.send(HideStage {}, |_| ()))
    };
    if stage.place.waits_for().is_some() {
        return html! { <Button act="stop-waiting" onclick={hide()}>{ "Stop waiting" }</Button> };
    }
    if stage.place.is_open() && stage.run == Some(props.view.id) {
        return html! { <Button act="hide-stage" onclick={hide()}>{ "Close stage" }</Button> };
    }
    let (pen, run) = (props.pen.clone(), props.view.id);
    let onclick = Callback::from(move |()| pen.send(ShowStage { run: Some(run), monitor: None }, |_| ()));
    let words = match stage.monitors.first() {
        Some(monitor) => format!("Stage on {monitor}"),
        None => "Open stage".to_owned(),
    };
    html! { <Button act="show-stage" {onclick}>{ words }</Button> }
}

/// `Experiment 2 of 3 · 4 min behind plan · started 13:00`: what matters least is cut first.
fn note(run: &Run, zone: Zone, now: Instant) -> String {
    let place = run.present.filter(|_| run.step().is_some());
    let place =
        place.map(|at| format!("Experiment {} of {} · ", at + 1, run.trials.len())).unwrap_or_default();
    let behind_ms = behind_ms(&run.agenda(now));
    let pace = match behind_ms / 60_000 {
        0 => "on plan".to_owned(),
        1.. => format!("{} behind plan", whole(behind_ms)),
        _ => format!("{} ahead of plan", whole(-behind_ms)),
    };
    format!("{place}{pace} · started {}", zone.hour_minute(run.course.started_at))
}

/// The oldest hole in time that nobody has decided on.
#[component]
pub fn GapBanner(props: &Day) -> Html {
    let Some(gap) = props.view.run.course.open_gap().copied() else { return Html::default() };
    let what = match gap.cause {
        GapCause::Slept => "The computer slept",
        GapCause::Away => "Readyroom was not running for",
    };
    let (from, to) = (props.zone.clock(gap.from), props.zone.clock(gap.to));
    let sentence = format!("{what} {} ({from}–{to}). Does that time count?", words(gap.to.since(gap.from)));
    let decide = |counts: bool| {
        let pen = props.pen.clone();
        Callback::from(move |()| pen.write(Event::Common(Common::GapDecided { gap: gap.seq, counts })))
    };
    let actions = html! {
        <>
            <Button act="gap-count" onclick={decide(true)}>{ "Count it" }</Button>
            <Button act="gap-leave-out" kind={ButtonKind::Primary} onclick={decide(false)}>{ "Leave it out" }</Button>
        </>
    };
    html! { <Banner state={State::Watch} {actions}>{ sentence }</Banner> }
}
