//! The day is too short: what no longer fits is proposed for another day, one key moves it, and that day is planned.

use domain::{Instant, Zone};
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};
use tests::{sample_workspace, window::Window};

use crate::room::{PLANNED, append, ask, at_step, body_when, go, journal, press_start, read, typing_in};

#[test]
fn what_no_longer_fits_moves_to_another_day() {
    let workspace = sample_workspace("agenda");
    let window = Window::open(&workspace);
    a_short_afternoon(&window);
    go(&window, &format!("/game-days/{PLANNED}"), "[data-act=timetable-sum]");
    window.wait_for_text("[data-act=timetable-sum]", "too long");
    window.wait_for(".slot[data-fits=no] [data-act=move-to-another-day]");
    window.wait_for_text(".finding[data-rule=DoesNotFit]", "take");
    window.screenshot("agenda-plan");
    press_start(&window);
    append(&window, PLANNED, &json!({ "event": "experiment-started", "experiment": 0 }));
    at_step(&window, "Baseline");

    window.wait_for_text("[data-act=left-over]", "no longer fit");
    window.screenshot("agenda-left-over");
    window.script("document.activeElement.blur()");
    window.press("t");
    typing_in(&window, ".move [name=date]");
    let chosen = window.script("return [...document.querySelectorAll('.move [type=checkbox]')].map((box) => [box.name, box.checked])");
    assert_eq!(
        chosen,
        json!([["experiments.1", true], ["experiments.2", true]]),
        "what does not fit is proposed"
    );
    window.type_text(".move [name=date]", "15.12.2026");
    window.press("Enter");
    window.wait_for_text(".move .field-error", "year-month-day");
    window.fill(".move [name=date]", "2026-12-15");
    window.press("Enter");
    window.wait_gone(".move");
    window.wait_gone("[data-act=left-over]");
    window.wait_for("[data-act=rest] [data-act=open-moved]");
    window.screenshot("agenda-moved");

    let entries = journal(&workspace, PLANNED);
    let moved: Vec<&Value> =
        entries.iter().map(|entry| &entry["event"]).filter(|event| event["event"] == "rescheduled").collect();
    assert_eq!(moved.iter().map(|event| &event["experiment"]).collect::<Vec<_>>(), [&json!(1), &json!(2)]);
    let next = moved[0]["day"].as_str().unwrap().to_owned();
    let first = read(&workspace, &["show", PLANNED])["body"].clone();
    let body = body_when(&workspace, &next, |body| body["date"] == "2026-12-15");
    assert_eq!(body["participants"], first["participants"], "with the same people");
    assert_eq!(body["experiments"], json!([first["experiments"][1], first["experiments"][2]]));
    assert_eq!(body["status"], "planned");

    window.click("[data-act=rest] [data-act=open-moved]");
    window.wait_for_text(".bar .title", "continued");
    window.wait_for_text(".slot", "Session cache lost");
    window.close();
}

/// One hour from now on, whatever the experiments take: on another date the room would have no end.
fn a_short_afternoon(window: &Window) {
    let mut record = ask(window, "Get", &json!({ "id": PLANNED }));
    let zone: Zone = "Europe/Berlin".parse().unwrap(); // of the sample company
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let now = Instant::from_ms(i64::try_from(since.as_millis()).unwrap());
    let clock = |at: Instant| json!(format!("{}:00", zone.hour_minute(at)));
    record["document"]["body"]["date"] = json!(zone.date(now).to_string());
    record["document"]["body"]["start"] = clock(now);
    record["document"]["body"]["end"] = clock(now.plus_ms(3_600_000));
    ask(
        window,
        "Save",
        &json!({ "id": PLANNED, "version": record["version"], "document": record["document"] }),
    );
}
