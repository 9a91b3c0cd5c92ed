//! Numbers that others have published.

use super::super::{
    line::t95,
    smooth::{Damped, Start, theta},
};
use super::*;

/// NIST, Statistical Reference Datasets, Norris: (y, x), with certified values to 15 digits.
const NORRIS: [(f64, f64); 36] = [
    (0.1, 0.2),
    (338.8, 337.4),
    (118.1, 118.2),
    (888.0, 884.6),
    (9.2, 10.1),
    (228.1, 226.5),
    (668.5, 666.3),
    (998.5, 996.3),
    (449.1, 448.6),
    (778.9, 777.0),
    (559.2, 558.2),
    (0.3, 0.4),
    (0.1, 0.6),
    (778.1, 775.5),
    (668.8, 666.9),
    (339.3, 338.0),
    (448.9, 447.5),
    (10.8, 11.6),
    (557.7, 556.0),
    (228.3, 228.1),
    (998.0, 995.8),
    (888.8, 887.6),
    (119.6, 120.2),
    (0.3, 0.3),
    (0.6, 0.3),
    (557.6, 556.8),
    (339.3, 339.1),
    (888.0, 887.2),
    (998.5, 999.0),
    (778.9, 779.0),
    (10.2, 11.1),
    (117.6, 118.3),
    (228.9, 229.2),
    (668.4, 669.1),
    (449.2, 448.9),
    (0.2, 0.5),
];

#[test]
fn least_squares_give_what_nist_certifies() {
    let line = Line::of(|| NORRIS.iter().map(|(y, x)| (*x, *y))).unwrap();
    for (ours, certified) in [
        (line.slope, 1.002_116_818_020_45),
        (line.at_start, -0.262_323_073_774_029),
        (line.slope_error, 0.429_796_848_199_937e-3),
        (line.start_error, 0.232_818_234_301_152),
        (line.spread, 0.884_796_396_144_373),
    ] {
        assert!((ours - certified).abs() < 1e-11, "{ours} {certified}");
    }
}

#[test]
fn the_quantiles_of_student_are_those_of_the_tables() {
    for (freedom, table) in [
        (1.0, 6.3138),
        (2.0, 2.9200),
        (4.0, 2.1318),
        (5.0, 2.0150),
        (10.0, 1.8125),
        (30.0, 1.6973),
        (120.0, 1.6577),
    ] {
        assert!((t95(freedom) - table).abs() < 0.001, "{freedom}: {}", t95(freedom));
    }
}

/// Hyndman and Athanasopoulos, Forecasting: Principles and Practice (2nd ed.), table 7.2: passengers of Australian airlines,
/// 1990 to 2016, by Holt's method with α = 0.8321, β* = 0.0001, ℓ₀ = 15.57, b₀ = 2.102.
#[test]
fn holts_recurrence_gives_the_published_forecasts() {
    const AIR: [f64; 27] = [
        17.55, 21.86, 23.89, 26.93, 26.89, 28.83, 30.08, 30.95, 30.19, 31.58, 32.58, 33.48, 39.02, 41.39,
        41.60, 44.66, 46.95, 48.73, 51.49, 50.03, 60.64, 63.36, 66.36, 68.20, 68.12, 69.78, 72.60,
    ];
    let holt = Damped { level: 0.8321, trend: 0.0001, damping: 1.0 };
    let (end, _) = holt.over(&AIR.map(Some), Start { level: 15.57, trend: 2.102 });
    assert!((end.level - 72.50).abs() < 0.006 && (end.trend - 2.10).abs() < 0.006, "{end:?}");
    let course = Course { trend_per_day: end.trend, ..Course::still(end.level) };
    for (ahead, published) in (1..).zip([74.60, 76.70, 78.80, 80.91, 83.01]) {
        assert!((course.at(ahead) - published).abs() < 0.011, "{ahead}: {}", course.at(ahead));
    }
}

/// Hyndman and Billah (2003): Theta is simple smoothing with half the slope of the line as its drift.
#[test]
fn theta_on_an_exact_line_goes_on_with_half_its_slope() {
    let exact: Vec<_> = (0..30).map(|day| Some(0.1 + 0.01 * f64::from(day))).collect();
    let course = theta(&exact).unwrap();
    assert!((course.level - 0.39).abs() < 1e-9, "{course:?}");
    assert!((course.trend_per_day - 0.005).abs() < 1e-12, "{course:?}");
    assert_eq!(course.week, Vec::<f64>::new());
}
