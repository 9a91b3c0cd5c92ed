#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod headline;
mod hostile;
mod known;
mod later;
mod ranges;

use super::*;
use crate::{
    capacity::model::{Basis, CapacityModel, Input, InputKey, Launch, LaunchStep, WhatIf},
    time::parse_date,
};

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

/// A model of these numbers.
fn model(numbers: &[(InputKey, f64)]) -> CapacityModel {
    let mut model = CapacityModel::named("Checkout, requests", "Ana Ruiz");
    "requests/sec".clone_into(&mut model.metric);
    model.inputs = numbers.iter().map(|(key, value)| (*key, Input::guessed(*value))).collect();
    model
}

/// A model of the three first numbers.
fn three(demand: f64, growth_pct: f64, ceiling: f64) -> CapacityModel {
    model(&[
        (InputKey::DemandNow, demand),
        (InputKey::GrowthPctPerMonth, growth_pct),
        (InputKey::Ceiling, ceiling),
    ])
}

fn launched(on: &str, step: LaunchStep) -> Launch {
    Launch {
        key: "austria".to_owned(),
        name: "Austria".to_owned(),
        on: day(on),
        step,
        low_high: None,
        basis: Basis::Estimated,
        by: String::new(),
    }
}

/// The number with an interval of nine cases of ten.
fn uncertain(model: &mut CapacityModel, key: InputKey, low: f64, high: f64) {
    model.inputs.get_mut(&key).unwrap().low_high = Some([low, high]);
}
