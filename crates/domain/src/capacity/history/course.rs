//! A history carried on into the future, and how far off that may be.

use super::{Date, Growth, Line, MONTH_DAYS, Method, Series, line::t95};
use serde::{Deserialize, Serialize};

/// Level and trend at the last day, as every method of ours leaves them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Course {
    /// At the last day, without the day of the week.
    pub level: f64,
    /// The trend at the last day.
    pub trend_per_day: f64,
    /// What remains of the trend from one day to the next, φ; 1 for a trend that stays.
    pub damping: f64,
    /// What each day of a week adds, the last day of the history first. Empty where no week is seen.
    pub week: Vec<f64>,
}

impl Course {
    /// A level that stays.
    #[must_use]
    pub(crate) const fn still(level: f64) -> Self {
        Self { level, trend_per_day: 0.0, damping: 1.0, week: Vec::new() }
    }

    /// So many days after the last, without the day of the week: level + trend (φ + φ² + … ), as Gardner and McKenzie have it.
    #[must_use]
    pub fn trend_at(&self, days: f64) -> f64 {
        let phi = self.damping;
        let sum = if phi > 0.999_999 { days } else { phi * (1.0 - phi.powf(days)) / (1.0 - phi) };
        self.level + self.trend_per_day * sum
    }

    /// So many whole days after the last.
    #[must_use]
    pub fn at(&self, days: u32) -> f64 {
        let week = self.week.get(days as usize % 7).copied().unwrap_or_default();
        self.trend_at(f64::from(days)) + week
    }
}

/// A history carried on, as far as that says anything of single days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// The method that made it.
    pub method: Method,
    /// The last day that was known.
    pub last_known: Date,
    /// From there on, in the unit of the values.
    pub course: Course,
    /// How far a single day lies off at 90%, in the unit of the values.
    pub spread: f64,
    /// By how much the trend may be lower at 90%, in the unit of the values a day.
    pub trend_below_per_day: f64,
    /// By how much it may be higher.
    pub trend_above_per_day: f64,
}

/// A day foreseen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Foreseen {
    /// As the method has it.
    pub value: f64,
    /// The lower end of 90%.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Forecast {
    /// The farthest day that anything is said of: as far as a capacity model looks.
    pub const AHEAD_MAX_DAYS: u32 = 1_096;

    pub(crate) fn of(method: Method, series: &Series, course: Course, line: &Line, growth: Growth) -> Self {
        let scale = series.scale;
        let scaled = Course {
            level: course.level * scale,
            trend_per_day: course.trend_per_day * scale,
            week: course.week.iter().map(|day| day * scale).collect(),
            ..course
        };
        Self {
            method,
            last_known: series.last(),
            course: scaled,
            spread: t95(line.n - 2.0) * line.spread * scale,
            trend_below_per_day: (growth.mid - growth.low) / MONTH_DAYS,
            trend_above_per_day: (growth.high - growth.mid) / MONTH_DAYS,
        }
    }

    /// What it says of a day; nothing of days that were known, nor of those farther than three years away.
    ///
    /// The band is √(spread² + (trend error × days)²) on either side: a day by itself, and the trend that may be another.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<Foreseen> {
        let ahead = u32::try_from((day - self.last_known).num_days()).ok();
        let ahead = ahead.filter(|days| (1..=Self::AHEAD_MAX_DAYS).contains(days))?;
        let value = self.course.at(ahead);
        let half = |per_day: f64| self.spread.hypot(per_day * f64::from(ahead));
        let low = value - half(self.trend_below_per_day);
        let high = value + half(self.trend_above_per_day);
        (low.is_finite() && high.is_finite()).then_some(Foreseen { value, low, high })
    }
}
