//! The page's own bridge to the backend, for whoever prepares a moment instead of living up to it.

use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{PATIENCE, window::Window};

/// Asks and waits for the answer; panics on a refusal.
#[track_caller]
pub fn ask(window: &Window, call: &str, with: &Value) -> Value {
    match try_ask(window, call, with) {
        Ok(value) => value,
        Err(refusal) => panic!("{call}: {refusal}"),
    }
}

/// Asks and waits for the answer or the refusal.
///
/// # Errors
/// The refusal, as it crossed.
#[track_caller]
pub fn try_ask(window: &Window, call: &str, with: &Value) -> Result<Value, Value> {
    let request = json!({ "call": { "call": call, "with": with } });
    window.script(&format!(
        "window.reply = undefined; \
         __TAURI__.core.invoke('call', {request}).then((json) => {{ window.reply = {{ value: JSON.parse(new TextDecoder().decode(json)) }}; }}, \
            (refusal) => {{ window.reply = {{ refusal }}; }})"
    ));
    let end = Instant::now() + PATIENCE;
    loop {
        let reply = window.script("return window.reply ?? null");
        if let Some(refusal) = reply.get("refusal") {
            return Err(refusal.clone());
        }
        if let Some(value) = reply.get("value") {
            return Ok(value.clone());
        }
        assert!(Instant::now() < end, "{call} was not answered");
        sleep(Duration::from_millis(5));
    }
}

/// Puts a run on the stage and waits for it there. Where the only monitor has the console on it, the console asks first and
/// gets the answer that a person would give.
#[track_caller]
pub fn put_on_stage(window: &Window, run: &Value) {
    window.show_console();
    let shown = ask(window, "ShowStage", &json!({ "run": run, "monitor": null }));
    if shown["place"]["is"] == "closed" {
        window.click("[data-act=window-stage]");
    }
    window.show_stage();
    window.wait_for(".stage-page");
    window.show_console();
}
