//! What cannot be opened or saved is said in words, with what to do; and two writers never lose each other's work.

use std::{
    ffi::OsStr,
    fs,
    io::{Seek, SeekFrom, Write},
    path::Path,
};

use serde_json::json;
use tests::{
    application, cli,
    desktop::{Display, Renderer},
    new_workspace, sample_workspace,
    window::Window,
};

use crate::room::{PLANNED, body_when, command, read};

/// Where SQLite keeps `user_version`: four bytes, the highest first.
const USER_VERSION_AT: u64 = 60;

#[test]
fn a_file_that_is_no_workspace_is_left_alone() {
    let file = new_workspace("refused-other");
    fs::write(&file, "Minutes of the meeting\n".repeat(500)).unwrap();
    refused(&file, "is not a Readyroom workspace", "refused-other");
    assert!(fs::read_to_string(&file).unwrap().starts_with("Minutes of the meeting"), "the file was changed");
}

#[test]
fn a_workspace_of_a_newer_format_asks_for_an_update() {
    let file = sample_workspace("refused-newer");
    let mut header = fs::OpenOptions::new().write(true).open(&file).unwrap();
    header.seek(SeekFrom::Start(USER_VERSION_AT)).unwrap();
    header.write_all(&999_u32.to_be_bytes()).unwrap();
    drop(header);
    let before = fs::read(&file).unwrap();
    refused(&file, "update Readyroom to open it", "refused-newer");
    assert!(before == fs::read(&file).unwrap(), "a file of a newer format was changed");
}

#[test]
fn one_workspace_has_one_window() {
    let file = sample_workspace("refused-open");
    let first = Window::open(&file);
    let second = start(&file, &file.with_extension("second"));
    says(&second, "is open in another Readyroom", "refused-open");

    // Reading is allowed beside a window, writing is not.
    assert!(command(&file, &["list", "game-day"]).status.success());
    says_no(&command(&file, &["demo"]), "is open in another Readyroom");

    first.close();
    second.click("[data-act=try-again]");
    second.wait_for_text(".ahead-title", "Checkout resilience");
    second.close();
}

#[test]
fn two_writers_of_one_field_are_asked_and_nothing_is_lost() {
    let file = sample_workspace("conflict");
    let window = Window::open(&file);
    window.click("[data-act=go-game-days]");
    window.click_text("[data-act=open-game-day]", "Checkout resilience");
    let goal = "[name=goal]";
    window.wait_for(goal);

    meanwhile(&window, &file, &json!({ "goal": "Theirs", "environment": "Staging" }));
    window.fill(goal, "Mine");
    window.press("Tab");
    window.wait_for_text("[data-act=conflict]", "Lena Vogt saved this at");
    window.wait_for_text("[data-act=conflict]", "“Theirs”");
    window.wait_for_text("[data-act=conflict]", "“Mine”");
    assert_eq!(window.value(goal), "Mine", "what was typed is gone before anybody chose");
    window.screenshot("conflict");
    window.click("[data-act=use-mine]");
    window.wait_gone("[data-act=conflict]");
    let body = body_when(&file, PLANNED, |body| body["goal"] == "Mine");
    assert_eq!(body["environment"], "Staging", "what the other changed elsewhere is gone");
    assert_eq!(window.value("[name=environment]"), "Staging");

    meanwhile(&window, &file, &json!({ "goal": "Theirs again" }));
    window.fill(goal, "Mine again");
    window.press("Tab");
    window.wait_for("[data-act=conflict]");
    // Whoever has to choose may go on in another field.
    window.fill("[name=environment]", "Load test");
    window.press("Tab");
    window.click("[data-act=use-theirs]");
    window.wait_gone("[data-act=conflict]");
    let body = body_when(&file, PLANNED, |body| body["environment"] == "Load test");
    assert_eq!(body["goal"], "Theirs again");
    assert_eq!(window.value(goal), "Theirs again");
    window.close();
}

/// The window and the command line both say `words`, and both end with an exit or a way on instead of a white page.
fn refused(file: &Path, words: &str, name: &str) {
    let window = start(file, &file.with_extension("home"));
    says(&window, words, name);
    window.close();
    for args in [&["list", "game-day"][..], &["check"], &["demo"]] {
        says_no(&command(file, args), words);
    }
}

fn start(file: &Path, home: &Path) -> Window {
    let window = Window::start(
        &application(),
        Display::open(),
        home,
        &["--workspace", file.to_str().unwrap()],
        Renderer::Pictures,
    );
    window.wait_for("html[data-ready=yes]");
    window
}

fn says(window: &Window, words: &str, name: &str) {
    window.wait_for_text("main[role=alert] h1", "cannot show this workspace");
    window.wait_for_text("main[role=alert]", words);
    window.wait_for("[data-act=try-again]");
    window.screenshot(name);
}

fn says_no(output: &std::process::Output, words: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(words), "{said}");
}

/// The moment before the page's next save, somebody else saves the game day with `changes`. Only one program may write
/// a workspace, so the other is played through this window's own bridge.
fn meanwhile(window: &Window, file: &Path, changes: &serde_json::Value) {
    let record = read(file, &["show", PLANNED]);
    let mut body = record["body"].clone();
    for (field, value) in changes.as_object().unwrap() {
        body[field] = value.clone();
    }
    let save = json!({ "call": { "call": "Save", "with": {
        "id": PLANNED, "version": record["version"], "document": { "kind": "game-day", "body": body } } } });
    window.script(&format!(
        "const bridge = __TAURI__.core; \
         __TAURI__.core = {{ ...bridge, invoke: (command, request) => {{ \
            if (request?.call?.call !== 'Save') return bridge.invoke(command, request); \
            __TAURI__.core = bridge; \
            return bridge.invoke(command, {save}).then(() => bridge.invoke(command, request)); \
         }} }}; \
         if (__TAURI__.core === bridge) throw 'the bridge cannot be replaced'"
    ));
}

#[test]
fn a_command_that_cannot_be_done_ends_with_1_and_words() {
    let file = new_workspace("refused-missing");
    says_no(&command(&file, &["check"]), "There is no workspace at");
    let file = sample_workspace("refused-commands");
    says_no(&command(&file, &["seed"]), "exists already");
    says_no(&command(&file, &["show", "019a0c00-0005-7000-8000-00000000ffff"]), "There is no record");
    says_no(&command(&file, &["export", "pdf", "-o", "/nowhere/report.pdf"]), "/nowhere");
    let misspelt = cli([OsStr::new("--workspace"), file.as_os_str(), OsStr::new("lst")]);
    assert_eq!(misspelt.status.code(), Some(2));
}
