//! What can happen on a day. Every event is somebody's word or the clock's; none is ever changed or removed.

use super::{Outcome, Step};
use crate::{Date, Id, Instant, game_day::Plan};
use serde::{Deserialize, Serialize};

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Position in the journal, from 1.
    pub seq: u64,
    /// When it was written, by the wall clock of this computer.
    pub at: Instant,
    /// Whose word it is.
    pub actor: String,
    /// What happened.
    pub event: Event,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// The day began, with this plan.
    DayStarted {
        /// The plan as it stood.
        plan: Box<Plan>,
        /// The warnings that whoever began the day had read and accepted.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        acknowledged: Vec<String>,
    },
    /// An experiment began; its baseline is being watched.
    ExperimentStarted {
        /// Which, counted from 0 in the plan.
        experiment: usize,
    },
    /// The present experiment moved on to its next step.
    StepStarted {
        /// Which step.
        step: Step,
    },
    /// The countdown is held.
    Paused,
    /// The countdown goes on.
    Resumed,
    /// The present step got more time, or less.
    Extended {
        /// Milliseconds added; negative takes away.
        by_ms: i64,
    },
    /// An experiment will not be run today.
    Skipped {
        /// Which, counted from 0 in the plan.
        experiment: usize,
        /// Why.
        reason: String,
    },
    /// An experiment no longer fits and moves to another day.
    Rescheduled {
        /// Which, counted from 0 in the plan.
        experiment: usize,
        /// The game day that it moved to.
        day: Id,
        /// Its title.
        title: String,
    },
    /// The stage of a blind drill may now show what an experiment injects.
    Revealed {
        /// Which, counted from 0 in the plan.
        experiment: usize,
    },
    /// Those who run the system noticed the fault.
    Detected {
        /// How: which alert, which screen, whose call.
        how: String,
        /// When, by the wall clock; the moment of writing where nothing is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        noticed_at: Option<Instant>,
    },
    /// A live watcher sees the values of a series.
    SightGained {
        /// Of the present experiment.
        series: Series,
    },
    /// A live watcher cannot see: nobody may take that for fine.
    SightLost {
        /// Of the present experiment.
        series: Series,
        /// Why.
        reason: String,
    },
    /// Somebody said beforehand what they expect.
    Predicted {
        /// Who.
        who: String,
        /// What they expect.
        text: String,
    },
    /// A value was read.
    Reading {
        /// Name of the metric.
        metric: String,
        /// The value, in the metric's unit.
        value: f64,
        /// Who read it.
        reader: String,
        /// Where it was read.
        source: String,
        /// Whether a live watcher read it. It writes a reading down once a step, whenever the standing changes, when a
        /// value out of range is clearly worse, and with a condition that trips.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        live: bool,
    },
    /// Somebody saw something.
    Observed {
        /// What.
        text: String,
    },
    /// A note for the facilitator alone: never on the stage.
    Noted {
        /// What.
        text: String,
    },
    /// Something that nobody expected.
    Surprised {
        /// What.
        text: String,
    },
    /// An abort condition was looked at.
    ConditionChecked {
        /// Which, counted from 0 in the experiment.
        condition: usize,
        /// Whether it holds: true means "stop".
        tripped: bool,
        /// What was seen.
        note: String,
    },
    /// The room stopped the experiment. The fault is being removed from here on.
    Aborted {
        /// Why.
        reason: String,
        /// The condition that called for it, if one did.
        condition: Option<usize>,
        /// The reading that decided it (its place in the journal), if one did.
        reading: Option<u64>,
    },
    /// The reason of an abort, written down after the key was pressed.
    AbortExplained {
        /// Which experiment, counted from 0 in the plan; the present one where nothing is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        experiment: Option<usize>,
        /// Who called it.
        caller: String,
        /// Why.
        reason: String,
        /// The condition that called for it, if one did.
        condition: Option<usize>,
        /// The reading that decided it, if one did.
        reading: Option<u64>,
    },
    /// A step of the rollback was dealt with.
    RollbackStep {
        /// Which, counted from 0 in the experiment.
        index: usize,
        /// How.
        state: RollbackState,
    },
    /// What came out.
    Concluded {
        /// The verdict on the hypothesis.
        outcome: Outcome,
        /// What was learned.
        note: String,
    },
    /// An action was raised; the record holds what becomes of it.
    ActionRaised {
        /// The record.
        action: Id,
        /// What will be done.
        title: String,
        /// Who does it.
        owner: String,
        /// By when.
        due: Option<Date>,
        /// The surprise that it answers (its place in the journal), if it answers one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<u64>,
    },
    /// The clock found a hole in time.
    GapFound {
        /// What made it.
        cause: GapCause,
        /// The last instant that was certainly lived through.
        from: Instant,
        /// The first instant after.
        to: Instant,
    },
    /// The room said whether a gap counts.
    GapDecided {
        /// The gap: its place in the journal.
        gap: u64,
        /// Whether its time counts as spent.
        counts: bool,
    },
    /// The computer's wall clock was set; durations go on as if nothing had happened.
    ClockSet {
        /// How far it jumped, in milliseconds; negative went back.
        by_ms: i64,
    },
    /// An entry was wrong. It stays in the record, struck through.
    Struck {
        /// Its place in the journal.
        seq: u64,
        /// What was wrong with it.
        reason: String,
    },
    /// The day is over; what has not begun is not run.
    DayEnded {
        /// A closing word.
        note: String,
    },
}

/// What a live watcher looks at, counted from 0 in the experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Series {
    /// A metric.
    Metric(usize),
    /// An abort condition with a query of its own.
    Condition(usize),
}

impl Series {
    /// Its name among the samples of a run, where `experiment` counts from 0 in the plan: `2/metric/0`.
    #[must_use]
    pub fn key(self, experiment: usize) -> String {
        match self {
            Self::Metric(at) => format!("{experiment}/metric/{at}"),
            Self::Condition(at) => format!("{experiment}/condition/{at}"),
        }
    }
}

/// How a step of the rollback stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RollbackState {
    /// Not dealt with (also: taken back).
    Open,
    /// Carried out.
    Done,
    /// There was nothing to do.
    NotNeeded,
}

/// What made a hole in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GapCause {
    /// The computer slept.
    Slept,
    /// Readyroom was not running.
    Away,
}

impl Event {
    /// Whether only the facilitator may see it. The stage never receives such an entry.
    #[must_use]
    pub const fn is_private(&self) -> bool {
        matches!(self, Self::Noted { .. })
    }
}
