//! What a chart shows, on the sample's readings and on numbers that nobody would draw by hand.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use charts::{Palette, Point, ReadingsData, Size, Svg, readings};
use domain::{
    Instant,
    chaos::{
        experiment::Range,
        run::{Run, Trial},
    },
    journal::Fold,
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
        baseline_is_planned: false,
        points: points.iter().map(|(minute, value)| Point { minute: *minute, value: *value }).collect(),
        live: Vec::new(),
        injected_min: None,
        stopped_min: None,
        out_min: None,
        aborted_min: None,
    }
}

/// What a watcher would have seen of the sample's aborted experiment: a value every five seconds that wanders from one
/// reading to the next, and two minutes without sight.
fn watched() -> (Trial, Vec<(Instant, f64)>) {
    let trial = finished().trials[2].clone();
    let metric = &trial.experiment().metrics[2];
    let read: Vec<_> =
        trial.readings.iter().filter(|r| !r.struck && r.metric == metric.name).cloned().collect();
    let mut samples = Vec::new();
    for (n, pair) in read.windows(2).enumerate() {
        let ms = pair[1].at.since(pair[0].at);
        for at_ms in (0..ms).step_by(5_000) {
            let way = at_ms as f64 / ms as f64;
            let wobble = ((at_ms / 5_000 * 7 + n as i64) % 5 - 2) as f64 * 0.02;
            samples.push((
                pair[0].at.plus_ms(at_ms),
                pair[0].value + (pair[1].value - pair[0].value) * way + wobble,
            ));
        }
    }
    let middle = samples[samples.len() / 2].0;
    samples.retain(|(at, _)| *at < middle || at.since(middle) > 120_000);
    (trial, samples)
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
fn what_a_live_watcher_saw_lies_under_the_readings_and_breaks_where_it_was_blind() {
    let (trial, samples) = watched();
    let data = ReadingsData::of(&trial, 2).unwrap().with_samples(&trial, &samples);
    assert_eq!(data.live.len(), 2, "one stretch before it was blind, one after");
    let drawn = readings(&data, SIZE, &Palette::light());
    insta::assert_snapshot!("checkout-success-watched", drawn.svg);
    let without = readings(&ReadingsData::of(&trial, 2).unwrap(), SIZE, &Palette::light());
    let lines = |svg: &str| svg.matches("<polyline").count();
    assert_eq!(lines(&drawn.svg), lines(&without.svg) + 1, "two stretches, and no line from dot to dot");
    let (said, _) = drawn.alt.split_once(" Its live watcher saw ").unwrap();
    let (known, read) = ("for about 11 min", "for about 12 min");
    assert_eq!(said, without.alt.replace(read, known), "it was back before somebody read that it was");
    assert!(said.contains(known) && without.alt.contains(read));
}

#[test]
fn the_worst_value_is_marked_and_said_also_where_only_the_watcher_saw_it() {
    let (trial, mut samples) = watched();
    let injected = trial.injected_at().unwrap();
    let peak = samples.iter_mut().find(|(at, _)| *at > injected).unwrap();
    peak.1 = 12.0;
    let data = ReadingsData::of(&trial, 2).unwrap().with_samples(&trial, &samples);
    assert_eq!(data.worst().unwrap().value, 12.0);
    let drawn = readings(&data, SIZE, &Palette::light());
    assert!(drawn.alt.contains("12 % at worst") && drawn.alt.contains("out of its range"), "{}", drawn.alt);
    let without = readings(&ReadingsData::of(&trial, 2).unwrap(), SIZE, &Palette::light());
    let marks = |svg: &str| svg.matches("<polygon").count();
    assert_eq!(marks(&drawn.svg), marks(&without.svg) + 1);
}

#[test]
fn a_watched_metric_that_nobody_read_is_drawn_and_said() {
    let (trial, samples) = watched();
    let data = ReadingsData { points: Vec::new(), ..ReadingsData::of(&trial, 2).unwrap() };
    let drawn = readings(&data.with_samples(&trial, &samples[..1]), SIZE, &Palette::light());
    assert!(!drawn.svg.contains("Nothing was read"));
    assert!(drawn.alt.contains("nothing was read. Its live watcher saw"), "{}", drawn.alt);
}

#[test]
fn a_day_of_samples_stays_a_small_drawing_with_its_peak() {
    let trial = finished().trials[2].clone();
    let began = trial.began(domain::chaos::run::Step::Baseline).unwrap();
    let mut samples: Vec<_> = (0..20_000).map(|n| (began.plus_ms(n * 1_000), 99.0)).collect();
    samples[11_111].1 = 12.0;
    let data = ReadingsData::of(&trial, 2).unwrap().with_samples(&trial, &samples);
    let drawn = readings(&data, SIZE, &Palette::light());
    assert!(drawn.svg.len() < 40_000, "{}", drawn.svg.len());
    assert!(drawn.alt.contains("saw 12 % to 99 %"), "{}", drawn.alt);
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
        live in prop::collection::vec(prop::collection::vec((any_number(), any_number()), 0..30), 0..3),
        marks in prop::array::uniform6(prop::option::of(any_number())),
        (width_px, height_px) in (any::<u32>(), any::<u32>()),
    ) {
        let data = ReadingsData {
            range: Range { min: marks[0], max: marks[1] },
            live: live.iter().map(|stretch| plain(stretch).points).collect(),
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
