//! What a file holds, as a set: every version of every record and every entry of every journal, each by its checksum.
//! Whether one file is an earlier state of another is a question of two sets.

use crate::{
    Trouble,
    records::{Stored, id},
    sum,
};
use domain::Id;
use rusqlite::Connection;
use std::collections::HashSet;

/// One thing that was written, never to be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Stamp {
    Version { record: Id, version: u64, sum: u32 },
    Entry { run: Id, seq: u64, sum: u32 },
}

/// All stamps of a file, of any format. The settings that every new file begins with are no work of anybody.
pub(crate) fn all(sql: &Connection) -> Result<HashSet<Stamp>, Trouble> {
    let mut stamps = HashSet::new();
    let versions = "SELECT id, kind, version, saved_at, saved_by, removed, schema, body FROM records
        UNION ALL SELECT v.id, r.kind, v.version, v.saved_at, v.saved_by, v.removed, v.schema, v.body
        FROM revisions v JOIN records r ON r.id = v.id";
    for stored in sql.prepare(versions)?.query_map([], Stored::from_row)? {
        let stored = stored?;
        let sum = sum::of_version(&stored);
        stamps.insert(Stamp::Version { record: stored.id, version: stored.version, sum });
    }
    let mut select = sql.prepare("SELECT run, seq, at, actor, body FROM events")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (run, seq) = (id(row, 0)?, row.get::<_, i64>(1)?.unsigned_abs());
        let (actor, body): (String, String) = (row.get(3)?, row.get(4)?);
        stamps.insert(Stamp::Entry { run, seq, sum: sum::of_entry(run, seq, row.get(2)?, &actor, &body) });
    }
    Ok(stamps)
}
