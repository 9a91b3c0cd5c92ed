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
