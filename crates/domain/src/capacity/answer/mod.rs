//! What a model answers on a day: how demand goes on, when the ceiling is reached, what binds, and what it costs.
//!
//! [`line()`] is the part without chance, fast enough for every move of a slider; [`answer`] adds the band, the range of the
//! date and the options, with draws that are the same every time (feature `draws`).

mod ceiling;
mod cost;
mod course;
#[cfg(feature = "draws")]
mod draws;
mod headline;
mod line;
mod looked_back;
mod no_date;
mod pool;
#[cfg(feature = "draws")]
mod runs;
mod tile;
#[cfg(feature = "draws")]
mod whole;
mod words;

pub use ceiling::{Binds, Ceiling, ceiling};
pub use cost::{Cost, Costs, costs};
pub use headline::{
    binds_words, cost_words, difference_words, headline, holding_words, lasts_words, order_line, pill,
    regret_words, runs_out_words, tiles, tiles_of_line,
};
pub use line::{Line, Point, line};
pub use looked_back::{Foretold, ForetoldMonth, foretold, looked_back};
pub use no_date::{NoDate, no_date};
pub use tile::Tile;
#[cfg(feature = "draws")]
pub use whole::{answer, forecast, runs_out};
pub use words::{figure, findings, from_words, month_words, sentence};

use super::model::{CapacityModel, Verdict};
use crate::Date;
use serde::{Deserialize, Serialize};

/// How far ahead an answer looks, in months: 1 to [`Horizon::LONGEST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "u32", into = "u32")]
pub struct Horizon(u32);

/// The date on which the ceiling is reached, as a range. A quantile that lies after the longest horizon is none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dates {
    /// In one case of ten it is earlier than this.
    pub p10: Option<Date>,
    /// As likely earlier as later.
    pub p50: Option<Date>,
    /// In nine cases of ten it is earlier than this.
    pub p90: Option<Date>,
    /// In how many of a hundred cases it is within the longest horizon.
    pub within_pct: f64,
    /// The last day to order more: `p10` minus the lead time, or minus it from the day on which more is to serve where that is
    /// earlier. None where either is not stated.
    pub order_by: Option<Date>,
    /// Whether that day is over.
    pub is_late: bool,
    /// Whether any number that counts has an interval; without one the three dates are the same day.
    pub is_range: bool,
}

/// When it runs out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunsOut {
    /// On a day that can be said.
    On(Dates),
    /// No date can be said, and why.
    NoDate(NoDate),
}

/// Utilisation on one day over all draws, in percent of the ceiling.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Band {
    /// The day.
    pub on: Date,
    /// In one case of ten it is less.
    pub p10_pct: f64,
    /// The middle.
    pub p50_pct: f64,
    /// In nine cases of ten it is less.
    pub p90_pct: f64,
}

/// What one would regret within twelve months.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Regret {
    /// Money for capacity that is not needed, a month on average; none where no cost is stated.
    pub idle_usd_per_month: Option<f64>,
    /// Days with demand above the ceiling, on average over all draws; none where no ceiling is stated.
    pub days_over: Option<f64>,
}

/// One thing that could be done, or nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptionAnswer {
    /// Key of the option; none for doing nothing.
    pub key: Option<String>,
    /// What a person calls it.
    pub name: String,
    /// What the room thinks of it.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// The day to come on which it starts; none where it holds from now on.
    #[serde(default)]
    pub from: Option<Date>,
    /// When it runs out.
    pub runs_out: RunsOut,
    /// What it costs.
    pub costs: Costs,
    /// What one would regret.
    pub regret: Regret,
}

/// What a model answers on a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CapacityAnswer {
    /// The day.
    pub today: Date,
    /// How demand goes on, without chance, up to the horizon.
    pub line: Line,
    /// Utilisation over all draws, on the days of the line; empty where no demand or no ceiling is stated.
    pub band: Vec<Band>,
    /// When it runs out.
    pub runs_out: RunsOut,
    /// What it costs.
    pub costs: Costs,
    /// Doing nothing, and each option.
    pub options: Vec<OptionAnswer>,
    /// What a person should know before they believe it, in sentences.
    pub findings: Vec<String>,
    /// What the chart shows, in a sentence or two.
    pub sentence: String,
}

impl Horizon {
    /// Half a year.
    pub const SIX: Self = Self(6);
    /// A year.
    pub const TWELVE: Self = Self(12);
    /// As far as a chart looks at first: over the next year's season as well.
    pub const FIRST: Self = Self(18);
    /// Nothing is said about what lies beyond: three years.
    pub const LONGEST: Self = Self(36);

    /// So many months, held within the limits.
    #[must_use]
    pub fn of(months: u32) -> Self {
        Self(months.clamp(1, Self::LONGEST.0))
    }

    /// In months.
    #[must_use]
    pub const fn months(self) -> u32 {
        self.0
    }
}

impl From<u32> for Horizon {
    fn from(months: u32) -> Self {
        Self::of(months)
    }
}

impl From<Horizon> for u32 {
    fn from(horizon: Horizon) -> Self {
        horizon.0
    }
}

impl RunsOut {
    /// The same from the line alone, as of `today`: one day instead of a range, or why no date can be said.
    pub(super) fn of_line(model: &CapacityModel, line: &Line, today: Date) -> Self {
        if let Some(why) = no_date(model, today) {
            return Self::NoDate(why);
        }
        let on = line.runs_out_on;
        let order_by = on.and_then(|on| course::order_by(model, on));
        Self::On(Dates {
            p10: on,
            p50: on,
            p90: on,
            within_pct: 100.0,
            order_by,
            is_late: order_by.is_some_and(|order_by| order_by < today),
            is_range: false,
        })
    }

    /// The last day to order: what is said of the date, or where there is none, what has to be ordered for what starts later.
    #[must_use]
    pub fn order_by(&self, model: &CapacityModel) -> Option<Date> {
        match self {
            Self::On(dates) => dates.order_by,
            Self::NoDate(NoDate::OverNow { .. }) => None,
            Self::NoDate(_) => course::serves_on(model).and_then(|on| course::order_by(model, on)),
        }
    }

    /// The range of the date, where there is one.
    #[must_use]
    pub const fn dates(&self) -> Option<&Dates> {
        if let Self::On(dates) = self { Some(dates) } else { None }
    }

    /// Why there is no date, where there is none.
    #[must_use]
    pub const fn refusal(&self) -> Option<&NoDate> {
        if let Self::NoDate(why) = self { Some(why) } else { None }
    }
}

#[cfg(all(test, feature = "draws"))]
mod tests;
