//! States of experiments and game days in the words of lists.

use crate::components::{Pill, State};
use domain::chaos::{
    experiment::ExperimentStatus,
    game_day::GameDayStatus,
    lint::Finding,
    run::{Outcome, Progress, Trial},
};
use yew::prelude::*;

/// The state of a game day.
pub fn day_pill(status: GameDayStatus) -> Html {
    let state = match status {
        GameDayStatus::Running => State::Live,
        GameDayStatus::Finished => State::Good,
        GameDayStatus::Cancelled | GameDayStatus::Planned => State::Off,
    };
    html! { <Pill {state}>{ status.label() }</Pill> }
}

/// Whether an experiment may be run.
pub fn experiment_pill(status: ExperimentStatus) -> Html {
    let state = if status == ExperimentStatus::Ready { State::Good } else { State::Off };
    html! { <Pill {state}>{ status.label() }</Pill> }
}

/// How far its plan is; where `findings` say that it is not ready as things are, why.
pub fn plan_pill<'a>(status: ExperimentStatus, findings: impl IntoIterator<Item = &'a Finding>) -> Html {
    let unready = findings.into_iter().find(|finding| finding.is_unready());
    match unready.filter(|_| status == ExperimentStatus::Ready) {
        Some(finding) => html! { <Pill state={State::Bad}>{ finding.rule.label() }</Pill> },
        None => experiment_pill(status),
    }
}

/// Where an experiment is, in the words of the report; `over` is whether its day is.
pub fn outcome_words(trial: &Trial, over: bool) -> (State, String) {
    let aborted = trial.abort.is_some();
    let (state, words) = match trial.progress() {
        Progress::Concluded(outcome) => {
            let state = match outcome {
                _ if aborted => State::Bad,
                Outcome::Confirmed => State::Good,
                Outcome::Disproved => State::Bad,
                Outcome::Inconclusive => State::Watch,
            };
            return (state, trial.ended().with(Some(outcome)));
        }
        Progress::Skipped if trial.moved_to.is_some() => (State::Off, "Moved"),
        Progress::Skipped => (State::Off, "Skipped"),
        Progress::Waiting if over => (State::Off, "Not run"),
        Progress::Waiting => (State::Off, "Waiting"),
        Progress::Active(_) if aborted && over => (State::Bad, "Aborted, not concluded"),
        Progress::Active(_) if over => (State::Watch, "Not concluded"),
        Progress::Active(_) => (State::Live, "Running"),
    };
    (state, words.to_owned())
}

/// [`outcome_words`] as a pill.
pub fn outcome_pill(trial: &Trial, over: bool) -> Html {
    let (state, words) = outcome_words(trial, over);
    html! { <Pill {state}>{ words }</Pill> }
}
