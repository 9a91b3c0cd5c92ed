//! A writer that is killed at any moment loses nothing that it had reported as written.

use super::{super::*, child, dice, live_and_die, place, times};
use domain::{Kind, journal::Common};
use std::{io::Write, time::Duration};

const KILLS: u32 = 100;

/// Appends and saves until it is killed; says `ack SEQ WORDS` after each commit.
#[test]
#[ignore = "the child of the test below"]
fn writes_until_it_is_killed() {
    let Some(path) = place() else { return };
    let store = Store::open(&path, Access::Write, NOW).unwrap();
    let day = store.list(Kind::GameDay).unwrap()[0].id;
    let life = uuid::Uuid::now_v7();
    for n in 0.. {
        let words = format!("{life}.{n}");
        let written = store.transact(NOW, "Ada", |tx| {
            let entry = tx.append(day, NOW, "Ada", observed(&words))?;
            if n % 8 == 0 {
                let record = tx.get(day)?;
                tx.save(day, record.version, GameDay::named(&words).into())?;
            }
            Ok::<_, Trouble>(entry.seq)
        });
        writeln!(std::io::stdout(), "\nack {} {words}", written.unwrap().value).unwrap();
        if n % 16 == 0 {
            store.beat(NOW.plus_ms(n)).unwrap();
            store.fold().unwrap();
        }
    }
}

/// A life of the child: its acknowledged entries.
fn life(path: &std::path::Path, words: usize, delay: Duration) -> Vec<(u64, String)> {
    let mut writer = child("tests::faults::crash::writes_until_it_is_killed", path);
    let parse = |line: String| {
        let (seq, words) = line.split_once(' ').unwrap();
        (seq.parse().unwrap(), words.to_owned())
    };
    live_and_die(&mut writer, words, delay).into_iter().map(parse).collect()
}

#[test]
fn a_killed_writer_loses_nothing_that_it_acknowledged() {
    let desk = Desk::new();
    let day = desk.insert(GameDay::named("Checkout day"));
    desk.write(|tx| tx.append(day, NOW, "Ada", started())).unwrap();
    let Desk { folder, store } = desk;
    let path = store.path().to_owned();
    drop(store);
    let mut acknowledged = 0;
    let mut unheard = 0;
    let mut seen = 1;
    let (mut chance, kills) = (dice(6), KILLS * times());
    for kill in 0..kills {
        let heard = if kill % 5 == 0 {
            life(&path, 0, chance.micros(40_000)) // also while it opens the file
        } else {
            life(&path, 1 + chance.index(97), chance.micros(5003)) // also at the commit itself
        };

        // Read beside the unfinished log first: a crash must not need a writer to be readable.
        let reader = Store::open(&path, Access::Read, NOW).unwrap();
        let news = reader.journal(day, seen).unwrap();
        for (seq, words) in &heard {
            let entry = news.iter().find(|entry| entry.seq == *seq);
            assert_eq!(entry.map(|entry| &entry.event), Some(&observed(words)), "after kill {kill}");
        }
        // Journal and record are written in one transaction, so they are there together or not at all.
        let title = reader.get(day).unwrap().document.summary().title;
        let marked = news.iter().rev().find(|entry| {
            matches!(&entry.event, Event::Common(Common::Observed { text }) if text.rsplit('.').next().unwrap().parse::<u32>().unwrap() % 8 == 0)
        });
        if let Some(entry) = marked {
            assert_eq!(entry.event, observed(&title), "after kill {kill}");
        }
        acknowledged += heard.len();
        unheard += news.len() - heard.len();
        seen += u64::try_from(news.len()).unwrap();
        if kill % 20 == 19 {
            assert_eq!(reader.check().unwrap(), Vec::<String>::new(), "after kill {kill}");
        }
    }
    let store = Store::open(&path, Access::Write, NOW).unwrap();
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    assert!(acknowledged > 1000, "only {acknowledged} entries were acknowledged: the test proves little");
    println!(
        "{kills} kills while it wrote, {acknowledged} entries acknowledged, {unheard} written and not heard"
    );
    drop(folder);
}
