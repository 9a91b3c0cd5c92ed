//! States of experiments and game days in the words of lists.

use crate::components::{Pill, State};
use domain::chaos::{
    experiment::ExperimentStatus,
    game_day::GameDayStatus,
    lint::Finding,
    results::Ending,
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
    match trial.progress() {
        Progress::Waiting if !over => (State::Off, "Waiting".to_owned()),
        Progress::Active(_) if !over => (State::Live, "Running".to_owned()),
        _ => ended_words(trial.ended(), trial.outcome()),
    }
}

/// What came of an experiment whose day is over.
pub fn ended_words(ended: Ending, outcome: Option<Outcome>) -> (State, String) {
    let state = match (ended, outcome) {
        (Ending::Aborted, _) | (_, Some(Outcome::Disproved)) => State::Bad,
        (_, Some(Outcome::Confirmed)) => State::Good,
        (_, Some(Outcome::Inconclusive)) | (Ending::NotConcluded, _) => State::Watch,
        _ => State::Off,
    };
    let words = if ended == Ending::Moved { "Moved".to_owned() } else { ended.with(outcome) };
    (state, words)
}

/// [`outcome_words`] as a pill.
pub fn outcome_pill(trial: &Trial, over: bool) -> Html {
    let (state, words) = outcome_words(trial, over);
    html! { <Pill {state}>{ words }</Pill> }
}
