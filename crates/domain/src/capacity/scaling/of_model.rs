//! The autoscaler that a model describes, against a spike and against a day.

use super::{Daily, Demand, Policy, Simulated, Spike, Trigger, simulate};
use crate::{
    capacity::model::{CapacityModel, InputKey},
    text::Invalid,
};

/// By night there is a third of what there is at the peak, where nobody measured a day.
const NIGHT_SHARE: f64 = 1.0 / 3.0;

/// What came of a load, and what was taken for granted because nobody stated it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// What came of it.
    pub simulated: Simulated,
    /// A sentence for each thing that nobody stated.
    pub assumed: Vec<String>,
}

/// Ten times the demand within a minute.
///
/// # Errors
/// What is not stated, or cannot be simulated, in words.
pub fn spike_of(model: &CapacityModel) -> Result<Tried, Invalid> {
    let demand = Demand::Spike(Spike::tenfold(number(model, InputKey::DemandNow)?));
    let normal = "What is normal is not stated: the spike is ten times the daily peak.";
    tried(model, &demand, normal)
}

/// An ordinary day.
///
/// # Errors
/// As [`spike_of`].
pub fn day_of(model: &CapacityModel) -> Result<Tried, Invalid> {
    let highest = number(model, InputKey::DemandNow)?;
    let demand = Demand::Daily(Daily { lowest: highest * NIGHT_SHARE, highest });
    tried(model, &demand, "No day was measured: demand by night is taken to be a third of the peak.")
}

fn tried(model: &CapacityModel, demand: &Demand, of_demand: &str) -> Result<Tried, Invalid> {
    let (policy, mut assumed) = policy(model)?;
    assumed.push(of_demand.to_owned());
    Ok(Tried { simulated: simulate(&policy, demand)?, assumed })
}

/// One with thresholds and a cooldown where the model states the lower threshold or a cooldown, as the handbook has it; else
/// one that holds a target, as Kubernetes does where nothing else is said.
fn policy(model: &CapacityModel) -> Result<(Policy, Vec<String>), Invalid> {
    let per_instance = number(model, InputKey::CarriesPerInstance)?;
    let max = whole(number(model, InputKey::MaxInstances)?);
    let stated = |key| model.stated(key);
    let min = stated(InputKey::MinInstances).or(stated(InputKey::InstancesNow)).map_or(1, whole);
    let bounds = (min.clamp(1, max.max(1)), max);
    let up_pct = number(model, InputKey::ScaleUpPct)?;
    let has_thresholds =
        [InputKey::ScaleDownPct, InputKey::CooldownS].into_iter().any(|key| stated(key).is_some());
    let policy = if has_thresholds {
        let down_pct = number(model, InputKey::ScaleDownPct)?;
        let cooldown_s = whole(number(model, InputKey::CooldownS)?);
        let trigger = Trigger::Thresholds { up_pct, down_pct };
        Policy { trigger, cooldown_s, ..Policy::handbook(bounds, per_instance) }
    } else {
        Policy::kubernetes(bounds, per_instance, up_pct)
    };
    let mut assumed = Vec::new();
    if !has_thresholds {
        let rule = "No autoscaler is stated: it holds a target as Kubernetes does, without a cooldown.";
        assumed.push(rule.to_owned());
    }
    if stated(InputKey::ScaleUpPct).is_none() {
        assumed.push(format!("Scale up at {up_pct} %, as the handbook has it: nothing else is stated."));
    }
    let startup_s = stated(InputKey::StartUpS).map(whole);
    if startup_s.is_none() {
        assumed.push(
            "How long an instance takes to start is not stated: it is taken to serve at once.".to_owned(),
        );
    }
    Ok((Policy { startup_s: startup_s.unwrap_or_default(), ..policy }, assumed))
}

fn number(model: &CapacityModel, key: InputKey) -> Result<f64, Invalid> {
    const NEEDED: [InputKey; 3] = [InputKey::DemandNow, InputKey::CarriesPerInstance, InputKey::MaxInstances];
    model.value(key).ok_or_else(|| {
        let missing = NEEDED.iter().filter(|needed| model.value(**needed).is_none());
        let missing: Vec<String> = missing.map(|needed| needed.label().to_lowercase()).collect();
        let needs = format!("Not stated yet: {}.", missing.join(", "));
        Invalid::new(format!("inputs.{}", key.word()), needs)
    })
}

fn whole(value: f64) -> u32 {
    value.round().clamp(0.0, 1e6) as u32
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use crate::capacity::model::Input;

    /// 80 requests a second for an instance at the threshold, of which 40 may run.
    fn model(more: &[(InputKey, f64)]) -> CapacityModel {
        let mut model = CapacityModel::named("Checkout", "Ada");
        let given = [
            (InputKey::DemandNow, 768.0),
            (InputKey::CarriesPerInstance, 100.0),
            (InputKey::MaxInstances, 40.0),
        ];
        for (key, value) in given.iter().chain(more) {
            model.inputs.insert(*key, Input::guessed(*value));
        }
        model
    }

    #[test]
    fn a_spike_that_the_maximum_cannot_carry_is_said_with_its_numbers() {
        let found = spike_of(&model(&[])).unwrap();
        assert!(found.simulated.max_binds());
        let said = found.simulated.sentence("a 10× spike");
        assert!(said.starts_with("A 10× spike needs 96 instances, the maximum is 40"), "{said}");
        assert!(found.assumed.iter().any(|said| said.contains("serve at once")), "{:?}", found.assumed);
    }

    #[test]
    fn nothing_that_is_stated_is_called_assumed() {
        let stated = [
            (InputKey::ScaleUpPct, 80.0),
            (InputKey::ScaleDownPct, 30.0),
            (InputKey::CooldownS, 300.0),
            (InputKey::StartUpS, 45.0),
        ];
        let found = spike_of(&model(&stated)).unwrap();
        assert_eq!(found.assumed.len(), 1, "{:?}", found.assumed);
        let slow = model(&[(InputKey::MaxInstances, 200.0), (InputKey::StartUpS, 120.0)]);
        assert!(spike_of(&slow).unwrap().simulated.overloaded_s > 0);
    }

    #[test]
    fn what_is_missing_is_named_by_its_field() {
        let mut without = model(&[]);
        without.inputs.remove(&InputKey::MaxInstances);
        let refused = day_of(&without).unwrap_err();
        assert_eq!(
            (refused.field.as_str(), refused.message.as_str()),
            ("inputs.max-instances", "Not stated yet: max instances.")
        );
        assert!(day_of(&model(&[])).unwrap().simulated.short_by == 0);
    }
}
