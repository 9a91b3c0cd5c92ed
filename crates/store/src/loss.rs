//! Sessions: whether what was written last is still there when the file is opened again.
//!
//! A session that was not closed leaves its name in the file. Then either the log is there, or the mark beside the file says
//! how much there was, or nobody can tell; whatever is missing is said, and stays said.

use crate::{
    Trouble,
    hold::{Hold, Mark},
    open::{BUSY, beside, has_mark},
};
use domain::{Instant, Zone};
use rusqlite::{Connection, OptionalExtension, params};
use std::{fmt, path::Path};

/// A log of SQLite that holds nothing but its head is this long.
const LOG_HEAD_BYTES: u64 = 32;

/// What lay beside the file before SQLite looked at it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Before {
    /// Whether there is a log that says anything: whoever only reads leaves an empty one behind.
    log: bool,
    mark: Option<Mark>,
}

/// Something that had been written is not in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Loss {
    /// When it was found; none while it is being found.
    at: Option<Instant>,
    /// How many writes; none where nobody can tell.
    writes: Option<u64>,
}

impl Before {
    pub(crate) fn look(place: &Path) -> Self {
        let log = std::fs::metadata(beside(place, "-wal")).is_ok_and(|log| log.len() > LOG_HEAD_BYTES);
        Self { log, mark: Mark::read(place) }
    }
}

/// What is missing, if anything is.
pub(crate) fn found(sql: &Connection, before: Before) -> Result<Option<Loss>, Trouble> {
    if !has_mark(sql)? {
        return Ok(None);
    }
    let session: Option<String> =
        sql.query_row("SELECT session FROM mark", [], |row| row.get(0)).optional()?.flatten();
    let Some(session) = session else { return Ok(None) }; // it was closed
    let found = match before.mark.filter(|mark| mark.session.to_string() == session) {
        Some(mark) => {
            let missing = mark.written.saturating_sub(written(sql)?);
            (missing > 0).then_some(Loss { at: None, writes: Some(missing) })
        }
        None => (!before.log).then_some(Loss { at: None, writes: None }),
    };
    Ok(found)
}

/// Begins a session: its name goes into the file itself before anything else is written.
pub(crate) fn begin(
    sql: &Connection,
    hold: &mut Hold,
    lost: Option<Loss>,
    now: Instant,
) -> Result<(), Trouble> {
    let session = uuid::Uuid::now_v7();
    sql.execute("UPDATE mark SET session = ?1", [session.to_string()])?;
    if let Some(lost) = lost {
        let writes = lost.writes.map(u64::cast_signed);
        sql.execute("UPDATE mark SET lost_at = ?1, lost = ?2", params![now.ms(), writes])?;
    }
    fold(sql)?;
    hold.begin(session, written(sql)?);
    Ok(())
}

/// Ends the session and leaves one file that is whole by itself. Where somebody else still reads, an empty log stays. Where
/// that fails the session goes on, so that a log that is lost later is still noticed.
pub(crate) fn end(sql: &Connection) -> Result<(), Trouble> {
    let session: Option<String> = sql.query_row("SELECT session FROM mark", [], |row| row.get(0))?;
    let ended = leave_whole(sql);
    if ended.is_err() {
        sql.busy_timeout(BUSY)?;
        sql.execute("UPDATE mark SET session = ?1", [session])?;
    }
    ended
}

fn leave_whole(sql: &Connection) -> Result<(), Trouble> {
    sql.execute("UPDATE mark SET session = NULL", [])?;
    sql.busy_timeout(std::time::Duration::ZERO)?;
    let mode = sql.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get::<_, String>(0));
    if mode.is_ok_and(|mode| mode != "wal") {
        return Ok(());
    }
    Ok(sql.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
}

/// Writes what is in the log into the file itself, as far as nobody reads an older state.
pub(crate) fn fold(sql: &Connection) -> Result<(), Trouble> {
    Ok(sql.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?)
}

/// What the file says of itself.
pub(crate) fn told(sql: &Connection) -> Result<Option<String>, Trouble> {
    let lost = sql
        .query_row("SELECT lost_at, lost FROM mark WHERE lost_at IS NOT NULL", [], |row| {
            let (at, writes): (i64, Option<i64>) = (row.get(0)?, row.get(1)?);
            Ok(Loss { at: Some(Instant::from_ms(at)), writes: writes.map(i64::unsigned_abs) })
        })
        .optional()?;
    Ok(lost.map(|lost| lost.to_string()))
}

/// All that was ever written: versions of records and entries of journals.
fn written(sql: &Connection) -> Result<u64, Trouble> {
    let written: i64 = sql.query_row(
        "SELECT (SELECT count(*) FROM events) + (SELECT coalesce(sum(version), 0) FROM records)",
        [],
        |row| row.get(0),
    )?;
    Ok(written.unsigned_abs())
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let writes = match self.writes {
            Some(1) => "the last change that had been saved is not in it".to_owned(),
            Some(n) => format!("the last {n} changes that had been saved are not in it"),
            None => "what was saved last may not be in it".to_owned(),
        };
        let when = self.at.map(|at| format!(" (found on {})", Zone::UTC.long(at))).unwrap_or_default();
        write!(
            f,
            "The log of this workspace is missing or damaged{when}: {writes}. Look at what was written last before you go on, or restore a backup."
        )
    }
}
