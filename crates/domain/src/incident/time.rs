//! A time as somebody in the room says it: the hour alone, or with its day.

use crate::{Date, Instant, Zone, time::parse_date};
use chrono::{Days, NaiveTime, Timelike};

/// A time as it is typed: `14:02`, `14:02:05`, `2026-11-28 14:02`. An hour alone is the last one of that name before `now`.
///
/// # Errors
/// Words for the person: it is no time, it does not exist on that day, or lies in the future.
pub fn typed(text: &str, now: Instant, zone: Zone) -> Result<Instant, String> {
    let (day, time) = parts(text)?;
    let today = zone.date(now);
    let at = match day {
        Some(day) => instant(zone, day, time)?,
        None => match instant(zone, today, time) {
            Ok(at) if at.since(now) < 60_000 => at,
            _ => instant(zone, today.checked_sub_days(Days::new(1)).unwrap_or(today), time)?,
        },
    };
    if at.since(now) >= 60_000 {
        return Err("This is in the future. Write down what has happened.".to_owned());
    }
    Ok(at)
}

/// The day, where one is written, and the hour of a time as it is typed.
///
/// # Errors
/// Words for the person: it is no time.
pub fn parts(text: &str) -> Result<(Option<Date>, NaiveTime), String> {
    let text = text.trim();
    let (day, hour) = match text.split_once([' ', 'T']) {
        Some((day, hour)) => (Some(parse_date(day)?), hour.trim()),
        None => (None, text),
    };
    let time = ["%H:%M:%S", "%H:%M"].iter().find_map(|form| NaiveTime::parse_from_str(hour, form).ok());
    let words = "Write the time as 14:02 or 14:02:05, with the day before it where it was another one: 2026-11-24 14:02.";
    Ok((day, time.ok_or(words)?))
}

/// A time to come: the next one of that hour after `now`.
///
/// # Errors
/// As [`typed`]; it lies in the past.
pub fn ahead(text: &str, now: Instant, zone: Zone) -> Result<Instant, String> {
    let text = text.trim();
    let time = NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| "Write the time as 14:30.".to_owned())?;
    let today = zone.date(now);
    match instant(zone, today, time) {
        Ok(at) if at > now => Ok(at),
        _ => instant(zone, today.checked_add_days(Days::new(1)).unwrap_or(today), time),
    }
}

/// The instant at which the wall clock of `zone` showed `time` on `date`.
///
/// # Errors
/// It never did: the clocks were set forward over it.
pub fn instant(zone: Zone, date: Date, time: NaiveTime) -> Result<Instant, String> {
    let minute = zone.instant(date, time.hour(), time.minute()).ok_or("This is no time.")?;
    let at = minute.plus_ms(i64::from(time.second()) * 1000);
    if zone.time(at) == time && zone.date(at) == date {
        return Ok(at);
    }
    Err(format!("There was no {} on {date}: the clocks were set forward over it.", time.format("%H:%M")))
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
            ("23:59", "23 Nov 2026, 23:59 CET"),
            (" 2026-11-20 09:05:10 ", "20 Nov 2026, 09:05 CET"),
            ("2026-11-20T09:05", "20 Nov 2026, 09:05 CET"),
        ] {
            assert_eq!(typed(text, now, zone).map(|at| zone.long(at)).as_deref(), Ok(long), "{text}");
        }
        for text in
            ["", "14", "25:00", "14:60", "two", "2026-11-25 14:00", "2026-03-29 02:30", "2026-02-30 10:00"]
        {
            assert!(typed(text, now, zone).is_err(), "{text}");
        }
        assert_eq!(ahead("14:45", now, zone).map(|at| at.since(now) / 60_000), Ok(15));
        assert_eq!(ahead("14:00", now, zone).map(|at| at.since(now) / 60_000), Ok(23 * 60 + 30));
    }
}
