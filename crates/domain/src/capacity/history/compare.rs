//! Last review's forecast against what happened, month by month.

use super::{Date, Forecast};
use chrono::Datelike;
use serde::{Deserialize, Serialize};

/// A month of which both a forecast and measurements exist.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// Its first day.
    pub month: Date,
    /// The mean of the days foreseen, of those that were measured.
    pub foreseen: f64,
    /// The mean of the same days as measured.
    pub measured: f64,
    /// (foreseen − measured) ÷ measured × 100: negative where the forecast was low. `None` where nothing was measured to
    /// divide by.
    pub off_pct: Option<f64>,
    /// How many days of it were measured.
    pub days: u64,
    /// How many of these lay within the 90% that was foreseen.
    pub within: u64,
}

/// Every month that both speak of, in order. Empty where they have no day in common: then there is nothing to compare yet.
#[must_use]
pub fn compare(forecast: &Forecast, actual: &[(Date, Option<f64>)]) -> Vec<Compared> {
    let mut months: Vec<Compared> = Vec::new();
    let mut actual: Vec<(Date, f64)> = actual
        .iter()
        .filter_map(|(on, value)| Some((*on, value.filter(|value| value.is_finite())?)))
        .collect();
    actual.sort_by_key(|(on, _)| *on);
    for (on, measured) in actual {
        let Some(foreseen) = forecast.on(on) else { continue };
        let month = on.with_day(1).unwrap_or(on);
        if months.last().is_none_or(|last| last.month != month) {
            let empty = Compared { month, foreseen: 0.0, measured: 0.0, off_pct: None, days: 0, within: 0 };
            months.push(empty);
        }
        if let Some(last) = months.last_mut() {
            last.days += 1;
            let share = 1.0 / last.days as f64; // a mean as it goes: sums of many large values would overflow
            last.foreseen += (foreseen.value - last.foreseen) * share;
            last.measured += (measured - last.measured) * share;
            last.within += u64::from((foreseen.low..=foreseen.high).contains(&measured));
        }
    }
    for month in &mut months {
        let off_pct = (month.foreseen - month.measured) / month.measured.abs() * 100.0;
        month.off_pct = Some(off_pct).filter(|off| off.is_finite());
    }
    months.retain(|month| month.foreseen.is_finite() && month.measured.is_finite());
    months
}

impl Compared {
    /// “The forecast of August 2026 was 3% low.”
    #[must_use]
    pub fn words(&self) -> String {
        let month = self.month.format("%B %Y");
        match self.off_pct {
            None => format!(
                "The forecast of {month} cannot be told in percent: nothing was measured to divide by."
            ),
            Some(off) if off.abs() < 0.5 => {
                format!("The forecast of {month} was right to within half a percent.")
            }
            Some(off) => {
                let side = if off < 0.0 { "low" } else { "high" };
                format!("The forecast of {month} was {:.0}% {side}.", off.abs())
            }
        }
    }
}
