//! Every number with how well it is known, who said it and when; and what nobody stated.

use super::Plan;
use crate::paper::{count, date, mark};
use domain::{
    capacity::{Basis, CapacityModel, Input, InputKey, LaunchStep, PriceStep, answer::figure},
    text::{clip, is_blank},
};
use serde_json::{Value, json};

pub fn section(plan: &Plan<'_>) -> Value {
    let model = plan.model;
    let stated = InputKey::ALL.iter().filter_map(|key| Some(row(model, *key, model.inputs.get(key)?)));
    let assumed = InputKey::ALL.iter().filter(|key| !model.inputs.contains_key(key));
    let (assumed, missing): (Vec<&InputKey>, Vec<&InputKey>) =
        assumed.partition(|key| key.assumed().is_some());
    let assumed = assumed
        .into_iter()
        .filter_map(|key| Some(format!("{} {}", key.label(), with_unit(model, *key, key.assumed()?))));
    let missing: Vec<&str> = missing.into_iter().map(|key| key.label()).collect();
    let assumed: Vec<String> = assumed.collect();
    let line = |before: &str, names: String| (!names.is_empty()).then(|| format!("{before}: {names}."));
    let lines = [
        line("Assumed, because the handbook says so and nobody said otherwise", assumed.join(", ")),
        line("Not stated", missing.join(", ")),
        history(model),
    ];
    json!({
        "lead": lead(model),
        "rows": stated.collect::<Value>(),
        "launches": model.launches.iter().map(|launch| json!([
            clip(&launch.name, 80),
            date(launch.on),
            step(model, launch.step, launch.low_high),
            basis(launch.basis),
            who(&launch.by),
        ])).collect::<Value>(),
        "prices": model.price_steps.iter().map(price).collect::<Value>(),
        "lines": lines.into_iter().flatten().collect::<Value>(),
    })
}

fn lead(model: &CapacityModel) -> String {
    let of = |basis: Basis| model.inputs.values().filter(|input| input.basis == basis).count();
    let all = model.inputs.len();
    if all == 0 {
        return "No number is stated yet.".to_owned();
    }
    format!(
        "{}: {} measured, {} estimated, {} guessed. An interval holds the true value in nine cases of ten.",
        count(all, "number"),
        of(Basis::Measured),
        of(Basis::Estimated),
        of(Basis::Guessed)
    )
}

fn row(model: &CapacityModel, key: InputKey, input: &Input) -> Value {
    let interval = interval(input.low_high);
    json!({
        "group": key.group().label(),
        "label": key.label(),
        "value": with_unit(model, key, input.value),
        "interval": interval,
        "basis": basis(input.basis),
        "who": who(&input.by),
        "on": input.on.map(date),
        "note": input.note,
    })
}

fn with_unit(model: &CapacityModel, key: InputKey, value: f64) -> String {
    let unit = if key.is_in_metric() { clip(&model.metric, 40) } else { key.unit().to_owned() };
    format!("{} {unit}", number(value)).trim_end().to_owned()
}

/// The number, or that it is none: a file that somebody wrote by hand may hold anything.
fn number(value: f64) -> String {
    if value.is_finite() { figure(value) } else { "no number".to_owned() }
}

/// `2.1 to 4.2`
fn interval(low_high: Option<[f64; 2]>) -> Option<String> {
    let [low, high] = low_high.filter(|ends| ends.iter().all(|end| end.is_finite()))?;
    Some(format!("{} to {}", figure(low), figure(high)))
}

fn basis(basis: Basis) -> Value {
    let tone = match basis {
        Basis::Measured => "good",
        Basis::Estimated => "accent",
        Basis::Guessed => "watch",
    };
    mark(basis.label(), tone)
}

/// Who said it; what nobody wrote down is said.
fn who(by: &str) -> &str {
    if is_blank(by) { "not written down" } else { by }
}

/// `+12 % (8 to 15)`
fn step(model: &CapacityModel, step: LaunchStep, low_high: Option<[f64; 2]>) -> String {
    let (value, unit) = match step {
        LaunchStep::Percent(value) => (value, "%".to_owned()),
        LaunchStep::Amount(value) => (value, clip(&model.metric, 24)),
    };
    let sign = if value < 0.0 { "" } else { "+" }; // a figure brings its own minus
    let interval = interval(low_high).map(|interval| format!(" ({interval})"));
    format!("{sign}{} {unit}{}", number(value), interval.unwrap_or_default()).trim().to_owned()
}

fn price(step: &PriceStep) -> Value {
    let usd = |value: Option<f64>| value.map_or("stays".to_owned(), |value| format!("${}", number(value)));
    json!([
        date(step.on),
        usd(step.instance_cost_per_month_usd),
        usd(step.fixed_cost_per_month_usd),
        step.note
    ])
}

fn history(model: &CapacityModel) -> Option<String> {
    let history = model.history.as_ref()?;
    let (first, last) = (history.points.first()?.0, history.points.last()?.0);
    let series =
        if is_blank(&history.series) { String::new() } else { format!(", {}", clip(&history.series, 120)) };
    Some(format!(
        "History: {} from {} to {} out of {}{series}.",
        count(history.points.len(), "daily peak"),
        date(first),
        date(last),
        clip(&history.source, 120)
    ))
}
