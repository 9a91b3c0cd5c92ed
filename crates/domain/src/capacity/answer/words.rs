//! What an answer says in words.

use super::{
    Binds, Ceiling, Dates, Horizon, Line, NoDate, RunsOut, ceiling, ceiling::share_left, course::serves_on,
};
use crate::{
    Date,
    capacity::model::{Basis, CapacityModel, InputKey},
    text::{capital, plural},
};
use chrono::{Datelike, Month};

/// From how many days on a stated demand is called old.
const OLD_DAYS: i64 = 45;

/// What the chart shows, in a sentence or two: what demand does, and when it meets the ceiling. Without `runs_out` (no draws) the
/// date is that of the line, and what is refused with draws is refused there too.
#[must_use]
pub fn sentence(model: &CapacityModel, line: &Line, runs_out: Option<&RunsOut>) -> String {
    let (Some(now), Some(end)) = (line.now(), line.end()) else {
        return "Nothing to show: demand now is not stated.".to_owned();
    };
    let metric = &model.metric;
    let demand = if (end.demand - now.demand).abs() <= now.demand.abs() * 1e-3 {
        format!("Demand stays at {} until {}", quantity(now.demand, metric), month_words(end.on))
    } else {
        let verb = if end.demand > now.demand { "rises" } else { "falls" };
        let (from, to) = (figure(now.demand), quantity(end.demand, metric));
        format!("Demand {verb} from {from} to {to} until {}", month_words(end.on))
    };
    let Some(ceiling) = line.ceiling else { return format!("{demand}. No ceiling is stated.") };
    let share = now.utilization_pct.map_or(String::new(), |pct| format!(", now {} % of it", figure(pct)));
    let of = if ceiling.left < ceiling.whole {
        format!(" with the zones lost that are planned for, {} with all", quantity(ceiling.whole, metric))
    } else {
        String::new()
    };
    let then = later_ceiling(model, &ceiling).unwrap_or_default();
    let ceiling = format!("The ceiling is {}{of}{share}.{then}", quantity(ceiling.left, metric));
    let of_line = || RunsOut::of_line(model, line, now.on);
    let (when, on) = match runs_out.cloned().unwrap_or_else(of_line) {
        RunsOut::On(dates) => (dates.words(), dates.p50),
        RunsOut::NoDate(why @ NoDate::OverNow { .. }) => (why.to_string(), Some(now.on)),
        RunsOut::NoDate(why) => (why.to_string(), None),
    };
    let before = on.and_then(|on| before_later(model, on)).unwrap_or_default();
    format!("{demand}. {ceiling} {when}{before}")
}

/// ` From 1 March 2027 on it is 2,400 requests/sec.`; none where it stays.
fn later_ceiling(model: &CapacityModel, now: &Ceiling) -> Option<String> {
    let later = model.later.as_ref()?;
    let then = ceiling(&later.model).filter(|then| then.left.total_cmp(&now.left).is_ne())?;
    Some(format!(" From {} on it is {}.", day(later.from), quantity(then.left, &model.metric)))
}

/// ` That is before the change of 1 March 2027 serves.`, where `on` is.
fn before_later(model: &CapacityModel, on: Date) -> Option<String> {
    let from = model.later.as_ref().map(|later| later.from).filter(|from| on < *from)?;
    let starts = if serves_on(model).is_some() { "serves" } else { "starts" };
    Some(format!(" That is before the change of {} {starts}.", day(from)))
}

/// `from 1 Mar 2027`
#[must_use]
pub fn from_words(on: Date) -> String {
    on.format("from %-d %b %Y").to_string()
}

/// What a person should know before they believe an answer, the most important first. `line` reaches to the longest horizon.
#[must_use]
pub fn findings(model: &CapacityModel, today: Date, line: &Line, runs_out: Option<&RunsOut>) -> Vec<String> {
    let dates = runs_out.and_then(RunsOut::dates);
    [
        dates.and_then(|dates| order_words(dates, today)),
        dates.and_then(|dates| early_end(model, dates)),
        line.ceiling.map(|ceiling| binding(model, &ceiling)),
        line.ceiling.and_then(|ceiling| super::pool::headroom(model, &ceiling)),
        zones(model, line),
        threshold(line, today),
        naive(line),
        dates.filter(|dates| !dates.is_range).map(|_| {
            "No number has an interval, so the date has no range. Say between which values demand, growth and ceiling lie."
                .to_owned()
        }),
        unstated_peak(model, line),
        guessed(model),
        old(model, today),
        costs(model),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A load test shows a ceiling, and none is stated.
fn unstated_peak(model: &CapacityModel, line: &Line) -> Option<String> {
    let points = model.load_points.len();
    (line.ceiling.is_none() && points > 0).then(|| {
        format!(
            "A load test of {} stands below, and no ceiling is stated. State its peak as the ceiling, or as what one instance carries.",
            crate::text::count(points as u64, "point")
        )
    })
}

impl Dates {
    /// `It runs out around 12 March 2027; in eight cases of ten between … and ….`
    #[must_use]
    pub fn words(&self) -> String {
        let later = || format!("later than {} months from now", Horizon::LONGEST.months());
        let said = |on: Option<Date>| on.map_or_else(later, day);
        match (self.p50, self.is_range) {
            (Some(p50), false) => format!("It is reached on {}.", day(p50)),
            (p50, _) => {
                let around = p50.map_or_else(later, |on| format!("around {}", day(on)));
                let (p10, p90) = (said(self.p10), said(self.p90));
                format!("It is reached {around}; in eight cases of ten between {p10} and {p90}.")
            }
        }
    }
}

/// From here on digits say nothing any more.
const BEYOND: f64 = 1e12;

/// A number as a room says it: three significant digits, thousands separated.
#[must_use]
pub fn figure(value: f64) -> String {
    if value.abs() >= BEYOND {
        return if value > 0.0 { "over a trillion" } else { "below minus a trillion" }.to_owned();
    }
    let decimals = match value.abs() {
        100.0.. => 1.0,
        10.0.. => 10.0,
        1.0.. => 100.0,
        _ => 1_000.0,
    };
    let near = (value * decimals).round() / decimals;
    // Nearly all is not all: 99.97 % is still below the ceiling.
    let shown = if value.abs() < 100.0 && near.abs() >= 100.0 { value } else { near };
    crate::chaos::experiment::figure(shown + 0.0) // no minus before nothing
}

/// `March 2027`
#[must_use]
pub fn month_words(on: Date) -> String {
    let month = u8::try_from(on.month()).ok().and_then(|month| Month::try_from(month).ok());
    format!("{} {}", month.map_or("", |month| month.name()), on.year())
}

/// `1,864 requests/sec`
fn quantity(value: f64, metric: &str) -> String {
    if metric.is_empty() { figure(value) } else { format!("{} {metric}", figure(value)) }
}

/// `24 November 2026`
fn day(on: Date) -> String {
    format!("{} {}", on.day(), month_words(on))
}

fn days(number: i64) -> String {
    format!("{number} {}", plural(number.unsigned_abs(), "day"))
}

/// The last day to order, with what that means today.
fn order_words(dates: &Dates, today: Date) -> Option<String> {
    let Some(on) = dates.order_by else {
        let words = "The lead time is not stated, so it cannot be said by when to order.";
        return dates.p10.is_some().then(|| words.to_owned());
    };
    let ahead = on.signed_duration_since(today).num_days();
    Some(match ahead {
        ..0 => format!("The last day to order was {}, {} ago.", day(on), days(-ahead)),
        0 => "The last day to order is today.".to_owned(),
        _ => format!("Order by {}, in {}.", day(on), days(ahead)),
    })
}

/// That the early end of the range lies before what starts later, where the middle does not: that one is said with the date.
fn early_end(model: &CapacityModel, dates: &Dates) -> Option<String> {
    let early = dates
        .p10
        .filter(|p10| dates.p50.is_none_or(|p50| before_later(model, p50).is_none() && p50 > *p10))?;
    let before = before_later(model, early)?;
    Some(format!("In one case of ten it is reached by {}.{before}", day(early)))
}

/// What sets the ceiling.
fn binding(model: &CapacityModel, ceiling: &Ceiling) -> String {
    let whole = quantity(ceiling.whole, &model.metric);
    let each = model.value(InputKey::CarriesPerInstance).map_or(String::new(), figure);
    let count = |key| model.value(key).map_or(String::new(), figure);
    match ceiling.binds {
        Binds::MaxInstances => {
            format!("Max instances bind: {} × {each} = {whole}.", count(InputKey::MaxInstances))
        }
        Binds::InstancesNow => {
            format!(
                "Instances bind, nothing adds any by itself: {} × {each} = {whole}.",
                count(InputKey::InstancesNow)
            )
        }
        Binds::PeakUtilization => {
            format!(
                "The ceiling of {whole} is computed from demand and utilisation at the last peak. A load test would know it."
            )
        }
        Binds::Stated => match model.inputs.get(&InputKey::Ceiling).map(|input| input.basis) {
            Some(basis) => format!("The ceiling of {whole} is {}.", basis.label()),
            None => format!("The ceiling is {whole}."),
        },
    }
}

/// What the loss of zones does.
fn zones(model: &CapacityModel, line: &Line) -> Option<String> {
    let zones = model.value(InputKey::Zones).filter(|zones| *zones >= 2.0)?;
    let (ceiling, demand) = (line.ceiling?, line.now()?.demand);
    let whole_pct = demand / ceiling.whole * 100.0;
    let planned = model.value(InputKey::ZonesLost).filter(|lost| *lost > 0.0);
    let lost = planned.unwrap_or(1.0).min(zones - 1.0);
    let left_pct = whole_pct / share_left(zones, lost);
    let over = if left_pct >= 100.0 { ": more than there is" } else { "" };
    let zones = figure(zones);
    Some(format!(
        "With {} of {zones} zones lost, utilisation is {} % instead of {} %{over}.",
        figure(lost),
        figure(left_pct),
        figure(whole_pct)
    ))
}

/// When nothing more is added, before the ceiling.
fn threshold(line: &Line, today: Date) -> Option<String> {
    let on = line.scale_up_on.filter(|_| line.now().is_some_and(|now| now.demand > 0.0))?;
    let pct = figure(line.scale_up_pct);
    if on <= today {
        return Some(format!("Utilisation is above the threshold of {pct} % already."));
    }
    Some(format!("Utilisation passes {pct} % on {}.", day(on)))
}

/// What the naive line would have said.
fn naive(line: &Line) -> Option<String> {
    let on = line.runs_out_on?;
    let Some(naive_on) = line.naive_runs_out_on else {
        return Some("A straight line would not reach the ceiling within 36 months.".to_owned());
    };
    let later = naive_on.signed_duration_since(on).num_days();
    match later {
        0 => None,
        1.. => Some(format!("A straight line would reach the ceiling {} later.", days(later))),
        _ => Some(format!("A straight line would reach the ceiling {} earlier.", days(-later))),
    }
}

/// Which of the first numbers somebody only guessed.
fn guessed(model: &CapacityModel) -> Option<String> {
    let guessed = |key: &&InputKey| model.inputs.get(key).is_some_and(|input| input.basis == Basis::Guessed);
    let labels: Vec<String> =
        InputKey::FIRST.iter().filter(guessed).map(|key| key.label().to_lowercase()).collect();
    (!labels.is_empty()).then(|| capital(&format!("guessed, not measured: {}.", labels.join(", "))))
}

/// Demand that was stated some time ago.
fn old(model: &CapacityModel, today: Date) -> Option<String> {
    let on = model.inputs.get(&InputKey::DemandNow)?.on?;
    let age = today.signed_duration_since(on).num_days();
    let words = || {
        format!(
            "Demand is of {}, {} ago. It was carried on from there with the stated growth.",
            day(on),
            days(age)
        )
    };
    (age > OLD_DAYS).then(words)
}

/// What of the costs is not known.
fn costs(model: &CapacityModel) -> Option<String> {
    let stated = |key| model.stated(key).is_some();
    let (fixed, each) = (stated(InputKey::FixedCostPerMonthUsd), stated(InputKey::InstanceCostPerMonthUsd));
    match (stated(InputKey::CostPerMonthUsd), fixed, each) {
        (true, false, false) => {
            Some("How much of the cost is fixed is not stated, so nothing is said of later costs.".to_owned())
        }
        (_, false, true) => {
            Some("The fixed cost is not stated; costs are those of instances alone.".to_owned())
        }
        _ => None,
    }
}
