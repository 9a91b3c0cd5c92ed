//! What keeps the source readable, measured. What is larger than allowed stands here with its reason, and nowhere else.
#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise"
)]

use std::fs;

use tests::{root, source};

const LINES_PER_FILE_MAX: usize = 400;
const LINES_PER_FUNCTION_MAX: usize = 70;

/// A file that may be longer: path, lines, why.
const LONGER_FILES: &[(&str, usize, &str)] = &[];

/// A function that may be longer: path, name, lines, why.
const LONGER_FUNCTIONS: &[(&str, &str, usize, &str)] = &[];

#[test]
fn files_stay_short() {
    let mut wrong = Vec::new();
    let mut excused = Vec::new();
    for file in source::rust() {
        let lines = file.text.lines().count();
        let excuse = LONGER_FILES.iter().find(|(path, ..)| *path == file.path);
        if lines > excuse.map_or(LINES_PER_FILE_MAX, |(_, max, _)| *max) {
            wrong.push(format!("{}: {lines} lines", file.path));
        } else if excuse.is_some() && lines > LINES_PER_FILE_MAX {
            excused.push(file.path);
        }
    }
    assert!(wrong.is_empty(), "longer than {LINES_PER_FILE_MAX} lines:\n{}", wrong.join("\n"));
    let stale: Vec<_> =
        LONGER_FILES.iter().filter(|(path, ..)| !excused.iter().any(|of| of == path)).collect();
    assert!(stale.is_empty(), "no longer needed: {stale:?}");
}

#[test]
fn functions_stay_short() {
    let mut wrong = Vec::new();
    let mut excused = Vec::new();
    for file in source::rust() {
        for function in source::functions(&file.text) {
            let excuse =
                LONGER_FUNCTIONS.iter().find(|(path, name, ..)| *path == file.path && *name == function.name);
            if function.lines > excuse.map_or(LINES_PER_FUNCTION_MAX, |(_, _, max, _)| *max) {
                wrong.push(format!(
                    "{}:{} {}: {} lines",
                    file.path, function.line, function.name, function.lines
                ));
            } else if let Some(excuse) = excuse.filter(|_| function.lines > LINES_PER_FUNCTION_MAX) {
                excused.push(*excuse);
            }
        }
    }
    assert!(wrong.is_empty(), "longer than {LINES_PER_FUNCTION_MAX} lines:\n{}", wrong.join("\n"));
    let stale: Vec<_> = LONGER_FUNCTIONS.iter().filter(|of| !excused.contains(of)).collect();
    assert!(stale.is_empty(), "no longer needed: {stale:?}");
}

/// The content policy refuses inline styles, silently: the page would look right nowhere but in a browser.
#[test]
fn the_screen_has_no_inline_styles() {
    let wrong: Vec<String> = source::files(&["ui"], &["rs", "html"])
        .iter()
        .flat_map(|file| {
            let lines = file.text.lines().enumerate();
            let styled = lines.filter(|(_, line)| {
                let line = line.replace("\\\"", "\"");
                ["style=\"", "style={", "<style"].iter().any(|mark| line.contains(mark))
            });
            styled.map(|(at, line)| format!("{}:{} {}", file.path, at + 1, line.trim())).collect::<Vec<_>>()
        })
        .collect();
    assert!(wrong.is_empty(), "use a class, an attribute or a property set from code:\n{}", wrong.join("\n"));
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let (_, after) = manifest.split_once("[workspace.dependencies]").expect("the list of dependencies");
    let list = after.split("\n[").next().expect("the list has an end");
    let dependencies: Vec<&str> =
        list.lines().filter(|line| line.contains('=') && !line.contains("path = ")).collect();
    assert!(dependencies.len() > 20, "the list was not found");
    let bare: Vec<&&str> = dependencies
        .iter()
        .filter(|line| line.split_once(" # ").is_none_or(|(_, reason)| reason.trim().len() < 5))
        .collect();
    assert!(bare.is_empty(), "no reason given for {bare:#?}");
}

#[test]
fn every_crate_takes_its_versions_and_lints_from_the_workspace() {
    for file in source::files(&["crates", "src-tauri", "tests", "ui"], &["toml"]) {
        if !file.path.ends_with("/Cargo.toml") {
            continue;
        }
        assert!(file.text.contains("[lints]\nworkspace = true"), "{} has lints of its own", file.path);
        let manifest: toml::Table = file.text.parse().expect("a manifest is TOML");
        for list in ["dependencies", "dev-dependencies", "build-dependencies"] {
            for (name, of) in manifest.get(list).and_then(toml::Value::as_table).into_iter().flatten() {
                let shared = of.get("workspace").and_then(toml::Value::as_bool) == Some(true);
                assert!(shared, "{}: {name} names its own version", file.path);
            }
        }
    }
}
