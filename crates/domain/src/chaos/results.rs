//! What came of an experiment, in one line: the same numbers for the history of a service, for two days side by side, and
//! for the chaos maturity.

use crate::{
    Id, Instant,
    chaos::{
        experiment::{Metric, Range},
        run::{Outcome, Progress, Reading, Recovery, Run, Series, Step, Trial},
    },
    choice::choice,
    journal::NoteKind,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the live watchers of a day saw, in the order of time on the run's steady clock, by [`Series::key`].
pub type Samples = BTreeMap<String, Vec<(Instant, f64)>>;

choice! {
    /// How an experiment ended on a day. What it showed is another thing, [`TrialResult::outcome`]: one that was aborted can
    /// have disproved its hypothesis, and one that ran to its end can have shown nothing.
    Ending {
        /// It went through its steps.
        RanToEnd("Ran to its end"),
        /// It went through its steps, but its fault was taken out long before its time, without an abort.
        StoppedEarly("Stopped early"),
        /// The room stopped it.
        Aborted("Aborted"),
        /// It has begun, and nobody has concluded it.
        NotConcluded("Not concluded"),
        /// The room left it out.
        Skipped("Skipped"),
        /// It went to another day.
        Moved("Moved to another day"),
        /// Its turn did not come.
        NotRun("Not run"),
        /// Another tool ran it, and as far as its journal tells no fault was in.
        NoFault("No fault on record"),
    }
}

impl Trial {
    /// How it ended, as far as it has.
    #[must_use]
    pub fn ended(&self) -> Ending {
        match self.progress() {
            _ if self.abort.is_some() => Ending::Aborted,
            Progress::Concluded(_) if self.injected_at().is_none() => Ending::NoFault,
            Progress::Concluded(_) if self.stopped_early() => Ending::StoppedEarly,
            Progress::Concluded(_) => Ending::RanToEnd,
            Progress::Skipped if self.moved_to.is_some() => Ending::Moved,
            Progress::Skipped => Ending::Skipped,
            Progress::Active(_) => Ending::NotConcluded,
            Progress::Waiting => Ending::NotRun,
        }
    }

    /// Whether the fault was taken out by hand when less than nine tenths of its planned duration had been spent.
    fn stopped_early(&self) -> bool {
        let (spent_ms, planned_ms) = self.fault_spent_ms().unwrap_or_default();
        spent_ms * 10 < planned_ms * 9
    }

    /// What it showed, once the room has said so.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        self.conclusion.as_ref().map(|conclusion| conclusion.outcome)
    }
}

impl Ending {
    /// What came of an experiment that ended like this, in a word or two: `Aborted, inconclusive`.
    #[must_use]
    pub fn with(self, outcome: Option<Outcome>) -> String {
        match (self, outcome) {
            (Self::RanToEnd, Some(outcome)) => outcome.label().to_owned(),
            (Self::Aborted | Self::StoppedEarly | Self::NoFault, Some(outcome)) => {
                format!("{}, {}", self.label(), outcome.label().to_lowercase())
            }
            (Self::Aborted, None) => "Aborted, not concluded".to_owned(),
            _ => self.label().to_owned(),
        }
    }
}

/// One experiment on one day, as the journal tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrialResult {
    /// The game day.
    pub game_day: Id,
    /// Its title.
    pub game_day_title: String,
    /// When the day began.
    pub started_at: Instant,
    /// Where the faults were injected.
    pub environment: String,
    /// The experiment.
    pub experiment: Id,
    /// Its title when the day began.
    pub title: String,
    /// The experiment that it is a copy of.
    pub repeats: Option<Id>,
    /// The service under test.
    pub service_id: Option<Id>,
    /// Its name when the day began.
    pub service: Option<String>,
    /// How it ended.
    pub ended: Ending,
    /// What it showed, once the room has said so.
    pub outcome: Option<Outcome>,
    /// Whether the fault was in.
    pub injected: bool,
    /// How many abort conditions it had.
    pub conditions: usize,
    /// From the injection to its detection, in milliseconds.
    pub time_to_detect_ms: Option<i64>,
    /// From the stop to the steady state measured again, in milliseconds; none where it was not measured as back.
    pub stop_to_recovered_ms: Option<i64>,
    /// From its baseline to its end, in milliseconds, once it is over.
    pub took_ms: Option<i64>,
    /// What the plan allowed, in milliseconds.
    pub planned_ms: i64,
    /// How many surprises were written down.
    pub surprises: usize,
    /// Its metrics, in the order of the plan.
    pub metrics: Vec<MetricResult>,
}

/// One metric of a trial.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricResult {
    /// What the room calls it.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// What was acceptable.
    pub range: Range,
    /// What it was before: read during the baseline, else what the plan says.
    pub baseline: Option<f64>,
    /// The value that hurt most since the fault went in; none where nobody measured while it was in.
    pub worst: Option<f64>,
    /// The last value read during the verification or after it.
    pub recovered: Option<f64>,
}

impl TrialResult {
    /// How the steady state came back.
    #[must_use]
    pub fn recovery(&self) -> Recovery {
        let out = |metric: &MetricResult| metric.recovered.is_some_and(|value| !metric.range.holds(value));
        match self.stop_to_recovered_ms {
            Some(ms) => Recovery::Took(ms),
            None if self.metrics.iter().any(out) => Recovery::NotBack,
            None => Recovery::NotMeasured,
        }
    }
}

/// Many results at a glance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many there are of each outcome, in the order of [`Outcome::ALL`].
    pub outcomes: Vec<(Outcome, usize)>,
    /// How many ended in each way, in the order of [`Ending::ALL`].
    pub endings: Vec<(Ending, usize)>,
    /// In how many of them the fault was in.
    pub injected: usize,
    /// How many surprises there were.
    pub surprises: usize,
    /// The median time to detect, in milliseconds.
    pub time_to_detect_ms: Option<i64>,
    /// The median time from stop to recovered, in milliseconds.
    pub stop_to_recovered_ms: Option<i64>,
}

/// What came of every experiment of a day, in the order of its plan.
#[must_use]
pub fn results(day: Id, run: &Run, samples: &Samples) -> Vec<TrialResult> {
    let samples = |at: usize, metric: usize| {
        samples.get(&Series::Metric(metric).key(at)).map_or(&[][..], Vec::as_slice)
    };
    let trials = run.trials.iter().enumerate();
    trials.map(|(at, trial)| result(day, run, trial, |metric| samples(at, metric))).collect()
}

fn result<'a>(
    day: Id,
    run: &Run,
    trial: &Trial,
    samples: impl Fn(usize) -> &'a [(Instant, f64)],
) -> TrialResult {
    let experiment = trial.experiment();
    let surprise = |note: &&crate::journal::Note| note.kind == NoteKind::Surprise && !note.struck;
    let began_at = trial.steps.first().map(|time| time.timer.started_at);
    TrialResult {
        game_day: day,
        game_day_title: run.plan.game_day.title.clone(),
        started_at: run.course.started_at,
        environment: run.plan.game_day.environment.clone(),
        experiment: trial.planned.id,
        title: experiment.title.clone(),
        repeats: experiment.repeats,
        service_id: experiment.service_id,
        service: trial.planned.service.clone(),
        ended: trial.ended(),
        outcome: trial.outcome(),
        injected: trial.injected_at().is_some(),
        conditions: experiment.conditions.len(),
        time_to_detect_ms: trial.time_to_detect_ms(),
        stop_to_recovered_ms: trial.stop_to_recovered_ms(),
        took_ms: began_at.zip(trial.ended_at(run)).map(|(from, to)| to.shown_since(from)),
        planned_ms: experiment.planned_ms(),
        surprises: trial.notes.iter().filter(surprise).count(),
        metrics: metrics(trial, samples),
    }
}

/// What came of the metrics of a trial, in the order of its plan; `samples` are what a live watcher saw of one of them.
pub fn metrics<'a>(trial: &Trial, samples: impl Fn(usize) -> &'a [(Instant, f64)]) -> Vec<MetricResult> {
    let metrics = trial.experiment().metrics.iter().enumerate();
    metrics.map(|(at, metric)| of_metric(trial, metric, samples(at))).collect()
}

fn of_metric(trial: &Trial, metric: &Metric, samples: &[(Instant, f64)]) -> MetricResult {
    MetricResult {
        name: metric.name.clone(),
        unit: metric.unit.clone(),
        range: metric.range,
        baseline: trial.baseline(metric),
        worst: worst(trial, metric, samples),
        recovered: trial.recovered(metric),
    }
}

/// The value that hurt most since the fault went in, also while the recovery was verified, whether it was read into the
/// journal or seen by a live watcher only. Where nobody measured while the fault was in, nobody knows how bad it was: what
/// was read after it was out is no figure of that.
#[must_use]
pub fn worst(trial: &Trial, metric: &Metric, samples: &[(Instant, f64)]) -> Option<f64> {
    let injected_at = trial.injected_at()?;
    if !measured_in_fault(trial, metric, samples) {
        return None;
    }
    let baseline = trial.baseline(metric);
    let since =
        |reading: &&Reading| !reading.struck && reading.step >= Step::Inject && reading.metric == metric.name;
    let read = trial.readings.iter().filter(since).map(|reading| reading.value);
    // What has no end is no figure; the check that it tripped says so.
    let seen = samples.iter().filter(|(at, value)| *at >= injected_at && value.is_finite());
    let seen = seen.map(|(_, value)| *value);
    let harm = |value: f64| harm(metric.range, baseline, value);
    read.chain(seen).reduce(|worst, next| if harm(next) > harm(worst) { next } else { worst })
}

/// Whether a person or a live watcher measured a metric between the injection and the moment at which the fault was out.
#[must_use]
pub fn measured_in_fault(trial: &Trial, metric: &Metric, samples: &[(Instant, f64)]) -> bool {
    let Some(injected_at) = trial.injected_at() else { return false };
    let out_at = trial.began(Step::Verify);
    let during = |step: Step| matches!(step, Step::Inject | Step::Rollback);
    let read = |reading: &Reading| !reading.struck && during(reading.step) && reading.metric == metric.name;
    let seen = |(at, value): &(Instant, f64)| {
        value.is_finite() && *at >= injected_at && out_at.is_none_or(|out_at| *at < out_at)
    };
    trial.readings.iter().any(read) || samples.iter().any(seen)
}

/// How far a value is on the bad side: positive beyond a bound, negative within. Without any bound, how far it is from
/// the baseline.
#[must_use]
pub fn harm(range: Range, baseline: Option<f64>, value: f64) -> f64 {
    match (range.min, range.max) {
        (Some(min), None) => min - value,
        (None, Some(max)) => value - max,
        (Some(min), Some(max)) => (min - value).max(value - max),
        (None, None) => baseline.map_or(0.0, |baseline| (value - baseline).abs()),
    }
}

/// Many results at a glance.
#[must_use]
pub fn tally(results: &[TrialResult]) -> Tally {
    let showed = |wanted: Outcome| results.iter().filter(|result| result.outcome == Some(wanted)).count();
    let ended = |wanted: Ending| results.iter().filter(|result| result.ended == wanted).count();
    Tally {
        outcomes: Outcome::ALL.iter().map(|outcome| (*outcome, showed(*outcome))).collect(),
        endings: Ending::ALL.iter().map(|ending| (*ending, ended(*ending))).collect(),
        injected: results.iter().filter(|result| result.injected).count(),
        surprises: results.iter().map(|result| result.surprises).sum(),
        time_to_detect_ms: median(results.iter().filter_map(|result| result.time_to_detect_ms)),
        stop_to_recovered_ms: median(results.iter().filter_map(|result| result.stop_to_recovered_ms)),
    }
}

impl Tally {
    /// How many showed this.
    #[must_use]
    pub fn showed(&self, wanted: Outcome) -> usize {
        self.outcomes.iter().filter(|(outcome, _)| *outcome == wanted).map(|(_, count)| count).sum()
    }

    /// How many ended like this.
    #[must_use]
    pub fn ended(&self, wanted: Ending) -> usize {
        self.endings.iter().filter(|(ending, _)| *ending == wanted).map(|(_, count)| count).sum()
    }
}

/// The middle one; of an even number, the mean of the middle two.
fn median(values: impl Iterator<Item = i64>) -> Option<i64> {
    let mut values: Vec<i64> = values.collect();
    values.sort_unstable();
    let upper = *values.get(values.len() / 2)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *values.get(values.len() / 2 - 1)?;
    Some(lower + (upper - lower) / 2)
}

#[cfg(test)]
mod tests;
