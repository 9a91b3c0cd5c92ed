//! A thorough look at the file: is it what SQLite, the rules of the domain and our own promises say it is?

use crate::{
    Settings, Trouble, index, journal, open,
    records::{Stored, id, kind},
    sum,
};
use domain::{Id, Summary, document::Body, journal::Unsound, record::Noun as _, text::clip, with_kind};
use rusqlite::Connection;

/// One sentence per fault.
pub(crate) fn faults(sql: &Connection) -> Result<Vec<String>, Trouble> {
    let mut faults = structure(sql)?;
    faults.extend(schema(sql)?);
    faults.extend(one_workspace(sql)?);
    faults.extend(records(sql)?);
    faults.extend(revisions(sql)?);
    faults.extend(sums(sql)?);
    faults.extend(journals(sql)?);
    faults.extend(mark(sql)?);
    faults.extend(index::fault(sql)?);
    Ok(faults)
}

fn structure(sql: &Connection) -> Result<Vec<String>, Trouble> {
    let mut faults = Vec::new();
    let mut integrity = sql.prepare("PRAGMA integrity_check")?;
    let lines = integrity.query_map([], |row| row.get::<_, String>(0))?;
    let lines: Vec<String> = lines.collect::<rusqlite::Result<_>>()?;
    if lines != ["ok"] {
        tracing::error!(?lines, "the file is damaged");
        let places = if lines.len() == 1 { "place" } else { "places" };
        faults.push(format!("The file is damaged in {} {places}. Restore a backup.", lines.len()));
    }
    let dangling = sql.prepare("PRAGMA foreign_key_check")?.query_map([], |_| Ok(()))?.count();
    if dangling > 0 {
        faults.push(format!("{dangling} references lead to records that are not there."));
    }
    Ok(faults)
}

/// The tables and their rules are those that this program makes.
fn schema(sql: &Connection) -> Result<Option<String>, Trouble> {
    let all = |sql: &Connection| -> rusqlite::Result<Vec<[Option<String>; 4]>> {
        let mut select = sql.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2")?;
        select.query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?.collect()
    };
    let same = all(&open::empty()?)? == all(sql)?;
    Ok((!same).then(|| "The file's own rules were changed by somebody else.".to_owned()))
}

fn one_workspace(sql: &Connection) -> Result<Option<String>, Trouble> {
    let count: i64 = sql.query_row(
        "SELECT count(*) FROM records WHERE kind = ?1 AND removed = 0",
        [Settings::KIND.word()],
        |row| row.get(0),
    )?;
    Ok((count != 1).then(|| format!("The file holds {count} sets of workspace settings instead of one.")))
}

/// Every record: its body can be read, and columns, links and search index say the same as the body.
fn records(sql: &Connection) -> Result<Vec<String>, Trouble> {
    let mut faults = Vec::new();
    let mut statement = sql.prepare(
        "SELECT id, kind, version, saved_at, saved_by, removed, schema, body, title, status, service_id, owner, due, at,
           (SELECT count(*) FROM revisions v WHERE v.id = records.id AND v.version < records.version),
           (SELECT count(*) FROM revisions v WHERE v.id = records.id),
           EXISTS (SELECT 1 FROM search WHERE search.rowid = n)
         FROM records ORDER BY n",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let stored = Stored::from_row(row)?;
        let (record, version, removed) = (stored.id, stored.version, stored.removed);
        let title: String = row.get(8)?;
        let name = format!("“{}” ({record})", clip(&title, 60));
        let (earlier, all): (i64, i64) = (row.get(14)?, row.get(15)?);
        if earlier.unsigned_abs() + 1 != version || earlier != all {
            faults.push(format!(
                "The history of {name} has a hole: {all} earlier versions of {}.",
                version - 1
            ));
        }
        let document = match stored.read() {
            Ok(record) => record.document,
            Err(trouble) => {
                faults.push(format!("{name} cannot be read: {trouble}"));
                continue;
            }
        };
        let expected = document.summary();
        let service_id = match row.get_ref(10)? {
            rusqlite::types::ValueRef::Null => None,
            _ => Some(id(row, 10)?),
        };
        let due: Option<String> = row.get(12)?;
        let at: Option<i64> = row.get(13)?;
        let same = title == expected.title
            && row.get::<_, String>(9)? == expected.status
            && service_id == expected.service_id
            && row.get::<_, Option<String>>(11)? == expected.owner
            && due == expected.due.map(|due| due.to_string())
            && at == expected.at.map(domain::Instant::ms);
        if !same {
            faults.push(format!("The list entry of {name} differs from its content."));
        }
        if !links_agree(sql, record, &expected)? {
            faults.push(format!("The references of {name} differ from its content."));
        }
        let searchable = !removed && !document.kind().is_one();
        if row.get::<_, bool>(16)? != searchable {
            faults.push(format!("The search index is out of step with {name}."));
        }
    }
    Ok(faults)
}

fn links_agree(sql: &Connection, record: Id, expected: &Summary) -> Result<bool, Trouble> {
    let mut statement =
        sql.prepare_cached("SELECT position, relation, target FROM links WHERE source = ?1 ORDER BY 1")?;
    let links = statement
        .query_map([record.0.as_bytes()], |row| Ok((row.get(0)?, row.get::<_, String>(1)?, id(row, 2)?)))?;
    let links = links.collect::<rusqlite::Result<Vec<_>>>()?;
    let wanted = (0_i64..).zip(&expected.links);
    let wanted = wanted.map(|(position, (relation, target))| (position, relation.word().to_owned(), *target));
    Ok(wanted.eq(links))
}

fn revisions(sql: &Connection) -> Result<Vec<String>, Trouble> {
    let mut faults = Vec::new();
    let mut statement = sql.prepare(
        "SELECT v.id, r.kind, v.version, v.saved_at, v.saved_by, v.removed, v.schema, v.body
         FROM revisions v JOIN records r ON r.id = v.id ORDER BY r.n, v.version",
    )?;
    for version in statement.query_map([], Stored::from_row)? {
        let version = version?;
        let name = format!("Version {} of {}", version.version, version.id);
        if let Err(trouble) = version.read() {
            faults.push(format!("{name} cannot be read: {trouble}"));
        }
    }
    Ok(faults)
}

/// Every version, entry, sample and sign of life has the sum that it was written with.
fn sums(sql: &Connection) -> Result<Vec<String>, Trouble> {
    let mut faults = Vec::new();
    let mut versions = sql.prepare(
        "SELECT id, kind, version, saved_at, saved_by, removed, schema, body, sum, title FROM records
         UNION ALL SELECT v.id, r.kind, v.version, v.saved_at, v.saved_by, v.removed, v.schema, v.body, v.sum, r.title
         FROM revisions v JOIN records r ON r.id = v.id",
    )?;
    let mut rows = versions.query([])?;
    while let Some(row) = rows.next()? {
        let stored = Stored::from_row(row)?;
        if row.get::<_, i64>(8)? != i64::from(sum::of_version(&stored)) {
            let title = clip(&row.get::<_, String>(9)?, 60);
            faults.push(format!(
                "Version {} of “{title}” ({}) is not as it was written.",
                stored.version, stored.id
            ));
        }
    }
    let mut entries = sql.prepare("SELECT run, seq, at, actor, body, sum FROM events")?;
    let mut rows = entries.query([])?;
    while let Some(row) = rows.next()? {
        let (run, seq) = (id(row, 0)?, row.get::<_, i64>(1)?.unsigned_abs());
        let (actor, body): (String, String) = (row.get(3)?, row.get(4)?);
        let wanted = sum::of_entry(run, seq, row.get(2)?, &actor, &body);
        if row.get::<_, i64>(5)? != i64::from(wanted) {
            faults.push(format!("Entry {seq} of the journal of {run} is not as it was written."));
        }
    }
    let mut changed = 0_usize;
    let mut samples = sql.prepare("SELECT record, series, at, value, sum FROM samples")?;
    let mut rows = samples.query([])?;
    while let Some(row) = rows.next()? {
        let wanted = sum::of_sample(id(row, 0)?, &row.get::<_, String>(1)?, row.get(2)?, row.get(3)?);
        changed += usize::from(row.get::<_, i64>(4)? != i64::from(wanted));
    }
    if changed > 0 {
        faults.push(format!("{changed} values that live watchers saw are not as they were written."));
    }
    let mut words = sql.prepare("SELECT place, words, at, sum FROM unwritten")?;
    let mut rows = words.query([])?;
    while let Some(row) = rows.next()? {
        let wanted = sum::of_words(&row.get::<_, String>(0)?, &row.get::<_, String>(1)?, row.get(2)?);
        if row.get::<_, i64>(3)? != i64::from(wanted) {
            faults.push("Words that are in no record yet are not as they were typed.".to_owned());
        }
    }
    let mut beats = sql.prepare("SELECT at, sum FROM heartbeat")?;
    for beat in beats.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)))? {
        let (at, written) = beat?;
        if written != i64::from(sum::of_beat(at)) {
            faults.push("The last sign of life is not as it was written.".to_owned());
        }
    }
    Ok(faults)
}

/// The mark of the session says what only this program writes there: a session or none, and what was lost only with when.
fn mark(sql: &Connection) -> Result<Option<String>, Trouble> {
    let mut select = sql.prepare("SELECT one, session, lost_at, lost FROM mark")?;
    let read = select.query_map([], |row| {
        let (session, at): (Option<String>, Option<i64>) = (row.get(1)?, row.get(2)?);
        let is_session = session.is_none_or(|session| session.parse::<uuid::Uuid>().is_ok());
        let is_loss = match row.get::<_, Option<i64>>(3)? {
            Some(lost) => lost > 0 && at.is_some(),
            None => true,
        };
        Ok(row.get::<_, i64>(0)? == 1 && is_session && is_loss)
    })?;
    let rows: rusqlite::Result<Vec<bool>> = read.collect();
    let sound = rows.is_ok_and(|rows| rows == [true]);
    Ok((!sound).then(|| "The mark of the session that wrote last is not as it was written.".to_owned()))
}

/// Every journal counts from 1 without a hole, can be read, and folds into a run of its record's kind.
fn journals(sql: &Connection) -> Result<Vec<String>, Trouble> {
    let mut faults = Vec::new();
    let mut statement = sql.prepare(
        "SELECT DISTINCT e.run, r.kind FROM events e JOIN records r ON r.id = e.run ORDER BY e.run",
    )?;
    let runs = statement.query_map([], |row| Ok((id(row, 0)?, row.get::<_, String>(1)?)))?;
    for (run, word) in runs.collect::<rusqlite::Result<Vec<_>>>()? {
        let entries = journal::raw(sql, run, 0)?;
        if let Some((wanted, entry)) = (1..).zip(&entries).find(|(wanted, entry)| *wanted != entry.seq) {
            faults.push(format!("The journal of {run} lacks entry {wanted}; entry {} follows.", entry.seq));
        }
        let Ok(kind) = kind(&word) else { continue }; // what reads the records has said so
        let found = with_kind!(kind, Noun => Noun::sound(&entries));
        faults.extend(found.err().map(|unsound| match unsound {
            Unsound::NoRun => format!("{run} is {} and has a journal all the same.", kind.one()),
            Unsound::NotBegun => {
                format!("The journal of {run} does not begin with the start of {}.", kind.one())
            }
            Unsound::Unreadable { seq, cause } => {
                format!("The journal of {run}: {}", Trouble::UnreadableEntry { seq, cause })
            }
        }));
    }
    Ok(faults)
}
