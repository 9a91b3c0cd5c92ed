//! A facilitator's first evening: from an empty workspace to a plan that may begin, with the slips that happen.

use std::path::Path;

use serde_json::{Value, json};
use tests::{new_workspace, window::Window};

use crate::room::{add, body_when, command, id_of, read, type_into};

const DAY: &str = "Checkout resilience, winter";
const EXPERIMENT: &str = "Payment provider blocked";
const READY: &str = "Nothing is missing.";

#[test]
fn an_empty_workspace_becomes_a_plan_that_may_begin() {
    let workspace = new_workspace("plan");
    let window = Window::open(&workspace);
    empty_rooms(&window);
    a_day_by_its_name(&window);
    the_day(&window);
    people(&window);
    an_experiment(&window);
    window.click_text(".crumbs a", DAY);
    // The plan has been read: what it lacks stands above the boxes, and would move them from under the pointer.
    window.wait_for(".ready-words, [data-act=findings] [data-severity=error]");
    tick(&window);
    window.wait_for_text(".ready-words", READY);
    let day = id_of(&workspace, "game-day", DAY);
    let experiment = id_of(&workspace, "experiment", EXPERIMENT);
    holds_the_day(&workspace, &day, &experiment);
    holds_the_experiment(&workspace, &experiment);
    slips(&window, &workspace, &day, &experiment);
    window.close();

    everything_is_there_again(&workspace);
    assert_eq!(
        String::from_utf8_lossy(&command(&workspace, &["check"]).stdout).trim(),
        "The workspace is sound."
    );
}

fn empty_rooms(window: &Window) {
    window.wait_for_text(".empty-title", "Nothing is planned yet");
    window.screenshot("empty-today");
    for (room, name) in [
        ("go-services", "services"),
        ("go-people", "people"),
        ("go-experiments", "experiments"),
        ("go-actions", "actions"),
        ("go-game-days", "game-days"),
    ] {
        window.click(&format!("[data-act={room}]"));
        window.wait_for(&format!("[data-act={room}][aria-current=page]"));
        window.wait_for(".empty-title");
        window.screenshot(&format!("empty-{name}"));
    }
}

/// The dialog wants a name and says so; then the plan opens.
fn a_day_by_its_name(window: &Window) {
    window.click("[data-act=new-game-day]");
    window.wait_for("[data-act=new-title]");
    window.press("Enter");
    window.wait_for_text(".dialog .field-error", "empty");
    window.type_text("[data-act=new-title]", DAY);
    window.press("Escape");
    window.wait_gone(".dialog");
    window.click("[data-act=new-game-day]");
    window.wait_for("[data-act=new-title]");
    assert_eq!(window.value("[data-act=new-title]"), DAY, "a name that was begun comes back");
    window.press("Enter");
    window.wait_for_text(".bar .title", DAY);
    window.wait_gone(".dialog");
}

fn the_day(window: &Window) {
    type_into(window, "date", "2026-12-08");
    type_into(window, "start", "1330");
    type_into(window, "environment", "Staging");
    type_into(window, "goal", "See whether checkout survives a silent payment provider.");
}

fn people(window: &Window) {
    add(window, "participant", "Mira Kovač");
    window.wait_for("tr[data-id='Mira Kovač']");
    add(window, "participant", "Jonas Petersen");
    window.wait_for("tr[data-id='Jonas Petersen']");
    window.choose("select[name='participants.0.role']", "Facilitator");
    window.choose("select[name='participants.1.role']", "Observer");
}

fn an_experiment(window: &Window) {
    add(window, "experiment", EXPERIMENT);
    window.wait_for_text("[data-act=findings]", "hypothesis");
    window.click_text("[data-act=open-experiment]", EXPERIMENT);
    type_into(window, "hypothesis.when", "the payment provider stops answering");
    type_into(window, "hypothesis.then", "queue orders and say “confirming” within 2 s");
    type_into(window, "fault.action", "Block egress to the payment provider");
    type_into(window, "fault.target", "payments, all pods");
    type_into(window, "fault.blast_radius", "5% of traffic");
    type_into(window, "fault.duration_min", "12");
    metrics(window);
    a_condition(window);
    add(window, "rollback", "Delete the network policy deny-psp");
    window.wait_for("[name='rollback.0.rehearsed_on']");
    add(window, "rollback", "Resume the queue consumer");
    type_into(window, "rollback.0.rehearsed_on", "2026-11-12");
    add(window, "approval", "Priya Raman");
    type_into(window, "approvals.0.granted_on", "2026-11-18");
    window.wait_for_text(".bar .pill", "Ready");
    window.screenshot("planned-experiment");
}

fn metrics(window: &Window) {
    add(window, "metric", "Order success");
    type_into(window, "metrics.0.unit", "%");
    type_into(window, "metrics.0.baseline", "99,94");
    type_into(window, "metrics.0.range.min", "99,5");
    add(window, "metric", "Checkout p99");
    type_into(window, "metrics.1.unit", "ms");
    type_into(window, "metrics.1.baseline", "412");
    type_into(window, "metrics.1.range.max", "900");
    type_into(window, "metrics.1.source", "Grafana, board 12");
}

fn a_condition(window: &Window) {
    add(window, "condition", "Order success below 99 %");
    window.wait_for("[name='conditions.0.metric']");
    window.choose("select[name='conditions.0.metric']", "Order success");
    window.wait_for("[name='conditions.0.threshold.value']");
    window.choose("select[name='conditions.0.threshold.side']", "below");
    type_into(window, "conditions.0.threshold.value", "99,0");
    type_into(window, "conditions.0.watcher", "Jonas Petersen");
    type_into(window, "conditions.0.check_every_min", "2");
}

fn tick(window: &Window) {
    for item in ["designed", "metrics"] {
        window.click(&format!("[name='checklist.{item}']"));
        window.wait_for_text(&format!(".check[data-id={item}] .check-detail"), "Mira Kovač");
    }
}

fn holds_the_day(workspace: &Path, day: &str, experiment: &str) {
    let ticked = |body: &Value| body["checklist"].as_array().map_or(0, Vec::len) == 2;
    let body = body_when(workspace, day, ticked);
    assert_eq!(body["title"], DAY);
    assert_eq!((&body["date"], &body["start"]), (&json!("2026-12-08"), &json!("13:30:00")));
    assert_eq!(body["environment"], "Staging");
    assert_eq!(body["goal"], "See whether checkout survives a silent payment provider.");
    assert_eq!(
        body["participants"],
        json!([
            { "name": "Mira Kovač", "role": "facilitator" }, { "name": "Jonas Petersen", "role": "observer" },
        ])
    );
    assert_eq!(body["experiments"], json!([experiment]));
    let ticks = body["checklist"].as_array().unwrap();
    assert_eq!(ticks.iter().map(|tick| &tick["item"]).collect::<Vec<_>>(), ["designed", "metrics"]);
    let row = read(workspace, &["list", "game-day"])[0].clone();
    assert_eq!((&row["status"], &row["at"]), (&json!("planned"), &json!("2026-12-08T13:30:00.000Z")));
}

fn holds_the_experiment(workspace: &Path, experiment: &str) {
    let body = body_when(workspace, experiment, |body| body["approvals"][0]["granted_on"] == "2026-11-18");
    assert_eq!(body["hypothesis"]["when"], "the payment provider stops answering");
    assert_eq!(body["hypothesis"]["then"], "queue orders and say “confirming” within 2 s");
    assert_eq!(body["fault"]["action"], "Block egress to the payment provider");
    assert_eq!((&body["fault"]["duration_min"], &body["baseline_min"]), (&json!(12), &json!(15)));
    assert_eq!(
        body["metrics"],
        json!([
            { "name": "Order success", "unit": "%", "baseline": 99.94,
              "range": { "min": 99.5, "max": null }, "source": "" },
            { "name": "Checkout p99", "unit": "ms", "baseline": 412.0,
              "range": { "min": null, "max": 900.0 }, "source": "Grafana, board 12" },
        ])
    );
    assert_eq!(
        body["conditions"],
        json!([{
            "text": "Order success below 99 %", "metric": "Order success",
            "threshold": { "side": "below", "value": 99.0 },
            "trip_after": 3, "watcher": "Jonas Petersen", "check_every_min": 2,
        }])
    );
    assert_eq!(
        body["rollback"],
        json!([
            { "text": "Delete the network policy deny-psp", "rehearsed_on": "2026-11-12" },
            { "text": "Resume the queue consumer", "rehearsed_on": null },
        ])
    );
    assert_eq!(body["approvals"], json!([{ "name": "Priya Raman", "granted_on": "2026-11-18" }]));
    assert_eq!(read(workspace, &["list", "experiment"])[0]["status"], "ready");
}

/// Whatever cannot be taken stays where it was typed, with words beside it, and what is right around it is kept.
fn slips(window: &Window, workspace: &Path, day: &str, experiment: &str) {
    type_into(window, "title", "");
    window.wait_for_text(".field-error", "title is empty");
    type_into(window, "goal", "Written while the title was empty.");
    window.screenshot("plan-not-saved");
    type_into(window, "title", DAY);
    window.wait_gone(".field-error");
    body_when(workspace, day, |body| {
        body["goal"] == "Written while the title was empty." && body["title"] == DAY
    });

    type_into(window, "date", "31.02.2026");
    window.wait_for_text(".field-error", "year-month-day");
    assert_eq!(window.value("[name=date]"), "31.02.2026");
    type_into(window, "date", "2026-02-31");
    window.wait_for(".field-error");
    type_into(window, "date", "2026-12-08");
    window.wait_gone(".field-error");

    let long = "Ä".repeat(10_000);
    paste(window, "title", &long);
    window.wait_for_text(".field-error", "200");
    assert_eq!(window.value("[name=title]").chars().count(), 10_000, "what was pasted stays");
    let width = window.script("return document.scrollingElement.scrollWidth <= innerWidth");
    assert_eq!(width, json!(true), "a title of 10,000 characters pushes the page out of its window");
    window.screenshot("plan-title-of-10000");
    type_into(window, "title", DAY);
    window.wait_gone(".field-error");

    window.click("tr[data-id='Jonas Petersen'] [data-act=remove-participant]");
    window.wait_gone("tr[data-id='Jonas Petersen']");
    window.wait_for_text("[data-act=findings]", "two people");
    window.click_text(".toast .button", "Undo");
    window.wait_for("tr[data-id='Jonas Petersen']");
    body_when(workspace, day, |body| body["participants"][1]["role"] == "observer");

    window.click_text("[data-act=open-experiment]", EXPERIMENT);
    type_into(window, "fault.duration_min", "-5");
    window.wait_for_text(".field-error", "whole minutes");
    assert_eq!(window.value("[name='fault.duration_min']"), "-5");
    type_into(window, "metrics.0.range.max", "5,000");
    window.wait_for_text(".field-error", "a thousand or a fraction");
    type_into(window, "metrics.0.range.max", "");
    type_into(window, "fault.duration_min", "14");
    window.wait_gone(".field-error");
    body_when(workspace, experiment, |body| body["fault"]["duration_min"] == 14);
}

fn everything_is_there_again(workspace: &Path) {
    let window = Window::open(workspace);
    window.click_text("[data-act=open-game-day]", DAY);
    window.wait_for_text(".ready-words", READY);
    for (field, value) in [
        ("title", DAY),
        ("date", "2026-12-08"),
        ("start", "13:30"),
        ("environment", "Staging"),
        ("goal", "Written while the title was empty."),
        ("participants.0.name", "Mira Kovač"),
        ("participants.1.name", "Jonas Petersen"),
    ] {
        assert_eq!(window.value(&format!("[name='{field}']")), value, "{field}");
    }
    assert_eq!(window.count("[data-act=tick]:checked"), 2);
    window.screenshot("plan-ready");
    window.click_text("[data-act=open-experiment]", EXPERIMENT);
    for (field, value) in [
        ("hypothesis.when", "the payment provider stops answering"),
        ("metrics.0.range.min", "99.5"),
        ("conditions.0.threshold.value", "99"),
        ("conditions.0.watcher", "Jonas Petersen"),
        ("rollback.1.text", "Resume the queue consumer"),
        ("approvals.0.name", "Priya Raman"),
        ("fault.duration_min", "14"),
    ] {
        assert_eq!(window.value(&format!("[name='{field}']")), value, "{field}");
    }
    window.close();
}

/// What a paste does: the whole text at once, then the person leaves the field.
fn paste(window: &Window, path: &str, text: &str) {
    window.click(&format!("[name='{path}']"));
    window.script(&format!(
        "const field = document.querySelector(\"[name='{path}']\"); field.value = {}; \
         field.dispatchEvent(new InputEvent('input', {{ bubbles: true }})); field.blur();",
        json!(text)
    ));
}
