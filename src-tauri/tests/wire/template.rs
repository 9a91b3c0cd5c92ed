//! The workspace's own templates, asked through the one command.

use crate::wire::{START_MS, Wire, workspace};
use contract::Code;
use domain::assessment::TEMPLATES;
use serde_json::{Value, json};

fn handbook(key: &str) -> Value {
    let template = TEMPLATES.iter().find(|template| template.key == key).unwrap();
    serde_json::to_value(template).unwrap()
}

fn save(wire: &Wire, record: &Value, body: Value) -> Result<Value, contract::Refusal> {
    let document = json!({ "kind": "template", "body": body });
    wire.ask("Save", json!({ "id": record["id"], "version": record["version"], "document": document }))
}

fn body(record: &Value) -> Value {
    record["document"]["body"].clone()
}

#[test]
fn an_edition_counts_up_with_every_change_of_words_and_never_repeats() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let first = wire.create("template", handbook("quality"));
    assert_eq!(body(&first)["edition"], 1, "the same words as the handbook's first edition");

    let mut lied = body(&first);
    lied["edition"] = json!(40);
    let same = save(&wire, &first, lied).unwrap();
    assert_eq!(body(&same)["edition"], 1, "nobody types an edition");

    let mut changed = body(&same);
    changed["dimensions"][0]["weight"] = json!(15);
    changed["dimensions"][1]["weight"] = json!(20);
    let second = save(&wire, &same, changed).unwrap();
    assert_eq!(body(&second)["edition"], 2, "weights count");

    let mut changed = body(&second);
    changed["dimensions"][0]["anchors"][3] = json!("Payments and checkout have SLOs.");
    let third = save(&wire, &second, changed.clone()).unwrap();
    assert_eq!(body(&third)["edition"], 3, "words count");

    let undone = wire.ask("Undo", json!({ "id": third["id"], "version": third["version"] })).unwrap();
    assert_eq!(body(&undone)["edition"], 2, "old words come back with the edition that they had");
    changed["title"] = json!("Our rubric");
    let fourth = save(&wire, &undone, changed).unwrap();
    assert_eq!(body(&fourth)["edition"], 4, "edition 3 was something else");
}

#[test]
fn a_review_asks_with_the_copy_and_keeps_it_when_the_copy_goes() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let mut ours = handbook("maturity");
    ours["dimensions"][0]["name"] = json!("Objectives");
    let copy = wire.create("template", ours);
    assert_eq!(body(&copy)["edition"], 2, "other words than the handbook's");
    let begin = || {
        let with =
            json!({ "scope": "organisation", "template": "maturity", "solo": true, "participants": [] });
        wire.ask("BeginAssessment", with).unwrap()
    };
    let with_ours = begin();
    assert_eq!(body(&with_ours)["template"]["dimensions"][0]["name"], "Objectives");

    wire.ask("Remove", json!({ "id": copy["id"], "version": copy["version"] })).unwrap();
    for dimension in 0..8 {
        let said = json!({ "said": "set-aside", "dimension": dimension, "reason": "Not ours" });
        let said = if dimension == 0 { json!({ "said": "agree", "dimension": 0, "score": 3 }) } else { said };
        wire.ask("Assess", json!({ "assessment": with_ours["id"], "said": said })).unwrap();
    }
    wire.ask("Assess", json!({ "assessment": with_ours["id"], "said": { "said": "close" } })).unwrap();
    assert_eq!(body(&begin())["template"]["dimensions"][0]["name"], "SLOs", "the handbook's again");
    let kept = wire.ask("Get", json!({ "id": with_ours["id"] })).unwrap();
    assert_eq!(body(&kept)["template"]["dimensions"][0]["name"], "Objectives", "as it was asked");
}

#[test]
fn there_is_one_copy_of_a_key() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let first = wire.create("template", handbook("maturity"));
    let document = json!({ "kind": "template", "body": handbook("maturity") });
    let refused = wire.ask("Create", json!({ "document": document })).unwrap_err();
    assert_eq!((refused.code, refused.field.as_deref()), (Code::Invalid, Some("key")));

    let mut other = body(&first);
    other["key"] = json!("quality");
    assert_eq!(save(&wire, &first, other).unwrap_err().field.as_deref(), Some("key"));

    let gone = wire.ask("Remove", json!({ "id": first["id"], "version": first["version"] })).unwrap();
    wire.create("template", handbook("maturity"));
    let back = wire.ask("Undo", json!({ "id": gone["id"], "version": gone["version"] })).unwrap_err();
    assert_eq!(back.field.as_deref(), Some("key"), "two of them would be asked at random");
}

#[test]
fn an_edition_that_a_review_was_made_with_is_never_another_one() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let mut ours = handbook("maturity");
    ours["dimensions"][0]["name"] = json!("Objectives");
    let copy = wire.create("template", ours.clone());
    let begin = json!({ "scope": "organisation", "template": "maturity", "solo": true, "participants": [] });
    assert_eq!(body(&wire.ask("BeginAssessment", begin).unwrap())["template"]["edition"], 2);
    wire.ask("Remove", json!({ "id": copy["id"], "version": copy["version"] })).unwrap();
    ours["dimensions"][0]["name"] = json!("Promises");
    assert_eq!(body(&wire.create("template", ours))["edition"], 3, "edition 2 asked for objectives");
}
