//! A postmortem in the room: out of a resolved incident with everything carried over, its timeline, its whys, a gate that
//! refuses, a promise that becomes an action, final, and on paper.

use std::path::Path;

use serde_json::json;
use tests::{new_workspace, root, sample_workspace, window::Window};

use crate::{
    room::{ask, body_when, go, id_of_page, only_report, printed, type_into},
    screens::{CONSOLE, both, picture, small_and_contrast},
};

#[test]
fn a_postmortem_from_a_resolved_incident_to_final() {
    let workspace = new_workspace("postmortem");
    let window = Window::open(&workspace);
    window.resize(CONSOLE.0, CONSOLE.1);
    resolved(&window);
    window.click("[data-act=write-postmortem]");
    window.wait_for("[data-act=gate]");
    let id = id_of_page(&window);
    window.wait_for_text("[data-act=took][data-id=mitigate]", "impact began → mitigated");
    window.wait_for(".postmortem-chart svg");
    assert_eq!(window.value("[name='title']"), "Checkout errors");
    window.wait_for_text("[data-act=gate]", "The summary is empty");
    type_into(
        &window,
        "summary",
        "For ten minutes new carts failed. Mira should have known that the cache survives.",
    );
    window.wait_for("[data-act=hint]");
    picture(&window, "postmortem-hint");
    window.click("[data-act=dismiss-hint]");
    window.wait_gone("[data-act=hint]");
    window.type_text("[data-act=add-factor-name]", "New orders failed");
    window.press("Enter");
    window.type_text("[data-act=add-factor-name]", "The cache keeps old prices");
    window.press("Enter");
    window.wait_for_text("[data-act=chain]", "ends without an action");
    body_when(&workspace, &id, |body| body["factors"][1]["answers"] == 1);
    window.click("[data-act=as-fishbone]");
    window.wait_for_text(".why .chart-words", "2 factors around");
    proposed(&window);
    window.wait_for_text("[data-act=gate]", "AI-002 is neither"); // its key stands below what is open
    window.click("[data-act=to-review]");
    window.wait_for_text("header.bar", "In review");
    window.click("[data-act=make-final]");
    window.wait_for_text(".toast", "AI-001 is neither accepted nor declined");
    body_when(&workspace, &id, |body| body["status"] == "in-review");
    answered(&window);
    window.click("[data-act=make-final]");
    window.wait_for_text("header.bar", "Final");
    body_when(&workspace, &id, |body| body["status"] == "final");
    on_paper(&window, &workspace);
    window.click("[data-act=open-again]");
    window.wait_for_text("header.bar", "In review");
    window.close();
}

/// The whole but for what was learnt, without names.
fn on_paper(window: &Window, workspace: &Path) {
    window.click("[data-act=export-postmortem]");
    window.wait_for("[name=learnt]:checked");
    window.click("[name=learnt]");
    window.click("[name=redact]");
    window.wait_for("[name=redact]:checked");
    picture(window, "postmortem-export");
    window.click("[data-act=write-pdf]");
    window.wait_for_text(".toast", "It is in");
    let said = printed(&only_report(workspace));
    for wanted in [
        "Checkout errors",
        "An excerpt. Left out: what was learnt.",
        "Empty the cache on rollback",
        "Confidential",
    ] {
        assert!(said.contains(wanted), "without “{wanted}”: {said}");
    }
    assert!(!said.contains("Ana Ruiz"), "{said}");
}

/// A file of somebody else's: what has no place is named with its line, an impossible time stays as it is written.
#[test]
fn a_postmortem_comes_in_from_markdown() {
    let workspace = new_workspace("postmortem-import");
    let window = Window::open(&workspace);
    window.resize(CONSOLE.0, CONSOLE.1);
    go(&window, "/postmortems", "[data-act=import-postmortems]");
    window.click("[data-act=import-postmortems]");
    window.wait_for("[data-act=import-files]");
    let file = root().join("fixtures/import/postmortem.md");
    window.type_text("[data-act=import-files]", file.to_str().unwrap());
    window.wait_for_text("[data-act=import-preview]", "Orders stalled");
    both(&window, "postmortem-preview");
    window.click("[data-act=take-in]");
    window.wait_for("[data-act=open-imported]");
    picture(&window, "postmortem-imported");
    window.click("[data-act=open-imported]");
    window.wait_for("[data-act=gate]");
    window.wait_for_text("[data-act=unread]", "Soup, and then apple cake.");
    let id = id_of_page(&window);
    let body = body_when(&workspace, &id, |body| body["severity"] == "sev2");
    let timeline = body["timeline"].as_array().unwrap();
    assert_eq!(timeline.len(), 5, "{timeline:?}");
    let odd = timeline.iter().find(|moment| moment["written"] == "25:70").expect("kept as it is written");
    assert!(odd["when"]["open"].is_string(), "{odd}");
    assert_eq!(body["actions"].as_array().map(Vec::len), Some(2));
    window.close();
}

/// An incident that is over, by the bridge: its own journey goes through the window.
fn resolved(window: &Window) {
    let now = window.script("return Date.now()").as_i64().unwrap();
    let declaration = json!({ "title": "Checkout errors", "severity": "sev2", "affected": "New carts fail at payment",
        "extent": { "impact": "core-down", "users": "under-quarter" }, "impact_began": now - 600_000, "detected": now - 300_000 });
    let id = ask(window, "Declare", &json!({ "declaration": declaration }))["id"].clone();
    let say = |event: serde_json::Value| {
        ask(window, "AppendToIncident", &json!({ "run": id, "actor": "", "event": event }));
    };
    say(json!({ "event": "logged", "kept": "happened", "text": "Errors rise", "source": "Grafana" }));
    say(json!({ "event": "mitigated", "how": "flag off" }));
    say(json!({ "event": "resolved", "cause": "A flag came too early", "early": "The flag is gone" }));
    go(window, &format!("/incidents/{}", id.as_str().unwrap()), "[data-act=took]");
}

fn proposed(window: &Window) {
    for title in ["Empty the cache on rollback", "Compare every total"] {
        window.type_text("[data-act=add-proposed-name]", title);
        window.press("Enter");
    }
    window.wait_for("[data-act=proposed][data-id=AI-002]");
}

/// One is refused without an owner and then promised; one is declined with a reason.
fn answered(window: &Window) {
    window.click("[data-act=proposed][data-id=AI-001] [data-act=promise]");
    window.wait_for_text("[data-act=proposed][data-id=AI-001] .field-error", "Say what it is for");
    window.choose("[data-act=proposed][data-id=AI-001] [name='actions.0.purpose']", "Prevent");
    window.choose("[data-act=proposed][data-id=AI-001] [name='actions.0.priority']", "P0");
    type_into(window, "actions.0.owner", "Ana Ruiz");
    type_into(window, "actions.0.due", "2030-12-05");
    type_into(window, "actions.0.verification", "A drill sees no old price");
    window.click("[data-act=proposed][data-id=AI-001] [data-act=promise]");
    window.wait_for_text("[data-act=proposed][data-id=AI-001]", "Promised");
    window.click("[data-act=proposed][data-id=AI-002] [data-act=decline]");
    window.fill("[data-act=proposed][data-id=AI-002] [name=reason]", "AI-001 does it");
    window.click("[data-act=proposed][data-id=AI-002] [data-act=confirm-decline]");
    window.wait_for_text("[data-act=proposed][data-id=AI-002]", "Declined: AI-001 does it");
    window.wait_for_text("[data-act=gate]", "nothing open");
}

#[test]
fn postmortems_of_the_sample_company() {
    let window = Window::open(&sample_workspace("postmortems"));
    window.resize(CONSOLE.0, CONSOLE.1);
    go(&window, "/postmortems", "[data-act=open-postmortem]");
    both(&window, "postmortems");
    small_and_contrast(&window, "postmortems");
    window.click_text("[data-act=open-postmortem]", "Checkout errors");
    window.wait_for(".postmortem-chart svg");
    window.wait_for_text("[data-act=took][data-id=mitigate]", "digits changed places");
    both(&window, "postmortem");
    small_and_contrast(&window, "postmortem");
    for (name, css) in [("timeline", ".moment"), ("why", ".why"), ("actions", ".postmortem-actions")] {
        window.script(&format!("document.querySelector('{css}').scrollIntoView()"));
        picture(&window, &format!("postmortem-{name}"));
    }
    window.close();
}
