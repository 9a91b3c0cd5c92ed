//! A blind drill: whoever looks at the projector, or into the page behind it, learns nothing of the fault before the
//! facilitator reveals it.

use serde_json::json;
use tests::{sample_workspace, window::Window};

use crate::room::{PLANNED, append, ask, at_step, go, inject, open_stage, press_start, typing_in};

/// Words that give the first experiment of the planned day away: its title, hypothesis, fault, target, service, rollback,
/// the conditions in full, where its metrics are read, and the goal of the day.
const GIVE_AWAY: [&str; 9] = [
    "Payment provider",
    "provider",
    "egress",
    "payments",
    "deny-psp",
    "queue orders",
    "queue consumer",
    "checkout:success",
    "25% of traffic",
];

/// Why the room stops: it says what is injected.
const REASON: &str = "The payment provider’s egress rule hit every till";

#[test]
fn the_stage_of_a_blind_drill_gives_nothing_away() {
    let workspace = sample_workspace("blind");
    let window = Window::open(&workspace);
    go(&window, &format!("/game-days/{PLANNED}"), "[data-act=blind]");
    window.click("[data-act=blind]");
    window.wait_for("[data-act=blind]:checked");
    window.wait_for_text(".bar", "Saved");
    press_start(&window);
    open_stage(&window);
    hides(&window, "before the first experiment");

    inject(&window, PLANNED, 0);
    at_step(&window, "Inject");
    window.wait_for_text(".stage-thumb", "Experiment 1"); // the preview shows what the room sees
    append(&window, PLANNED, &json!({ "event": "observed", "text": "The tills wait for the provider" }));
    append(&window, PLANNED, &json!({ "event": "noted", "text": "Nobody has guessed payments yet" }));
    append(
        &window,
        PLANNED,
        &json!({ "event": "skipped", "experiment": 2, "reason": "No time for the session cache" }),
    );
    window.show_stage();
    window.wait_for_text(".stage-title", "Experiment 1");
    window.show_console();
    hides(&window, "while the fault is in");
    window.show_stage();
    window.screenshot("blind-hidden");
    window.show_console();
    window.press("F8");
    at_step(&window, "Remove fault");
    typing_in(&window, "[data-act=explain] [name=reason]");
    window.type_text("[data-act=explain] [name=reason]", REASON);
    window.press("Enter");
    window.wait_gone("[data-act=explain]");
    window.show_stage();
    window.wait_for(".stage-page[data-mode=aborted]");
    window.show_console();
    hides(&window, "after an abort");

    window.click("[data-act=reveal]");
    window.show_stage();
    window.wait_for_text(".stage-page", "Payment provider blocked");
    window.wait_for_text(".stage-reason", REASON);
    window.screenshot("blind-revealed");
    window.show_console();
    hides_the_others(&window);
    window.close();
}

/// What stands on the wall, what stands in the page, and what the page can ask for.
fn hides(window: &Window, when: &str) {
    let before = all(window);
    for words in GIVE_AWAY {
        let at = before.to_lowercase().find(&words.to_lowercase());
        let around = at.map(|at| before.chars().skip(at.saturating_sub(80)).take(200).collect::<String>());
        assert!(around.is_none(), "{when}, the stage knows “{words}”: …{}…", around.unwrap_or_default());
    }
}

/// What is revealed is one experiment, not the day.
fn hides_the_others(window: &Window) {
    let shown = all(window);
    for words in ["Ten times the traffic", "Session cache lost", "session cache"] {
        assert!(!shown.contains(words), "the stage knows “{words}”");
    }
}

/// The page, what it says, and the journal as it may ask for it.
fn all(window: &Window) -> String {
    window.show_stage();
    window.wait_for(".stage-page");
    window.settle();
    let page = window.script("return document.documentElement.outerHTML + document.body.innerText");
    let journal = ask(window, "Journal", &json!({ "run": PLANNED, "after": 0 }));
    window.show_console();
    format!("{}{journal}", page.as_str().unwrap())
}
