//! The answer as a room reads it: four figures, a word on whether a decision is due, and a sentence for the projector.

use super::{
    Binds, CapacityAnswer, Ceiling, Cost, Costs, Dates, Line, NoDate, OptionAnswer, Regret, RunsOut, Tile,
    ceiling,
    ceiling::share_left,
    course::{lead_time_days, serves_on},
    figure, from_words,
};
use crate::{
    Date,
    capacity::model::{CapacityModel, InputKey, LaunchStep, Resource, WhatIf},
    text::count,
};
use chrono::Datelike;

/// A decision is due when the last day to order is no further away than this.
const DUE_WITHIN_DAYS: i64 = 90;

/// The four figures: when it runs out, by when to order, what binds, what it costs.
#[must_use]
pub fn tiles(model: &CapacityModel, answer: &CapacityAnswer) -> Vec<Tile> {
    vec![
        runs_out(model, &answer.runs_out),
        order_by(model, &answer.runs_out, answer.today),
        binds(model, &answer.line),
        cost(&answer.costs),
    ]
}

/// The same from the line alone, while something is dragged: one day instead of a range.
#[must_use]
pub fn tiles_of_line(model: &CapacityModel, line: &Line, costs: &Costs, today: Date) -> Vec<Tile> {
    let of_line = RunsOut::of_line(model, line, today);
    let mut runs_out = runs_out(model, &of_line);
    if of_line.dates().is_some() {
        "without chance".clone_into(&mut runs_out.note);
    }
    vec![runs_out, order_by(model, &of_line, today), binds(model, line), cost(costs)]
}

/// Whether a decision is due: “Decide by 8 May 2027”, and whether it is late; empty where none is.
#[must_use]
pub fn pill(model: &CapacityModel, runs_out: &RunsOut, today: Date) -> (String, bool) {
    if let RunsOut::NoDate(NoDate::OverNow { .. }) = runs_out {
        return ("Over the ceiling".to_owned(), true);
    }
    match runs_out.order_by(model) {
        Some(on) if on < today => ("Order-by date passed".to_owned(), true),
        Some(on) if on.signed_duration_since(today).num_days() <= DUE_WITHIN_DAYS => {
            (format!("Decide by {}", day(on)), false)
        }
        _ => (String::new(), false),
    }
}

/// When it runs out, on one line: `24 Jul 2027 – 10 Mar 2028`, or why no date can be said.
#[must_use]
pub fn runs_out_words(runs_out: &RunsOut) -> String {
    match runs_out {
        RunsOut::On(dates) => range(dates),
        RunsOut::NoDate(why) => why.to_string(),
    }
}

/// Until when an option lasts, on one line; where that is over before it starts, with a word of it.
#[must_use]
pub fn lasts_words(option: &OptionAnswer) -> String {
    let words = runs_out_words(&option.runs_out);
    let ends = match &option.runs_out {
        RunsOut::On(dates) => dates.p50.or(dates.p10),
        RunsOut::NoDate(_) => None,
    };
    match ends.zip(option.from) {
        Some((on, from)) if on < from => format!("{words}, before it starts"),
        _ => words,
    }
}

/// What binds, on one line: `Max instances, 40`.
#[must_use]
pub fn binds_words(model: &CapacityModel, ceiling: Option<&Ceiling>) -> String {
    let Some(ceiling) = ceiling else { return "Not stated".to_owned() };
    let (what, how_many) = bound(model, ceiling);
    format!("{what}, {how_many}")
}

/// What it costs in a year, on one line; “Not stated” where it is not.
#[must_use]
pub fn cost_words(costs: &Costs) -> String {
    costs.in_12_months.as_ref().map_or_else(|| "Not stated".to_owned(), money_range)
}

/// The projector's sentence: “checkout runs out between July 2027 and March 2028”.
#[must_use]
pub fn headline(name: &str, runs_out: &RunsOut) -> String {
    match runs_out {
        RunsOut::On(Dates { p10: Some(early), p90: Some(late), .. }) => {
            let (first, last) = (super::month_words(*early), super::month_words(*late));
            if first == last {
                format!("{name} runs out in {first}")
            } else if early.year() == late.year() {
                format!("{name} runs out between {} and {last}", early.format("%B"))
            } else {
                format!("{name} runs out between {first} and {last}")
            }
        }
        RunsOut::On(Dates { p10: Some(early), .. }) => {
            format!("{name} runs out in {} or later", super::month_words(*early))
        }
        RunsOut::On(_) => format!("{name} may run out, not before three years from now"),
        RunsOut::NoDate(NoDate::OverNow { .. }) => format!("{name} is over its ceiling today"),
        RunsOut::NoDate(NoDate::Flat | NoDate::Shrinking | NoDate::NotWithin { .. }) => {
            format!("{name} does not run out within three years")
        }
        RunsOut::NoDate(_) => format!("{name}: no date can be said"),
    }
}

/// What one would regret within a year, in a line; empty where nothing is known.
#[must_use]
pub fn regret_words(regret: &Regret) -> String {
    let over = regret.days_over.filter(|days| *days >= 0.5).map(|days| {
        let days = days.round() as u64;
        format!("{} over the ceiling", count(days, "day"))
    });
    let idle = regret.idle_usd_per_month.filter(|usd| *usd >= 1.0);
    let idle = idle.map(|idle| format!("{} a month idle", usd(idle)));
    [over, idle].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What holds in front of the room: `growth 3.1 % · launch +12 % · 40 instances`.
#[must_use]
pub fn holding_words(model: &CapacityModel) -> String {
    let said = |key| value_words(model, key);
    let is_lost = model.stated(InputKey::ZonesLost).is_some_and(|lost| lost >= 1.0);
    let launches = model.launches.iter().take(2).map(|launch| launch_words(&launch.name, launch.step));
    said(InputKey::GrowthPctPerMonth)
        .into_iter()
        .chain(launches)
        .chain(said(InputKey::MaxInstances))
        .chain(said(InputKey::ZonesLost).filter(|_| is_lost))
        .collect::<Vec<_>>()
        .join(" · ")
}

/// What is tried, and nothing of what holds anyway: `growth 16 % · without Austria`; empty where it is the model.
#[must_use]
pub fn difference_words(model: &CapacityModel, what_if: &WhatIf, today: Date) -> String {
    let tried = WhatIf { from: None, ..what_if.clone() }.apply(model, today);
    let is_other = |key: &&InputKey| tried.stated(**key) != model.stated(**key);
    let values = what_if.values.keys().filter(is_other).filter_map(|key| value_words(&tried, *key));
    let launches = model.launches.iter().filter_map(|launch| match what_if.launches.get(&launch.key)? {
        None => Some(format!("without {}", launch.name)),
        Some(step) => (*step != launch.step).then(|| launch_words(&launch.name, *step)),
    });
    let mut words: Vec<String> = values.chain(launches).collect();
    if !words.is_empty() {
        words.extend(what_if.starts_on(today).map(from_words));
    }
    words.join(" · ")
}

/// `growth 8 %`, `40 instances`, `1 zone lost`, `ceiling 900 requests/sec`; none where it is not stated.
fn value_words(model: &CapacityModel, key: InputKey) -> Option<String> {
    let value = model.stated(key)?;
    Some(match key {
        InputKey::GrowthPctPerMonth => format!("growth {} %", figure(value)),
        InputKey::MaxInstances => format!("{} instances", figure(value)),
        InputKey::ZonesLost if value < 1.0 => "no zone lost".to_owned(),
        InputKey::ZonesLost => format!("{} lost", count(value as u64, "zone")),
        key => {
            let unit = if key.is_in_metric() { &model.metric } else { key.unit() };
            format!("{} {} {unit}", key.label().to_lowercase(), figure(value)).trim_end().to_owned()
        }
    })
}

/// `Austria +12 %`
fn launch_words(name: &str, step: LaunchStep) -> String {
    match step {
        LaunchStep::Percent(pct) => format!("{name} {}{} %", sign(pct), figure(pct)),
        LaunchStep::Amount(amount) => format!("{name} {}{}", sign(amount), figure(amount)),
    }
}

/// The last day to order in front of a room: `Order by 8 May 2027`, and that it is over where it is; empty where there is none.
#[must_use]
pub fn order_line(model: &CapacityModel, runs_out: &RunsOut, today: Date) -> String {
    match runs_out.order_by(model) {
        Some(on) if on < today => format!("Order-by date passed: {}", day(on)),
        Some(on) => format!("Order by {}", day(on)),
        None => String::new(),
    }
}

const fn sign(step: f64) -> &'static str {
    if step >= 0.0 { "+" } else { "" }
}

fn runs_out_label(model: &CapacityModel) -> String {
    match model.resource {
        Resource::NotStated => "Runs out".to_owned(),
        Resource::Cpu => "Runs out of CPU".to_owned(),
        other => format!("Runs out of {}", other.label().to_lowercase()),
    }
}

fn runs_out(model: &CapacityModel, runs_out: &RunsOut) -> Tile {
    let label = runs_out_label(model);
    match runs_out {
        RunsOut::On(dates) => {
            let note = if dates.is_range {
                let likely = dates.p50.map_or_else(
                    || "most likely later than in three years".to_owned(),
                    |on| format!("most likely {}", day(on)),
                );
                format!("{likely} · 80 % of 5,000 runs")
            } else {
                "no interval is stated, so this is one day".to_owned()
            };
            Tile { label, value: range(dates), note, is_alarm: dates.is_late }
        }
        RunsOut::NoDate(why @ NoDate::OverNow { .. }) => {
            Tile { label, value: "Today".to_owned(), note: rest(&why.to_string()), is_alarm: true }
        }
        RunsOut::NoDate(why) => {
            Tile { label, value: "No date".to_owned(), note: rest(&why.to_string()), is_alarm: false }
        }
    }
}

/// A refusal without the word that stands above it already.
fn rest(words: &str) -> String {
    let said = words.split_once(": ").map_or(words, |(_, rest)| rest);
    said.to_owned()
}

fn order_by(model: &CapacityModel, runs_out: &RunsOut, today: Date) -> Tile {
    let tile = |value: &str, note: String, is_alarm| Tile {
        label: "Order by".to_owned(),
        value: value.to_owned(),
        note,
        is_alarm,
    };
    let Some(lead_days) = lead_time_days(model) else {
        return tile("Not stated", "the lead time is not stated".to_owned(), false);
    };
    let serves = serves_on(model).map(|serves| format!("it serves on {}", day(serves)));
    let RunsOut::On(dates) = runs_out else {
        if let Some((on, serves)) = runs_out.order_by(model).zip(serves) {
            return tile(&day(on), before(on, today, lead_days, &serves), on < today);
        }
        let is_over = matches!(runs_out, RunsOut::NoDate(NoDate::OverNow { .. }));
        return if is_over {
            tile("Passed", format!("more takes {}", span(lead_days)), true)
        } else {
            tile("No date", "nothing runs out on a day that can be said".to_owned(), false)
        };
    };
    let Some(on) = dates.order_by else {
        return tile("No date", "the early end lies more than three years ahead".to_owned(), false);
    };
    let end = if dates.is_range { "the early end" } else { "it runs out" };
    let serves = serves.filter(|_| serves_on(model) < dates.p10);
    tile(&day(on), before(on, today, lead_days, serves.as_deref().unwrap_or(end)), dates.is_late)
}

/// How far the last day to order is before what it is for, or how long it is over.
fn before(on: Date, today: Date, lead_days: u64, end: &str) -> String {
    if on < today {
        let late = span(today.signed_duration_since(on).num_days().unsigned_abs());
        return format!("passed {late} ago; more takes {}", span(lead_days));
    }
    format!("{} before {end}", span(lead_days))
}

fn binds(model: &CapacityModel, line: &Line) -> Tile {
    let label = "What binds".to_owned();
    let Some(ceiling) = &line.ceiling else {
        let note = "no ceiling is stated".to_owned();
        return Tile { label, value: "Not stated".to_owned(), note, is_alarm: false };
    };
    let (what, how_many) = bound(model, ceiling);
    let how_many = match bound_later(model) {
        Some((from, (other, then))) if other == what && then != how_many => {
            format!("{how_many} · {from}: {then}")
        }
        Some((from, (other, then))) if other != what => {
            format!("{how_many} · {from}: {}, {then}", other.to_lowercase())
        }
        _ => how_many,
    };
    let lost = zone_lost(model, line);
    let is_one_more = model.value(InputKey::ZonesLost).is_some_and(|planned| planned > 0.0);
    let case = if is_one_more { "one more zone lost" } else { "a zone lost" };
    let note = match lost {
        Some(pct) if pct >= 100.0 => format!("{how_many} · {case}: over today"),
        Some(pct) => format!("{how_many} · {case}: {} %", figure(pct)),
        None => how_many,
    };
    Tile { label, value: what, note, is_alarm: lost.is_some_and(|pct| pct >= 100.0) }
}

/// What sets the ceiling once something else holds, and how much that is; none where nothing starts later.
fn bound_later(model: &CapacityModel) -> Option<(String, (String, String))> {
    let later = model.later.as_ref()?;
    Some((from_words(later.from), bound(&later.model, &ceiling(&later.model)?)))
}

/// What sets the ceiling, and how much that is.
fn bound(model: &CapacityModel, ceiling: &Ceiling) -> (String, String) {
    let number = |key| model.value(key).map_or_else(|| "not stated".to_owned(), figure);
    let metric = if model.metric.is_empty() { "in its metric" } else { &model.metric };
    match ceiling.binds {
        Binds::Stated if ceiling.left < ceiling.whole => {
            let (left, whole) = (figure(ceiling.left), figure(ceiling.whole));
            ("The ceiling".to_owned(), format!("{left} of {whole} {metric}"))
        }
        Binds::Stated => ("The ceiling".to_owned(), format!("{} {metric}", figure(ceiling.whole))),
        Binds::MaxInstances => ("Max instances".to_owned(), number(InputKey::MaxInstances)),
        Binds::InstancesNow => ("Instances now".to_owned(), number(InputKey::InstancesNow)),
        Binds::PeakUtilization => (
            "Peak utilisation".to_owned(),
            format!("{} % at the last peak", number(InputKey::PeakUtilizationPct)),
        ),
    }
}

/// Utilisation today with one more zone lost than is planned for, in percent; none where zones are not stated.
fn zone_lost(model: &CapacityModel, line: &Line) -> Option<f64> {
    let (zones, lost) = (model.stated(InputKey::Zones)?, model.value(InputKey::ZonesLost)?);
    let now = line.points.first()?.utilization_pct?;
    let pct = now * share_left(zones, lost) / share_left(zones, lost + 1.0);
    (zones - lost >= 2.0 && pct.is_finite()).then_some(pct)
}

fn cost(costs: &Costs) -> Tile {
    let label = "Cost in 12 months".to_owned();
    let Some(later) = &costs.in_12_months else {
        let note = "no cost is stated".to_owned();
        return Tile { label, value: "Not stated".to_owned(), note, is_alarm: false };
    };
    let now = costs.now.as_ref().map_or_else(String::new, |now| format!(" · now {}", usd(now.total_usd)));
    Tile { label, value: money_range(later), note: format!("a month{now}"), is_alarm: false }
}

fn money_range(cost: &Cost) -> String {
    match (cost.p10_usd.map(usd), cost.p90_usd.map(usd)) {
        (Some(low), Some(high)) if low != high => format!("{low} – {}", high.trim_start_matches('$')),
        _ => usd(cost.total_usd),
    }
}

/// `$29,400`
fn usd(value: f64) -> String {
    format!("${}", figure(value))
}

fn range(dates: &Dates) -> String {
    match (dates.p10, dates.p90) {
        (Some(early), Some(late)) if early == late => day(early),
        (Some(early), Some(late)) if early.year() == late.year() => {
            format!("{} – {}", early.format("%-d %b"), day(late))
        }
        (Some(early), Some(late)) => format!("{} – {}", day(early), day(late)),
        (Some(early), None) => format!("{} or later", day(early)),
        _ => "In more than three years".to_owned(),
    }
}

/// `11 weeks`, `5 days`.
fn span(days: u64) -> String {
    if days >= 14 && days.is_multiple_of(7) { count(days / 7, "week") } else { count(days, "day") }
}

/// `8 May 2027`
fn day(on: Date) -> String {
    on.format("%-d %b %Y").to_string()
}
