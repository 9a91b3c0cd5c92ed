//! A time as somebody in the room says it: the hour alone, or with its day.

use crate::{Date, Instant, Zone, time::parse_date};
use chrono::{Days, NaiveTime, Timelike};

/// A time as it is typed: `14:02`, `14:02:05`, `2:02 pm`, `2026-11-28 14:02`. An hour alone is the last one of that name before
/// `now`, and so is one that the clock showed twice; one that is more than half a day back wants its day.
///
/// # Errors
/// Words for the person: it is no time, it does not exist on that day, or lies in the future.
pub fn typed(text: &str, now: Instant, zone: Zone) -> Result<Instant, String> {
    let (stated, time) = parts(text)?;
    let today = zone.date(now);
    let is_past = |at: &Instant| at.since(now) < 60_000;
    let day = stated.unwrap_or_else(|| {
        // Whether it has been that late today is what the wall clock says: it goes past an hour that it skips as well.
        let is_to_come = match shown(zone, today, time).first() {
            Some(first) => !is_past(first),
            None => zone.time(now) < time,
        };
        if is_to_come { today.checked_sub_days(Days::new(1)).unwrap_or(today) } else { today }
    });
    let first = instant(zone, day, time)?;
    // Of an hour that was shown twice, the last that is over is meant.
    let last = shown(zone, day, time).into_iter().rfind(is_past).unwrap_or(first);
    if !is_past(&last) {
        return Err("This is in the future. Write down what has happened.".to_owned());
    }
    if stated.is_none() && day != today && now.since(last) > NIGHT_MS {
        let clock = time.format("%H:%M");
        return Err(format!(
            "{clock} is still to come today. Where another day is meant, write it before: {day} {clock}."
        ));
    }
    Ok(last)
}

/// So long after an hour the day before may be meant without a word, in milliseconds.
const NIGHT_MS: i64 = 12 * 3_600_000;

/// The day, where one is written, and the hour of a time as it is typed.
///
/// # Errors
/// Words for the person: it is no time.
pub fn parts(text: &str) -> Result<(Option<Date>, NaiveTime), String> {
    let text = text.trim().to_lowercase();
    let half = [("am", 0), ("pm", 12)].into_iter().find_map(|(end, at)| Some((text.strip_suffix(end)?, at)));
    let text = half.map_or(text.as_str(), |(text, _)| text.trim());
    let (day, hour) = match text.split_once([' ', 't']) {
        Some((day, hour)) => (Some(parse_date(day)?), hour.trim()),
        None => (None, text),
    };
    let time = ["%H:%M:%S", "%H:%M"].iter().find_map(|form| NaiveTime::parse_from_str(hour, form).ok());
    let time = match half {
        None => time,
        Some((_, from)) => time
            .filter(|time| (1..=12).contains(&time.hour()))
            .and_then(|time| time.with_hour(time.hour() % 12 + from)),
    };
    let words = "Write the time as 14:02 or 14:02:05, with the day before it where it was another one: 2026-11-24 14:02.";
    Ok((day, time.ok_or(words)?))
}

/// A time to come: the next one of that hour after `now`.
///
/// # Errors
/// Words for the person: it is no time, or the clocks are set forward over it.
pub fn ahead(text: &str, now: Instant, zone: Zone) -> Result<Instant, String> {
    let text = text.trim();
    let time = NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| "Write the time as 14:30.".to_owned())?;
    let today = zone.date(now);
    if let Some(at) = shown(zone, today, time).into_iter().find(|at| *at > now) {
        return Ok(at);
    }
    let is_skipped = shown(zone, today, time).is_empty() && zone.time(now) < time;
    let day = if is_skipped { today } else { today.checked_add_days(Days::new(1)).unwrap_or(today) };
    instant(zone, day, time)
}

/// The instant at which the wall clock of `zone` showed `time` on `date`; the first where it did so twice.
///
/// # Errors
/// It never did: the clocks were set forward over it.
pub fn instant(zone: Zone, date: Date, time: NaiveTime) -> Result<Instant, String> {
    shown(zone, date, time).first().copied().ok_or_else(|| {
        format!("There is no {} on {date}: the clocks are set forward over it.", time.format("%H:%M"))
    })
}

/// Every instant at which the wall clock of `zone` shows `time` on `date`, in order: none where the clocks are set forward over
/// it, two where they are set back over it.
#[must_use]
pub fn shown(zone: Zone, date: Date, time: NaiveTime) -> Vec<Instant> {
    const QUARTER_MS: i64 = 15 * 60_000;
    // By how much clocks are set back, in quarters of an hour: never by more than three hours.
    const QUARTERS: i64 = 12;
    let Some(minute) = zone.instant(date, time.hour(), time.minute()) else { return Vec::new() };
    let first = minute.plus_ms(i64::from(time.second()) * 1000);
    let again = (0..=QUARTERS).map(|quarters| first.plus_ms(quarters * QUARTER_MS));
    again.filter(|at| zone.time(*at) == time && zone.date(*at) == date).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    #[test]
    fn an_hour_is_the_last_one_of_that_name_and_a_day_may_stand_before_it() {
        let zone: Zone = "Europe/Berlin".parse().unwrap();
        let now = zone.instant("2026-11-24".parse().unwrap(), 14, 30).unwrap();
        for (text, long) in [
            ("14:02", "24 Nov 2026, 14:02 CET"),
            ("14:30", "24 Nov 2026, 14:30 CET"),
            ("2:02 PM", "24 Nov 2026, 14:02 CET"),
            ("12:05am", "24 Nov 2026, 00:05 CET"),
            ("2026-11-23 11:58 pm", "23 Nov 2026, 23:58 CET"),
            (" 2026-11-20 09:05:10 ", "20 Nov 2026, 09:05 CET"),
            ("2026-11-20T09:05", "20 Nov 2026, 09:05 CET"),
        ] {
            assert_eq!(typed(text, now, zone).map(|at| zone.long(at)).as_deref(), Ok(long), "{text}");
        }
        for text in [
            "",
            "14",
            "23:59",
            "13:55 PM",
            "0:10 am",
            "25:00",
            "14:60",
            "two",
            "2026-11-25 14:00",
            "2026-03-29 02:30",
            "2026-02-30 10:00",
        ] {
            assert!(typed(text, now, zone).is_err(), "{text}");
        }
        assert_eq!(ahead("14:45", now, zone).map(|at| at.since(now) / 60_000), Ok(15));
        assert_eq!(ahead("14:00", now, zone).map(|at| at.since(now) / 60_000), Ok(23 * 60 + 30));
    }

    #[test]
    fn an_hour_that_the_clock_skips_or_shows_twice_is_none_of_another_day() {
        let zone: Zone = "Europe/Berlin".parse().unwrap();
        let utc = |text: &str| Instant::from(text.parse::<chrono::DateTime<chrono::Utc>>().unwrap());
        let at = |at: Result<Instant, String>| at.map(Instant::rfc3339);
        let ok = |text: &str| Ok(utc(text).rfc3339());
        let skipped = Err("There is no 02:30 on 2026-03-29: the clocks are set forward over it.".to_owned());
        // 29 Mar 2026: 02:00 CET becomes 03:00 CEST. 25 Oct 2026: 03:00 CEST becomes 02:00 CET.
        for (now, text, expected) in [
            ("2026-03-29T01:10:00Z", "02:30", skipped.clone()), // 03:10
            ("2026-03-29T20:00:00Z", "02:30", skipped.clone()),
            ("2026-03-28T23:10:00Z", "23:30", ok("2026-03-28T22:30:00Z")), // 00:10
            ("2026-03-29T01:10:00Z", "01:59", ok("2026-03-29T00:59:00Z")),
            ("2026-03-29T23:00:00Z", "02:30", skipped.clone()), // 01:00 of the day after
            ("2026-10-25T01:40:00Z", "02:30", ok("2026-10-25T01:30:00Z")), // 02:40 for the second time
            ("2026-10-25T01:20:00Z", "02:30", ok("2026-10-25T00:30:00Z")), // 02:20 for the second time
            ("2026-10-25T00:40:00Z", "02:30", ok("2026-10-25T00:30:00Z")), // 02:40 for the first time
            ("2026-10-25T12:00:00Z", "2026-10-25 02:30:10", ok("2026-10-25T01:30:10Z")),
        ] {
            assert_eq!(at(typed(text, utc(now), zone)), expected, "{text} at {now}");
        }
        for (now, text, expected) in [
            ("2026-03-29T00:30:00Z", "02:30", skipped.clone()),
            ("2026-03-28T20:00:00Z", "02:30", skipped),
            ("2026-03-29T01:10:00Z", "02:30", ok("2026-03-30T00:30:00Z")), // the next one is tomorrow's
            ("2026-10-25T00:20:00Z", "02:30", ok("2026-10-25T00:30:00Z")),
            ("2026-10-25T00:40:00Z", "02:30", ok("2026-10-25T01:30:00Z")),
            ("2026-10-25T01:40:00Z", "02:30", ok("2026-10-26T01:30:00Z")),
        ] {
            assert_eq!(at(ahead(text, utc(now), zone)), expected, "{text} ahead of {now}");
        }
    }
}
