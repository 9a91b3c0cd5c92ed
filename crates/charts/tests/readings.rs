//! What a chart shows, on the sample's readings and on numbers that nobody would draw by hand.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use charts::{Palette, Point, ReadingsData, Size, Svg, readings};
use domain::{
    experiment::Range,
    run::{Run, Trial},
    sample::sample,
    time::parse_date,
};
use proptest::prelude::*;

const SIZE: Size = Size { width_px: 680, height_px: 240 };

fn finished() -> Run {
    let sample = sample(parse_date("2026-11-24").unwrap());
    Run::fold(&sample.journals[0].1).unwrap()
}

fn drawn(trial: &Trial, metric: usize) -> Svg {
    readings(&ReadingsData::of(trial, metric).unwrap(), SIZE, &Palette::light())
}

fn plain(points: &[(f64, f64)]) -> ReadingsData {
    ReadingsData {
        metric: "Queue depth".to_owned(),
        unit: String::new(),
        range: Range::default(),
        baseline: None,
        points: points.iter().map(|(minute, value)| Point { minute: *minute, value: *value }).collect(),
        injected_min: None,
        stopped_min: None,
        aborted_min: None,
    }
}

#[test]
fn a_disproved_and_an_aborted_experiment_look_like_this() {
    let run = finished();
    insta::assert_snapshot!("reservation-p99", drawn(&run.trials[1], 1).svg);
    insta::assert_snapshot!("checkout-success-aborted", drawn(&run.trials[2], 2).svg);
}

#[test]
fn the_sentence_says_baseline_worst_and_recovery() {
    let run = finished();
    let alts: Vec<String> =
        run.trials.iter().flat_map(|trial| (0..3).map(|metric| drawn(trial, metric).alt)).collect();
    insta::assert_snapshot!(alts.join("\n"));
}

#[test]
fn a_struck_reading_is_not_drawn() {
    let run = finished();
    let lag = ReadingsData::of(&run.trials[0], 2).unwrap();
    assert!(run.trials[0].readings.iter().any(|reading| reading.struck && reading.value > 4000.0));
    assert!(lag.points.iter().all(|point| point.value < 10.0));
    assert!(lag.worst().unwrap().value < 5.0);
}

#[test]
fn values_out_of_range_have_another_shape_as_well() {
    let run = finished();
    let data = ReadingsData::of(&run.trials[1], 1).unwrap();
    let outside = data.points.iter().filter(|point| !data.range.holds(point.value)).count();
    assert!(outside > 3);
    let svg = readings(&data, SIZE, &Palette::light()).svg;
    assert_eq!(svg.matches("<polygon").count(), outside);
    assert_eq!(svg.matches("<circle").count(), data.points.len() - outside);
}

#[test]
fn a_trial_that_has_not_begun_has_no_chart() {
    let sample = sample(parse_date("2026-11-24").unwrap());
    let run = Run::fold(&sample.journals[0].1[..1]).unwrap();
    assert_eq!(ReadingsData::of(&run.trials[0], 0), None);
    assert_eq!(ReadingsData::of(&finished().trials[0], 9), None);
}

#[test]
fn names_are_text_and_nothing_else() {
    let mut data = plain(&[(0.0, 1.0), (5.0, 3.0)]);
    data.metric = "<script>alert(\"1\")</script> & more \u{1}".to_owned();
    data.unit = "\"><image href='x'/>".to_owned();
    let svg = readings(&data, SIZE, &Palette::dark()).svg;
    for forbidden in ["<script", "<image", "style=", "href='", "\u{1}", "NaN", "inf"] {
        assert!(!svg.contains(forbidden), "{forbidden} in {svg}");
    }
    assert!(svg.contains("&lt;script&gt;"));
}

#[test]
fn odd_readings_are_drawn_too() {
    let range = Range { min: Some(99.5), max: None };
    let cases = [
        plain(&[]),
        plain(&[(3.0, 7.0)]),
        plain(&[(0.0, 0.0), (1.0, 0.0)]),
        plain(&[(0.0, 5.5), (10.0, 5.5), (20.0, 5.5)]),
        plain(&[(0.0, 1e12), (10.0, 1.5e12)]),
        plain(&[(0.0, -4.0), (10.0, -80.0)]),
        plain(&[(0.0, f64::NAN), (1.0, f64::INFINITY), (f64::NAN, 2.0)]),
        ReadingsData { range, baseline: Some(99.9), injected_min: Some(2.0), ..plain(&[]) },
        ReadingsData {
            metric: "very long name ".repeat(13),
            unit: "unit ".repeat(30),
            ..plain(&[(0.0, 1.0)])
        },
    ];
    for data in cases {
        let drawn = readings(&data, SIZE, &Palette::contrast());
        assert!(drawn.svg.ends_with("</svg>\n"), "{}", drawn.svg);
        assert!(!drawn.alt.is_empty());
    }
    assert!(readings(&plain(&[]), SIZE, &Palette::light()).svg.contains("Nothing was read"));
    let tiny = readings(&plain(&[(0.0, 1.0)]), Size { width_px: 0, height_px: u32::MAX }, &Palette::light());
    assert!(tiny.svg.contains("width=\"200\" height=\"4000\""));
}

fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        -1e15..1e15,
        -100.0..100.0,
        99.999_999..100.0,
        Just(0.0),
        Just(f64::MIN_POSITIVE),
        any::<f64>()
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn no_numbers_stop_the_pen(
        points in prop::collection::vec((any_number(), any_number()), 0..30),
        marks in prop::array::uniform6(prop::option::of(any_number())),
        (width_px, height_px) in (any::<u32>(), any::<u32>()),
    ) {
        let data = ReadingsData {
            range: Range { min: marks[0], max: marks[1] },
            baseline: marks[2],
            injected_min: marks[3],
            stopped_min: marks[4],
            aborted_min: marks[5],
            ..plain(&points)
        };
        let drawn = readings(&data, Size { width_px, height_px }, &Palette::paper());
        prop_assert!(drawn.svg.ends_with("</svg>\n"));
        prop_assert!(!drawn.svg.contains("NaN"));
        prop_assert!(drawn.svg.len() < 200_000, "{}", drawn.svg.len());
    }
}
