//! A game day in progress: a fold over its journal.
//!
//! [`Run::fold`] reads the whole journal, [`Run::apply`] one more entry, [`Run::admit`] says whether an event may be
//! appended now. Console, stage, report and tests all use these three, so they cannot disagree.

mod agenda;
mod enact;
mod event;
mod follow_up;
mod live;
mod measure;
mod rules;
mod sentence;
mod strike;
mod timer;
mod trial;
mod veil;

pub use agenda::{Agenda, Slot};
pub use event::{Entry, Event, GapCause, RollbackState, Series};
pub use follow_up::Surprise;
pub use live::{Doubt, Lookout, Sight, Target, WATCHER, on_sample, stale_after_ms, thinned};
pub use measure::{Recovery, standing};
pub use sentence::{sentence, sentences};
pub use timer::{Phase, Timer};
pub use trial::{
    Abort, Check, Conclusion, Detection, Note, NoteKind, Prediction, Progress, Reading, Said, Standing,
    StepTime, Trial, Watch,
};
pub use veil::{hides, shown_on_stage};

use crate::{Date, Id, Instant, choice::choice, game_day::Plan};

choice! {
    /// The steps of one experiment, in order.
    Step {
        /// The steady state is watched before anything is done.
        Baseline("Baseline"),
        /// The channel is told.
        Announce("Announce"),
        /// People say what they expect.
        Predict("Predict"),
        /// The fault is in.
        Inject("Inject and observe"),
        /// The fault is being taken out.
        Rollback("Remove fault"),
        /// The steady state is measured again.
        Verify("Verify recovery"),
        /// The room agrees on what came out.
        Outcome("Outcome"),
    }
}

choice! {
    /// The verdict on a hypothesis.
    Outcome {
        /// The system did what was said.
        Confirmed("Confirmed"),
        /// It did not.
        Disproved("Disproved"),
        /// Nobody can tell.
        Inconclusive("Inconclusive"),
    }
}

impl Step {
    /// The step after this one.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.iter().copied().find(|step| *step > self)
    }
}

/// The day as it stands after some entries.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// What was planned.
    pub plan: Plan,
    /// When the day began.
    pub started_at: Instant,
    /// When it ended, and the closing word.
    pub ended: Option<Said>,
    /// The experiments, in the order of the plan.
    pub trials: Vec<Trial>,
    /// The trial that the room is at; after its conclusion until the next begins, still that one.
    pub present: Option<usize>,
    /// Holes in time.
    pub gaps: Vec<Gap>,
    /// Words that belong to no trial.
    pub notes: Vec<Note>,
    /// Actions that were raised.
    pub actions: Vec<Raised>,
    /// Place of the last entry that was applied.
    pub seq: u64,
    /// By how far the wall clock was set since the day began; inside, all instants are as if it never had been.
    skew_ms: i64,
}

/// A hole in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Place in the journal.
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

/// An action that came out of the day.
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
    /// The surprise that it answers: its place in the journal.
    pub about: Option<u64>,
}

/// Why an event cannot happen now, in words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotNow(pub String);

impl Run {
    /// The day after all `entries`. `None` when they do not begin with a start.
    /// An entry that the rules do not admit changes nothing; the journal shows it all the same.
    #[must_use]
    pub fn fold(entries: &[Entry]) -> Option<Self> {
        let (first, rest) = entries.split_first()?;
        let mut run = Self::begin(first)?;
        for entry in rest {
            run.apply(entry);
        }
        Some(run)
    }

    /// The day right after its first entry.
    #[must_use]
    pub fn begin(first: &Entry) -> Option<Self> {
        let Event::DayStarted { plan, .. } = &first.event else { return None };
        Some(Self {
            plan: (**plan).clone(),
            started_at: first.at,
            ended: None,
            trials: plan.experiments.iter().cloned().map(Trial::new).collect(),
            present: None,
            gaps: Vec::new(),
            notes: Vec::new(),
            actions: Vec::new(),
            seq: first.seq,
            skew_ms: 0,
        })
    }

    /// Applies one entry. Returns whether the rules admitted it.
    pub fn apply(&mut self, entry: &Entry) -> bool {
        if entry.seq <= self.seq {
            return false; // a repeated entry changes nothing
        }
        self.seq = entry.seq;
        if self.admit(&entry.event, entry.at).is_err() {
            return false;
        }
        let happened_at = match &entry.event {
            Event::Detected { noticed_at: Some(noticed_at), .. } => *noticed_at,
            _ => entry.at,
        };
        enact::enact(self, entry, self.steady(happened_at));
        true
    }

    /// `now` as if the wall clock had never been set since the day began. All timers compare with this.
    #[must_use]
    pub const fn steady(&self, now: Instant) -> Instant {
        now.plus_ms(-self.skew_ms)
    }

    /// The trial that the room is at.
    #[must_use]
    pub fn trial(&self) -> Option<&Trial> {
        self.present.and_then(|at| self.trials.get(at))
    }

    /// The step that the room is in, with its clock.
    #[must_use]
    pub fn step(&self) -> Option<StepTime> {
        let trial = self.trial()?;
        matches!(trial.progress(), Progress::Active(_)).then(|| trial.steps.last().cloned()).flatten()
    }

    /// The next experiment that waits, by place in the plan.
    #[must_use]
    pub fn next_waiting(&self) -> Option<usize> {
        self.trials.iter().position(|trial| trial.progress() == Progress::Waiting)
    }

    /// The oldest gap that nobody has decided on.
    #[must_use]
    pub fn open_gap(&self) -> Option<&Gap> {
        self.gaps.iter().find(|gap| gap.counts.is_none())
    }
}

impl Step {
    /// What the day's plan allows for a step that has no countdown, in milliseconds.
    #[must_use]
    pub const fn allowance_ms(self) -> i64 {
        match self {
            Self::Announce => 2 * 60_000,
            Self::Predict | Self::Rollback | Self::Verify | Self::Outcome => 5 * 60_000,
            Self::Baseline | Self::Inject => 0, // these always have a countdown of their own
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
