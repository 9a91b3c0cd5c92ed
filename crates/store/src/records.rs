//! Documents in the tables: one row as it stands, every earlier version in `revisions`, references in `links`.

use crate::{Trouble, sum};
use domain::{Document, Id, Instant, Kind, Record, Summary, document::Body, record::Relation};
use rusqlite::{
    Connection, OptionalExtension, Row,
    ffi::SQLITE_CONSTRAINT_UNIQUE,
    params,
    types::{FromSqlError, Type},
};
use serde_json::{Map, Value};

/// A row of `records` or `revisions`, its body still unread.
pub(crate) struct Stored {
    pub id: Id,
    pub kind: String,
    pub version: u64,
    pub saved_at: Instant,
    pub saved_by: String,
    pub removed: bool,
    pub schema: u32,
    pub body: String,
}

impl Stored {
    /// From the columns id, kind, version, saved_at, saved_by, removed, schema, body, in this order.
    pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: id(row, 0)?,
            kind: row.get(1)?,
            version: row.get::<_, i64>(2)?.unsigned_abs(),
            saved_at: Instant::from_ms(row.get(3)?),
            saved_by: row.get(4)?,
            removed: row.get(5)?,
            schema: row.get(6)?,
            body: row.get(7)?,
        })
    }

    /// As a record is written.
    fn of(record: &Record, removed: bool) -> Result<Self, Trouble> {
        let Record { id, version, saved_at, saved_by, document } = record;
        let (kind, saved_by) = (document.kind().word().to_owned(), saved_by.clone());
        let (schema, body) = (document.schema(), document.body_json()?);
        Ok(Self { id: *id, kind, version: *version, saved_at: *saved_at, saved_by, removed, schema, body })
    }

    /// Reads the body, of whatever schema it is.
    pub(crate) fn read(self) -> Result<Record, Trouble> {
        let document = Document::from_body(kind(&self.kind)?, self.schema, &self.body)?;
        let Self { id, version, saved_at, saved_by, .. } = self;
        Ok(Record { id, version, saved_at, saved_by, document })
    }
}

/// The live record.
pub(crate) fn get(sql: &Connection, id: Id) -> Result<Record, Trouble> {
    live(sql, id)?.read()
}

/// All live records of a kind, the newest first.
pub(crate) fn all(sql: &Connection, kind: Kind) -> Result<Vec<Stored>, Trouble> {
    let mut statement = sql.prepare_cached(
        "SELECT id, kind, version, saved_at, saved_by, removed, schema, body FROM records
         WHERE kind = ?1 AND removed = 0 ORDER BY id DESC",
    )?;
    let stored = statement.query_map([kind.word()], Stored::from_row)?;
    Ok(stored.collect::<Result<_, _>>()?)
}

/// The settings of a workspace, of which a file holds exactly one.
pub use domain::document::Workspace as Settings;

/// The body of a document, if it is of the kind that was asked for.
///
/// # Errors
/// It is of another kind.
pub fn body<B: Body>(document: Document) -> Result<B, Trouble> {
    B::out_of(document).map_err(|is| Trouble::IsNo { is, wanted: B::KIND })
}

/// The one record of the workspace's settings.
pub(crate) fn workspace(sql: &Connection) -> Result<Record, Trouble> {
    sql.prepare_cached(
        "SELECT id, kind, version, saved_at, saved_by, removed, schema, body FROM records WHERE kind = ?1",
    )?
    .query_row([Settings::KIND.word()], Stored::from_row)?
    .read()
}

/// Earlier versions, newest first.
pub(crate) fn history(sql: &Connection, id: Id) -> Result<Vec<Record>, Trouble> {
    stored(sql, id)?;
    let mut statement = sql.prepare_cached(
        "SELECT v.id, r.kind, v.version, v.saved_at, v.saved_by, v.removed, v.schema, v.body
         FROM revisions v JOIN records r ON r.id = v.id WHERE v.id = ?1 ORDER BY v.version DESC",
    )?;
    let versions = statement.query_map([id.0.as_bytes()], Stored::from_row)?;
    versions.map(|version| version?.read()).collect()
}

/// Writes the first version of a record.
pub(crate) fn insert(sql: &Connection, record: &Record) -> Result<(), Trouble> {
    let Record { id, document, .. } = record;
    document.check()?;
    let stored = Stored::of(record, false)?;
    let summary = document.summary();
    let has_one = "SELECT 1 FROM records WHERE kind = ?1";
    if document.kind().is_one() && sql.prepare_cached(has_one)?.exists([document.kind().word()])? {
        return Err(Trouble::OneWorkspace);
    }
    sql.prepare_cached(
        "INSERT INTO records (id, kind, title, status, service_id, owner, due, at, version, saved_at, saved_by, removed,
           schema, body, sum)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, ?9, ?10, 0, ?11, ?12, ?13)",
    )?
    .execute(params![
        id.0.as_bytes(),
        document.kind().word(),
        summary.title,
        summary.status,
        summary.service_id.as_ref().map(|service| service.0.as_bytes()),
        summary.owner,
        summary.due.map(|due| due.to_string()),
        summary.at.map(Instant::ms),
        record.saved_at.ms(),
        record.saved_by,
        document.schema(),
        stored.body,
        sum::of_version(&stored),
    ])
    .map_err(|cause| match cause.sqlite_error() {
        Some(error) if error.extended_code == SQLITE_CONSTRAINT_UNIQUE => Trouble::Taken { id: *id },
        _ => cause.into(),
    })?;
    let row = sql.last_insert_rowid();
    refer(sql, *id, &summary)?;
    index(sql, row, document.kind(), &summary)
}

/// Writes the next version of a record. `by` is when and who; `seen` is the record and the version that the caller has seen.
pub(crate) fn save(
    sql: &Connection,
    by: (Instant, &str),
    seen: (Id, u64),
    document: Document,
) -> Result<Record, Trouble> {
    document.check()?;
    let current = as_seen(sql, live(sql, seen.0)?, seen.1)?;
    let is = kind(&current.kind)?;
    if is != document.kind() {
        return Err(Trouble::OtherKind { is, wanted: document.kind() });
    }
    supersede(sql, by, &current, document, false)
}

/// Refuses what [`remove`] would refuse.
pub(crate) fn may_remove(sql: &Connection, id: Id) -> Result<(), Trouble> {
    removable(sql, &live(sql, id)?).map(drop)
}

/// Writes a version that is out of lists, search and [`get`].
pub(crate) fn remove(sql: &Connection, by: (Instant, &str), seen: (Id, u64)) -> Result<Record, Trouble> {
    let current = as_seen(sql, live(sql, seen.0)?, seen.1)?;
    let document = removable(sql, &current)?;
    supersede(sql, by, &current, document, true)
}

/// Writes the version before the one that was seen as a new one; a removed record comes back.
pub(crate) fn undo(sql: &Connection, by: (Instant, &str), seen: (Id, u64)) -> Result<Record, Trouble> {
    let current = as_seen(sql, stored(sql, seen.0)?, seen.1)?;
    let Some(before) = revision(sql, current.id, current.version.saturating_sub(1))? else {
        return Err(Trouble::NothingToUndo { title: title(sql, current.id)? });
    };
    if before.removed {
        removable(sql, &current)?;
    }
    let removed = before.removed;
    let document = before.read()?.document;
    supersede(sql, by, &current, document, removed)
}

/// The first record that refers to one that does not exist. Asked when a commit was refused for that reason.
pub(crate) fn dangling(sql: &Connection) -> Result<Option<Trouble>, Trouble> {
    let found = sql
        .query_row(
            "SELECT s.title, l.target FROM records s
             JOIN (SELECT source, target FROM links UNION ALL
                   SELECT id, service_id FROM records WHERE service_id IS NOT NULL) l ON l.source = s.id
             LEFT JOIN records t ON t.id = l.target WHERE t.id IS NULL LIMIT 1",
            [],
            |row| Ok(Trouble::Dangling { title: row.get(0)?, target: id(row, 1)? }),
        )
        .optional()?;
    Ok(found)
}

/// An id in a column.
pub(crate) fn id(row: &Row<'_>, column: usize) -> rusqlite::Result<Id> {
    let bytes = row.get_ref(column)?.as_blob()?;
    uuid::Uuid::from_slice(bytes).map(Id).map_err(|cause| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Blob, FromSqlError::other(cause).into())
    })
}

/// The kind that a word in the file names.
pub(crate) fn kind(word: &str) -> Result<Kind, Trouble> {
    word.parse().map_err(|_| Trouble::UnknownKind { word: word.to_owned() })
}

fn stored(sql: &Connection, id: Id) -> Result<Stored, Trouble> {
    sql.prepare_cached(
        "SELECT id, kind, version, saved_at, saved_by, removed, schema, body FROM records WHERE id = ?1",
    )?
    .query_row([id.0.as_bytes()], Stored::from_row)
    .optional()?
    .ok_or(Trouble::NotFound { id, removed: None })
}

fn live(sql: &Connection, id: Id) -> Result<Stored, Trouble> {
    let stored = stored(sql, id)?;
    if stored.removed {
        return Err(Trouble::NotFound { id, removed: Some(title(sql, id)?) });
    }
    Ok(stored)
}

fn revision(sql: &Connection, id: Id, version: u64) -> Result<Option<Stored>, Trouble> {
    let found = sql
        .prepare_cached(
            "SELECT v.id, r.kind, v.version, v.saved_at, v.saved_by, v.removed, v.schema, v.body
             FROM revisions v JOIN records r ON r.id = v.id WHERE v.id = ?1 AND v.version = ?2",
        )?
        .query_row(params![id.0.as_bytes(), i64::try_from(version).unwrap_or(i64::MAX)], Stored::from_row)
        .optional()?;
    Ok(found)
}

fn title(sql: &Connection, id: Id) -> Result<String, Trouble> {
    let mut statement = sql.prepare_cached("SELECT title FROM records WHERE id = ?1")?;
    Ok(statement.query_row([id.0.as_bytes()], |row| row.get(0))?)
}

/// `current` if the caller has seen its version, else who changed what meanwhile.
fn as_seen(sql: &Connection, current: Stored, version: u64) -> Result<Stored, Trouble> {
    if current.version == version {
        return Ok(current);
    }
    let theirs = revision(sql, current.id, version)?.map(Stored::read).transpose()?;
    let current = current.read()?;
    let changed = match theirs {
        Some(theirs) => differing(&theirs.document, &current.document)?,
        None => Vec::new(),
    };
    Err(Trouble::Conflict {
        title: current.document.summary().title,
        saved_by: current.saved_by,
        saved_at: current.saved_at,
        version: current.version,
        changed,
    })
}

/// The top-level fields in which two bodies differ.
fn differing(old: &Document, new: &Document) -> Result<Vec<String>, Trouble> {
    let old: Map<String, Value> = serde_json::from_str(&old.body_json()?)?;
    let new: Map<String, Value> = serde_json::from_str(&new.body_json()?)?;
    let mut fields: Vec<_> = old.keys().chain(new.keys()).collect();
    fields.sort();
    fields.dedup();
    Ok(fields.into_iter().filter(|field| old.get(*field) != new.get(*field)).cloned().collect())
}

/// The document of a record, if nothing that is still there needs it.
fn removable(sql: &Connection, current: &Stored) -> Result<Document, Trouble> {
    if kind(&current.kind)?.is_one() {
        return Err(Trouble::OneWorkspace);
    }
    let by = sql
        .prepare_cached(
            "SELECT g.title FROM links l JOIN records g ON g.id = l.source AND g.removed = 0
             WHERE l.target = ?1 AND l.relation = ?2
               -- a day that has begun carries its plan in its journal
               AND NOT EXISTS (SELECT 1 FROM events e WHERE e.run = g.id) LIMIT 1",
        )?
        .query_row(params![current.id.0.as_bytes(), Relation::Runs.word()], |row| row.get(0))
        .optional()?;
    if let Some(by) = by {
        return Err(Trouble::InUse { title: title(sql, current.id)?, by });
    }
    Ok(Document::from_body(kind(&current.kind)?, current.schema, &current.body)?)
}

/// Moves the row as it stands into `revisions` and writes `document` in its place.
fn supersede(
    sql: &Connection,
    (now, actor): (Instant, &str),
    current: &Stored,
    document: Document,
    removed: bool,
) -> Result<Record, Trouble> {
    let id = current.id;
    sql.prepare_cached(
        "INSERT INTO revisions (id, version, saved_at, saved_by, removed, schema, body, sum)
         SELECT id, version, saved_at, saved_by, removed, schema, body, sum FROM records WHERE id = ?1",
    )?
    .execute([id.0.as_bytes()])?;
    let summary = document.summary();
    let record =
        Record { id, version: current.version + 1, saved_at: now, saved_by: actor.to_owned(), document };
    let stored = Stored::of(&record, removed)?;
    sql.prepare_cached(
        "UPDATE records SET title = ?2, status = ?3, service_id = ?4, owner = ?5, due = ?6, at = ?7,
           version = version + 1, saved_at = ?8, saved_by = ?9, removed = ?10, schema = ?11, body = ?12, sum = ?13
         WHERE id = ?1",
    )?
    .execute(params![
        id.0.as_bytes(),
        summary.title,
        summary.status,
        summary.service_id.as_ref().map(|service| service.0.as_bytes()),
        summary.owner,
        summary.due.map(|due| due.to_string()),
        summary.at.map(Instant::ms),
        now.ms(),
        actor,
        removed,
        stored.schema,
        stored.body,
        sum::of_version(&stored),
    ])?;
    forget(sql, id)?;
    refer(sql, id, &summary)?;
    if !removed {
        let mut row_of = sql.prepare_cached("SELECT n FROM records WHERE id = ?1")?;
        let row = row_of.query_row([id.0.as_bytes()], |row| row.get(0))?;
        index(sql, row, record.document.kind(), &summary)?;
    }
    Ok(record)
}

/// Takes out the references and the words of the version before.
fn forget(sql: &Connection, id: Id) -> Result<(), Trouble> {
    sql.prepare_cached("DELETE FROM links WHERE source = ?1")?.execute([id.0.as_bytes()])?;
    sql.prepare_cached("DELETE FROM search WHERE rowid = (SELECT n FROM records WHERE id = ?1)")?
        .execute([id.0.as_bytes()])?;
    Ok(())
}

/// Writes the record's references.
fn refer(sql: &Connection, source: Id, summary: &Summary) -> Result<(), Trouble> {
    let mut insert =
        sql.prepare_cached("INSERT INTO links (source, position, relation, target) VALUES (?1, ?2, ?3, ?4)")?;
    for (position, (relation, target)) in (0_i64..).zip(&summary.links) {
        insert.execute(params![source.0.as_bytes(), position, relation.word(), target.0.as_bytes()])?;
    }
    Ok(())
}

/// Keeps the search index in step. The settings of the workspace are not looked for; they have their own room.
fn index(sql: &Connection, row: i64, kind: Kind, summary: &Summary) -> Result<(), Trouble> {
    if kind.is_one() { Ok(()) } else { index_as(sql, row, summary) }
}

/// Writes the words of a record into the search index.
pub(crate) fn index_as(sql: &Connection, n: i64, summary: &Summary) -> Result<(), Trouble> {
    sql.prepare_cached("INSERT INTO search (rowid, title, owner, words) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![n, summary.title, summary.owner, summary.search])?;
    Ok(())
}
