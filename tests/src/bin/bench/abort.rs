//! From the abort key on the console to the repainted stage, through the real windows.

use crate::{
    drawn::{PAINTED, wait},
    plain::{Plain, rows},
    quantile,
    row::Row,
};
use serde_json::{Value, json};
use std::{thread::sleep, time::Duration};
use tests::{
    bridge::{ask, put_on_stage},
    new_workspace,
    window::Window,
};

const ABORTS: usize = 100;
/// Promised to whoever presses the key, whatever the machine: it is not held against another page alone.
const P99_MS_MAX: f64 = 100.0;
/// Steps between the start of an experiment and its fault, as the wire names them.
const TO_INJECT: [&str; 3] = ["announce", "predict", "inject"];

/// Beside two bare windows in which the same is put in as HTML.
pub fn bench() {
    let window = Window::open_as_shipped(&new_workspace("bench-abort"));
    let plain = Plain::new("bench-abort-plain");
    let day = plan(&window);
    let findings = ask(&window, "Lint", &json!({ "game_day": day }));
    let read: Vec<_> =
        findings.as_array().into_iter().flatten().map(|what| what["message"].clone()).collect();
    ask(&window, "StartRun", &json!({ "game_day": day, "acknowledged": read }));
    window.click("[data-act=return-to-room]");
    window.wait_for("[data-act=abort]");
    put_on_stage(&window, &day);
    window.show_stage();
    watch_stage(&window);
    window.show_console();
    watch_key(&window);
    let mut states = Vec::new();
    let mut ours_ms = Vec::new();
    for at in 0..ABORTS {
        inject(&window, &day, at);
        if at == 0 {
            states.push(both(&window, "#/stage"));
            plain.page("console", &window);
            window.show_stage();
            plain.page("stage", &window);
            window.show_console();
        }
        ours_ms.push(key_to_stage(&window, "#/stage"));
        if at == 0 {
            states.push(both(&window, "#/stage"));
        }
        recover(&window, &day);
    }
    window.close();
    let mut plain_ms = reference(&plain, &states);
    let p99_ms = quantile(&mut ours_ms, 0.99);
    Row::new(format!("abort key to repainted stage, p99 of {ABORTS}"), p99_ms, "ms")
        .limit(P99_MS_MAX)
        .write();
    rows("abort key to repainted stage", &mut ours_ms, &mut plain_ms);
}

/// The same in bare windows: `states` are what both show before and after.
fn reference(plain: &Plain, states: &[[Value; 2]]) -> Vec<f64> {
    let window = plain.open();
    window.resize(1440, 900);
    let set = |at: usize| {
        let [running, aborted] = [&states[0][at], &states[1][at]];
        window.script(&format!("window.states = {{ running: {running}, aborted: {aborted} }}"));
    };
    set(0);
    window.show("stage.html");
    set(1);
    watch_stage(&window);
    window.show("console.html");
    watch_key(&window);
    let mut took_ms = Vec::new();
    for _ in 0..ABORTS {
        window.script("tell('running')");
        took_ms.push(key_to_stage(&window, "stage.html"));
    }
    window.close();
    took_ms
}

/// What both windows show now, the console's first; stays in the console.
fn both(window: &Window, stage: &str) -> [Value; 2] {
    let shown = |window: &Window| window.script("return document.getElementById('app').innerHTML");
    let console = shown(window);
    window.show(stage);
    let on_stage = shown(window);
    window.show_console();
    [console, on_stage]
}

fn inject(window: &Window, day: &Value, at: usize) {
    append(window, day, &json!({ "event": "experiment-started", "experiment": at }));
    for step in TO_INJECT {
        append(window, day, &json!({ "event": "step-started", "step": step }));
    }
    window.wait_for("[data-act=abort]:not([aria-disabled=true])");
}

/// Milliseconds from the key on the console to the painted stage.
fn key_to_stage(window: &Window, stage: &str) -> f64 {
    sleep(Duration::from_millis(150)); // both windows have drawn the fault
    let console = window.script("window.pressed = null; return location.href");
    window.press("F8");
    let pressed = wait(window, "window.pressed");
    window.show(stage);
    let painted = loop {
        let painted = window.script("return window.painted").as_f64();
        match painted.filter(|painted| *painted >= pressed) {
            Some(painted) => break painted,
            None => sleep(Duration::from_millis(10)),
        }
    };
    window.show(console.as_str().unwrap());
    painted - pressed
}

fn recover(window: &Window, day: &Value) {
    window.press("Escape"); // the words of the abort may wait
    append(window, day, &json!({ "event": "rollback-step", "index": 0, "state": "done" }));
    append(window, day, &json!({ "event": "step-started", "step": "verify" }));
    append(
        window,
        day,
        &json!({ "event": "reading", "metric": "p99", "value": 400.0, "reader": "Jonas", "source": "" }),
    );
    append(window, day, &json!({ "event": "step-started", "step": "outcome" }));
    append(window, day, &json!({ "event": "concluded", "outcome": "disproved", "note": "" }));
}

/// Notes when the key arrived, in milliseconds since 1970 with fractions.
fn watch_key(window: &Window) {
    window.script(
        "addEventListener('keydown', (event) => { if (event.key === 'F8') \
            window.pressed = performance.timeOrigin + performance.now(); }, true)",
    );
}

/// Notes when a frame that shows the abort has been painted: the task after the frame's own.
fn watch_stage(window: &Window) {
    window.script(&format!(
        "{PAINTED} let shown = null; \
         new MutationObserver(() => {{ \
            const mode = document.querySelector('.stage-page')?.dataset.mode; \
            if (mode === shown) return; \
            shown = mode; \
            if (mode === 'aborted') painted((drawn) => {{ window.painted = drawn; }}); \
         }}).observe(document.body, {{ subtree: true, childList: true, attributes: true }})"
    ));
}

/// A day with as many experiments as there will be aborts; its id.
fn plan(window: &Window) -> Value {
    let experiments: Vec<Value> = (0..ABORTS)
        .map(|at| {
            let body = json!({
                "title": format!("Payment provider blocked, {at}"), "service_id": null,
                "hypothesis": { "when": "the provider stops answering", "then": "queue orders" },
                "metrics": [{ "name": "p99", "unit": "ms", "baseline": 412.0,
                    "range": { "min": null, "max": 900.0 }, "source": "dashboard" }],
                "fault": { "kind": "dependency", "action": "Block egress", "target": "payments",
                    "blast_radius": "Single AZ", "duration_min": 10 },
                "baseline_min": 15,
                "conditions": [{ "text": "Customers see errors", "metric": null, "threshold": null,
                    "watcher": "Jonas", "check_every_min": 2 }],
                "rollback": [{ "text": "Allow egress", "rehearsed_on": null }],
                "approvals": []
            });
            ask(window, "Create", &json!({ "document": { "kind": "experiment", "body": body } }))["id"]
                .clone()
        })
        .collect();
    let body = json!({
        "title": "Bench", "date": null, "start": null, "environment": "Staging", "goal": "",
        "participants": [{ "name": "Mira", "role": "facilitator" }, { "name": "Jonas", "role": "observer" }],
        "experiments": experiments, "checklist": [], "status": "planned", "at": null
    });
    ask(window, "Create", &json!({ "document": { "kind": "game-day", "body": body } }))["id"].clone()
}

fn append(window: &Window, day: &Value, event: &Value) {
    ask(window, "Append", &json!({ "run": day, "actor": "Mira", "event": event }));
}
