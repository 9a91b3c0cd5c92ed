//! Two monitors, of which one is unplugged in the middle of a fault; and one monitor, on which the stage asks before it
//! opens over the console.

use std::{path::Path, thread::sleep, time::Duration};

use serde_json::{Value, json};
use tests::{
    desktop::Renderer,
    monitors::{Cable, PROJECTOR, two_monitors},
    sample_workspace,
    window::Window,
};

use crate::{
    room::{PLANNED, ask, at_step, go, inject, journal, open_stage, start_day, until_within},
    screens::{both, small_and_contrast},
};

const PATIENCE: Duration = Duration::from_secs(15);

#[test]
fn an_unplugged_projector_never_puts_the_stage_over_the_console() {
    let workspace = sample_workspace("monitors");
    let (display, cable) = two_monitors(&workspace.with_extension("monitors"));
    let window = Window::open_with(display, &workspace, Renderer::Pictures);
    start_day(&window);
    window.wait_for_text("[data-act=show-stage]", PROJECTOR);
    window.click("[data-act=show-stage]");
    fills_the_projector(&window);
    inject(&window, PLANNED, 0);
    at_step(&window, "Inject");

    lost(&window, &cable);
    both(&window, "monitors-lost");
    small_and_contrast(&window, "monitors-lost");
    window.press("F8");
    at_step(&window, "Remove fault");
    window.wait_for_text(".bar .pill", "Projector lost");

    cable.plug();
    fills_the_projector(&window);
    window.show_stage();
    window.wait_for(".stage-page[data-mode=aborted]");
    window.show_console();
    assert_eq!(window.count(".stage-away"), 0);

    // Who does not wait for it puts it into a window, or gives up.
    lost(&window, &cable);
    window.click(".stage-away [data-act=stage-elsewhere]");
    window.click("[data-act=window-stage]");
    window.wait_for("[data-act=hide-stage]");
    cable.plug();
    window.click_text("[data-act=stage-elsewhere]", PROJECTOR);
    fills_the_projector(&window);
    lost(&window, &cable);
    window.click(".stage-away [data-act=stop-waiting]");
    window.wait_for_text("[data-act=show-stage]", "Open stage");
    cable.plug();
    sleep(Duration::from_millis(2_500)); // more than two looks at the monitors
    assert_eq!(stages(&window), 0, "nobody waits any more");
    window.close();
}

#[test]
fn on_one_monitor_the_stage_asks_first_and_has_the_brake() {
    let workspace = sample_workspace("one-monitor");
    let window = Window::open(&workspace);
    start_day(&window);
    window.click("[data-act=show-stage]");
    window.wait_for_text("dialog", "There is one monitor.");
    window.settle();
    window.screenshot("monitors-asks");
    window.click("[data-act=no-stage]");
    window.wait_gone("dialog");
    assert_eq!(stages(&window), 0, "nobody agreed");
    open_stage(&window);

    window.show_stage();
    window.wait_for(".stage-page");
    window.press("F8"); // no fault is in: nothing happens, and no words stand on the wall
    window.show_console();
    inject(&window, PLANNED, 0);
    at_step(&window, "Inject");
    assert_eq!(aborts(&workspace), 0);
    window.show_stage();
    window.wait_for(".stage-page[data-mode=running]");
    window.press("F8");
    window.wait_for(".stage-page[data-mode=aborted]");
    window.show_console();
    at_step(&window, "Remove fault");
    window.wait_for("[data-act=explain]"); // who called it and why is said here
    assert_eq!(aborts(&workspace), 1);

    // From elsewhere the same question.
    ask(&window, "HideStage", &json!({}));
    go(&window, "/", "[data-act=return-to-room]");
    ask(&window, "ShowStage", &json!({ "run": PLANNED, "monitor": null }));
    window.wait_for("dialog [data-act=window-stage]");
    window.close();
}

/// The stage fills the projector to its edges.
#[track_caller]
fn fills_the_projector(window: &Window) {
    window.wait_for("[data-act=hide-stage]");
    window.wait_for_text("[data-act=stage] .card-aside", PROJECTOR);
    window.show_stage();
    window.wait_for(".stage-page");
    let place = || window.script("return [screenX, screenY, innerWidth, innerHeight]");
    until("the stage fills the projector", place, &json!([1440, 0, 1920, 1080]));
    window.show_console();
}

/// Pulls the cable: the stage goes, and the console says so.
#[track_caller]
fn lost(window: &Window, cable: &Cable) {
    cable.pull();
    window.wait_for_text(".bar .pill[data-state=watch]", "Projector lost");
    window.wait_for_text(".stage-away", "comes back by itself");
    until("the stage leaves the console", || json!(stages(window)), &json!(0));
}

#[track_caller]
fn until(what: &str, question: impl Fn() -> Value, wanted: &Value) {
    until_within(PATIENCE, what, question, wanted);
}

fn stages(window: &Window) -> usize {
    window.addresses().iter().filter(|address| address.contains("#/stage")).count()
}

fn aborts(workspace: &Path) -> usize {
    let entries = journal(workspace, PLANNED);
    entries.iter().filter(|entry| entry["event"]["event"] == "aborted").count()
}
