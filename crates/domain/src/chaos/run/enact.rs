//! What an admitted entry changes.

use super::{
    Abort, Check, Conclusion, Detection, Entry, Event, Prediction, Reading, RollbackState, Run, Sight, Step,
    StepTime, Trial,
};
use crate::{
    Instant,
    journal::{Fold, Note, NoteKind, Said, Timer},
};

/// Changes `run` by an event of its own that has been admitted; `at` is when it happened, on the run's steady clock.
pub(super) fn enact(run: &mut Run, entry: &Entry, at: Instant) {
    match &entry.event {
        Event::DayStarted { .. } => {}
        Event::ExperimentStarted { experiment } => {
            run.present = Some(*experiment);
            enter(run, Step::Baseline, entry.seq, at);
        }
        Event::StepStarted { step } => enter(run, *step, entry.seq, at),
        Event::Skipped { experiment, reason } => {
            if let Some(trial) = run.trials.get_mut(*experiment) {
                stop_clock(trial, at);
                trial.skipped = Some(entry.said(at, reason));
            }
        }
        Event::Rescheduled { experiment, day, title } => {
            if let Some(trial) = run.trials.get_mut(*experiment) {
                stop_clock(trial, at);
                trial.skipped = Some(entry.said(at, &format!("Moved to “{title}”.")));
                trial.moved_to = Some(*day);
            }
        }
        Event::Revealed { experiment } => {
            if let Some(trial) = run.trials.get_mut(*experiment) {
                trial.revealed = true;
            }
        }
        Event::Surprised { text } => {
            run.take(Note { kind: NoteKind::Surprise, said: entry.said(at, text), struck: false });
        }
        Event::Aborted { .. } => {
            enact_in_trial(run, entry, at);
            enter(run, Step::Rollback, entry.seq, at);
        }
        Event::LearnedCorrected { experiment, note } => {
            let trial = run.trials.get_mut(*experiment);
            if let Some(conclusion) = trial.and_then(|trial| trial.conclusion.as_mut()) {
                conclusion.said.text.clone_from(note);
            }
        }
        Event::PredictionJudged { prediction, verdict } => {
            let mut all = run.trials.iter_mut().flat_map(|trial| &mut trial.predictions);
            if let Some(judged) = all.find(|known| known.said.seq == *prediction) {
                judged.verdict = Some(*verdict);
            }
        }
        Event::Arrived { .. } | Event::Left { .. } | Event::RoleTaken { .. } => {
            run.enact_people(&entry.event, at);
        }
        _ => enact_in_trial(run, entry, at),
    }
}

fn enact_in_trial(run: &mut Run, entry: &Entry, at: Instant) {
    let say = |by: &str, text: &str| Said { seq: entry.seq, at, by: by.to_owned(), text: text.to_owned() };
    let named = if let Event::AbortExplained { experiment, .. } = &entry.event { *experiment } else { None };
    let Some(trial) = named.or(run.present).and_then(|at| run.trials.get_mut(at)) else { return };
    let step = trial.steps.last().map_or(Step::Baseline, |time| time.step);
    match &entry.event {
        Event::Predicted { who, text } => {
            trial.predictions.push(Prediction { said: say(who, text), verdict: None, struck: false })
        }
        Event::Reading { metric, value, reader, source, live } => trial.readings.push(Reading {
            seq: entry.seq,
            at,
            step,
            metric: metric.clone(),
            value: *value,
            reader: reader.clone(),
            source: source.clone(),
            live: *live,
            struck: false,
        }),
        Event::Detected { how, .. } => {
            trial.detections.push(Detection { said: say(&entry.actor, how), struck: false })
        }
        Event::SightGained { series } => {
            trial.sights.insert(*series, Sight { since: at, blind: None });
        }
        Event::SightLost { series, reason } => {
            trial.sights.insert(*series, Sight { since: at, blind: Some(reason.clone()) });
        }
        Event::ConditionChecked { condition, tripped, note } => trial.checks.push(Check {
            said: say(&entry.actor, note),
            condition: *condition,
            tripped: *tripped,
            struck: false,
        }),
        Event::Aborted { reason, condition, reading } => {
            trial.abort =
                Some(Abort { said: say(&entry.actor, reason), condition: *condition, reading: *reading });
        }
        Event::AbortExplained { caller, reason, condition, reading, .. } => {
            if let Some(abort) = &mut trial.abort {
                abort.said.by.clone_from(caller);
                abort.said.text.clone_from(reason);
                (abort.condition, abort.reading) = (*condition, *reading);
            }
        }
        Event::RollbackStep { index, state } => {
            if let Some(slot) = trial.rollback.get_mut(*index) {
                *slot = (*state, (*state != RollbackState::Open).then_some(at));
            }
        }
        Event::Concluded { outcome, note } => {
            stop_clock(trial, at);
            trial.conclusion = Some(Conclusion { outcome: *outcome, said: say(&entry.actor, note) });
        }
        _ => {}
    }
}

fn enter(run: &mut Run, step: Step, seq: u64, at: Instant) {
    let elsewhere = run.ran_elsewhere();
    let Some(trial) = run.present.and_then(|present| run.trials.get_mut(present)) else { return };
    stop_clock(trial, at);
    let planned_min = match step {
        Step::Baseline => Some(trial.planned.experiment.baseline_min),
        Step::Inject => Some(trial.planned.experiment.fault.duration_min),
        _ => None,
    };
    let planned_min = planned_min.filter(|_| !elsewhere); // another tool counted nothing down
    let timer = Timer::start(at, planned_min.map(|min| i64::from(min) * 60_000));
    trial.steps.push(StepTime { seq, step, timer });
}

fn stop_clock(trial: &mut Trial, at: Instant) {
    if let Some(present) = trial.steps.last_mut() {
        present.timer.stop(at);
    }
}
