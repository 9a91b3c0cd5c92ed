//! From the abort key on the console to the repainted stage, through the real windows.

use crate::{Limits, quantile};
use serde_json::{Value, json};
use std::{thread::sleep, time::Duration};
use tests::{
    bridge::{ask, put_on_stage},
    new_workspace,
    window::Window,
};

const ABORTS: usize = 100;
const P99_MS_MAX: f64 = 100.0;
/// Steps between the start of an experiment and its fault, as the wire names them.
const TO_INJECT: [&str; 3] = ["announce", "predict", "inject"];

/// Prints median and 99th percentile.
pub fn bench(limits: &mut Limits) {
    let window = Window::open_as_shipped(&new_workspace("bench-abort"));
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
    let mut latencies_ms: Vec<f64> = (0..ABORTS).map(|at| one_abort(&window, &day, at)).collect();
    let [median_ms, p99_ms, worst_ms] = [0.5, 0.99, 1.0].map(|share| quantile(&mut latencies_ms, share));
    println!(
        "abort key to repainted stage: median {median_ms:.0} ms, p99 {p99_ms:.0} ms, worst {worst_ms:.0} ms \
         (limit p99 {P99_MS_MAX:.0} ms; {ABORTS} aborts)"
    );
    limits.hold("abort key to repainted stage, p99", p99_ms, P99_MS_MAX, " ms");
    window.close();
}

fn one_abort(window: &Window, day: &Value, at: usize) -> f64 {
    append(window, day, &json!({ "event": "experiment-started", "experiment": at }));
    for step in TO_INJECT {
        append(window, day, &json!({ "event": "step-started", "step": step }));
    }
    window.wait_for("[data-act=abort]:not([aria-disabled=true])");
    sleep(Duration::from_millis(150)); // both windows have drawn the fault
    window.script("window.pressed = null");
    window.press("F8");
    let pressed = number(window, "return window.pressed");
    window.show_stage();
    let painted = loop {
        let painted = window.script("return window.painted").as_f64();
        match painted.filter(|painted| *painted >= pressed) {
            Some(painted) => break painted,
            None => sleep(Duration::from_millis(10)),
        }
    };
    window.show_console();
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
    painted - pressed
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
    window.script(
        "let shown = null; \
         new MutationObserver(() => { \
            const mode = document.querySelector('.stage-page')?.dataset.mode; \
            if (mode === shown) return; \
            shown = mode; \
            if (mode !== 'aborted') return; \
            requestAnimationFrame(() => { \
                const after = new MessageChannel(); \
                after.port1.onmessage = () => { window.painted = performance.timeOrigin + performance.now(); }; \
                after.port2.postMessage(0); \
            }); \
         }).observe(document.body, { subtree: true, childList: true, attributes: true })",
    );
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

fn number(window: &Window, script: &str) -> f64 {
    window.script(script).as_f64().expect("a number")
}
