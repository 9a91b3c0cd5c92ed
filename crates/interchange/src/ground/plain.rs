//! Words of others without what no keyboard types.

use super::number;
use domain::text::is_blank;

/// Whether a character would paint over its neighbours, or not be seen at all.
pub fn hidden(c: char) -> bool {
    c == number::MARK
        || c.is_control()
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// On one line, with one space between words.
pub fn line(words: &str) -> String {
    let plain: String = words.chars().map(|c| if hidden(c) { ' ' } else { c }).collect();
    seen(plain.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// On several lines.
pub fn prose(words: &str) -> String {
    let plain: String = words
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if hidden(c) && !matches!(c, '\n' | '\t') { ' ' } else { c })
        .collect();
    seen(plain.trim().to_owned())
}

/// Nothing, where nobody could see anything.
fn seen(words: String) -> String {
    if is_blank(&words) { String::new() } else { words }
}
