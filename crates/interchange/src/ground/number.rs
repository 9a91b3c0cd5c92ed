//! Numbers that no number of ours holds: they are kept as text, digit by digit, and written back as the numbers they were.

use std::borrow::Cow;

/// Begins such a text. Nobody types it, and it is never shown.
pub const MARK: char = '\u{F8FF}';

/// JSON in which each number that would lose digits is a marked text.
pub fn as_text(json: &str) -> Cow<'_, str> {
    let bytes = json.as_bytes();
    let (mut out, mut from, mut at, mut quoted) = (String::new(), 0, 0, false);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if quoted => at += 1,
            b'"' => quoted = !quoted,
            b'N' | b'I' | b'-' if !quoted && let Some(word) = no_number(json, at) => {
                out.push_str(json.get(from..at).unwrap_or_default());
                out.push_str(&format!("\"{word}\""));
                at += word.len();
                from = at;
                continue;
            }
            b'-' | b'0'..=b'9' if !quoted => {
                let length = bytes.iter().skip(at).take_while(|byte| is_of_number(**byte)).count();
                let number = json.get(at..at + length).unwrap_or_default();
                if is_too_large(number) {
                    out.push_str(json.get(from..at).unwrap_or_default());
                    out.extend(['"', MARK]);
                    out.push_str(number);
                    out.push('"');
                    from = at + length;
                }
                at += length.max(1);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    if from == 0 {
        return Cow::Borrowed(json);
    }
    out.push_str(json.get(from..).unwrap_or_default());
    Cow::Owned(out)
}

/// What Python writes for a number that is none, where it stands as a value.
fn no_number(json: &str, at: usize) -> Option<&'static str> {
    let rest = json.get(at..)?;
    let word = ["NaN", "Infinity", "-Infinity"].into_iter().find(|word| rest.starts_with(word))?;
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}');
    let begins = |c: char| c.is_whitespace() || matches!(c, ',' | '[' | ':');
    let before = json.get(..at)?.chars().next_back();
    (rest.get(word.len()..)?.chars().next().is_none_or(ends) && before.is_none_or(begins)).then_some(word)
}

/// Whether a text of JSON says “not a number” as Python does.
pub fn has_no_number(json: &str) -> bool {
    let (mut at, mut quoted) = (0, false);
    while let Some(byte) = json.as_bytes().get(at) {
        match byte {
            b'\\' if quoted => at += 1,
            b'"' => quoted = !quoted,
            b'N' | b'I' | b'-' if !quoted && no_number(json, at).is_some() => return true,
            _ => {}
        }
        at += 1;
    }
    false
}

/// JSON in which each marked text is a number again.
pub fn as_numbers(json: &str) -> String {
    let mut pieces = json.split(MARK);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let length = piece.bytes().take_while(|byte| is_of_number(*byte)).count();
        let (number, rest) = piece.split_at(length);
        match rest.strip_prefix('"').filter(|_| out.ends_with('"') && is_too_large(number)) {
            Some(rest) => {
                out.pop();
                out.push_str(number);
                out.push_str(rest);
            }
            None => {
                out.push(MARK);
                out.push_str(piece);
            }
        }
    }
    out
}

/// YAML in which each such integer that stands as a value of its own is a marked text; nothing where there is none. Within a
/// text of several lines it may take a figure for a value: [`unmarked`] mends that.
pub fn as_text_in_yaml(yaml: &str) -> Option<String> {
    let (mut out, mut from, mut at) = (String::new(), 0, 0);
    let bytes = yaml.as_bytes();
    while let Some(byte) = bytes.get(at) {
        if !(byte.is_ascii_digit() || *byte == b'-') {
            at += 1;
            continue;
        }
        let length = bytes.iter().skip(at).take_while(|byte| is_of_number(**byte)).count();
        let number = yaml.get(at..at + length).unwrap_or_default();
        let is_integer = number.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit());
        if length > 18 && is_integer && is_too_large(number) && stands_alone(yaml, at, at + length) {
            out.push_str(yaml.get(from..at).unwrap_or_default());
            out.push_str(&format!("\"{MARK}{number}\""));
            from = at + length;
        }
        at += length.max(1);
    }
    out.push_str(yaml.get(from..).unwrap_or_default());
    (from > 0).then_some(out)
}

/// Whether a value begins and ends at these places.
fn stands_alone(yaml: &str, from: usize, to: usize) -> bool {
    let before = yaml.get(..from).unwrap_or_default().chars().next_back();
    let after = yaml.get(to..).unwrap_or_default().lines().next().unwrap_or_default().trim_start();
    before.is_some_and(|c| c.is_whitespace() || matches!(c, '[' | ','))
        && (after.is_empty() || after.starts_with([',', ']', '}', '#']))
}

/// A text in which a figure was taken for a value, as it was.
pub fn unmarked(text: &str) -> Cow<'_, str> {
    let is_whole = |text: &str| text.strip_prefix(MARK).is_some_and(is_too_large);
    if !text.contains(MARK) || is_whole(text) { Cow::Borrowed(text) } else { Cow::Owned(as_numbers(text)) }
}

fn is_of_number(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E')
}

/// Whether a number is one, and neither an integer of 64 bits nor a finite fraction.
fn is_too_large(number: &str) -> bool {
    let digits = number.strip_prefix('-').unwrap_or(number);
    if !digits.starts_with(|c: char| c.is_ascii_digit())
        || (digits.len() > 1
            && digits.starts_with("0")
            && digits.as_bytes().get(1).is_some_and(u8::is_ascii_digit))
    {
        return false; // no number of JSON: whoever parses it says so
    }
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits.len() > 18 && number.parse::<i64>().is_err() && number.parse::<u64>().is_err();
    }
    number.parse::<f64>().is_ok_and(f64::is_infinite)
}

#[cfg(test)]
mod tests {
    use super::{MARK, as_numbers, as_text, as_text_in_yaml, has_no_number, unmarked};

    #[test]
    #[allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    fn every_digit_comes_back() {
        let huge = "9".repeat(640);
        for json in [
            format!("{{\"a\": {huge}, \"b\": [-{huge}, 1, 18446744073709551615, 18446744073709551616]}}"),
            "[1e999, -1.5E+999, 1e3, 0.1, 12345678901234567890123]".to_owned(),
            format!("{{\"{huge}\": \"{huge} \\\" {huge}\"}}"),
            "[01, --1, 1.2.3, -]".to_owned(),
            "{\"é\": \"ü\"}".to_owned(),
        ] {
            assert_eq!(as_numbers(&as_text(&json)), json);
        }
        let odd = "{\"a\": NaN, \"b\": [-Infinity, Infinity], \"c\": \"NaN, Infinity\"}";
        let text = "{\"a\": \"NaN\", \"b\": [\"-Infinity\", \"Infinity\"], \"c\": \"NaN, Infinity\"}";
        assert_eq!((as_text(odd).as_ref(), has_no_number(odd), has_no_number(text)), (text, true, false));
        assert_eq!(as_text("[NaNs, xInfinity]"), "[NaNs, xInfinity]");
        let yaml =
            "a: 99999999999999999999 # b\nc: [-99999999999999999999, 1]\nd: |\n  99999999999999999999\n";
        let marked = as_text_in_yaml(yaml).unwrap();
        assert_eq!((marked.matches(MARK).count(), as_numbers(&marked)), (3, yaml.to_owned()));
        assert_eq!(unmarked(&format!("\"{MARK}99999999999999999999\"\n")), "99999999999999999999\n");
        assert_eq!(as_text_in_yaml("a: 1\nb: x99999999999999999999\n"), None);
        assert_eq!(as_text("[1, 2.5, \"9999999999999999999999\"]"), "[1, 2.5, \"9999999999999999999999\"]");
        assert_eq!(as_text("[9999999999999999999999]"), format!("[\"{MARK}9999999999999999999999\"]"));
    }
}
