//! One day in the room, lived through by hand: an abort, a pause, a skip, and the report.

use std::{path::Path, process::Command, time::Instant};

use serde_json::Value;
use tests::{PATIENCE, sample_workspace, window::Window};

use crate::room::{
    PLANNED, at_step, clock, command, journal, only_report, open_stage, printed, read, start_day, typing_in,
};

const REASON: &str = "Order success fell below the line we drew";
const HALF: &str = "The support desk has just called ab";
const LEARNED: &str = "The queue consumer does not back off";
const SKIPPED: &str = "The cache team is at an incident";
const ACTION: &str = "Give the queue consumer a backoff";

#[test]
fn a_day_is_run_by_hand_from_start_to_report() {
    let workspace = sample_workspace("run");
    let window = Window::open(&workspace);
    start_day(&window);
    baseline(&window);
    announce_and_predict(&window);
    both_windows_agree(&window);
    watch(&window);
    abort(&window);
    roll_back(&window);
    conclude_before_recovery(&window);
    second_experiment(&window);
    rest_of_the_day(&window);
    let pdf = export(&window, &workspace);
    window.close();
    holds(&workspace);
    on_paper(&pdf);
}

/// Begins the first experiment and reads its four metrics, one after the other, without the mouse.
fn baseline(window: &Window) {
    window.wait_for_text("[data-act=advance]", "Begin “Payment provider blocked”");
    window.press("n");
    at_step(window, "Baseline");
    window.press("r");
    typing_in(window, "[name=value]");
    for (metric, typed, shown) in [
        ("Order success", "99,94", "99.94 %"),
        ("Checkout p99", "412", "412 ms"),
        ("Order queue depth", "14", "14"),
        ("Support contacts", "3", "3 / h"),
    ] {
        read_value(window, metric, typed, shown);
    }
    window.wait_gone("[name=value]"); // the round is complete
}

/// Types the value of the metric that the row has come to, and waits until the table shows it.
fn read_value(window: &Window, metric: &str, typed: &str, shown: &str) {
    window.wait_for("[name=value]");
    // The row goes on by itself, a moment after the table shows the reading before.
    let end = Instant::now() + PATIENCE;
    while window.value("[name=metric]") != metric {
        assert!(Instant::now() < end, "the row did not go on to “{metric}”");
    }
    window.type_text("[name=value]", typed);
    window.press("Enter");
    window.wait_for_text(&format!("[data-act=steady] tr[data-id='{metric}'] td.strong"), shown);
}

fn announce_and_predict(window: &Window) {
    window.press("n");
    at_step(window, "Announce");
    window.press("n");
    at_step(window, "Predict");
    for (who, text) in
        [("Mira Kovač", "Orders queue, nobody notices"), ("Jonas Petersen", "The queue overflows")]
    {
        window.choose("[name=who]", who);
        window.fill(".predict [name=text]", text);
        window.press("Enter");
        window.wait_for_text("[data-act=prediction-list]", text);
    }
    window.click("[data-act=advance]");
    at_step(window, "Inject");
    window.wait_for("[data-act=abort]:not([aria-disabled])");
}

/// Both count to the same end. A busy machine may paint one window late; it does not do so three times.
fn clocks_agree(window: &Window) {
    let apart_ms = || {
        window.show_console();
        let console = clock(window, "[data-act=clock]");
        window.show_stage();
        let stage = clock(window, ".stage-figure");
        (console.0 + console.1) - (stage.0 + stage.1)
    };
    let tries: Vec<i64> = std::iter::repeat_with(apart_ms).take(3).collect();
    assert!(tries.iter().any(|apart_ms| apart_ms.abs() <= 1_000), "the two clocks end {tries:?} ms apart");
}

fn both_windows_agree(window: &Window) {
    open_stage(window);
    let states = window.script(
        "return [...document.querySelectorAll('[data-act=conditions] .pill')].map((pill) => pill.dataset.state)",
    );
    window.show_stage();
    window.wait_for(".stage-page[data-mode=running]");
    window.wait_for_text(".stage-step", "Inject and observe");
    window.wait_for_text(".stage-readings", "99.94 %");
    clocks_agree(window);
    let shown = window.script(
        "return [...document.querySelectorAll('.stage-abort')].map((condition) => condition.dataset.state)",
    );
    assert_eq!(states, shown, "the two windows show the conditions in different states");
    window.show_console();
}

fn watch(window: &Window) {
    window.press("o");
    typing_in(window, "[data-act=journal-text]");
    window.type_text("[data-act=journal-text]", "Checkout says “confirming”");
    window.press("Enter");
    window.wait_for_text("[data-act=journal]", "Checkout says “confirming”");
    window.press("Escape");
    window.press("c");
    typing_in(window, ".look [name=note]");
    window.type_text(".look [name=note]", "Nothing in the queue of complaints");
    window.press("Enter");
    window.wait_for_text("[data-act=journal]", "Nothing in the queue of complaints");
    window.wait_gone(".look");

    window.press("r");
    read_value(window, "Order success", "98,2", "98.2 %");
    window.wait_for_text("[data-act=conditions] li[data-id='0']", "Tripped");
    window.wait_for_text(".abort-now", "has tripped. Stop now.");
    window.screenshot("run-tripped");
    window.show_stage();
    window.wait_for_text(".stage-abort[data-state=bad]", "tripped");
    window.show_console();
    window.press("Escape");
    window.wait_gone("[name=value]");
}

/// The brake works in the middle of a sentence, and the sentence is still there afterwards.
fn abort(window: &Window) {
    window.press("o");
    window.type_text("[data-act=journal-text]", HALF);
    window.press("F8");
    at_step(window, "Remove fault");
    assert_eq!(window.value("[data-act=journal-text]"), HALF, "typed words are gone with the abort");
    window.type_text("[data-act=journal-text]", "out it");
    window.press("Enter");
    window.wait_for_text("[data-act=journal]", &format!("{HALF}out it"));

    window.choose("[data-act=explain] [name=caller]", "Mira Kovač");
    assert!(window.value("[data-act=explain] [name=condition]") == "0", "the tripped condition is proposed");
    window.fill("[data-act=explain] [name=reason]", REASON);
    window.press("Enter");
    window.wait_gone("[data-act=explain]");
    window.wait_for_text("[data-act=journal]", REASON);
    window.show_stage();
    window.wait_for(".stage-page[data-mode=aborted]");
    window.wait_for_text(".stage-reason", REASON);
    window.wait_for_text(".stage-page", "since the stop");
    let (left_ms, _) = clock(window, ".stage-figure");
    assert!(left_ms < 120_000, "the stage counts from the stop, not {left_ms} ms");
    window.show_console();
}

fn roll_back(window: &Window) {
    window.press("Escape");
    window.script("document.activeElement.blur()");
    window.press("n");
    window.wait_for_text(".toast", "3 of 3 rollback steps are open");
    for step in ["0", "1"] {
        window.click(&format!("[data-act=rollback-done][data-id='{step}']"));
        window.wait_for(&format!("[data-act=rollback-open][data-id='{step}']"));
    }
    window.click("[data-act=rollback-not-needed][data-id='2']");
    window.wait_for("[data-act=rollback-open][data-id='2']");
    window.click("[data-act=advance]");
    at_step(window, "Verify recovery");
}

/// One metric is still bad: the room may conclude, but nothing else may begin until it has recovered.
fn conclude_before_recovery(window: &Window) {
    for (metric, typed, shown) in [
        ("Order success", "99,1", "99.1 %"),
        ("Checkout p99", "455", "455 ms"),
        ("Order queue depth", "80", "80"),
        ("Support contacts", "4", "4 / h"),
    ] {
        read_value(window, metric, typed, shown);
    }
    window.click("[data-act=advance]");
    at_step(window, "Outcome");
    window.wait_for_text(".compare", "The queue overflows");
    window.wait_for_text(".compare", "Checkout says “confirming”");
    window.click("[data-act=outcome-disproved]");
    window.fill("[data-act=conclude-note]", LEARNED);
    window.screenshot("run-outcome");
    window.click("[data-act=conclude]");
    window.wait_for_text("[data-act=advance]", "Begin “Ten times");

    assert_eq!(window.attribute("[data-act=advance]", "aria-disabled").as_deref(), Some("true"));
    assert_eq!(window.count("[data-act=begin-experiment]"), 0);
    window.press("n");
    window.wait_for_text(".toast", "has not been measured as recovered");
    window.screenshot("run-not-recovered");
    window.press("r");
    read_value(window, "Order success", "99,9", "99.9 %");
    window.press("Escape");
    window.wait_for("[data-act=advance]:not([aria-disabled])");
}

/// Held, longer, and to its planned end.
fn second_experiment(window: &Window) {
    window.press("n");
    at_step(window, "Baseline");
    window.script("document.activeElement.blur()");
    window.press("Space");
    window.wait_for("[data-act=resume]");
    window.wait_for_text(".bar .pill", "Paused");
    window.show_stage();
    window.wait_for(".stage-page[data-mode=paused]");
    let (held_ms, _) = clock(window, ".stage-figure");
    window.show_console();
    window.press("Space");
    window.wait_for("[data-act=pause]");
    window.click("[data-act=extend]");
    window.wait_for_text("[data-act=journal]", "1 min added to this step");
    let (left_ms, _) = clock(window, "[data-act=clock]");
    assert!(
        (50_000..=61_000).contains(&(left_ms - held_ms)),
        "{held_ms} ms and a minute became {left_ms} ms"
    );
    for step in ["Announce", "Predict", "Inject", "Remove fault"] {
        window.click("[data-act=advance]");
        at_step(window, step);
    }
    for step in ["0", "1", "2"] {
        window.click(&format!("[data-act=rollback-done][data-id='{step}']"));
        window.wait_for(&format!("[data-act=rollback-open][data-id='{step}']"));
    }
    window.click("[data-act=advance]");
    at_step(window, "Verify recovery");
    for (metric, typed, shown) in
        [("Checkout p99", "430", "430 ms"), ("Requests refused", "0", "0 / s"), ("Checkout pods", "14", "14")]
    {
        read_value(window, metric, typed, shown);
    }
    window.wait_for_text(".clock-label", "From stop to recovered");
    window.show_stage();
    window.wait_for_text(".stage-step", "stop to recovered");
    window.show_console();
    window.click("[data-act=advance]");
    at_step(window, "Outcome");
    window.click("[data-act=outcome-confirmed]");
    window.click("[data-act=conclude]");
    window.wait_for_text("[data-act=advance]", "Begin “Session cache lost”");
}

fn rest_of_the_day(window: &Window) {
    window.click("[data-act=skip-experiment]");
    typing_in(window, "[data-act=rest] [name=reason]");
    window.press("Enter");
    window.wait_for_text(".toast", "reason");
    window.type_text("[data-act=rest] [name=reason]", SKIPPED);
    window.press("Enter");
    window.wait_for_text("[data-act=advance]", "End the day");

    window.click("[data-act=mode-surprise]");
    window.press("o");
    window.type_text("[data-act=journal-text]", "The pager of another team rang");
    window.press("Enter");
    window.wait_for_text("[data-act=journal]", "The pager of another team rang");
    window.wait_for("[data-act=mode-observation][aria-pressed=true]"); // what comes next is no surprise by itself
    window.press("Escape");

    window.press("a");
    typing_in(window, ".dialog [name=title]");
    window.type_text(".dialog [name=title]", ACTION);
    window.fill(".dialog [name=owner]", "Priya Raman");
    window.type_text(".dialog [name=due]", "31.12.2026");
    window.click("[data-act=confirm-action]");
    window.wait_for_text(".dialog .field-error", "year-month-day");
    window.fill(".dialog [name=due]", "2026-12-31");
    window.click("[data-act=confirm-action]");
    window.wait_gone(".dialog");
    window.wait_for_text("[data-act=actions]", ACTION);

    window.press("n");
    typing_in(window, "[data-act=rest] [name=note]");
    window.type_text("[data-act=rest] [name=note]", "A good afternoon");
    window.press("Enter");
    window.wait_for("[data-act=ended]");
    window.show_stage();
    window.wait_for(".stage-page[data-mode=ended]");
    window.show_console();
}

/// From the record's own button; the report lies beside the workspace.
fn export(window: &Window, workspace: &Path) -> std::path::PathBuf {
    window.click("[data-act=open-record]");
    window.wait_for("[data-act=tiles]");
    window.wait_for_text("[data-act=abort-record]", REASON);
    window.screenshot("run-record");
    window.click("[data-act=export-pdf]");
    window.wait_for_text(".toast", "The report is in");
    only_report(workspace)
}

fn holds(workspace: &Path) {
    let entries = journal(workspace, PLANNED);
    let count = |event: &str| entries.iter().filter(|entry| entry["event"]["event"] == event).count();
    for (event, times) in [
        ("day-started", 1),
        ("experiment-started", 2),
        ("predicted", 2),
        ("aborted", 1),
        ("abort-explained", 1),
        ("paused", 1),
        ("resumed", 1),
        ("extended", 1),
        ("concluded", 2),
        ("skipped", 1),
        ("surprised", 1),
        ("action-raised", 1),
        ("day-ended", 1),
        ("reading", 13),
        ("rollback-step", 6),
    ] {
        assert_eq!(count(event), times, "{event}");
    }
    let actions = read(workspace, &["list", "action"]);
    let raised = actions.as_array().unwrap().iter().find(|row| row["title"] == ACTION).unwrap().clone();
    assert_eq!((raised["owner"].as_str(), raised["due"].as_str()), (Some("Priya Raman"), Some("2026-12-31")));
    let days = read(workspace, &["list", "game-day"]);
    assert!(days.as_array().unwrap().iter().all(|row: &Value| row["status"] == "finished"));
    let check = command(workspace, &["check"]);
    assert_eq!(String::from_utf8_lossy(&check.stdout).trim(), "The workspace is sound.");
}

fn on_paper(pdf: &Path) {
    let print = |program: &str, options: &[&str], after: &[&str]| {
        let output = Command::new(program).args(options).arg(pdf).args(after).output();
        let output = output.unwrap_or_else(|why| panic!("{program} (package poppler-utils): {why}"));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let facts = print("pdfinfo", &[], &[]);
    let tagged = facts.lines().find(|line| line.starts_with("Tagged:")).unwrap_or_default();
    assert!(tagged.ends_with("yes"), "{facts}");
    let text = printed(pdf);
    for words in [
        REASON,
        SKIPPED,
        LEARNED,
        ACTION,
        "Priya Raman",
        "Orders queue, nobody notices",
        "The queue overflows",
        "The pager of another team rang",
    ] {
        assert!(text.contains(words), "the report does not say “{words}”");
    }
}
