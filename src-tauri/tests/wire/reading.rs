//! Large measurements: how far the reading is, how it is broken off, and what of it is kept.

use crate::wire::{START_MS, Wire, workspace};
use contract::{Notice, Refusal};
use domain::Instant;
use serde_json::{Value, json};
use std::{fmt::Write, thread, time::Duration};

fn model(wire: &Wire, title: &str) -> Value {
    wire.ask("CreateNamed", json!({ "kind": "capacity-model", "title": title })).unwrap()["id"].clone()
}

/// A row a minute, and one and a half more in every row.
fn minutes(rows: i64) -> String {
    let mut text = String::from("time,value\n");
    for row in 0..rows {
        let at = Instant::from_ms(1_735_689_600_000 + row * 60_000).utc();
        writeln!(text, "{}Z,{}.5", at.format("%Y-%m-%d %H:%M:%S"), 100 + row).unwrap();
    }
    text
}

fn read(wire: &Wire, model: &Value, source: Value) -> Result<Value, Refusal> {
    wire.ask("ReadMeasurements", json!({ "model": model, "source": source, "answers": {} }))
}

fn file(text: &str) -> Value {
    json!({ "files": [{ "name": "grafana.csv", "bytes": text }] })
}

fn take(wire: &Wire, model: &Value) -> Result<Value, Refusal> {
    wire.ask("TakeMeasurements", json!({ "model": model, "answers": {} }))
}

fn leave(wire: &Wire, model: &Value) {
    wire.ask("LeaveMeasurements", json!({ "model": model })).unwrap();
}

/// How far the reading was, each time that it was said, and of which models.
fn told(wire: &Wire) -> Vec<(Value, u8)> {
    let told = wire.front.told.lock().unwrap();
    let reading = told.iter().filter_map(|notice| match notice {
        Notice::Reading { model, done_pct } => Some((json!(model), *done_pct)),
        _ => None,
    });
    reading.collect()
}

fn wait_for_word(wire: &Wire) {
    while told(wire).is_empty() {
        thread::sleep(Duration::from_millis(1));
    }
}

/// Whether nothing is kept for a model, in whichever way it is asked for.
fn nothing_is_kept(wire: &Wire, model: &Value) {
    for refusal in [take(wire, model).unwrap_err(), read(wire, model, json!("shown")).unwrap_err()] {
        assert!(refusal.message.starts_with("Read the file again"), "{refusal}");
    }
}

#[test]
fn a_long_reading_says_how_far_it_is_and_not_too_often() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let model = model(&wire, "Checkout");
    let began = std::time::Instant::now();
    let preview = read(&wire, &model, file(&minutes(200_000))).unwrap();
    let took_ms = began.elapsed().as_millis();
    assert_eq!(preview["series"][0]["rows"], 200_000);
    let told = told(&wire);
    assert!(!told.is_empty() && told.len() as u128 <= took_ms / 100 + 1, "{told:?} in {took_ms} ms");
    assert!(told.iter().all(|(of, done_pct)| *of == model && *done_pct <= 100), "{told:?}");
    assert!(told.is_sorted_by_key(|(_, done_pct)| *done_pct), "{told:?}");
    let before = told.len();
    read(&wire, &model, json!("shown")).unwrap();
    assert_eq!(self::told(&wire).len(), before, "an answered question reads nothing anew");
    take(&wire, &model).unwrap();
    nothing_is_kept(&wire, &model);
}

#[test]
fn a_reading_that_is_left_leaves_nothing_and_another_works() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let model = model(&wire, "Checkout");
    let before = wire.ask("Get", json!({ "id": model })).unwrap();
    let text = minutes(400_000);
    let stopped = thread::scope(|scope| {
        let reading = scope.spawn(|| read(&wire, &model, file(&text)));
        wait_for_word(&wire);
        leave(&wire, &model);
        reading.join().unwrap().unwrap_err()
    });
    assert_eq!(stopped.message, "Stopped. Nothing was taken.");
    assert!(told(&wire).iter().all(|(_, done_pct)| *done_pct < 90), "it was read to its end");
    nothing_is_kept(&wire, &model);
    assert_eq!(wire.ask("Get", json!({ "id": model })).unwrap(), before);
    read(&wire, &model, file(&minutes(20_000))).unwrap();
    take(&wire, &model).unwrap();
}

#[test]
fn what_is_read_meanwhile_takes_the_place_of_the_first() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let model = model(&wire, "Checkout");
    let text = minutes(400_000);
    let (first, second) = thread::scope(|scope| {
        let first = scope.spawn(|| read(&wire, &model, file(&text)));
        wait_for_word(&wire);
        let second = read(&wire, &model, file("2026-11-23,10\n2026-11-24,11\n2026-11-25,12\n"));
        (first.join().unwrap(), second)
    });
    assert!(first.unwrap_err().message.starts_with("Stopped"));
    assert_eq!(second.unwrap()["series"][0]["rows"], 3);
    let taken = take(&wire, &model).unwrap();
    assert_eq!(taken["document"]["body"]["history"]["points"].as_array().unwrap().len(), 3);
}

#[test]
fn only_what_was_shown_for_a_model_is_taken_into_it() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let (model, other) = (model(&wire, "Checkout"), model(&wire, "Search"));
    nothing_is_kept(&wire, &model);
    read(&wire, &other, file(&minutes(20_000))).unwrap();
    nothing_is_kept(&wire, &model);
    leave(&wire, &model); // of another model nothing is forgotten
    read(&wire, &other, json!("shown")).unwrap();
    leave(&wire, &other);
    nothing_is_kept(&wire, &other);
    read(&wire, &other, file(&minutes(20_000))).unwrap();
    let refusal = read(&wire, &other, file("no measurements")).unwrap_err();
    assert!(refusal.message.contains("No column holds times"), "{refusal}");
    nothing_is_kept(&wire, &other);
}
