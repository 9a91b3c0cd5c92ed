//! Times as documents write them, at the beginning of an entry. What is no time stays as it is written, with the reason.

mod link;

use super::{
    day::{self, Day},
    length,
    scan::Scan,
    zone::{self, Clock},
};
use chrono::NaiveTime;
use domain::postmortem::Why;

/// A time as it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Time {
    /// What a clock shows.
    Wall(NaiveTime),
    /// Seconds after a beginning.
    After(i64),
    /// None, and why.
    Not(Why),
}

/// A day, a time and a clock, as far as they are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Raw {
    pub day: Option<Day>,
    pub time: Option<Time>,
    pub clock: Option<Clock>,
}

/// What stands before the words of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Lead<'a> {
    pub raw: Raw,
    /// As written.
    pub written: &'a str,
    /// Where it points, when it is the text of a link.
    pub link: Option<&'a str>,
    /// The words behind it.
    pub rest: &'a str,
}

/// What may stand around a time.
const OPENING: &[char] = &['*', '_', '~', '≈', '[', '(', '`', '±'];
const CLOSING: &[char] = &['*', '_', ']', ')', '`', ':', '：', '-', '–', '—', '|', ',', '→', '>', '•', '.'];

/// The time at the beginning of a text, if there is one.
pub fn lead(text: &str, day_first: Option<bool>) -> Option<Lead<'_>> {
    let mut scan = Scan::new(text);
    opening(&mut scan);
    let from = scan.at();
    let mut raw = raw(&mut scan, day_first)?;
    let mut end = scan;
    ranged(&mut end, &mut raw);
    bracketed(&mut end, &mut raw, day_first);
    let written_end = end;
    let link = link::behind(&mut end);
    let follows = end.peek();
    if follows.is_some_and(char::is_alphanumeric) && !end.rest().starts_with(|c: char| !c.is_ascii()) {
        return None; // `14:02abc`, `10 nodes`
    }
    let mut seen_gap = end.gap();
    while end.one_of(CLOSING).is_some() || end.gap() {
        seen_gap = true;
    }
    let is_apart = seen_gap || follows.is_none_or(|c| !c.is_ascii());
    is_apart.then(|| Lead {
        raw,
        written: marked(text, from, written_end),
        link,
        rest: end.rest().trim_end(),
    })
}

/// With a `~` before it, which says that nobody looked at a clock.
fn marked<'a>(text: &'a str, from: usize, end: Scan<'_>) -> &'a str {
    let before = text.get(..from).unwrap_or_default();
    let from = before.rfind(['~', '≈']).unwrap_or(from);
    text.get(from..end.at())
        .unwrap_or_default()
        .trim_matches(|c: char| matches!(c, '*' | '`') || c.is_whitespace())
}

fn opening(scan: &mut Scan<'_>) {
    loop {
        scan.gap();
        let word = scan.any(&[
            "at", "around", "approx", "about", "um", "gegen", "vers", "à", "ca", "circa", "a las", "约", "約",
        ]);
        if scan.one_of(OPENING).is_none() && !word {
            return;
        }
        if word {
            scan.one_of(&['.']);
        }
    }
}

fn raw(scan: &mut Scan<'_>, day_first: Option<bool>) -> Option<Raw> {
    if let Some(time) = after(scan) {
        return Some(Raw { day: None, time: Some(time), clock: None });
    }
    let mut here = *scan;
    let day = day::take(&mut here, day_first);
    let mut has_t = false;
    if day.is_some() {
        *scan = here;
        here.one_of(&[')', ']', '*']);
        has_t = here.one_of(&['T']).is_some();
        if !has_t {
            while here.one_of(&[',', '*']).is_some() || here.gap() {}
            here.any(&["at", "um", "à", "a las", "-", "–", "@"]);
            here.gap();
        }
    }
    let from = here.at();
    let time = clock_face(&mut here, day.is_some());
    let Some(time) = time else {
        return day.map(|day| Raw { day: Some(day), time: None, clock: None });
    };
    *scan = here;
    let is_stamp = has_t || here.since(from).matches(':').count() > 1;
    let clock = clock(scan, time, is_stamp);
    Some(Raw { day, time: Some(time), clock })
}

/// The clock behind a time. A stamp is one with a `T` or with seconds: a hyphen behind it is a minus, not a dash.
fn clock(scan: &mut Scan<'_>, time: Time, is_stamp: bool) -> Option<Clock> {
    let bare = if let Time::Wall(time) = time { Some(time).filter(|_| !is_stamp) } else { None };
    if let Some(clock) = zone::take_offset(scan, bare) {
        return Some(clock);
    }
    let mut here = *scan;
    here.gap();
    here.any(&["Uhr", "hrs", "hours"]);
    here.gap();
    if let Some(clock) = zone::take(&mut here) {
        *scan = here;
        return Some(zone::from_utc(scan, clock, bare));
    }
    let mut here = *scan;
    here.gap();
    if here.any(&["Uhr", "hrs"]) {
        *scan = here;
    }
    None
}

/// The second time of `14:05 – 14:20 UTC`: the first one counts, by the clock of both; both are kept as written.
fn ranged(scan: &mut Scan<'_>, raw: &mut Raw) {
    let mut here = *scan;
    here.gap();
    let is_range = here.one_of(&['-', '–', '—']).is_some() || here.any(&["to", "bis", "until", "à", "a"]);
    here.gap();
    if is_range && matches!(raw.time, Some(Time::Wall(_))) && here.peek().is_some_and(|c| c.is_ascii_digit())
    {
        let mut end = here;
        let day = day::take(&mut end, None);
        end.gap();
        if let Some(time @ Time::Wall(_)) = clock_face(&mut end, day.is_some()) {
            let clock = clock(&mut end, time, false);
            raw.clock = raw.clock.or(clock);
            *scan = end;
        }
    }
}

/// `(Oct 29)` behind a time, and `(UTC)`.
fn bracketed(scan: &mut Scan<'_>, raw: &mut Raw, day_first: Option<bool>) {
    let mut here = *scan;
    here.gap();
    if here.one_of(&['(', '[']).is_none() && here.one_of(&[',']).is_none() {
        return;
    }
    here.gap();
    if let (None, Some(day)) = (raw.day, day::take(&mut here, day_first)) {
        here.gap();
        here.one_of(&[')', ']']);
        raw.day = Some(day);
        *scan = here;
    }
}

/// `T+15m`, `T0`, `T+?`, `+00:12`, `+5 min`
fn after(scan: &mut Scan<'_>) -> Option<Time> {
    let mut here = *scan;
    let has_t = here.rest().starts_with(['T', 't']);
    if has_t {
        here.jump(1);
        here.gap();
        if here.rest().starts_with('0') && !here.rest().starts_with("00") {
            here.jump(1);
            *scan = here;
            return Some(Time::After(0));
        }
    }
    let sign = match here.one_of(&['+', '-', '−'])? {
        '+' => 1,
        _ if has_t => -1,
        _ => return None,
    };
    here.gap();
    if here.one_of(&['?']).is_some() {
        while here.one_of(&['?']).is_some() {}
        *scan = here;
        return Some(Time::Not(Why::Unknown));
    }
    let before = here;
    let text = here.rest();
    let (value, rest) = if let Some(found) = length::take(text) {
        found
    } else {
        // `T+15`: minutes
        let (min, _) = here.number(4)?;
        (i64::from(min) * 60, here.rest())
    };
    here = before;
    here.jump(text.len() - rest.len());
    *scan = here;
    Some(Time::After(sign * value))
}

/// What a clock shows, or what looks like it and is none.
fn clock_face(scan: &mut Scan<'_>, after_day: bool) -> Option<Time> {
    let mut here = *scan;
    if let Some(time) = holed(&mut here) {
        *scan = here;
        return Some(time);
    }
    let (hour, digits) = here.number(4)?;
    if digits > 2 {
        return four(scan, here, hour, digits, after_day);
    }
    let mut sep = here;
    let parts = separated(&mut sep);
    if let Some((minute, second, ms)) = parts {
        here = sep;
        let half = half(&mut here);
        *scan = here;
        return Some(wall(hour, minute, second, ms, half));
    }
    // `2pm`, `2 p.m.`
    let half = half(&mut here)?;
    *scan = here;
    Some(wall(hour, 0, 0, 0, Some(half)))
}

/// Minutes, seconds and milliseconds behind the hour.
fn separated(scan: &mut Scan<'_>) -> Option<(u32, u32, u32)> {
    let mut here = *scan;
    if here.one_of(&['時', '时', '点']).is_some() {
        let minute = here.number(2).map_or(0, |(minute, _)| minute);
        here.one_of(&['分']);
        *scan = here;
        return Some((minute, 0, 0));
    }
    let mut french = here;
    french.gap();
    if french.one_of(&['h', 'H']).is_some() && !french.peek().is_some_and(char::is_alphabetic) {
        french.gap();
        let before = french;
        let minute = french.number(2).filter(|(_, digits)| *digits == 2);
        let stands = minute.is_some() || !before.peek().is_some_and(|c| c.is_ascii_digit());
        if stands && !is_length(before) {
            *scan = if minute.is_some() { french } else { before };
            return Some((minute.map_or(0, |(minute, _)| minute), 0, 0));
        }
        return None;
    }
    let sign = here.one_of(&[':', '：', '.'])?;
    let (minute, digits) = here.number(2)?;
    if digits != 2 {
        return None;
    }
    let mut second = (0, 0);
    let mut more = here;
    if sign != '.'
        && more.one_of(&[':', '：']).is_some()
        && let Some((value, 2)) = more.number(2)
    {
        here = more;
        second.0 = value;
        if let (Some(_), Some((value, digits))) = (more.one_of(&['.', ',']), more.number(9)) {
            here = more;
            second.1 =
                value.checked_mul(1000)?.checked_div(10_u32.checked_pow(u32::try_from(digits).ok()?)?)?;
        }
    }
    // `10.5`, `1.13.12` and `10.25%` are no times, nor is an hour with a dot that goes on.
    let goes_on = here.peek().is_some_and(|c| c.is_ascii_digit() || matches!(c, '%' | '.' if sign == '.'));
    let goes_on = goes_on && !(sign == '.' && here.rest() == ".");
    (!goes_on).then(|| {
        *scan = here;
        (minute, second.0, second.1)
    })
}

/// `14 h 05 min` is a length.
fn is_length(scan: Scan<'_>) -> bool {
    let mut here = scan;
    here.number(2).is_some() && {
        here.gap();
        here.any(&["min", "minutes", "m", "mins"])
    }
}

/// Four digits: `1600` may be a time, and may be a port.
fn four<'a>(scan: &mut Scan<'a>, here: Scan<'a>, value: u32, digits: usize, after_day: bool) -> Option<Time> {
    let mut end = here;
    end.gap();
    let zoned = end.any(&["hrs", "hours", "h", "Uhr"]) || zone::take(&mut end).is_some();
    let (h, m) = (value / 100, value % 100);
    let is_year = (1990..=2100).contains(&value) && !zoned;
    let stands_alone = !here.peek().is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '/' | '%'));
    if digits != 4 || h > 24 || m > 59 || !stands_alone || (is_year && !after_day) {
        return None;
    }
    *scan = here;
    Some(Time::Not(Why::Unsure))
}

/// `14:??`, `1?:05`, `??:??`
fn holed(scan: &mut Scan<'_>) -> Option<Time> {
    let mut here = *scan;
    let digit = |scan: &mut Scan<'_>| {
        let c = scan.peek().filter(|c| c.is_ascii_digit() || matches!(c, '?' | 'x' | 'X'))?;
        scan.skip(c);
        Some(c)
    };
    let hour = [digit(&mut here)?, digit(&mut here)?];
    here.one_of(&[':', '.'])?;
    let minute = [digit(&mut here)?, digit(&mut here)?];
    let is_holed = hour.iter().chain(&minute).any(|c| !c.is_ascii_digit());
    is_holed.then(|| *scan = here).map(|()| Time::Not(Why::Unknown))
}

/// Whether `am` or `pm` stands here: true for the afternoon.
fn half(scan: &mut Scan<'_>) -> Option<bool> {
    let mut here = *scan;
    here.gap();
    let found = if here.any(&["a.m.", "am", "a.m"]) {
        Some(false)
    } else if here.any(&["p.m.", "pm", "p.m"]) {
        Some(true)
    } else {
        None
    };
    found.inspect(|_| *scan = here)
}

fn wall(hour: u32, minute: u32, second: u32, ms: u32, half: Option<bool>) -> Time {
    let hour = match half {
        None => Some(hour),
        Some(_) if !(1..=12).contains(&hour) => None, // `13:55 PM`
        Some(afternoon) => Some(hour % 12 + if afternoon { 12 } else { 0 }),
    };
    let time = hour.and_then(|hour| NaiveTime::from_hms_milli_opt(hour, minute, second, ms));
    time.map_or(Time::Not(Why::Impossible), Time::Wall)
}

/// Every time of a clock that stands somewhere in a text, with where it begins and ends.
pub fn all(text: &str, day_first: Option<bool>) -> Vec<(Raw, std::ops::Range<usize>)> {
    let mut found = Vec::new();
    let mut scan = Scan::new(text);
    let mut before = ' ';
    while let Some(c) = scan.peek() {
        let begins = !before.is_alphanumeric() && !matches!(before, '/' | '.' | ':' | '-' | '+' | '#');
        let from = scan.at();
        let mut here = scan;
        let raw = if begins && c.is_alphanumeric() { raw(&mut here, day_first) } else { None };
        let ends = !here.peek().is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '%'));
        match raw.filter(|raw| ends && matches!(raw.time, Some(Time::Wall(_)))) {
            Some(mut raw) => {
                // `22:30 UTC on October 29`
                let mut on = here;
                on.gap();
                if raw.day.is_none() && on.any(&["on", "am", "le"]) {
                    on.gap();
                    if let Some(day) = day::take(&mut on, day_first) {
                        raw.day = Some(day);
                        here = on;
                    }
                }
                scan = here;
                before = ' ';
                found.push((raw, from..scan.at()));
            }
            None => {
                scan.skip(c);
                before = c;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
