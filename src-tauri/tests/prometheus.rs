//! Live watchers against a real Prometheus, and against everything else that may answer at its address.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "prometheus/asker.rs"]
mod asker;
#[path = "prometheus/fake.rs"]
mod fake;
#[path = "../../tests/src/port.rs"]
mod port;
#[path = "../../tests/src/prometheus.rs"]
mod prometheus;
#[path = "prometheus/range.rs"]
mod range;
#[path = "prometheus/values.rs"]
mod values;
#[path = "wire/wire.rs"]
#[allow(dead_code, reason = "shared with the tests of the one command, which use all of it")]
mod wire;

use asker::wait_for;
use contract::{Caller, Code, Notice, SeriesSamples};
use domain::{
    chaos::run::{Entry, Lookout, Run, Watch, stale_after_ms},
    journal::Fold,
};
use fake::Fake;
use prometheus::{Exporter, Prometheus};
use readyroom::clock::Clock;
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader},
    process::Stdio,
    thread,
    time::{Duration, Instant},
};
use wire::{START_MS, Wire};

/// As if the last round had been long ago.
const DUE: Duration = Duration::MAX;

/// A desk whose workspace names a Prometheus.
fn wire_to(folder: &tempfile::TempDir, url: &str) -> Wire {
    let wire = Wire::open(&folder.path().join("ours.readyroom"), START_MS);
    set(&wire, json!({ "url": url, "every_s": 5 }));
    wire
}

fn set(wire: &Wire, prometheus: Value) {
    let greeting = wire.ask("Greet", json!({})).unwrap();
    let id = greeting["workspace_id"].clone();
    let version = wire.ask("Get", json!({ "id": id })).unwrap()["version"].clone();
    let mut body = greeting["workspace"].clone();
    body["prometheus"] = prometheus;
    let document = json!({ "kind": "workspace", "body": body });
    wire.ask("Save", json!({ "id": id, "version": version, "document": document })).unwrap();
}

/// A running day whose p99 and queue are watched: p99 above 1,500 ms trips after three checks, a queue above 100 at once.
fn watched_day(wire: &Wire) -> Value {
    watched(wire, false)
}

fn watched(wire: &Wire, blind: bool) -> Value {
    let mut experiment = wire::experiment();
    experiment["metrics"][0]["query"] = "max(http_p99_ms)".into();
    let condition = |text: &str, metric: Value, query: Value, value: f64, after: u32| {
        json!({ "text": text, "metric": metric, "query": query, "threshold": { "side": "above", "value": value },
                "trip_after": after, "watcher": "Jonas", "check_every_min": 2 })
    };
    experiment["conditions"] = json!([
        condition("p99 above 1.5 s", json!("p99"), Value::Null, 1_500.0, 3),
        condition("The queue grows", Value::Null, json!("queue_depth"), 100.0, 1),
    ]);
    let experiment = wire.create("experiment", experiment);
    let mut day = wire::game_day("Autumn", &experiment["id"]);
    day["blind"] = blind.into();
    let day = wire.create("game-day", day)["id"].clone();
    wire.start(&day).unwrap();
    wire.append(&day, json!({ "event": "experiment-started", "experiment": 0 })).unwrap();
    day
}

fn go_to_inject(wire: &Wire, day: &Value) {
    for step in ["announce", "predict", "inject"] {
        wire.append(day, json!({ "event": "step-started", "step": step })).unwrap();
    }
}

/// One round, five seconds after the last.
fn round(wire: &Wire) {
    wire.wait(5_000);
    assert!(wire.desk.watch(DUE).unwrap());
}

/// What live watchers wrote, in the words of the journal.
fn written(wire: &Wire, day: &Value) -> Vec<String> {
    let by_watcher = |entry: &Value| entry["actor"] == "Prometheus";
    let entries = wire.journal(day).into_iter().filter(by_watcher);
    entries.map(|entry| format!("{} {}", entry["event"]["event"].as_str().unwrap(), entry["event"])).collect()
}

fn run(wire: &Wire, day: &Value) -> Run {
    let journal = wire.ask("Journal", json!({ "run": day, "after": 0 })).unwrap();
    Run::fold(&serde_json::from_value::<Vec<Entry>>(journal).unwrap()).unwrap()
}

/// How a condition stands now, for a window that has asked for everything.
fn watch(wire: &Wire, day: &Value, condition: usize) -> Watch {
    let run = run(wire, day);
    let trial = run.trial().unwrap();
    let samples = wire.ask("Samples", json!({ "run": day, "experiment": 0 })).unwrap();
    let samples: Vec<SeriesSamples> = serde_json::from_value(samples).unwrap();
    let of = samples.iter().find(|of| Some(of.series) == trial.experiment().live_series(condition));
    let saw = of.and_then(|of| of.points.last()).copied();
    let greeting = wire.ask("Greet", json!({})).unwrap();
    let every_s = greeting["workspace"]["prometheus"]["every_s"].as_u64().map(|s| u32::try_from(s).unwrap());
    trial.watch(condition, Lookout { every_s, saw }, run.course.steady(wire.clock.now()))
}

#[test]
fn a_condition_trips_by_itself_after_three_checks() {
    let folder = tempfile::tempdir().unwrap();
    let exporter = Exporter::start();
    exporter.set("http_p99_ms", 412.0);
    exporter.set("queue_depth", 3.0);
    let prometheus = Prometheus::start(&folder.path().join("prometheus"), &exporter);
    let url = prometheus.url();
    let wire = wire_to(&folder, &url);
    let day = watched_day(&wire);
    wait_for(&url, "http_p99_ms", 412.0);
    round(&wire);
    let words = written(&wire, &day);
    assert_eq!(words.len(), 3, "both are seen, and the step's reading: {words:?}");
    go_to_inject(&wire, &day);
    exporter.set("http_p99_ms", 1_800.0);
    wait_for(&url, "http_p99_ms", 1_800.0);
    round(&wire);
    round(&wire);
    assert!(matches!(watch(&wire, &day, 0), Watch::Armed { .. }), "two of three");
    wire.front.told.lock().unwrap().clear();
    round(&wire);
    assert!(matches!(watch(&wire, &day, 0), Watch::Tripped { .. }));
    let last = wire.journal(&day).pop().unwrap();
    assert_eq!((last["actor"].clone(), last["event"]["condition"].clone()), (json!("Prometheus"), json!(0)));
    assert_eq!(last["event"]["note"], "3 checks in a row above 1,500 ms; the last read 1,800 ms.");
    let id = serde_json::from_value(day.clone()).unwrap();
    let told = wire.front.told.lock().unwrap().clone();
    let seq = last["seq"].as_u64().unwrap();
    // One word for the reading and the trip: whoever hears it asks for all that is new.
    assert_eq!(told, [Notice::Journal { run: id, seq }, Notice::Samples { run: id }]);
    let Watch::Tripped { reading, .. } = watch(&wire, &day, 0) else { panic!("it has tripped") };
    assert_eq!(reading, Some(seq - 1), "the reading on which it tripped");
    assert!(matches!(watch(&wire, &day, 1), Watch::Armed { .. }), "the queue is short");

    for caller in [Caller::Console, Caller::Stage] {
        let samples = wire.ask_as(caller, "Samples", json!({ "run": day, "experiment": 0 })).unwrap();
        assert_eq!(samples[0]["series"], json!({ "metric": 0 }));
        let values: Vec<_> = samples[0]["points"].as_array().unwrap().iter().map(|p| p[1].clone()).collect();
        assert_eq!(values, [412.0, 1_800.0, 1_800.0, 1_800.0]);
        assert_eq!(samples[1]["points"].as_array().unwrap().len(), 4, "the queue, since the baseline");
        let chart = json!({ "run": day, "experiment": 0, "metric": 0, "theme": "dark", "width_px": 600, "height_px": 200 });
        let drawn = wire.ask_as(caller, "ReadingsChart", chart).unwrap();
        assert!(
            drawn["alt"].as_str().unwrap().ends_with("Its live watcher saw 412 ms to 1,800 ms."),
            "{drawn}"
        );
    }
}

#[test]
fn a_prometheus_that_dies_is_not_taken_for_fine_and_one_that_is_back_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let exporter = Exporter::start();
    exporter.set("http_p99_ms", 412.0);
    exporter.set("queue_depth", 3.0);
    let mut prometheus = Prometheus::start(&folder.path().join("prometheus"), &exporter);
    let url = prometheus.url();
    let wire = wire_to(&folder, &url);
    let day = watched_day(&wire);
    go_to_inject(&wire, &day);
    wait_for(&url, "http_p99_ms", 412.0);
    round(&wire);
    assert!(matches!(watch(&wire, &day, 0), Watch::Armed { .. }));
    prometheus.kill();
    round(&wire);
    round(&wire);
    for condition in [0, 1] {
        assert!(matches!(watch(&wire, &day, condition), Watch::CannotSee { .. }));
    }
    let lost: Vec<_> =
        wire.journal(&day).into_iter().filter(|e| e["event"]["event"] == "sight-lost").collect();
    assert_eq!(lost.len(), 2, "once for each series, however often it was asked: {lost:?}");
    let reason = lost[0]["event"]["reason"].as_str().unwrap();
    assert!(
        reason.contains(url.trim_start_matches("http://")) && reason.contains("cannot be reached"),
        "{reason}"
    );
    let on_stage =
        wire.ask_as(Caller::Stage, "Journal", json!({ "run": day, "after": 0 })).unwrap().to_string();
    assert!(on_stage.contains("sight-lost") && !on_stage.contains("cannot be reached"), "{on_stage}");

    prometheus.restart();
    exporter.set("queue_depth", 4.0);
    wait_for(&url, "queue_depth", 4.0); // scraped anew, not only remembered
    round(&wire);
    for condition in [0, 1] {
        assert!(matches!(watch(&wire, &day, condition), Watch::Armed { .. }));
    }
    exporter.remove("queue_depth");
    let until = Instant::now() + Duration::from_secs(10);
    while !matches!(watch(&wire, &day, 1), Watch::CannotSee { .. }) {
        assert!(Instant::now() < until, "a series that is gone must not stay fine");
        round(&wire);
        thread::sleep(Duration::from_millis(100));
    }
    assert!(matches!(watch(&wire, &day, 0), Watch::Armed { .. }), "the other one is still seen");
}

#[test]
fn without_a_round_nothing_stays_armed() {
    let folder = tempfile::tempdir().unwrap();
    let fake = Fake::answering(7.0);
    let wire = wire_to(&folder, &fake.url());
    let day = watched_day(&wire);
    go_to_inject(&wire, &day);
    round(&wire);
    let saw_at = wire.clock.now();
    wire.wait(stale_after_ms(5));
    for condition in [0, 1] {
        assert!(matches!(watch(&wire, &day, condition), Watch::Armed { .. }));
    }
    wire.wait(1);
    for condition in [0, 1] {
        assert_eq!(watch(&wire, &day, condition), Watch::CannotSee { since: saw_at });
    }
    wire.desk.lost_sight("The check was lost inside Readyroom.");
    wire.desk.lost_sight("The check was lost inside Readyroom.");
    let lost: Vec<_> = written(&wire, &day).into_iter().filter(|line| line.contains("sight-lost")).collect();
    assert_eq!(lost.len(), 2, "once for each series: {lost:?}");
    assert!(lost[0].contains("lost inside Readyroom"), "{lost:?}");
    round(&wire);
    for condition in [0, 1] {
        assert!(matches!(watch(&wire, &day, condition), Watch::Armed { .. }), "it looks again");
    }
}

/// Another program keeps the file for longer than a round waits; what was seen meanwhile is lost, and the room is told.
#[test]
fn a_round_that_cannot_be_written_down_leaves_nothing_armed() {
    let folder = tempfile::tempdir().unwrap();
    let fake = Fake::answering(7.0);
    let wire = wire_to(&folder, &fake.url());
    let day = watched_day(&wire);
    go_to_inject(&wire, &day);
    round(&wire);
    assert!(matches!(watch(&wire, &day, 0), Watch::Armed { .. }));
    let file = folder.path().join("ours.readyroom");
    // A program that knows nothing of our locks.
    let keeps = "import sqlite3, sys, time; sql = sqlite3.connect(sys.argv[1], isolation_level=None); \
                 sql.execute('BEGIN IMMEDIATE'); print('begun', flush=True); time.sleep(7); sql.execute('COMMIT')";
    let other =
        std::process::Command::new("python3").args(["-c", keeps]).arg(&file).stdout(Stdio::piped()).spawn();
    let Ok(mut other) = other else {
        println!("python3 is not installed: not tried");
        return;
    };
    let mut begun = String::new();
    BufReader::new(other.stdout.take().unwrap()).read_line(&mut begun).unwrap();
    assert_eq!(begun, "begun\n");
    wire.wait(5_000);
    let refusal = wire.desk.watch(DUE).unwrap_err();
    assert!(refusal.message.contains("busy"), "{refusal}");
    other.wait().unwrap();
    for condition in [0, 1] {
        assert!(matches!(watch(&wire, &day, condition), Watch::CannotSee { .. }));
    }
    let lost: Vec<_> = written(&wire, &day).into_iter().filter(|line| line.contains("sight-lost")).collect();
    assert!(lost.len() == 2 && lost[0].contains("busy"), "{lost:?}");
}

#[test]
fn nobody_is_asked_before_it_is_time_and_the_answer_counts_only_where_it_was_asked() {
    let folder = tempfile::tempdir().unwrap();
    let fake = Fake::answering(5_000.0);
    let wire = wire_to(&folder, &fake.url());
    assert!(!wire.desk.watch(DUE).unwrap(), "no day is running");
    let day = watched_day(&wire);
    assert!(!wire.desk.watch(Duration::from_secs(4)).unwrap(), "every five seconds");
    assert_eq!(fake.asked(), 0);
    round(&wire);
    assert_eq!(
        fake.asked(),
        2,
        "a condition is asked for before the fault is in, to know that it can be seen"
    );
    assert!(
        !written(&wire, &day).iter().any(|line| line.contains("condition-checked")),
        "5,000 trips nothing yet"
    );
    go_to_inject(&wire, &day);
    let before = written(&wire, &day);
    fake.hold(true);
    thread::scope(|scope| {
        let watching = scope.spawn(|| wire.desk.watch(DUE).unwrap());
        fake.wait_for_asked(4);
        wire.append(&day, json!({ "event": "aborted", "reason": "", "condition": null, "reading": null }))
            .unwrap();
        assert!(!watching.is_finished(), "the key waited for the answer of Prometheus");
        fake.hold(false);
        assert!(watching.join().unwrap());
    });
    assert_eq!(written(&wire, &day), before, "the room was at another step when the answer came");
    let samples = wire.ask("Samples", json!({ "run": day, "experiment": 0 })).unwrap();
    assert_eq!(samples[0]["points"].as_array().unwrap().len(), 1, "{samples}");
    round(&wire);
    assert!(written(&wire, &day).len() > before.len());
}

#[test]
fn the_stage_of_a_blind_drill_gets_numbers_and_no_chart_until_it_is_revealed() {
    let folder = tempfile::tempdir().unwrap();
    let fake = Fake::answering(700.0);
    let wire = wire_to(&folder, &fake.url());
    let day = watched(&wire, true);
    round(&wire);
    let chart = |caller| {
        let chart = json!({ "run": day, "experiment": 0, "metric": 0, "theme": "light", "width_px": 600, "height_px": 200 });
        wire.ask_as(caller, "ReadingsChart", chart)
    };
    assert!(chart(Caller::Console).is_ok());
    assert_eq!(chart(Caller::Stage).unwrap_err().code, Code::NotFound);
    let samples = wire.ask_as(Caller::Stage, "Samples", json!({ "run": day, "experiment": 0 })).unwrap();
    assert_eq!(samples[0]["points"][0][1], 700.0);
    wire.append(&day, json!({ "event": "revealed", "experiment": 0 })).unwrap();
    assert!(chart(Caller::Stage).is_ok());
}

#[test]
fn a_prometheus_that_is_taken_out_of_the_settings_no_longer_sees_and_is_no_longer_asked() {
    let folder = tempfile::tempdir().unwrap();
    let fake = Fake::answering(7.0);
    let wire = wire_to(&folder, &fake.url());
    let day = watched_day(&wire);
    go_to_inject(&wire, &day);
    round(&wire);
    let asked = fake.asked();
    set(&wire, Value::Null);
    round(&wire);
    round(&wire);
    assert_eq!(fake.asked(), asked);
    for condition in [0, 1] {
        assert!(matches!(watch(&wire, &day, condition), Watch::CannotSee { .. }));
    }
    assert_eq!(written(&wire, &day).iter().filter(|line| line.contains("sight-lost")).count(), 2);

    let never = tempfile::tempdir().unwrap();
    let wire = Wire::open(&never.path().join("ours.readyroom"), START_MS);
    let day = watched_day(&wire);
    go_to_inject(&wire, &day);
    round(&wire);
    wire.desk.lost_sight("The check was lost inside Readyroom.");
    assert_eq!(written(&wire, &day), Vec::<String>::new(), "what was never watched is not lost");
    assert_eq!(
        wire.ask("TryQuery", json!({ "query": "" })).unwrap_err().field.as_deref(),
        Some("prometheus.url")
    );
}

#[test]
fn a_query_can_be_tried_from_the_console() {
    let folder = tempfile::tempdir().unwrap();
    let exporter = Exporter::start();
    let prometheus = Prometheus::start(&folder.path().join("prometheus"), &exporter);
    let wire = wire_to(&folder, &prometheus.url());
    let try_query = |query: &str| wire.ask("TryQuery", json!({ "query": query }));
    assert_eq!(try_query(" ").unwrap(), json!(1.0));
    assert_eq!(try_query("vector(2) * 21").unwrap(), json!(42.0));
    let refusal = try_query("rate(").unwrap_err();
    assert_eq!((refusal.code, refusal.field.as_deref()), (Code::Invalid, Some("query")), "{refusal}");
    assert!(wire.ask_as(Caller::Stage, "TryQuery", json!({ "query": "" })).is_err());
    drop(prometheus);
    let refusal = try_query("").unwrap_err();
    assert_eq!(
        (refusal.code, refusal.field.as_deref()),
        (Code::Unreadable, Some("prometheus.url")),
        "{refusal}"
    );
}
