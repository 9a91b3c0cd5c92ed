//! The hold of the one process that writes: two locks, and the mark of the last sequence in one of them.
//!
//! The lock beside the file keeps others off its name, on every system and also while there is no file yet. The lock on the
//! file itself keeps them off its other names (hard links), where the system keeps such locks apart from those of SQLite.
//!
//! The mark says how much was written in which session. It stands outside of the database and of its log, so that the next
//! open can tell that a log is missing or damaged.

use crate::{
    Trouble,
    open::{beside, resolve},
};
use std::{
    fs::{self, File, Metadata, TryLockError},
    io::{self, Seek, Write},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};
use uuid::Uuid;

/// How long somebody who wants to write waits for another one to finish.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);
const ASK_EVERY: Duration = Duration::from_millis(25);

/// The hold. Dropping it lets others write.
#[derive(Debug)]
pub(crate) struct Hold {
    place: PathBuf,
    /// The lock on the file itself.
    file: Option<File>,
    /// Which file it is, to notice that another one has taken its name.
    identity: Option<Identity>,
    /// The lock beside it. It is never deleted: a deleted lock could be taken twice.
    beside: File,
    mark: Mark,
}

/// How much was written, and in which session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark {
    pub session: Uuid,
    /// All versions of all records and all entries of all journals.
    pub written: u64,
}

/// What stays the same when a file is renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Identity(u64, u64);

impl Hold {
    /// Takes the lock beside `place`, where there may be no file yet. Waits for somebody who is about to finish.
    pub(crate) fn take(place: &Path) -> Result<Self, Trouble> {
        let path = beside(place, ".lock");
        let lock = File::options().create(true).read(true).write(true).truncate(false).open(&path);
        let beside = lock.map_err(|cause| Trouble::io(place, cause))?;
        wait_for(&beside, place, &path)?;
        Ok(Self { place: place.to_owned(), file: None, identity: None, beside, mark: Mark::default() })
    }

    /// Takes the lock on the file itself, which is there by now.
    pub(crate) fn take_file(&mut self) -> Result<(), Trouble> {
        // SQLite would fall back to reading only, and say so at the first write, in the middle of a meeting.
        let file = File::options().read(true).write(true).open(&self.place);
        let file = file.map_err(|cause| Trouble::io(&self.place, cause))?;
        if cfg!(target_os = "linux") {
            wait_for(&file, &self.place, &self.place)?;
        }
        self.identity = file.metadata().ok().as_ref().and_then(Identity::of);
        self.file = Some(file);
        Ok(())
    }

    /// Lets go of the file but not of its name: another one is about to take its place.
    pub(crate) fn release_file(&mut self) {
        self.file = None;
        self.identity = None;
    }

    /// Refuses when the name no longer leads to the file that is open.
    pub(crate) fn in_place(&self) -> Result<(), Trouble> {
        let Some(ours) = self.identity else { return Ok(()) };
        match fs::metadata(&self.place) {
            Ok(there) if Identity::of(&there) == Some(ours) => Ok(()),
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(Trouble::io(&self.place, cause)),
            _ => Err(Trouble::Replaced { path: self.place.clone() }),
        }
    }

    /// Begins a session of a file that holds `written` writes.
    pub(crate) fn begin(&mut self, session: Uuid, written: u64) {
        self.mark = Mark { session, written };
        self.write_mark();
    }

    /// Counts writes that are on the disk by now.
    pub(crate) fn count(&mut self, writes: u64) {
        self.mark.written += writes;
        self.write_mark();
    }

    /// Without waiting for the disk: a mark that is older than the file is no false alarm, and a killed process loses none.
    fn write_mark(&mut self) {
        let line = format!("{} {:020}\n", self.mark.session, self.mark.written);
        let written = self.beside.rewind().and_then(|()| self.beside.write_all(line.as_bytes()));
        if let Err(cause) = written {
            tracing::warn!(%cause, "the mark of the last sequence could not be written");
        }
    }
}

impl Mark {
    /// The mark beside `place`, where there is one that can be read.
    pub(crate) fn read(place: &Path) -> Option<Self> {
        let text = fs::read_to_string(beside(place, ".lock")).ok()?;
        let (session, written) = text.trim_end().split_once(' ')?;
        Some(Self { session: session.parse().ok()?, written: written.parse().ok()? })
    }
}

impl Identity {
    #[cfg(unix)]
    pub(crate) fn of(meta: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        Some(Self(meta.dev(), meta.ino()))
    }

    #[cfg(not(unix))]
    pub(crate) fn of(_: &Metadata) -> Option<Self> {
        None
    }
}

/// Whether two names lead to one file.
pub(crate) fn is_same_file(one: &Path, other: &Path) -> bool {
    let identity = |path: &Path| fs::metadata(path).ok().as_ref().and_then(Identity::of);
    let canonical = |path: &Path| fs::canonicalize(path).ok();
    identity(one).is_some_and(|one| identity(other) == Some(one))
        || canonical(one).is_some_and(|one| canonical(other) == Some(one))
}

/// Whether somebody has the workspace at `place` open to write.
pub(crate) fn is_held(place: &Path) -> bool {
    let taken = |path: &Path| {
        File::open(path).is_ok_and(|lock| matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)))
    };
    taken(&beside(place, ".lock")) || (cfg!(target_os = "linux") && taken(place))
}

/// Waits for somebody who has the workspace at `path` open to write and is about to finish. Writes nothing.
///
/// # Errors
/// It stays open.
pub fn free(path: &Path) -> Result<(), Trouble> {
    let place = resolve(path)?;
    let asked = Instant::now();
    while is_held(&place) {
        if asked.elapsed() >= PATIENCE {
            return Err(Trouble::Locked { path: place });
        }
        thread::sleep(ASK_EVERY);
    }
    Ok(())
}

fn wait_for(lock: &File, place: &Path, path: &Path) -> Result<(), Trouble> {
    let asked = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if asked.elapsed() < PATIENCE => thread::sleep(ASK_EVERY),
            Err(TryLockError::WouldBlock) => return Err(Trouble::Locked { path: place.to_owned() }),
            // A file system without locks: the other lock, and SQLite's own, have to do.
            Err(TryLockError::Error(cause)) if cause.kind() == io::ErrorKind::Unsupported => return Ok(()),
            Err(TryLockError::Error(cause)) => return Err(Trouble::io(path, cause)),
        }
    }
}
