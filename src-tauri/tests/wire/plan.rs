//! What stands between a plan and its start, and what happens to a plan that does not fit.

use crate::wire::{START_MS, Wire, experiment, game_day, service, workspace};
use contract::{Caller, Code};
use serde_json::{Value, json};

#[test]
fn a_warning_that_nobody_acknowledged_stops_the_start_and_an_acknowledged_one_is_in_the_record() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let day = wire.planned_day("Autumn");
    let refusal =
        wire.ask("StartRun", json!({ "game_day": day, "acknowledged": ["something else"] })).unwrap_err();
    assert_eq!(refusal.code, Code::Conflict);
    assert!(refusal.message.contains("acknowledged"), "{}", refusal.message);
    let started = wire.start(&day).unwrap();
    let accepted = started["event"]["acknowledged"].as_array().unwrap();
    assert!(accepted.iter().any(|words| words.as_str().unwrap().contains("never rehearsed")), "{accepted:?}");
}

#[test]
fn an_error_budget_that_is_not_healthy_forbids_chaos_until_somebody_answers_for_it() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let service =
        wire.create("service", service("payments", json!({ "remaining_pct": 50.0, "on": "2026-11-20" })));
    let mut body = experiment();
    body["service_id"] = service["id"].clone();
    let planned = wire.create("experiment", body);
    let day = wire.create("game-day", game_day("Autumn", &planned["id"]));
    let refusal = wire.start(&day["id"]).unwrap_err();
    assert_eq!(refusal.field.as_deref(), Some("experiments.0.budget"));
    assert!(refusal.message.contains("warning (50% left on 20 Nov 2026)"), "{}", refusal.message);
    let mut body = game_day("Autumn", &planned["id"]);
    body["overrides"] = json!([{ "experiment": planned["id"], "by": "Ana", "reason": "The audit asks for it", "at": START_MS }]);
    let saved = json!({ "id": day["id"], "version": 1, "document": { "kind": "game-day", "body": body } });
    wire.ask("Save", saved).unwrap();
    let started = wire.start(&day["id"]).unwrap();
    let plan = &started["event"]["plan"];
    assert_eq!(plan["game_day"]["overrides"][0]["by"], "Ana");
    assert_eq!(plan["experiments"][0]["budget"]["remaining_pct"], 50.0);
}

#[test]
fn what_no_longer_fits_moves_to_a_day_of_its_own() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let experiments: Vec<_> = (0..3).map(|_| wire.create("experiment", experiment())["id"].clone()).collect();
    let mut body = game_day("Autumn", &experiments[0]);
    body["experiments"] = json!(experiments);
    let day = wire.create("game-day", body)["id"].clone();
    wire.start(&day).unwrap();
    wire.append(&day, json!({ "event": "experiment-started", "experiment": 0 })).unwrap();
    let moved = |which: Value| {
        wire.ask("Reschedule", json!({ "run": day, "experiments": which, "date": "2026-12-01" }))
    };
    assert!(moved(json!([])).unwrap_err().message.contains("at least one"));
    assert!(moved(json!([2, 9])).unwrap_err().message.contains("no such experiment"));
    assert_eq!(
        wire.ask("List", json!({ "kind": "game-day" })).unwrap().as_array().unwrap().len(),
        1,
        "nothing half-moved"
    );
    let next = moved(json!([2, 1])).unwrap();
    let next = &next["document"]["body"];
    assert_eq!(next["experiments"], json!([experiments[1], experiments[2]]));
    assert_eq!((&next["date"], &next["status"]), (&json!("2026-12-01"), &json!("planned")));
    assert!(moved(json!([1])).unwrap_err().message.contains("already over"));
    let words: Vec<_> = wire.journal(&day).iter().map(|entry| entry["event"]["event"].clone()).collect();
    assert_eq!(words[2..], ["rescheduled", "rescheduled"]);
}

#[test]
fn a_second_move_goes_to_the_same_day_also_when_this_one_is_over() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let experiments: Vec<_> = (0..3).map(|_| wire.create("experiment", experiment())["id"].clone()).collect();
    let mut body = game_day("Autumn", &experiments[0]);
    body["experiments"] = json!(experiments);
    let day = wire.create("game-day", body)["id"].clone();
    wire.start(&day).unwrap();
    let moved = |which: Value, to: &Value, date: &str| {
        wire.ask("Reschedule", json!({ "run": day, "experiments": which, "to": to, "date": date }))
    };
    let past = moved(json!([2]), &Value::Null, "2026-11-01").unwrap_err();
    assert_eq!(past.field.as_deref(), Some("date"));
    assert!(past.message.contains("in the past"), "{}", past.message);
    let next = moved(json!([2]), &Value::Null, "2026-12-01").unwrap()["id"].clone();
    wire.append(&day, json!({ "event": "day-ended", "note": "" })).unwrap();
    assert!(moved(json!([1]), &day, "2026-12-01").unwrap_err().message.contains("the same day"));
    let again = moved(json!([1]), &next, "2026-12-09").unwrap();
    let body = &again["document"]["body"];
    assert_eq!(body["experiments"], json!([experiments[2], experiments[1]]));
    assert_eq!(body["date"], "2026-12-01", "a day that exists keeps its date");
    assert_eq!(wire.ask("List", json!({ "kind": "game-day" })).unwrap().as_array().unwrap().len(), 2);
    let other = wire.create("game-day", game_day("Winter", &experiments[1]))["id"].clone();
    wire.start(&other).unwrap();
    assert!(moved(json!([0]), &other, "2026-12-01").unwrap_err().message.contains("is running"));
}

#[test]
fn a_planned_experiment_leaves_one_day_and_reaches_the_other_or_neither() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let experiments: Vec<_> = (0..2).map(|_| wire.create("experiment", experiment())["id"].clone()).collect();
    let mut body = game_day("Autumn", &experiments[0]);
    body["experiments"] = json!(experiments);
    let day = wire.create("game-day", body)["id"].clone();
    let on = |day: &Value| {
        wire.ask("Get", json!({ "id": day })).unwrap()["document"]["body"]["experiments"].clone()
    };
    let moved = |version: u64, to: &Value| {
        let with = json!({ "game_day": day, "version": version, "experiment": experiments[1], "to": to, "date": null });
        wire.ask("MoveExperiment", with)
    };
    let back = |moved: &Value| {
        let with = json!({ "from": moved["from"]["id"], "from_version": moved["from"]["version"],
            "to": moved["to"]["id"], "to_version": moved["to"]["version"] });
        wire.ask("MoveBack", with)
    };
    let other = wire.create("game-day", game_day("Winter", &experiments[0]))["id"].clone();
    assert_eq!(moved(7, &other).unwrap_err().code, contract::Code::Conflict);
    assert_eq!((on(&day), on(&other)), (json!(experiments), json!([experiments[0]])), "nothing half-moved");
    let done = moved(1, &other).unwrap();
    assert_eq!((on(&day), on(&other)), (json!([experiments[0]]), json!(experiments)));
    back(&done).unwrap();
    assert_eq!((on(&day), on(&other)), (json!(experiments), json!([experiments[0]])));
    assert!(back(&done).is_err(), "once");
    let done = moved(3, &Value::Null).unwrap();
    assert_eq!(done["to"]["document"]["body"]["title"], "Autumn (continued)");
    back(&done).unwrap();
    assert_eq!(on(&day), json!(experiments));
    assert_eq!(wire.ask("List", json!({ "kind": "game-day" })).unwrap().as_array().unwrap().len(), 2);
}

#[test]
fn the_stage_of_a_blind_drill_learns_the_fault_only_when_it_is_revealed() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let planned = wire.create("experiment", experiment());
    let mut body = game_day("Autumn", &planned["id"]);
    body["blind"] = json!(true);
    let day = wire.create("game-day", body)["id"].clone();
    wire.start(&day).unwrap();
    wire.append(&day, json!({ "event": "experiment-started", "experiment": 0 })).unwrap();
    let seen =
        || wire.ask_as(Caller::Stage, "Journal", json!({ "run": day, "after": 0 })).unwrap().to_string();
    for secret in
        ["provider", "egress", "payments-psp", "Single AZ", "Customers", "never rehearsed", "Grafana"]
    {
        assert!(!seen().contains(secret), "{secret} is in {}", seen());
        assert!(wire.journal(&day)[0].to_string().contains(secret), "{secret} is no secret of this plan");
    }
    assert!(seen().contains("p99"), "the room must know what to look at");
    wire.append(&day, json!({ "event": "revealed", "experiment": 0 })).unwrap();
    assert!(seen().contains("payments-psp") && seen().contains("Block egress"));
    assert!(!seen().contains("never rehearsed"), "warnings stay between the facilitator and the record");
}

#[test]
fn a_window_cannot_speak_for_a_live_watcher() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let day = wire.running_day();
    let forged = json!({ "event": "reading", "metric": "p99", "value": 1.0, "reader": "Prometheus", "source": "", "live": true });
    for event in [forged, json!({ "event": "sight-gained", "series": { "metric": 0 } })] {
        assert_eq!(wire.append(&day, event).unwrap_err().code, Code::Invalid);
    }
}

#[test]
fn nobody_signs_as_the_watcher_or_as_readyroom() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let day = wire.running_day();
    for name in ["Prometheus", " prometheus ", "Readyroom"] {
        let seen = json!({ "event": "observed", "text": "Queue grows" });
        let refusal = wire.ask("Append", json!({ "run": day, "actor": name, "event": seen })).unwrap_err();
        assert_eq!((refusal.code, refusal.field.as_deref()), (Code::Invalid, Some("actor")), "{refusal}");
    }
    assert_eq!(wire.journal(&day).len(), 2);
}

#[test]
fn a_plan_that_claims_to_have_run_elsewhere_keeps_every_gate() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let planned = wire.create("experiment", experiment());
    let mut body = game_day("Autumn", &planned["id"]);
    body["original"] = json!("{}");
    let day = wire.create("game-day", body)["id"].clone();
    wire.start(&day).unwrap();
    wire.append(&day, json!({ "event": "experiment-started", "experiment": 0 })).unwrap();
    for step in ["announce", "predict", "inject", "rollback"] {
        wire.append(&day, json!({ "event": "step-started", "step": step })).unwrap();
    }
    let verify = json!({ "event": "step-started", "step": "verify" });
    assert!(wire.append(&day, verify).unwrap_err().message.contains("rollback steps are open"));
}

#[test]
fn a_template_is_not_moved_to_another_day() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let planned = wire.create("experiment", experiment());
    let day = wire.create("game-day", game_day("Autumn", &planned["id"]))["id"].clone();
    wire.start(&day).unwrap();
    let mut kept = planned["document"].clone();
    kept["body"]["library"] = json!(true);
    wire.ask("Save", json!({ "id": planned["id"], "version": 1, "document": kept })).unwrap();
    let moved = json!({ "run": day, "experiments": [0], "date": "2026-12-01" });
    assert!(wire.ask("Reschedule", moved).unwrap_err().message.contains("kept in the library"));
    assert_eq!(wire.journal(&day).len(), 1, "nothing half-moved");
}

#[test]
fn a_word_about_an_earlier_day_does_not_swallow_the_gap_of_the_running_one() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let earlier = wire.running_day();
    wire.append(&earlier, json!({ "event": "day-ended", "note": "" })).unwrap();
    let day = wire.running_day();
    wire.sleep(600_000);
    wire.append(&earlier, json!({ "event": "observed", "text": "The queue was full" })).unwrap();
    wire.desk.pulse().unwrap();
    let last = wire.journal(&day).pop().unwrap();
    assert_eq!(last["event"]["event"], "gap-found", "{last}");
}

#[test]
fn the_stage_learns_how_often_live_watchers_look_and_not_where() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let greeting = wire.ask("Greet", json!({})).unwrap();
    let mut body = greeting["workspace"].clone();
    body["prometheus"] = json!({ "url": "http://prometheus.corp:9090", "every_s": 5 });
    let document = json!({ "kind": "workspace", "body": body });
    wire.ask("Save", json!({ "id": greeting["workspace_id"], "version": 1, "document": document })).unwrap();
    let greeted =
        |caller| wire.ask_as(caller, "Greet", json!({})).unwrap()["workspace"]["prometheus"].clone();
    assert_eq!(greeted(Caller::Console)["url"], "http://prometheus.corp:9090");
    assert_eq!(greeted(Caller::Stage), json!({ "url": "", "every_s": 5 }));
}

#[test]
fn no_request_of_a_blind_stage_says_what_is_hidden() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let service = wire
        .create("service", service("payments-core", json!({ "remaining_pct": 80.0, "on": "2026-11-20" })));
    let plan = || {
        let mut body = experiment();
        body["title"] = json!("Secret title");
        body["service_id"] = service["id"].clone();
        body["validates"] = json!("Secret validation");
        body["approvals"] = json!([{ "name": "Secret board", "granted_on": "2026-11-20" }]);
        body["metrics"][0]["query"] = json!("secret_query");
        wire.create("experiment", body)["id"].clone()
    };
    let mut body = game_day("Autumn", &plan());
    let first = body["experiments"][0].clone();
    body["experiments"] = json!([first, plan(), plan()]);
    body["goal"] = json!("Secret goal");
    body["blind"] = json!(true);
    let day = wire.create("game-day", body)["id"].clone();
    wire.start(&day).unwrap();
    let say = |event: Value| wire.append(&day, event).unwrap();
    say(json!({ "event": "experiment-started", "experiment": 0 }));
    say(
        json!({ "event": "reading", "metric": "p99", "value": 1.0, "reader": "Mira", "source": "Secret board" }),
    );
    say(json!({ "event": "skipped", "experiment": 1, "reason": "Secret reason" }));
    wire.ask("Reschedule", json!({ "run": day, "experiments": [2], "date": "2026-12-01" })).unwrap();
    say(json!({ "event": "noted", "text": "Secret note" }));
    for step in ["announce", "predict", "inject"] {
        say(json!({ "event": "step-started", "step": step }));
    }
    let chart = json!({ "run": day, "experiment": 0, "metric": 0, "theme": "light", "width_px": 600, "height_px": 200 });
    let mut asked = vec![
        ("Greet", json!({})),
        ("Stage", json!({})),
        ("Samples", json!({ "run": day, "experiment": 0 })),
        ("ReadingsChart", chart),
    ];
    asked.extend((0..12).map(|after| ("Journal", json!({ "run": day, "after": after }))));
    let secrets = ["secret", "payments", "provider", "egress", "grafana", "single az", "customers see"];
    for (call, with) in asked {
        let said = match wire.ask_as(Caller::Stage, call, with) {
            Ok(said) => said.to_string().to_lowercase(),
            Err(refusal) => refusal.message.to_lowercase(),
        };
        for secret in secrets {
            assert!(!said.contains(secret), "{call} says {secret}: {said}");
        }
    }
    let told = serde_json::to_string(&*wire.front.told.lock().unwrap()).unwrap().to_lowercase();
    assert!(secrets.iter().all(|secret| !told.contains(secret)), "{told}");
}

#[test]
fn a_day_that_is_held_early_is_listed_and_named_by_the_day_it_was_held() {
    let (folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let day = wire.planned_day("Autumn"); // its plan says 24 November 2026, the clock says otherwise
    wire.start(&day).unwrap();
    let listed = wire.ask("List", json!({ "kind": "game-day" })).unwrap()[0]["at"].clone();
    assert_eq!(listed, json!(START_MS));
    wire.append(&day, json!({ "event": "day-ended", "note": "" })).unwrap();
    assert_eq!(wire.ask("List", json!({ "kind": "game-day" })).unwrap()[0]["at"], listed);
    let written = wire.ask("ExportPdf", json!({ "id": day })).unwrap();
    let name = written["path"].as_str().unwrap().strip_prefix(folder.path().to_str().unwrap()).unwrap();
    assert_eq!(name, "/reports/2026-11-25 Autumn.pdf");
}
