//! A game day in progress: a fold over its journal.
//!
//! The events, rules and words that a day has besides those of every run ([`crate::journal`]).

mod agenda;
mod checklist;
mod enact;
mod event;
mod follow_up;
mod live;
mod measure;
mod people;
mod rules;
mod sentence;
mod strike;
mod trial;
mod uncalled;
mod veil;

pub use checklist::Told;
pub use event::{Entry, Event, Foresight, RollbackState, Series};
pub use follow_up::Surprise;
pub use live::{Doubt, Lookout, Sight, Target, WATCHER, on_sample, stale_after_ms, thinned};
pub use measure::{Recovery, standing};
pub use people::Attendee;
pub use trial::{
    Abort, Check, Conclusion, Detection, Prediction, Progress, Reading, Standing, StepTime, Trial, Watch,
};
pub use uncalled::{AT_ONCE_MS, Uncalled};
pub use veil::hides;

use crate::{
    Instant,
    chaos::game_day::Plan,
    choice::choice,
    journal::{Course, Fold, NotNow, Note, Timer, find, strike},
};

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
    /// What it has in common with every run.
    pub course: Course,
    /// Who is or was in the room, as it stands: the plan's people, changed by who came, left or took another role.
    pub people: Vec<Attendee>,
    /// The experiments, in the order of the plan.
    pub trials: Vec<Trial>,
    /// The trial that the room is at; after its conclusion until the next begins, still that one.
    pub present: Option<usize>,
}

impl Fold for Run {
    type Event = Event;

    const NOUN: &'static str = "day";
    const STRETCH: &'static str = "step";
    const STRIKABLE: &'static str = "readings, checks, predictions, observations, surprises and notes";

    fn begin(first: &Entry) -> Option<Self> {
        let Event::DayStarted { plan, .. } = &first.event else { return None };
        Some(Self {
            plan: (**plan).clone(),
            course: Course::begin(first.seq, first.at),
            people: Attendee::all(&plan.game_day.participants),
            trials: plan.experiments.iter().cloned().map(Trial::new).collect(),
            present: None,
        })
    }

    fn course(&self) -> &Course {
        &self.course
    }

    fn course_mut(&mut self) -> &mut Course {
        &mut self.course
    }

    fn admit_own(&self, event: &Event, now: Instant) -> Result<(), NotNow> {
        rules::admit(self, event, now)
    }

    fn enact_own(&mut self, entry: &Entry, at: Instant) {
        enact::enact(self, entry, at);
    }

    fn sentence_own(&self, entry: &Entry) -> String {
        sentence::sentence(entry, self)
    }

    fn clock(&self) -> Option<&Timer> {
        self.present_step().map(|time| &time.timer)
    }

    fn clocks(&mut self) -> Vec<&mut Timer> {
        self.trials.iter_mut().flat_map(|trial| trial.steps.iter_mut()).map(|time| &mut time.timer).collect()
    }

    fn may_end(&self) -> Result<(), NotNow> {
        rules::may_end(self)
    }

    fn is_afterword(event: &Event) -> bool {
        // Words about the day, and where what was not run went.
        matches!(
            event,
            Event::Surprised { .. }
                | Event::AbortExplained { .. }
                | Event::Rescheduled { .. }
                | Event::LearnedCorrected { .. }
                | Event::PredictionJudged { .. }
        )
    }

    fn take(&mut self, note: Note) {
        let over = self.course.ended.is_some();
        match self.present.filter(|_| !over).and_then(|present| self.trials.get_mut(present)) {
            Some(trial) => trial.notes.push(note),
            None => self.course.notes.push(note),
        }
    }

    fn lose_sight(&mut self, _for_ms: i64) {
        self.trials.iter_mut().for_each(|trial| trial.sights.clear());
    }

    fn struck(&self, seq: u64) -> Option<bool> {
        let of_trials = self.trials.iter().find_map(|trial| trial.struck(seq));
        of_trials.or_else(|| find(&self.course.notes, seq).map(|note| note.struck))
    }

    fn strike(&mut self, seq: u64) {
        self.trials.iter_mut().for_each(|trial| trial.strike(seq));
        strike(&mut self.course.notes, seq);
    }

    fn locked(&self, seq: u64) -> Option<NotNow> {
        let words =
            "Predictions are locked once the fault is in. Add an observation that explains it instead.";
        self.trials.iter().any(|trial| trial.locks(seq)).then(|| NotNow(words.to_owned()))
    }

    fn shown_on_stage(journal: &[Entry]) -> Vec<Entry> {
        veil::shown_on_stage(journal)
    }

    fn shown_later(&self, entries: &[Entry]) -> Option<Vec<Entry>> {
        veil::shown_later(self, entries)
    }

    fn lifts(&self, entries: &[Entry]) -> bool {
        let lifts = |entry: &Entry| matches!(entry.event, Event::Revealed { .. } | Event::Concluded { .. });
        self.plan.game_day.blind && entries.iter().any(lifts)
    }

    fn veiled(&self) -> Option<Self> {
        self.plan.game_day.blind.then(|| self.on_stage())
    }
}

impl Run {
    /// The trial that the room is at.
    #[must_use]
    pub fn trial(&self) -> Option<&Trial> {
        self.present.and_then(|at| self.trials.get(at))
    }

    /// The step that the room is in, with its clock.
    #[must_use]
    pub fn step(&self) -> Option<StepTime> {
        self.present_step().cloned()
    }

    fn present_step(&self) -> Option<&StepTime> {
        self.trial().filter(|trial| matches!(trial.progress(), Progress::Active(_)))?.steps.last()
    }

    /// The next experiment that waits, by place in the plan.
    #[must_use]
    pub fn next_waiting(&self) -> Option<usize> {
        self.trials.iter().position(|trial| trial.progress() == Progress::Waiting)
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
