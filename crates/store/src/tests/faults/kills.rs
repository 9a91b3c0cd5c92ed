//! A process that is killed at any moment: while it writes, folds, commits, closes, makes a workspace, renews the sample or
//! copies it. What it had reported stands, and no file is half.

use super::{super::*, child, dice, live_and_die, place, times};
use domain::Kind;
use std::{fs, io::Write, path::Path, time::Duration};

const RECORDS: usize = 25;

fn say(words: &str) {
    writeln!(std::io::stdout(), "\nack {words}").unwrap();
}

fn contents(tx: &mut Tx<'_>) -> Result<(), Trouble> {
    (0..RECORDS).try_for_each(|n| tx.insert(action(&format!("Action {n}")).into()).map(drop))
}

fn append(store: &Store, day: Id, words: &str) {
    let written = store.transact(NOW, "Ada", |tx| tx.append(day, NOW, "Ada", observed(words)));
    say(&format!("{} {words}", written.unwrap().value.seq));
}

/// Opens, writes, folds and closes, again and again.
#[test]
#[ignore = "a child of the test below"]
fn closes() {
    let Some(path) = place() else { return };
    let life = uuid::Uuid::now_v7();
    for n in 0.. {
        let store = Store::open(&path, Access::Write, NOW).unwrap();
        let day = store.list(Kind::GameDay).unwrap()[0].id;
        for m in 0..3 {
            append(&store, day, &format!("{life}.{n}.{m}"));
        }
        store.fold().unwrap();
        append(&store, day, &format!("{life}.{n}.last"));
        store.close().unwrap();
    }
}

/// Writes and copies.
#[test]
#[ignore = "a child of the test below"]
fn copies() {
    let Some(path) = place() else { return };
    let store = Store::open(&path, Access::Write, NOW).unwrap();
    let day = store.list(Kind::GameDay).unwrap()[0].id;
    let life = uuid::Uuid::now_v7();
    for n in 0.. {
        append(&store, day, &format!("{life}.{n}"));
        store.backup(&path.with_extension("copy")).unwrap();
    }
}

/// Makes workspaces.
#[test]
#[ignore = "a child of the test below"]
fn makes() {
    let Some(folder) = place() else { return };
    for n in 0.. {
        let path = folder.join(format!("{}-{n}.readyroom", uuid::Uuid::now_v7()));
        Store::create(&path, (NOW, "Ada"), contents).unwrap();
        say("made");
    }
}

/// Makes one anew in the place of another.
#[test]
#[ignore = "a child of the test below"]
fn renews() {
    let Some(path) = place() else { return };
    loop {
        let store = Store::open(&path, Access::Write, NOW).unwrap();
        drop(fs::remove_file(path.with_extension("previous")));
        store.renew(&path.with_extension("previous"), (NOW, "Ada"), contents).unwrap();
        say("renewed");
    }
}

fn name(test: &str) -> String {
    format!("tests::faults::kills::{test}")
}

fn begun(folder: &Path) -> (std::path::PathBuf, Id) {
    let path = folder.join("w.readyroom");
    let store = Store::open(&path, Access::Write, NOW).unwrap();
    let begun = store.transact(NOW, "Ada", |tx| {
        let day = tx.insert(GameDay::named("Checkout day").into())?.id;
        tx.append(day, NOW, "Ada", started())?;
        Ok::<_, Trouble>(day)
    });
    (path, begun.unwrap().value)
}

/// Everything that was acknowledged is there, nothing is said to be missing, and now and then all of it is checked.
fn stands(path: &Path, day: Id, heard: &[String], kill: u32) {
    let store = Store::open(path, Access::Read, NOW).unwrap();
    assert_eq!(store.warning(), None, "after kill {kill}");
    let journal = store.journal::<Event>(day, 0).unwrap();
    for words in heard {
        let (seq, words) = words.split_once(' ').unwrap();
        let entry = &journal[seq.parse::<usize>().unwrap() - 1];
        assert_eq!(entry.event, observed(words), "after kill {kill}");
    }
    if kill.is_multiple_of(20) {
        assert_eq!(store.check().unwrap(), Vec::<String>::new(), "after kill {kill}");
    }
}

#[test]
fn a_process_that_is_killed_while_it_closes_loses_nothing() {
    let folder = TempDir::new().unwrap();
    let (path, day) = begun(folder.path());
    let (mut chance, kills) = (dice(1), 60 * times());
    let mut acknowledged = 0;
    for kill in 1..=kills {
        let words = 4 + chance.index(8);
        let heard = live_and_die(&mut child(&name("closes"), &path), words, chance.micros(20_000));
        stands(&path, day, &heard, kill);
        acknowledged += heard.len();
    }
    println!("{kills} kills while it closed, {acknowledged} entries acknowledged, none lost");
}

#[test]
fn a_process_that_is_killed_while_it_copies_leaves_no_half_copy() {
    let folder = TempDir::new().unwrap();
    let (path, day) = begun(folder.path());
    let copy = path.with_extension("copy");
    let (mut chance, kills) = (dice(2), 60 * times());
    let mut copies = 0;
    for kill in 1..=kills {
        let words = 1 + chance.index(4);
        let heard = live_and_die(&mut child(&name("copies"), &path), words, chance.micros(40_000));
        stands(&path, day, &heard, kill);
        if copy.exists() {
            let copied = Store::open(&copy, Access::Read, NOW).unwrap();
            assert_eq!(copied.check().unwrap(), Vec::<String>::new(), "after kill {kill}");
            copies += 1;
        }
    }
    assert!(copies > 0, "the test proves nothing");
    println!("{kills} kills while it copied, {copies} times a copy was there, each whole");
}

fn whole(path: &Path) {
    let store = Store::open(path, Access::Read, NOW).unwrap();
    assert_eq!(store.list(Kind::Action).unwrap().len(), RECORDS, "{}", path.display());
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
}

#[test]
fn a_process_that_is_killed_while_it_makes_a_workspace_leaves_a_whole_one_or_none() {
    let folder = TempDir::new().unwrap();
    let (mut chance, kills) = (dice(3), 60 * times());
    let (mut made, mut drafts) = (0, 0);
    for _ in 0..kills {
        let words = chance.index(2);
        live_and_die(&mut child(&name("makes"), folder.path()), words, chance.micros(60_000));
        for entry in fs::read_dir(folder.path()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "readyroom") {
                whole(&path);
                made += 1;
            } else if path.extension().is_none_or(|ending| ending != "lock") {
                drafts += 1;
            }
            fs::remove_file(path).unwrap();
        }
    }
    println!(
        "{kills} kills while it made workspaces: {made} made, each whole; {drafts} drafts left to be swept"
    );
}

#[test]
fn a_process_that_is_killed_while_it_renews_the_sample_always_leaves_one() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("demo.readyroom");
    Store::create(&path, (NOW, "Ada"), contents).unwrap();
    let (mut chance, kills) = (dice(4), 40 * times());
    for _ in 0..kills {
        let words = chance.index(3);
        live_and_die(
            &mut child(&name("renews"), &path),
            words,
            chance.micros(60_000) + Duration::from_millis(5),
        );
        whole(&path);
    }
    println!("{kills} kills while it renewed the sample, and a whole one each time");
}
