//! Points of a table at which requests failed.

use super::{
    number::measured,
    table::{bare, cell},
};
use crate::{Unreadable, capacity::unit::Unit};
use csv::StringRecord;
use domain::{
    capacity::{file::Decimal, usl::LoadPoint},
    chaos::experiment::measured as figure,
    text::clip,
};

/// From this share on it is said that requests failed.
const SAID_PCT: f64 = 1.0;
/// From this share on a throughput is no ceiling.
const HALF_PCT: f64 = 50.0;

/// A column that says how many failed.
struct Column {
    at: usize,
    by: By,
}

/// How a column counts what failed.
enum By {
    Percent,
    /// From 0 to 1.
    Share,
    /// In so many seconds.
    Rate(f64),
    /// Of so many in another column.
    Of(usize),
}

/// Takes the points out at which half of the requests failed, and says at which ones some did. Throughput counts over `over_s`
/// seconds; `None` where it is in bytes, of which no failure is a part.
///
/// # Errors
/// Nothing is left.
pub fn left(
    points: &mut Vec<LoadPoint>,
    header: &[String],
    rows: &[&StringRecord],
    over_s: Option<f64>,
    decimal: Decimal,
) -> Result<Vec<String>, Unreadable> {
    let Some(column) = column(header, rows, decimal) else { return Ok(Vec::new()) };
    let value = |row: &StringRecord, at: usize| {
        let (value, behind) = measured(cell(row, Some(at)), decimal)?;
        Some(value * Unit::of(behind).counts().unwrap_or(1.0))
    };
    let share = |(row, point): (&&StringRecord, &LoadPoint)| {
        let value_of = value(row, column.at)?;
        Some(match column.by {
            By::Percent => value_of,
            By::Share => value_of * 100.0,
            By::Rate(in_s) => {
                value_of * (over_s? / in_s) * 100.0 / Some(point.throughput).filter(|rate| *rate > 0.0)?
            }
            By::Of(all) => value_of * 100.0 / value(row, all).filter(|all| *all > 0.0)?,
        })
    };
    let shares: Vec<f64> = rows.iter().zip(&*points).map(|row| share(row).unwrap_or_default()).collect();
    let named = |from: f64, to: f64| {
        let at = points.iter().zip(&shares).filter(move |(_, share)| (from..to).contains(*share));
        at.map(|(point, _)| figure(point.concurrency, "")).collect::<Vec<_>>()
    };
    let (some, half) = (named(SAID_PCT, HALF_PCT), named(HALF_PCT, f64::INFINITY));
    let most = shares.iter().copied().filter(|share| *share < HALF_PCT).fold(0.0, f64::max);
    if half.len() == points.len() {
        return Err(none_succeeded(shares.iter().all(|share| *share >= 100.0)));
    }
    let mut said = Vec::new();
    if matches!(column.by, By::Share) && !(some.is_empty() && half.is_empty()) {
        let heading = header.get(column.at).map(|heading| clip(heading, 40)).unwrap_or_default();
        said.push(format!("“{heading}” was read as a share of 1: 0.05 is 5%."));
    }
    if !some.is_empty() {
        let at = listed(&some);
        said.push(format!(
            "At a concurrency of {at} up to {}% of the requests failed. They count as throughput there.",
            figure(most, "")
        ));
    }
    if !half.is_empty() {
        let at = listed(&half);
        said.push(format!(
            "At a concurrency of {at} half of the requests or more failed. That is no ceiling, so this was left out."
        ));
    }
    let mut share = shares.iter();
    points.retain(|_| share.next().is_none_or(|share| *share < HALF_PCT));
    Ok(said)
}

/// Why a load test says nothing.
pub fn none_succeeded(is_none: bool) -> Unreadable {
    Unreadable::new(if is_none {
        "No request succeeded: this says nothing of a ceiling."
    } else {
        "At every concurrency half of the requests or more failed: this says nothing of a ceiling."
    })
}

fn column(header: &[String], rows: &[&StringRecord], decimal: Decimal) -> Option<Column> {
    let fails = |heading: &str| heading.contains("error") || heading.contains("fail");
    let found = header.iter().enumerate().filter(|(_, heading)| fails(&heading.to_lowercase()));
    let by = |(at, heading): (usize, &String)| {
        let (unit, lower, bare) = (Unit::headed(heading), heading.to_lowercase(), bare(heading));
        let numbers = || rows.iter().filter_map(move |row| measured(cell(row, Some(at)), decimal));
        let in_s = unit.as_ref().and_then(Unit::over_s);
        let by = if unit.is_some_and(|unit| unit.is_share())
            || bare.contains("percent")
            || numbers().any(|(_, behind)| Unit::of(behind).is_share())
        {
            By::Percent
        } else if let Some(in_s) = in_s {
            By::Rate(in_s)
        } else if bare.contains("rate") || bare.contains("ratio") || bare.contains("share") {
            if numbers().all(|(value, _)| value <= 1.0) { By::Share } else { By::Percent }
        } else if lower.ends_with("_s") || lower.ends_with("_sec") || bare.ends_with("persecond") {
            By::Rate(1.0)
        } else {
            By::Of(super::table::place(
                header,
                &["requests", "requestcount", "totalrequests", "samples", "total", "count"],
            )?)
        };
        Some(Column { at, by })
    };
    found.filter_map(by).next()
}

/// `8, 16 and 32`, the first ten.
pub fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        words if words.len() > 10 => {
            let first = words.iter().take(10).map(String::as_str).collect::<Vec<_>>();
            format!("{} and {} more", first.join(", "), words.len() - 10)
        }
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}
