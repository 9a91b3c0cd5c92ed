//! The variables of a file whose value stands in its configuration.

use crate::ground::secret;
use serde_json::{Map, Value};

/// The configuration of an experiment.
#[derive(Clone, Copy, Default)]
pub struct Variables<'a> {
    configuration: Option<&'a Map<String, Value>>,
}

/// What a variable stands for, and how that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    /// The text with every variable filled in.
    pub text: String,
    /// For each variable where its value is from: ends a sentence.
    pub from: Vec<String>,
}

impl<'a> Variables<'a> {
    /// Those of a file.
    pub fn of(file: &'a Value) -> Self {
        Self { configuration: file.get("configuration").and_then(Value::as_object) }
    }

    /// A text with its variables filled in; nothing where one of them has no value here.
    pub fn filled(self, text: &str) -> Option<Filled> {
        let mut from = Vec::new();
        let text = replaced(text, |name| {
            let (value, known) = self.value(name.trim())?;
            from.push(known);
            Some(value)
        })?;
        Some(Filled { text, from })
    }

    /// A text as it is shown: what has a value here is that value. One that is a secret stays a name, and so does what is
    /// known only when it is run.
    pub fn shown(self, text: &str) -> String {
        let known = |name: &str| self.value(name.trim()).filter(|_| !secret::is_secret(name));
        let value = |name: &str| Some(known(name).map_or_else(|| format!("${{{name}}}"), |(value, _)| value));
        replaced(text, value).unwrap_or_default()
    }

    fn value(self, name: &str) -> Option<(String, String)> {
        let value = self.configuration?.get(name)?;
        let text = |value: &Value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let shown = domain::text::clip(name, 40);
        if let Some(inline) = text(value) {
            return Some((inline, format!("as “{shown}” in its configuration says")));
        }
        let default = text(value.get("default")?)?;
        let key = value.get("key").and_then(Value::as_str).unwrap_or(name);
        let key = domain::text::clip(key, 40);
        Some((
            default,
            format!("the default of “{shown}”; {key} in the environment may say otherwise when it is run"),
        ))
    }
}

/// A text with what stands for each variable; nothing where one stands for nothing.
fn replaced(text: &str, mut value: impl FnMut(&str) -> Option<String>) -> Option<String> {
    let (mut filled, mut rest) = (String::new(), text);
    while let Some((before, (name, after))) =
        rest.split_once("${").and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        filled.push_str(before);
        filled.push_str(&value(name)?);
        rest = after;
    }
    Some(filled + rest)
}
