//! Growth by least squares: a straight line through the days, or through their logarithms, which is growth that compounds.

use super::{Course, Growth, Line, MONTH_DAYS, steps, week::Week};

/// A line through a history without its week.
#[derive(Clone, Debug)]
pub(crate) struct Trend {
    line: Line,
    week: Week,
    days: usize,
    compounds: bool,
}

impl Trend {
    /// What is added from day to day.
    pub(crate) fn straight(days: &[Option<f64>]) -> Option<Self> {
        Self::through(days, false)
    }

    /// What a day is multiplied by. None where a value is not positive: it has no logarithm.
    pub(crate) fn compound(days: &[Option<f64>]) -> Option<Self> {
        Self::through(&steps::logarithms(days)?, true)
    }

    fn through(days: &[Option<f64>], compounds: bool) -> Option<Self> {
        let week = Week::of(days);
        let line = Line::through(&week.off(days))?;
        Some(Self { line, week, days: days.len(), compounds })
    }

    /// Carried on from the last day.
    pub(crate) fn course(&self) -> Course {
        let level = if self.compounds { self.line.level.exp() } else { self.line.level };
        Course {
            trend_per_day: self.line.slope,
            week: self.week.as_of_last(self.days),
            compounds: self.compounds,
            ..Course::still(level)
        }
    }

    /// Growth in percent a month, with the interval of the slope: of the straight line in percent of the level at the last day,
    /// none where that is too near to nothing.
    pub(crate) fn growth_pct_per_month(&self) -> Option<Growth> {
        let (low, high) = self.line.slope_interval();
        let level = self.line.level;
        let pct = |slope: f64| {
            let month = slope * MONTH_DAYS;
            100.0 * if self.compounds { month.exp_m1() } else { month / level }
        };
        (self.compounds || level > super::LEVEL_MIN).then(|| Growth {
            mid: pct(self.line.slope),
            low: pct(low),
            high: pct(high),
        })
    }
}
