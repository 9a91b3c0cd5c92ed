//! Numbers over time that live watchers saw in a run: many, small, and each of little weight.

use crate::{Trouble, sum};
use domain::{Id, Instant};
use rusqlite::{Connection, ffi::SQLITE_CONSTRAINT_FOREIGNKEY, params};

/// One value as it is written: the key of its series, when, and what.
pub type Sample<'a> = (&'a str, Instant, f64);

/// Writes samples, all or none, without waiting for the disk: a power cut may forget the last ones, a crash does not.
/// A second value of the same instant replaces the first.
pub(crate) fn add(sql: &Connection, run: Id, samples: &[Sample<'_>]) -> Result<(), Trouble> {
    sql.execute_batch("PRAGMA synchronous = NORMAL")?;
    let added = insert(sql, run, samples);
    sql.execute_batch("PRAGMA synchronous = FULL")?;
    added.map_err(|cause| match cause.sqlite_error() {
        Some(error) if error.extended_code == SQLITE_CONSTRAINT_FOREIGNKEY => {
            Trouble::NotFound { id: run, removed: None }
        }
        _ => cause.into(),
    })
}

fn insert(sql: &Connection, run: Id, samples: &[Sample<'_>]) -> rusqlite::Result<()> {
    let transaction = sql.unchecked_transaction()?;
    {
        let mut statement = transaction.prepare_cached(
            "INSERT INTO samples (record, series, at, value, sum) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET value = excluded.value, sum = excluded.sum",
        )?;
        for (series, at, value) in samples {
            let sum = sum::of_sample(run, series, at.ms(), *value);
            statement.execute(params![run.0.as_bytes(), series, at.ms(), value, sum])?;
        }
    }
    transaction.commit()
}

/// The last `most` samples of a series, in the order of time.
pub(crate) fn latest(
    sql: &Connection,
    run: Id,
    series: &str,
    most: usize,
) -> Result<Vec<(Instant, f64)>, Trouble> {
    let mut statement = sql.prepare_cached(
        "SELECT at, value FROM samples WHERE record = ?1 AND series = ?2 ORDER BY at DESC LIMIT ?3",
    )?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![run.0.as_bytes(), series, most], |row| {
        Ok((Instant::from_ms(row.get(0)?), row.get(1)?))
    })?;
    let mut samples = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    samples.reverse();
    Ok(samples)
}
