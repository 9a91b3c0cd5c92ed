//! One experiment on the day: its steps, readings, checks, abort and outcome.

use super::{
    Foresight, Outcome, RollbackState, Series, Sight, Step,
    live::{Lookout, SLACK_MS, stale_after_ms},
};
use crate::{
    Id, Instant,
    chaos::{
        experiment::{AbortCondition, Experiment},
        game_day::Planned,
    },
    journal::{Note, Said, Timer},
};
use std::collections::BTreeMap;

/// One experiment as it went. Built by [`super::Run::apply`] only.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// What was planned.
    pub planned: Planned,
    /// The steps that have begun, in order; the last is the present one.
    pub steps: Vec<StepTime>,
    /// Why it was skipped, where it was.
    pub skipped: Option<Said>,
    /// What people expected beforehand.
    pub predictions: Vec<Prediction>,
    /// Values, in the order in which they were read.
    pub readings: Vec<Reading>,
    /// Observations, private notes and surprises.
    pub notes: Vec<Note>,
    /// Looks at the abort conditions.
    pub checks: Vec<Check>,
    /// When those who run the system noticed the fault, in their own words.
    pub detections: Vec<Detection>,
    /// What the live watchers can see. A series that is absent has not been looked at since the last hole in time.
    pub sights: BTreeMap<Series, Sight>,
    /// The day that it moved to, where it did not fit any more.
    pub moved_to: Option<Id>,
    /// Whether the stage of a blind drill shows it.
    pub revealed: bool,
    /// The abort, where there was one.
    pub abort: Option<Abort>,
    /// How each rollback step stands, and since when.
    pub rollback: Vec<(RollbackState, Option<Instant>)>,
    /// What came out.
    pub conclusion: Option<Conclusion>,
}

/// One step of a trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepTime {
    /// Place of its beginning in the journal.
    pub seq: u64,
    /// Which.
    pub step: Step,
    /// Its clock.
    pub timer: Timer,
}

/// What somebody expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prediction {
    /// The words; `by` is who expects it.
    pub said: Said,
    /// What became of it, once the room has said so.
    pub verdict: Option<Foresight>,
    /// Struck through afterwards.
    pub struck: bool,
}

/// A value that somebody read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Place in the journal.
    pub seq: u64,
    /// When.
    pub at: Instant,
    /// During which step.
    pub step: Step,
    /// Name of the metric.
    pub metric: String,
    /// The value, in the metric's unit.
    pub value: f64,
    /// Who read it.
    pub reader: String,
    /// Where.
    pub source: String,
    /// Whether a live watcher read it.
    pub live: bool,
    /// Struck through afterwards.
    pub struck: bool,
}

/// A look at an abort condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Place in the journal; the words are what was seen.
    pub said: Said,
    /// Which condition.
    pub condition: usize,
    /// Whether it held.
    pub tripped: bool,
    /// Struck through afterwards.
    pub struck: bool,
}

/// Somebody who runs the system noticed the fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detection {
    /// When it was noticed, who wrote it down, and how it was noticed.
    pub said: Said,
    /// Struck through afterwards.
    pub struck: bool,
}

/// The decision to stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Abort {
    /// When the key was pressed, who is said to have called it, and why.
    pub said: Said,
    /// The condition that called for it.
    pub condition: Option<usize>,
    /// The reading that decided it.
    pub reading: Option<u64>,
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conclusion {
    /// The verdict on the hypothesis.
    pub outcome: Outcome,
    /// What was learned.
    pub said: Said,
}

/// How a value stands against its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Within, with room to spare.
    InRange,
    /// Within, but most of the way from the baseline to the bound.
    NearLimit,
    /// Outside.
    OutOfRange,
    /// Nobody has read it yet.
    NotRead,
}

/// How an abort condition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watch {
    /// No fault is in: nothing to watch for.
    Idle,
    /// Watched; last looked at then.
    Armed {
        /// When somebody last looked, or when the fault went in.
        since: Instant,
    },
    /// Nobody has looked for longer than planned.
    Overdue {
        /// When the look was due.
        due: Instant,
    },
    /// Its live watcher has seen nothing since then, because it fails or because no check came any more, and no person has
    /// looked instead. That is not "fine".
    CannotSee {
        /// Since when.
        since: Instant,
    },
    /// It holds: stop.
    Tripped {
        /// Since when.
        at: Instant,
        /// The reading that tripped it; none where a person said so, or a query that belongs to no metric.
        reading: Option<u64>,
    },
}

/// Where a trial is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Not begun.
    Waiting,
    /// In this step.
    Active(Step),
    /// Concluded.
    Concluded(Outcome),
    /// Will not be run.
    Skipped,
}

impl Trial {
    pub(super) fn new(planned: Planned) -> Self {
        let rollback = vec![(RollbackState::Open, None); planned.experiment.rollback.len()];
        Self {
            planned,
            steps: Vec::new(),
            skipped: None,
            predictions: Vec::new(),
            readings: Vec::new(),
            notes: Vec::new(),
            checks: Vec::new(),
            detections: Vec::new(),
            sights: BTreeMap::new(),
            moved_to: None,
            revealed: false,
            abort: None,
            rollback,
            conclusion: None,
        }
    }

    /// The plan of this trial.
    #[must_use]
    pub const fn experiment(&self) -> &Experiment {
        &self.planned.experiment
    }

    /// Where the trial is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        match (&self.conclusion, &self.skipped, self.steps.last()) {
            (Some(conclusion), _, _) => Progress::Concluded(conclusion.outcome),
            (None, Some(_), _) => Progress::Skipped,
            (None, None, Some(present)) => Progress::Active(present.step),
            (None, None, None) => Progress::Waiting,
        }
    }

    /// When `step` began, if it did.
    #[must_use]
    pub fn began(&self, step: Step) -> Option<Instant> {
        self.steps.iter().find(|time| time.step == step).map(|time| time.timer.started_at)
    }

    /// When the fault went in.
    #[must_use]
    pub fn injected_at(&self) -> Option<Instant> {
        self.began(Step::Inject)
    }

    /// When the room began to remove the fault: the planned end, or the abort. The stop-to-recovered clock starts here.
    #[must_use]
    pub fn stopped_at(&self) -> Option<Instant> {
        self.began(Step::Rollback)
    }

    /// What of the fault's planned duration was spent until its removal began, and that duration, in milliseconds. None
    /// while it is in, and where nothing was planned.
    #[must_use]
    pub fn fault_spent_ms(&self) -> Option<(i64, i64)> {
        let timer = &self.steps.iter().find(|time| time.step == Step::Inject)?.timer;
        Some((timer.elapsed_ms(timer.stopped_at?), timer.planned_ms?))
    }

    /// How an abort condition stands at `now`. Whoever asks says what they know of its live watcher, because samples lie
    /// beside the journal: a watcher that has seen nothing for too long is no watcher, whatever it saw before.
    #[must_use]
    pub fn watch(&self, condition: usize, lookout: Lookout, now: Instant) -> Watch {
        let Some((planned, injected_at)) = self.watched(condition) else { return Watch::Idle };
        // Nothing disarms itself: what a person tripped a person clears, and a threshold is left by a reading only.
        if let Some((at, reading)) = self.tripped(condition) {
            return Watch::Tripped { at, reading };
        }
        let looked_at = self.latest_look(condition, planned, false).map(|look| look.at);
        let by_hand = due(looked_at.unwrap_or(injected_at), planned, now);
        let Some(series) = self.experiment().live_series(condition) else { return by_hand };
        let by_itself = match (self.sights.get(&series), lookout.every_s) {
            (None, None) => return by_hand, // nobody is asked, and nobody ever was
            (Some(Sight { blind: Some(_), since }), _) => Watch::CannotSee { since: *since },
            (sight, every_s) => {
                let saw_at =
                    lookout.saw.map(|(at, _)| at).max(Some(sight.map_or(injected_at, |sight| sight.since)));
                let saw_at = saw_at.unwrap_or(injected_at);
                match unseen(saw_at, every_s, planned, now) {
                    Some(unseen) => unseen,
                    None => Watch::Armed { since: looked_at.unwrap_or(injected_at).max(saw_at) },
                }
            }
        };
        // A person who looks instead of the watcher is as good, for as long as a look lasts.
        match (by_itself, by_hand) {
            (Watch::CannotSee { since } | Watch::Overdue { due: since }, Watch::Armed { since: looked })
                if looked_at.is_some_and(|at| at > since) =>
            {
                Watch::Armed { since: looked }
            }
            (by_itself, _) => by_itself,
        }
    }

    /// Since when a condition holds, and the reading that says so; none where a person or a live watcher said it.
    #[must_use]
    pub fn tripped(&self, condition: usize) -> Option<(Instant, Option<u64>)> {
        let (planned, _) = self.watched(condition)?;
        self.latest_look(condition, planned, true).map(|look| (look.at, look.reading))
    }

    /// A condition while it is watched, which is from the injection until the fault is out.
    fn watched(&self, condition: usize) -> Option<(&AbortCondition, Instant)> {
        let planned = self.experiment().conditions.get(condition)?;
        let injected_at = self.injected_at().filter(|_| self.began(Step::Verify).is_none())?;
        Some((planned, injected_at))
    }

    /// The latest look that found a condition tripped, or clear. A check and a reading are looks of their own: what one
    /// of them says the other does not take back.
    fn latest_look(&self, condition: usize, planned: &AbortCondition, tripped: bool) -> Option<Look> {
        let looks = self.looks(condition, planned).into_iter().flatten();
        looks.filter(|look| look.tripped == tripped).max_by_key(|look| look.seq)
    }

    /// The latest looks at a condition: a person's check, and a reading of its metric.
    fn looks(&self, condition: usize, planned: &AbortCondition) -> [Option<Look>; 2] {
        let checked =
            self.checks.iter().rev().find(|check| !check.struck && check.condition == condition).map(
                |check| Look {
                    seq: check.said.seq,
                    at: check.said.at,
                    tripped: check.tripped,
                    reading: self.read_with(check, planned),
                },
            );
        let read = planned.metric.as_ref().zip(planned.threshold).and_then(|(metric, threshold)| {
            let reading = self.readings.iter().rev().find(|r| {
                // A live watcher trips by a check, after as many samples as the plan asks for.
                !r.struck && !r.live && &r.metric == metric && matches!(r.step, Step::Inject | Step::Rollback)
            })?;
            let tripped = threshold.crossed_by(reading.value);
            Some(Look { seq: reading.seq, at: reading.at, tripped, reading: Some(reading.seq) })
        });
        [checked, read]
    }
}

struct Look {
    seq: u64,
    at: Instant,
    tripped: bool,
    reading: Option<u64>,
}

fn due(since: Instant, planned: &AbortCondition, now: Instant) -> Watch {
    let due = since.plus_ms(i64::from(planned.check_every_min) * 60_000);
    if now >= due { Watch::Overdue { due } } else { Watch::Armed { since } }
}

/// What a live watcher that last saw a value at `saw_at` leaves unwatched by `now`: everything, once its next value is
/// late; and a look that is due, where it looks more seldom than the condition asks for.
fn unseen(saw_at: Instant, every_s: Option<u32>, planned: &AbortCondition, now: Instant) -> Option<Watch> {
    let age_ms = now.since(saw_at);
    let check_ms = i64::from(planned.check_every_min) * 60_000;
    if every_s.is_none_or(|every_s| age_ms > stale_after_ms(every_s)) {
        return Some(Watch::CannotSee { since: saw_at });
    }
    (age_ms > check_ms + SLACK_MS).then(|| Watch::Overdue { due: saw_at.plus_ms(check_ms) })
}
