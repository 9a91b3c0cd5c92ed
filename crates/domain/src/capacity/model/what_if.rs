//! Another value for some of the numbers: a slider that is dragged, a zone that is lost, an option that is kept.

use super::{Basis, CapacityModel, Input, InputKey, LaunchStep};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is different from the model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WhatIf {
    /// Other values by their keys.
    #[serde(default)]
    pub values: BTreeMap<InputKey, f64>,
    /// Another step for launches by their keys; none for a launch that does not take place.
    #[serde(default)]
    pub launches: BTreeMap<String, Option<LaunchStep>>,
}

impl WhatIf {
    /// Whether nothing is different.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.launches.is_empty()
    }

    /// The model with these values instead of its own. What is tried is guessed, and nobody said it. An interval moves with
    /// its value and keeps its relative width; a value that was not stated before comes without one. A value that is no number, or beyond the limits of its key, is
    /// held at the nearest limit or left out, so that no typed figure can break a chart.
    #[must_use]
    pub fn apply(&self, model: &CapacityModel) -> CapacityModel {
        let mut changed = model.clone();
        for (key, value) in &self.values {
            let (min, max) = key.limits();
            if !value.is_finite() {
                continue;
            }
            let value = value.clamp(min, max);
            let moved = model
                .inputs
                .get(key)
                .map_or_else(|| Input::guessed(value), |input| moved(*key, input, value));
            changed.inputs.insert(*key, moved);
        }
        changed.launches.retain_mut(|launch| match self.launches.get(&launch.key) {
            None => true,
            Some(None) => false,
            Some(Some(step)) => {
                if launch.step != *step {
                    launch.step = *step;
                    launch.low_high = None;
                    launch.basis = Basis::Guessed;
                    launch.by.clear();
                }
                true
            }
        });
        changed
    }
}

/// The input at another value: a positive one keeps its interval in proportion, growth keeps its width. At its own value it
/// is what it was.
fn moved(key: InputKey, input: &Input, value: f64) -> Input {
    if value.total_cmp(&input.value).is_eq() {
        return input.clone();
    }
    let (min, max) = key.limits();
    let low_high = input.low_high.map(|[low, high]| {
        let [low, high] = if min >= 0.0 && input.value > 0.0 {
            [value * (low / input.value), value * (high / input.value)]
        } else {
            [value - (input.value - low), value + (high - input.value)]
        };
        [low.clamp(min, max), high.clamp(min, max)]
    });
    let low_high = low_high.filter(|[low, high]| low.is_finite() && high.is_finite());
    Input { low_high, on: input.on, ..Input::guessed(value) }
}
