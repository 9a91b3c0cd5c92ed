//! What should have stopped an experiment, and did not: an abort condition that held while nobody called the abort.

use super::{Step, Trial};
use crate::{Instant, time::words};

/// An abort condition that held while the fault was in, and for which the room did not stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uncalled {
    /// Which, counted from 0 in the experiment.
    pub condition: usize,
    /// When it was first seen to hold.
    pub tripped_at: Instant,
    /// When it was seen to hold no longer, if it was before the fault was taken out.
    pub cleared_at: Option<Instant>,
}

impl Trial {
    /// The conditions that held while the fault was in although it was taken out without an abort, in the order of the plan.
    /// None until it is out: until then somebody may still call.
    #[must_use]
    pub fn uncalled(&self) -> Vec<Uncalled> {
        let stopped = self.steps.iter().find(|time| time.step == Step::Rollback);
        let Some(stopped) = stopped.filter(|_| self.abort.is_none()) else { return Vec::new() };
        (0..self.experiment().conditions.len()).filter_map(|at| self.uncalled_one(at, stopped.seq)).collect()
    }

    fn uncalled_one(&self, condition: usize, stopped_seq: u64) -> Option<Uncalled> {
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
        Some(Uncalled { condition, tripped_at, cleared_at })
    }

    /// What the journal says of it beside the removal of the fault; empty where nothing was missed.
    pub(super) fn uncalled_words(&self) -> String {
        let Some(stopped_at) = self.stopped_at() else { return String::new() };
        let say = |missed: &Uncalled| {
            let text = self.experiment().conditions.get(missed.condition).map_or("", |c| c.text.as_str());
            let before = words(stopped_at.since(missed.tripped_at));
            let cleared = if missed.cleared_at.is_some() { " and was clear again" } else { "" };
            format!(
                " “{}” had tripped {before} before{cleared}; nobody called the abort.",
                text.trim_end_matches('.')
            )
        };
        self.uncalled().iter().map(say).collect()
    }
}
