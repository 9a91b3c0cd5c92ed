//! A postmortem in the room: out of a resolved incident with everything carried over, its timeline, its whys, a gate that
//! refuses, a promise that becomes an action, final, and on paper.

use serde_json::json;
use tests::{new_workspace, sample_workspace, window::Window};

use crate::{
    room::{ask, body_when, go, id_of_page, type_into},
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
    actions(&window);
    window.click("[data-act=to-review]");
    window.wait_for_text("header.bar", "In review");
    window.click("[data-act=make-final]");
    window.wait_for_text("header.bar", "Final");
    body_when(&workspace, &id, |body| body["status"] == "final");
    window.click("[data-act=open-again]");
    window.wait_for_text("header.bar", "In review");
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

/// One is refused without an owner and then promised; one is declined with a reason.
fn actions(window: &Window) {
    for title in ["Empty the cache on rollback", "Compare every total"] {
        window.type_text("[data-act=add-proposed-name]", title);
        window.press("Enter");
    }
    window.wait_for("[data-act=proposed][data-id=AI-002]");
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
