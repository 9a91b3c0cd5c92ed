//! What the charts of capacity show, on the numbers of a checkout and on numbers that nobody would draw by hand.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod plan;

use charts::{
    BandReading, Chart, CostData, DateRange, DatedMark, DatedReading, InstancesData, MeasuredIn, Palette,
    ProjectionData, Sheet, Size, cost, instances, projection, spike, usl,
};
use domain::{
    capacity::{CapacityModel, Horizon, Input, InputKey, WhatIf, answer},
    time::parse_date,
};
use plan::{bills, checkout, cluster, day, load_test, months, on, readings, tenfold};
use proptest::prelude::*;

fn sheet<'a>(width_px: u32, height_px: u32, palette: &'a Palette) -> Sheet<'a> {
    Sheet { size: Size { width_px, height_px }, palette, scale: 1.0 }
}

/// The drawing, looked at as it is kept.
fn golden(name: &str, chart: &Chart) {
    well_formed(chart);
    if let Some(folder) = std::env::var_os("KEEP_DRAWINGS") {
        let file = std::path::Path::new(&folder).join(format!("{name}.svg"));
        std::fs::write(file, &chart.drawn.svg).unwrap();
    }
    insta::assert_snapshot!(name, chart.drawn.svg);
}

fn well_formed(chart: &Chart) {
    let svg = &chart.drawn.svg;
    assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"), "{svg}");
    for never in ["style=", "<script", "NaN", ">inf", "inf%"] {
        assert!(!svg.contains(never), "{never}: {svg}");
    }
    assert!(!chart.drawn.alt.is_empty());
    assert!(chart.places.windows(2).all(|pair| pair[0].x_px <= pair[1].x_px), "from left to right");
    for place in &chart.places {
        let never = place.words.contains("NaN") || place.words.contains("inf");
        assert!(place.x_px.is_finite() && place.x_px >= 0.0 && !never, "{place:?}");
    }
}

fn said(chart: &Chart) -> String {
    chart.places.iter().map(|place| place.words.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_projection_looks_like_this() {
    let (light, dark, paper) = (Palette::light(), Palette::dark(), Palette::paper());
    golden("capacity-light", &projection(&checkout(), sheet(820, 300, &light)));
    golden("capacity-dark", &projection(&checkout(), sheet(820, 300, &dark)));
    golden("capacity-small", &projection(&checkout(), sheet(320, 220, &light)));
    let stage = Sheet { scale: 1.9, ..sheet(1_800, 640, &dark) };
    golden("capacity-stage", &projection(&checkout(), stage));
    golden("capacity-long", &projection(&months(checkout(), 36), sheet(640, 260, &paper)));
}

#[test]
fn a_projection_is_read_one_by_one() {
    let palette = Palette::light();
    let read = projection(&checkout(), sheet(820, 300, &palette));
    insta::assert_snapshot!("capacity-places", said(&read));
}

#[test]
fn what_starts_later_is_marked_and_held_against_its_own_ceiling() {
    let mut model = CapacityModel::named("Checkout", "");
    for (key, value) in
        [(InputKey::DemandNow, 500.0), (InputKey::GrowthPctPerMonth, 8.0), (InputKey::Ceiling, 1_000.0)]
    {
        model.inputs.insert(key, Input::guessed(value));
    }
    let (today, from) = (day("2026-11-24"), day("2027-03-01"));
    let values = [(InputKey::Ceiling, 2_000.0)].into();
    let later = WhatIf { values, from: Some(from), ..WhatIf::default() }.apply(&model, today);
    let data = |model: &CapacityModel| {
        ProjectionData::of(model, today, &answer::line(model, today, Horizon::TWELVE))
    };
    let (plain, changed) = (data(&model), data(&later));
    assert_eq!(changed.launches, [DatedMark { on: from, words: "then 2,000".to_owned() }]);
    assert!(plain.launches.is_empty());
    for of in [|data: &ProjectionData| data.expected.clone(), |data: &ProjectionData| data.naive.clone()] {
        for now in of(&plain) {
            let then = of(&changed).into_iter().find(|then| then.on == now.on).unwrap();
            let share = if now.on < from { 1.0 } else { 0.5 };
            assert!((then.value - now.value * share).abs() < 1e-9, "{now:?} {then:?}");
        }
    }
    let palette = Palette::light();
    let drawn = projection(&changed, sheet(820, 300, &palette));
    well_formed(&drawn);
    assert!(drawn.drawn.svg.contains("then 2,000") && said(&drawn).contains("1 Mar 2027: then 2,000"));
}

#[test]
fn what_is_missing_is_left_out() {
    let palette = Palette::light();
    let while_dragged = ProjectionData { band: Vec::new(), runs_out: None, order_by: None, ..checkout() };
    golden("capacity-dragged", &projection(&while_dragged, sheet(640, 240, &palette)));
    assert!(
        while_dragged.sentence().starts_with("Utilisation at peak: 62% today, "),
        "{}",
        while_dragged.sentence()
    );
    let refused = ProjectionData {
        measured_in: MeasuredIn::Metric("requests/sec".to_owned()),
        ceiling: None,
        thresholds: Vec::new(),
        past: Vec::new(),
        said: "No date: no ceiling is stated.".to_owned(),
        ..while_dragged.clone()
    };
    let drawn = projection(&refused, sheet(640, 240, &palette));
    golden("capacity-refused", &drawn);
    assert_eq!(drawn.drawn.alt, "No date: no ceiling is stated.");
    assert!(drawn.places[0].words.contains("requests/sec expected"), "{:?}", drawn.places[0]);
    let nothing = ProjectionData { expected: Vec::new(), naive: Vec::new(), launches: Vec::new(), ..refused };
    let nothing = ProjectionData { said: String::new(), ..nothing };
    let drawn = projection(&nothing, sheet(640, 240, &palette));
    assert_eq!(drawn.drawn.alt, "Demand is not stated, so nothing is drawn.");
    assert!(drawn.drawn.svg.contains("Demand is not stated") && drawn.places.is_empty());
}

#[test]
fn a_crowd_of_launches_and_a_late_order_have_levels() {
    let palette = Palette::light();
    let launches = (0..9).map(|n| DatedMark {
        on: day("2027-05-03") + chrono::Days::new(n * 9),
        words: format!("launch {n} +{n}%"),
    });
    let crowd = ProjectionData {
        launches: launches.collect(),
        order_by: Some(day("2026-11-20")),
        runs_out: Some(DateRange { p10: Some(day("2027-07-24")), p50: None, p90: None }),
        ..checkout()
    };
    let drawn = projection(&crowd, sheet(760, 300, &palette));
    golden("capacity-crowd", &drawn);
    assert!(drawn.drawn.svg.contains("order by 20 Nov, late"));
    assert!(drawn.drawn.svg.contains("24 Jul 2027 or later"));
    assert_eq!(said(&drawn).matches(": launch ").count(), 9, "what has no room is still read");
}

#[test]
fn no_words_of_a_projection_cover_others() {
    let palette = Palette::light();
    for width_px in [320, 420, 560, 820, 1_200, 1_900] {
        for ahead in [6, 12, 18, 36] {
            for scale in [1.0, 1.6] {
                let size = Sheet { scale, ..sheet(width_px, 320, &palette) };
                let svg = projection(&months(checkout(), ahead), size).drawn.svg;
                let texts = plan::texts(&svg);
                assert!(
                    texts.len() > 5 && texts.len() == svg.matches("<text ").count(),
                    "words are lost: {svg}"
                );
                for (at, one) in texts.iter().enumerate() {
                    for other in texts.iter().skip(at + 1) {
                        let (a, b) = (&one.words, &other.words);
                        assert!(!one.covers(other), "{width_px} px, {ahead} months, {scale}: {a} on {b}");
                    }
                }
            }
        }
    }
}

#[test]
fn instances_curve_cost_and_spike_look_like_this() {
    let (light, dark) = (Palette::light(), Palette::dark());
    golden("instances", &instances(&cluster(), sheet(420, 240, &light)));
    golden("usl", &usl(&load_test(), sheet(300, 200, &light)));
    golden("cost", &cost(&bills(), sheet(520, 240, &light)));
    golden("spike", &spike(&tenfold(), sheet(300, 200, &light)));
    golden("spike-dark", &spike(&tenfold(), sheet(520, 240, &dark)));
    golden("daily", &spike(&plan::daily(), sheet(520, 220, &light)));
}

#[test]
fn sentences_say_what_is_seen() {
    let palette = Palette::light();
    let size = sheet(420, 240, &palette);
    let alts = [
        projection(&checkout(), size),
        instances(&cluster(), size),
        usl(&load_test(), size),
        cost(&bills(), size),
        spike(&tenfold(), size),
        spike(&plan::daily(), size),
    ]
    .map(|chart| format!("{}\n{}\n", chart.drawn.alt, said(&chart)));
    insta::assert_snapshot!("capacity-sentences", alts.join("\n"));
}

#[test]
fn a_measured_point_above_the_peak_has_another_shape() {
    let palette = Palette::light();
    let plain = usl(&load_test(), sheet(300, 200, &palette));
    let mut data = load_test();
    data.points.push((36.0, 12_900.0));
    let above = usl(&data, sheet(300, 200, &palette));
    let squares = |chart: &Chart| chart.drawn.svg.matches("<polygon").count();
    assert_eq!(squares(&above), squares(&plain) + 1);
    assert!(above.drawn.alt.contains("One point was measured above the peak"), "{}", above.drawn.alt);
    assert!(said(&above).contains("above the peak of the curve"));
    data.peak = None;
    data.limit = Some(12_000.0);
    let limited = usl(&data, sheet(300, 200, &palette)).drawn.alt;
    assert!(limited.contains("has no peak; it comes near to 12,000"), "{limited}");
}

#[test]
fn cost_without_a_split_says_so() {
    let palette = Palette::light();
    let mut data = bills();
    for month in &mut data.months {
        month.fixed_usd = None;
    }
    let drawn = cost(&data, sheet(520, 240, &palette));
    assert!(drawn.drawn.alt.contains("how much of it is fixed is not stated"), "{}", drawn.drawn.alt);
    let nothing = cost(&CostData { months: Vec::new(), price_steps: Vec::new() }, sheet(520, 240, &palette));
    assert!(nothing.drawn.svg.contains("Cost is not stated"));
}

#[test]
fn names_are_text_and_nothing_else() {
    let palette = Palette::dark();
    let bad = "<script>alert(\"1\")</script>\u{1}";
    let mut data = checkout();
    data.launches[0].words = bad.to_owned();
    data.said = bad.to_owned();
    well_formed(&projection(&data, sheet(820, 300, &palette)));
    let metric = InstancesData { metric: bad.to_owned(), ..cluster() };
    well_formed(&instances(&metric, sheet(820, 300, &palette)));
}

fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![-1e15..1e15, 0.0..200.0, Just(0.0), Just(f64::MIN_POSITIVE), Just(f64::NAN), any::<f64>()]
}

fn any_day() -> impl Strategy<Value = domain::Date> {
    prop_oneof![
        (0_u64..900).prop_map(|days| parse_date("2026-06-01").unwrap() + chrono::Days::new(days)),
        Just(domain::Date::MIN),
        Just(domain::Date::MAX),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn no_numbers_stop_the_pen(
        line in prop::collection::vec((any_day(), any_number(), any_number()), 0..30),
        dates in prop::array::uniform4(prop::option::of(any_day())),
        (width_px, height_px, scale) in (any::<u32>(), any::<u32>(), any_number()),
    ) {
        let palette = Palette::paper();
        let on_sheet = Sheet { size: Size { width_px, height_px }, palette: &palette, scale };
        let data = ProjectionData {
            past: vec![readings(line.iter().map(|(on, value, _)| (*on, *value)))],
            expected: readings(line.iter().map(|(on, _, value)| (*on, *value))),
            band: line.iter().map(|(on, low, high)| BandReading { on: *on, low: *low, high: *high }).collect(),
            order_by: dates[0],
            runs_out: Some(DateRange { p10: dates[1], p50: dates[2], p90: dates[3] }),
            said: String::new(),
            ..checkout()
        };
        let drawn = projection(&data, on_sheet);
        well_formed(&drawn);
        prop_assert!(drawn.drawn.svg.len() < 400_000, "{}", drawn.drawn.svg.len());
        let points: Vec<_> = line.iter().map(|(_, one, other)| (*one, *other)).collect();
        let number = |at: usize| points.get(at).map_or(1.0, |(one, _)| *one);
        let mut load = load_test();
        (load.sigma, load.kappa, load.gamma) = (number(0), number(1), number(2));
        load.points.clone_from(&points);
        well_formed(&usl(&load, on_sheet));
        let mut pods = cluster();
        (pods.demand_now, pods.carries, pods.max) = (number(3), number(4), Some(number(5)));
        well_formed(&instances(&pods, on_sheet));
        let mut paid = bills();
        for (month, (one, other)) in paid.months.iter_mut().zip(&points) {
            (month.total_usd, month.fixed_usd) = (*one, Some(*other));
        }
        well_formed(&cost(&paid, on_sheet));
        let mut wave = tenfold();
        for (point, (one, other)) in wave.points.iter_mut().zip(&points) {
            (point.wanted, point.minute) = (*one, *other);
        }
        wave.max = Some(number(6));
        well_formed(&spike(&wave, on_sheet));
    }
}

#[test]
fn a_hole_in_history_is_a_hole() {
    let data = checkout();
    assert_eq!(data.past.len(), 2);
    let palette = Palette::light();
    let drawn = projection(&data, sheet(820, 300, &palette));
    assert!(said(&drawn).contains("not measured"), "{}", said(&drawn));
    let whole = ProjectionData { past: vec![data.past.concat()], ..data };
    let drawn = projection(&whole, sheet(820, 300, &palette));
    assert!(!said(&drawn).contains("not measured"));
    let one = DatedReading { on: on("2026-09-01", 0), value: 40.0 };
    let lonely = ProjectionData { past: vec![vec![one]], ..whole };
    well_formed(&projection(&lonely, sheet(820, 300, &palette)));
}
