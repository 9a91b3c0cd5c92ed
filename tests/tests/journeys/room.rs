//! What several journeys do: read the file beside the window, ask over the bridge, and the sample's day.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tests::{PATIENCE, cli, window::Window};

pub use tests::bridge::{ask, put_on_stage};

/// The planned day of the sample.
pub const PLANNED: &str = "019a0c00-0005-7000-8000-000000000002";

/// Runs `readyroom --workspace FILE ARGS`.
pub fn command(workspace: &Path, args: &[&str]) -> Output {
    let named = [OsStr::new("--workspace"), workspace.as_os_str()];
    cli(named.into_iter().chain(args.iter().map(OsStr::new)))
}

/// What a command prints with `--json`.
#[track_caller]
pub fn read(workspace: &Path, args: &[&str]) -> Value {
    let output = command(workspace, &[args, &["--json"]].concat());
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("--json prints JSON")
}

/// The id of the only record of `kind` called `title`.
#[track_caller]
pub fn id_of(workspace: &Path, kind: &str, title: &str) -> String {
    let rows = read(workspace, &["list", kind]);
    let rows = rows.as_array().expect("a list");
    let found: Vec<_> = rows.iter().filter(|row| row["title"] == title).collect();
    assert_eq!(found.len(), 1, "{kind} “{title}” among {rows:#?}");
    found[0]["id"].as_str().expect("an id").to_owned()
}

/// The body of a record, once it is as `wanted`: what was typed goes into the file a moment later.
#[track_caller]
pub fn body_when(workspace: &Path, id: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    let end = Instant::now() + PATIENCE;
    loop {
        let body = read(workspace, &["show", id])["body"].clone();
        if wanted(&body) {
            return body;
        }
        assert!(Instant::now() < end, "the file never held what was typed: {body:#}");
        sleep(Duration::from_millis(100));
    }
}

/// Waits until a question has the answer that is wanted.
#[track_caller]
pub fn until_within(patience: Duration, what: &str, question: impl Fn() -> Value, wanted: &Value) {
    let end = Instant::now() + patience;
    let mut answer = question();
    while answer != *wanted {
        assert!(Instant::now() < end, "{what}: {answer} instead of {wanted}");
        sleep(Duration::from_millis(40));
        answer = question();
    }
}

/// The one report that was written beside a workspace.
pub fn only_report(workspace: &Path) -> PathBuf {
    let folder = workspace.parent().unwrap().join("reports");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files.remove(0)
}

/// The words of a report, as a reader takes them in: without line breaks.
pub fn printed(pdf: &Path) -> String {
    let output = Command::new("pdftotext").arg(pdf).arg("-").output();
    let output = output.unwrap_or_else(|why| panic!("pdftotext (package poppler-utils): {why}"));
    String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The journal of a run, as the file holds it.
#[track_caller]
pub fn journal(workspace: &Path, run: &str) -> Vec<Value> {
    read(workspace, &["show", run])["journal"].as_array().cloned().unwrap_or_default()
}

/// Starts the planned day of the sample from its plan and waits for its console.
#[track_caller]
pub fn start_day(window: &Window) {
    window.click("[data-act=go-game-days]");
    window.click_text("[data-act=open-game-day]", "Checkout resilience");
    press_start(window);
}

/// Presses the key of the plan on the screen, reads its warnings where it has some, and waits for the console.
#[track_caller]
pub fn press_start(window: &Window) {
    window.wait_for("[data-act=start-day]:not([aria-disabled])");
    window.click("[data-act=start-day]");
    window.wait_for("[data-act=acknowledge], [data-act=clock]");
    if window.count("[data-act=acknowledge]") > 0 {
        window.click("[data-act=acknowledge]");
        window.click("[data-act=start-acknowledged]:not([aria-disabled])");
    }
    window.wait_for("[data-act=clock]");
}

/// Opens the stage from the console of a day. There is one monitor, so the console asks first.
#[track_caller]
pub fn open_stage(window: &Window) {
    window.click("[data-act=show-stage]");
    window.click("[data-act=window-stage]");
    window.wait_for("[data-act=hide-stage]");
}

/// How long a person looks at a new step before moving on. A press that comes sooner is taken for the same one.
const LOOK: Duration = Duration::from_millis(520);

/// Waits until the console says that the room is at `step`, and looks at it.
#[track_caller]
pub fn at_step(window: &Window, step: &str) {
    window.wait_for_text(".step[aria-current=step]", step);
    sleep(LOOK);
}

/// Waits until the keyboard is in something that matches. (`:focus` matches in the foremost window only.)
#[track_caller]
pub fn typing_in(window: &Window, css: &str) {
    let end = Instant::now() + PATIENCE;
    while window.script(&format!("return document.activeElement.matches('{css}')")) != json!(true) {
        let active = window.script("return document.activeElement.outerHTML.slice(0, 200)");
        assert!(Instant::now() < end, "the keyboard is not in “{css}” but in {active}");
        sleep(Duration::from_millis(40));
    }
}

/// A clock and the wall at the same moment: milliseconds left on it (overtime is negative), and since 1970.
#[track_caller]
pub fn clock(window: &Window, css: &str) -> (i64, i64) {
    let script = format!("return [document.querySelector('{css} .timer').textContent, Date.now()]");
    let read = window.script(&script);
    let face = read[0].as_str().expect("a clock face");
    (face_ms(face), read[1].as_i64().expect("the wall's time"))
}

fn face_ms(face: &str) -> i64 {
    let digits = face.trim_start_matches('+');
    let seconds = digits.split(':').fold(0, |sum, part| sum * 60 + part.parse::<i64>().expect("digits"));
    if digits.len() < face.len() { -seconds * 1000 } else { seconds * 1000 }
}

/// Types into the field at `path` and leaves it.
#[track_caller]
pub fn type_into(window: &Window, path: &str, text: &str) {
    let field = format!("[name='{path}']");
    window.wait_for(&field);
    window.script(&format!("document.querySelector(\"{field}\")?.scrollIntoView({{ block: 'center' }})"));
    window.click(&field);
    window.press("Control+a");
    window.press("Delete");
    if !text.is_empty() {
        window.type_text(&field, text);
    }
    window.press("Tab");
}

/// The last row of a list: a name, Enter.
#[track_caller]
pub fn add(window: &Window, what: &str, name: &str) {
    window.type_text(&format!("[data-act=add-{what}-name]"), name);
    window.press("Enter");
}

/// Goes to an address of the screen and waits for what it shows.
#[track_caller]
pub fn go(window: &Window, address: &str, shows: &str) {
    window.script(&format!("location.hash = '#{address}'"));
    window.wait_for(shows);
}

/// The id in the address of the page: of the record that is open.
#[track_caller]
pub fn id_of_page(window: &Window) -> String {
    let address = window.script("return location.hash");
    let address = address.as_str().expect("an address");
    let id = address.split(['/', '?']).find(|part| part.len() == 36);
    id.unwrap_or_else(|| panic!("{address} names no record")).to_owned()
}

/// Writes into the journal of `run` over the bridge.
#[track_caller]
pub fn append(window: &Window, run: &str, event: &Value) {
    ask(window, "Append", &json!({ "run": run, "actor": "", "event": event }));
}

/// Takes the present experiment from its fault to its outcome over the bridge: every rollback step done, every metric
/// read as `value`.
#[track_caller]
pub fn conclude(window: &Window, run: &str, experiment: &Value, readings: &[(&str, f64)], outcome: &str) {
    append(window, run, &json!({ "event": "step-started", "step": "rollback" }));
    for index in 0..experiment["rollback"].as_array().map_or(0, Vec::len) {
        append(window, run, &json!({ "event": "rollback-step", "index": index, "state": "done" }));
    }
    append(window, run, &json!({ "event": "step-started", "step": "verify" }));
    for (metric, value) in readings {
        append(
            window,
            run,
            &json!({ "event": "reading", "metric": metric, "value": value, "reader": "Jonas Petersen", "source": "" }),
        );
    }
    append(window, run, &json!({ "event": "step-started", "step": "outcome" }));
    append(window, run, &json!({ "event": "concluded", "outcome": outcome, "note": "" }));
}

/// Begins an experiment over the bridge and goes to its fault.
#[track_caller]
pub fn inject(window: &Window, run: &str, experiment: usize) {
    append(window, run, &json!({ "event": "experiment-started", "experiment": experiment }));
    for step in ["announce", "predict", "inject"] {
        append(window, run, &json!({ "event": "step-started", "step": step }));
    }
}
