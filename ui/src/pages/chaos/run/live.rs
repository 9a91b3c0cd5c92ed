//! What is known of a number now: seen live, typed by a person, grown old, or not to be seen. What cannot be seen must
//! never look fine.

use super::words::{short, somebody, standing_words, state_of, watcher};
use crate::{components::State, pages::chaos::samples::Seen};
use domain::{
    Instant, Zone,
    chaos::{
        experiment::{AbortCondition, Metric, measured, quantity},
        run::{Doubt, Reading, Run, Series, Standing, Trial, stale_after_ms, standing},
    },
};

/// The spark shows this much time before the last value, in milliseconds.
const SPARK_MS: i64 = 10 * 60_000;
/// What is known of a series.
#[derive(Clone, Debug, PartialEq)]
pub enum Look {
    /// Seen a moment ago.
    Live(f64, Instant),
    /// Seen, but too long ago to be called live.
    Stale(f64, Instant),
    /// Not to be seen since then, and why; with what was seen last.
    Blind(Instant, String, Option<f64>),
    /// Typed by a person since; `true` where the watcher cannot see.
    Read(Reading, bool),
    /// Nobody and nothing has seen it yet.
    Nothing,
}

impl Look {
    /// What is known of `series` at `now`, which is on the run's steady clock.
    #[must_use]
    pub fn at(trial: &Trial, series: Series, seen: &Seen, now: Instant) -> Self {
        let typed = typed(trial, series);
        let read = |blind: bool| typed.map(|reading| Self::Read(reading.clone(), blind));
        let Some(every_s) = seen.every_s.filter(|_| trial.experiment().query_of(series).is_some()) else {
            return latest(trial, series).map_or(Self::Nothing, |reading| Self::Read(reading.clone(), false));
        };
        let sample = seen.points(series).last().copied();
        let sight = trial.sights.get(&series);
        if let Some((since, reason)) = sight.and_then(|sight| Some((sight.since, sight.blind.as_ref()?))) {
            let instead = read(true).filter(|_| typed.is_some_and(|reading| reading.at > since));
            let last = sample.map(|(_, value)| value).or_else(|| latest(trial, series).map(|r| r.value));
            return instead.unwrap_or_else(|| Self::Blind(since, reason.clone(), last));
        }
        // The journal holds a live value too, for the moment before the first samples are here.
        let journal = latest(trial, series).filter(|reading| reading.live).map(|r| (r.at, r.value));
        let newest = [sample, journal].into_iter().flatten().max_by_key(|(at, _)| *at);
        match (newest, typed) {
            (None, _) => read(false).unwrap_or(Self::Nothing),
            (Some((at, _)), Some(reading)) if reading.at > at => Self::Read(reading.clone(), false),
            (Some((at, value)), _) if now.since(at) > stale_after_ms(every_s) => Self::Stale(value, at),
            (Some((at, value)), _) => Self::Live(value, at),
        }
    }

    /// The value to be compared with what is acceptable; none where nobody can tell.
    #[must_use]
    pub const fn value(&self) -> Option<f64> {
        match self {
            Self::Live(value, _) => Some(*value),
            Self::Read(reading, _) => Some(reading.value),
            Self::Stale(..) | Self::Blind(..) | Self::Nothing => None,
        }
    }

    /// The value in words: as it was typed, or with as many digits of what was measured as the room can use.
    #[must_use]
    pub fn figure(&self, unit: &str) -> Option<String> {
        match self {
            Self::Live(value, _) | Self::Stale(value, _) => Some(measured(*value, unit)),
            Self::Read(reading, _) if reading.live => Some(measured(reading.value, unit)),
            Self::Read(reading, _) => Some(quantity(reading.value, unit)),
            Self::Blind(..) | Self::Nothing => None,
        }
    }

    /// State and word for it.
    #[must_use]
    pub fn state(&self, metric: &Metric) -> (State, &'static str) {
        match self {
            Self::Stale(..) => (State::Watch, "Stale"),
            Self::Blind(..) => (State::Watch, "Cannot see"),
            _ => {
                let standing = self.standing(metric);
                (state_of(standing), standing_words(standing))
            }
        }
    }

    /// How the value stands.
    #[must_use]
    pub fn standing(&self, metric: &Metric) -> Standing {
        self.value().map_or(Standing::NotRead, |value| standing(metric, metric.baseline, value))
    }

    /// Where the value comes from and how old it is: `live, 3 s ago`.
    #[must_use]
    pub fn origin(&self, metric: &Metric, seen: &Seen, zone: Zone, now: Instant) -> String {
        match self {
            Self::Live(_, at) => format!("live, {}", ago(now, *at)),
            Self::Stale(_, at) => format!("nothing new since {}", zone.clock(*at)),
            Self::Blind(since, reason, last) => {
                let last = last.map(|last| format!(", last {}", measured(last, &metric.unit)));
                let why = if reason.is_empty() { String::new() } else { format!(": {}", clean(reason)) };
                format!("cannot see since {}{why}{}", zone.clock(*since), last.unwrap_or_default())
            }
            Self::Read(reading, blind) => {
                let blind = if *blind { ", the watcher cannot see" } else { "" };
                format!("{}, {}{blind}", reading.reader, zone.clock(reading.at))
            }
            Self::Nothing if metric.query.is_some() && seen.every_s.is_some() => {
                "waiting for Prometheus".to_owned()
            }
            Self::Nothing if metric.source.is_empty() => "nobody has read it".to_owned(),
            Self::Nothing => metric.source.clone(),
        }
    }
}

/// Whether anything in the present experiment is watched live: then its samples are worth asking for.
#[must_use]
pub fn watched(run: &Run) -> Option<usize> {
    let at = run.present?;
    run.series(at).filter(|series| !series.is_empty()).map(|_| at)
}

fn latest(trial: &Trial, series: Series) -> Option<&Reading> {
    let Series::Metric(at) = series else { return None };
    trial.latest(&trial.experiment().metrics.get(at)?.name)
}

/// The last value that a person typed.
fn typed(trial: &Trial, series: Series) -> Option<&Reading> {
    let Series::Metric(at) = series else { return None };
    let name = &trial.experiment().metrics.get(at)?.name;
    trial.readings.iter().rev().find(|reading| !reading.struck && !reading.live && reading.metric == *name)
}

/// `3 s ago`, `1:20 ago`.
fn ago(now: Instant, at: Instant) -> String {
    match now.since(at).max(0) / 1000 {
        s @ 0..60 => format!("{s} s ago"),
        _ => format!("{} ago", short(now.since(at))),
    }
}

/// The first sentence of a reason; what it advises is in the journal.
fn clean(reason: &str) -> String {
    let first = reason.trim().split(". ").next().unwrap_or_default();
    domain::text::clip(first.trim_end_matches('.'), 120)
}

/// The last ten minutes of a metric: milliseconds and values. Samples where there are some, else readings.
#[must_use]
pub fn spark(trial: &Trial, at: usize, seen: &Seen) -> Vec<(f64, f64)> {
    let samples = seen.points(Series::Metric(at));
    let readings: Vec<(Instant, f64)> = match trial.experiment().metrics.get(at) {
        Some(metric) if samples.is_empty() => {
            let of = |reading: &&Reading| !reading.struck && reading.metric == metric.name;
            trial.readings.iter().filter(of).map(|reading| (reading.at, reading.value)).collect()
        }
        _ => Vec::new(),
    };
    let points = if samples.is_empty() { readings.as_slice() } else { samples };
    let Some((last, _)) = points.last() else { return Vec::new() };
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of a day are far below 2^53")]
    let point = |(at, value): &(Instant, f64)| (at.since(*last) as f64, *value);
    // What has no end has no place in a drawing; the figure beside it says it.
    let drawn = |(at, value): &&(Instant, f64)| last.since(*at) <= SPARK_MS && value.is_finite();
    points.iter().filter(drawn).map(point).collect()
}

/// What a live watcher says of an abort condition: its value with its age, and what trips it.
#[must_use]
pub fn condition_words(
    trial: &Trial,
    at: usize,
    condition: &AbortCondition,
    seen: &Seen,
    now: Instant,
) -> Option<(String, String)> {
    let series = trial.experiment().live_series(at)?;
    let threshold = condition.threshold?;
    let unit = unit(trial, at);
    let checks = match condition.trip_after {
        1 => "at the first check".to_owned(),
        many => format!("after {many} checks"),
    };
    let rule = format!("trips {} {} {checks}", threshold.side.label(), quantity(threshold.value, unit));
    let watcher = watcher(&condition.watcher);
    let somebody = somebody(&condition.watcher);
    Some(match (seen.every_s, Look::at(trial, series, seen, now)) {
        (None, _) => (watcher, format!("live watching is off, {rule}")),
        (_, Look::Live(value, at)) => {
            (format!("{}, {}", measured(value, unit), ago(now, at)), format!("Live, {rule}"))
        }
        (_, Look::Stale(value, at)) => {
            (format!("{}, {}", measured(value, unit), ago(now, at)), format!("Stale: {somebody} should look"))
        }
        (_, Look::Blind(_, reason, _)) => {
            let why = if reason.is_empty() { String::new() } else { format!(" ({})", clean(&reason)) };
            (watcher, format!("{somebody} should look by hand{why}"))
        }
        (_, Look::Read(reading, _)) => {
            (format!("{}, {}", quantity(reading.value, unit), ago(now, reading.at)), format!("Live, {rule}"))
        }
        (_, Look::Nothing) => (watcher, format!("Nothing seen yet, {rule}")),
    })
}

/// What speaks against the live conditions before the fault is in, in words; empty where nothing does.
#[must_use]
pub fn doubts(trial: &Trial, seen: &Seen, now: Instant) -> String {
    let conditions = trial.experiment().conditions.iter().enumerate();
    let (mut unseen, mut holding) = (Vec::new(), Vec::new());
    for (at, condition) in conditions {
        let text = domain::text::clip(condition.text.trim_end_matches('.'), 60);
        match trial.doubt(at, seen.lookout(trial, at), now) {
            Some(Doubt::CannotSee) => unseen.push(format!("“{text}”")),
            Some(Doubt::Holds { value }) => {
                holding.push(format!("“{text}” ({})", measured(value, unit(trial, at))))
            }
            None => {}
        }
    }
    let list = |what: &str, names: &[String]| {
        if names.is_empty() { String::new() } else { format!(" {what}: {}.", names.join(", ")) }
    };
    list("Cannot be seen", &unseen) + &list("Holds already, without a fault", &holding)
}

/// The unit of what a live watcher sees of a condition.
fn unit(trial: &Trial, condition: usize) -> &str {
    match trial.experiment().live_series(condition) {
        Some(Series::Metric(at)) => trial.experiment().metrics.get(at).map_or("", |metric| &metric.unit),
        Some(Series::Condition(_)) | None => "",
    }
}

#[cfg(test)]
mod tests;
