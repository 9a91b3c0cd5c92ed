//! Exponential smoothing: the damped trend, and Theta with a weekly course where there is one.

use super::{Course, Line, week::Week};

/// The parameters of a damped trend, each from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Damped {
    /// How much a new day moves the level (α).
    pub level: f64,
    /// How much a new level moves the trend (β*).
    pub trend: f64,
    /// How much of the trend stays from day to day (φ).
    pub damping: f64,
}

/// Level and trend as they stand before the first day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Start {
    pub level: f64,
    pub trend: f64,
}

impl Damped {
    /// Level and trend after all days, and the sum of the squares by which each day was foreseen wrong. A day without a
    /// value moves the level by its trend (Hyndman and Athanasopoulos, Forecasting, 8.2).
    pub(crate) fn over(&self, days: &[Option<f64>], start: Start) -> (Start, f64) {
        let (Start { mut level, mut trend }, mut squares) = (start, 0.0);
        for day in days {
            let carried = self.damping * trend;
            let foreseen = level + carried;
            if let Some(value) = day {
                let next = foreseen + self.level * (value - foreseen);
                trend = carried + self.trend * ((next - level) - carried);
                level = next;
                squares += (value - foreseen) * (value - foreseen);
            } else {
                (level, trend) = (foreseen, carried);
            }
        }
        (Start { level, trend }, squares)
    }
}

/// Holt's method with a damped trend; its parameters are those that foresee the next day best: a grid, then ever smaller
/// steps from its best point. The same days always give the same.
pub(crate) fn damped(days: &[Option<f64>]) -> Option<Course> {
    const LEVELS: [f64; 7] = [0.05, 0.15, 0.3, 0.5, 0.7, 0.9, 1.0];
    const TRENDS: [f64; 5] = [0.0, 0.05, 0.15, 0.35, 0.7];
    const DAMPINGS: [f64; 4] = [0.8, 0.9, 0.95, 0.98];
    let begin = Line::through(days.get(..days.len().min(14))?).or_else(|| Line::through(days))?;
    let start = Start { level: begin.at(-1.0), trend: begin.slope };
    let squares = |damped: &Damped| damped.over(days, start).1;
    let mut best = Damped { level: 0.5, trend: 0.1, damping: 0.9 };
    let mut least = squares(&best);
    for level in LEVELS {
        for trend in TRENDS {
            for damping in DAMPINGS {
                let tried = Damped { level, trend, damping };
                let off = squares(&tried);
                if off < least {
                    (best, least) = (tried, off);
                }
            }
        }
    }
    let mut step = 0.1_f64;
    while step > 0.000_5 {
        let mut moved = false;
        for (level, trend, damping) in [
            (1.0, 0.0, 0.0),
            (-1.0, 0.0, 0.0),
            (0.0, 1.0, 0.0),
            (0.0, -1.0, 0.0),
            (0.0, 0.0, 0.5),
            (0.0, 0.0, -0.5),
        ] {
            let tried = Damped {
                level: (best.level + step * level).clamp(0.01, 1.0),
                trend: (best.trend + step * trend).clamp(0.0, 1.0),
                damping: (best.damping + step * damping).clamp(0.8, 0.98), // as R's `ets` bounds it
            };
            let off = squares(&tried);
            if off < least {
                (best, least, moved) = (tried, off, true);
            }
        }
        if !moved {
            step /= 2.0;
        }
    }
    let end = best.over(days, start).0;
    Some(Course { trend_per_day: end.trend, damping: best.damping, ..Course::still(end.level) })
}

/// Theta as it won the M3 competition (Assimakopoulos and Nikolopoulos 2000): the mean of the straight line, and of simple
/// smoothing over the line with twice the bends (2 × value − line). A weekly course is taken off before and added after.
pub(crate) fn theta(days: &[Option<f64>]) -> Option<Course> {
    let week = Week::of(days);
    let plain = week.off(days);
    let line = Line::through(&plain)?;
    let bent = |(day, value): (usize, &Option<f64>)| value.map(|value| 2.0 * value - line.at(day as f64));
    let bent: Vec<Option<f64>> = plain.iter().enumerate().map(bent).collect();
    let smoothed = (1..=100).map(|hundredths| simple(&bent, f64::from(hundredths) / 100.0));
    let (level, _) = smoothed.flatten().min_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(Course {
        trend_per_day: line.slope / 2.0,
        week: week.as_of_last(days.len()),
        ..Course::still(f64::midpoint(level, line.level))
    })
}

/// Simple smoothing from the first value on: the level at the end, and the sum of squares.
fn simple(days: &[Option<f64>], alpha: f64) -> Option<(f64, f64)> {
    let mut values = days.iter().flatten();
    let first = *values.next()?;
    Some(values.fold((first, 0.0), |(level, squares), value| {
        let off = value - level;
        (level + alpha * off, squares + off * off)
    }))
}
