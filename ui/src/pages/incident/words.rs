//! Words, states and clocks that several parts of the room share.

use crate::{
    backend,
    components::{Face, Pill, State},
    hooks::loaded::{Loaded, use_loaded},
};
use contract::{IncidentLine, IncidentList, Incidents, Notice};
use domain::{
    Date, Id, Instant, Zone,
    incident::{
        IncidentStatus, Severity,
        run::{Run, Step},
    },
    journal::Fold,
};
use yew::prelude::*;

/// All incidents, or those of one service.
#[hook]
pub fn use_incidents(service: Option<Id>) -> (Loaded<IncidentList>, Callback<()>) {
    use_loaded(Incidents { service }, |_, notice| match notice {
        // Whatever is written about one, and what is owed, which moves with each entry.
        Notice::Record { .. } | Notice::Journal { .. } => true,
        _ => false,
    })
}

/// Whether what was written about it is agreed on.
#[must_use]
pub fn is_reviewed(line: &IncidentLine) -> bool {
    line.review.as_ref().is_some_and(|row| row.status == "final")
}

/// The severity, as a shape and its word.
pub fn severity_pill(severity: Severity) -> Html {
    let state = match severity {
        Severity::Sev1 => State::Bad,
        Severity::Sev2 => State::Watch,
        Severity::Sev3 | Severity::Sev4 => State::Off,
    };
    html! { <Pill {state}>{ severity.label() }</Pill> }
}

/// How an incident stands, as a state and its word.
#[must_use]
pub const fn stands(status: IncidentStatus, is_mitigated: bool) -> (State, &'static str) {
    match status {
        IncidentStatus::Open if is_mitigated => (State::Watch, "Mitigated"),
        IncidentStatus::Open => (State::Live, "Open"),
        IncidentStatus::Resolved => (State::Good, "Resolved"),
        IncidentStatus::CalledOff => (State::Off, "Called off"),
    }
}

/// What is being done, in a word that the wall can read.
#[must_use]
pub const fn doing(step: Step) -> &'static str {
    match step {
        Step::Detect | Step::Triage => "Triage",
        Step::Respond => "Investigating",
        Step::Mitigate => "Mitigating",
        Step::Resolve => "Mitigated, not resolved",
        Step::Review => "Resolved",
    }
}

/// An instant of the run as this computer's wall clock has it, for figures that repaint by themselves.
#[must_use]
pub fn wall(run: &Run, at: Instant) -> Instant {
    let now = backend::now();
    at.plus_ms(now.since(run.course().steady(now)))
}

/// Since when users are hurt, as far as anybody said, and what that is.
#[must_use]
pub fn since(run: &Run) -> (Face, &'static str) {
    use domain::incident::Mark;
    let marks = run.marks();
    let (from, words) = match marks.at(Mark::ImpactBegan) {
        Some(at) => (at, "Since impact"),
        None => (run.course().started_at, "Since declared"),
    };
    let face = match run.course().ended.as_ref() {
        Some(ended) => Face::Held(ended.at.shown_since(from)),
        None => Face::Since(wall(run, from)),
    };
    (face, words)
}

/// `13:58:20`, with its day where that is another one than `day`.
#[must_use]
pub fn clock(at: Instant, zone: Zone, day: Date) -> String {
    let date = zone.date(at);
    if date == day { zone.clock(at) } else { format!("{}, {}", date.format("%-d %b"), zone.clock(at)) }
}
