//! The one command without a window: requests as JSON in, replies and refusals as JSON out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod assessment;
mod capacity;
mod incident;
mod keeping;
mod kept;
mod measured;
mod office;
mod open_runs;
mod plan;
mod postmortem;
mod reading;
mod results;
mod stage;
mod template;
mod wire;

use contract::{Code, Notice};
use serde_json::{Value, json};
use std::ffi::OsStr;
use wire::{START_MS, Wire, experiment, game_day, service, workspace};

#[test]
fn a_stale_save_is_a_conflict_that_names_who_and_what() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let day = wire.planned_day("Autumn");
    let record = wire.ask("Get", json!({ "id": day })).unwrap();
    let mut document = record["document"].clone();
    document["body"]["title"] = "Spring".into();
    let save = |document: &Value| {
        wire.ask("Save", json!({ "id": day, "version": record["version"], "document": document }))
    };
    assert_eq!(save(&document).unwrap()["version"], 2);
    let refusal = save(&document).unwrap_err();
    assert_eq!(refusal.code, Code::Conflict);
    assert!(refusal.message.contains("Facilitator"), "{refusal}");
}

#[test]
fn bad_fields_are_refused_with_their_path_and_leave_nothing() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    for (pointer, value, field) in [
        ("/title", json!(""), "title"),
        ("/title", json!("x".repeat(10_000)), "title"),
        ("/title", json!("bell\u{7}"), "title"),
        ("/fault/duration_min", json!(0), "fault.duration_min"),
        ("/fault/duration_min", json!(4_000_000), "fault.duration_min"),
        ("/metrics/0/name", json!(" "), "metrics.0.name"),
        ("/metrics/0/range", json!({ "min": 5, "max": 1 }), "metrics.0.range.min"),
        ("/conditions/0/check_every_min", json!(0), "conditions.0.check_every_min"),
    ] {
        let mut body = experiment();
        *body.pointer_mut(pointer).unwrap() = value;
        let refusal =
            wire.ask("Create", json!({ "document": { "kind": "experiment", "body": body } })).unwrap_err();
        assert_eq!((refusal.code, refusal.field.as_deref()), (Code::Invalid, Some(field)), "{refusal}");
    }
    assert_eq!(wire.ask("List", json!({ "kind": "experiment" })).unwrap(), json!([]));
    let unknown = json!({ "id": "00000000-0000-7000-8000-000000000000" });
    assert_eq!(wire.ask("Get", unknown).unwrap_err().code, Code::NotFound);
}

#[test]
fn a_record_begins_with_its_name_where_its_kind_does() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let named = |kind: &str, title: &str| wire.ask("CreateNamed", json!({ "kind": kind, "title": title }));
    let made = named("service", " checkout ").unwrap();
    let document = &made["document"];
    assert_eq!(document["body"]["name"], "checkout");
    assert_eq!((&document["title"], &document["status"]), (&json!("checkout"), &json!("not-stated")));
    assert_eq!(wire.ask("Get", json!({ "id": made["id"] })).unwrap(), made);
    let refusal = named("game-day", "  ").unwrap_err();
    assert_eq!((refusal.code, refusal.field.as_deref()), (Code::Invalid, Some("title")));
    let refusal = named("workspace", "Another").unwrap_err();
    assert_eq!(refusal.message, "A workspace is not begun with a title alone.");
}

#[test]
fn a_day_that_is_not_ready_cannot_begin_and_only_one_runs_at_a_time() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let bare = wire.create("experiment", {
        let mut body = experiment();
        body["rollback"] = json!([]);
        body
    });
    let day = wire.create("game-day", game_day("Not ready", &bare["id"]));
    let refusal = wire.start(&day["id"]).unwrap_err();
    assert_eq!(refusal.field.as_deref(), Some("experiments.0.rollback"));
    assert_eq!(wire.journal(&day["id"]), Vec::<Value>::new());
    let running = wire.running_day();
    let other = wire.planned_day("Another");
    assert_eq!(wire.start(&other).unwrap_err().code, Code::Conflict);
    assert_eq!(wire.start(&running).unwrap_err().code, Code::Invalid);
}

#[test]
fn every_write_is_told_once_after_it_is_in_the_file() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let day = wire.running_day();
    wire.front.told.lock().unwrap().clear();
    wire.append(&day, json!({ "event": "observed", "text": "Queue grows" })).unwrap();
    let run = serde_json::from_value(day.clone()).unwrap();
    assert_eq!(*wire.front.told.lock().unwrap(), [Notice::Journal { run, seq: 3 }]);
    wire.append(&day, json!({ "event": "resumed" })).unwrap_err();
    assert_eq!(wire.front.told.lock().unwrap().len(), 1, "a refusal tells nobody");
}

#[test]
fn a_process_that_goes_away_leaves_a_gap_and_a_question() {
    let (_folder, path) = workspace();
    let day = {
        let wire = Wire::open(&path, START_MS);
        let day = wire.running_day();
        wire.wait(5_000);
        wire.desk.pulse().unwrap();
        day
    };
    let wire = Wire::open(&path, START_MS + 725_000);
    let last = wire.journal(&day).pop().unwrap();
    assert_eq!(last["event"]["event"], "gap-found");
    assert_eq!(last["event"]["cause"], "away");
    assert_eq!(last["event"]["from"], START_MS + 5_000);
    assert_eq!(last["event"]["to"], START_MS + 725_000);
    assert_eq!(wire.ask("Greet", json!({})).unwrap()["running"], json!([["game-day", day]]));
    wire.append(&day, json!({ "event": "gap-decided", "gap": last["seq"], "counts": false })).unwrap();
    wire.append(&day, json!({ "event": "gap-decided", "gap": last["seq"], "counts": true })).unwrap_err();
}

#[test]
fn what_happened_to_time_is_written_before_what_happens_next() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let day = wire.running_day();
    let observe = || wire.append(&day, json!({ "event": "observed", "text": "Queue grows" })).unwrap();
    wire.sleep(600_000);
    observe();
    wire.set_wall(-3_600_000);
    observe();
    wire.wait(5_000);
    wire.desk.pulse().unwrap();
    let events: Vec<_> = wire.journal(&day).iter().skip(2).map(|entry| entry["event"].clone()).collect();
    let [slept, _, set, _] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!((slept["event"].clone(), slept["cause"].clone()), (json!("gap-found"), json!("slept")));
    assert_eq!(set, &json!({ "event": "clock-set", "by_ms": -3_600_000 }));
}

#[test]
fn a_clock_that_was_set_back_while_nobody_was_here_stops_no_countdown() {
    let (_folder, path) = workspace();
    let day = Wire::open(&path, START_MS).running_day();
    let wire = Wire::open(&path, START_MS - 7_200_000);
    assert_eq!(
        wire.journal(&day).pop().unwrap()["event"],
        json!({ "event": "clock-set", "by_ms": -7_200_000 })
    );
}

#[test]
fn a_removed_service_takes_no_game_day_with_it() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let service = wire.create("service", service("payments", Value::Null));
    let mut body = experiment();
    body["service_id"] = service["id"].clone();
    let planned = wire.create("experiment", body);
    let day = wire.create("game-day", game_day("Autumn", &planned["id"]));
    wire.ask("Remove", json!({ "id": service["id"], "version": 1 })).unwrap();
    wire.start(&day["id"]).unwrap();
}

#[test]
fn a_new_time_zone_keeps_planned_days_at_their_time_of_day() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let day = wire.planned_day("Autumn");
    let at = || wire.ask("Get", json!({ "id": day })).unwrap()["document"]["body"]["at"].as_i64().unwrap();
    let before = at();
    let greeting = wire.ask("Greet", json!({})).unwrap();
    let mut body = greeting["workspace"].clone();
    body["zone"] = "Asia/Tokyo".into();
    let document = json!({ "kind": "workspace", "body": body });
    wire.ask("Save", json!({ "id": greeting["workspace_id"], "version": 1, "document": document })).unwrap();
    assert_eq!(before - at(), 9 * 3_600_000);
}

#[test]
fn a_new_time_zone_leaves_days_that_were_held_as_they_are() {
    let (_folder, path) = workspace();
    let seeded = std::process::Command::new(env!("CARGO_BIN_EXE_readyroom"))
        .args([OsStr::new("--workspace"), path.as_os_str(), OsStr::new("seed")])
        .status();
    assert!(seeded.unwrap().success());
    let wire = Wire::open(&path, START_MS);
    let held = || {
        let rows = wire.ask("List", json!({ "kind": "game-day" })).unwrap();
        let rows = rows.as_array().unwrap().iter().filter(|row| row["status"] == "finished");
        rows.map(|row| wire.ask("Get", json!({ "id": row["id"] })).unwrap()).collect::<Vec<_>>()
    };
    let before = held();
    assert!(!before.is_empty());
    let greeting = wire.ask("Greet", json!({})).unwrap();
    let settings = wire.ask("Get", json!({ "id": greeting["workspace_id"] })).unwrap();
    let mut document = settings["document"].clone();
    document["body"]["zone"] = "Asia/Tokyo".into();
    let save = json!({ "id": settings["id"], "version": settings["version"], "document": document });
    wire.ask("Save", save).unwrap();
    assert_eq!(held(), before);
}

#[test]
fn a_time_zone_that_is_none_is_refused_at_its_field_and_a_window_gets_the_clocks_of_one_that_is() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let greeting = wire.ask("Greet", json!({})).unwrap();
    let save = |version: u64, zone: &str| {
        let mut body = greeting["workspace"].clone();
        body["zone"] = zone.into();
        let document = json!({ "kind": "workspace", "body": body });
        wire.ask("Save", json!({ "id": greeting["workspace_id"], "version": version, "document": document }))
    };
    let refusal = save(1, "Mars/Olympus").unwrap_err();
    assert_eq!((refusal.code, refusal.field.as_deref()), (Code::Invalid, Some("zone")));
    assert!(refusal.message.contains("Mars/Olympus"), "{}", refusal.message);

    save(1, "Europe/Berlin").unwrap();
    let clocks = wire.ask("Greet", json!({})).unwrap()["clocks"].clone();
    assert_eq!(clocks["first"], json!([3600, "CET"]));
    assert!(
        clocks["changes"].as_array().unwrap().contains(&json!([1_774_746_000, [7200, "CEST"]])),
        "{clocks}"
    );
}

#[test]
fn nobody_can_write_what_only_the_clock_may_say() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let day = wire.running_day();
    for event in [
        json!({ "event": "clock-set", "by_ms": 3_600_000 }),
        json!({ "event": "gap-found", "cause": "slept", "from": 0, "to": 1 }),
        json!({ "event": "action-raised", "action": day, "title": "x", "owner": "y", "due": null }),
    ] {
        assert_eq!(wire.append(&day, event).unwrap_err().code, Code::Invalid);
    }
}

#[test]
fn a_begun_day_keeps_its_plan_and_undo_cannot_unbegin_it() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let day = wire.running_day();
    let record = wire.ask("Get", json!({ "id": day })).unwrap();
    let save = json!({ "id": day, "version": record["version"], "document": record["document"] });
    assert!(wire.ask("Save", save).unwrap_err().message.contains("Duplicate"));
    let undone = wire.ask("Undo", json!({ "id": day, "version": record["version"] })).unwrap();
    assert_eq!(undone["document"]["body"]["status"], "running");
    let remove = json!({ "id": day, "version": undone["version"] });
    assert!(wire.ask("Remove", remove).unwrap_err().message.contains("End the day"));
    let copy = wire.ask("Duplicate", json!({ "id": day })).unwrap();
    assert_eq!(copy["document"]["body"]["status"], "planned");
    assert_ne!(copy["document"]["body"]["experiments"][0], record["document"]["body"]["experiments"][0]);
}

#[test]
fn an_action_is_a_record_and_a_line_in_the_journal_or_neither() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let day = wire.running_day();
    let action = |owner: &str| {
        json!({ "title": "Alert on consumer lag", "purpose": "detect", "priority": "p1", "owner": owner,
                "due": "2026-12-04", "status": "open", "raised_in": null })
    };
    assert!(wire.ask("RaiseAction", json!({ "run": day, "action": action("") })).is_err());
    assert_eq!(wire.ask("List", json!({ "kind": "action" })).unwrap(), json!([]));
    let raised = wire.ask("RaiseAction", json!({ "run": day, "action": action("Teo") })).unwrap();
    assert_eq!(raised["document"]["body"]["raised_in"], day);
    assert_eq!(wire.journal(&day).pop().unwrap()["event"]["action"], raised["id"]);
}

#[test]
fn a_tick_is_kept_with_time_and_name_also_while_the_day_runs() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let day = wire.running_day();
    let tick =
        |item: &str, done| wire.ask("TickChecklist", json!({ "game_day": day, "item": item, "done": done }));
    let ticked = tick("briefed", true).unwrap();
    assert_eq!(
        ticked["document"]["body"]["checklist"],
        json!([{ "item": "briefed", "at": START_MS, "by": "Mira" }])
    );
    assert_eq!(tick("briefed", false).unwrap()["document"]["body"]["checklist"], json!([]));
    let ticked = tick("announced", true).unwrap();
    assert_eq!(ticked["document"]["body"]["checklist"][0]["item"], "announced", "no journal knows that");
    assert!(tick("injected", true).unwrap_err().message.contains("The journal ticks this by itself"));
    assert_eq!(tick("no-such-item", true).unwrap_err().code, Code::NotFound);
}

#[test]
fn the_day_is_signed_by_whoever_facilitates_it() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let day = wire.running_day();
    let signed = |event: Value| wire.append(&day, event).unwrap()["actor"].clone();
    assert_eq!(wire.journal(&day)[0]["actor"], "Mira", "and not by the word “Facilitator”");
    assert_eq!(signed(json!({ "event": "observed", "text": "Quiet" })), "Mira");
    assert_eq!(signed(json!({ "event": "arrived", "name": "Teo", "role": "scribe" })), "Mira");
    assert_eq!(signed(json!({ "event": "role-taken", "name": "Teo", "role": "facilitator" })), "Mira");
    assert_eq!(signed(json!({ "event": "left", "name": "Mira" })), "Teo");
    let named =
        json!({ "run": day, "actor": "Jonas", "event": { "event": "observed", "text": "Still quiet" } });
    assert_eq!(wire.ask("Append", named).unwrap()["actor"], "Jonas");
}

#[test]
fn a_day_on_another_date_begins_only_when_somebody_has_read_so() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let experiment = wire.create("experiment", experiment());
    let mut plan = game_day("Autumn", &experiment["id"]);
    plan["date"] = json!("2026-12-03");
    let day = wire.create("game-day", plan)["id"].clone();
    let moved = |what: &Value| what["rule"] == "another-date";
    let found = wire.ask("Lint", json!({ "game_day": day })).unwrap();
    let found = found.as_array().unwrap();
    let warning = found.iter().find(|what| moved(what)).unwrap()["message"].clone();
    let rest = found.iter().filter(|what| !moved(what)).map(|what| what["message"].clone());
    let unread = json!({ "game_day": day, "acknowledged": rest.collect::<Vec<_>>() });
    assert_eq!(wire.ask("StartRun", unread).unwrap_err().code, Code::Conflict);
    wire.start(&day).unwrap();
    let begun = wire.journal(&day)[0]["event"].clone();
    assert!(begun["acknowledged"].as_array().unwrap().contains(&warning), "word for word");
    assert_eq!(begun["plan"]["game_day"]["date"], "2026-12-03", "what was planned stays what was planned");
}

#[test]
fn a_report_is_written_whole_and_never_over_another_one() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let day = wire.running_day();
    let export = || wire.ask("ExportPdf", json!({ "id": day })).unwrap()["path"].clone();
    let (first, second) = (export(), export());
    assert_ne!(first, second);
    for written in [&first, &second] {
        assert!(std::fs::read(written.as_str().unwrap()).unwrap().starts_with(b"%PDF"), "{written}");
    }
    let chart = json!({ "run": day, "experiment": 0, "metric": 0, "theme": "light", "width_px": 600, "height_px": 200 });
    assert!(wire.ask("ReadingsChart", chart).unwrap()["svg"].as_str().unwrap().starts_with("<svg"));
}
