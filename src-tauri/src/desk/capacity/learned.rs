//! What measurements make of a model, in sentences, what they replace in it among them.

use super::measured::Told;
use chrono::TimeDelta;
use contract::Refusal;
use domain::{
    Date,
    capacity::{
        Basis, CapacityModel, History, Input, InputKey,
        file::{Daily, Taken},
        history::{self, Fitted, Unfit},
        model::HISTORY_MAX_POINTS,
        usl::{self, LoadPoint},
    },
    chaos::experiment::{measured, quantity},
    text::{Invalid, LINE_MAX_CHARS, clip, count},
};
use interchange::capacity::{load_test::LoadTest, unit};

/// The points of a load test go into a model.
///
/// # Errors
/// It is open what parts its decimals, it is measured in something else than the model, or no curve goes through its points
/// and the model has points already.
pub(super) fn from_load_test(
    model: &mut CapacityModel,
    test: &LoadTest,
    told: &Told<'_>,
) -> Result<Vec<String>, Invalid> {
    let mut said = vec![format!("A load test with {}.", count(test.points.len() as u64, "point"))];
    if let (Some(requests), Some(errors)) = (test.requests, test.errors) {
        said.push(format!("{}, {}.", count(requests, "request"), count(errors, "error")));
    }
    said.extend(test.warnings.iter().cloned());
    let turned = unit::counted_as(&test.unit, &model.metric).map_err(|words| Invalid::new("unit", words))?;
    said.extend(turned.said);
    let points: Vec<LoadPoint> = test
        .points
        .iter()
        .map(|point| LoadPoint { throughput: point.throughput * turned.by, ..*point })
        .collect();
    match usl::fit(&points) {
        Ok(fit) => said.extend(fit.warnings.iter().map(ToString::to_string)),
        Err(refused) if !model.load_points.is_empty() && model.load_points != points => {
            let stay = count(model.load_points.len() as u64, "point");
            let levels = if points.len() == 1 { ONE_LEVEL } else { "" };
            let words =
                format!("{refused} The {stay} that the model has would be gone, so they stay.{levels}");
            return Err(Invalid::new("load_points", words));
        }
        Err(refused) => said.push(refused.to_string()),
    }
    let before = model.load_points.len();
    if before > 0 && model.load_points != points {
        let points = count(before as u64, "point");
        said.push(format!("Replaces the load test of {points}{}.", from(&model.load_source)));
    }
    if model.metric.is_empty() {
        model.metric = clip(&test.unit, LINE_MAX_CHARS - 1);
    }
    model.load_points = points;
    model.load_source = told.source();
    Ok(said)
}

/// What to do with a file of one level, where the model holds others.
const ONE_LEVEL: &str = " This file holds one level. Choose the files of all levels together (readyroom import FILE FILE … --into ID on the command line); or type its point into the points of the load test.";

/// A history goes into a model, and with it what it says of demand and growth.
///
/// # Errors
/// It is measured in something else than the model, ends after `today`, or is too short to replace a longer one.
pub(super) fn from_history(
    model: &mut CapacityModel,
    taken: &Taken,
    today: Date,
    told: &Told<'_>,
) -> Result<Vec<String>, Refusal> {
    let mut said = vec![holds(taken)];
    let (taken, turned) = in_one_unit(&model.metric, taken)?;
    let taken = &taken;
    is_past(taken, today)?;
    said.extend(taken.done.iter().cloned());
    said.extend(turned);
    if !told.samples.is_empty() {
        said.push(format!("Read from {}: a peak between two of them is not seen.", told.samples));
    }
    if model.metric.is_empty() {
        model.metric = clip(&taken.unit, LINE_MAX_CHARS - 1);
    }
    let (kept, dropped) = kept(taken, told);
    let fitted = history::fit(&taken.points);
    longer_stays(model, &kept, &fitted)?;
    if dropped > 0 {
        let (days, most) = (count(dropped as u64, "day"), count(HISTORY_MAX_POINTS as u64, "day"));
        said.push(format!("The first {days} with a value are not kept: a model holds the last {most}."));
    }
    if let Some(before) = model.history.as_ref().filter(|before| **before != kept) {
        let days = count(before.points.len() as u64, "day");
        said.push(format!("Replaces the history of {days}{}.", from(&before.source)));
    }
    model.history = Some(kept);
    said.push(fitted.as_ref().map_or_else(ToString::to_string, growth_words));
    let steps = fitted.iter().flat_map(|fitted| &fitted.steps);
    said.extend(steps.map(|step| {
        let by = measured(step.by, &taken.unit);
        format!("From {} on the level is another ({by}); growth is told without that.", step.on)
    }));
    let on = taken.points.last().map(|(on, _)| *on);
    said.extend(demand(model, &fitted, on, told));
    said.extend(growth(model, fitted.as_ref().ok(), on, told));
    Ok(said.into_iter().map(|words| legible(&words)).collect())
}

/// Demand now is that of the busiest day of a week, as every forecast is held against one.
fn demand(
    model: &mut CapacityModel,
    fitted: &Result<Fitted, Unfit>,
    on: Option<Date>,
    told: &Told<'_>,
) -> Vec<String> {
    let value = match fitted {
        Ok(fitted) => Some(fitted.peak_now),
        Err(Unfit::Flat { value }) => Some(*value),
        Err(_) => None,
    };
    let (min, max) = InputKey::DemandNow.limits();
    let Some(value) = value.filter(|value| (min..=max).contains(value)) else {
        let stays = model.inputs.get(&InputKey::DemandNow);
        let stays =
            stays.map(|input| format!("Demand now stays {}.", number(model, InputKey::DemandNow, input)));
        return stays.into_iter().collect();
    };
    let of_a_day = match told.answers.daily {
        Daily::Peak => "daily peaks",
        Daily::Mean => "daily means",
    };
    let samples = if told.samples.is_empty() { String::new() } else { format!(" of {}", told.samples) };
    let note = format!("{}, {of_a_day}{samples}", told.source());
    let mut said = vec![format!("Demand now {}.", measured(value, &model.metric))];
    said.extend(state(model, InputKey::DemandNow, input(value, None, on, &note, told)));
    said
}

/// Growth as far as the history tells it. One that was measured before is none of this history, and does not stay.
fn growth(
    model: &mut CapacityModel,
    fitted: Option<&Fitted>,
    on: Option<Date>,
    told: &Told<'_>,
) -> Option<String> {
    const KEY: InputKey = InputKey::GrowthPctPerMonth;
    if let Some((fitted, growth)) = fitted.and_then(|fitted| Some((fitted, fitted.growth_pct_per_month?))) {
        // A history without any noise has no interval.
        let low_high = Some([growth.low, growth.high]).filter(|[low, high]| low < high);
        return state(model, KEY, input(growth.mid, low_high, on, &method_words(fitted), told));
    }
    let before = model.inputs.get(&KEY)?;
    let words = number(model, KEY, before);
    if before.basis != Basis::Measured {
        return Some(format!("Growth stays {words}."));
    }
    model.inputs.remove(&KEY);
    Some(format!("Removes growth {words}: this history does not bear it out."))
}

fn input(value: f64, low_high: Option<[f64; 2]>, on: Option<Date>, note: &str, told: &Told<'_>) -> Input {
    Input {
        value,
        low_high,
        basis: Basis::Measured,
        by: told.by.to_owned(),
        on,
        note: clip(note, LINE_MAX_CHARS - 1),
    }
}

/// Writes a number down. Returns what it replaces.
pub(super) fn state(model: &mut CapacityModel, key: InputKey, input: Input) -> Option<String> {
    let before = model.inputs.insert(key, input.clone()).filter(|before| *before != input)?;
    Some(format!("Replaces {} {}.", key.label().to_lowercase(), number(model, key, &before)))
}

/// A number that is stated, and who said it: `2,140 requests/sec (Mira, measured)`.
fn number(model: &CapacityModel, key: InputKey, input: &Input) -> String {
    let unit = if key.is_in_metric() { model.metric.as_str() } else { key.unit() };
    let by = if input.by.is_empty() { String::new() } else { format!("{}, ", input.by) };
    format!("{} ({by}{})", quantity(input.value, unit), input.basis.label())
}

/// ` from “grafana.csv”`; nothing where nobody wrote down where it is from.
fn from(source: &str) -> String {
    if source.is_empty() { String::new() } else { format!(" from “{source}”") }
}

/// A history as the model counts, and what was turned into what. Numbers in two units cannot be compared.
fn in_one_unit(of_model: &str, taken: &Taken) -> Result<(Taken, Option<String>), Invalid> {
    let turned = unit::turned(&taken.unit, of_model).map_err(|words| Invalid::new("unit", words))?;
    let unit = if of_model.trim().is_empty() { taken.unit.clone() } else { of_model.to_owned() };
    let points = taken.points.iter().map(|(on, value)| (*on, value.map(|value| value * turned.by)));
    let points = points.map(|(on, value)| (on, value.filter(|value| value.is_finite()))).collect();
    Ok((Taken { points, unit, ..taken.clone() }, turned.said))
}

/// A day ahead of that of UTC is today somewhere.
fn is_past(taken: &Taken, today: Date) -> Result<(), Invalid> {
    let last = taken.points.iter().rev().find(|(_, value)| value.is_some()).map(|(on, _)| *on);
    let Some(last) = last.filter(|last| *last > today + TimeDelta::days(1)) else { return Ok(()) };
    let words = format!(
        "It ends on {}, which is to come: a forecast is no measurement. Export what was measured until today.",
        last.format("%-d %B %Y")
    );
    Err(Invalid::new("series", words))
}

/// A history that is too short to tell anything replaces no longer one.
fn longer_stays(
    model: &CapacityModel,
    kept: &History,
    fitted: &Result<Fitted, Unfit>,
) -> Result<(), Invalid> {
    let before = model.history.as_ref().map_or(0, |before| before.points.len());
    match fitted {
        Err(refused @ (Unfit::Empty | Unfit::TooShort { .. } | Unfit::TooFew { .. }))
            if before > kept.points.len() =>
        {
            let days = count(before as u64, "day");
            let words =
                format!("{refused} The history of {days} that the model has would be gone, so it stays.");
            Err(Invalid::new("history", words))
        }
        _ => Ok(()),
    }
}

/// Without what nobody reads to its end: a number of three hundred digits is cut.
fn legible(words: &str) -> String {
    const DIGITS_MAX: usize = 24;
    let mut legible = String::with_capacity(words.len());
    let mut run = 0;
    for c in words.chars() {
        let before = run;
        run = if c.is_ascii_digit() || run > 0 && matches!(c, ',' | '.') { run + 1 } else { 0 };
        if run == 0 && before > DIGITS_MAX {
            legible.push('…');
        }
        if run <= DIGITS_MAX {
            legible.push(c);
        }
    }
    if run > DIGITS_MAX {
        legible.push('…');
    }
    legible
}

/// What a model holds of it, and how many days it does not.
fn kept(taken: &Taken, told: &Told<'_>) -> (History, usize) {
    let mut points: Vec<(Date, f64)> =
        taken.points.iter().filter_map(|(on, value)| Some((*on, (*value)?))).collect();
    let dropped = points.len().saturating_sub(HISTORY_MAX_POINTS);
    points.drain(..dropped);
    (History { source: told.source(), series: clip(&taken.name, LINE_MAX_CHARS - 1), points }, dropped)
}

fn holds(taken: &Taken) -> String {
    let measured_days = taken.points.iter().filter(|(_, value)| value.is_some()).count() as u64;
    let ends = taken.points.first().zip(taken.points.last());
    let span = ends.map_or_else(String::new, |((first, _), (last, _))| format!(", {first} to {last}"));
    let unit = if taken.unit.is_empty() { "not stated" } else { &taken.unit };
    format!("“{}”: {} with a value{span}; unit {unit}.", taken.name, count(measured_days, "day"))
}

fn growth_words(fitted: &Fitted) -> String {
    let figure = |value: f64| measured(value, "");
    let growth = fitted.growth_pct_per_month.map_or_else(
        || "The level is too near to nothing for a growth in percent.".to_owned(),
        |growth| {
            format!(
                "Growth {} % a month (90 %: {} to {}).",
                figure(growth.mid),
                figure(growth.low),
                figure(growth.high)
            )
        },
    );
    format!("{growth} {}", method_words(fitted))
}

/// The method that did best, with its error beside that of the naive one.
fn method_words(fitted: &Fitted) -> String {
    let of = |method| fitted.errors.iter().find(|error| error.method == method).map(|error| error.smape_pct);
    let (best, naive) = (of(fitted.method), of(history::Method::LastValue));
    match (best, naive) {
        (Some(best), Some(naive)) => format!(
            "{}: {} % off on the last {}, the last value {} %.",
            fitted.method.label(),
            measured(best, ""),
            count(fitted.held_out_days, "day"),
            measured(naive, "")
        ),
        _ => format!("{}; too short to hold days back and measure its error.", fitted.method.label()),
    }
}
