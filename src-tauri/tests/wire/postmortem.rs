//! Postmortems over the wire: out of an incident with everything carried over, through the gate, to promises.

use crate::{
    incident::{declare, say},
    wire::{START_MS, Wire, workspace},
};
use serde_json::{Value, json};

fn over(wire: &Wire) -> Value {
    let id = declare(wire, "Checkout errors");
    say(
        wire,
        &id,
        json!({ "event": "logged", "kept": "happened", "text": "Errors rise", "source": "Grafana" }),
    )
    .unwrap();
    say(wire, &id, json!({ "event": "noted", "text": "Ask Priya" })).unwrap();
    wire.wait(20 * 60_000);
    say(wire, &id, json!({ "event": "mitigated", "how": "flag off" })).unwrap();
    say(wire, &id, json!({ "event": "normal-seen" })).unwrap();
    wire.wait(30 * 60_000);
    say(wire, &id, json!({ "event": "resolved", "cause": "A flag came too early" })).unwrap();
    id
}

fn begin(wire: &Wire, origin: &Value) -> Value {
    wire.ask("BeginPostmortem", json!({ "origin": origin, "surprise": null })).unwrap()
}

fn edit(wire: &Wire, id: &Value, change: impl FnOnce(&mut Value)) -> Result<Value, contract::Refusal> {
    let record = wire.ask("Get", json!({ "id": id })).unwrap();
    let mut document = record["document"].clone();
    change(&mut document["body"]);
    wire.ask("Save", json!({ "id": id, "version": record["version"], "document": document }))
}

fn go(wire: &Wire, id: &Value, status: &str) -> Result<Value, contract::Refusal> {
    let version = wire.ask("Get", json!({ "id": id })).unwrap()["version"].clone();
    wire.ask("MovePostmortem", json!({ "id": id, "version": version, "status": status }))
}

fn action(key: &str, owner: &str, due: Value) -> Value {
    json!({ "key": key, "answer": { "proposed": { "title": "Empty the cache", "purpose": "prevent", "priority": "p0",
        "owner": owner, "due": due, "verification": "A drill sees no old price" } } })
}

#[test]
fn everything_of_an_incident_is_carried_over_but_what_was_private_and_it_has_one_postmortem() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let incident = over(&wire);
    let begun = begin(&wire, &incident);
    let body = &begun["document"]["body"];
    assert_eq!(
        (&body["title"], &body["severity"], &body["origin"]),
        (&json!("Checkout errors"), &json!("sev1"), &incident)
    );
    assert_eq!(body["impact"]["users_affected"], "New carts fail");
    let told = body["timeline"].to_string();
    assert!(told.contains("Errors rise") && told.contains("Grafana") && !told.contains("Priya"), "{told}");
    let again = begin(&wire, &incident);
    assert_eq!(again["id"], begun["id"], "it has one already");
    let about = wire.ask("AboutPostmortem", json!({ "id": begun["id"] })).unwrap();
    let mitigate =
        about["measures"].as_array().unwrap().iter().find(|measure| measure["metric"] == "mitigate").unwrap();
    assert_eq!(mitigate["value_s"], 30 * 60, "ten minutes before it was declared, and twenty after");
    let list = wire.ask("Incidents", json!({ "service": null })).unwrap();
    assert_eq!(list["lines"][0]["review"]["id"], begun["id"]);
}

#[test]
fn what_was_raised_in_an_incident_is_carried_over_and_seen_by_the_gate() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let incident = over(&wire);
    let raise = |title: &str| {
        let action = json!({ "title": title, "purpose": "prevent", "priority": "p0", "owner": "Ana",
            "due": "2026-12-05", "status": "open", "raised_in": null });
        let request = json!({ "run": incident, "action": action, "about": null });
        wire.ask("RaiseInIncident", request).unwrap()["id"].clone()
    };
    let raised = [raise("Empty the cache"), raise("Ask twice")];
    let begun = begin(&wire, &incident);
    let actions = &begun["document"]["body"]["actions"];
    for (at, key) in ["AI-001", "AI-002"].into_iter().enumerate() {
        assert_eq!((&actions[at]["key"], &actions[at]["answer"]["raised"]), (&json!(key), &raised[at]));
    }
    let about = wire.ask("AboutPostmortem", json!({ "id": begun["id"] })).unwrap();
    let known: Vec<&Value> = about["actions"].as_array().unwrap().iter().map(|action| &action[0]).collect();
    assert_eq!(known, [&raised[0], &raised[1]], "each once");
    let open = about["open"].to_string();
    assert!(open.contains("nobody says how its effect will be seen") && !open.contains("is gone"), "{open}");
    let list = wire.ask("Postmortems", json!({})).unwrap();
    assert_eq!(list["lines"][0]["agreed"]["of"], 2);
}

#[test]
fn nothing_is_born_final_and_nothing_is_promised_that_was_declined_or_agreed_on() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let id = begin(&wire, &over(&wire))["id"].clone();
    let mut document = wire.ask("Get", json!({ "id": id })).unwrap()["document"].clone();
    document["body"]["status"] = json!("final");
    let refused = wire.ask("Create", json!({ "document": document })).unwrap_err();
    assert!(refused.message.starts_with("A new postmortem is a draft or in review"), "{refused}");
    document["body"]["status"] = json!("in-review");
    wire.ask("Create", json!({ "document": document })).unwrap();
    edit(&wire, &id, |body| {
        let mut declined = action("AI-001", "Ana", json!("2026-12-05"));
        declined["answer"] =
            json!({ "declined": { "draft": declined["answer"]["proposed"], "reason": "Too dear" } });
        body["actions"] = json!([declined]);
        body["summary"] = json!("For 30 minutes new carts failed.");
    })
    .unwrap();
    let promise = || wire.ask("PromiseAction", json!({ "postmortem": id, "key": "AI-001" })).unwrap_err();
    assert_eq!(promise().field.as_deref(), Some("actions.AI-001.answer"));
    go(&wire, &id, "in-review").unwrap();
    go(&wire, &id, "final").unwrap();
    assert!(promise().message.starts_with("It is final."), "{}", promise());
    let version = wire.ask("Get", json!({ "id": id })).unwrap()["version"].clone();
    wire.ask("Undo", json!({ "id": id, "version": version })).unwrap();
}

#[test]
fn what_is_typical_is_over_values_of_one_formula_and_one_clock() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let ids: Vec<Value> = (0..3).map(|_| begin(&wire, &over(&wire))["id"].clone()).collect();
    let count = || {
        let list = wire.ask("Postmortems", json!({})).unwrap();
        let typical = list["typical"].as_array().unwrap().clone();
        typical.iter().find(|one| one[0] == "mitigate").map(|one| one[1]["count"].clone())
    };
    assert_eq!(count(), Some(json!(3)));
    edit(&wire, &ids[0], |body| {
        body["hours"] = json!({ "support": { "from": "10:00:00", "to": "17:00:00", "zone": "UTC" } });
    })
    .unwrap();
    assert_eq!(count(), Some(json!(2)), "support hours are another clock");
    edit(&wire, &ids[1], |body| {
        for moment in body["timeline"].as_array_mut().unwrap() {
            let marks = moment["marks"].as_array_mut().unwrap();
            marks
                .iter_mut()
                .filter(|mark| *mark == "impact-began")
                .for_each(|mark| *mark = json!("detected"));
        }
    })
    .unwrap();
    assert_eq!(count(), Some(json!(1)), "from the detection on is another formula");
}

#[test]
fn the_gate_refuses_in_words_and_a_promise_is_a_record_of_its_own() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let id = begin(&wire, &over(&wire))["id"].clone();
    assert!(go(&wire, &id, "final").unwrap_err().message.contains("cannot go to"), "a draft is read first");
    go(&wire, &id, "in-review").unwrap();
    edit(&wire, &id, |body| {
        body["actions"] =
            json!([action("AI-001", "", json!(null)), action("AI-002", "Ana", json!("2026-12-05"))])
    })
    .unwrap();
    let refused = go(&wire, &id, "final").unwrap_err();
    assert!(refused.message.starts_with("It cannot be final yet: "), "{refused}");
    let promise = |key: &str| wire.ask("PromiseAction", json!({ "postmortem": id, "key": key }));
    assert_eq!(promise("AI-001").unwrap_err().field.as_deref(), Some("actions.AI-001.owner"));
    let promised = promise("AI-002").unwrap();
    let raised = promised["document"]["body"]["actions"][1]["answer"]["raised"].clone();
    let record = wire.ask("Get", json!({ "id": raised })).unwrap()["document"]["body"].clone();
    assert_eq!(
        (&record["owner"], &record["due"], &record["raised_in"]),
        (&json!("Ana"), &json!("2026-12-05"), &id)
    );
    assert!(promise("AI-002").is_err(), "it is promised already");
    edit(&wire, &id, |body| {
        body["summary"] = json!("For 30 minutes new carts failed.");
        body["actions"][0]["answer"] =
            json!({ "declined": { "draft": { "title": "Empty the cache" }, "reason": "AI-002 does it" } });
    })
    .unwrap();
    go(&wire, &id, "final").unwrap();
    let refused = edit(&wire, &id, |body| body["summary"] = json!("Something else")).unwrap_err();
    assert!(refused.message.starts_with("It is final."), "{refused}");
    go(&wire, &id, "in-review").unwrap();
    edit(&wire, &id, |body| body["summary"] = json!("Something else")).unwrap();
}

#[test]
fn what_is_drawn_and_listed_follows_from_the_file() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let id = begin(&wire, &over(&wire))["id"].clone();
    for chart in ["timeline", "fishbone"] {
        let asked = json!({ "id": id, "chart": chart, "theme": "light", "width_px": 700 });
        let drawn = wire.ask("PostmortemChart", asked).unwrap();
        assert!(
            drawn["svg"].as_str().unwrap().starts_with("<svg") && !drawn["alt"].as_str().unwrap().is_empty()
        );
    }
    let list = wire.ask("Postmortems", json!({})).unwrap();
    assert_eq!((&list["lines"][0]["id"], &list["lines"][0]["status"]), (&id, &json!("draft")));
    assert!(list["lines"][0]["open"].as_u64().unwrap() > 0);
    let refused = wire.ask("BeginPostmortem", json!({ "origin": id, "surprise": null })).unwrap_err();
    assert!(refused.message.contains("begins with an incident"), "{refused}");
}

#[test]
fn what_leaves_the_house_is_chosen_and_names_stay_here() {
    let (folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let id = begin(&wire, &over(&wire))["id"].clone();
    edit(&wire, &id, |body| {
        body["title"] = json!("Ana Ruiz broke checkout");
        body["authors"] = json!(["Ana Ruiz"]);
        body["root_cause"] = json!("A flag that Ana Ruiz set");
        body["timeline"][0]["star"] = json!(true);
    })
    .unwrap();
    let export = |format: &str, redact: bool, starred: bool, sections: Value| {
        let excerpt = json!({ "redact": redact, "starred": starred, "sections": sections });
        let request = json!({ "id": id, "format": format, "excerpt": excerpt });
        let written = wire.ask("ExportPostmortem", request).unwrap();
        let path = std::path::PathBuf::from(written["path"].as_str().unwrap());
        assert!(path.starts_with(folder.path().join("reports")), "{}", path.display());
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(written["size_bytes"], json!(bytes.len()));
        (path.file_name().unwrap().to_string_lossy().into_owned(), bytes)
    };
    let (name, text) = export("markdown", false, false, json!(["timeline", "why"]));
    let text = String::from_utf8(text).unwrap();
    assert!(name.contains("Ana Ruiz") && name.ends_with(".md"), "{name}");
    assert!(text.contains("## Root cause") && text.contains("Errors rise"), "{text}");
    assert!(text.contains("> An excerpt. Left out: how long it took"), "{text}");
    let (name, text) = export("markdown", true, true, json!(["timeline"]));
    let text = String::from_utf8(text).unwrap();
    assert!(!name.contains("Ana") && !text.contains("Ana"), "{name}: {text}");
    assert!(text.contains("has its 1 starred of") && !text.contains("## Root cause"), "{text}");
    let (name, pdf) = export("pdf", true, false, json!([]));
    assert!(!name.contains("Ana") && pdf.starts_with(b"%PDF"), "{name}");
}
