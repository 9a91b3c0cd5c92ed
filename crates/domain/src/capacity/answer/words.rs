//! What an answer says in words.

use crate::Date;
use chrono::{Datelike, Month};

/// A number as a room says it: three significant digits, thousands separated.
#[must_use]
pub fn figure(value: f64) -> String {
    let decimals = match value.abs() {
        100.0.. => 1.0,
        10.0.. => 10.0,
        1.0.. => 100.0,
        _ => 1_000.0,
    };
    crate::chaos::experiment::figure((value * decimals).round() / decimals)
}

/// `March 2027`
#[must_use]
pub fn month_words(on: Date) -> String {
    let month = u8::try_from(on.month()).ok().and_then(|month| Month::try_from(month).ok());
    format!("{} {}", month.map_or("", |month| month.name()), on.year())
}
