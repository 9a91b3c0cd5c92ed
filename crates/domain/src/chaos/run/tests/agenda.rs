//! The day's own clock against its plan.

use super::*;
use crate::{
    Zone,
    journal::{Common, Fold},
};
use chrono::NaiveTime;

const MIN: i64 = 60_000;

/// A day of three experiments of 47 minutes each (15 + 10 planned, 22 for the other steps), from 13:00 to `end`.
fn planned(end: Option<(u32, u32)>) -> Plan {
    let mut plan = plan();
    let third = plan.experiments[0].clone();
    plan.experiments.push(third);
    plan.game_day.date = crate::Date::from_ymd_opt(1970, 1, 1);
    plan.game_day.at = Some(Instant::from_ms(0));
    plan.game_day.start = NaiveTime::from_hms_opt(13, 0, 0);
    plan.game_day.end = end.and_then(|(hour, min)| NaiveTime::from_hms_opt(hour, min, 0));
    plan
}

fn begun(plan: Plan) -> Run {
    let event = Event::DayStarted { plan: Box::new(plan), acknowledged: Vec::new() };
    Run::begin(&Entry { seq: 1, at: Instant::from_ms(0), actor: "Mira".into(), event }).unwrap()
}

fn say(run: &mut Run, at_min: i64, event: Event) {
    let entry =
        Entry { seq: run.course.seq + 1, at: Instant::from_ms(at_min * MIN), actor: "Mira".into(), event };
    assert!(run.apply(&entry), "{:?}", run.admit(&entry.event, entry.at));
}

fn minutes(span: Option<(Instant, Instant)>) -> Option<(i64, i64)> {
    span.map(|(from, to)| (from.ms() / MIN, to.ms() / MIN))
}

#[test]
fn a_day_on_time_expects_what_was_planned() {
    let run = begun(planned(Some((15, 30))));
    let agenda = run.agenda(Instant::from_ms(0), Zone::UTC);
    let length_min = run.plan.experiments[0].experiment.planned_ms() / MIN;
    assert_eq!(length_min, 47);
    for (at, slot) in agenda.slots.iter().enumerate() {
        let from = i64::try_from(at).unwrap() * 47;
        assert_eq!(minutes(slot.planned), Some((from, from + 47)));
        assert_eq!(minutes(slot.expected), Some((from, from + 47)));
    }
    assert_eq!(agenda.left_over(), Vec::<usize>::new(), "141 min fit into 150");
    assert_eq!(agenda.expected_end().map(Instant::ms), Some(141 * MIN));
}

#[test]
fn a_step_that_overruns_pushes_the_rest_of_the_day_at_once() {
    let mut run = begun(planned(Some((15, 30))));
    say(&mut run, 0, Event::ExperimentStarted { experiment: 0 });
    let expected = |run: &Run, at_min: i64| {
        minutes(run.agenda(Instant::from_ms(at_min * MIN), Zone::UTC).slots[0].expected)
    };
    assert_eq!(expected(&run, 15), Some((0, 47)), "the baseline takes its fifteen minutes");
    assert_eq!(expected(&run, 24), Some((0, 56)), "nine over, and 32 are still to come");
    let agenda = run.agenda(Instant::from_ms(24 * MIN), Zone::UTC);
    assert_eq!(agenda.slots[0].overrun_ms, 0, "as a whole it is still within its plan");
    assert_eq!(agenda.left_over(), Vec::<usize>::new(), "the last ends just when the room closes");
    let agenda = run.agenda(Instant::from_ms(25 * MIN), Zone::UTC);
    assert_eq!(agenda.left_over(), vec![2]);
    assert!(agenda.slots[1].fits && !agenda.slots[2].fits);
    say(&mut run, 25, Event::StepStarted { step: Step::Announce });
    say(&mut run, 25, Event::StepStarted { step: Step::Predict });
    assert_eq!(expected(&run, 25), Some((0, 55)), "nothing was announced, which wins two minutes");
    assert_eq!(expected(&run, 40), Some((0, 65)), "but the predictions took fifteen");
}

#[test]
fn a_longer_fault_is_expected_from_the_moment_when_it_was_made_longer() {
    let mut run = begun(planned(Some((15, 30))));
    say(&mut run, 0, Event::ExperimentStarted { experiment: 0 });
    for (at_min, step) in [(15, Step::Announce), (17, Step::Predict), (22, Step::Inject)] {
        say(&mut run, at_min, Event::StepStarted { step });
    }
    let expected = |run: &Run, at_min: i64| {
        minutes(run.agenda(Instant::from_ms(at_min * MIN), Zone::UTC).slots[0].expected)
    };
    assert_eq!(expected(&run, 23), Some((0, 47)));
    say(&mut run, 23, Event::Common(Common::Extended { by_ms: 30 * MIN }));
    assert_eq!(expected(&run, 23), Some((0, 77)));
    say(&mut run, 24, Event::Common(Common::Paused));
    assert_eq!(expected(&run, 34), Some((0, 87)), "and a pause moves the end along");
    say(&mut run, 34, Event::Common(Common::Resumed));
    say(&mut run, 35, Event::StepStarted { step: Step::Rollback });
    assert_eq!(expected(&run, 35), Some((0, 50)), "the fault came out earlier than was thought");
    assert_eq!(expected(&run, 90), Some((0, 100)));
}

#[test]
fn a_timebox_shorter_than_its_steps_is_no_delay_and_a_longer_one_takes_some() {
    for (timebox_min, at_17, at_25) in [(36, 38, 46), (60, 60, 60)] {
        let mut plan = planned(None);
        plan.experiments[0].experiment.timebox_min = Some(timebox_min);
        let mut run = begun(plan);
        say(&mut run, 0, Event::ExperimentStarted { experiment: 0 });
        let ends = |at_min: i64| {
            run.agenda(Instant::from_ms(at_min * MIN), Zone::UTC).slots[0].expected.unwrap().1.ms() / MIN
        };
        assert_eq!((ends(0), ends(15)), (i64::from(timebox_min), i64::from(timebox_min)));
        assert_eq!((ends(17), ends(25)), (at_17, at_25), "a timebox of {timebox_min} min");
    }
}

#[test]
fn what_moved_away_frees_its_time_and_what_is_over_always_fits() {
    let mut run = begun(planned(Some((14, 0))));
    assert_eq!(run.agenda(Instant::from_ms(0), Zone::UTC).left_over(), vec![1, 2]);
    let day = "019ab000-0000-7000-8000-000000000009".parse().unwrap();
    say(&mut run, 1, Event::Rescheduled { experiment: 1, day, title: "Later".into() });
    let agenda = run.agenda(Instant::from_ms(2 * MIN), Zone::UTC);
    assert_eq!(agenda.slots[1].expected, None);
    assert_eq!(run.trials[1].moved_to, Some(day));
    assert_eq!(minutes(agenda.slots[2].expected), Some((49, 96)), "two minutes late, after the first");
    say(&mut run, 90, Event::Common(Common::Ended { note: String::new() }));
    let agenda = run.agenda(Instant::from_ms(500 * MIN), Zone::UTC);
    assert_eq!(agenda.left_over(), Vec::<usize>::new());
    assert!(agenda.slots.iter().all(|slot| slot.fits && slot.expected.is_none()));
}

#[test]
fn what_was_never_begun_moves_to_another_day_also_when_the_day_is_over() {
    let mut run = begun(planned(Some((14, 0))));
    say(&mut run, 0, Event::ExperimentStarted { experiment: 0 });
    say(&mut run, 60, Event::Common(Common::Ended { note: String::new() }));
    let day = "019ab000-0000-7000-8000-000000000009".parse().unwrap();
    let moved = |experiment| Event::Rescheduled { experiment, day, title: "Later".into() };
    say(&mut run, 90, moved(2));
    assert_eq!((run.trials[2].moved_to, run.trials[2].progress()), (Some(day), Progress::Skipped));
    let at = Instant::from_ms(91 * MIN);
    let refused = |event| run.admit(&event, at).unwrap_err().0;
    assert!(refused(moved(2)).contains("already over"));
    assert!(refused(moved(0)).contains("had begun when the day ended"));
    assert!(
        refused(Event::Skipped { experiment: 1, reason: "no time".into() }).contains("The day has ended")
    );
    assert_eq!(run.agenda(at, Zone::UTC).slots[2].expected, None);
}

#[test]
fn a_timebox_replaces_the_sum_of_the_steps_and_a_day_without_end_always_fits() {
    let mut plan = planned(None);
    plan.experiments[0].experiment.timebox_min = Some(30);
    let agenda = begun(plan).agenda(Instant::from_ms(900 * MIN), Zone::UTC);
    assert_eq!((agenda.slots[0].planned_ms, agenda.closes_at), (30 * MIN, None));
    assert!(agenda.slots.iter().all(|slot| slot.fits));
}

#[test]
fn a_day_that_begins_on_another_date_or_without_a_plan_has_no_times_that_nobody_stated() {
    let mut plan = planned(Some((15, 30)));
    let agenda = |plan: &Plan| begun(plan.clone()).agenda(Instant::from_ms(0), Zone::UTC);
    plan.game_day.at = Some(Instant::from_ms(20 * MIN));
    assert_eq!(minutes(agenda(&plan).slots[0].planned), Some((20, 67)));
    assert_eq!(agenda(&plan).closes_at.map(Instant::ms), Some(170 * MIN));
    let unplanned = |plan: &Plan| {
        let agenda = agenda(plan);
        assert_eq!((agenda.slots[0].planned, agenda.closes_at, agenda.left_over()), (None, None, vec![]));
        assert_eq!(
            minutes(agenda.slots[1].expected),
            Some((47, 94)),
            "how long it takes is known all the same"
        );
    };
    plan.game_day.date = crate::Date::from_ymd_opt(1970, 1, 4);
    plan.game_day.at = Some(Instant::from_ms(3 * 24 * 60 * MIN));
    unplanned(&plan);
    (plan.game_day.date, plan.game_day.at) = (None, None);
    unplanned(&plan);
    let mut plan = planned(Some((15, 30)));
    plan.game_day.start = None; // its instant is the midnight of its date, which nobody meant
    unplanned(&plan);
    let mut plan = planned(Some((15, 30)));
    plan.game_day.original = Some("{}".to_owned());
    unplanned(&plan);
}
