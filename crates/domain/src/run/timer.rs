//! A clock that stores when things happened and computes the rest.

use crate::Instant;
use serde::{Deserialize, Serialize};

/// Elapsed and remaining time of one step. Pausing stops the countdown, never the fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timer {
    /// What the plan allows, in milliseconds; `None` counts up.
    pub planned_ms: Option<i64>,
    /// When it began.
    pub started_at: Instant,
    /// Since when it is paused.
    pub paused_at: Option<Instant>,
    /// When it ended.
    pub stopped_at: Option<Instant>,
    /// Time that does not count: finished pauses, and gaps that the room chose not to count.
    pub excluded_ms: i64,
    /// Added by the facilitator; negative where they shortened it.
    pub extended_ms: i64,
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
            excluded_ms: 0,
            extended_ms: 0,
        }
    }

    /// Time that counts, in milliseconds, never negative.
    #[must_use]
    pub fn elapsed_ms(&self, now: Instant) -> i64 {
        let end = self.stopped_at.or(self.paused_at).unwrap_or(now);
        (end.since(self.started_at) - self.excluded_ms).max(0)
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

    /// The instant at which the countdown reaches zero if nobody touches it; `None` while paused, stopped or counting up.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        if self.paused_at.is_some() || self.stopped_at.is_some() {
            return None;
        }
        self.allowed_ms().map(|allowed| self.started_at.plus_ms(self.excluded_ms + allowed))
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

    pub(super) const fn is_open(&self) -> bool {
        self.stopped_at.is_none()
    }

    pub(super) fn pause(&mut self, now: Instant) {
        if self.is_open() && self.paused_at.is_none() {
            self.paused_at = Some(now);
        }
    }

    pub(super) fn resume(&mut self, now: Instant) {
        if let Some(since) = self.paused_at.take() {
            self.excluded_ms += now.since(since).max(0);
        }
    }

    pub(super) fn stop(&mut self, now: Instant) {
        self.resume(now);
        if self.is_open() {
            self.stopped_at = Some(now);
        }
    }

    /// Takes a gap out of the count; at most what has been counted of it.
    pub(super) fn exclude(&mut self, from: Instant, to: Instant) {
        let begin = from.max(self.started_at);
        let end = to.min(self.stopped_at.or(self.paused_at).unwrap_or(to));
        self.excluded_ms += end.since(begin).max(0);
    }
}
