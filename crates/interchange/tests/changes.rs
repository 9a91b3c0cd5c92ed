//! An experiment that was imported, then changed: what goes out is what is planned now, and what was run.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{experiment, files, fold, journal, read, root, run, value};
use domain::{
    chaos::{
        experiment::{Experiment, Fault, Metric, Range, RollbackStep},
        run::{Entry, Event, RollbackState, Run},
    },
    journal::Fold,
};
use interchange::{Carried, chaos};
use serde_json::{Value, json};
use std::fs;

fn checkout() -> (Experiment, Value) {
    let bytes = fs::read(root().join("fixtures/chaos-toolkit/checkout-latency.yaml")).unwrap();
    let found = experiment(read("checkout-latency.yaml", &bytes));
    let out = chaos::experiment(&found, None);
    assert_eq!(out.warnings, Vec::<String>::new());
    (found, serde_json::from_str(&out.text).unwrap())
}

fn step(text: &str) -> RollbackStep {
    RollbackStep { text: text.to_owned(), rehearsed_on: None }
}

fn metric(name: &str, max: f64) -> Metric {
    let range = Range { min: None, max: Some(max) };
    Metric { name: name.to_owned(), unit: "orders".to_owned(), range, ..Metric::default() }
}

/// The file of an experiment, which comes back as it went out.
fn file(changed: &Experiment) -> (Value, Vec<String>) {
    let out = chaos::experiment(changed, None);
    let back = experiment(read("out.json", out.text.as_bytes()));
    let bare = |found: &Experiment| Experiment { original: None, ..found.clone() };
    assert_eq!(bare(&back), bare(changed));
    assert_eq!(chaos::experiment(&back, None).text, out.text);
    (serde_json::from_str(&out.text).unwrap(), out.warnings)
}

fn words(activity: &Value) -> &str {
    assert_eq!(activity["provider"]["path"], "echo", "{activity}");
    activity["provider"]["arguments"][0].as_str().unwrap()
}

const PROBES: &str = "/steady-state-hypothesis/probes";

fn list<'v>(file: &'v Value, at: &str) -> &'v Vec<Value> {
    file.pointer(at).unwrap().as_array().unwrap()
}

#[test]
fn a_rollback_that_was_added_is_in_the_file() {
    let text = r#"{ "title": "t", "description": "d", "method": [
        { "type": "action", "name": "stop it", "provider": { "type": "process", "path": "stop" } }
    ] }"#;
    let mut changed = experiment(read("bare.json", text.as_bytes()));
    changed.rollback.push(step("Start the queue again"));
    let (value, warnings) = file(&changed);
    assert_eq!(words(&value["rollbacks"][0]), "Start the queue again");
    assert_eq!(value["method"], serde_json::from_str::<Value>(text).unwrap()["method"]);
    assert!(warnings.len() == 1 && warnings[0].starts_with("“Start the queue again” is a step for a person"));
    // A metric brings a hypothesis with it.
    changed.metrics.push(metric("Orders", 12.0));
    let (value, _) = file(&changed);
    assert_eq!(words(&list(&value, PROBES)[0]), "Read Orders (orders)");
}

#[test]
fn what_was_not_changed_keeps_its_activity_word_for_word() {
    let (found, original) = checkout();
    let mut changed = found.clone();
    changed.metrics.remove(0);
    changed.metrics.push(metric("Orders", 12.0));
    changed.rollback.insert(0, step("Call the tax team"));
    changed.fault.action.push_str("\nTell the room");
    let (value, warnings) = file(&changed);
    let (before, now) = (list(&original, PROBES), list(&value, PROBES));
    assert_eq!(now[..2], before[1..]);
    assert_eq!((now.len(), words(&now[2])), (3, "Read Orders (orders)"));
    let rollbacks = list(&value, "/rollbacks");
    assert_eq!(words(&rollbacks[0]), "Call the tax team");
    assert_eq!(rollbacks[1..], list(&original, "/rollbacks")[..]);
    let method = list(&value, "/method");
    assert_eq!(method[0], original["method"][0]);
    assert_eq!(words(&method[1]), "Tell the room");
    // The method looked once more at the probe that is gone from the hypothesis: it still does.
    assert_eq!((method.len(), &method[2]), (3, &before[0]));
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].starts_with("“Orders”, “Call the tax team” and “Tell the room” are steps for a"));
}

#[test]
fn what_takes_the_place_of_an_activity_stands_in_its_place() {
    let (found, original) = checkout();
    let mut changed = found.clone();
    changed.fault.action = "Unplug the tax service".to_owned();
    changed.fault.duration_min = 9;
    changed.rollback[0].text = "Plug it in".to_owned();
    changed.metrics[0].name = "Checkout".to_owned();
    changed.metrics[1].range = Range { min: None, max: Some(500.0) };
    changed.metrics[2].source = "The page itself".to_owned();
    let (value, warnings) = file(&changed);
    assert_eq!(words(&value["method"][0]), "Unplug the tax service");
    assert_eq!(value["method"][1], json!({ "ref": "checkout answers" }));
    let rollbacks = list(&value, "/rollbacks");
    assert_eq!((rollbacks.len(), words(&rollbacks[0])), (1, "Plug it in"));
    let (before, now) = (list(&original, PROBES), list(&value, PROBES));
    assert_eq!(now[0], before[0], "renamed here, and still the same probe");
    assert_eq!(now[1]["provider"], before[1]["provider"]);
    let tolerance = json!({ "type": "range", "range": [-1e15, 500.0], "target": "stdout" });
    assert_eq!(now[1]["tolerance"], tolerance);
    assert!(words(&now[2]).ends_with("from: The page itself"));
    assert_eq!(value["method"][0]["pauses"], json!({ "after": 540 }));
    assert!(!warnings.iter().any(|said| said.contains("lasts 9 min")), "{warnings:?}");
    // It lasts as long as before where nobody said otherwise.
    changed.fault.duration_min = found.fault.duration_min;
    assert_eq!(file(&changed).0["method"][0]["pauses"], json!({ "after": 120 }));
    // The pauses of an action that stayed are not touched, and that is said.
    let longer = Fault { duration_min: 9, ..found.fault.clone() };
    let (value, warnings) = file(&Experiment { fault: longer, ..found.clone() });
    assert_eq!(value["method"], original["method"]);
    assert!(warnings.len() == 1 && warnings[0].contains("lasts 9 min"), "{warnings:?}");
    // Everything is taken away.
    (changed.metrics, changed.rollback) = (Vec::new(), Vec::new());
    changed.fault.action = String::new();
    let (value, _) = file(&changed);
    assert_eq!((&list(&value, PROBES)[..], &list(&value, "/rollbacks")[..]), (&[][..], &[][..]));
    assert_eq!(value["method"], json!([before[0]]), "only the look is left");
}

#[test]
fn actions_keep_their_order_among_the_steps_that_only_look() {
    let act = |name: &str| json!({ "type": "action", "name": name, "provider": { "type": "process", "path": name } });
    let look = |name: &str| json!({ "type": "probe", "name": name, "provider": { "type": "process", "path": name } });
    let plan = json!({ "title": "t", "description": "d", "rollbacks": [],
        "method": [look("1"), act("a"), look("2"), act("b"), look("3"), act("c"), look("4")] });
    let found = experiment(read("plan.json", plan.to_string().as_bytes()));
    let lines: Vec<_> = found.fault.action.lines().collect();
    for (action, expected) in [
        ([lines[0], "x", lines[2]].join("\n"), "1 a 2 x 3 c 4"),
        ([lines[0], lines[2]].join("\n"), "1 a 2 3 c 4"),
        ([lines[2], lines[0]].join("\n"), "1 2 3 c a 4"),
        ([lines[0], lines[1], "x", lines[2], "y"].join("\n"), "1 a 2 b x 3 c y 4"),
        ("x\ny".to_owned(), "1 x 2 y 3 4"),
    ] {
        let mut changed = found.clone();
        changed.fault.action = action;
        let (value, _) = file(&changed);
        let names: Vec<_> =
            list(&value, "/method").iter().map(|step| step["name"].as_str().unwrap()).collect();
        assert_eq!(names.join(" "), expected);
    }
}

#[test]
fn a_safeguard_that_was_dropped_is_named() {
    let (mut found, _) = checkout();
    found.conditions.clear();
    let (_, warnings) = file(&found);
    assert!(warnings.len() == 1 && warnings[0].contains("safeguards of the imported file"), "{warnings:?}");
}

#[test]
fn the_journal_of_a_changed_import_says_what_was_run() {
    let (mut changed, original) = checkout();
    changed.metrics.remove(0);
    changed.rollback.insert(0, step("Call the tax team"));
    changed.fault.action = "Unplug the tax service".to_owned();
    let run = run(&changed, &[1]);
    let written = chaos::journal(&run, 0, None).unwrap();
    let out: Value = serde_json::from_str(&written.text).unwrap();
    let probes = list(&original, PROBES);
    for (state, first) in [("before", 0.0), ("after", 100.0)] {
        let read = &out["steady_states"][state]["probes"];
        for (at, (probe, metric)) in probes[1..].iter().zip(&changed.metrics).enumerate() {
            assert_eq!(read[at]["activity"], *probe, "{state} {at}");
            let output = value(&changed, at, first);
            assert_eq!(read[at]["output"], output);
            assert_eq!(read[at]["tolerance_met"], metric.range.holds(output));
        }
        assert_eq!(read.as_array().unwrap().len(), 2);
    }
    assert_eq!(words(&out["run"][0]["activity"]), "Unplug the tax service");
    assert_eq!(list(&out, "/run").len(), 1, "what was imported was never run");
    let undone = list(&out, "/rollbacks");
    assert_eq!((undone.len(), &undone[0]["activity"]), (1, &original["rollbacks"][0]));
    assert!(written.warnings[0].contains("for a person"), "{:?}", written.warnings);
    // And it comes back as it went out.
    let back = fold(&journal(read("journal.json", written.text.as_bytes())));
    let said = |run: &Run| {
        let readings = &run.trials[0].readings;
        readings.iter().map(|reading| (reading.metric.clone(), reading.value)).collect::<Vec<_>>()
    };
    let (mut ours, mut theirs) = (said(&run), said(&back));
    ours.sort_by(|a, b| a.partial_cmp(b).unwrap());
    theirs.sort_by(|a, b| a.partial_cmp(b).unwrap());
    assert_eq!((theirs.len(), theirs), (4, ours));
    let states: Vec<_> = back.trials[0].rollback.iter().map(|(state, _)| *state).collect();
    assert_eq!(states, [RollbackState::Open, RollbackState::Done]);
    assert_eq!(back.trials[0].experiment().fault.action, "Unplug the tax service");
}

#[test]
fn whatever_is_taken_away_the_rest_still_pairs() {
    let mut tried = 0;
    for (name, bytes) in files() {
        let Carried::Experiment(found) = read(&name, &bytes).what else { continue };
        let original: Value = serde_json::from_str(&chaos::experiment(&found, None).text).unwrap();
        let Some(probes) = original.pointer(PROBES).and_then(Value::as_array) else { continue };
        for gone in 0..found.metrics.len() {
            tried += 1;
            let mut changed = (*found).clone();
            changed.metrics.remove(gone);
            let mut left = probes.clone();
            left.remove(gone);
            let (value, _) = file(&changed);
            assert_eq!(list(&value, PROBES), &left, "{name}");
            let run = run(&changed, &[]);
            let out = chaos::journal(&run, 0, None).unwrap();
            let value: Value = serde_json::from_str(&out.text).unwrap();
            let read = value.pointer("/steady_states/after/probes").and_then(Value::as_array);
            let read: Vec<_> = read.into_iter().flatten().map(|item| item["activity"].clone()).collect();
            assert_eq!(read, left, "{name}");
        }
    }
    assert!(tried >= 3, "our own file has three probes");
}

/// A journal whose hypothesis has two probes of one name.
fn twins() -> String {
    let probe = |path: &str| {
        json!({ "type": "probe", "name": "x", "tolerance": [0, 9],
            "provider": { "type": "python", "module": "m", "func": path } })
    };
    let read = |path: &str, output: u8| {
        json!({ "activity": probe(path), "output": output, "status": "succeeded", "tolerance_met": true,
            "start": "2026-11-22T10:41:01", "end": "2026-11-22T10:41:02" })
    };
    let state = |a, b| json!({ "steady_state_met": true, "probes": [read("same", a), read("same", b), read("other", 7)] });
    let value = json!({
        "experiment": { "title": "Twins", "description": "d", "method": [], "rollbacks": [],
            "steady-state-hypothesis": { "title": "t", "probes": [probe("same"), probe("same"), probe("other")] } },
        "status": "completed", "deviated": false, "start": "2026-11-22T10:41:00", "end": "2026-11-22T10:42:00",
        "steady_states": { "before": state(1, 2), "after": state(3, 4), "during": [] }, "run": [], "rollbacks": [],
    });
    value.to_string()
}

#[test]
fn two_probes_of_one_name_are_two_metrics() {
    let run = fold(&journal(read("twins.json", twins().as_bytes())));
    let readings: Vec<_> =
        run.trials[0].readings.iter().map(|reading| (reading.metric.as_str(), reading.value)).collect();
    let expected = [("x", 1.0), ("x (2)", 2.0), ("x (3)", 7.0), ("x", 3.0), ("x (2)", 4.0), ("x (3)", 7.0)];
    assert_eq!(readings, expected);
}

#[test]
fn what_was_added_to_an_imported_day_is_not_dropped_without_a_word() {
    let mut run = fold(&journal(read("twins.json", twins().as_bytes())));
    let out = chaos::journal(&run, 0, None).unwrap();
    assert_eq!((out.text, out.warnings), (twins(), Vec::new()));
    let at = run.course.ended.as_ref().unwrap().at;
    let event = Event::Surprised { text: "Nobody knew".to_owned() };
    assert!(run.apply(&Entry { seq: run.course.seq + 1, at, actor: "Ana".to_owned(), event }));
    let out = chaos::journal(&run, 0, None).unwrap();
    assert_eq!(out.text, twins());
    assert!(out.warnings.len() == 1 && out.warnings[0].starts_with("One entry was added to this day since"));
}
