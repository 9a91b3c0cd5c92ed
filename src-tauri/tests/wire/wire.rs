//! A desk with clocks that only move when told and windows that only remember.

use contract::{Call, Caller, Monitor, Notice, Refusal, StagePlace};
use domain::Instant;
use readyroom::{
    clock::{Clock, Pulse},
    desk::{Desk, Desktop, Front},
    office::Office,
};
use serde_json::{Value, json};
use std::{
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering::SeqCst},
    },
};

/// Clocks that only move when they are told to.
pub struct Hand {
    wall_ms: AtomicI64,
    boot_ms: AtomicI64,
    awake_ms: AtomicI64,
}

impl Hand {
    pub fn at(wall_ms: i64) -> Self {
        Self { wall_ms: wall_ms.into(), boot_ms: 0.into(), awake_ms: 0.into() }
    }
}

impl Clock for Hand {
    fn now(&self) -> Instant {
        Instant::from_ms(self.wall_ms.load(SeqCst))
    }
    fn pulse(&self) -> Pulse {
        let boot_ms = Some(self.boot_ms.load(SeqCst));
        Pulse { wall: self.now(), boot_ms, awake_ms: self.awake_ms.load(SeqCst) }
    }
}

/// Windows that only remember what they were told, on a laptop with a projector.
pub struct NoWindows {
    pub told: Mutex<Vec<Notice>>,
    pub desktop: Mutex<Desktop>,
    /// Where the stage has its window.
    pub stage: Mutex<Option<StagePlace>>,
}

impl Default for NoWindows {
    fn default() -> Self {
        let console = Some(laptop());
        let desktop = Desktop { monitors: vec![laptop(), projector()], console, stage: None };
        Self { told: Mutex::default(), desktop: desktop.into(), stage: Mutex::default() }
    }
}

pub fn laptop() -> Monitor {
    Monitor { name: "eDP-1".to_owned(), x_px: 0, y_px: 0, width_px: 1440, height_px: 900 }
}

pub fn projector() -> Monitor {
    Monitor { name: "HDMI-1".to_owned(), x_px: 1440, y_px: 0, width_px: 1920, height_px: 1080 }
}

impl Front for NoWindows {
    fn notify(&self, notice: Notice) {
        self.told.lock().unwrap().push(notice);
    }
    fn put_stage(&self, place: &StagePlace) -> Result<(), Refusal> {
        *self.stage.lock().unwrap() = place.is_open().then(|| place.clone());
        Ok(())
    }
    fn has_stage(&self) -> bool {
        self.stage.lock().unwrap().is_some()
    }
    fn leave(&self) {}
    fn desktop(&self) -> Desktop {
        self.desktop.lock().unwrap().clone()
    }
}

pub struct Wire {
    pub office: Office,
    /// The desk at the workspace that was opened first.
    pub desk: Arc<Desk>,
    pub clock: Arc<Hand>,
    pub front: Arc<NoWindows>,
}

pub const START_MS: i64 = 1_795_600_000_000;

impl Wire {
    pub fn open(path: &Path, at_ms: i64) -> Self {
        let (clock, front) = (Arc::new(Hand::at(at_ms)), Arc::new(NoWindows::default()));
        // Beside the workspace of a test, so that none finds the list of another one.
        let recent = path.with_file_name("recent.json");
        let office = Office::new(path.to_owned(), Some(recent), clock.clone(), front.clone());
        let desk = office.desk().unwrap();
        Self { office, desk, clock, front }
    }

    pub fn ask(&self, call: &str, with: Value) -> Result<Value, Refusal> {
        self.ask_as(Caller::Console, call, with)
    }

    pub fn ask_as(&self, caller: Caller, call: &str, with: Value) -> Result<Value, Refusal> {
        let call: Call = serde_json::from_value(json!({ "call": call, "with": with })).unwrap();
        let answer = self.office.call(call, caller)?;
        Ok(serde_json::from_slice(&answer).unwrap())
    }

    pub fn create(&self, kind: &str, body: Value) -> Value {
        self.ask("Create", json!({ "document": { "kind": kind, "body": body } })).unwrap()
    }

    pub fn append(&self, run: &Value, event: Value) -> Result<Value, Refusal> {
        self.ask("Append", json!({ "run": run, "actor": "", "event": event }))
    }

    pub fn wait(&self, ms: i64) {
        self.clock.awake_ms.fetch_add(ms, SeqCst);
        self.sleep(ms);
    }

    /// The computer sleeps: the wall and boot time go on.
    pub fn sleep(&self, ms: i64) {
        self.clock.boot_ms.fetch_add(ms, SeqCst);
        self.set_wall(ms);
    }

    /// Somebody sets the clock on the wall.
    pub fn set_wall(&self, by_ms: i64) {
        self.clock.wall_ms.fetch_add(by_ms, SeqCst);
    }

    /// A game day with one ready experiment; its id.
    pub fn planned_day(&self, title: &str) -> Value {
        let experiment = self.create("experiment", experiment());
        self.create("game-day", game_day(title, &experiment["id"]))["id"].clone()
    }

    /// Begins a day as somebody does who has read its warnings.
    pub fn start(&self, day: &Value) -> Result<Value, Refusal> {
        let findings = self.ask("Lint", json!({ "game_day": day }))?;
        let warnings = findings.as_array().into_iter().flatten().filter(|what| what["severity"] == "warning");
        let acknowledged: Vec<_> = warnings.map(|what| what["message"].clone()).collect();
        self.ask("StartRun", json!({ "game_day": day, "acknowledged": acknowledged }))
    }

    pub fn running_day(&self) -> Value {
        let day = self.planned_day("Autumn");
        self.start(&day).unwrap();
        self.append(&day, json!({ "event": "experiment-started", "experiment": 0 })).unwrap();
        day
    }

    pub fn journal(&self, run: &Value) -> Vec<Value> {
        serde_json::from_value(self.ask("Journal", json!({ "run": run, "after": 0 })).unwrap()).unwrap()
    }
}

pub fn experiment() -> Value {
    json!({
        "title": "Payment provider blocked", "service_id": null,
        "hypothesis": { "when": "the provider stops answering", "then": "queue orders" },
        "metrics": [{ "name": "p99", "unit": "ms", "baseline": 412.0, "range": { "min": null, "max": 900.0 }, "source": "Grafana" }],
        "fault": { "kind": "dependency", "action": "Block egress", "target": "payments-psp", "blast_radius": "Single AZ", "duration_min": 10 },
        "baseline_min": 15,
        "conditions": [{ "text": "Customers see errors", "metric": null, "threshold": null, "watcher": "Jonas", "check_every_min": 2 }],
        "rollback": [{ "text": "Allow egress", "rehearsed_on": null }],
        "approvals": []
    })
}

pub fn game_day(title: &str, experiment: &Value) -> Value {
    json!({
        "title": title, "date": "2026-11-24", "start": "13:00:00", "environment": "Staging", "goal": "",
        "participants": [{ "name": "Mira", "role": "facilitator" }, { "name": "Jonas", "role": "observer" }],
        "experiments": [experiment], "checklist": [], "status": "planned", "at": null
    })
}

pub fn workspace() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ours.readyroom");
    (folder, path)
}

pub fn service(name: &str, budget: Value) -> Value {
    json!({
        "name": name, "tier": "critical", "owner_team": "", "oncall_rotation": "", "upstream": [],
        "data_classification": "internal", "deployment_frequency": "daily", "architecture": "microservice",
        "language": "", "infra": "k8s", "traffic_pattern": "steady", "peak_rps": null, "storage_gb": null,
        "monthly_cost_usd": null, "budget": budget
    })
}
