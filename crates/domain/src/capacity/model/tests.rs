#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
use super::*;
use crate::{Document, Instant, sample::sample, time::parse_date};

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

fn checkout() -> CapacityModel {
    let records = sample(day("2026-11-24")).records;
    records
        .into_iter()
        .find_map(
            |(_, document)| if let Document::CapacityModel(model) = document { Some(model) } else { None },
        )
        .unwrap()
}

/// The checkout of the sample after something was done to it, and the field that is refused then.
fn refused(field: &str, say: &str, spoil: impl FnOnce(&mut CapacityModel)) {
    let mut model = checkout();
    model.check().unwrap();
    spoil(&mut model);
    let wrong = model.check().unwrap_err();
    assert_eq!(wrong.field, field, "{}", wrong.message);
    assert!(wrong.message.contains(say), "{}", wrong.message);
}

fn set(key: InputKey, value: f64) -> impl FnOnce(&mut CapacityModel) {
    move |model| {
        model.inputs.insert(key, Input::guessed(value));
    }
}

#[test]
fn numbers_beyond_their_limits_are_refused_at_their_field() {
    for value in [-100.1, 10_000.1, f64::NAN, f64::INFINITY] {
        refused(
            "inputs.growth-pct-per-month.value",
            "from −100 to 10,000",
            set(InputKey::GrowthPctPerMonth, value),
        );
    }
    for value in [-100.0, 0.0, 10_000.0] {
        let mut model = checkout();
        set(InputKey::GrowthPctPerMonth, value)(&mut model);
        model.check().unwrap();
    }
    refused("inputs.demand-now.value", "is −1. It must be 0 or more.", set(InputKey::DemandNow, -1.0));
    refused("inputs.ceiling.value", "Ceiling is 0. It must be more than 0.", set(InputKey::Ceiling, 0.0));
    let far = "Ceiling is too large. It must be at most a quadrillion.";
    refused("inputs.ceiling.value", far, set(InputKey::Ceiling, 1e300));
    let far = "Cost now is too large. It must be at most a trillion.";
    refused("inputs.cost-per-month-usd.value", far, set(InputKey::CostPerMonthUsd, 2e12));
    refused(
        "inputs.ceiling.value",
        "is no number. It must be more than 0.",
        set(InputKey::Ceiling, f64::NAN),
    );
    refused("launches.0.step", "The step is too small. It must be at least minus a quadrillion.", |model| {
        model.launches.first_mut().unwrap().step = LaunchStep::Amount(-1e16);
    });
    refused("inputs.season-month.value", "whole number", set(InputKey::SeasonMonth, 1.5));
    refused("inputs.season-month.value", "from 1 to 12", set(InputKey::SeasonMonth, 13.0));
}

#[test]
fn numbers_that_contradict_each_other_are_refused() {
    refused(
        "inputs.max-instances.value",
        "must not be above max instances (4)",
        set(InputKey::MaxInstances, 4.0),
    );
    refused("inputs.scale-up-pct.value", "must be below", set(InputKey::ScaleUpPct, 30.0));
    refused("inputs.zones.value", "must be below zones (1)", |model| {
        set(InputKey::ZonesLost, 1.0)(model);
        set(InputKey::Zones, 1.0)(model);
    });
    refused("inputs.cost-per-month-usd.value", "must not be above", set(InputKey::CostPerMonthUsd, 100.0));
}

#[test]
fn an_interval_holds_its_value() {
    let with = |low_high| {
        move |model: &mut CapacityModel| {
            model
                .inputs
                .insert(InputKey::DemandNow, Input { low_high: Some(low_high), ..Input::guessed(740.0) });
        }
    };
    let field = "inputs.demand-now.low_high";
    refused(field, "Swap the two", with([800.0, 700.0]));
    refused(field, "must hold the value", with([750.0, 800.0]));
    refused(field, "Leave it empty", with([740.0, 740.0]));
    refused(field, "0 or more", with([-5.0, 800.0]));
    refused(field, "no number", with([700.0, f64::NAN]));
}

#[test]
fn days_out_of_order_or_twice_are_refused() {
    refused("history.points.1.on", "is there twice", |model| {
        let history = model.history.as_mut().unwrap();
        let first = *history.points.first().unwrap();
        history.points.insert(0, first);
    });
    refused("history.points.1.on", "Put the days in order", |model| {
        model.history.as_mut().unwrap().points.swap(0, 1)
    });
    refused("history.points", "is empty", |model| model.history.as_mut().unwrap().points.clear());
    refused("history.points.0", "no number", |model| {
        model.history.as_mut().unwrap().points.first_mut().unwrap().1 = f64::NAN;
    });
    refused("history.points", "1200 fit", |model| {
        let point = (day("2026-11-24"), 1.0);
        model.history.as_mut().unwrap().points = vec![point; 1_201];
    });
    refused("price_steps.1.on", "is there twice", |model| {
        let step = model.price_steps.first().unwrap().clone();
        model.price_steps.push(step);
    });
    refused("price_steps.0", "changes no price", |model| {
        let step = model.price_steps.first_mut().unwrap();
        step.instance_cost_per_month_usd = None;
    });
}

#[test]
fn launches_and_options_have_one_key_each() {
    refused("launches.1.key", "same key", |model| {
        let launch = model.launches.first().unwrap().clone();
        model.launches.push(launch);
    });
    refused("options.3.key", "same key", |model| {
        let option = model.options.first().unwrap().clone();
        model.options.push(option);
    });
    refused("launches.0.step", "from −100", |model| {
        let launch = model.launches.first_mut().unwrap();
        launch.step = LaunchStep::Percent(-101.0);
    });
    refused("options.0.changes.values.zones", "from 1 to 100", |model| {
        let option = model.options.first_mut().unwrap();
        option.changes.values.insert(InputKey::Zones, 0.0);
    });
}

#[test]
fn only_the_last_review_may_be_open() {
    refused("reviews.0.ended_at", "Close the first", |model| {
        model.reviews.first_mut().unwrap().ended_at = None
    });
    refused("reviews.1.ended_at", "before it begins", |model| {
        let review = model.reviews.last_mut().unwrap();
        review.ended_at = Some(Instant::from_ms(0));
    });
    refused("cadence.0.what", "nothing of the cadence", |model| {
        model.cadence.first_mut().unwrap().what.clear()
    });
    let mut model = checkout();
    assert_eq!(model.status(), CapacityStatus::Decided);
    model.reviews.push(CapacityReview::begun(Instant::from_ms(0)));
    assert_eq!(model.status(), CapacityStatus::InReview);
    model.reviews.clear();
    assert_eq!(model.status(), CapacityStatus::Answered);
    model.inputs.remove(&InputKey::Ceiling);
    assert_eq!(model.status(), CapacityStatus::Answered, "so many instances of which each carries so much");
    model.inputs.remove(&InputKey::DemandNow);
    assert_eq!(model.status(), CapacityStatus::Draft);
    assert_eq!(CapacityModel::named("Search", "Yusuf Demir").status(), CapacityStatus::Draft);
}

#[test]
fn a_model_comes_back_from_the_file_as_it_was_and_three_numbers_are_enough() {
    let model = checkout();
    let json = serde_json::to_string(&model).unwrap();
    assert_eq!(serde_json::from_str::<CapacityModel>(&json).unwrap(), model);
    let short: CapacityModel = serde_json::from_value(serde_json::json!({
        "title": "Search", "service_id": null, "owner": "", "resource": "not-stated", "metric": "", "scaling": "not-stated",
        "autoscales": "not-stated", "inputs": { "demand-now": { "value": 1, "basis": "guessed" } },
    }))
    .unwrap();
    assert_eq!(short.stated(InputKey::DemandNow), Some(1.0));
    short.check().unwrap();
}

#[test]
fn a_what_if_changes_what_it_names_and_nothing_else() {
    let model = checkout();
    assert_eq!(WhatIf::default().apply(&model, day("2026-11-24")), model);
    let what = WhatIf {
        values: [
            (InputKey::DemandNow, 1_480.0),
            (InputKey::GrowthPctPerMonth, 10.0),
            (InputKey::ZonesLost, 1.0),
        ]
        .into(),
        launches: [("austria".to_owned(), None)].into(),
        from: None,
    };
    let changed = what.apply(&model, day("2026-11-24"));
    // Twice the demand has an interval twice as wide; growth two points higher keeps the width of its own.
    let low_high = |key: InputKey| changed.inputs.get(&key).unwrap().low_high;
    assert_eq!(low_high(InputKey::DemandNow), Some([1_430.0, 1_540.0]));
    assert_eq!(low_high(InputKey::GrowthPctPerMonth), Some([8.2, 12.0]));
    assert_eq!((changed.stated(InputKey::ZonesLost), changed.launches.len()), (Some(1.0), 0));
    assert_eq!(changed.stated(InputKey::MaxInstances), model.stated(InputKey::MaxInstances));
    let half = WhatIf {
        launches: [("austria".to_owned(), Some(LaunchStep::Amount(50.0)))].into(),
        ..WhatIf::default()
    };
    assert_eq!(
        half.apply(&model, day("2026-11-24")).launches.first().unwrap().step,
        LaunchStep::Amount(50.0)
    );
    let wild = WhatIf {
        values: [(InputKey::Ceiling, f64::NAN), (InputKey::Zones, -4.0)].into(),
        ..WhatIf::default()
    };
    let held = wild.apply(&model, day("2026-11-24"));
    assert_eq!(held.stated(InputKey::Ceiling), model.stated(InputKey::Ceiling));
    assert_eq!(held.stated(InputKey::Zones), Some(1.0));
}

#[test]
fn what_is_tried_is_guessed_and_nobody_said_it() {
    let model = checkout();
    let growth = model.inputs.get(&InputKey::GrowthPctPerMonth).unwrap();
    assert!(growth.basis == Basis::Measured && !growth.by.is_empty() && !growth.note.is_empty());
    let tried = |value: f64| {
        let what = WhatIf { values: [(InputKey::GrowthPctPerMonth, value)].into(), ..WhatIf::default() };
        what.apply(&model, day("2026-11-24")).inputs.remove(&InputKey::GrowthPctPerMonth).unwrap()
    };
    let found = tried(11.0);
    assert_eq!((found.basis, found.by.as_str(), found.note.as_str()), (Basis::Guessed, "", ""));
    assert_eq!(&tried(growth.value), growth, "at its own value it is what it was");
    let launch = model.launches.first().unwrap();
    let step = |step| {
        let what = WhatIf { launches: [(launch.key.clone(), Some(step))].into(), ..WhatIf::default() };
        what.apply(&model, day("2026-11-24")).launches.remove(0)
    };
    let other = step(LaunchStep::Amount(50.0));
    assert_eq!((other.basis, other.by.as_str()), (Basis::Guessed, ""));
    assert_eq!(&step(launch.step), launch);
}

#[test]
fn a_day_on_which_it_starts_is_written_with_it_and_was_not_always() {
    let old = serde_json::json!({ "values": { "max-instances": 60.0 }, "launches": {} });
    let read: WhatIf = serde_json::from_value(old.clone()).unwrap();
    assert_eq!(read.from, None);
    assert_eq!(serde_json::to_value(&read).unwrap(), old, "and is not written where there is none");
    let later = WhatIf { from: Some(day("2027-03-01")), ..read };
    let json = serde_json::to_value(&later).unwrap();
    assert_eq!(json.get("from").unwrap(), "2027-03-01");
    assert_eq!(serde_json::from_value::<WhatIf>(json).unwrap(), later);
    let changed = later.apply(&checkout(), day("2026-11-24"));
    assert!(changed.later.is_some() && changed.inputs == checkout().inputs);
    let json = serde_json::to_value(&changed).unwrap();
    assert!(json.get("later").is_none(), "what is tried is never written");
}

#[test]
fn nothing_starts_in_more_than_ten_years() {
    let checked = |model: &mut CapacityModel, from: &str| {
        model.options.truncate(1);
        model.options.first_mut().unwrap().changes.from = Some(day(from));
        model.check().map_err(|invalid| (invalid.field, invalid.message))
    };
    let mut model = checkout();
    let last = model.inputs.values().filter_map(|input| input.on).max().unwrap();
    let measured = model.history.iter().flat_map(|history| &history.points).map(|(on, _)| *on).max();
    let last = measured.map_or(last, |on| on.max(last)).checked_add_months(chrono::Months::new(120)).unwrap();
    assert_eq!(checked(&mut model, &last.to_string()), Ok(()));
    let (field, words) = checked(&mut model, &last.succ_opt().unwrap().to_string()).unwrap_err();
    assert_eq!(field, "options.0.changes.from");
    assert!(words.contains("more than ten years ahead"), "{words}");
    model.inputs.values_mut().for_each(|input| input.on = None);
    model.history = None;
    assert_eq!(checked(&mut model, "2100-12-31"), Ok(()), "nobody said of which day the numbers are");
    model.options.first_mut().unwrap().changes.from = Date::from_ymd_opt(2101, 1, 1);
    assert!(model.check().is_err());
}

fn nothing_foreseen() -> Forecast {
    Forecast { on: day("2026-11-24"), runs_out_on: None, demand: Vec::new() }
}

/// A model after this was said to it, and what came of the last of it.
fn heard(model: &mut CapacityModel, said: &[CapacitySaid]) -> Result<(), Invalid> {
    let now = Instant::from_ms(1_795_500_000_000);
    said.iter().map(|said| model.hear(said, now, Some(&nothing_foreseen()))).last().unwrap_or(Ok(()))
}

fn decided(decision: &str, owner: &str) -> CapacitySaid {
    CapacitySaid::Decide { decision: decision.to_owned(), owner: owner.to_owned(), order_by: None }
}

#[test]
fn a_review_that_was_begun_by_mistake_goes_and_leaves_no_trace() {
    let before = checkout();
    let mut model = before.clone();
    let turned = CapacitySaid::Turn(Question::WhatGrows);
    heard(&mut model, &[CapacitySaid::Begin, turned, CapacitySaid::Abandon]).unwrap();
    assert_eq!(model, before);
    let none = heard(&mut model, &[CapacitySaid::Abandon]).unwrap_err();
    assert!(none.message.contains("No review is open"), "{}", none.message);
    assert_eq!(model, before, "a review that is closed is not abandoned");
}

#[test]
fn a_review_in_which_something_was_said_is_not_abandoned() {
    let noted = CapacitySaid::Note(Question::WhatGrows, "Austria.".to_owned());
    for said in [noted, decided("Wait.", ""), decided("", "Ana Ruiz")] {
        let mut model = checkout();
        heard(&mut model, &[CapacitySaid::Begin, said]).unwrap();
        let open = model.clone();
        let refused = heard(&mut model, &[CapacitySaid::Abandon]).unwrap_err();
        assert!(refused.message.contains("Something was said"), "{}", refused.message);
        assert_eq!(model, open);
    }
    let mut again = checkout();
    heard(&mut again, &[CapacitySaid::Reopen]).unwrap();
    assert!(heard(&mut again, &[CapacitySaid::Abandon]).is_err(), "what was decided stays");
    let taken_back = CapacitySaid::Note(Question::WhatGrows, " ".to_owned());
    let noted = CapacitySaid::Note(Question::WhatGrows, "Austria.".to_owned());
    heard(&mut checkout(), &[CapacitySaid::Begin, noted, taken_back, CapacitySaid::Abandon]).unwrap();
}

#[test]
fn lists_show_what_the_last_closed_review_said() {
    let mut model = checkout();
    let closed = model.summary();
    assert!(closed.due.is_some() && closed.at.is_some());
    heard(&mut model, &[CapacitySaid::Begin]).unwrap();
    let open = model.summary();
    assert_eq!((open.due, open.at, open.status.as_str()), (closed.due, closed.at, "in-review"));
}

#[test]
fn nothing_is_ordered_on_a_day_that_is_over() {
    let today = day("2026-11-24");
    CapacitySaid::may_order_by(today, today).unwrap();
    let refused = CapacitySaid::may_order_by(day("2026-11-23"), today).unwrap_err();
    assert_eq!(refused.field, "order_by");
    assert!(refused.message.starts_with("23 Nov 2026 is over."), "{}", refused.message);
}

#[test]
fn a_review_that_is_closed_is_a_look_of_the_cadence() {
    let mut model = checkout();
    model.cadence.clear();
    model.look_by_review(day("2026-11-24"), "Lena Vogt");
    model.look_by_review(day("2026-11-24"), "Lena Vogt");
    let looked: Vec<_> = model.cadence.iter().map(|looked| (looked.what.as_str(), looked.on)).collect();
    assert_eq!(looked, [("full-review", day("2026-11-24"))]);
    model.check().unwrap();
    let by_hand = Looked { note: "Held in March.".to_owned(), ..model.cadence[0].clone() };
    model.cadence.push(by_hand.clone());
    model.unlook_by_review(day("2026-11-23"));
    assert_eq!(model.cadence.len(), 2, "another day's");
    model.unlook_by_review(day("2026-11-24"));
    assert_eq!(model.cadence, [by_hand], "a review that is open again is none that was held");
}

#[test]
fn a_signature_holds_for_the_decision_its_owner_and_its_day() {
    let signed = || {
        let mut model = checkout();
        let sign = CapacitySaid::Sign("Lena Vogt".to_owned());
        heard(&mut model, &[CapacitySaid::Begin, decided("Wait.", "Ana Ruiz"), sign]).unwrap();
        model
    };
    let names = |model: &CapacityModel| model.reviews.last().unwrap().signed.len();
    let day = CapacitySaid::Decide {
        decision: "Wait.".to_owned(),
        owner: "Ana Ruiz".to_owned(),
        order_by: Some(day("2027-05-10")),
    };
    let same = decided("Wait.", "Ana Ruiz");
    for (said, left) in
        [(same, 1), (decided("Wait.", "Teo Lindqvist"), 0), (decided("Buy.", "Ana Ruiz"), 0), (day, 0)]
    {
        let mut model = signed();
        assert_eq!(names(&model), 1);
        heard(&mut model, std::slice::from_ref(&said)).unwrap();
        assert_eq!(names(&model), left, "{said:?}");
    }
}
