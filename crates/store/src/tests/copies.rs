//! Copies and what they may replace; restoring; the locks of one file with two names.

use super::*;
use crate::{Whose, open::beside, preview, restore};
use std::{fs, path::Path};

#[test]
fn a_backup_replaces_nothing_but_an_earlier_backup_of_the_same_workspace() {
    let desk = Desk::new();
    let id = desk.insert(action("Ours"));
    let path = |name: &str| desk.folder.path().join(name);
    let elsewhere = Desk::new();
    elsewhere.insert(action("Theirs"));
    elsewhere.store.backup(&path("another")).unwrap();
    fs::write(path("letter"), "Dear Ada").unwrap();
    // A copy that somebody went on working with, and closed.
    desk.store.backup(&path("worked-on")).unwrap();
    let worked_on = Store::open(&path("worked-on"), Access::Write, NOW).unwrap();
    worked_on.transact(NOW, "Ada", |tx| tx.insert(action("Only there").into())).unwrap();
    drop(worked_on);
    // A copy with a log beside it.
    desk.store.backup(&path("logged")).unwrap();
    fs::write(path("logged-wal"), "somebody's log").unwrap();
    for name in ["another", "letter", "worked-on", "logged", "w.readyroom-wal", "w.readyroom.lock", "new-wal"]
    {
        let before = fs::read(path(name)).ok();
        let trouble = desk.store.backup(&path(name)).unwrap_err();
        assert!(matches!(trouble, Trouble::NoBackup { .. }), "{name}: {trouble}");
        assert!(trouble.to_string().contains(name), "{trouble}");
        assert!(fs::read(path(name)).ok() == before, "{name} was changed");
    }
    // One that is open just now.
    desk.store.backup(&path("open")).unwrap();
    let open = Store::open(&path("open"), Access::Write, NOW).unwrap();
    let trouble = desk.store.backup(&path("open")).unwrap_err();
    assert!(matches!(trouble, Trouble::NoBackup { .. } | Trouble::Locked { .. }), "{trouble}");
    open.transact(NOW, "Ada", |tx| tx.insert(action("Goes on").into())).unwrap();
    drop(open);
    // The workspace itself, also by its other name.
    fs::hard_link(desk.store.path(), path("other-name")).unwrap();
    assert!(matches!(desk.store.backup(&path("other-name")), Err(Trouble::OntoItself { .. })));
    // And what may be replaced is.
    desk.store.backup(&path("copy")).unwrap();
    desk.write(|tx| tx.save(id, 1, action("Ours, later").into())).unwrap();
    desk.store.backup(&path("copy")).unwrap();
    let copy = Store::open(&path("copy"), Access::Read, NOW).unwrap();
    assert_eq!(copy.get(id).unwrap().version, 2);
    desk.sound();
}

#[test]
#[cfg(target_os = "linux")]
fn a_hard_link_is_the_same_workspace() {
    let desk = Desk::new();
    let link = desk.folder.path().join("elsewhere").join("other.readyroom");
    fs::create_dir(link.parent().unwrap()).unwrap();
    fs::hard_link(desk.store.path(), &link).unwrap();
    assert!(matches!(Store::open(&link, Access::Write, NOW), Err(Trouble::Locked { .. })));
}

#[test]
fn whoever_wants_to_write_waits_for_who_is_about_to_finish() {
    let desk = Desk::new();
    let Desk { folder, store } = desk;
    let path = store.path().to_owned();
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| Store::open(&path, Access::Write, NOW).map(drop));
        std::thread::sleep(std::time::Duration::from_millis(400));
        drop(store);
        waiting.join().unwrap().unwrap();
    });
    drop(folder);
}

#[test]
fn a_file_that_another_one_has_replaced_is_not_written_to_any_more() {
    for how in ["moved", "deleted", "replaced"] {
        let desk = Desk::new();
        let id = desk.insert(action("Before"));
        let path = desk.store.path().to_owned();
        let copy = desk.folder.path().join("copy");
        desk.store.backup(&copy).unwrap();
        match how {
            "moved" => fs::rename(&path, desk.folder.path().join("aside")).unwrap(),
            "deleted" => fs::remove_file(&path).unwrap(),
            _ => fs::rename(&copy, &path).unwrap(),
        }
        let trouble = desk.write(|tx| tx.save(id, 1, action("After").into())).unwrap_err();
        assert!(matches!(trouble, Trouble::Replaced { .. }), "{how}: {trouble}");
        assert!(matches!(desk.store.in_place(), Err(Trouble::Replaced { .. })), "{how}");
        assert!(desk.store.beat(NOW).is_err(), "{how}");
        // The log beside the name may be the other file's by now.
        desk.store.close().unwrap();
        assert!(beside(&path, "-wal").is_file(), "{how}: the log is gone");
    }
}

#[test]
fn a_copy_is_looked_at_then_takes_the_place_and_the_old_file_is_kept() {
    let desk = Desk::new();
    let id = desk.insert(action("First"));
    let copy = desk.folder.path().join("copy");
    desk.store.backup(&copy).unwrap();
    let day = desk.insert(GameDay::named("Since then"));
    desk.write(|tx| tx.append(day, NOW, "Ada", started())).unwrap();
    desk.write(|tx| tx.save(id, 1, action("Second").into())).unwrap();

    let seen = desk.store.preview(&copy).unwrap();
    let lacking = seen.lacking.unwrap();
    assert_eq!((lacking.versions, lacking.entries), (2, 1));
    assert_eq!(seen.entries, 0);
    assert_eq!(seen.records.iter().map(|(_, count)| count).sum::<u64>(), 1);
    assert_eq!((seen.faults.as_slice(), seen.name.as_str()), ([].as_slice(), "Our reliability reviews"));
    assert_eq!(desk.store.get(id).unwrap().version, 2, "a look changes nothing");

    let kept = desk.store.restore((&copy, Whose::Own), NOW).unwrap();
    assert_eq!(desk.store.get(id).unwrap().document.summary().title, "First");
    assert!(desk.store.get(day).is_err());
    desk.store.in_place().unwrap();
    desk.insert(action("Goes on"));
    desk.sound();
    let old = Store::open(&kept, Access::Read, NOW).unwrap();
    assert_eq!(old.get(id).unwrap().version, 2);
    assert_eq!(old.journal::<Event>(day, 0).unwrap().len(), 1);
    assert_eq!(old.check().unwrap(), Vec::<String>::new());
    // A second one keeps its own.
    assert_ne!(desk.store.restore((&copy, Whose::Own), NOW).unwrap(), kept);
    assert!(matches!(desk.store.restore((desk.store.path(), Whose::Own), NOW), Err(Trouble::Itself { .. })));
    assert!(matches!(desk.store.preview(&desk.folder.path().join("none")), Err(Trouble::Missing { .. })));
}

#[test]
fn a_workspace_that_cannot_be_opened_is_restored_and_its_log_is_kept() {
    let desk = Desk::new();
    let id = desk.insert(action("First"));
    let copy = desk.folder.path().join("copy");
    desk.store.backup(&copy).unwrap();
    let place = desk.folder.path().join("broken.readyroom");
    let mut bytes = fs::read(&copy).unwrap();
    bytes[4096..4096 * 8].fill(0xA5);
    bytes[18] = 2; // as one that was not closed
    fs::write(&place, bytes).unwrap();
    fs::write(beside(&place, "-wal"), "a log that nobody can read").unwrap();
    assert!(matches!(Store::open(&place, Access::Read, NOW), Err(Trouble::Damaged { .. })));
    let seen = preview(&place, &copy, NOW).unwrap();
    assert_eq!(seen.lacking, None);
    let kept = restore(&place, (&copy, Whose::Own), NOW, |_| ()).unwrap().unwrap();
    let store = Store::open(&place, Access::Write, NOW).unwrap();
    assert_eq!(store.get(id).unwrap().version, 1);
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    assert!(kept.exists());
    // And where there is nothing, or somebody works.
    assert_eq!(restore(&desk.folder.path().join("new"), (&copy, Whose::Own), NOW, |_| ()).unwrap(), None);
    assert!(matches!(
        restore(desk.store.path(), (&copy, Whose::Own), NOW, |_| ()),
        Err(Trouble::Locked { .. })
    ));
}

#[test]
fn a_copy_that_is_not_sound_or_no_workspace_is_not_restored() {
    let desk = Desk::new();
    let id = desk.insert(action("Ours"));
    let copy = desk.folder.path().join("copy");
    desk.store.backup(&copy).unwrap();
    rusqlite::Connection::open(&copy).unwrap().execute("UPDATE records SET saved_by = 'Eve'", []).unwrap();
    assert!(!desk.store.preview(&copy).unwrap().faults.is_empty());
    assert!(matches!(desk.store.restore((&copy, Whose::Own), NOW), Err(Trouble::Damaged { .. })));
    let letter = desk.folder.path().join("letter");
    fs::write(&letter, "Dear Ada, ".repeat(50)).unwrap();
    assert!(matches!(desk.store.restore((&letter, Whose::Own), NOW), Err(Trouble::NotAWorkspace { .. })));
    assert!(matches!(
        restore(&letter, (desk.store.path(), Whose::Own), NOW, |_| ()),
        Err(Trouble::NotAWorkspace { .. })
    ));
    assert_eq!(desk.store.get(id).unwrap().version, 1);
}

#[test]
fn a_copy_of_another_workspace_takes_the_place_only_where_somebody_says_so() {
    let (desk, other) = (Desk::new(), Desk::new());
    let (ours, theirs) = (desk.insert(action("Ours")), other.insert(action("Theirs")));
    let copy = other.folder.path().join("copy");
    other.store.backup(&copy).unwrap();
    assert!(desk.store.preview(&copy).unwrap().is_other);
    assert!(matches!(desk.store.restore((&copy, Whose::Own), NOW), Err(Trouble::Foreign { .. })));
    assert_eq!(desk.store.get(ours).unwrap().version, 1);
    let place = desk.store.path().to_owned();
    let Desk { folder, store } = desk;
    drop(store);
    let mut told = false;
    let refused = restore(&place, (&copy, Whose::Own), NOW, |_| told = true);
    assert!(matches!(refused, Err(Trouble::Foreign { .. })) && !told);
    let kept = restore(&place, (&copy, Whose::Anybodys), NOW, |seen| {
        told = seen.is_other;
        // It is told before anything happens.
        let still = Store::open(&place, Access::Read, NOW).unwrap();
        assert!(still.get(ours).is_ok());
    });
    assert!(told);
    assert!(Store::open(&place, Access::Read, NOW).unwrap().get(theirs).is_ok());
    assert!(Store::open(&kept.unwrap().unwrap(), Access::Read, NOW).unwrap().get(ours).is_ok());
    drop(folder);
}

#[test]
fn a_workspace_whose_beginning_is_gone_is_restored() {
    for beginning in ["", "garbage garbage garbage garbage"] {
        let desk = Desk::new();
        let id = desk.insert(action("Ours"));
        let copy = desk.folder.path().join("copy");
        desk.store.backup(&copy).unwrap();
        let place = desk.folder.path().join("whole.readyroom");
        fs::write(&place, beginning).unwrap();
        let kept = restore(&place, (&copy, Whose::Own), NOW, |_| ()).unwrap().unwrap();
        assert!(Store::open(&place, Access::Read, NOW).unwrap().get(id).is_ok(), "{beginning}");
        assert_eq!(fs::read_to_string(kept).unwrap(), beginning);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn another_name_of_a_workspace_that_is_open_is_not_restored_over() {
    let desk = Desk::new();
    let copy = desk.folder.path().join("copy");
    desk.store.backup(&copy).unwrap();
    let id = desk.insert(action("Since then"));
    let link = desk.folder.path().join("link.readyroom");
    fs::hard_link(desk.store.path(), &link).unwrap();
    let refused = restore(&link, (&copy, Whose::Own), NOW, |_| panic!("nothing happens"));
    assert!(matches!(refused, Err(Trouble::Locked { .. })), "{refused:?}");
    assert!(desk.store.get(id).is_ok());
}

#[test]
fn a_copy_of_an_earlier_format_is_brought_up_to_date() {
    let desk = Desk::new();
    let released = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/workspaces/v1.readyroom");
    let before = fs::read(&released).unwrap();
    assert_eq!(desk.store.preview(&released).unwrap().entries, 3);
    desk.store.restore((&released, Whose::Anybodys), NOW).unwrap();
    assert_eq!(desk.store.get(Id(uuid::Uuid::from_u128(1))).unwrap().document, service("payments").into());
    desk.sound();
    assert!(fs::read(&released).unwrap() == before);
}

#[test]
fn a_new_workspace_has_its_contents_from_the_first_moment_or_is_not_there() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("w.readyroom");
    let make = |fails: bool| {
        Store::create(&path, (NOW, "Ada"), |tx| {
            assert!(!path.exists(), "nobody sees it half");
            tx.insert(action("Whole").into())?;
            if fails { Err(Trouble::OneWorkspace) } else { Ok(()) }
        })
    };
    make(true).unwrap_err();
    assert!(!path.exists());
    make(false).unwrap();
    assert!(matches!(make(false), Err(Trouble::Exists { .. })));
    let store = Store::open(&path, Access::Write, NOW).unwrap();
    assert_eq!(store.list(domain::Kind::Action).unwrap().len(), 1);
    assert!(!store.is_untouched().unwrap());
    assert!(Desk::new().store.is_untouched().unwrap());
    let kept = folder.path().join("kept");
    store.renew(&kept, (NOW, "Ada"), |tx| tx.insert(person("Grace").into()).map(drop)).unwrap();
    let store = Store::open(&path, Access::Write, NOW).unwrap();
    assert_eq!(store.list(domain::Kind::Action).unwrap().len(), 0);
    assert_eq!(Store::open(&kept, Access::Read, NOW).unwrap().list(domain::Kind::Action).unwrap().len(), 1);
}

#[test]
fn what_a_killed_process_left_is_swept_and_what_is_being_made_is_not() {
    let folder = TempDir::new().unwrap();
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(7200);
    for (name, is_old) in [
        (".readyroom-draft-abc", true),
        (".readyroom-draft-abc-journal", true),
        (".readyroom-new-abc", true),
        (".readyroom-copy-abc", true),
        (".readyroom-draft-new", false),
        (".readyroom-draft-new-journal", true),
        (".somebody-else", true),
    ] {
        let file = fs::File::create(folder.path().join(name)).unwrap();
        if is_old {
            file.set_modified(old).unwrap();
        }
    }
    // Where locks tell, whoever makes a draft holds it, and it need not be young.
    let held = crate::draft(&folder.path().join("w.readyroom")).unwrap();
    held.as_file()
        .set_modified(if cfg!(target_os = "linux") { old } else { std::time::SystemTime::now() })
        .unwrap();
    drop(Store::open(&folder.path().join("w.readyroom"), Access::Write, NOW).unwrap());
    assert!(held.path().exists());
    drop(held);
    let mut left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    let young = [".readyroom-draft-new", ".readyroom-draft-new-journal"].as_slice();
    let young = if cfg!(target_os = "linux") { &[] } else { young }; // nobody holds it
    assert_eq!(left, [young, &[".somebody-else", "w.readyroom", "w.readyroom.lock"]].concat());
}
