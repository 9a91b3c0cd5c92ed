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
        let (mut filled, mut rest) = (Filled { text: String::new(), from: Vec::new() }, text);
        while let Some((before, after)) = rest.split_once("${") {
            let (name, after) = after.split_once('}')?;
            let (value, from) = self.value(name.trim())?;
            filled.text.push_str(before);
            filled.text.push_str(&value);
            filled.from.push(from);
            rest = after;
        }
        filled.text.push_str(rest);
        Some(filled)
    }

    /// A text as it is shown: what has a value here is that value. One that is a secret stays a name, and so does what is
    /// known only when it is run.
    pub fn shown(self, text: &str) -> String {
        let (mut shown, mut rest) = (String::new(), text);
        while let Some((before, (name, after))) =
            rest.split_once("${").and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
        {
            shown.push_str(before);
            match self.value(name.trim()).filter(|_| !secret::is_secret(name)) {
                Some((value, _)) => shown.push_str(&value),
                None => shown.extend(["${", name, "}"]),
            }
            rest = after;
        }
        shown + rest
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
