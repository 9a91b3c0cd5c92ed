//! Every screen as a picture, in light and dark, and small, huge and in contrast where it matters. Nothing may be wider
//! than its window.

use std::{thread::sleep, time::Duration};

use serde_json::{Value, json};
use tests::{
    new_workspace, sample_workspace,
    window::{Theme, Window},
};

use crate::room::{PLANNED, ask, go, press_start, put_on_stage, read, start_day};

pub const FINISHED: &str = "019a0c00-0005-7000-8000-000000000001";
pub const CONSOLE: (u32, u32) = (1440, 900);
const STAGE: (u32, u32) = (1280, 720);

#[test]
fn rooms() {
    let workspace = sample_workspace("screens-rooms");
    let service = read(&workspace, &["list", "service"])[0]["id"].as_str().unwrap().to_owned();
    let experiment = "019a0c00-0004-7000-8000-000000000004";
    let window = Window::open(&workspace);
    window.resize(CONSOLE.0, CONSOLE.1);
    for (name, address, shows) in [
        ("today", "/".to_owned(), ".card"),
        ("services", "/services".to_owned(), "[data-act=open-service]"),
        ("service", format!("/services/{service}"), "[name=name]"),
        ("people", "/people".to_owned(), "[data-act=add-person-name]"),
        ("experiments", "/experiments".to_owned(), "[data-act=open-experiment]"),
        ("library", "/experiments?show=library".to_owned(), "[data-act=template-preview]"),
        ("maturity", "/experiments?show=maturity".to_owned(), "[data-act=criteria]"),
        ("experiment", format!("/experiments/{experiment}"), "[name='conditions.2.text']"),
        ("game-days", "/game-days".to_owned(), "[data-act=open-game-day]"),
        ("plan", format!("/game-days/{PLANNED}"), ".ready-words"),
        ("record", format!("/game-days/{FINISHED}/record"), "[data-act=tiles]"),
        ("actions", "/actions".to_owned(), "tbody tr"),
        ("settings", "/settings".to_owned(), "[data-act=version]"),
    ] {
        go(&window, &address, shows);
        both(&window, name);
        if matches!(name, "plan" | "experiment" | "library" | "maturity" | "service" | "actions" | "record") {
            small_and_contrast(&window, name);
        }
    }
    go(&window, "/", ".card");
    window.press("Control+k");
    window.wait_for("[data-act=palette-input]");
    window.type_text("[data-act=palette-input]", "game");
    window.wait_for("[data-act=palette-line]");
    both(&window, "palette");
    window.close();
}

/// One day, taken from step to step over the bridge.
#[test]
fn a_running_day() {
    let window = Window::open(&sample_workspace("screens-run"));
    window.resize(CONSOLE.0, CONSOLE.1);
    show_stage(&window, &Value::Null);
    stage(&window, "idle", "idle");
    start_day(&window);
    console(&window, "ready", "[data-act=advance]");
    experiment(&window, 0);
    console(&window, "baseline", ".clock-label");
    stage(&window, "running", "baseline");
    append(&window, &json!({ "event": "paused" }));
    console(&window, "paused", "[data-act=resume]");
    stage(&window, "paused", "paused");
    append(&window, &json!({ "event": "resumed" }));
    step(&window, "announce");
    console(&window, "announce", ".clock-label");
    step(&window, "predict");
    for (who, text) in [
        ("Mira Kovač", "Orders queue within a second and nobody notices anything at the till"),
        ("Jonas Petersen", "The queue overflows after five minutes"),
    ] {
        append(&window, &json!({ "event": "predicted", "who": who, "text": text }));
    }
    console(&window, "predict", ".predict");
    step(&window, "inject");
    for (metric, value) in [
        ("Order success", 99.71),
        ("Checkout p99", 861.0),
        ("Order queue depth", 1208.0),
        ("Support contacts", 4.0),
    ] {
        reading(&window, metric, value);
    }
    append(
        &window,
        &json!({ "event": "observed", "text": "Checkout shows “confirming” after 1.4 s, as we said." }),
    );
    append(&window, &json!({ "event": "noted", "text": "Ask Priya afterwards about the retry budget." }));
    append(&window, &json!({ "event": "surprised", "text": "The warehouse screen froze as well." }));
    append(
        &window,
        &json!({ "event": "condition-checked", "condition": 1, "tripped": false, "note": "Three calls, all about parking" }),
    );
    console(&window, "inject", "[data-act=predictions]");
    sizes(&window, "console-inject");
    stage(&window, "running", "inject");
    messages(&window);
    aborted(&window);
    outcome(&window);
    rest(&window);
    window.close();
}

fn messages(window: &Window) {
    ask(window, "MessageStage", &json!({ "text": "Short break, we go on at 14:20" }));
    stage(window, "message", "message");
    ask(window, "MessageStage", &json!({ "text": null }));
    ask(window, "BlankStage", &json!({ "blank": true }));
    stage(window, "blanked", "blank");
    ask(window, "BlankStage", &json!({ "blank": false }));
    for (key, name) in [("r", "reading"), ("c", "check"), ("m", "message"), ("a", "action"), ("?", "keys")] {
        window.script("document.activeElement.blur()");
        window.press(key);
        picture(window, &format!("console-open-{name}"));
        window.press("Escape");
        window.wait_gone("dialog");
    }
}

fn aborted(window: &Window) {
    reading(window, "Order success", 98.2);
    console(window, "tripped", ".abort-now");
    stage(window, "running", "tripped");
    append(window, &json!({ "event": "aborted", "reason": "", "condition": 0, "reading": null }));
    console(window, "aborted", "[data-act=explain]");
    append(
        window,
        &json!({ "event": "abort-explained", "caller": "Mira Kovač", "condition": 0, "reading": null,
            "reason": "Order success fell to 98.2 % and kept falling, the queue consumer hammers the broken pod" }),
    );
    append(window, &json!({ "event": "rollback-step", "index": 0, "state": "done" }));
    console(window, "rollback", "[data-act=rollback-open]");
    stage(window, "aborted", "aborted");
    for index in 1..3 {
        append(window, &json!({ "event": "rollback-step", "index": index, "state": "not-needed" }));
    }
    step(window, "verify");
    reading(window, "Order success", 99.9);
    console(window, "verify", "[name=value]");
    window.script("document.activeElement.blur()"); // as after the last reading of a round
}

fn outcome(window: &Window) {
    for (metric, value) in [("Checkout p99", 430.0), ("Order queue depth", 12.0), ("Support contacts", 4.0)] {
        reading(window, metric, value);
    }
    stage(window, "running", "recovered");
    step(window, "outcome");
    console(window, "outcome", "[data-act=conclude-note]");
    append(
        window,
        &json!({ "event": "concluded", "outcome": "disproved", "note": "The queue consumer does not back off." }),
    );
    console(window, "between", "[data-act=begin-experiment]");
    stage(window, "idle", "between");
}

fn rest(window: &Window) {
    append(
        window,
        &json!({ "event": "skipped", "experiment": 1, "reason": "The load generator is not ready" }),
    );
    append(window, &json!({ "event": "skipped", "experiment": 2, "reason": "No time left" }));
    append(
        window,
        &json!({ "event": "day-ended", "note": "A good afternoon. We stopped where we said we would." }),
    );
    console(window, "ended", "[data-act=ended]");
    stage(window, "ended", "ended");
    go(window, &format!("/game-days/{PLANNED}/record"), "[data-act=tiles]");
    both(window, "record-aborted");
}

/// After a crash, in the middle of a fault.
#[test]
fn the_gap() {
    let workspace = sample_workspace("screens-gap");
    let window = Window::open(&workspace);
    start_day(&window);
    experiment(&window, 0);
    window.kill();
    sleep(Duration::from_millis(1_500));
    let window = Window::open(&workspace);
    window.resize(CONSOLE.0, CONSOLE.1);
    both(&window, "today-running");
    go(&window, &format!("/game-days/{PLANNED}/run"), "[data-act=gap-count]");
    both(&window, "console-gap");
    window.close();
}

/// Names at their limit, and more metrics than a slide holds.
#[test]
fn long_names() {
    let window = Window::open(&new_workspace("screens-long"));
    window.resize(CONSOLE.0, CONSOLE.1);
    let day = long_day(&window);
    let experiment = day["document"]["body"]["experiments"][0].as_str().unwrap().to_owned();
    let id = day["id"].as_str().unwrap().to_owned();
    for (name, address, shows) in [
        ("long-today", "/".to_owned(), "[data-act=open-game-day]"),
        ("long-game-days", "/game-days".to_owned(), "[data-act=open-game-day]"),
        ("long-plan", format!("/game-days/{id}"), ".ready-words"),
        ("long-experiment", format!("/experiments/{experiment}"), "[name='metrics.11.name']"),
    ] {
        go(&window, &address, shows);
        picture(&window, name);
    }
    go(&window, &format!("/game-days/{id}"), "[data-act=start-day]:not([aria-disabled])");
    press_start(&window);
    show_stage(&window, &json!(id));
    let append = |event: Value| {
        ask(&window, "Append", &json!({ "run": id, "actor": "", "event": event }));
    };
    append(json!({ "event": "experiment-started", "experiment": 0 }));
    for step in ["announce", "predict", "inject"] {
        append(json!({ "event": "step-started", "step": step }));
    }
    append(json!({ "event": "extended", "by_ms": 14_400_000 }));
    for place in 0..12 {
        let metric = metric_name(place);
        append(
            json!({ "event": "reading", "metric": metric, "value": 1_234_567.89, "reader": "Mira", "source": "" }),
        );
    }
    append(json!({ "event": "observed", "text": words(900) }));
    window.wait_for_text("[data-act=journal]", "Reservation-latency");
    picture(&window, "long-console");
    window.resize(1024, 640);
    picture(&window, "long-console-small");
    window.resize(CONSOLE.0, CONSOLE.1);
    stage(&window, "running", "long");
    append(json!({ "event": "aborted", "reason": words(400), "condition": 0, "reading": null }));
    stage(&window, "aborted", "long-aborted");
    go(&window, &format!("/game-days/{id}/record"), "[data-act=tiles]");
    picture(&window, "long-record");
    window.close();
}

fn long_day(window: &Window) -> Value {
    let metrics: Vec<_> = (0..12)
        .map(|place| {
            json!({ "name": metric_name(place), "unit": "req / s", "baseline": 1_000_000.5,
                "range": { "min": 900_000.0, "max": 1_200_000.0 }, "source": words(200) })
        })
        .collect();
    let condition = json!({ "text": words(200), "metric": null, "threshold": null, "watcher": words(80), "check_every_min": 1 });
    let body = json!({
        "title": words(200), "service_id": null, "hypothesis": { "when": words(600), "then": words(600) },
        "metrics": metrics,
        "fault": { "kind": "dependency", "action": words(600), "target": words(200), "blast_radius": words(200), "duration_min": 90 },
        "baseline_min": 15, "conditions": [condition, condition, condition],
        "rollback": [{ "text": words(200), "rehearsed_on": null }], "approvals": []
    });
    let made = ask(window, "Create", &json!({ "document": { "kind": "experiment", "body": body } }));
    let body = json!({
        "title": words(200), "date": "2026-12-08", "start": "13:00:00", "environment": words(200), "goal": words(2_000),
        "participants": [{ "name": words(200), "role": "facilitator" }, { "name": "W".repeat(200), "role": "observer" }],
        "experiments": [made["id"]], "checklist": [], "status": "planned", "at": null
    });
    ask(window, "Create", &json!({ "document": { "kind": "game-day", "body": body } }))
}

fn metric_name(place: usize) -> String {
    format!("Metric {place} of the long list, {}", words(120))
}

/// Exactly so many characters, with one word that no line can hold.
fn words(chars: usize) -> String {
    let text =
        "Reservation-latency-of-the-checkout-service-in-every-region and what the room says about it. ";
    text.chars().cycle().take(chars).collect::<String>().trim_end().to_owned()
}

/// In light and in dark.
pub fn both(window: &Window, name: &str) {
    window.theme(Theme::Dark);
    picture(window, &format!("{name}-dark"));
    window.theme(Theme::Light);
    picture(window, &format!("{name}-light"));
}

pub fn small_and_contrast(window: &Window, name: &str) {
    window.theme(Theme::Contrast);
    picture(window, &format!("{name}-contrast"));
    window.theme(Theme::Light);
    window.resize(1024, 640);
    picture(window, &format!("{name}-small"));
    window.resize(CONSOLE.0, CONSOLE.1);
}

fn sizes(window: &Window, name: &str) {
    small_and_contrast(window, name);
    window.theme(Theme::Dark);
    window.resize(1024, 640);
    picture(window, &format!("{name}-small-dark"));
    window.theme(Theme::Light);
    window.resize(2560, 1440);
    picture(window, &format!("{name}-huge"));
    window.resize(CONSOLE.0, CONSOLE.1);
}

fn console(window: &Window, name: &str, shows: &str) {
    window.wait_for(shows);
    both(window, &format!("console-{name}"));
}

/// A picture; nothing may be wider than the window.
pub fn picture(window: &Window, name: &str) {
    // A theme fades in; a picture shows where it ends.
    window.script(
        "document.getAnimations().forEach((fading) => { try { fading.finish(); } catch { /* endless */ } })",
    );
    window.screenshot(name);
    let wide = window.script(
        "const page = document.scrollingElement; \
         const inside = [...document.querySelectorAll('main, .room, .page, .card')].filter((box) => \
            box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== 'hidden'); \
         return [page.scrollWidth > innerWidth ? 'the page' : null, ...inside.map((box) => \
            (box.className || box.tagName) + ': ' + [...box.querySelectorAll('*')].filter((one) => \
               one.getBoundingClientRect().right > box.getBoundingClientRect().right + 1).slice(0, 3).map((one) => one.outerHTML.slice(0, 120)).join(' | '))] \
            .filter(Boolean)",
    );
    assert_eq!(wide, json!([]), "{name} is wider than its window");
}

/// Puts a run on the stage at the size of a projector.
pub fn show_stage(window: &Window, run: &Value) {
    put_on_stage(window, run);
    window.show_stage();
    window.resize(STAGE.0, STAGE.1);
    window.show_console();
}

/// The stage in `mode`; nothing of its figure or its words may be cut off.
pub fn stage(window: &Window, mode: &str, name: &str) {
    window.show_stage();
    window.wait_for(&format!(".stage-page[data-mode={mode}]"));
    picture(window, &format!("stage-{name}"));
    let cut = window.script(
        "const page = document.querySelector('.stage-page').getBoundingClientRect(); \
         return [...document.querySelectorAll('.stage-figure .timer, .stage-step, .stage-value, .stage-message, .stage-word')] \
            .filter((words) => { const box = words.getBoundingClientRect(); \
                return words.scrollWidth > words.clientWidth + 1 && getComputedStyle(words).display !== 'inline' \
                    || box.right > page.right + 1 || box.bottom > page.bottom + 1 || box.top < page.top - 1; }) \
            .map((words) => words.className + ': ' + words.textContent)",
    );
    assert_eq!(cut, json!([]), "stage {name}: words are cut");
    window.show_console();
}

fn append(window: &Window, event: &Value) {
    ask(window, "Append", &json!({ "run": PLANNED, "actor": "", "event": event }));
}

fn experiment(window: &Window, place: usize) {
    append(window, &json!({ "event": "experiment-started", "experiment": place }));
}

fn step(window: &Window, step: &str) {
    append(window, &json!({ "event": "step-started", "step": step }));
    window.wait_for(".step[aria-current=step]");
}

fn reading(window: &Window, metric: &str, value: f64) {
    append(
        window,
        &json!({ "event": "reading", "metric": metric, "value": value, "reader": "Jonas Petersen",
        "source": "Prometheus" }),
    );
}
