use super::*;

/// Tampers with a healthy file and returns what the check says.
fn after(tampering: &str) -> String {
    let desk = Desk::new();
    let id = desk.insert(experiment("Slow bank"));
    let day = desk.insert(game_day("Checkout day", vec![id]));
    desk.write(|tx| tx.append(day, NOW, "Ada", started())).unwrap();
    desk.write(|tx| tx.save(id, 1, experiment("Slower bank").into())).unwrap();
    desk.store.sample(day, &[("trial-0", NOW, 412.5)]).unwrap();
    desk.store.beat(NOW).unwrap();
    desk.store.keep_words("journal/line", Some("p99 is"), NOW).unwrap();
    desk.sound();
    let raw = desk.raw();
    raw.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    raw.execute_batch(tampering).unwrap_or_else(|cause| panic!("{tampering}: {cause}"));
    desk.store.check().unwrap().join("\n")
}

#[test]
fn the_check_sees_what_tampering_did() {
    for (tampering, words) in [
        ("UPDATE records SET title = 'Other' WHERE kind = 'experiment'", "list entry"),
        ("UPDATE records SET at = 1 WHERE kind = 'game-day'", "list entry"),
        ("UPDATE records SET body = '{\"title\":1}' WHERE kind = 'experiment'", "cannot be read"),
        ("UPDATE records SET schema = 99 WHERE kind = 'experiment'", "newer Readyroom"),
        ("UPDATE records SET kind = 'riddle' WHERE kind = 'game-day'", "does not know"),
        ("UPDATE records SET version = 5 WHERE kind = 'experiment'", "hole"),
        ("UPDATE records SET removed = 1 WHERE kind = 'workspace'", "0 sets of workspace settings"),
        ("DELETE FROM links", "references"),
        ("UPDATE links SET position = 4", "references"),
        ("UPDATE links SET target = zeroblob(16)", "not there"),
        ("DELETE FROM search", "search index"),
        ("DROP TRIGGER revisions_stay; DELETE FROM revisions", "hole"),
        ("INSERT INTO revisions SELECT id, 9, 0, '', 0, 1, 'x', 0 FROM records LIMIT 1", "cannot be read"),
        ("INSERT INTO events SELECT run, 9, 0, '', '{\"event\":\"paused\"}', 0 FROM events", "lacks entry 2"),
        ("INSERT INTO events SELECT run, 2, 0, '', '{\"event\":\"riddle\"}', 0 FROM events", "Entry 2"),
        (
            "INSERT INTO events SELECT id, 1, 0, '', '{\"event\":\"paused\"}', 0 FROM records WHERE kind = 'experiment'",
            "is an experiment and has a journal all the same",
        ),
        (
            "DROP TRIGGER events_are_not_changed; UPDATE events SET body = '{\"event\":\"paused\"}'",
            "does not begin with the start of a game day",
        ),
        ("INSERT INTO events VALUES (zeroblob(16), 1, 0, '', '{}', 0)", "not there"),
        ("UPDATE records SET saved_by = 'Adb' WHERE kind = 'experiment'", "Version 2 of “Slower bank”"),
        ("UPDATE records SET sum = 0 WHERE kind = 'game-day'", "not as it was written"),
        (
            "DROP TRIGGER revisions_are_not_changed; UPDATE revisions SET saved_by = 'Adb'",
            "Version 1 of “Slower bank”",
        ),
        ("DROP TRIGGER events_are_not_changed; UPDATE events SET actor = 'Adb'", "Entry 1 of the journal of"),
        ("DROP TRIGGER events_stay", "rules were changed"),
        ("UPDATE samples SET value = 413.5", "1 values that live watchers saw"),
        ("UPDATE heartbeat SET at = at + 1", "sign of life"),
        ("UPDATE unwritten SET words = 'p98 is'", "not as they were typed"),
        ("UPDATE search_docsize SET sz = x'010101'", "search index"),
        ("UPDATE search_data SET block = x'09090909' WHERE id = 1", "search index"), // more texts than there ever were
        ("UPDATE search_data SET block = x'03010000' WHERE id = 1", "search index"), // fewer words than there are
        ("UPDATE mark SET session = 'nobody'", "mark of the session"),
        ("UPDATE mark SET lost = 3", "mark of the session"),
        ("UPDATE mark SET lost_at = 1, lost = 3", "the last 3 changes"),
        ("DELETE FROM mark", "mark of the session"),
    ] {
        let said = after(tampering);
        assert!(said.contains(words), "{tampering}: {said:?}");
    }
}
