//! What was typed and is in no record yet: it is not called saved, it comes back, and what is in the journal is in the file.

use std::{
    fs,
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::json;
use store::{Access, Store};
use tests::{PATIENCE, sample_workspace, window::Window};

use crate::room::{PLANNED, append, ask, go, inject, start_day};

/// The marks of the page and of the window say so as soon as a letter stands in a field, long before anything is asked.
#[test]
fn letters_that_are_not_written_are_not_called_saved() {
    let window = Window::open(&sample_workspace("unwritten-mark"));
    go(&window, &format!("/game-days/{PLANNED}"), "[name=goal]");
    window.script(
        "const goal = document.querySelector('[name=goal]'); \
         const marks = () => ['.bar-note', '[data-act=saved]'].map((css) => document.querySelector(css).textContent); \
         goal.focus(); \
         Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(goal, 'Learn more'); \
         goal.dispatchEvent(new Event('input', { bubbles: true })); \
         setTimeout(() => { window.marks = marks(); }, 100)", // the pause before a save is seven times as long
    );
    window.wait_for_text("[data-act=saved]", "Saved");
    window.wait_for_text(".bar-note", "Saved");
    let marks = window.script("return window.marks");
    assert!(marks[0].as_str().unwrap().contains("Saving…") && marks[1] == "Saving…", "{marks}");
    go(&window, "/experiments", "[data-act=open-experiment]");
    window.click("[data-act=open-experiment]");
    window.fill("[name='fault.duration_min']", "half an hour");
    window.press("Tab");
    window.wait_for_text(".bar-note", "Not saved yet");
    window.wait_for_text("[data-act=saved]", "Not saved yet");
    window.fill("[name='fault.duration_min']", "30");
    window.press("Tab");
    window.wait_for_text(".bar-note", "Saved");
    window.close();
}

/// Types into a form, leaves it by Escape, and finds the words when it is open again.
#[track_caller]
fn comes_back(window: &Window, open: &dyn Fn(), field: &str, words: &str) {
    open();
    window.fill(field, words);
    window.press("Escape");
    window.wait_gone(field);
    open();
    window.wait_for(field);
    assert_eq!(window.value(field), words, "{field}");
}

#[test]
fn words_of_forms_come_back_after_escape_and_after_a_pulled_plug() {
    let workspace = sample_workspace("unwritten-forms");
    let window = Window::open(&workspace);
    start_day(&window);
    inject(&window, PLANNED, 0);
    append(&window, PLANNED, &json!({ "event": "observed", "text": "Queue grows" }));
    window.wait_for_text("[data-act=journal]", "Queue grows");
    let strike = || window.script("document.querySelector('[data-act=journal] [data-act=strike]').click()");
    comes_back(&window, &|| drop(strike()), "[name=reason]", "Another queue");
    window.press("Escape");
    comes_back(&window, &|| window.press("c"), ".look [name=note]", "Two tickets");
    window.press("Escape");
    comes_back(&window, &|| window.press("w"), "dialog .predict [name=name]", "Ida Lu");
    window.press("Escape");
    window.wait_gone("dialog");
    comes_back(&window, &|| window.press("a"), "dialog [name=owner]", "Teo");
    window.fill("dialog [name=due]", "2026-12-");
    sleep(Duration::from_millis(900)); // the pause after the last letter, and the file
    window.kill();

    let window = Window::open(&workspace);
    go(&window, &format!("/game-days/{PLANNED}/run"), "[data-act=gap-count]");
    window.click("[data-act=gap-count]");
    window.wait_gone("[data-act=gap-count]");
    window.press("a");
    window.wait_for("dialog [name=due]");
    assert_eq!(
        (window.value("dialog [name=owner]"), window.value("dialog [name=due]")),
        ("Teo".into(), "2026-12-".into())
    );
    window.press("Escape");
    window.wait_gone("dialog");
    window.press("c");
    window.wait_for(".look [name=note]");
    assert_eq!(window.value(".look [name=note]"), "Two tickets");
    window.click("[data-act=check-clear]");
    window.wait_for_text("[data-act=journal]", "Two tickets");
    window.wait_gone(".look");
    let begun = ask(&window, "Greet", &json!({}))["kept"].to_string();
    assert!(!begun.contains("Two tickets"), "{begun}: what is in the journal is no longer begun");
    window.close();
}

/// While the day runs, the file by itself has every line within a minute: somebody may copy it, or pull the stick.
#[test]
fn while_a_day_runs_the_file_alone_has_every_line_within_a_minute() {
    let workspace = sample_workspace("unwritten-log");
    let window = Window::open(&workspace);
    start_day(&window);
    let alone = workspace.with_file_name("alone.readyroom");
    for text in ["Queue grows", "Queue shrinks"] {
        append(&window, PLANNED, &json!({ "event": "observed", "text": text }));
        let end = Instant::now() + PATIENCE; // which is a minute
        loop {
            fs::copy(&workspace, &alone).unwrap();
            let now = domain::Instant::from_ms(1_795_600_000_000);
            let read = Store::open(&alone, Access::Read, now);
            let journal = read
                .and_then(|store| store.journal::<domain::chaos::run::Event>(PLANNED.parse().unwrap(), 0));
            if journal.is_ok_and(|entries| format!("{entries:?}").contains(text)) {
                break;
            }
            assert!(Instant::now() < end, "“{text}” is in the log only");
            sleep(Duration::from_millis(100));
        }
    }
    window.close();
}

/// A row has no place of its own, since others come and go before it: a text that is refused in it goes with what the row says.
#[test]
fn a_text_that_is_refused_in_a_row_stays_with_its_row() {
    let workspace = sample_workspace("unwritten-row");
    let window = Window::open(&workspace);
    go(&window, "/experiments", "[data-act=open-experiment]");
    window.click_text("[data-act=open-experiment]", "Payment provider blocked");
    let baseline = |at: usize| format!("[name='metrics.{at}.baseline']");
    window.wait_for(&baseline(1));
    let page = window.script("return location.hash").as_str().unwrap().trim_start_matches('#').to_owned();
    let other = window.value(&baseline(0));
    window.fill(&baseline(1), "12x");
    window.press("Tab");
    window.wait_for_text(".field-error", "is not a number");
    window.click("tbody tr:first-child [data-act=remove-metric]");
    window.wait_gone(&baseline(3));
    assert_eq!(window.value(&baseline(0)), "12x", "it went up with its row");
    window.click_text(".toast:last-child .button", "Undo");
    window.wait_for(&baseline(3));
    assert_eq!((window.value(&baseline(0)), window.value(&baseline(1))), (other.clone(), "12x".to_owned()));
    sleep(Duration::from_millis(900)); // the pause after the last letter, and the file
    window.kill();

    let window = Window::open(&workspace);
    go(&window, &page, &baseline(1));
    assert_eq!((window.value(&baseline(0)), window.value(&baseline(1))), (other, "12x".to_owned()));
    window.wait_for_text(".field-error", "is not a number");
    window.fill(&baseline(1), "12");
    window.press("Tab");
    window.wait_gone(".field-error");
    sleep(Duration::from_millis(900));
    assert_eq!(ask(&window, "Greet", &json!({}))["kept"], json!([]), "it is in the record now");
    window.close();
}
