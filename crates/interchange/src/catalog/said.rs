//! What objects of YAML catalogs say, whatever tool they are of: names, labels, links, descriptions. Nothing is refused that
//! can be understood; what has no place is named.

use super::{Column, Listed, names};
use crate::ground::plain;
use domain::{
    catalog::service::{Label, Link},
    text::{ADDRESS_MAX_CHARS, LINE_MAX_CHARS, LIST_MAX_ITEMS, PROSE_MAX_CHARS, capital, clip},
};
use serde_json::{Map, Value};
use std::fmt;

/// Where an object stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The line in which it begins, or the list that it is in, from 1.
    pub line: usize,
    /// In a list the place, from 1: all that is in one would begin in the same line.
    pub entry: Option<usize>,
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.entry {
            None => write!(f, "line {}", self.line),
            Some(entry) if self.line > 1 => write!(f, "entry {entry} of the list in line {}", self.line),
            Some(entry) => write!(f, "entry {entry}"),
        }
    }
}

impl Spot {
    /// Of what begins in a line of its own.
    #[must_use]
    pub const fn line(line: usize) -> Self {
        Self { line, entry: None }
    }

    /// To begin a sentence with.
    #[must_use]
    pub fn capital(self) -> String {
        capital(&self.to_string())
    }
}

/// Lists are as good as documents, and so is what a server answers with: `{"items": […]}`.
pub(crate) fn objects(documents: Vec<(usize, Value)>) -> Vec<(Spot, Value)> {
    let listed = |line: usize, items: Vec<Value>| {
        let spot = |(at, item)| (Spot { line, entry: Some(at + 1) }, item);
        items.into_iter().enumerate().map(spot).collect()
    };
    let flat = |(line, value): (usize, Value)| match value {
        Value::Array(items) => listed(line, items),
        Value::Object(mut answer) if !answer.contains_key("apiVersion") => match answer.remove("items") {
            Some(Value::Array(items)) => listed(line, items),
            _ => vec![(Spot::line(line), Value::Object(answer))],
        },
        value => vec![(Spot::line(line), value)],
    };
    documents.into_iter().flat_map(flat).collect()
}

/// A field that is a map; an empty one where it is missing or something else.
pub(crate) fn map<'a>(
    object: &'a Map<String, Value>,
    key: &str,
    none: &'a Map<String, Value>,
) -> &'a Map<String, Value> {
    object.get(key).and_then(Value::as_object).unwrap_or(none)
}

/// Text, as a single value or as a list of them.
pub(crate) fn words(value: &Value) -> Option<String> {
    let words = match value {
        Value::String(text) => plain::line(text),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Array(items) => items.iter().filter_map(words).collect::<Vec<_>>().join(", "),
        Value::Null | Value::Object(_) => String::new(),
    };
    (!words.is_empty()).then_some(words)
}

/// Each text of a value: of a list all of its own.
pub(crate) fn each(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(words).collect(),
        one => words(one).into_iter().collect(),
    }
}

/// What people call it.
pub(crate) fn display_name(listed: &mut Listed, value: &Value, homeless: &mut Vec<String>) {
    let Some(called) = words(value).filter(|called| *called != listed.service.name) else { return };
    if called.chars().count() > LINE_MAX_CHARS {
        return homeless.push("its display name, which is too long".to_owned());
    }
    listed.also = Some(called.clone());
    listed.service.display_name = called;
    listed.tells(Column::DisplayName);
}

/// What it is for.
pub(crate) fn description(listed: &mut Listed, value: &Value, homeless: &mut Vec<String>) {
    let said = value.as_str().map(plain::prose).or_else(|| words(value)).unwrap_or_default();
    if said.is_empty() {
        return;
    }
    if said.chars().count() >= PROSE_MAX_CHARS {
        homeless.push(format!("all of its description; the first {PROSE_MAX_CHARS} characters are kept"));
    }
    listed.service.description = clip(&said, PROSE_MAX_CHARS - 1);
    listed.tells(Column::Description);
}

/// One label for each value; a name without a value is a tag.
pub(crate) fn label(listed: &mut Listed, name: &str, value: &Value, homeless: &mut Vec<String>) {
    let name = plain::line(name);
    let fits = name.chars().count() <= LINE_MAX_CHARS;
    let values = if value.is_null() { vec![String::new()] } else { each(value) };
    if name.is_empty() || values.is_empty() || !fits {
        return homeless.push(format!("its label “{}”", clip(&name, 60)));
    }
    for value in values {
        if value.chars().count() > ADDRESS_MAX_CHARS {
            homeless.push(format!("its label “{}”, which is too long", clip(&name, 60)));
        } else if listed.service.labels.len() >= LIST_MAX_ITEMS {
            return homeless.push(format!("more than {LIST_MAX_ITEMS} labels"));
        } else {
            listed.service.labels.push(Label { name: name.clone(), value });
            listed.tells(Column::Labels);
        }
    }
}

/// All links of a list.
pub(crate) fn links(listed: &mut Listed, value: &Value, homeless: &mut Vec<String>) {
    for link in value.as_array().into_iter().flatten() {
        let text = |key: &str| link.get(key).and_then(words).unwrap_or_default();
        // A blank would end the address wherever it is written down.
        let url = link.as_str().map_or_else(|| text("url"), plain::line).replace(' ', "%20");
        let title = clip(&text("title"), LINE_MAX_CHARS - 1);
        if url.is_empty() || url.chars().count() > ADDRESS_MAX_CHARS {
            homeless.push("a link without an address that can be kept".to_owned());
        } else if listed.service.links.len() >= LIST_MAX_ITEMS {
            return homeless.push(format!("more than {LIST_MAX_ITEMS} links"));
        } else {
            listed.service.links.push(Link { url, title });
            listed.tells(Column::Links);
        }
    }
}

/// Takes over a label that means something here, and keeps every other as it is. `team` and `example.com/team` mean the same.
pub(crate) fn tell(
    listed: &mut Listed,
    name: &str,
    value: &Value,
    homeless: &mut Vec<String>,
    warnings: &mut Vec<String>,
) {
    let heading = name.rsplit('/').next().unwrap_or_default();
    let means = |column: &Column| {
        !matches!(
            column,
            Column::Name | Column::DisplayName | Column::Description | Column::Links | Column::Labels
        )
    };
    let (Some(column), Some(says)) = (Column::headed(heading).filter(means), words(value)) else {
        return label(listed, name, value, homeless);
    };
    let (of, shown) = (clip(&listed.service.name, 60), format!("its label “{}”", clip(name, 60)));
    if listed.told.contains(&column) {
        warnings.push(format!("“{of}”: {shown} stays a label, because {} was told already.", column.name()));
        return label(listed, name, value, homeless);
    }
    if let (Column::Upstream | Column::Downstream, Value::Array(items)) = (column, value) {
        let others = items.iter().filter_map(words).flat_map(|item| names(&item)).collect();
        if column == Column::Upstream {
            listed.calls = others;
        } else {
            listed.called_by = others;
        }
        return listed.tells(column);
    }
    let mut tried = listed.clone();
    match column.put(&mut tried, &says).map(|()| tried.check()) {
        Ok(Ok(())) => *listed = tried,
        Ok(Err(invalid)) => {
            warnings.push(format!("“{of}”: {shown} stays a label. {}", invalid.message));
            label(listed, name, value, homeless);
        }
        Err(words) => {
            warnings.push(format!("“{of}”: {shown} stays a label. {words}."));
            label(listed, name, value, homeless);
        }
    }
}
