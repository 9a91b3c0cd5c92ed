//! What carries no growth is refused in words, and nothing that is not finite ever comes out.

use super::*;
use proptest::prelude::*;

#[test]
fn what_carries_no_growth_is_refused_in_words() {
    let gaps: Vec<_> = days((0..30).map(f64::from))
        .into_iter()
        .map(|(on, value)| (on, value.filter(|v| *v > 25.5 || *v == 0.0)))
        .collect();
    for (data, words) in [
        (Vec::new(), "no measured value"),
        (days([1.0]).into_iter().map(|(on, _)| (on, None)).collect(), "no measured value"),
        (line(6, 10.0, 1.0, 0.0), "spans 6 days"),
        (days([5.0]), "spans 1 day."),
        (line(30, 45.0, 0.0, 0.0), "same value (45)"),
        (line(30, 0.0, 0.0, 0.0), "same value (0)"),
        (days([1.0, f64::NAN, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]), "value of 2026-06-02"),
        (days([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, f64::INFINITY]), "value of 2026-06-07"),
        (line(9, 1.0, 1.0, 0.0).into_iter().rev().collect(), "2026-06-08 comes after"),
        (gaps.iter().take(28).copied().collect(), "Only 3 days have"),
    ] {
        let said = fit(&data).unwrap_err().to_string();
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn holes_stay_holes_with_their_days() {
    let mut data = line(40, 10.0, 1.0, 0.0);
    data.drain(10..17);
    data[20].1 = None;
    let fitted = fit(&data).unwrap();
    let holes: Vec<_> = fitted.holes.iter().map(|hole| format!("{} {}", hole.from, hole.until)).collect();
    assert_eq!(holes, ["2026-06-11 2026-06-17", "2026-06-28 2026-06-28"]);
    assert_eq!((fitted.span_days, fitted.measured_days), (40, 32));
    // One a day up to 49.
    assert!((fitted.growth_pct_per_month.unwrap().mid - 100.0 * MONTH_DAYS / 49.0).abs() < 1e-9);
}

#[test]
fn a_level_near_nothing_has_no_growth_in_percent() {
    let fitted = fit(&line(30, 29.0, -1.0, 0.0)).unwrap();
    assert_eq!(fitted.growth_pct_per_month, None);
    let below = fit(&line(30, -10.0, -1.0, 0.0)).unwrap();
    assert_eq!(below.growth_pct_per_month, None);
}

#[test]
fn a_week_and_a_half_is_fitted_without_a_trial() {
    let fitted = fit(&line(10, 10.0, 1.0, 0.1)).unwrap();
    assert_eq!((fitted.method, fitted.held_out_days, fitted.errors.len()), (Method::Line, 0, 0));
}

fn value() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        1 => Just(None),
        1 => Just(Some(0.0)),
        4 => (-1e3..1e3_f64).prop_map(Some),
        1 => (-1e100..1e100_f64).prop_map(Some),
        1 => (-1e-300..1e-300_f64).prop_map(Some),
        1 => any::<f64>().prop_map(Some),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nothing_that_is_not_finite_comes_out(values in prop::collection::vec(value(), 0..90), steps in prop::collection::vec(1..4_i64, 90)) {
        let mut on = parse_date("2026-01-01").unwrap();
        let mut data = Vec::new();
        for (value, step) in values.into_iter().zip(steps) {
            on += chrono::TimeDelta::days(step);
            data.push((on, value));
        }
        if let Ok(fitted) = fit(&data) {
            // serde_json writes what is not finite as null, and null is no number when it is read.
            let text = serde_json::to_string(&fitted).unwrap();
            let read: Fitted = serde_json::from_str(&text).unwrap();
            prop_assert!(read.level_now.is_finite());
            if let Some(growth) = read.growth_pct_per_month {
                prop_assert!(growth.low <= growth.mid && growth.mid <= growth.high && growth.low >= -100.0);
            }
            for error in &fitted.errors {
                prop_assert!((0.0..=200.000_001).contains(&error.smape_pct));
            }
        }
    }
}
