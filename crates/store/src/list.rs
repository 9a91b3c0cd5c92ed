//! Lists and search: what is known of records without opening them.

use crate::{
    Trouble,
    records::{id, kind},
};
use domain::{
    Id, Instant, Kind, Row,
    record::{Order, Relation},
};
use rusqlite::{Connection, params};
use std::{cmp::Reverse, collections::HashMap};

/// Most rows that a search returns.
const FOUND_MAX_ROWS: u32 = 50;
/// Most characters and words of a search that are looked at; nobody types more on purpose.
const QUERY_MAX_CHARS: usize = 500;
const QUERY_MAX_WORDS: usize = 16;

const COLUMNS: &str = "SELECT r.id, r.kind, r.title, r.status, s.title, r.owner, r.due, r.at, r.version,
    r.service_id IS NOT NULL AND s.id IS NULL
    FROM records r LEFT JOIN records s ON s.id = r.service_id AND s.removed = 0";

/// All live records of a kind.
pub(crate) fn list(sql: &Connection, kind: Kind) -> Result<Vec<Row>, Trouble> {
    let order = match kind.order() {
        Order::Name => "r.title COLLATE NOCASE, r.id",
        Order::Newest => "r.at DESC NULLS LAST, r.due ASC NULLS LAST, r.id DESC",
    };
    let mut statement =
        sql.prepare_cached(&format!("{COLUMNS} WHERE r.kind = ?1 AND r.removed = 0 ORDER BY {order}"))?;
    rows(statement.query([kind.word()])?)
}

/// Live records of a kind that are about a service.
fn about(sql: &Connection, kind: Kind, service: Id) -> Result<Vec<Row>, Trouble> {
    let mut statement = sql.prepare_cached(&format!(
        "{COLUMNS} WHERE r.service_id = ?1 AND r.kind = ?2 AND r.removed = 0
         ORDER BY r.at DESC NULLS LAST, r.due ASC NULLS LAST, r.id DESC"
    ))?;
    rows(statement.query(params![service.0.as_bytes(), kind.word()])?)
}

/// Live records of every kind that are about a service.
pub(crate) fn of_service(sql: &Connection, service: Id) -> Result<Vec<Row>, Trouble> {
    let mut all = Vec::new();
    for kind in Kind::ALL {
        all.extend(about(sql, *kind, service)?);
    }
    Ok(all)
}

/// Live records that run one that is about a service.
pub(crate) fn running(sql: &Connection, service: Id) -> Result<Vec<Row>, Trouble> {
    let mut statement = sql.prepare_cached(&format!(
        "{COLUMNS} WHERE r.removed = 0 AND EXISTS (
           SELECT 1 FROM links l JOIN records t ON t.id = l.target AND t.removed = 0
           WHERE l.source = r.id AND l.relation = ?1 AND t.service_id = ?2)
         ORDER BY r.at DESC NULLS LAST, r.due ASC NULLS LAST, r.id DESC"
    ))?;
    rows(statement.query(params![Relation::Runs.word(), service.0.as_bytes()])?)
}

/// Live records that refer to another one like this, the newest first.
pub(crate) fn linked(sql: &Connection, relation: Relation, target: Id) -> Result<Vec<Row>, Trouble> {
    let mut statement = sql.prepare_cached(&format!(
        "{COLUMNS} JOIN links l ON l.source = r.id
         WHERE r.removed = 0 AND l.relation = ?1 AND l.target = ?2 ORDER BY r.id DESC"
    ))?;
    rows(statement.query(params![relation.word(), target.0.as_bytes()])?)
}

/// Removed records, those of one kind or all of them, the last removed first.
pub(crate) fn removed(sql: &Connection, kind: Option<Kind>) -> Result<Vec<Row>, Trouble> {
    let mut statement = sql.prepare_cached(&format!(
        "{COLUMNS} WHERE r.removed = 1 AND (?1 IS NULL OR r.kind = ?1) ORDER BY r.saved_at DESC, r.n DESC"
    ))?;
    rows(statement.query([kind.map(Kind::word)])?)
}

/// Live records that refer to one of these, in whatever way, and those that run one that is about it, but for these
/// themselves; kind by kind, the newest first.
pub(crate) fn hanging(sql: &Connection, on: &[Id]) -> Result<Vec<Row>, Trouble> {
    let mut statement = sql.prepare_cached(&format!(
        "WITH going (id) AS (SELECT unhex(value) FROM json_each(?1))
         {COLUMNS} WHERE r.removed = 0 AND r.id NOT IN (SELECT id FROM going) AND r.id IN (
           SELECT id FROM records WHERE service_id IN (SELECT id FROM going)
           UNION SELECT source FROM links WHERE target IN (SELECT id FROM going)
           UNION SELECT l.source FROM records t JOIN links l ON l.target = t.id AND l.relation = ?2
             WHERE t.removed = 0 AND t.service_id IN (SELECT id FROM going))
         ORDER BY r.id DESC"
    ))?;
    let on = serde_json::to_string(&on.iter().map(|id| id.0.simple().to_string()).collect::<Vec<_>>())?;
    let mut hanging = rows(statement.query(params![on, Relation::Runs.word()])?)?;
    hanging.sort_by_key(|row| row.kind);
    Ok(hanging)
}

/// When something of a kind last happened to each service; without those to which nothing did.
pub(crate) fn latest(sql: &Connection, kind: Kind) -> Result<HashMap<Id, Instant>, Trouble> {
    let mut statement = sql.prepare_cached(
        "SELECT service_id, MAX(at) FROM records
         WHERE kind = ?1 AND removed = 0 AND service_id IS NOT NULL AND at IS NOT NULL GROUP BY service_id",
    )?;
    let mut found = statement.query([kind.word()])?;
    let mut latest = HashMap::new();
    while let Some(row) = found.next()? {
        latest.insert(id(row, 0)?, Instant::from_ms(row.get(1)?));
    }
    Ok(latest)
}

/// Live records that hold every word of `text` or its beginning, best first.
pub(crate) fn search(sql: &Connection, text: &str) -> Result<Vec<Row>, Trouble> {
    let wanted = query(text);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = sql.prepare_cached(&format!(
        "{COLUMNS} JOIN search ON search.rowid = r.n
         WHERE search MATCH ?1 AND r.removed = 0 ORDER BY bm25(search, 10.0, 2.0, 1.0), r.id DESC LIMIT ?2"
    ))?;
    rows(statement.query(params![wanted, FOUND_MAX_ROWS])?)
}

/// The runs that are in progress, the latest first.
pub(crate) fn open_runs(sql: &Connection) -> Result<Vec<(Kind, Id)>, Trouble> {
    let mut statement =
        sql.prepare_cached("SELECT id, at FROM records WHERE kind = ?1 AND status = ?2 AND removed = 0")?;
    let mut open: Vec<(Option<i64>, Id, Kind)> = Vec::new();
    for (kind, running) in Kind::ALL.iter().filter_map(|kind| Some((*kind, kind.running()?))) {
        let mut found = statement.query([kind.word(), running])?;
        while let Some(row) = found.next()? {
            open.push((row.get(1)?, id(row, 0)?, kind));
        }
    }
    open.sort_by_key(|(at, id, _)| Reverse((*at, *id)));
    Ok(open.into_iter().map(|(_, id, kind)| (kind, id)).collect())
}

/// Every word as a quoted string that may go on: in FTS5's language nothing else inside quotes has a meaning.
fn query(text: &str) -> String {
    let clipped: String = text.chars().take(QUERY_MAX_CHARS).collect();
    let words = clipped.split(|c: char| c.is_whitespace() || c.is_control() || c == '"');
    // A word without a letter or digit is nothing that the index holds, and would find nothing at all.
    let words = words.filter(|word| word.chars().any(char::is_alphanumeric)).take(QUERY_MAX_WORDS);
    words.map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" ")
}

fn rows(mut found: rusqlite::Rows<'_>) -> Result<Vec<Row>, Trouble> {
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let due: Option<String> = row.get(6)?;
        let at: Option<i64> = row.get(7)?;
        let kind = kind(&row.get::<_, String>(1)?)?;
        let mut status: String = row.get(3)?;
        if let Some((_, instead)) = kind.without_service().filter(|(no_longer, _)| *no_longer == status)
            && row.get(9)?
        {
            status = instead.to_owned();
        }
        rows.push(Row {
            id: id(row, 0)?,
            kind,
            title: row.get(2)?,
            status,
            service: row.get(4)?,
            owner: row.get(5)?,
            due: due.and_then(|date| date.parse().ok()),
            at: at.map(Instant::from_ms),
            version: row.get::<_, i64>(8)?.unsigned_abs(),
        });
    }
    Ok(rows)
}
