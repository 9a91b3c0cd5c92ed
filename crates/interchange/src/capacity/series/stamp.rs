//! Times as files write them.

use chrono::{Datelike, NaiveDate};
use domain::{Date, capacity::file::DateOrder};

/// A time as it is written: a day, perhaps a time of day, perhaps an offset from UTC. Twelve bytes, because a file has a
/// million of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    year: i16,
    /// The month; where the order is open, what comes first.
    month: u8,
    /// The day; where the order is open, what comes second.
    day: u8,
    ms: u32,
    offset_min: i16,
    order: Order,
    has_clock: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Told,
    Open,
    /// Seconds since 1970 know no zone but UTC.
    Epoch,
}

/// No offset.
const LOCAL: i16 = i16::MIN;
/// Milliseconds of a minute.
const MINUTE_MS: i64 = 60_000;

impl Stamp {
    /// Reads a cell that holds a time and nothing else.
    pub fn parse(cell: &str) -> Option<Self> {
        if let Some(stamp) = plain(cell.as_bytes()) {
            return Some(stamp);
        }
        let cell = cell.trim().trim_matches('"').trim();
        let first = *cell.as_bytes().first()?;
        if !first.is_ascii_alphanumeric() || cell.len() > 80 {
            return None;
        }
        if cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && !is_dotted(cell) {
            return if cell.len() == 8 { compact(cell) } else { epoch(cell) };
        }
        if let Some((stamp, rest)) = basic(cell) {
            return stamp.with_clock(&rest);
        }
        let (stamp, rest) = date(cell)?;
        stamp.with_clock(rest)
    }

    /// The same time as one of UTC, where it has a time of day and says no zone.
    pub const fn in_utc(self) -> Self {
        if self.has_clock && self.offset_min == LOCAL { Self { offset_min: 0, ..self } } else { self }
    }

    /// Seconds since 1970.
    pub fn of_epoch_s(seconds: f64) -> Option<Self> {
        // From 2000 to 2100: what lies outside is another number.
        if !(946_684_800.0..4_102_444_800.0).contains(&seconds) {
            return None;
        }
        let ms = (seconds * 1000.0).round() as i64;
        let on = chrono::DateTime::from_timestamp_millis(ms)?.date_naive();
        Some(Self {
            ms: u32::try_from(ms.rem_euclid(86_400_000)).ok()?,
            offset_min: 0,
            order: Order::Epoch,
            has_clock: true,
            ..Self::on(on.year(), on.month(), on.day())?
        })
    }

    fn on(year: i32, month: u32, day: u32) -> Option<Self> {
        let year = if year < 100 { year + 2000 } else { year };
        let plausible = (1970..=2100).contains(&year) && (1..=31).contains(&day);
        (plausible && (1..=12).contains(&month)).then_some(Self {
            year: year as i16,
            month: month as u8,
            day: day as u8,
            ms: 0,
            offset_min: LOCAL,
            order: Order::Told,
            has_clock: false,
        })
    }

    /// With the time of day, and the offset, that follow a date.
    pub fn with_clock(self, rest: &str) -> Option<Self> {
        let rest = rest.strip_prefix(['T', 't', ',']).unwrap_or(rest).trim();
        if rest.is_empty() {
            return Some(self);
        }
        if let Some(after) = rest.strip_prefix("24:00") {
            let after = after.strip_prefix(":00").or((!after.starts_with(':')).then_some(after))?;
            return self.next_day()?.with_clock(&format!("00:00:00{after}"));
        }
        let (mut ms, rest) = clock(rest)?;
        let rest = rest.trim();
        let half =
            rest.get(..2).filter(|half| half.eq_ignore_ascii_case("am") || half.eq_ignore_ascii_case("pm"));
        let rest = match half {
            Some(half) => {
                let hour = ms / 3_600_000;
                if !(1..=12).contains(&hour) {
                    return None;
                }
                ms = ms % 3_600_000 + (hour % 12) * 3_600_000;
                ms += if half.eq_ignore_ascii_case("pm") { 43_200_000 } else { 0 };
                rest.get(2..)?.trim()
            }
            None => rest,
        };
        let offset_min = if rest.is_empty() { LOCAL } else { offset(rest)? };
        Some(Self { ms, offset_min, has_clock: true, ..self })
    }

    /// The day that begins where 24:00 is.
    fn next_day(self) -> Option<Self> {
        let (date, _) = self.wall(DateOrder::DayFirst).filter(|_| !self.is_open())?;
        let next = date.succ_opt()?;
        Self::on(next.year(), next.month(), next.day())
    }

    /// Its date as it is written, where the order is open: 03/04/2026.
    pub fn as_written(self) -> String {
        format!("{:02}/{:02}/{}", self.month, self.day, self.year)
    }

    /// Whether it says from which zone it is.
    pub const fn is_exact(self) -> bool {
        self.offset_min != LOCAL
    }

    /// Whether it counts seconds since 1970.
    pub fn is_epoch(self) -> bool {
        self.order == Order::Epoch
    }

    /// Whether it has a time of day.
    pub const fn has_clock(self) -> bool {
        self.has_clock
    }

    /// Whether nobody can tell which of its numbers is the month.
    pub fn is_open(self) -> bool {
        self.order == Order::Open
    }

    /// What its numbers prove of the order: one of them is no month.
    pub fn proves(self) -> Option<DateOrder> {
        match (self.is_open(), self.month > 12, self.day > 12) {
            (true, true, false) => Some(DateOrder::DayFirst),
            (true, false, true) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    /// The day and the milliseconds of it, as it is written. `None` for a day that no calendar has.
    pub fn wall(self, order: DateOrder) -> Option<(Date, i64)> {
        let (month, day) = match (self.order, order) {
            (Order::Open, DateOrder::DayFirst) => (self.day, self.month),
            _ => (self.month, self.day),
        };
        let date = NaiveDate::from_ymd_opt(i32::from(self.year), u32::from(month), u32::from(day))?;
        Some((date, i64::from(self.ms)))
    }

    /// How far its clock is ahead of UTC, in milliseconds.
    pub fn offset_ms(self) -> Option<i64> {
        self.is_exact().then(|| i64::from(self.offset_min) * MINUTE_MS)
    }
}

/// `2026-10-25`, `2026-10-25 13:05`, `2026-10-25T13:05:07Z`: how nearly all files write times, without a detour.
fn plain(cell: &[u8]) -> Option<Stamp> {
    let number = |tens: u8, ones: u8| {
        (tens.is_ascii_digit() && ones.is_ascii_digit())
            .then(|| u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
    };
    let ([century, decade, third, fourth, b'-', month, of_month, b'-', day, of_day], rest) =
        cell.split_first_chunk()?
    else {
        return None;
    };
    let year = number(*century, *decade)? * 100 + number(*third, *fourth)?;
    let on = Stamp::on(i32::try_from(year).ok()?, number(*month, *of_month)?, number(*day, *of_day)?)?;
    let [b' ' | b'T', hour, of_hour, b':', minute, of_minute, rest @ ..] = rest else {
        return rest.is_empty().then_some(on);
    };
    let (hour, minute) = (number(*hour, *of_hour)?, number(*minute, *of_minute)?);
    let (second, rest) = match rest {
        [b':', second, of_second, rest @ ..] => (number(*second, *of_second)?, rest),
        _ => (0, rest),
    };
    let offset_min = match rest {
        [] => LOCAL,
        [b'Z'] => 0,
        _ => return None,
    };
    let ms = ms_of_day(hour, minute, second)?;
    Some(Stamp { ms, offset_min, has_clock: true, ..on })
}

/// 23:59:60 is the second that is put in now and then; 24:00 belongs to the next day, see `with_clock`.
fn ms_of_day(hour: u32, minute: u32, second: u32) -> Option<u32> {
    (hour < 24 && minute < 60 && second <= 60).then(|| (hour * 60 + minute) * 60_000 + second.min(59) * 1000)
}

/// 25.10.2026
fn is_dotted(cell: &str) -> bool {
    cell.bytes().filter(|byte| *byte == b'.').count() > 1
}

/// 20261025
fn compact(cell: &str) -> Option<Stamp> {
    let part = |from: usize, to: usize| cell.get(from..to)?.parse::<u32>().ok();
    Stamp::on(i32::try_from(part(0, 4)?).ok()?, part(4, 6)?, part(6, 8)?)
}

/// 20261128T120000Z: the day, and the time of day with colons.
fn basic(cell: &str) -> Option<(Stamp, String)> {
    let (day, rest) = cell.split_once(['T', 't'])?;
    let count = rest.bytes().take_while(u8::is_ascii_digit).count();
    if day.len() != 8 || !day.bytes().all(|byte| byte.is_ascii_digit()) || !matches!(count, 4 | 6) {
        return None;
    }
    let (hour, minute, rest) = (rest.get(..2)?, rest.get(2..4)?, rest.get(4..)?);
    let colon = if count == 6 { ":" } else { "" };
    Some((compact(day)?, format!("{hour}:{minute}{colon}{rest}")))
}

/// Seconds, or thousandths, millionths and billionths of them, told by how many digits there are.
fn epoch(cell: &str) -> Option<Stamp> {
    let (whole, _) = cell.split_once('.').unwrap_or((cell, ""));
    let divisor = match whole.len() {
        9 | 10 => 1.0,
        12 | 13 => 1e3,
        15 | 16 => 1e6,
        18 | 19 => 1e9,
        _ => return None,
    };
    Stamp::of_epoch_s(cell.parse::<f64>().ok()? / divisor)
}

/// A number of at most `most` digits, and what follows.
fn digits(text: &str, most: usize) -> Option<(u32, usize, &str)> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(count)?;
    let number = number.bytes().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    (count > 0).then_some((number, count, rest))
}

/// A date at the beginning of a text, and what follows.
fn date(text: &str) -> Option<(Stamp, &str)> {
    if text.as_bytes().first()?.is_ascii_alphabetic() {
        return named(text);
    }
    let (first, count, rest) = digits(text, 4)?;
    let apart = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.' | ' '))?;
    let rest = rest.get(1..)?;
    if let Some((month, rest)) = month(rest) {
        // 25-Oct-2026, 25 October 2026
        let rest = rest.strip_prefix([apart, ' '])?;
        let (year, _, rest) = digits(rest, 4)?;
        return Some((Stamp::on(i32::try_from(year).ok()?, month, first)?, rest));
    }
    if apart == ' ' {
        return None;
    }
    let (second, _, rest) = digits(rest, 2)?;
    let (third, third_count, rest) = digits(rest.strip_prefix(apart)?, 4)?;
    if count == 4 {
        return Some((Stamp::on(i32::try_from(first).ok()?, second, third)?, rest));
    }
    if third_count == 3 || count > 2 || !(1..=31).contains(&first) || !(1..=31).contains(&second) {
        return None;
    }
    let year = i32::try_from(third).ok()?;
    if apart == '.' {
        return Some((Stamp::on(year, second, first)?, rest)); // whoever writes points puts the day first
    }
    if first > 12 && second > 12 {
        return None;
    }
    let open = Stamp { month: first as u8, day: second as u8, order: Order::Open, ..Stamp::on(year, 1, 1)? };
    Some((open, rest))
}

/// Oct 25, 2026; Sun Oct 25 2026; Sun, 25 Oct 2026
fn named(text: &str) -> Option<(Stamp, &str)> {
    const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let begin = text.get(..3)?;
    if WEEKDAYS.iter().any(|day| begin.eq_ignore_ascii_case(day)) {
        let rest =
            text.trim_start_matches(|c: char| c.is_ascii_alphabetic()).trim_start_matches(',').trim_start();
        return if rest.len() < text.len() { date(rest) } else { None };
    }
    let (month, rest) = month(text)?;
    let (day, _, rest) = digits(rest.trim_start(), 2)?;
    let (year, _, rest) = digits(rest.trim_start_matches(',').trim_start(), 4)?;
    Some((Stamp::on(i32::try_from(year).ok().filter(|year| *year > 31)?, month, day)?, rest))
}

/// The number of a month's English name.
fn month(text: &str) -> Option<(u32, &str)> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let begin = text.get(..3)?;
    let at = MONTHS.iter().position(|month| begin.eq_ignore_ascii_case(month))?;
    Some((at as u32 + 1, text.trim_start_matches(|c: char| c.is_ascii_alphabetic())))
}

/// Hours and minutes, perhaps seconds and parts of them: milliseconds of the day, and what follows.
fn clock(text: &str) -> Option<(u32, &str)> {
    let (hour, _, rest) = digits(text, 2)?;
    let Some(rest) = rest.strip_prefix(':') else {
        let spoken = rest
            .trim_start()
            .get(..2)
            .is_some_and(|half| half.eq_ignore_ascii_case("am") || half.eq_ignore_ascii_case("pm"));
        return (spoken && hour <= 12).then_some((hour * 3_600_000, rest));
    };
    let (minute, _, mut rest) = digits(rest, 2)?;
    let (mut second, mut ms) = (0, 0);
    if let Some(after) = rest.strip_prefix(':') {
        (second, _, rest) = digits(after, 2)?;
        if let Some(after) = rest.strip_prefix(['.', ',']) {
            let (part, count, after) = digits(after, 3)?;
            ms = part * 10_u32.pow(3 - count as u32);
            rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    Some((ms_of_day(hour, minute, second)? + ms, rest))
}

/// Minutes ahead of UTC: `Z`, `+01:00`, `+0100`, `+01`, `UTC`, `CEST`.
fn offset(text: &str) -> Option<i16> {
    /// RFC 5322 names those of America; those of Europe are the names of the IANA database.
    const NAMES: [(&str, i16); 18] = [
        ("Z", 0),
        ("UTC", 0),
        ("GMT", 0),
        ("WET", 0),
        ("WEST", 60),
        ("CET", 60),
        ("CEST", 120),
        ("EET", 120),
        ("EEST", 180),
        ("EST", -300),
        ("EDT", -240),
        ("CST", -360),
        ("CDT", -300),
        ("MST", -420),
        ("MDT", -360),
        ("PST", -480),
        ("PDT", -420),
        ("Z[UTC]", 0),
    ];
    if let Some((_, minutes)) = NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)) {
        return Some(*minutes);
    }
    let text = text.strip_prefix("UTC").or_else(|| text.strip_prefix("GMT")).unwrap_or(text);
    let text = text.split(['[', '(']).next()?.trim(); // +01:00[Europe/Berlin], +0100 (CET)
    let text = text.strip_suffix("UTC").map_or(text, str::trim_end); // +0000 UTC, as Go writes it
    let (sign, rest) = match text.chars().next()? {
        '+' => (1, text.get(1..)?),
        '-' => (-1, text.get(1..)?),
        '\u{2212}' => (-1, text.get(3..)?),
        _ => return None,
    };
    let (hours, _, rest) = digits(rest, 2)?;
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    let minutes = if rest.is_empty() { 0 } else { digits(rest, 2).filter(|(_, _, rest)| rest.is_empty())?.0 };
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes) as i16)
}

/// A time of day alone: 01:30.
pub fn is_clock(cell: &str) -> bool {
    clock(cell.trim()).is_some_and(|(_, rest)| rest.trim().is_empty() || rest.trim().len() == 2)
}

#[cfg(test)]
mod tests {
    use super::Stamp;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_short_way_reads_what_the_long_way_reads(
            cell in "[0-9]{2}[0-9]{2}-[01][0-9]-[0-3][0-9]([ T][0-2][0-9]:[0-6][0-9](:[0-6][0-9])?[Z.x]?)?"
        ) {
            let the_long_way = format!(" {cell}");
            prop_assert_eq!(Stamp::parse(&cell), Stamp::parse(&the_long_way));
        }
    }
}
