//! A review in the room, and the catalog that it belongs to, asked through the one command.

use crate::wire::{START_MS, Wire, service, workspace};
use contract::{Caller, Code};
use serde_json::{Value, json};

fn begin(wire: &Wire, scope: &Value, template: &str) -> Value {
    wire.ask(
        "BeginAssessment",
        json!({ "scope": scope, "template": template, "solo": false, "participants": [] }),
    )
    .unwrap()
}

fn say(wire: &Wire, review: &Value, said: Value) -> Result<Value, contract::Refusal> {
    wire.ask("Assess", json!({ "assessment": review["id"], "said": said }))
}

/// Adds participants the way the screen does: by saving the record.
fn invite(wire: &Wire, review: &Value, people: &[&str]) -> Value {
    let mut document = review["document"].clone();
    document["body"]["participants"] = json!(people);
    wire.ask("Save", json!({ "id": review["id"], "version": review["version"], "document": document }))
        .unwrap()
}

fn closed(wire: &Wire, scope: &Value, scores: &[u8]) -> Value {
    let review = invite(wire, &begin(wire, scope, "maturity"), &["Ada", "Grace"]);
    for (dimension, score) in scores.iter().enumerate() {
        say(wire, &review, json!({ "said": "vote", "dimension": dimension, "who": "Ada", "score": score }))
            .unwrap();
        say(wire, &review, json!({ "said": "reveal", "dimension": dimension })).unwrap();
        say(wire, &review, json!({ "said": "agree", "dimension": dimension, "score": score })).unwrap();
    }
    say(wire, &review, json!({ "said": "close" })).unwrap()
}

#[test]
fn the_stage_sees_who_has_scored_and_the_scores_only_when_they_are_shown() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let review = invite(&wire, &begin(&wire, &json!("organisation"), "maturity"), &["Ada", "Grace"]);
    for (who, score) in [("Ada", 2), ("Grace", 5)] {
        say(&wire, &review, json!({ "said": "vote", "dimension": 0, "who": who, "score": score })).unwrap();
    }
    let votes = |caller| {
        let asked = json!({ "assessment": review["id"], "against": null });
        wire.ask_as(caller, "Review", asked).unwrap()["assessment"]["answers"][0]["votes"].clone()
    };
    assert_eq!(
        votes(Caller::Stage),
        json!([{ "who": "Ada", "score": null }, { "who": "Grace", "score": null }])
    );
    assert_eq!(votes(Caller::Console)[1]["score"], 5);
    say(&wire, &review, json!({ "said": "reveal", "dimension": 0 })).unwrap();
    assert_eq!(votes(Caller::Stage)[1]["score"], 5);
    let late = json!({ "said": "vote", "dimension": 0, "who": "Ada", "score": 3 });
    assert!(say(&wire, &review, late).unwrap_err().message.contains("on the table"));
    let refused = wire.ask_as(
        Caller::Stage,
        "Assess",
        json!({ "assessment": review["id"], "said": { "said": "close" } }),
    );
    assert_eq!(refused.unwrap_err().code, Code::Invalid);
}

#[test]
fn the_second_review_is_a_milestone_that_knows_what_changed() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let scope = json!({ "service": wire.create("service", service("payments", Value::Null))["id"] });
    let first = closed(&wire, &scope, &[2, 3, 3, 3, 2, 3, 3, 3]);
    wire.wait(1_000);
    let second = closed(&wire, &scope, &[4, 3, 3, 3, 2, 3, 3, 3]);
    assert_eq!(second["document"]["body"]["milestone"], 2);
    assert_eq!(second["document"]["body"]["previous"], first["id"]);
    let view = wire.ask("Review", json!({ "assessment": second["id"], "against": null })).unwrap();
    assert_eq!(view["scope"], "payments");
    assert_eq!(view["compared"][0]["causes"], json!([{ "moved": 2 }]));
    assert_eq!(view["compared"][1]["causes"], json!([]));
    let profiles = wire.ask("Profiles", json!({})).unwrap();
    let totals: Vec<_> = profiles.as_array().unwrap().iter().map(|line| line["total"].clone()).collect();
    assert_eq!(totals, [json!(24.0), json!(22.0)], "the newest first");
    assert_eq!(profiles[0]["band"], "Foundation built");
    let chart = json!({ "assessment": second["id"], "against": first["id"], "theme": "light", "width_px": 480, "height_px": 400 });
    let drawn = wire.ask_as(Caller::Stage, "ProfileChart", chart).unwrap();
    assert!(drawn["alt"].as_str().unwrap().contains("SLOs 4, was 2"), "{}", drawn["alt"]);
    let other = begin(&wire, &json!({ "team": "Payments" }), "quality");
    assert_eq!(other["document"]["body"]["milestone"], 1);
    assert_eq!(
        wire.ask(
            "BeginAssessment",
            json!({ "scope": "organisation", "template": "x", "solo": true, "participants": [] })
        )
        .unwrap_err()
        .code,
        Code::NotFound
    );
}

#[test]
fn one_review_of_a_scope_is_open_at_a_time_and_a_closed_one_may_be_opened_again() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let begin = |team: &str| {
        let with = json!({ "scope": { "team": team }, "template": "maturity", "solo": false, "participants": ["Ada"] });
        wire.ask("BeginAssessment", with)
    };
    let first = begin("Payments").unwrap();
    assert_eq!(first["document"]["body"]["participants"], json!(["Ada"]));
    let no_service = json!({ "scope": { "service": first["id"] }, "template": "maturity", "solo": true, "participants": [] });
    assert_eq!(wire.ask("BeginAssessment", no_service).unwrap_err().code, Code::NotFound);
    let refused = begin(" payments ").unwrap_err();
    assert!(
        refused.message.contains("Milestone 1") && refused.message.contains("still open"),
        "{}",
        refused.message
    );
    let settle = |review: &Value| {
        for dimension in 0..8 {
            say(&wire, review, json!({ "said": "vote", "dimension": dimension, "who": "Ada", "score": 3 }))
                .unwrap();
            say(&wire, review, json!({ "said": "reveal", "dimension": dimension })).unwrap();
            say(&wire, review, json!({ "said": "agree", "dimension": dimension, "score": 3 })).unwrap();
        }
        say(&wire, review, json!({ "said": "close" })).unwrap();
    };
    settle(&first);
    let again = say(&wire, &first, json!({ "said": "reopen" })).unwrap();
    assert_eq!(again["document"]["body"]["closed_at"], Value::Null);
    say(&wire, &first, json!({ "said": "close" })).unwrap();
    let second = begin("payments").unwrap();
    assert_eq!(second["document"]["body"]["milestone"], 2, "a team is the same in any spelling");
    assert_eq!(second["document"]["body"]["scope"], json!({ "team": "Payments" }));
    let refused = say(&wire, &first, json!({ "said": "reopen" })).unwrap_err();
    assert!(refused.message.starts_with("Milestone 2 was begun since"), "{}", refused.message);
}

#[test]
fn the_stage_gets_no_note_and_no_evidence() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let review = begin(&wire, &json!("organisation"), "maturity");
    let mut document = review["document"].clone();
    document["body"]["answers"][0]["note"] = json!("Bob is a bottleneck");
    document["body"]["answers"][0]["evidence"] =
        json!([{ "text": "Interview", "link": "", "on": "2026-11-01", "fresh_until": "2027-05-01" }]);
    wire.ask("Save", json!({ "id": review["id"], "version": review["version"], "document": document }))
        .unwrap();
    let asked = json!({ "assessment": review["id"], "against": null });
    let stage = wire.ask_as(Caller::Stage, "Review", asked.clone()).unwrap().to_string();
    assert!(!stage.contains("Bob") && !stage.contains("Interview"), "{stage}");
    assert!(wire.ask("Review", asked).unwrap().to_string().contains("Bob"));
}

#[test]
fn a_service_page_gathers_what_the_workspace_knows() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let bank = wire.create("service", service("bank", json!({ "remaining_pct": 80.0, "on": "2026-11-20" })));
    let mut shop = service("shop", Value::Null);
    shop["upstream"] = json!([bank["id"]]);
    wire.create("service", shop);
    closed(&wire, &json!({ "service": bank["id"] }), &[3; 8]);
    let about = wire.ask("AboutService", json!({ "service": bank["id"] })).unwrap();
    assert_eq!(about["hits"][0][0]["title"], "shop");
    assert_eq!(about["assessments"][0]["total"], 24.0);
    let kinds: Vec<_> = about["about"].as_array().unwrap().iter().map(|row| row["kind"].clone()).collect();
    assert_eq!(kinds, [json!("assessment")], "{}", about["about"]);
    let findings: Vec<_> =
        about["findings"].as_array().unwrap().iter().map(|gap| gap["says"].as_str().unwrap()).collect();
    assert_eq!(findings.len(), 3, "no owner, no rotation, no game day: {findings:?}");
    let catalog = wire.ask("Catalog", json!({})).unwrap();
    let line = |name: &str| {
        let lines = catalog["services"].as_array().unwrap().iter();
        lines.filter(|line| line["row"]["title"] == name).collect::<Vec<_>>()[0].clone()
    };
    assert_eq!(line("bank")["findings"], 3, "the list counts what the page lists");
    assert_eq!((&line("bank")["callers"], &line("shop")["calls"]), (&json!(1), &json!(1)));
    assert_eq!(catalog["circles"], json!([]));
    let drawn = wire.ask("DependenciesChart", json!({ "around": bank["id"], "theme": "dark" })).unwrap();
    assert_eq!(drawn["alt"], "When bank fails, 1 is hit: 1 critical.");
    assert_eq!(
        wire.ask("AboutService", json!({ "service": "019ab000-0000-7000-8000-000000000001" }))
            .unwrap_err()
            .code,
        Code::NotFound
    );
}
