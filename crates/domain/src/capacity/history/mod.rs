//! Measured history: what grew, how fast and how sure, by the method that foretold the last part of the data best.
//!
//! A history is a list of days in order with a value each, or none: holes stay holes. Values are in any unit; growth is in
//! percent for each month of 30.4375 days: of the level now where it is a straight line that grows, else compounded.

mod course;
mod line;
mod smooth;
mod steps;
mod trend;
mod trial;
mod week;

pub use course::Course;
pub use line::Line;
pub use steps::Step;
pub use trial::Error;

use crate::{Date, chaos::experiment::measured, choice::choice, text::count};
use serde::{Deserialize, Serialize};
use trend::Trend;
use week::Week;

/// Days of a mean month: 365.25 ÷ 12.
pub const MONTH_DAYS: f64 = 30.4375;
/// The shortest history that says anything: a week, because most demand has a weekly course.
pub const SPAN_MIN_DAYS: i64 = 7;
/// The fewest days with a value.
pub const MEASURED_MIN: usize = 5;
/// The most days that are looked at; of a longer history these, the latest.
pub const DAYS_MAX: usize = 4_000;
/// A level, in shares of the largest value, of which percent mean nothing.
const LEVEL_MIN: f64 = 1e-6;
/// Growth outside of −100% and this is no growth but a level near nothing.
const GROWTH_MAX_PCT: f64 = 10_000.0;

choice! {
    /// A way to carry a history on.
    Method {
        /// A straight line of least squares through all days.
        Line("Straight line (least squares)"),
        /// A straight line of least squares through the logarithms of all days: the same percentage every month.
        Compound("Compound growth (least squares)"),
        /// Exponential smoothing with a trend that fades (Gardner and McKenzie 1985).
        DampedHolt("Damped trend (Holt)"),
        /// Half the trend of the line on a smoothed level (Assimakopoulos and Nikolopoulos 2000).
        Theta("Theta"),
        /// The line from the first day to the last.
        StraightOn("Straight on, first to last"),
        /// As it is today, so it stays: what every other method must beat.
        LastValue("The last value stays"),
    }
}

/// A figure with the interval in which it lies nine times out of ten.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Growth {
    /// As far as the method says.
    pub mid: f64,
    /// The lower end of 90%.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Growth {
    /// What can be said of the direction: nothing, while the interval holds zero.
    #[must_use]
    pub fn direction(&self) -> Direction {
        match self {
            Self { low, .. } if *low > 0.0 => Direction::Growing,
            Self { high, .. } if *high < 0.0 => Direction::Shrinking,
            _ => Direction::Unclear,
        }
    }
}

choice! {
    /// Where a history goes.
    Direction {
        /// Growth is above zero at 90%.
        Growing("Growing"),
        /// It is below.
        Shrinking("Shrinking"),
        /// The data cannot tell.
        Unclear("Neither growing nor shrinking for certain"),
    }
}

/// Days in a row without a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hole {
    /// The first day without one.
    pub from: Date,
    /// The last.
    pub until: Date,
}

/// What a history says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fitted {
    /// The method that did best.
    pub method: Method,
    /// Growth in percent a month at the level now, without the steps; `None` where the level is too near to nothing for
    /// percent to mean anything.
    pub growth_pct_per_month: Option<Growth>,
    /// The level at the last day, by the method, without the day of the week.
    pub level_now: f64,
    /// The level on the busiest day of the week: what a week's highest value is to be held against. The level itself where
    /// no week is seen.
    pub peak_now: f64,
    /// How far each method was off on the days held out, the best first. Empty where the history is too short to hold any out.
    pub errors: Vec<Error>,
    /// How many days were held out at the end, to measure those errors.
    pub held_out_days: u64,
    /// From the first day to the last.
    pub span_days: u64,
    /// Days with a value.
    pub measured_days: u64,
    /// Days in a row without one.
    pub holes: Vec<Hole>,
    /// Sudden changes of the level. Growth is told without them.
    pub steps: Vec<Step>,
}

/// Why a history says nothing about growth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Unfit {
    /// No day has a value.
    #[error("There is no measured value. Growth cannot be told from nothing.")]
    Empty,
    /// A value that is not finite, or absurdly large.
    #[error("The value of {on} is no number that can be reckoned with.")]
    NoNumber {
        /// Its day.
        on: Date,
    },
    /// Days out of order or twice.
    #[error("The day {on} comes after a later one, or twice. Put the days in order.")]
    Unordered {
        /// The day.
        on: Date,
    },
    /// Shorter than a week.
    #[error("The data spans {}. Growth needs {SPAN_MIN_DAYS} days at least, and a month to be worth anything.", count(*days, "day"))]
    TooShort {
        /// From the first day with a value to the last.
        days: u64,
    },
    /// Too few days with a value.
    #[error("Only {} a value; {MEASURED_MIN} at least are needed.", if *measured == 1 { "1 day has".to_owned() } else { format!("{measured} days have") })]
    TooFew {
        /// How many.
        measured: u64,
    },
    /// The same value every day.
    #[error(
        "Every day has the same value ({}). It is flat: there is no growth to measure.", measured(*value, "")
    )]
    Flat {
        /// Which.
        value: f64,
    },
}

/// Reads the growth out of a history. Days must be in order; a day that is not listed is a hole.
///
/// # Errors
/// [`Unfit`], in words: no values, too few, too short, flat, out of order. That it shrinks is no error.
pub fn fit(days: &[(Date, Option<f64>)]) -> Result<Fitted, Unfit> {
    let series = Series::of(days)?;
    let (levelled, steps) = steps::levelled(&series.values);
    let straight = Trend::straight(&levelled).ok_or(Unfit::TooFew { measured: series.measured() })?;
    let tried = trial::run(&levelled);
    let method = tried.best();
    let trend = if tried.compounds() { Trend::compound(&levelled) } else { None }.unwrap_or(straight);
    let course = trial::course(method, &levelled).unwrap_or_else(|| trend.course());
    let scale = series.scale;
    let errors = tried.errors.into_iter().map(|error| Error { mae: error.mae * scale, ..error }).collect();
    Ok(Fitted {
        method,
        growth_pct_per_month: growth_pct_per_month(method, &course, &trend).and_then(plausible),
        level_now: course.level * scale,
        peak_now: busiest(&course, &levelled) * scale,
        errors,
        held_out_days: tried.held_out_days,
        span_days: series.values.len() as u64,
        measured_days: series.measured(),
        holes: series.holes(),
        steps: steps.iter().map(|step| step.on(series.first, scale)).collect(),
    })
}

/// Growth is what the better of both lines through all days says, with its interval. Where another method foretold clearly more,
/// its own growth is the middle, and the interval holds both. But what Theta carries on is half the trend, made for the next
/// weeks, and no growth.
fn growth_pct_per_month(method: Method, course: &Course, trend: &Trend) -> Option<Growth> {
    let measured = trend.growth_pct_per_month();
    if matches!(method, Method::Line | Method::Compound | Method::Theta) {
        return measured;
    }
    let own = (course.trend_at(MONTH_DAYS) / course.level - 1.0) * 100.0;
    let Growth { low, high, .. } = measured?;
    (course.level > LEVEL_MIN).then(|| Growth { mid: own, low: low.min(own), high: high.max(own) })
}

/// The level of the last days with what the busiest day of a week adds to it: where growth bends, a line through all days
/// misses them. The level of the course where no week is seen.
fn busiest(course: &Course, levelled: &[Option<f64>]) -> f64 {
    // What the days of a week multiply by is multiplied with their geometric mean.
    let logarithms = if course.compounds { steps::logarithms(levelled) } else { None };
    let level = match &logarithms {
        Some(logarithms) => week::recent(logarithms).map(f64::exp),
        None => week::recent(levelled),
    };
    let level = level.unwrap_or(course.level);
    let beside = || Some(level + Week::of(levelled).busiest()?);
    course.busiest(level).or_else(beside).unwrap_or(course.level)
}

fn plausible(growth: Growth) -> Option<Growth> {
    let within = |pct: f64| pct.clamp(-100.0, GROWTH_MAX_PCT);
    (-100.0..=GROWTH_MAX_PCT).contains(&growth.mid).then(|| Growth {
        low: within(growth.low),
        high: within(growth.high),
        ..growth
    })
}

/// A history without gaps in its days, its values between −1 and 1, so that nothing overflows on the way.
pub(crate) struct Series {
    first: Date,
    values: Vec<Option<f64>>,
    scale: f64,
}

impl Series {
    fn of(days: &[(Date, Option<f64>)]) -> Result<Self, Unfit> {
        if let Some(pair) = days.windows(2).find(|pair| matches!(pair, [a, b] if b.0 <= a.0)) {
            return Err(Unfit::Unordered { on: pair.last().map(|day| day.0).unwrap_or_default() });
        }
        let known = || days.iter().filter_map(|(on, value)| value.map(|value| (*on, value)));
        if let Some((on, _)) = known().find(|(_, value)| !value.is_finite() || value.abs() > 1e100) {
            return Err(Unfit::NoNumber { on });
        }
        let (Some((first, value)), Some((last, _))) = (known().next(), known().next_back()) else {
            return Err(Unfit::Empty);
        };
        let span = (last - first).num_days() + 1;
        if span < SPAN_MIN_DAYS {
            return Err(Unfit::TooShort { days: span.unsigned_abs() });
        }
        let from = last - chrono::TimeDelta::days(span.min(DAYS_MAX as i64) - 1);
        let recent = || known().filter(|(on, _)| *on >= from);
        let (measured, scale) =
            recent().fold((0, 0.0_f64), |(n, top), (_, value)| (n + 1, top.max(value.abs())));
        if measured < MEASURED_MIN as u64 {
            return Err(Unfit::TooFew { measured });
        }
        if recent().all(|(_, other)| (other - value).abs() <= scale * 1e-12) {
            return Err(Unfit::Flat { value });
        }
        let mut values = vec![None; usize::try_from((last - from).num_days() + 1).unwrap_or_default()];
        for (on, value) in recent() {
            let place = usize::try_from((on - from).num_days()).ok().and_then(|at| values.get_mut(at));
            if let Some(place) = place {
                *place = Some(value / scale);
            }
        }
        Ok(Self { first: from, values, scale })
    }

    fn measured(&self) -> u64 {
        self.values.iter().flatten().count() as u64
    }

    fn holes(&self) -> Vec<Hole> {
        let mut holes: Vec<Hole> = Vec::new();
        for (on, _) in self.first.iter_days().zip(&self.values).filter(|(_, value)| value.is_none()) {
            match holes.last_mut().filter(|hole| hole.until.succ_opt() == Some(on)) {
                Some(hole) => hole.until = on,
                None => holes.push(Hole { from: on, until: on }),
            }
        }
        holes
    }
}

#[cfg(test)]
mod tests;
