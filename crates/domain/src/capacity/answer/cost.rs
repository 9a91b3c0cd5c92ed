//! What it costs now, in half a year and in a year.

use super::{Horizon, course::Course, line};
use crate::{
    Date,
    capacity::model::{CapacityModel, InputKey, PriceStep},
};
use serde::{Deserialize, Serialize};

/// What a month costs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// The day on which the month begins.
    pub on: Date,
    /// What is paid whatever the load; none where it is not stated.
    pub fixed_usd: Option<f64>,
    /// What follows the load; none where it is not stated.
    pub scaling_usd: Option<f64>,
    /// All that is stated, together.
    pub total_usd: f64,
    /// In one case of ten the total is less; none without draws.
    pub p10_usd: Option<f64>,
    /// In nine cases of ten the total is less; none without draws.
    pub p90_usd: Option<f64>,
    /// How many instances that is, where they are known.
    pub instances: Option<f64>,
}

/// What it costs; none where that is not stated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Costs {
    /// Now.
    pub now: Option<Cost>,
    /// In half a year.
    pub in_6_months: Option<Cost>,
    /// In a year.
    pub in_12_months: Option<Cost>,
}

/// What it costs, without chance: fixed cost + instances × the price of one, each at the prices of its day, and as the model says
/// that holds then. Where no price of
/// an instance is stated, what is left of the bill of now without the fixed cost grows with the instances, and with demand
/// where instances are not known. Where only the bill is stated, nothing is said of later.
#[must_use]
pub fn costs(model: &CapacityModel, today: Date) -> Costs {
    along(model, &line::line(model, today, Horizon::TWELVE), &Course::of(model, today))
}

/// The costs along a line that is known already.
pub(super) fn along(model: &CapacityModel, line: &super::Line, course: &Course) -> Costs {
    let at = |month: u32| {
        let on = course.stops.iter().find(|stop| stop.month == Some(month))?.on;
        let first = line.now().map(|point| point.demand);
        let demand = line.points.iter().find(|point| point.on == on).map(|point| point.demand);
        let model = model.holding_on(on);
        cost(model, &Day { on, is_now: month == 0, first, demand }, |key| model.value(key))
    };
    Costs { now: at(0), in_6_months: at(6), in_12_months: at(12) }
}

/// A day to be paid for.
pub(super) struct Day {
    pub on: Date,
    pub is_now: bool,
    /// Demand today, where it is known.
    pub first: Option<f64>,
    /// Demand on that day, where it is known.
    pub demand: Option<f64>,
}

/// What the month from a day on costs, with values from wherever the caller has them: those stated, or those of one draw.
pub(super) fn cost(
    model: &CapacityModel,
    day: &Day,
    value: impl Fn(InputKey) -> Option<f64>,
) -> Option<Cost> {
    let at = |step: fn(&PriceStep) -> Option<f64>, key| price(model, day.on, step).or_else(|| value(key));
    let fixed = at(|step| step.fixed_cost_per_month_usd, InputKey::FixedCostPerMonthUsd);
    let each = at(|step| step.instance_cost_per_month_usd, InputKey::InstanceCostPerMonthUsd);
    let bill = value(InputKey::CostPerMonthUsd);
    let count = day.demand.and_then(|demand| instances(model, demand, day.first, &value));
    let first = day.first.and_then(|first| instances(model, first, day.first, &value));
    let scaling = match (each, count, bill, value(InputKey::FixedCostPerMonthUsd)) {
        (Some(each), Some(count), _, _) => Some(each * count),
        (_, _, Some(bill), Some(fixed)) => Some((bill - fixed).max(0.0) * grown(model, day, count, first)),
        _ => None,
    };
    let total = match scaling {
        Some(scaling) => fixed.unwrap_or(0.0) + scaling,
        None => bill.filter(|_| day.is_now)?,
    };
    Some(Cost {
        on: day.on,
        fixed_usd: fixed,
        scaling_usd: scaling,
        total_usd: total.min(1e30),
        p10_usd: None,
        p90_usd: None,
        instances: count,
    })
}

/// How many times as much of the scaling cost there is as now.
fn grown(model: &CapacityModel, day: &Day, count: Option<f64>, first: Option<f64>) -> f64 {
    let by_demand = || day.demand.zip(day.first).filter(|_| !model.autoscales.is_fixed());
    let (then, now) = count.zip(first).or_else(by_demand).unwrap_or((1.0, 1.0));
    if now > 0.0 { (then / now).min(1e12) } else { 1.0 }
}

/// How many instances are paid for at that demand. Where somebody adds them: those that run now. Else, as with the ceiling, they
/// come and go: as many as keep utilisation at the upper threshold, not fewer than the minimum, not more than the maximum.
pub(super) fn instances(
    model: &CapacityModel,
    demand: f64,
    first: Option<f64>,
    value: &impl Fn(InputKey) -> Option<f64>,
) -> Option<f64> {
    let now = value(InputKey::InstancesNow);
    if model.autoscales.is_fixed() && now.is_some() {
        return now;
    }
    let target = value(InputKey::ScaleUpPct).unwrap_or(100.0) / 100.0;
    let needed = match value(InputKey::CarriesPerInstance) {
        Some(carries) => demand / (carries * target),
        None => now? * demand / first.filter(|first| *first > 0.0)?,
    };
    let least = value(InputKey::MinInstances).unwrap_or(0.0).max(1.0);
    let most = value(InputKey::MaxInstances).unwrap_or(1e12).max(least);
    Some((needed - 1e-9).ceil().clamp(least, most))
}

/// The price that holds on a day, where a step has set one.
fn price(model: &CapacityModel, on: Date, of: fn(&PriceStep) -> Option<f64>) -> Option<f64> {
    let steps = model.price_steps.iter().filter(|step| step.on <= on);
    let set = steps.filter_map(|step| Some((step.on, of(step).filter(|usd| usd.is_finite())?)));
    set.max_by_key(|(on, _)| *on).map(|(_, usd)| usd.clamp(0.0, 1e12))
}
