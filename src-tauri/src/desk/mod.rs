//! The desk: answers the requests of the contract about what a workspace holds. One folder a system; no Tauri in here.

pub(crate) mod assessment;
pub(crate) mod capacity;
pub(crate) mod catalog;
pub(crate) mod chaos;
mod incident;
pub(crate) mod interchange;
pub(crate) mod noun;
mod paper;
pub(crate) mod postmortem;
mod records;
mod restore;
mod run;
mod stage;

pub use stage::{Desktop, Front};

use crate::{
    clock::{Clock, Pulse, jumps},
    prometheus::Asker,
};
use charts::Palette;
use contract::{Answer, Caller, Code, Greet, Greeting, KeepWords, Notice, Ready, Refusal, Theme};
use domain::{
    Id, Instant, Kind,
    document::Workspace,
    journal::{Common, GapCause},
};
use std::{
    any::Any,
    collections::HashMap,
    path::Path,
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
    /// Runs as they stand, of whatever kind, so that an append need not read its whole journal again. Truth is in the file.
    runs: Mutex<HashMap<Id, Box<dyn Any + Send>>>,
    stage: Mutex<stage::Shown>,
    /// The last look at the clocks whose findings are in the file. Its lock holds all runs still.
    last_pulse: Mutex<Pulse>,
    asker: Asker,
    /// What came of earlier days, so that a history need not read every journal again. Truth is in the file.
    results: Mutex<chaos::results::Known>,
    /// What capacity models answer, and what is tried on them. Truth is in the file.
    capacity: Mutex<capacity::Known>,
    /// Imports go one after the other, so that each finds what the one before it wrote.
    importing: Mutex<()>,
}

impl Desk {
    /// A desk over an open workspace. What was in progress when Readyroom last went away gets its gap.
    ///
    /// # Errors
    /// The workspace cannot be read.
    pub fn new(store: Store, clock: Arc<dyn Clock>, front: Arc<dyn Front>) -> Result<Self, Refusal> {
        let (runs, stage) = (Mutex::default(), Mutex::default());
        let last_pulse = Mutex::new(clock.pulse()); // a sleep right after the start is one too
        let desk = Self {
            store,
            clock,
            front,
            runs,
            stage,
            last_pulse,
            asker: Asker::default(),
            results: Mutex::default(),
            capacity: Mutex::default(),
            importing: Mutex::default(),
        };
        desk.note_absence()?;
        Ok(desk)
    }

    /// Refuses when another file has taken the name of the workspace.
    ///
    /// # Errors
    /// It has.
    pub fn in_place(&self) -> Result<(), Refusal> {
        Ok(self.store.in_place()?)
    }

    /// Where the workspace is.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.store.path()
    }

    /// Whether `path` is another name of the workspace that is open.
    #[must_use]
    pub fn is_at(&self, path: &Path) -> bool {
        self.store.is_at(path)
    }

    /// What the workspace is called.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn name(&self) -> Result<String, Refusal> {
        Ok(self.workspace()?.1.name)
    }

    /// Writes what is only in the log beside the file into the file itself.
    ///
    /// # Errors
    /// The disk refused it. Nothing is lost then, and the next one tries again.
    pub fn fold(&self) -> Result<(), Refusal> {
        Ok(self.store.fold()?)
    }

    /// What a person must know about the file, in a sentence.
    #[must_use]
    pub fn warning(&self) -> Option<String> {
        self.store.warning()
    }

    /// Ends the session: the file alone is whole then.
    ///
    /// # Errors
    /// The disk refused it. Nothing is lost then.
    pub fn close(&self) -> Result<(), Refusal> {
        Ok(self.store.close()?)
    }

    /// Ends the session as [`Desk::close`] does, unless a run is in progress: its clock would go on without anybody.
    ///
    /// # Errors
    /// A run is in progress, or the disk refused it.
    pub fn end(&self) -> Result<(), Refusal> {
        let _still = lock(&self.last_pulse); // holds all runs still
        self.may_end()?;
        self.close()
    }

    /// Refuses while a run is in progress.
    ///
    /// # Errors
    /// One is.
    pub fn may_end(&self) -> Result<(), Refusal> {
        if self.store.open_runs()?.is_empty() {
            return Ok(());
        }
        let words = "A run is in progress. End it before another file takes the place of this one.";
        Err(Refusal::new(Code::Conflict, words))
    }

    /// The clock task's look: writes down what happened to time since the last one, and keeps the sign of life.
    ///
    /// # Errors
    /// The workspace cannot be written. The next look then finds the same again.
    pub fn pulse(&self) -> Result<(), Refusal> {
        let mut last = lock(&self.last_pulse);
        let now = self.catch_up(&mut last)?;
        if self.store.open_runs()?.is_empty() && noun::last_said_at(&self.store)?.is_none() {
            return Ok(());
        }
        Ok(self.store.beat(now)?)
    }

    /// What happened to time since the last look comes before what happens in any room now: it goes into all open runs
    /// and reviews in one transaction. Returns the present instant. Whoever holds `last` holds all runs still.
    fn catch_up(&self, last: &mut Pulse) -> Result<Instant, Refusal> {
        let pulse = self.clock.pulse();
        let found = jumps(*last, pulse);
        if !found.is_empty() {
            self.write_into_all(pulse.wall, &found)?;
        }
        *last = pulse;
        Ok(pulse.wall)
    }

    /// Writes what happened to time into every open run, whatever it is a run of, and into every review in the room.
    fn write_into_all(&self, now: Instant, found: &[Common]) -> Result<(), Refusal> {
        let open = self.store.open_runs()?;
        let written = self.store.transact(now, OURSELVES, |tx| -> Result<(), Refusal> {
            for (_, run) in &open {
                for event in found {
                    tx.append(*run, now, OURSELVES, event.clone())?;
                }
            }
            noun::jumped(tx, found)
        })?;
        let mut runs = lock(&self.runs);
        open.iter().for_each(|(_, run)| drop(runs.remove(run))); // they are read again when they are next asked for
        drop(runs);
        self.tell(written);
        Ok(())
    }

    /// Runs and reviews in progress, at the start of the program: the time since the last sign of life is a gap that
    /// their rooms decide on.
    fn note_absence(&self) -> Result<(), Refusal> {
        let (open, last_said_at) = (self.store.open_runs()?, noun::last_said_at(&self.store)?);
        if open.is_empty() && last_said_at.is_none() {
            return Ok(());
        }
        let now = self.now();
        let ids: Vec<Id> = open.iter().map(|(_, id)| *id).collect();
        let alive_at = self.store.last_beat()?.max(self.store.last_entry_at(&ids)?).max(last_said_at);
        let away_ms = alive_at.map_or(0, |alive_at| now.since(alive_at));
        if away_ms >= 1_000 {
            let from = now.plus_ms(-away_ms);
            self.write_into_all(now, &[Common::GapFound { cause: GapCause::Away, from, to: now }])?;
        } else if away_ms < 0 {
            // Somebody set the clock back meanwhile. How long nobody was here cannot be known; the countdown goes on.
            self.write_into_all(now, &[Common::ClockSet { by_ms: away_ms }])?;
        }
        if let Some((_, latest)) = open.first() {
            lock(&self.stage).run = Some(*latest);
        }
        Ok(self.store.beat(now)?)
    }

    /// The run of a kind that is in progress, the latest where there are several.
    fn running(&self, kind: Kind) -> Result<Option<Id>, Refusal> {
        Ok(self.store.open_runs()?.into_iter().find(|(known, _)| *known == kind).map(|(_, id)| id))
    }

    fn now(&self) -> Instant {
        self.clock.now()
    }

    fn workspace(&self) -> Result<(Id, Workspace), Refusal> {
        let record = self.store.workspace()?;
        Ok((record.id, store::body(record.document)?))
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
            clocks: workspace.zone.clocks(),
            workspace,
            workspace_id,
            path: self.store.path().display().to_string(),
            warning: if caller == Caller::Console { self.store.warning() } else { None },
            version: env!("CARGO_PKG_VERSION").to_owned(),
            kept: if caller == Caller::Console { self.store.kept_words()? } else { Vec::new() },
            running: self.store.open_runs()?,
        })
    }
}

impl Answer<KeepWords> for Desk {
    fn answer(&self, KeepWords { place, words }: KeepWords, _: Caller) -> Result<(), Refusal> {
        Ok(self.store.keep_words(&place, words.as_deref(), self.now())?)
    }
}

impl Answer<Ready> for Desk {
    fn answer(&self, _: Ready, caller: Caller) -> Result<(), Refusal> {
        tracing::info!(?caller, "the window has drawn its first data");
        Ok(())
    }
}

/// The colours of a theme.
const fn palette(theme: Theme) -> Palette {
    match theme {
        Theme::Light => Palette::light(),
        Theme::Dark => Palette::dark(),
        Theme::Contrast => Palette::contrast(),
    }
}

/// A lock whose holder panicked still guards whole values: every change under it is a single assignment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
