//! A capacity model from three numbers to a signed decision, asked through the one command.

use crate::wire::{START_MS, Wire, service, workspace};
use contract::{Caller, Code, Notice};
use serde_json::{Value, json};

fn input(value: f64) -> Value {
    json!({ "value": value, "basis": "estimated", "by": "Ada", "on": "2026-11-20", "note": "" })
}

/// A model that grows by 8% a month towards a ceiling at twice its demand, of which growth is known to be 5 to 11%.
pub fn checkout(wire: &Wire) -> Value {
    let service = wire.create("service", service("checkout", Value::Null))["id"].clone();
    let named =
        wire.ask("CreateNamed", json!({ "kind": "capacity-model", "title": "Checkout, requests" })).unwrap();
    let mut document = named["document"].clone();
    document["body"]["service_id"] = service;
    document["body"]["metric"] = json!("requests/sec");
    document["body"]["inputs"] = json!({
        "demand-now": input(1_000.0),
        "growth-pct-per-month": { "value": 8.0, "low_high": [5.0, 11.0], "basis": "measured", "by": "Ada", "on": null, "note": "" },
        "ceiling": input(2_000.0),
        "lead-time-days": input(42.0),
    });
    wire.ask("Save", json!({ "id": named["id"], "version": named["version"], "document": document })).unwrap()
}

fn sheet() -> Value {
    json!({ "theme": "light", "width_px": 800, "height_px": 360 })
}

fn project(wire: &Wire, model: &Value, what_if: Value) -> Value {
    let asked = json!({ "model": model["id"], "what_if": what_if, "horizon": 18, "sheet": sheet() });
    wire.ask("Project", asked).unwrap()
}

fn say(wire: &Wire, model: &Value, said: Value) -> Result<Value, contract::Refusal> {
    wire.ask("HearCapacity", json!({ "model": model["id"], "said": said }))
}

#[test]
fn three_numbers_and_a_lead_time_give_a_range_and_a_day_to_order() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let model = checkout(&wire);
    let projection = project(&wire, &model, json!({}));
    // ln 2 ÷ ln 1.08 = 9.0 months after 25 November 2026 at the middle; 14.2 and 6.6 months at the ends of the interval.
    let runs_out = projection["tiles"][0]["value"].as_str().unwrap();
    assert!(
        runs_out.contains(" – ") && runs_out.contains("2027") && projection["order_by"].is_string(),
        "{projection}"
    );
    assert_eq!(projection, project(&wire, &model, json!({})), "the same draws every time");
    assert!(projection["chart"]["drawing"]["svg"].as_str().unwrap().starts_with("<svg"));
    assert!(!projection["chart"]["places"].as_array().unwrap().is_empty());
    assert_eq!(projection["tried"], "");
    let flat = project(&wire, &model, json!({ "values": { "growth-pct-per-month": 0.0 } }));
    assert_eq!((&flat["tiles"][0]["value"], &flat["tried"]), (&json!("No date"), &json!("growth 0 %")));
    // What is due is due by what is stated, whatever is tried.
    assert_eq!((&flat["order_by"], &flat["pill"]), (&projection["order_by"], &projection["pill"]));
    let outlooks = wire.ask("Outlooks", json!({ "service": null })).unwrap();
    assert_eq!(
        (&outlooks[0]["title"], &outlooks[0]["is_dated"]),
        (&json!("Checkout, requests"), &json!(true))
    );
    assert_eq!(outlooks[0]["order_by"], projection["order_by"]);
    assert_eq!(outlooks[0]["service"], "checkout");
}

#[test]
fn what_is_tried_in_front_of_the_room_reaches_the_stage_and_no_file() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let model = checkout(&wire);
    let face =
        |caller| wire.ask_as(caller, "CapacityFace", json!({ "model": model["id"], "sheet": sheet() }));
    let before = face(Caller::Stage).unwrap();
    assert!(before["headline"].as_str().unwrap().starts_with("checkout runs out between"), "{before}");
    let tried = json!({ "model": model["id"], "what_if": { "values": { "ceiling": 900.0 } }, "horizon": 12 });
    assert_eq!(wire.ask_as(Caller::Stage, "TryOnStage", tried.clone()).unwrap_err().code, Code::Invalid);
    wire.ask("TryOnStage", tried).unwrap();
    assert!(wire.front.told.lock().unwrap().iter().any(|notice| matches!(notice, Notice::Tried { .. })));
    let shown = face(Caller::Stage).unwrap();
    assert_eq!(
        (&shown["headline"], &shown["tried"]),
        (&json!("checkout is over its ceiling today"), &json!("ceiling 900 requests/sec"))
    );
    let record = wire.ask("Get", json!({ "id": model["id"] })).unwrap();
    assert_eq!(record["version"], model["version"]);
}

#[test]
fn a_decision_is_signed_by_name_and_becomes_one_action() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let model = checkout(&wire);
    assert!(say(&wire, &model, json!({ "said": "close" })).unwrap_err().message.contains("Begin one first"));
    say(&wire, &model, json!({ "said": "begin" })).unwrap();
    say(&wire, &model, json!({ "said": "note", "with": ["what-grows", "Black Friday comes on top"] }))
        .unwrap();
    let refused = |said: Value, words: &str| {
        let refusal = say(&wire, &model, said).unwrap_err();
        assert!(refusal.message.contains(words), "{refusal}");
    };
    refused(json!({ "said": "sign", "with": "Ada" }), "nothing to sign");
    refused(json!({ "said": "close" }), "Nothing is decided");
    let decide = |owner: &str| {
        let with = json!({ "decision": "Raise the quota to 64", "owner": owner, "order_by": "2027-03-01" });
        say(&wire, &model, json!({ "said": "decide", "with": with })).unwrap()
    };
    decide("");
    refused(json!({ "said": "close" }), "Nobody answers");
    decide("Grace");
    say(&wire, &model, json!({ "said": "sign", "with": "Ada" })).unwrap();
    let tried = json!({ "model": model["id"], "what_if": { "values": { "ceiling": 900.0 } }, "horizon": 12 });
    wire.ask("TryOnStage", tried).unwrap();
    let closed = say(&wire, &model, json!({ "said": "close" })).unwrap();
    let face = wire
        .ask_as(Caller::Stage, "CapacityFace", json!({ "model": model["id"], "sheet": sheet() }))
        .unwrap();
    assert_eq!(
        (&face["tried"], &face["decision"], &face["stands"]),
        (
            &json!(""),
            &json!("Raise the quota to 64"),
            &json!("Grace answers for it · order by 1 Mar 2027 · signed by Ada")
        ),
        "the room is done with what it tried, and sees what it decided"
    );
    let looked = &closed["document"]["body"]["cadence"][0];
    assert_eq!((&looked["what"], &looked["on"]), (&json!("full-review"), &json!("2026-11-25")));
    let review = &closed["document"]["body"]["reviews"][0];
    assert_eq!(review["signed"][0]["name"], "Ada");
    assert_eq!(review["forecast"]["demand"].as_array().unwrap().len(), 12);
    assert_eq!(face["is_signed"], true);
    let reopened = say(&wire, &model, json!({ "said": "reopen" })).unwrap();
    assert_eq!(reopened["document"]["body"]["cadence"], json!([]), "it is no review that was held");
    let actions = wire.ask("List", json!({ "kind": "action" })).unwrap();
    assert_eq!(actions, json!([]), "nor is its decision made");
    say(&wire, &model, json!({ "said": "close" })).unwrap();
    let actions = wire.ask("List", json!({ "kind": "action" })).unwrap();
    assert_eq!(actions.as_array().unwrap().len(), 1, "{actions}");
    assert_eq!(
        (&actions[0]["title"], &actions[0]["owner"], &actions[0]["due"]),
        (&json!("Raise the quota to 64"), &json!("Grace"), &json!("2027-03-01"))
    );
}

#[test]
fn what_is_not_stated_is_said_and_refused_where_a_chart_needs_it() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let empty = wire.ask("CreateNamed", json!({ "kind": "capacity-model", "title": "Search" })).unwrap();
    let projection = project(&wire, &empty, json!({}));
    let values: Vec<&str> =
        projection["tiles"].as_array().unwrap().iter().map(|tile| tile["value"].as_str().unwrap()).collect();
    assert_eq!(values, ["No date", "Not stated", "Not stated", "Not stated"]);
    for (chart, words) in
        [("spike", "max instances"), ("cost", "costs now"), ("ceiling", "point"), ("instances", "carries")]
    {
        let asked = json!({ "model": empty["id"], "what_if": {}, "chart": chart, "sheet": sheet() });
        let refusal = wire.ask("CapacityDrawing", asked).unwrap_err();
        assert!(refusal.message.contains(words), "{chart}: {refusal}");
    }
}

#[test]
fn what_must_be_ordered_or_runs_out_first_stands_first() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let stated = |title: &str, demand: f64, lead_days: Option<f64>| {
        let named = json!({ "kind": "capacity-model", "title": title });
        let record = wire.ask("CreateNamed", named).unwrap();
        let mut document = record["document"].clone();
        let inputs = &mut document["body"]["inputs"];
        *inputs = json!({
            "demand-now": input(demand), "growth-pct-per-month": input(8.0), "ceiling": input(2_000.0),
        });
        if let Some(days) = lead_days {
            inputs["lead-time-days"] = input(days);
        }
        wire.ask("Save", json!({ "id": record["id"], "version": record["version"], "document": document }))
            .unwrap();
    };
    stated("without a lead time, runs out in spring", 1_300.0, None);
    stated("ordered in summer", 700.0, Some(42.0));
    stated("nothing stated but demand", 0.0, None);
    stated("over its ceiling", 2_400.0, Some(42.0));
    stated("should have been ordered", 1_800.0, Some(120.0));
    let outlooks = wire.ask("Outlooks", json!({ "service": null })).unwrap();
    let titles: Vec<&str> =
        outlooks.as_array().unwrap().iter().map(|line| line["title"].as_str().unwrap()).collect();
    assert_eq!(
        titles,
        [
            "over its ceiling",
            "should have been ordered",
            "without a lead time, runs out in spring",
            "ordered in summer",
            "nothing stated but demand",
        ]
    );
}
