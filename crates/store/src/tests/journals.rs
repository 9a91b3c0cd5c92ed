use super::*;
use crate::Change;
use domain::{chaos::run::Run, journal::Fold};

#[test]
fn a_journal_counts_from_one_and_can_be_followed() {
    let desk = Desk::new();
    let [day, other] = ["One", "Other"].map(|title| desk.insert(GameDay::named(title)));
    let outcome = desk
        .store
        .transact(NOW, "Ada", |tx| {
            tx.append(day, NOW, "Ada", started())?;
            tx.append(other, NOW, "Ada", started())?;
            tx.append(day, NOW.plus_ms(5), "Grace", observed("p99 is up"))
        })
        .unwrap_or_else(|trouble: Trouble| panic!("{trouble}"));
    assert_eq!(outcome.value.seq, 2);
    assert_eq!(
        outcome.changes,
        [(day, 1), (other, 1), (day, 2)].map(|(run, seq)| Change::Journal { run, seq })
    );
    let entries = desk.store.journal(day, 0).unwrap();
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[1], outcome.value);
    assert_eq!(entries[1].actor, "Grace");
    assert_eq!(Run::fold(&entries).unwrap().course.notes.len(), 1);
    assert_eq!(desk.store.journal(day, 1).unwrap(), entries[1..]);
    assert!(desk.store.journal::<Event>(day, u64::MAX).unwrap().is_empty());
    desk.sound();
}

#[test]
fn a_journal_needs_its_day_and_numbers_that_exist() {
    let desk = Desk::new();
    let day = desk.insert(GameDay::named("One"));
    let nowhere = Id(uuid::Uuid::nil());
    let refused = desk.write(|tx| tx.append(nowhere, NOW, "Ada", started()));
    assert!(matches!(refused, Err(Trouble::NotFound { .. })));
    for value in [f64::NAN, f64::INFINITY] {
        let reading = Event::Reading {
            metric: "p99".into(),
            value,
            reader: "Ada".into(),
            source: "Grafana".into(),
            live: false,
        };
        assert!(matches!(desk.write(|tx| tx.append(day, NOW, "Ada", reading)), Err(Trouble::Invalid(_))));
    }
    assert!(desk.store.journal::<Event>(day, 0).unwrap().is_empty());
}

#[test]
fn history_cannot_be_rewritten_even_with_sql() {
    let desk = Desk::new();
    let day = desk.insert(GameDay::named("One"));
    desk.write(|tx| tx.append(day, NOW, "Ada", started())).unwrap();
    desk.write(|tx| tx.save(day, 1, GameDay::named("Two").into())).unwrap();
    let raw = desk.raw();
    for statement in [
        "UPDATE events SET body = '{}'",
        "UPDATE events SET seq = seq + 1",
        "DELETE FROM events",
        "UPDATE revisions SET body = '{}'",
        "DELETE FROM revisions",
        "DELETE FROM records",
    ] {
        assert!(raw.execute(statement, []).is_err(), "{statement}");
    }
    desk.sound();
}

#[test]
fn threads_take_turns() {
    let desk = Desk::new();
    let day = desk.insert(GameDay::named("One"));
    desk.write(|tx| tx.append(day, NOW, "Ada", started())).unwrap();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let desk = &desk;
            scope.spawn(move || {
                for n in 0..25 {
                    desk.write(|tx| tx.append(day, NOW, "Ada", observed(&format!("{thread}.{n}")))).unwrap();
                    desk.store.list(domain::Kind::GameDay).unwrap();
                }
            });
        }
    });
    assert_eq!(desk.store.journal::<Event>(day, 0).unwrap().len(), 101);
    desk.sound();
}

#[test]
fn the_heart_beats_and_commits_stay_durable() {
    let desk = Desk::new();
    assert_eq!(desk.store.last_beat().unwrap(), None);
    for n in 1..4 {
        desk.store.beat(NOW.plus_ms(n)).unwrap();
    }
    assert_eq!(desk.store.last_beat().unwrap(), Some(NOW.plus_ms(3)));
    let synchronous: i64 =
        desk.store.lock().sql.query_row("PRAGMA synchronous", [], |row| row.get(0)).unwrap();
    assert_eq!(synchronous, 2, "a commit must wait for the disk again");
}
