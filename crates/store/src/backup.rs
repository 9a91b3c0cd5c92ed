//! Copies that can be trusted: written beside their place, checked, and only then given their name.

use crate::{
    Trouble, drafts,
    hold::is_same_file,
    open::{self, beside},
    stamps,
};
use rusqlite::Connection;
use std::{
    fs::{self, File, TryLockError},
    path::Path,
};
use tempfile::NamedTempFile;

/// Writes a compact copy of `sql`, which is the file at `from`, to `to`. Only an earlier copy of the same workspace is
/// written over, one that holds nothing that this one does not hold too.
pub(crate) fn copy(sql: &Connection, from: &Path, to: &Path) -> Result<(), Trouble> {
    let to = &open::resolve(to)?;
    if is_same_file(from, to) {
        return Err(Trouble::OntoItself { path: to.clone() });
    }
    let earlier = earlier(to)?;
    drafts::sweep(to);
    let draft = whole(sql, from, to)?;
    let Some(_lock) = earlier else { return drafts::name(draft, to) };
    let not_ours = || Trouble::NoBackup { path: to.clone() };
    let theirs = open::quiet(to).and_then(|theirs| stamps::all(&theirs)).map_err(|_| not_ours())?;
    let ours = stamps::all(&drafts::connect(&draft)?).map_err(|trouble| trouble.at(to))?;
    if !theirs.is_subset(&ours) {
        return Err(not_ours());
    }
    drafts::name_over(draft, to)
}

/// A compact, checked draft of `sql` in the folder of `to`. No session has it open.
pub(crate) fn whole(sql: &Connection, from: &Path, to: &Path) -> Result<NamedTempFile, Trouble> {
    let draft = drafts::draft(to)?;
    let name = draft.path().to_str().ok_or_else(|| Trouble::Name { path: to.to_owned() })?;
    let written = || -> rusqlite::Result<String> {
        sql.execute("VACUUM INTO ?1", [name])?;
        let copy = drafts::connect(&draft)?;
        if open::has_mark(&copy)? {
            copy.execute("UPDATE mark SET session = NULL", [])?;
        }
        copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
    };
    let detail = written().map_err(|cause| Trouble::from(cause).at(to))?;
    if detail != "ok" {
        tracing::error!(detail, "a copy is not sound");
        return Err(Trouble::Damaged { path: from.to_owned() });
    }
    Ok(draft)
}

/// Whether a file of this name stands beside a workspace: SQLite, or whoever writes, would take it for its own.
#[must_use]
pub fn is_beside(path: &Path) -> bool {
    let name = path.to_string_lossy();
    ["-wal", "-shm", "-journal", ".lock"].iter().any(|ending| name.ends_with(ending))
}

/// The lock on a copy that may be written over; none where there is nothing yet.
fn earlier(to: &Path) -> Result<Option<File>, Trouble> {
    let not_ours = || Trouble::NoBackup { path: to.to_owned() };
    if is_beside(to) {
        return Err(not_ours());
    }
    match open::look(to) {
        Ok(open::Found::Nothing) => return Ok(None),
        Ok(open::Found::Ours { .. }) => {}
        Err(Trouble::NotAWorkspace { .. }) => return Err(not_ours()),
        Err(trouble) => return Err(trouble),
    }
    if fs::metadata(beside(to, "-wal")).is_ok_and(|log| log.len() > 0) {
        return Err(not_ours()); // somebody works with it, or did when the computer went off
    }
    for path in [beside(to, ".lock"), to.to_owned()] {
        let Ok(lock) = File::open(&path) else { continue };
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(Trouble::Locked { path: to.to_owned() }),
            _ if path == *to => return Ok(Some(lock)),
            _ => {}
        }
    }
    Err(not_ours())
}
