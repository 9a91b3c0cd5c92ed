//! What should have stopped an experiment, and did not, or not at once: an abort condition that held while nobody called the
//! abort.

use super::{Step, Trial};
use crate::{Instant, time::words};

/// Who stops within this time after a condition is seen to hold has stopped at once, in milliseconds.
pub const AT_ONCE_MS: i64 = 60_000;

/// An abort condition that held while the fault was in, and for which the room did not stop at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uncalled {
    /// Which, counted from 0 in the experiment.
    pub condition: usize,
    /// When it was first seen to hold.
    pub tripped_at: Instant,
    /// When it was seen to hold no longer, if it was before the fault was taken out.
    pub cleared_at: Option<Instant>,
    /// When the abort was called after all, on whatever grounds; none where the fault was taken out without one.
    pub called_at: Option<Instant>,
}

impl Uncalled {
    /// Whether somebody called the abort: `nobody called the abort`, `the abort was called 20 min later`.
    #[must_use]
    pub fn words(&self) -> String {
        self.called_at.map_or_else(
            || "nobody called the abort".to_owned(),
            |at| format!("the abort was called {} later", words(at.shown_since(self.tripped_at))),
        )
    }
}

impl Trial {
    /// The conditions that held while the fault was in and for which nobody called the abort at once, in the order of the plan.
    /// None until its removal began: until then somebody may still call.
    #[must_use]
    pub fn uncalled(&self) -> Vec<Uncalled> {
        let stopped = self.steps.iter().find(|time| time.step == Step::Rollback);
        let Some(stopped) = stopped else { return Vec::new() };
        let late = |missed: &Uncalled| {
            missed.called_at.is_none_or(|called_at| called_at.since(missed.tripped_at) > AT_ONCE_MS)
        };
        let conditions = 0..self.experiment().conditions.len();
        conditions.filter_map(|at| self.held(at, stopped.seq)).filter(late).collect()
    }

    /// Whether a condition was seen to hold while the fault was in.
    pub(super) fn held_in_fault(&self, condition: usize) -> bool {
        let stopped = self.steps.iter().find(|time| time.step == Step::Rollback);
        self.held(condition, stopped.map_or(u64::MAX, |stopped| stopped.seq)).is_some()
    }

    fn held(&self, condition: usize, stopped_seq: u64) -> Option<Uncalled> {
        let planned = self.experiment().conditions.get(condition)?;
        let checks = self
            .checks
            .iter()
            .filter(|check| !check.struck && check.condition == condition && check.said.seq < stopped_seq);
        let checks: Vec<(Instant, bool)> = checks.map(|check| (check.said.at, check.tripped)).collect();
        let rule = planned.metric.as_ref().zip(planned.threshold);
        let readings: Vec<(Instant, bool)> = rule.map_or_else(Vec::new, |(metric, threshold)| {
            // A live watcher trips by a check, after as many samples as the plan asks for.
            let looks = self.readings.iter().filter(|reading| {
                !reading.struck && !reading.live && reading.step == Step::Inject && &reading.metric == metric
            });
            looks.map(|reading| (reading.at, threshold.crossed_by(reading.value))).collect()
        });
        let held = |(at, tripped): &(Instant, bool)| tripped.then_some(*at);
        let tripped_at = checks.iter().chain(&readings).filter_map(held).min()?;
        // What one of the two kinds of look says the other does not take back.
        let last = [checks.last(), readings.last()].into_iter().flatten();
        let cleared_at =
            last.clone().all(|(_, tripped)| !tripped).then(|| last.map(|(at, _)| *at).max()).flatten();
        let called_at = self.abort.as_ref().map(|abort| abort.said.at);
        Some(Uncalled { condition, tripped_at, cleared_at, called_at })
    }

    /// What the journal says of it beside the removal of the fault, or beside the abort; empty where nothing was missed.
    pub(super) fn uncalled_words(&self) -> String {
        let Some(stopped_at) = self.stopped_at() else { return String::new() };
        let say = |missed: &Uncalled| {
            let text = self.experiment().conditions.get(missed.condition).map_or("", |c| c.text.as_str());
            let before = words(stopped_at.shown_since(missed.tripped_at));
            let cleared = if missed.cleared_at.is_some() { " and was clear again" } else { "" };
            let called = if missed.called_at.is_some() { "" } else { "; nobody called the abort" };
            format!(" “{}” had tripped {before} before{cleared}{called}.", text.trim_end_matches('.'))
        };
        self.uncalled().iter().map(say).collect()
    }
}
