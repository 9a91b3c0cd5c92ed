//! What a room reads, with draws and without.

use super::*;

const TODAY: &str = "2026-11-24";

fn tiles_while_dragging(model: &CapacityModel) -> Vec<Tile> {
    let today = day(TODAY);
    tiles_of_line(model, &line(model, today, Horizon::SIX), &costs(model, today), today)
}

fn sentence_while_dragging(model: &CapacityModel) -> String {
    sentence(model, &line(model, day(TODAY), Horizon::SIX), None)
}

#[test]
fn what_is_refused_with_draws_is_refused_while_something_is_dragged() {
    let mut measured = three(500.0, 3.0, 1_000.0);
    measured.inputs.get_mut(&InputKey::GrowthPctPerMonth).unwrap().basis = Basis::Measured;
    let points = [(day(TODAY) - chrono::Days::new(39), 470.0), (day(TODAY), 500.0)].to_vec();
    measured.history =
        Some(crate::capacity::History { source: String::new(), series: String::new(), points });
    measured.inputs.insert(InputKey::LeadTimeDays, Input::guessed(45.0));
    let over = {
        let mut model = measured.clone();
        model.inputs.insert(InputKey::DemandNow, Input::guessed(1_120.0));
        model
    };
    for (model, value, note, order_by, said) in [
        (&measured, "No date", "reach back 40 days", "No date", "No date: it would lie"),
        (&over, "Today", "at 112 % of the ceiling", "Passed", "Today: demand is at 112 %"),
    ] {
        let dragged = tiles_while_dragging(model);
        let drawn = tiles(model, &answer(model, day(TODAY), Horizon::SIX));
        assert_eq!(dragged.first(), drawn.first());
        assert_eq!(dragged.get(1), drawn.get(1));
        let [first, second, ..] = dragged.as_slice() else { panic!("{dragged:?}") };
        assert_eq!((first.value.as_str(), second.value.as_str()), (value, order_by));
        assert!(first.note.contains(note), "{first:?}");
        let words = sentence_while_dragging(model);
        assert!(words.contains(said) && !words.contains("reached on"), "{words}");
    }
}

#[test]
fn a_growth_that_is_tried_is_not_refused_for_a_short_measurement() {
    let mut model = three(500.0, 8.0, 1_000.0);
    model.inputs.get_mut(&InputKey::GrowthPctPerMonth).unwrap().basis = Basis::Measured;
    let points = [(day(TODAY) - chrono::Days::new(5), 470.0), (day(TODAY), 500.0)].to_vec();
    model.history = Some(crate::capacity::History { source: String::new(), series: String::new(), points });
    assert!(matches!(no_date(&model, day(TODAY)), Some(NoDate::ShortHistory { .. })));
    let tried = crate::capacity::WhatIf {
        values: [(InputKey::GrowthPctPerMonth, 10.0)].into(),
        ..Default::default()
    };
    assert_eq!(no_date(&tried.apply(&model, day(TODAY)), day(TODAY)), None);
}

#[test]
fn while_dragging_there_is_one_day_and_the_order_before_it() {
    let mut model = three(500.0, 8.0, 1_000.0);
    model.inputs.insert(InputKey::LeadTimeDays, Input::guessed(45.2));
    let dragged = tiles_while_dragging(&model);
    let [first, second, ..] = dragged.as_slice() else { panic!("{dragged:?}") };
    assert_eq!((first.value.as_str(), first.note.as_str()), ("26 Aug 2027", "without chance"));
    // A day of lead time that is begun counts: 46 days before, with draws and without.
    assert_eq!((second.value.as_str(), second.note.as_str()), ("11 Jul 2027", "46 days before it runs out"));
    let drawn = answer(&model, day(TODAY), Horizon::SIX);
    assert_eq!(drawn.runs_out.dates().unwrap().order_by, Some(day("2027-07-11")));
    assert_eq!(tiles(&model, &drawn).get(1), dragged.get(1));
    assert!(sentence_while_dragging(&model).ends_with("It is reached on 26 August 2027."));
}

#[test]
fn a_zone_that_is_lost_on_top_of_those_planned_for_is_one_more() {
    let note = |lost: f64, demand: f64| {
        let mut model = three(demand, 8.0, 1_000.0);
        model.inputs.insert(InputKey::Zones, Input::guessed(4.0));
        model.inputs.insert(InputKey::ZonesLost, Input::guessed(lost));
        tiles_while_dragging(&model).remove(2).note
    };
    assert_eq!(note(0.0, 600.0), "1,000 requests/sec · a zone lost: 80 %");
    assert_eq!(note(1.0, 300.0), "750 of 1,000 requests/sec · one more zone lost: 60 %");
    assert_eq!(note(1.0, 600.0), "750 of 1,000 requests/sec · one more zone lost: over today");
}

fn between(p10: &str, p90: Option<&str>) -> Dates {
    Dates {
        p10: Some(day(p10)),
        p50: None,
        p90: p90.map(day),
        within_pct: 90.0,
        order_by: None,
        is_late: false,
        is_range: true,
    }
}

#[test]
fn the_wall_says_the_year_once_where_it_is_one() {
    let on = |p10, p90| RunsOut::On(between(p10, p90));
    for (runs_out, said, range) in [
        (on("2027-06-27", Some("2027-10-28")), "between June and October 2027", "27 Jun – 28 Oct 2027"),
        (
            on("2027-07-24", Some("2028-03-10")),
            "between July 2027 and March 2028",
            "24 Jul 2027 – 10 Mar 2028",
        ),
        (on("2027-06-01", Some("2027-06-20")), "in June 2027", "1 Jun – 20 Jun 2027"),
        (on("2027-06-01", None), "in June 2027 or later", "1 Jun 2027 or later"),
    ] {
        assert_eq!(headline("checkout", &runs_out), format!("checkout runs out {said}"));
        assert_eq!(runs_out_words(&runs_out), range);
    }
    let over = RunsOut::NoDate(NoDate::OverNow { utilization_pct: 112.0 });
    assert_eq!(headline("checkout", &over), "checkout is over its ceiling today");
    assert_eq!(pill(&model(&[]), &over, day("2026-11-24")), ("Over the ceiling".to_owned(), true));
}

#[test]
fn what_holds_is_said_in_the_words_of_the_room() {
    let mut model = three(1_000.0, 8.0, 2_000.0);
    model.inputs.insert(InputKey::MaxInstances, Input::guessed(40.0));
    model.launches = vec![launched("2027-03-01", LaunchStep::Percent(12.0))];
    assert_eq!(holding_words(&model), "growth 8 % · Austria +12 % · 40 instances");
    model.inputs.insert(InputKey::ZonesLost, Input::guessed(0.0));
    assert_eq!(holding_words(&model), "growth 8 % · Austria +12 % · 40 instances", "none is lost");
    model.inputs.insert(InputKey::ZonesLost, Input::guessed(1.0));
    assert_eq!(holding_words(&model), "growth 8 % · Austria +12 % · 40 instances · 1 zone lost");
}

#[test]
fn what_differs_from_the_model_is_said_and_nothing_else() {
    let mut model = three(1_000.0, 8.0, 2_000.0);
    model.inputs.insert(InputKey::MaxInstances, Input::guessed(40.0));
    model.launches = vec![launched("2027-03-01", LaunchStep::Percent(12.0))];
    let said = |what_if: &WhatIf| difference_words(&model, what_if, day(TODAY));
    assert_eq!(said(&WhatIf::default()), "");
    let same = WhatIf { values: [(InputKey::GrowthPctPerMonth, 8.0)].into(), ..WhatIf::default() };
    assert_eq!(said(&same), "", "a slider that came back");
    let from = Some(day("2027-03-01"));
    assert_eq!(said(&WhatIf { from, ..same }), "", "a day by itself changes nothing");
    let values =
        [(InputKey::GrowthPctPerMonth, 16.0), (InputKey::ZonesLost, 0.0), (InputKey::Ceiling, 900.0)];
    let key = model.launches[0].key.clone();
    let tried = WhatIf { values: values.into(), launches: [(key.clone(), None)].into(), from };
    assert_eq!(
        said(&tried),
        "growth 16 % · ceiling 900 requests/sec · no zone lost · without Austria · from 1 Mar 2027"
    );
    let smaller = WhatIf { launches: [(key, Some(LaunchStep::Percent(-5.0)))].into(), ..WhatIf::default() };
    assert_eq!(said(&smaller), "Austria −5 %");
}

#[test]
fn a_last_day_to_order_that_is_over_is_called_so() {
    let model = three(1_000.0, 8.0, 2_000.0);
    for (by, said) in [
        (Some("2026-11-23"), "Order-by date passed: 23 Nov 2026"),
        (Some("2026-11-24"), "Order by 24 Nov 2026"),
        (None, ""),
    ] {
        let dates = Dates { order_by: by.map(day), ..between("2027-06-01", None) };
        assert_eq!(order_line(&model, &RunsOut::On(dates), day("2026-11-24")), said);
    }
}

#[test]
fn regret_is_short_and_nothing_where_there_is_none() {
    let regret = |days_over, idle_usd_per_month| regret_words(&Regret { idle_usd_per_month, days_over });
    assert_eq!(regret(Some(97.3), Some(85.44)), "97 days over the ceiling · $85.4 a month idle");
    assert_eq!(regret(Some(0.2), None), "");
}
