//! The office: at which workspace the desk stands, and how it moves to another one. No Tauri in here.
//!
//! A workspace that cannot be opened still gets a window that says so, and questions try again: what stood in the way may be
//! gone. What is asked of the office itself is answered also then, and at once.

use crate::{
    clock::Clock,
    desk::{Desk, Front},
    places,
    recent::{Line, Recent},
};
use contract::{
    Answer, Call, Caller, Code, ForgetWorkspace, Leave, NewWorkspace, Notice, OpenWorkspace, RecentWorkspace,
    RecentWorkspaces, Refusal, Request,
};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use store::{Access, Settings, Store, Trouble};

/// The one desk, and what is needed to put it at another workspace.
pub struct Office {
    clock: Arc<dyn Clock>,
    front: Arc<dyn Front>,
    recent: Recent,
    at: Mutex<At>,
    /// Held by whoever opens, which may take seconds: when it last failed, and why.
    opening: Mutex<Option<(Instant, Refusal)>>,
    /// How many requests are being answered.
    underway: AtomicUsize,
}

/// So long after a failure questions have the same answer: a window asks several at once.
const AGAIN: Duration = Duration::from_secs(1);
/// Between two looks whether a request is still being answered.
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// After so many looks in a row that found none, none follows: a window sends one word after the other.
const QUIET_LOOKS: u32 = 5;

/// Where the desk stands.
struct At {
    path: PathBuf,
    /// None until the workspace could be opened.
    desk: Option<Arc<Desk>>,
}

impl Office {
    /// An office at a workspace, which is opened by the first question. `recent` is where the list of workspaces is; without
    /// it none is remembered.
    #[must_use]
    pub fn new(path: PathBuf, recent: Option<PathBuf>, clock: Arc<dyn Clock>, front: Arc<dyn Front>) -> Self {
        Self {
            clock,
            front,
            recent: Recent(recent),
            at: Mutex::new(At { path, desk: None }),
            opening: Mutex::default(),
            underway: AtomicUsize::new(0),
        }
    }

    /// Answers a request of a window, in JSON.
    ///
    /// # Errors
    /// The refusal of whoever answered, or the stage asked for more than it shows.
    pub fn call(&self, call: Call, caller: Caller) -> Result<Vec<u8>, Refusal> {
        let _until_answered = Underway::begin(&self.underway);
        if caller == Caller::Stage && !self.desk()?.stage_may(&call) {
            return Err(Refusal::stage_only_reads());
        }
        contract::dispatch(self, call, caller)
    }

    /// Waits until everything that was asked is answered: what was typed may wait behind an import. Whether it is, or it took
    /// longer than `within`.
    #[must_use]
    pub fn has_answered(&self, within: Duration) -> bool {
        let (begun, mut quiet) = (Instant::now(), 0);
        while quiet < QUIET_LOOKS && begun.elapsed() < within {
            std::thread::sleep(LOOK_EVERY);
            quiet = if self.underway.load(Ordering::SeqCst) == 0 { quiet + 1 } else { 0 };
        }
        quiet == QUIET_LOOKS
    }

    /// The desk; the workspace is opened where it is not yet.
    ///
    /// # Errors
    /// Why it cannot be opened.
    pub fn desk(&self) -> Result<Arc<Desk>, Refusal> {
        if let Some(desk) = self.open_desk() {
            return Ok(desk);
        }
        let mut failed = self.opening.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(desk) = self.open_desk() {
            return Ok(desk); // somebody else has opened it meanwhile
        }
        if let Some((at, refusal)) = &*failed
            && at.elapsed() < AGAIN
        {
            return Err(refusal.clone());
        }
        let path = self.at().path.clone();
        let desk =
            self.open(&path).inspect_err(|refusal| *failed = Some((Instant::now(), refusal.clone())))?;
        let mut at = self.at();
        if let Some(other) = &at.desk {
            return Ok(Arc::clone(other)); // the desk was moved to another workspace meanwhile
        }
        at.desk = Some(Arc::clone(&desk));
        drop(at);
        self.remember(&desk);
        Ok(desk)
    }

    /// The desk, if its workspace is open already.
    #[must_use]
    pub fn open_desk(&self) -> Option<Arc<Desk>> {
        self.at().desk.clone()
    }

    fn open(&self, path: &Path) -> Result<Arc<Desk>, Refusal> {
        let store = Store::open(path, Access::Write, self.clock.now())?;
        Ok(Arc::new(Desk::new(store, Arc::clone(&self.clock), Arc::clone(&self.front))?))
    }

    /// Refuses what can be refused before the other file is touched.
    fn may_move_to(&self, path: &Path) -> Result<(), Refusal> {
        let Some(desk) = self.open_desk() else { return Ok(()) };
        if desk.is_at(path) {
            let words = format!("{} is the workspace that is open here.", path.display());
            return Err(Refusal::new(Code::Conflict, words));
        }
        desk.may_end()
    }

    /// Opens the workspace at `path`, and only then ends the desk at this one.
    fn move_to(&self, path: &Path) -> Result<(), Refusal> {
        let desk = self.open(path)?;
        let mut at = self.at();
        let before = at.desk.take();
        if let Some(old) = &before
            && let Err(refusal) = old.end()
        {
            at.desk = before;
            drop(at);
            drop(desk.close()); // opened in vain: why this one stays is what counts
            return Err(refusal);
        }
        *at = At { path: path.to_owned(), desk: Some(Arc::clone(&desk)) };
        drop(at);
        if let Some(old) = before {
            old.leave_stage();
        }
        self.remember(&desk);
        self.front.notify(Notice::Replaced);
        Ok(())
    }

    /// A name that has no letters for a list is not remembered.
    fn remember(&self, desk: &Desk) {
        if let (Some(path), Ok(name)) = (desk.path().to_str(), desk.name()) {
            self.recent.note(Line { path: path.to_owned(), name });
        }
    }

    fn at(&self) -> MutexGuard<'_, At> {
        self.at.lock().unwrap_or_else(PoisonError::into_inner) // every change under it is a single assignment
    }
}

/// One request, as long as it is being answered.
struct Underway<'a>(&'a AtomicUsize);

impl<'a> Underway<'a> {
    fn begin(all: &'a AtomicUsize) -> Self {
        all.fetch_add(1, Ordering::SeqCst);
        Self(all)
    }
}

impl Drop for Underway<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Everything that is about what the workspace holds is asked of the desk.
impl<R: Request> Answer<R> for Office
where
    Desk: Answer<R>,
{
    fn answer(&self, request: R, caller: Caller) -> Result<R::Reply, Refusal> {
        let desk = self.desk()?;
        desk.in_place()?; // a window never goes on with a file that is no longer the person's
        desk.answer(request, caller)
    }
}

impl Answer<RecentWorkspaces> for Office {
    fn answer(&self, _: RecentWorkspaces, _: Caller) -> Result<Vec<RecentWorkspace>, Refusal> {
        let desk = self.open_desk();
        let of = |line: Line| {
            let (there, here) =
                (line.is_there(), desk.as_ref().filter(|desk| desk.is_at(Path::new(&line.path))));
            let name = here.and_then(|desk| desk.name().ok()).unwrap_or(line.name);
            RecentWorkspace { path: line.path, name, there, open: here.is_some() }
        };
        Ok(self.recent.lines().into_iter().map(of).collect())
    }
}

impl Answer<OpenWorkspace> for Office {
    fn answer(&self, OpenWorkspace { path }: OpenWorkspace, _: Caller) -> Result<(), Refusal> {
        let path = places::typed(&path)?;
        self.may_move_to(&path)?;
        if !path.exists() {
            return Err(Trouble::Missing { path }.into()); // opening it would make a new one
        }
        self.move_to(&path)
    }
}

impl Answer<NewWorkspace> for Office {
    fn answer(&self, new: NewWorkspace, _: Caller) -> Result<(), Refusal> {
        let NewWorkspace { path, name, facilitator, zone } = new;
        let path = places::typed(&path)?;
        self.may_move_to(&path)?;
        let actor = facilitator.clone();
        let settings = Settings { name, facilitator, zone, ..Settings::fresh() };
        Store::create(&path, (self.clock.now(), &actor), |tx| -> Result<(), Refusal> {
            let fresh = tx.workspace()?;
            tx.save(fresh.id, fresh.version, settings.clone().into())?;
            Ok(())
        })?;
        self.move_to(&path)
    }
}

impl Answer<Leave> for Office {
    fn answer(&self, _: Leave, _: Caller) -> Result<(), Refusal> {
        self.front.leave();
        Ok(())
    }
}

impl Answer<ForgetWorkspace> for Office {
    fn answer(&self, ForgetWorkspace { path }: ForgetWorkspace, _: Caller) -> Result<(), Refusal> {
        self.recent.forget(&path)
    }
}
