//! Another workspace takes the place of this one under the open windows, and the last ones are remembered.

use crate::wire::{Hand, NoWindows, START_MS, Wire, experiment, workspace};
use contract::{Call, Caller, Code, Notice, Refusal, StagePlace};
use readyroom::{
    desk::{Desktop, Front},
    office::Office,
};
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, mpsc},
    thread,
    time::Duration,
};
use store::{Access, Store};

/// A closed workspace beside `path`.
fn another(path: &Path, name: &str) -> PathBuf {
    let there = path.with_file_name(name);
    drop(Store::open(&there, Access::Write, domain::Instant::from_ms(START_MS)).unwrap());
    there
}

fn open(wire: &Wire, path: &Path) -> Result<Value, Refusal> {
    wire.ask("OpenWorkspace", json!({ "path": path }))
}

/// Path, whether it is there and whether it is open, of each that is remembered.
fn recent(wire: &Wire) -> Vec<(PathBuf, bool, bool)> {
    let lines = wire.ask("RecentWorkspaces", json!({})).unwrap();
    let line = |line: &Value| {
        let is = |what: &str| line[what].as_bool().unwrap();
        (line["path"].as_str().unwrap().into(), is("there"), is("open"))
    };
    lines.as_array().unwrap().iter().map(line).collect()
}

fn experiments(wire: &Wire) -> usize {
    wire.ask("List", json!({ "kind": "experiment" })).unwrap().as_array().unwrap().len()
}

#[test]
fn another_workspace_takes_the_place_and_the_way_back_is_remembered() {
    let (_folder, path) = workspace();
    let path = fs::canonicalize(path.parent().unwrap()).unwrap().join("ours.readyroom");
    let theirs = another(&path, "theirs.readyroom");
    let mut wire = Wire::open(&path, START_MS);
    wire.create("experiment", experiment());
    wire.ask("ShowStage", json!({ "run": null, "monitor": null })).unwrap();
    assert!(wire.front.stage.lock().unwrap().is_some());
    assert_eq!(recent(&wire), [(path.clone(), true, true)]);

    wire.wait(1_000);
    open(&wire, &theirs).unwrap();
    assert!(wire.front.stage.lock().unwrap().is_none(), "the stage is of the workspace that was left");
    assert_eq!(wire.front.told.lock().unwrap().last(), Some(&Notice::Replaced));
    let there = wire.ask("Greet", json!({})).unwrap()["path"].clone();
    assert_eq!((there, experiments(&wire)), (json!(theirs), 0));
    assert_eq!(recent(&wire), [(theirs.clone(), true, true), (path.clone(), true, false)]);
    let log = path.with_extension("readyroom-wal");
    assert!(!log.exists(), "what was left is one file that is whole by itself");
    wire.desk = wire.office.desk().unwrap();
    drop(Store::open(&path, Access::Write, domain::Instant::from_ms(START_MS)).unwrap());

    open(&wire, &path).unwrap();
    assert_eq!(experiments(&wire), 1);
    fs::remove_file(&theirs).unwrap();
    assert_eq!(recent(&wire), [(path.clone(), true, true), (theirs.clone(), false, false)]);
    assert_eq!(open(&wire, &theirs).unwrap_err().code, Code::NotFound);
    assert!(!theirs.exists(), "opening makes no new one");
    wire.ask("ForgetWorkspace", json!({ "path": theirs })).unwrap();
    assert_eq!(recent(&wire), [(path, true, true)]);
}

#[test]
fn what_cannot_be_opened_is_refused_in_words_and_this_one_stays() {
    let (folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    wire.create("experiment", experiment());
    let text = folder.path().join("notes.txt");
    fs::write(&text, "Nobody's workspace. ".repeat(20)).unwrap();
    let newer = another(&path, "newer.readyroom");
    let mut bytes = fs::read(&newer).unwrap();
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    fs::write(&newer, &bytes).unwrap();
    let held = another(&path, "held.readyroom");
    let other = Store::open(&held, Access::Write, domain::Instant::from_ms(START_MS)).unwrap();
    let long = folder.path().join("x".repeat(300));
    for (wanted, words) in [
        (&text, "is not a Readyroom workspace"),
        (&newer, "was written by a newer Readyroom"),
        (&held, "is open in another Readyroom"),
        (&folder.path().to_owned(), "is a folder"),
        (&folder.path().join("nothing.readyroom"), "There is no workspace at"),
        (&long, "There is no workspace at"),
        (&path, "is the workspace that is open here"),
    ] {
        let refusal = open(&wire, wanted).unwrap_err();
        assert!(refusal.message.contains(words), "{refusal}");
        assert_eq!(experiments(&wire), 1, "{words}: this one stays");
    }
    assert_eq!(fs::read(&newer).unwrap(), bytes, "and what was refused is left as it was");
    assert_eq!(fs::read_dir(folder.path()).unwrap().flatten().filter(|at| at.path() == long).count(), 0);
    wire.create("experiment", experiment());
    drop(other);
    assert_eq!(recent(&wire).len(), 1, "what was not opened is not remembered");
    let stage = wire.ask_as(Caller::Stage, "OpenWorkspace", json!({ "path": held }));
    assert!(stage.is_err(), "the stage opens nothing");
}

#[test]
fn nobody_leaves_a_run_by_opening_another_workspace() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let day = wire.running_day();
    let theirs = another(&path, "theirs.readyroom");
    let fresh = path.with_file_name("fresh.readyroom");
    let new = json!({ "path": fresh, "name": "Fresh", "facilitator": "Mira", "zone": "UTC" });
    for refused in [open(&wire, &theirs), wire.ask("NewWorkspace", new.clone())] {
        let refusal = refused.unwrap_err();
        assert_eq!(refusal.code, Code::Conflict);
        assert!(refusal.message.contains("A run is in progress"), "{refusal}");
    }
    assert!(!fresh.exists(), "a refused one leaves no file");
    wire.append(&day, json!({ "event": "day-ended", "note": "Enough" })).unwrap();
    open(&wire, &theirs).unwrap();
}

#[test]
fn a_new_workspace_is_made_whole_where_nothing_was_and_opened() {
    let (folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let fresh = folder.path().join("fresh.readyroom");
    let new = |path: &Path, name: &str, zone: &str| {
        let with = json!({ "path": path, "name": name, "facilitator": "Mira Kovač", "zone": zone });
        wire.ask("NewWorkspace", with)
    };
    for (name, zone, field) in [("", "UTC", "name"), ("Harbour", "Mars/Olympus", "zone")] {
        let refusal = new(&fresh, name, zone).unwrap_err();
        assert_eq!(refusal.field.as_deref(), Some(field), "{refusal}");
        assert!(!fresh.exists(), "wholly or not at all");
    }
    let taken = folder.path().join("taken.txt");
    fs::write(&taken, "somebody's").unwrap();
    assert!(new(&taken, "Harbour", "UTC").unwrap_err().message.contains("exists already"));
    assert_eq!(fs::read(&taken).unwrap(), b"somebody's");
    assert_eq!(new(&folder.path().join("no/x"), "Harbour", "UTC").unwrap_err().code, Code::NotFound);
    assert!(wire.ask("Greet", json!({})).unwrap()["path"].as_str().unwrap().ends_with("ours.readyroom"));

    new(&fresh, "Harbour", "Europe/Berlin").unwrap();
    let greeting = wire.ask("Greet", json!({})).unwrap();
    assert!(greeting["path"].as_str().unwrap().ends_with("fresh.readyroom"));
    let settings = &greeting["workspace"];
    assert_eq!(
        (&settings["name"], &settings["facilitator"], &settings["zone"]),
        (&json!("Harbour"), &json!("Mira Kovač"), &json!("Europe/Berlin"))
    );
    assert_eq!(wire.ask("RecentWorkspaces", json!({})).unwrap()[0]["name"], "Harbour");
}

#[test]
fn a_damaged_list_is_an_empty_one_and_a_long_one_is_cut() {
    let (folder, path) = workspace();
    let list = folder.path().join("recent.json");
    for damaged in [b"{\"path\":".as_slice(), b"\xff\xfe\x00", b"[1, 2]", b""] {
        fs::write(&list, damaged).unwrap();
        let wire = Wire::open(&path, START_MS);
        assert_eq!(recent(&wire).len(), 1, "it begins anew with what is open");
    }
    let line = |n: u32| json!({ "path": format!("/gone/{n}.readyroom"), "name": "" });
    fs::write(&list, json!((0..30).map(line).collect::<Vec<_>>()).to_string()).unwrap();
    assert_eq!(recent(&Wire::open(&path, START_MS)).len(), 10);
    fs::remove_file(&list).unwrap();
    fs::create_dir(&list).unwrap();
    let wire = Wire::open(&path, START_MS);
    assert_eq!(recent(&wire), [], "nothing can be remembered, and everything else goes on");
    wire.create("experiment", experiment());
}

#[test]
fn a_window_whose_workspace_cannot_be_opened_still_leads_to_another_one() {
    let (folder, path) = workspace();
    let theirs = another(&path, "theirs.readyroom");
    fs::write(&path, "no workspace at all").unwrap();
    let front = Arc::new(NoWindows::default());
    let recent = Some(folder.path().join("recent.json"));
    let office = Office::new(path, recent, Arc::new(Hand::at(START_MS)), front);
    let ask = |call: &str, with: Value| {
        let call: Call = serde_json::from_value(json!({ "call": call, "with": with })).unwrap();
        office.call(call, Caller::Console)
    };
    assert_eq!(ask("Greet", json!({})).unwrap_err().code, Code::Unreadable);
    ask("RecentWorkspaces", json!({})).unwrap();
    ask("OpenWorkspace", json!({ "path": theirs })).unwrap();
    ask("Greet", json!({})).unwrap();
}

/// A window that hears a notice only when it is let: whoever tells it is kept waiting, as behind a long import.
struct SlowWindow {
    hears: Mutex<mpsc::Sender<()>>,
    goes_on: Mutex<mpsc::Receiver<()>>,
}

impl Front for SlowWindow {
    fn notify(&self, _: Notice) {
        self.hears.lock().unwrap().send(()).unwrap();
        self.goes_on.lock().unwrap().recv().unwrap();
    }
    fn put_stage(&self, _: &StagePlace) -> Result<(), Refusal> {
        Ok(())
    }
    fn has_stage(&self) -> bool {
        false
    }
    fn leave(&self) {}
    fn desktop(&self) -> Desktop {
        Desktop::default()
    }
}

#[test]
fn whoever_closes_waits_for_what_is_being_written() {
    let (_folder, path) = workspace();
    let ((hears, heard), (go_on, goes_on)) = (mpsc::channel(), mpsc::channel());
    let front = Arc::new(SlowWindow { hears: Mutex::new(hears), goes_on: Mutex::new(goes_on) });
    let office = Office::new(path, None, Arc::new(Hand::at(START_MS)), front);
    assert!(office.has_answered(Duration::from_secs(60)), "nothing was asked");
    thread::scope(|scope| {
        let create = json!({ "call": "Create", "with": { "document": { "kind": "experiment", "body": experiment() } } });
        let call: Call = serde_json::from_value(create).unwrap();
        let writing = scope.spawn(|| office.call(call, Caller::Console));
        heard.recv().unwrap();
        assert!(!office.has_answered(Duration::from_millis(300)), "it is still being answered");
        go_on.send(()).unwrap();
        drop(go_on);
        writing.join().unwrap().unwrap();
        assert!(office.has_answered(Duration::from_secs(60)));
    });
}
