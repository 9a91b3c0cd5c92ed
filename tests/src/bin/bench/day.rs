//! A day of eight experiments, 2,000 entries and 20,000 samples, in the real windows: how long it takes to open, and
//! how long a new entry takes until both windows have drawn it. Beside it the same with a day that has just begun. Both
//! days are watched: three of four metrics are asked for every five seconds, and both windows draw them as they come.

#[path = "../../../../crates/domain/benches/fold/journal.rs"]
mod journal;

use crate::{Limits, answers, quantile};
use domain::{
    Document, Id, Instant,
    chaos::{
        game_day::{GameDay, GameDayStatus, Plan},
        run::Series,
    },
    workspace::{Prometheus, Workspace},
};
use serde_json::json;
use std::{
    path::PathBuf,
    thread::sleep,
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use store::{Access, Store, Trouble};
use tests::{bridge::ask, new_workspace, window::Window};

const EVENTS: usize = 2_000;
const SAMPLES: usize = 20_000;
/// A day that has just reached its last fault: as short as eight experiments can be.
const EVENTS_FEW: usize = 240;
/// Seconds between two looks of the live watchers.
const EVERY_S: u32 = 5;
/// The metric that is typed, counted from 0: what a window shows of it is what was typed last.
const TYPED: usize = 1;
const OPENINGS: usize = 15;
const APPENDS: usize = 100;
const OPEN_MS_MAX: f64 = 150.0;
const DRAWN_MS_MAX: f64 = 50.0;

/// Prints both, for the large day and the small.
pub fn bench(limits: &mut Limits) {
    let few = measure("bench-day-few", EVENTS_FEW, 0);
    let many = measure("bench-day", EVENTS, SAMPLES);
    println!(
        "opening a day of {EVENTS} entries and {SAMPLES} samples: median {:.0} ms, worst {:.0} ms (limit {OPEN_MS_MAX:.0} ms; \
         {OPENINGS} times); a day of {EVENTS_FEW} entries: median {:.0} ms, ratio {:.2}",
        many.open_ms.0,
        many.open_ms.1,
        few.open_ms.0,
        many.open_ms.0 / few.open_ms.0
    );
    println!(
        "new entry to both windows drawn: median {:.0} ms, p95 {:.0} ms, worst {:.0} ms (limit p95 {DRAWN_MS_MAX:.0} ms; {APPENDS} \
         entries; console alone p95 {:.0} ms, stage alone p95 {:.0} ms); a day of {EVENTS_FEW} entries: p95 {:.0} ms, ratio {:.2}",
        many.both_ms[0],
        many.both_ms[1],
        many.both_ms[2],
        many.console_ms,
        many.stage_ms,
        few.both_ms[1],
        many.both_ms[1] / few.both_ms[1]
    );
    limits.hold("opening the large day, worst", many.open_ms.1, OPEN_MS_MAX, " ms");
    limits.hold("a new entry on both windows, p95", many.both_ms[1], DRAWN_MS_MAX, " ms");
}

struct Measured {
    /// Median and worst.
    open_ms: (f64, f64),
    /// Median, 95th percentile and worst.
    both_ms: [f64; 3],
    /// 95th percentile.
    console_ms: f64,
    stage_ms: f64,
}

fn measure(name: &str, events: usize, samples: usize) -> Measured {
    let (workspace, day) = written(name, events, samples);
    let window = Window::open_as_shipped(&workspace);
    window.resize(1440, 900);
    // Readyroom was not there since the last entry; the room has said so long ago.
    let gap = ask(&window, "Journal", &json!({ "run": day, "after": events }))[0]["seq"].clone();
    if !gap.is_null() {
        append(&window, day, &json!({ "event": "gap-decided", "gap": gap, "counts": false }));
    }
    let mut open_ms: Vec<f64> = (0..=OPENINGS).map(|_| opening(&window, day)).skip(1).collect();
    let drawn = drawn(&window, day);
    let seen =
        ask(&window, "Samples", &json!({ "run": day, "experiment": journal::plan().experiments.len() - 1 }));
    assert!(seen.as_array().is_some_and(|seen| seen.iter().any(is_fresh)), "nobody watched this day: {seen}");
    window.close();

    let mut console: Vec<f64> = drawn.iter().map(|(console, _)| *console).collect();
    let mut stage: Vec<f64> = drawn.iter().map(|(_, stage)| *stage).collect();
    let mut both: Vec<f64> = drawn.iter().map(|(console, stage)| console.max(*stage)).collect();
    Measured {
        open_ms: (quantile(&mut open_ms, 0.5), quantile(&mut open_ms, 1.0)),
        both_ms: [0.5, 0.95, 1.0].map(|share| quantile(&mut both, share)),
        console_ms: quantile(&mut console, 0.95),
        stage_ms: quantile(&mut stage, 0.95),
    }
}

/// A workspace with such a day in progress, written through the store.
fn written(name: &str, events: usize, samples: usize) -> (PathBuf, Id) {
    let workspace = new_workspace(name);
    let begins = now().plus_ms(-1_000 * i64::try_from(events).unwrap());
    let store = Store::open(&workspace, Access::Write, begins).unwrap();
    let day = store
        .transact(begins, "Bench", |tx| -> Result<Id, Trouble> {
            let settings = tx.workspace()?;
            let prometheus = Some(Prometheus { url: answers::start(), every_s: EVERY_S });
            let named = Workspace { facilitator: "Mira Kovač".to_owned(), prometheus, ..Workspace::fresh() };
            tx.save(settings.id, settings.version, Document::Workspace(named))?;
            let mut plan: Plan = journal::plan();
            for planned in &mut plan.experiments {
                planned.experiment.metrics[TYPED].query = None;
                planned.id = tx.insert(planned.experiment.clone().into())?.id;
            }
            plan.game_day = GameDay {
                experiments: plan.experiments.iter().map(|planned| planned.id).collect(),
                status: GameDayStatus::Running,
                ..plan.game_day
            };
            let day = tx.insert(plan.game_day.clone().into())?.id;
            for entry in journal::day(plan, begins, events) {
                tx.append(day, entry.at, &entry.actor, entry.event)?;
            }
            Ok(day)
        })
        .unwrap()
        .value;
    watched(&store, day, begins, samples);
    (workspace, day)
}

/// Whether a series has a value of the last looks.
fn is_fresh(series: &serde_json::Value) -> bool {
    let last = series["points"].as_array().and_then(|points| points.last()?[0].as_i64());
    last.is_some_and(|at| now().since(Instant::from_ms(at)) < 4_000 * i64::from(EVERY_S))
}

/// As many samples, spread over every metric of every experiment.
fn watched(store: &Store, day: Id, begins: Instant, samples: usize) {
    let plan = journal::plan();
    let metrics = plan.experiments[0].experiment.metrics.len();
    let each = samples / (plan.experiments.len() * metrics);
    for experiment in 0..plan.experiments.len() {
        for metric in 0..metrics {
            let key = Series::Metric(metric).key(experiment);
            let values = (0..each).map(|at| {
                let wave = f64::from(u32::try_from(at % 100).unwrap()) / 100.0;
                (key.as_str(), begins.plus_ms(i64::try_from(at).unwrap() * 500), 0.5 + wave)
            });
            store.sample(day, &values.collect::<Vec<_>>()).unwrap();
        }
    }
}

fn now() -> Instant {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    Instant::from_ms(i64::try_from(since.as_millis()).unwrap())
}

fn append(window: &Window, day: Id, event: &serde_json::Value) {
    ask(window, "Append", &json!({ "run": day, "actor": "Mira Kovač", "event": event }));
}

/// What the page notes by itself: `painted(work)` runs `work` in the task after the next frame, when that frame is drawn.
const PAINTED: &str = "const at = () => performance.timeOrigin + performance.now(); \
    const painted = (work) => requestAnimationFrame(() => { \
        const after = new MessageChannel(); \
        after.port1.onmessage = () => work(at()); \
        after.port2.postMessage(0); \
    });";

/// From another room to the drawn console, in milliseconds.
fn opening(window: &Window, day: Id) -> f64 {
    window.script("location.hash = '#/experiments'");
    window.wait_for("[data-act=open-experiment]");
    window.settle();
    sleep(Duration::from_millis(200)); // whatever the last room still had to do
    window.script(&format!(
        "{PAINTED} window.opened = null; const begun = at(); \
         const whole = () => document.querySelector('[data-act=clock] .timer') \
            && document.querySelector('[data-act=journal] .journal-row') \
            && document.querySelector('[data-act=steady] tbody tr') && document.querySelector('[data-act=conditions] li'); \
         const watch = new MutationObserver(() => {{ if (!whole()) return; watch.disconnect(); \
            painted((drawn) => {{ window.opened = drawn - begun; }}); }}); \
         watch.observe(document.body, {{ subtree: true, childList: true }}); \
         location.hash = '#/game-days/{day}/run';"
    ));
    loop {
        if let Some(opened_ms) = window.script("return window.opened").as_f64() {
            return opened_ms;
        }
        sleep(Duration::from_millis(20));
    }
}

/// From the key's request to the drawn frame with the new reading: on the console, and on the stage.
fn drawn(window: &Window, day: Id) -> Vec<(f64, f64)> {
    ask(window, "ShowStage", &json!({ "run": day, "monitor": null }));
    window.show_stage();
    window.wait_for(".stage-readings");
    note_when_drawn(window, ".stage-readings");
    window.show_console();
    note_when_drawn(window, "[data-act=steady]");
    let mut begun = Vec::new();
    for at in 0..APPENDS {
        let value = value(at);
        let call = json!({ "call": { "call": "Append", "with": { "run": day, "actor": "Mira Kovač", "event":
            { "event": "reading", "metric": "Checkout p99", "value": value, "reader": "Jonas Petersen", "source": "" } } } });
        let at = window.script(&format!(
            "const at = performance.timeOrigin + performance.now(); __TAURI__.core.invoke('call', {call}); return at"
        ));
        begun.push(at.as_f64().unwrap());
        sleep(Duration::from_millis(400)); // both windows are at rest again
    }
    let (console, console_written) = (all_drawn(window), window.script("return window.written"));
    window.show_stage();
    let (stage, stage_written) = (all_drawn(window), window.script("return window.written"));
    window.show_console();
    // A frame may show the next entry already: then both were drawn with it.
    let took = |drawn: &serde_json::Value, at: usize| {
        let shown = (at..APPENDS).find_map(|at| drawn[format!("{:.4}", value(at))].as_f64());
        shown.unwrap_or_else(|| panic!("entry {at} was never drawn: {drawn}")) - begun[at]
    };
    let written = |at| took(&console_written, at).max(took(&stage_written, at));
    let mut written: Vec<f64> = (0..APPENDS).map(written).collect();
    // What is left of the time to the drawn frame is the painting, which has no graphics card to help it here.
    println!(
        "new entry in the documents of both windows, before it is painted: median {:.0} ms, p95 {:.0} ms",
        quantile(&mut written, 0.5),
        quantile(&mut written, 0.95)
    );
    (0..APPENDS).map(|at| (took(&console, at), took(&stage, at))).collect()
}

/// What the present window has noted, once it has drawn the last entry.
fn all_drawn(window: &Window) -> serde_json::Value {
    let last = format!("{:.4}", value(APPENDS - 1));
    loop {
        let drawn = window.script("return window.drawn");
        if drawn[&last].is_number() {
            return drawn;
        }
        sleep(Duration::from_millis(20));
    }
}

/// A value that no other reading has, four digits after the point: `1.5001` to `1.5199`.
fn value(at: usize) -> f64 {
    f64::from(15_001 + 2 * u32::try_from(at).unwrap()) / 10_000.0
}

/// Notes for every value of [`value`] when the first frame that shows it was drawn.
fn note_when_drawn(window: &Window, css: &str) {
    window.script(&format!(
        "{PAINTED} window.drawn = {{}}; window.written = {{}}; \
         new MutationObserver(() => {{ \
            const value = document.querySelector('{css}')?.textContent.match(/1\\.5\\d\\d\\d/)?.[0]; \
            if (!value || value in window.drawn) return; \
            window.drawn[value] = null; window.written[value] = at(); \
            painted((at) => {{ window.drawn[value] = at; }}); \
         }}).observe(document.body, {{ subtree: true, childList: true, characterData: true }})"
    ));
}
