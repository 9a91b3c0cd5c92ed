//! From the library to a running day: what blocks the start is mended where it is, what the budget forbids is decided
//! by somebody, what is left is read once, and the record keeps all of it.

use std::path::Path;

use serde_json::{Value, json};
use tests::{sample_workspace, window::Window};

use crate::room::{
    PLANNED, ask, at_step, body_when, conclude, go, id_of, id_of_page, inject, journal, type_into, typing_in,
};

const DAY: &str = "Names that cannot be looked up";
const WHO: &str = "Priya Raman";
const WHY: &str = "The budget was spent on a planned migration, and this fault reaches one pod";

#[test]
fn a_template_is_mended_until_its_day_may_begin() {
    let workspace = sample_workspace("lint");
    let window = Window::open(&workspace);
    let title = from_the_library(&window);
    let experiment = id_of(&workspace, "experiment", &title);
    a_day_with(&window, &title);
    what_blocks_is_mended(&window, &workspace, &experiment);
    where_it_runs(&window);
    the_budget_says_no(&window);
    somebody_decides(&window);
    warnings_are_read(&window);
    let day = id_of_page(&window);
    to_its_outcome(&window, &day, &experiment);
    the_record_keeps_it(&window, &workspace, &day);
    window.close();
}

/// An experiment whose service was removed is called ready nowhere, and is again when the service is back.
#[test]
fn nothing_is_ready_while_its_service_is_gone() {
    let window = Window::open(&sample_workspace("lint-gone"));
    let plans = ask(&window, "List", &json!({ "kind": "experiment" }));
    let about = |plan: &&Value| plan["title"] == "Payment provider blocked";
    let plan = plans.as_array().unwrap().iter().find(about).unwrap();
    let services = ask(&window, "List", &json!({ "kind": "service" }));
    let is_its = |service: &&Value| service["title"] == plan["service"];
    let service = services.as_array().unwrap().iter().find(is_its).unwrap();
    let planned = format!("/game-days/{PLANNED}");
    let row = format!(".slot[data-id='{}'] > .pill", plan["id"].as_str().unwrap());
    go(&window, &planned, &row);
    window.wait_for_text(&row, "Ready");
    ask(&window, "Remove", &json!({ "id": service["id"], "version": service["version"] }));
    window.wait_for_text(&row, "The service was removed");
    go(&window, &format!("/experiments/{}", plan["id"].as_str().unwrap()), "[data-act=findings]");
    window.wait_for_text(".bar .pill", "The service was removed");
    window.wait_for_text("[data-act=findings] [data-id=service_id]", "about a service that was removed");
    go(&window, "/", "[data-act=plan-state]");
    window.wait_for_text("[data-act=plan-state]", "The service was removed");
    let version = service["version"].as_u64().unwrap() + 1;
    ask(&window, "Undo", &json!({ "id": service["id"], "version": version }));
    window.wait_for_text("[data-act=plan-state]", "Ready to start");
    window.close();
}

/// Found by the handbook's word, looked at, used; it lands in its own room.
fn from_the_library(window: &Window) -> String {
    window.click("[data-act=go-experiments]");
    window.click_text("[role=tab]", "Library");
    window.wait_for("[data-act=template-preview]");
    window.type_text("[data-act=search-library]", "dns");
    window.wait_for_text(".library-line[aria-pressed=true]", "");
    assert!(window.count(".library-line") < 4, "a search narrows the list");
    window.screenshot("lint-library");
    window.click("[data-act=use-template]");
    window.wait_for("select[name=service_id]");
    window.choose("select[name=service_id]", "payments");
    window.value("[name=title]")
}

fn a_day_with(window: &Window, title: &str) {
    window.click("[data-act=go-game-days]");
    window.click("[data-act=new-game-day]");
    window.type_text("[data-act=new-title]", DAY);
    window.press("Enter");
    window.wait_for_text(".bar .title", DAY);
    for name in ["Mira Kovač", "Jonas Petersen"] {
        window.type_text("[data-act=add-participant-name]", name);
        window.press("Enter");
        window.wait_for(&format!("tr[data-id='{name}']"));
    }
    window.choose("[data-act=add-existing-experiment]", title);
    window.wait_for_text(".slot", title);
    window.wait_for("[data-act=start-day][aria-disabled=true]");
    window.wait_for("[data-severity=error] .finding");
    window.click("[data-act=start-day]");
    assert_eq!(window.count("[data-act=clock]"), 0, "a plan with errors began");
    window.screenshot("lint-blocked");
}

/// Every error has a key that leads to its field; filling the field takes the error away.
fn what_blocks_is_mended(window: &Window, workspace: &Path, experiment: &str) {
    let mut mended = Vec::new();
    loop {
        // Until the plan has been read again there are no findings, and it cannot be begun either.
        window.wait_for("[data-severity=error] .finding, [data-act=start-day]:not([aria-disabled])");
        if window.count("[data-severity=error] .finding") == 0 {
            break;
        }
        let rule = window.attribute("[data-severity=error] .finding", "data-rule").unwrap();
        let field = window.attribute("[data-severity=error] .finding", "data-id").unwrap();
        window.click("[data-severity=error] .finding [data-act=mend]");
        let (field, words) = match rule.as_str() {
            "NoWatcher" => (field.clone(), "Jonas Petersen"),
            // The library names roles; a person agrees.
            "NotApproved" if field.ends_with(".name") => (field.clone(), "Priya Raman"),
            "NotApproved" => (format!("{field}.granted_on"), "2026-11-20"),
            other => panic!("a template lacks {other} at {field}"),
        };
        typing_in(window, &format!("[name=\"{field}\"]"));
        type_into(window, &field, words);
        mended.push((rule, field, words));
        window.click_text(".crumbs a", DAY);
        window.wait_for("[data-severity=warning] .finding"); // the plan has been read
        let (rule, id, _) = mended.last().unwrap();
        let id = id.trim_end_matches(".granted_on");
        window.wait_gone(&format!(".finding[data-rule={rule}][data-id='{id}']"));
    }
    assert!(mended.len() >= 4, "watchers and consents: {mended:?}");
    let held = |body: &Value| {
        mended.iter().all(|(_, field, words)| {
            body.pointer(&format!("/{}", field.replace('.', "/"))) == Some(&json!(words))
        })
    };
    body_when(workspace, experiment, held);
    window.wait_for("[data-act=start-day]:not([aria-disabled])");
}

/// A warning of the day itself is mended on its own page.
fn where_it_runs(window: &Window) {
    window.click(".finding[data-rule=NoEnvironment] [data-act=mend]");
    typing_in(window, "[name=environment]");
    type_into(window, "environment", "Staging");
    window.wait_gone(".finding[data-rule=NoEnvironment]");
    window.wait_for_text(".bar", "Saved");
}

/// What is left of the budget is read again in the service, and the number forbids the day.
fn the_budget_says_no(window: &Window) {
    assert_eq!(window.count(".finding[data-rule=BudgetForbids]"), 0, "the sample's budget is healthy");
    window.click_text(".slot [data-act=open-experiment]", "");
    window.click("[data-act=open-budget]");
    typing_in(window, "[name=\"budget.remaining_pct\"]");
    type_into(window, "budget.remaining_pct", "40");
    window.wait_for_text(".band[aria-current=true]", "override");
    window.click("[data-act=go-game-days]");
    window.click_text("[data-act=open-game-day]", DAY);
    window.wait_for(".finding[data-rule=BudgetForbids]");
    window.wait_for("[data-act=start-day][aria-disabled=true]");
}

/// Neither the name nor the reason may be left out.
fn somebody_decides(window: &Window) {
    window.click("[data-act=override]");
    typing_in(window, "[name=\"override.by\"]");
    window.press("Enter");
    window.wait_for_text(".decide .field-error", "who decides");
    window.type_text("[name='override.by']", WHO);
    window.press("Enter");
    window.wait_for_text(".decide .field-error", "why");
    window.type_text("[name='override.reason']", WHY);
    window.screenshot("lint-override");
    window.press("Enter");
    window.wait_for_text("[data-act=overrides]", WHY);
    window.wait_gone(".finding[data-rule=BudgetForbids]");
    window.wait_for("[data-act=start-day]:not([aria-disabled])");
}

fn warnings_are_read(window: &Window) {
    window.click("[data-act=start-day]");
    window.wait_for_text("[data-act=warnings]", "rehearsed");
    window.screenshot("lint-warnings");
    window.wait_for("[data-act=start-acknowledged][aria-disabled=true]");
    window.click("[data-act=start-acknowledged]");
    assert_eq!(window.count("[data-act=clock]"), 0, "a day began before its warnings were read");
    window.click("[data-act=acknowledge]");
    window.click("[data-act=start-acknowledged]:not([aria-disabled])");
    window.wait_for("[data-act=clock]");
}

fn to_its_outcome(window: &Window, day: &str, experiment: &str) {
    let body = ask(window, "Get", &json!({ "id": experiment }))["document"]["body"].clone();
    inject(window, day, 0);
    at_step(window, "Inject");
    let metrics = body["metrics"].as_array().unwrap();
    let readings: Vec<_> =
        metrics.iter().map(|metric| (metric["name"].as_str().unwrap(), good(metric))).collect();
    conclude(window, day, &body, &readings, "confirmed");
    window.wait_for_text("[data-act=advance]", "End the day");
    window.press("n");
    typing_in(window, "[data-act=rest] [name=note]");
    window.press("Enter");
    window.wait_for("[data-act=ended]");
}

/// A value that the metric accepts.
fn good(metric: &Value) -> f64 {
    let bound = |side: &str| metric["range"][side].as_f64();
    bound("min").or(bound("max")).unwrap_or(1.0)
}

fn the_record_keeps_it(window: &Window, workspace: &Path, day: &str) {
    window.click("[data-act=open-record]");
    window.wait_for("[data-act=tiles]");
    window.wait_for_text("main", WHO);
    window.wait_for_text("main", WHY);
    window.wait_for_text("main", "rehearsed");
    window.screenshot("lint-record");
    let first = journal(workspace, day)[0]["event"].clone();
    assert_eq!(first["event"], "day-started");
    let decision = &first["plan"]["game_day"]["overrides"][0];
    assert_eq!((&decision["by"], &decision["reason"]), (&json!(WHO), &json!(WHY)));
    assert_eq!(decision["state"], "warning", "a decision of 40% is none of less");
    let accepted = first["acknowledged"].as_array().unwrap();
    assert!(accepted.iter().any(|words| words.as_str().unwrap().contains("never rehearsed")), "{accepted:?}");
    assert!(!accepted.iter().any(|words| words.as_str().unwrap().contains("error budget")), "{accepted:?}");
}
