//! Words that somebody has begun to type and that are in no record yet, by the place where they stand.

use crate::{Trouble, sum};
use domain::{
    Instant,
    text::{Invalid, LINE_MAX_CHARS},
};
use rusqlite::{Connection, params};

/// More than this nobody types in one place; it is four times the longest prose.
const WORDS_MAX_BYTES: usize = 1 << 20;
/// So many places are kept; the oldest make room.
const PLACES_MAX: u32 = 500;

/// Keeps `words` at `place`, or forgets what is there.
pub(crate) fn keep(sql: &Connection, place: &str, words: Option<&str>, now: Instant) -> Result<(), Trouble> {
    let too_long = place.chars().count() > LINE_MAX_CHARS || words.is_some_and(|w| w.len() > WORDS_MAX_BYTES);
    if too_long {
        return Err(Invalid::new("words", "This is more than can be kept until it is saved.").into());
    }
    let Some(words) = words else {
        sql.prepare_cached("DELETE FROM unwritten WHERE place = ?1")?.execute([place])?;
        return Ok(());
    };
    sql.prepare_cached(
        "INSERT INTO unwritten (place, words, at, sum) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET words = excluded.words, at = excluded.at, sum = excluded.sum",
    )?
    .execute(params![place, words, now.ms(), sum::of_words(place, words, now.ms())])?;
    sql.prepare_cached(
        "DELETE FROM unwritten WHERE place NOT IN (SELECT place FROM unwritten ORDER BY at DESC LIMIT ?1)",
    )?
    .execute([PLACES_MAX])?;
    Ok(())
}

/// All of them.
pub(crate) fn all(sql: &Connection) -> Result<Vec<(String, String)>, Trouble> {
    let mut statement = sql.prepare_cached("SELECT place, words FROM unwritten ORDER BY place")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
