//! The brake does not stand in line: it is written before whatever still waits.

use serde_json::{Value, json};
use std::{
    path::Path,
    thread::sleep,
    time::{Duration, Instant},
};
use tests::{sample_workspace, window::Window};

use crate::room::{PLANNED, at_step, go, inject, journal, press_start};

/// Holds every entry back until it is let go, but for an abort: as a slow disk would.
const SLOW: &str = "const { core } = __TAURI__; \
    window.held = []; \
    const invoke = (name, what) => { \
        const said = JSON.stringify(what ?? {}); \
        if (!said.includes('\"Append\"') || said.includes('\"aborted\"')) return core.invoke(name, what); \
        return new Promise((done, fail) => held.push(() => core.invoke(name, what).then(done, fail))); \
    }; \
    window.__TAURI__ = { ...__TAURI__, core: { ...core, invoke } };";

#[test]
fn f8_is_written_before_what_waits() {
    let workspace = sample_workspace("brake");
    let window = Window::open(&workspace);
    go(&window, &format!("/game-days/{PLANNED}"), "[data-act=blind]");
    press_start(&window);
    inject(&window, PLANNED, 0);
    at_step(&window, "Inject");
    window.script(SLOW);
    for words in ["The tills wait", "And the queue grows"] {
        window.type_text("[data-act=journal-text]", words);
        window.press("Enter");
    }
    until(&window, "return held.length", &json!(1)); // the second waits for its turn
    window.press("F8");
    at_step(&window, "Remove fault");
    assert_eq!(written(&workspace), ["aborted"], "what waited is not there yet");
    window.script("held.splice(0).forEach((go) => go()); return 0");
    until(&window, "return held.length", &json!(1));
    window.script("held.splice(0).forEach((go) => go()); return 0");
    let end = Instant::now() + Duration::from_secs(30);
    while written(&workspace).len() < 3 {
        assert!(Instant::now() < end, "{:?}", written(&workspace));
        sleep(Duration::from_millis(40));
    }
    assert_eq!(
        written(&workspace),
        ["aborted", "observed", "observed"],
        "in the order in which they were said"
    );
    window.close();
}

/// Aborts and observations, in the order of the file.
fn written(workspace: &Path) -> Vec<String> {
    let events = journal(workspace, PLANNED).into_iter().map(|entry| entry["event"]["event"].clone());
    let wanted = |event: &Value| *event == "aborted" || *event == "observed";
    events.filter(wanted).map(|event| event.as_str().unwrap_or_default().to_owned()).collect()
}

fn until(window: &Window, script: &str, wanted: &Value) {
    let end = Instant::now() + Duration::from_secs(30);
    while window.script(script) != *wanted {
        assert!(Instant::now() < end, "{script} is not {wanted}");
        sleep(Duration::from_millis(40));
    }
}
