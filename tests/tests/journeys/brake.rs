//! The brake does not stand in line: it is written before whatever still waits.

use serde_json::{Value, json};
use std::path::Path;
use tests::{PATIENCE, sample_workspace, window::Window};

use crate::room::{PLANNED, at_step, go, inject, journal, press_start, until_within};

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
    let held = || window.script("return held.length");
    until_within(PATIENCE, "the second waits for its turn", held, &json!(1));
    window.press("F8");
    at_step(&window, "Remove fault");
    assert_eq!(written(&workspace), json!(["aborted"]), "what waited is not there yet");
    for _ in 0..2 {
        until_within(PATIENCE, "one waits to be written", held, &json!(1));
        window.script("held.splice(0).forEach((go) => go())");
    }
    let all = json!(["aborted", "observed", "observed"]);
    until_within(PATIENCE, "the brake first, the others as they were said", || written(&workspace), &all);
    window.close();
}

/// Aborts and observations, in the order of the file.
fn written(workspace: &Path) -> Value {
    let events = journal(workspace, PLANNED).into_iter().map(|entry| entry["event"]["event"].clone());
    events.filter(|event| *event == "aborted" || *event == "observed").collect()
}
