//! What a model may hold when it is written to the file.

mod room;

use super::{CapacityModel, History, Input, InputKey, Launch, LaunchStep, LoadPoint, PriceStep};
use crate::{
    Date,
    chaos::experiment::figure,
    text::{self, Invalid},
};

/// Most days of a measured history: three years and a little.
pub const HISTORY_MAX_POINTS: usize = 1_200;
/// Most launches of a model.
pub const LAUNCHES_MAX: usize = 40;
/// Most entries of the cadence: a look a day for two years, and all others.
const CADENCE_MAX: usize = 1_000;
/// Most and least of a launch's step, in percent and in the model's metric.
const STEP_PCT: (f64, f64) = (-100.0, 10_000.0);
const STEP_AMOUNT: (f64, f64) = (-1e15, 1e15);
/// From here on nobody reads the digits of a number.
const BEYOND: f64 = 1e12;

/// Whether it may be written to the file.
///
/// # Errors
/// The first field that is beyond its limits.
pub(super) fn of(model: &CapacityModel) -> Result<(), Invalid> {
    text::required_line("title", "The model's title", &model.title)?;
    text::line("owner", "The owner", &model.owner)?;
    text::line("metric", "The metric", &model.metric)?;
    for (key, input) in &model.inputs {
        number(*key, input)?;
    }
    together(model)?;
    most("launches", "launches", model.launches.len(), LAUNCHES_MAX)?;
    for (at, one) in model.launches.iter().enumerate() {
        launch(&format!("launches.{at}"), one)?;
        once(
            &format!("launches.{at}.key"),
            "launches",
            model.launches.iter().take(at).any(|other| other.key == one.key),
        )?;
    }
    text::list("price_steps", "The list of prices", &model.price_steps)?;
    for (at, step) in model.price_steps.iter().enumerate() {
        price(&format!("price_steps.{at}"), step)?;
    }
    in_order("price_steps", model.price_steps.iter().map(|step| step.on))?;
    model.history.as_ref().map_or(Ok(()), history)?;
    text::line("load_source", "The source of the load test", &model.load_source)?;
    text::list("load_points", "The list of load points", &model.load_points)?;
    for (at, point) in model.load_points.iter().enumerate() {
        load_point(&format!("load_points.{at}"), *point)?;
    }
    room::of(model)
}

/// The field of a number, as screens and refusals name it: `inputs.max-instances.value`.
fn field(key: InputKey) -> String {
    format!("inputs.{}.value", key.word())
}

fn number(key: InputKey, input: &Input) -> Result<(), Invalid> {
    let at = format!("inputs.{}", key.word());
    within(&field(key), key.label(), input.value, key.limits())?;
    let ends = input.low_high.into_iter().flatten();
    for value in [input.value].into_iter().chain(ends).filter(|_| key.is_whole()) {
        if value.fract() != 0.0 {
            let words = format!("{} is {}. It must be a whole number.", key.label(), figure(value));
            return Err(Invalid::new(field(key), words));
        }
    }
    interval(&format!("{at}.low_high"), input.value, input.low_high, key.limits())?;
    text::line(&format!("{at}.by"), "Who said it", &input.by)?;
    text::prose(&format!("{at}.note"), "The note", &input.note)
}

/// Numbers that contradict each other.
fn together(model: &CapacityModel) -> Result<(), Invalid> {
    let pairs = [
        (InputKey::MinInstances, InputKey::MaxInstances, true),
        (InputKey::ScaleDownPct, InputKey::ScaleUpPct, false),
        (InputKey::ZonesLost, InputKey::Zones, false),
        (InputKey::FixedCostPerMonthUsd, InputKey::CostPerMonthUsd, true),
    ];
    for (less, more, may_equal) in pairs {
        let (Some(low), Some(high)) = (model.value(less), model.value(more)) else { continue };
        if low < high || (may_equal && low <= high) {
            continue;
        }
        let blamed = if model.inputs.contains_key(&more) { more } else { less };
        let must = if may_equal { "must not be above" } else { "must be below" };
        let (low, high) = (figure(low), figure(high));
        let words = format!("{} ({low}) {must} {} ({high}).", less.label(), more.label().to_lowercase());
        return Err(Invalid::new(field(blamed), words));
    }
    Ok(())
}

/// A number within limits.
fn within(field: &str, noun: &str, value: f64, (min, max): (f64, f64)) -> Result<(), Invalid> {
    if value.is_finite() && (min..=max).contains(&value) {
        return Ok(());
    }
    let is = match value {
        _ if !value.is_finite() => "is no number".to_owned(),
        BEYOND.. => "is too large".to_owned(),
        _ if value <= -BEYOND => "is too small".to_owned(),
        _ => format!("is {}", figure(value)),
    };
    Err(Invalid::new(field, format!("{noun} {is}. It must be {}.", limits_words(value, (min, max)))))
}

/// Limits as a person says them. One that only keeps sums in what a number can hold is said to whoever went beyond it alone.
fn limits_words(value: f64, (min, max): (f64, f64)) -> String {
    let far = |limit: f64| if limit.abs() > BEYOND { "a quadrillion" } else { "a trillion" };
    let (low_is_far, high_is_far) = (min <= -BEYOND, max >= BEYOND);
    if high_is_far && value > max {
        return format!("at most {}", far(max));
    }
    if low_is_far && value < min {
        return format!("at least minus {}", far(min));
    }
    let is_above_0 = min > 0.0 && min < 0.01;
    match (low_is_far, high_is_far) {
        (true, true) => "a number".to_owned(),
        (true, false) => format!("at most {}", figure(max)),
        (false, true) if is_above_0 => "more than 0".to_owned(),
        (false, true) => format!("{} or more", figure(min)),
        (false, false) if is_above_0 => format!("more than 0, and at most {}", figure(max)),
        (false, false) => format!("from {} to {}", figure(min), figure(max)),
    }
}

/// An interval that holds its middle.
fn interval(field: &str, value: f64, low_high: Option<[f64; 2]>, limits: (f64, f64)) -> Result<(), Invalid> {
    let Some([low, high]) = low_high else { return Ok(()) };
    within(field, "The lower end", low, limits)?;
    within(field, "The upper end", high, limits)?;
    if low < high && (low..=high).contains(&value) {
        return Ok(());
    }
    let words = if low > high {
        format!("The interval runs from {} to {}. Swap the two.", figure(low), figure(high))
    } else if low < high {
        let (value, low, high) = (figure(value), figure(low), figure(high));
        format!("{value} is not between {low} and {high}. The interval must hold the value.")
    } else {
        format!("The interval begins and ends at {}. Leave it empty, or widen it.", figure(low))
    };
    Err(Invalid::new(field, words))
}

fn launch(at: &str, launch: &Launch) -> Result<(), Invalid> {
    text::required_line(&format!("{at}.key"), "The launch's key", &launch.key)?;
    text::required_line(&format!("{at}.name"), "The launch", &launch.name)?;
    text::line(&format!("{at}.by"), "Who said it", &launch.by)?;
    let limits = step(&format!("{at}.step"), launch.step)?;
    let (LaunchStep::Percent(value) | LaunchStep::Amount(value)) = launch.step;
    interval(&format!("{at}.low_high"), value, launch.low_high, limits)
}

/// A step within its limits, which are given back.
fn step(field: &str, step: LaunchStep) -> Result<(f64, f64), Invalid> {
    let (value, limits) = match step {
        LaunchStep::Percent(pct) => (pct, STEP_PCT),
        LaunchStep::Amount(amount) => (amount, STEP_AMOUNT),
    };
    within(field, "The step", value, limits).map(|()| limits)
}

fn price(at: &str, step: &PriceStep) -> Result<(), Invalid> {
    text::prose(&format!("{at}.note"), "The note", &step.note)?;
    let prices = [
        ("instance_cost_per_month_usd", step.instance_cost_per_month_usd, InputKey::InstanceCostPerMonthUsd),
        ("fixed_cost_per_month_usd", step.fixed_cost_per_month_usd, InputKey::FixedCostPerMonthUsd),
    ];
    if prices.iter().all(|(_, usd, _)| usd.is_none()) {
        return Err(Invalid::new(at, "The step changes no price. State one, or remove the step."));
    }
    for (name, usd, key) in prices {
        if let Some(usd) = usd {
            within(&format!("{at}.{name}"), "The price", usd, key.limits())?;
        }
    }
    Ok(())
}

/// Days that are in order, none of them twice.
fn in_order(at: &str, days: impl Iterator<Item = Date>) -> Result<(), Invalid> {
    let mut before: Option<Date> = None;
    for (place, on) in days.enumerate() {
        let wrong = match before {
            Some(before) if on == before => Some(format!("{on} is there twice. Keep one of the two.")),
            Some(before) if on < before => {
                Some(format!("{on} stands after {before}. Put the days in order."))
            }
            _ => None,
        };
        if let Some(words) = wrong {
            return Err(Invalid::new(format!("{at}.{place}.on"), words));
        }
        before = Some(on);
    }
    Ok(())
}

fn history(history: &History) -> Result<(), Invalid> {
    text::line("history.source", "The source of the history", &history.source)?;
    text::line("history.series", "The series", &history.series)?;
    if history.points.is_empty() {
        return Err(Invalid::new(
            "history.points",
            "The history is empty. Remove it, or import one with points.",
        ));
    }
    most("history.points", "days of history", history.points.len(), HISTORY_MAX_POINTS)?;
    in_order("history.points", history.points.iter().map(|(on, _)| *on))?;
    for (at, (on, value)) in history.points.iter().enumerate() {
        within(
            &format!("history.points.{at}"),
            &format!("Demand of {on}"),
            *value,
            InputKey::DemandNow.limits(),
        )?;
    }
    Ok(())
}

fn load_point(at: &str, point: LoadPoint) -> Result<(), Invalid> {
    let limits = InputKey::Ceiling.limits();
    within(&format!("{at}.concurrency"), "The concurrency", point.concurrency, limits)?;
    within(&format!("{at}.throughput"), "The throughput", point.throughput, InputKey::DemandNow.limits())
}

fn most(field: &str, noun: &str, count: usize, max: usize) -> Result<(), Invalid> {
    if count <= max {
        return Ok(());
    }
    Err(Invalid::new(field, format!("There are {count} {noun}; {max} fit.")))
}

fn once(field: &str, noun: &str, is_twice: bool) -> Result<(), Invalid> {
    if is_twice { Err(Invalid::new(field, format!("Two {noun} have the same key."))) } else { Ok(()) }
}
