//! A day of eight experiments, 2,000 entries and 20,000 samples, in the real windows: how long it takes to open, and
//! how long a new entry takes until both windows have drawn it. Beside it the same with a day that has just begun. Both
//! days are watched: three of four metrics are asked for every five seconds, and both windows draw them as they come.

#[path = "../../../../crates/domain/benches/fold/journal.rs"]
mod journal;

use crate::{
    answers,
    drawn::{PAINTED, opening},
    plain::{Plain, rows},
    quantile,
    row::Row,
};
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
use tests::{
    bridge::{ask, put_on_stage},
    new_workspace,
    window::Window,
};

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
/// What the console of a day has when it is whole.
const WHOLE: &str = "document.querySelector('[data-act=clock] .timer') \
    && document.querySelector('[data-act=journal] .journal-row') \
    && document.querySelector('[data-act=steady] tbody tr') && document.querySelector('[data-act=conditions] li')";
/// What shows that the room in between stands.
const ELSEWHERE: &str = "[data-act=open-experiment]";

/// Both, for the large day beside plain HTML and beside the small day.
pub fn bench() {
    let plain = Plain::new("bench-day-plain");
    let few = measure("bench-day-few", EVENTS_FEW, 0, None);
    let mut many = measure("bench-day", EVENTS, SAMPLES, Some(&plain));
    let mut reference = reference(&plain);
    let size = format!("a day of {EVENTS} entries and {SAMPLES} samples");
    rows(&format!("opening {size}"), &mut many.open_ms, &mut reference.open_ms);
    rows("new entry drawn on both windows", &mut many.both_ms(), &mut reference.both_ms());
    let beside_few = |what: &str, many: &mut [f64], few: &mut [f64]| {
        let what = format!("{what}, median, beside one of {EVENTS_FEW} entries");
        Row::new(what, quantile(many, 0.5), "ms").beside(quantile(few, 0.5)).write();
    };
    let (mut few_open_ms, mut few_both_ms) = (few.open_ms.clone(), few.both_ms());
    beside_few(&format!("opening {size}"), &mut many.open_ms, &mut few_open_ms);
    beside_few("new entry of the large day", &mut many.both_ms(), &mut few_both_ms);
}

#[derive(Default)]
struct Measured {
    open_ms: Vec<f64>,
    console_ms: Vec<f64>,
    stage_ms: Vec<f64>,
}

impl Measured {
    /// Until the slower of the two windows has drawn the entry.
    fn both_ms(&self) -> Vec<f64> {
        self.console_ms.iter().zip(&self.stage_ms).map(|(console, stage)| console.max(*stage)).collect()
    }
}

fn measure(name: &str, events: usize, samples: usize, plain: Option<&Plain>) -> Measured {
    let (workspace, day) = written(name, events, samples);
    let window = Window::open_as_shipped(&workspace);
    window.resize(1440, 900);
    // Readyroom was not there since the last entry; the room has said so long ago.
    let gap = ask(&window, "Journal", &json!({ "run": day, "after": events }))[0]["seq"].clone();
    if !gap.is_null() {
        append(&window, day, &json!({ "event": "gap-decided", "gap": gap, "counts": false }));
    }
    let go = |address: &str| format!("location.hash = '#{address}'");
    let run = format!("/game-days/{day}/run");
    let mut open_ms = Vec::new();
    for round in 0..=OPENINGS {
        window.script(&go("/experiments"));
        window.wait_for(ELSEWHERE);
        if let Some(plain) = plain.filter(|_| round == 0) {
            window.settle();
            plain.room("experiments", &window);
        }
        let took_ms = opening(&window, &go(&run), WHOLE);
        open_ms.extend((round > 0).then_some(took_ms));
    }
    put_on_stage(&window, &json!(day));
    let request = |value: f64| {
        let event = json!({ "event": "reading", "metric": "Checkout p99", "value": value, "reader": "Jonas Petersen", "source": "" });
        let call = json!({ "call": { "call": "Append", "with": { "run": day, "actor": "Mira Kovač", "event": event } } });
        format!("__TAURI__.core.invoke('call', {call})")
    };
    let (console_ms, stage_ms) = drawn(&window, "#/stage", &request);
    let seen =
        ask(&window, "Samples", &json!({ "run": day, "experiment": journal::plan().experiments.len() - 1 }));
    assert!(seen.as_array().is_some_and(|seen| seen.iter().any(is_fresh)), "nobody watched this day: {seen}");
    if let Some(plain) = plain {
        plain.page("console", &window);
        plain.room("run", &window);
        window.show_stage();
        plain.page("stage", &window);
        window.show_console();
    }
    window.close();
    Measured { open_ms, console_ms, stage_ms }
}

/// The same in bare windows.
fn reference(plain: &Plain) -> Measured {
    let window = plain.open();
    window.resize(1440, 900);
    let mut open_ms = Vec::new();
    for round in 0..=OPENINGS {
        window.script("show('experiments', '#/experiments')");
        window.wait_for(ELSEWHERE);
        let took_ms = opening(&window, "show('run', '#/game-days')", WHOLE);
        open_ms.extend((round > 0).then_some(took_ms));
    }
    let (console_ms, stage_ms) = drawn(&window, "stage.html", &|value| format!("tell('{value:.4}')"));
    window.close();
    Measured { open_ms, console_ms, stage_ms }
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

/// From the request to the drawn frame with the new reading: on the console, and on the stage.
fn drawn(window: &Window, stage: &str, request: &dyn Fn(f64) -> String) -> (Vec<f64>, Vec<f64>) {
    let console = window.script("return location.href");
    let console = console.as_str().unwrap();
    window.show(stage);
    window.wait_for(".stage-readings");
    note_when_drawn(window, ".stage-readings");
    window.show(console);
    note_when_drawn(window, "[data-act=steady]");
    let mut begun = Vec::new();
    for at in 0..APPENDS {
        let script = format!("{PAINTED} const begun = at(); {}; return begun", request(value(at)));
        begun.push(window.script(&script).as_f64().unwrap());
        sleep(Duration::from_millis(400)); // both windows are at rest again
    }
    let on_console = all_drawn(window);
    window.show(stage);
    let on_stage = all_drawn(window);
    window.show(console);
    // A frame may show the next entry already: then both were drawn with it.
    let took = |drawn: &serde_json::Value| -> Vec<f64> {
        let shown = |at: usize| (at..APPENDS).find_map(|at| drawn[format!("{:.4}", value(at))].as_f64());
        let took = |at: usize| {
            shown(at).unwrap_or_else(|| panic!("entry {at} was never drawn: {drawn}")) - begun[at]
        };
        (0..APPENDS).map(took).collect()
    };
    (took(&on_console), took(&on_stage))
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
        "{PAINTED} window.drawn = {{}}; \
         new MutationObserver(() => {{ \
            const value = document.querySelector('{css}')?.textContent.match(/1\\.5\\d\\d\\d/)?.[0]; \
            if (!value || value in window.drawn) return; \
            window.drawn[value] = null; \
            painted((drawn) => {{ window.drawn[value] = drawn; }}); \
         }}).observe(document.body, {{ subtree: true, childList: true, characterData: true }})"
    ));
}
