//! Words of others, made to fit our fields.

use domain::{chaos::experiment::Metric, text};
use serde_json::Value;

/// Text on one line without invisible characters, cut to what a line holds.
pub fn line(words: &str) -> String {
    let plain: String = words.chars().map(|c| if hidden(c) { ' ' } else { c }).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    text::clip(&plain, text::LINE_MAX_CHARS - 1)
}

/// Text of several lines without invisible characters, cut to what a text holds.
pub fn prose(words: &str) -> String {
    let plain: String = words
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if hidden(c) && !matches!(c, '\n' | '\t') { ' ' } else { c })
        .collect();
    text::clip(plain.trim(), text::PROSE_MAX_CHARS - 1)
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

/// A value in few words, for a line of text.
pub fn brief(value: &Value, max: usize) -> String {
    let said = match value {
        Value::String(said) => said.clone(),
        other => other.to_string(),
    };
    text::clip(&line(&said), max)
}

fn hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}
