//! Who may know whom, read from `cargo metadata`.
#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use serde_json::Value;
use tests::{root, source};

/// Every crate of the application, and exactly the crates of the workspace it depends on.
const DIRECTION: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("contract", &["domain"]),
    ("store", &["domain"]),
    ("charts", &["domain"]),
    ("reports", &["charts", "domain"]),
    ("interchange", &["domain"]),
    ("ui", &["charts", "contract", "domain"]), // charts: what is drawn while a slider is dragged
    ("readyroom", &["charts", "contract", "domain", "interchange", "reports", "store"]),
    ("tests", &["domain", "store"]),
    ("xtask", &[]),
];

/// Libraries with one owner: no other crate of the workspace may name them.
const OWNERS: &[(&str, &[&str])] = &[
    ("chrono-tz", &["domain"]),
    ("csv", &["interchange"]),
    ("levenberg-marquardt", &["domain"]),
    ("nalgebra", &["domain"]),
    ("statrs", &["domain"]),
    ("tauri", &["readyroom"]),
    ("tauri-build", &["readyroom"]),
    ("tauri-plugin-dialog", &["readyroom"]),
    ("ureq", &["readyroom"]),
    ("rusqlite", &["store"]),
    ("rusqlite_migration", &["store"]),
    ("plotters", &["charts"]),
    ("plotters-svg", &["charts"]),
    ("typst", &["reports"]),
    ("typst-layout", &["reports"]),
    ("typst-pdf", &["reports"]),
    ("serde-saphyr", &["interchange"]),
    ("yew", &["ui"]),
    ("web-sys", &["ui"]),
];

#[test]
fn every_crate_knows_exactly_whom_it_may_know() {
    let known = dependencies();
    let crates: BTreeSet<&str> = known.keys().map(String::as_str).collect();
    let listed: BTreeSet<&str> = DIRECTION.iter().map(|(name, _)| *name).collect();
    assert_eq!(crates, listed, "a crate came or went: say in DIRECTION whom it may know");

    for (name, allowed) in DIRECTION {
        let inside: Vec<&str> =
            known[*name].iter().map(String::as_str).filter(|of| crates.contains(of)).collect();
        assert_eq!(inside, *allowed, "{name} depends on other crates of the workspace than it may");
    }
}

/// What is drawn while a slider is dragged is a part of the screen of its own; every other drawing comes from the desk.
#[test]
fn the_screen_draws_in_one_file_alone() {
    let drawing: Vec<String> = source::files(&["ui/src"], &["rs"])
        .into_iter()
        .filter(|file| file.text.contains("use charts::") || file.text.contains("= charts::"))
        .map(|file| file.path)
        .collect();
    assert_eq!(drawing, ["ui/src/pages/capacity/dragged.rs"]);
}

#[test]
fn tauri_sql_paper_charts_and_the_dom_have_one_owner_each() {
    let known = dependencies();
    for (library, owners) in OWNERS {
        let users: Vec<&str> =
            known.iter().filter(|(_, of)| of.contains(*library)).map(|(name, _)| name.as_str()).collect();
        assert!(
            users.iter().all(|user| owners.contains(user)),
            "{library} belongs to {owners:?}, used by {users:?}"
        );
    }
    for (name, of) in &known {
        let strays: Vec<&String> =
            of.iter().filter(|of| of.starts_with("typst") || of.starts_with("tauri")).collect();
        let owner = ["reports", "readyroom"].contains(&name.as_str());
        assert!(owner || strays.is_empty(), "{name} must not know {strays:?}");
    }
}

#[test]
fn only_the_backend_file_names_the_bridge() {
    let named: Vec<String> = source::files(&["ui/src"], &["rs"])
        .into_iter()
        .filter(|file| file.text.contains("__TAURI"))
        .map(|file| file.path)
        .collect();
    assert_eq!(named, ["ui/src/backend.rs"]);
}

/// Every crate of the workspace with the names of what its manifest asks for, tests and build scripts included.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("metadata is JSON");
    let names = |list: &Value| -> BTreeSet<String> {
        list.as_array()
            .into_iter()
            .flatten()
            .map(|of| of["name"].as_str().expect("a name").to_owned())
            .collect()
    };
    let packages = metadata["packages"].as_array().expect("packages");
    packages
        .iter()
        .map(|of| (of["name"].as_str().expect("a name").to_owned(), names(&of["dependencies"])))
        .collect()
}
