#![cfg(feature = "draws")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]
use crate::{
    Date, Document,
    capacity::{
        CapacityModel, CapacityStatus, Horizon, NoDate,
        answer::{OptionAnswer, answer, lasts_words},
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
