//! An incident in the room: declared from anywhere by keyboard, briefed, an update promised and overdue, mitigated, killed
//! and resumed in the middle, resolved; and what it came to.

use std::{thread::sleep, time::Duration};

use serde_json::{Value, json};
use tests::{new_workspace, sample_workspace, window::Window};

use crate::{
    room::{ask, go, id_of_page, read, until_within},
    screens::{CONSOLE, both, picture, show_stage, small_and_contrast},
};

/// Longer than a sign of life that is worth a gap.
const AWAY: Duration = Duration::from_secs(3);

#[test]
fn an_incident_from_its_declaration_to_its_end_and_a_pulled_plug_in_the_middle() {
    let workspace = new_workspace("incident");
    let window = Window::open(&workspace);
    window.resize(CONSOLE.0, CONSOLE.1);
    let id = declare(&window);
    brief(&window);
    update(&window);
    ways(&window);
    timeline(&window);
    window.type_text("[data-act=journal-text]", "Half a sen");
    sleep(AWAY); // as long as it takes to look up from the keyboard
    window.kill();
    sleep(AWAY);

    let window = Window::open(&workspace);
    window.resize(CONSOLE.0, CONSOLE.1);
    window.click("[data-act=go-incidents]");
    window.click("[data-act=open-incident]");
    window.wait_for_text("[data-act=journal]", "Readyroom was not running");
    assert_eq!(window.count(".console > .banner"), 0, "an incident's time counts, nobody asks");
    until_within(
        tests::PATIENCE,
        "what was begun is in the line",
        || json!(window.value("[data-act=journal-text]")),
        &json!("Half a sen"),
    );
    window.type_text("[data-act=journal-text]", "tence");
    window.press("Enter");
    window.wait_for_text("[data-act=journal] .journal-row", "Half a sentence");
    severity_and_command(&window);
    over(&window);
    let shown = read(&workspace, &["show", &id]);
    assert_eq!(shown["body"]["status"], "resolved");
    for metric in ["ttd", "ttm", "ttr"] {
        assert!(shown["metrics"][metric]["value_s"].is_i64(), "{metric}: {}", shown["metrics"]);
    }
    assert!(
        shown["metrics"]["tta"]["value_s"].is_null(),
        "nobody said who took it: {}",
        shown["metrics"]["tta"]
    );
    assert_eq!(shown["metrics"]["ttm"]["formula"], "impact began → mitigated");
    window.close();
}

/// From the middle of anything, by keyboard.
fn declare(window: &Window) -> String {
    window.press("F9");
    window.wait_for("dialog [name=title]");
    window.fill("dialog [name=title]", "Checkout errors after the pricing deploy");
    window.press("Enter");
    window.wait_for_text("dialog .field-error", "Choose what is broken");
    window.wait_for_text("dialog [data-act=channel]", "-checkout-errors-after-the-pricing-deploy");
    window.click("dialog [data-act='core-down/under-quarter']");
    window.wait_for_text("dialog [data-act=confirm-declare]", "Declare SEV2");
    window.click("dialog [data-act=data-loss]");
    window.wait_for_text("dialog [data-act=rated]", "Data is lost: SEV1.");
    window.fill("dialog [name=impact_began]", "25:00");
    window.click("dialog [data-act=confirm-declare]");
    window.wait_for_text("dialog .field-error", "Write the time as 14:02");
    // Long before, so that the first briefing is overdue at once.
    let (impact, noticed) = (ago(window, 50), ago(window, 40));
    window.fill("dialog [name=impact_began]", &impact);
    window.fill("dialog [name=detected]", &noticed);
    picture(window, "incident-declare");
    window.click("dialog [data-act=confirm-declare]");
    window.wait_for_text("header.bar", "SEV1");
    id_of_page(window)
}

/// A wall time so many minutes ago, in the workspace's zone.
fn ago(window: &Window, minutes: i64) -> String {
    let said = window.script(&format!(
        "return new Date(Date.now() - {minutes} * 60000).toISOString().slice(0, 16).replace('T', ' ')"
    ));
    said.as_str().unwrap().to_owned()
}

/// Nobody commands, which is said; the first briefing is overdue.
fn brief(window: &Window) {
    window.wait_for_text("[data-act=duties]", "nobody decides");
    window.wait_for_text("[data-act=clock]", "Time to name a commander");
    window.wait_for("[data-act=clock] .timer[data-over]");
    window.press("n");
    window.fill("dialog [name=name]", "Lena Vogt");
    window.press("Enter");
    window.wait_for_text("[data-act=duty][data-id=commander]", "Lena Vogt");
    window.wait_for_text("[data-act=clock]", "Time to brief the room");
    picture(window, "incident-overdue");
    window.press("n");
    window.fill("dialog [name=know]", "New carts get prices from the poisoned cache");
    window.fill("dialog [name=unknown]", "Whether paid orders have wrong totals");
    window.press("Enter");
    window.wait_for_text("[data-act=clock]", "Next check-in, 2nd");
    window.wait_for_text("[data-act=clock]", "poisoned cache");
    assert!(window.count("[data-act=clock] .clock-line .timer[data-over]") == 0, "the room has checked in");
}

/// An update is filled from what is known, and its promise stands on the console.
fn update(window: &Window) {
    window.press("i");
    window.wait_for("dialog [data-act=update-text]");
    let text = window.value("dialog [data-act=update-text]");
    assert!(text.contains("SEV1: Checkout errors") && text.contains("Lena Vogt"), "{text}");
    assert!(text.contains("[who is affected, and how]"), "what nobody said stands open: {text}");
    window.click("dialog [data-act=copy-update]");
    window.wait_for_text("dialog [data-act=copy-update]", "Copied");
    window.fill("dialog [name=next_at]", "soon");
    window.click("dialog [data-act=confirm-update]");
    window.wait_for_text("dialog .field-error", "Write the time as 14:30");
    window.press("Escape");
    window.wait_gone("dialog");
    window.press("u");
    window.wait_for("dialog [data-act=update-text]");
    picture(window, "incident-update");
    window.click("dialog [data-act=confirm-update]");
    window.wait_for_text("dialog .field-error", "Still open");
    window
        .fill("dialog [data-act=update-text]", "Checkout: new orders fail at payment. We are investigating.");
    window.click("dialog [data-act=confirm-update]");
    window.wait_for_text("[data-act=update][data-id=customers]", "next in");
}

/// The fastest way out first, by its number.
fn ways(window: &Window) {
    window.press("1");
    window.fill("dialog [name=note]", "pricing 412 to 411");
    window.press("Enter");
    window.wait_for_text("[data-act=way][data-id='0']", "Trying");
    window.press("1");
    window.fill("dialog [name=note]", "the cache keeps it");
    window.click("dialog [data-act=no-help]");
    window.wait_for_text("[data-act=way][data-id='0']", "No help");
    window.press("2");
    window.wait_for("dialog [name=note]");
    window.click("dialog [data-act=helps]");
    window.wait_for_text(".step[aria-current=step]", "Mitigate");
}

/// A line with its source, another time for it with the first one kept, and one of the six marks.
fn timeline(window: &Window) {
    window.press("o");
    window.type_text("[data-act=journal-text]", "First failed order @ Grafana, checkout");
    window.press("Enter");
    window.wait_for_text("[data-act=journal] .journal-row", "Grafana, checkout");
    window.script("document.activeElement.blur()");
    window.script("document.querySelector('[data-act=journal] .journal-row [data-act=entry-time]').click()");
    window.wait_for("dialog [name=at]");
    let earlier = ago(window, 55);
    window.fill("dialog [name=at]", &earlier);
    window.press("Enter");
    window.wait_for_text("[data-act=journal]", "before the time it has");
    window.wait_for_text("[data-act=journal]", "written ");
    window.script(
        "[...document.querySelectorAll('[data-act=journal] .journal-row')].find(row => row.textContent.includes('First failed')).querySelector('[data-act=entry-time]').click()",
    );
    window.choose("dialog [name=mark]", "Impact began");
    window.wait_for_text("[data-act=journal] .journal-mark", "Impact began");
    // Something that is private stays here.
    window.click("[data-act=mode-private]");
    window.type_text("[data-act=journal-text]", "Ask Priya about refunds");
    window.press("Enter");
    window.wait_for("[data-act=journal] .journal-row[data-tone=private]");
    window.script("document.activeElement.blur()");
}

/// It is less severe than was thought, and the command goes over.
fn severity_and_command(window: &Window) {
    window.script("document.activeElement.blur()");
    window.press("s");
    window.wait_for("dialog [name=reason]");
    window.click("dialog [data-act=data-loss]");
    window.wait_for_text("dialog [data-act=confirm-severity]", "Call it SEV2");
    window.click("dialog [data-act=sev2]");
    window.press("Enter");
    window.wait_for("dialog .field-error");
    window.fill("dialog [name=reason]", "Nothing is lost, totals can be corrected");
    window.press("Enter");
    window.wait_for_text("header.bar", "SEV2");
    window.press("h");
    window.fill("dialog [name=name]", "Ana Ruiz");
    window.fill("dialog [name=briefing]", "The flag is off, orders are being checked");
    window.press("Enter");
    window.wait_for_text("[data-act=journal]", "Lena Vogt hands command over to Ana Ruiz.");
}

/// Mitigated is not resolved; half an hour is waited for or explained; the all clear follows.
fn over(window: &Window) {
    window.press("n");
    window.fill("dialog [name=how]", "Flag off and the cache emptied");
    window.press("Enter");
    window.wait_for_text("header.bar", "Mitigated");
    show_stage(window, &json!(id_of_page(window)));
    window.show_stage();
    window.wait_for_text(".stage", "Mitigated, not resolved");
    assert!(!window.text(".stage").contains("Priya"), "what is private is not on the stage");
    picture(window, "incident-stage");
    window.show_console();
    window.press("n");
    window.wait_for_text(".step", "indicators normal since");
    both(window, "incident-console");
    small_and_contrast(window, "incident-console");
    window.press("n");
    window.fill("dialog [name=cause]", "A flag wrote prices into the cache too early");
    window.press("Enter");
    window.wait_for_text("dialog .field-error", "are left. Wait, or say why");
    window.fill("dialog [name=early]", "The flag is gone for good");
    window.press("Enter");
    window.wait_for("[data-act=took]");
    window.wait_for_text("header.bar", "Resolved");
    window.press("u");
    window.wait_for("dialog [data-act=update-text]");
    assert!(
        window
            .value("dialog [data-act=update-text]")
            .contains("A flag wrote prices into the cache too early")
    );
    let text = window
        .value("dialog [data-act=update-text]")
        .replace("[who is affected, and how]", "23% of new orders");
    window.fill("dialog [data-act=update-text]", &text);
    window.click("dialog [data-act=confirm-update]");
    window.wait_gone("dialog");
    both(window, "incident-over");
}

#[test]
fn incidents_of_the_sample_company() {
    let window = Window::open(&sample_workspace("incidents"));
    window.resize(CONSOLE.0, CONSOLE.1);
    go(&window, "/incidents", "[data-act=open-incident]");
    window.wait_for_text("[data-act=typical][data-id=mitigate]", "mean");
    both(&window, "incidents");
    small_and_contrast(&window, "incidents");
    let rows = ask(&window, "Incidents", &json!({ "service": null }));
    let first: &Value = &rows["lines"][0]["id"];
    go(&window, &format!("/incidents/{}", first.as_str().unwrap()), "[data-act=took]");
    both(&window, "incident-record");
    go(&window, "/", ".card");
    window.wait_for_text("[data-act=review-due]", "review");
    window.close();
}
