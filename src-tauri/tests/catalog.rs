//! Services of other files through the one command and through the command line, and the catalog as a table.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

#[path = "wire/wire.rs"]
#[allow(dead_code, reason = "shared with the tests of the one command, which use all of it")]
mod wire;

use contract::{Caller, Code};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs, process::Command};
use wire::{START_MS, Wire, workspace};

const TABLE: &str = include_str!("../../fixtures/import/services.csv");
const STREAM: &str = include_str!("../../fixtures/import/services.openslo.yaml");

fn upload(name: &str, text: &str) -> Value {
    json!({ "name": name, "bytes": text.bytes().map(char::from).collect::<String>() })
}

fn import(wire: &Wire, files: &[(&str, &str)]) -> Value {
    let files: Vec<_> = files.iter().map(|(name, text)| upload(name, text)).collect();
    wire.ask("Import", json!({ "files": files })).unwrap()
}

/// Each service by name, with the names of those that it calls and its version.
fn catalog(wire: &Wire) -> BTreeMap<String, (Vec<String>, u64)> {
    let rows = wire.ask("List", json!({ "kind": "service" })).unwrap();
    let titles: BTreeMap<_, _> =
        rows.as_array().unwrap().iter().map(|row| (row["id"].clone().to_string(), row)).collect();
    let entry = |row: &&Value| {
        let record = wire.ask("Get", json!({ "id": row["id"] })).unwrap();
        let upstream = record["document"]["body"]["upstream"].as_array().unwrap().iter();
        let calls =
            upstream.map(|id| titles[&id.to_string()]["title"].as_str().unwrap().to_owned()).collect();
        (row["title"].as_str().unwrap().to_owned(), (calls, record["version"].as_u64().unwrap()))
    };
    titles.values().map(entry).collect()
}

#[test]
fn services_of_all_files_find_each_other_and_the_catalog() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let before = catalog(&wire);
    import(&wire, &[("first.csv", "service\nLedger\n")]);
    let report = import(&wire, &[("shop.yaml", STREAM), ("shop.csv", TABLE)]);
    let titles = |at: usize| {
        let records = report[at]["records"].as_array().unwrap();
        records.iter().map(|record| record["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(titles(0), ["search", "catalog", "Suggestions"]);
    assert_eq!(titles(1), ["Checkout", "Cart", "Tax \"EU\"", "=cmd|' /C calc'!A0"]);
    let after = catalog(&wire);
    assert_eq!(after.len(), before.len() + 8);
    // A service further down, one of another file, one that the catalog had; and a circle.
    assert_eq!(after["search"].0, ["catalog", "Checkout"]);
    assert_eq!(after["Checkout"].0, ["Cart", "Ledger"]);
    assert_eq!(after["Cart"].0, ["Checkout"]);
    assert!(report[0]["warnings"].to_string().contains("Not carried yet: SLO “search-availability”"));
    assert!(report[1]["warnings"].to_string().contains("No service is called “Tax”"), "{report}");

    // Once more: nothing is new, nothing is written over.
    let again = import(&wire, &[("shop.csv", &TABLE.replace("Checkout;critical", "CHECKOUT;standard"))]);
    assert_eq!(again[0]["records"], json!([]));
    let said = again[0]["warnings"].to_string();
    assert!(said.contains("tier: “standard” here, “critical” there"), "{said}");
    assert!(said.contains("In the catalog already, and left as it is there: “Cart”"), "{said}");
    assert_eq!(catalog(&wire), after);
}

#[test]
fn one_bad_cell_keeps_all_files_out() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let before = catalog(&wire);
    let files = json!([upload("good.yaml", STREAM), upload("bad.csv", "name,tier\na,critical\nb,gold\n")]);
    let refusal = wire.ask("Import", json!({ "files": files })).unwrap_err();
    assert_eq!(refusal.code, Code::Unreadable);
    assert_eq!(
        refusal.message,
        "“bad.csv”: Line 3: In “tier”, “gold” is none of: critical, important, standard, experimental.\nNothing was imported."
    );
    assert_eq!(catalog(&wire), before);
    assert!(wire.front.told.lock().unwrap().is_empty());
    assert!(wire.ask_as(Caller::Stage, "Import", json!({ "files": [upload("good.csv", TABLE)] })).is_err());
}

#[test]
fn five_thousand_services_come_in_at_once() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let rows: String = (0..5_000).map(|at| format!("s{at},s{}|s{}\n", (at + 1) % 5_000, at / 2)).collect();
    let began = std::time::Instant::now();
    let report = import(&wire, &[("many.csv", &format!("name,upstream\n{rows}"))]);
    println!("5,000 services took {:?}", began.elapsed());
    assert_eq!(report[0]["records"].as_array().unwrap().len(), 5_000);
    assert!(began.elapsed().as_secs() < 60, "took {:?}", began.elapsed());
}

/// Exit code, standard output, standard error.
fn readyroom(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_readyroom")).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_command_line_takes_services_in_and_writes_the_catalog_out() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let (file, other) = (at("ours.readyroom"), at("other.readyroom"));
    let (table, stream, out, again) = (at("shop.csv"), at("shop.yaml"), at("catalog.csv"), at("again.csv"));
    fs::write(&table, TABLE).unwrap();
    fs::write(&stream, STREAM).unwrap();
    assert_eq!(readyroom(&["--workspace", &file, "seed"]).0, 0);
    let (code, said, warned) = readyroom(&["--workspace", &file, "import", &table, &stream]);
    assert_eq!((code, said.lines().count()), (0, 4), "{said}{warned}");
    assert!(said.lines().all(|line| line.contains("  service  ")), "{said}");
    assert!(warned.contains("“Checkout” is in the catalog already"), "the sample has it: {warned}");
    assert!(warned.contains("shop.csv: A service has no place for “Wiki page”"), "{warned}");
    assert!(warned.contains("shop.yaml: Not carried yet: SLO"), "{warned}");

    let (code, said, _) = readyroom(&["--workspace", &file, "export", "csv", "-o", &out]);
    assert!(code == 0 && said.contains("catalog.csv (") && said.contains(" kB)"), "{said}");
    let text = fs::read_to_string(&out).unwrap();
    assert!(text.starts_with("name,tier,owner_team,oncall_rotation,upstream,"), "{text}");
    assert!(text.contains("\n'=cmd|' /C calc'!A0,experimental,'@ops,"), "{text}");
    assert!(text.contains("\n\"Tax \"\"EU\"\"\",standard,Finance and billing,"), "{text}");

    // The table brings another copy of the sample to the same catalog, word for word.
    readyroom(&["--workspace", &other, "seed"]);
    let (code, came, _) = readyroom(&["--workspace", &other, "import", &out]);
    assert_eq!((code, came.lines().count()), (0, 4), "{came}");
    assert_eq!(readyroom(&["--workspace", &other, "export", "csv", "-o", &again]).0, 0);
    assert_eq!(fs::read_to_string(&again).unwrap(), text);
    assert_eq!(readyroom(&["--workspace", &other, "check"]).0, 0, "the workspace is sound");
    let (_, rows, _) = readyroom(&["--workspace", &other, "list", "service", "--json"]);
    let rows: Vec<Value> = serde_json::from_str(&rows).unwrap();
    assert_eq!(rows.len(), text.lines().count() - 1);
    assert!(
        rows.iter().any(|row| row["title"] == "=cmd|' /C calc'!A0" && row["owner"] == "@ops"),
        "{rows:?}"
    );

    // Written over again, but nothing of somebody else's is.
    assert_eq!(readyroom(&["--workspace", &file, "export", "csv", "-o", &out]).0, 0);
    let (code, _, words) = readyroom(&["--workspace", &file, "export", "csv", "-o", &table]);
    assert!(code == 1 && words.contains("was left as it is"), "{words}");
    assert_eq!(fs::read_to_string(&table).unwrap(), TABLE);
    let (code, _, words) = readyroom(&["--workspace", &file, "export", "chaos-toolkit", "-o", &stream]);
    assert!(code == 1 && words.contains("was left as it is"), "{words}");
    let big = at("big.csv");
    fs::File::create(&big).unwrap().set_len(50_000_000).unwrap();
    let (code, _, words) = readyroom(&["--workspace", &file, "import", &big]);
    assert!(code == 1 && words.contains("50 MB"), "{words}");
}
