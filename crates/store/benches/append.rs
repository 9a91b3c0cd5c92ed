//! What a durable entry costs, beside the same bytes through rusqlite alone under the same pragmas, in turn in one run.
#![allow(clippy::unwrap_used, reason = "a bench stops at the first surprise")]

#[path = "../../../tests/src/bin/bench/row.rs"]
mod row;

use domain::{
    Document, Instant,
    chaos::{
        game_day::GameDay,
        run::{Entry, Event},
    },
    journal::Common,
};
use rusqlite::{Connection, TransactionBehavior, params};
use std::{path::Path, time::Instant as Stopwatch};
use store::{Access, Store, Trouble};

const ROUNDS: usize = 30;
const ENTRIES: u32 = 50;
const RATIO_MAX: f64 = 1.3;

fn main() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let store =
        Store::open(&folder.path().join("ours.readyroom"), Access::Write, Instant::from_ms(0)).unwrap();
    let day = Document::from(GameDay::named("Bench"));
    let run = store.transact(Instant::from_ms(0), "Bench", |tx| tx.insert(day)).unwrap().value.id;
    let append = || {
        let appended = store.transact(Instant::from_ms(1), "Mira", |tx| -> Result<Entry, Trouble> {
            tx.append(run, Instant::from_ms(1), "Mira", event())
        });
        appended.unwrap();
    };
    let mut raw = raw(&folder.path().join("raw.sqlite"));
    let mut seq = 0_i64;
    let mut insert = || {
        seq += 1;
        let body = serde_json::to_string(&event()).unwrap();
        let tx = raw.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
        tx.prepare_cached("INSERT INTO events (run, seq, at, actor, body) VALUES (?1, ?2, ?3, ?4, ?5)")
            .unwrap()
            .execute(params![run.0.as_bytes(), seq, 1_i64, "Mira", body])
            .unwrap();
        tx.commit().unwrap();
    };
    let (mut ours_us, mut raw_us, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let (ours, reference) = (per_entry_us(append), per_entry_us(&mut insert));
        if round == 0 {
            continue; // warm-up
        }
        ours_us.push(ours);
        raw_us.push(reference);
        ratios.push(ours / reference);
    }
    row::Row::new("durable append, beside rusqlite alone", median(&mut ours_us), "µs")
        .beside(median(&mut raw_us))
        .ratio(median(&mut ratios))
        .limit(RATIO_MAX)
        .write();
}

fn event() -> Event {
    Event::Common(Common::Observed {
        text: "Queue drains slower than it fills; consumer lag is visible on the dashboard.".to_owned(),
    })
}

/// A file of its own with the store's pragmas and the same table, without anything else.
fn raw(path: &Path) -> Connection {
    let sql = Connection::open(path).unwrap();
    sql.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
         CREATE TABLE events (run BLOB NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL,
             body TEXT NOT NULL, PRIMARY KEY (run, seq)) STRICT, WITHOUT ROWID;",
    )
    .unwrap();
    sql
}

fn per_entry_us(mut one: impl FnMut()) -> f64 {
    let watch = Stopwatch::now();
    for _ in 0..ENTRIES {
        one();
    }
    watch.elapsed().as_secs_f64() * 1e6 / f64::from(ENTRIES)
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
