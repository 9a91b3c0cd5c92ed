//! `readyroom fit usl FILE`: what scripts read, and what a person is told.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use serde_json::Value;
use std::{fs, path::Path, process::Command};

/// Exit code, standard output, standard error.
fn fit(arguments: &[&str]) -> (i32, String, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_readyroom")).args(["fit", "usl"]).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn written(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn a_curve_is_printed_with_what_to_know_about_it() {
    let folder = tempfile::tempdir().unwrap();
    let file =
        written(folder.path(), "pods.csv", "Pods,Thruput\n1,60\n2,120\n4,220\n8,400\n12,440\n16,490\n");
    let (code, json, said) = fit(&[&file, "--json"]);
    assert_eq!((code, said.as_str()), (0, ""));
    let json: Value = serde_json::from_str(&json).unwrap();
    let rounded = |value: &Value, scale: f64| (value.as_f64().unwrap() * scale).round() / scale;
    assert_eq!((rounded(&json["sigma"], 1e6), rounded(&json["kappa"], 1e6)), (0.012_318, 0.003_549));
    assert_eq!(rounded(&json["gamma"], 1e4), 61.372_8);
    assert_eq!(rounded(&json["peak"]["throughput"], 10.0), 482.6);
    assert_eq!(rounded(&json["peak"]["concurrency"], 100.0), 16.68);
    assert_eq!(json["limit"], Value::Null);
    let warnings = json["warnings"].to_string();
    assert!(
        warnings.contains("You measured 490 at 16, above the fitted peak of 482.6 at 16.68."),
        "{warnings}"
    );
    let (code, words, said) = fit(&[&file]);
    assert!(code == 0 && words.contains("Peak            482.6 at 16.68"), "{words}");
    assert!(said.contains("You measured 490 at 16"), "{said}");
}

#[test]
fn without_a_peak_the_limit_is_given_and_every_key_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "processors,throughput\n1,20\n4,78\n8,130\n12,170\n16,190\n20,200\n24,210\n28,230\n32,260\n48,280\n64,310\n";
    let (code, json, _) = fit(&[&written(folder.path(), "rays.csv", rows), "--json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((code, &json["kappa"], &json["peak"]), (0, &Value::from(0.0), &Value::Null));
    assert_eq!(json["limit"].as_f64().map(f64::round), Some(378.0));
    for key in ["sigma", "kappa", "gamma", "peak", "limit", "warnings", "intervals_95", "r2", "points"] {
        assert!(json.get(key).is_some(), "{key}");
    }
}

#[test]
fn what_carries_no_curve_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text, words) in [
        ("few.csv", "users,rps\n1,10\n2,19\n", "There are 2 points, and a curve needs 4 or more."),
        ("flat.csv", "users,rps\n1,10\n2,10\n3,10\n4,10\n", "Every throughput is 10"),
        ("notes.txt", "These are my notes.", "This is no load test."),
    ] {
        let (code, _, said) = fit(&[&written(folder.path(), name, text), "--json"]);
        assert!(code == 1 && said.contains(words), "{name}: {code} {said}");
    }
    let (code, _, said) = fit(&["/nowhere/x.csv"]);
    assert!(code == 1 && said.contains("cannot be read"), "{said}");
    assert_eq!(
        Command::new(env!("CARGO_BIN_EXE_readyroom")).args(["fit", "line", "x"]).status().unwrap().code(),
        Some(2)
    );
}
