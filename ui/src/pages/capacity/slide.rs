//! What can be tried on a model: its numbers and its launches as places on sliders.

use domain::capacity::{Basis, CapacityModel, InputKey, LaunchStep, WhatIf, answer::figure};

/// Numbers that are tried, in the order of the card.
const TRIED: [InputKey; 7] = [
    InputKey::GrowthPctPerMonth,
    InputKey::MaxInstances,
    InputKey::Ceiling,
    InputKey::ZonesLost,
    InputKey::LeadTimeDays,
    InputKey::InstanceCostPerMonthUsd,
    InputKey::FixedCostPerMonthUsd,
];

/// What a slider moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moves {
    /// A number.
    Input(InputKey),
    /// The step of a launch, by its key.
    Launch(String),
}

/// A slider.
#[derive(Clone, Debug, PartialEq)]
pub struct Slide {
    /// What it moves.
    pub moves: Moves,
    /// Its name.
    pub label: String,
    /// The unit beside its value.
    pub unit: String,
    /// Where the model has it.
    pub stated: f64,
    /// Where it is.
    pub value: f64,
    /// Its left end.
    pub min: f64,
    /// Its right end.
    pub max: f64,
    /// The least that it moves by.
    pub step: f64,
    /// The least and the most that can be tried, also by typing.
    pub limits: (f64, f64),
    /// How well the model's number is known; nothing where it is assumed, and while another is tried: that is nobody's
    /// measurement.
    pub basis: Option<Basis>,
    /// Who said the model's number, and where it is from; with that number while another is tried.
    pub note: String,
}

/// Least and most of a launch's step, in percent and in the model's metric: those of the model.
const STEP_PCT: (f64, f64) = (-100.0, 10_000.0);
const STEP_AMOUNT: (f64, f64) = (-1e15, 1e15);

impl Slide {
    /// The sliders of a model, at what is tried.
    #[must_use]
    pub fn all(model: &CapacityModel, what_if: &WhatIf) -> Vec<Self> {
        let mut all: Vec<Self> = TRIED.iter().filter_map(|key| input(model, what_if, *key)).collect();
        let at = all.len().min(1); // launches belong beside growth
        let launches = model.launches.iter().take(3).map(|launch| {
            let tried = what_if.launches.get(&launch.key).copied().flatten().unwrap_or(launch.step);
            let (stated, value) = (amount(launch.step), amount(tried));
            let (unit, least, limits) = match launch.step {
                LaunchStep::Percent(_) => ("%".to_owned(), 50.0, STEP_PCT),
                LaunchStep::Amount(_) => (model.metric.clone(), 1.0, STEP_AMOUNT),
            };
            let (basis, note) = known(Some(launch.basis), launch.by.clone(), (stated, value));
            Self {
                moves: Moves::Launch(launch.key.clone()),
                label: launch.name.clone(),
                unit,
                stated,
                value,
                min: stated.min(value).min(0.0),
                max: (2.0 * stated).max(value).max(least),
                step: step(stated),
                limits,
                basis,
                note,
            }
        });
        all.splice(at..at, launches.collect::<Vec<_>>());
        all
    }

    /// What is tried once this slider is at `value`, or at the limit that is nearest to it; back where the model has it, it
    /// is tried no longer.
    #[must_use]
    pub fn moved(&self, model: &CapacityModel, what_if: &WhatIf, value: f64) -> WhatIf {
        let mut tried = what_if.clone();
        if !value.is_finite() {
            return tried;
        }
        let is_back = is_at(value, self.stated);
        let (least, most) = self.limits;
        let value = value.max(least).min(most);
        match &self.moves {
            Moves::Input(key) if is_back => drop(tried.values.remove(key)),
            Moves::Input(key) => drop(tried.values.insert(*key, value)),
            Moves::Launch(key) if is_back => drop(tried.launches.remove(key)),
            Moves::Launch(key) => {
                let step = model.launches.iter().find(|launch| launch.key == *key).map(|launch| launch.step);
                if let Some(step) = step {
                    let step = match step {
                        LaunchStep::Percent(_) => LaunchStep::Percent(value),
                        LaunchStep::Amount(_) => LaunchStep::Amount(value),
                    };
                    tried.launches.insert(key.clone(), Some(step));
                }
            }
        }
        tried
    }

    /// Its name for journeys and fields.
    #[must_use]
    pub fn word(&self) -> &str {
        match &self.moves {
            Moves::Input(key) => key.word(),
            Moves::Launch(key) => key,
        }
    }
}

fn input(model: &CapacityModel, what_if: &WhatIf, key: InputKey) -> Option<Slide> {
    let stated = model.value(key)?;
    let value = what_if.values.get(&key).copied().unwrap_or(stated);
    let (min, max, step) = match key {
        InputKey::GrowthPctPerMonth => (-10.0, (2.0 * stated).max(20.0), 0.1),
        InputKey::MaxInstances => (1.0, (2.0 * stated).max(stated + 20.0), 1.0),
        InputKey::ZonesLost => (0.0, model.stated(InputKey::Zones)? - 1.0, 1.0),
        InputKey::LeadTimeDays => (0.0, (2.0 * stated).max(90.0), 1.0),
        _ => (0.0, 2.0 * stated, step(stated)),
    };
    let (least, most) = key.limits();
    let most = if key == InputKey::ZonesLost { max } else { most };
    if max <= min {
        return None; // one zone cannot be lost and planned around
    }
    let (basis, note) = model.inputs.get(&key).map_or((None, String::new()), |input| {
        known(Some(input.basis), said(&input.by, &input.note), (stated, value))
    });
    Some(Slide {
        moves: Moves::Input(key),
        label: key.label().to_owned(),
        unit: unit(model, key),
        stated,
        value,
        min: min.min(value).max(least),
        max: max.max(value).min(most),
        step,
        limits: (least, most),
        basis,
        note,
    })
}

/// What is known of the number that stands there: all that the model says while it is the model's own.
fn known(basis: Option<Basis>, note: String, (stated, value): (f64, f64)) -> (Option<Basis>, String) {
    if is_at(value, stated) {
        (basis, note)
    } else if note.is_empty() {
        (None, note)
    } else {
        (None, format!("The model has {}: {note}", figure(stated)))
    }
}

fn is_at(value: f64, stated: f64) -> bool {
    (value - stated).abs() < f64::EPSILON
}

/// The unit of a number of this model.
#[must_use]
pub fn unit(model: &CapacityModel, key: InputKey) -> String {
    if key.is_in_metric() { model.metric.clone() } else { key.unit().to_owned() }
}

/// Who said it, and where it is from.
#[must_use]
pub fn said(by: &str, note: &str) -> String {
    [by, note].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

const fn amount(step: LaunchStep) -> f64 {
    match step {
        LaunchStep::Percent(value) | LaunchStep::Amount(value) => value,
    }
}

/// A hundredth or less, as a round number.
fn step(stated: f64) -> f64 {
    let hundredth = (stated.abs() / 100.0).max(0.01);
    10_f64.powf(hundredth.log10().floor())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::{
        capacity::{Input, Launch},
        time::parse_date,
    };

    fn model() -> CapacityModel {
        let mut model = CapacityModel::named("Checkout", "Mira");
        model.inputs.insert(InputKey::GrowthPctPerMonth, Input::guessed(8.0));
        model.inputs.insert(InputKey::MaxInstances, Input::guessed(40.0));
        model.launches.push(Launch {
            key: "l1".into(),
            name: "Sale".into(),
            on: parse_date("2027-05-01").unwrap(),
            step: LaunchStep::Percent(12.0),
            low_high: None,
            basis: Basis::Guessed,
            by: String::new(),
        });
        model
    }

    #[test]
    fn what_the_model_does_not_state_has_no_slider() {
        let words = |model: &CapacityModel| {
            let all = Slide::all(model, &WhatIf::default());
            all.iter().map(|slide| slide.word().to_owned()).collect::<Vec<_>>()
        };
        let mut model = model();
        assert_eq!(words(&model), ["growth-pct-per-month", "l1", "max-instances"]);
        model.inputs.insert(InputKey::Zones, Input::guessed(3.0));
        assert!(words(&model).contains(&"zones-lost".to_owned()));
        model.inputs.insert(InputKey::Zones, Input::guessed(1.0));
        assert!(!words(&model).contains(&"zones-lost".to_owned()));
        assert!(words(&CapacityModel::named("", "")).is_empty());
    }

    #[test]
    fn a_slider_that_is_moved_and_moved_back_tries_nothing() {
        let model = model();
        for slide in Slide::all(&model, &WhatIf::default()) {
            let tried = slide.moved(&model, &WhatIf::default(), slide.max);
            assert!(!tried.is_empty());
            let again = Slide::all(&model, &tried);
            let there = again.iter().find(|other| other.moves == slide.moves).unwrap();
            assert!((there.value - slide.max).abs() < f64::EPSILON && there.min <= there.value);
            assert!(there.moved(&model, &tried, slide.stated).is_empty());
        }
    }

    #[test]
    fn a_typed_figure_is_held_at_the_nearest_limit_and_what_is_no_figure_tries_nothing() {
        let mut model = model();
        model.inputs.insert(InputKey::Zones, Input::guessed(3.0));
        for slide in Slide::all(&model, &WhatIf::default()) {
            for (typed, held) in [(1e300, slide.limits.1), (-1e300, slide.limits.0)] {
                let tried = slide.moved(&model, &WhatIf::default(), typed);
                let again = Slide::all(&model, &tried);
                let there = again.iter().find(|other| other.moves == slide.moves).unwrap();
                assert!((there.value - held).abs() < f64::EPSILON, "{}: {}", slide.word(), there.value);
            }
            assert!(slide.moved(&model, &WhatIf::default(), f64::NAN).is_empty());
        }
        let all = Slide::all(&model, &WhatIf::default());
        let zones = all.iter().find(|slide| slide.word() == "zones-lost").unwrap();
        assert_eq!(zones.limits, (0.0, 2.0), "the last zone is never lost");
    }

    #[test]
    fn only_the_number_of_the_model_is_measured() {
        let mut model = model();
        let measured =
            Input { basis: Basis::Measured, by: "Mira".into(), note: "k6".into(), ..Input::guessed(4_200.0) };
        model.inputs.insert(InputKey::Ceiling, measured);
        let ceiling = |what_if: &WhatIf| {
            let all = Slide::all(&model, what_if);
            let slide = all.into_iter().find(|slide| slide.word() == "ceiling").unwrap();
            (slide.basis, slide.note)
        };
        assert_eq!(ceiling(&WhatIf::default()), (Some(Basis::Measured), "Mira, k6".to_owned()));
        let tried = WhatIf { values: [(InputKey::Ceiling, 5_000.0)].into(), ..WhatIf::default() };
        assert_eq!(ceiling(&tried), (None, "The model has 4,200: Mira, k6".to_owned()));
    }

    #[test]
    fn steps_are_round() {
        assert_eq!([735.0, 0.0, 6_200.0].map(step), [1.0, 0.01, 10.0]);
    }
}
