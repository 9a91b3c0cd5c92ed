//! What is a history, and no load test: a table with a column of times.

use super::{number::number, table::cell};
use crate::{
    capacity::{cell::Cell, series::is_time},
    ground::foreign,
};
use csv::StringRecord;
use domain::capacity::file::Decimal;
use std::ops::Range;

/// Days as spreadsheets count them, from 2009 to 2064.
const DAY_NUMBERS: Range<f64> = 40_000.0..60_000.0;
const YEARS: Range<f64> = 1_900.0..2_101.0;
/// Headings of times besides those that are known everywhere.
const TIMES: &[&str] = &[
    "year",
    "quarter",
    "week",
    "hour",
    "minute",
    "epoch",
    "datum",
    "timeutc",
    "starttime",
    "endtime",
    "eventtime",
];

/// The heading of the column that makes a table a history: one of times, wherever it stands.
pub fn column(header: &[String], head: &[StringRecord], points: [usize; 2]) -> Option<String> {
    let rows = || head.iter().skip(1);
    let found = header.iter().enumerate().find(|(at, heading)| {
        let cells = || rows().map(|row| cell(row, Some(*at))).filter(|cell| !cell.is_empty());
        let all = cells().count();
        let most = |count: usize| count > 0 && count * 2 >= all;
        let numbers =
            cells().filter(|cell| matches!(Cell::parse(cell), Cell::Number { unit: "", .. })).count();
        let times = cells().filter(|cell| is_time(cell)).count();
        let is_point = points.contains(at);
        // 20261101 is a date, and in a column of points a number.
        let is_written = most(times) && (!is_point || numbers < times);
        let words = heading.split(['(', '[']).next().unwrap_or_default();
        is_written || !is_point && is_headed(words) && !is_length(words, cells(), most(numbers))
    });
    found.map(|(_, heading)| heading.clone())
}

fn is_headed(heading: &str) -> bool {
    foreign::is_time(heading) || TIMES.contains(&super::table::bare(heading).as_str())
}

/// `time` with small numbers is how long each run took, or how far it was: no date.
fn is_length<'a>(heading: &str, cells: impl Iterator<Item = &'a str>, are_numbers: bool) -> bool {
    let mut values = cells.filter_map(|cell| number(cell, Decimal::Point));
    are_numbers
        && matches!(super::table::bare(heading).as_str(), "time" | "ts" | "minute")
        && values.all(|value| value < DAY_NUMBERS.start)
}

/// Whether numbers without a heading look like dates: years or the days of a spreadsheet, one after the other.
pub fn are_dates(first: &[f64]) -> bool {
    let all_in = |range: Range<f64>| first.iter().all(|value| range.contains(value) && value.fract() == 0.0);
    let is_next = |pair: &[f64]| matches!(pair, [a, b] if (b - a - 1.0).abs() < 1e-9);
    first.len() > 1 && first.windows(2).all(is_next) && (all_in(YEARS) || all_in(DAY_NUMBERS))
}
