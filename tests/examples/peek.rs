#![allow(
    clippy::all,
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "local"
)]
use serde_json::{Value, json};
use std::time::Duration;
use tests::{
    sample_workspace,
    window::{Theme, Window},
};
const PLANNED: &str = "019a0c00-0005-7000-8000-000000000002";
const FINISHED: &str = "019a0c00-0005-7000-8000-000000000001";
fn ask(window: &Window, call: &str, with: &Value) -> Value {
    let request = json!({ "call": { "call": call, "with": with } });
    window.script(&format!("window.reply = undefined; __TAURI__.core.invoke('call', {request}).then((value) => {{ window.reply = {{ value }}; }}, (refusal) => {{ window.reply = {{ refusal }}; }})"));
    for _ in 0..500 {
        let reply = window.script("return window.reply ?? null");
        if let Some(no) = reply.get("refusal") {
            println!("{call} refused: {no}");
            return Value::Null;
        }
        if let Some(value) = reply.get("value") {
            return value.clone();
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("{call}")
}
fn go(window: &Window, address: &str, shows: &str) {
    window.script(&format!("location.hash = '#{address}'"));
    window.wait_for(shows);
    std::thread::sleep(Duration::from_millis(300));
}
fn edit(window: &Window, id: &str, change: impl Fn(&mut Value)) {
    let mut record = ask(window, "Get", &json!({ "id": id }));
    change(&mut record["document"]["body"]);
    ask(window, "Save", &json!({ "id": id, "version": record["version"], "document": record["document"] }));
}
fn shot(window: &Window, name: &str) {
    window.script("document.getAnimations().forEach((f) => { try { f.finish(); } catch {} })");
    window.screenshot(&format!("peek-{name}"));
    let wide = window.script("const page = document.scrollingElement; const inside = [...document.querySelectorAll('main, .room, .page, .card')].filter((box) => box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== 'hidden'); return [page.scrollWidth > innerWidth ? 'the page' : null, ...inside.map((box) => box.className || box.tagName)].filter(Boolean)");
    if wide != json!([]) {
        println!("{name} is wide: {wide}");
    }
}
fn scrolled(window: &Window, name: &str) {
    window.script("document.querySelector('.content').scrollTop = 100000");
    shot(window, name);
}
fn main() {
    let what = std::env::args().nth(1).unwrap_or_default();
    let window = Window::open(&sample_workspace("peek"));
    window.resize(1440, 900);
    window.theme(Theme::Light);
    match what.as_str() {
        "plan" => plan(&window),
        "today" => today(&window),
        "compare" => compare(&window),
        "import" => import(&window),
        _ => {}
    }
    window.close();
}
fn plan(window: &Window) {
    let plan = format!("/game-days/{PLANNED}");
    go(window, &plan, "[data-act=findings]");
    shot(window, "plan");
    let day = ask(window, "Get", &json!({ "id": PLANNED }));
    let one = day["document"]["body"]["experiments"][0].as_str().unwrap().to_owned();
    let two = day["document"]["body"]["experiments"][1].as_str().unwrap().to_owned();
    let service = ask(window, "Get", &json!({ "id": one }))["document"]["body"]["service_id"]
        .as_str()
        .unwrap()
        .to_owned();
    edit(window, &service, |body| body["budget"] = json!({ "remaining_pct": 12.0, "on": "2026-11-20" }));
    edit(window, &two, |body| {
        body["rollback"] = json!([]);
        body["conditions"][0]["watcher"] = json!("");
    });
    edit(window, PLANNED, |body| {
        body["end"] = json!("14:30:00");
        body["blind"] = json!(true);
    });
    std::thread::sleep(Duration::from_millis(500));
    shot(window, "plan-errors");
    window.click("[data-act=override]");
    window.wait_for("[name='override.by']");
    window.press("Enter");
    shot(window, "plan-override");
    window.type_text("[name='override.by']", "Priya Raman");
    window.type_text("[name='override.reason']", "Black Friday is in two weeks; we must know today");
    window.press("Enter");
    window.wait_for("[data-act=remove-override]");
    scrolled(window, "plan-decided");
    window.click("[data-act=move-to-another-day]");
    window.wait_for("[name='move.date']");
    shot(window, "plan-move");
    window.type_text("[name='move.date']", "2026-12-15");
    window.press("Enter");
    window.wait_gone("dialog");
    window.wait_for_text(".toast", "moved to");
    shot(window, "plan-moved");
    window.click_text(".toast .button", "Undo");
    std::thread::sleep(Duration::from_millis(600));
    edit(window, &two, |body| {
        body["rollback"] = json!([{ "text": "Stop the load generator", "rehearsed_on": "2026-11-10" }]);
        body["conditions"][0]["watcher"] = json!("Teo");
    });
    std::thread::sleep(Duration::from_millis(600));
    window.script("document.querySelector('.content').scrollTop = 0");
    window.theme(Theme::Dark);
    shot(window, "plan-warnings-dark");
    window.resize(1024, 640);
    shot(window, "plan-small-dark");
    window.theme(Theme::Light);
    window.click("[data-act=start-day]");
    window.wait_for("[data-act=acknowledge]");
    shot(window, "start-small");
    window.resize(1440, 900);
    shot(window, "start");
    window.theme(Theme::Contrast);
    shot(window, "start-contrast");
    window.theme(Theme::Light);
    window.press("Space");
    window.press("Tab");
    window.press("Tab");
    shot(window, "start-read");
    window.press("Enter");
    window.wait_for("[data-act=clock]");
    println!(
        "journal: {}",
        ask(window, "Journal", &json!({ "run": PLANNED, "after": 0 }))[0]["event"]["acknowledged"]
    );
}
fn today(window: &Window) {
    go(window, "/", ".card");
    shot(window, "today");
    window.theme(Theme::Dark);
    window.resize(1024, 640);
    shot(window, "today-small-dark");
    window.theme(Theme::Light);
    window.resize(2560, 1440);
    shot(window, "today-huge");
    window.resize(1440, 900);
    ask(
        window,
        "StartRun",
        &json!({ "game_day": PLANNED, "acknowledged": ask(window, "Lint", &json!({ "game_day": PLANNED })).as_array().unwrap().iter().map(|f| f["message"].clone()).collect::<Vec<_>>() }),
    );
    ask(
        window,
        "Append",
        &json!({ "run": PLANNED, "actor": "", "event": { "event": "day-ended", "note": "" } }),
    );
    let copy = ask(window, "Duplicate", &json!({ "id": PLANNED }));
    edit(window, copy["id"].as_str().unwrap(), |body| {
        body["date"] = json!("2027-01-12");
    });
    std::thread::sleep(Duration::from_millis(600));
    go(window, "/", ".card");
    shot(window, "today-after");
    go(window, "/game-days", ".card");
    shot(window, "game-days");
    window.resize(1024, 640);
    shot(window, "game-days-small");
    go(window, &format!("/game-days/{FINISHED}"), ".card");
    window.resize(1440, 900);
    shot(window, "plan-finished");
}
fn compare(window: &Window) {
    go(window, &format!("/game-days/{FINISHED}/compare"), ".card, .empty");
    shot(window, "compare-none");
    let copy = ask(window, "Duplicate", &json!({ "id": FINISHED }));
    let id = copy["id"].as_str().unwrap().to_owned();
    let lint = ask(window, "Lint", &json!({ "game_day": id }));
    println!("{lint:#}");
    for experiment in copy["document"]["body"]["experiments"].as_array().unwrap() {
        edit(window, experiment.as_str().unwrap(), |body| {
            for a in body["approvals"].as_array_mut().unwrap() {
                a["granted_on"] = json!("2026-11-18");
            }
        });
    }
    let messages = |w: &Window| {
        ask(w, "Lint", &json!({ "game_day": id }))
            .as_array()
            .unwrap()
            .iter()
            .map(|f| f["message"].clone())
            .collect::<Vec<_>>()
    };
    ask(window, "StartRun", &json!({ "game_day": id, "acknowledged": messages(window) }));
    let append = |event: Value| {
        ask(window, "Append", &json!({ "run": id, "actor": "", "event": event }));
    };
    let earlier = ask(window, "Journal", &json!({ "run": FINISHED, "after": 0 }));
    let mut step = String::new();
    for entry in earlier.as_array().unwrap().iter().skip(1).take(130) {
        let mut event = entry["event"].clone();
        let kind = event["event"].as_str().unwrap().to_owned();
        if matches!(
            kind.as_str(),
            "action-raised"
                | "gap-found"
                | "gap-decided"
                | "day-ended"
                | "rescheduled"
                | "clock-set"
                | "struck"
        ) {
            continue;
        }
        if kind == "reading" {
            let v = event["value"].as_f64().unwrap();
            event["value"] = json!((v * 0.97 * 100.0).round() / 100.0);
        }
        append(event);
    }
    go(window, &format!("/game-days/{id}/compare"), ".pair");
    shot(window, "compare");
    scrolled(window, "compare-end");
    window.theme(Theme::Dark);
    window.resize(1024, 640);
    window.script("document.querySelector('.content').scrollTop = 0");
    shot(window, "compare-small-dark");
    window.theme(Theme::Light);
    window.resize(2560, 1440);
    shot(window, "compare-huge");
}
fn import(window: &Window) {
    go(window, "/import", "[data-act=import-files]");
    shot(window, "import");
    let case = |name: &str| format!("/work/shared/cases/chaostoolkit/{name}");
    window.type_text("[data-act=import-files]", &[case("exp01_gameday_setup.json"), case("experiment_a_pass.json"), case("journal_b_deviated_tolerance.json")].join("\n"));
    window.wait_for("[data-act=open-imported], [data-act=import-refused]");
    shot(window, "import-done");
    window.theme(Theme::Dark);
    window.resize(1024, 640);
    scrolled(window, "import-done-small-dark");
    window.theme(Theme::Light);
    window.resize(1440, 900);
    window.click("[data-act=remove-imported]");
    window.wait_for_text(".toast", "removed");
    shot(window, "import-removed");
    window.click_text(".toast .button", "Undo");
    window.wait_for("[data-act=open-imported]");
    std::fs::write("/tmp/broken.json", "{\n  \"title\": \"x\",\n  \"method\": [,]\n}").unwrap();
    std::fs::write("/tmp/big.json", vec![b' '; 6_000_000]).unwrap();
    window.type_text("[data-act=import-files]", "/tmp/broken.json");
    window.wait_for("[data-act=import-refused]");
    shot(window, "import-refused");
    window.type_text("[data-act=import-files]", "/tmp/big.json");
    window.wait_for_text("[data-act=import-refused]", "6.0 MB");
    println!("{:?}", window.texts("[data-act=import-refused] .import-line"));
    window.press("Control+k");
    window.type_text("[data-act=palette-input]", "imp");
    shot(window, "palette");
    window.press("Escape");
    go(window, "/game-days/019a0c00-0005-7000-8000-000000000001", "[data-act=export-chaos-toolkit]");
    window.click("[data-act=export-chaos-toolkit]");
    window.wait_for("[data-act=redact]");
    shot(window, "export");
    window.click("[data-act=write-export]");
    window.wait_for("[data-act=export-written], .dialog .field-error");
    shot(window, "export-done");
    window.click("[data-act=exported]");
    window.wait_gone("dialog");
    window.press("Control+k");
    window.wait_for("[data-act=palette-line]");
    shot(window, "palette-day");
    window.type_text("[data-act=palette-input]", "export");
    window.press("Enter");
    window.wait_for("[data-act=redact]");
    println!("{:?}", window.texts(".dialog-title"));
    window.press("Escape");
    window.wait_gone("dialog");
    go(window, "/game-days", "[data-act=open-game-day]");
    shot(window, "game-days-imported");
    // a drop
    go(window, "/import", "[data-act=import-files]");
    window.script("const door = document.querySelector('[data-act=import-door]'); const data = new DataTransfer(); data.items.add(new File([JSON.stringify({title: 'Dropped', description: 'd', method: []})], 'dropped.json')); door.dispatchEvent(new DragEvent('dragover', {dataTransfer: data, bubbles: true, cancelable: true})); door.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));");
    window.wait_for_text(".import-name", "dropped.json");
    shot(window, "import-dropped");
}
