//! Instants, dates and the workspace's time zone.
//!
//! An instant is UTC milliseconds; a date has no zone; a zone only decides how an instant is *shown*.

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, TimeZone, Timelike, Utc};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

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

/// A time zone of the IANA database, for showing instants. `Europe/Berlin`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(chrono_tz::Tz);

impl Zone {
    /// UTC.
    pub const UTC: Self = Self(chrono_tz::UTC);

    /// The IANA name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// `14:03:22`
    #[must_use]
    pub fn clock(self, at: Instant) -> String {
        self.format(at, "%H:%M:%S")
    }

    /// `14:03`
    #[must_use]
    pub fn hour_minute(self, at: Instant) -> String {
        self.format(at, "%H:%M")
    }

    /// The calendar day that `at` falls on here.
    #[must_use]
    pub fn date(self, at: Instant) -> Date {
        at.utc().with_timezone(&self.0).date_naive()
    }

    /// What the wall clock shows here at `at`, in whole seconds.
    #[must_use]
    pub fn time(self, at: Instant) -> NaiveTime {
        let time = at.utc().with_timezone(&self.0).time();
        time.with_nanosecond(0).unwrap_or(time)
    }

    /// `24 Nov 2026, 14:03 CET`
    #[must_use]
    pub fn long(self, at: Instant) -> String {
        self.format(at, "%-d %b %Y, %H:%M %Z")
    }

    /// The instant at which the wall clock here shows `date` `hour`:`minute`.
    /// A time that a daylight-saving change skips becomes the first instant after it; one that occurs twice, the first.
    #[must_use]
    pub fn instant(self, date: Date, hour: u32, minute: u32) -> Option<Instant> {
        let wall = date.and_hms_opt(hour, minute, 0)?;
        let at = (0..=180).find_map(|later_min| {
            self.0.from_local_datetime(&(wall + chrono::TimeDelta::minutes(later_min))).earliest()
        })?;
        Some(at.with_timezone(&Utc).into())
    }

    fn format(self, at: Instant, pattern: &str) -> String {
        at.utc().with_timezone(&self.0).format(pattern).to_string()
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Zone {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        name.trim().parse().map(Zone).map_err(|_| {
            format!(
                "“{}” is no time zone. Write an IANA name, for example Europe/Berlin.",
                crate::text::clip(name, 60)
            )
        })
    }
}

impl Serialize for Zone {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A duration in words, two units at most: `40 s`, `6 min 8 s`, `2 h 5 min`, `3 d 4 h`. Negative durations get a minus sign.
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
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use crate::time::*;

    #[test]
    fn durations_read_as_people_say_them() {
        for (ms, expected) in [
            (0, "0 s"),
            (999, "0 s"),
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
    fn a_zone_dates_an_instant_as_its_wall_clock_did() {
        let zone: Zone = "Europe/Berlin".parse().unwrap();
        let at = Zone::UTC.instant(parse_date("2020-02-29").unwrap(), 23, 30).unwrap().plus_ms(1_234);
        assert_eq!(
            (zone.date(at).to_string(), zone.time(at).to_string()),
            ("2020-03-01".into(), "00:30:01".into())
        );
    }

    #[test]
    fn a_wall_time_that_daylight_saving_skips_or_repeats_is_still_one_instant() {
        let berlin: Zone = "Europe/Berlin".parse().unwrap();
        let skipped = berlin.instant(parse_date("2026-03-29").unwrap(), 2, 30).unwrap();
        assert_eq!(skipped.rfc3339(), "2026-03-29T01:00:00.000Z");
        let twice = berlin.instant(parse_date("2026-10-25").unwrap(), 2, 30).unwrap();
        assert_eq!(twice.rfc3339(), "2026-10-25T00:30:00.000Z");
        assert_eq!(berlin.hour_minute(twice), "02:30");
    }

    #[test]
    fn dates_that_are_none_are_refused_in_words() {
        for text in ["", "24.11.2026", "2026-02-30", "1970-01-01", "99999-01-01"] {
            assert!(parse_date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_zone_survives_json_and_nonsense_is_refused() {
        let zone: Zone = serde_json::from_str("\"Asia/Kathmandu\"").unwrap();
        assert_eq!(serde_json::to_string(&zone).unwrap(), "\"Asia/Kathmandu\"");
        assert!(serde_json::from_str::<Zone>("\"Mars/Olympus\"").is_err());
    }
}
