//! OpenSLO: the services of its files. Its own examples fail its own schema, so nothing is refused that can be understood.

use super::{Column, Listed, few, names, shorten, turn_round};
use crate::{Carried, Imported, Unreadable, ground::source};
use domain::text::clip;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The version that its fields are read as.
const VERSION: &str = "openslo/v1";

/// Reads a text that holds objects of OpenSLO, in one document or several; nothing where it holds none.
pub(crate) fn read(file_name: &str, text: &str) -> Result<Option<Imported>, Unreadable> {
    // Asked first, so that other files are not parsed twice.
    if !(text.contains("apiVersion") && text.contains("openslo")) {
        return Ok(None);
    }
    let objects = objects(source::documents(file_name, text)?);
    if !objects.iter().any(|(_, value)| version(value).is_some()) {
        return Ok(None);
    }
    let (mut listed, mut warnings, mut versions) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (line, value) in &objects {
        let (Some(version), Some(object)) = (version(value), value.as_object()) else {
            warnings.push(format!("Line {line}: this is no object of OpenSLO, so it was left out."));
            continue;
        };
        if version != VERSION && versions.insert(version.to_owned()) {
            warnings.push(format!("“{}” was read as if it were {VERSION}.", clip(version, 40)));
        }
        match object.get("kind").and_then(Value::as_str) {
            Some("Service") => listed.extend(service(*line, object, &mut warnings)?),
            Some(kind) => {
                let name = name(object).unwrap_or_else(|| "without a name".to_owned());
                warnings.push(format!(
                    "Not carried yet: {} “{}” in line {line}.",
                    clip(kind, 40),
                    clip(&name, 60)
                ));
            }
            None => {
                warnings.push(format!("Line {line}: the object does not say its kind, so it was left out."))
            }
        }
    }
    warnings.extend(turn_round(&mut listed));
    Ok(Some(Imported { what: Carried::Services(listed), warnings: shorten(warnings) }))
}

/// Lists are as good as documents; what is in one is placed where the list begins.
fn objects(documents: Vec<(usize, Value)>) -> Vec<(usize, Value)> {
    let flat = |(line, value)| match value {
        Value::Array(items) => items.into_iter().map(|item| (line, item)).collect(),
        value => vec![(line, value)],
    };
    documents.into_iter().flat_map(flat).collect()
}

fn version(value: &Value) -> Option<&str> {
    value.get("apiVersion")?.as_str().filter(|version| version.starts_with("openslo"))
}

/// What other objects call it, or else what people do.
fn name(object: &Map<String, Value>) -> Option<String> {
    let metadata = object.get("metadata")?;
    ["name", "displayName"].into_iter().find_map(|key| words(metadata.get(key)?))
}

/// Text, as a single value or as a list of them.
fn words(value: &Value) -> Option<String> {
    let words = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Array(items) => items.iter().filter_map(words).collect::<Vec<_>>().join(", "),
        Value::Null | Value::Object(_) => String::new(),
    };
    (!words.is_empty()).then_some(words)
}

fn service(
    line: usize,
    object: &Map<String, Value>,
    warnings: &mut Vec<String>,
) -> Result<Option<Listed>, Unreadable> {
    let mut listed = Listed::at(line);
    let Some(name) = name(object) else {
        warnings.push(format!("Line {line}: the service has no name, so it was left out."));
        return Ok(None);
    };
    let wrong = |words: String| Unreadable { message: words, line: Some(line), column: None };
    Column::Name.put(&mut listed, &name).map_err(wrong)?;
    let mut homeless = Vec::new();
    let none = Map::new();
    let map = |key: &str| object.get(key).and_then(Value::as_object).unwrap_or(&none);
    for (key, value) in map("metadata") {
        match (key.as_str(), value) {
            ("name", _) => {}
            ("displayName", value) => {
                listed.also = words(value).filter(|also| *also != name);
                if let Some(also) = &listed.also {
                    homeless.push(format!("its display name “{}”", clip(also, 60)));
                }
            }
            ("labels" | "annotations", Value::Object(labels)) => {
                for (label, value) in labels {
                    tell(&mut listed, label, value, &mut homeless, warnings);
                }
            }
            (other, _) => homeless.push(format!("“metadata.{}”", clip(other, 40))),
        }
    }
    for (key, value) in map("spec") {
        if words(value).is_some() || value.is_object() {
            homeless.push(format!("“spec.{}”", clip(key, 40)));
        }
    }
    let known = ["apiVersion", "kind", "metadata", "spec"];
    homeless.extend(
        object.keys().filter(|key| !known.contains(&key.as_str())).map(|key| format!("“{}”", clip(key, 40))),
    );
    if !homeless.is_empty() {
        warnings.push(format!("“{}”: a service has no place for {}.", clip(&name, 60), few(&homeless)));
    }
    listed
        .check()
        .map_err(|invalid| wrong(format!("The service “{}”: {}", clip(&name, 60), invalid.message)))?;
    Ok(Some(listed))
}

/// Takes over a label that means something here. `team` and `example.com/team` mean the same.
fn tell(
    listed: &mut Listed,
    label: &str,
    value: &Value,
    homeless: &mut Vec<String>,
    warnings: &mut Vec<String>,
) {
    let shown = format!("its label “{}”", clip(label, 60));
    let heading = label.rsplit('/').next().unwrap_or_default();
    let (Some(column), Some(says)) =
        (Column::headed(heading).filter(|column| *column != Column::Name), words(value))
    else {
        return homeless.push(shown);
    };
    let of = clip(&listed.service.name, 60);
    if listed.told.contains(&column) {
        warnings.push(format!("“{of}”: {shown} was left out, because {} was told already.", column.name()));
    } else if let (Column::Upstream | Column::Downstream, Value::Array(items)) = (column, value) {
        let others = items.iter().filter_map(words).flat_map(|item| names(&item)).collect();
        if column == Column::Upstream {
            listed.calls = others;
        } else {
            listed.called_by = others;
        }
        listed.told.push(column);
    } else {
        let mut tried = listed.clone();
        match column.put(&mut tried, &says).map(|()| tried.check()) {
            Ok(Ok(())) => *listed = tried,
            Ok(Err(invalid)) => warnings.push(format!("“{of}”: {shown} was left out. {}", invalid.message)),
            Err(words) => warnings.push(format!("“{of}”: {shown} was left out. {words}.")),
        }
    }
}
