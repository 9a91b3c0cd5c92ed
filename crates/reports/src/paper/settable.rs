//! People write anything; paper has the letters of its fonts. What cannot be set is shown as what it is.

use super::world::FONTS;
use serde_json::Value;
use std::{collections::HashSet, fmt::Write as _, sync::LazyLock};

/// Every letter that one of the fonts has.
static LETTERS: LazyLock<HashSet<u32>> =
    LazyLock::new(|| FONTS.iter().flat_map(|font| font.info().coverage.iter()).collect());

/// Longest run of letters without a place to break.
const RUN_MAX_CHARS: usize = 28;
/// In a longer run, a break is allowed after so many.
const BREAK_EVERY_CHARS: usize = 12;

/// The same data with texts that can be set.
pub fn settable(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(settable_text(&text)),
        Value::Array(items) => items.into_iter().map(settable).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, settable(value))).collect(),
        other => other,
    }
}

/// The text with letters that no font has as `[U+1F525]` (several as `[U+706B U+4E8B]`), without invisible marks, and with places to break in words
/// that are longer than a column.
pub fn settable_text(text: &str) -> String {
    let mut set = String::with_capacity(text.len());
    let mut unknown = false; // whether a bracket of letters that no font has is open
    for c in text.chars() {
        if invisible(c) {
            continue;
        }
        let known = matches!(c, '\n' | '\t' | ' '..='~') || LETTERS.contains(&u32::from(c));
        match (known, unknown) {
            (true, true) => set.push(']'),
            (false, false) => set.push('['),
            (false, true) => set.push(' '),
            (true, false) => {}
        }
        unknown = !known;
        match c {
            '\t' => set.push(' '),
            _ if known => set.push(c),
            // Writing to a string cannot fail.
            _ => _ = write!(set, "U+{:04X}", u32::from(c)),
        }
    }
    if unknown {
        set.push(']');
    }
    broken(&joined(&set))
}

/// A figure is not torn from its unit: no line begins with `s`, and none with a percent sign.
fn joined(text: &str) -> String {
    let mut set = text.replace(" %", "\u{A0}%");
    for unit in ["ms", "s", "min", "h"] {
        let apart = format!(" {unit}");
        let mut from = 0;
        while let Some(found) = set.get(from..).and_then(|rest| rest.find(&apart)).map(|at| from + at) {
            let (before, after) = (set.get(..found), set.get(found + apart.len()..));
            let figure =
                before.and_then(|before| before.chars().next_back()).is_some_and(|c| c.is_ascii_digit());
            let ends = after.and_then(|after| after.chars().next()).is_none_or(|c| !c.is_alphanumeric());
            from = found + 1;
            if figure && ends {
                set.replace_range(found..=found, "\u{A0}");
                from = found + '\u{A0}'.len_utf8();
            }
        }
    }
    set
}

/// Joiners, variation selectors and direction marks steer letters; alone they print as boxes.
fn invisible(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

fn broken(text: &str) -> String {
    let gap = |c: char| c.is_whitespace() && c != '\u{A0}';
    let long = text.split(gap).any(|word| word.chars().count() > RUN_MAX_CHARS);
    if !long {
        return text.to_owned();
    }
    let mut set = String::with_capacity(text.len() * 2);
    for piece in text.split_inclusive(gap) {
        let long = piece.chars().count() > RUN_MAX_CHARS;
        for (at, c) in piece.chars().enumerate() {
            if long && at > 0 && at.is_multiple_of(BREAK_EVERY_CHARS) {
                set.push('\u{200B}');
            }
            set.push(c);
        }
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_no_font_has_are_named() {
        assert_eq!(settable_text("Fire 🔥!"), "Fire [U+1F525]!");
        assert_eq!(
            settable_text("火事だ 🔥👩\u{200D}🚒"),
            "[U+706B U+4E8B U+3060] [U+1F525 U+1F469 U+1F692]"
        );
        assert_eq!(settable_text("Ελληνικά и кириллица, Kovač"), "Ελληνικά и кириллица, Kovač");
        assert_eq!(settable_text("a\u{0}b\tc\u{202E}d\u{FE0F}"), "ab cd");
    }

    #[test]
    fn a_figure_is_not_torn_from_its_unit() {
        assert_eq!(
            settable_text("1 min 30 s of 20 min, 62.5 %"),
            "1\u{A0}min 30\u{A0}s of 20\u{A0}min, 62.5\u{A0}%"
        );
        assert_eq!(settable_text("5 services, a s, 3 hosts, é s"), "5 services, a s, 3 hosts, é s");
    }

    #[test]
    fn endless_words_may_break() {
        let set = settable_text(&"x".repeat(100));
        assert_eq!(set.matches('\u{200B}').count(), 8);
        assert_eq!(settable_text("a plain sentence with no long word"), "a plain sentence with no long word");
    }
}
