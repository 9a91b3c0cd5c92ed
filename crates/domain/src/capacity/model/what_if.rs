//! Another value for some of the numbers: a slider that is dragged, a zone that is lost, an option that is kept.

use super::{Basis, CapacityModel, Input, InputKey, LaunchStep};
use crate::Date;
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
    /// The day from which on the values hold; until then all is as the model states. None, today and a day that is over mean
    /// from now on. Launches come on days of their own, and what is said of now (see [`InputKey::is_of_now`]) holds now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
}

/// A model that holds from a day to come on, instead of the one that it hangs on.
#[derive(Clone, Debug, PartialEq)]
pub struct Later {
    /// The day.
    pub from: Date,
    /// What holds then. It has the launches of the other one, and neither options nor reviews.
    pub model: Box<CapacityModel>,
}

impl WhatIf {
    /// Whether nothing is different, whenever that may start.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.launches.is_empty()
    }

    /// The day to come from which on the values hold; none where they hold now, or there are none that could wait.
    #[must_use]
    pub fn starts_on(&self, today: Date) -> Option<Date> {
        self.from.filter(|from| *from > today && self.values.keys().any(|key| !key.is_of_now()))
    }

    /// The model with these values instead of its own, on `today`. What is tried is guessed, and nobody said it. An interval moves
    /// with its value and keeps its relative width; a value that was not stated before comes without one. A value that is no number, or beyond the limits of its key, is
    /// held at the nearest limit or left out, so that no typed figure can break a chart. Where it starts later, the model keeps
    /// its own values, and what holds then is its [`CapacityModel::later`].
    #[must_use]
    pub fn apply(&self, model: &CapacityModel, today: Date) -> CapacityModel {
        let mut changed = CapacityModel { later: None, ..model.clone() };
        self.launch(&mut changed);
        let Some(from) = self.starts_on(today) else {
            self.put(&mut changed, |_| true);
            self.outprice(&mut changed, today);
            return changed;
        };
        self.put(&mut changed, InputKey::is_of_now);
        let mut after = CapacityModel { options: Vec::new(), reviews: Vec::new(), ..changed.clone() };
        self.put(&mut after, |key| !key.is_of_now());
        self.outprice(&mut after, from);
        changed.later = Some(Later { from, model: Box::new(after) });
        changed
    }

    /// A price that is tried from a day on holds instead of those that were set before it.
    fn outprice(&self, changed: &mut CapacityModel, from: Date) {
        let is_tried = |key| self.values.contains_key(&key);
        for step in changed.price_steps.iter_mut().filter(|step| step.on <= from) {
            step.instance_cost_per_month_usd.take_if(|_| is_tried(InputKey::InstanceCostPerMonthUsd));
            step.fixed_cost_per_month_usd.take_if(|_| is_tried(InputKey::FixedCostPerMonthUsd));
        }
    }

    /// Puts the values of some keys in the place of those that are stated.
    fn put(&self, changed: &mut CapacityModel, of: impl Fn(InputKey) -> bool) {
        for (key, value) in self.values.iter().filter(|(key, value)| of(**key) && value.is_finite()) {
            let (min, max) = key.limits();
            let value = value.clamp(min, max);
            let moved = changed
                .inputs
                .get(key)
                .map_or_else(|| Input::guessed(value), |input| moved(*key, input, value));
            changed.inputs.insert(*key, moved);
        }
    }

    /// Puts the steps of launches in the place of those that are stated.
    fn launch(&self, changed: &mut CapacityModel) {
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
