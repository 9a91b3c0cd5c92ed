//! Why no date can be said.

use super::Horizon;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why there is no date on which it runs out. Its words are a sentence for the room.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoDate {
    /// Nobody stated demand.
    NoDemand,
    /// Nobody stated growth, and no launch is planned.
    NoGrowth,
    /// Nobody stated a ceiling, nor what one could be computed from.
    NoCeiling,
    /// Demand is nought; growth in percent of nothing is nothing.
    ZeroDemand,
    /// Demand is above the ceiling already.
    OverNow {
        /// Utilisation today, in percent of the ceiling.
        utilization_pct: f64,
    },
    /// Demand stays as it is.
    Flat,
    /// Demand falls.
    Shrinking,
    /// Growth was measured over less than a week.
    ShortHistory {
        /// Days from the first to the last point.
        span_days: i64,
    },
    /// The date lies many times further ahead than the data reach back.
    TooFar {
        /// Days until the date.
        ahead_days: i64,
        /// Days from the first to the last point.
        span_days: i64,
    },
    /// It lasts longer than the longest horizon.
    NotWithin {
        /// Utilisation at the end of the longest horizon, in percent of the ceiling.
        utilization_pct: f64,
    },
}

impl fmt::Display for NoDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pct = super::figure;
        match self {
            Self::NoDemand => f.write_str("No date: demand now is not stated."),
            Self::NoGrowth => f.write_str("No date: growth is not stated."),
            Self::NoCeiling => f.write_str(
                "No date: no ceiling is stated. Without one, nothing can run out. State it, or what one instance carries and how many there may be.",
            ),
            Self::ZeroDemand => f.write_str("No date: demand is 0, and growth in percent of nothing is nothing."),
            Self::OverNow { utilization_pct } => {
                write!(f, "Today: demand is at {} % of the ceiling already.", pct(*utilization_pct))
            }
            Self::Flat => f.write_str("No date: demand stays as it is, so the ceiling is not reached."),
            Self::Shrinking => f.write_str("No date: demand shrinks, so the ceiling is not reached."),
            Self::ShortHistory { span_days } => write!(
                f,
                "No date: growth was measured over {span_days} {}. A date needs at least 7 days of data.",
                crate::text::plural(span_days.unsigned_abs(), "day")
            ),
            Self::TooFar { ahead_days, span_days } => write!(
                f,
                "No date: it would lie {ahead_days} days ahead, and the data reach back {span_days} days only. Measure for longer, or estimate growth.",
            ),
            Self::NotWithin { utilization_pct } => write!(
                f,
                "No date: nothing runs out within {} months; utilisation is then at {} %.",
                Horizon::LONGEST.months(),
                pct(*utilization_pct)
            ),
        }
    }
}
