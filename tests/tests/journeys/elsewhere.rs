//! What a person meets who is not where they meant to be: a gap in another room, an address of another record, a room that
//! does not load.

use std::{thread::sleep, time::Duration};

use serde_json::json;
use tests::{new_workspace, sample_workspace, window::Window};

use crate::{
    room::{PLANNED, append, ask, go, id_of, start_day},
    screens::{CONSOLE, both},
};

const AWAY: Duration = Duration::from_secs(4);

/// A day and a review are in progress when the plug is pulled: whatever room opens names the hole of the day, which has a
/// clock that goes on, and either is decided in its own room.
#[test]
fn a_gap_is_named_in_every_room_and_decided_in_its_own() {
    let workspace = sample_workspace("elsewhere");
    let window = Window::open(&workspace);
    start_day(&window);
    append(&window, PLANNED, &json!({ "event": "experiment-started", "experiment": 0 }));
    let review = begin_review(&window);
    window.kill();
    sleep(AWAY);

    let window = Window::open(&workspace);
    window.resize(CONSOLE.0, CONSOLE.1);
    window.wait_for("[data-act=gap-elsewhere]");
    both(&window, "elsewhere-today");
    go(&window, &format!("/assessments/{review}"), "[data-act=gap-leave-out]");
    let asked = window.text(".banner");
    assert!(
        asked.contains("Readyroom was not running") && asked.contains("Does that time count?"),
        "{asked}"
    );
    assert_eq!(window.count("[data-act=gap-elsewhere]"), 1, "the review on screen asks by itself");
    both(&window, "review-gap");
    window.click("[data-act=gap-leave-out]");
    window.wait_gone("[data-act=gap-leave-out]");

    window.click("[data-act=go-to-gap]");
    window.wait_for("[data-act=gap-count]");
    assert_eq!(window.count("[data-act=gap-elsewhere]"), 0, "the day on screen asks by itself");
    window.click("[data-act=gap-count]");
    window.wait_gone("[data-act=gap-count]");
    go(&window, "/", ".card");
    assert_eq!(window.count("[data-act=gap-elsewhere]"), 0, "nothing is left to decide");
    window.close();
}

/// A review of the organisation at its first dimension.
fn begin_review(window: &Window) -> String {
    let begin = json!({ "scope": "organisation", "template": "maturity", "solo": false, "participants": ["Mira Kovač", "Jonas Petersen"] });
    let id = ask(window, "BeginAssessment", &begin)["id"].as_str().unwrap().to_owned();
    let present = json!({ "said": "present", "dimension": 0 });
    ask(window, "Assess", &json!({ "assessment": id, "said": present }));
    id
}

#[test]
fn an_address_of_another_record_says_whose_it_is_and_leads_there() {
    let workspace = sample_workspace("elsewhere-address");
    let person = id_of(&workspace, "person", "Mira Kovač");
    let window = Window::open(&workspace);
    window.resize(CONSOLE.0, CONSOLE.1);
    go(&window, &format!("/services/{person}"), "[data-act=open-other]");
    window.wait_for_text(".card", "This is no service");
    both(&window, "elsewhere-other");
    window.click("[data-act=open-other]");
    window.wait_for_text("h1", "People");
    window.close();
}

#[test]
fn a_room_that_does_not_load_says_so_and_opens_when_it_can() {
    let window = Window::open(&new_workspace("elsewhere-missing"));
    window.resize(CONSOLE.0, CONSOLE.1);
    window.script(
        "window.instantiate = WebAssembly.instantiate; \
         WebAssembly.instantiate = () => Promise.reject(new Error('a journey keeps this part away'))",
    );
    window.click("[data-act=go-people]");
    window.wait_for_text("h1", "This room did not open");
    both(&window, "elsewhere-missing");
    window.click("[data-act=go-today]");
    window.wait_for_text("h1", "Today");
    window.click("[data-act=go-people]");
    window.wait_for("[data-act=try-again]");
    window.script("WebAssembly.instantiate = window.instantiate");
    window.click("[data-act=try-again]");
    window.wait_for("[data-act=add-person-name]");
    window.close();
}
