//! Results of k6: its metrics one by one as CSV (`--out csv`), or the summary of a run as JSON (`--summary-export`,
//! `handleSummary`).

use super::{
    LoadTest, Tool,
    levels::Levels,
    table::{Table, at, cell, place},
};
use crate::{Unreadable, capacity::Progress};
use chrono::DateTime;
use domain::{capacity::usl::LoadPoint, text::clip};
use serde_json::Value;
use std::collections::BTreeMap;

/// Users of a run whose summary has one rate for all of it: from this share of the most on, they count as the same number.
const SAME_USERS: f64 = 0.9;

/// Whether these are the headings of such a file.
pub fn is_header(header: &[String]) -> bool {
    ["metricname", "timestamp", "metricvalue"].iter().all(|name| place(header, &[name]).is_some())
}

/// Reads a point for each number of virtual users.
pub fn read(table: &Table<'_>, progress: &mut Progress<'_>) -> Result<LoadTest, Unreadable> {
    let header = table.header();
    let place = |name: &str| place(&header, &[name]);
    let (name, time, value) = (place("metricname"), place("timestamp"), place("metricvalue"));
    let mut users: BTreeMap<i64, u32> = BTreeMap::new();
    let (mut requests, mut iterations): (BTreeMap<i64, u64>, BTreeMap<i64, u64>) = Default::default();
    let mut failed = 0;
    for row in table.rows(progress).skip(1) {
        let (line, row) = row?;
        let metric = cell(&row, name);
        if !matches!(metric, "vus" | "http_reqs" | "http_req_failed" | "iterations") {
            continue;
        }
        let said = cell(&row, time);
        let at_s = second(said).ok_or_else(|| at(line, format!("“{}” is no time.", clip(said, 40))))?;
        let said = cell(&row, value);
        let amount: f64 =
            said.parse().ok().filter(|amount| (0.0..=1e9).contains(amount)).ok_or_else(|| {
                at(
                    line,
                    format!("The value of {metric} is “{}”, and not a number from 0 to 1e9.", clip(said, 40)),
                )
            })?;
        let amount = amount.round() as u32;
        match metric {
            "vus" => {
                users.insert(at_s, amount);
            }
            "http_reqs" => *requests.entry(at_s).or_default() += u64::from(amount),
            "iterations" => *iterations.entry(at_s).or_default() += u64::from(amount),
            _ => failed += u64::from(amount),
        }
    }
    let mut warnings = Vec::new();
    let (done, errors) = if requests.is_empty() { (iterations, None) } else { (requests, Some(failed)) };
    if errors.is_none() && !done.is_empty() {
        warnings.push(
            "The results of k6 count no HTTP requests, so iterations were taken in their place.".to_owned(),
        );
    }
    let (Some((_, first)), false) = (users.first_key_value(), done.is_empty()) else {
        return Err(Unreadable::new(
            "The results of k6 do not say how many virtual users there were (vus) or what they did (http_reqs), so no point can be told.",
        ));
    };
    let mut levels = Levels::default();
    for (at_s, count) in &done {
        let at_it = users.range(..=*at_s).next_back().map_or(*first, |(_, users)| *users);
        levels.add(*at_s, at_it, *count);
    }
    let (points, said) = levels.points(None);
    warnings.extend(said);
    if points.is_empty() {
        return Err(Unreadable::new("The results of k6 hold no second with virtual users and requests."));
    }
    let requests = Some(done.values().copied().fold(0, u64::saturating_add));
    let unit = unit(errors.is_some());
    Ok(LoadTest { unit, requests, errors, warnings, ..LoadTest::of(Tool::K6, points) })
}

/// What was counted.
fn unit(is_http: bool) -> String {
    if is_http { "requests/s" } else { "iterations/s" }.to_owned()
}

/// A time in whole seconds: k6 writes it in seconds, in smaller units by their digits, or in words of RFC 3339.
fn second(said: &str) -> Option<i64> {
    let Ok(number) = said.parse::<i64>() else {
        return DateTime::parse_from_rfc3339(said).ok().map(|at| at.timestamp());
    };
    let per_second = match number {
        ..0 => return None,
        0..100_000_000_000 => 1,
        100_000_000_000..100_000_000_000_000 => 1_000,
        100_000_000_000_000..100_000_000_000_000_000 => 1_000_000,
        _ => 1_000_000_000,
    };
    Some(number / per_second)
}

/// Whether a tree is the summary of a run.
pub fn is_summary(tree: &Value) -> bool {
    let has = |name: &str| tree.get("metrics").is_some_and(|metrics| metrics.get(name).is_some());
    has("vus") || has("http_reqs") || has("iterations")
}

/// Reads the one point of a summary.
pub fn summary(tree: &Value) -> Result<LoadTest, Unreadable> {
    let figure = |metric: &str, field: &str| {
        let metric = tree.get("metrics")?.get(metric)?;
        let values = metric.get("values").unwrap_or(metric);
        values.get(field)?.as_f64().filter(|value| value.is_finite() && *value >= 0.0)
    };
    let (least, most) = (figure("vus", "min"), figure("vus", "max"));
    let Some((least, most)) = least.zip(most).filter(|(_, most)| *most >= 1.0) else {
        return Err(Unreadable::new(
            "The summary of k6 does not say how many virtual users there were (vus), so no point can be told.",
        ));
    };
    if least < most * SAME_USERS {
        return Err(Unreadable::new(format!(
            "In this run of k6 there were {least} to {most} virtual users, and its summary has one rate for all of them. Take the results over time (k6 run --out csv=file); or run each level by itself, and import the summaries of all levels together."
        )));
    }
    let is_http = figure("http_reqs", "rate").is_some();
    let of = if is_http { "http_reqs" } else { "iterations" };
    let Some(throughput) = figure(of, "rate").filter(|rate| *rate > 0.0) else {
        return Err(Unreadable::new(
            "The summary of k6 counts no requests (http_reqs), so no point can be told.",
        ));
    };
    let count = |metric: &str, field: &str| figure(metric, field).map(|count| count as u64);
    let warnings = if is_http {
        Vec::new()
    } else {
        vec!["The summary of k6 counts no HTTP requests, so iterations were taken in their place.".to_owned()]
    };
    Ok(LoadTest {
        unit: unit(is_http),
        requests: count(of, "count"),
        errors: if is_http { count("http_req_failed", "passes") } else { None },
        warnings,
        ..LoadTest::of(Tool::K6, vec![LoadPoint { concurrency: most, throughput }])
    })
}
