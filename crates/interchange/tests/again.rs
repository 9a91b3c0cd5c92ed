//! What is in the workspace already is known again, however it is written; and what is shown of a file hides its secrets.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{experiment, fold, journal, read, root};
use domain::chaos::experiment::Experiment;
use interchange::{Redaction, chaos, chaos::Known};
use serde_json::{Value, json};
use std::fs;

const TOKEN: &str = "s3cretvalue42";

/// An experiment with a secret in each place that a person reads.
fn telling() -> Value {
    let said = format!("token={TOKEN}");
    json!({
        "title": format!("Cache, {said}"),
        "description": format!("Called with Bearer {TOKEN}.{TOKEN}"),
        "tags": [format!("service:checkout {said}")],
        "steady-state-hypothesis": { "title": format!("it answers to {said}"), "probes": [
            { "type": "probe", "name": format!("health {said}"), "tolerance": 200,
              "provider": { "type": "http", "url": format!("http://127.0.0.1/?{said}") } } ] },
        "method": [{ "type": "action", "name": format!("stop {said}"), "provider": { "type": "process", "path": "/bin/true" } }],
        "rollbacks": [{ "type": "action", "name": format!("start {said}"), "provider": { "type": "process", "path": "/bin/true" } }],
        "controls": [{ "name": said, "provider": { "type": "python", "module": "chaosaddons.controls.safeguards", "arguments": {
            "probes": [{ "name": format!("too slow {said}"), "type": "probe", "tolerance": true,
                         "provider": { "type": "process", "path": "x" } }] } } }],
    })
}

fn ran(activity: &Value, at: u8) -> Value {
    json!({ "activity": activity, "status": "failed", "output": null,
        "exception": [format!("psycopg2.OperationalError: password={TOKEN} postgres://u:{TOKEN}@db.corp.example/x\n")],
        "start": format!("2026-03-02T10:00:0{at}"), "end": format!("2026-03-02T10:00:0{}", at + 1) })
}

fn day() -> Value {
    let plan = telling();
    json!({
        "experiment": plan, "node": "runner-7", "start": "2026-03-02T10:00:00", "end": "2026-03-02T10:00:09",
        "status": "completed", "deviated": false,
        "steady_states": { "before": { "steady_state_met": true, "probes": [] }, "after": null, "during": [] },
        "run": [ran(&plan["method"][0], 1)], "rollbacks": [ran(&plan["rollbacks"][0], 3)],
    })
}

#[test]
fn no_secret_of_a_file_is_shown_and_the_file_keeps_it() {
    let file = telling().to_string();
    let imported = read("a.json", file.as_bytes());
    assert!(
        imported.warnings[0].starts_with("The file holds what looks like secrets (“"),
        "{:?}",
        imported.warnings
    );
    assert!(!imported.warnings.join("\n").contains(TOKEN), "{:?}", imported.warnings);
    let found = experiment(imported);
    let shown = serde_json::to_string(&Experiment { original: None, ..found.clone() }).unwrap();
    assert!(!shown.contains(TOKEN) && shown.contains("it answers to token=•••"), "{shown}");
    assert_eq!(chaos::experiment(&found, None).text, file);
    let hidden = chaos::experiment(&found, Some(&mut Redaction::default())).text;
    assert!(!hidden.contains(TOKEN) && !hidden.contains('•'), "{hidden}");

    let file = day().to_string();
    let imported = read("day.json", file.as_bytes());
    assert!(!imported.warnings.join("\n").contains(TOKEN), "{:?}", imported.warnings);
    let day = journal(imported);
    let events = serde_json::to_string(&day.events).unwrap();
    assert!(!events.contains(TOKEN) && events.contains("The fault was never injected"), "{events}");
    assert!(!day.game_day.title.contains(TOKEN), "{}", day.game_day.title);
    assert_eq!(chaos::journal(&fold(&day), 0, None).unwrap().text, file);
}

#[test]
fn a_file_without_a_secret_says_nothing_of_any() {
    let file = json!({ "title": "t", "description": "the bearer of a token", "method": [] }).to_string();
    let said = read("a.json", file.as_bytes()).warnings.join("\n");
    assert!(!said.contains("secret"), "{said}");
    let folder = root().join("../shared/cases/field/chaostoolkit/secret-in-configuration.json");
    match fs::read(&folder) {
        Ok(bytes) => {
            let said = &read("a.json", &bytes).warnings[0];
            assert!(said.contains("“api_token”") && said.contains("“db_password”"), "{said}");
        }
        Err(_) => println!("The real files are not beside the project ({}).", folder.display()),
    }
}

#[test]
fn an_experiment_is_known_again_however_its_file_is_written() {
    let (file, pretty) = (telling().to_string(), format!("{:#}", telling()));
    let found = experiment(read("a.json", file.as_bytes()));
    let mut worked_on = found.clone();
    worked_on.title = "Renamed".to_owned();
    let mut known = Known::default();
    known.experiment(&worked_on, 7);
    assert_eq!(known.find_experiment(&found), Some(7), "word for word");
    assert_eq!(
        known.find_experiment(&experiment(read("b.json", pretty.as_bytes()))),
        Some(7),
        "otherwise written"
    );
    let wide = pretty.replace("  ", &" ".repeat(16));
    assert!(wide.len() > 3 * file.len());
    let mut narrow = Known::default();
    narrow.experiment(&worked_on, 7);
    assert_eq!(
        narrow.find_experiment(&experiment(read("w.json", wide.as_bytes()))),
        Some(7),
        "more spaces than letters"
    );
    let hidden = chaos::experiment(&found, Some(&mut Redaction::default())).text;
    assert_eq!(
        known.find_experiment(&experiment(read("c.json", hidden.as_bytes()))),
        Some(7),
        "without its names"
    );
    let mut other = telling();
    other["method"] = json!([]);
    assert_eq!(known.find_experiment(&experiment(read("d.json", other.to_string().as_bytes()))), None);

    // What an earlier release took in shows its secrets, and is known all the same.
    let words = |text: &str| text.replace("•••", TOKEN);
    let shown = serde_json::to_string(&Experiment { original: None, ..found.clone() }).unwrap();
    let old: Experiment = serde_json::from_str(&words(&shown)).unwrap();
    let (old_long, old) = (old.clone(), Experiment { original: found.original.clone(), ..old });
    let mut known = Known::default();
    known.experiment(&old, 1);
    assert_eq!(known.find_experiment(&found), Some(1));
    assert_eq!(chaos::experiment(&old, None).text, file, "and goes out as the file that it was");
    let mut known = Known::default();
    known.experiment(&old_long, 2);
    assert_eq!(
        known.find_experiment(&Experiment { original: None, ..found }),
        Some(2),
        "of a file too long to keep"
    );
}

#[test]
fn a_day_is_known_again_when_it_comes_back_without_its_names() {
    let file = day().to_string();
    let found = journal(read("day.json", file.as_bytes()));
    let mut known = Known::default();
    known.day(&found.game_day, &found.game_day.title, 3);
    assert_eq!(known.find_day(&found), Some(3));
    let hidden = chaos::journal(&fold(&found), 0, Some(&mut Redaction::default())).unwrap().text;
    assert!(!hidden.contains(TOKEN) && !hidden.contains("runner-7"), "{hidden}");
    let back = read("hidden.json", hidden.as_bytes());
    assert!(!back.warnings.join("\n").contains("looks like secrets"), "{:?}", back.warnings);
    assert_eq!(known.find_day(&journal(back)), Some(3));
    let later = file.replace("2026-03-02T10:00:09", "2026-03-02T10:00:08");
    assert_eq!(known.find_day(&journal(read("later.json", later.as_bytes()))), None);
}
