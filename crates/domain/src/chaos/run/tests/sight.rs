//! What nobody sees is never fine: watchers that look too late, too seldom, never, or not yet.

use super::{
    live::{ERRORS, EVERY_S, SLOW, Watched, checked},
    *,
};

#[test]
fn before_the_fault_a_condition_is_looked_at_and_never_trips() {
    let mut watched = Watched::at(Step::Baseline);
    let doubt = |watched: &Watched, condition| {
        let lookout = Lookout { every_s: Some(EVERY_S), saw: watched.samples.last().copied() };
        watched.room.run.trial().unwrap().doubt(condition, lookout, watched.room.now)
    };
    watched.room.wait(MIN);
    assert_eq!(doubt(&watched, 0), Some(Doubt::CannotSee), "nobody has seen it for a minute");
    assert_eq!(watched.check(ERRORS, Ok(2.0)), [Event::SightGained { series: ERRORS }]);
    assert_eq!(doubt(&watched, 0), None);
    for _ in 0..3 {
        assert_eq!(watched.check(ERRORS, Ok(0.25)), [], "below 1 is bad, but no fault is in");
    }
    assert_eq!(watched.watch(0), Watch::Idle);
    assert_eq!(doubt(&watched, 0), Some(Doubt::Holds { value: 0.25 }));
    watched.check(ERRORS, Ok(1.0));
    assert_eq!(doubt(&watched, 0), None);
    watched.room.wait(stale_after_ms(EVERY_S) + 1);
    assert_eq!(doubt(&watched, 0), Some(Doubt::CannotSee), "no check came any more");
    let typo = watched.check(ERRORS, Err("The query found no data."));
    assert!(matches!(typo.as_slice(), [Event::SightLost { .. }]), "{typo:?}");
    assert_eq!(doubt(&watched, 0), Some(Doubt::CannotSee));
    watched.room.go_to(Step::Inject);
    assert_eq!(doubt(&watched, 0), None, "from here on it is watched");
    assert!(matches!(watched.watch(0), Watch::CannotSee { .. }));
}

#[test]
fn a_doubt_waits_for_the_first_check_and_is_none_where_nobody_is_asked() {
    let mut watched = Watched::open();
    watched.room.say(Event::ExperimentStarted { experiment: 0 });
    let trial = watched.room.run.trial().unwrap();
    let lookout = Lookout { every_s: Some(EVERY_S), saw: None };
    assert_eq!(trial.doubt(0, lookout, watched.room.now), None, "the first check is under way");
    let later = watched.room.now.plus_ms(MIN);
    assert_eq!(trial.doubt(0, lookout, later), Some(Doubt::CannotSee));
    assert_eq!(trial.doubt(0, Lookout::default(), later), None, "a person looks");
    assert_eq!(trial.doubt(77, lookout, later), None);
}

#[test]
fn a_watcher_that_no_longer_looks_is_not_fine() {
    let mut watched = Watched::at(Step::Inject);
    watched.p99(500.0);
    let saw_at = watched.room.now;
    watched.room.wait(stale_after_ms(EVERY_S));
    assert_eq!(watched.watch(SLOW), Watch::Armed { since: saw_at }, "three checks may be late");
    watched.room.wait(1);
    assert_eq!(watched.watch(SLOW), Watch::CannotSee { since: saw_at }, "and no word of it in the journal");
    watched.room.say(checked(SLOW, false));
    assert_eq!(watched.watch(SLOW), Watch::Armed { since: watched.room.now }, "a person looked instead");
    watched.room.wait(2 * MIN);
    assert_eq!(watched.watch(SLOW), Watch::CannotSee { since: saw_at });
    watched.p99(500.0);
    assert_eq!(watched.watch(SLOW), Watch::Armed { since: watched.room.now }, "it looks again");
}

#[test]
fn a_watcher_that_never_looked_is_not_fine_either() {
    let mut watched = Watched::open();
    watched.room.go_to(Step::Predict);
    watched.room.say(Event::StepStarted { step: Step::Inject });
    let injected_at = watched.room.now;
    assert_eq!(watched.watch(SLOW), Watch::Armed { since: injected_at }, "its first check is under way");
    watched.room.wait(stale_after_ms(EVERY_S) + 1);
    assert_eq!(watched.watch(SLOW), Watch::CannotSee { since: injected_at });
    let off = watched.room.run.trial().unwrap().watch(SLOW, Lookout::default(), watched.room.now);
    assert_eq!(off, Watch::Armed { since: injected_at }, "without Prometheus it is a person's");
}

#[test]
fn a_watcher_that_was_switched_off_is_not_fine() {
    let mut watched = Watched::at(Step::Inject);
    watched.p99(500.0);
    let off = Lookout { every_s: None, saw: watched.samples.last().copied() };
    let watch = watched.room.run.trial().unwrap().watch(SLOW, off, watched.room.now);
    assert_eq!(watch, Watch::CannotSee { since: watched.room.now });
}

#[test]
fn a_watcher_that_looks_more_seldom_than_planned_leaves_a_look_due() {
    let mut watched = Watched::at(Step::Inject);
    watched.p99(500.0);
    let saw_at = watched.room.now;
    let hourly = |watched: &Watched| watched.watch_every(3_600, SLOW);
    watched.room.wait(2 * MIN);
    assert_eq!(hourly(&watched), Watch::Armed { since: saw_at });
    watched.room.wait(MIN);
    assert_eq!(
        hourly(&watched),
        Watch::Overdue { due: saw_at.plus_ms(2 * MIN) },
        "planned every two minutes"
    );
    watched.room.say(checked(SLOW, false));
    assert_eq!(hourly(&watched), Watch::Armed { since: watched.room.now });
    watched.room.wait(58 * MIN);
    assert_eq!(hourly(&watched), Watch::CannotSee { since: saw_at });
}

#[test]
fn a_watcher_that_looks_seldom_has_until_its_next_look() {
    assert_eq!([5, 15, 30, 60, 300].map(stale_after_ms), [20_000, 45_000, 60_000, 75_000, 315_000]);
}
