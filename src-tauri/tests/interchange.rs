//! Files of Chaos Toolkit through the one command and through the command line.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

#[path = "wire/wire.rs"]
#[allow(dead_code, reason = "shared with the tests of the one command, which use all of it")]
mod wire;

use contract::{Caller, Code, Notice};
use serde_json::{Value, json};
use std::{fs, path::Path, process::Command};
use wire::{START_MS, Wire, workspace};

const EXPERIMENT: &str = include_str!("../../fixtures/chaos-toolkit/checkout-latency.yaml");
const JOURNAL: &str = include_str!("../../fixtures/chaos-toolkit/journal-interrupted.json");

fn upload(name: &str, text: &str) -> Value {
    json!({ "name": name, "bytes": text.bytes().map(char::from).collect::<String>() })
}

fn kinds(wire: &Wire) -> (usize, usize) {
    let count = |kind: &str| wire.ask("List", json!({ "kind": kind })).unwrap().as_array().unwrap().len();
    (count("experiment"), count("game-day"))
}

#[test]
fn files_become_records_and_a_finished_day() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let files = json!([upload("latency.yaml", EXPERIMENT), upload("journal.json", JOURNAL)]);
    let report = wire.ask("Import", json!({ "files": files })).unwrap();
    assert_eq!(kinds(&wire), (2, 1));
    assert_eq!(report[0]["records"][0]["title"], "Checkout stays quick while the tax service is slow");
    assert!(report[0]["warnings"].as_array().unwrap().len() >= 4, "{report}");
    let (day, run) = (&report[1]["records"][0], &report[1]["records"][1]);
    assert_eq!((&day["kind"], &run["kind"]), (&json!("game-day"), &json!("experiment")));
    assert_eq!(day["title"], "Stopped by hand, 2020-02-29");
    let record = wire.ask("Get", json!({ "id": day["id"] })).unwrap();
    let body = &record["document"]["body"];
    assert_eq!((&body["status"], &body["experiments"][0]), (&json!("finished"), &run["id"]));
    let journal = wire.journal(&day["id"]);
    assert_eq!(journal[0]["event"]["event"], "day-started");
    assert_eq!(journal[0]["event"]["plan"]["experiments"][0]["id"], run["id"]);
    assert_eq!(journal.last().unwrap()["event"]["event"], "day-ended");
    assert!(journal.iter().any(|entry| entry["event"]["outcome"] == "inconclusive"), "{journal:?}");
    // Nothing more can be run, but the record can be added to.
    let refusal = wire.append(&day["id"], json!({ "event": "paused" })).unwrap_err();
    assert!(refusal.message.contains("ended"), "{refusal}");
    wire.append(&day["id"], json!({ "event": "surprised", "text": "Nobody knew of the queue" })).unwrap();
    let told = wire.front.told.lock().unwrap();
    assert!(told.iter().filter(|notice| matches!(notice, Notice::Record { .. })).count() >= 3);
    drop(told);
    assert_eq!(wire.ask("Greet", json!({})).unwrap()["running"], json!([]));
}

#[test]
fn an_imported_day_is_dated_by_the_clock_on_the_wall_here() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let greeting = wire.ask("Greet", json!({})).unwrap();
    let mut body = greeting["workspace"].clone();
    body["zone"] = "Asia/Tokyo".into();
    let document = json!({ "kind": "workspace", "body": body });
    wire.ask("Save", json!({ "id": greeting["workspace_id"], "version": 1, "document": document })).unwrap();
    let files = json!([upload("journal.json", JOURNAL)]);
    let files = wire.ask("Import", json!({ "files": files })).unwrap();
    let day = wire.ask("Get", json!({ "id": files[0]["records"][0]["id"] })).unwrap();
    let body = &day["document"]["body"];
    let at = domain::Instant::from_ms(body["at"].as_i64().unwrap());
    let zone: domain::Zone = "Asia/Tokyo".parse().unwrap();
    assert_eq!(
        (&body["date"], &body["start"]),
        (&Value::Null, &Value::Null),
        "no journal says a plan: {body}"
    );
    assert!(body["title"].as_str().unwrap().ends_with(&zone.date(at).to_string()), "{body}");
    let planned = &wire.journal(&day["id"])[0]["event"]["plan"]["game_day"];
    assert_eq!((&planned["date"], &planned["title"]), (&body["date"], &body["title"]));
}

#[test]
fn one_bad_file_keeps_all_of_them_out() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let files = json!([
        upload("good.yaml", EXPERIMENT),
        upload("cut.json", &JOURNAL[..300]),
        upload("notes.txt", "These are my notes."),
    ]);
    let refusal = wire.ask("Import", json!({ "files": files })).unwrap_err();
    assert_eq!(refusal.code, Code::Unreadable);
    let lines: Vec<_> = refusal.message.lines().collect();
    assert!(lines[0].starts_with("“cut.json”: Line 10, column"), "{refusal}");
    assert!(lines[1].starts_with("“notes.txt”: This is no file"), "{refusal}");
    assert_eq!(lines[2], "Nothing was imported.");
    assert_eq!(kinds(&wire), (0, 0));
    assert!(wire.front.told.lock().unwrap().is_empty());
    assert!(wire.ask_as(Caller::Stage, "Import", json!({ "files": [] })).is_err());
    assert_eq!(contract::UPLOAD_MAX_BYTES, interchange::FILE_MAX_BYTES);
}

#[test]
fn exports_lie_beside_the_workspace_without_names() {
    let (folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let files = json!([upload("latency.yaml", EXPERIMENT), upload("journal.json", JOURNAL)]);
    let report = wire.ask("Import", json!({ "files": files })).unwrap();
    for (id, secret) in
        [(&report[0]["records"][0]["id"], "mira"), (&report[1]["records"][0]["id"], "runner-7")]
    {
        for (redact, copy) in [(true, 1), (false, 2)] {
            let written = wire
                .ask("ExportChaosToolkit", json!({ "id": id, "redact": redact, "secrets": false }))
                .unwrap();
            let file = Path::new(written[0]["path"].as_str().unwrap());
            assert_eq!(file.parent().unwrap(), folder.path().join("reports"));
            let name = file.file_name().unwrap().to_str().unwrap();
            assert!(name.ends_with(".json") && name.contains("(2)") == (copy == 2), "{name}");
            let text = fs::read_to_string(file).unwrap();
            assert_eq!(text.len(), usize::try_from(written[0]["size_bytes"].as_u64().unwrap()).unwrap());
            assert_eq!(text.contains(secret), !redact, "{text}");
        }
    }
    let planned = wire.planned_day("Autumn");
    let refusal = wire
        .ask("ExportChaosToolkit", json!({ "id": planned, "redact": true, "secrets": false }))
        .unwrap_err();
    assert!(refusal.message.contains("has not begun"), "{refusal}");
    let settings = wire.ask("Greet", json!({})).unwrap()["workspace_id"].clone();
    assert!(
        wire.ask("ExportChaosToolkit", json!({ "id": settings, "redact": true, "secrets": false })).is_err()
    );
}

#[test]
fn the_name_of_a_file_hides_what_the_file_hides() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let text = json!({ "title": "Drain ledger and pay.shop.co.za", "description": "d", "method": [
        { "type": "action", "name": "drain", "provider": { "type": "python", "module": "m", "func": "f",
            "arguments": { "node_name": "ledger" } } }
    ], "rollbacks": [] });
    let report = wire.ask("Import", json!({ "files": [upload("drain.json", &text.to_string())] })).unwrap();
    let id = &report[0]["records"][0]["id"];
    for (redact, name) in [
        (true, "Drain host-1 and host-2 experiment.json"),
        (false, "Drain ledger and pay.shop.co.za experiment.json"),
    ] {
        let written =
            wire.ask("ExportChaosToolkit", json!({ "id": id, "redact": redact, "secrets": false })).unwrap();
        let file = Path::new(written[0]["path"].as_str().unwrap()).to_owned();
        assert_eq!(file.file_name().unwrap().to_str().unwrap(), name);
    }
}

#[test]
fn an_export_says_what_its_file_cannot_say() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let files = json!([upload("latency.yaml", EXPERIMENT), upload("journal.json", JOURNAL)]);
    let report = wire.ask("Import", json!({ "files": files })).unwrap();
    let warnings = |id: &Value| {
        let written =
            wire.ask("ExportChaosToolkit", json!({ "id": id, "redact": true, "secrets": false })).unwrap();
        written[0]["warnings"].as_array().unwrap().clone()
    };
    let (experiment, day) = (&report[0]["records"][0]["id"], &report[1]["records"][0]["id"]);
    assert!(warnings(experiment).is_empty() && warnings(day).is_empty());
    let record = wire.ask("Get", json!({ "id": experiment })).unwrap();
    let mut document = record["document"].clone();
    document["body"]["rollback"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "text": "Call the tax team", "rehearsed_on": null }));
    let save = json!({ "id": experiment, "version": record["version"], "document": document });
    wire.ask("Save", save).unwrap();
    assert!(
        warnings(experiment)[0].as_str().unwrap().starts_with("“Call the tax team” is a step for a person")
    );
    wire.append(day, json!({ "event": "surprised", "text": "Nobody knew of the queue" })).unwrap();
    assert!(warnings(day)[0].as_str().unwrap().starts_with("One entry was added to this day"));
}

/// Exit code, standard output, standard error.
fn readyroom(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_readyroom")).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_command_line_takes_in_warns_and_writes_out() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let (file, yaml, journal) = (at("ours.readyroom"), at("my latency.yaml"), at("journal.json"));
    fs::write(&yaml, EXPERIMENT).unwrap();
    fs::write(&journal, JOURNAL).unwrap();
    assert_eq!(readyroom(&["--workspace", &file, "seed"]).0, 0);
    let (code, out, said) = readyroom(&["--workspace", &file, "import", &yaml, &journal]);
    assert_eq!((code, out.lines().count()), (0, 3), "{out}{said}");
    assert!(
        said.lines().count() > 4
            && said.lines().all(|line| line.contains(".yaml: ") || line.contains(".json: ")),
        "{said}"
    );
    let id = |noun: &str| {
        out.lines().find(|line| line.contains(noun)).unwrap().split(' ').next().unwrap().to_owned()
    };
    let (experiment, day) = (id("  experiment  Checkout"), id("  game-day  "));
    assert_eq!(readyroom(&["--workspace", &file, "check"]).0, 0, "the workspace is sound");
    let (_, words, _) = readyroom(&["--workspace", &file, "show", &day]);
    assert!(words.contains("“stop the consumers” was interrupted"), "{words}");
    assert!(words.contains("the imported file, 2 kB") && !words.contains("chaoslib-version"), "{words}");

    let (hidden, plain) = (at("hidden.json"), at("plain.json"));
    let export = |id: &str, more: &[&str]| {
        let arguments = [&["--workspace", &file, "export", "chaos-toolkit", "--id", id], more].concat();
        readyroom(&arguments)
    };
    assert_eq!(export(&experiment, &["-o", &hidden]).0, 0);
    assert_eq!(export(&experiment, &["--plain", "-o", &plain]).0, 0);
    assert!(!fs::read_to_string(&hidden).unwrap().contains("mira"));
    assert!(fs::read_to_string(&plain).unwrap().contains("/home/mira/bin with spaces"));
    assert_eq!(export(&day, &["--plain", "-o", &plain]).0, 0, "one file of Chaos Toolkit replaces another");
    assert_eq!(fs::read_to_string(&plain).unwrap(), JOURNAL);
    let (code, _, said) = export(&day, &["-o", &file]);
    assert!(code == 1 && said.contains("left as it is"), "{said}");
    // The sample's day has several experiments: one journal each.
    let (code, out, said) =
        readyroom(&["--workspace", &file, "export", "chaos-toolkit", "-o", &at("day.json")]);
    assert_eq!(code, 0, "{said}");
    assert!(out.lines().count() >= 2 && folder.path().join("day-2.json").exists(), "{out}");
}

#[test]
fn the_command_line_refuses_in_words_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let (file, good, bad, long) = (at("ours.readyroom"), at("good.yaml"), at("bad.yaml"), at("long.json"));
    fs::write(&good, EXPERIMENT).unwrap();
    fs::write(&bad, "title: a\nmethod:\n\t- b\n").unwrap();
    fs::File::create(&long).unwrap().set_len(50_000_000).unwrap();
    assert_eq!(readyroom(&["--workspace", &file, "seed"]).0, 0);
    let count = || readyroom(&["--workspace", &file, "list", "experiment"]).1.lines().count();
    let before = count();
    for (other, words) in [
        (bad, "Line 3, column 2: The line is indented with a tab"),
        (long, "50 MB"),
        (at("nowhere.json"), "cannot be read"),
        (folder.path().display().to_string(), "This is a folder"),
    ] {
        let (code, out, said) = readyroom(&["--workspace", &file, "import", &good, &other]);
        assert!(code == 1 && out.is_empty() && said.contains(words), "{other}: {code} {said}");
        assert!(said.contains("Nothing was imported"), "{said}");
        assert_eq!(count(), before);
    }
    assert_eq!(readyroom(&["--workspace", &file, "import"]).0, 2);
}
