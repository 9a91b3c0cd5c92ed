//! What the common events of a run come to.

use super::GapCause;
use crate::{Date, Id, Instant};
use serde::{Deserialize, Serialize};

/// What every run knows of itself. Changed by [`super::Fold::apply`] only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// When it began.
    pub started_at: Instant,
    /// When it ended, and the closing word.
    pub ended: Option<Said>,
    /// Holes in time.
    pub gaps: Vec<Gap>,
    /// Words that belong to no part of it.
    pub notes: Vec<Note>,
    /// Actions that were raised.
    pub actions: Vec<Raised>,
    /// Place of the last entry that was applied.
    pub seq: u64,
    /// By how far the wall clock was set since it began; inside, all instants are as if it never had been.
    skew_ms: i64,
}

/// Somebody's words with time and place in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Place in the journal.
    pub seq: u64,
    /// When.
    pub at: Instant,
    /// Who.
    pub by: String,
    /// The words.
    pub text: String,
}

/// What kind of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// Somebody saw something.
    Observation,
    /// For the facilitator alone.
    Private,
    /// Nobody expected it.
    Surprise,
}

/// Words written during a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Of what kind.
    pub kind: NoteKind,
    /// The words.
    pub said: Said,
    /// Struck through afterwards.
    pub struck: bool,
}

/// A hole in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// Place in the journal; in a record, which has none, counted from 1.
    pub seq: u64,
    /// What made it.
    pub cause: GapCause,
    /// The last instant that was certainly lived through.
    pub from: Instant,
    /// The first instant after.
    pub to: Instant,
    /// The room's decision: does its time count?
    pub counts: Option<bool>,
}

/// An action that came out of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raised {
    /// The record.
    pub action: Id,
    /// As it was said; the record holds what became of it.
    pub said: Said,
    /// Who does it.
    pub owner: String,
    /// By when.
    pub due: Option<Date>,
    /// The entry that it answers: its place in the journal.
    pub about: Option<u64>,
}

impl Course {
    /// A run that has just begun, with the first entry of its journal.
    #[must_use]
    pub const fn begin(seq: u64, at: Instant) -> Self {
        Self {
            started_at: at,
            ended: None,
            gaps: Vec::new(),
            notes: Vec::new(),
            actions: Vec::new(),
            seq,
            skew_ms: 0,
        }
    }

    /// `now` as if the wall clock had never been set since the run began. All timers compare with this.
    #[must_use]
    pub const fn steady(&self, now: Instant) -> Instant {
        now.plus_ms(-self.skew_ms)
    }

    /// The oldest gap that nobody has decided on.
    #[must_use]
    pub fn open_gap(&self) -> Option<&Gap> {
        self.gaps.iter().find(|gap| gap.counts.is_none())
    }

    /// The gap at this place in the journal.
    #[must_use]
    pub fn gap(&self, seq: u64) -> Option<&Gap> {
        self.gaps.get(self.gaps.binary_search_by_key(&seq, |gap| gap.seq).ok()?)
    }

    pub(super) fn gap_mut(&mut self, seq: u64) -> Option<&mut Gap> {
        let at = self.gaps.binary_search_by_key(&seq, |gap| gap.seq).ok()?;
        self.gaps.get_mut(at)
    }

    pub(super) const fn set_clock(&mut self, by_ms: i64) {
        self.skew_ms = self.skew_ms.saturating_add(by_ms);
    }
}
