//! A run's clock as figures and bars. Inside a run all instants are as if the wall clock had never been set: `steady` is
//! `now` as the run has it. A figure that repaints by itself compares with the wall.

use crate::components::{Face, Meter, State};
use domain::{
    Instant,
    journal::{Phase, Timer},
};
use yew::prelude::*;

/// The time left, which stands while the clock is held.
#[must_use]
pub fn left(timer: &Timer, now: Instant, steady: Instant) -> Face {
    match (timer.deadline(), timer.remaining_ms(steady)) {
        (Some(deadline), _) => Face::Until(deadline.plus_ms(now.since(steady))),
        (None, left) => Face::Held(left.unwrap_or_default()),
    }
}

/// The time so far, in whole seconds while the clock is held.
#[must_use]
pub fn spent(timer: &Timer, now: Instant, steady: Instant) -> Face {
    let elapsed_ms = timer.elapsed_ms(steady);
    if timer.paused_at.is_some() { whole(elapsed_ms) } else { Face::Since(now.plus_ms(-elapsed_ms)) }
}

/// A duration that stands, in whole seconds that are over.
#[must_use]
pub const fn whole(ms: i64) -> Face {
    Face::Held(ms.div_euclid(1000) * 1000)
}

/// What a screen reader says when the countdown passes a threshold; it says nothing of the seconds between.
#[must_use]
pub const fn spoken(phase: Phase) -> &'static str {
    match phase {
        Phase::Closing => "The time is nearly over.",
        Phase::Overtime => "The time is over.",
        Phase::Paused => "The countdown is paused.",
        Phase::Running | Phase::Stopped => "",
    }
}

/// How much of what is allowed is spent; nothing where the clock counts up.
pub fn meter(timer: &Timer, steady: Instant) -> Html {
    let Some(allowed_ms) = timer.allowed_ms().filter(|ms| *ms > 0) else { return Html::default() };
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of a day are far below 2^53")]
    let part = timer.elapsed_ms(steady) as f64 / allowed_ms as f64;
    let state = match timer.phase(steady) {
        Phase::Overtime => Some(State::Bad),
        Phase::Closing | Phase::Paused => Some(State::Watch),
        Phase::Running | Phase::Stopped => None,
    };
    html! { <Meter {part} {state} /> }
}
