//! A clock that stores when things happened and computes the rest.

use crate::Instant;
use serde::{Deserialize, Serialize};

/// Elapsed and remaining time of one step. Pausing stops the countdown, never the fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timer {
    /// What the plan allows, in milliseconds; `None` counts up.
    pub planned_ms: Option<i64>,
    /// When it began.
    pub started_at: Instant,
    /// Since when it is paused.
    pub paused_at: Option<Instant>,
    /// When it ended.
    pub stopped_at: Option<Instant>,
    /// Added by the facilitator; negative where they shortened it.
    pub extended_ms: i64,
    /// Spans that do not count: finished pauses, and gaps that the room chose not to count. Sorted, never overlapping:
    /// a computer that slept during a pause has not lost the time twice.
    excluded: Vec<(Instant, Instant)>,
}

/// Where a countdown stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Counting, with time to spare.
    Running,
    /// The last minute, or the last fifth of a shorter one.
    Closing,
    /// Past its time.
    Overtime,
    /// Held.
    Paused,
    /// Ended.
    Stopped,
}

impl Timer {
    /// A timer that starts now.
    #[must_use]
    pub const fn start(now: Instant, planned_ms: Option<i64>) -> Self {
        Self {
            planned_ms,
            started_at: now,
            paused_at: None,
            stopped_at: None,
            extended_ms: 0,
            excluded: Vec::new(),
        }
    }

    /// Time that counts, in milliseconds, never negative.
    #[must_use]
    pub fn elapsed_ms(&self, now: Instant) -> i64 {
        let end = self.stopped_at.or(self.paused_at).unwrap_or(now);
        (end.since(self.started_at) - self.excluded_before_ms(end)).max(0)
    }

    /// What is allowed by now: the plan and its extensions. `None` counts up.
    #[must_use]
    pub fn allowed_ms(&self) -> Option<i64> {
        self.planned_ms.map(|planned| (planned + self.extended_ms).max(0))
    }

    /// Time left, in milliseconds; negative in overtime. `None` counts up.
    #[must_use]
    pub fn remaining_ms(&self, now: Instant) -> Option<i64> {
        self.allowed_ms().map(|allowed| allowed - self.elapsed_ms(now))
    }

    /// The instant at which the countdown shows zero, so that time left is deadline − now; `None` while paused, stopped
    /// or counting up.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        if self.paused_at.is_some() || self.stopped_at.is_some() {
            return None;
        }
        self.allowed_ms().map(|allowed| self.started_at.plus_ms(self.excluded_ms().saturating_add(allowed)))
    }

    /// What does not count, in milliseconds: finished pauses and gaps left out.
    #[must_use]
    pub fn excluded_ms(&self) -> i64 {
        self.excluded_before_ms(Instant::from_ms(i64::MAX))
    }

    /// Where the countdown stands.
    #[must_use]
    pub fn phase(&self, now: Instant) -> Phase {
        if self.stopped_at.is_some() {
            return Phase::Stopped;
        }
        if self.paused_at.is_some() {
            return Phase::Paused;
        }
        match (self.remaining_ms(now), self.allowed_ms()) {
            (Some(remaining), _) if remaining < 0 => Phase::Overtime,
            (Some(remaining), Some(allowed)) if remaining <= 60_000.min(allowed / 5) => Phase::Closing,
            _ => Phase::Running,
        }
    }

    pub(crate) const fn is_open(&self) -> bool {
        self.stopped_at.is_none()
    }

    pub(crate) fn pause(&mut self, now: Instant) {
        if self.is_open() && self.paused_at.is_none() {
            self.paused_at = Some(now);
        }
    }

    pub(crate) fn resume(&mut self, now: Instant) {
        if let Some(since) = self.paused_at.take() {
            self.exclude(since, now);
        }
    }

    pub(crate) fn stop(&mut self, now: Instant) {
        self.resume(now);
        if self.is_open() {
            self.stopped_at = Some(now);
        }
    }

    /// Takes a span out of the count, as far as it lies within the step.
    pub(crate) fn exclude(&mut self, from: Instant, to: Instant) {
        let (mut from, mut to) =
            (from.max(self.started_at), self.stopped_at.map_or(to, |stopped| to.min(stopped)));
        if from >= to {
            return;
        }
        // Both ends are in order, so what the span touches lies together; on a day that goes on, at the end of the list.
        let first = self.excluded.partition_point(|(_, end)| *end < from);
        let after = self.excluded.partition_point(|(begin, _)| *begin <= to);
        for (begin, end) in self.excluded.drain(first..after) {
            (from, to) = (from.min(begin), to.max(end));
        }
        self.excluded.insert(first, (from, to));
    }

    /// What does not count of the time before `end`, in milliseconds.
    fn excluded_before_ms(&self, end: Instant) -> i64 {
        self.excluded.iter().map(|(from, to)| (*to).min(end).since(*from).max(0)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Held against the plainest way to say it: every millisecond that any span covers, once.
        #[test]
        fn spans_are_taken_out_once_in_whatever_order_they_come(
            spans in prop::collection::vec((0_i64..200, 0_i64..60), 0..20), end in 0_i64..300
        ) {
            let mut timer = Timer::start(Instant::from_ms(20), None);
            for (from, ms) in &spans {
                timer.exclude(Instant::from_ms(*from), Instant::from_ms(from + ms));
            }
            let covered = |at: &i64| spans.iter().any(|(from, ms)| (*from..from + ms).contains(at));
            let wanted = (20..end).filter(covered).count();
            prop_assert_eq!(timer.excluded_before_ms(Instant::from_ms(end)), wanted as i64);
            prop_assert!(timer.excluded.windows(2).all(|two| two[0].1 < two[1].0), "{:?}", timer.excluded);
        }
    }
}
