//! A copy takes the place of the workspace: looked at first, then swapped in one step, and the old file is kept.

use crate::{
    Access, Inner, Store, Trouble, backup, drafts,
    hold::{Hold, Mark, is_same_file},
    loss, open,
    records::{self, workspace},
    stamps::{self, Stamp},
};
use domain::{
    Id, Instant, Kind,
    restorable::{Lacking, Restorable},
};
use rusqlite::Connection;
use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// Whose copy may take the place of a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// One of this workspace.
    Own,
    /// One of another workspace too, because somebody said so.
    Anybodys,
}

/// Looks at the copy `from` that is to take the place of the workspace at `place`, and changes nothing. Of the workspace,
/// nothing needs to be readable.
///
/// # Errors
/// The copy is none that could be opened, or it is the workspace itself.
pub fn preview(place: &Path, from: &Path, now: Instant) -> Result<Restorable, Trouble> {
    let current = Store::open(place, Access::Read, now).ok();
    compared(place, from, current.as_ref().and_then(Current::of))
}

/// Puts the copy `from` in the place of the workspace at `place`, which nobody may have open and of which nothing needs to
/// be readable. `told` hears before that what the copy holds and lacks. Returns where the old file was kept; nothing where
/// there was none.
///
/// # Errors
/// The copy is not sound or of another workspace, somebody has the workspace open, or the folder cannot be written to. The
/// old file then stays.
pub fn restore(
    place: &Path,
    (from, whose): (&Path, Whose),
    now: Instant,
    told: impl FnOnce(&Restorable),
) -> Result<Option<PathBuf>, Trouble> {
    let place = open::resolve(place)?;
    let was_ours = was_ours(&place);
    let mut hold = Hold::take(&place)?;
    drafts::sweep(&place);
    let found = open::look(&place);
    // Looked at while nobody else writes, so that what is told is what happens.
    let seen = preview(&place, from, now)?;
    may_take_the_place(&seen, whose)?;
    let draft = drafted(&place, from)?;
    match found {
        Ok(open::Found::Nothing) => {
            told(&seen);
            drafts::name(draft, &place).map(|()| None)
        }
        Err(trouble @ Trouble::IsFolder { .. }) => Err(trouble),
        Err(trouble @ Trouble::NotAWorkspace { .. }) if !was_ours => Err(trouble),
        _ => {
            // Its log goes into the file where that can be; where not, the log is kept beside it.
            match open::connect(&mut hold, &place, now) {
                Ok((sql, _)) => loss::end(&sql)?,
                Err(trouble @ Trouble::Locked { .. }) => return Err(trouble), // open under another name
                Err(_) => {}
            }
            told(&seen);
            let kept = drafts::free(&place, "before-restore");
            drafts::swap(&mut hold, draft, &place, &kept).map(|()| Some(kept))
        }
    }
}

/// Whether a file that is no workspace any more, empty or with another beginning, was one: by the mark beside it, or by its
/// ending.
fn was_ours(place: &Path) -> bool {
    Mark::read(place).is_some() || place.extension().is_some_and(|ending| ending == "readyroom")
}

fn may_take_the_place(seen: &Restorable, whose: Whose) -> Result<(), Trouble> {
    let path = || seen.path.clone().into();
    if seen.is_other && whose == Whose::Own {
        return Err(Trouble::Foreign { path: path(), name: seen.name.clone() });
    }
    if !seen.faults.is_empty() {
        return Err(Trouble::Damaged { path: path() });
    }
    Ok(())
}

impl Store {
    /// As [`preview`], for the workspace that is open.
    ///
    /// # Errors
    /// As [`preview`].
    pub fn preview(&self, from: &Path) -> Result<Restorable, Trouble> {
        compared(&self.path, from, Current::of(self))
    }

    /// As [`restore`], for the workspace that is open: it stays open, on the other file. Returns where the old file was kept.
    ///
    /// # Errors
    /// As [`restore`].
    pub fn restore(&self, (from, whose): (&Path, Whose), now: Instant) -> Result<PathBuf, Trouble> {
        may_take_the_place(&self.preview(from)?, whose)?;
        let mut inner = self.write()?;
        let draft = drafted(&self.path, from)?;
        let kept = drafts::free(&self.path, "before-restore");
        self.swap(&mut inner, draft, &kept, now)?;
        Ok(kept)
    }

    /// Puts a new workspace with what `work` writes in the place of this one, which is kept as `kept`.
    ///
    /// # Errors
    /// What `work` returned, or the folder cannot be written to. The old file then stays.
    pub fn renew<E: From<Trouble>>(
        self,
        kept: &Path,
        (now, actor): (Instant, &str),
        mut work: impl FnMut(&mut crate::Tx<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let draft = open::new(&self.path, now, Some((actor, &mut work)))?;
        let mut inner = self.write()?;
        Ok(self.swap(&mut inner, draft, kept, now)?)
    }

    /// The connection leaves the old file, whole and closed, and comes back to whatever is at its place then.
    fn swap(
        &self,
        inner: &mut Inner,
        draft: NamedTempFile,
        kept: &Path,
        now: Instant,
    ) -> Result<(), Trouble> {
        let named = |cause: rusqlite::Error| Trouble::from(cause).at(&self.path);
        loss::end(&inner.sql).map_err(|trouble| trouble.at(&self.path))?;
        let nothing = Connection::open_in_memory().map_err(named)?;
        std::mem::replace(&mut inner.sql, nothing).close().map_err(|(_, cause)| named(cause))?;
        let Some(hold) = inner.hold.as_mut() else {
            return Err(Trouble::ReadOnly { path: self.path.clone() });
        };
        let swapped = drafts::swap(hold, draft, &self.path, kept);
        if swapped.as_ref().is_err_and(|trouble| !matches!(trouble, Trouble::Exists { .. })) {
            drop(std::fs::remove_file(kept)); // a second name of the file that is still in its place
        }
        hold.release_file();
        (inner.sql, inner.warning) = open::connect(hold, &self.path, now)?;
        swapped
    }
}

/// A draft of the copy in the folder of the workspace.
fn drafted(place: &Path, from: &Path) -> Result<NamedTempFile, Trouble> {
    let copy = source(place, from)?;
    backup::whole(&copy.lock().sql, &copy.path, place)
}

/// What is known of the workspace whose place is to be taken.
struct Current {
    /// Its settings, by which it is told from other workspaces.
    settings: Id,
    stamps: HashSet<Stamp>,
}

impl Current {
    /// Nothing where it cannot be read.
    fn of(store: &Store) -> Option<Self> {
        let read = |sql: &Connection| Ok(Self { settings: workspace(sql)?.id, stamps: stamps::all(sql)? });
        store.read(read).ok()
    }
}

fn compared(place: &Path, from: &Path, current: Option<Current>) -> Result<Restorable, Trouble> {
    let copy = source(place, from)?;
    let theirs = copy.read(stamps::all)?;
    let settings = copy.read(workspace)?;
    let is_other = current.as_ref().is_some_and(|current| current.settings != settings.id);
    let lacking = current.map(|ours| {
        let lacking: Vec<&Stamp> = ours.stamps.difference(&theirs).collect();
        let entries = lacking.iter().filter(|stamp| matches!(stamp, Stamp::Entry { .. })).count() as u64;
        Lacking { versions: lacking.len() as u64 - entries, entries }
    });
    let count = |kind: &Kind| Ok((*kind, copy.list(*kind)?.len() as u64));
    let kinds = Kind::ALL.iter().filter(|kind| !kind.is_one());
    Ok(Restorable {
        path: copy.path.display().to_string(),
        name: records::body::<crate::Settings>(settings.document)?.name,
        is_other,
        written_at: copy.read(|sql| {
            let at = "SELECT max(at) FROM (SELECT max(saved_at) AS at FROM records UNION ALL SELECT max(at) FROM events)";
            let at: Option<i64> = sql.query_row(at, [], |row| row.get(0))?;
            Ok(at.map(Instant::from_ms))
        })?,
        records: kinds.map(count).collect::<Result<_, Trouble>>()?,
        entries: theirs.iter().filter(|stamp| matches!(stamp, Stamp::Entry { .. })).count() as u64,
        faults: copy.faults()?,
        lacking,
    })
}

/// The copy, open to read, of whatever format it is.
fn source(place: &Path, from: &Path) -> Result<Store, Trouble> {
    let path = open::resolve(from)?;
    if is_same_file(place, &path) {
        return Err(Trouble::Itself { path });
    }
    match open::look(&path)? {
        open::Found::Nothing => Err(Trouble::Missing { path }),
        open::Found::Ours { .. } => Ok(Store::of(open::open_to_read(path, true)?, Access::Read)),
    }
}
