#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
use super::*;
use contract::SeriesSamples;
use domain::journal::Fold;
use domain::{
    chaos::{
        game_day::GameDayStatus,
        run::{Entry, Event, Step},
    },
    sample::sample,
    time::parse_date,
};

const SERIES: Series = Series::Metric(0);

fn at(s: i64) -> Instant {
    Instant::from_ms(1_000_000_000 + s * 1000)
}

/// The sample's first experiment with its first metric read by a live watcher, at its baseline.
fn begun() -> Run {
    let sample = sample(parse_date("2026-11-24").unwrap());
    let (id, _) = sample.game_day(GameDayStatus::Planned).unwrap();
    let mut plan = sample.plan(id, at(0)).unwrap();
    plan.experiments[0].experiment.metrics[0].query = Some("up".into());
    let event = Event::DayStarted { plan: Box::new(plan), acknowledged: Vec::new() };
    let mut run = Run::begin(&Entry { seq: 1, at: at(0), actor: "Lena".into(), event }).unwrap();
    say(&mut run, 0, Event::ExperimentStarted { experiment: 0 });
    run
}

fn say(run: &mut Run, s: i64, event: Event) {
    let entry = Entry { seq: run.course.seq + 1, at: at(s), actor: "Lena".into(), event };
    assert!(run.apply(&entry), "{:?}", run.admit(&entry.event, entry.at));
}

fn typed(run: &mut Run, s: i64, value: f64) {
    let metric = run.trials[0].experiment().metrics[0].name.clone();
    let event = Event::Reading { metric, value, reader: "Mira".into(), source: String::new(), live: false };
    say(run, s, event);
}

fn seen(points: &[(i64, f64)]) -> Seen {
    let points = points.iter().map(|(s, value)| (at(*s), *value)).collect();
    Seen::of(Some(15), vec![SeriesSamples { series: SERIES, points }])
}

fn look(run: &Run, seen: &Seen, s: i64) -> Look {
    Look::at(&run.trials[0], SERIES, seen, at(s))
}

#[test]
fn a_value_is_live_until_it_is_old_and_old_never_looks_fine() {
    let run = begun();
    let metric = &run.trials[0].experiment().metrics[0].clone();
    let (seen, zone) = (seen(&[(0, 99.5), (15, 99.9)]), Zone::UTC);
    let fresh = look(&run, &seen, 18);
    assert_eq!(fresh, Look::Live(99.9, at(15)));
    assert_eq!(fresh.origin(metric, &seen, zone, at(18)), "live, 3 s ago");
    let old = look(&run, &seen, 61);
    assert_eq!(old, Look::Stale(99.9, at(15)), "three looks have passed");
    assert_eq!((old.state(metric), old.value()), ((State::Watch, "Stale"), None));
    assert_eq!(look(&run, &Seen::of(Some(15), Vec::new()), 5), Look::Nothing);
}

#[test]
fn a_value_without_end_is_shown_and_not_drawn() {
    let run = begun();
    let metric = &run.trials[0].experiment().metrics[0].clone();
    let seen = seen(&[(0, 99.5), (15, f64::NEG_INFINITY)]);
    let endless = look(&run, &seen, 18);
    assert_eq!(endless.figure("%").as_deref(), Some("−Inf"));
    assert_eq!(endless.standing(metric), Standing::OutOfRange);
    assert_eq!(spark(&run.trials[0], 0, &seen).len(), 1);
}

#[test]
fn what_cannot_be_seen_says_so_until_a_person_has_looked() {
    let mut run = begun();
    let seen = seen(&[(10, 99.9)]);
    typed(&mut run, 5, 99.0);
    say(&mut run, 20, Event::SightLost { series: SERIES, reason: "It does not answer. Start it.".into() });
    let blind = look(&run, &seen, 22);
    assert_eq!(blind, Look::Blind(at(20), "It does not answer. Start it.".into(), Some(99.9)));
    let metric = run.trials[0].experiment().metrics[0].clone();
    assert_eq!(blind.state(&metric), (State::Watch, "Cannot see"));
    let words = blind.origin(&metric, &seen, Zone::UTC, at(22));
    assert!(words.ends_with(": It does not answer, last 99.9 %"), "{words}");
    typed(&mut run, 30, 98.0);
    assert!(matches!(look(&run, &seen, 31), Look::Read(reading, true) if reading.value == 98.0));
    say(&mut run, 40, Event::SightGained { series: SERIES });
    assert!(matches!(look(&run, &seen, 41), Look::Read(_, false)), "the sample is older than the reading");
}

#[test]
fn without_prometheus_and_without_a_query_the_journal_speaks() {
    let mut run = begun();
    typed(&mut run, 5, 99.0);
    let off = Seen::of(None, Vec::new());
    assert!(matches!(look(&run, &off, 900), Look::Read(_, false)), "what a person read does not grow stale");
    assert_eq!(Look::at(&run.trials[0], Series::Metric(1), &seen(&[(1, 1.0)]), at(2)), Look::Nothing);
    assert_eq!(watched(&run), Some(0));
}

#[test]
fn before_the_fault_the_room_hears_what_could_not_trip_and_what_would_at_once() {
    let mut run = begun();
    let words = |run: &Run, seen: &Seen, s: i64| doubts(&run.trials[0], seen, at(s));
    assert_eq!(words(&run, &seen(&[(2, 99.9)]), 4), "");
    let name = "Burn rate above 10× (order success below 99 %)";
    assert_eq!(
        words(&run, &seen(&[(2, 97.5)]), 4),
        format!(" Holds already, without a fault: “{name}” (97.5 %).")
    );
    assert_eq!(words(&run, &seen(&[(2, 97.5)]), 90), format!(" Cannot be seen: “{name}”."));
    for step in [Step::Announce, Step::Predict, Step::Inject] {
        say(&mut run, 1, Event::StepStarted { step });
    }
    assert_eq!(words(&run, &seen(&[(2, 97.5)]), 90), "", "from here on the condition says so itself");
}

#[test]
fn a_live_condition_says_its_value_and_what_trips_it() {
    let mut run = begun();
    for step in [Step::Announce, Step::Predict, Step::Inject] {
        say(&mut run, 1, Event::StepStarted { step });
    }
    let trial = &run.trials[0];
    let (place, condition) = trial
        .experiment()
        .conditions
        .iter()
        .cloned()
        .enumerate()
        .find(|(at, _)| trial.experiment().live_series(*at) == Some(SERIES))
        .unwrap();
    let condition = &condition;
    let words = condition_words(trial, place, condition, &seen(&[(2, 99.9)]), at(4)).unwrap();
    assert_eq!(words, ("99.9 %, 2 s ago".to_owned(), "Live, trips below 99 % after 3 checks".to_owned()));
    let words = |condition: &AbortCondition, run: &Run, s: i64| {
        condition_words(&run.trials[0], place, condition, &seen(&[(2, 99.9)]), at(s)).unwrap()
    };
    let nobody = AbortCondition { watcher: " ".into(), ..condition.clone() };
    let named = AbortCondition { watcher: "Teo Lindqvist".into(), ..condition.clone() };
    assert_eq!(words(&named, &run, 90).1, "Stale: Teo Lindqvist should look");
    assert_eq!(words(&nobody, &run, 90).1, "Stale: Somebody should look");
    say(&mut run, 91, Event::SightLost { series: SERIES, reason: "It is gone.".into() });
    assert_eq!(
        words(&nobody, &run, 92),
        ("Nobody named".to_owned(), "Somebody should look by hand (It is gone)".to_owned())
    );
    assert_eq!(words(&named, &run, 92).0, "Teo L.");
}
