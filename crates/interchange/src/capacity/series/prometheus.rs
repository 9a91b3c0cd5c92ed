//! What Prometheus answers to `query_range`: a matrix, as JSON.

use super::{
    CELLS_MAX, SERIES_MAX,
    rows::{Named, Rows},
    stamp::Stamp,
    table::Table,
};
use crate::Unreadable;
use domain::text::{clip, count};
use serde::{Deserialize, de::IgnoredAny};
use std::{borrow::Cow, collections::BTreeMap};

/// What stands around the result. Some tools keep `data` alone.
#[derive(Deserialize)]
struct Reply {
    status: Option<String>,
    error: Option<String>,
    data: Option<Around>,
    #[serde(rename = "resultType")]
    result_type: Option<String>,
    result: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Around {
    #[serde(rename = "resultType")]
    result_type: Option<String>,
}

#[derive(Deserialize)]
struct Matrix<'a> {
    #[serde(borrow)]
    data: Option<Inner<'a>>,
    #[serde(borrow)]
    result: Option<Vec<Line<'a>>>,
}

#[derive(Deserialize)]
struct Inner<'a> {
    #[serde(borrow)]
    result: Vec<Line<'a>>,
}

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(default)]
    metric: BTreeMap<String, String>,
    #[serde(borrow, default)]
    values: Vec<Sample<'a>>,
    histograms: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Sample<'a>(f64, #[serde(borrow)] Cow<'a, str>);

/// Reads a matrix.
pub fn read(text: &str) -> Result<Table, Unreadable> {
    let lines = match serde_json::from_str::<Vec<Line<'_>>>(text) {
        Ok(lines) if text.trim_start().starts_with('[') => lines,
        _ => matrix(text)?,
    };
    let samples: usize = lines.iter().map(|line| line.values.len()).sum();
    if lines.len() > SERIES_MAX || samples > CELLS_MAX {
        return Err(Unreadable::new(format!(
            "The answer holds {} and {samples} values; {SERIES_MAX} and {CELLS_MAX} are read. Ask with a longer step.",
            count(lines.len() as u64, "series")
        )));
    }
    let mut table = Table { rows: Rows { width: 1, ..Rows::default() }, warnings: Vec::new() };
    let (mut timeless, mut histograms) = (0, 0);
    for (at, line) in lines.iter().enumerate() {
        histograms += u64::from(line.histograms.is_some());
        table.rows.series.push(Named::new(name(&line.metric), None));
        for Sample(seconds, value) in &line.values {
            match Stamp::of_epoch_s(*seconds) {
                Some(stamp) => {
                    table.rows.stamps.push(stamp);
                    table.rows.of.push(at as u32);
                    // Always with a point, never with a unit: “1.234” is no thousand.
                    let value = value.parse::<f64>().ok().filter(|value| value.is_finite());
                    table.rows.values.push(value.unwrap_or(f64::NAN));
                }
                None => timeless += 1,
            }
        }
    }
    if histograms > 0 {
        table.warnings.push(format!(
            "{} of histograms left out: they are no single value.",
            count(histograms, "series")
        ));
    }
    if timeless > 0 {
        table.warnings.push(format!("{} outside of 2000 to 2100 left out.", count(timeless, "time")));
    }
    if table.rows.stamps.is_empty() {
        return Err(Unreadable::new("The query matched nothing: Prometheus' answer holds no values."));
    }
    Ok(table)
}

fn matrix(text: &str) -> Result<Vec<Line<'_>>, Unreadable> {
    let foreign = || {
        Unreadable::new(
            "This JSON is no answer of Prometheus to a range query (query_range), and no other JSON is read as a history.",
        )
    };
    let reply: Reply = serde_json::from_str(text).map_err(|cause| {
        if cause.is_eof() {
            Unreadable::new("The file ends in the middle: a bracket or a quotation mark is still open. It may have been cut off.")
        } else {
            foreign()
        }
    })?;
    if let Some(error) = reply.error.filter(|_| reply.status.as_deref() == Some("error")) {
        return Err(Unreadable::new(format!(
            "Prometheus answered with an error: {}.",
            clip(error.trim_end_matches('.'), 200)
        )));
    }
    let is_bare = reply.result.is_some();
    match reply.data.and_then(|data| data.result_type).or(reply.result_type).as_deref() {
        Some("matrix") => {}
        Some("vector") => {
            return Err(Unreadable::new(
                "This is Prometheus' answer to an instant query: one value of each series, and no history. Ask for a range (query_range).",
            ));
        }
        Some("scalar" | "string") => {
            return Err(Unreadable::new(
                "This is a single value out of Prometheus, and no history. Ask for a range (query_range).",
            ));
        }
        _ if is_bare => {}
        _ => return Err(foreign()),
    }
    let matrix: Matrix<'_> = serde_json::from_str(text).map_err(|_| foreign())?;
    matrix.data.map(|data| data.result).or(matrix.result).ok_or_else(foreign)
}

/// As Prometheus writes it: `up{job="api"}`.
fn name(metric: &BTreeMap<String, String>) -> String {
    let labels: Vec<String> = metric
        .iter()
        .filter(|(key, _)| *key != "__name__")
        .map(|(key, value)| format!("{key}=\"{value}\""))
        .collect();
    let name = metric.get("__name__").map_or("", String::as_str);
    match (name, labels.is_empty()) {
        ("", true) => "value".to_owned(),
        (name, true) => clip(name, 200),
        (name, false) => clip(&format!("{name}{{{}}}", labels.join(", ")), 200),
    }
}
