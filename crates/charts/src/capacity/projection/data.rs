//! What the projection shows, and where its numbers are from.

use super::super::{
    months::{number, words},
    plot::{Place, is_drawable, pct, placed, value_at},
};
use crate::scale::{Span, short};
use domain::{
    Date,
    capacity::{
        CapacityAnswer, CapacityModel, InputKey, Launch, LaunchStep,
        answer::{self, Binds, Ceiling, Line, Point, RunsOut, figure},
    },
    text::clip,
};

/// What the values of a projection are measured in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeasuredIn {
    /// Percent of the ceiling.
    Ceiling,
    /// The model's metric, because nobody stated a ceiling.
    Metric(String),
}

/// A value on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DatedReading {
    /// The day.
    pub on: Date,
    /// The value.
    pub value: f64,
}

/// Where eight values of ten lie on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BandReading {
    /// The day.
    pub on: Date,
    /// In one case of ten it is less.
    pub low: f64,
    /// In nine cases of ten it is less.
    pub high: f64,
}

/// A value that is drawn from edge to edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelLine {
    /// In percent of the ceiling.
    pub pct: u32,
    /// What it is.
    pub words: String,
    /// What it is made of, below the words; may be empty.
    pub note: String,
}

/// Something that happens on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedMark {
    /// The day.
    pub on: Date,
    /// What it is, short: `launch +12%`.
    pub words: String,
}

/// When the ceiling is reached, as a range; an end that is missing lies after everything that can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// In one case of ten it is earlier.
    pub p10: Option<Date>,
    /// As likely earlier as later.
    pub p50: Option<Date>,
    /// In nine cases of ten it is earlier.
    pub p90: Option<Date>,
}

/// What a projection shows. Everything but `expected` may be missing.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectionData {
    /// The day of the answer.
    pub today: Date,
    /// What the values are.
    pub measured_in: MeasuredIn,
    /// What was measured, in unbroken stretches.
    pub past: Vec<Vec<DatedReading>>,
    /// How it goes on.
    pub expected: Vec<DatedReading>,
    /// How it would go straight on.
    pub naive: Vec<DatedReading>,
    /// Where eight values of ten lie.
    pub band: Vec<BandReading>,
    /// The ceiling.
    pub ceiling: Option<LevelLine>,
    /// Levels below it at which something is done.
    pub thresholds: Vec<LevelLine>,
    /// What comes on one day: demand with a launch, and what is tried from a day on.
    pub launches: Vec<DatedMark>,
    /// The last day to order.
    pub order_by: Option<Date>,
    /// When the ceiling is reached.
    pub runs_out: Option<DateRange>,
    /// What the chart shows, in words; where it is empty the chart says what it sees.
    pub said: String,
}

impl ProjectionData {
    /// A line without chance, and what was measured before it, as far back as the line goes ahead.
    #[must_use]
    pub fn of(model: &CapacityModel, today: Date, line: &Line) -> Self {
        let left = line.ceiling.map(|ceiling| ceiling.left).filter(|left| *left > 0.0);
        let later = model.later.as_ref().map(|later| (later.from, answer::ceiling(&later.model)));
        // Each day is held against the ceiling that it has.
        let left_on = |on: Date| match later {
            Some((from, ceiling)) if from <= on => left.and(ceiling).map(|ceiling| ceiling.left),
            _ => left,
        };
        let share = |on: Date, demand: f64| left_on(on).map_or(demand, |left| demand / left * 100.0);
        let readings = |of: &dyn Fn(&Point) -> f64| {
            let reading = |point: &Point| DatedReading { on: point.on, value: share(point.on, of(point)) };
            line.points.iter().map(reading).collect::<Vec<_>>()
        };
        let ahead_days = line.points.last().map_or(0, |last| (last.on - today).num_days()).max(90);
        let shown = model.history.iter().flat_map(|history| &history.points);
        let shown = shown.filter(|(on, _)| *on <= today && (today - *on).num_days() <= ahead_days);
        let past = shown.map(|(on, value)| DatedReading { on: *on, value: share(*on, *value) }).collect();
        let level = |value: f64, name: &str| LevelLine {
            pct: value.clamp(0.0, 1_000.0).round() as u32,
            words: format!("{name} {}", pct(value)),
            note: String::new(),
        };
        Self {
            today,
            measured_in: match left {
                Some(_) => MeasuredIn::Ceiling,
                None => MeasuredIn::Metric(model.metric.clone()),
            },
            past: stretches(past),
            expected: readings(&|point| point.demand),
            naive: readings(&|point| point.naive),
            band: Vec::new(),
            ceiling: left
                .map(|_| LevelLine { note: binding(model, line.ceiling), ..level(100.0, "ceiling") }),
            thresholds: left.map(|_| level(line.scale_up_pct, "scale up")).into_iter().collect(),
            launches: later_mark(model, line)
                .into_iter()
                .chain(model.launches.iter().map(launch_mark))
                .collect(),
            order_by: None,
            runs_out: None,
            said: String::new(),
        }
    }

    /// The same with what chance adds to it: band, range of the date, and the last day to order.
    #[must_use]
    pub fn with(self, answer: &CapacityAnswer) -> Self {
        let band =
            answer.band.iter().map(|band| BandReading { on: band.on, low: band.p10_pct, high: band.p90_pct });
        let dates = match &answer.runs_out {
            RunsOut::On(dates) => Some(*dates),
            RunsOut::NoDate(_) => None,
        };
        let said = match &answer.runs_out {
            RunsOut::NoDate(why) if answer.sentence.is_empty() => why.to_string(),
            _ => answer.sentence.clone(),
        };
        Self {
            band: if self.measured_in == MeasuredIn::Ceiling { band.collect() } else { Vec::new() },
            order_by: dates.and_then(|dates| dates.order_by),
            runs_out: dates.map(|dates| DateRange { p10: dates.p10, p50: dates.p50, p90: dates.p90 }),
            said,
            ..self
        }
    }

    /// What the chart shows, in words.
    #[must_use]
    pub fn sentence(&self) -> String {
        if !self.said.trim().is_empty() {
            return self.said.clone();
        }
        let path = self.path(&self.expected);
        let (Some(first), Some(last)) = (path.first(), path.last()) else {
            return "Demand is not stated, so nothing is drawn.".to_owned();
        };
        let end = self.expected.iter().map(|reading| reading.on).max().map_or_else(String::new, words);
        let what = match self.measured_in {
            MeasuredIn::Ceiling => "Utilisation at peak",
            MeasuredIn::Metric(_) => "Demand at peak",
        };
        let crosses = self.ceiling.as_ref().and_then(|ceiling| {
            let level = f64::from(ceiling.pct);
            let (x, _) = path.iter().find(|(_, value)| *value >= level)?;
            let on = self.expected.iter().find(|reading| (number(reading.on) - x).abs() < 0.5)?;
            Some(format!(" It is at the ceiling by {}.", words(on.on)))
        });
        let crosses = crosses.unwrap_or_else(|| match self.ceiling {
            Some(_) => " It does not reach the ceiling in this time.".to_owned(),
            None => " No ceiling is stated.".to_owned(),
        });
        let (now, then) = (self.value_words(first.1), self.value_words(last.1));
        format!("{what}: {now} today, {then} on {end}.{crosses}")
    }

    /// A value with its unit.
    pub(super) fn value_words(&self, value: f64) -> String {
        match &self.measured_in {
            MeasuredIn::Ceiling => pct(value),
            MeasuredIn::Metric(metric) => {
                let value = if value.abs() < 1e6 { figure(value) } else { short(value) };
                format!("{value} {}", clip(metric, 24)).trim().to_owned()
            }
        }
    }

    /// The days that are drawn: from what was measured to the end of the line, five years around today at most.
    pub(super) fn days(&self) -> Span {
        let today = number(self.today);
        let near = |day: &f64| (day - today).abs() <= 5.0 * 366.0;
        let past = self.past.iter().flatten().map(|reading| number(reading.on)).filter(|day| *day <= today);
        let ahead = self.expected.iter().map(|reading| number(reading.on));
        let span = Span::around(past.chain(ahead).filter(near).chain([today]));
        Span { from: span.from, to: span.to.max(span.from + 30.0) }
    }

    /// The readings that have a place on paper.
    pub(super) fn path(&self, readings: &[DatedReading]) -> Vec<Place> {
        let days = self.days();
        let within = readings.iter().map(|reading| (number(reading.on), reading.value));
        placed(within.filter(|(day, _)| (days.from..=days.to).contains(day)))
    }

    /// The lower and the upper edge of the band.
    pub(super) fn band_edges(&self) -> (Vec<Place>, Vec<Place>) {
        let days = self.days();
        let band: Vec<_> = self
            .band
            .iter()
            .filter(|band| is_drawable(band.low) && is_drawable(band.high))
            .filter(|band| (days.from..=days.to).contains(&number(band.on)))
            .collect();
        let edge =
            |of: fn(f64, f64) -> f64| placed(band.iter().map(|at| (number(at.on), of(at.low, at.high))));
        (edge(f64::min), edge(f64::max))
    }

    /// The values that are drawn: a line that shoots up leaves at the top, so that the ceiling stays in sight.
    pub(super) fn values(&self) -> Span {
        let past = self.past.iter().flat_map(|stretch| self.path(stretch)).map(|(_, value)| value);
        let known = Span::around(past.chain(self.now()).chain([0.0]));
        let ahead = Span::around(self.path(&self.expected).into_iter().map(|(_, value)| value).chain([0.0]));
        let from = if known.from.min(ahead.from) < 0.0 { known.from.min(ahead.from) * 1.05 } else { 0.0 };
        let to = match (&self.measured_in, &self.ceiling) {
            (MeasuredIn::Ceiling, Some(ceiling)) => {
                let ceiling = f64::from(ceiling.pct);
                let room = (ahead.to * 1.05).min(ceiling * 2.0);
                room.max(known.to * 1.15).max(ceiling * 1.1)
            }
            _ => ahead.to.max(known.to) * 1.1,
        };
        Span { from, to: if to > from { to } else { from + 1.0 } }
    }

    fn now(&self) -> Option<f64> {
        let path = self.path(&self.expected);
        value_at(&path, number(self.today)).or(path.first().map(|(_, value)| *value))
    }
}

/// `launch +12%`, `Black Friday +300`.
fn launch_mark(launch: &Launch) -> DatedMark {
    let name = if launch.name.trim().is_empty() { "launch".to_owned() } else { clip(&launch.name, 18) };
    let (value, unit) = match launch.step {
        LaunchStep::Percent(value) => (value, "%"),
        LaunchStep::Amount(value) => (value, ""),
    };
    let sign = if value < 0.0 { "" } else { "+" }; // a figure brings its own minus
    let words = if is_drawable(value) { format!("{name} {sign}{}{unit}", short(value)) } else { name };
    DatedMark { on: launch.on, words }
}

/// What starts on a day to come: `then 60 instances`.
fn later_mark(model: &CapacityModel, line: &Line) -> Option<DatedMark> {
    let later = model.later.as_ref()?;
    let then = binding(&later.model, answer::ceiling(&later.model));
    let is_other = !then.is_empty() && then != binding(model, line.ceiling);
    let words = if is_other { format!("then {then}") } else { "change".to_owned() };
    Some(DatedMark { on: later.from, words })
}

/// What the ceiling is made of: `40 instances`.
fn binding(model: &CapacityModel, ceiling: Option<Ceiling>) -> String {
    let key = match ceiling.map(|ceiling| ceiling.binds) {
        Some(Binds::MaxInstances) => InputKey::MaxInstances,
        Some(Binds::InstancesNow) => InputKey::InstancesNow,
        Some(Binds::Stated | Binds::PeakUtilization) => {
            let whole = ceiling.map(|ceiling| ceiling.left).filter(|left| is_drawable(*left));
            return whole.map_or_else(String::new, |left| {
                format!("{} {}", figure(left), clip(&model.metric, 14)).trim().to_owned()
            });
        }
        None => return String::new(),
    };
    model.stated(key).map_or_else(String::new, |count| format!("{} instances", short(count)))
}

/// Readings without the holes between them: where more than three times the usual step is missing, and more than two days.
fn stretches(mut readings: Vec<DatedReading>) -> Vec<Vec<DatedReading>> {
    readings.retain(|reading| is_drawable(reading.value));
    readings.sort_by_key(|reading| reading.on);
    let mut steps: Vec<i64> = readings
        .windows(2)
        .filter_map(|pair| Some((pair.get(1)?.on - pair.first()?.on).num_days()))
        .collect();
    steps.sort_unstable();
    let usual = steps.get(steps.len() / 2).copied().unwrap_or(1).max(1);
    let most = (usual * 3).max(2);
    let mut parts: Vec<Vec<DatedReading>> = Vec::new();
    for reading in readings {
        let last = parts.last().and_then(|part| part.last()).map(|last| last.on);
        match (parts.last_mut(), last) {
            (Some(part), Some(last)) if (reading.on - last).num_days() <= most => part.push(reading),
            _ => parts.push(vec![reading]),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::time::parse_date;

    #[test]
    fn a_hole_in_history_breaks_it_and_a_weekend_of_weekly_readings_does_not() {
        let read = |days: &[i64]| {
            let first = parse_date("2026-06-01").unwrap();
            let reading = |day: &i64| DatedReading { on: first + chrono::Days::new(*day as u64), value: 1.0 };
            stretches(days.iter().map(reading).collect()).iter().map(Vec::len).collect::<Vec<_>>()
        };
        assert_eq!(read(&[0, 1, 2, 3, 10, 11]), [4, 2]);
        assert_eq!(read(&[0, 7, 14, 28, 35]), [5]);
        assert_eq!(read(&[3, 2, 1]), [3], "out of order");
        assert_eq!(read(&[]), [0; 0]);
    }
}
