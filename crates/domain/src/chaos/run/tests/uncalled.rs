//! A condition that held while nobody called the abort leaves its line.

use super::*;

fn check(condition: usize, tripped: bool) -> Event {
    Event::ConditionChecked { condition, tripped, note: String::new() }
}

/// The words of the removal, and what was missed, of a day whose fault was in while `during` happened.
fn removed(during: impl FnOnce(&mut Room)) -> (String, Vec<Uncalled>) {
    let mut room = Room::open();
    room.go_to(Step::Inject);
    during(&mut room);
    room.wait(MIN).go_to(Step::Outcome);
    let at = room.entries.iter().position(|entry| entry.event == Event::StepStarted { step: Step::Rollback });
    let words = at.map_or_else(String::new, |at| Run::sentences(&room.entries)[at].clone());
    (words, room.run.trials[0].uncalled())
}

#[test]
fn what_tripped_and_was_not_called_is_said_with_the_removal() {
    let (words, missed) = removed(|room| {
        room.say(check(0, true));
    });
    assert_eq!(
        words,
        "Removing the fault. “Customers see errors” had tripped 1 min before; nobody called the abort."
    );
    assert_eq!((missed.len(), missed[0].condition, missed[0].cleared_at), (1, 0, None));
    let (words, missed) = removed(|room| {
        room.read("p99", 1_800.0);
        room.wait(MIN).read("p99", 700.0);
    });
    assert!(
        words.ends_with(
            "“p99 above 1.5 s” had tripped 2 min before and was clear again; nobody called the abort."
        ),
        "{words}"
    );
    assert!(missed[0].cleared_at.is_some());
}

#[test]
fn nothing_was_missed_where_nothing_held_or_somebody_called() {
    let (words, missed) = removed(|room| {
        room.say(check(0, false));
        room.read("p99", 700.0);
    });
    assert_eq!((words.as_str(), missed.len()), ("Removing the fault.", 0));
    let (_, missed) = removed(|room| {
        room.say(check(0, true));
        room.wait(MIN).say(Event::Aborted { reason: String::new(), condition: Some(0), reading: None });
    });
    assert!(missed.is_empty(), "it was called");
    let mut room = Room::open();
    room.go_to(Step::Inject);
    room.say(check(0, true));
    room.wait(20 * MIN).say(Event::Aborted { reason: "Lunch".into(), condition: None, reading: None });
    let missed = room.run.trials[0].uncalled();
    assert_eq!(missed[0].words(), "the abort was called 20 min later", "a late abort hides nothing");
    assert_eq!(
        Run::sentences(&room.entries).last().unwrap(),
        "ABORTED. Lunch. “Customers see errors” had tripped 20 min before."
    );
    let (words, missed) = removed(|room| {
        let seq = room.say(check(0, true));
        let reason = "The wrong page".to_owned();
        room.say(Event::Common(crate::journal::Common::Struck { seq, reason }));
    });
    assert_eq!((words.as_str(), missed.len()), ("Removing the fault.", 0), "a struck check is none");
    let mut room = Room::open();
    room.go_to(Step::Inject);
    room.say(check(0, true));
    assert!(room.run.trials[0].uncalled().is_empty(), "while the fault is in somebody may still call");
}
