//! Capacity on the command line: the answer for scripts, the projection as a table, the report, the fit of a load test.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

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
fn a_model_says_its_answer_to_people() {
    let folder = tempfile::tempdir().unwrap();
    let file = seeded(folder.path());
    let said = |title: &str| {
        let id = shown(&file, title)["id"].as_str().unwrap().to_owned();
        let (code, said, error) = readyroom(&["--workspace", &file, "show", &id]);
        assert_eq!(code, 0, "{error}");
        let (body, said) = said.rsplit_once("\n}\n").unwrap();
        (body.to_owned(), said.lines().map(ToOwned::to_owned).collect::<Vec<_>>())
    };
    let (body, checkout) = said("Checkout");
    assert!(body.contains("\"points\": \"240 days; --json shows them\""), "{body}");
    let [headline, rest @ ..] = checkout.as_slice() else { panic!("{checkout:?}") };
    assert!(headline.starts_with("Checkout, requests runs out between "), "{headline}");
    let labels = ["Runs out of instances    ", "Order by  ", "What binds  ", "Cost in 12 months  "];
    assert_eq!(rest.len(), labels.len(), "{rest:?}");
    for (line, label) in rest.iter().zip(labels) {
        assert!(line.starts_with(label) && line.ends_with(')'), "{line}");
    }
    let (_, search) = said("Search");
    assert_eq!(search[0], "Search, queries does not run out within three years.");
    assert!(search[1].starts_with("No date: "), "{search:?}");
    assert_eq!(search.iter().filter(|line| line.contains("No date: ")).count(), 1, "once is enough");
}

#[test]
fn what_goes_out_of_a_model_is_named_in_the_help() {
    let (_, help, _) = readyroom(&["export", "--help"]);
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "The report of a game day, an assessment or a capacity model",
        "or the projection of a capacity model",
        "for csv a run or a capacity model",
    ] {
        assert!(help.contains(words), "{words} is not in: {help}");
    }
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

/// A summary of k6 at one level.
fn level(folder: &Path, users: u32, rate: f64) -> String {
    let file = folder.join(format!("lv{users}.json"));
    let text = format!(
        r#"{{"metrics": {{"vus": {{"min": {users}, "max": {users}}}, "http_reqs": {{"count": 600, "rate": {rate}}}}}}}"#
    );
    fs::write(&file, text).unwrap();
    file.display().to_string()
}

#[test]
fn files_of_one_level_each_are_one_load_test() {
    let folder = tempfile::tempdir().unwrap();
    let file = seeded(folder.path());
    let id = shown(&file, "Checkout")["id"].as_str().unwrap().to_owned();
    let levels = [(1, 100.0), (2, 194.0), (4, 365.4), (8, 649.1), (16, 1_034.9), (32, 1_375.3)]
        .map(|(users, rate)| level(folder.path(), users, rate));
    let mut arguments = vec!["--workspace", file.as_str(), "import", "--into", id.as_str()];
    let (code, _, said) = readyroom(&[arguments.as_slice(), &[levels[0].as_str()]].concat());
    assert!(code != 0 && said.contains("Choose the files of all levels together"), "{said}");
    arguments.extend(levels.iter().map(String::as_str));
    let (code, said, error) = readyroom(&arguments);
    assert!(code == 0 && said.contains("A load test with 6 points."), "{said}{error}");
    let body = &shown(&file, "Checkout")["body"];
    assert_eq!(body["load_points"].as_array().unwrap().len(), 6);
    assert_eq!(body["load_source"], "lv1.json, lv2.json and 4 more");
}

#[test]
fn decimals_are_told_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = seeded(folder.path());
    let id = shown(&file, "Checkout")["id"].as_str().unwrap().to_owned();
    let open = folder.path().join("open.csv");
    fs::write(&open, "users;rps\n1;1,234\n2;2,345\n4;4,123\n8;6,789\n").unwrap();
    let open = open.display().to_string();
    let import = ["--workspace", file.as_str(), "import", "--into", id.as_str(), open.as_str()];
    let (code, _, said) = readyroom(&import);
    assert!(code == 1 && said.contains("Answer with --decimal-comma or --decimal-point."), "{said}");
    assert_eq!(readyroom(&[import.as_slice(), &["--decimal-point", "--decimal-comma"]].concat()).0, 2);
    assert_eq!(readyroom(&[import.as_slice(), &["--decimal-point"]].concat()).0, 0);
    assert_eq!(shown(&file, "Checkout")["body"]["load_points"][0]["throughput"], 1_234.0);
    let (code, fit, _) = readyroom(&["fit", "usl", &open, "--json", "--decimal-comma"]);
    let fit: Value = serde_json::from_str(&fit).unwrap();
    assert_eq!((code, &fit["points"][0]["throughput"]), (0, &Value::from(1.234)));
    let wrk = folder.path().join("wrk.txt");
    fs::write(
        &wrk,
        "Running 30s test @ http://a/\n  12 threads and 400 connections\nRequests/sec: 748868.53\n",
    )
    .unwrap();
    let (code, _, said) = readyroom(&["--workspace", &file, "import", &wrk.display().to_string()]);
    assert!(code == 1 && said.contains("This is output of wrk."), "{said}");
}

#[test]
fn two_histories_are_refused_and_nothing_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let file = seeded(folder.path());
    let before = shown(&file, "Checkout");
    let id = before["id"].as_str().unwrap();
    let paths = ["a.csv", "b.csv"].map(|name| folder.path().join(name));
    for path in &paths {
        fs::write(path, "date,req/s\n2026-10-05,1\n2026-10-06,2\n").unwrap();
    }
    let [a, b] = paths.map(|path| path.display().to_string());
    let (code, _, said) = readyroom(&["--workspace", &file, "import", "--into", id, &a, &b]);
    assert!(code == 1 && said.contains("Two histories, “a.csv” and “b.csv”"), "{said}");
    assert_eq!(shown(&file, "Checkout"), before);
}
