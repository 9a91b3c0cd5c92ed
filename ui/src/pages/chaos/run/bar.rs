//! The bar over the console of a day.

use super::{
    day::{behind_ms, whole},
    panel::Day,
};
use crate::{
    components::{Pill, State, tick},
    room::run::Bar,
    route::Route,
};
use domain::{Instant, Zone, chaos::run::Run};
use std::rc::Rc;
use yew::prelude::*;

/// The bar.
pub fn bar(day: &Day) -> Html {
    let run = &day.view.run;
    let note = {
        let (view, zone) = (Rc::clone(&day.view), day.zone);
        tick(move |now| html! { { note(&view.run, zone, now) } })
    };
    let aborted = run.trial().is_some_and(|trial| trial.abort.is_some() && trial.recovered_at().is_none());
    let stands = match run.step() {
        Some(_) if aborted => (State::Bad, "Aborted"),
        Some(_) => (State::Live, "Running"),
        None => (State::Live, "Between experiments"),
    };
    let beside =
        html! { if blind(run) { <Pill state={State::Off}>{ "Blind: the stage hides this" }</Pill> } };
    html! {
        <Bar<Run> view={Rc::clone(&day.view)} pen={day.pen.clone()} stage={day.stage.clone()}
            list={(Route::GameDays, "Game days")} title={run.plan.game_day.title.clone()} {stands} {beside} {note} />
    }
}

/// Whether the stage hides the experiment that the room is at, or the one that comes next.
fn blind(run: &Run) -> bool {
    let at = run.present.filter(|_| run.step().is_some()).or_else(|| run.next_waiting());
    at.is_some_and(|at| run.hides(at))
}

/// `Experiment 2 of 3 · 4 min behind plan · started 13:00`: what matters least is cut first.
fn note(run: &Run, zone: Zone, now: Instant) -> String {
    let place = run.present.filter(|_| run.step().is_some());
    let place =
        place.map(|at| format!("Experiment {} of {} · ", at + 1, run.trials.len())).unwrap_or_default();
    let pace = behind_ms(&run.agenda(now, zone)).map(|behind_ms| match behind_ms / 60_000 {
        0 => "on plan · ".to_owned(),
        1.. => format!("{} behind plan · ", whole(behind_ms)),
        _ => format!("{} ahead of plan · ", whole(-behind_ms)),
    });
    format!("{place}{}started {}", pace.unwrap_or_default(), zone.hour_minute(run.course.started_at))
}
