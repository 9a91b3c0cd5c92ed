//! Last review's forecast against what happened.

use super::figure;
use crate::{
    Date,
    capacity::model::{CapacityModel, Forecast},
};
use chrono::Months;

/// Days around a foreseen day whose highest value it is held against.
const AROUND_DAYS: i64 = 3;

/// What the last review foresaw for the latest month that was measured since, and how far off it was: “The forecast of
/// 28 Aug 2026 for 28 Nov was 3 % low.” Nothing while there is nothing to compare.
#[must_use]
pub fn looked_back(model: &CapacityModel) -> Option<String> {
    let history = model.history.as_ref()?;
    let closed = model.reviews.iter().rev().find_map(|review| review.forecast.as_ref())?;
    let (on, foreseen, measured) = latest(closed, &history.points)?;
    let off_pct = (foreseen / measured - 1.0) * 100.0;
    if !off_pct.is_finite() {
        return None;
    }
    let (made, on) = (closed.on.format("%-d %b %Y"), on.format("%-d %b %Y"));
    Some(if off_pct.abs() < 0.5 {
        format!("The forecast of {made} for {on} was right.")
    } else {
        let way = if off_pct < 0.0 { "low" } else { "high" };
        format!("The forecast of {made} for {on} was {} % {way}.", figure(off_pct.abs().round().max(1.0)))
    })
}

/// The latest day that was foreseen and measured: the day, what was foreseen, what was measured.
fn latest(forecast: &Forecast, points: &[(Date, f64)]) -> Option<(Date, f64, f64)> {
    forecast.demand.iter().enumerate().rev().find_map(|(at, foreseen)| {
        let on = forecast.on.checked_add_months(Months::new(u32::try_from(at).ok()? + 1))?;
        let near = points.iter().filter(|(day, _)| (*day - on).num_days().abs() <= AROUND_DAYS);
        let measured = near.map(|(_, value)| *value).reduce(f64::max)?;
        Some((on, *foreseen, measured))
    })
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
}
