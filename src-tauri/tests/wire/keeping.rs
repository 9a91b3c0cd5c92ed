//! The file under the window: closed, replaced, restored, and what is missing of it.

use crate::wire::{START_MS, Wire, experiment, game_day, service, workspace};
use contract::{Caller, Code, Notice};
use serde_json::{Value, json};
use std::{fs, path::Path};

fn beside(path: &Path, ending: &str) -> std::path::PathBuf {
    format!("{}{ending}", path.display()).into()
}

fn observe(wire: &Wire, day: &Value) {
    wire.append(day, json!({ "event": "observed", "text": "Queue grows" })).unwrap();
}

#[test]
fn after_a_close_the_file_alone_has_every_word() {
    let (folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let day = wire.running_day();
    observe(&wire, &day);
    wire.desk.close().unwrap();
    assert!(!beside(&path, "-wal").exists());
    let alone = folder.path().join("alone.readyroom");
    fs::copy(&path, &alone).unwrap();
    let there = Wire::open(&alone, START_MS);
    assert_eq!(there.journal(&day).len(), 3);
    assert_eq!(there.ask("Greet", json!({})).unwrap()["warning"], Value::Null);
}

#[test]
fn a_day_that_has_begun_is_in_the_file_alone_and_a_missing_log_is_said() {
    let (folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let day = wire.running_day();
    wire.desk.fold().unwrap(); // as the window does after every step
    let alone = folder.path().join("alone.readyroom");
    fs::copy(&path, &alone).unwrap();
    let there = Wire::open(&alone, START_MS);
    let record = there.ask("Get", json!({ "id": day })).unwrap();
    assert_eq!(record["document"]["body"]["status"], "running", "never planned again");
    let warning = |caller| there.ask_as(caller, "Greet", json!({})).unwrap()["warning"].clone();
    assert!(warning(Caller::Console).as_str().unwrap().contains("log of this workspace is missing"));
    assert_eq!(warning(Caller::Stage), Value::Null, "the room need not read it");
}

#[test]
fn a_window_whose_file_was_replaced_acknowledges_nothing() {
    let (folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let day = wire.running_day();
    fs::rename(&path, folder.path().join("aside.readyroom")).unwrap();
    for (call, with) in [
        ("Get", json!({ "id": day })),
        ("Append", json!({ "run": day, "actor": "", "event": { "event": "observed", "text": "x" } })),
        ("Greet", json!({})),
    ] {
        let refusal = wire.ask(call, with).unwrap_err();
        assert_eq!(refusal.code, Code::Locked, "{call}");
        assert!(refusal.message.contains("is another file now"), "{refusal}");
    }
    assert!(wire.desk.pulse().is_err());
}

#[test]
fn a_copy_takes_the_place_under_the_open_window() {
    let (folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let titles = || wire.ask("List", json!({ "kind": "experiment" })).unwrap().as_array().unwrap().len();
    wire.create("experiment", experiment());
    let copy = folder.path().join("copy.readyroom");
    let store = store::Store::open(&path, store::Access::Read, domain::Instant::from_ms(START_MS)).unwrap();
    store.backup(&copy).unwrap();
    drop(store);
    let day = wire.running_day();
    let with = json!({ "path": copy, "other": false });
    let refusal = wire.ask("Restore", with.clone()).unwrap_err();
    assert_eq!(refusal.code, Code::Conflict, "{refusal}");
    wire.append(&day, json!({ "event": "day-ended", "note": "Enough" })).unwrap();

    let seen = wire.ask("PreviewRestore", json!({ "path": copy })).unwrap();
    assert_eq!(seen["lacking"]["entries"], 3, "{seen}");
    assert_eq!(titles(), 2);
    wire.front.told.lock().unwrap().clear();
    wire.ask("ShowStage", json!({ "run": null, "monitor": null })).unwrap();
    assert!(wire.front.stage.lock().unwrap().is_some());
    let kept = wire.ask("Restore", with).unwrap();
    assert!(wire.front.told.lock().unwrap().contains(&Notice::Replaced));
    assert!(wire.front.stage.lock().unwrap().is_none(), "it showed what the other file held");
    assert_eq!(titles(), 1);
    wire.create("experiment", experiment());
    let old = Wire::open(Path::new(kept.as_str().unwrap()), START_MS);
    assert_eq!(old.journal(&day).len(), 3);
}

#[test]
fn removing_says_what_hangs_on_it_and_a_plan_without_its_service_is_not_ready() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let payments = wire.create("service", service("payments", Value::Null))["id"].clone();
    let mut body = experiment();
    body["service_id"] = payments.clone();
    let planned = wire.create("experiment", body)["id"].clone();
    let day = wire.create("game-day", game_day("Autumn", &planned))["id"].clone();
    let hanging = wire.ask("Hanging", json!({ "ids": [payments] })).unwrap();
    let hanging: Vec<_> = hanging.as_array().unwrap().iter().map(|row| row["id"].clone()).collect();
    assert_eq!(hanging, [planned.clone(), day.clone()]);
    // A service that only knows its name calls it as well.
    let mut by_name = service("web", Value::Null);
    by_name["unknown_upstream"] = json!(["Payments"]);
    let caller = wire.create("service", by_name)["id"].clone();
    let hanging = wire.ask("Hanging", json!({ "ids": [payments] })).unwrap();
    let hanging: Vec<_> = hanging.as_array().unwrap().iter().map(|row| row["id"].clone()).collect();
    assert_eq!(hanging, [caller.clone(), planned.clone(), day.clone()]);
    // What goes along misses nothing.
    let hanging = wire.ask("Hanging", json!({ "ids": [payments, caller] })).unwrap();
    let hanging: Vec<_> = hanging.as_array().unwrap().iter().map(|row| row["id"].clone()).collect();
    assert_eq!(hanging, [planned.clone(), day.clone()]);
    let refused = wire.ask("Remove", json!({ "id": planned, "version": 1 })).unwrap_err();
    assert_eq!(
        wire.ask("Hanging", json!({ "ids": [planned] })).unwrap_err(),
        refused,
        "nobody is asked in vain"
    );
    let rules = || {
        let findings = wire.ask("Lint", json!({ "game_day": day })).unwrap();
        findings.as_array().unwrap().iter().map(|found| found["rule"].clone()).collect::<Vec<_>>()
    };
    assert!(!rules().contains(&json!("service-gone")));

    wire.ask("Remove", json!({ "id": payments, "version": 1 })).unwrap();
    assert!(rules().contains(&json!("service-gone")), "{:?}", rules());
    for kind in [Value::Null, json!("service")] {
        let removed = wire.ask("Removed", json!({ "kind": kind })).unwrap();
        assert_eq!((&removed[0]["id"], &removed[0]["version"]), (&payments, &json!(2)), "{removed}");
        assert_eq!(
            wire.ask_as(Caller::Stage, "Removed", json!({ "kind": kind })).unwrap_err().code,
            Code::Invalid
        );
    }
    wire.ask("Undo", json!({ "id": payments, "version": 2 })).unwrap();
    assert!(!rules().contains(&json!("service-gone")));
    assert_eq!(wire.ask("Removed", json!({ "kind": null })).unwrap(), json!([]));
}
