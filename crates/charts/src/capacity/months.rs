//! Days as numbers, and months under a chart.

use super::plot::letter_px;
use crate::scale::Span;
use chrono::{Datelike, NaiveDate};
use domain::Date;

/// A day as a number: one day is 1.
pub fn number(on: Date) -> f64 {
    f64::from(on.num_days_from_ce())
}

/// The day nearest to a number.
fn day(number: f64) -> Option<Date> {
    NaiveDate::from_num_days_from_ce_opt(number.round() as i32)
}

/// The first days of months within, as many as have room, the first of each year with its year.
pub fn ticks(days: Span, width_px: f64, scale: f64) -> Vec<(f64, String)> {
    let (Some(from), Some(to)) = (day(days.from), day(days.to)) else { return Vec::new() };
    let month = |on: Date| i64::from(on.year()) * 12 + i64::from(on.month0());
    let room = (width_px / (letter_px(scale) * 5.6)).max(1.0);
    let wanted = (month(to) - month(from)) as f64 / room;
    let steps = [1_i64, 2, 3, 6, 12, 24, 60, 120];
    let step = steps.into_iter().find(|step| *step as f64 >= wanted).unwrap_or(240);
    let months = (month(from)..=month(to)).filter(|month| month.rem_euclid(step) == 0);
    let firsts = months.filter_map(|month| {
        let year = i32::try_from(month.div_euclid(12)).ok()?;
        NaiveDate::from_ymd_opt(year, u32::try_from(month.rem_euclid(12)).ok()? + 1, 1)
    });
    let firsts: Vec<Date> = firsts.filter(|on| (days.from..=days.to).contains(&number(*on))).collect();
    let one_year = firsts.first().map(Datelike::year) == firsts.last().map(Datelike::year);
    let january = firsts.first().is_some_and(|on| on.month0() == 0);
    let mut year = if one_year || january { None } else { firsts.first().map(Datelike::year) };
    let words = |on: &Date| {
        let same = year.replace(on.year()) == Some(on.year());
        (number(*on), on.format(if same { "%b" } else { "%b %Y" }).to_string())
    };
    firsts.iter().map(words).collect()
}

/// `8 May 2027`
pub fn words(on: Date) -> String {
    on.format("%-d %b %Y").to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::time::parse_date;

    fn at(text: &str) -> f64 {
        number(parse_date(text).unwrap())
    }

    #[test]
    fn months_have_room_and_years_are_said_once() {
        let words = |from, to, width_px| {
            let found = ticks(Span { from: at(from), to: at(to) }, width_px, 1.0);
            found.into_iter().map(|(_, words)| words).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(words("2026-06-01", "2028-06-01", 700.0), "Jul Oct Jan 2027 Apr Jul Oct Jan 2028 Apr");
        assert_eq!(words("2026-01-05", "2026-06-05", 700.0), "Feb 2026 Mar Apr May Jun");
        assert_eq!(words("2026-11-28", "2029-11-28", 200.0), "Jan 2027 Jan 2028 Jan 2029");
        assert_eq!(words("2026-11-02", "2026-11-28", 700.0), "");
    }
}
