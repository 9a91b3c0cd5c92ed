//! Words that were begun and are in no record yet.

use crate::wire::{START_MS, Wire, workspace};
use contract::{Caller, Code};
use serde_json::{Value, json};

fn kept(wire: &Wire, caller: Caller) -> Value {
    wire.ask_as(caller, "Greet", json!({})).unwrap()["kept"].clone()
}

#[test]
fn words_that_were_begun_come_back_with_the_next_window_and_never_reach_the_stage() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let keep = |place: &str, words: Value| wire.ask("KeepWords", json!({ "place": place, "words": words }));
    keep("day/journal", json!("0 The queue gr")).unwrap();
    keep("day/end", json!("Wel")).unwrap();
    keep("day/journal", json!("0 The queue grows")).unwrap();
    let both = json!([["day/end", "Wel"], ["day/journal", "0 The queue grows"]]);
    assert_eq!(kept(&wire, Caller::Console), both);
    assert_eq!(kept(&wire, Caller::Stage), json!([]), "a private note may be among them");
    let stage = wire.ask_as(Caller::Stage, "KeepWords", json!({ "place": "x", "words": "y" }));
    assert!(stage.is_err(), "the stage writes nothing");
    drop(wire);
    let wire = Wire::open(&path, START_MS);
    assert_eq!(kept(&wire, Caller::Console), both, "a pulled plug takes nothing");
    wire.ask("KeepWords", json!({ "place": "day/end", "words": null })).unwrap();
    assert_eq!(kept(&wire, Caller::Console), json!([["day/journal", "0 The queue grows"]]));
}

#[test]
fn what_nobody_types_is_refused_and_the_oldest_makes_room() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let keep = |place: &str, words: &str| wire.ask("KeepWords", json!({ "place": place, "words": words }));
    assert_eq!(keep("x", &"y".repeat(2 << 20)).unwrap_err().code, Code::Invalid);
    for n in 0..520 {
        wire.wait(1_000);
        keep(&format!("place {n:03}"), "words").unwrap();
    }
    let kept = kept(&wire, Caller::Console);
    let places: Vec<&str> = kept.as_array().unwrap().iter().filter_map(|one| one[0].as_str()).collect();
    assert_eq!((places.len(), places.first().copied()), (500, Some("place 020")));
}
