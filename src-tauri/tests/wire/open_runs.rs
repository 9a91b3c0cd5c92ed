//! Several runs may be open at once: what happens to time goes into all of them, once, and before what happens next.

use crate::wire::{START_MS, Wire, workspace};
use domain::{
    Document, Id, Instant,
    chaos::{
        game_day::{GameDay, GameDayStatus, Plan},
        run::Event,
    },
};
use serde_json::{Value, json};
use std::path::Path;
use store::{Access, Store};

/// A second run, as no room could begin it beside a game day yet: written into the file by hand.
fn another_run(path: &Path, at_ms: i64) -> Value {
    let at = Instant::from_ms(at_ms);
    let store = Store::open(path, Access::Write, at).unwrap();
    let game_day = GameDay { status: GameDayStatus::Running, at: Some(at), ..GameDay::named("Another room") };
    let begun = store.transact(at, "Ada", |tx| -> Result<Id, store::Trouble> {
        let id = tx.insert(Document::GameDay(game_day.clone()))?.id;
        let plan = Box::new(Plan { game_day, experiments: Vec::new() });
        tx.append(id, at, "Ada", Event::DayStarted { plan, acknowledged: Vec::new() })?;
        Ok(id)
    });
    json!(begun.unwrap().value)
}

/// Two open runs: one with a step in progress, one that has only begun.
fn two_runs(path: &Path) -> (Value, Value) {
    let one = Wire::open(path, START_MS).running_day();
    (one, another_run(path, START_MS + 1))
}

/// What the clock wrote into a journal.
fn of_time(wire: &Wire, run: &Value) -> Vec<Value> {
    let events = wire.journal(run).into_iter().map(|entry| entry["event"].clone());
    events.filter(|event| ["gap-found", "clock-set"].contains(&event["event"].as_str().unwrap())).collect()
}

#[test]
fn sleep_absence_and_a_set_clock_are_in_every_open_run_and_once() {
    let (_folder, path) = workspace();
    let (one, other) = two_runs(&path);
    let wire = Wire::open(&path, START_MS + 60_000);
    assert_eq!(wire.ask("Greet", json!({})).unwrap()["running"].as_array().unwrap().len(), 2);
    wire.sleep(600_000);
    wire.append(&other, json!({ "event": "observed", "text": "Another word" })).unwrap();
    wire.append(&one, json!({ "event": "observed", "text": "One word" })).unwrap();
    wire.set_wall(-3_600_000);
    wire.desk.pulse().unwrap();
    wire.desk.pulse().unwrap();
    let found = of_time(&wire, &one);
    let words: Vec<_> = found.iter().map(|event| (event["event"].clone(), event["cause"].clone())).collect();
    let (gap, set) = (json!("gap-found"), json!("clock-set"));
    assert_eq!(
        words,
        [(gap.clone(), json!("away")), (gap, json!("slept")), (set, Value::Null)],
        "away while closed, asleep, and set back"
    );
    assert_eq!(found, of_time(&wire, &other));
}

#[test]
fn what_happened_to_time_comes_before_the_next_word_in_every_run() {
    let (_folder, path) = workspace();
    let (one, other) = two_runs(&path);
    let wire = Wire::open(&path, START_MS + 100);
    wire.sleep(30_000);
    for run in [&other, &one] {
        wire.append(run, json!({ "event": "observed", "text": "Back" })).unwrap();
        let events: Vec<_> = wire.journal(run).iter().map(|entry| entry["event"]["event"].clone()).collect();
        assert_eq!(events[events.len() - 2..], [json!("gap-found"), json!("observed")]);
    }
}

#[test]
fn each_room_decides_on_its_own_gap_and_an_ended_run_gets_none() {
    let (_folder, path) = workspace();
    let (one, other) = two_runs(&path);
    let wire = Wire::open(&path, START_MS + 100);
    wire.append(&other, json!({ "event": "day-ended", "note": "" })).unwrap();
    wire.sleep(30_000);
    wire.desk.pulse().unwrap();
    assert_eq!((of_time(&wire, &one).len(), of_time(&wire, &other).len()), (1, 0));
    let gap = wire.journal(&one).pop().unwrap()["seq"].clone();
    wire.append(&one, json!({ "event": "gap-decided", "gap": gap, "counts": false })).unwrap();
    wire.append(&other, json!({ "event": "gap-decided", "gap": gap, "counts": false })).unwrap_err();
}

#[test]
fn whoever_is_in_one_room_hears_of_a_gap_in_another_until_that_room_has_decided() {
    let (_folder, path) = workspace();
    let (one, other) = two_runs(&path);
    let wire = Wire::open(&path, START_MS + 100);
    let open = |besides: &Value| wire.ask("OpenGaps", json!({ "besides": besides })).unwrap();
    assert_eq!(open(&Value::Null), json!([]));
    wire.sleep(30_000);
    wire.desk.pulse().unwrap();
    wire.sleep(60_000);
    wire.desk.pulse().unwrap();
    assert_eq!(open(&Value::Null).as_array().unwrap().len(), 2);
    let decide = |gap: &Value| {
        wire.append(&other, json!({ "event": "gap-decided", "gap": gap["seq"], "counts": false })).unwrap();
    };
    let first = open(&one)[0].clone();
    assert_eq!(
        (&first["title"], &first["run"], &first["kind"]),
        (&json!("Another room"), &other, &json!("game-day"))
    );
    assert_eq!(first["gap"]["to"].as_i64().unwrap() - first["gap"]["from"].as_i64().unwrap(), 30_000);
    decide(&first["gap"]);
    decide(&open(&one)[0]["gap"]);
    assert_eq!(open(&one), json!([]));
    assert_eq!(open(&Value::Null)[0]["run"], one, "that room has not decided yet");
}

/// A review in which the room is at its first dimension.
fn a_review(wire: &Wire) -> Value {
    let with = json!({ "scope": "organisation", "template": "maturity", "solo": true, "participants": [] });
    let review = wire.ask("BeginAssessment", with).unwrap()["id"].clone();
    say(wire, &review, json!({ "said": "present", "dimension": 0 }));
    review
}

/// Says something in a review; how it stands then.
fn say(wire: &Wire, review: &Value, said: Value) -> Value {
    wire.ask("Assess", json!({ "assessment": review, "said": said })).unwrap()["document"]["body"].clone()
}

fn body(wire: &Wire, review: &Value) -> Value {
    wire.ask("Get", json!({ "id": review })).unwrap()["document"]["body"].clone()
}

#[test]
fn a_review_in_the_room_gets_what_the_day_beside_it_gets_and_decides_for_itself() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let (day, review) = (wire.running_day(), a_review(&wire));
    wire.wait(2_000);
    wire.desk.pulse().unwrap();
    drop(wire);
    let wire = Wire::open(&path, START_MS + 62_000);
    wire.sleep(600_000);
    wire.append(&day, json!({ "event": "observed", "text": "Back" })).unwrap();
    wire.set_wall(-3_600_000);
    wire.desk.pulse().unwrap();
    wire.desk.pulse().unwrap();

    assert_eq!(of_time(&wire, &day).len(), 3, "away, asleep, and set back");
    let present = body(&wire, &review)["present"].clone();
    let gap = |seq: u64, cause: &str, from_ms: i64, to_ms: i64| {
        let (from, to) = (START_MS - 3_600_000 + from_ms, START_MS - 3_600_000 + to_ms);
        json!({ "seq": seq, "cause": cause, "from": from, "to": to, "counts": null })
    };
    assert_eq!(present["since"], START_MS - 3_600_000, "the clock was set under it");
    assert_eq!(present["gaps"], json!([gap(1, "away", 2_000, 62_000), gap(2, "slept", 62_000, 662_000)]));

    say(&wire, &review, json!({ "said": "decide-gaps", "upto": 2, "counts": false }));
    wire.wait(30_000);
    let after = say(&wire, &review, json!({ "said": "present", "dimension": 1 }));
    assert_eq!(after["answers"][0]["spent_ms"], 32_000, "what the room lived through");
    let decided = wire.journal(&day).iter().any(|entry| entry["event"]["event"] == "gap-decided");
    assert!(!decided, "the day decides for itself");
}

#[test]
fn a_review_alone_in_the_room_keeps_the_sign_of_life_and_hears_of_a_sleep_before_its_next_word() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let review = a_review(&wire);
    wire.wait(5_000);
    wire.desk.pulse().unwrap();
    drop(wire);
    let wire = Wire::open(&path, START_MS + 3_600_000);
    assert_eq!(body(&wire, &review)["present"]["gaps"][0]["from"], START_MS + 5_000);
    wire.sleep(600_000);
    let after = say(&wire, &review, json!({ "said": "agree", "dimension": 0, "score": 3 }));
    assert_eq!(after["present"]["gaps"][1]["cause"], "slept");
    let record = wire.ask("Get", json!({ "id": review })).unwrap();
    assert_eq!((&record["version"], &record["saved_by"]), (&json!(5), &json!("Facilitator")));
}

#[test]
fn a_closed_review_and_one_that_nobody_has_begun_hear_nothing_of_the_clock() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let closed = a_review(&wire);
    for dimension in 0..8 {
        say(&wire, &closed, json!({ "said": "agree", "dimension": dimension, "score": 3 }));
    }
    say(&wire, &closed, json!({ "said": "close" }));
    let with =
        json!({ "scope": { "team": "Payments" }, "template": "maturity", "solo": true, "participants": [] });
    let planned = wire.ask("BeginAssessment", with).unwrap()["id"].clone();
    let versions =
        || [&closed, &planned].map(|id| wire.ask("Get", json!({ "id": id })).unwrap()["version"].clone());
    let before = versions();
    wire.sleep(600_000);
    wire.desk.pulse().unwrap();
    assert_eq!(versions(), before);
}
