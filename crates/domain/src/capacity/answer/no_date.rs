//! Why no date can be said.

use super::{
    Horizon, Line,
    course::{Course, Phased, growth},
    line,
};
use crate::{
    Date,
    capacity::{
        history::SPAN_MIN_DAYS,
        model::{Basis, CapacityModel, InputKey},
    },
};
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
    /// Growth was measured, and its interval holds nought: nobody can say whether it grows.
    Unclear {
        /// The lower end of growth a month, in percent.
        low_pct: f64,
        /// The upper end.
        high_pct: f64,
    },
    /// Demand was measured so long ago that carrying it on to today is a guess of its own.
    Old {
        /// Days since.
        days: i64,
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

/// A date is no further ahead than so many times the span of the data that growth was measured on.
const REACH: i64 = 4;
/// Growth that is none: on this side of it demand stays as it is, in percent a month.
const FLAT_PCT: f64 = 0.05;

/// Why no date can be said, from the stated values alone; none where the line reaches the ceiling on a day.
#[must_use]
pub fn no_date(model: &CapacityModel, today: Date) -> Option<NoDate> {
    no_date_along(model, today, &line::along(model, &Course::of(model, today), Horizon::LONGEST))
}

/// The same along a line up to the longest horizon that is known already.
pub(super) fn no_date_along(model: &CapacityModel, today: Date, line: &Line) -> Option<NoDate> {
    let Some(now) = line.now() else { return Some(NoDate::NoDemand) };
    let Some(utilization_pct) = now.utilization_pct else { return Some(NoDate::NoCeiling) };
    if let Some(days) = too_old_days(model, today) {
        return Some(NoDate::Old { days });
    }
    if utilization_pct >= 100.0 {
        return Some(NoDate::OverNow { utilization_pct });
    }
    // Launches alone may reach the ceiling; that they do not says nothing about what else grows.
    let stated = Phased::of(model, |model| model.stated(InputKey::GrowthPctPerMonth));
    if stated.each().all(Option::is_none) && line.runs_out_on.is_none() {
        return Some(NoDate::NoGrowth);
    }
    if now.demand <= 0.0 && line.runs_out_on.is_none() {
        return Some(NoDate::ZeroDemand);
    }
    let span_days = measured_over_days(model);
    if let Some(span_days) = span_days.filter(|days| *days < SPAN_MIN_DAYS) {
        return Some(NoDate::ShortHistory { span_days });
    }
    if let Some([low_pct, high_pct]) = unclear_pct(model) {
        return Some(NoDate::Unclear { low_pct, high_pct });
    }
    let Some(on) = line.runs_out_on else {
        let growth = Phased::of(model, |model| (growth(model) - 1.0) * 100.0);
        let growth_pct = growth.each().copied().fold(f64::NEG_INFINITY, f64::max);
        let utilization_pct = line.end().and_then(|end| end.utilization_pct).unwrap_or(utilization_pct);
        return Some(if growth_pct < -FLAT_PCT {
            NoDate::Shrinking
        } else if growth_pct > FLAT_PCT || !model.launches.is_empty() {
            NoDate::NotWithin { utilization_pct }
        } else {
            NoDate::Flat
        });
    };
    too_far(model, today, on)
}

/// Why a date on that day cannot be said of growth that was measured over so short a time; none where it can.
pub(super) fn too_far(model: &CapacityModel, today: Date, on: Date) -> Option<NoDate> {
    let ahead_days = on.signed_duration_since(today).num_days();
    let span_days = measured_over_days(model).filter(|days| ahead_days > days.saturating_mul(REACH))?;
    Some(NoDate::TooFar { ahead_days, span_days })
}

/// Days since demand was measured, where that is longer ago than a year and than [`REACH`] times what was measured.
fn too_old_days(model: &CapacityModel, today: Date) -> Option<i64> {
    const YEAR_DAYS: i64 = 366;
    let demand = model.inputs.get(&InputKey::DemandNow).filter(|input| input.basis == Basis::Measured)?;
    let days = today.signed_duration_since(demand.on?).num_days();
    let span_days = measured_over_days(model).unwrap_or_default();
    (days > YEAR_DAYS.max(span_days.saturating_mul(REACH))).then_some(days)
}

/// The interval of a measured growth that holds nought, and so wide that neither direction is known: the ends lie further apart
/// than the flat.
fn unclear_pct(model: &CapacityModel) -> Option<[f64; 2]> {
    let growth =
        model.inputs.get(&InputKey::GrowthPctPerMonth).filter(|input| input.basis == Basis::Measured)?;
    growth.low_high.filter(|[low, high]| *low < -FLAT_PCT && *high > FLAT_PCT)
}

/// Days from the first to the last point that growth was measured on; none where it was not measured here.
fn measured_over_days(model: &CapacityModel) -> Option<i64> {
    let growth = model.inputs.get(&InputKey::GrowthPctPerMonth)?;
    Some(model.history.as_ref().filter(|_| growth.basis == Basis::Measured)?.span_days())
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
                "No date: growth was measured over {span_days} {}. A date needs at least {SPAN_MIN_DAYS} days of data.",
                crate::text::plural(span_days.unsigned_abs(), "day")
            ),
            Self::Unclear { low_pct, high_pct } => write!(
                f,
                "No date: growth was measured as {} to {} % a month, so it may grow or shrink. Measure for longer, or estimate growth.",
                pct(*low_pct),
                pct(*high_pct)
            ),
            Self::Old { days } => write!(
                f,
                "No date: demand was measured {days} days ago. Measure it again, or estimate what it is now."
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
