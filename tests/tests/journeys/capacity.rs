//! Capacity in the room: from nothing to a signed decision on paper, a refusal in words, a file that becomes a date, and a
//! spike that the most instances cannot carry.

use std::{fs, path::Path};

use serde_json::{Value, json};
use tests::{PATIENCE, new_workspace, sample_workspace, window::Window};

use crate::{
    room::{ask, body_when, command, go, id_of_page, only_report, printed, read, type_into, until_within},
    screens::{CONSOLE, both, picture, show_stage, small_and_contrast},
};

#[test]
fn capacity_for_checkout_growing_at_8_percent_from_nothing_to_signed_paper() {
    let workspace = new_workspace("capacity");
    let window = Window::open(&workspace);
    ask(&window, "Create", &json!({ "document": { "kind": "service", "body": service("checkout") } }));
    let id = three_numbers(&window);
    let answer = || read(&workspace, &["show", &id])["answer"].clone();
    assert!(answer()["dates"]["p50"].is_string(), "2140 growing at 8 % meets 3560: {}", answer());
    assert_eq!(answer()["order_by"], Value::Null, "nobody said how long an order takes");
    lead_time(&window, &workspace, &id);
    assert!(answer()["order_by"].is_string());
    tried(&window, &workspace, &id);
    review(&window, &workspace, &id);
    export(&window, &workspace);
    window.click("[data-act=go-capacity]");
    window.wait_for_text(&format!("tr[data-id='{id}']"), "Checkout, requests");
    window.close();
}

/// The empty room, and the three numbers that answer.
fn three_numbers(window: &Window) -> String {
    window.click("[data-act=go-capacity]");
    window.wait_for_text(".empty", "three numbers");
    window.click(".empty [data-act=new-model]");
    window.fill("dialog [name=title]", "Checkout, requests");
    window.choose("[data-act=begin-service]", "checkout");
    window.fill("dialog [name=demand]", "2 140");
    window.fill("dialog [name=growth]", "much");
    window.fill("dialog [name=ceiling]", "3560");
    window.click("[data-act=create]");
    window.wait_for_text("dialog .field-error", "is not a number");
    window.fill("dialog [name=growth]", "8%");
    window.click("[data-act=create]");
    window.wait_for("[data-act=projection] svg");
    // ln (3560 ÷ 2140) ÷ ln 1.08 = 6.6 months.
    window.wait_for_text("[data-act=tiles]", "no interval is stated, so this is one day");
    id_of_page(window)
}

/// One more number is offered: the order-by day follows from it.
fn lead_time(window: &Window, workspace: &Path, id: &str) {
    window.click_text("[data-act=state-input]", "Lead time");
    type_into(window, "inputs.lead-time-days.value", "77");
    let body = body_when(workspace, id, |body| body["inputs"]["lead-time-days"]["value"] == 77.0);
    assert_eq!(body["inputs"]["lead-time-days"]["basis"], "guessed");
    window.wait_for("[name='inputs.lead-time-days.low_high']");
    type_into(window, "inputs.lead-time-days.low_high", "60 to 100");
    body_when(workspace, id, |body| body["inputs"]["lead-time-days"]["low_high"] == json!([60.0, 100.0]));
}

/// Values are read by keyboard, something is tried by typing and by dragging, kept as an option, and taken back.
fn tried(window: &Window, workspace: &Path, id: &str) {
    window.script("document.querySelector('[data-act=projection] .plot-reader').focus()");
    window.press("ArrowRight");
    let first = window.text("[data-act=projection] [data-act=chart-value]");
    window.press("End");
    let last = window.text("[data-act=projection] [data-act=chart-value]");
    assert_ne!(first, last, "the keys read values");
    let before = window.text("[data-act=tiles]");
    type_into(window, "try.growth-pct-per-month", "4");
    type_into(window, "try.from", "2027-02-01");
    window.wait_for("[data-act=save-option]:not([aria-disabled])");
    window.click("[data-act=save-option]");
    window.type_text("[name=option]", "Cache the catalogue");
    window.press("Enter");
    let body = body_when(workspace, id, |body| body["options"][0]["name"] == "Cache the catalogue");
    assert_eq!(body["options"][0]["changes"]["values"]["growth-pct-per-month"], 4.0);
    assert_eq!(body["options"][0]["changes"]["from"], "2027-02-01", "it starts later");
    window.wait_for_text(".toast", "is an option.");
    // Kept, it is tried no longer.
    window.wait_for("[data-act=save-option][aria-disabled]");
    until_within(
        PATIENCE,
        "the answer is that of the model",
        || json!(window.text("[data-act=tiles]")),
        &json!(before),
    );
    window.script("document.querySelector('[data-act=try][data-id=growth-pct-per-month]').focus()");
    window.press("ArrowRight");
    // Nobody takes what is tried for the model.
    window.wait_for_text("[data-act=tiles][data-tried] [data-act=tried]", "Tried: growth");
    window.wait_for_text("header.bar", "Tried, not the model");
    window.wait_for("[data-act=reset-try]:not([aria-disabled])");
    window.click("[data-act=reset-try]");
    window.wait_for("[data-act=reset-try][aria-disabled]");
    window.wait_for("[data-act=tiles]:not([data-tried])");
    let body = read(workspace, &["show", id])["body"].clone();
    assert_eq!(body["inputs"]["growth-pct-per-month"]["value"], 8.0, "what is tried changes no number");
}

/// Five questions by keyboard, what is tried on the stage, a decision with an owner and a day, two signatures.
fn review(window: &Window, workspace: &Path, id: &str) {
    window.script("document.activeElement.blur()");
    window.press("r");
    window.wait_for_text("[data-act=question]", "Where are we?");
    show_stage(window, &json!(id));
    window.show_stage();
    window.wait_for_text(".stage-title", "checkout runs out");
    window.wait_for(".stage-chart svg");
    window.show_console();
    window.click("[name='notes.where-are-we']");
    window.type_text("[name='notes.where-are-we']", "Measured at the till on Friday.");
    window.press("Escape");
    body_when(workspace, id, |body| {
        body["reviews"][0]["notes"]["where-are-we"] == "Measured at the till on Friday."
    });
    for question in ["What grows?", "Where is the ceiling?", "What if?"] {
        window.press("n");
        window.wait_for_text("[data-act=question]", question);
    }
    type_into(window, "try.growth-pct-per-month", "16");
    window.show_stage();
    window.wait_for_text(".stage-foot", "growth 16 %");
    window.wait_for_text(".stage-title", "What if: ");
    window.show_console();
    window.script("document.activeElement.blur()");
    window.press("5");
    window.wait_for_text("[data-act=question]", "What do we decide?");
    decide(window, workspace, id);
    window.click("[data-act=close-review]:not([aria-disabled])");
    window.wait_for_text(".toast", "The review is closed.");
    window.wait_for_text("[data-act=decision]", "Raise the quota");
    // The room is done with what it tried, and sees what it decided.
    window.show_stage();
    window.wait_for_text(".stage-foot", "Jonas Petersen answers for it");
    assert!(window.text(".stage-title").starts_with("checkout"), "{}", window.text(".stage-title"));
    window.show_console();
    let rows = read(workspace, &["list", "action"]);
    assert_eq!(rows[0]["owner"], "Jonas Petersen");
    assert_eq!(rows[0]["due"], "2027-05-08");
}

fn decide(window: &Window, workspace: &Path, id: &str) {
    window.wait_for("[data-act=close-review][aria-disabled]");
    window.fill("[name=decision]", "Raise the quota to 64 before the launch");
    window.fill("[name=owner]", "Jonas Petersen");
    window.fill("[name=order_by]", "2027-05-08");
    window.click("[data-act=decide]:not([aria-disabled])");
    window.wait_for("[data-act=sign]");
    for (place, name) in ["Jonas Petersen", "Mira Kovač"].into_iter().enumerate() {
        window.type_text("[data-act=sign-name]", name);
        window.press("Enter");
        body_when(workspace, id, |body| body["reviews"][0]["signed"][place]["name"] == name);
    }
    window.wait_for_text("[data-act=signatures]", "Mira Kovač");
}

fn export(window: &Window, workspace: &Path) {
    window.click("[data-act=export-pdf]");
    window.wait_for_text(".toast", "The report is in");
    let text = printed(&only_report(workspace));
    for words in
        ["Raise the quota to 64 before the launch", "Jonas Petersen", "Mira Kovač", "Cache the catalogue"]
    {
        assert!(text.contains(words), "the report does not say “{words}”: {text}");
    }
}

/// Without a ceiling nothing can run out, and the page says so instead of a date; what contradicts itself is said beside it.
#[test]
fn a_model_that_cannot_carry_a_date_says_why() {
    let workspace = new_workspace("capacity-refusal");
    let window = Window::open(&workspace);
    let id = model(&window, &json!({ "demand-now": guess(2140.0), "growth-pct-per-month": guess(8.0) }));
    go(&window, &format!("/capacity/{id}"), "[data-act=tiles]");
    window.wait_for_text("[data-act=projection]", "No ceiling is stated");
    let answer = read(&workspace, &["show", &id])["answer"].clone();
    assert!(answer["refusal"].as_str().unwrap().contains("no ceiling is stated"), "{answer}");
    assert_eq!(answer["dates"], Value::Null);
    // The third number answers.
    type_into(&window, "inputs.ceiling.value", "3560");
    body_when(&workspace, &id, |body| body["inputs"]["ceiling"]["value"] == 3560.0);
    window.wait_for_text("[data-act=projection]", "The ceiling is");
    window.click_text("[data-act=state-input]", "Max instances");
    type_into(&window, "inputs.max-instances.value", "10");
    body_when(&workspace, &id, |body| body["inputs"]["max-instances"]["value"] == 10.0);
    window.click_text("[data-act=state-input]", "Min instances");
    type_into(&window, "inputs.min-instances.value", "40");
    window.wait_for_text(".banner, .field-error", "must not be above");
    let body = read(&workspace, &["show", &id])["body"].clone();
    assert_eq!(body["inputs"]["min-instances"], Value::Null, "what contradicts itself is not in the file");
    window.close();
}

/// The points of a load test are pasted, and what they show becomes the ceiling when somebody says so.
#[test]
fn a_load_test_becomes_the_ceiling() {
    let workspace = new_workspace("capacity-load");
    let window = Window::open(&workspace);
    let id = model(&window, &json!({ "demand-now": guess(740.0), "growth-pct-per-month": guess(8.0) }));
    go(&window, &format!("/capacity/{id}"), "[data-act=tiles]");
    window.click("[data-act=load-points] summary");
    // The law with γ 100, σ 0.02 and κ 0.0004: its peak is 1,689 at a concurrency of 49.5.
    let points =
        [(1, 100.0), (4, 375.7), (8, 688.2), (16, 1_146.1), (32, 1_586.7), (64, 1_652.6), (96, 1_466.1)];
    window.wait_for("[data-act=load-points][open]");
    window.script("document.querySelector('[name=load_points]').scrollIntoView({ block: 'center' })");
    window.click("[name=load_points]");
    for (users, rate) in points {
        window.type_text("[name=load_points]", &format!("{users} {rate}"));
        window.press("Enter");
    }
    window.script("document.activeElement.blur()");
    body_when(&workspace, &id, |body| body["load_points"].as_array().is_some_and(|points| points.len() == 7));
    window.wait_for("[data-act=ceiling-chart] svg");
    window.click("[data-act=state-ceiling] [data-act=ceiling]");
    let body = body_when(&workspace, &id, |body| body["inputs"]["ceiling"]["basis"] == "measured");
    let stated = body["inputs"]["ceiling"]["value"].as_f64().unwrap();
    assert!((1_650.0..1_730.0).contains(&stated), "{stated}");
    window.wait_for_text("[data-act=projection]", "It is reached");
    window.click_text(".toast:last-child .button", "Undo");
    body_when(&workspace, &id, |body| body["inputs"]["ceiling"].is_null());
    window.close();
}

/// A file of daily peaks, as Grafana writes it: growth is measured then, and there is a date.
#[test]
fn a_file_becomes_a_date() {
    let workspace = new_workspace("capacity-file");
    let file = workspace.parent().unwrap().join("checkout.csv");
    let days = (0_u32..90).map(|day| {
        let date = date_of(day);
        format!("{date} 00:00:00,{}\n", 2_000.0 + 6.0 * f64::from(day))
    });
    fs::write(&file, format!("\"Time\",\"checkout\"\n{}", days.collect::<String>())).unwrap();
    let window = Window::open(&workspace);
    let id = model(&window, &json!({ "ceiling": guess(3560.0) }));
    window.close(); // a workspace has one owner
    let taken = command(&workspace, &["import", file.to_str().unwrap(), "--into", &id]);
    let words = String::from_utf8_lossy(&taken.stderr).into_owned();
    assert!(!taken.status.success() && words.contains("In which zone"), "{words}");
    let with_zone = ["import", file.to_str().unwrap(), "--into", &id, "--zone", "Europe/Berlin"];
    let taken = command(&workspace, &with_zone);
    assert!(taken.status.success(), "{}", String::from_utf8_lossy(&taken.stderr));
    let window = Window::open(&workspace);
    go(&window, &format!("/capacity/{id}"), "[data-act=tiles]");
    window.wait_for_text("[data-act=history]", "90 days");
    let answer = read(&workspace, &["show", &id])["answer"].clone();
    assert!(answer["dates"]["p50"].is_string(), "{answer}");
    window.wait_for_text("[data-act=projection]", "It is reached");
    window.close();
}

/// The day so many days after the first of September 2026, as a file writes it.
fn date_of(day: u32) -> String {
    let (mut month, mut day) = (9, day + 1);
    for length in [30, 31, 30] {
        if day > length {
            (month, day) = (month + 1, day - length);
        } else {
            break;
        }
    }
    format!("2026-{month:02}-{day:02}")
}

/// Ten times the demand needs more instances than there may be.
#[test]
fn a_spike_that_the_most_instances_cannot_carry() {
    let workspace = new_workspace("capacity-spike");
    let window = Window::open(&workspace);
    let id = model(
        &window,
        &json!({
            "demand-now": guess(680.0), "growth-pct-per-month": guess(3.0), "carries-per-instance": guess(89.0),
            "instances-now": guess(10.0), "min-instances": guess(10.0), "max-instances": guess(40.0),
            "start-up-s": guess(45.0), "zones": guess(3.0),
        }),
    );
    go(&window, &format!("/capacity/{id}"), "[data-act=spike-chart] svg");
    window.wait_for_text(".capacity-pair", "cannot carry");
    window.wait_for_text("[data-act=tiles]", "Max instances");
    // Enough of them can.
    type_into(&window, "try.max-instances", "120");
    window.wait_for("[data-act=save-option]:not([aria-disabled])");
    let short = || json!(window.text(".capacity-pair").contains("cannot carry"));
    until_within(PATIENCE, "120 instances carry a spike that needs 96", short, &json!(false));
    window.close();
}

/// Every page, in light and dark.
#[test]
fn screens_of_capacity() {
    let workspace = sample_workspace("capacity-screens");
    let window = Window::open(&workspace);
    window.resize(CONSOLE.0, CONSOLE.1);
    go(&window, "/capacity", "[data-act=open-model]");
    both(&window, "capacity-list");
    let rows = read(&workspace, &["list", "capacity-model"]);
    for (place, row) in rows.as_array().unwrap().iter().enumerate() {
        let id = row["id"].as_str().unwrap();
        go(&window, &format!("/capacity/{id}"), "[data-act=projection] svg");
        both(&window, &format!("capacity-model-{place}"));
        window.resize(CONSOLE.0, 2_700); // all of it
        window.wait_for("[data-act=options]");
        both(&window, &format!("capacity-whole-{place}"));
        window.resize(CONSOLE.0, CONSOLE.1);
    }
    screens_of_a_review(&window, rows[0]["id"].as_str().unwrap());
    screens_of_long_names(&window);
    window.close();
}

/// Names and units that nobody should give, in the list and on the page, also in a small window.
fn screens_of_long_names(window: &Window) {
    let long = "Checkout-requests-".repeat(9);
    let mut numbers = json!({ "demand-now": guess(2_140.0), "growth-pct-per-month": guess(8.0), "ceiling": guess(3_560.0) });
    numbers["lead-time-days"] = guess(77.0);
    let id = named(window, &long, &"orders-each-second-".repeat(6), &numbers);
    for (page, shows, name) in [
        ("/capacity".to_owned(), "[data-act=open-model]", "list"),
        (format!("/capacity/{id}"), "[data-act=projection] svg", "model"),
    ] {
        go(window, &page, shows);
        picture(window, &format!("capacity-{name}-long"));
        small_and_contrast(window, &format!("capacity-{name}-long"));
    }
}

/// The console and the wall.
fn screens_of_a_review(window: &Window, id: &str) {
    go(window, &format!("/capacity/{id}"), "[data-act=projection] svg");
    window.script("document.activeElement.blur()");
    window.press("r");
    window.wait_for_text("[data-act=question]", "Where are we?");
    both(window, "capacity-review");
    show_stage(window, &json!(id));
    window.show_stage();
    window.wait_for(".stage-chart svg");
    window.settle();
    window.screenshot("capacity-stage");
    window.show_console();
    window.press("5");
    window.wait_for_text("[data-act=question]", "What do we decide?");
    both(window, "capacity-decide");
}

fn model(window: &Window, inputs: &Value) -> String {
    named(window, "Checkout, requests", "requests/sec", inputs)
}

fn named(window: &Window, title: &str, metric: &str, inputs: &Value) -> String {
    let body = json!({
        "title": title, "service_id": null, "owner": "Mira Kovač", "resource": "instances",
        "metric": metric, "scaling": "horizontal", "autoscales": "yes", "inputs": inputs,
    });
    let made = ask(window, "Create", &json!({ "document": { "kind": "capacity-model", "body": body } }));
    made["id"].as_str().unwrap().to_owned()
}

fn guess(value: f64) -> Value {
    json!({ "value": value, "basis": "guessed" })
}

fn service(name: &str) -> Value {
    json!({
        "name": name, "tier": "critical", "owner_team": "", "oncall_rotation": "", "upstream": [],
        "data_classification": "internal", "deployment_frequency": "weekly", "architecture": "microservice",
        "language": "", "infra": "k8s", "traffic_pattern": "steady", "peak_rps": null, "storage_gb": null,
        "monthly_cost_usd": null, "budget": null
    })
}
