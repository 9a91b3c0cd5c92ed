//! The checklist as the journal tells it, and the beginning of a day beside its plan.

use super::*;
use crate::{
    Date, Zone,
    chaos::{game_day::Begun, lint},
    journal::Common,
};

fn told(room: &Room, item: &str) -> Told {
    room.run.told(item).unwrap()
}

fn missing(room: &Room, item: &str) -> String {
    match told(room, item) {
        Told::Missing(what) => what,
        other => format!("{other:?}"),
    }
}

/// The sentence of the entry that says that an item is done.
fn entry_of(room: &Room, item: &str) -> String {
    let Told::Done { at, seq } = told(room, item) else { panic!("{item} is not done") };
    let place = usize::try_from(seq).unwrap() - 1;
    assert_eq!(room.entries[place].at, at);
    Run::sentences(&room.entries)[place].clone()
}

#[test]
fn every_experiment_that_ran_is_named_where_one_was_cut_short() {
    let mut room = Room::open();
    room.go_to(Step::Inject);
    room.wait(9 * MIN).go_to(Step::Outcome);
    room.say(Event::Concluded { outcome: Outcome::Confirmed, note: String::new() });
    assert_eq!(entry_of(&room, "full-duration"), "Removing the fault.");
    // A journal of another tool does not say how long the fault was to stay in.
    let mut theirs = room.run.clone();
    theirs.plan.game_day.original = Some("{}".to_owned());
    let Some(Told::Missing(words)) = theirs.told("full-duration") else { panic!("it is called done") };
    assert!(words.contains("not stated"), "{words}");
    room.say(Event::ExperimentStarted { experiment: 1 });
    room.go_to(Step::Inject);
    room.say(Event::StepStarted { step: Step::Rollback });
    assert_eq!(
        missing(&room, "full-duration"),
        "The fault of experiment 1 was in for its 10 min. The fault of experiment 2 was in for 1 min of 10 min."
    );
}

#[test]
fn an_abort_is_at_once_or_says_how_late_it_was() {
    let aborted = |after_s: i64, condition: Option<usize>, tripped: bool| {
        let mut room = Room::open();
        room.go_to(Step::Inject);
        if tripped {
            room.say(Event::ConditionChecked { condition: 0, tripped: true, note: String::new() });
        }
        room.wait(after_s * 1_000).say(Event::Aborted { reason: String::new(), condition, reading: None });
        room
    };
    assert!(entry_of(&aborted(60, None, true), "abort-ready").starts_with("ABORTED"));
    assert!(entry_of(&aborted(0, Some(0), false), "abort-ready").starts_with("ABORTED"));
    assert_eq!(
        missing(&aborted(1_200, None, true), "abort-ready"),
        "“Customers see errors” tripped in experiment 1; the abort was called 20 min later."
    );
    let no_condition = told(&aborted(0, None, false), "abort-ready");
    assert_eq!(no_condition, Told::NotNeeded("No condition tripped.".to_owned()), "lunch is no condition");
}

#[test]
fn what_was_not_done_says_of_which_experiment_and_what_is_missing() {
    let mut room = Room::open();
    assert_eq!(missing(&room, "injected"), "No fault was injected.");
    room.go_to(Step::Inject);
    room.say(Event::ConditionChecked { condition: 0, tripped: true, note: String::new() });
    room.go_to(Step::Outcome);
    room.say(Event::Concluded { outcome: Outcome::Confirmed, note: String::new() });
    assert_eq!(missing(&room, "baseline"), "Nothing was read in the baseline of experiment 1.");
    assert_eq!(
        missing(&room, "abort-ready"),
        "“Customers see errors” tripped in experiment 1; nobody called the abort."
    );
    assert!(missing(&room, "full-duration").starts_with("The fault of experiment 1 was in for 1 min of"));
    for (item, entry) in [
        ("injected", "Fault injected"),
        ("fault-removed", "Fault is out."),
        ("recovered", "Reading: p99 400 ms"),
        ("documented", "Outcome: Confirmed."),
        ("observed", "Reading: success"),
    ] {
        assert!(entry_of(&room, item).starts_with(entry), "{item}: {}", entry_of(&room, item));
    }
    for item in ["announced", "surprises", "shared"] {
        assert_eq!(room.run.told(item), None, "{item}: nobody can know");
    }
}

#[test]
fn a_baseline_counts_when_it_was_watched_for_a_quarter_of_an_hour() {
    let mut room = Room::open();
    room.say(Event::ExperimentStarted { experiment: 0 });
    room.read("p99", 400.0);
    room.wait(14 * MIN).go_to(Step::Inject);
    assert_eq!(missing(&room, "baseline"), "The baseline of experiment 1 took 14 min.");
    let mut room = Room::open();
    room.say(Event::ExperimentStarted { experiment: 0 });
    room.read("p99", 400.0);
    room.wait(15 * MIN).go_to(Step::Inject);
    assert_eq!(entry_of(&room, "baseline"), "Reading: p99 400 ms, read by Jonas.");
    assert_eq!(told(&room, "abort-ready"), Told::NotNeeded("No condition tripped.".to_owned()));
    room.say(Event::Common(Common::Observed { text: "Quiet".to_owned() }));
    assert_eq!(entry_of(&room, "observed"), "Quiet.");
}

#[test]
fn a_day_begins_as_planned_late_or_on_another_date() {
    let date = |day: u32| Date::from_ymd_opt(2025, 11, day).unwrap();
    let begun_at = |began: (u32, u32), day: Option<u32>, hour: Option<(u32, u32)>| {
        let mut room = Room::open();
        room.run.course.started_at = Zone::UTC.instant(date(24), began.0, began.1).unwrap();
        let plan = &mut room.run.plan.game_day;
        plan.date = day.map(date);
        plan.start = hour.and_then(|(hour, min)| chrono::NaiveTime::from_hms_opt(hour, min, 0));
        plan.at = plan.date.and_then(|date| {
            let (hour, min) = hour.unwrap_or_default();
            Zone::UTC.instant(date, hour, min)
        });
        let asked = lint::at_start(&room.run.plan, room.run.course.started_at, Zone::UTC, None);
        let asked = asked.iter().any(|found| found.rule == lint::Rule::AnotherDate);
        let begun = room.run.begun(Zone::UTC);
        assert_eq!(asked, matches!(begun, Begun::Moved(_)), "one rule asks and records");
        begun
    };
    let begun = |day, hour: Option<u32>| begun_at((16, 0), day, hour.map(|hour| (hour, 0)));
    assert_eq!(begun(None, None), Begun::Unplanned);
    assert_eq!(begun(Some(24), None), Begun::OnDate);
    assert_eq!(begun(Some(24), Some(15)), Begun::Off(60 * MIN));
    assert_eq!(begun(Some(24), Some(8)), Begun::Off(8 * 60 * MIN), "late is not moved");
    assert_eq!(begun(Some(23), None), Begun::Moved(date(23)));
    assert_eq!(begun(Some(27), Some(16)), Begun::Moved(date(27)));
    let night = begun_at((0, 10), Some(23), Some((23, 30)));
    assert_eq!(night, Begun::Off(40 * MIN), "a late evening that begins past midnight");
    assert_eq!(begun_at((23, 0), Some(25), Some((4, 0))), Begun::Moved(date(25)), "the evening before");
    assert_eq!(begun_at((9, 0), Some(23), Some((23, 30))), Begun::Moved(date(23)));
}
