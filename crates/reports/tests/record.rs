//! The report says only what happened, and says all of it.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod desk;

use desk::Desk;
use domain::{
    chaos::{
        game_day::GameDayStatus,
        run::{Event, Foresight, Outcome, RollbackState, Step},
    },
    journal::Common,
};

fn text(words: &str) -> String {
    words.to_owned()
}

fn step(step: Step) -> Event {
    Event::StepStarted { step }
}

/// What the template is given: every sentence of the report, without setting it.
fn said(desk: &Desk) -> String {
    desk.paper().data().replace('\u{a0}', " ")
}

fn has(said: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(said.contains(wanted), "{wanted} is not in: {said}");
    }
}

/// The planned day, begun `days` after its date, with what happens while its first fault is in.
fn tried(days: i64, during: Vec<Event>) -> Desk {
    let mut all = vec![Event::ExperimentStarted { experiment: 0 }];
    all.extend([Step::Announce, Step::Predict, Step::Inject].map(step));
    all.extend(during);
    let mut desk = Desk::of(GameDayStatus::Planned).begin(all);
    let by_ms = days * 24 * 3_600_000;
    desk.entries.iter_mut().for_each(|entry| entry.at = entry.at.plus_ms(by_ms));
    desk.now = desk.now.plus_ms(by_ms);
    desk
}

/// The fault comes out, everything is read again, and the room agrees.
fn out_again(desk: &Desk, outcome: Outcome) -> Vec<Event> {
    let experiment = &desk.plan.experiments[0].experiment;
    let rolled =
        (0..experiment.rollback.len()).map(|index| Event::RollbackStep { index, state: RollbackState::Done });
    let read = experiment.metrics.iter().map(|metric| Event::Reading {
        metric: metric.name.clone(),
        value: metric.baseline.unwrap(),
        reader: text("Ida"),
        source: text(""),
        live: false,
    });
    let concluded = Event::Concluded { outcome, note: text("It queues.") };
    let end = Event::Common(Common::Ended { note: text("Wel done.") });
    rolled.chain([step(Step::Verify)]).chain(read).chain([step(Step::Outcome), concluded, end]).collect()
}

fn trips(condition: usize) -> Event {
    Event::ConditionChecked { condition, tripped: true, note: text("Seen.") }
}

#[test]
fn a_day_on_another_date_prints_both_dates_and_no_time_that_nobody_stated() {
    let desk = tried(2, Vec::new());
    let (planned, moved) = (desk.game_day.date.unwrap(), said(&desk));
    let on = |date: domain::Date| date.format("%-d %b %Y").to_string();
    let began = desk.workspace.zone.date(desk.entries[0].at);
    let both = format!("was planned for {} and moved: it began on {}", on(planned), on(began));
    has(&moved, &["; moved\"", both.as_str(), "Actual times of each experiment."]);
    let data: serde_json::Value = serde_json::from_str(&moved).unwrap();
    let clock = data["clock"].to_string();
    for never in [", as planned", "The room is free until", "The room was free until", "planned 1"] {
        assert!(!clock.contains(never), "{never}: {clock}");
    }
    assert_eq!(data["clock"]["rows"][0]["planned"], "–");
    let mut desk = Desk::of(GameDayStatus::Planned);
    let at = desk.game_day.at;
    (desk.plan.game_day.date, desk.plan.game_day.at) = (None, None);
    let desk = desk.begin(Vec::new());
    assert_eq!(desk.game_day.at, at);
    has(&said(&desk), &["No date was planned."]);
}

#[test]
fn what_tripped_and_was_not_called_names_nobody_and_a_late_abort_hides_nothing() {
    let during = |mut events: Vec<Event>| {
        let desk = tried(0, events.clone());
        events.push(step(Step::Rollback));
        events.extend(out_again(&desk, Outcome::Confirmed));
        said(&tried(0, events))
    };
    let quiet = during(vec![trips(0)]);
    has(
        &quiet,
        &[
            "\"heading\":\"Tripped and not called\"",
            "and nobody called the abort; the fault stayed in for 1 min more",
            "\"who\":\"Nobody\"",
        ],
    );
    let desk = tried(0, vec![trips(0)]);
    let mut late = vec![trips(0)];
    late.extend((0..20).map(|_| Event::Common(Common::Observed { text: text("Quiet") })));
    late.push(Event::Aborted { reason: text("Lunch"), condition: None, reading: None });
    late.extend(out_again(&desk, Outcome::Inconclusive));
    let late = said(&tried(0, late));
    let data: serde_json::Value = serde_json::from_str(&late).unwrap();
    has(&late, &["\"heading\":\"Tripped and not called at once\"", "and the abort was called 21 min later"]);
    has(&data["decisions"].to_string(), &["the abort was called 21 min later", "Aborted “"]);
    has(
        &data["experiments"][0]["ran"]["outcome"]["missed"].to_string(),
        &["the abort was called 21 min later"],
    );
    has(&data["checklists"][1].to_string(), &["tripped in experiment 1; the abort was called 21 min later."]);
}

#[test]
fn nothing_is_called_measured_that_was_read_before_or_after_the_fault() {
    let mut events = vec![step(Step::Rollback)];
    events.extend(out_again(&tried(0, Vec::new()), Outcome::Confirmed));
    events.push(Event::Common(Common::ClosingCorrected { note: text("Well done.") }));
    let desk = tried(0, events);
    let words = said(&desk);
    has(
        &words,
        &[
            "The system did what was expected: nothing was measured while the fault was in, and everything was normal again afterwards.",
            "planned as the baseline, not measured while the fault was in",
            "Stopped early, confirmed",
            "[\"Closing word\",\"Well done. (corrected, entry ",
        ],
    );
    let data: serde_json::Value = serde_json::from_str(&words).unwrap();
    let row = &data["experiments"][0]["ran"]["results"][0];
    assert_eq!((&row["baseline"], &row["worst"]), (&"–".into(), &"–".into()));
    assert_eq!(row["state"]["word"], "Not read in time");
    assert!(row["planned"].is_string() && row["last"] != "–", "{row}");
}

#[test]
fn what_the_room_agreed_on_and_what_was_measured_are_both_said() {
    let desk = tried(0, Vec::new());
    let metric = &desk.plan.experiments[0].experiment.metrics[0];
    let far = metric.range.max.map_or_else(|| metric.range.min.unwrap() - 1.0, |max| max + 1.0);
    let read = Event::Reading {
        metric: metric.name.clone(),
        value: far,
        reader: text("Ida"),
        source: text(""),
        live: false,
    };
    let mut events = vec![read, step(Step::Rollback)];
    events.extend(out_again(&desk, Outcome::Confirmed));
    has(
        &said(&tried(0, events)),
        &["The room agreed that the system did what was expected, although “", "was outside its limits for"],
    );
}

#[test]
fn a_prediction_that_nobody_judged_is_open_and_one_that_was_has_its_mark() {
    let mut events = vec![Event::ExperimentStarted { experiment: 0 }];
    let predicts = |who: &str| Event::Predicted { who: text(who), text: text("It queues") };
    events.extend([
        step(Step::Announce),
        step(Step::Predict),
        predicts("Teo"),
        predicts("Ida"),
        step(Step::Inject),
    ]);
    events.push(Event::PredictionJudged { prediction: 5, verdict: Foresight::Wrong });
    let data: serde_json::Value =
        serde_json::from_str(&said(&Desk::of(GameDayStatus::Planned).begin(events))).unwrap();
    let marks = &data["experiments"][0]["ran"]["predictions"];
    assert_eq!(
        (&marks[0]["verdict"]["word"], &marks[1]["verdict"]["word"]),
        (&"Wrong".into(), &"Open".into()),
        "{marks}"
    );
}
