//! Days as documents write them, in several languages. Nothing is guessed: what can be read either way is said to be so.

use super::scan::Scan;
use chrono::Datelike;
use domain::Date;

/// A day as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// This one.
    Full(Date),
    /// Without its year: month and day.
    Yearless(u32, u32),
    /// Day and month can be read either way: the one where the day comes first, and the other.
    Either(Date, Date),
    /// No calendar has it: `2025-02-30`, `20225-01-01`.
    Impossible,
}

/// Names of months by their beginnings, in lower case: English, French, German, Spanish, Portuguese, Italian, Dutch.
const MONTHS: &[&[&str]] = &[
    &[
        "january", "jan", "janvier", "janv", "januar", "jänner", "enero", "ene", "janeiro", "gennaio",
        "januari",
    ],
    &[
        "february",
        "feb",
        "février",
        "févr",
        "fév",
        "fevrier",
        "februar",
        "febrero",
        "fevereiro",
        "febbraio",
        "februari",
    ],
    &["march", "mar", "mars", "märz", "maerz", "marzo", "março", "maart"],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile"],
    &["may", "mai", "mayo", "maio", "maggio", "mei"],
    &["june", "jun", "juin", "juni", "junio", "junho", "giugno"],
    &["july", "jul", "juillet", "juil", "juli", "julio", "julho", "luglio"],
    &["august", "aug", "août", "aout", "agosto", "ago", "augustus"],
    &["september", "sept", "sep", "septembre", "septiembre", "setembro", "settembre"],
    &["october", "oct", "octobre", "oktober", "okt", "octubre", "outubro", "ottobre"],
    &["november", "nov", "novembre", "noviembre", "novembro"],
    &[
        "december",
        "dec",
        "décembre",
        "déc",
        "decembre",
        "dezember",
        "dez",
        "diciembre",
        "dic",
        "dezembro",
        "dicembre",
    ],
];

const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tues",
    "tue",
    "wed",
    "thurs",
    "thu",
    "fri",
    "sat",
    "sun",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
];

/// Takes a day, if one stands here. `day_first` is how the document writes `03/04/2025`, where that is known.
pub fn take(scan: &mut Scan<'_>, day_first: Option<bool>) -> Option<Day> {
    let mut here = *scan;
    let words = ["le ", "am ", "on ", "el ", "den ", "the "];
    if let Some(word) = words.iter().find(|word| here.rest().to_lowercase().starts_with(**word)) {
        here.jump(word.len());
    }
    if here.any(WEEKDAYS) {
        here.one_of(&['.']);
        here.one_of(&[',']);
        here.gap();
        here.word("the");
        here.gap();
    }
    let day = japanese(&mut here)
        .or_else(|| figures(&mut here, day_first))
        .or_else(|| month_first(&mut here))
        .or_else(|| day_before_month(&mut here))?;
    *scan = here;
    Some(day)
}

/// Every day that stands somewhere in a text.
pub fn all(text: &str, day_first: Option<bool>) -> Vec<Day> {
    let mut found = Vec::new();
    let mut scan = Scan::new(text);
    let mut before = ' ';
    while let Some(c) = scan.peek() {
        let begins = !before.is_alphanumeric() || (c.is_ascii_digit() && !before.is_ascii_alphanumeric());
        if let Some(day) = begins.then(|| take(&mut scan, day_first)).flatten() {
            found.push(day);
            before = ' ';
        } else {
            scan.skip(c);
            before = c;
        }
    }
    found
}

impl Day {
    /// The date, once the year is known where it was not written.
    pub fn date(self, year: Option<i32>) -> Option<Date> {
        match self {
            Self::Full(date) => Some(date),
            Self::Yearless(month, day) => Date::from_ymd_opt(year?, month, day),
            Self::Either(..) | Self::Impossible => None,
        }
    }

    /// The date; one without its year is that which is nearest to `date`, where it is near. Far from it no year is known.
    pub fn near(self, date: Option<Date>) -> Option<Date> {
        let Self::Yearless(month, day) = self else { return self.date(None) };
        let date = date?;
        let years = [-1, 0, 1].map(|more| Date::from_ymd_opt(date.year() + more, month, day));
        let away = |other: &Date| other.signed_duration_since(date).num_days().abs();
        years.into_iter().flatten().min_by_key(away).filter(|other| away(other) <= NEAR_DAYS)
    }
}

/// How far from the day of an incident an entry without a year may be, in days.
const NEAR_DAYS: i64 = 30;

fn of(year: u32, month: u32, day: u32) -> Day {
    let year = i32::try_from(year).ok().filter(|year| (1990..=2100).contains(year));
    let date = year.and_then(|year| Date::from_ymd_opt(year, month, day));
    date.map_or(Day::Impossible, Day::Full)
}

fn yearless(month: u32, day: u32) -> Day {
    // In a leap year, so that 29 February stays possible.
    if Date::from_ymd_opt(2024, month, day).is_some() { Day::Yearless(month, day) } else { Day::Impossible }
}

/// `2026年2月11日`, `2月11日`
fn japanese(scan: &mut Scan<'_>) -> Option<Day> {
    let mut here = *scan;
    let (first, _) = here.number(4)?;
    let year = here.one_of(&['年', '년']).map(|_| first);
    here.gap();
    let month = if year.is_some() { here.number(2)?.0 } else { first };
    here.one_of(&['月', '월'])?;
    here.gap();
    let (day, _) = here.number(2)?;
    here.one_of(&['日', '일'])?;
    *scan = here;
    Some(year.map_or_else(|| yearless(month, day), |year| of(year, month, day)))
}

/// `2026-02-11`, `11/02/2026`, `11.02.2026`, `20225-01-01`
fn figures(scan: &mut Scan<'_>, day_first: Option<bool>) -> Option<Day> {
    let mut here = *scan;
    let (first, digits) = here.number(6)?;
    let sign = here.one_of(&['-', '/', '.', '‑'])?;
    let (second, second_digits) = here.number(2)?;
    here.one_of(&[sign])?;
    let (third, third_digits) = here.number(4)?;
    if here.peek().is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let day = match (digits, third_digits) {
        (4, 1 | 2) => of(first, second, third),
        (5 | 6, 1 | 2) => Day::Impossible,
        (1 | 2, 4) if second_digits <= 2 => either(first, second, third, sign, day_first),
        (2, 2) if second_digits == 2 && (sign != '.' || second <= 12) => {
            either(first, second, 2000 + third, sign, day_first)
        }
        _ => return None,
    };
    *scan = here;
    Some(day)
}

fn either(first: u32, second: u32, year: u32, sign: char, day_first: Option<bool>) -> Day {
    // With dots, every country that writes so puts the day first.
    let day_first = if sign == '.' || first == second { Some(true) } else { day_first };
    match (of(year, second, first), of(year, first, second), day_first) {
        (day, _, Some(true)) | (_, day, Some(false)) if day != Day::Impossible => day,
        (Day::Full(one), Day::Full(other), None) => Day::Either(one, other),
        (Day::Full(date), _, _) | (_, Day::Full(date), _) => Day::Full(date),
        _ => Day::Impossible,
    }
}

/// `October 21, 2025`, `Oct 29-30, 2025`, `March 3`
fn month_first(scan: &mut Scan<'_>) -> Option<Day> {
    let mut here = *scan;
    let month = month(&mut here)?;
    here.one_of(&['.']);
    here.gap().then_some(())?;
    let (day, _) = here.number(2)?;
    ordinal(&mut here);
    range(&mut here);
    if here.peek() == Some(':') {
        return None; // `May 14:02` is a time
    }
    let before_year = here;
    here.one_of(&[',']);
    here.gap();
    let year = here.number(4).filter(|(_, digits)| *digits == 4);
    let year = year.filter(|_| here.peek() != Some(':'));
    if year.is_none() {
        here = before_year;
    }
    *scan = here;
    Some(year.map_or_else(|| yearless(month, day), |(year, _)| of(year, month, day)))
}

/// `21 October 2025`, `3. März 2024`, `3 de marzo de 2024`, `31st of March`
fn day_before_month(scan: &mut Scan<'_>) -> Option<Day> {
    let mut here = *scan;
    let (day, _) = here.number(2)?;
    range(&mut here);
    ordinal(&mut here);
    here.one_of(&['.']);
    here.one_of(&['-']);
    here.gap();
    here.any(&["of", "de"]);
    here.gap();
    let month = month(&mut here)?;
    here.one_of(&['.']);
    let before_year = here;
    here.one_of(&[',', '-']);
    here.gap();
    here.any(&["de", "del"]);
    here.gap();
    let year = here.number(4).filter(|(_, digits)| *digits == 4);
    let year = year.filter(|_| here.peek() != Some(':'));
    if year.is_none() {
        here = before_year;
    }
    *scan = here;
    Some(year.map_or_else(|| yearless(month, day), |(year, _)| of(year, month, day)))
}

fn ordinal(scan: &mut Scan<'_>) {
    scan.any(&["st", "nd", "rd", "th", "er", "º", "ª"]);
}

/// `-30` of `29-30`: the first day counts.
fn range(scan: &mut Scan<'_>) {
    let mut here = *scan;
    here.gap();
    let is_range = here.one_of(&['-', '–', '—']).is_some();
    here.gap();
    if is_range && here.number(2).is_some() && here.peek() != Some(':') {
        ordinal(&mut here);
        *scan = here;
    }
}

fn month(scan: &mut Scan<'_>) -> Option<u32> {
    let name = scan.letters();
    let lower = name.to_lowercase();
    let at = MONTHS.iter().position(|names| names.contains(&lower.as_str()))?;
    scan.jump(name.len());
    u32::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_written() {
        let full = |text: &str| Day::Full(text.parse().unwrap());
        for (text, day) in [
            ("2026-02-11", full("2026-02-11")),
            ("2026/02/11", full("2026-02-11")),
            ("October 21, 2025", full("2025-10-21")),
            ("Oct 29-30, 2025", full("2025-10-29")),
            ("29–30 October 2025", full("2025-10-29")),
            ("21st of October, 2025", full("2025-10-21")),
            ("le 3 mars 2024", full("2024-03-03")),
            ("1er août 2024", full("2024-08-01")),
            ("3. März 2024", full("2024-03-03")),
            ("3 de marzo de 2024", full("2024-03-03")),
            ("2026年2月11日", full("2026-02-11")),
            ("21.10.2025", full("2025-10-21")),
            ("03.04.2025", full("2025-04-03")),
            ("21/10/2025", full("2025-10-21")),
            ("10/21/2025", full("2025-10-21")),
            ("05/05/2025", full("2025-05-05")),
            ("03/04/2025", Day::Either("2025-04-03".parse().unwrap(), "2025-03-04".parse().unwrap())),
            ("Wednesday 31st March", Day::Yearless(3, 31)),
            ("Oct 29", Day::Yearless(10, 29)),
            ("2025-02-30", Day::Impossible),
            ("20225-01-01", Day::Impossible),
            ("February 30, 2025", Day::Impossible),
        ] {
            assert_eq!(take(&mut Scan::new(text), None), Some(day), "{text}");
            assert_eq!(all(&format!("It was ({text})."), None), [day], "{text}");
        }
        for text in ["14:02", "v1.2.3", "1.13.12", "may fail", "mar", "10.0.0.1", "12", "3/4", "March"] {
            assert_eq!(take(&mut Scan::new(text), None), None, "{text}");
        }
        assert_eq!(take(&mut Scan::new("03/04/2025"), Some(false)), Some(full("2025-03-04")));
    }
}
