//! Journals of runs, which only ever grow, and the heartbeat that tells when Readyroom was last alive.

use crate::{Trouble, sum};
use domain::{
    Id, Instant,
    journal::{Common, Entry, Event},
};
use rusqlite::{Connection, OptionalExtension, ffi::SQLITE_CONSTRAINT_FOREIGNKEY, params};

/// Appends one entry and returns its place. As little as can be: this is what a room waits for at every key.
pub(crate) fn append(
    sql: &Connection,
    run: Id,
    at: Instant,
    actor: &str,
    event: &impl Event,
) -> Result<u64, Trouble> {
    event.storable()?;
    let body = serde_json::to_string(event)?;
    let seq: i64 = sql
        .prepare_cached("SELECT coalesce(max(seq), 0) + 1 FROM events WHERE run = ?1")?
        .query_row([run.0.as_bytes()], |row| row.get(0))?;
    let sum = sum::of_entry(run, seq.unsigned_abs(), at.ms(), actor, &body);
    sql.prepare_cached(
        "INSERT INTO events (run, seq, at, actor, body, sum) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![run.0.as_bytes(), seq, at.ms(), actor, body, sum])
    .map_err(|cause| match cause.sqlite_error() {
        Some(error) if error.extended_code == SQLITE_CONSTRAINT_FOREIGNKEY => {
            Trouble::NotFound { id: run, removed: None }
        }
        _ => cause.into(),
    })?;
    Ok(seq.unsigned_abs())
}

/// The entries after `after`, in order.
pub(crate) fn read<E: Event>(sql: &Connection, run: Id, after: u64) -> Result<Vec<Entry<E>>, Trouble> {
    parsed(raw(sql, run, after)?)
}

/// The same, with each event as the JSON that the file holds.
pub(crate) fn raw(sql: &Connection, run: Id, after: u64) -> Result<Vec<Entry<String>>, Trouble> {
    let mut statement = sql
        .prepare_cached("SELECT seq, at, actor, body FROM events WHERE run = ?1 AND seq > ?2 ORDER BY seq")?;
    entries(statement.query(params![run.0.as_bytes(), i64::try_from(after).unwrap_or(i64::MAX)])?)
}

/// The gaps that the clock found and what the room decided on them, in order: entries that a run of any kind has.
pub(crate) fn gaps(sql: &Connection, run: Id) -> Result<Vec<Entry<Common>>, Trouble> {
    let mut statement = sql.prepare_cached(
        "SELECT seq, at, actor, body FROM events
         WHERE run = ?1 AND json_extract(body, '$.event') IN ('gap-found', 'gap-decided') ORDER BY seq",
    )?;
    parsed(entries(statement.query([run.0.as_bytes()])?)?)
}

fn parsed<E: Event>(entries: Vec<Entry<String>>) -> Result<Vec<Entry<E>>, Trouble> {
    let parsed = |Entry { seq, at, actor, event }: Entry<String>| {
        let event = serde_json::from_str(&event)
            .map_err(|cause| Trouble::UnreadableEntry { seq, cause: cause.to_string() })?;
        Ok(Entry { seq, at, actor, event })
    };
    entries.into_iter().map(parsed).collect()
}

fn entries(mut rows: rusqlite::Rows<'_>) -> Result<Vec<Entry<String>>, Trouble> {
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let seq = row.get::<_, i64>(0)?.unsigned_abs();
        let at = Instant::from_ms(row.get(1)?);
        entries.push(Entry { seq, at, actor: row.get(2)?, event: row.get(3)? });
    }
    Ok(entries)
}

/// Writes the heartbeat without waiting for the disk: it comes often, and losing the last one costs little.
pub(crate) fn beat(sql: &Connection, now: Instant) -> Result<(), Trouble> {
    sql.execute_batch("PRAGMA synchronous = NORMAL")?;
    let beaten = sql
        .prepare_cached(
            "INSERT INTO heartbeat (one, at, sum) VALUES (1, ?1, ?2)
             ON CONFLICT DO UPDATE SET at = excluded.at, sum = excluded.sum",
        )
        .and_then(|mut statement| statement.execute(params![now.ms(), sum::of_beat(now.ms())]));
    sql.execute_batch("PRAGMA synchronous = FULL")?;
    beaten?;
    Ok(())
}

/// When anything was last written into one of these journals.
pub(crate) fn last_at(sql: &Connection, runs: &[Id]) -> Result<Option<Instant>, Trouble> {
    let mut statement =
        sql.prepare_cached("SELECT at FROM events WHERE run = ?1 ORDER BY seq DESC LIMIT 1")?;
    let mut last = None;
    for run in runs {
        let at: Option<i64> = statement.query_row([run.0.as_bytes()], |row| row.get(0)).optional()?;
        last = last.max(at.map(Instant::from_ms));
    }
    Ok(last)
}
