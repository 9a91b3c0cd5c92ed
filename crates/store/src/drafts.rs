//! Drafts: a new file is whole, and on the disk, before it gets its name.

use crate::{
    Trouble,
    hold::Hold,
    open::{beside, file_flags},
};
use rusqlite::Connection;
use std::{
    fs::{self, File, TryLockError},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    time::Duration,
};
use tempfile::NamedTempFile;

/// How names of drafts begin; the others are those of earlier versions.
const PREFIX: &str = ".readyroom-draft-";
const PREFIXES: [&str; 3] = [PREFIX, ".readyroom-new-", ".readyroom-copy-"];
/// What SQLite keeps beside a file while it writes.
const COMPANIONS: [&str; 3] = ["-journal", "-wal", "-shm"];
/// Where a lock does not say whether somebody writes a draft: one that nobody touched for so long was left by a process that
/// died.
const OLD: Duration = Duration::from_secs(3600);

/// A draft of the file `place`, in its folder, held until it has its name. It goes away by itself unless it is given one.
///
/// # Errors
/// What the system said, about `place`.
pub fn draft(place: &Path) -> Result<NamedTempFile, Trouble> {
    loop {
        let made = tempfile::Builder::new().prefix(PREFIX).tempfile_in(folder(place));
        let made = made.map_err(|cause| Trouble::io(place, plain(&cause)))?;
        // Somebody who sweeps may have taken it for one that nobody holds, a moment before it was held.
        if !LOCKS || made.as_file().lock().is_err() || made.path().exists() {
            return Ok(made);
        }
    }
}

/// Whether a draft can be held by a lock: where that is kept apart from the locks of SQLite.
const LOCKS: bool = cfg!(target_os = "linux");

/// Removes what processes that were killed have left in the folder of `place`.
pub fn sweep(place: &Path) {
    let Ok(entries) = fs::read_dir(folder(place)) else { return };
    let is_draft = |name: &str| PREFIXES.iter().any(|prefix| name.starts_with(prefix));
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let found: Vec<PathBuf> =
        names.filter(|name| is_draft(name)).map(|name| place.with_file_name(name)).collect();
    let whole = |path: &Path| {
        let path = path.to_string_lossy();
        COMPANIONS.iter().find_map(|ending| path.strip_suffix(ending)).map(PathBuf::from)
    };
    // What lies beside a draft goes with it or after it, never before.
    let (beside, drafts): (Vec<_>, Vec<_>) = found.iter().partition(|path| whole(path).is_some());
    let remove = |path: &Path| {
        let gone = fs::remove_file(path);
        tracing::info!(path = %path.display(), ok = gone.is_ok(), "a draft of a process that died was swept");
    };
    for path in drafts {
        if let Some(_held) = left(path) {
            remove(path);
        }
    }
    beside
        .into_iter()
        .filter(|path| whole(path).is_some_and(|whole| !whole.exists()))
        .for_each(|path| remove(path));
}

/// A draft that nobody writes any more, held so that nobody begins to.
fn left(path: &Path) -> Option<File> {
    let draft = File::open(path).ok()?;
    let is_left = match draft.try_lock() {
        Ok(()) if LOCKS => true,
        Err(TryLockError::WouldBlock) => false,
        _ => draft
            .metadata()
            .and_then(|meta| meta.modified())
            .is_ok_and(|at| at.elapsed().is_ok_and(|age| age > OLD)),
    };
    is_left.then_some(draft)
}

/// Gives a draft its name, which nobody has yet.
pub(crate) fn name(draft: NamedTempFile, place: &Path) -> Result<(), Trouble> {
    draft.as_file().sync_all().map_err(|cause| Trouble::io(place, cause))?;
    draft.persist_noclobber(place).map_err(|refused| match refused.error.kind() {
        ErrorKind::AlreadyExists => Trouble::Exists { path: place.to_owned() },
        _ => Trouble::io(place, plain(&refused.error)),
    })?;
    sync_folder(place);
    Ok(())
}

/// Gives a draft its name, whoever has it now.
pub(crate) fn name_over(draft: NamedTempFile, place: &Path) -> Result<(), Trouble> {
    draft.as_file().sync_all().map_err(|cause| Trouble::io(place, cause))?;
    draft.persist(place).map_err(|refused| Trouble::io(place, plain(&refused.error)))?;
    sync_folder(place);
    Ok(())
}

/// Puts a draft in the place of the workspace that is held, which nobody has open, and keeps that as `kept`. At any moment
/// there is a whole file at `place`: the old one or the new one.
pub(crate) fn swap(hold: &mut Hold, draft: NamedTempFile, place: &Path, kept: &Path) -> Result<(), Trouble> {
    draft.as_file().sync_all().map_err(|cause| Trouble::io(place, cause))?;
    if place.exists() {
        keep(place, kept)?;
        // A log that could not be folded belongs to the old file, and SQLite would take it for one of the new file.
        let log = beside(place, "-wal");
        if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
            keep(&log, &beside(kept, "-wal"))?;
        }
        for ending in ["-wal", "-shm", "-journal"] {
            match fs::remove_file(beside(place, ending)) {
                Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(Trouble::io(place, cause)),
                _ => {}
            }
        }
    }
    hold.release_file();
    name_over(draft, place)
}

/// A second name for a file, or a copy where the file system knows no second names. Never over another file.
fn keep(file: &Path, kept: &Path) -> Result<(), Trouble> {
    match fs::hard_link(file, kept) {
        Ok(()) => Ok(()),
        Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {
            Err(Trouble::Exists { path: kept.to_owned() })
        }
        Err(_) => {
            let draft = draft(kept)?;
            fs::copy(file, draft.path()).map_err(|cause| Trouble::io(kept, cause))?;
            name(draft, kept)
        }
    }
}

/// `place` with `word` before its ending, and a number where that is taken: `w.before-restore.readyroom`.
pub(crate) fn free(place: &Path, word: &str) -> PathBuf {
    let stem = place.file_stem().unwrap_or_default().to_string_lossy();
    let ending = place.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    let named = |n: u32| match n {
        1 => place.with_file_name(format!("{stem}.{word}{ending}")),
        n => place.with_file_name(format!("{stem}.{word}-{n}{ending}")),
    };
    (1..).map(named).find(|path| path.symlink_metadata().is_err()).unwrap_or_else(|| named(1))
}

/// A connection to a draft, which keeps no log: a draft is one file.
pub(crate) fn connect(draft: &NamedTempFile) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(draft.path(), file_flags())
}

/// Makes a new name in a folder survive a power cut, where the system can do that.
fn sync_folder(file: &Path) {
    if cfg!(unix)
        && let Err(cause) = File::open(folder(file)).and_then(|folder| folder.sync_all())
    {
        tracing::warn!(%cause, "the folder of a new file could not be synchronised");
    }
}

fn folder(place: &Path) -> &Path {
    place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// What the system said, without the name of a temporary file around it.
#[must_use]
pub fn plain(cause: &io::Error) -> io::Error {
    let inner = cause.get_ref().and_then(|around| around.source());
    let inner = inner.and_then(|inner| inner.downcast_ref::<io::Error>());
    match inner.unwrap_or(cause).raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => cause.kind().into(),
    }
}
