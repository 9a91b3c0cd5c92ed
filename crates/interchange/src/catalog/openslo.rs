//! OpenSLO: the services of its files. Its own examples fail its own schema, so nothing is refused that can be understood.

use super::{
    Column, Listed, few, nothing_of,
    said::{self, Spot, objects, words},
    shorten, turn_round, twins,
};
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
    for (at, value) in &objects {
        let (Some(version), Some(object)) = (version(value), value.as_object()) else {
            warnings.push(format!("{}: this is no object of OpenSLO, so it was left out.", at.capital()));
            continue;
        };
        if version != VERSION && versions.insert(version.to_owned()) {
            warnings.push(format!("“{}” was read as if it were {VERSION}.", clip(version, 40)));
        }
        match object.get("kind").and_then(Value::as_str) {
            Some("Service") => listed.extend(service(*at, object, &mut warnings)?),
            Some(kind) => {
                let name = name(object).unwrap_or_else(|| "without a name".to_owned());
                warnings.push(format!("Not carried yet: {} “{}” in {at}.", clip(kind, 40), clip(&name, 60)));
            }
            None => {
                let at = at.capital();
                warnings.push(format!("{at}: the object does not say its kind, so it was left out."))
            }
        }
    }
    if listed.is_empty() {
        return Err(nothing_of(warnings, "OpenSLO"));
    }
    warnings.extend(turn_round(&mut listed));
    let questions = twins(&mut listed).into_iter().collect();
    Ok(Some(Imported { what: Carried::Services(listed), warnings: shorten(warnings), questions }))
}

fn version(value: &Value) -> Option<&str> {
    value.get("apiVersion")?.as_str().filter(|version| version.starts_with("openslo"))
}

/// What other objects call it, or else what people do.
fn name(object: &Map<String, Value>) -> Option<String> {
    let metadata = object.get("metadata")?;
    ["name", "displayName"].into_iter().find_map(|key| words(metadata.get(key)?))
}

fn service(
    at: Spot,
    object: &Map<String, Value>,
    warnings: &mut Vec<String>,
) -> Result<Option<Listed>, Unreadable> {
    let mut listed = Listed::at(at);
    let Some(name) = name(object) else {
        warnings.push(format!("{}: the service has no name, so it was left out.", at.capital()));
        return Ok(None);
    };
    let wrong = |words: String| Unreadable { message: words, line: Some(at.line), column: None };
    Column::Name.put(&mut listed, &name).map_err(wrong)?;
    let mut homeless = Vec::new();
    let none = Map::new();
    let map = |key: &str| object.get(key).and_then(Value::as_object).unwrap_or(&none);
    for (key, value) in map("metadata") {
        match (key.as_str(), value) {
            ("name", _) => {}
            ("displayName", value) => said::display_name(&mut listed, value, &mut homeless),
            ("labels" | "annotations", Value::Object(labels)) => {
                for (label, value) in labels {
                    said::tell(&mut listed, label, value, &mut homeless, warnings);
                }
            }
            (other, _) => homeless.push(format!("“metadata.{}”", clip(other, 40))),
        }
    }
    for (key, value) in map("spec") {
        if key == "description" {
            said::description(&mut listed, value, &mut homeless);
        } else if words(value).is_some() || value.is_object() {
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
