//! Capacity on the command line: the answer for scripts, the projection as a table, the report, the fit of a load test.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use serde_json::Value;
use std::{fs, path::Path, process::Command};

/// Exit code, standard output, standard error.
fn readyroom(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_readyroom")).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn seeded(folder: &Path) -> String {
    let file = folder.join("ours.readyroom").display().to_string();
    assert_eq!(readyroom(&["--workspace", &file, "seed"]).0, 0);
    file
}

fn shown(file: &str, title: &str) -> Value {
    let (_, rows, _) = readyroom(&["--workspace", file, "list", "capacity-model", "--json"]);
    let rows: Vec<Value> = serde_json::from_str(&rows).unwrap();
    let row = rows.iter().find(|row| row["title"].as_str().unwrap().starts_with(title)).unwrap();
    let (code, shown, _) = readyroom(&["--workspace", file, "show", row["id"].as_str().unwrap(), "--json"]);
    assert_eq!(code, 0);
    serde_json::from_str(&shown).unwrap()
}

#[test]
fn a_model_answers_scripts_with_dates_or_says_why_not() {
    let folder = tempfile::tempdir().unwrap();
    let file = seeded(folder.path());
    let checkout = shown(&file, "Checkout");
    let answer = &checkout["answer"];
    for quantile in ["p10", "p50"] {
        assert!(answer["dates"][quantile].is_string(), "{answer}");
    }
    assert!(answer["order_by"].is_string() && answer["binding"].is_string(), "{answer}");
    assert!(answer["costs"]["now"]["total_usd"].as_f64().unwrap() > 0.0, "{answer}");
    assert_eq!(answer["refusal"], Value::Null);
    let search = shown(&file, "Search");
    assert_eq!(search["answer"]["dates"], Value::Null);
    assert!(search["answer"]["refusal"].as_str().unwrap().starts_with("No date"), "{}", search["answer"]);
}

#[test]
fn a_projection_goes_out_as_a_table_and_as_a_report() {
    let folder = tempfile::tempdir().unwrap();
    let file = seeded(folder.path());
    let id = shown(&file, "Checkout")["id"].as_str().unwrap().to_owned();
    let table = folder.path().join("checkout.csv").display().to_string();
    for _ in 0..2 {
        let (code, _, said) = readyroom(&["--workspace", &file, "export", "csv", "--id", &id, "-o", &table]);
        assert_eq!(code, 0, "{said}");
    }
    let text = fs::read_to_string(&table).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("on,demand,straight_on,utilization_pct,p10_pct,p50_pct,p90_pct"));
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    assert!(rows.len() >= 37 && rows.iter().all(|row| row.len() == 7), "{text}");
    let low_to_high = |row: &Vec<&str>| {
        let number = |at: usize| row[at].parse::<f64>().unwrap();
        number(4) <= number(5) && number(5) <= number(6)
    };
    assert!(rows.iter().all(low_to_high), "{text}");
    let pdf = folder.path().join("checkout.pdf").display().to_string();
    let (code, _, said) = readyroom(&["--workspace", &file, "export", "pdf", "--id", &id, "-o", &pdf]);
    assert_eq!(code, 0, "{said}");
    assert!(fs::read(&pdf).unwrap().starts_with(b"%PDF"));
}
