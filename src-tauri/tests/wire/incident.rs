//! Incidents over the wire: declared, run beside a day, over, and what they come to.

use crate::wire::{START_MS, Wire, workspace};
use contract::{Caller, Code};
use domain::Instant;
use serde_json::{Value, json};

pub fn declaration(title: &str) -> Value {
    json!({
        "title": title, "severity": "sev1", "affected": "New carts fail",
        "extent": { "impact": "core-down", "users": "quarter-or-more" },
        "people": [{ "name": "Lena", "duty": "commander" }], "impact_began": START_MS - 600_000,
    })
}

pub fn declare(wire: &Wire, title: &str) -> Value {
    wire.ask("Declare", json!({ "declaration": declaration(title) })).unwrap()["id"].clone()
}

pub fn say(wire: &Wire, run: &Value, event: Value) -> Result<Value, contract::Refusal> {
    wire.ask("AppendToIncident", json!({ "run": run, "actor": "", "event": event }))
}

fn body(wire: &Wire, id: &Value) -> Value {
    wire.ask("Get", json!({ "id": id })).unwrap()["document"]["body"].clone()
}

fn resolve(wire: &Wire, run: &Value) {
    say(wire, run, json!({ "event": "mitigated", "how": "flag off" })).unwrap();
    say(wire, run, json!({ "event": "normal-seen" })).unwrap();
    wire.wait(30 * 60_000);
    say(wire, run, json!({ "event": "resolved", "cause": "a flag" })).unwrap();
}

#[test]
fn the_record_of_an_incident_follows_its_journal_and_nobody_writes_it() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let id = declare(&wire, "Checkout errors");
    let began = body(&wire, &id);
    assert_eq!((&began["status"], &began["commander"]), (&json!("open"), &json!("Lena")));
    assert_eq!(began["channel"], "#inc-2026-11-25-checkout-errors");
    let record = wire.ask("Get", json!({ "id": id })).unwrap();
    let refusal = wire
        .ask("Save", json!({ "id": id, "version": record["version"], "document": record["document"] }))
        .unwrap_err();
    assert!(refusal.message.contains("follows from its journal"), "{refusal}");
    assert_eq!(
        wire.ask("Create", json!({ "document": record["document"] })).unwrap_err().code,
        Code::Invalid
    );
    let extent = json!({ "impact": "degraded", "users": "one" });
    say(
        &wire,
        &id,
        json!({ "event": "rated", "extent": extent, "severity": "sev3", "reason": "one customer" }),
    )
    .unwrap();
    assert_eq!(body(&wire, &id)["severity"], "sev3");
    say(&wire, &id, json!({ "event": "logged", "kept": "happened", "text": "Seen" })).unwrap();
    let version = wire.ask("Get", json!({ "id": id })).unwrap()["version"].clone();
    assert_eq!(version, 2, "a line of the timeline changes nothing in the record");
    resolve(&wire, &id);
    let over = body(&wire, &id);
    assert_eq!((&over["status"], &over["review_by"]), (&json!("resolved"), &json!("2026-12-02")));
    let refusal = say(&wire, &id, json!({ "event": "mitigated", "how": "again" })).unwrap_err();
    assert!(refusal.message.starts_with("The incident has ended."), "{refusal}");
}

#[test]
fn a_declaration_that_cannot_be_is_refused_at_its_field() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    for (pointer, value, field) in [
        ("/title", json!(" "), "title"),
        ("/title", json!("x".repeat(201)), "title"),
        ("/people/0/name", json!(""), "people.0.name"),
        ("/impact_began", json!(START_MS + 3_600_000), "impact_began"),
        ("/impact_began", json!(0), "impact_began"),
    ] {
        let mut declaration = declaration("Checkout");
        *declaration.pointer_mut(pointer).unwrap() = value;
        let refusal = wire.ask("Declare", json!({ "declaration": declaration })).unwrap_err();
        assert_eq!(refusal.field.as_deref(), Some(field), "{refusal}");
    }
    assert_eq!(wire.ask("List", json!({ "kind": "incident" })).unwrap(), json!([]), "nothing is left of it");
}

#[test]
fn an_incident_is_open_beside_a_day_and_nobody_asks_whether_its_time_counts() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let day = wire.running_day();
    let incident = declare(&wire, "Checkout errors");
    wire.sleep(600_000);
    wire.append(&day, json!({ "event": "observed", "text": "Back" })).unwrap();
    let journal = wire.ask("IncidentJournal", json!({ "run": incident, "after": 0 })).unwrap();
    assert_eq!(journal[1]["event"]["event"], "gap-found");
    let asked = wire.ask("OpenGaps", json!({ "besides": null })).unwrap();
    assert_eq!(asked.as_array().unwrap().len(), 1, "only the day's clock asks: {asked}");
    let refusal = say(&wire, &incident, json!({ "event": "paused" })).unwrap_err();
    assert!(!refusal.message.is_empty());
}

#[test]
fn the_stage_gets_no_private_word_and_writes_nothing() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let id = declare(&wire, "Checkout errors");
    say(&wire, &id, json!({ "event": "noted", "text": "Ask Priya" })).unwrap();
    let ask = |caller| wire.ask_as(caller, "IncidentJournal", json!({ "run": id, "after": 0 })).unwrap();
    assert_eq!(ask(Caller::Console).as_array().unwrap().len(), 2);
    assert_eq!(ask(Caller::Stage).as_array().unwrap().len(), 1);
    let event = json!({ "event": "mitigated", "how": "off" });
    let refused =
        wire.ask_as(Caller::Stage, "AppendToIncident", json!({ "run": id, "actor": "", "event": event }));
    assert!(refused.is_err());
    let event = json!({ "event": "gap-found", "cause": "slept", "from": 1, "to": 2 });
    assert_eq!(say(&wire, &id, event).unwrap_err().message, "This is written by Readyroom itself.");
}

#[test]
fn the_list_has_what_is_open_first_and_the_median_beside_the_mean() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    for minutes in [1, 2, 60] {
        let id = declare(&wire, &format!("Over after {minutes}"));
        wire.wait(minutes * 60_000);
        resolve(&wire, &id);
    }
    let open = declare(&wire, "Open");
    let list = wire.ask("Incidents", json!({ "service": null })).unwrap();
    assert_eq!((&list["lines"][0]["id"], list["lines"].as_array().unwrap().len()), (&open, 4));
    assert_eq!(list["lines"][0]["due"]["owed"], json!({ "check-in": 1 }));
    let mitigate =
        list["typical"].as_array().unwrap().iter().find(|typical| typical[0] == "mitigate").unwrap();
    assert_eq!(mitigate[1]["count"], 3);
    let (median, mean) = (mitigate[1]["median_s"].as_i64().unwrap(), mitigate[1]["mean_s"].as_i64().unwrap());
    assert!(median < mean, "{median} {mean}");
    assert_eq!(list["typical"].as_array().unwrap().len(), 2, "nobody said when any was detected");
}

#[test]
fn a_process_that_dies_in_an_incident_leaves_it_open_with_all_that_was_said() {
    let (_folder, path) = workspace();
    let id = {
        let wire = Wire::open(&path, START_MS);
        let id = declare(&wire, "Checkout errors");
        say(&wire, &id, json!({ "event": "checked-in", "know": "carts", "unknown": "why" })).unwrap();
        wire.desk.pulse().unwrap();
        id
    };
    let wire = Wire::open(&path, START_MS + 3_600_000);
    let journal = wire.ask("IncidentJournal", json!({ "run": id, "after": 0 })).unwrap();
    let events: Vec<&str> =
        journal.as_array().unwrap().iter().map(|entry| entry["event"]["event"].as_str().unwrap()).collect();
    assert_eq!(events, ["declared", "checked-in", "gap-found"]);
    let due = &wire.ask("Incidents", json!({ "service": null })).unwrap()["lines"][0]["due"];
    assert_eq!(
        (&due["owed"], &due["at"]),
        (&json!({ "check-in": 2 }), &json!(Instant::from_ms(START_MS + 15 * 60_000)))
    );
}

#[test]
fn an_action_out_of_an_incident_knows_where_it_is_from() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let id = declare(&wire, "Checkout errors");
    let action = json!({ "title": "Empty the cache on rollback", "purpose": "prevent", "priority": "p0", "owner": "Ana",
        "due": "2026-12-05", "status": "open", "raised_in": null });
    let raised = wire.ask("RaiseInIncident", json!({ "run": id, "action": action, "about": null })).unwrap();
    assert_eq!(raised["document"]["body"]["raised_in"], id);
    let journal = wire.ask("IncidentJournal", json!({ "run": id, "after": 1 })).unwrap();
    assert_eq!(journal[0]["event"]["event"], "action-raised");
}

#[test]
fn a_review_that_is_long_overdue_still_waits() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let id = declare(&wire, "Checkout errors");
    resolve(&wire, &id);
    let waiting = || wire.ask("WaitingIncidents", json!({})).unwrap().as_array().unwrap().len();
    for days in [0, 7, 8, 60] {
        wire.wait(days * 86_400_000);
        assert_eq!(waiting(), 1, "{days} days later");
    }
}
