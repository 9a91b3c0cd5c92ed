//! Each method foretells the last part of the data from what came before: the one that is least off is proposed.

use super::{Course, Method, smooth, trend::Trend};
use serde::{Deserialize, Serialize};

/// How far a method was off on the days that it was not shown.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Error {
    /// Which.
    pub method: Method,
    /// The mean of how far each day was off, in the unit of the values.
    pub mae: f64,
    /// The mean of 200 × |value − foreseen| ÷ (|value| + |foreseen|): 0 to 200, as the M4 competition has it.
    pub smape_pct: f64,
}

/// The trial of all methods.
pub(crate) struct Tried {
    /// The best first; none where too little is left to learn from.
    pub errors: Vec<Error>,
    pub held_out_days: u64,
}

/// Another method than a line through all days is proposed only where it is off by less than this share of the line's error: a
/// line says how fast it grows and how sure that is, and a little less error in a few weeks is chance.
const CLEARLY: f64 = 0.8;

/// Growth that compounds is what a model carries on, so a straight line is taken for it only where that is off by more than so
/// many times what the straight line is.
const ALIKE: f64 = 1.1;

impl Tried {
    /// The method that is proposed.
    pub(crate) fn best(&self) -> Method {
        let Some(best) = self.errors.first() else { return Method::Line };
        let line = self.line();
        line.filter(|line| best.mae >= line.mae * CLEARLY).map_or(best.method, |line| line.method)
    }

    /// Whether growth that compounds foretold about as much as a straight line did, or more.
    pub(crate) fn compounds(&self) -> bool {
        self.line().is_some_and(|line| line.method == Method::Compound)
    }

    /// The line through all days that says how fast it grows.
    fn line(&self) -> Option<&Error> {
        let of = |method| self.errors.iter().find(|error| error.method == method);
        match (of(Method::Line), of(Method::Compound)) {
            (Some(straight), Some(compound)) if compound.mae > straight.mae * ALIKE => Some(straight),
            (straight, compound) => compound.or(straight),
        }
    }
}

/// A fifth of the days is held out, a week at least and eight weeks at most; a week must be left to learn from.
pub(crate) fn run(days: &[Option<f64>]) -> Tried {
    const HELD_OUT_MIN: usize = 7;
    const HELD_OUT_MAX: usize = 56;
    const LEARN_MIN: usize = 7;
    const JUDGE_MIN: usize = 3;
    let none = Tried { errors: Vec::new(), held_out_days: 0 };
    let held_out = (days.len() / 5).clamp(HELD_OUT_MIN, HELD_OUT_MAX);
    let Some((known, after)) = days.len().checked_sub(held_out).and_then(|at| days.split_at_checked(at))
    else {
        return none;
    };
    let measured = |days: &[Option<f64>]| days.iter().flatten().count();
    if measured(known) < LEARN_MIN || measured(after) < JUDGE_MIN {
        return none;
    }
    let mut errors: Vec<Error> =
        Method::ALL.iter().filter_map(|method| error(*method, &course(*method, known)?, after)).collect();
    // Values lie between −1 and 1; what differs by less than a billionth of the largest differs by rounding alone, and then the
    // first of the list is the plainest.
    errors.sort_by(|a, b| (a.mae * 1e9).round().total_cmp(&(b.mae * 1e9).round()));
    Tried { errors, held_out_days: held_out as u64 }
}

fn error(method: Method, course: &Course, after: &[Option<f64>]) -> Option<Error> {
    let (mut n, mut mae, mut smape_pct) = (0.0, 0.0, 0.0);
    for (value, ahead) in after.iter().zip(1..) {
        let Some(value) = value else { continue };
        let foreseen = course.at(ahead);
        let (off, size) = ((value - foreseen).abs(), value.abs() + foreseen.abs());
        n += 1.0;
        mae += off;
        smape_pct += if size > 0.0 { 200.0 * off / size } else { 0.0 };
    }
    let error = Error { method, mae: mae / n, smape_pct: smape_pct / n };
    (error.mae.is_finite() && error.smape_pct.is_finite()).then_some(error)
}

/// Days carried on by a method.
pub(crate) fn course(method: Method, days: &[Option<f64>]) -> Option<Course> {
    let known = || days.iter().enumerate().filter_map(|(day, value)| Some((day, (*value)?)));
    let (first, last) = (known().next()?, known().next_back()?);
    match method {
        Method::Line => Trend::straight(days).map(|trend| trend.course()),
        Method::Compound => Trend::compound(days).map(|trend| trend.course()),
        Method::DampedHolt => smooth::damped(days),
        Method::Theta => smooth::theta(days),
        Method::StraightOn => {
            let trend_per_day = (last.1 - first.1) / (last.0 - first.0).max(1) as f64;
            let since = (days.len() - 1 - last.0) as f64;
            Some(Course { trend_per_day, ..Course::still(last.1 + trend_per_day * since) })
        }
        Method::LastValue => Some(Course::still(last.1)),
    }
}
