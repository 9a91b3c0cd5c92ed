//! What a review believes at its end, kept to be held against what happens.

use super::{Horizon, line};
use crate::{
    Date,
    capacity::model::{CapacityModel, Forecast},
};
use chrono::Months;

/// Demand on the same day of the next twelve months, and the day on which it runs out, without chance.
#[must_use]
pub fn forecast(model: &CapacityModel, today: Date) -> Forecast {
    let line = line(model, today, Horizon::TWELVE);
    let on = |months: u32| {
        let day = today.checked_add_months(Months::new(months))?;
        line.points.iter().take_while(|point| point.on <= day).last()
    };
    let demand = (1..=12).map_while(|months| Some(on(months)?.demand)).collect();
    Forecast { on: today, runs_out_on: line.runs_out_on, demand }
}
