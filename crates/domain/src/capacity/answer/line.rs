//! How demand goes on, without chance.

use super::{
    Ceiling, Horizon, ceiling,
    course::{Course, MONTH_DAYS, MOST, Phased, growth, whole},
};
use crate::{
    Date,
    capacity::model::{CapacityModel, InputKey},
};
use chrono::{Days, Months};
use serde::{Deserialize, Serialize};

/// One day of the line.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The day.
    pub on: Date,
    /// Demand at its peak, in the model's metric.
    pub demand: f64,
    /// Demand if it only went straight on, in the model's metric.
    pub naive: f64,
    /// Demand in percent of the ceiling that is left; none without a ceiling.
    pub utilization_pct: Option<f64>,
    /// What is free, in percent of the ceiling that is left; negative above it; none without a ceiling.
    pub headroom_pct: Option<f64>,
}

/// How demand goes on from today: a point a month, and one on either side of every step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// In the order of their days; empty where demand is not stated.
    pub points: Vec<Point>,
    /// The ceiling of today; none where nothing says so.
    pub ceiling: Option<Ceiling>,
    /// From which utilisation on instances are added, in percent.
    pub scale_up_pct: f64,
    /// Below which utilisation instances are taken away, in percent.
    pub scale_down_pct: f64,
    /// The first day, within the longest horizon, with utilisation at the upper threshold.
    pub scale_up_on: Option<Date>,
    /// The first day, within the longest horizon, with demand at the ceiling.
    pub runs_out_on: Option<Date>,
    /// The same for the naive line.
    pub naive_runs_out_on: Option<Date>,
}

/// How demand goes on from `today` up to `horizon`, by the formula of the [module](super): growth by the day, launches on
/// their days, the season of the month. No chance, no draws: fast enough for every move of a slider.
///
/// The naive line goes straight on from today's demand by what the first month of organic growth adds, without launches and
/// without a season.
#[must_use]
pub fn line(model: &CapacityModel, today: Date, horizon: Horizon) -> Line {
    along(model, &Course::of(model, today), horizon)
}

/// The line along a course that is known already.
pub(super) fn along(model: &CapacityModel, course: &Course, horizon: Horizon) -> Line {
    let ceilings = Phased::of(model, ceiling);
    let ceiling = ceilings.before;
    let scale_up_pct = Phased::of(model, |model| model.value(InputKey::ScaleUpPct).unwrap_or(100.0));
    let empty = Line {
        points: Vec::new(),
        ceiling,
        scale_up_pct: scale_up_pct.before,
        scale_down_pct: model.value(InputKey::ScaleDownPct).unwrap_or(0.0),
        scale_up_on: None,
        runs_out_on: None,
        naive_runs_out_on: None,
    };
    let Some(demand_now) = model.value(InputKey::DemandNow) else { return empty };
    let growth = Phased::of(model, growth);
    let demand = course.demand(model, demand_now, &growth);
    let mut shown = course.stops.iter().zip(&demand).filter(|(stop, _)| stop.ahead_days >= 0).peekable();
    let Some((begin, first)) = shown.peek().map(|(stop, demand)| (stop.on, **demand)) else { return empty };
    let until = begin.checked_add_months(Months::new(horizon.months())).unwrap_or(Date::MAX);
    let point = |(stop, demand): (&super::course::Stop, &f64)| {
        let ceiling = ceiling.and(*ceilings.at(stop.is_later));
        let utilization_pct = ceiling.map(|ceiling| ceiling.utilization_pct(*demand));
        Point {
            on: stop.on,
            demand: *demand,
            naive: straight(first, growth.before, days(stop.ahead_days)),
            utilization_pct,
            headroom_pct: utilization_pct.map(|pct| 100.0 - pct),
        }
    };
    let points = shown.take_while(|(stop, _)| stop.on <= until).map(point).collect();
    if ceiling.is_none() {
        return Line { points, ..empty }; // what is stated for later alone says nothing of now
    }
    let left = ceilings.map(|ceiling| ceiling.map_or(f64::INFINITY, |ceiling| ceiling.left));
    let up = Phased {
        before: left.before * scale_up_pct.before / 100.0,
        after: left.after.zip(scale_up_pct.after).map(|(left, pct)| left * pct / 100.0),
    };
    let naive_at = |level: f64| naive_at(course, begin, first, growth.before, level);
    let later = model.later.as_ref().map(|later| later.from);
    Line {
        points,
        scale_up_on: course.first_at(&demand, &growth, &up),
        runs_out_on: course.first_at(&demand, &growth, &left),
        naive_runs_out_on: match later.zip(left.after) {
            None => naive_at(left.before),
            // What is above the ceiling on the day from which on it holds is there that day.
            Some((from, after)) => naive_at(left.before)
                .filter(|on| *on < from)
                .or_else(|| naive_at(after).map(|on| on.max(from)))
                .filter(|on| course.stops.last().is_some_and(|last| *on <= last.on)),
        },
        ..empty
    }
}

impl Line {
    /// The first point: today.
    #[must_use]
    pub fn now(&self) -> Option<&Point> {
        self.points.first()
    }

    /// The last point.
    #[must_use]
    pub fn end(&self) -> Option<&Point> {
        self.points.last()
    }
}

fn days(ahead_days: i64) -> f64 {
    f64::from(u32::try_from(ahead_days).unwrap_or_default())
}

fn straight(first: f64, growth: f64, ahead_days: f64) -> f64 {
    (first * (1.0 + (growth - 1.0) * ahead_days / MONTH_DAYS)).clamp(0.0, MOST)
}

/// The first day within the course on which the naive line is at `level`.
fn naive_at(course: &Course, today: Date, first: f64, growth: f64, level: f64) -> Option<Date> {
    if first >= level {
        return Some(today);
    }
    let until = course.stops.last()?.ahead_days;
    let ahead = (level / first - 1.0) / (growth - 1.0) * MONTH_DAYS;
    let reached = first > 0.0 && growth > 1.0 && ahead <= days(until);
    reached.then(|| today.checked_add_days(Days::new(whole((ahead - 1e-9).ceil())))).flatten()
}
