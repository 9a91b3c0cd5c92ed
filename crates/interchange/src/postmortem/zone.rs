//! Time zones as documents write them.

use super::scan::Scan;
use chrono::{NaiveTime, TimeDelta};
use domain::{Date, Instant, Zone, postmortem::Why};

/// By which clock times are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// A place, with its changes of the clock.
    Zone(Zone),
    /// So many seconds ahead of UTC.
    Ahead(i32),
    /// A name that several places have: `IST`.
    Ambiguous,
}

const HOUR: i32 = 3600;

/// Names that mean one offset, in seconds ahead of UTC.
const OFFSETS: &[(&str, i32)] = &[
    ("UTC", 0),
    ("GMT", 0),
    ("Z", 0),
    ("Zulu", 0),
    ("WET", 0),
    ("BST", HOUR),
    ("WEST", HOUR),
    ("CET", HOUR),
    ("MEZ", HOUR),
    ("CEST", 2 * HOUR),
    ("MESZ", 2 * HOUR),
    ("EET", 2 * HOUR),
    ("EEST", 3 * HOUR),
    ("MSK", 3 * HOUR),
    ("SGT", 8 * HOUR),
    ("HKT", 8 * HOUR),
    ("AWST", 8 * HOUR),
    ("JST", 9 * HOUR),
    ("KST", 9 * HOUR),
    ("AEST", 10 * HOUR),
    ("AEDT", 11 * HOUR),
    ("NZST", 12 * HOUR),
    ("NZDT", 13 * HOUR),
    ("EST", -5 * HOUR),
    ("EDT", -4 * HOUR),
    ("CDT", -5 * HOUR),
    ("MST", -7 * HOUR),
    ("MDT", -6 * HOUR),
    ("PST", -8 * HOUR),
    ("PDT", -7 * HOUR),
    ("AKST", -9 * HOUR),
    ("HST", -10 * HOUR),
    ("BRT", -3 * HOUR),
];

/// Names that mean a place, whatever the season.
const PLACES: &[(&str, &str)] = &[
    ("ET", "America/New_York"),
    ("PT", "America/Los_Angeles"),
    ("MT", "America/Denver"),
    ("CT", "America/Chicago"),
    ("Eastern Time", "America/New_York"),
    ("Pacific Time", "America/Los_Angeles"),
    ("Central Time", "America/Chicago"),
    ("Mountain Time", "America/Denver"),
    ("Eastern", "America/New_York"),
    ("Pacific", "America/Los_Angeles"),
    ("heure de Paris", "Europe/Paris"),
    ("Paris time", "Europe/Paris"),
    ("London time", "Europe/London"),
    ("UK time", "Europe/London"),
    ("日本時間", "Asia/Tokyo"),
];

/// Names that several places have.
const AMBIGUOUS: &[&str] = &["IST", "CST", "AST"];

/// Takes the name of a clock, if one stands here: `UTC`, `(CET)`, `UTC+2`, `+02:00`, `Europe/Berlin`.
pub fn take(scan: &mut Scan<'_>) -> Option<Clock> {
    let mut here = *scan;
    let bracketed = here.one_of(&['(', '[']);
    let clock = named(&mut here)?;
    if bracketed.is_some() {
        here.one_of(&[')', ']'])?;
    }
    *scan = here;
    Some(clock)
}

fn named(scan: &mut Scan<'_>) -> Option<Clock> {
    let mut here = *scan;
    let clock = if let Some(clock) = iana(&mut here) {
        clock
    } else if let Some((_, place)) = PLACES.iter().find(|(name, _)| exact(&mut here, name)) {
        Clock::Zone(place.parse().ok()?)
    } else if AMBIGUOUS.iter().any(|name| exact(&mut here, name)) {
        Clock::Ambiguous
    } else if let Some((name, ahead)) = OFFSETS.iter().find(|(name, _)| exact(&mut here, name)) {
        let is_root = matches!(*name, "UTC" | "GMT");
        match is_root.then(|| offset(&mut here).or_else(|| behind_utc(&mut here))).flatten() {
            Some(more) => Clock::Ahead(more),
            // `UTC+7:20` is no clock, and is not UTC.
            None if is_root && claims_offset(here) => Clock::Ambiguous,
            None if is_root || *ahead == 0 => Clock::Zone(Zone::UTC),
            None => Clock::Ahead(*ahead),
        }
    } else {
        Clock::Ahead(offset(&mut here)?)
    };
    *scan = here;
    Some(clock)
}

/// Names are written in capitals; `mst` within a word is none.
fn exact(scan: &mut Scan<'_>, name: &str) -> bool {
    let rest = scan.rest();
    let follows = rest.strip_prefix(name).and_then(|rest| rest.chars().next());
    let is_it = rest.starts_with(name) && !follows.is_some_and(char::is_alphanumeric);
    if is_it {
        scan.jump(name.len());
    }
    is_it
}

fn iana(scan: &mut Scan<'_>) -> Option<Clock> {
    let rest = scan.rest();
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+')))
        .unwrap_or(rest.len());
    let name = rest.get(..end)?;
    if !name.contains('/') || !name.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let zone = name.parse().ok()?;
    scan.jump(end);
    Some(Clock::Zone(zone))
}

/// `+2`, `+02:00`, `-0730`
fn offset(scan: &mut Scan<'_>) -> Option<i32> {
    let mut here = *scan;
    let sign = if here.one_of(&['+'])? == '+' { 1 } else { -1 };
    hours(&mut here, sign).inspect(|_| *scan = here)
}

fn claims_offset(mut here: Scan<'_>) -> bool {
    here.one_of(&['+']).is_some() && here.number(4).is_some()
}

/// `-5` of `UTC-5`; `UTC-14:20` may be a range.
fn behind_utc(scan: &mut Scan<'_>) -> Option<i32> {
    let mut here = *scan;
    here.one_of(&['-', '−'])?;
    let ahead_s = here.number(2).and_then(|(h, _)| i32::try_from(h).ok()).map(|h| -h * HOUR)?;
    let stands = !here.peek().is_some_and(|c| c.is_alphanumeric() || matches!(c, ':' | '.' | '-' | '/'));
    (stands && is_of_a_zone(ahead_s)).then(|| {
        *scan = here;
        ahead_s
    })
}

fn hours(scan: &mut Scan<'_>, sign: i32) -> Option<i32> {
    let (value, digits) = scan.number(4)?;
    let (h, m) = match digits {
        3 | 4 => (value / 100, value % 100),
        _ if scan.one_of(&[':']).is_some() => (value, scan.number(2)?.0),
        _ => (value, 0),
    };
    let s = i32::try_from(h * 3600 + m * 60).ok()?;
    (m < 60 && is_of_a_zone(sign * s)).then_some(sign * s)
}

/// Offsets that are no whole hours, in minutes ahead of UTC: those of the zones of today (IANA tzdata).
const BROKEN_MIN: [i32; 13] = [-570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765, 825];

/// Whether some zone is so many seconds ahead of UTC.
fn is_of_a_zone(ahead_s: i32) -> bool {
    (ahead_s % HOUR == 0 && (-12..=14).contains(&(ahead_s / HOUR))) || BROKEN_MIN.contains(&(ahead_s / 60))
}

/// An offset right behind a time, where a minus is no dash: `T14:02:00-07:00`. Behind a bare `14:02` a hyphen and a later time,
/// or one that says its clock itself, are the end of a range.
pub fn take_offset(scan: &mut Scan<'_>, bare: Option<NaiveTime>) -> Option<Clock> {
    let mut here = *scan;
    let sign = if here.one_of(&['+', '-', '−'])? == '+' { 1 } else { -1 };
    let before = here;
    let (hour, digits) = here.number(4)?;
    let has_colon = digits != 4 && here.one_of(&[':']).is_some();
    // Only a whole hour or `hh:mm` is one.
    if digits != 4 && !has_colon {
        return None;
    }
    let minute = here.number(2);
    here = before;
    let ahead_s = hours(&mut here, sign)?;
    if here.peek() == Some(':') {
        return None; // `11:00:00-12:00:00`
    }
    if let (Some(from), true, true) = (bare, sign < 0, has_colon) {
        let to = NaiveTime::from_hms_opt(hour, minute.map_or(0, |(minute, _)| minute), 0);
        let mut behind = here;
        behind.gap();
        let is_halved = behind.any(&["am", "pm", "a.m.", "p.m.", "Uhr"]);
        let is_clocked = take(&mut behind).is_some_and(|other| other != Clock::Ahead(ahead_s));
        if digits != 2 || is_halved || is_clocked || to.is_none_or(|to| to > from) {
            return None;
        }
    }
    *scan = here;
    Some(Clock::Ahead(ahead_s))
}

/// The clock of `UTC-05:00`, once its name was taken; else as it was.
pub fn from_utc(scan: &mut Scan<'_>, clock: Clock, bare: Option<NaiveTime>) -> Clock {
    let more = if clock == Clock::Zone(Zone::UTC) { take_offset(scan, bare) } else { None };
    more.unwrap_or(clock)
}

/// What a sentence about the clock of all times says: `(all times UTC)`, `Alle Zeiten in CET`. As written, and what it means.
pub fn stated(text: &str) -> Option<(String, Clock)> {
    const ABOUT: &[&str] = &["time", "utc", "zeit", "heure", "hora", "時刻", "時間", "uhr", "tijd"];
    let lower = text.to_lowercase();
    if !ABOUT.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let mut scan = Scan::new(text);
    let mut before = ' ';
    while let Some(c) = scan.peek() {
        let from = scan.at();
        // A sign begins no clock here: `in +5 min` is none.
        if (!before.is_alphanumeric() && c.is_alphabetic() || c == '日')
            && let Some(clock) = take(&mut scan).filter(|_| scan.since(from) != "Z")
        {
            let clock = from_utc(&mut scan, clock, None);
            return Some((scan.since(from).to_owned(), clock));
        }
        scan.skip(c);
        before = c;
    }
    None
}

impl Clock {
    /// The instant at which this clock shows `time` on `date`, if it does so once.
    pub fn instant(self, date: Date, time: NaiveTime) -> Result<Instant, Why> {
        use chrono::Timelike;
        let ms = i64::from(time.nanosecond() / 1_000_000);
        match self {
            Self::Ambiguous => Err(Why::NoZone),
            Self::Ahead(ahead_s) => {
                let wall = date.and_time(time).checked_sub_signed(TimeDelta::seconds(i64::from(ahead_s)));
                wall.map(|utc| Instant::from(utc.and_utc())).ok_or(Why::Impossible)
            }
            Self::Zone(zone) => {
                let minute = zone.instant(date, time.hour(), time.minute()).ok_or(Why::Impossible)?;
                let at = minute.plus_ms(i64::from(time.second()) * 1000 + ms);
                let shows = |at: Instant| {
                    let shown = zone.time(at);
                    zone.date(at) == date && (shown.hour(), shown.minute()) == (time.hour(), time.minute())
                };
                if !shows(at) {
                    return Err(Why::Skipped);
                }
                let again = [30, 60, 120].iter().any(|min| shows(at.plus_ms(min * 60_000)));
                if again { Err(Why::Twice) } else { Ok(at) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_are_read_as_they_are_written() {
        let zone = |name: &str| Clock::Zone(name.parse().unwrap());
        for (text, clock) in [
            ("All times in UTC.", Some(zone("UTC"))),
            ("(all times UTC)", Some(zone("UTC"))),
            ("Times are in BST", Some(Clock::Ahead(3600))),
            ("Alle Zeiten in CET", Some(Clock::Ahead(3600))),
            ("Time (UTC+2)", Some(Clock::Ahead(7200))),
            ("All times are Europe/Berlin", Some(zone("Europe/Berlin"))),
            ("All times Pacific", Some(zone("America/Los_Angeles"))),
            ("All times UTC-5", Some(Clock::Ahead(-5 * 3600))),
            ("All times UTC-03:30", Some(Clock::Ahead(-12_600))),
            ("All times UTC+7:20", Some(Clock::Ambiguous)),
            ("All times UTC", Some(zone("UTC"))),
            ("Times in IST", Some(Clock::Ambiguous)),
            ("Heures en heure de Paris", Some(zone("Europe/Paris"))),
            ("It took a long time", None),
            ("Estimated time", None),
        ] {
            assert_eq!(stated(text).map(|(_, clock)| clock), clock, "{text}");
        }
    }

    #[test]
    fn a_wall_time_that_is_skipped_or_shown_twice_is_no_instant() {
        let berlin = Clock::Zone("Europe/Berlin".parse().unwrap());
        let at = |day: &str, time: &str| berlin.instant(day.parse().unwrap(), time.parse().unwrap());
        assert_eq!(at("2026-03-29", "02:30:00"), Err(Why::Skipped));
        assert_eq!(at("2026-10-25", "02:30:00"), Err(Why::Twice));
        assert!(at("2026-03-29", "03:30:00").is_ok());
        assert!(at("2026-10-25", "03:00:00").is_ok());
    }
}
