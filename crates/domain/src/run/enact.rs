//! What an admitted entry changes.

use super::{
    Abort, Check, Conclusion, Detection, Entry, Event, Gap, Note, NoteKind, Prediction, Raised, Reading,
    RollbackState, Run, Said, Sight, Step, StepTime, Timer, Trial,
};
use crate::Instant;

/// Changes `run` by an entry that has been admitted; `at` is when it happened, on the run's steady clock.
pub(super) fn enact(run: &mut Run, entry: &Entry, at: Instant) {
    let say = |text: &str| Said { seq: entry.seq, at, by: entry.actor.clone(), text: text.to_owned() };
    match &entry.event {
        Event::DayStarted { .. } => {}
        Event::ExperimentStarted { experiment } => {
            run.present = Some(*experiment);
            enter(run, Step::Baseline, at);
        }
        Event::StepStarted { step } => enter(run, *step, at),
        Event::Paused => on_timer(run, |timer| timer.pause(at)),
        Event::Resumed => on_timer(run, |timer| timer.resume(at)),
        Event::Extended { by_ms } => on_timer(run, |timer| timer.extended_ms += by_ms),
        Event::Skipped { experiment, reason } => {
            if let Some(trial) = run.trials.get_mut(*experiment) {
                stop_clock(trial, at);
                trial.skipped = Some(say(reason));
            }
        }
        Event::Rescheduled { experiment, day, title } => {
            if let Some(trial) = run.trials.get_mut(*experiment) {
                stop_clock(trial, at);
                trial.skipped = Some(say(&format!("Moved to “{title}”.")));
                trial.moved_to = Some(*day);
            }
        }
        Event::Revealed { experiment } => {
            if let Some(trial) = run.trials.get_mut(*experiment) {
                trial.revealed = true;
            }
        }
        Event::GapFound { cause, from, to } => {
            // Nobody looked meanwhile: what a live watcher saw before says nothing about now.
            run.trials.iter_mut().for_each(|trial| trial.sights.clear());
            let (from, to) = (run.steady(*from), run.steady(*to));
            run.gaps.push(Gap { seq: entry.seq, cause: *cause, from, to, counts: None });
        }
        Event::GapDecided { gap, counts } => decide_gap(run, *gap, *counts),
        Event::ClockSet { by_ms } => run.skew_ms = run.skew_ms.saturating_add(*by_ms),
        Event::Struck { seq, .. } => run.strike(*seq),
        Event::ActionRaised { action, title, owner, due, about } => {
            let (said, owner) = (say(title), owner.clone());
            run.actions.push(Raised { action: *action, said, owner, due: *due, about: *about });
        }
        Event::DayEnded { note } => {
            for trial in &mut run.trials {
                stop_clock(trial, at);
            }
            run.ended = Some(say(note));
        }
        Event::Observed { text } => note(run, NoteKind::Observation, say(text)),
        Event::Noted { text } => note(run, NoteKind::Private, say(text)),
        Event::Surprised { text } => note(run, NoteKind::Surprise, say(text)),
        Event::Aborted { .. } => {
            enact_in_trial(run, entry, at);
            enter(run, Step::Rollback, at);
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
            trial.predictions.push(Prediction { said: say(who, text), struck: false })
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

fn enter(run: &mut Run, step: Step, at: Instant) {
    let Some(trial) = run.present.and_then(|present| run.trials.get_mut(present)) else { return };
    stop_clock(trial, at);
    let planned_min = match step {
        Step::Baseline => Some(trial.planned.experiment.baseline_min),
        Step::Inject => Some(trial.planned.experiment.fault.duration_min),
        _ => None,
    };
    let timer = Timer::start(at, planned_min.map(|min| i64::from(min) * 60_000));
    trial.steps.push(StepTime { step, timer });
}

fn stop_clock(trial: &mut Trial, at: Instant) {
    if let Some(present) = trial.steps.last_mut() {
        present.timer.stop(at);
    }
}

fn on_timer(run: &mut Run, change: impl FnOnce(&mut Timer)) {
    let trial = run.present.and_then(|present| run.trials.get_mut(present));
    if let Some(present) = trial.and_then(|trial| trial.steps.last_mut()) {
        change(&mut present.timer);
    }
}

fn note(run: &mut Run, kind: NoteKind, said: Said) {
    let over = run.ended.is_some();
    let note = Note { kind, said, struck: false };
    match run.present.filter(|_| !over).and_then(|present| run.trials.get_mut(present)) {
        Some(trial) => trial.notes.push(note),
        None => run.notes.push(note),
    }
}

fn decide_gap(run: &mut Run, seq: u64, counts: bool) {
    let Some(gap) = run.gap_mut(seq) else { return };
    gap.counts = Some(counts);
    if counts {
        return;
    }
    let (from, to) = (gap.from, gap.to);
    for time in run.trials.iter_mut().flat_map(|trial| trial.steps.iter_mut()) {
        time.timer.exclude(from, to);
    }
}
