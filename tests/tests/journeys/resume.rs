//! The computer dies in the middle of a day. What was shown as written is there, and time tells the truth.

use std::{thread::sleep, time::Duration};

use tests::{sample_workspace, window::Window};

use crate::room::{at_step, clock, open_stage, start_day, typing_in};

const AWAY: Duration = Duration::from_secs(4);
/// How far two looks at a clock may be apart: a face shows whole seconds, and looking takes a moment.
const TOLERANCE_MS: i64 = 2_000;

#[test]
fn a_day_goes_on_after_kill_9() {
    let workspace = sample_workspace("resume");
    let window = Window::open(&workspace);
    inject(&window);
    observe(&window, "Checkout says “confirming”");
    window.type_text("[data-act=journal-text]", "Half a sen");
    let before = clock(&window, "[data-act=clock]");
    window.kill();
    sleep(AWAY);

    let window = Window::open(&workspace);
    window.wait_for(".rail-live");
    window.click("[data-act=return-to-room]");
    at_step(&window, "Inject");
    window.wait_for_text("[data-act=journal]", "Checkout says “confirming”");
    let banner = window.text(".console > .banner");
    assert!(banner.contains("Readyroom was not running"), "{banner}");
    assert!(banner.contains("Does that time count?"), "{banner}");
    let times: Vec<_> = banner.split(['(', ')', '–']).filter(|part| part.matches(':').count() == 2).collect();
    assert_eq!(times.len(), 2, "from and to: {banner}");
    window.screenshot("resume-gap");

    let counted = clock(&window, "[data-act=clock]");
    let drift_ms = (counted.0 + counted.1) - (before.0 + before.1);
    assert!(drift_ms.abs() <= TOLERANCE_MS, "while nobody has decided, the gap counts: {drift_ms} ms off");
    let gap_ms = (seconds(times[1]) - seconds(times[0])).rem_euclid(86_400) * 1000;
    assert!(gap_ms >= 4_000, "the gap is at least as long as the window was away: {gap_ms} ms");
    window.click("[data-act=gap-leave-out]");
    window.wait_gone(".console > .banner");
    let left_out = clock(&window, "[data-act=clock]");
    let back_ms = (left_out.0 + left_out.1) - (counted.0 + counted.1);
    assert!((back_ms - gap_ms).abs() <= TOLERANCE_MS, "a gap of {gap_ms} ms gave {back_ms} ms back");

    open_stage(&window);
    window.show_stage();
    window.wait_for_text(".stage-step", "Inject and observe");
    let stage = clock(&window, ".stage-figure");
    let apart_ms = (left_out.0 + left_out.1) - (stage.0 + stage.1);
    assert!(apart_ms.abs() <= 1_000, "console and stage are {apart_ms} ms apart");
    window.close();
}

/// Whoever kills it whenever: a line that the journal has shown is in the file.
#[test]
fn what_the_journal_has_shown_survives_kill_9() {
    let workspace = sample_workspace("resume-flurry");
    let mut window = Window::open(&workspace);
    start_day(&window);
    for round in 0..3_u64 {
        // A typist without mercy: the next line as soon as the field is empty again.
        window.script(&format!(
            "let line = 0; setInterval(() => {{ \
                const field = document.querySelector('[data-act=journal-text]'); \
                if (!field || field.value) return; \
                field.value = 'Round {round}, line ' + line++; \
                field.dispatchEvent(new InputEvent('input', {{ bubbles: true }})); \
                field.form.requestSubmit(); \
            }}, 5)"
        ));
        window.wait_for_text("[data-act=journal] .journal-row", &format!("Round {round}"));
        sleep(Duration::from_millis(500 + 170 * round));
        let shown = lines(&window);
        window.kill();
        assert!(shown.iter().any(|line| line.contains(&format!("Round {round}"))), "{shown:?}");

        window = Window::open(&workspace);
        window.click("[data-act=return-to-room]");
        window.wait_for("[data-act=journal] .journal-row");
        if window.count("[data-act=journal-more]") > 0 {
            // By keyboard; the room is still being drawn for a moment, and a drawn row gets its height in sight only.
            window.settle();
            window.script("document.querySelector('[data-act=journal-more]').focus()");
            typing_in(&window, "[data-act=journal-more]");
            window.press("Enter");
            window.wait_gone("[data-act=journal-more]");
        }
        let kept = lines(&window);
        for line in &shown {
            assert!(kept.contains(line), "“{line}” was shown and is gone");
        }
    }
    window.close();
}

/// Begins the first experiment and goes to its fault by the shortest way.
fn inject(window: &Window) {
    start_day(window);
    for step in ["Baseline", "Announce", "Predict", "Inject"] {
        window.click("[data-act=advance]");
        at_step(window, step);
    }
}

fn observe(window: &Window, words: &str) {
    window.type_text("[data-act=journal-text]", words);
    window.press("Enter");
    window.wait_for_text("[data-act=journal]", words);
}

/// Every line that the journal's card shows: time and words.
fn lines(window: &Window) -> Vec<String> {
    let read = window.script(
        "return [...document.querySelectorAll('[data-act=journal] .journal-row')].map((row) => \
            (row.querySelector('time')?.textContent ?? '') + ' ' + (row.querySelector('.journal-words')?.textContent ?? ''))",
    );
    let lines = read.as_array().expect("a list").iter();
    lines.map(|line| line.as_str().expect("words").to_owned()).collect()
}

/// `14:03:22` in seconds of the day.
fn seconds(clock: &str) -> i64 {
    clock.trim().split(':').fold(0, |sum, part| sum * 60 + part.parse::<i64>().expect("digits"))
}
