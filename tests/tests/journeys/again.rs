//! The same plan again: a finished day is copied with one key, run, and held against the first; a surprise becomes an
//! action with an owner and a date, and the next room finds it.

use std::path::Path;

use serde_json::{Value, json};
use tests::{sample_workspace, window::Window};

use crate::room::{
    append, ask, at_step, body_when, conclude, go, id_of_page, inject, journal, press_start, read, typing_in,
};

const FINISHED: &str = "019a0c00-0005-7000-8000-000000000001";
const SURPRISE: &str = "The stock page answered from a copy that was an hour old";
const ACTION: &str = "Show the age of the copy on the stock page";

#[test]
fn a_day_is_run_again_and_the_two_are_compared() {
    let workspace = sample_workspace("again");
    let window = Window::open(&workspace);
    go(&window, &format!("/game-days/{FINISHED}"), "[data-act=run-again]");
    window.click("[data-act=run-again]");
    window.wait_for("[data-act=start-day]");
    let day = id_of_page(&window);
    assert_ne!(day, FINISHED);
    let body = body_when(&workspace, &day, |body| body["repeats"] == FINISHED);
    agree_again(&window, &body);
    press_start(&window);
    first_experiment(&window, &day, &body);
    a_surprise_becomes_an_action(&window, &day);
    the_rest(&window, &day);
    the_record(&window);
    compared(&window, &day);
    followed_up(&window, &workspace, &day);
    window.close();
}

/// Consent is given anew for every day: over the bridge, as its own journey types it.
fn agree_again(window: &Window, day: &Value) {
    for id in day["experiments"].as_array().unwrap() {
        let mut record = ask(window, "Get", &json!({ "id": id }));
        let approvals = record["document"]["body"]["approvals"].as_array_mut().unwrap();
        assert!(!approvals.is_empty());
        for approval in approvals {
            assert!(approval["granted_on"].is_null(), "a consent to the first day stands for the second");
            approval["granted_on"] = json!("2026-11-22");
        }
        ask(
            window,
            "Save",
            &json!({ "id": id, "version": record["version"], "document": record["document"] }),
        );
    }
    // Search has spent too much of its budget since; somebody decides.
    window.click("[data-act=override]");
    typing_in(window, "[name=\"override.by\"]");
    window.type_text("[name='override.by']", "Samuel Okafor");
    window.type_text("[name='override.reason']", "It is not run today");
    window.press("Enter");
    window.wait_for("[data-act=start-day]:not([aria-disabled])");
}

fn experiment(window: &Window, day: &Value, place: usize) -> Value {
    ask(window, "Get", &json!({ "id": day["experiments"][place] }))["document"]["body"].clone()
}

fn first_experiment(window: &Window, run: &str, day: &Value) {
    inject(window, run, 0);
    at_step(window, "Inject");
    append(window, run, &json!({ "event": "detected", "how": "Alert “Order success low”" }));
    append(window, run, &json!({ "event": "surprised", "text": SURPRISE }));
    let body = experiment(window, day, 0);
    let metrics = body["metrics"].as_array().unwrap();
    let readings: Vec<_> = metrics
        .iter()
        .map(|metric| (metric["name"].as_str().unwrap(), metric["baseline"].as_f64().unwrap()))
        .collect();
    conclude(window, run, &body, &readings, "confirmed");
}

/// The room sees that nobody has answered it; one key makes it an action.
fn a_surprise_becomes_an_action(window: &Window, run: &str) {
    window.wait_for_text("[data-act=journal]", SURPRISE);
    window.click("[data-act=journal] [data-act=answer-surprise]");
    typing_in(window, ".dialog [name=title]");
    window.wait_for_text("[data-act=about]", SURPRISE);
    window.type_text(".dialog [name=title]", ACTION);
    window.fill(".dialog [name=owner]", "Marek Nowak");
    window.type_text(".dialog [name=due]", "2026-12-18");
    window.choose(".dialog [name=priority]", "P0");
    window.screenshot("again-action");
    window.click("[data-act=confirm-action]");
    window.wait_gone(".dialog");
    window.wait_for_text("[data-act=actions]", ACTION);
    window.wait_gone("[data-act=journal] [data-act=answer-surprise]");
    append(window, run, &json!({ "event": "surprised", "text": "The pager rang twice" }));
    window.wait_for("[data-act=journal] [data-act=answer-surprise]");
}

fn the_rest(window: &Window, run: &str) {
    for experiment in [1, 2] {
        append(
            window,
            run,
            &json!({ "event": "skipped", "experiment": experiment, "reason": "Only the failover today" }),
        );
    }
    append(window, run, &json!({ "event": "day-ended", "note": "" }));
    window.wait_for("[data-act=ended]");
}

/// The record still asks for what nobody answered.
fn the_record(window: &Window) {
    window.click("[data-act=open-record]");
    window.wait_for("[data-act=follow-up]");
    window.wait_for_text("[data-act=follow-up]", ACTION);
    window.wait_for_text("[data-act=unanswered]", "The pager rang twice");
    window.wait_for_text("[data-act=compare]", "Compare with");
    window.screenshot("again-record");
    window.click("[data-act=compare]");
}

fn compared(window: &Window, day: &str) {
    window.wait_for("[data-act=in-short]");
    let address = window.script("return location.hash").as_str().unwrap().to_owned();
    assert!(address.contains(FINISHED) && address.contains(day), "{address}");
    let sides = window.texts(".sides > *");
    assert_eq!(sides.len(), 2, "an earlier and a later day: {sides:?}");
    let pairs = window.texts(".trial.pair");
    assert_eq!(pairs.len(), 3, "every experiment stands beside itself: {pairs:#?}");
    assert!(pairs[0].contains("Orders database fails over"), "{}", pairs[0]);
    assert!(
        pairs[1].to_lowercase().contains("not run") || pairs[1].to_lowercase().contains("skipped"),
        "{}",
        pairs[1]
    );
    // The first day's journal says when the system was back, and never that anybody had noticed.
    for (id, term, then) in
        [("Recovery", "Stop to recovered", "4 min 10 s"), ("Detection", "Time to detect", "not measured")]
    {
        let row = window.script(&format!(
            "const row = document.querySelector('.trial.pair [data-id={id}]'); \
             return row && [...row.children].map((cell) => cell.textContent)"
        ));
        assert_eq!((&row[0], &row[1]), (&json!(term), &json!(then)), "{row}");
        let now = row[2].as_str().unwrap();
        assert!(now.starts_with(|first: char| first.is_ascii_digit()), "measured this time: {row}");
    }
    let actions = window.text(".follow-ups");
    assert!(actions.contains(ACTION), "{actions}");
    assert!(actions.contains("Spread inventory over three zones"), "the first day's follow-up: {actions}");
    window.screenshot("again-compare");
}

fn followed_up(window: &Window, workspace: &Path, day: &str) {
    go(window, "/actions", "tbody tr");
    window.wait_for_text("tbody tr", SURPRISE);
    let titles =
        window.script("return [...document.querySelectorAll('tbody input')].map((field) => field.value)");
    assert!(titles.as_array().unwrap().contains(&json!(ACTION)), "{titles}");
    window.screenshot("again-actions");
    let actions = read(workspace, &["list", "action"]);
    let raised = actions.as_array().unwrap().iter().find(|row| row["title"] == ACTION).unwrap().clone();
    let body = read(workspace, &["show", raised["id"].as_str().unwrap()])["body"].clone();
    assert_eq!(body["raised_in"], day);
    assert_eq!(
        (&body["owner"], &body["due"], &body["priority"]),
        (&json!("Marek Nowak"), &json!("2026-12-18"), &json!("p0"))
    );
    assert_eq!(body["about"], SURPRISE);
    assert_eq!(
        body["service_id"], "019a0c00-0003-7000-8000-000000000010",
        "for the service of the experiment"
    );
    let entries = journal(workspace, day);
    let surprise = entries.iter().find(|entry| entry["event"]["text"] == SURPRISE).unwrap();
    let raised = entries.iter().find(|entry| entry["event"]["event"] == "action-raised").unwrap();
    assert_eq!(raised["event"]["about"], surprise["seq"]);
}
