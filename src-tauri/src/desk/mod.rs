//! The desk: answers every request of the contract. One file per room; no Tauri in here.

mod another_day;
pub(crate) mod assessment;
mod catalog;
pub(crate) mod game_day;
mod interchange;
mod paper;
mod records;
pub(crate) mod results;
mod stage;
mod template;
mod watch;

pub use stage::{Desktop, Front};

use crate::{
    clock::{Clock, Pulse, jumps},
    prometheus::Asker,
};
use contract::{Answer, Call, Caller, Code, Greet, Greeting, Notice, Ready, Refusal};
use domain::{
    Document, Id, Instant,
    run::{Entry, Event, GapCause, Run},
    workspace::Workspace,
};
use serde_json::Value;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};
use store::{Change, Outcome, Store};

/// Whose word it is when the program itself writes into a journal.
const OURSELVES: &str = "Readyroom";

/// Everything that a request may need.
pub struct Desk {
    store: Store,
    clock: Arc<dyn Clock>,
    front: Arc<dyn Front>,
    /// Runs as they stand, so that an append need not read its whole journal again. Truth is in the file.
    runs: Mutex<HashMap<Id, Run>>,
    stage: Mutex<stage::Shown>,
    /// The last look at the clocks whose findings are in the file.
    last_pulse: Mutex<Option<Pulse>>,
    asker: Asker,
    /// What came of earlier days, so that a history need not read every journal again. Truth is in the file.
    results: Mutex<results::Known>,
}

impl Desk {
    /// A desk over an open workspace. A day that was running when Readyroom last went away gets its gap.
    ///
    /// # Errors
    /// The workspace cannot be read.
    pub fn new(store: Store, clock: Arc<dyn Clock>, front: Arc<dyn Front>) -> Result<Self, Refusal> {
        let (runs, stage, last_pulse) = (Mutex::default(), Mutex::default(), Mutex::default());
        let desk = Self {
            store,
            clock,
            front,
            runs,
            stage,
            last_pulse,
            asker: Asker::default(),
            results: Mutex::default(),
        };
        desk.note_absence()?;
        Ok(desk)
    }

    /// Answers a request of a window.
    ///
    /// # Errors
    /// The refusal of whoever answered, or the stage asked for more than it shows.
    pub fn call(&self, call: Call, caller: Caller) -> Result<Value, Refusal> {
        if caller == Caller::Stage && !self.stage_may(&call) {
            return Err(Refusal::stage_only_reads());
        }
        contract::dispatch(self, call, caller)
    }

    /// The clock task's look: writes down what happened to time since the last one, and keeps the sign of life.
    ///
    /// # Errors
    /// The workspace cannot be written. The next look then finds the same again.
    pub fn pulse(&self) -> Result<(), Refusal> {
        let Some(run) = self.store.running()? else {
            *lock(&self.last_pulse) = Some(self.clock.pulse());
            return Ok(());
        };
        let now = self.on_run(run, |_, _, now| Ok((now, Vec::new())))?;
        Ok(self.store.beat(now)?)
    }

    /// What happened to time since the last look comes before what happens in the room now. Returns the present instant.
    fn catch_up(&self, id: Id, run: &mut Run) -> Result<Instant, Refusal> {
        let mut last = lock(&self.last_pulse);
        let pulse = self.clock.pulse();
        if run.ended.is_some() {
            return Ok(pulse.wall); // what happened to time belongs to the day that is running, and waits for it
        }
        let found = last.map_or_else(Vec::new, |before| jumps(before, pulse));
        if !found.is_empty() {
            let written =
                self.store.transact(pulse.wall, OURSELVES, |tx| -> Result<Vec<Entry>, Refusal> {
                    found.into_iter().map(|event| Ok(tx.append(id, pulse.wall, OURSELVES, event)?)).collect()
                })?;
            for entry in self.tell(written) {
                run.apply(&entry);
            }
        }
        *last = Some(pulse);
        Ok(pulse.wall)
    }

    /// A running day, at the start of the program: the time since its last sign of life is a gap that the room decides on.
    fn note_absence(&self) -> Result<(), Refusal> {
        let Some(run) = self.store.running()? else { return Ok(()) };
        let now = self.now();
        let last_entry = self.store.journal(run, 0)?.last().map(|entry| entry.at);
        let alive_at = self.store.last_beat()?.into_iter().chain(last_entry).max();
        let away_ms = alive_at.map_or(0, |alive_at| now.since(alive_at));
        if away_ms >= 1_000 {
            let from = now.plus_ms(-away_ms);
            self.append(run, OURSELVES, Event::GapFound { cause: GapCause::Away, from, to: now })?;
        } else if away_ms < 0 {
            // Somebody set the clock back meanwhile. How long nobody was here cannot be known; the countdown goes on.
            self.append(run, OURSELVES, Event::ClockSet { by_ms: away_ms })?;
        }
        lock(&self.stage).run = Some(run);
        Ok(self.store.beat(now)?)
    }

    fn now(&self) -> Instant {
        self.clock.now()
    }

    fn workspace(&self) -> Result<(Id, Workspace), Refusal> {
        let record = self.store.workspace()?;
        match record.document {
            Document::Workspace(workspace) => Ok((record.id, workspace)),
            _ => Err(Refusal::new(
                Code::Internal,
                "The workspace's settings are of another kind. Run `readyroom check`.",
            )),
        }
    }

    /// Runs `work` in one transaction in the name of whoever sits at the laptop, then tells the windows.
    fn write<T>(&self, work: impl FnOnce(&mut store::Tx<'_>) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let (_, workspace) = self.workspace()?;
        let outcome = self.store.transact(self.now(), &workspace.facilitator, work)?;
        Ok(self.tell(outcome))
    }

    fn tell<T>(&self, outcome: Outcome<T>) -> T {
        for change in outcome.changes {
            self.front.notify(match change {
                Change::Record { kind, id, version } => Notice::Record { kind, id, version },
                Change::Journal { run, seq } => Notice::Journal { run, seq },
            });
        }
        outcome.value
    }
}

impl Answer<Greet> for Desk {
    fn answer(&self, _: Greet, caller: Caller) -> Result<Greeting, Refusal> {
        let (workspace_id, mut workspace) = self.workspace()?;
        if let (Caller::Stage, Some(prometheus)) = (caller, &mut workspace.prometheus) {
            prometheus.url.clear(); // how often it is asked tells how old a value may be; where, is private
        }
        Ok(Greeting {
            workspace,
            workspace_id,
            path: self.store.path().display().to_string(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            running: self.store.running()?,
        })
    }
}

impl Answer<Ready> for Desk {
    fn answer(&self, _: Ready, caller: Caller) -> Result<(), Refusal> {
        tracing::info!(?caller, "the window has drawn its first data");
        Ok(())
    }
}

/// A lock whose holder panicked still guards whole values: every change under it is a single assignment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
