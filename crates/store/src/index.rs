//! Whether the search index holds the words of the records and nothing else. SQLite's own check sees that an index is in
//! order; it does not know the words, which stand only in the bodies. So the index is made anew in memory and compared.

use crate::{
    Trouble, open,
    records::{Stored, index_as},
};
use rusqlite::{Connection, types::Value};

/// What is compared: where each word stands, how long each text is, and how the index is read.
const FACES: [&str; 3] = [
    "SELECT term, doc, col, \"offset\" FROM temp.words ORDER BY 1, 2, 3, 4",
    "SELECT id, sz FROM search_docsize ORDER BY id",
    "SELECT k, v FROM search_config ORDER BY k",
];
const WORDS: &str = "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance)";
/// What is found by a beginning, and how well it fits: by that it is put in order.
const FOUND: &str = "SELECT rowid, bm25(search, 10.0, 2.0, 1.0) FROM search WHERE search MATCH ?1 ORDER BY 1";
/// Beginnings of words have an index of their own, of this many letters.
const PREFIXES: [usize; 2] = [2, 3];

/// The sentence that says that the index is wrong.
pub(crate) fn fault(sql: &Connection) -> Result<Option<String>, Trouble> {
    let fresh = open::empty()?;
    let mut select = sql.prepare(
        "SELECT id, kind, version, saved_at, saved_by, removed, schema, body, n FROM records ORDER BY n",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (stored, n) = (Stored::from_row(row)?, row.get::<_, i64>(8)?);
        let removed = stored.removed;
        // What cannot be read was said already.
        let Ok(record) = stored.read() else { continue };
        if !removed && !record.document.kind().is_one() {
            index_as(&fresh, n, &record.document.summary())?;
        }
    }
    // The totals have a history that a new index does not have, and what is found is put in order by them.
    let totals = totals(sql).unwrap_or_default();
    fresh.execute("UPDATE search_data SET block = ?1 WHERE id = 1", [&totals])?;
    let as_it_is = faces(sql).unwrap_or_default(); // an index that cannot be read is none
    let as_it_should_be = faces(&fresh)?;
    let is_sound = as_it_is == as_it_should_be && totals_fit(sql, &totals).unwrap_or(false);
    Ok((!is_sound).then(|| {
        "The search index differs from the words of the records: what is searched for may not be found."
            .to_owned()
    }))
}

fn totals(sql: &Connection) -> rusqlite::Result<Vec<u8>> {
    sql.query_row("SELECT block FROM search_data WHERE id = 1", [], |row| row.get(0))
}

/// Whether the totals can be true by which what is found is put in order: how many texts, and how many words in each of
/// their parts. A text that was taken out goes on counting, so they say no less than what is there, and no more texts than
/// there ever were.
fn totals_fit(sql: &Connection, totals: &[u8]) -> rusqlite::Result<bool> {
    let texts_ever: u64 = sql.query_row(
        "SELECT (SELECT count(*) FROM records WHERE removed = 0) + (SELECT count(*) FROM revisions WHERE removed = 0)",
        [],
        |row| row.get::<_, i64>(0).map(i64::unsigned_abs),
    )?;
    let mut there: Vec<u64> = Vec::new();
    let mut select = sql.prepare("SELECT sz FROM search_docsize")?;
    for sizes in select.query_map([], |row| row.get::<_, Vec<u8>>(0))? {
        let sizes = numbers(&sizes?);
        there.resize(there.len().max(sizes.len() + 1), 0);
        let text = std::iter::once(1).chain(sizes);
        there.iter_mut().zip(text).for_each(|(sum, more)| *sum += more);
    }
    let totals = numbers(totals);
    let texts = totals.first().copied().unwrap_or_default();
    let holds = there.iter().enumerate().all(|(at, sum)| totals.get(at).is_some_and(|total| total >= sum));
    Ok(holds && texts <= texts_ever)
}

/// Numbers as SQLite packs them: seven bits a byte, and a byte without its highest bit ends one.
fn numbers(packed: &[u8]) -> Vec<u64> {
    let (mut numbers, mut open) = (Vec::new(), 0_u64);
    for byte in packed {
        open = (open << 7) | u64::from(byte & 0x7F);
        if byte & 0x80 == 0 {
            numbers.push(std::mem::take(&mut open));
        }
    }
    numbers
}

fn faces(sql: &Connection) -> rusqlite::Result<Vec<Vec<Vec<Value>>>> {
    sql.execute_batch(WORDS)?;
    let looked = || {
        let mut faces: Vec<Vec<Vec<Value>>> =
            FACES.iter().map(|query| all(sql, query, [])).collect::<rusqlite::Result<_>>()?;
        let mut beginnings: Vec<String> = Vec::new();
        for row in faces.first().into_iter().flatten() {
            let Some(Value::Text(word)) = row.first() else { continue };
            beginnings.extend(PREFIXES.iter().map(|letters| word.chars().take(*letters).collect()));
        }
        beginnings.sort();
        beginnings.dedup();
        for beginning in beginnings {
            let found = format!("\"{}\"*", beginning.replace('"', "\"\""));
            faces.push(all(sql, FOUND, [found])?);
        }
        Ok(faces)
    };
    let faces = looked();
    sql.execute_batch("DROP TABLE temp.words")?;
    faces
}

fn all(sql: &Connection, query: &str, with: impl rusqlite::Params) -> rusqlite::Result<Vec<Vec<Value>>> {
    let mut select = sql.prepare_cached(query)?;
    let columns = select.column_count();
    let rows = select.query_map(with, |row| (0..columns).map(|column| row.get(column)).collect())?;
    rows.collect()
}
