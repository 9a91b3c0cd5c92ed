//! A live watcher on a real Prometheus: a number crosses its line and the room is told by itself; Prometheus dies and
//! nobody takes that for fine; the room aborts.

use serde_json::json;
use tests::{
    prometheus::{Exporter, Prometheus},
    sample_workspace,
    window::Window,
};

use crate::room::{PLANNED, at_step, go, inject, journal, open_stage, start_day, type_into, typing_in};

const EXPERIMENT: &str = "019a0c00-0004-7000-8000-000000000004";
const QUERY: &str = "min(order_success_pct)";

#[test]
fn a_condition_trips_by_itself_and_a_dead_prometheus_is_never_fine() {
    let workspace = sample_workspace("live");
    let exporter = Exporter::start();
    exporter.set("order_success_pct", 99.93);
    let mut prometheus = Prometheus::start(&workspace.with_extension("prometheus"), &exporter);
    let window = Window::open(&workspace);
    the_address(&window, &prometheus.url());
    the_query(&window);
    start_day(&window);
    open_stage(&window);
    inject(&window, PLANNED, 0);
    both_see(&window);

    exporter.set("order_success_pct", 97.4);
    both_say_tripped(&window);
    prometheus.kill();
    both_cannot_see(&window);
    abort(&window);
    window.close();

    let entries = journal(&workspace, PLANNED);
    let of =
        |event: &str| entries.iter().filter(|entry| entry["event"]["event"] == event).collect::<Vec<_>>();
    let tripped = of("condition-checked");
    assert_eq!(tripped.len(), 1, "one line says that it tripped: {tripped:#?}");
    assert_eq!((&tripped[0]["actor"], &tripped[0]["event"]["tripped"]), (&json!("Prometheus"), &json!(true)));
    assert!(tripped[0]["event"]["note"].as_str().unwrap().contains("2 checks in a row"), "{tripped:?}");
    assert_eq!((of("sight-gained").len(), of("sight-lost").len(), of("aborted").len()), (1, 1, 1));
    assert!(of("reading").iter().all(|entry| entry["event"]["live"] == true), "nobody typed a reading");
}

/// Off until somebody switches it on and says where; one try tells whether it answers.
fn the_address(window: &Window, url: &str) {
    go(window, "/settings", "[data-act=live-watchers]");
    assert_eq!(window.count("[name='prometheus.url']"), 0, "a new workspace asks nobody");
    window.click("[data-act=live-watchers]");
    type_into(window, "prometheus.url", "http://127.0.0.1:1");
    type_into(window, "prometheus.every_s", "1");
    window.click("[data-act=try-address]");
    window.wait_for_text("[data-act=tried]", "No answer");
    type_into(window, "prometheus.url", url);
    window.click("[data-act=try-address]");
    window.wait_for_text("[data-act=tried]", "Prometheus answers");
    window.screenshot("live-settings");
}

fn the_query(window: &Window) {
    go(window, &format!("/experiments/{EXPERIMENT}"), "tr[data-id='Order success']");
    window.click("tr[data-id='Order success'] [data-act=open-query]");
    type_into(window, "metrics.0.query", "no_such_metric");
    window.click("[data-act=try-query]:not([aria-disabled])");
    window.wait_for_text("[data-act=tried]", "found no data");
    type_into(window, "metrics.0.query", QUERY);
    // On a busy machine a scrape may come late; a person presses the key again.
    while !window.texts("[data-act=tried]").iter().any(|words| words.contains("99.93 %")) {
        window.click("[data-act=try-query]:not([aria-disabled])");
        window.wait_for("[data-act=tried] .pill");
    }
    type_into(window, "conditions.0.trip_after", "2");
    window.screenshot("live-experiment");
    window.wait_for_text(".bar", "Saved");
}

fn both_see(window: &Window) {
    at_step(window, "Inject");
    window.wait_for_text("[data-act=steady] tr[data-id='Order success']", "live, ");
    window.wait_for_text("[data-act=steady] tr[data-id='Order success']", "99.9");
    window.wait_for_text("[data-act=conditions] li[data-id='0']", "99.9");
    window.show_stage();
    window.wait_for_text(".stage-reading", "99.9");
    window.show_console();
}

fn both_say_tripped(window: &Window) {
    window.wait_for_text("[data-act=conditions] li[data-id='0']", "Tripped");
    window.wait_for_text(".abort-now", "has tripped. Stop now.");
    window.wait_for_text("[data-act=journal]", "2 checks in a row below 99 %");
    window.screenshot("live-tripped");
    window.show_stage();
    window.wait_for_text(".stage-abort[data-state=bad]", "tripped");
    window.wait_for_text(".stage-value[data-state=bad]", "97.4");
    window.screenshot("live-stage-tripped");
    window.show_console();
}

/// What was true once is not shown as a value any more; what tripped stays tripped.
fn both_cannot_see(window: &Window) {
    window.wait_for_text("[data-act=steady] tr[data-id='Order success']", "Cannot see");
    window.wait_for_text("[data-act=journal]", "CANNOT SEE");
    window.wait_for_text("[data-act=conditions] li[data-id='0']", "Tripped");
    window.screenshot("live-cannot-see");
    window.show_stage();
    window.wait_for_text(".stage-reading", "cannot see");
    let shown = window.texts(".stage-reading").join("\n");
    assert!(!shown.contains("97.4"), "the stage shows a number that nobody sees: {shown}");
    assert_eq!(window.count(".stage-value[data-state=good]"), 0, "nothing unseen looks fine");
    window.screenshot("live-stage-cannot-see");
    window.show_console();
}

fn abort(window: &Window) {
    window.press("F8");
    at_step(window, "Remove fault");
    typing_in(window, "[data-act=explain] [name=reason]");
    assert_eq!(window.value("[data-act=explain] [name=condition]"), "0", "the tripped condition is proposed");
    window.type_text("[data-act=explain] [name=reason]", "Success fell, and now nobody sees it");
    window.press("Enter");
    window.wait_gone("[data-act=explain]");
    window.show_stage();
    window.wait_for(".stage-page[data-mode=aborted]");
    window.show_console();
}
