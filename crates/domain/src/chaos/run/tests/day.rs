//! What the room may do when, and what it gets.

use super::*;
use crate::{
    chaos::lint,
    journal::{Common, Fold},
};

fn text(text: &str) -> String {
    text.to_owned()
}

#[test]
fn a_day_from_start_to_end() {
    let mut room = Room::open();
    room.go_to(Step::Outcome);
    room.say(Event::Concluded { outcome: Outcome::Confirmed, note: text("Queued as expected") });
    assert_eq!(room.run.trials[0].progress(), Progress::Concluded(Outcome::Confirmed));
    assert_eq!(room.run.step(), None, "between experiments no clock runs");
    assert_eq!(room.run.next_waiting(), Some(1));
    room.say(Event::Skipped { experiment: 1, reason: text("No time left") });
    room.say(Event::Common(Common::Ended { note: String::new() }));
    assert!(room.refused(Event::ExperimentStarted { experiment: 1 }).contains("ended"));
    room.say(Event::Surprised { text: text("Nobody had the dashboard") });
    assert_eq!(Run::fold(&room.entries).unwrap(), room.run, "folding anew gives the same day");
}

#[test]
fn steps_come_in_order_and_only_once() {
    let mut room = Room::open();
    assert!(room.refused(Event::StepStarted { step: Step::Announce }).contains("No experiment"));
    room.say(Event::ExperimentStarted { experiment: 0 });
    assert!(room.refused(Event::StepStarted { step: Step::Inject }).contains("cannot go"));
    assert!(room.refused(Event::StepStarted { step: Step::Baseline }).contains("cannot go"));
    assert!(room.refused(Event::ExperimentStarted { experiment: 1 }).contains("Conclude it first"));
    assert!(room.refused(Event::ExperimentStarted { experiment: 9 }).contains("no such"));
}

#[test]
fn predictions_are_locked_when_the_fault_goes_in() {
    let mut room = Room::open();
    room.go_to(Step::Predict);
    let guess = Event::Predicted { who: text("Teo"), text: text("Orders queue") };
    let seq = room.say(guess.clone());
    room.go_to(Step::Inject);
    assert!(room.refused(guess).contains("locked"));
    assert!(
        room.refused(Event::Common(Common::Struck { seq, reason: text("I was wrong") })).contains("locked")
    );
    assert_eq!(room.run.trials[0].predictions.len(), 1);
}

#[test]
fn one_key_aborts_and_the_words_come_after() {
    let mut room = Room::open();
    room.go_to(Step::Predict);
    let abort = Event::Aborted { reason: String::new(), condition: None, reading: None };
    assert!(room.refused(abort.clone()).contains("Skip the experiment"));
    room.go_to(Step::Inject);
    let read = room.read("p99", 1800.0);
    assert!(
        matches!(room.run.trials[0].watch(1, Lookout::default(), room.now), Watch::Tripped { reading, .. } if reading == Some(read))
    );
    room.wait(5_000).say(abort.clone());
    let stopped_at = room.now;
    assert_eq!(room.run.step().unwrap().step, Step::Rollback);
    assert!(room.refused(abort).contains("already been stopped"));
    let explained = Event::AbortExplained {
        experiment: None,
        caller: text("Jonas"),
        reason: text("p99 over the limit"),
        condition: Some(1),
        reading: Some(read),
    };
    room.wait(30_000).say(explained);
    let abort = room.run.trials[0].abort.as_ref().unwrap();
    assert_eq!((abort.said.at, abort.said.by.as_str(), abort.reading), (stopped_at, "Jonas", Some(read)));
}

#[test]
fn the_next_experiment_waits_until_the_steady_state_is_measured_again() {
    let mut room = Room::open();
    room.go_to(Step::Inject);
    room.wait(10 * MIN).say(Event::StepStarted { step: Step::Rollback });
    let stopped_at = room.now;
    assert!(
        room.refused(Event::StepStarted { step: Step::Verify }).contains("2 of 2 rollback steps are open")
    );
    room.say(Event::RollbackStep { index: 0, state: RollbackState::Done });
    room.say(Event::RollbackStep { index: 1, state: RollbackState::NotNeeded });
    room.say(Event::StepStarted { step: Step::Verify });
    assert!(room.refused(Event::StepStarted { step: Step::Outcome }).contains("success, p99"));
    room.wait(MIN).read("success", 98.0);
    room.read("p99", 420.0);
    room.say(Event::StepStarted { step: Step::Outcome });
    room.say(Event::Concluded { outcome: Outcome::Disproved, note: String::new() });
    assert!(room.refused(Event::ExperimentStarted { experiment: 1 }).contains("recovered"));
    assert_eq!(room.run.trials[0].stop_to_recovered_ms(), None);
    room.wait(2 * MIN).read("success", 99.8);
    assert_eq!(room.run.trials[0].stop_to_recovered_ms(), Some(room.now.since(stopped_at)));
    room.say(Event::ExperimentStarted { experiment: 1 });
}

#[test]
fn the_day_cannot_end_while_a_fault_is_in() {
    let mut room = Room::open();
    room.go_to(Step::Inject);
    assert!(room.refused(Event::Common(Common::Ended { note: String::new() })).contains("remove the fault"));
    room.go_to(Step::Verify);
    room.say(Event::Common(Common::Ended { note: text("Fire drill") }));
    assert_eq!(
        room.run.trials[0].progress(),
        Progress::Active(Step::Verify),
        "what was not concluded stays visible"
    );
}

#[test]
fn a_condition_is_armed_then_overdue_then_tripped_and_a_struck_reading_takes_it_back() {
    let mut room = Room::open();
    assert_eq!(room.run.trials[0].watch(0, Lookout::default(), room.now), Watch::Idle);
    room.go_to(Step::Predict);
    room.say(Event::StepStarted { step: Step::Inject });
    let injected_at = room.now;
    assert_eq!(
        room.run.trials[0].watch(0, Lookout::default(), room.now),
        Watch::Armed { since: injected_at }
    );
    let due = injected_at.plus_ms(2 * MIN);
    assert_eq!(room.run.trials[0].watch(0, Lookout::default(), due), Watch::Overdue { due });
    room.wait(3 * MIN).say(Event::ConditionChecked { condition: 0, tripped: false, note: String::new() });
    assert_eq!(room.run.trials[0].watch(0, Lookout::default(), room.now), Watch::Armed { since: room.now });
    let seq = room.read("p99", 9000.0);
    assert!(matches!(room.run.trials[0].watch(1, Lookout::default(), room.now), Watch::Tripped { .. }));
    room.say(Event::Common(Common::Struck { seq, reason: text("Read the wrong panel") }));
    assert_eq!(room.run.trials[0].watch(1, Lookout::default(), room.now), Watch::Overdue { due });
    assert!(room.refused(Event::Common(Common::Struck { seq, reason: text("again") })).contains("already"));
}

#[test]
fn what_a_person_tripped_only_a_person_clears_and_a_threshold_only_a_reading() {
    let mut room = Room::open();
    room.go_to(Step::Inject);
    let tripped = |room: &Room| {
        matches!(room.run.trials[0].watch(1, Lookout::default(), room.now), Watch::Tripped { .. })
    };
    room.say(Event::ConditionChecked { condition: 1, tripped: true, note: text("I do not like this") });
    room.read("p99", 500.0);
    assert!(tripped(&room), "a good reading does not overrule the watcher");
    room.say(Event::ConditionChecked { condition: 1, tripped: false, note: String::new() });
    assert!(!tripped(&room));
    room.read("p99", 9000.0);
    room.say(Event::ConditionChecked { condition: 1, tripped: false, note: String::new() });
    assert!(tripped(&room), "a word does not overrule the threshold");
    room.read("p99", 500.0);
    assert!(!tripped(&room));
}

#[test]
fn an_abort_can_still_be_explained_when_the_room_has_gone_on() {
    let mut room = Room::open();
    room.go_to(Step::Inject);
    room.say(Event::Aborted { reason: String::new(), condition: None, reading: None });
    room.go_to(Step::Outcome);
    room.say(Event::Concluded { outcome: Outcome::Disproved, note: String::new() });
    room.say(Event::ExperimentStarted { experiment: 1 });
    let explained = |experiment| Event::AbortExplained {
        experiment,
        caller: text("Jonas"),
        reason: text("p99 over the limit"),
        condition: None,
        reading: None,
    };
    assert!(room.refused(explained(None)).contains("not aborted"));
    room.say(explained(Some(0)));
    assert_eq!(room.run.trials[0].abort.as_ref().unwrap().said.by, "Jonas");
}

#[test]
fn a_condition_on_a_metric_that_is_gone_is_not_ready() {
    let mut blind = experiment("Blind");
    blind.metrics.retain(|metric| metric.name != "p99");
    assert!(!blind.is_ready());
    let nowhere = lint::Surroundings {
        today: crate::Date::default(),
        budget: None,
        every_s: Some(15),
        service_gone: false,
    };
    let found = lint::experiment(&blind, &nowhere);
    assert!(
        found.iter().any(|what| what.field.starts_with("conditions") && what.message.contains("p99")),
        "{found:?}"
    );
}

#[test]
fn readings_stand_against_their_range() {
    let experiment = experiment("x");
    let [success, p99] = experiment.metrics.as_slice() else { unreachable!() };
    for (metric, value, expected) in [
        (success, 99.94, Standing::InRange),
        (success, 99.5, Standing::NearLimit),
        (success, 99.49, Standing::OutOfRange),
        (success, 100.0, Standing::InRange),
        (p99, 802.0, Standing::InRange),
        (p99, 803.0, Standing::NearLimit),
        (p99, 900.0, Standing::NearLimit),
        (p99, 900.1, Standing::OutOfRange),
        (p99, 10.0, Standing::InRange),
    ] {
        assert_eq!(standing(metric, metric.baseline, value), expected, "{} {value}", metric.name);
    }
}

#[test]
fn hostile_words_are_refused() {
    let mut room = Room::open();
    room.go_to(Step::Inject);
    assert!(room.refused(reading("p99", f64::NAN)).contains("number"));
    assert!(room.refused(reading("latency", 1.0)).contains("not a metric"));
    assert!(room.refused(Event::Common(Common::Observed { text: "x".repeat(10_001) })).contains("longer"));
    assert!(room.refused(Event::Common(Common::Observed { text: text("  \n ") })).contains("empty"));
    assert!(room.refused(Event::Common(Common::Observed { text: text("a\u{0}b") })).contains("U+0000"));
    assert!(room.refused(Event::Common(Common::Extended { by_ms: i64::MIN })).contains("up to"));
    assert!(
        room.refused(Event::ConditionChecked { condition: 7, tripped: true, note: text("") })
            .contains("no such")
    );
    assert!(
        room.refused(Event::RollbackStep { index: 0, state: RollbackState::Done }).contains("being removed")
    );
}

#[test]
fn a_repeated_entry_changes_nothing() {
    let mut room = Room::open();
    room.go_to(Step::Inject);
    room.read("p99", 500.0);
    let before = room.run.clone();
    for entry in &room.entries {
        assert!(!room.run.apply(entry));
    }
    assert_eq!(room.run, before);
}

#[test]
fn a_day_that_another_tool_ran_is_written_down_as_it_was() {
    let outcome = |outcome| Event::Concluded { outcome, note: text("") };
    // A room of our own has to undo the fault and measure again.
    let mut ours = Room::open();
    ours.go_to(Step::Rollback);
    assert!(ours.refused(Event::StepStarted { step: Step::Verify }).contains("2 of 2 rollback steps"));
    let mut theirs = Room::open();
    theirs.run.plan.game_day.original = Some(text("{}"));
    theirs.go_to(Step::Rollback);
    for step in [Step::Verify, Step::Outcome] {
        theirs.say(Event::StepStarted { step });
    }
    theirs.say(outcome(Outcome::Confirmed));
    assert_eq!(
        theirs.run.trial().unwrap().rollback[0].0,
        RollbackState::Open,
        "nobody is said to have undone it"
    );
    assert!(theirs.refused(Event::ExperimentStarted { experiment: 1 }).contains("recovered"));
    // A tool that finds no steady state never injects, and says so.
    let mut gate = Room::open();
    gate.say(Event::ExperimentStarted { experiment: 0 });
    assert!(gate.refused(outcome(Outcome::Inconclusive)).contains("Baseline"));
    gate.run.plan.game_day.original = Some(text(""));
    gate.say(outcome(Outcome::Inconclusive));
    assert_eq!(gate.run.trial().unwrap().injected_at(), None);
}
