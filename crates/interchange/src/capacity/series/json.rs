//! Histories in JSON: Prometheus' answers, Grafana's frames and data points, those of the clouds, and lists of time and value.

use super::{
    CELLS_MAX, SERIES_MAX, head, prometheus,
    rows::{Named, Rows},
    stamp::Stamp,
    table::Table,
};
use crate::{Unreadable, capacity::unit::Unit};
use domain::text::{clip, count};
use serde_json::{Deserializer, Map, Value};

/// Reads a history.
pub fn read(text: &str) -> Result<Table, Unreadable> {
    if let Some(table) = prometheus::read(text)? {
        return Ok(table);
    }
    let values: Result<Vec<Value>, _> = Deserializer::from_str(text).into_iter().collect();
    let mut values = values.map_err(|cause| {
        Unreadable::new(if cause.is_eof() {
            "The file ends in the middle: a bracket or a quotation mark is still open. It may have been cut off.".to_owned()
        } else {
            format!("{} It is no JSON that can be read (line {}).", foreign(), cause.line())
        })
    })?;
    if let [Value::Array(items)] = values.as_mut_slice() {
        values = std::mem::take(items); // a list, or one value a line
    }
    if let Some(what) = values.first().and_then(named) {
        return Err(Unreadable::new(what));
    }
    let mut found = Vec::new();
    if values.first().is_some_and(|first| records_keys(first).is_some()) {
        found = records(&values);
    } else {
        for value in &values {
            series(value, &mut found);
        }
    }
    if found.is_empty() {
        return Err(Unreadable::new(unknown(values.first())));
    }
    table(found)
}

/// One series as a file has it.
struct Line {
    name: String,
    unit: Option<Unit>,
    points: Vec<(Option<Stamp>, f64)>,
}

fn table(found: Vec<Line>) -> Result<Table, Unreadable> {
    let samples: usize = found.iter().map(|line| line.points.len()).sum();
    if found.len() > SERIES_MAX || samples > CELLS_MAX {
        return Err(Unreadable::new(format!(
            "The file holds {} and {samples} values; {SERIES_MAX} and {CELLS_MAX} are read. Export fewer series, or one value an hour.",
            count(found.len() as u64, "series")
        )));
    }
    let mut table = Table { rows: Rows { width: 1, ..Rows::default() }, warnings: Vec::new() };
    let mut timeless = 0;
    for (at, line) in found.into_iter().enumerate() {
        let unit = line.unit.map(|unit| unit.counting(&line.name)).or_else(|| Unit::headed(&line.name));
        table.rows.series.push(Named::new(clip(&line.name, 200), unit));
        for (stamp, value) in line.points {
            let Some(stamp) = stamp else {
                timeless += 1;
                continue;
            };
            table.rows.stamps.push(stamp);
            table.rows.of.push(at as u32);
            table.rows.add(at, value);
        }
    }
    if timeless > 0 {
        table
            .warnings
            .push(format!("{} without a time that can be read: left out.", count(timeless, "value")));
    }
    if table.rows.stamps.is_empty() {
        return Err(Unreadable::new("The file names series and holds no value of them with a time."));
    }
    Ok(table)
}

/// Every series that a value holds, in the shapes that are known.
fn series(value: &Value, found: &mut Vec<Line>) {
    let list = |key: &str| value.get(key).and_then(Value::as_array).map(Vec::as_slice);
    let inner =
        |key: &str, found: &mut Vec<Line>| list(key).into_iter().flatten().for_each(|of| series(of, found));
    if let Some(fields) =
        list("fields").or_else(|| value.get("schema")?.get("fields")?.as_array().map(Vec::as_slice))
    {
        frame(value, fields, found);
    } else if let Some(points) = list("datapoints") {
        // Graphite's and Grafana's: the value first.
        pairs(text(value, &["target", "title"]), points, (1, 0), found);
    } else if let Some(points) = list("pointlist") {
        pairs(text(value, &["display_name", "metric", "scope"]), points, (0, 1), found);
    } else if let Some(points) = list("Datapoints") {
        statistics(text(value, &["Label"]), points, "Timestamp", found);
    } else if let Some((times, values)) = list("Timestamps").zip(list("Values")) {
        parallel(text(value, &["Label", "Id"]), None, times, values, found);
    } else if let Some((times, values)) = list("timestamps").zip(list("values")) {
        let metric = value.get("metric").and_then(|metric| metric.get("__name__")).and_then(Value::as_str);
        parallel(metric.unwrap_or("value").to_owned(), None, times, values, found);
    } else if let Some(lines) = list("timeseries") {
        azure(value, lines, found);
    } else if let Some(points) = list("points") {
        google(value, points, found);
    } else if let Some(queries) = value.get("results").and_then(Value::as_object) {
        queries.values().for_each(|query| series(query, found));
    } else {
        for key in ["frames", "series", "MetricDataResults", "timeSeries", "value"] {
            inner(key, found);
        }
    }
}

/// The first of these fields that is a text.
fn text(value: &Value, keys: &[&str]) -> String {
    let found = keys.iter().find_map(|key| value.get(key)?.as_str());
    found.unwrap_or("value").to_owned()
}

/// A time: written, or seconds or thousandths of them since 1970.
fn stamp(value: &Value) -> Option<Stamp> {
    match value {
        Value::String(text) => Stamp::parse(text),
        Value::Number(number) => {
            let at = number.as_f64()?;
            Stamp::of_epoch_s(at).or_else(|| Stamp::of_epoch_s(at / 1000.0))
        }
        _ => None,
    }
}

/// A number, also as a text; NaN is a gap.
fn figure(value: &Value) -> f64 {
    let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
    number.unwrap_or(f64::NAN)
}

/// A frame of Grafana: fields, and their values beside them or within.
fn frame(value: &Value, fields: &[Value], found: &mut Vec<Line>) {
    let beside = value.get("data").and_then(|data| data.get("values")).and_then(Value::as_array);
    let values = |at: usize| {
        let within = fields.get(at).and_then(|field| field.get("values"));
        within.or_else(|| beside?.get(at)).and_then(Value::as_array)
    };
    let is = |field: &Value, kind: &str| field.get("type").and_then(Value::as_str) == Some(kind);
    let times = fields.iter().position(|field| is(field, "time")).and_then(values);
    let Some(times) = times else { return };
    let frame = value.get("schema").unwrap_or(value).get("name").and_then(Value::as_str);
    for (at, field) in fields.iter().enumerate().filter(|(_, field)| is(field, "number")) {
        let Some(values) = values(at) else { continue };
        let config = field.get("config");
        let shown = config.and_then(|config| config.get("displayNameFromDS").or(config.get("displayName")));
        let labels = field.get("labels").and_then(Value::as_object).map(labels).filter(|of| !of.is_empty());
        let own = field.get("name").and_then(Value::as_str).filter(|name| *name != "Value");
        let name = shown.and_then(Value::as_str).or(own).or(frame);
        let name = match (name, labels) {
            (Some(name), Some(labels)) if shown.is_none() => format!("{name} {labels}"),
            (None, Some(labels)) => labels,
            (name, _) => name.unwrap_or("value").to_owned(),
        };
        let unit = config.and_then(|config| config.get("unit")).and_then(Value::as_str);
        parallel(name, unit.and_then(Unit::of_grafana), times, values, found);
    }
}

/// `{job="api"}`
fn labels(of: &Map<String, Value>) -> String {
    let pairs: Vec<String> =
        of.iter().map(|(key, value)| format!("{key}=\"{}\"", value.as_str().unwrap_or_default())).collect();
    if pairs.is_empty() { String::new() } else { format!("{{{}}}", pairs.join(", ")) }
}

fn parallel(name: String, unit: Option<Unit>, times: &[Value], values: &[Value], found: &mut Vec<Line>) {
    let points = times.iter().zip(values).map(|(at, value)| (stamp(at), figure(value))).collect();
    found.push(Line { name, unit, points });
}

/// Pairs, with the places of time and value in each.
fn pairs(name: String, points: &[Value], (time, value): (usize, usize), found: &mut Vec<Line>) {
    let point = |pair: &Value| (pair.get(time).and_then(stamp), pair.get(value).map_or(f64::NAN, figure));
    found.push(Line { name, unit: None, points: points.iter().map(point).collect() });
}

/// Data points with a time and some of the statistics of a cloud, each a series.
fn statistics(name: String, points: &[Value], time: &str, found: &mut Vec<Line>) {
    const KEYS: [&str; 10] = [
        "Maximum",
        "Average",
        "Sum",
        "Minimum",
        "SampleCount",
        "maximum",
        "average",
        "total",
        "minimum",
        "count",
    ];
    let unit = points.first().and_then(|point| point.get("Unit")).and_then(Value::as_str);
    let unit = unit.filter(|unit| *unit != "None").map(Unit::of);
    let has = |key: &&str| points.iter().any(|point| point.get(*key).is_some_and(Value::is_number));
    let keys: Vec<&str> = KEYS.into_iter().filter(has).collect();
    for key in &keys {
        let point =
            |point: &Value| (point.get(time).and_then(stamp), point.get(*key).map_or(f64::NAN, figure));
        let shown = if keys.len() > 1 { format!("{name}, {key}") } else { name.clone() };
        found.push(Line { name: shown, unit: unit.clone(), points: points.iter().map(point).collect() });
    }
}

/// A metric of Azure Monitor.
fn azure(value: &Value, lines: &[Value], found: &mut Vec<Line>) {
    let name = value.get("name").map_or_else(String::new, |name| text(name, &["value", "localizedValue"]));
    let unit = value.get("unit").and_then(Value::as_str).filter(|unit| *unit != "Unspecified").map(Unit::of);
    let before = found.len();
    for points in lines.iter().filter_map(|line| line.get("data")).filter_map(Value::as_array) {
        statistics(name.clone(), points, "timeStamp", found);
    }
    found.iter_mut().skip(before).for_each(|line| line.unit.clone_from(&unit));
}

/// A series of Google Cloud Monitoring, the newest first.
fn google(value: &Value, points: &[Value], found: &mut Vec<Line>) {
    let metric = value.get("metric");
    let name = metric.map_or_else(|| "value".to_owned(), |metric| text(metric, &["type"]));
    let point = |point: &Value| {
        let at = point.get("interval").and_then(|interval| interval.get("endTime")).and_then(stamp);
        let value = point.get("value").and_then(Value::as_object).and_then(|value| value.values().next());
        (at, value.map_or(f64::NAN, figure))
    };
    let unit = value.get("unit").and_then(Value::as_str).filter(|unit| Unit::is_known(unit)).map(Unit::of);
    found.push(Line { name, unit, points: points.iter().map(point).collect() });
}

/// The field of the time in a list of flat objects, and those of numbers.
fn records_keys(first: &Value) -> Option<(String, Vec<String>)> {
    let fields = first.as_object()?;
    let is_at = |key: &str| head::is_time(key.trim_start_matches(['@', '_']));
    let time = fields.iter().find(|(key, value)| is_at(key) && stamp(value).is_some())?.0;
    let is_figure = |value: &Value| value.is_null() || figure(value).is_finite();
    let numbers = fields.iter().filter(|(key, value)| *key != time && is_figure(value));
    let numbers: Vec<String> = numbers.map(|(key, _)| key.clone()).collect();
    (!numbers.is_empty()).then(|| (time.clone(), numbers))
}

/// `[{"time": …, "value": …}]`
fn records(values: &[Value]) -> Vec<Line> {
    let Some((time, numbers)) = values.first().and_then(records_keys) else { return Vec::new() };
    let line = |key: String| {
        let point =
            |value: &Value| (value.get(&time).and_then(stamp), value.get(&key).map_or(f64::NAN, figure));
        Line { points: values.iter().map(point).collect(), name: key, unit: None }
    };
    numbers.into_iter().map(line).collect()
}

/// What is no history, with what to export instead.
fn named(first: &Value) -> Option<String> {
    let has = |key: &str| first.get(key).is_some();
    if has("panels") || first.get("dashboard").is_some_and(|dashboard| dashboard.get("panels").is_some()) {
        return Some(
            "This is a dashboard of Grafana: it holds queries, and no values. Open a panel, choose Inspect, Data, and download its CSV."
                .to_owned(),
        );
    }
    None
}

fn foreign() -> &'static str {
    "This JSON is no answer of Prometheus to a range query (query_range), and none of the histories in JSON that are read."
}

fn unknown(first: Option<&Value>) -> String {
    let fields = first.and_then(Value::as_object).into_iter().flat_map(Map::keys);
    let fields: Vec<String> = fields.take(4).map(|key| format!("“{}”", clip(key, 40))).collect();
    let fields = if fields.is_empty() {
        String::new()
    } else {
        format!(" Its first fields are {}.", fields.join(", "))
    };
    format!("{}{fields} Export a table of dates and values (CSV).", foreign())
}
