use super::*;

/// Tampers with a healthy file and returns what the check says.
fn after(tampering: &str) -> String {
    let desk = Desk::new();
    let id = desk.insert(experiment("Slow bank"));
    let day = desk.insert(game_day("Checkout day", vec![id]));
    desk.write(|tx| tx.append(day, NOW, "Ada", started())).unwrap();
    desk.write(|tx| tx.save(id, 1, experiment("Slower bank").into())).unwrap();
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
        ("UPDATE links SET target = zeroblob(16)", "not there"),
        ("DELETE FROM search", "search index"),
        ("DROP TRIGGER revisions_stay; DELETE FROM revisions", "hole"),
        ("INSERT INTO revisions SELECT id, 9, 0, '', 0, 1, 'x' FROM records LIMIT 1", "cannot be read"),
        ("INSERT INTO events SELECT run, 9, 0, '', '{\"event\":\"paused\"}' FROM events", "lacks entry 2"),
        ("INSERT INTO events SELECT run, 2, 0, '', '{\"event\":\"riddle\"}' FROM events", "Entry 2"),
        (
            "INSERT INTO events SELECT id, 1, 0, '', '{\"event\":\"paused\"}' FROM records WHERE kind = 'experiment'",
            "is an experiment and has a journal all the same",
        ),
        (
            "DROP TRIGGER events_are_not_changed; UPDATE events SET body = '{\"event\":\"paused\"}'",
            "does not begin with the start of a game day",
        ),
        ("INSERT INTO events VALUES (zeroblob(16), 1, 0, '', '{}')", "not there"),
    ] {
        let said = after(tampering);
        assert!(said.contains(words), "{tampering}: {said:?}");
    }
}
