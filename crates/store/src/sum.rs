//! Checksums of what a person wrote: a changed letter in a row is found, also where it leaves the row readable.

use domain::Id;
use rusqlite::{Connection, params};

use crate::records::{Stored, id};

/// The checksum of a version of a record, as it stands in `records` or `revisions`.
pub(crate) fn of_version(of: &Stored) -> u32 {
    let (version, saved_at) = (of.version.to_be_bytes(), of.saved_at.ms().to_be_bytes());
    let (removed, schema) = ([u8::from(of.removed)], of.schema.to_be_bytes());
    sum([
        of.id.0.as_bytes().as_slice(),
        of.kind.as_bytes(),
        &version,
        &saved_at,
        of.saved_by.as_bytes(),
        &removed,
        &schema,
        of.body.as_bytes(),
    ])
}

/// The checksum of an entry of a journal; `at` in milliseconds, `body` as the file holds it.
pub(crate) fn of_entry(run: Id, seq: u64, at: i64, actor: &str, body: &str) -> u32 {
    sum([
        run.0.as_bytes().as_slice(),
        &seq.to_be_bytes(),
        &at.to_be_bytes(),
        actor.as_bytes(),
        body.as_bytes(),
    ])
}

/// The checksum of a sample.
pub(crate) fn of_sample(run: Id, series: &str, at: i64, value: f64) -> u32 {
    sum([run.0.as_bytes().as_slice(), series.as_bytes(), &at.to_be_bytes(), &value.to_bits().to_be_bytes()])
}

/// The checksum of a sign of life.
pub(crate) fn of_beat(at: i64) -> u32 {
    sum([at.to_be_bytes().as_slice()])
}

/// The checksum of words that are in no record yet.
pub(crate) fn of_words(place: &str, words: &str, at: i64) -> u32 {
    sum([place.as_bytes(), words.as_bytes(), &at.to_be_bytes()])
}

/// Each part with its length before it, so that no letter can move from one into the next unseen.
fn sum<const N: usize>(parts: [&[u8]; N]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize()
}

/// Sums up the words that a file of schema 2 holds.
pub(crate) fn fill_words(sql: &Connection) -> rusqlite::Result<()> {
    let mut select = sql.prepare("SELECT place, words, at FROM unwritten")?;
    let all = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    for (place, words, at) in all.collect::<rusqlite::Result<Vec<(String, String, i64)>>>()? {
        let sum = of_words(&place, &words, at);
        sql.execute("UPDATE unwritten SET sum = ?2 WHERE place = ?1", params![place, sum])?;
    }
    Ok(())
}

/// Sums up what a file of schema 1 holds. Its triggers are away meanwhile.
pub(crate) fn fill(sql: &Connection) -> rusqlite::Result<()> {
    let versions = "SELECT id, kind, version, saved_at, saved_by, removed, schema, body FROM records
        UNION ALL SELECT v.id, r.kind, v.version, v.saved_at, v.saved_by, v.removed, v.schema, v.body
        FROM revisions v JOIN records r ON r.id = v.id";
    let mut sums = Vec::new();
    for stored in sql.prepare(versions)?.query_map([], Stored::from_row)? {
        let stored = stored?;
        sums.push((stored.id, stored.version, of_version(&stored)));
    }
    for table in ["records", "revisions"] {
        let mut update =
            sql.prepare(&format!("UPDATE {table} SET sum = ?3 WHERE id = ?1 AND version = ?2"))?;
        for (id, version, sum) in &sums {
            update.execute(params![id.0.as_bytes(), version.cast_signed(), sum])?;
        }
    }
    let mut sums = Vec::new();
    let mut select = sql.prepare("SELECT run, seq, at, actor, body FROM events")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (run, seq) = (id(row, 0)?, row.get::<_, i64>(1)?);
        let (actor, body): (String, String) = (row.get(3)?, row.get(4)?);
        sums.push((run, seq, of_entry(run, seq.unsigned_abs(), row.get(2)?, &actor, &body)));
    }
    let mut update = sql.prepare("UPDATE events SET sum = ?3 WHERE run = ?1 AND seq = ?2")?;
    for (run, seq, sum) in &sums {
        update.execute(params![run.0.as_bytes(), seq, sum])?;
    }
    let mut sums = Vec::new();
    let mut select = sql.prepare("SELECT record, series, at, value FROM samples")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (run, series, at) = (id(row, 0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?);
        let sum = of_sample(run, &series, at, row.get(3)?);
        sums.push((run, series, at, sum));
    }
    let mut update =
        sql.prepare("UPDATE samples SET sum = ?4 WHERE record = ?1 AND series = ?2 AND at = ?3")?;
    for (run, series, at, sum) in &sums {
        update.execute(params![run.0.as_bytes(), series, at, sum])?;
    }
    let mut beats = sql.prepare("SELECT at FROM heartbeat")?;
    for at in beats.query_map([], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()? {
        sql.execute("UPDATE heartbeat SET sum = ?1", [of_beat(at)])?;
    }
    Ok(())
}
