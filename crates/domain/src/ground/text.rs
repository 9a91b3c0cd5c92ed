//! Limits on what a person, or a hostile file, may put into a document. Every limit has words for the person.

use serde::{Deserialize, Serialize};

/// What is wrong with one field of a document, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct Invalid {
    /// Path of the field: `title`, `metrics.0.name`. Empty when no single field is to blame.
    pub field: String,
    /// A sentence for the person.
    pub message: String,
}

impl Invalid {
    /// `field` is wrong because of `message`.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// Most characters in one line (titles, names).
pub const LINE_MAX_CHARS: usize = 200;
/// Most characters in an address: those of dashboards carry their whole state.
pub const ADDRESS_MAX_CHARS: usize = 2_000;
/// Most characters in a longer text (goals, observations).
pub const PROSE_MAX_CHARS: usize = 10_000;
/// Most entries in one list of a document.
pub const LIST_MAX_ITEMS: usize = 200;
/// The longest step that a plan may hold, in minutes: one day.
pub const STEP_MAX_MIN: u32 = 24 * 60;
/// Most bytes of an imported file that are kept beside what was read from it.
pub const ORIGINAL_MAX_BYTES: usize = 1 << 20;

/// One line that must say something.
///
/// # Errors
/// Empty, too long, or with characters that no keyboard types.
pub fn required_line(field: &str, noun: &str, text: &str) -> Result<(), Invalid> {
    if is_blank(text) {
        return Err(Invalid::new(field, format!("{noun} is empty. Write a few words.")));
    }
    line(field, noun, text)
}

/// One line that may be empty.
///
/// # Errors
/// Too long, or with characters that no keyboard types.
pub fn line(field: &str, noun: &str, text: &str) -> Result<(), Invalid> {
    within(field, noun, text, LINE_MAX_CHARS)?;
    no_control(field, noun, text, |_| false)
}

/// An address that may be empty; which schemes are good is for the caller to say.
///
/// # Errors
/// Too long, or with characters that no keyboard types.
pub fn address(field: &str, noun: &str, text: &str) -> Result<(), Invalid> {
    within(field, noun, text, ADDRESS_MAX_CHARS)?;
    no_control(field, noun, text, |_| false)
}

/// Text of several lines that may be empty.
///
/// # Errors
/// Too long, or with control characters other than line breaks and tabs.
pub fn prose(field: &str, noun: &str, text: &str) -> Result<(), Invalid> {
    within(field, noun, text, PROSE_MAX_CHARS)?;
    no_control(field, noun, text, |c| matches!(c, '\n' | '\t'))
}

/// A list within its limit.
///
/// # Errors
/// More than [`LIST_MAX_ITEMS`] entries.
pub fn list<T>(field: &str, noun: &str, items: &[T]) -> Result<(), Invalid> {
    if items.len() > LIST_MAX_ITEMS {
        return Err(Invalid::new(
            field,
            format!("{noun} has {} entries; {LIST_MAX_ITEMS} fit.", items.len()),
        ));
    }
    Ok(())
}

/// A number of minutes from 1 to a day.
///
/// # Errors
/// Outside of that.
pub fn minutes(field: &str, noun: &str, min: u32) -> Result<(), Invalid> {
    if (1..=STEP_MAX_MIN).contains(&min) {
        return Ok(());
    }
    Err(Invalid::new(
        field,
        format!("{noun} is {min} min. It must be from 1 min to {STEP_MAX_MIN} min (one day)."),
    ))
}

/// The same name in any case is the same person, and the same service.
#[must_use]
pub fn name_key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// `surprise` or `surprises`, for a number that stands elsewhere.
#[must_use]
pub fn plural(number: u64, one: &str) -> String {
    match (number, one) {
        (1, one) => one.to_owned(),
        (_, "person") => "people".to_owned(),
        (_, one) => one.strip_suffix("ry").map_or_else(|| format!("{one}s"), |stem| format!("{stem}ries")),
    }
}

/// `1 surprise`, `3 people`.
#[must_use]
pub fn count(number: u64, one: &str) -> String {
    format!("{number} {}", plural(number, one))
}

/// A number that can be drawn and compared.
///
/// # Errors
/// Infinite, not a number, or beyond ±1e15.
pub fn number(field: &str, noun: &str, value: f64) -> Result<(), Invalid> {
    if value.is_finite() && value.abs() <= 1e15 {
        return Ok(());
    }
    Err(Invalid::new(field, format!("{noun} must be a number between −1e15 and 1e15.")))
}

/// An imported file that is kept word for word.
///
/// # Errors
/// Longer than [`ORIGINAL_MAX_BYTES`].
pub fn original(file: Option<&str>) -> Result<(), Invalid> {
    if file.is_none_or(|file| file.len() <= ORIGINAL_MAX_BYTES) {
        return Ok(());
    }
    Err(Invalid::new("original", "The imported file is longer than 1 MB and cannot be kept."))
}

/// Words that somebody said: some, and not too many.
///
/// # Errors
/// They are empty, or beyond the limits of [`prose`].
pub fn said(field: &str, noun: &str, words: &str) -> Result<(), Invalid> {
    if is_blank(words) {
        return Err(Invalid::new(field, format!("{noun} is empty. Write a few words.")));
    }
    prose(field, noun, words)
}

/// Whether nobody could see anything of it: it is empty, or nothing but spaces and letters without a picture.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control() || is_unseen(c))
}

/// Letters that no font draws by themselves: joiners, marks of direction, fillers, selectors and tags. These are Unicode's
/// "default ignorable" ones and the braille pattern without dots.
const fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{17B4}'
            | '\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Why something was done: it may be long, but its beginning says something.
///
/// # Errors
/// It is empty, or beyond the limits of [`prose`].
pub fn reason(reason: &str) -> Result<(), Invalid> {
    said("reason", "The reason", reason)?;
    required_line("reason", "The reason", clip(reason, 100).lines().next().unwrap_or_default())
}

/// `text` with a full stop, unless it ends like a sentence already.
#[must_use]
pub fn full(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?', '…', '”', '"']) { text.to_owned() } else { format!("{text}.") }
}

/// The words with a capital at their beginning.
#[must_use]
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `first`, which is a sentence, and `rest` behind it, where there is any.
#[must_use]
pub fn joined(first: &str, rest: &str) -> String {
    if rest.trim().is_empty() { first.to_owned() } else { full(&format!("{first} {rest}")) }
}

/// The first `max` characters, with an ellipsis where something was cut.
#[must_use]
pub fn clip(text: &str, max: usize) -> String {
    match text.char_indices().nth(max) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
    }
}

fn within(field: &str, noun: &str, text: &str, max: usize) -> Result<(), Invalid> {
    // Bytes first: a text of 50 MB is refused without counting its characters.
    if text.len() <= max || (text.len() <= max * 4 && text.chars().count() <= max) {
        return Ok(());
    }
    Err(Invalid::new(
        field,
        format!("{noun} is longer than {max} characters. Shorten it; details fit into the notes."),
    ))
}

fn no_control(field: &str, noun: &str, text: &str, allowed: impl Fn(char) -> bool) -> Result<(), Invalid> {
    // Bidirectional overrides would let a name paint over its neighbours on the projector.
    let hidden = |c: char| {
        c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    match text.chars().find(|c| hidden(*c) && !allowed(*c)) {
        None => Ok(()),
        Some(c) => {
            let what = format!("the invisible character U+{:04X}", u32::from(c));
            Err(Invalid::new(field, format!("{noun} holds {what}. Remove it, or type the text anew.")))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use crate::text::*;

    #[test]
    fn lines_and_prose_have_edges() {
        assert!(required_line("title", "The title", "   ").is_err());
        assert!(line("title", "The title", &"é".repeat(LINE_MAX_CHARS)).is_ok());
        assert!(line("title", "The title", &"é".repeat(LINE_MAX_CHARS + 1)).is_err());
        assert!(line("title", "The title", "two\nlines").is_err());
        assert!(line("title", "The title", "\u{202E}txet").is_err());
        assert!(prose("goal", "The goal", "two\nlines\tand a tab").is_ok());
        assert!(prose("goal", "The goal", "bell\u{7}").is_err());
        assert!(prose("goal", "The goal", &"x".repeat(PROSE_MAX_CHARS + 1)).is_err());
    }

    #[test]
    fn a_name_that_cannot_be_seen_is_empty() {
        let unseen = [
            "",
            " ",
            "\u{A0}",
            "\u{200B}",
            "\u{2028}",
            "\u{2060}",
            "\u{AD}",
            "\u{3164}",
            "\u{2800}",
            "\u{FE0F}",
            "\u{E0041}\u{E007F}",
            "\u{115F}",
            "\u{180E}",
            "\u{FEFF}",
            "\u{200D}\u{200B} \u{2063}",
        ];
        for text in unseen {
            assert!(is_blank(text), "{text:?}");
            for refused in
                [required_line("name", "The name", text), said("text", "The note", text), reason(text)]
            {
                assert!(refused.unwrap_err().message.contains("is empty"), "{text:?}");
            }
        }
        // Letters that join others are part of names.
        for text in ["न्\u{200D}", "می\u{200C}خواهم", "👩\u{200D}🔧", "❤\u{FE0F}", "co\u{AD}operation"]
        {
            assert!(!is_blank(text), "{text:?}");
            required_line("name", "The name", text).unwrap();
        }
    }

    #[test]
    fn numbers_and_minutes_have_edges() {
        for value in [f64::NAN, f64::INFINITY, -1e16] {
            assert!(number("value", "The reading", value).is_err());
        }
        assert!(number("value", "The reading", -1e15).is_ok());
        for min in [0, STEP_MAX_MIN + 1, u32::MAX] {
            assert!(minutes("duration_min", "The duration", min).is_err());
        }
        assert!(minutes("duration_min", "The duration", 1).is_ok());
    }

    #[test]
    fn clipping_keeps_whole_characters() {
        assert_eq!(clip("héllo wörld", 5), "héllo…");
        assert_eq!(clip("short", 5), "short");
    }
}
