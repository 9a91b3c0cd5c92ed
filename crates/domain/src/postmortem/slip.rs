//! A length that a document states and its own times contradict: what most likely slipped.
//!
//! Of 39 published incidents of one organisation, 17 of 28 stated times to resolve follow from their own timestamps; among the
//! others are digits that changed places, a wrong month, hours of support counted as all hours (field notes).

use crate::{choice::choice, time::words};

choice! {
    /// What most likely slipped.
    Slip {
        /// No slip: it is rounded, and says so or looks so.
        Rounded("Rounded"),
        /// Two digits changed places.
        Transposed("Two digits changed places"),
        /// It is the value of another metric or of another incident.
        Copied("Copied from another value"),
        /// It is off by whole days, as by a wrong day or month.
        WrongMonth("A wrong day or month"),
        /// It is counted by another clock: support hours, or another time zone.
        OtherClock("Counted by another clock"),
        /// It was reckoned wrongly, as with 100 minutes to the hour.
        Arithmetic("Reckoned wrongly"),
        /// It is longer than everything that the timeline shows.
        LongerThanTimeline("Longer than the whole timeline"),
        /// It differs, and nothing tells why.
        Unknown("Nothing tells why"),
    }
}

/// Another value that could have been copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// What it is: `Time to detect`, or the title of another incident.
    pub name: String,
    /// How long it is, in seconds.
    pub value_s: i64,
}

/// What a stated value is held against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// What the timestamps come to, in seconds, by the clock of the document.
    pub derived_s: Option<i64>,
    /// The same by the other clock: support hours where all hours count, and all hours where only those of support do.
    pub other_clock_s: Option<i64>,
    /// From the first entry of the timeline to the last.
    pub timeline_s: Option<i64>,
    /// Other values of this document and of others.
    pub others: Vec<Other>,
}

const MIN_S: i64 = 60;
const HOUR_S: i64 = 3_600;
const DAY_S: i64 = 86_400;
/// Clocks of the world are at most this far apart.
const CLOCKS_APART_MAX_S: i64 = 14 * HOUR_S;

/// What most likely slipped, with words; nothing where the stated value agrees or nothing is known to hold it against.
/// `text` is the value as it is written.
#[must_use]
pub fn slip(stated_s: i64, text: &str, beside: &Beside) -> Option<(Slip, String)> {
    let Some(derived_s) = beside.derived_s else {
        let longest_s = beside.timeline_s.filter(|longest_s| stated_s - longest_s >= MIN_S)?;
        return Some((Slip::LongerThanTimeline, longer(stated_s, longest_s)));
    };
    let off_s = stated_s - derived_s;
    let is_near = |value_s: i64| (stated_s - value_s).abs() < MIN_S;
    if is_near(derived_s) {
        return None;
    }
    let said = |s: i64| words(s.saturating_mul(1000));
    let (stated, derived) = (said(stated_s), said(derived_s));
    if is_rounded(stated_s, derived_s, text) {
        return Some((Slip::Rounded, format!("{stated} is {derived}, rounded.")));
    }
    if let Some((stated, derived)) = transposed(stated_s, derived_s) {
        let words = format!("{stated} and {derived} differ by two digits that changed places.");
        return Some((Slip::Transposed, words));
    }
    if let Some(other) = beside.other_clock_s.filter(|other_s| is_near(*other_s)) {
        let words = format!("By the other clock (support hours beside 24 × 7) it is {}.", said(other));
        return Some((Slip::OtherClock, words));
    }
    if let Some(other) = beside.others.iter().find(|other| is_near(other.value_s)) {
        return Some((Slip::Copied, format!("{stated} is also the value of “{}”.", other.name)));
    }
    if let Some(longest_s) = beside.timeline_s.filter(|longest_s| stated_s - longest_s >= MIN_S) {
        let words = longer(stated_s, longest_s);
        return Some((Slip::LongerThanTimeline, words));
    }
    if off_s.abs() >= DAY_S && is_multiple(off_s, DAY_S) {
        let days = crate::text::count(off_s.unsigned_abs() / 86_400, "day");
        return Some((Slip::WrongMonth, format!("It is off by exactly {days}, as by a wrong day or month.")));
    }
    if off_s.abs() <= CLOCKS_APART_MAX_S && is_multiple(off_s, HOUR_S) {
        let words = format!("It is off by exactly {}, as by another time zone.", said(off_s.abs()));
        return Some((Slip::OtherClock, words));
    }
    if is_multiple(off_s, 40 * MIN_S) && off_s.abs() <= 5 * 40 * MIN_S {
        let words = format!("It is off by {}, as by 100 minutes to the hour.", said(off_s.abs()));
        return Some((Slip::Arithmetic, words));
    }
    Some((Slip::Unknown, format!("The timestamps come to {derived}, the document says {stated}.")))
}

fn longer(stated_s: i64, longest_s: i64) -> String {
    let (stated, longest) = (words(stated_s.saturating_mul(1000)), words(longest_s.saturating_mul(1000)));
    format!("The document says {stated}, and its whole timeline spans {longest}.")
}

/// Within what a person rounds away: they say “about”, or name one unit and are off by at most half of it.
fn is_rounded(stated_s: i64, derived_s: i64, text: &str) -> bool {
    const ABOUT: &[&str] = &[
        "~",
        "≈",
        "about",
        "around",
        "approx",
        "roughly",
        "nearly",
        "almost",
        "over ",
        "more than",
        "just under",
        "environ",
        "presque",
        "plus de",
        "ca.",
        "etwa",
        "rund",
        "ungefähr",
        "fast ",
        "unos ",
        "unas ",
        "casi",
        "aproximadamente",
        "約",
    ];
    let off_s = (stated_s - derived_s).abs();
    let text = text.to_lowercase();
    if ABOUT.iter().any(|word| text.contains(word)) {
        return off_s * 4 <= derived_s.max(stated_s);
    }
    let unit_s = match stated_s {
        s if s >= DAY_S && s % DAY_S == 0 => DAY_S,
        s if s >= HOUR_S && s % HOUR_S == 0 => HOUR_S,
        _ => return false,
    };
    let says_finer = ["min", "分", " m"].iter().any(|finer| text.contains(finer)) || text.contains(':');
    // A third, so that one hour for one and a half is a slip and not a rounding.
    off_s * 2 <= unit_s && off_s * 3 <= derived_s && !says_finer
}

fn is_multiple(off_s: i64, of_s: i64) -> bool {
    let rest = off_s.rem_euclid(of_s);
    off_s.abs() + MIN_S > of_s && (rest < MIN_S || of_s - rest < MIN_S)
}

/// `35 h 36 min`
fn hm(s: i64) -> String {
    format!("{} h {:02} min", s / HOUR_S, s % HOUR_S / MIN_S)
}

/// Both in the way of writing in which one becomes the other when two neighbouring digits change places; nothing where there is
/// none.
fn transposed(stated_s: i64, derived_s: i64) -> Option<(String, String)> {
    let ways = |s: i64| {
        [
            format!("{} min", s / MIN_S),
            hm(s),
            format!("{} days {:02} h {:02} min", s / DAY_S, s % DAY_S / HOUR_S, s % HOUR_S / MIN_S),
        ]
    };
    ways(stated_s)
        .into_iter()
        .zip(ways(derived_s))
        .find(|(one, other)| swapped(one.as_bytes(), other.as_bytes()))
}

fn swapped(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let apart: Vec<usize> = (0..one.len()).filter(|at| one.get(*at) != other.get(*at)).collect();
    let [first, second] = apart[..] else { return false };
    second == first + 1 && one.get(first) == other.get(second) && one.get(second) == other.get(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn hms(h: i64, m: i64) -> i64 {
        h * HOUR_S + m * MIN_S
    }

    #[test]
    fn the_likely_slip_is_named() {
        let long = Some(hms(2_000, 0));
        let detect = || vec![Other { name: "Time to detect".to_owned(), value_s: hms(0, 7) }];
        for (stated, text, derived, other_clock, timeline, expected) in [
            (hms(4, 12), "4h 12m", hms(4, 12), None, long, None),
            (hms(35, 36), "35h 36m", hms(53, 36), None, long, Some(Slip::Transposed)),
            (hms(0, 48), "48 minutes", hms(0, 84), None, long, Some(Slip::Transposed)),
            (hms(7, 0), "7h", hms(9, 35), Some(hms(7, 0)), long, Some(Slip::OtherClock)),
            (hms(1, 50), "1h 50m", hms(1489, 50), None, long, Some(Slip::WrongMonth)),
            (hms(3, 0), "about 3 hours", hms(2, 40), None, long, Some(Slip::Rounded)),
            (hms(3, 0), "3 hours", hms(2, 40), None, long, Some(Slip::Rounded)),
            (hms(54, 10), "54 hours 10 minutes", hms(55, 10), None, long, Some(Slip::OtherClock)),
            (
                hms(97, 20),
                "5840 minutes",
                hms(96, 52),
                None,
                Some(hms(96, 52)),
                Some(Slip::LongerThanTimeline),
            ),
            (hms(0, 7), "7 minutes", hms(0, 23), None, long, Some(Slip::Copied)),
            (hms(1, 10), "1h 10m", hms(1, 50), None, long, Some(Slip::Arithmetic)),
            (hms(1, 13), "1h 13m", hms(2, 0), None, long, Some(Slip::Unknown)),
        ] {
            let beside = Beside {
                derived_s: Some(derived),
                other_clock_s: other_clock,
                timeline_s: timeline,
                others: detect(),
            };
            assert_eq!(slip(stated, text, &beside).map(|(slip, _)| slip), expected, "{text}");
        }
        let alone = Beside { timeline_s: Some(60), ..Beside::default() };
        assert_eq!(slip(3600, "1 h", &alone).map(|(slip, _)| slip), Some(Slip::LongerThanTimeline));
        assert_eq!(slip(60, "1 min", &alone), None);
    }
}
