//! Instants, dates and durations.
//!
//! An instant is UTC milliseconds; a date has no zone; a [zone](crate::zone) only decides how an instant is *shown*.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

/// A moment in UTC, in milliseconds since 1970. Integers stay exact in a webview up to 2^53.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(i64);

impl Instant {
    /// The instant at `ms` milliseconds since 1970.
    #[must_use]
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// `self − earlier`, in milliseconds; negative when `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// `self − earlier` as a clock with seconds shows both, so that printed times and what lies between them add up; what is
    /// shorter than a second stays as it was measured.
    #[must_use]
    pub const fn shown_since(self, earlier: Self) -> i64 {
        let exact_ms = self.since(earlier);
        if exact_ms.abs() < 1000 {
            return exact_ms;
        }
        (self.0.div_euclid(1000) - earlier.0.div_euclid(1000)) * 1000
    }

    /// This instant moved by `ms` (which may be negative).
    #[must_use]
    pub const fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// As chrono's type; an instant beyond chrono's range becomes 1970.
    #[must_use]
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }

    /// RFC 3339 with milliseconds, in UTC: what files carry.
    #[must_use]
    pub fn rfc3339(self) -> String {
        self.utc().to_rfc3339_opts(SecondsFormat::Millis, true)
    }
}

impl From<DateTime<Utc>> for Instant {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.timestamp_millis())
    }
}

/// A day of the calendar, without a zone. Written `2026-11-24`.
pub type Date = NaiveDate;

/// Reads a date as people type it on our screens: `2026-11-24`.
///
/// # Errors
/// Says what a date looks like when `text` is none.
pub fn parse_date(text: &str) -> Result<Date, String> {
    let date = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d")
        .map_err(|_| "Write the date as year-month-day, for example 2026-11-24.".to_owned())?;
    let year = chrono::Datelike::year(&date);
    if (2000..=2100).contains(&year) {
        Ok(date)
    } else {
        Err(format!("The year {year} is outside 2000 to 2100."))
    }
}

/// A duration in words, two units at most: `0.4 s`, `40 s`, `6 min 8 s`, `2 h 5 min`, `3 d 4 h`. Negative durations get a minus
/// sign. What is shorter than a second has a decimal, so that nothing measured reads as nothing.
#[must_use]
pub fn words(duration_ms: i64) -> String {
    let sign = if duration_ms < 0 { "−" } else { "" };
    let s = duration_ms.unsigned_abs() / 1000;
    let pair = |big: u64, big_unit: &str, small: u64, small_unit: &str| {
        if small == 0 {
            format!("{sign}{big} {big_unit}")
        } else {
            format!("{sign}{big} {big_unit} {small} {small_unit}")
        }
    };
    match s {
        0 if duration_ms != 0 => format!("{sign}0.{} s", (duration_ms.unsigned_abs() / 100).max(1)),
        0..60 => format!("{sign}{s} s"),
        60..3600 => pair(s / 60, "min", s % 60, "s"),
        3600..86_400 => pair(s / 3600, "h", s % 3600 / 60, "min"),
        _ => pair(s / 86_400, "d", s % 86_400 / 3600, "h"),
    }
}

/// A duration as a clock shows it: `03:52`, `1:03:52`; negative durations (overtime) read `+0:15`-style with a leading plus.
#[must_use]
pub fn clock_face(duration_ms: i64) -> String {
    // A countdown shows the second that is still running, so 1 ms left still reads 00:01; overtime counts whole seconds.
    let (sign, s) = if duration_ms < 0 {
        ("+", duration_ms.unsigned_abs() / 1000)
    } else {
        ("", duration_ms.unsigned_abs().div_ceil(1000))
    };
    let (h, m, s) = (s / 3600, s % 3600 / 60, s % 60);
    if h > 0 { format!("{sign}{h}:{m:02}:{s:02}") } else { format!("{sign}{m:02}:{s:02}") }
}

#[cfg(test)]
mod tests {
    use crate::time::*;

    #[test]
    fn durations_read_as_people_say_them() {
        for (ms, expected) in [
            (0, "0 s"),
            (1, "0.1 s"),
            (430, "0.4 s"),
            (999, "0.9 s"),
            (1_000, "1 s"),
            (40_000, "40 s"),
            (60_000, "1 min"),
            (368_000, "6 min 8 s"),
            (7_500_000, "2 h 5 min"),
            (86_400_000, "1 d"),
            (273_600_000, "3 d 4 h"),
            (-61_000, "−1 min 1 s"),
        ] {
            assert_eq!(words(ms), expected);
        }
    }

    #[test]
    fn a_countdown_shows_the_second_that_is_running_and_overtime_counts_up() {
        for (ms, expected) in [
            (232_000, "03:52"),
            (231_001, "03:52"),
            (1, "00:01"),
            (0, "00:00"),
            (-999, "+00:00"),
            (-15_000, "+00:15"),
            (3_832_000, "1:03:52"),
        ] {
            assert_eq!(clock_face(ms), expected, "{ms}");
        }
    }

    #[test]
    fn printed_times_and_what_lies_between_them_add_up() {
        for (from, to, between_ms) in [
            (1_700, 266_200, 265_000), // 10:14:01 to 10:18:26, and not 4 min 24 s
            (52_900, 75_100, 23_000),
            (1_900, 2_100, 200), // less than a second is measured, not read off a clock
            (5_000, 1_100, -4_000),
        ] {
            let (from, to) = (Instant::from_ms(from), Instant::from_ms(to));
            assert_eq!(to.shown_since(from), between_ms);
        }
    }

    #[test]
    fn dates_that_are_none_are_refused_in_words() {
        for text in ["", "24.11.2026", "2026-02-30", "1970-01-01", "99999-01-01"] {
            assert!(parse_date(text).is_err(), "{text}");
        }
    }
}
