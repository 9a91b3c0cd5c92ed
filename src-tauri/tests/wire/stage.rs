//! The stage: what it may ask for, and where it stands when monitors come and go.

use crate::wire::{START_MS, Wire, laptop, projector, workspace};
use contract::{Caller, Monitor, Notice, Refusal, StagePlace};
use serde_json::{Value, json};

#[test]
fn the_stage_reads_and_sees_nothing_private() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let day = wire.running_day();
    wire.append(&day, json!({ "event": "noted", "text": "Teo looks tired" })).unwrap();
    wire.append(&day, json!({ "event": "observed", "text": "Queue grows" })).unwrap();
    let seen = wire.ask_as(Caller::Stage, "Journal", json!({ "run": day, "after": 0 })).unwrap().to_string();
    assert!(seen.contains("Queue grows") && !seen.contains("tired"), "{seen}");
    wire.append(&day, json!({ "event": "struck", "seq": 3, "reason": "Teo was not tired" })).unwrap();
    for after in [0, 4] {
        let seen =
            wire.ask_as(Caller::Stage, "Journal", json!({ "run": day, "after": after })).unwrap().to_string();
        assert!(!seen.contains("tired"), "{seen}");
    }
    assert!(wire.ask_as(Caller::Stage, "Get", json!({ "id": day })).is_err());
    assert_eq!(wire.ask_as(Caller::Stage, "Stage", json!({})).unwrap()["run"], day);
}

#[test]
fn the_brake_of_the_run_on_the_stage_is_all_that_the_stage_can_write() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let (other, day) = (wire.planned_day("Another"), wire.running_day());
    let abort = json!({ "event": "aborted", "reason": "", "condition": null, "reading": null });
    let with = |field: &str, value: Value| {
        let mut event = abort.clone();
        event[field] = value;
        event
    };
    let append = |run: &Value, actor: &str, event: &Value| {
        wire.ask_as(Caller::Stage, "Append", json!({ "run": run, "actor": actor, "event": event }))
    };
    let early = append(&day, "", &abort).unwrap_err();
    assert_ne!(early, Refusal::stage_only_reads(), "it may ask, but there is no fault to stop yet");
    for step in ["announce", "predict", "inject"] {
        wire.append(&day, json!({ "event": "step-started", "step": step })).unwrap();
    }
    let before = wire.journal(&day);
    for (run, actor, event) in [
        (&day, "", json!({ "event": "paused" })),
        (&day, "", json!({ "event": "resumed" })),
        (&day, "", json!({ "event": "extended", "by_ms": 60_000 })),
        (&day, "", json!({ "event": "step-started", "step": "rollback" })),
        (&day, "", json!({ "event": "observed", "text": "Queue grows" })),
        (&day, "", json!({ "event": "noted", "text": "Queue grows" })),
        (&day, "", json!({ "event": "day-ended", "note": "" })),
        (&day, "", with("reason", json!("Said from the wall"))),
        (&day, "", with("condition", json!(0))),
        (&day, "", with("reading", json!(1))),
        (&day, "Somebody", abort.clone()),
        (&other, "", abort.clone()),
    ] {
        assert_eq!(append(run, actor, &event).unwrap_err(), Refusal::stage_only_reads(), "{actor} {event}");
    }
    let refused = |call: &str, with: Value| {
        assert_eq!(
            wire.ask_as(Caller::Stage, call, with).unwrap_err(),
            Refusal::stage_only_reads(),
            "{call}"
        );
    };
    refused("ShowStage", json!({ "run": day, "monitor": null }));
    refused("WindowStage", json!({ "run": day }));
    refused("HideStage", json!({}));
    refused("BlankStage", json!({ "blank": true }));
    refused("MessageStage", json!({ "text": "Hello" }));
    refused("StartRun", json!({ "game_day": other, "acknowledged": [] }));
    refused("List", json!({ "kind": "person" }));
    wire.ask("ShowStage", json!({ "run": null, "monitor": null })).unwrap();
    assert_eq!(append(&day, "", &abort).unwrap_err(), Refusal::stage_only_reads(), "it is not on the stage");
    assert_eq!(wire.journal(&day), before);
    wire.ask("ShowStage", json!({ "run": day, "monitor": null })).unwrap();
    append(&day, "", &abort).unwrap();
    assert_eq!(wire.journal(&day).pop().unwrap()["event"], abort);
}

#[test]
fn the_stage_is_steered_from_the_console() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let shown = wire.ask("ShowStage", json!({ "run": null, "monitor": null })).unwrap();
    assert_eq!((shown["place"]["is"].clone(), shown["monitors"].clone()), (json!("on"), json!(["HDMI-1"])));
    assert_eq!(wire.ask("BlankStage", json!({ "blank": true })).unwrap()["blank"], true);
    assert_eq!(
        wire.ask("MessageStage", json!({ "text": "Back at 14:30" })).unwrap()["message"],
        "Back at 14:30"
    );
    assert_eq!(
        wire.ask("MessageStage", json!({ "text": "x".repeat(500) })).unwrap_err().field.as_deref(),
        Some("message")
    );
    assert_eq!(wire.ask("HideStage", json!({})).unwrap()["place"]["is"], "closed");
}

/// Where the stage stands, in the words of the wire, after a look at the monitors.
fn look(wire: &Wire, monitors: &[Monitor]) -> Value {
    wire.front.desktop.lock().unwrap().monitors = monitors.to_vec();
    wire.desk.keep_stage();
    wire.ask("Stage", json!({})).unwrap()["place"].clone()
}

#[test]
fn a_stage_whose_monitor_is_gone_goes_away_and_comes_back_with_it() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    wire.ask("ShowStage", json!({ "run": null, "monitor": "HDMI-1" })).unwrap();
    wire.front.told.lock().unwrap().clear();
    let lost = look(&wire, &[laptop()]);
    assert_eq!((lost["is"].clone(), lost["name"].clone()), (json!("lost"), json!("HDMI-1")));
    assert_eq!(*wire.front.stage.lock().unwrap(), None, "nothing covers the console");
    assert_eq!(*wire.front.told.lock().unwrap(), [Notice::Stage]);
    look(&wire, &[laptop()]);
    assert_eq!(wire.front.told.lock().unwrap().len(), 1, "a look that finds nothing new tells nobody");
    let smaller = Monitor { width_px: 1280, height_px: 720, ..projector() };
    assert_eq!(look(&wire, &[laptop(), smaller])["is"], "lost", "another projector at the same socket");
    assert_eq!(look(&wire, &[laptop(), projector()])["is"], "on");
    assert_eq!(*wire.front.stage.lock().unwrap(), Some(StagePlace::On(projector())));

    look(&wire, &[laptop()]);
    wire.ask("HideStage", json!({})).unwrap();
    assert_eq!(look(&wire, &[laptop(), projector()])["is"], "closed", "nobody waits any more");
}

#[test]
fn a_stage_that_the_window_system_moved_over_the_console_leaves_it_and_returns() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    wire.ask("ShowStage", json!({ "run": null, "monitor": null })).unwrap();
    wire.front.desktop.lock().unwrap().stage = Some(laptop());
    assert_eq!(look(&wire, &[laptop(), projector()])["is"], "lost");
    wire.front.desktop.lock().unwrap().stage = None;
    assert_eq!(look(&wire, &[laptop(), projector()])["is"], "on");
}

#[test]
fn on_one_monitor_nothing_opens_before_somebody_agreed() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let day = wire.running_day();
    look(&wire, &[laptop()]);
    wire.front.told.lock().unwrap().clear();
    let show = || wire.ask("ShowStage", json!({ "run": day, "monitor": null })).unwrap();
    assert_eq!(show()["place"]["is"], "closed");
    let run = serde_json::from_value(day.clone()).unwrap();
    assert_eq!(*wire.front.told.lock().unwrap(), [Notice::Stage, Notice::StageAsks { run }]);
    assert_eq!(wire.ask("WindowStage", json!({ "run": day })).unwrap()["place"]["is"], "window");
    wire.front.told.lock().unwrap().clear();
    assert_eq!(show()["place"]["is"], "window");
    assert_eq!(*wire.front.told.lock().unwrap(), [Notice::Stage], "whoever agreed is not asked twice");
    look(&wire, &[laptop(), projector()]);
    assert_eq!(wire.front.told.lock().unwrap().len(), 2, "there is a monitor now that it could fill");
    *wire.front.stage.lock().unwrap() = None;
    assert_eq!(look(&wire, &[laptop()])["is"], "closed", "a person has closed it");
    assert_eq!(show()["place"]["is"], "closed");
    assert!(
        wire.ask("ShowStage", json!({ "run": day, "monitor": "eDP-1" })).is_err(),
        "the console is there"
    );
    assert!(wire.ask("ShowStage", json!({ "run": day, "monitor": "HDMI-1" })).is_err(), "it is not there");
}
