//! Another workspace takes the place of the one that is open: made, chosen from the list, named by its path, refused in words.

use std::{
    fs,
    path::{Path, PathBuf},
};

use domain::Instant;
use serde_json::json;
use store::{Access, Store};
use tests::{cli, new_workspace, sample_workspace, window::Window};

use crate::{
    room::{go, open_stage, start_day},
    screens::{CONSOLE, both, small_and_contrast},
};

fn open(path: &Path, access: Access) -> Store {
    Store::open(path, access, Instant::from_ms(1_795_600_000_000)).unwrap()
}

/// A place with a name as long as people make them.
fn far_away(workspace: &Path) -> PathBuf {
    let folder = workspace
        .with_file_name("Reliability reviews of the harbour company")
        .join("Game days and reviews, 2026");
    fs::create_dir_all(&folder).unwrap();
    fs::canonicalize(folder)
        .unwrap()
        .join("Harbour north, all services and everything they depend on.readyroom")
}

/// Opens a dialog of workspaces from the palette.
fn from_palette(window: &Window, words: &str) {
    window.press("Control+k");
    window.wait_for("[data-act=palette-input]");
    window.type_text("[data-act=palette-input]", words);
    window.wait_for_text("[data-act=palette-line]", words);
    window.press("Enter");
}

/// Marks the page, to tell it from the one that begins anew.
fn mark(window: &Window) {
    window.script("document.documentElement.dataset.before = 'yes'");
}

/// Waits until the page that was marked has begun anew on this workspace, and goes to its settings.
fn stands_on(window: &Window, path: &Path) {
    window.wait_for("html[data-ready=yes]:not([data-before]) .brand");
    go(window, "/settings", "[data-act=workspace-path]");
    window.wait_for_text("[data-act=workspace-path]", path.to_str().unwrap());
}

fn row(path: &Path) -> String {
    format!("[data-act=recent-workspaces] [data-id='{}']", path.display())
}

#[test]
fn a_new_workspace_takes_the_place_and_the_list_leads_back() {
    let workspace = fs::canonicalize(sample_workspace("workspaces")).unwrap();
    let fresh = far_away(&workspace);
    let window = Window::open(&workspace);
    window.resize(CONSOLE.0, CONSOLE.1);
    go(&window, "/settings", &row(&workspace));
    window.type_text("[name=classification]", " to us"); // and left by the palette alone
    from_palette(&window, "New workspace…");
    window.wait_for("dialog [name=new_name]");
    window.fill("dialog [name=new_name]", "Harbour north");
    window.fill("dialog [name=new_zone]", "Mars/Olympus");
    window.fill("dialog [name=new_path]", fresh.to_str().unwrap());
    window.press("Enter");
    window.wait_for_text("dialog .field-error", "Mars/Olympus");
    assert!(!fresh.exists(), "what is refused leaves no file");
    both(&window, "workspace-new");
    window.fill("dialog [name=new_zone]", "Europe/Berlin");
    window.wait_gone("dialog .field-error"); // it was about what stood there before
    window.press("Escape");
    window.wait_gone("dialog");
    from_palette(&window, "New workspace…");
    window.wait_for("dialog [name=new_name]");
    let words = ["name", "zone", "path"].map(|field| window.value(&format!("dialog [name=new_{field}]")));
    assert_eq!(
        words,
        ["Harbour north", "Europe/Berlin", fresh.to_str().unwrap()],
        "what was begun comes back"
    );
    mark(&window);
    window.click("[data-act=confirm-new-workspace]");
    stands_on(&window, &fresh);
    let left = open(&workspace, Access::Read).kept_words().unwrap();
    assert!(left.is_empty(), "{left:?}: a workspace was made of it");
    assert_eq!(window.value("[name=zone]"), "Europe/Berlin");
    assert!(!workspace.with_extension("readyroom-wal").exists(), "what was left is whole by itself");
    let left = open(&workspace, Access::Read).settings().unwrap().classification;
    assert!(left.ends_with(" to us"), "{left}: letters were written before the window went on");

    window.wait_for_text(&row(&fresh), "Harbour north");
    both(&window, "workspaces");
    small_and_contrast(&window, "workspaces");
    mark(&window);
    window.click(&format!("{} [data-act=open-recent]", row(&workspace)));
    stands_on(&window, &workspace);
    refusals(&window, &workspace, &fresh);
    forgotten(&window, &fresh);
    window.close();
}

/// Whatever is no workspace for this window leaves the one open that is.
fn refusals(window: &Window, workspace: &Path, held: &Path) {
    let notes = workspace.with_file_name("notes.txt");
    fs::write(&notes, "Minutes of the meeting\n".repeat(50)).unwrap();
    let other = open(held, Access::Write);
    from_palette(window, "Open another workspace…");
    for (path, words) in [
        (workspace.with_file_name("nothing.readyroom").as_path(), "There is no workspace at"),
        (&notes, "is not a Readyroom workspace"),
        (held, "is open in another Readyroom"),
    ] {
        window.fill("dialog [name=open_path]", path.to_str().unwrap());
        window.press("Enter");
        window.wait_for_text("dialog [data-act=workspace-refused]", words);
    }
    both(window, "workspace-refused");
    drop(other);
    assert!(fs::read_to_string(&notes).unwrap().starts_with("Minutes"), "a file of others is left as it is");
    window.press("Escape");
    window.wait_gone("dialog");
    window.wait_for_text("[data-act=workspace-path]", workspace.to_str().unwrap());
    window.wait_for("[name=classification]");
}

fn forgotten(window: &Window, gone: &Path) {
    fs::remove_file(gone).unwrap();
    go(window, "/", ".card");
    go(window, "/settings", &row(gone));
    window.wait_for_text(&row(gone), "Not there");
    both(window, "workspaces-gone");
    window.click(&format!("{} [data-act=forget-workspace]", row(gone)));
    window.wait_gone(&row(gone));
}

/// A run goes on by the clock, so nobody leaves it by opening another workspace.
#[test]
fn a_run_keeps_its_workspace_open_and_the_stage_goes_with_the_workspace() {
    let workspace = fs::canonicalize(sample_workspace("workspaces-run")).unwrap();
    let other = workspace.with_file_name("other.readyroom");
    drop(open(&other, Access::Write));
    let window = Window::open(&workspace);
    window.resize(CONSOLE.0, CONSOLE.1);
    start_day(&window);
    open_stage(&window);
    from_palette(&window, "Open another workspace…");
    window.wait_for_text("dialog [data-act=why-not]", "A run is in progress");
    window.fill("dialog [name=open_path]", other.to_str().unwrap());
    window.wait_for("[data-act=confirm-open-workspace][aria-disabled]");
    both(&window, "workspace-run");
    let open = json!({ "path": other });
    let refusal = tests::bridge::try_ask(&window, "OpenWorkspace", &open).unwrap_err();
    assert!(refusal["message"].as_str().unwrap().contains("A run is in progress"), "{refusal}");
    crate::room::append(&window, crate::room::PLANNED, &json!({ "event": "day-ended", "note": "" }));

    assert_eq!(window.addresses().len(), 2);
    window.wait_gone("dialog [data-act=why-not]");
    mark(&window);
    window.click("[data-act=confirm-open-workspace]");
    stands_on(&window, &other);
    assert_eq!(window.addresses().len(), 1, "the stage showed what was left");
    window.close();
}

/// What cannot be shown need not be the end: the page that says so leads to another workspace.
#[test]
fn a_window_that_cannot_show_its_workspace_leads_to_another_one() {
    let workspace = new_workspace("workspaces-broken");
    fs::write(&workspace, "Minutes of the meeting\n".repeat(50)).unwrap();
    let other = fs::canonicalize(workspace.parent().unwrap()).unwrap().join("other.readyroom");
    drop(open(&other, Access::Write));
    let window = Window::open(&workspace);
    window.resize(CONSOLE.0, CONSOLE.1);
    window.wait_for_text(".start", "is not a Readyroom workspace");
    window.fill("[name=open_path]", other.to_str().unwrap());
    both(&window, "workspaces-broken");
    mark(&window);
    window.press("Enter");
    stands_on(&window, &other);
    window.close();
}

/// A copy is looked at in words, takes the place, and the page says where the file is that gave way.
#[test]
fn a_copy_takes_the_place_and_the_page_says_what_became_of_the_other_file() {
    let workspace = fs::canonicalize(sample_workspace("workspaces-restored")).unwrap();
    let copy = workspace.with_file_name("copy.readyroom");
    let paths = ["--workspace", workspace.to_str().unwrap(), "backup", "-o", copy.to_str().unwrap()];
    assert!(cli(paths).status.success());
    let window = Window::open(&workspace);
    window.resize(CONSOLE.0, CONSOLE.1);
    go(&window, "/settings", "[data-act=look-at-copy]");
    window.fill("[name=path]", "copy.readyroom");
    window.click("[data-act=look-at-copy]");
    window.wait_for_text("[data-act=restore-refused]", "Write the whole path");
    window.fill("[name=path]", copy.to_str().unwrap());
    window.click("[data-act=look-at-copy]");
    window.wait_for_text("[data-act=restore-preview]", " people, ");
    mark(&window);
    window.click("[data-act=restore]");
    window.wait_for("html[data-ready=yes]:not([data-before]) [data-act=restored]");
    let words = window.text("[data-act=restored]");
    let kept = words.rsplit(' ').next().unwrap().to_owned();
    assert!(words.contains("is now") && Path::new(&kept).is_file(), "{words}");
    both(&window, "workspace-restored");
    window.close();
}
