//! What it costs now, in half a year and in a year.

use crate::{Date, capacity::model::CapacityModel};
use serde::{Deserialize, Serialize};

/// What a month costs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// The day on which the month begins.
    pub on: Date,
    /// What is paid whatever the load; none where only the total is known.
    pub fixed_usd: Option<f64>,
    /// What follows the load; none where only the total is known.
    pub scaling_usd: Option<f64>,
    /// Both.
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

/// What it costs, without chance.
#[must_use]
pub fn costs(model: &CapacityModel, today: Date) -> Costs {
    let _ = (model, today);
    Costs::default()
}
