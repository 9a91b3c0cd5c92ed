//! Chaos: experiments, game days, their runs and what came of them.

use crate::{Drawing, Theme, requests::requests};
use domain::{
    Date, Id, Instant, Record,
    action::Action,
    chaos::{
        compare::Comparison,
        lint::Finding,
        maturity::Maturity,
        results::{Ending, TrialResult},
        run::{Entry, Event, Outcome, Series},
    },
    record::Tick,
};
use serde::{Deserialize, Serialize};

requests! { ChaosCall, ChaosDesk;
    /// What stands between a game day's plan and its start, as it stands in the file.
    Lint {
        /// Which game day.
        game_day: Id,
    } -> Vec<Finding>;

    /// Ticks an item of a game day's checklist, or takes the tick back.
    TickChecklist {
        /// Which game day.
        game_day: Id,
        /// Key of the item.
        item: String,
        /// Ticked or not.
        done: bool,
    } -> Record;

    /// Begins a game day: the plan is copied into its journal.
    StartRun {
        /// Which game day.
        game_day: Id,
        /// The messages of the warnings that the person has read and accepts. One that is not among them stops the start.
        acknowledged: Vec<String>,
    } -> Entry;

    /// Entries of a run's journal after a place in it, in order. The stage gets none that is private.
    Journal {
        /// Which run.
        run: Id,
        /// The last place that the window knows; 0 for none.
        after: u64,
    } -> Vec<Entry>, on stage;

    /// Writes down what happened, if the rules of the run admit it now.
    Append {
        /// Which run.
        run: Id,
        /// Whose word it is; empty for whoever sits at the laptop.
        actor: String,
        /// What happened.
        event: Event,
    } -> Entry;

    /// Raises an action out of a run: a record, and a line in the journal.
    RaiseAction {
        /// Which run.
        run: Id,
        /// The action.
        action: Action,
        /// The surprise that it answers (its place in the journal), if it answers one.
        about: Option<u64>,
    } -> Record;

    /// What live watchers have seen of an experiment: one entry for each of its series that has values.
    Samples {
        /// Which run.
        run: Id,
        /// Which experiment of the plan, from 0.
        experiment: usize,
    } -> Vec<SeriesSamples>, on stage;

    /// The chart of one metric's readings over a trial, with what a live watcher saw between them.
    ReadingsChart {
        /// Which run.
        run: Id,
        /// Which experiment of the plan, from 0.
        experiment: usize,
        /// Which metric of the experiment, from 0.
        metric: usize,
        /// In which colours.
        theme: Theme,
        /// Width in CSS pixels.
        width_px: u32,
        /// Height in CSS pixels.
        height_px: u32,
    } -> Drawing, on stage;

    /// Asks the workspace's Prometheus once and answers with the value.
    TryQuery {
        /// The query; an empty one tries the address alone (and answers 1).
        query: String,
    } -> f64;

    /// Moves experiments that have not begun from a day that runs, or has ended, to another day.
    Reschedule {
        /// Which run.
        run: Id,
        /// Which experiments, counted from 0 in the plan.
        experiments: Vec<usize>,
        /// The other day, which is still planned; `None` plans a new one with the same people.
        to: Option<Id>,
        /// The date of the new day, where it is known.
        date: Option<Date>,
    } -> Record;

    /// Moves an experiment from a planned day to another one; both are saved, or neither.
    MoveExperiment {
        /// From which day.
        game_day: Id,
        /// The version of that day that the person saw.
        version: u64,
        /// Which experiment.
        experiment: Id,
        /// The other day, which is still planned; `None` plans a new one with the same people.
        to: Option<Id>,
        /// The date of the new day, where it is known.
        date: Option<Date>,
    } -> Moved;

    /// Takes such a move back, as long as nobody has changed either day since.
    MoveBack {
        /// The day that the experiment left.
        from: Id,
        /// Its version after the move.
        from_version: u64,
        /// The day that has it now.
        to: Id,
        /// Its version after the move; a day that the move has made is removed again.
        to_version: u64,
    } -> Record;

    /// What came of every experiment that was on a day, from all journals, the newest day first.
    ServiceHistory {
        /// Of which service; `None` for all of them.
        service: Option<Id>,
    } -> Vec<TrialResult>;

    /// Two days side by side, the earlier one on the left, whichever is named first. Both must have begun.
    Compare {
        /// One day.
        left: Id,
        /// The other.
        right: Id,
    } -> Comparison;

    /// The days that ended last, the newest first: what came out, and what of each is still to be done.
    EndedDays {} -> Vec<EndedDay>;

    /// The chaos maturity: what the record shows, what people say, what leads to the next level.
    ChaosMaturity {} -> Maturity;

    /// Says in the name of whoever sits at the laptop that a criterion of the chaos maturity is met, or takes that back.
    ClaimChaos {
        /// Key of the criterion; one that the record shows cannot be claimed.
        item: String,
        /// Met or not.
        claimed: bool,
    } -> Record;
}

/// A game day that is over, as a glance takes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EndedDay {
    /// Which.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// When it ended; it may have been planned for another date.
    pub ended_at: Instant,
    /// Its experiments in the order of the plan.
    pub trials: Vec<EndedTrial>,
    /// How many actions were raised.
    pub actions: usize,
    /// What is ticked of its checklist.
    pub ticks: Vec<Tick>,
    /// What the journal ticks by itself of the list for after the day: keys of the items.
    pub told: Vec<String>,
}

/// One experiment of a day that is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EndedTrial {
    /// Its title when the day began.
    pub title: String,
    /// How it ended.
    pub ended: Ending,
    /// What it showed, once the room has said so.
    pub outcome: Option<Outcome>,
}

/// An experiment that has gone from one day to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// The day that it left.
    pub from: domain::Record,
    /// The day that has it now.
    pub to: domain::Record,
}

/// What a live watcher has seen of one series, for drawing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeriesSamples {
    /// Of which metric or condition.
    pub series: Series,
    /// When and what, in the order of time and on the run's undisturbed clock: as the instants of a folded run are.
    /// At most 600, thinned so that no peak is lost. A value may have no end.
    #[serde(with = "endless")]
    pub points: Vec<(Instant, f64)>,
}

/// JSON has no word for what has no end. It crosses as the largest number there is, which no watcher takes for a value.
mod endless {
    use domain::Instant;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(points: &[(Instant, f64)], to: S) -> Result<S::Ok, S::Error> {
        let crossing: Vec<_> =
            points.iter().map(|(at, value)| (at, value.clamp(f64::MIN, f64::MAX))).collect();
        crossing.serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(Instant, f64)>, D::Error> {
        let mut points = Vec::<(Instant, f64)>::deserialize(from)?;
        for (_, value) in points.iter_mut().filter(|(_, value)| value.abs() >= f64::MAX) {
            *value = f64::INFINITY.copysign(*value);
        }
        Ok(points)
    }
}
