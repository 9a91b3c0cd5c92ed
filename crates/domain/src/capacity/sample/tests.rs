#![cfg(feature = "draws")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]
use crate::{
    Date, Document,
    capacity::{
        CapacityModel, CapacityStatus, Horizon, InputKey, NoDate, Question, Verdict, WhatIf,
        answer::{OptionAnswer, answer, figure, lasts_words, month_words, runs_out},
    },
    record::Noun,
    sample::sample,
    time::parse_date,
};

fn today() -> Date {
    parse_date("2026-11-24").unwrap()
}

fn told(title: &str) -> CapacityModel {
    let found = sample(today()).records.into_iter().find_map(|(_, document)| match document {
        Document::CapacityModel(model) if model.title == title => Some(model),
        _ => None,
    });
    found.unwrap()
}

#[test]
fn the_story_is_what_its_rooms_said() {
    let checkout = told("Checkout, requests");
    let found = answer(&checkout, today(), Horizon::TWELVE);
    let dates = *found.runs_out.dates().unwrap();
    assert!(!dates.is_late && dates.is_range, "{dates:?}");
    let [nothing, more, ..] = found.options.as_slice() else { panic!("{:?}", found.options) };
    assert!(more.runs_out.dates().is_none_or(|later| later.p10 > dates.p10), "{nothing:?}");
    // Ordered on the day that the review decided, it serves on the day from which on the option counts.
    assert_eq!(more.from, Some(parse_date("2027-06-24").unwrap()));
    assert!(!lasts_words(more).contains("before it starts"), "{more:?}");
    let order_by = |option: &OptionAnswer| option.runs_out.dates().and_then(|dates| dates.order_by);
    assert_eq!(order_by(more), checkout.summary().due);
    assert!(order_by(nothing) > order_by(more), "{nothing:?}");
    assert_eq!(checkout.status(), CapacityStatus::Decided);
    assert!(checkout.summary().due <= dates.order_by, "the review orders in time: {dates:?}");
}

#[test]
fn orders_is_late_and_search_has_no_date() {
    let orders = told("Orders database, storage");
    let found = answer(&orders, today(), Horizon::TWELVE);
    assert!(found.runs_out.dates().unwrap().is_late);
    let search = answer(&told("Search, queries"), today(), Horizon::TWELVE);
    assert_eq!(search.runs_out.refusal(), Some(&NoDate::Flat));
}

fn noted(model: &CapacityModel, question: Question) -> &str {
    model.reviews.last().unwrap().notes.get(&question).unwrap()
}

#[test]
fn what_was_noted_is_what_the_model_answers() {
    let checkout = told("Checkout, requests");
    let twice = WhatIf { values: [(InputKey::GrowthPctPerMonth, 16.0)].into(), ..WhatIf::default() };
    let tried = runs_out(&twice.apply(&checkout, today()), today());
    let month = month_words(tried.dates().unwrap().p50.unwrap());
    let said = format!("Twice the growth: {}.", month.split(' ').next().unwrap());
    assert!(noted(&checkout, Question::WhatIf).contains(&said), "{said}");
    // August looked three months ahead to the review of November.
    let august = checkout.reviews.first().unwrap().forecast.as_ref().unwrap();
    let said = format!("August expected {}:", figure(august.demand[2].round()));
    assert!(noted(&checkout, Question::WhereAreWe).contains(&said), "{said}");
}

#[test]
fn an_option_does_what_its_name_says() {
    let checkout = told("Checkout, requests");
    for option in &checkout.options {
        for (key, step) in &option.changes.launches {
            assert!(step.is_none() && key == "austria" && option.name == "Without Austria", "{option:?}");
        }
    }
    let chosen: Vec<_> = checkout.options.iter().filter(|option| option.verdict == Verdict::Chosen).collect();
    assert_eq!(chosen.len(), 1, "{chosen:?}");
}

#[test]
fn nobody_has_said_anything_yet_that_lies_ahead() {
    let monday = parse_date("2026-11-23").unwrap();
    for ahead in 0..7 {
        let today = monday + chrono::Days::new(ahead);
        for (id, document) in sample(today).records {
            let Document::CapacityModel(model) = document else { continue };
            let stated = model.inputs.values().filter_map(|input| input.on);
            let looked = model.cadence.iter().map(|looked| looked.on);
            let run = model.load_tests.iter().map(|test| test.on);
            let measured = model.history.iter().flat_map(|history| &history.points).map(|(on, _)| *on);
            let last = stated.chain(run).chain(measured).max();
            assert!(last <= Some(today), "{id} on {today}: {last:?}");
            // Somebody looks at a whole day, so not on a morning that has just begun.
            assert!(looked.max() < Some(today), "{id} on {today}");
        }
    }
    assert_eq!(told("Checkout, requests").load_source, "k6 in staging, 12 November 2026");
}
