//! A true record: who was in the room, what was missed, what became of predictions, words that are corrected, and lines in
//! the order in which they were sent.

use serde_json::json;
use tests::{sample_workspace, window::Window};

use crate::{
    room::{PLANNED, append, ask, command, go, inject, press_start, start_day},
    screens::{CONSOLE, both},
};

const READINGS: [(&str, f64); 4] = [
    ("Order success", 99.9),
    ("Checkout p99", 412.0),
    ("Order queue depth", 14.0),
    ("Support contacts", 3.0),
];

#[test]
fn a_record_says_who_was_there_what_was_missed_and_what_was_learned() {
    let workspace = sample_workspace("record-true");
    let window = Window::open(&workspace);
    window.resize(CONSOLE.0, CONSOLE.1);
    start_day(&window);
    people_come_and_go(&window);
    nobody_calls(&window);
    predictions_get_their_verdict(&window);
    words_are_corrected(&window);
    window.close();
    let said = String::from_utf8(command(&workspace, &["show", PLANNED]).stdout).unwrap();
    for words in ["Ida Lund arrived, as scribe.", "Ida Lund left.", "nobody called the abort.", "was wrong"] {
        assert!(said.contains(words), "{words} in {said}");
    }
}

fn people_come_and_go(window: &Window) {
    window.wait_for_text("[data-act=advance]", "Begin “Payment provider blocked”");
    window.press("w");
    window.wait_for("[data-act=attendees]");
    window.type_text("dialog [name=name]", "Ida Lund");
    window.choose("dialog .predict [name=role]", "Scribe");
    window.click("[data-act=arrive]");
    window.wait_for("[data-act=attendees] [data-id='Ida Lund']");
    both(window, "run-people");
    only_what_can_be_written_is_offered(window);
    window.click("[data-id='Ida Lund'] [data-act=left]");
    window.wait_for_text("[data-id='Ida Lund']", "left at");
    window.press("Escape");
    window.wait_gone("[data-act=attendees]");
}

/// “No role” is offered only where it is true; who leads stands first, in sight, and keeps what they did besides.
fn only_what_can_be_written_is_offered(window: &Window) {
    let offered = |css: &str| window.texts(&format!("{css} option")).contains(&"No role".to_owned());
    assert!(!offered("dialog .predict [name=role]"));
    let row = "[data-act=attendees] [data-id='Ida Lund']";
    assert!(!offered(row));
    let before = window.attribute("[data-act=attendees] > li:first-child", "data-id").unwrap();
    window.choose(&format!("{row} [name=role]"), "Facilitator");
    window.wait_for("[data-act=attendees] > li:first-child[data-id='Ida Lund']");
    let handed_over = format!("[data-act=attendees] [data-id='{before}']");
    window.wait_for_text(&handed_over, "Facilitator at first");
    assert!(offered(&handed_over), "what is shown is true");
    window.choose(&format!("{handed_over} [name=role]"), "Facilitator");
    window.wait_for(&format!("[data-act=attendees] > li:first-child[data-id='{before}']"));
    assert_eq!(window.value(&format!("{row} [name=role]")), "scribe", "what somebody does besides stays");
    let inside = "const list = document.querySelector('[data-act=attendees]'); return list.scrollHeight <= list.clientHeight";
    assert_eq!(window.script(inside), json!(true), "all of them are in sight");
}

/// A condition holds, somebody writes so down, and the fault comes out as planned.
fn nobody_calls(window: &Window) {
    append(window, PLANNED, &json!({ "event": "experiment-started", "experiment": 0 }));
    append(window, PLANNED, &json!({ "event": "step-started", "step": "announce" }));
    append(window, PLANNED, &json!({ "event": "step-started", "step": "predict" }));
    for (who, text) in
        [("Mira Kovač", "Orders queue, nobody notices"), ("Jonas Petersen", "The queue overflows")]
    {
        append(window, PLANNED, &json!({ "event": "predicted", "who": who, "text": text }));
    }
    append(window, PLANNED, &json!({ "event": "step-started", "step": "inject" }));
    let tripped =
        json!({ "event": "condition-checked", "condition": 1, "tripped": true, "note": "Two tickets" });
    append(window, PLANNED, &tripped);
    append(window, PLANNED, &json!({ "event": "step-started", "step": "rollback" }));
    for index in 0..3 {
        append(window, PLANNED, &json!({ "event": "rollback-step", "index": index, "state": "done" }));
    }
    append(window, PLANNED, &json!({ "event": "step-started", "step": "verify" }));
    for (metric, value) in READINGS {
        let reading = json!({ "event": "reading", "metric": metric, "value": value, "reader": "Jonas Petersen", "source": "" });
        append(window, PLANNED, &reading);
    }
    append(window, PLANNED, &json!({ "event": "step-started", "step": "outcome" }));
    window.wait_for_text("[data-act=uncalled]", "“Customer-visible errors” tripped at");
}

fn predictions_get_their_verdict(window: &Window) {
    let keys = |act: &str| format!("[data-act={act}]");
    assert_eq!(window.count(&keys("prediction-wrong")), 2);
    window.script("document.querySelectorAll('[data-act=prediction-wrong]')[0].click()");
    window.wait_for("[data-act=prediction-wrong][aria-pressed=true]");
    window.script("document.querySelectorAll('[data-act=prediction-right]')[1].click()");
    window.wait_for("[data-act=prediction-right][aria-pressed=true]");
    both(window, "run-verdicts");
    window
        .script("document.querySelector('[data-act=outcome-confirmed]').scrollIntoView({ block: 'center' })");
    window.click("[data-act=outcome-confirmed]");
    window.fill("[data-act=conclude-note]", "Orders quue");
    window.click("[data-act=conclude]");
    window.wait_gone("[data-act=conclude]");
    append(window, PLANNED, &json!({ "event": "day-ended", "note": "Wel done" }));
}

fn words_are_corrected(window: &Window) {
    go(window, &format!("/game-days/{PLANNED}/record"), "[data-act=correct-learned]");
    for (key, words) in [("correct-learned", "Orders queue"), ("correct-closing", "Well done")] {
        window.click(&format!("[data-act={key}]"));
        window.fill("[data-act=correction]", words);
        if key == "correct-learned" {
            both(window, "record-correct");
        }
        window.click("[data-act=confirm-correction]:not([aria-disabled])");
        window.wait_gone("[data-act=correction]");
        window.wait_for_text("main", words);
    }
    window.wait_for_text("[data-act=trial] .spread .prose", "Learned: Orders queue");
    let closing =
        "return document.querySelector('[data-act=correct-closing]').closest('dd').firstChild.textContent";
    assert_eq!(window.script(closing), json!("Well done"), "and nothing of what was said first");
    both(window, "record-true");
}

/// Lines that are typed in a hurry, and a key that is pressed again and again.
#[test]
fn lines_stand_in_the_order_in_which_they_were_sent_and_presses_are_one_line() {
    let workspace = sample_workspace("record-order");
    let window = Window::open(&workspace);
    start_day(&window);
    append(&window, PLANNED, &json!({ "event": "experiment-started", "experiment": 0 }));
    window.wait_for("[data-act=journal-text]");
    let hurry = "const line = document.querySelector('[data-act=journal-text]'); \
        const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set; \
        window.sent = 0; \
        const timer = setInterval(() => { \
            if (window.sent === 120) { clearInterval(timer); return; } \
            window.sent += 1; \
            set.call(line, `line ${window.sent}`); \
            line.dispatchEvent(new Event('input', { bubbles: true })); \
            line.form.requestSubmit(); \
        }, 7)";
    window.script(hurry);
    window.wait_for_text("[data-act=journal]", "line 120");
    let journal = ask(&window, "Journal", &json!({ "run": PLANNED, "after": 0 }));
    let lines = journal.as_array().unwrap().iter().filter_map(|entry| entry["event"]["text"].as_str());
    let sent: Vec<String> = (1..=120).map(|n| format!("line {n}")).collect();
    assert_eq!(lines.collect::<Vec<_>>(), sent);

    window.script("document.activeElement.blur()");
    for _ in 0..6 {
        window.press("+");
    }
    window.wait_for_text("[data-act=journal]", "6 min added to this step, in 6 presses.");
    assert_eq!(
        window
            .texts("[data-act=journal] .journal-words")
            .iter()
            .filter(|words| words.contains("added to"))
            .count(),
        1
    );
    window.close();
}

/// Nobody begins a day on another date by mistake, and the record keeps both dates.
#[test]
fn a_day_that_moved_says_what_was_planned() {
    let workspace = sample_workspace("record-moved");
    let window = Window::open(&workspace);
    let record = ask(&window, "Get", &json!({ "id": PLANNED }));
    let mut document = record["document"].clone();
    document["body"]["date"] = json!("2027-03-04");
    ask(&window, "Save", &json!({ "id": PLANNED, "version": record["version"], "document": document }));
    go(&window, &format!("/game-days/{PLANNED}"), "[data-act=start-day]:not([aria-disabled])");
    window.click("[data-act=start-day]");
    window.wait_for_text("[data-act=warnings]", "The plan says Thu 4 Mar 2027. Today is");
    both(&window, "start-another-date");
    window.press("Escape");
    press_start(&window);
    inject(&window, PLANNED, 0);
    go(&window, &format!("/game-days/{PLANNED}/record"), "[data-act=tiles]");
    window.wait_for_text(".facts", "Thu 4 Mar 2027, moved");
    window.wait_for_text("[data-act=decisions]", "The plan says Thu 4 Mar 2027.");
    window.close();
}

/// What was begun comes back as what it was: after the room was left, and after a pulled plug.
#[test]
fn words_that_were_begun_come_back_as_what_they_were() {
    let workspace = sample_workspace("record-begun");
    let window = Window::open(&workspace);
    start_day(&window);
    window.click("[data-act=mode-private]");
    window.type_text("[data-act=journal-text]", "Jonas looks tired");
    go(&window, "/services", "[data-act=open-service]");
    go(&window, &format!("/game-days/{PLANNED}/run"), "[data-act=journal-text]");
    assert_eq!(window.value("[data-act=journal-text]"), "Jonas looks tired");
    window.wait_for("[data-act=mode-private][aria-pressed=true]");
    std::thread::sleep(std::time::Duration::from_millis(900)); // the pause after the last letter, and the file
    window.kill();

    let window = Window::open(&workspace);
    go(&window, &format!("/game-days/{PLANNED}/run"), "[data-act=journal-text]");
    assert_eq!(window.value("[data-act=journal-text]"), "Jonas looks tired");
    window.wait_for("[data-act=mode-private][aria-pressed=true]");
    window.click("[data-act=journal-text]");
    window.press("Enter");
    window.wait_for_text("[data-act=journal]", "Private note: Jonas looks tired.");
    let begun = ask(&window, "Greet", &json!({}))["kept"].clone();
    assert_eq!(begun, json!([]), "what is in the journal is no longer begun");
    window.close();
}

/// Somebody types and closes the window in the same second: the file alone has it, and no log lies beside it.
#[test]
fn a_window_that_closes_writes_what_stands_in_its_fields() {
    let workspace = sample_workspace("record-closing");
    let window = Window::open(&workspace);
    go(&window, &format!("/game-days/{PLANNED}"), "[name=goal]");
    window.fill("[name=goal]", "Learn whether a closing window keeps this.");
    window.close_by_hand();
    let log = workspace.with_extension("readyroom-wal");
    assert!(!log.exists(), "{} lies beside the file", log.display());
    let body = crate::room::read(&workspace, &["show", PLANNED])["body"].clone();
    assert_eq!(body["goal"], "Learn whether a closing window keeps this.");
}
