//! What came of all days: history, comparison, chaos maturity; and the library that days are planned from.

use crate::wire::{START_MS, Wire, experiment, game_day, service, workspace};
use contract::Code;
use domain::{
    Document, Instant, Kind, Zone,
    chaos::{
        game_day::GameDayStatus,
        run::{Entry, Event},
    },
    journal::Common,
    sample::sample,
};
use serde_json::{Value, json};
use std::{path::Path, time::Instant as Stopwatch};
use store::{Access, Store};

const DAY_MS: i64 = 86_400_000;
const MIN_MS: i64 = 60_000;

impl Wire {
    /// Runs a planned day with one experiment to its end: out of range for a minute, back after `recovered_min`.
    fn run(&self, day: &Value, outcome: &str, recovered_min: i64) {
        let findings = self.ask("Lint", json!({ "game_day": day })).unwrap();
        let warnings: Vec<_> =
            findings.as_array().unwrap().iter().map(|one| one["message"].clone()).collect();
        self.ask("StartRun", json!({ "game_day": day, "acknowledged": warnings })).unwrap();
        let say = |event: Value| {
            self.append(day, event).unwrap();
        };
        let step = |step: &str| say(json!({ "event": "step-started", "step": step }));
        let read = |value: f64| {
            say(
                json!({ "event": "reading", "metric": "p99", "value": value, "reader": "Mira", "source": "Grafana" }),
            );
        };
        say(json!({ "event": "experiment-started", "experiment": 0 }));
        for name in ["announce", "predict", "inject"] {
            step(name);
        }
        self.wait(MIN_MS);
        read(900.0 + recovered_min as f64 * 100.0);
        step("rollback");
        say(json!({ "event": "rollback-step", "index": 0, "state": "done" }));
        step("verify");
        self.wait(recovered_min * MIN_MS);
        read(420.0);
        step("outcome");
        say(json!({ "event": "concluded", "outcome": outcome, "note": "" }));
    }

    fn end(&self, day: &Value) {
        self.append(day, json!({ "event": "day-ended", "note": "" })).unwrap();
    }

    fn level(&self) -> Value {
        self.ask("ChaosMaturity", json!({})).unwrap()["number"].clone()
    }
}

/// A finished day and its repeat, sixty days later, which still runs. Their ids, and the service's.
fn two_days(wire: &Wire) -> (Value, Value, Value) {
    let service = wire.create("service", service("payments", Value::Null))["id"].clone();
    let mut body = experiment();
    body["service_id"] = service.clone();
    let experiment = wire.create("experiment", body)["id"].clone();
    let first = wire.create("game-day", game_day("Autumn", &experiment))["id"].clone();
    wire.run(&first, "disproved", 10);
    let action = json!({ "title": "Alert on consumer lag", "purpose": "detect", "priority": "p1", "owner": "Teo",
                         "due": "2026-12-04", "status": "open", "raised_in": null });
    wire.ask("RaiseAction", json!({ "run": first, "action": action, "about": null })).unwrap();
    wire.end(&first);
    let second = wire.ask("Duplicate", json!({ "id": first })).unwrap()["id"].clone();
    wire.wait(60 * DAY_MS);
    wire.run(&second, "confirmed", 2);
    (first, second, service)
}

#[test]
fn two_days_stand_side_by_side_the_earlier_one_on_the_left() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let (first, second, _) = two_days(&wire);
    let both = wire.ask("Compare", json!({ "left": second, "right": first })).unwrap();
    assert_eq!((&both["left"]["id"], &both["right"]["id"]), (&first, &second));
    assert_eq!(both, wire.ask("Compare", json!({ "left": first, "right": second })).unwrap());
    let pairs = both["pairs"].as_array().unwrap();
    assert_eq!(pairs.len(), 1, "the copy is the same experiment");
    let words: Vec<_> =
        pairs[0]["changes"].as_array().unwrap().iter().map(|change| &change["words"]).collect();
    assert_eq!(words[0], "Stopped early, confirmed; it was stopped early, disproved before.");
    assert_eq!(words[1], "Stop to recovered: 2 min instead of 10 min, 8 min shorter.");
    assert_eq!(pairs[0]["changes"][3]["direction"], "better");
    assert_eq!(
        both["follow_ups"][0]["words"],
        "“Alert on consumer lag” is still open (Teo, due 4 Dec 2026)."
    );
}

#[test]
fn an_action_counts_as_done_for_the_repeat_only_when_it_was_done_before() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let (first, second, _) = two_days(&wire);
    let action = wire.ask("List", json!({ "kind": "action" })).unwrap()[0]["id"].clone();
    let mut record = wire.ask("Get", json!({ "id": action })).unwrap();
    record["document"]["body"]["status"] = "done".into();
    let save = json!({ "id": action, "version": 1, "document": record["document"] });
    wire.ask("Save", save).unwrap();
    let both = wire.ask("Compare", json!({ "left": first, "right": second })).unwrap();
    assert_eq!(both["follow_ups"][0]["right"], "done only after this day began");
    wire.ask("Remove", json!({ "id": action, "version": 2 })).unwrap();
    let both = wire.ask("Compare", json!({ "left": first, "right": second })).unwrap();
    assert_eq!(both["follow_ups"], json!([]));
}

#[test]
fn what_cannot_be_compared_is_refused_in_words() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let (first, planned) = (wire.running_day(), wire.planned_day("Winter"));
    let refused = |left: &Value, right: &Value| {
        wire.ask("Compare", json!({ "left": left, "right": right })).unwrap_err()
    };
    assert!(refused(&first, &first).message.contains("same day twice"));
    assert!(refused(&first, &planned).message.contains("“Winter” has not begun"));
    let experiment = wire.create("experiment", experiment())["id"].clone();
    assert_eq!(refused(&experiment, &first).code, Code::NotFound);
    assert_eq!(refused(&first, &json!("019ab000-0000-7000-8000-0000000000aa")).code, Code::NotFound);
}

#[test]
fn the_history_of_a_service_is_newest_first_and_follows_the_journal() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let (first, second, service) = two_days(&wire);
    let other = wire.create("service", crate::wire::service("search", Value::Null))["id"].clone();
    let ask = |service: &Value| wire.ask("ServiceHistory", json!({ "service": service })).unwrap();
    let days = |lines: &Value| -> Vec<Value> {
        lines.as_array().unwrap().iter().map(|line| line["game_day"].clone()).collect()
    };
    let lines = ask(&service);
    assert_eq!(days(&lines), [second.clone(), first.clone()]);
    assert_eq!((&lines[0]["outcome"], &lines[1]["outcome"]), (&json!("confirmed"), &json!("disproved")));
    assert_eq!(lines[0]["stop_to_recovered_ms"], 2 * MIN_MS);
    assert_eq!(lines[0]["repeats"], lines[1]["experiment"]);
    assert_eq!((ask(&Value::Null), ask(&other)), (lines, json!([])));
    // What was read before is read again when the journal has grown, and only counts while the day is there.
    wire.append(&second, json!({ "event": "surprised", "text": "Retries doubled" })).unwrap();
    assert_eq!(ask(&service)[0]["surprises"], 1);
    wire.end(&second);
    let record = wire.ask("Get", json!({ "id": second })).unwrap();
    wire.ask("Remove", json!({ "id": second, "version": record["version"] })).unwrap();
    assert_eq!(days(&ask(&service)), [first]);
}

#[test]
fn the_maturity_grows_with_the_record_and_with_what_people_say() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    assert_eq!(wire.level(), 0);
    let (_, second, _) = two_days(&wire);
    assert_eq!(wire.level(), 1, "no next day is planned");
    wire.end(&second);
    let mut body = game_day("Winter", &wire.create("experiment", experiment())["id"]);
    body["date"] = "2099-01-12".into();
    wire.create("game-day", body);
    assert_eq!(wire.level(), 2);
    let claim = |item: &str, claimed| wire.ask("ClaimChaos", json!({ "item": item, "claimed": claimed }));
    let said = claim("budget-decides", true).unwrap();
    assert_eq!(said["document"]["body"]["chaos_claims"][0]["by"], "Facilitator");
    assert_eq!(wire.level(), 2, "the days were in staging");
    claim("budget-decides", true).unwrap();
    let said = claim("automated", true).unwrap();
    assert_eq!(
        said["document"]["body"]["chaos_claims"].as_array().unwrap().len(),
        2,
        "said twice is said once"
    );
    let said = claim("budget-decides", false).unwrap();
    assert_eq!(said["document"]["body"]["chaos_claims"][0]["item"], "automated");
    for item in ["two-days", "no-such-criterion"] {
        assert_eq!(claim(item, true).unwrap_err().code, Code::Invalid, "{item}");
    }
}

#[test]
fn the_library_is_copied_from_and_never_run() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let mut body = experiment();
    body["library"] = true.into();
    body["approvals"] = json!([{ "name": "Priya", "granted_on": "2026-11-20" }]);
    let template = wire.create("experiment", body);
    let on_a_day = wire.ask(
        "Create",
        json!({ "document": { "kind": "game-day", "body": game_day("Autumn", &template["id"]) } }),
    );
    let refusal = on_a_day.unwrap_err();
    assert_eq!(refusal.field.as_deref(), Some("experiments.0"));
    assert!(refusal.message.contains("Duplicate it"), "{}", refusal.message);
    let copy = wire.ask("Duplicate", json!({ "id": template["id"] })).unwrap();
    let plain = &copy["document"]["body"];
    assert_eq!((&plain["library"], &plain["repeats"]), (&json!(false), &Value::Null));
    assert_eq!(
        (&plain["title"], &plain["approvals"][0]["granted_on"]),
        (&template["document"]["body"]["title"], &Value::Null)
    );
    let day = wire.create("game-day", game_day("Autumn", &copy["id"]));
    // What is on a planned day cannot become a template, nor come back as one.
    let mut kept = copy["document"].clone();
    kept["body"]["library"] = true.into();
    let save = |version: &Value, document: &Value| {
        wire.ask("Save", json!({ "id": copy["id"], "version": version, "document": document }))
    };
    assert!(save(&copy["version"], &kept).unwrap_err().message.contains("“Autumn” is going to run"));
    let mut without = day["document"].clone();
    without["body"]["experiments"] = json!([]);
    let day =
        wire.ask("Save", json!({ "id": day["id"], "version": day["version"], "document": without })).unwrap();
    let kept = save(&copy["version"], &kept).unwrap();
    let plain = save(&kept["version"], &copy["document"]).unwrap();
    wire.ask("Undo", json!({ "id": day["id"], "version": day["version"] })).unwrap();
    let undo = json!({ "id": copy["id"], "version": plain["version"] });
    assert!(wire.ask("Undo", undo).unwrap_err().message.contains("“Autumn” is going to run"));
}

/// Fills a workspace with `days` finished days: the sample's, each padded with observations to `entries` entries.
fn fill(path: &Path, days: i64, entries: usize) {
    let now = Instant::from_ms(START_MS);
    let store = Store::open(path, Access::Write, now).unwrap();
    let sample = sample(Zone::UTC.date(now));
    let (run, journal) = sample.journals.first().unwrap();
    let (first, rest) = journal.split_first().unwrap();
    let padding = Event::Common(Common::Observed {
        text: "Forty-one contacts at support, none about orders.".to_owned(),
    });
    store
        .transact::<_, store::Trouble>(now, "Lena Vogt", |tx| {
            for (id, document) in &sample.records {
                if !matches!(document.kind(), Kind::Workspace | Kind::Action) {
                    tx.insert_as(*id, document.clone())?;
                }
            }
            let day = sample.records.iter().find(|(id, _)| id == run).map(|(_, document)| document.clone());
            let Some(Document::GameDay(day)) = day else { panic!("{run} is no game day") };
            for n in 0..days {
                let status = GameDayStatus::Finished;
                let id = tx.insert(domain::chaos::game_day::GameDay { status, ..day.clone() }.into())?.id;
                let mut write = |entry: &Entry, event: Event| {
                    tx.append(id, entry.at.plus_ms(-n * 7 * DAY_MS), &entry.actor, event)
                };
                write(first, first.event.clone())?;
                for _ in journal.len()..entries {
                    write(first, padding.clone())?;
                }
                for entry in rest {
                    write(entry, entry.event.clone())?;
                }
            }
            Ok(())
        })
        .unwrap();
}

/// Prints what it takes: `cargo nextest run -p readyroom --test wire --no-capture fifty`.
#[test]
fn a_history_of_fifty_days_is_read_once_and_then_at_hand() {
    let (_folder, path) = workspace();
    fill(&path, 50, 2_000);
    let wire = Wire::open(&path, START_MS);
    let timed = || {
        let watch = Stopwatch::now();
        let lines = wire.ask("ServiceHistory", json!({ "service": null })).unwrap();
        (lines.as_array().unwrap().len(), watch.elapsed())
    };
    let ((cold_lines, cold), (warm_lines, warm)) = (timed(), timed());
    println!("history of 50 days x 2,000 entries: first {cold:?}, then {warm:?}");
    assert_eq!((cold_lines, warm_lines), (150, 150), "the sample's own days have no journal here");
    assert!(warm * 5 < cold, "read again: {warm:?} after {cold:?}");
}

#[test]
fn the_days_that_ended_last_say_what_came_out_and_what_is_still_to_be_done() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    assert_eq!(wire.ask("EndedDays", json!({})).unwrap(), json!([]), "none has ended");
    let (first, second, _) = two_days(&wire);
    let told = wire.ask("EndedDays", json!({})).unwrap();
    assert_eq!(told.as_array().map(Vec::len), Some(1), "the other one still runs: {told}");
    let trial =
        json!({ "title": "Payment provider blocked", "ended": "stopped-early", "outcome": "disproved" });
    assert_eq!((&told[0]["id"], &told[0]["trials"]), (&first, &json!([trial])));
    assert_eq!((&told[0]["actions"], &told[0]["ticks"]), (&json!(1), &json!([])));
    wire.end(&second);
    let told = wire.ask("EndedDays", json!({})).unwrap();
    assert_eq!((&told[0]["id"], &told[1]["id"]), (&second, &first), "the newest first");
    assert!(told[1]["told"].as_array().unwrap().contains(&json!("actions")), "the journal ticks it: {told}");
}
