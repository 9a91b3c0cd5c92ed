//! The command line as scripts use it: exit codes, words on standard error, JSON on standard output.
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

#[test]
fn the_sample_is_listed_shown_and_sound() {
    let folder = tempfile::tempdir().unwrap();
    let file = seeded(folder.path());
    let (code, json, _) = readyroom(&["--workspace", &file, "list", "game-day", "--json"]);
    let days: Vec<Value> = serde_json::from_str(&json).unwrap();
    assert_eq!((code, days.len()), (0, 3));
    let mut fields: Vec<_> = days[0].as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["at", "due", "id", "kind", "owner", "service", "status", "title", "version"]);
    let finished = days.iter().find(|day| day["status"] == "finished").unwrap()["id"].as_str().unwrap();
    let (code, shown, _) = readyroom(&["--workspace", &file, "show", finished, "--json"]);
    let shown: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!((code, shown["journal"][0]["event"]["event"].as_str()), (0, Some("day-started")));
    let (code, words, _) = readyroom(&["--workspace", &file, "show", finished]);
    assert!(code == 0 && words.contains("ABORTED"), "{words}");
    assert_eq!(readyroom(&["--workspace", &file, "check"]).0, 0);
}

#[test]
fn what_cannot_be_done_is_said_and_ends_with_1_and_what_is_no_command_with_2() {
    let folder = tempfile::tempdir().unwrap();
    let file = seeded(folder.path());
    let foreign = folder.path().join("notes.txt").display().to_string();
    fs::write(&foreign, "These are my notes.").unwrap();
    for (arguments, words) in [
        (vec!["--workspace", &file, "seed"], "exists already"),
        (vec!["--workspace", &foreign, "list", "action"], "not a Readyroom workspace"),
        (vec!["--workspace", "/nowhere/x", "list", "action"], "does not exist"),
        (vec!["--workspace", &file, "show", "12"], "not a record's id"),
        (vec!["--workspace", &file, "show", "00000000-0000-7000-8000-000000000000"], "no record"),
        (vec!["--workspace", &file, "export", "pdf", "-o", &file], "left as it is"),
        (vec!["--workspace", &file, "export", "pdf", "-o", &foreign], "left as it is"),
    ] {
        let (code, _, said) = readyroom(&arguments);
        assert!(code == 1 && said.contains(words), "{arguments:?}: {code} {said}");
    }
    assert_eq!(fs::read_to_string(&foreign).unwrap(), "These are my notes.");
    assert_eq!(readyroom(&["--workspace", &file, "check"]).0, 0);
    for arguments in
        [vec!["list", "nokind"], vec!["list"], vec!["frobnicate"], vec!["export", "docx", "-o", "x"]]
    {
        assert_eq!(readyroom(&arguments).0, 2, "{arguments:?}");
    }
}

#[test]
fn a_report_replaces_an_older_report_and_a_backup_opens() {
    let folder = tempfile::tempdir().unwrap();
    let file = seeded(folder.path());
    let pdf = folder.path().join("day.pdf").display().to_string();
    for _ in 0..2 {
        assert_eq!(readyroom(&["--workspace", &file, "export", "pdf", "-o", &pdf]).0, 0);
    }
    assert!(fs::read(&pdf).unwrap().starts_with(b"%PDF"));
    let copy = folder.path().join("copy.readyroom").display().to_string();
    assert_eq!(readyroom(&["--workspace", &file, "backup", "-o", &copy]).0, 0);
    assert_eq!(readyroom(&["--workspace", &copy, "check"]).0, 0);
}

#[test]
fn a_flag_that_would_change_nothing_is_an_error_of_usage() {
    let folder = tempfile::tempdir().unwrap();
    let file = seeded(folder.path());
    let output = folder.path().join("out").display().to_string();
    for format in ["pdf", "csv", "markdown", "ics"] {
        let (code, _, said) = readyroom(&["--workspace", &file, "export", format, "--plain", "-o", &output]);
        assert!(code == 2 && said.contains(&format!("{format} hides none")), "{format}: {code} {said}");
    }
    for (arguments, words) in [
        (vec!["export", "chaos-toolkit", "--with-secrets", "-o", &output], "--plain"),
        (vec!["export", "csv", "--plain", "--with-secrets", "-o", &output], "--plain is for chaos-toolkit"),
        (vec!["list", "service", "--workspace", "/nowhere/x"], "--workspace"),
    ] {
        let (code, _, said) = readyroom(&[&["--workspace", &file], arguments.as_slice()].concat());
        assert!(code == 2 && said.contains(words), "{arguments:?}: {code} {said}");
    }
    assert!(!folder.path().join("out").exists());
}
