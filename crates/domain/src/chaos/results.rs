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
    /// What became of an experiment on a day.
    Verdict {
        /// The system did what was said.
        Confirmed("Confirmed"),
        /// It did not.
        Disproved("Disproved"),
        /// Nobody can tell.
        Inconclusive("Inconclusive"),
        /// It began, and nobody has concluded it.
        NotConcluded("Not concluded"),
        /// The room left it out.
        Skipped("Skipped"),
        /// It went to another day.
        Moved("Moved to another day"),
        /// Its turn did not come.
        NotRun("Not run"),
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
    /// What became of it.
    pub verdict: Verdict,
    /// Whether the room stopped it.
    pub aborted: bool,
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
    /// The value that hurt most since the fault went in.
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
    /// How many there are of each verdict, in the order of [`Verdict::ALL`]; those that do not occur are left out.
    pub verdicts: Vec<(Verdict, usize)>,
    /// In how many of them the fault was in.
    pub injected: usize,
    /// How many were aborted.
    pub aborted: usize,
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
        verdict: verdict(trial),
        aborted: trial.abort.is_some(),
        injected: trial.injected_at().is_some(),
        conditions: experiment.conditions.len(),
        time_to_detect_ms: trial.time_to_detect_ms(),
        stop_to_recovered_ms: trial.stop_to_recovered_ms(),
        took_ms: began_at.zip(trial.ended_at(run)).map(|(from, to)| to.since(from)),
        planned_ms: experiment.planned_ms(),
        surprises: trial.notes.iter().filter(surprise).count(),
        metrics: metrics(trial, samples),
    }
}

fn verdict(trial: &Trial) -> Verdict {
    match trial.progress() {
        Progress::Concluded(Outcome::Confirmed) => Verdict::Confirmed,
        Progress::Concluded(Outcome::Disproved) => Verdict::Disproved,
        Progress::Concluded(Outcome::Inconclusive) => Verdict::Inconclusive,
        Progress::Skipped if trial.moved_to.is_some() => Verdict::Moved,
        Progress::Skipped => Verdict::Skipped,
        Progress::Active(_) => Verdict::NotConcluded,
        Progress::Waiting => Verdict::NotRun,
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
/// journal or seen by a live watcher only.
#[must_use]
pub fn worst(trial: &Trial, metric: &Metric, samples: &[(Instant, f64)]) -> Option<f64> {
    let injected_at = trial.injected_at()?;
    let baseline = trial.baseline(metric);
    let since =
        |reading: &&Reading| !reading.struck && reading.step >= Step::Inject && reading.metric == metric.name;
    let read = trial.readings.iter().filter(since).map(|reading| reading.value);
    let seen = samples.iter().filter(|(at, _)| *at >= injected_at).map(|(_, value)| *value);
    let harm = |value: f64| harm(metric.range, baseline, value);
    read.chain(seen).reduce(|worst, next| if harm(next) > harm(worst) { next } else { worst })
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
    let count = |wanted: Verdict| results.iter().filter(|result| result.verdict == wanted).count();
    let verdicts = Verdict::ALL.iter().map(|verdict| (*verdict, count(*verdict)));
    Tally {
        verdicts: verdicts.filter(|(_, count)| *count > 0).collect(),
        injected: results.iter().filter(|result| result.injected).count(),
        aborted: results.iter().filter(|result| result.aborted).count(),
        surprises: results.iter().map(|result| result.surprises).sum(),
        time_to_detect_ms: median(results.iter().filter_map(|result| result.time_to_detect_ms)),
        stop_to_recovered_ms: median(results.iter().filter_map(|result| result.stop_to_recovered_ms)),
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
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]
    use super::*;
    use crate::{
        chaos::run::{
            Event,
            tests::{MIN, Room},
        },
        journal::Common,
    };

    fn day() -> Id {
        "019ab000-0000-7000-8000-0000000000aa".parse().unwrap()
    }

    fn concluded(outcome: Outcome) -> Event {
        Event::Concluded { outcome, note: String::new() }
    }

    #[test]
    fn a_trial_becomes_one_line_with_its_times() {
        let mut room = Room::open();
        room.go_to(Step::Inject);
        room.wait(MIN);
        let wrong = room.read("p99", 9_000.0);
        room.read("p99", 1_200.0);
        room.read("p99", 1_100.0);
        room.say(Event::Common(Common::Struck { seq: wrong, reason: "Typed in microseconds".to_owned() }));
        room.wait(MIN).say(Event::Surprised { text: "Retries doubled".to_owned() });
        room.say(Event::Surprised { text: "The queue was full".to_owned() });
        room.say(Event::Surprised { text: "Two pods".to_owned() });
        let last = room.entries.len() as u64;
        room.say(Event::Common(Common::Struck { seq: last, reason: "Known before".to_owned() }));
        room.go_to(Step::Outcome);
        room.say(concluded(Outcome::Disproved));
        let lines = results(day(), &room.run, &Samples::new());
        let (line, other) = (&lines[0], &lines[1]);
        assert_eq!((line.verdict, line.aborted, line.injected), (Verdict::Disproved, false, true));
        assert_eq!(line.game_day_title, "Autumn");
        assert_eq!(line.surprises, 2);
        let trial = &room.run.trials[0];
        assert_eq!(line.time_to_detect_ms, Some(2 * MIN), "out of range two minutes after the injection");
        assert_eq!(line.stop_to_recovered_ms, trial.stop_to_recovered_ms());
        assert_eq!(line.took_ms, Some(room.now.since(trial.began(Step::Baseline).unwrap())));
        assert_eq!(line.planned_ms, trial.experiment().planned_ms());
        let p99 = &line.metrics[1];
        assert_eq!((p99.worst, p99.recovered), (Some(1_200.0), Some(400.0)));
        assert_eq!((other.verdict, other.took_ms, other.metrics[0].worst), (Verdict::NotRun, None, None));
    }

    #[test]
    fn every_end_of_an_experiment_has_its_word() {
        let verdict = |room: &Room, at: usize| results(day(), &room.run, &Samples::new())[at].verdict;
        let mut room = Room::open();
        assert_eq!(verdict(&room, 0), Verdict::NotRun);
        room.go_to(Step::Predict);
        assert_eq!(verdict(&room, 0), Verdict::NotConcluded);
        room.say(Event::Skipped { experiment: 0, reason: "A deploy is under way".to_owned() });
        assert_eq!(verdict(&room, 0), Verdict::Skipped);
        assert!(!results(day(), &room.run, &Samples::new())[0].injected);
        room.say(Event::Rescheduled { experiment: 1, day: day(), title: "Winter".to_owned() });
        assert_eq!(verdict(&room, 1), Verdict::Moved);
        for (outcome, word) in [
            (Outcome::Confirmed, Verdict::Confirmed),
            (Outcome::Disproved, Verdict::Disproved),
            (Outcome::Inconclusive, Verdict::Inconclusive),
        ] {
            let mut room = Room::open();
            room.go_to(Step::Outcome);
            room.say(concluded(outcome));
            assert_eq!(verdict(&room, 0), word);
        }
    }

    #[test]
    fn the_day_s_end_cuts_off_what_has_begun() {
        let mut room = Room::open();
        room.go_to(Step::Predict);
        room.wait(3 * MIN).say(Event::Common(Common::Ended { note: String::new() }));
        let lines = results(day(), &room.run, &Samples::new());
        assert_eq!((lines[0].verdict, lines[0].took_ms), (Verdict::NotConcluded, Some(5 * MIN)));
        assert_eq!((lines[1].verdict, lines[1].took_ms), (Verdict::NotRun, None));
    }

    #[test]
    fn what_hurts_most_is_beyond_its_bound_or_nearest_to_it() {
        let values = [95.0, 99.0, 120.0];
        for (min, max, baseline, worst) in [
            (Some(99.5), None, None, 95.0),
            (None, Some(100.0), None, 120.0),
            (None, Some(500.0), None, 120.0),
            (Some(94.0), Some(110.0), None, 120.0),
            (Some(94.0), Some(200.0), None, 95.0),
            (None, None, Some(121.0), 95.0),
        ] {
            let harm = |value: &f64| harm(Range { min, max }, baseline, *value);
            let found = values.iter().copied().max_by(|one, other| harm(one).total_cmp(&harm(other)));
            assert_eq!(found, Some(worst), "{min:?} {max:?} {baseline:?}");
        }
    }

    #[test]
    fn what_came_before_the_fault_or_was_struck_is_never_the_worst() {
        let mut room = Room::open();
        room.go_to(Step::Baseline);
        room.read("p99", 5_000.0);
        room.go_to(Step::Inject);
        let struck = room.read("p99", 4_000.0);
        room.say(Event::Common(Common::Struck { seq: struck, reason: "Wrong panel".to_owned() }));
        let trial = |room: &Room| room.run.trials[0].clone();
        let p99 = trial(&room).experiment().metrics[1].clone();
        assert_eq!(worst(&trial(&room), &p99, &[]), None);
        room.read("p99", 700.0);
        room.go_to(Step::Verify);
        room.read("p99", 950.0);
        assert_eq!(worst(&trial(&room), &p99, &[]), Some(950.0), "worse while it was verified");
    }

    #[test]
    fn what_only_a_live_watcher_saw_since_the_fault_counts_for_the_worst() {
        let mut room = Room::open();
        room.go_to(Step::Baseline);
        let before = (room.now, 8_000.0);
        room.go_to(Step::Inject);
        room.read("p99", 950.0);
        let peak = (room.wait(MIN).now, 1_400.0);
        let (ours, other) = (Series::Metric(1).key(0), Series::Metric(1).key(1));
        let samples = Samples::from([(ours, vec![before, peak]), (other, vec![(room.now, 9_000.0)])]);
        let worst = results(day(), &room.run, &samples)[0].metrics[1].worst;
        assert_eq!(worst, Some(1_400.0), "neither what was before the fault nor another experiment's");
    }

    #[test]
    fn a_tally_counts_and_takes_the_middle() {
        let mut room = Room::open();
        room.go_to(Step::Outcome);
        room.say(concluded(Outcome::Confirmed));
        let one = results(day(), &room.run, &Samples::new());
        let with = |ms: Option<i64>| TrialResult { stop_to_recovered_ms: ms, ..one[0].clone() };
        let median = |values: &[Option<i64>]| {
            let results: Vec<_> = values.iter().map(|ms| with(*ms)).collect();
            tally(&results).stop_to_recovered_ms
        };
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[None, Some(7)]), Some(7));
        assert_eq!(median(&[Some(9), Some(1), Some(5)]), Some(5));
        assert_eq!(median(&[Some(9), Some(1), None, Some(5), Some(2)]), Some(3));
        let tally = tally(&one);
        assert_eq!(tally.verdicts, [(Verdict::Confirmed, 1), (Verdict::NotRun, 1)]);
        assert_eq!((tally.injected, tally.aborted, tally.surprises), (1, 0, 0));
    }
}
