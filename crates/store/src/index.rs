//! Whether the search index holds the words of the records and nothing else. SQLite's own check sees that an index is in
//! order; it does not know the words, which stand only in the bodies. So the index is made anew in memory and compared.

use crate::{
    Trouble, open,
    records::{Stored, index_as},
};
use rusqlite::{Connection, types::Value};

/// What is compared: where each word stands, and how long each text is.
const FACES: [&str; 2] = [
    "SELECT term, doc, col, \"offset\" FROM temp.words ORDER BY 1, 2, 3, 4",
    "SELECT id, sz FROM search_docsize ORDER BY id",
];
const WORDS: &str = "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance)";
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
    let as_it_is = faces(sql).unwrap_or_default(); // an index that cannot be read is none
    let as_it_should_be = faces(&fresh)?;
    Ok((as_it_is != as_it_should_be).then(|| {
        "The search index differs from the words of the records: what is searched for may not be found."
            .to_owned()
    }))
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
            faces.push(all(sql, "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY 1", [found])?);
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
