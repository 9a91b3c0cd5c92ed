//! Clocks with pauses, extensions, gaps and a wall clock that somebody sets.

use super::*;
use crate::journal::{Common, Fold};
use proptest::prelude::*;

fn timer(room: &Room) -> Timer {
    room.run.step().unwrap().timer
}

#[test]
fn pausing_holds_the_countdown_but_not_the_watch_over_conditions() {
    let mut room = Room::open();
    room.go_to(Step::Predict);
    room.say(Event::StepStarted { step: Step::Inject });
    room.wait(4 * MIN).say(Event::Common(Common::Paused));
    assert_eq!(timer(&room).phase(room.now), Phase::Paused);
    assert!(room.refused(Event::Common(Common::Paused)).contains("already"));
    room.wait(30 * MIN);
    assert_eq!(timer(&room).remaining_ms(room.now), Some(6 * MIN));
    assert!(
        matches!(room.run.trial().unwrap().watch(0, Lookout::default(), room.now), Watch::Overdue { .. }),
        "the fault does not pause"
    );
    room.say(Event::Common(Common::Resumed));
    room.wait(6 * MIN);
    assert_eq!(timer(&room).remaining_ms(room.now), Some(0));
    assert_eq!(timer(&room).phase(room.now.plus_ms(1)), Phase::Overtime);
    assert!(room.refused(Event::Common(Common::Resumed)).contains("not paused"));
}

#[test]
fn time_can_be_added_and_taken_but_not_below_now() {
    let mut room = Room::open();
    room.say(Event::ExperimentStarted { experiment: 0 });
    room.say(Event::Common(Common::Extended { by_ms: 5 * MIN }));
    assert_eq!(timer(&room).remaining_ms(room.now), Some(20 * MIN));
    room.say(Event::Common(Common::Extended { by_ms: -19 * MIN }));
    assert!(room.refused(Event::Common(Common::Extended { by_ms: -2 * MIN })).contains("less time left"));
    room.say(Event::StepStarted { step: Step::Announce });
    assert!(room.refused(Event::Common(Common::Extended { by_ms: MIN })).contains("counts up"));
}

#[test]
fn a_gap_counts_until_the_room_says_otherwise() {
    let mut room = Room::open();
    room.say(Event::ExperimentStarted { experiment: 0 });
    let from = room.wait(3 * MIN).now;
    let to = room.wait(12 * MIN).now;
    let gap = room.say(Event::Common(Common::GapFound { cause: GapCause::Slept, from, to }));
    assert_eq!(room.run.course.open_gap().map(|gap| gap.seq), Some(gap));
    assert_eq!(timer(&room).remaining_ms(room.now), Some(0), "wall time, until somebody decides");
    room.wait(MIN).say(Event::Common(Common::GapDecided { gap, counts: false }));
    assert_eq!(timer(&room).remaining_ms(room.now), Some(11 * MIN));
    assert_eq!(room.run.course.open_gap(), None);
    assert!(room.refused(Event::Common(Common::GapDecided { gap, counts: true })).contains("decided"));
}

#[test]
fn a_gap_during_a_pause_is_not_taken_out_twice() {
    let mut room = Room::open();
    room.say(Event::ExperimentStarted { experiment: 0 });
    room.wait(3 * MIN).say(Event::Common(Common::Paused));
    let from = room.wait(MIN).now;
    let to = room.wait(10 * MIN).now;
    let gap = room.say(Event::Common(Common::GapFound { cause: GapCause::Away, from, to }));
    room.say(Event::Common(Common::GapDecided { gap, counts: false }));
    room.wait(MIN).say(Event::Common(Common::Resumed));
    assert_eq!(timer(&room).elapsed_ms(room.now), 3 * MIN);
}

#[test]
fn a_gap_inside_a_pause_that_has_ended_is_not_taken_out_twice() {
    let mut room = Room::open();
    room.say(Event::ExperimentStarted { experiment: 0 });
    room.wait(3 * MIN).say(Event::Common(Common::Paused));
    let from = room.wait(MIN).now;
    let to = room.wait(10 * MIN).now;
    let gap = room.say(Event::Common(Common::GapFound { cause: GapCause::Slept, from, to }));
    room.wait(MIN).say(Event::Common(Common::Resumed));
    room.say(Event::Common(Common::GapDecided { gap, counts: false }));
    assert_eq!(timer(&room).elapsed_ms(room.now), 3 * MIN, "the pause has taken the gap out already");
}

#[test]
fn setting_the_wall_clock_moves_no_duration() {
    for by_ms in [-60 * MIN, 60 * MIN] {
        let mut room = Room::open();
        room.say(Event::ExperimentStarted { experiment: 0 });
        room.wait(5 * MIN);
        room.wait(by_ms).say(Event::Common(Common::ClockSet { by_ms }));
        assert_eq!(timer(&room).elapsed_ms(room.run.course.steady(room.now)), 5 * MIN);
        room.wait(MIN);
        assert_eq!(timer(&room).remaining_ms(room.run.course.steady(room.now)), Some(9 * MIN));
        room.go_to(Step::Rollback);
        room.wait(MIN);
        room.go_to(Step::Outcome);
        let trial = &room.run.trials[0];
        assert!((0..10 * MIN).contains(&trial.stop_to_recovered_ms().unwrap()));
    }
}

#[test]
fn a_fault_was_noticed_when_it_was_noticed_and_not_when_that_was_typed() {
    let mut room = Room::open();
    room.go_to(Step::Inject);
    let noticed = |noticed_at| Event::Detected { how: "The phone rang".to_owned(), noticed_at };
    let injected_at = room.run.trial().unwrap().injected_at().unwrap();
    let detect_ms = |room: &Room| room.run.trial().unwrap().time_to_detect_ms();
    room.wait(9 * MIN);
    assert!(room.refused(noticed(Some(injected_at.plus_ms(-1)))).contains("was not in yet"));
    assert!(room.refused(noticed(Some(room.now.plus_ms(1)))).contains("yet to come"));
    room.say(noticed(None));
    assert_eq!(detect_ms(&room), Some(10 * MIN), "nothing said: now");
    room.say(noticed(Some(injected_at.plus_ms(3 * MIN))));
    assert_eq!(detect_ms(&room), Some(3 * MIN));
    let line = room.run.sentence(room.entries.last().unwrap());
    assert_eq!(line, "Noticed 7 min earlier: The phone rang.");
    room.wait(60 * MIN).say(Event::Common(Common::ClockSet { by_ms: 60 * MIN }));
    room.say(noticed(Some(injected_at.plus_ms(62 * MIN))));
    assert_eq!(detect_ms(&room), Some(2 * MIN), "the time on the wall, which was set since");
    let old = r#"{"event":"detected","how":"The phone rang"}"#;
    assert_eq!(serde_json::from_str::<Event>(old).unwrap(), noticed(None));
}

proptest! {
    /// Whatever is done to a timer: it never runs backwards, a pause adds nothing, and elapsed + remaining is what is allowed.
    #[test]
    fn a_timer_is_honest(actions in prop::collection::vec((0u8..5, 0i64..90 * MIN), 1..60)) {
        let mut room = Room::open();
        room.say(Event::ExperimentStarted { experiment: 0 });
        let mut counted = 0;
        for (action, ms) in actions {
            let paused = timer(&room).paused_at.is_some();
            match action {
                0 => { room.wait(ms); if !paused { counted += ms; } }
                1 => { let _ = room.try_say(Event::Common(Common::Paused)); }
                2 => { let _ = room.try_say(Event::Common(Common::Resumed)); }
                3 => { let _ = room.try_say(Event::Common(Common::Extended { by_ms: ms - 45 * MIN })); }
                _ => {
                    let from = room.now;
                    let to = room.wait(ms).now;
                    let gap = room.say(Event::Common(Common::GapFound { cause: GapCause::Slept, from, to }));
                    let counts = ms % 2 == 0;
                    room.say(Event::Common(Common::GapDecided { gap, counts }));
                    if counts && !paused { counted += ms; }
                }
            }
            let timer = timer(&room);
            prop_assert_eq!(timer.elapsed_ms(room.now), counted);
            prop_assert_eq!(timer.remaining_ms(room.now), timer.allowed_ms().map(|allowed| allowed - counted));
            if let Some(deadline) = timer.deadline() {
                prop_assert_eq!(timer.remaining_ms(room.now), Some(deadline.since(room.now)), "windows draw deadline − now");
            }
        }
    }
}
