//! Last review's forecast against what happened: the same on screen and on paper.

use super::figure;
use crate::{
    Date,
    capacity::model::{CapacityModel, Forecast},
};
use chrono::Months;

/// Days around a foreseen day whose highest value it is held against: a week, because what is foreseen is the peak of one.
const AROUND_DAYS: i64 = 3;
/// A forecast that is off by less than this was right, in percent.
const RIGHT_PCT: f64 = 0.5;

/// A forecast that a review left, month by month against what happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Foretold {
    /// The day on which it was made.
    pub made_on: Date,
    /// Its months that are over, the first first.
    pub months: Vec<ForetoldMonth>,
}

/// A day that was foreseen, a whole number of months after the forecast was made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ForetoldMonth {
    /// The day.
    pub on: Date,
    /// Demand at its peak as it was foreseen, in the model's metric.
    pub foreseen: f64,
    /// The highest value of the week around the day, in the model's metric; none where nothing was measured then, or nothing yet
    /// on the day itself or after it.
    pub measured: Option<f64>,
}

/// The last forecast that is older than `today` and has a month that was measured since; where none has, the last that is older.
#[must_use]
pub fn foretold(model: &CapacityModel, today: Date) -> Option<Foretold> {
    let forecasts = model.reviews.iter().rev().filter_map(|review| review.forecast.as_ref());
    let mut older: Vec<Foretold> =
        forecasts.filter(|kept| kept.on < today).map(|kept| Foretold::of(model, kept, today)).collect();
    let is_measured = |one: &Foretold| one.months.iter().any(|month| month.measured.is_some());
    let at = older.iter().position(is_measured).unwrap_or_default();
    (at < older.len()).then(|| older.swap_remove(at))
}

/// The latest month that was foreseen and measured, in a sentence: “The forecast of 28 Aug 2026 for 28 Nov 2026 was 3 % low.”
/// Nothing while there is nothing to compare.
#[must_use]
pub fn looked_back(model: &CapacityModel) -> Option<String> {
    let Foretold { made_on, months } = foretold(model, Date::MAX)?; // what was measured is over, whatever day it is
    let (on, was) = months.iter().rev().find_map(|month| Some((month.on, month.words()?)))?;
    let day = |on: Date| on.format("%-d %b %Y");
    Some(format!("The forecast of {} for {} was {was}.", day(made_on), day(on)))
}

impl Foretold {
    fn of(model: &CapacityModel, kept: &Forecast, today: Date) -> Self {
        let months = kept.demand.iter().zip(1_u32..).filter_map(|(foreseen, month)| {
            let on = kept.on.checked_add_months(Months::new(month)).filter(|on| *on <= today)?;
            Some(ForetoldMonth { on, foreseen: *foreseen, measured: measured(model, on) })
        });
        Self { made_on: kept.on, months: months.filter(|month| month.foreseen.is_finite()).collect() }
    }
}

impl ForetoldMonth {
    /// (foreseen − measured) ÷ measured × 100: negative where the forecast was low, 0 where it was right to within half a
    /// percent. None where nothing was measured to divide by.
    #[must_use]
    pub fn off_pct(&self) -> Option<f64> {
        let off_pct = (self.foreseen / self.measured? - 1.0) * 100.0;
        off_pct.is_finite().then_some(if off_pct.abs() < RIGHT_PCT { 0.0 } else { off_pct })
    }

    /// `right`, `3 % low`, `12 % high`; none where nothing was measured to divide by.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        let off_pct = self.off_pct()?;
        let off = figure(off_pct.abs().round().max(1.0));
        Some(match off_pct {
            0.0 => "right".to_owned(),
            ..0.0 => format!("{off} % low"),
            _ => format!("{off} % high"),
        })
    }
}

/// The highest value of the week around a day, once something was measured on that day or after it.
fn measured(model: &CapacityModel, on: Date) -> Option<f64> {
    let points = &model.history.as_ref()?.points;
    points.last().filter(|(last, _)| *last >= on)?;
    let near = points.iter().filter(|(day, _)| (*day - on).num_days().abs() <= AROUND_DAYS);
    near.map(|(_, value)| *value).filter(|value| value.is_finite()).reduce(f64::max)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use crate::{
        Instant,
        capacity::model::{CapacityReview, History},
        time::parse_date,
    };

    #[test]
    fn the_latest_month_that_was_measured_is_held_against_its_forecast() {
        let mut model = CapacityModel::named("Checkout", "Ada");
        assert_eq!(looked_back(&model), None);
        let day = |words: &str| parse_date(words).unwrap();
        let forecast =
            Forecast { on: day("2026-08-28"), runs_out_on: None, demand: vec![100.0, 97.0, 110.0] };
        model.reviews.push(CapacityReview {
            forecast: Some(forecast),
            ended_at: Some(Instant::from_ms(0)),
            ..CapacityReview::begun(Instant::from_ms(0))
        });
        let history = |points: &[(&str, f64)]| {
            let points = points.iter().map(|(on, value)| (day(on), *value)).collect();
            Some(History { source: "x.csv".to_owned(), series: String::new(), points })
        };
        model.history = history(&[("2026-08-28", 90.0)]);
        assert_eq!(looked_back(&model), None, "nothing was measured since");
        model.history = history(&[("2026-09-28", 90.0), ("2026-10-27", 99.0), ("2026-10-29", 100.0)]);
        assert_eq!(looked_back(&model).unwrap(), "The forecast of 28 Aug 2026 for 28 Oct 2026 was 3 % low.");
        model.history = history(&[("2026-09-28", 100.2)]);
        assert_eq!(looked_back(&model).unwrap(), "The forecast of 28 Aug 2026 for 28 Sep 2026 was right.");
        model.history = history(&[("2026-09-28", 0.0)]);
        assert_eq!(looked_back(&model), None, "nothing is no measure");
    }
    #[test]
    fn the_last_forecast_of_which_something_was_measured_counts() {
        let mut model = CapacityModel::named("Checkout", "Ada");
        let day = |words: &str| parse_date(words).unwrap();
        model.reviews = ["2026-08-28", "2026-11-20"]
            .map(|on| CapacityReview {
                forecast: Some(Forecast { on: day(on), runs_out_on: None, demand: vec![100.0; 12] }),
                ..CapacityReview::begun(Instant::from_ms(0))
            })
            .to_vec();
        let today = day("2026-11-24");
        let last = foretold(&model, today).unwrap();
        assert_eq!((last.made_on, last.months.len()), (day("2026-11-20"), 0), "nothing was measured");
        assert_eq!(foretold(&model, day("2026-08-28")), None, "made today");
        let points = [("2026-09-25", 97.0), ("2026-09-28", 90.0), ("2026-10-01", 99.0), ("2026-10-27", 80.0)];
        let points = points.map(|(on, value)| (day(on), value)).to_vec();
        model.history = Some(History { source: "x.csv".to_owned(), series: String::new(), points });
        let first = foretold(&model, today).unwrap();
        let measured: Vec<_> = first.months.iter().map(|month| month.measured).collect();
        assert_eq!(first.made_on, day("2026-08-28"));
        assert_eq!(measured, [Some(99.0), None], "the highest of the week; and its own day is not there yet");
        assert_eq!(looked_back(&model).unwrap(), "The forecast of 28 Aug 2026 for 28 Sep 2026 was 1 % high.");
    }

    #[test]
    fn what_was_measured_as_nothing_is_not_told_in_percent() {
        let on = Date::default();
        let month = |foreseen: f64, measured| ForetoldMonth { on, foreseen, measured };
        for (month, words) in [
            (month(100.0, None), None),
            (month(100.0, Some(0.0)), None),
            (month(0.0, Some(0.0)), None),
            (month(100.4, Some(100.0)), Some("right")),
            (month(97.0, Some(100.0)), Some("3 % low")),
            (month(112.0, Some(100.0)), Some("12 % high")),
        ] {
            assert_eq!(month.words().as_deref(), words, "{month:?}");
        }
    }
}
