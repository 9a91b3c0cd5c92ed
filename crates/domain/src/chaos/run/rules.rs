//! What may happen when. What it changes is in `enact.rs`.

use super::{Event, Prediction, Progress, RollbackState, Run, Series, Step, Trial, people};
use crate::{
    Instant,
    journal::{NotNow, no},
    text::{self, Invalid},
};

/// Whether an event of the day's own may be appended to `run` now.
pub(super) fn admit(run: &Run, event: &Event, now: Instant) -> Result<(), NotNow> {
    words_fit(event).map_err(|invalid| NotNow(invalid.message))?;
    match event {
        Event::DayStarted { .. } => no("This day has already begun."),
        Event::ExperimentStarted { experiment } => run.admit_start(*experiment),
        Event::StepStarted { step } => run.admit_step(*step),
        Event::Skipped { experiment, .. } => run.admit_skip(*experiment),
        Event::Rescheduled { experiment, .. } => run.admit_move(*experiment),
        Event::Revealed { experiment } => run.admit_reveal(*experiment),
        Event::Detected { noticed_at, .. } => run.admit_detection(noticed_at.unwrap_or(now), now),
        Event::SightGained { series } | Event::SightLost { series, .. } => run.admit_sight(*series),
        Event::Predicted { .. } => match run.step().map(|time| time.step) {
            Some(step) if step < Step::Inject => Ok(()),
            Some(_) => no("Predictions are locked: the fault is in, or has been."),
            None => no("Predictions belong to an experiment. Begin one first."),
        },
        Event::Reading { metric, .. } => run.admit_reading(metric),
        Event::ConditionChecked { condition, .. } => run.admit_check(*condition),
        Event::Aborted { condition, reading, .. } => match run.step().map(|time| time.step) {
            Some(Step::Inject) => {
                run.trial().map_or(Ok(()), |trial| admit_grounds(trial, *condition, *reading))
            }
            Some(Step::Rollback | Step::Verify | Step::Outcome) => no("The fault has already been stopped."),
            _ => no("No fault is in, so there is nothing to abort. Skip the experiment instead."),
        },
        Event::AbortExplained { experiment, condition, reading, .. } => {
            match experiment.or(run.present).and_then(|at| run.trials.get(at)) {
                Some(trial) if trial.abort.is_some() => admit_grounds(trial, *condition, *reading),
                Some(_) => no("This experiment was not aborted."),
                None => no("There is no such experiment on the plan."),
            }
        }
        Event::RollbackStep { index, .. } => run.admit_rollback(*index),
        Event::Concluded { .. } => run.admit_conclusion(),
        Event::LearnedCorrected { experiment, .. } => match run.trials.get(*experiment) {
            Some(trial) if trial.conclusion.is_some() => Ok(()),
            Some(_) => no("This experiment is not concluded, so nothing that was learned can be corrected."),
            None => no("There is no such experiment on the plan."),
        },
        Event::PredictionJudged { prediction, .. } => run.admit_judgement(*prediction),
        Event::Arrived { name, .. } => run.admit_arrival(name),
        Event::Left { name } => run.admit_leaving(name),
        Event::RoleTaken { name, role, .. } => run.admit_role(name, *role),
        Event::Surprised { .. } => Ok(()),
        Event::Common(_) => Ok(()), // admitted by what every run has in common
    }
}

/// Whether the day may end now.
pub(super) fn may_end(run: &Run) -> Result<(), NotNow> {
    match run.step().map(|time| time.step) {
        Some(step @ (Step::Inject | Step::Rollback)) => {
            no(&format!("The room is at “{step}”: remove the fault before the day ends."))
        }
        _ => Ok(()),
    }
}

impl Run {
    /// Whether another tool ran the day. Its journal is written down as it was: what that tool left out, a rollback or
    /// a measurement after it, cannot be asked for any more.
    #[must_use]
    pub const fn ran_elsewhere(&self) -> bool {
        self.plan.game_day.original.is_some()
    }

    fn admit_conclusion(&self) -> Result<(), NotNow> {
        match self.step().map(|time| time.step) {
            Some(Step::Outcome) => Ok(()),
            Some(step) if step < Step::Inject && self.ran_elsewhere() => Ok(()),
            Some(step) => {
                no(&format!("The outcome comes after the recovery is verified; the room is at “{step}”."))
            }
            None => no("No experiment is in progress."),
        }
    }

    fn admit_start(&self, experiment: usize) -> Result<(), NotNow> {
        let Some(wanted) = self.trials.get(experiment) else {
            return no("There is no such experiment on the plan.");
        };
        if wanted.progress() != Progress::Waiting {
            return no("This experiment has already begun or was skipped.");
        }
        let Some(before) = self.trial() else { return Ok(()) };
        if let Progress::Active(step) = before.progress() {
            let title = text::clip(&before.experiment().title, 60);
            return no(&format!("“{title}” is still at “{step}”. Conclude it first."));
        }
        if before.injected_at().is_some() && before.recovered_at().is_none() {
            return no(
                "The steady state has not been measured as recovered. Read every metric again until all are in range.",
            );
        }
        Ok(())
    }

    fn admit_step(&self, step: Step) -> Result<(), NotNow> {
        let (Some(present), Some(trial)) = (self.step(), self.trial()) else {
            return no("No experiment is in progress. Begin one first.");
        };
        if present.step.next() != Some(step) {
            return no(&format!("From “{}” the room cannot go to “{step}”.", present.step));
        }
        match step {
            _ if self.ran_elsewhere() => {}
            Step::Verify => {
                let open = trial.rollback.iter().filter(|(state, _)| *state == RollbackState::Open).count();
                if open > 0 {
                    return no(&format!(
                        "{open} of {} rollback steps are open. Mark each one done or not needed.",
                        trial.rollback.len()
                    ));
                }
            }
            Step::Outcome => {
                let unread: Vec<_> = trial.unverified().iter().map(|metric| metric.name.clone()).collect();
                if !unread.is_empty() {
                    return no(&format!(
                        "Measure the steady state again first. Not read since the fault was removed: {}.",
                        unread.join(", ")
                    ));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn admit_skip(&self, experiment: usize) -> Result<(), NotNow> {
        let Some(trial) = self.trials.get(experiment) else {
            return no("There is no such experiment on the plan.");
        };
        match trial.progress() {
            Progress::Waiting => Ok(()),
            Progress::Active(step) if step < Step::Inject => Ok(()),
            Progress::Active(_) => {
                no("The fault has been in. Abort or conclude this experiment; it cannot be skipped any more.")
            }
            Progress::Concluded(_) | Progress::Skipped => no("This experiment is already over."),
        }
    }

    /// What was never begun goes to another day, also when this one is over.
    fn admit_move(&self, experiment: usize) -> Result<(), NotNow> {
        let begun = |trial: &Trial| matches!(trial.progress(), Progress::Active(_));
        if self.course.ended.is_some() && self.trials.get(experiment).is_some_and(begun) {
            return no("This experiment had begun when the day ended. Duplicate it to run it again.");
        }
        self.admit_skip(experiment)
    }

    fn admit_reveal(&self, experiment: usize) -> Result<(), NotNow> {
        match self.trials.get(experiment) {
            None => no("There is no such experiment on the plan."),
            Some(_) if !self.plan.game_day.blind => no("This is no blind drill: the stage hides nothing."),
            Some(trial) if trial.revealed => no("The stage already shows what this experiment injects."),
            Some(_) => Ok(()),
        }
    }

    fn admit_judgement(&self, prediction: u64) -> Result<(), NotNow> {
        let is_it = |known: &Prediction| known.said.seq == prediction && !known.struck;
        let said = |trial: &&Trial| trial.predictions.iter().any(is_it);
        match self.trials.iter().find(said) {
            Some(trial) if trial.injected_at().is_some() => Ok(()),
            Some(_) => {
                no("The fault has not been in, so nobody can tell yet what becomes of the prediction.")
            }
            None => no("There is no such prediction in the journal."),
        }
    }

    fn admit_sight(&self, series: Series) -> Result<(), NotNow> {
        let Some(trial) = self.trial().filter(|_| self.step().is_some()) else {
            return no("Live watchers look while an experiment is in progress.");
        };
        if trial.experiment().query_of(series).is_none() {
            return no("This experiment has no such live watcher.");
        }
        Ok(())
    }

    fn admit_detection(&self, noticed_at: Instant, now: Instant) -> Result<(), NotNow> {
        let Some(injected_at) = self.trial().and_then(Trial::injected_at) else {
            return no("No fault has been in, so nothing could be noticed. Write an observation instead.");
        };
        if noticed_at > now {
            return no("This time is yet to come. Write when it was noticed, or leave the time out.");
        }
        // Without a time of its own it is from now: a set clock is no reason to refuse that.
        if noticed_at < now && self.course.steady(noticed_at) < injected_at {
            return no(
                "The fault was not in yet at this time. Write when it was noticed, or leave the time out.",
            );
        }
        Ok(())
    }

    fn admit_reading(&self, metric: &str) -> Result<(), NotNow> {
        let Some(trial) = self.trial().filter(|trial| trial.progress() != Progress::Skipped) else {
            return no("A reading belongs to an experiment. Begin one first.");
        };
        if trial.experiment().metrics.iter().any(|known| known.name == metric) {
            return Ok(());
        }
        no(&format!("“{}” is not a metric of this experiment.", text::clip(metric, 60)))
    }

    fn admit_check(&self, condition: usize) -> Result<(), NotNow> {
        let watching = matches!(self.step().map(|time| time.step), Some(Step::Inject | Step::Rollback));
        match self.trial() {
            Some(trial) if watching && condition < trial.experiment().conditions.len() => Ok(()),
            Some(_) if watching => no("There is no such abort condition in this experiment."),
            _ => no("Abort conditions are watched while a fault is in."),
        }
    }

    fn admit_rollback(&self, index: usize) -> Result<(), NotNow> {
        let removing = self.step().is_some_and(|time| time.step == Step::Rollback);
        match self.trial() {
            Some(trial) if removing && index < trial.rollback.len() => Ok(()),
            Some(_) if removing => no("There is no such rollback step in this experiment."),
            _ => no("Rollback steps are ticked while the fault is being removed."),
        }
    }
}

fn admit_grounds(trial: &Trial, condition: Option<usize>, reading: Option<u64>) -> Result<(), NotNow> {
    if condition.is_some_and(|at| at >= trial.experiment().conditions.len()) {
        return no("There is no such abort condition in this experiment.");
    }
    if reading.is_some_and(|seq| !trial.readings.iter().any(|known| known.seq == seq)) {
        return no("There is no such reading in this experiment.");
    }
    Ok(())
}

/// Limits on what an event may carry.
fn words_fit(event: &Event) -> Result<(), Invalid> {
    match event {
        Event::Skipped { reason, .. } => text::reason(reason),
        Event::LearnedCorrected { note, .. } => text::said("note", "What was learned", note),
        Event::Arrived { name, .. } | Event::Left { name } | Event::RoleTaken { name, .. } => {
            people::words_fit(name)
        }
        Event::Predicted { who, text: words } => {
            text::required_line("who", "The name", who)?;
            text::said("text", "The prediction", words)
        }
        Event::Detected { how, .. } => text::said("how", "How it was noticed", how),
        Event::SightLost { reason, .. } => text::prose("reason", "The reason", reason),
        Event::Rescheduled { title, .. } => text::required_line("title", "The title of the other day", title),
        Event::Surprised { text: words } => text::said("text", "The surprise", words),
        Event::Reading { metric, value, reader, source, .. } => {
            text::required_line("metric", "The metric", metric)?;
            text::number("value", "The reading", *value)?;
            text::required_line("reader", "The reader", reader)?;
            text::line("source", "The source", source)
        }
        Event::ConditionChecked { note, .. } | Event::Concluded { note, .. } => {
            text::prose("note", "The note", note)
        }
        // The key comes first and the words after: an abort may be without a reason, its explanation may not.
        Event::Aborted { reason, .. } => text::prose("reason", "The reason", reason),
        Event::AbortExplained { caller, reason, .. } => {
            text::required_line("caller", "Who called it", caller)?;
            text::said("reason", "The reason", reason)
        }
        _ => Ok(()),
    }
}
