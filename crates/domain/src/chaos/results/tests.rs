#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]
use super::*;
use crate::{
    chaos::run::{
        Event,
        tests::{MIN, Room},
    },
    journal::Common,
};

fn day() -> Id {
    "019ab000-0000-7000-8000-0000000000aa".parse().unwrap()
}

fn concluded(outcome: Outcome) -> Event {
    Event::Concluded { outcome, note: String::new() }
}

#[test]
fn a_trial_becomes_one_line_with_its_times() {
    let mut room = Room::open();
    room.go_to(Step::Inject);
    room.wait(MIN);
    let wrong = room.read("p99", 9_000.0);
    room.read("p99", 1_200.0);
    room.read("p99", 1_100.0);
    room.say(Event::Common(Common::Struck { seq: wrong, reason: "Typed in microseconds".to_owned() }));
    room.wait(MIN).say(Event::Surprised { text: "Retries doubled".to_owned() });
    room.say(Event::Surprised { text: "The queue was full".to_owned() });
    room.say(Event::Surprised { text: "Two pods".to_owned() });
    let last = room.entries.len() as u64;
    room.say(Event::Common(Common::Struck { seq: last, reason: "Known before".to_owned() }));
    room.go_to(Step::Outcome);
    room.say(concluded(Outcome::Disproved));
    let lines = results(day(), &room.run, &Samples::new());
    let (line, other) = (&lines[0], &lines[1]);
    assert_eq!(
        (line.ended, line.outcome, line.injected),
        (Ending::StoppedEarly, Some(Outcome::Disproved), true)
    );
    assert_eq!(line.game_day_title, "Autumn");
    assert_eq!(line.surprises, 2);
    let trial = &room.run.trials[0];
    assert_eq!(line.time_to_detect_ms, Some(2 * MIN), "out of range two minutes after the injection");
    assert_eq!(line.stop_to_recovered_ms, trial.stop_to_recovered_ms());
    assert_eq!(line.took_ms, Some(room.now.since(trial.began(Step::Baseline).unwrap())));
    assert_eq!(line.planned_ms, trial.experiment().planned_ms());
    let p99 = &line.metrics[1];
    assert_eq!((p99.worst, p99.recovered), (Some(1_200.0), Some(400.0)));
    assert_eq!((other.ended, other.took_ms, other.metrics[0].worst), (Ending::NotRun, None, None));
}

#[test]
fn every_end_of_an_experiment_has_its_word() {
    let line = |room: &Room, at: usize| {
        let line = &results(day(), &room.run, &Samples::new())[at];
        (line.ended, line.outcome, line.ended.with(line.outcome))
    };
    let none = |ended: Ending| (ended, None, ended.label().to_owned());
    let mut room = Room::open();
    assert_eq!(line(&room, 0), none(Ending::NotRun));
    room.go_to(Step::Predict);
    assert_eq!(line(&room, 0), none(Ending::NotConcluded));
    room.say(Event::Skipped { experiment: 0, reason: "A deploy is under way".to_owned() });
    assert_eq!(line(&room, 0), none(Ending::Skipped));
    assert!(!results(day(), &room.run, &Samples::new())[0].injected);
    room.say(Event::Rescheduled { experiment: 1, day: day(), title: "Winter".to_owned() });
    assert_eq!(line(&room, 1), none(Ending::Moved));
    for outcome in Outcome::ALL {
        let ran = |fault_min: i64| {
            let mut room = Room::open();
            room.go_to(Step::Inject); // waits a minute
            room.wait((fault_min - 1) * MIN).go_to(Step::Outcome);
            room.say(concluded(*outcome));
            line(&room, 0)
        };
        let early = format!("Stopped early, {}", outcome.label().to_lowercase());
        assert_eq!(ran(10), (Ending::RanToEnd, Some(*outcome), outcome.label().to_owned()));
        assert_eq!(ran(9).0, Ending::RanToEnd, "nearly all of its ten minutes");
        assert_eq!(ran(8), (Ending::StoppedEarly, Some(*outcome), early));
    }
    let words: Vec<_> = Ending::ALL.iter().map(|ending| serde_json::to_value(ending).unwrap()).collect();
    assert!(words.contains(&"stopped-early".into()), "scripts read it: {words:?}");
}

#[test]
fn how_it_ended_and_what_it_showed_are_two_things() {
    let mut room = Room::open();
    room.go_to(Step::Inject);
    room.wait(MIN).say(Event::Aborted { reason: String::new(), condition: None, reading: None });
    let line = |room: &Room| results(day(), &room.run, &Samples::new())[0].clone();
    assert_eq!(line(&room).ended.with(line(&room).outcome), "Aborted, not concluded");
    room.go_to(Step::Outcome);
    room.say(concluded(Outcome::Inconclusive));
    assert_eq!((line(&room).ended, line(&room).outcome), (Ending::Aborted, Some(Outcome::Inconclusive)));
    let tally = tally(&results(day(), &room.run, &Samples::new()));
    let ended: usize = tally.endings.iter().map(|(_, count)| count).sum();
    assert_eq!(ended, room.run.trials.len(), "every experiment ended in one way");
    assert_eq!((tally.showed(Outcome::Inconclusive), tally.ended(Ending::Aborted)), (1, 1));
}

#[test]
fn an_abort_without_a_condition_or_a_sign_is_no_detection() {
    let aborted = |condition, reading: bool| {
        let mut room = Room::open();
        room.go_to(Step::Inject);
        let reading = reading.then(|| room.read("p99", 400.0));
        room.wait(MIN).say(Event::Aborted { reason: String::new(), condition, reading });
        results(day(), &room.run, &Samples::new())[0].time_to_detect_ms
    };
    assert_eq!(aborted(None, false), None, "nobody wrote down that anything was noticed");
    assert_eq!(aborted(Some(0), false), Some(2 * MIN));
    assert_eq!(
        aborted(None, true),
        Some(2 * MIN),
        "the reading that decided it is a sign, though it is in range"
    );
}

#[test]
fn the_day_s_end_cuts_off_what_has_begun() {
    let mut room = Room::open();
    room.go_to(Step::Predict);
    room.wait(3 * MIN).say(Event::Common(Common::Ended { note: String::new() }));
    let lines = results(day(), &room.run, &Samples::new());
    assert_eq!((lines[0].ended, lines[0].took_ms), (Ending::NotConcluded, Some(5 * MIN)));
    assert_eq!((lines[1].ended, lines[1].took_ms), (Ending::NotRun, None));
}

#[test]
fn what_hurts_most_is_beyond_its_bound_or_nearest_to_it() {
    let values = [95.0, 99.0, 120.0];
    for (min, max, baseline, worst) in [
        (Some(99.5), None, None, 95.0),
        (None, Some(100.0), None, 120.0),
        (None, Some(500.0), None, 120.0),
        (Some(94.0), Some(110.0), None, 120.0),
        (Some(94.0), Some(200.0), None, 95.0),
        (None, None, Some(121.0), 95.0),
    ] {
        let harm = |value: &f64| harm(Range { min, max }, baseline, *value);
        let found = values.iter().copied().max_by(|one, other| harm(one).total_cmp(&harm(other)));
        assert_eq!(found, Some(worst), "{min:?} {max:?} {baseline:?}");
    }
}

#[test]
fn what_came_before_the_fault_or_was_struck_is_never_the_worst() {
    let mut room = Room::open();
    room.go_to(Step::Baseline);
    room.read("p99", 5_000.0);
    room.go_to(Step::Inject);
    let struck = room.read("p99", 4_000.0);
    room.say(Event::Common(Common::Struck { seq: struck, reason: "Wrong panel".to_owned() }));
    let trial = |room: &Room| room.run.trials[0].clone();
    let p99 = trial(&room).experiment().metrics[1].clone();
    assert_eq!(worst(&trial(&room), &p99, &[]), None);
    room.read("p99", 700.0);
    room.go_to(Step::Verify);
    room.read("p99", 950.0);
    assert_eq!(worst(&trial(&room), &p99, &[]), Some(950.0), "worse while it was verified");
}

#[test]
fn what_was_read_after_the_fault_was_out_says_nothing_of_how_bad_it_was() {
    let mut room = Room::open();
    room.go_to(Step::Rollback);
    let before = room.run.trials[0].clone();
    room.go_to(Step::Outcome);
    let after = room.run.trials[0].clone();
    let p99 = after.experiment().metrics[1].clone();
    assert_eq!((worst(&after, &p99, &[]), after.recovered(&p99)), (None, Some(400.0)));
    assert!(!measured_in_fault(&after, &p99, &[(after.began(Step::Verify).unwrap(), 7.0)]));
    let seen = [(before.injected_at().unwrap().plus_ms(1), 430.0)];
    assert_eq!(worst(&after, &p99, &seen), Some(430.0), "a live watcher measures as well");
    assert_eq!((before.measured_baseline(&p99), before.baseline(&p99)), (None, Some(412.0)));
    assert_eq!(before.planned_baseline(&p99), Some(412.0), "the plan's word, and no measurement");
}

#[test]
fn what_only_a_live_watcher_saw_since_the_fault_counts_for_the_worst() {
    let mut room = Room::open();
    room.go_to(Step::Baseline);
    let before = (room.now, 8_000.0);
    room.go_to(Step::Inject);
    room.read("p99", 950.0);
    let peak = (room.wait(MIN).now, 1_400.0);
    let (ours, other) = (Series::Metric(1).key(0), Series::Metric(1).key(1));
    let samples = Samples::from([(ours, vec![before, peak]), (other, vec![(room.now, 9_000.0)])]);
    let worst = results(day(), &room.run, &samples)[0].metrics[1].worst;
    assert_eq!(worst, Some(1_400.0), "neither what was before the fault nor another experiment's");
}

#[test]
fn a_tally_counts_and_takes_the_middle() {
    let mut room = Room::open();
    room.go_to(Step::Inject);
    room.wait(9 * MIN).go_to(Step::Outcome);
    room.say(concluded(Outcome::Confirmed));
    let one = results(day(), &room.run, &Samples::new());
    let with = |ms: Option<i64>| TrialResult { stop_to_recovered_ms: ms, ..one[0].clone() };
    let median = |values: &[Option<i64>]| {
        let results: Vec<_> = values.iter().map(|ms| with(*ms)).collect();
        tally(&results).stop_to_recovered_ms
    };
    assert_eq!(median(&[]), None);
    assert_eq!(median(&[None, Some(7)]), Some(7));
    assert_eq!(median(&[Some(9), Some(1), Some(5)]), Some(5));
    assert_eq!(median(&[Some(9), Some(1), None, Some(5), Some(2)]), Some(3));
    let tally = tally(&one);
    assert_eq!((tally.showed(Outcome::Confirmed), tally.showed(Outcome::Disproved)), (1, 0));
    assert_eq!((tally.ended(Ending::RanToEnd), tally.ended(Ending::NotRun)), (1, 1));
    assert_eq!((tally.injected, tally.ended(Ending::Aborted), tally.surprises), (1, 0, 0));
}
