//! What can happen on a day. Every event is somebody's word or the clock's; none is ever changed or removed.

use super::{Outcome, Step};
use crate::{
    Id, Instant,
    chaos::game_day::{Plan, Role},
    choice::choice,
    journal::{self, Common},
    text::{self, Invalid},
};
use serde::{Deserialize, Serialize};

/// One line of a day's journal.
pub type Entry = journal::Entry<Event>;

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case", expecting = "an event of a game day")]
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
    /// What was learned from an experiment, in better words. What was said first stays in the journal.
    LearnedCorrected {
        /// Which, counted from 0 in the plan.
        experiment: usize,
        /// What was learned, as it is to be read.
        note: String,
    },
    /// The room looked back at a prediction.
    PredictionJudged {
        /// The prediction: its place in the journal.
        prediction: u64,
        /// What became of it.
        verdict: Foresight,
    },
    /// Somebody came who was not there, or came back.
    Arrived {
        /// Who.
        name: String,
        /// What they do from here on.
        role: Role,
    },
    /// Somebody left.
    Left {
        /// Who.
        name: String,
    },
    /// Somebody takes a role, beside those that they have. Whoever takes the facilitator's takes it from the one who had it.
    RoleTaken {
        /// Who.
        name: String,
        /// What they do from here on.
        role: Role,
        /// The role that they give up for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead_of: Option<Role>,
    },
    /// What can happen in any run.
    #[serde(untagged)]
    Common(Common),
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

choice! {
    /// What became of a prediction.
    Foresight {
        /// It came true.
        Right("Right"),
        /// It did not.
        Wrong("Wrong"),
        /// Nobody can tell.
        Open("Open"),
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

impl From<Common> for Event {
    fn from(common: Common) -> Self {
        Self::Common(common)
    }
}

impl journal::Event for Event {
    fn common(&self) -> Option<&Common> {
        if let Self::Common(common) = self { Some(common) } else { None }
    }

    fn storable(&self) -> Result<(), Invalid> {
        match self {
            Self::Reading { value, .. } => text::number("value", "The reading", *value),
            _ => Ok(()),
        }
    }

    fn happened_at(&self) -> Option<Instant> {
        if let Self::Detected { noticed_at, .. } = self { *noticed_at } else { None }
    }
}
