//! The checklist as the journal tells it, and the beginning of a day beside its plan.

use super::*;
use crate::{Date, Zone, journal::Common};

fn told(room: &Room, item: &str) -> Told {
    room.run.told(item).unwrap()
}

fn missing(room: &Room, item: &str) -> String {
    match told(room, item) {
        Told::Missing(what) => what,
        other => format!("{other:?}"),
    }
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
    let trial = &room.run.trials[0];
    assert_eq!(told(&room, "injected"), Told::Done(trial.injected_at().unwrap()));
    assert_eq!(told(&room, "fault-removed"), Told::Done(trial.began(Step::Verify).unwrap()));
    assert_eq!(told(&room, "recovered"), Told::Done(trial.recovered_at().unwrap()));
    assert_eq!(room.run.told("documented"), Some(Told::Done(trial.conclusion.as_ref().unwrap().said.at)));
    assert_eq!((room.run.told("surprises"), room.run.told("shared")), (None, None), "nobody can know");
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
    assert!(matches!(told(&room, "baseline"), Told::Done(_)));
    assert_eq!(told(&room, "abort-ready"), Told::NotNeeded("No condition tripped.".to_owned()));
    room.say(Event::Aborted { reason: String::new(), condition: None, reading: None });
    assert_eq!(told(&room, "abort-ready"), Told::Done(room.now));
    room.say(Event::Common(Common::Observed { text: "Quiet".to_owned() }));
    assert!(matches!(told(&room, "observed"), Told::Done(_)));
}

#[test]
fn a_day_begins_as_planned_late_or_on_another_date() {
    let date = |day: u32| Date::from_ymd_opt(2025, 11, day).unwrap();
    // The room opens on 24 November 2025 at 16:00 UTC.
    let begun = |day: Option<u32>, hour: Option<u32>| {
        let mut room = Room::open();
        let plan = &mut room.run.plan.game_day;
        plan.date = day.map(date);
        plan.start = hour.and_then(|hour| chrono::NaiveTime::from_hms_opt(hour, 0, 0));
        plan.at = plan.date.and_then(|date| Zone::UTC.instant(date, hour.unwrap_or(0), 0));
        room.run.begun(Zone::UTC)
    };
    assert_eq!(begun(None, None), Begun::Unplanned);
    assert_eq!(begun(Some(24), None), Begun::OnDate);
    assert_eq!(begun(Some(24), Some(15)), Begun::Off(60 * MIN));
    assert_eq!(begun(Some(24), Some(8)), Begun::Off(8 * 60 * MIN), "late is not moved");
    assert_eq!(begun(Some(23), None), Begun::Moved(date(23)));
    assert_eq!(begun(Some(27), Some(16)), Begun::Moved(date(27)));
}
