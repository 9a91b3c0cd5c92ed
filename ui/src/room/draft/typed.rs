//! What people type into fields, and the words for what cannot be understood. Empty is always "nothing".

use chrono::NaiveTime;
use domain::{Date, text::clip, time};

/// A number, with a point or a comma before its decimals.
///
/// # Errors
/// No number, or one that two countries read differently.
pub fn number(text: &str) -> Result<Option<f64>, String> {
    let plain: String =
        text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '−' { '-' } else { c }).collect();
    if plain.is_empty() {
        return Ok(None);
    }
    let points = plain.matches('.').count();
    let commas = plain.matches(',').count();
    let decimal = match (points, commas) {
        (0, 1) if looks_grouped(&plain) => {
            return Err(format!(
                "“{}” could be a thousand or a fraction. Write it without the comma, or with a point before decimals.",
                clip(text.trim(), 30)
            ));
        }
        (0, 1) => plain.replace(',', "."),
        (1, 1..) if plain.rfind(',') > plain.rfind('.') => plain.replace('.', "").replace(',', "."),
        (_, 1..) if points <= 1 => plain.replace(',', ""),
        _ if points > 1 && commas <= 1 => plain.replace('.', "").replace(',', "."),
        _ => plain,
    };
    match decimal.parse::<f64>() {
        Ok(value)
            if value.is_finite() && decimal.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c)) =>
        {
            Ok(Some(value))
        }
        _ => Err(format!(
            "“{}” is not a number. Write digits alone, for example 99.5; the unit has its own place.",
            clip(text.trim(), 30)
        )),
    }
}

/// `5,000`, but not `0,125` or `12,5`.
fn looks_grouped(plain: &str) -> bool {
    plain.trim_start_matches(['-', '+']).split_once(',').is_some_and(|(whole, rest)| {
        rest.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0')
    })
}

/// A whole number of minutes.
///
/// # Errors
/// Anything else, also nothing.
pub fn minutes(text: &str) -> Result<u32, String> {
    let plain = text.trim().trim_end_matches("min").trim_end();
    plain.parse().map_err(|_| "Write whole minutes in digits, for example 15.".to_owned())
}

/// A whole number of minutes, or nothing.
///
/// # Errors
/// Anything else.
pub fn minutes_or_none(text: &str) -> Result<Option<u32>, String> {
    if text.trim().is_empty() { Ok(None) } else { minutes(text).map(Some) }
}

/// How many.
///
/// # Errors
/// No whole number.
pub fn count(text: &str) -> Result<u32, String> {
    text.trim().parse().map_err(|_| "Write a whole number in digits, for example 3.".to_owned())
}

/// A query, or nothing.
///
/// # Errors
/// Never: whether it is one, only Prometheus can say.
pub fn query(text: &str) -> Result<Option<String>, String> {
    let text = text.trim();
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// A day of the calendar.
///
/// # Errors
/// No date.
pub fn date(text: &str) -> Result<Option<Date>, String> {
    if text.trim().is_empty() { Ok(None) } else { time::parse_date(text).map(Some) }
}

/// A time of the day: `13:00`, `1300`, `9`.
///
/// # Errors
/// No time.
pub fn clock(text: &str) -> Result<Option<NaiveTime>, String> {
    let plain = text.trim();
    if plain.is_empty() {
        return Ok(None);
    }
    let (hour, minute) = match plain.split_once([':', '.', 'h']) {
        Some(pair) => pair,
        None if plain.len() == 4 && plain.is_ascii() => plain.split_at(2),
        None => (plain, "0"),
    };
    let digits = |part: &str| (part.len() <= 2).then(|| part.parse::<u32>().ok()).flatten();
    digits(hour)
        .zip(digits(minute))
        .and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0))
        .map(Some)
        .ok_or_else(|| "Write the time as hours:minutes, for example 13:00.".to_owned())
}

/// How a number stands in a field: no grouping, so that it reads back the same.
pub fn plain(value: Option<f64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// How a time stands in a field.
pub fn plain_clock(time: Option<NaiveTime>) -> String {
    time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default()
}

/// How a date stands in a field.
pub fn plain_date(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    #[test]
    fn numbers_are_read_as_two_countries_write_them() {
        for (text, expected) in [
            ("", None),
            ("  ", None),
            ("99.5", Some(99.5)),
            ("99,5", Some(99.5)),
            ("0,125", Some(0.125)),
            ("1 208", Some(1208.0)),
            ("1,234,567", Some(1_234_567.0)),
            ("1.234,5", Some(1234.5)),
            ("1,234.5", Some(1234.5)),
            ("1.234.567", Some(1_234_567.0)),
            ("−3", Some(-3.0)),
            ("1e3", Some(1000.0)),
        ] {
            assert_eq!(number(text).unwrap(), expected, "{text}");
        }
        for text in ["5,000", "-12,500", "900 ms", "abc", "inf", "NaN", "1e999", "--1", "1,2,3.4.5"] {
            assert!(number(text).is_err(), "{text}");
        }
    }

    #[test]
    fn every_number_reads_back_as_itself() {
        for value in [0.0, -1.5, 1e15, 0.1 + 0.2, 412.0, 99.94] {
            assert_eq!(number(&plain(Some(value))).unwrap(), Some(value));
        }
    }

    #[test]
    fn times_are_read_as_people_type_them() {
        for (text, expected) in [
            ("13:00", "13:00"),
            ("1300", "13:00"),
            ("9", "09:00"),
            ("9:05", "09:05"),
            ("13.30", "13:30"),
            ("", ""),
        ] {
            assert_eq!(plain_clock(clock(text).unwrap()), expected, "{text}");
        }
        for text in ["25:00", "13:60", "noon", "13:000", "-1:00"] {
            assert!(clock(text).is_err(), "{text}");
        }
    }

    #[test]
    fn minutes_are_whole() {
        assert_eq!(minutes(" 15 min").unwrap(), 15);
        for text in ["", "1.5", "-1", "soon"] {
            assert!(minutes(text).is_err(), "{text}");
        }
        assert_eq!(minutes_or_none("  ").unwrap(), None);
        assert_eq!(minutes_or_none("45").unwrap(), Some(45));
        assert!(minutes_or_none("1.5").is_err());
    }

    #[test]
    fn an_empty_query_is_none() {
        assert_eq!(query(" \n ").unwrap(), None);
        assert_eq!(query(" up\n").unwrap().as_deref(), Some("up"));
    }

    #[test]
    fn a_count_is_whole() {
        assert_eq!(count(" 3 ").unwrap(), 3);
        for text in ["", "3 min", "1.5", "-1"] {
            assert!(count(text).is_err(), "{text}");
        }
    }
}
