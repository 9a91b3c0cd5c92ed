//! A flipped bit anywhere in the file is found, or it changed nothing that anybody can see.

use super::{super::*, dice, times};
use domain::{Zone, sample::sample};
use rusqlite::types::Value;
use std::{fs, path::Path};

const PAGE: usize = 4096;

/// All that a file holds, row by row, but what is made from the rest.
fn seen(path: &Path) -> Option<Vec<Vec<Value>>> {
    let sql = rusqlite::Connection::open(path).ok()?;
    let mut rows = Vec::new();
    for query in [
        "SELECT * FROM records ORDER BY n",
        "SELECT * FROM revisions ORDER BY id, version",
        "SELECT * FROM events ORDER BY run, seq",
        "SELECT * FROM samples ORDER BY record, series, at",
        "SELECT * FROM links ORDER BY source, position",
        "SELECT * FROM heartbeat",
        "SELECT * FROM mark",
        "SELECT rowid FROM search WHERE search MATCH '\"ch\"*' ORDER BY bm25(search, 10.0, 2.0, 1.0)",
        "SELECT rowid FROM search WHERE search MATCH '\"s\"*' ORDER BY bm25(search, 10.0, 2.0, 1.0)",
        "SELECT id, sz FROM search_docsize ORDER BY id",
        "SELECT * FROM search_config",
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name",
        "SELECT rowid FROM search WHERE search MATCH '\"pa\"*' ORDER BY 1",
    ] {
        let mut select = sql.prepare(query).ok()?;
        let columns = select.column_count();
        let read = select.query_map([], |row| (0..columns).map(|column| row.get(column)).collect()).ok()?;
        for row in read {
            rows.push(row.ok()?);
        }
    }
    Some(rows)
}

fn filled(path: &Path) {
    let sample = sample(Zone::UTC.date(NOW));
    Store::create(path, (NOW, "Ada"), |tx| {
        for (id, document) in &sample.records {
            if !document.kind().is_one() {
                tx.insert_as(*id, document.clone())?;
            }
        }
        for (run, entries) in &sample.journals {
            for entry in entries {
                tx.append(*run, entry.at, &entry.actor, entry.event.clone())?;
            }
        }
        Ok::<_, Trouble>(())
    })
    .unwrap();
    let store = Store::open(path, Access::Write, NOW).unwrap();
    let action = store.list(domain::Kind::Action).unwrap()[0].clone();
    let changed = action_of(&store, action.id);
    store.transact(NOW, "Ada", |tx| tx.save(action.id, action.version, changed)).unwrap();
    let (run, _) = &sample.journals[0];
    store.sample(*run, &[("trial-0", NOW, 412.5), ("trial-0", NOW.plus_ms(1000), 413.5)]).unwrap();
    store.beat(NOW).unwrap();
}

fn action_of(store: &Store, id: Id) -> Document {
    let Document::Action(action) = store.get(id).unwrap().document else { panic!("no action") };
    Action { about: "Somebody changed this.".to_owned(), ..action }.into()
}

#[test]
fn a_flipped_bit_is_found_or_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let (whole, copy) = (folder.path().join("whole"), folder.path().join("copy"));
    filled(&whole);
    let bytes = fs::read(&whole).unwrap();
    let before = seen(&whole).unwrap();
    let letters: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at].is_ascii_alphabetic()).collect();
    println!("seed {}", std::env::var("READYROOM_FAULT_SEED").unwrap_or_else(|_| "0".to_owned()));
    let (mut chance, flips) = (dice(5), 200 * times());
    let (mut refused, mut found, mut harmless, mut silent) = (0, 0, 0, Vec::new());
    for flip in 0..flips {
        // Half of them anywhere, half of them in a letter, most of which somebody wrote.
        let at = if flip % 2 == 0 { chance.index(bytes.len()) } else { letters[chance.index(letters.len())] };
        let bit = 1_u8 << chance.below(8);
        let mut flipped = bytes.clone();
        flipped[at] ^= bit;
        fs::write(&copy, &flipped).unwrap();
        let checked = Store::open(&copy, Access::Read, NOW).and_then(|store| store.check());
        match checked {
            Err(_) => refused += 1,
            Ok(faults) if !faults.is_empty() => found += 1,
            Ok(_) if seen(&copy).as_ref() == Some(&before) => harmless += 1,
            Ok(_) => {
                let after = seen(&copy).unwrap_or_default();
                let differs: Vec<_> = before.iter().zip(&after).filter(|(one, other)| one != other).collect();
                let (page, offset, rows) = (at / PAGE + 1, at % PAGE, (before.len(), after.len()));
                println!(
                    "flip {flip}, bit {bit:#04x} at {offset} of page {page}: {rows:?} rows, {differs:?}"
                );
                silent.push((at, bit));
            }
        }
        for ending in ["-wal", "-shm"] {
            drop(fs::remove_file(crate::open::beside(&copy, ending)));
        }
    }
    println!(
        "{flips} flipped bits: {refused} refused, {found} found by the check, {harmless} changed nothing, {} silent",
        silent.len()
    );
    assert_eq!(silent, [], "silently wrong, by place and bit");
}

#[test]
fn no_byte_of_the_search_index_changes_what_is_found_unseen() {
    let desk = Desk::new();
    for words in ["Slow bank", "Slower bank, slow and slowest", "Chaos: slo by slo", "Bankrupt charts"] {
        desk.insert(service(words));
        desk.insert(action(&format!("{words} again")));
    }
    let raw = desk.raw();
    // The totals are another matter: texts that were taken out go on counting in them, so only what cannot be true is found.
    let mut select = raw.prepare("SELECT id, block FROM search_data WHERE id <> 1").unwrap();
    let blocks: Vec<(i64, Vec<u8>)> =
        select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    let found = || {
        ["sl", "slo", "ba", "ban", "bank", "ch", "cha", "by", "ag", "slow ba"].map(|words| {
            let rows = desk.store.search(words).ok()?;
            Some(rows.iter().map(|row| row.id).collect::<Vec<_>>())
        })
    };
    let before = found();
    let put = |id: i64, block: &[u8]| {
        raw.execute("UPDATE search_data SET block = ?2 WHERE id = ?1", rusqlite::params![id, block]).unwrap()
    };
    let (mut flips, mut harmless) = (0, 0);
    for (id, block) in &blocks {
        for at in 0..block.len() {
            let mut flipped = block.clone();
            flipped[at] ^= 1 << (at % 8);
            put(*id, &flipped);
            let checked = desk.store.check();
            if checked.is_ok_and(|faults| faults.is_empty()) {
                assert_eq!(found(), before, "byte {at} of block {id}");
                harmless += 1;
            }
            put(*id, block);
            flips += 1;
        }
    }
    desk.sound();
    println!("{flips} bytes of the search index changed, {harmless} changed nothing, the others were found");
    assert!(flips > 200 && harmless * 4 < flips, "the test proves little");
}
