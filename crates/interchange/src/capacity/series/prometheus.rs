//! What Prometheus answers to `query_range`: a matrix, as JSON.

use super::{
    CELLS_MAX, SERIES_MAX,
    rows::{Named, Rows},
    stamp::Stamp,
    table::Table,
};
use crate::{Unreadable, capacity::unit::Unit};
use domain::text::{clip, count};
use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, Visitor},
};
use std::{collections::BTreeMap, fmt};

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
struct Matrix {
    data: Option<Inner>,
    result: Option<Vec<Line>>,
}

#[derive(Deserialize)]
struct Inner {
    result: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    metric: Option<BTreeMap<String, String>>,
    #[serde(default)]
    values: Vec<Sample>,
    histograms: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Sample(f64, Figure);

/// A value: a text as Prometheus writes it, or a number as others copy it. NaN is a gap.
struct Figure(f64);

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Value).map(Self)
    }
}

struct Value;

impl Visitor<'_> for Value {
    type Value = f64;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a value of Prometheus")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<f64, E> {
        // Always with a point, never with a unit: “1.234” is no thousand.
        Ok(text.parse().unwrap_or(f64::NAN))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<f64, E> {
        Ok(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_unit<E: Error>(self) -> Result<f64, E> {
        Ok(f64::NAN)
    }
}

/// Reads a matrix. `None` where the text is no answer of Prometheus at all.
pub fn read(text: &str) -> Result<Option<Table>, Unreadable> {
    let lines = if text.trim_start().starts_with('[') {
        let lines = serde_json::from_str::<Vec<Line>>(text).ok();
        lines.filter(|lines| lines.iter().all(|line| line.metric.is_some()))
    } else {
        matrix(text)?
    };
    lines.map(|lines| table(&lines)).transpose()
}

fn table(lines: &[Line]) -> Result<Table, Unreadable> {
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
        let metric = line.metric.as_ref();
        let unit = metric.and_then(|metric| Unit::headed(metric.get("__name__")?));
        table.rows.series.push(Named::new(metric.map(name).unwrap_or_default(), unit));
        for Sample(seconds, Figure(value)) in &line.values {
            match Stamp::of_epoch_s(*seconds).or_else(|| Stamp::of_epoch_s(seconds / 1000.0)) {
                Some(stamp) => {
                    table.rows.stamps.push(stamp);
                    table.rows.of.push(at as u32);
                    table.rows.add(at, *value);
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

/// The lines of an answer to a range query; `None` where it is no answer of Prometheus.
fn matrix(text: &str) -> Result<Option<Vec<Line>>, Unreadable> {
    let Ok(reply) = serde_json::from_str::<Reply>(text) else { return Ok(None) };
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
        _ => return Ok(None),
    }
    let Ok(matrix) = serde_json::from_str::<Matrix>(text) else { return Ok(None) };
    Ok(matrix.data.map(|data| data.result).or(matrix.result))
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
