use super::*;
use crate::Change;
use domain::{Date, Kind};

#[test]
fn a_record_lives_through_insert_save_and_list() {
    let desk = Desk::new();
    let payments = desk.insert(service("payments"));
    let outcome = desk
        .store
        .transact(NOW, "Ada", |tx| {
            let born =
                tx.insert(Experiment { service_id: Some(payments), ..experiment("Slow bank") }.into())?;
            let saved = tx.save(born.id, 1, experiment("Slower bank").into())?;
            assert_eq!(tx.get(born.id)?, saved);
            Ok::<_, Trouble>(saved)
        })
        .unwrap();
    let saved = outcome.value;
    let change = |version| Change::Record { kind: Kind::Experiment, id: saved.id, version };
    assert_eq!(outcome.changes, [change(1), change(2)]);
    assert_eq!((saved.version, saved.saved_at, saved.saved_by.as_str()), (2, NOW, "Ada"));
    assert_eq!(desk.store.get(saved.id).unwrap(), saved);

    let history = desk.store.history(saved.id).unwrap();
    assert_eq!(history.len(), 1);
    assert_eq!(history[0].document.summary().title, "Slow bank");
    assert_eq!(history[0].document.summary().service_id, Some(payments));

    desk.write(|tx| {
        tx.save(saved.id, 2, Experiment { service_id: Some(payments), ..experiment("Slowest bank") }.into())
    })
    .unwrap();
    let rows = desk.store.list(Kind::Experiment).unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (rows[0].title.as_str(), rows[0].status.as_str(), rows[0].version),
        ("Slowest bank", "draft", 3)
    );
    assert_eq!(rows[0].service.as_deref(), Some("payments"));
    desk.sound();
}

#[test]
fn a_stale_save_says_who_changed_what() {
    let desk = Desk::new();
    let id = desk.insert(action("Add a timeout"));
    let theirs = Action { owner: "Linus".to_owned(), status: ActionStatus::Done, ..action("Add a timeout") };
    desk.write(|tx| tx.save(id, 1, theirs.into())).unwrap();
    let refused = desk.write(|tx| tx.save(id, 1, action("Mine").into())).unwrap_err();
    let words = refused.to_string();
    let Trouble::Conflict { saved_by, version, changed, saved_at, .. } = refused else { panic!("{words}") };
    assert_eq!((saved_by.as_str(), version, saved_at), ("Ada", 2, NOW.plus_ms(1000)));
    assert_eq!(changed, ["owner", "status"]);
    assert!(words.contains("“Add a timeout” was changed by Ada"), "{words}");
    // A version that never was is stale as well, and every other door has the same lock.
    for wrong in [0, 1, 3, u64::MAX] {
        assert!(matches!(
            desk.write(|tx| tx.save(id, wrong, action("x").into())),
            Err(Trouble::Conflict { .. })
        ));
        assert!(matches!(desk.write(|tx| tx.remove(id, wrong)), Err(Trouble::Conflict { .. })));
        assert!(matches!(desk.write(|tx| tx.undo(id, wrong)), Err(Trouble::Conflict { .. })));
    }
    assert_eq!(desk.store.get(id).unwrap().version, 2);
}

#[test]
fn undo_goes_back_and_undoing_twice_goes_forth() {
    let desk = Desk::new();
    let id = desk.insert(action("First"));
    assert!(matches!(desk.write(|tx| tx.undo(id, 1)), Err(Trouble::NothingToUndo { .. })));
    desk.write(|tx| tx.save(id, 1, action("Second").into())).unwrap();
    let back = desk.write(|tx| tx.undo(id, 2)).unwrap();
    assert_eq!((back.version, back.document.summary().title.as_str()), (3, "First"));
    let forth = desk.write(|tx| tx.undo(id, 3)).unwrap();
    assert_eq!((forth.version, forth.document.summary().title.as_str()), (4, "Second"));
    let versions: Vec<_> = desk.store.history(id).unwrap().iter().map(|record| record.version).collect();
    assert_eq!(versions, [3, 2, 1]);
    assert_eq!(desk.store.search("second").unwrap().len(), 1);
    assert!(desk.store.search("first").unwrap().is_empty());
    desk.sound();
}

#[test]
fn a_removed_record_is_gone_until_the_removal_is_undone() {
    let desk = Desk::new();
    let id = desk.insert(action("Cache the catalogue"));
    let removed = desk.write(|tx| tx.remove(id, 1)).unwrap();
    assert_eq!(removed.version, 2);
    assert!(desk.store.list(Kind::Action).unwrap().is_empty());
    assert!(desk.store.search("catalogue").unwrap().is_empty());
    let gone = desk.store.get(id).unwrap_err();
    assert!(
        matches!(&gone, Trouble::NotFound { removed: Some(title), .. } if title == "Cache the catalogue")
    );
    assert!(matches!(desk.write(|tx| tx.save(id, 2, action("x").into())), Err(Trouble::NotFound { .. })));
    assert!(matches!(desk.write(|tx| tx.remove(id, 2)), Err(Trouble::NotFound { .. })));
    assert_eq!(desk.store.history(id).unwrap().len(), 1);
    desk.sound();

    let back = desk.write(|tx| tx.undo(id, 2)).unwrap();
    assert_eq!(back.version, 3);
    assert_eq!(desk.store.get(id).unwrap(), back);
    assert_eq!(desk.store.search("catalogue").unwrap().len(), 1);
    desk.sound();
}

#[test]
fn an_experiment_on_a_game_day_stays_until_the_day_lets_it_go() {
    let desk = Desk::new();
    let slow = desk.insert(experiment("Slow bank"));
    let day = desk.insert(game_day("Checkout day", vec![slow]));
    let refused = desk.write(|tx| tx.remove(slow, 1)).unwrap_err();
    assert_eq!(refused.to_string(), "“Slow bank” is part of “Checkout day”. Take it out there first.");
    desk.write(|tx| tx.remove(day, 1)).unwrap();
    desk.write(|tx| tx.remove(slow, 1)).unwrap();
    // The day comes back; undoing the undo of the experiment's removal would take it away from under it.
    desk.write(|tx| tx.undo(day, 2)).unwrap();
    desk.write(|tx| tx.undo(slow, 2)).unwrap();
    assert!(matches!(desk.write(|tx| tx.undo(slow, 3)), Err(Trouble::InUse { .. })));
    desk.sound();
}

#[test]
fn references_may_go_in_circles_but_not_into_nothing() {
    let desk = Desk::new();
    let [here, there] = [1, 2].map(|n| Id(uuid::Uuid::from_u128(n)));
    desk.write(|tx| {
        tx.insert_as(here, Service { upstream: vec![there], ..service("here") }.into())?;
        tx.insert_as(there, Service { upstream: vec![here], ..service("there") }.into())
    })
    .unwrap();
    let nowhere = Id(uuid::Uuid::from_u128(3));
    for document in [
        Document::from(Service { upstream: vec![here, nowhere], ..service("lost") }),
        Document::from(Experiment { service_id: Some(nowhere), ..experiment("lost") }),
    ] {
        let refused = desk.write(|tx| tx.insert(document)).unwrap_err();
        assert!(
            matches!(&refused, Trouble::Dangling { title, target } if title == "lost" && *target == nowhere),
            "{refused}"
        );
    }
    assert_eq!(desk.store.list(Kind::Service).unwrap().len(), 2);
    desk.sound();
}

#[test]
fn what_breaks_the_rules_is_not_written() {
    let desk = Desk::new();
    let id = desk.insert(action("Fine"));
    assert!(matches!(desk.write(|tx| tx.insert(action(" ").into())), Err(Trouble::Invalid(_))));
    assert!(matches!(desk.write(|tx| tx.save(id, 1, action(" ").into())), Err(Trouble::Invalid(_))));
    assert!(matches!(
        desk.write(|tx| tx.save(id, 1, experiment("x").into())),
        Err(Trouble::OtherKind { is: Kind::Action, wanted: Kind::Experiment })
    ));
    assert!(matches!(desk.write(|tx| tx.insert_as(id, action("Twin").into())), Err(Trouble::Taken { .. })));
    let nobody = Id(uuid::Uuid::nil());
    assert!(matches!(desk.store.get(nobody), Err(Trouble::NotFound { removed: None, .. })));
    assert!(matches!(desk.store.history(nobody), Err(Trouble::NotFound { .. })));
    assert_eq!(desk.store.list(Kind::Action).unwrap().len(), 1);
}

#[test]
fn there_is_always_exactly_one_workspace() {
    let desk = Desk::new();
    let settings = desk.store.workspace().unwrap();
    assert_eq!((settings.version, settings.saved_at), (1, NOW));
    assert!(matches!(desk.write(|tx| tx.insert(settings.document.clone())), Err(Trouble::OneWorkspace)));
    assert!(matches!(desk.write(|tx| tx.remove(settings.id, 1)), Err(Trouble::OneWorkspace)));
    let Document::Workspace(mut body) = settings.document else { panic!("not a workspace") };
    body.name = "Harbour".to_owned();
    desk.write(|tx| tx.save(settings.id, 1, body.into())).unwrap();
    assert_eq!(desk.store.workspace().unwrap().document.summary().title, "Harbour");
    assert!(desk.store.search("harbour").unwrap().is_empty());
    desk.sound();
}

#[test]
fn work_that_fails_or_panics_leaves_nothing_behind() {
    let desk = Desk::new();
    let id = desk.insert(action("Before"));
    let refused = desk.write(|tx| {
        tx.save(id, 1, action("After").into())?;
        tx.insert(game_day("Half a day", Vec::new()).into())?;
        Err::<(), _>(Trouble::OneWorkspace)
    });
    assert!(matches!(refused, Err(Trouble::OneWorkspace)));
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        desk.write(|tx| -> Result<(), Trouble> {
            tx.save(id, 1, action("After").into())?;
            panic!("in the middle");
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(desk.store.get(id).unwrap().document.summary().title, "Before");
    assert!(desk.store.history(id).unwrap().is_empty());
    assert!(desk.store.list(Kind::GameDay).unwrap().is_empty());
    assert!(desk.store.search("after").unwrap().is_empty());
    desk.write(|tx| tx.save(id, 1, action("After").into())).unwrap();
    desk.sound();
}

#[test]
fn lists_are_in_the_order_in_which_people_look() {
    let desk = Desk::new();
    for (title, at) in [("undated", None), ("old", Some(NOW)), ("new", Some(NOW.plus_ms(1)))] {
        desk.insert(GameDay { at, ..GameDay::named(title) });
    }
    for (title, due) in [
        ("someday", None),
        ("later", Date::from_ymd_opt(2026, 12, 1)),
        ("soon", Date::from_ymd_opt(2026, 11, 30)),
    ] {
        desk.insert(Action { due, ..action(title) });
    }
    for name in ["zebra", "Apple", "mango"] {
        desk.insert(service(name));
        desk.insert(person(name));
    }
    let titles =
        |kind| -> Vec<_> { desk.store.list(kind).unwrap().into_iter().map(|row| row.title).collect() };
    assert_eq!(titles(Kind::GameDay), ["new", "old", "undated"]);
    assert_eq!(titles(Kind::Action), ["soon", "later", "someday"]);
    assert_eq!(titles(Kind::Service), ["Apple", "mango", "zebra"]);
    assert_eq!(titles(Kind::Person), ["Apple", "mango", "zebra"]);
}

#[test]
fn ids_sort_by_birth_even_within_a_millisecond() {
    let desk = Desk::new();
    let ids: Vec<_> = (0..200).map(|n| desk.insert(action(&format!("{n}")))).collect();
    assert!(ids.is_sorted());
    let listed: Vec<_> = desk.store.list(Kind::Action).unwrap().into_iter().map(|row| row.id).collect();
    assert!(listed.iter().rev().eq(&ids));
}

#[test]
fn runs_in_progress_are_found_the_latest_first() {
    let desk = Desk::new();
    assert_eq!(desk.store.open_runs().unwrap(), []);
    let running = |title: &str, at: i64| {
        let (status, at) = (domain::chaos::game_day::GameDayStatus::Running, Some(Instant::from_ms(at)));
        desk.insert(GameDay { status, at, ..GameDay::named(title) })
    };
    desk.insert(GameDay::named("Not yet"));
    let (early, late) = (running("This morning", 1), running("Now", 2));
    assert_eq!(desk.store.open_runs().unwrap(), [(Kind::GameDay, late), (Kind::GameDay, early)]);
}
