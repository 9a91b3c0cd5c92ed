#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "a test stops at the first surprise")]
use super::*;
use crate::time::parse_date;

mod edges;
mod reference;

/// Days from 1 June 2026 on.
pub fn days(values: impl IntoIterator<Item = f64>) -> Vec<(Date, Option<f64>)> {
    parse_date("2026-06-01").unwrap().iter_days().zip(values).map(|(on, value)| (on, Some(value))).collect()
}

/// The same noise every time, between −1 and 1.
pub fn noise(day: usize) -> f64 {
    let mixed = (day as u64 + 1)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .rotate_left(31)
        .wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (mixed >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
}

pub fn line(n: usize, start: f64, slope: f64, loud: f64) -> Vec<(Date, Option<f64>)> {
    days((0..n).map(|day| start + slope * day as f64 + loud * noise(day)))
}

#[test]
fn an_exact_line_gives_its_slope() {
    let fitted = fit(&line(60, 100.0, 2.0, 0.0)).unwrap();
    assert_eq!((fitted.method, fitted.held_out_days, fitted.steps.len()), (Method::Line, 12, 0));
    let growth = fitted.growth_pct_per_month.unwrap();
    assert!((growth.mid - 200.0 * MONTH_DAYS / 218.0).abs() < 1e-9, "{growth:?}");
    assert!((growth.high - growth.low).abs() < 1e-6 && growth.direction() == Direction::Growing);
    assert!((fitted.level_now - 218.0).abs() < 1e-9);
}

#[test]
fn noise_widens_the_interval_and_holds_the_truth() {
    let fitted = fit(&line(120, 1_000.0, 1.0, 40.0)).unwrap();
    let growth = fitted.growth_pct_per_month.unwrap();
    // One a day, at 1,119 on the last.
    assert!((growth.low..=growth.high).contains(&(100.0 * MONTH_DAYS / 1_119.0)), "{growth:?}");
    assert!(growth.high - growth.low > 0.5, "{growth:?}");
    assert_eq!(fitted.errors.len(), Method::ALL.len(), "{:?}", fitted.errors);
    assert!(fitted.errors.is_sorted_by(|a, b| a.mae <= b.mae), "{:?}", fitted.errors);
    let naive = fitted.errors.iter().find(|error| error.method == Method::LastValue).unwrap();
    assert!(naive.mae > fitted.errors[0].mae);
}

#[test]
fn a_history_that_shrinks_is_a_fact_and_no_error() {
    let fitted = fit(&line(40, 500.0, -3.0, 2.0)).unwrap();
    let growth = fitted.growth_pct_per_month.unwrap();
    assert_eq!(growth.direction(), Direction::Shrinking, "{growth:?}");
}

#[test]
fn a_step_is_told_with_its_day_and_is_no_growth() {
    let values = (0..40).map(|day| if day < 25 { 100.0 } else { 160.0 } + noise(day));
    let fitted = fit(&days(values)).unwrap();
    assert_eq!(fitted.steps.len(), 1, "{:?}", fitted.steps);
    assert_eq!(fitted.steps[0].on.to_string(), "2026-06-26");
    assert!((fitted.steps[0].by - 60.0).abs() < 2.0, "{:?}", fitted.steps);
    let growth = fitted.growth_pct_per_month.unwrap();
    assert!(growth.mid.abs() < 2.0, "{growth:?}");
    assert!((fitted.level_now - 160.0).abs() < 2.0, "{fitted:?}");
}

#[test]
fn two_steps_are_two_and_a_bend_is_none() {
    let twice = (0..60).map(|day| [50.0, 80.0, 65.0][day / 20] + noise(day));
    let steps = fit(&days(twice)).unwrap().steps;
    let days_of: Vec<_> = steps.iter().map(|step| step.on.to_string()).collect();
    assert_eq!(days_of, ["2026-06-21", "2026-07-11"], "{steps:?}");
    let bend = (0..60).map(|day| f64::from(day * day) / 10.0 + 5.0 * noise(day as usize));
    assert_eq!(fit(&days(bend)).unwrap().steps, []);
    let week = (0..60).map(|day| if day % 7 > 4 { 20.0 } else { 90.0 } + noise(day));
    assert_eq!(fit(&days(week)).unwrap().steps, []);
}

#[test]
fn noise_alone_has_no_step() {
    for seed in 0..200 {
        let values = (0..45).map(|day| 100.0 + 10.0 * noise(day + seed * 1_000));
        assert_eq!(fit(&days(values)).unwrap().steps, [], "{seed}");
    }
}

#[test]
fn a_weekly_course_is_foreseen() {
    let week = |day: usize| [0.0, 4.0, 6.0, 5.0, 3.0, -30.0, -40.0][day % 7];
    let values: Vec<_> = (0..84).map(|day| Some(300.0 + week(day) + 2.0 * noise(day))).collect();
    for method in [Method::Line, Method::Compound, Method::Theta] {
        let course = trial::course(method, &values).unwrap();
        // 84 days from a Monday: the last is a Sunday.
        let (monday, sunday) = (course.at(1), course.at(7));
        assert!((monday - sunday - 40.0).abs() < 4.0, "{method:?}: {monday} {sunday}");
    }
    let fitted = fit(&days(values.into_iter().flatten())).unwrap();
    assert!(fitted.errors[0].mae < 3.0, "{:?}", fitted.errors);
    assert!((fitted.peak_now - 306.0).abs() < 3.0 && fitted.peak_now > fitted.level_now + 5.0, "{fitted:?}");
}

/// Growth that compounds, with noise and quiet weekends, over two months to two years: the interval of 90% holds the truth in
/// about nine of ten, and its middle is near it.
#[test]
fn growth_that_compounds_is_measured_as_such() {
    let (mut held, mut tried) = (0, 0);
    for n in [60, 120, 240, 365, 730] {
        for pct in [2.0, 5.0, 8.0, 12.0_f64] {
            for (loud, weekend) in [(0.01, 0.0), (0.03, 0.15), (0.03, 0.4)] {
                let daily = (1.0 + pct / 100.0).ln() / MONTH_DAYS;
                let value = |day: usize| {
                    let quiet = if day % 7 > 4 { 1.0 - weekend } else { 1.0 };
                    700.0 * (daily * day as f64).exp() * (1.0 + loud * noise(day + n * 1_000)) * quiet
                };
                let fitted = fit(&days((0..n).map(value))).unwrap();
                let growth = fitted.growth_pct_per_month.unwrap();
                let case = format!("{n} days, {pct} %, {loud}, {weekend}: {:?} {growth:?}", fitted.method);
                assert!((growth.mid - pct).abs() < 0.25 * pct + 0.5, "{case}");
                held += u32::from(growth.low <= pct && pct <= growth.high);
                tried += 1;
            }
        }
    }
    assert!(held * 10 >= tried * 8, "{held} of {tried}");
}

/// What weekends multiply by is no peak above that of any weekday.
#[test]
fn the_peak_of_a_week_that_multiplies_is_that_of_a_weekday() {
    for weekend in [0.3, 0.6, 0.9] {
        let weekday = |day: usize| 700.0 * ((1.08_f64.ln() / MONTH_DAYS) * day as f64).exp();
        let value =
            |day: usize| weekday(day) * if day % 7 > 4 { weekend } else { 1.0 } * (1.0 + 0.01 * noise(day));
        let fitted = fit(&days((0..365).map(value))).unwrap();
        let last = weekday(364);
        assert!((fitted.peak_now / last - 1.0).abs() < 0.02, "{weekend}: {} of {last}", fitted.peak_now);
    }
}

/// What grew for half a year and then stopped does not grow: a trend that fades foretells that better than any line.
#[test]
fn growth_that_has_stopped_is_not_carried_on() {
    let value = |day: usize| 500.0 + 3.0 * day.min(180) as f64 + 4.0 * noise(day);
    let fitted = fit(&days((0..260).map(value))).unwrap();
    assert!(!matches!(fitted.method, Method::Line | Method::Compound), "{:?}", fitted.errors);
    assert!(fitted.growth_pct_per_month.unwrap().low < 1.0, "{fitted:?}");
}

#[test]
fn the_peak_is_that_of_the_busiest_day_whatever_the_method() {
    let still = fit(&line(60, 100.0, 2.0, 0.0)).unwrap();
    assert_eq!(still.peak_now, still.level_now, "no week is seen");
    // Growth that bends, so that other methods than Theta may win; the last day of 70 is a Sunday.
    for bend in [0.0, 0.02, 0.05, 0.2] {
        let week = |day: usize| [0.0, 4.0, 6.0, 5.0, 3.0, -30.0, -40.0][day % 7];
        let values = (0..70).map(|day| 300.0 + bend * (day * day) as f64 + week(day) + noise(day));
        let fitted = fit(&days(values)).unwrap();
        let last = 300.0 + bend * 69.0 * 69.0;
        assert!(fitted.peak_now >= fitted.level_now && fitted.peak_now > last - 10.0, "{bend}: {fitted:?}");
        assert!(fitted.peak_now < last * 1.15 + 25.0, "{bend}: {fitted:?}");
    }
}
