//! What a live watcher looks at, and what its samples mean for the day.
//!
//! Samples are many and live beside the journal. Into the journal goes only what the room must know: that the watcher
//! sees or cannot see, one reading a step, one whenever the standing changes or a value out of range is clearly worse than
//! all before it, and a condition that trips with the reading that tripped it.

use super::{Event, Reading, Run, Series, Step, Trial, standing};
use crate::{
    Instant,
    chaos::{
        experiment::{measured, quantity},
        results::harm,
    },
};

/// Whose word it is when a live watcher writes.
pub const WATCHER: &str = "Prometheus";

/// Whether a live watcher sees a series, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    /// Since when.
    pub since: Instant,
    /// Why it cannot see; `None` while it can.
    pub blind: Option<String>,
}

/// What whoever asks knows of a live watcher besides the journal.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Lookout {
    /// Seconds between two looks; `None` while nobody is asked.
    pub every_s: Option<u32>,
    /// When it last saw a value of the series, on the run's steady clock, and which; `None` where no sample is known.
    pub saw: Option<(Instant, f64)>,
}

/// What speaks against a live condition before the fault is in. Found out afterwards, customers pay for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Doubt {
    /// Its watcher sees nothing, so it could not trip.
    CannotSee,
    /// It holds without a fault, so it would trip at once.
    Holds {
        /// The value that is on the bad side.
        value: f64,
    },
}

impl Trial {
    /// What speaks against a live condition at `now`, while the fault is not in yet.
    #[must_use]
    pub fn doubt(&self, condition: usize, lookout: Lookout, now: Instant) -> Option<Doubt> {
        let began_at = self.began(Step::Baseline).filter(|_| self.injected_at().is_none())?;
        let planned = self.experiment().conditions.get(condition)?;
        let series = self.experiment().live_series(condition)?;
        let stale_ms = stale_after_ms(lookout.every_s?);
        let sight = self.sights.get(&series);
        let saw_at = lookout.saw.map(|(at, _)| at).max(sight.map(|sight| sight.since)).unwrap_or(began_at);
        if sight.is_some_and(|sight| sight.blind.is_some()) || now.since(saw_at) > stale_ms {
            return Some(Doubt::CannotSee);
        }
        let (_, value) = lookout.saw?;
        planned.threshold.filter(|threshold| threshold.crossed_by(value)).map(|_| Doubt::Holds { value })
    }
}

/// A value older than this is not live, however seldom somebody looks, in milliseconds.
const OLD_MS: i64 = 60_000;
/// An answer may take this long before its absence means something, in milliseconds.
pub(super) const SLACK_MS: i64 = 15_000;

/// From when on a value no longer counts as live, in milliseconds: three looks, and never more than a minute; but a
/// watcher that looks more seldom than that is given the time until its next look.
#[must_use]
pub fn stale_after_ms(every_s: u32) -> i64 {
    let every_ms = i64::from(every_s) * 1000;
    (3 * every_ms).min(OLD_MS).max(every_ms + SLACK_MS)
}

/// A query to be asked now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// What its value belongs to.
    pub series: Series,
    /// The query.
    pub query: String,
}

impl Run {
    /// Everything that a live watcher looks at in an experiment of the plan. `None` where the plan has no such experiment.
    #[must_use]
    pub fn series(&self, experiment: usize) -> Option<Vec<Series>> {
        let experiment = self.trials.get(experiment)?.experiment();
        let metrics = (0..experiment.metrics.len()).map(Series::Metric);
        let conditions = (0..experiment.conditions.len()).map(Series::Condition);
        Some(metrics.chain(conditions).filter(|series| experiment.query_of(*series).is_some()).collect())
    }

    /// The queries to be asked now: every metric's while an experiment is in progress, and those of the abort conditions
    /// until the fault is out. They trip nothing before it is in; whether they can be seen must be known before.
    #[must_use]
    pub fn targets(&self) -> Vec<Target> {
        let (Some(present), Some(trial), Some(step)) = (self.present, self.trial(), self.step()) else {
            return Vec::new();
        };
        let wanted = |series: &Series| step.step <= Step::Rollback || matches!(series, Series::Metric(_));
        let series = self.series(present).unwrap_or_default().into_iter().filter(wanted);
        series
            .filter_map(|series| {
                let query = trial.experiment().query_of(series)?.to_owned();
                Some(Target { series, query })
            })
            .collect()
    }
}

/// What a check of a series has to write into the journal of `run`. `seen` is the value, or why there is none; `samples`
/// are the latest values of the series on the run's steady clock, with this one last and as far back as the longest wait
/// of a condition.
#[must_use]
pub fn on_sample(
    run: &Run,
    series: Series,
    seen: Result<f64, &str>,
    samples: &[(Instant, f64)],
) -> Vec<Event> {
    let (Some(trial), Some(step)) = (run.trial(), run.step()) else { return Vec::new() };
    let sight = trial.sights.get(&series);
    let value = match seen {
        Ok(value) => value,
        Err(reason) => {
            let known = sight.is_some_and(|sight| sight.blind.is_some());
            let lost = Event::SightLost { series, reason: reason.to_owned() };
            return if known { Vec::new() } else { vec![lost] };
        }
    };
    let mut events = Vec::new();
    if sight.is_none_or(|sight| sight.blind.is_some()) {
        events.push(Event::SightGained { series });
    }
    let Some((at, _)) = samples.last() else { return events };
    let trips = if is_watched(step.step) { trips(run, trial, series, samples) } else { Vec::new() };
    if !trips.is_empty() || tells(trial, step.step, series, (*at, value)) {
        events.extend(reading(trial, series, value)); // before the trip, which it is the ground of
    }
    events.extend(trips);
    events
}

/// At most `most` of the points, or four, which are in the order of time: the first and the last, which is what is known
/// now, and between them of equal spans the lowest and the highest, so that no peak is lost.
#[must_use]
pub fn thinned(points: &[(Instant, f64)], most: usize) -> Vec<(Instant, f64)> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
    if points.len() <= most {
        return points.to_vec();
    }
    let spans = i64::try_from(most.saturating_sub(2) / 2).unwrap_or(1).max(1);
    let span_of =
        |at: Instant| at.since(first.0).saturating_mul(spans) / last.0.since(first.0).saturating_add(1);
    let mut kept = Vec::with_capacity(most);
    kept.push(*first);
    for span in points.chunk_by(|a, b| span_of(a.0) == span_of(b.0)) {
        let by_value = |a: &&(Instant, f64), b: &&(Instant, f64)| a.1.total_cmp(&b.1);
        let mut ends: Vec<_> =
            span.iter().min_by(by_value).into_iter().chain(span.iter().max_by(by_value)).collect();
        ends.sort_by_key(|(at, _)| *at);
        kept.extend(ends);
    }
    kept.push(*last);
    kept.dedup_by_key(|(at, _)| *at);
    kept
}

const fn is_watched(step: Step) -> bool {
    matches!(step, Step::Inject | Step::Rollback)
}

/// A value that leaves a standing and is back in it within this span is swinging around a bound.
const SWINGING_MS: i64 = 60_000;
/// While it swings, one reading in this span is enough for the journal; the samples keep every value.
const CALM_MS: i64 = 20_000;

/// Out of range, a value is written down again when it is this much further from its bound than all before it in the step:
/// a peak is missed by no more, and however long a climb lasts, it writes few lines.
const CLEARLY_WORSE: f64 = 1.25;

/// Whether a value is to be written down as a reading: the first one of a step, one whenever the standing changes and stays
/// so, and one that is clearly worse than all before it.
fn tells(trial: &Trial, step: Step, series: Series, (at, value): (Instant, f64)) -> bool {
    let Series::Metric(place) = series else { return false };
    let Some(metric) = trial.experiment().metrics.get(place) else { return false };
    let earlier = || {
        trial.readings.iter().rev().filter(|reading| {
            reading.live && !reading.struck && reading.step == step && reading.metric == metric.name
        })
    };
    let stands = |value| standing(metric, metric.baseline, value);
    let beyond = |value| harm(metric.range, metric.baseline, value);
    let worst = earlier().map(|reading| beyond(reading.value)).fold(f64::NEG_INFINITY, f64::max);
    if worst > 0.0 && beyond(value) >= worst * CLEARLY_WORSE {
        return true;
    }
    let (last, before) = (earlier().next(), earlier().nth(1));
    let swings = before
        .is_some_and(|before| stands(before.value) == stands(value) && at.since(before.at) < SWINGING_MS);
    let too_soon = |last: &Reading| swings && at.since(last.at) < CALM_MS;
    last.is_none_or(|last| stands(last.value) != stands(value) && !too_soon(last))
}

fn reading(trial: &Trial, series: Series, value: f64) -> Option<Event> {
    let Series::Metric(place) = series else { return None };
    let metric = trial.experiment().metrics.get(place).filter(|_| value.is_finite())?;
    Some(Event::Reading {
        metric: metric.name.clone(),
        value,
        reader: WATCHER.to_owned(),
        source: metric.source.clone(),
        live: true,
    })
}

/// The conditions that this series trips now. What a person cleared trips again only after as many new samples, and so
/// does what was bad before a hole in time. A check that saw nothing is passed over: it is no good one.
fn trips(run: &Run, trial: &Trial, series: Series, samples: &[(Instant, f64)]) -> Vec<Event> {
    let Some((_, latest)) = samples.last() else { return Vec::new() };
    let conditions = trial.experiment().conditions.iter().enumerate();
    conditions
        .filter(|(at, _)| trial.experiment().live_series(*at) == Some(series))
        .filter(|(at, _)| trial.tripped(*at).is_none())
        .filter_map(|(at, planned)| {
            let threshold = planned.threshold?;
            let checked = trial.checks.iter().rev().find(|check| !check.struck && check.condition == at);
            let holes = run.course.gaps.iter().map(|gap| gap.to);
            let checked = checked.map(|check| check.said.at);
            let since = trial.injected_at().into_iter().chain(checked).chain(holes).max()?;
            let new = samples.iter().rev().take_while(|(at, _)| *at > since);
            let wanted = usize::try_from(planned.trip_after).unwrap_or(usize::MAX);
            let bad = new.take_while(|(_, value)| threshold.crossed_by(*value)).take(wanted).count();
            (bad == wanted).then(|| {
                let unit = match series {
                    Series::Metric(at) => {
                        trial.experiment().metrics.get(at).map_or("", |metric| metric.unit.as_str())
                    }
                    Series::Condition(_) => "",
                };
                let checks =
                    if wanted == 1 { "1 check".to_owned() } else { format!("{wanted} checks in a row") };
                let note = format!(
                    "{checks} {} {}; the last read {}.",
                    threshold.side.label(),
                    quantity(threshold.value, unit),
                    measured(*latest, unit)
                );
                Event::ConditionChecked { condition: at, tripped: true, note }
            })
        })
        .collect()
}
