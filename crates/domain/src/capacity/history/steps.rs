//! Sudden changes of the level: a launch, a customer who came or went, another way to count. They are no growth.

use super::{Date, Line};
use serde::{Deserialize, Serialize};

/// A day from which on the level is another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The first day on the new level.
    pub on: Date,
    /// By how much, in the unit of the values.
    pub by: f64,
}

/// A step by its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Found {
    pub at: usize,
    pub by: f64,
}

impl Found {
    pub(crate) fn on(self, first: Date, scale: f64) -> Step {
        Step { on: first + chrono::TimeDelta::days(self.at as i64), by: self.by * scale }
    }
}

/// Days after a step that show the new level.
const WEEK: usize = 7;
/// Most steps that are told; a history with more has no level to speak of.
const STEPS_MAX: usize = 4;
/// Days with a value on either side: fewer are a bump.
const SIDE_MIN: usize = 3;
/// The F statistic that a step must reach: far above the 1% of Andrews (1993, table I: 12.2 for one parameter), because days
/// resemble their neighbours.
const F_MIN: f64 = 25.0;
/// The size of a step in standard deviations of what is left when it is taken out.
const SIZE_MIN: f64 = 3.0;

/// A history as if it had always been on the last level, and its steps, the first of them first. Where growth compounds, they are
/// looked for in the logarithms: beside a straight line, a course that bends is all steps.
pub(crate) fn levelled(days: &[Option<f64>]) -> (Vec<Option<f64>>, Vec<Found>) {
    let Some(logarithms) = logarithms(days).filter(|logarithms| is_nearer(days, logarithms)) else {
        let steps = find(days);
        return (without(days, &steps), steps);
    };
    let steps = find(&logarithms);
    let levelled = without(&logarithms, &steps).into_iter().map(|value| value.map(f64::exp)).collect();
    let in_values = |step: &Found| {
        let after = days.iter().skip(step.at).flatten().take(WEEK).copied().map(|value| (0, value));
        Found { by: middle(&after.collect::<Vec<_>>()) * -(-step.by).exp_m1(), ..*step }
    };
    (levelled, steps.iter().map(in_values).collect())
}

/// None where a value is not positive: it has no logarithm.
pub(crate) fn logarithms(days: &[Option<f64>]) -> Option<Vec<Option<f64>>> {
    let is_positive = days.iter().flatten().all(|value| *value > 0.0);
    is_positive.then(|| days.iter().map(|value| value.map(f64::ln)).collect())
}

/// Whether a line through the logarithms lies clearly nearer to the values than a line through themselves.
fn is_nearer(days: &[Option<f64>], logarithms: &[Option<f64>]) -> bool {
    const CLEARLY: f64 = 0.8;
    let squares = |at: &dyn Fn(f64) -> f64| -> f64 {
        let left = days.iter().enumerate().filter_map(|(day, value)| Some((*value)? - at(day as f64)));
        left.map(|e| e * e).sum()
    };
    let (Some(straight), Some(bent)) = (Line::through(days), Line::through(logarithms)) else { return false };
    squares(&|day| bent.at(day).exp()) < CLEARLY * squares(&|day| straight.at(day))
}

/// The steps of a history, in the order of their days. One after the other, each is the change of level that explains most of
/// what a straight line leaves over; with each, the sizes of all are told anew.
fn find(days: &[Option<f64>]) -> Vec<Found> {
    const ROUNDS: usize = 100; // each brings the sizes nearer to those of all at once
    let mut steps: Vec<Found> = Vec::new();
    while steps.len() < STEPS_MAX {
        let Some(step) = largest(&without(days, &steps), &steps) else { break };
        steps.push(step);
        for turn in 0..ROUNDS * steps.len() {
            let turn = turn % steps.len();
            let mut others = steps.clone();
            let Found { at, .. } = others.swap_remove(turn);
            let by = Left::over(&without(days, &others)).and_then(|left| left.size(at));
            if let (Some(step), Some(by)) = (steps.get_mut(turn), by) {
                step.by = by;
            }
        }
    }
    steps.sort_by_key(|step| step.at);
    steps
}

/// The days as if they had always been on the last level.
fn without(days: &[Option<f64>], steps: &[Found]) -> Vec<Option<f64>> {
    let to_come = |day: usize| steps.iter().filter(|step| step.at > day).map(|step| step.by).sum::<f64>();
    days.iter().enumerate().map(|(day, value)| value.map(|value| value + to_come(day))).collect()
}

/// What a straight line leaves over.
struct Left {
    /// By day.
    over: Vec<(usize, f64)>,
    mean_x: f64,
    sxx: f64,
}

impl Left {
    fn over(days: &[Option<f64>]) -> Option<Self> {
        let line = Line::through(days)?;
        let left = days.iter().enumerate();
        let left = left.filter_map(|(day, value)| Some((day, (*value)? - line.at(day as f64))));
        let over: Vec<(usize, f64)> = left.collect();
        let mean_x = over.iter().map(|(day, _)| *day as f64).sum::<f64>() / over.len() as f64;
        let sxx = over.iter().map(|(day, _)| (*day as f64 - mean_x).powi(2)).sum();
        Some(Self { over, mean_x, sxx })
    }

    /// For each place but the outermost, from the end: what a step there explains, and its size (Frisch and Waugh: what the line
    /// leaves of the values, on what it leaves of the step).
    fn steps(&self) -> impl Iterator<Item = (usize, f64, f64)> {
        let (n, mut after, mut sum_x, mut sum_e) = (self.over.len() as f64, 0.0, 0.0, 0.0);
        self.over.iter().enumerate().rev().filter_map(move |(place, (day, e))| {
            (after, sum_x, sum_e) = (after + 1.0, sum_x + (*day as f64 - self.mean_x), sum_e + e);
            let own = after * (n - after) / n - sum_x * sum_x / self.sxx;
            let is_inner = place >= SIDE_MIN && self.over.len() - place >= SIDE_MIN && own > 1e-9;
            is_inner.then(|| (place, sum_e * sum_e / own, sum_e / own))
        })
    }

    /// The size of a step at a day.
    fn size(&self, at: usize) -> Option<f64> {
        self.steps()
            .find(|(place, ..)| self.over.get(*place).is_some_and(|(day, _)| *day == at))
            .map(|step| step.2)
    }
}

/// The step that explains most, if it is clear, sudden, and apart from those that are known.
fn largest(days: &[Option<f64>], known: &[Found]) -> Option<Found> {
    let left = Left::over(days)?;
    let n = left.over.len() as f64;
    let squares: f64 = left.over.iter().map(|(_, e)| e * e).sum();
    if squares <= 1e-18 * n || n < 2.0 * SIDE_MIN as f64 + 1.0 {
        return None;
    }
    let is_apart = |place: usize| {
        left.over
            .get(place)
            .is_some_and(|(day, _)| known.iter().all(|step| step.at.abs_diff(*day) >= SIDE_MIN))
    };
    let apart = left.steps().filter(|(place, ..)| is_apart(*place));
    let (place, explained, by) = apart.max_by(|a, b| a.1.total_cmp(&b.1))?;
    let rest = (squares - explained).max(1e-18 * n) / (n - 3.0);
    let is_clear = explained / rest >= F_MIN && by.abs() >= SIZE_MIN * rest.sqrt();
    let at = left.over.get(place)?.0;
    (is_clear && is_sudden(&left.over, place, by)).then_some(Found { at, by })
}

/// Whether the days next to the step are apart by most of it: along a bend they are not.
fn is_sudden(left: &[(usize, f64)], place: usize, by: f64) -> bool {
    let before = left.get(place.saturating_sub(SIDE_MIN)..place).unwrap_or_default();
    let after = left.get(place..(place + SIDE_MIN).min(left.len())).unwrap_or_default();
    (middle(after) - middle(before)) / by > 0.5
}

/// The value in the middle; 0 for none.
fn middle(days: &[(usize, f64)]) -> f64 {
    let mut values: Vec<f64> = days.iter().map(|(_, value)| *value).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
