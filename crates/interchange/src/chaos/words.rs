//! Words of others, made to fit our fields.

use crate::ground::{plain, secret};
use domain::{
    chaos::experiment::{Experiment, Metric},
    text,
};
use serde_json::Value;

/// Text on one line without invisible characters and secrets, cut to what a line holds. It is read on stage, on paper and
/// by the search.
pub fn line(words: &str) -> String {
    text::clip(&secret::masked(&plain::line(words)), text::LINE_MAX_CHARS - 1)
}

/// Text of several lines without invisible characters and secrets, cut to what a text holds.
pub fn prose(words: &str) -> String {
    text::clip(&secret::masked(&plain::prose(words)), text::PROSE_MAX_CHARS - 1)
}

/// An experiment of ours without the secrets in its words. Queries are asked as they are.
pub fn masked(experiment: &Experiment) -> Experiment {
    fn mask(value: &mut Value) {
        match value {
            Value::String(text) => *text = secret::masked(text),
            Value::Array(items) => items.iter_mut().for_each(mask),
            Value::Object(fields) => fields
                .iter_mut()
                .filter(|(key, _)| *key != "query" && *key != "original")
                .for_each(|(_, field)| mask(field)),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(experiment).unwrap_or_default();
    mask(&mut value);
    serde_json::from_value(value).unwrap_or_else(|_| experiment.clone())
}

/// A line, or `otherwise` where nothing is left of it.
pub fn line_or(words: &str, otherwise: &str) -> String {
    let words = line(words);
    if words.is_empty() { otherwise.to_owned() } else { words }
}

/// A name that no metric has yet: the second `x` becomes `x (2)`.
pub fn unique(name: &str, taken: &[Metric]) -> String {
    let is_free = |name: &str| !taken.iter().any(|metric| metric.name == name);
    if is_free(name) {
        return name.to_owned();
    }
    let stem = text::clip(name, text::LINE_MAX_CHARS - 10);
    // One more candidate than there are names: one of them is free.
    (2..=taken.len() + 2).map(|copy| format!("{stem} ({copy})")).find(|name| is_free(name)).unwrap_or(stem)
}

/// `“a”`, `“a” and “b”`, `“a”, “b” and 3 more`.
pub fn names<S: AsRef<str>>(names: &[S]) -> String {
    let quoted: Vec<_> =
        names.iter().take(3).map(|name| format!("“{}”", text::clip(name.as_ref(), 60))).collect();
    match (quoted.as_slice(), names.len()) {
        ([], _) => "nothing".to_owned(),
        ([one], _) => one.clone(),
        ([first @ .., last], 2..=3) => format!("{} and {last}", first.join(", ")),
        (shown, count) => format!("{} and {} more", shown.join(", "), count - shown.len()),
    }
}

/// Why a step failed: what the last line of its exception says, without the name of its class where there are words.
pub fn failure(item: &Value) -> Option<String> {
    let said = match item.get("exception") {
        Some(Value::Array(lines)) => lines.iter().rev().filter_map(Value::as_str).find_map(last_line),
        Some(Value::String(text)) => last_line(text),
        _ => None,
    }?;
    let (class, words) =
        said.split_once(':').filter(|(class, _)| is_class(class)).unwrap_or((said.as_str(), ""));
    let words = words.trim();
    let words = match words.strip_prefix("[Errno ").and_then(|rest| rest.split_once(']')) {
        Some((_, rest)) => rest.trim(),
        None => words,
    };
    Some(match (words, is_class(class)) {
        ("", true) => class_words(class),
        ("", false) => said.clone(),
        (words, _) => lower(words),
    })
}

fn last_line(text: &str) -> Option<String> {
    let line = line(text.lines().rev().find(|line| !line.trim().is_empty())?);
    Some(line.trim_end_matches('.').to_owned())
}

/// `ConnectionRefusedError`, `chaoslib.exceptions.ActivityFailed`
fn is_class(words: &str) -> bool {
    let last = words.rsplit('.').next().unwrap_or_default();
    last.starts_with(char::is_uppercase) && last.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// `ConnectionRefusedError` says: connection refused.
fn class_words(class: &str) -> String {
    let last = class.rsplit('.').next().unwrap_or_default();
    let last = ["Error", "Exception"]
        .iter()
        .find_map(|ending| last.strip_suffix(ending))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(last);
    let mut words = String::new();
    for c in last.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

/// With a small first letter, unless the first word is all capitals.
fn lower(words: &str) -> String {
    let mut letters = words.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => words.to_owned(),
    }
}

/// A value in few words, for a line of text.
pub fn brief(value: &Value, max: usize) -> String {
    let said = match value {
        Value::String(said) => said.clone(),
        other => other.to_string(),
    };
    text::clip(&line(&said), max)
}
