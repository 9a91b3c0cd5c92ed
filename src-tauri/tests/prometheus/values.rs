//! Values that are no ordinary ones: without an end, and of some time ago.

use crate::{fake::Fake, go_to_inject, round, run, set, watch, watched_day, wire_to, written};
use contract::SeriesSamples;
use domain::chaos::run::Watch;
use serde_json::json;
use std::time::Duration;

/// A burn rate over a budget of which nothing is left has no end, and is above every limit.
#[test]
fn a_value_without_end_trips_and_is_no_figure() {
    let folder = tempfile::tempdir().unwrap();
    let endless = Fake::answering(f64::INFINITY);
    let wire = wire_to(&folder, &endless.url());
    let day = watched_day(&wire);
    go_to_inject(&wire, &day);
    (0..3).for_each(|_| round(&wire));
    let shown = wire.ask("Samples", json!({ "run": day, "experiment": 0 })).unwrap();
    let shown: Vec<SeriesSamples> = serde_json::from_value(shown).unwrap();
    assert!(!shown.is_empty());
    let endless = |one: &SeriesSamples| one.points.last().is_some_and(|(_, value)| *value == f64::INFINITY);
    assert!(shown.iter().all(endless), "the console says what it is: {shown:?}");
    for condition in [0, 1] {
        assert!(matches!(watch(&wire, &day, condition), Watch::Tripped { .. }), "{condition}");
    }
    let said = written(&wire, &day).join("\n");
    assert!(said.contains("the last read +Inf"), "{said}");
    assert!(!said.contains("null"), "{said}");
    let trial = run(&wire, &day).trials[0].clone();
    assert!(trial.readings.is_empty(), "what has no end is no reading");
    assert!(wire.ask("ExportPdf", json!({ "id": day })).is_ok());
    let tried = wire.ask("TryQuery", json!({ "query": "vector(1) / 0" })).unwrap_err();
    assert!(tried.message.contains("+Inf"), "{tried}");
}

#[test]
fn a_value_of_two_rounds_ago_is_not_fine() {
    let folder = tempfile::tempdir().unwrap();
    let late = Fake::answering_late(400.0, Duration::from_secs(25));
    let wire = wire_to(&folder, &late.url());
    let day = watched_day(&wire);
    go_to_inject(&wire, &day);
    round(&wire);
    assert!(matches!(watch(&wire, &day, 0), Watch::CannotSee { .. }));
    let said = written(&wire, &day).join("\n");
    assert!(said.contains("s old: it is no longer measured"), "{said}");
    let fresh = Fake::answering_late(400.0, Duration::from_secs(5));
    set(&wire, json!({ "url": fresh.url(), "every_s": 5 }));
    round(&wire);
    assert!(matches!(watch(&wire, &day, 0), Watch::Armed { .. }));
}
