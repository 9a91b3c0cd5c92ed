//! Clocks with pauses, extensions, gaps and a wall clock that somebody sets.

use super::*;
use proptest::prelude::*;

fn timer(room: &Room) -> Timer {
    room.run.step().unwrap().timer
}

#[test]
fn pausing_holds_the_countdown_but_not_the_watch_over_conditions() {
    let mut room = Room::open();
    room.go_to(Step::Predict);
    room.say(Event::StepStarted { step: Step::Inject });
    room.wait(4 * MIN).say(Event::Paused);
    assert_eq!(timer(&room).phase(room.now), Phase::Paused);
    assert!(room.refused(Event::Paused).contains("already"));
    room.wait(30 * MIN);
    assert_eq!(timer(&room).remaining_ms(room.now), Some(6 * MIN));
    assert!(
        matches!(room.run.trial().unwrap().watch(0, room.now), Watch::Overdue { .. }),
        "the fault does not pause"
    );
    room.say(Event::Resumed);
    room.wait(6 * MIN);
    assert_eq!(timer(&room).remaining_ms(room.now), Some(0));
    assert_eq!(timer(&room).phase(room.now.plus_ms(1)), Phase::Overtime);
    assert!(room.refused(Event::Resumed).contains("not paused"));
}

#[test]
fn time_can_be_added_and_taken_but_not_below_now() {
    let mut room = Room::open();
    room.say(Event::ExperimentStarted { experiment: 0 });
    room.say(Event::Extended { by_ms: 5 * MIN });
    assert_eq!(timer(&room).remaining_ms(room.now), Some(20 * MIN));
    room.say(Event::Extended { by_ms: -19 * MIN });
    assert!(room.refused(Event::Extended { by_ms: -2 * MIN }).contains("less time left"));
    room.say(Event::StepStarted { step: Step::Announce });
    assert!(room.refused(Event::Extended { by_ms: MIN }).contains("counts up"));
}

#[test]
fn a_gap_counts_until_the_room_says_otherwise() {
    let mut room = Room::open();
    room.say(Event::ExperimentStarted { experiment: 0 });
    let from = room.wait(3 * MIN).now;
    let to = room.wait(12 * MIN).now;
    let gap = room.say(Event::GapFound { cause: GapCause::Slept, from, to });
    assert_eq!(room.run.open_gap().map(|gap| gap.seq), Some(gap));
    assert_eq!(timer(&room).remaining_ms(room.now), Some(0), "wall time, until somebody decides");
    room.wait(MIN).say(Event::GapDecided { gap, counts: false });
    assert_eq!(timer(&room).remaining_ms(room.now), Some(11 * MIN));
    assert_eq!(room.run.open_gap(), None);
    assert!(room.refused(Event::GapDecided { gap, counts: true }).contains("decided"));
}

#[test]
fn a_gap_during_a_pause_is_not_taken_out_twice() {
    let mut room = Room::open();
    room.say(Event::ExperimentStarted { experiment: 0 });
    room.wait(3 * MIN).say(Event::Paused);
    let from = room.wait(MIN).now;
    let to = room.wait(10 * MIN).now;
    let gap = room.say(Event::GapFound { cause: GapCause::Away, from, to });
    room.say(Event::GapDecided { gap, counts: false });
    room.wait(MIN).say(Event::Resumed);
    assert_eq!(timer(&room).elapsed_ms(room.now), 3 * MIN);
}

#[test]
fn a_gap_inside_a_pause_that_has_ended_is_not_taken_out_twice() {
    let mut room = Room::open();
    room.say(Event::ExperimentStarted { experiment: 0 });
    room.wait(3 * MIN).say(Event::Paused);
    let from = room.wait(MIN).now;
    let to = room.wait(10 * MIN).now;
    let gap = room.say(Event::GapFound { cause: GapCause::Slept, from, to });
    room.wait(MIN).say(Event::Resumed);
    room.say(Event::GapDecided { gap, counts: false });
    assert_eq!(timer(&room).elapsed_ms(room.now), 3 * MIN, "the pause has taken the gap out already");
}

#[test]
fn setting_the_wall_clock_moves_no_duration() {
    for by_ms in [-60 * MIN, 60 * MIN] {
        let mut room = Room::open();
        room.say(Event::ExperimentStarted { experiment: 0 });
        room.wait(5 * MIN);
        room.wait(by_ms).say(Event::ClockSet { by_ms });
        assert_eq!(timer(&room).elapsed_ms(room.run.steady(room.now)), 5 * MIN);
        room.wait(MIN);
        assert_eq!(timer(&room).remaining_ms(room.run.steady(room.now)), Some(9 * MIN));
        room.go_to(Step::Rollback);
        room.wait(MIN);
        room.go_to(Step::Outcome);
        let trial = &room.run.trials[0];
        assert!((0..10 * MIN).contains(&trial.stop_to_recovered_ms().unwrap()));
    }
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
                1 => { let _ = room.try_say(Event::Paused); }
                2 => { let _ = room.try_say(Event::Resumed); }
                3 => { let _ = room.try_say(Event::Extended { by_ms: ms - 45 * MIN }); }
                _ => {
                    let from = room.now;
                    let to = room.wait(ms).now;
                    let gap = room.say(Event::GapFound { cause: GapCause::Slept, from, to });
                    let counts = ms % 2 == 0;
                    room.say(Event::GapDecided { gap, counts });
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
