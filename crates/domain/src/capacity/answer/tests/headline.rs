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
    let points = [(day(TODAY) - chrono::Days::new(40), 470.0), (day(TODAY), 500.0)].to_vec();
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
    assert_eq!(no_date(&tried.apply(&model), day(TODAY)), None);
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
    assert_eq!(note(1.0, 300.0), "1,000 requests/sec · one more zone lost: 60 %");
    assert_eq!(note(1.0, 600.0), "1,000 requests/sec · one more zone lost: over today");
}
