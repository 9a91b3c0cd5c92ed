//! Files of Chaos Toolkit, in and out: what could not be carried is said, a broken file says where, nothing comes in by
//! halves, and what leaves the house names no machine.

use std::{fs, path::Path};

use serde_json::Value;
use tests::{new_workspace, root, window::Window};

use crate::room::{go, id_of_page, read};

const BROKEN: &str = "{\n  \"title\": \"Not quite\",\n  \"method\": [ broken ]\n}\n";
/// A user and a machine that the file names.
const NAMES: [&str; 2] = ["mira", "shop.internal"];

#[test]
fn an_experiment_of_another_tool_comes_in_and_leaves_without_names() {
    let workspace = new_workspace("import");
    let window = Window::open(&workspace);
    let folder = workspace.parent().unwrap().to_owned();
    let broken = folder.join("not quite.json");
    fs::write(&broken, BROKEN).unwrap();
    let whole = root().join("fixtures/chaos-toolkit/checkout-latency.yaml");

    go(&window, "/import", "[data-act=import-files]");
    nothing_by_halves(&window, &workspace, &[&whole, &broken]);
    it_comes_in(&window, &whole);
    let title = opened(&window);
    let exported = exported(&window, &folder);
    names_nobody(&exported, &title);
    window.close();
}

/// What was there before is again what it was, and stays; only what is new goes.
#[test]
fn an_import_is_taken_back_and_the_catalog_is_what_it_was() {
    let workspace = new_workspace("import-back");
    let folder = workspace.parent().unwrap().to_owned();
    let (first, second) = (folder.join("first.csv"), folder.join("second.csv"));
    fs::write(&first, "name,tier\ncheckout,standard\npayments,\n").unwrap();
    fs::write(&second, "name,tier,upstream\ncheckout,critical,payments\nledger,,\n").unwrap();
    assert!(
        tests::cli(["--workspace".as_ref(), workspace.as_os_str(), "import".as_ref(), first.as_os_str()])
            .status
            .success()
    );
    let window = Window::open(&workspace);
    go(&window, "/import", "[data-act=import-files]");
    choose(&window, &[&second]);
    window.wait_for_text("[data-act=import-question]", "checkout");
    let asked = window.text("[data-act=import-question]");
    window.click("[data-act=answer]");
    window.wait_for_text("[data-act=import-preview]", "Would change: 1 record");
    assert_eq!(window.text("[data-act=import-question]"), asked, "an answered question keeps its words");
    window.screenshot("import-changes");
    window.click("[data-act=take-in]");
    window.wait_for("[data-act=remove-imported]");
    let tiers = || {
        let rows = read(&workspace, &["list", "service"]);
        let rows = rows.as_array().unwrap();
        rows.iter().map(|row| format!("{} {}", row["title"], row["status"])).collect::<Vec<_>>()
    };
    assert!(tiers().contains(&"\"checkout\" \"critical\"".to_owned()), "{:?}", tiers());
    window.screenshot("import-changed");
    window.click("[data-act=remove-imported]");
    window.wait_gone("[data-act=remove-imported]");
    window.settle();
    assert_eq!(tiers(), ["\"checkout\" \"standard\"", "\"payments\" \"not-stated\""]);
    window.screenshot("import-taken-back");
    window.close();
}

/// A good file beside a broken one: neither comes in, and the broken one says where it breaks.
fn nothing_by_halves(window: &Window, workspace: &Path, files: &[&Path]) {
    choose(window, files);
    window.wait_for("[data-act=import-refused]");
    let said = window.text("[data-act=import-refused]");
    assert!(said.contains("not quite.json"), "{said}");
    assert!(said.to_lowercase().contains("line 3, column 15"), "where it breaks: {said}");
    window.screenshot("import-refused");
    assert_eq!(read(workspace, &["list", "experiment"]).as_array().map(Vec::len), Some(0), "half came in");
}

fn it_comes_in(window: &Window, file: &Path) {
    choose(window, &[file]);
    window.wait_for("[data-act=import-preview]");
    window.screenshot("import-preview");
    window.click("[data-act=take-in]");
    window.wait_for("[data-act=open-imported]");
    window.wait_for("[data-act=import-warnings] .import-line");
    assert_eq!(window.count("[data-act=import-refused]"), 0);
    window.screenshot("import-done");
}

fn opened(window: &Window) -> String {
    window.click("[data-act=open-imported]");
    window.wait_for("[name=title]");
    assert!(!id_of_page(window).is_empty());
    assert!(!window.value("[name='fault.action']").is_empty(), "the action became the fault");
    window.screenshot("import-experiment");
    window.value("[name=title]")
}

/// Names are hidden unless somebody says otherwise.
fn exported(window: &Window, folder: &Path) -> Value {
    window.click("[data-act=export-chaos-toolkit]");
    window.wait_for("[data-act=redact]:checked");
    window.click("[data-act=write-export]");
    window.wait_for_text("[data-act=export-written]", "One file was written");
    window.screenshot("import-exported");
    let files: Vec<_> =
        fs::read_dir(folder.join("reports")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    serde_json::from_str(&fs::read_to_string(&files[0]).unwrap()).expect("an export is JSON")
}

fn names_nobody(exported: &Value, title: &str) {
    assert_eq!(exported["title"], title);
    for part in ["description", "method", "rollbacks"] {
        assert!(!exported[part].is_null(), "the export lacks {part}");
    }
    let text = exported.to_string();
    for name in NAMES {
        assert!(!text.contains(name), "the export names {name}");
    }
}

/// Chooses files as the system's own dialog would.
fn choose(window: &Window, files: &[&Path]) {
    let paths: Vec<_> = files.iter().map(|file| file.to_str().unwrap()).collect();
    window.type_text("[data-act=import-files]", &paths.join("\n"));
}
