//! Copies that can be trusted: written beside their place, checked, and only then given their name.

use crate::Trouble;
use rusqlite::{Connection, OpenFlags};
use std::{fs, path::Path};

/// Writes a compact copy of `sql`, which is the file at `from`, to `to`.
pub(crate) fn copy(sql: &Connection, from: &Path, to: &Path) -> Result<(), Trouble> {
    let to = &std::path::absolute(to).map_err(|cause| Trouble::io(to, cause))?;
    let io = |cause| Trouble::io(to, cause);
    if to.is_dir() {
        return Err(Trouble::IsFolder { path: to.clone() });
    }
    if fs::canonicalize(to).is_ok_and(|to| fs::canonicalize(from).is_ok_and(|from| from == to)) {
        return Err(Trouble::OntoItself { path: to.clone() });
    }
    let folder = to.parent().unwrap_or(Path::new("/"));
    let draft = tempfile::Builder::new().prefix(".readyroom-copy-").tempfile_in(folder).map_err(io)?;
    let written = sql
        .execute("VACUUM INTO ?1", [draft.path().to_string_lossy()])
        .and_then(|_| Connection::open_with_flags(draft.path(), OpenFlags::SQLITE_OPEN_READ_ONLY))
        .and_then(|copy| copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0)));
    let detail = written.map_err(|cause| Trouble::from(cause).at(to))?;
    if detail != "ok" {
        return Err(Trouble::Damaged { path: from.to_owned(), detail });
    }
    draft.as_file().sync_all().map_err(io)?; // VACUUM INTO does not wait for the disk
    draft.persist(to).map_err(|refused| io(refused.error))?;
    sync_folder(to);
    Ok(())
}

/// Makes a new name in a folder survive a power cut, where the system can do that.
pub(crate) fn sync_folder(file: &Path) {
    if cfg!(unix)
        && let Some(folder) = file.parent()
        && let Err(cause) = fs::File::open(folder).and_then(|folder| folder.sync_all())
    {
        tracing::warn!(%cause, "the folder of a new file could not be synchronised");
    }
}
