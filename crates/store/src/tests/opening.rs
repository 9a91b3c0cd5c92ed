use super::*;
use crate::{APPLICATION_ID, open};
use rusqlite::Connection;
use rusqlite_migration::M;
use std::{fs, path::Path};

fn refusal(path: &Path, access: Access) -> Trouble {
    match Store::open(path, access, NOW) {
        Ok(_) => panic!("{} was opened", path.display()),
        Err(trouble) => trouble,
    }
}

/// Opening `path` is refused both ways and leaves neither a changed byte nor a file beside it.
fn left_alone(path: &Path) -> Trouble {
    let before = fs::read(path).unwrap();
    let neighbours = || fs::read_dir(path.parent().unwrap()).unwrap().count();
    let count = neighbours();
    refusal(path, Access::Read);
    let trouble = refusal(path, Access::Write);
    assert!(fs::read(path).unwrap() == before, "{} was changed", path.display());
    assert_eq!(neighbours(), count, "something was left beside {}", path.display());
    trouble
}

#[test]
fn files_of_somebody_else_are_left_alone() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("empty"), "").unwrap();
    fs::write(path("letter"), "Dear Ada, ".repeat(100)).unwrap();
    fs::write(path("short"), "SQLite format 3\0").unwrap();
    let foreign = Connection::open(path("foreign")).unwrap();
    foreign.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)").unwrap();
    drop(foreign);
    for name in ["empty", "letter", "short", "foreign"] {
        let trouble = left_alone(&path(name));
        assert!(matches!(trouble, Trouble::NotAWorkspace { .. }), "{name}: {trouble}");
    }
    assert!(matches!(refusal(folder.path(), Access::Write), Trouble::IsFolder { .. }));
    assert!(matches!(refusal(folder.path(), Access::Read), Trouble::IsFolder { .. }));
}

#[test]
fn a_file_of_a_newer_readyroom_is_left_alone() {
    let desk = Desk::new();
    let Desk { folder, store } = desk;
    let path = store.path().to_owned();
    drop(store);
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 7).unwrap();
    let before = fs::read(&path).unwrap();
    for access in [Access::Read, Access::Write] {
        let trouble = refusal(&path, access);
        assert!(matches!(trouble, Trouble::Newer { format: 7, ours: 3, .. }), "{trouble}");
        assert!(trouble.to_string().contains("update Readyroom"), "{trouble}");
    }
    assert!(fs::read(&path).unwrap() == before, "the file was changed");
    drop(folder);
}

#[test]
fn places_where_nothing_can_be_made_are_named() {
    let folder = TempDir::new().unwrap();
    let missing = folder.path().join("missing.readyroom");
    assert!(matches!(refusal(&missing, Access::Read), Trouble::Missing { .. }));
    assert!(!missing.exists());
    let nowhere = folder.path().join("no/such/folder/w.readyroom");
    assert!(matches!(refusal(&nowhere, Access::Write), Trouble::NoFolder { .. }));
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    let under_a_file = file.join("w.readyroom");
    assert!(matches!(refusal(&under_a_file, Access::Write), Trouble::NoFolder { .. }));
    assert!(matches!(refusal(&under_a_file, Access::Read), Trouble::NoFolder { .. }));
    let system = Path::new("/sys/w.readyroom"); // read-only also for root
    if system.parent().is_some_and(Path::exists) {
        assert!(matches!(refusal(system, Access::Write), Trouble::ReadOnly { .. }));
    }
}

#[test]
fn one_writes_and_others_read() {
    let desk = Desk::new();
    let id = desk.insert(action("Seen by all"));
    let path = desk.store.path();
    assert!(matches!(refusal(path, Access::Write), Trouble::Locked { .. }));
    let link = desk.folder.path().join("another-name");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(path, &link).unwrap();
        assert!(matches!(refusal(&link, Access::Write), Trouble::Locked { .. }), "by another name");
    }
    let reader = Store::open(path, Access::Read, NOW).unwrap();
    assert_eq!(reader.get(id).unwrap(), desk.store.get(id).unwrap());
    desk.write(|tx| tx.save(id, 1, action("Changed").into())).unwrap();
    assert_eq!(reader.get(id).unwrap().version, 2);
    assert!(matches!(reader.beat(NOW), Err(Trouble::ReadOnly { .. })));
    let refused = reader.transact(NOW, "Ada", |tx| tx.insert(action("x").into()));
    assert!(matches!(refused, Err(Trouble::ReadOnly { .. })));
    assert_eq!(reader.check().unwrap(), Vec::<String>::new());
    let Desk { folder, store } = desk;
    let path = store.path().to_owned();
    drop(store);
    Store::open(&path, Access::Write, NOW).unwrap();
    drop(folder);
}

#[test]
fn reading_changes_no_byte_and_a_writer_can_follow() {
    let Desk { folder, store } = Desk::new();
    let path = store.path().to_owned();
    drop(store);
    let before = fs::read(&path).unwrap();
    let reader = Store::open(&path, Access::Read, NOW).unwrap();
    reader.check().unwrap();
    drop(reader);
    assert!(fs::read(&path).unwrap() == before, "reading changed the file");
    // SQLite leaves its empty log behind when a reader is the last to go; only a writer may tidy it up.
    assert!(fs::metadata(open::beside(&path, "-wal")).map_or(0, |log| log.len()) == 0);
    drop(Store::open(&path, Access::Write, NOW).unwrap());
    assert!(!open::beside(&path, "-wal").exists() && !open::beside(&path, "-shm").exists());
    drop(folder);
}

#[test]
fn a_medium_without_room_for_a_log_can_be_read() {
    let desk = Desk::new();
    let id = desk.insert(action("On a disc"));
    let Desk { folder, store } = desk;
    let disc = folder.path().join("it's a disc? #1 100% für 日本");
    fs::create_dir(&disc).unwrap();
    let path = disc.join("w.readyroom");
    drop(store);
    fs::copy(folder.path().join("w.readyroom"), &path).unwrap();
    // Folders where the log belongs keep SQLite from making one, as a read-only medium does, and from root as well.
    for ending in ["-wal", "-shm"] {
        fs::create_dir(open::beside(&path, ending)).unwrap();
    }
    let plain = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let plain = Connection::open_with_flags(&path, plain).unwrap();
    plain.query_row("SELECT count(*) FROM records", [], |_| Ok(())).unwrap_err();
    let reader = Store::open(&path, Access::Read, NOW).unwrap();
    assert_eq!(reader.get(id).unwrap().document.summary().title, "On a disc");
    assert_eq!(reader.check().unwrap(), Vec::<String>::new());
}

#[test]
fn a_damaged_file_is_called_damaged() {
    let desk = Desk::new();
    for n in 0..200 {
        desk.insert(action(&format!("Entry {n}")));
    }
    let Desk { folder, store } = desk;
    let path = store.path().to_owned();
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    let middle = 4096 * 2;
    bytes[middle..middle + 4096 * 8].fill(0xA5);
    fs::write(&path, bytes).unwrap();
    let trouble = refusal(&path, Access::Write);
    assert!(matches!(trouble, Trouble::Damaged { .. }), "{trouble}");
    assert!(trouble.to_string().contains("Restore a backup"), "{trouble}");
    drop(folder);
}

#[test]
fn the_settings_of_the_file_are_the_promised_ones() {
    let desk = Desk::new();
    let number = |pragma: &str| {
        let inner = desk.store.lock();
        inner.sql.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, i64>(0)).unwrap()
    };
    assert_eq!(number("application_id"), i64::from(APPLICATION_ID));
    assert_eq!(number("user_version"), 3);
    assert_eq!(number("synchronous"), 2);
    assert_eq!(number("foreign_keys"), 1);
    assert_eq!(number("trusted_schema"), 0);
    let inner = desk.store.lock();
    let mode: String = inner.sql.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
    // Defensive: nobody writes to the inside of the search index or of the schema.
    assert!(inner.sql.execute("DELETE FROM search_data", []).is_err());
    inner.sql.execute_batch("PRAGMA writable_schema = ON").unwrap();
    assert!(inner.sql.execute("DELETE FROM sqlite_schema", []).is_err());
    let loose = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0
                 AND name NOT LIKE 'sqlite_%'";
    assert!(!inner.sql.prepare(loose).unwrap().exists([]).unwrap());
}

#[test]
fn the_steps_are_in_order_and_a_migration_makes_a_backup_first() {
    rusqlite_migration::Migrations::new(open::steps()).validate().unwrap();
    let desk = Desk::new();
    let id = desk.insert(action("Older than the change"));
    let Desk { folder, store } = desk;
    let path = store.path().to_owned();
    drop(store);
    let mut sql = Connection::open(&path).unwrap();
    let with = |step: &'static str| [open::steps(), vec![M::up(step)]].concat();
    let broken = with("ALTER TABLE records ADD COLUMN colour TEXT; SELECT nonsense FROM nowhere");
    open::migrate(&mut sql, &path, 3, &broken).unwrap_err();
    let format =
        |sql: &Connection| sql.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(format(&sql), 3, "a step that fails leaves the file as it was");
    sql.prepare("SELECT colour FROM records").unwrap_err();
    open::migrate(&mut sql, &path, 3, &with("ALTER TABLE records ADD COLUMN colour TEXT")).unwrap();
    assert_eq!(format(&sql), 4);
    drop(sql);
    assert!(matches!(refusal(&path, Access::Write), Trouble::Newer { format: 4, .. }));
    let backup = Store::open(&open::beside(&path, ".backup-v3"), Access::Write, NOW).unwrap();
    assert_eq!(backup.get(id).unwrap().document.summary().title, "Older than the change");
    drop(folder);
}
