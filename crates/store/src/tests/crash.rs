//! A writer that is killed at any moment loses nothing that it had reported as written.

use super::*;
use domain::{Kind, journal::Common};
use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

const FILE: &str = "READYROOM_CRASH_TEST_FILE";
const KILLS: u32 = 100;

/// Appends and saves until it is killed; says `ack SEQ WORDS` after each commit.
#[test]
#[ignore = "the child of the test below"]
fn writes_until_it_is_killed() {
    let Some(path) = std::env::var_os(FILE) else { return };
    let store = Store::open(Path::new(&path), Access::Write, NOW).unwrap();
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
        }
    }
}

/// A life of the child: its acknowledged entries. It is killed `delay` after so many words of it; none: after its birth.
fn live_and_die(path: &Path, words: usize, delay: Duration) -> Vec<(u64, String)> {
    let mut child: Child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tests::crash::writes_until_it_is_killed", "--ignored", "--nocapture"])
        .env(FILE, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let parse = |line: String| {
        let mut parts = line.strip_prefix("ack ")?.split(' ');
        Some((parts.next()?.parse().ok()?, parts.next()?.to_owned()))
    };
    let mut heard: Vec<_> = lines.by_ref().map_while(Result::ok).filter_map(parse).take(words).collect();
    assert_eq!(heard.len(), words, "the child ended before its time");
    std::thread::scope(|scope| {
        let rest = scope.spawn(|| lines.map_while(Result::ok).filter_map(parse).collect::<Vec<_>>());
        std::thread::sleep(delay);
        child.kill().unwrap();
        let status = child.wait().unwrap();
        assert!(!status.success(), "the child ended by itself");
        heard.extend(rest.join().unwrap());
    });
    heard
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
    for kill in 0..KILLS {
        let chance = uuid::Uuid::new_v7(uuid::Timestamp::now(uuid::ContextV7::new())).as_u128();
        let word = |range| u16::try_from(chance % range).unwrap();
        let heard = if kill % 5 == 0 {
            live_and_die(&path, 0, Duration::from_micros(word(40_000).into())) // also while it opens the file
        } else {
            live_and_die(&path, 1 + usize::from(word(97)), Duration::from_micros(word(5003).into()))
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
    println!("{KILLS} kills, {acknowledged} entries acknowledged, {unheard} written and not heard");
    drop(folder);
}
