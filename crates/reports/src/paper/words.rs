//! Words that every report needs.

use domain::Date;

/// `1 action`, `3 actions`.
pub fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("{n} {noun}") } else { format!("{n} {noun}s") }
}

/// `17 Nov 2026`
pub fn date(date: Date) -> String {
    date.format("%-d %b %Y").to_string()
}

/// `SLOs, Monitoring and Toil`; of a longer list the first `max` and how many more.
pub fn listed(names: impl Iterator<Item = String>, max: usize) -> String {
    let names: Vec<String> = names.collect();
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some(_) if names.len() > max => {
            format!(
                "{} and {} more",
                names.iter().take(max).cloned().collect::<Vec<_>>().join(", "),
                names.len() - max
            )
        }
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// The words, or that there are none.
pub fn or_none(text: &str) -> &str {
    if text.trim().is_empty() { "not set" } else { text }
}
