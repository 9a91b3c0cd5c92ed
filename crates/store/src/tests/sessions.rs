//! What a close leaves, and what the next open notices when something of the last session is missing.

use super::*;
use crate::{open::beside, restore};
use std::{fs, path::Path};

/// A file as a killed process leaves it: the log beside it, and the mark.
fn killed(desk: &Desk, into: &Path) -> std::path::PathBuf {
    fs::create_dir_all(into).unwrap();
    let place = into.join("w.readyroom");
    for ending in ["", "-wal", ".lock"] {
        fs::copy(beside(desk.store.path(), ending), beside(&place, ending)).unwrap();
    }
    place
}

fn written(n: usize) -> (Desk, Id) {
    let desk = Desk::new();
    let day = desk.insert(GameDay::named("Checkout day"));
    desk.write(|tx| tx.append(day, NOW, "Ada", started())).unwrap();
    desk.store.fold().unwrap();
    for n in 0..n {
        desk.write(|tx| tx.append(day, NOW, "Ada", observed(&format!("{n}")))).unwrap();
    }
    (desk, day)
}

#[test]
fn after_a_close_the_file_alone_is_whole() {
    let (desk, day) = written(3);
    desk.store.close().unwrap();
    for ending in ["-wal", "-shm", "-journal"] {
        assert!(!beside(desk.store.path(), ending).exists(), "{ending}");
    }
    let alone = desk.folder.path().join("alone");
    fs::copy(desk.store.path(), &alone).unwrap();
    let store = Store::open(&alone, Access::Write, NOW).unwrap();
    assert_eq!(store.warning(), None);
    assert_eq!(store.journal::<Event>(day, 0).unwrap().len(), 4);
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    // Who writes after the close all the same loses nothing either.
    desk.write(|tx| tx.append(day, NOW, "Ada", observed("late"))).unwrap();
    assert!(!beside(desk.store.path(), "-wal").exists());
    let Desk { folder, store } = desk;
    let path = store.path().to_owned();
    drop(store);
    let store = Store::open(&path, Access::Write, NOW).unwrap();
    assert_eq!((store.journal::<Event>(day, 0).unwrap().len(), store.warning()), (5, None));
    drop(folder);
}

#[test]
fn what_was_folded_stands_in_the_file_alone() {
    let (desk, day) = written(2);
    let alone = |name: &str| {
        let path = desk.folder.path().join(name);
        fs::copy(desk.store.path(), &path).unwrap();
        let store = Store::open(&path, Access::Read, NOW).unwrap();
        (store.journal::<Event>(day, 0).unwrap().len(), store)
    };
    assert_eq!(alone("before").0, 1);
    desk.store.fold().unwrap();
    let (entries, store) = alone("after");
    assert_eq!(entries, 3);
    // It cannot know that it has everything, and does not call itself sound.
    assert!(store.check().unwrap().join("").contains("log of this workspace is missing"));
}

#[test]
fn a_crash_that_left_its_log_is_no_loss() {
    let (desk, day) = written(5);
    let place = killed(&desk, &desk.folder.path().join("crash"));
    let reader = Store::open(&place, Access::Read, NOW).unwrap();
    assert_eq!((reader.warning(), reader.check().unwrap()), (None, Vec::new()));
    drop(reader);
    let store = Store::open(&place, Access::Write, NOW).unwrap();
    assert_eq!((store.warning(), store.check().unwrap()), (None, Vec::new()));
    assert_eq!(store.journal::<Event>(day, 0).unwrap().len(), 6);
    drop(store);
    // Moved without the mark beside it, but with its log.
    let place = killed(&desk, &desk.folder.path().join("moved"));
    fs::remove_file(beside(&place, ".lock")).unwrap();
    assert_eq!(Store::open(&place, Access::Write, NOW).unwrap().warning(), None);
}

#[test]
fn a_log_that_is_missing_cut_or_damaged_is_said_and_stays_said() {
    let (desk, day) = written(40);
    for (how, words) in [
        ("gone", "the last 40 changes"),
        ("gone, and the mark", "may not be in it"),
        ("cut", "changes that had been saved are not in it"),
        ("damaged", "changes that had been saved are not in it"),
        ("empty", "the last 40 changes"),
    ] {
        let place = killed(&desk, &desk.folder.path().join(how));
        let log = beside(&place, "-wal");
        let mut bytes = fs::read(&log).unwrap();
        match how {
            "gone" => fs::remove_file(&log).unwrap(),
            "gone, and the mark" => {
                fs::remove_file(&log).unwrap();
                fs::remove_file(beside(&place, ".lock")).unwrap();
            }
            "empty" => fs::write(&log, "").unwrap(),
            "cut" => fs::write(&log, &bytes[..bytes.len() - 3 * 4096]).unwrap(),
            _ => {
                let middle = 32 + (bytes.len() - 32) / 4120 * 2 / 3 * 4120 + 500;
                bytes[middle] ^= 1;
                fs::write(&log, bytes).unwrap();
            }
        }
        // Read first: a reader says it as well, and leaves it to be said again.
        let reader = Store::open(&place, Access::Read, NOW).unwrap();
        assert!(reader.check().unwrap().join("").contains(words), "{how}: {:?}", reader.check().unwrap());
        drop(reader); // it leaves an empty log behind
        for _ in 0..2 {
            let store = Store::open(&place, Access::Write, NOW).unwrap();
            let said = store.warning().unwrap_or_default();
            assert!(said.contains(words), "{how}: {said}");
            assert!(store.check().unwrap().join("").contains(words), "{how}");
            assert!(!store.journal::<Event>(day, 0).unwrap().is_empty(), "{how}: the day has begun");
        }
        // Until a sound copy takes its place.
        let copy = desk.folder.path().join("copy");
        desk.store.backup(&copy).unwrap();
        restore(&place, (&copy, crate::Whose::Own), NOW, |_| ()).unwrap();
        let store = Store::open(&place, Access::Write, NOW).unwrap();
        assert_eq!((store.warning(), store.check().unwrap()), (None, Vec::new()), "{how}");
    }
}

#[test]
fn the_log_of_another_file_is_put_aside_and_not_written_into_a_copy() {
    let (desk, day) = written(1);
    let copy = desk.folder.path().join("copy");
    desk.store.backup(&copy).unwrap();
    for n in 0..30 {
        desk.write(|tx| tx.append(day, NOW, "Ada", observed(&format!("later {n}")))).unwrap();
    }
    // A person puts the backup where the workspace was, and leaves the log of the old file.
    let place = killed(&desk, &desk.folder.path().join("by-hand"));
    fs::copy(&copy, &place).unwrap();
    let reader = Store::open(&place, Access::Read, NOW).unwrap();
    assert_eq!((reader.journal::<Event>(day, 0).unwrap().len(), reader.check().unwrap()), (2, Vec::new()));
    drop(reader);
    let store = Store::open(&place, Access::Write, NOW).unwrap();
    assert!(store.warning().unwrap().contains("put aside"), "{:?}", store.warning());
    assert_eq!(store.journal::<Event>(day, 0).unwrap().len(), 2);
    drop(store);
    let store = Store::open(&place, Access::Write, NOW).unwrap();
    assert_eq!((store.warning(), store.check().unwrap()), (None, Vec::new()));
}

#[test]
#[cfg(unix)]
fn where_nothing_can_be_written_a_log_is_named_with_what_to_do() {
    let (desk, _) = written(1);
    let place = killed(&desk, &desk.folder.path().join("disc"));
    // SQLite cannot make what it needs to read a log, as on a read-only medium, and from root as well.
    std::os::unix::fs::symlink("no/such/folder", beside(&place, "-shm")).unwrap();
    let trouble = Store::open(&place, Access::Read, NOW).unwrap_err();
    assert!(matches!(trouble, Trouble::LogBeside { .. }), "{trouble}");
    let words = trouble.to_string();
    assert!(words.contains("w.readyroom-wal") && words.contains("Copy both files"), "{words}");
}
