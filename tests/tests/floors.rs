//! Versions below which the application must not be built, read from `Cargo.lock`.
#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise"
)]

use std::fs;

use tests::root;

/// Crate, lowest version, why.
const FLOORS: &[(&str, [u64; 3], &str)] = &[("tauri", [2, 11, 1], "CVE-2026-42184")];

#[test]
fn nothing_locked_is_below_its_floor() {
    for (name, floor, why) in FLOORS {
        for version in locked(name) {
            assert!(parts(&version) >= *floor, "{name} {version} is below {floor:?}: {why}");
        }
    }
}

#[test]
fn the_screen_and_the_tool_that_binds_it_agree() {
    assert_eq!(locked("wasm-bindgen"), locked("wasm-bindgen-cli-support"));
}

#[test]
fn one_sqlite_is_linked() {
    assert_eq!(locked("libsqlite3-sys").len(), 1);
}

/// The locked versions of a crate; there is at least one.
fn locked(name: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock");
    let lock: toml::Table = text.parse().expect("Cargo.lock is TOML");
    let packages = lock["package"].as_array().expect("packages");
    let found: Vec<String> = packages
        .iter()
        .filter(|package| package["name"].as_str() == Some(name))
        .map(|package| package["version"].as_str().expect("a version").to_owned())
        .collect();
    assert!(!found.is_empty(), "{name} is not in Cargo.lock");
    found
}

fn parts(version: &str) -> [u64; 3] {
    let plain = version.split(['-', '+']).next().expect("a version");
    let mut parts = plain.split('.').map(|part| part.parse().expect("a number"));
    [(); 3].map(|()| parts.next().expect("three numbers"))
}
