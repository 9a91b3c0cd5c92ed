//! The window opens, stands, and keeps standing after the process was killed.

use serde_json::json;
use tests::{
    sample_workspace,
    window::{Theme, Window},
};

#[test]
fn the_console_stands_on_the_sample_workspace() {
    let window = Window::open(&sample_workspace("boots"));
    assert_eq!(window.count(".boot-trouble"), 0, "the boot page reports trouble: {}", window.text("body"));
    assert!(!window.text("#app").trim().is_empty(), "the screen is empty");
    window.screenshot("console-light");

    window.theme(Theme::Dark);
    window.screenshot("console-dark");
    window.close();
}

#[test]
fn the_window_comes_back_after_kill_9() {
    let workspace = sample_workspace("boots-killed");
    let window = Window::open(&workspace);
    let first = window.process_id();
    window.theme(Theme::Contrast);
    window.kill();

    let again = Window::open(&workspace);
    assert_ne!(again.process_id(), first);
    assert_eq!(again.count(".boot-trouble"), 0);
    again.close();
}

#[test]
fn a_screen_that_stops_says_so_instead_of_freezing() {
    let window = Window::open(&sample_workspace("boots-stopped"));
    // What a panic in the screen looks like from outside: its words on the console, then a trap.
    window.script(
        "setTimeout(() => { console.error('panicked at src/clock.rs: the hands fell off'); \
         throw new WebAssembly.RuntimeError('unreachable'); })",
    );
    window.wait_for_text(".boot-trouble h1", "The screen has stopped");
    window.wait_for_text(".boot-trouble pre", "the hands fell off");
    window.screenshot("boot-trouble");

    window.click_text(".boot-trouble button", "Load the screen again");
    window.wait_gone(".boot-trouble");
    window.wait_for("html[data-ready=yes]");
    window.close();
}

#[test]
fn nothing_from_outside_can_be_loaded() {
    let window = Window::open(&sample_workspace("boots-closed"));
    let refused =
        window.script("return fetch('https://example.org/').then(() => 'answered', () => 'refused');");
    assert_eq!(refused, json!("refused"));
    window.script("const s = document.createElement('script'); s.textContent = 'window.slipped = 1'; document.body.append(s);");
    assert_eq!(window.script("return window.slipped === undefined"), json!(true), "inline script ran");
    window.close();
}
