//! What a file of measurements holds and what it leaves open: shown to a person before anything is taken.

use crate::{Date, Zone, choice::choice, text::clip};
use serde::{Deserialize, Serialize};

/// One series of a file, as far as it can be told before the questions are answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSeries {
    /// Its name in the file; where it has none, the place of its column.
    pub name: String,
    /// Rows that speak of it, those without a value included.
    pub rows: u64,
    /// Rows of it without a value.
    pub gaps: u64,
    /// The first day, by the times as they are written.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// The unit, where the file says one.
    pub unit: Option<String>,
}

choice! {
    /// What comes first in a date such as 03/04/2026.
    DateOrder {
        /// 3 April.
        DayFirst("The day comes first"),
        /// March 4.
        MonthFirst("The month comes first"),
    }
}

choice! {
    /// What parts the decimals of a number.
    Decimal {
        /// 1,234.5
        Point("A point (1,234.5)"),
        /// 1.234,5
        Comma("A comma (1.234,5)"),
    }
}

choice! {
    /// How several values of one day become one.
    Daily {
        /// Capacity is spent at the peak.
        Peak("The highest value of each day"),
        /// For what adds up over a day.
        Mean("The mean of each day"),
    }
}

/// Something that only a person can say about a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileQuestion {
    /// Which of the series is it?
    Series {
        /// How many there are.
        among: u64,
    },
    /// Of which zone are the times?
    Zone {
        /// Whether nothing is taken before somebody says it; else the days are those of UTC.
        must: bool,
        /// A time as it is written.
        example: String,
        /// Times that occur twice where the file goes back by an hour: `2026-10-25 02:00`. The first ten.
        twice: Vec<String>,
    },
    /// What comes first in its dates?
    Order {
        /// A date as it is written.
        example: String,
    },
    /// What parts the decimals?
    Decimal {
        /// A number as it is written.
        example: String,
    },
    /// What is it measured in? An empty answer is one.
    Unit,
    /// How do several values of one day become one?
    Daily {
        /// The most values that one day has.
        values: u64,
    },
}

impl FileQuestion {
    /// Whether nothing is taken before somebody answers it; what is proposed for the others is in [`Answers::default`].
    #[must_use]
    pub const fn must(&self) -> bool {
        match self {
            Self::Series { .. } | Self::Order { .. } | Self::Decimal { .. } => true,
            Self::Zone { must, .. } => *must,
            Self::Unit | Self::Daily { .. } => false,
        }
    }

    /// The question in words.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Series { among } => {
                format!("The file holds {among} series. Which of them is the demand?")
            }
            Self::Zone { must: true, example, twice } if twice.is_empty() => format!(
                "The times, such as “{}”, say no time zone. In which zone were they written?",
                clip(example, 40)
            ),
            Self::Zone { must: true, twice, .. } => format!(
                "The times say no time zone, and some occur twice ({}), as in an autumn night in which clocks go back. In which zone were they written?",
                twice.join(", ")
            ),
            Self::Zone { .. } => {
                "The times are exact. In which time zone does a day begin and end?".to_owned()
            }
            Self::Order { example } => format!(
                "“{}” can be read in two ways. Does the day or the month come first?",
                clip(example, 40)
            ),
            Self::Decimal { example } => format!(
                "“{}” can be read in two ways. Does the point or the comma part the decimals?",
                clip(example, 40)
            ),
            Self::Unit => {
                "The file says no unit. What is it measured in (requests per second, GB, %)?".to_owned()
            }
            Self::Daily { values } => format!(
                "There are up to {values} values a day. Does the highest value of a day count, or the mean?"
            ),
        }
    }
}

/// What a person says to the questions of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// The name of the series; not needed where there is one.
    pub series: Option<String>,
    /// The zone of the times, or in which a day begins.
    pub zone: Option<Zone>,
    /// What comes first in dates.
    pub order: Option<DateOrder>,
    /// What parts the decimals.
    pub decimal: Option<Decimal>,
    /// The unit, where the file says none.
    pub unit: Option<String>,
    /// How several values of one day become one.
    pub daily: Daily,
}

impl Default for Answers {
    fn default() -> Self {
        Self { series: None, zone: None, order: None, decimal: None, unit: None, daily: Daily::Peak }
    }
}

/// A series day by day, ready for [`history`](super::history).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Taken {
    /// The name of the series in the file.
    pub name: String,
    /// Every day from the first to the last; `None` on a day without a value.
    pub points: Vec<(Date, Option<f64>)>,
    /// What it is measured in; empty where nobody said it.
    pub unit: String,
    /// What was done to the file and what is odd about it: one sentence each.
    pub done: Vec<String>,
}
