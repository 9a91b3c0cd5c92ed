//! Workspaces that something happened to, and files that are none: each is opened or refused in words, and nothing panics.

use super::{super::*, Dice, dice, times};
use std::{
    collections::BTreeSet,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    time::{Duration, Instant as Moment},
};

const FILES: u32 = 2_000;
/// What SQLite, the libraries and the drafts are called, and nobody says to a person.
const JARGON: [&str; 9] =
    ["SELECT", "no such", "malformed", "SQLITE", "sqlite error", "disk image", "datatype", "draft", "Some("];

fn seeds() -> Vec<Vec<u8>> {
    let fixtures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/workspaces");
    let mut seeds: Vec<Vec<u8>> =
        ["v1", "v2"].map(|name| fs::read(fixtures.join(name).with_extension("readyroom")).unwrap()).to_vec();
    let folder = TempDir::new().unwrap();
    let other = folder.path().join("other.db");
    let sql = rusqlite::Connection::open(&other).unwrap();
    sql.execute_batch("CREATE TABLE notes (words TEXT); INSERT INTO notes VALUES ('Milk')").unwrap();
    drop(sql);
    seeds.push(fs::read(&other).unwrap());
    seeds
}

/// A seed after one to three mishaps; most of them a workspace of the present format.
fn garbled(chance: &mut Dice, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = seeds[[1, 1, 1, 1, 0, 2][chance.index(6)]].clone();
    for _ in 0..=chance.below(3) {
        let at = chance.index(bytes.len() + 1);
        let end = (at + chance.index(5_000)).min(bytes.len());
        match chance.below(8) {
            0 => bytes.truncate(at),
            1 => bytes[at..end].fill(0),
            2 => bytes.splice(at..at, [7; 512]).for_each(drop),
            3 => bytes.drain(at..end).for_each(drop),
            4 => {
                let other = &seeds[chance.index(seeds.len())];
                bytes.splice(at.., other.iter().skip(at).copied()).for_each(drop);
            }
            // The header says how the file is to be read.
            5 => bytes.iter_mut().skip(chance.index(100)).take(1).for_each(|byte| *byte = chance.0 as u8),
            _ => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << (chance.0 % 8)),
        }
    }
    bytes
}

/// What is said of a file that is refused; none where it is opened, looked through, previewed and closed.
fn refused(path: &Path, access: Access) -> Option<String> {
    let place = path.with_extension("place");
    let opened = Store::open(path, access, NOW).and_then(|store| {
        store.list(domain::Kind::Experiment)?;
        store.check()
    });
    let said =
        opened.and_then(|_| crate::preview(&place, path, NOW)).err().map(|trouble| trouble.to_string());
    said.inspect(|said| {
        let jargon = JARGON.iter().find(|word| said.contains(*word));
        assert!(jargon.is_none() && said.ends_with('.') && said.len() > 40, "no words for a person: {said}");
    })
}

#[test]
fn a_garbled_workspace_is_opened_or_refused_in_words() {
    let folder = TempDir::new().unwrap();
    let seeds = seeds();
    let (mut chance, files) = (dice(7), FILES * times());
    let (mut opened, mut slowest, mut unsound) = (0, Duration::ZERO, BTreeSet::new());
    for n in 0..files {
        let path = folder.path().join(format!("{n}.readyroom"));
        fs::write(&path, garbled(&mut chance, &seeds)).unwrap();
        let access = if n % 4 == 0 { Access::Write } else { Access::Read };
        let began = Moment::now();
        match catch_unwind(AssertUnwindSafe(|| refused(&path, access))) {
            Ok(said) => opened += u32::from(said.is_none()),
            Err(cause) => {
                let words = cause.downcast_ref::<String>().cloned().unwrap_or_default();
                unsound.insert(words.replace(&*path.to_string_lossy(), "PATH"));
            }
        }
        slowest = slowest.max(began.elapsed());
        for entry in fs::read_dir(folder.path()).unwrap() {
            fs::remove_file(entry.unwrap().path()).unwrap();
        }
    }
    println!(
        "{files} garbled workspaces: {} refused in words, {opened} opened, {} kinds of panic; the slowest took {} ms",
        files - opened,
        unsound.len(),
        slowest.as_millis()
    );
    assert_eq!(unsound, BTreeSet::new());
}
