//! Files as people have them: shown before anything is written, asked about where they leave something open, and known again.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

#[path = "wire/wire.rs"]
#[allow(dead_code, reason = "shared with the tests of the one command, which use all of it")]
mod wire;

use serde_json::{Value, json};
use std::{fs, process::Command};
use wire::{START_MS, Wire, workspace};

const BACKSTAGE: &str = include_str!("../../fixtures/import/backstage.yaml");
const EXPERIMENT: &str = include_str!("../../fixtures/chaos-toolkit/checkout-latency.yaml");
const JOURNAL: &str = include_str!("../../fixtures/chaos-toolkit/journal-interrupted.json");
const STATES: &str = "id,name,description\n1,Released,\n2,In Progress,\n";

fn upload(name: &str, text: &str, yes: &[&str]) -> Value {
    json!({ "name": name, "bytes": text.bytes().map(char::from).collect::<String>(), "yes": yes })
}

fn preview(wire: &Wire, files: &[Value]) -> Value {
    wire.ask("PreviewImport", json!({ "files": files })).unwrap()
}

fn import(wire: &Wire, files: &[Value]) -> Value {
    wire.ask("Import", json!({ "files": files })).unwrap()
}

fn titles(records: &Value) -> Vec<String> {
    records.as_array().unwrap().iter().map(|record| record["title"].as_str().unwrap().to_owned()).collect()
}

fn asks(file: &Value) -> Vec<&str> {
    file["questions"].as_array().unwrap().iter().map(|question| question["ask"].as_str().unwrap()).collect()
}

fn services(wire: &Wire) -> Vec<String> {
    titles(&wire.ask("List", json!({ "kind": "service" })).unwrap())
}

#[test]
fn a_preview_says_what_an_import_does_and_writes_nothing() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let before = services(&wire);
    let files = [
        upload("catalog.yaml", BACKSTAGE, &[]),
        upload("states.csv", STATES, &[]),
        upload("notes.txt", "These are my notes.", &[]),
        upload("latency.yaml", EXPERIMENT, &[]),
        upload("journal.json", JOURNAL, &[]),
    ];
    let shown = preview(&wire, &files);
    assert_eq!(titles(&shown[0]["fresh"]), ["till", "purse", "rates-server"]);
    assert_eq!(shown[0]["fresh"][1]["says"], "critical · jo.example");
    assert_eq!(shown[0]["fresh"][0]["says"], "storefront · calls 3 services");
    assert_eq!(asks(&shown[0]), ["other-types", "tiers", "twins"]);
    assert_eq!((asks(&shown[1]), &shown[1]["questions"][0]["must"]), (vec!["table"], &json!(true)));
    assert!(shown[2]["refusal"].as_str().unwrap().contains("no file that Readyroom knows"), "{shown}");
    assert_eq!(titles(&shown[3]["fresh"]), ["Checkout stays quick while the tax service is slow"]);
    assert_eq!(titles(&shown[4]["fresh"]), ["Stopped by hand, 2020-02-29", "Stopped by hand"]);
    assert!(shown[4]["fresh"][0]["says"].as_str().unwrap().starts_with("Inconclusive: "), "{shown}");
    assert_eq!(services(&wire), before);
    assert!(wire.front.told.lock().unwrap().is_empty(), "nothing was written");

    // What the preview said is what comes in; a table that was asked about only with a yes.
    let refusal = wire.ask("Import", json!({ "files": [upload("states.csv", STATES, &[])] })).unwrap_err();
    assert!(refusal.message.contains("“states.csv”: Is “states.csv” a list of services?"), "{refusal}");
    let yes = upload("states.csv", STATES, &["table"]);
    assert_eq!(titles(&import(&wire, &[yes])[0]["records"]), ["Released", "In Progress"]);
    let all = upload("catalog.yaml", BACKSTAGE, &["other-types", "tiers", "twins"]);
    assert_eq!(titles(&preview(&wire, std::slice::from_ref(&all))[0]["fresh"]).len(), 5);
    let came = import(&wire, &[all]);
    assert_eq!(titles(&came[0]["records"]), ["till", "purse", "rates-server", "shop-docs", "Purse (2)"]);
}

#[test]
fn what_is_there_already_is_known_again() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let files =
        |yes: &[&str]| vec![upload("latency.yaml", EXPERIMENT, yes), upload("journal.json", JOURNAL, yes)];
    assert_eq!(titles(&import(&wire, &files(&[]))[1]["records"]).len(), 2);
    let shown = preview(&wire, &files(&[]));
    assert_eq!((asks(&shown[0]), asks(&shown[1])), (vec!["again"], vec!["again"]));
    assert_eq!((&shown[0]["fresh"], &shown[1]["fresh"]), (&json!([]), &json!([])));
    let came = import(&wire, &files(&[]));
    assert_eq!((&came[0]["records"], &came[1]["records"]), (&json!([]), &json!([])));
    assert!(
        came[0]["warnings"].to_string().contains("This experiment is in the workspace already"),
        "{came}"
    );
    assert!(came[1]["warnings"].to_string().contains("This game day is in the workspace already"), "{came}");
    // Said to come in all the same, the day finds the experiment that it was run with.
    let came = import(&wire, &files(&["again"]));
    assert_eq!((titles(&came[0]["records"]).len(), titles(&came[1]["records"]).len()), (1, 1));
    // The same values otherwise written are the same file; another fault is another experiment of the same title.
    let spaced = JOURNAL.replace(": ", ":   ");
    assert_eq!(import(&wire, &[upload("again.json", &spaced, &[])])[0]["records"], json!([]));
    let other = EXPERIMENT.replace("rollbacks:", "rollbacks: []\nwas:");
    let came = import(&wire, &[upload("other.yaml", &other, &[])]);
    assert_eq!(titles(&came[0]["records"]).len(), 1, "{came}");
    assert!(came[0]["warnings"].to_string().contains("has another experiment with the title"), "{came}");
    // Twice in one import is once.
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let came = import(&wire, &[upload("a.json", JOURNAL, &[]), upload("b.json", JOURNAL, &[])]);
    assert_eq!((titles(&came[0]["records"]).len(), &came[1]["records"]), (2, &json!([])));
}

#[test]
fn a_file_changes_the_catalog_only_when_somebody_says_so() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    import(&wire, &[upload("a.csv", "service,tier,upstream,team\na,,later,Web\n", &[])]);
    let id = |name: &str| {
        let rows = wire.ask("List", json!({ "kind": "service" })).unwrap();
        rows.as_array().unwrap().iter().find(|row| row["title"] == name).unwrap()["id"].clone()
    };
    let body = |name: &str| wire.ask("Get", json!({ "id": id(name) })).unwrap()["document"]["body"].clone();
    assert_eq!(
        (&body("a")["tier"], &body("a")["unknown_upstream"]),
        (&json!("not-stated"), &json!(["later"]))
    );
    let file = |yes: &[&str]| [upload("b.csv", "service,tier,upstream\na,critical,later\nlater,,\n", yes)];
    let shown = preview(&wire, &file(&[]));
    assert_eq!((asks(&shown[0]), &shown[0]["changed"]), (vec!["changes"], &json!([])));
    assert!(
        shown[0]["questions"][0]["words"]
            .as_str()
            .unwrap()
            .contains("tier: “critical” here, not stated there")
    );
    let shown = preview(&wire, &file(&["changes"]));
    assert_eq!(
        (titles(&shown[0]["fresh"]), titles(&shown[0]["changed"])),
        (vec!["later".to_owned()], vec!["a".to_owned()])
    );
    import(&wire, &file(&[]));
    assert_eq!(body("a")["tier"], "not-stated", "nobody said so");
    // The name that it called is a service now, and joined without a change.
    let about = wire.ask("AboutService", json!({ "service": id("a") })).unwrap();
    assert_eq!(about["calls"][0]["title"], "later");
    let came = import(&wire, &file(&["changes"]));
    // Whoever takes it back must know that it was there before.
    assert_eq!(came[0]["records"][0]["version"], 2, "{came}");
    assert!(came[0]["warnings"].to_string().contains("“a” was changed: tier: “critical” here"), "{came}");
    let changed = body("a");
    assert_eq!((&changed["tier"], &changed["owner_team"]), (&json!("critical"), &json!("Web")));
    assert_eq!((&changed["upstream"], &changed["unknown_upstream"]), (&json!([id("later")]), &json!([])));
}

#[test]
fn many_records_wait_while_a_run_is_in_progress() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let rows = |count: usize| (0..count).map(|at| format!("s{at},critical\n")).collect::<String>();
    let many = upload("many.csv", &format!("name,tier\n{}", rows(600)), &[]);
    wire.running_day();
    let refusal = wire.ask("Import", json!({ "files": [many.clone()] })).unwrap_err();
    assert!(refusal.message.contains("would hold up the abort key"), "{refusal}");
    assert_eq!(titles(&preview(&wire, &[many])[0]["fresh"]).len(), 600, "looking holds nobody up");
    let few = upload("few.csv", &format!("name,tier\n{}", rows(3)), &[]);
    assert_eq!(titles(&import(&wire, &[few])[0]["records"]).len(), 3);
}

#[test]
fn secrets_go_out_only_when_somebody_says_so() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let text = EXPERIMENT.replacen("configuration:", "configuration:\n  db_password: hunter2-not-real", 1);
    assert!(text.contains("hunter2"), "the fixture has a configuration");
    let id = import(&wire, &[upload("a.yaml", &text, &[])])[0]["records"][0]["id"].clone();
    let found = wire.ask("Search", json!({ "text": "hunter2" })).unwrap();
    assert_eq!(found, json!([]), "no search finds it");
    let export = |more: Value| {
        let mut request = json!({ "id": id });
        request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let written = wire.ask("ExportChaosToolkit", request)?;
        Ok::<_, contract::Refusal>(fs::read_to_string(written[0]["path"].as_str().unwrap()).unwrap())
    };
    let refusal = export(json!({ "redact": false, "secrets": false })).unwrap_err();
    assert!(
        refusal.message.contains("“db_password”") && refusal.field.as_deref() == Some("secrets"),
        "{refusal}"
    );
    assert!(export(json!({ "redact": false, "secrets": true })).unwrap().contains("hunter2"));
    assert!(!export(json!({ "redact": true, "secrets": false })).unwrap().contains("hunter2"));
}

/// Exit code, standard output, standard error.
fn readyroom(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_readyroom")).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_command_line_asks_in_words_and_takes_yes() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let (file, states, catalog, people) =
        (at("ours.readyroom"), at("states.csv"), at("catalog.yaml"), at("org.yaml"));
    fs::write(&states, STATES).unwrap();
    fs::write(&catalog, BACKSTAGE).unwrap();
    fs::write(&people, "apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata: {name: a}\n").unwrap();
    assert_eq!(readyroom(&["--workspace", &file, "seed"]).0, 0);
    let (code, out, said) = readyroom(&["--workspace", &file, "import", &states]);
    assert!(code == 1 && out.is_empty(), "{out}{said}");
    assert!(said.contains("a list of services?") && said.contains("--as services"), "{said}");
    let (code, out, said) = readyroom(&["--workspace", &file, "import", "--as", "services", &states]);
    assert_eq!((code, out.lines().count()), (0, 2), "{out}{said}");
    let (code, out, said) = readyroom(&["--workspace", &file, "import", &catalog]);
    assert_eq!((code, out.lines().count()), (0, 3), "{out}{said}");
    assert!(said.contains("Shall they come in as services: “shop-docs” (documentation)?"), "{said}");
    let (code, out, said) = readyroom(&["--workspace", &file, "import", "--as", "services", &catalog]);
    assert_eq!((code, out.lines().count()), (0, 1), "the rest is there already: {out}{said}");
    let (code, _, said) = readyroom(&["--workspace", &file, "import", &people]);
    assert!(code == 1 && said.contains("people and teams of a Backstage catalog"), "{said}");
    let (_, shown, _) = readyroom(&["--workspace", &file, "check"]);
    assert!(shown.contains("sound"), "{shown}");
}

#[test]
fn the_command_line_takes_yes_for_a_second_service_of_one_name_and_for_suggested_tiers() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let (file, catalog) = (at("ours.readyroom"), at("catalog.yaml"));
    let component = |more: &str| {
        format!(
            "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {{name: till}}\nspec: {{type: service, lifecycle: production, owner: a{more}}}\n"
        )
    };
    fs::write(&catalog, format!("{}---\n{}", component(""), component("b"))).unwrap();
    assert_eq!(readyroom(&["--workspace", &file, "seed"]).0, 0);
    let (code, out, said) =
        readyroom(&["--workspace", &file, "import", "--again", "--twins", "--tiers", &catalog]);
    assert_eq!((code, out.lines().count()), (0, 2), "{out}{said}");
    assert!(out.contains("  till (2)"), "{out}");
    let (_, listed, _) = readyroom(&["--workspace", &file, "list", "service"]);
    assert!(listed.contains("till (2)"), "{listed}");
}
