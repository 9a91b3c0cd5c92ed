//! Live watchers: what trips, what is seen, and that a failing query is never taken for fine.

use super::*;
use crate::journal::{Common, Fold};

const P99: Series = Series::Metric(1);
pub const ERRORS: Series = Series::Condition(0);
/// The abort condition that the metric p99 decides: above 1,500 ms, three checks in a row.
pub const SLOW: usize = 1;
/// Between two checks.
pub const EVERY_S: u32 = 5;
const EVERY_MS: i64 = 5_000;

/// A room whose p99 and whose first abort condition are read by themselves, and the samples as the file holds them.
pub struct Watched {
    pub room: Room,
    pub samples: Vec<(Instant, f64)>,
}

impl Watched {
    pub fn open() -> Self {
        let mut plan = plan();
        let experiment = &mut plan.experiments[0].experiment;
        experiment.metrics[1].query = Some("p99".to_owned());
        experiment.conditions[0].query = Some("errors".to_owned());
        experiment.conditions[0].threshold = Some(Threshold { side: Side::Below, value: 1.0 });
        experiment.conditions[0].trip_after = 1;
        let mut room = Room::open();
        let event = Event::DayStarted { plan: Box::new(plan), acknowledged: Vec::new() };
        let first = Entry { seq: 1, at: room.now, actor: "Mira".to_owned(), event };
        (room.run, room.entries) = (Run::begin(&first).unwrap(), vec![first]);
        Self { room, samples: Vec::new() }
    }

    pub fn at(step: Step) -> Self {
        let mut watched = Self::open();
        watched.room.go_to(step);
        watched
    }

    /// One check, as the desk makes it: the sample is kept, what it means is written. Returns what was written.
    pub fn check(&mut self, series: Series, seen: Result<f64, &str>) -> Vec<Event> {
        self.room.wait(EVERY_MS);
        if let Ok(value) = seen {
            self.samples.push((self.room.run.course.steady(self.room.now), value));
        }
        let events = on_sample(&self.room.run, series, seen, &self.samples);
        for event in &events {
            self.room.say(event.clone());
        }
        events
    }

    pub fn p99(&mut self, value: f64) -> Vec<Event> {
        self.check(P99, Ok(value))
    }

    pub fn watch(&self, condition: usize) -> Watch {
        self.watch_every(EVERY_S, condition)
    }

    /// As a window that is told every sample sees it, where a watcher looks every so many seconds.
    pub fn watch_every(&self, every_s: u32, condition: usize) -> Watch {
        let trial = self.room.run.trial().unwrap();
        let lookout = Lookout { every_s: Some(every_s), saw: self.samples.last().copied() };
        trial.watch(condition, lookout, self.room.run.course.steady(self.room.now))
    }

    fn trips_at(&mut self, values: &[f64]) -> Vec<bool> {
        let tripped = |event: &Event| matches!(event, Event::ConditionChecked { tripped: true, .. });
        values.iter().map(|value| self.p99(*value).iter().any(tripped)).collect()
    }
}

pub fn checked(condition: usize, tripped: bool) -> Event {
    Event::ConditionChecked { condition, tripped, note: "looked".to_owned() }
}

#[test]
fn metrics_are_asked_for_throughout_and_conditions_until_the_fault_is_out() {
    let mut watched = Watched::open();
    let asked = |watched: &Watched| {
        watched.room.run.targets().into_iter().map(|target| (target.series, target.query)).collect::<Vec<_>>()
    };
    assert_eq!(asked(&watched), [], "no experiment has begun");
    let (p99, errors) = ((P99, "p99".to_owned()), (ERRORS, "errors".to_owned()));
    for step in Step::ALL {
        watched.room.go_to(*step);
        let both = *step <= Step::Rollback;
        let expected = if both { vec![p99.clone(), errors.clone()] } else { vec![p99.clone()] };
        assert_eq!(asked(&watched), expected, "{step}");
    }
    watched.room.say(Event::Concluded { outcome: Outcome::Confirmed, note: String::new() });
    assert_eq!(asked(&watched), []);
    assert_eq!(watched.room.run.series(0), Some(vec![P99, ERRORS]), "what was sampled can still be drawn");
    assert_eq!(watched.room.run.series(1), Some(Vec::new()));
    assert_eq!(watched.room.run.series(9), None);
    assert_eq!((P99.key(2), ERRORS.key(0)), ("2/metric/1".to_owned(), "0/condition/0".to_owned()));
}

#[test]
fn a_condition_trips_after_as_many_bad_checks_in_a_row_as_planned() {
    let mut watched = Watched::at(Step::Inject);
    assert_eq!(
        watched.trips_at(&[2_000.0, 1_800.0, 1_500.0, 1_501.0, 1_502.0, 1_503.0, 1_504.0]),
        [false, false, false, false, false, true, false],
        "1,500 is not above 1,500 and breaks the row; what has tripped does not trip again"
    );
    let trial = watched.room.run.trial().unwrap();
    let check = trial.checks.last().unwrap();
    let read = trial.readings.iter().find(|reading| reading.value == 1_503.0).unwrap();
    assert_eq!(watched.watch(SLOW), Watch::Tripped { at: check.said.at, reading: Some(read.seq) });
    assert_eq!((read.live, read.seq + 1), (true, check.said.seq), "the ground stands right before the trip");
    assert_eq!(check.said.text, "3 checks in a row above 1,500 ms; the last read 1,503 ms.");
}

#[test]
fn what_was_bad_before_the_fault_does_not_count() {
    let mut watched = Watched::at(Step::Predict);
    assert_eq!(watched.trips_at(&[2_000.0; 5]), [false; 5], "no fault is in");
    watched.room.say(Event::StepStarted { step: Step::Inject });
    assert_eq!(watched.trips_at(&[2_000.0; 3]), [false, false, true]);
}

#[test]
fn what_a_person_cleared_trips_again_only_after_as_many_new_checks() {
    let mut watched = Watched::at(Step::Inject);
    watched.trips_at(&[2_000.0; 3]);
    watched.room.wait(1_000).say(checked(SLOW, false));
    assert!(matches!(watched.watch(SLOW), Watch::Armed { .. }));
    assert_eq!(watched.trips_at(&[2_000.0; 3]), [false, false, true]);
    let seq = watched.room.run.trial().unwrap().checks.last().unwrap().said.seq;
    watched.room.say(Event::Common(Common::Struck { seq, reason: "The query was wrong".to_owned() }));
    assert!(matches!(watched.watch(SLOW), Watch::Armed { .. }));
    assert_eq!(watched.trips_at(&[2_000.0]), [true], "the row is still there: to strike an entry is no look");
}

#[test]
fn a_live_reading_never_trips_by_itself_and_a_typed_one_does() {
    let mut watched = Watched::at(Step::Inject);
    let written = watched.p99(9_000.0);
    assert!(
        matches!(&written[1], Event::Reading { live: true, value, .. } if *value == 9_000.0),
        "{written:?}"
    );
    assert!(matches!(watched.watch(SLOW), Watch::Armed { .. }), "one of three");
    watched.room.read("p99", 1_600.0);
    assert!(matches!(watched.watch(SLOW), Watch::Tripped { reading: Some(_), .. }));
    assert_eq!(watched.trips_at(&[100.0, 2_000.0, 2_000.0, 2_000.0]), [false; 4], "it has tripped already");
    assert!(matches!(watched.watch(SLOW), Watch::Tripped { .. }), "and a good live value does not clear it");
}

#[test]
fn a_condition_with_a_query_of_its_own_trips_without_a_unit() {
    let mut watched = Watched::at(Step::Inject);
    let written = watched.check(ERRORS, Ok(0.25));
    let note = "1 check below 1; the last read 0.25.".to_owned();
    let tripped = Event::ConditionChecked { condition: 0, tripped: true, note };
    assert_eq!(written, [Event::SightGained { series: ERRORS }, tripped], "and no metric, so no reading");
}

#[test]
fn a_failing_query_is_never_fine() {
    let mut watched = Watched::at(Step::Inject);
    watched.p99(500.0);
    let Watch::Armed { since } = watched.watch(SLOW) else { panic!("{:?}", watched.watch(SLOW)) };
    assert_eq!(since, watched.room.now);
    let lost = watched.check(P99, Err("The query found no data."));
    assert_eq!(lost, [Event::SightLost { series: P99, reason: "The query found no data.".to_owned() }]);
    let lost_at = watched.room.now;
    assert_eq!(watched.watch(SLOW), Watch::CannotSee { since: lost_at });
    assert_eq!(watched.check(P99, Err("Prometheus cannot be reached.")), [], "said once");
    watched.room.wait(30 * MIN);
    assert_eq!(watched.watch(SLOW), Watch::CannotSee { since: lost_at }, "for as long as it lasts");
    let written = watched.p99(500.0);
    assert_eq!(written, [Event::SightGained { series: P99 }], "nothing else has changed");
    assert_eq!(watched.watch(SLOW), Watch::Armed { since: watched.room.now });
}

#[test]
fn a_query_that_fails_from_the_first_check_on_says_so() {
    let mut watched = Watched::open();
    watched.room.go_to(Step::Predict);
    watched.room.say(Event::StepStarted { step: Step::Inject });
    assert!(matches!(watched.watch(0), Watch::Armed { .. }), "nobody has looked yet");
    assert_eq!(watched.check(ERRORS, Err("no")).len(), 1);
    assert_eq!(watched.watch(0), Watch::CannotSee { since: watched.room.now });
}

#[test]
fn a_check_that_saw_nothing_does_not_break_a_row() {
    let mut watched = Watched::at(Step::Inject);
    watched.trips_at(&[2_000.0; 2]);
    watched.check(P99, Err("no"));
    assert_eq!(watched.trips_at(&[2_000.0]), [true], "not seeing is no good check");
}

#[test]
fn a_persons_look_stands_in_for_the_watcher_while_it_lasts() {
    let mut watched = Watched::at(Step::Inject);
    watched.room.say(checked(SLOW, false));
    watched.check(P99, Err("no"));
    let lost_at = watched.room.now;
    assert_eq!(watched.watch(SLOW), Watch::CannotSee { since: lost_at }, "a look from before says nothing");
    watched.room.wait(MIN).say(checked(SLOW, false));
    assert_eq!(watched.watch(SLOW), Watch::Armed { since: watched.room.now });
    watched.room.wait(2 * MIN - 1);
    assert!(matches!(watched.watch(SLOW), Watch::Armed { .. }));
    watched.room.wait(1);
    assert_eq!(watched.watch(SLOW), Watch::CannotSee { since: lost_at }, "the look has worn off");
    watched.room.read("p99", 700.0);
    assert_eq!(
        watched.watch(SLOW),
        Watch::Armed { since: watched.room.now },
        "a typed reading is a look too"
    );
    watched.room.say(checked(SLOW, true));
    assert!(matches!(watched.watch(SLOW), Watch::Tripped { .. }), "and a person may always trip it");
}

#[test]
fn a_hole_in_time_clears_what_was_seen_and_every_row_begins_anew() {
    let mut watched = Watched::at(Step::Inject);
    watched.trips_at(&[2_000.0; 2]);
    let from = watched.room.now;
    let to = watched.room.wait(12 * MIN).now;
    watched.room.say(Event::Common(Common::GapFound { cause: GapCause::Slept, from, to }));
    assert!(watched.room.run.trial().unwrap().sights.is_empty());
    assert_eq!(watched.watch(SLOW), Watch::CannotSee { since: from }, "nobody has looked for twelve minutes");
    assert_eq!(watched.p99(2_000.0)[0], Event::SightGained { series: P99 });
    assert_eq!(watched.trips_at(&[2_000.0; 2]), [false, true]);
}

#[test]
fn a_set_clock_neither_joins_nor_breaks_a_row() {
    for by_ms in [-60 * MIN, 60 * MIN] {
        let mut watched = Watched::at(Step::Inject);
        watched.trips_at(&[2_000.0; 2]);
        watched.room.wait(by_ms).say(Event::Common(Common::ClockSet { by_ms }));
        assert_eq!(watched.trips_at(&[2_000.0]), [true], "set by {by_ms}");
    }
}

#[test]
fn live_readings_are_written_once_a_step_and_when_the_standing_changes() {
    let mut watched = Watched::at(Step::Baseline);
    let read = |watched: &mut Watched, value| {
        watched.p99(value).iter().filter(|event| matches!(event, Event::Reading { .. })).count()
    };
    let values = [412.0, 415.0, 409.0, 850.0, 860.0, 950.0, 9_000.0, 420.0, 410.0];
    let written: Vec<_> = values.into_iter().map(|value| read(&mut watched, value)).collect();
    assert_eq!(written, [1, 0, 0, 1, 0, 1, 1, 1, 0], "first, near its limit, out, far out, and back");
    let typed = watched.room.read("p99", 5_000.0);
    assert_eq!(read(&mut watched, 411.0), 0, "what a person typed does not count as the watcher's last");
    let live = watched.room.run.trial().unwrap().readings.iter().rev().find(|r| r.live).unwrap().clone();
    assert_eq!((live.reader.as_str(), live.value, live.seq < typed), (WATCHER, 420.0, true));
    watched.room.say(Event::Common(Common::Struck { seq: live.seq, reason: "wrong".to_owned() }));
    assert_eq!(read(&mut watched, 411.0), 1, "a struck one is as if it were not there");
    watched.room.say(Event::StepStarted { step: Step::Announce });
    assert_eq!(read(&mut watched, 411.0), 1, "a new step has its own");
}

#[test]
fn the_worst_value_of_an_excursion_is_written_down_and_a_long_climb_writes_few_lines() {
    let readings = |watched: &mut Watched, value| {
        watched.p99(value).iter().filter(|event| matches!(event, Event::Reading { .. })).count()
    };
    let worst = |watched: &Watched| {
        let trial = watched.room.run.trial().unwrap();
        crate::chaos::results::worst(trial, &trial.experiment().metrics[1], &[])
    };
    let mut watched = Watched::at(Step::Inject);
    let written = [950.0, 9_000.0, 420.0].map(|value| readings(&mut watched, value));
    assert_eq!((written, worst(&watched)), ([1, 1, 1], Some(9_000.0)));
    let mut watched = Watched::at(Step::Inject);
    let swing = [901.0, 899.0, 901.0, 899.0, 4_000.0].map(|value| readings(&mut watched, value));
    assert_eq!((swing[4], worst(&watched)), (1, Some(4_000.0)), "also in the midst of swinging");
    let mut watched = Watched::at(Step::Inject);
    watched.room.say(checked(SLOW, true)); // so that no trip adds its own
    let climb: usize = (0..720).map(|n| readings(&mut watched, 901.0 + 11.25 * f64::from(n))).sum();
    assert!((10..=45).contains(&climb), "{climb} readings in an hour");
    assert!(worst(&watched).unwrap() > 900.0 + 8_100.0 / 1.25);
}

#[test]
fn a_value_that_swings_around_a_bound_does_not_flood_the_journal() {
    let mut watched = Watched::at(Step::Inject);
    let swing = [899.0, 901.0].into_iter().cycle().take(720); // an hour of checks
    let written = swing.map(|value| watched.p99(value).len()).sum::<usize>();
    assert!((100..=190).contains(&written), "{written} entries");
    watched.room.wait(60_000);
    assert!(
        watched.p99(412.0).iter().any(|event| matches!(event, Event::Reading { .. })),
        "calm again: the last word is true"
    );
}

#[test]
fn the_steady_state_can_be_verified_by_live_readings() {
    let mut watched = Watched::at(Step::Verify);
    watched.p99(2_000.0);
    watched.room.read("success", 99.9);
    assert_eq!(watched.room.run.trial().unwrap().recovered_at(), None);
    watched.p99(400.0);
    assert_eq!(watched.room.run.trial().unwrap().recovered_at(), Some(watched.room.now));
}

#[test]
fn thinning_keeps_every_peak_the_first_the_last_and_the_order_of_time() {
    let at = |n: i64| Instant::from_ms(n * 1_000);
    let mut points: Vec<_> = (0..20_000).map(|n| (at(n), (n % 7) as f64)).collect();
    points[12_345].1 = 99.0;
    points[54].1 = -99.0;
    let kept = thinned(&points, 600);
    assert!((500..=600).contains(&kept.len()), "{}", kept.len());
    assert!(kept.contains(&points[12_345]) && kept.contains(&points[54]));
    assert!(kept.is_sorted_by(|(a, _), (b, _)| a < b), "and nothing twice");
    assert_eq!(
        (kept.first(), kept.last()),
        (points.first(), points.last()),
        "the last one is what is known now"
    );
    assert_eq!(thinned(&points[..600], 600), points[..600]);
    assert_eq!(thinned(&[], 600), []);
    assert!(thinned(&points, 0).len() <= 4);
}
