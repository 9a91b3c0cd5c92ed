//! The rooms of a whole game day as pictures: what blocks a start, live values, a blind stage, a comparison, an
//! import. As in `screens`, nothing may be wider than its window and no word of the stage may be cut.

use serde_json::json;
use tests::{
    prometheus::{Exporter, Prometheus},
    root, sample_workspace,
    window::{Theme, Window},
};

use crate::{
    room::{PLANNED, append, ask, go, inject, press_start, read},
    screens::{CONSOLE, FINISHED, both, picture, show_stage, small_and_contrast, stage},
};

const EXPERIMENT: &str = "019a0c00-0004-7000-8000-000000000004";

#[test]
fn preparing() {
    let workspace = sample_workspace("gallery-prepare");
    let window = Window::open(&workspace);
    window.resize(CONSOLE.0, CONSOLE.1);
    go(&window, "/settings", "[data-act=live-watchers]");
    window.click("[data-act=live-watchers]");
    window.wait_for("[name='prometheus.url']");
    both(&window, "settings-prometheus");

    a_plan_with_faults(&window);
    go(&window, &format!("/game-days/{PLANNED}"), "[data-severity=error] .finding");
    window.wait_for("[data-severity=warning] .finding");
    both(&window, "lint");
    small_and_contrast(&window, "lint");
    go(&window, &format!("/experiments/{EXPERIMENT}"), "[data-act=findings] .finding");
    both(&window, "lint-experiment");

    go(&window, "/import", "[data-act=import-files]");
    both(&window, "import");
    let file = root().join("fixtures/chaos-toolkit/checkout-latency.yaml");
    window.type_text("[data-act=import-files]", file.to_str().unwrap());
    window.wait_for("[data-act=import-preview]");
    window.click("[data-act=take-in]");
    window.wait_for("[data-act=import-warnings]");
    both(&window, "import-done");
    small_and_contrast(&window, "import-done");
    window.close();
}

/// No rollback, an approval that is missing, a rehearsal that never was, a budget that says no, and a day too short.
fn a_plan_with_faults(window: &Window) {
    change(window, EXPERIMENT, |body| {
        body["rollback"] = json!([]);
        body["approvals"][0]["granted_on"] = json!(null);
        body["fault"]["blast_radius"] = json!("");
    });
    let service = ask(window, "Get", &json!({ "id": EXPERIMENT }))["document"]["body"]["service_id"].clone();
    change(window, service.as_str().unwrap(), |body| {
        body["budget"] = json!({ "remaining_pct": 12.5, "on": "2026-11-20" })
    });
    change(window, PLANNED, |body| {
        body["start"] = json!("13:00:00");
        body["end"] = json!("14:00:00");
    });
}

fn change(window: &Window, id: &str, change: impl Fn(&mut serde_json::Value)) {
    let mut record = ask(window, "Get", &json!({ "id": id }));
    change(&mut record["document"]["body"]);
    ask(window, "Save", &json!({ "id": id, "version": record["version"], "document": record["document"] }));
}

#[test]
fn live() {
    let workspace = sample_workspace("gallery-live");
    let exporter = Exporter::start();
    exporter.set("order_success_pct", 99.93);
    exporter.set("checkout_p99_ms", 418.0);
    let mut prometheus = Prometheus::start(&workspace.with_extension("prometheus"), &exporter);
    let window = Window::open(&workspace);
    window.resize(CONSOLE.0, CONSOLE.1);
    let settings = read(&workspace, &["list", "workspace"])[0]["id"].as_str().unwrap().to_owned();
    let address = json!({ "url": prometheus.url(), "every_s": 1 });
    change(&window, &settings, |body| body["prometheus"] = address.clone());
    change(&window, EXPERIMENT, |body| {
        body["metrics"][0]["query"] = json!("min(order_success_pct)");
        body["metrics"][1]["query"] = json!("max(checkout_p99_ms)");
    });
    go(&window, &format!("/game-days/{PLANNED}"), "[data-act=start-day]:not([aria-disabled])");
    press_start(&window);
    show_stage(&window, &json!(PLANNED));
    inject(&window, PLANNED, 0);
    window.wait_for_text("[data-act=steady] tr[data-id='Checkout p99']", "live, ");
    exporter.set("checkout_p99_ms", 731.0);
    window.wait_for_text("[data-act=steady] tr[data-id='Checkout p99']", "731");
    both(&window, "console-live");
    small_and_contrast(&window, "console-live");
    stage(&window, "running", "live");
    prometheus.kill();
    window.wait_for_text("[data-act=steady] tr[data-id='Checkout p99']", "Cannot see");
    window.wait_for_text("[data-act=conditions] li[data-id='0']", "Cannot see");
    both(&window, "console-cannot-see");
    stage(&window, "running", "cannot-see");
    window.close();
}

#[test]
fn a_blind_drill() {
    let workspace = sample_workspace("gallery-blind");
    let window = Window::open(&workspace);
    window.resize(CONSOLE.0, CONSOLE.1);
    change(&window, PLANNED, |body| body["blind"] = json!(true));
    go(&window, &format!("/game-days/{PLANNED}"), "[data-act=blind]:checked");
    press_start(&window);
    show_stage(&window, &json!(PLANNED));
    stage(&window, "idle", "blind-ready");
    inject(&window, PLANNED, 0);
    append(
        &window,
        PLANNED,
        &json!({ "event": "reading", "metric": "Checkout p99", "value": 861.0, "reader": "Jonas Petersen", "source": "" }),
    );
    window.wait_for("[data-act=reveal]");
    both(&window, "console-blind");
    stage(&window, "running", "blind");
    append(&window, PLANNED, &json!({ "event": "revealed", "experiment": 0 }));
    window.wait_gone("[data-act=reveal]");
    stage(&window, "running", "revealed");
    window.close();
}

/// A finished day against one that has just been run again.
#[test]
fn comparing() {
    let workspace = sample_workspace("gallery-compare");
    let window = Window::open(&workspace);
    window.resize(CONSOLE.0, CONSOLE.1);
    let copy = ask(&window, "Duplicate", &json!({ "id": FINISHED }));
    let id = copy["id"].as_str().unwrap().to_owned();
    let experiments = copy["document"]["body"]["experiments"].clone();
    for experiment in experiments.as_array().unwrap() {
        change(&window, experiment.as_str().unwrap(), |body| {
            for approval in body["approvals"].as_array_mut().unwrap() {
                approval["granted_on"] = json!("2026-11-20");
            }
            body["service_id"] = json!(null); // no budget stands in the way
        });
    }
    go(&window, &format!("/game-days/{id}"), "[data-act=start-day]:not([aria-disabled])");
    press_start(&window);
    append(&window, &id, &json!({ "event": "surprised", "text": "The pager rang twice" }));
    append(&window, &id, &json!({ "event": "day-ended", "note": "" }));
    window.wait_for("[data-act=ended]");
    both(&window, "ended-with-surprise");
    go(&window, &format!("/game-days/{FINISHED}/compare/{id}"), "[data-act=in-short]");
    both(&window, "compare");
    small_and_contrast(&window, "compare");
    window.theme(Theme::Light);
    picture(&window, "compare-last");
    window.close();
}
