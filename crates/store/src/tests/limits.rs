use super::*;

#[test]
fn a_full_disk_refuses_the_whole_change_and_later_goes_on() {
    let desk = Desk::new();
    let day = desk.insert(GameDay::named("One"));
    desk.write(|tx| tx.append(day, NOW, "Ada", started())).unwrap();
    let limit = |pages: i64| {
        let inner = desk.store.lock();
        inner
            .sql
            .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |row| row.get::<_, i64>(0))
            .unwrap()
    };
    let pages = desk.store.lock().sql.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    limit(pages);
    let fill = || {
        desk.write(|tx| {
            tx.save(day, 1, GameDay::named("Changed").into())?;
            for n in 0..500 {
                tx.append(day, NOW, "Ada", observed(&format!("{n} {}", "long words ".repeat(50))))?;
            }
            Ok(())
        })
    };
    let trouble = fill().unwrap_err();
    assert!(matches!(trouble, Trouble::DiskFull { .. }), "{trouble}");
    assert!(trouble.to_string().contains("Free some space"), "{trouble}");
    assert_eq!(desk.store.journal::<Event>(day, 0).unwrap().len(), 1);
    assert_eq!(desk.store.get(day).unwrap().version, 1);
    desk.sound();
    limit(1_000_000);
    fill().unwrap();
    assert_eq!(desk.store.journal::<Event>(day, 0).unwrap().len(), 501);
    desk.sound();
}

#[test]
fn a_file_that_turns_read_only_is_called_read_only() {
    let desk = Desk::new();
    desk.store.lock().sql.execute_batch("PRAGMA query_only = ON").unwrap();
    let trouble = desk.write(|tx| tx.insert(action("x").into())).unwrap_err();
    assert!(matches!(trouble, Trouble::ReadOnly { .. }), "{trouble}");
    desk.store.lock().sql.execute_batch("PRAGMA query_only = OFF").unwrap();
    desk.insert(action("x"));
}

#[test]
fn a_copy_is_whole_or_not_there() {
    let desk = Desk::new();
    let id = desk.insert(action("Copied"));
    let to = desk.folder.path().join("copy.readyroom");
    desk.store.backup(&to).unwrap();
    desk.write(|tx| tx.save(id, 1, action("Copied again").into())).unwrap();
    desk.store.backup(&to).unwrap(); // over the earlier copy
    let copy = Store::open(&to, Access::Write, NOW).unwrap();
    assert_eq!(copy.get(id).unwrap(), desk.store.get(id).unwrap());
    assert_eq!(copy.search("copied").unwrap().len(), 1);
    assert_eq!(copy.check().unwrap(), Vec::<String>::new());
    drop(copy);
    assert!(matches!(desk.store.backup(desk.store.path()), Err(Trouble::OntoItself { .. })));
    assert!(matches!(desk.store.backup(desk.folder.path()), Err(Trouble::IsFolder { .. })));
    let nowhere = desk.folder.path().join("no/copy.readyroom");
    assert!(matches!(desk.store.backup(&nowhere), Err(Trouble::NoFolder { .. })));
    let reader = Store::open(desk.store.path(), Access::Read, NOW).unwrap();
    reader.backup(&desk.folder.path().join("second.readyroom")).unwrap();
    let names = std::fs::read_dir(desk.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let drafts = names.filter(|name| name.to_string_lossy().starts_with('.')).count();
    assert_eq!(drafts, 0, "a draft was left behind");
}
