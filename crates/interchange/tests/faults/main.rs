//! Thousands of files that something happened to, for every reader: each is read or refused in words, and nothing panics.
//! Every run of the tests tries 2,000 a reader; `cargo xtask bench --faults` many more. Another seed in the environment
//! (`READYROOM_FAULT_SEED`) tries others.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

#[path = "../common/mod.rs"]
mod common;
mod mutation;
mod seeds;

use mutation::{Dice, mutated};
use seeds::{File, READERS, Reader};
use std::{
    collections::BTreeMap,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

const FILES: usize = 2_000;
/// Longer than this is a reader that hangs, on any machine.
const HANG: Duration = Duration::from_secs(60);

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|words| words.parse().ok()).unwrap_or(otherwise)
}

/// What came of the files of one reader.
#[derive(Default)]
struct Tally {
    refused: usize,
    read: usize,
    panicked: usize,
    slowest: Duration,
    /// What did not hold, each once, with the first file that showed it.
    unsound: BTreeMap<String, String>,
}

impl Tally {
    fn try_one(&mut self, (name, bytes): &File) {
        let began = Instant::now();
        let read = catch_unwind(|| interchange::read(name, bytes));
        let took = began.elapsed();
        self.slowest = self.slowest.max(took);
        match &read {
            Err(_) => self.panicked += 1,
            Ok(Err(_)) => self.refused += 1,
            Ok(Ok(_)) => self.read += 1,
        }
        let sound = read.and_then(|read| catch_unwind(AssertUnwindSafe(|| common::sound::holds(read))));
        let said = sound.err().map(|cause| {
            let words = cause.downcast_ref::<String>().cloned();
            words
                .or_else(|| cause.downcast_ref::<&str>().map(|words| (*words).to_owned()))
                .unwrap_or_default()
        });
        let slow = (took > HANG).then(|| format!("took {took:?}"));
        if let Some(said) = said.or(slow) {
            let kind: String = said.chars().filter(|c| !c.is_ascii_digit()).take(60).collect();
            self.unsound.entry(kind).or_insert_with(|| {
                let (_, kept) = tempfile::NamedTempFile::new().unwrap().keep().unwrap();
                fs::write(&kept, bytes).unwrap();
                format!("{name}, kept as {}: {said:.1500}", kept.display())
            });
        }
    }
}

fn faulty(reader: &Reader) {
    let (seeds, real) = reader.seeds();
    if real == 0 {
        println!("The real files are not beside the project; {} begin from our own.", reader.name);
    }
    let others: Vec<File> = READERS.iter().flat_map(|other| other.seeds().0).collect();
    let (files, seed) = (FILES * number("READYROOM_FAULTS", 1) as usize, number("READYROOM_FAULT_SEED", 0));
    let mut tally = Tally::default();
    for at in 0..files as u64 {
        let file = mutated(&mut Dice::new((seed << 32) + at), &seeds, &others);
        tally.try_one(&file);
    }
    println!(
        "{files} fuzzed {} (from {} files, {real} of them real): {} refused in words, {} read, {} panicked; the slowest took {} ms",
        reader.name,
        seeds.len(),
        tally.refused,
        tally.read,
        tally.panicked,
        tally.slowest.as_millis()
    );
    let unsound: Vec<_> = tally.unsound.into_values().collect();
    assert!(unsound.is_empty() && tally.panicked == 0, "{} kinds:\n{}", unsound.len(), unsound.join("\n\n"));
    assert!(
        tally.read * 20 > files || reader.name.ends_with("other tools"),
        "hardly one was read: the test proves little"
    );
}

#[test]
fn experiments() {
    faulty(&READERS[0]);
}

#[test]
fn journals() {
    faulty(&READERS[1]);
}

#[test]
fn catalogs() {
    faulty(&READERS[2]);
}

#[test]
fn services() {
    faulty(&READERS[3]);
}

#[test]
fn tables() {
    faulty(&READERS[4]);
}

#[test]
fn others() {
    faulty(&READERS[5]);
}
