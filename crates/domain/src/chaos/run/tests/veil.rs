//! What the stage may know.

use super::*;
use crate::journal::{Common, Fold};

fn day(blind: bool) -> (Vec<Entry>, Run) {
    let mut plan = plan();
    plan.game_day.blind = blind;
    plan.game_day.goal = "Survive without SECRET".into();
    for (n, planned) in plan.experiments.iter_mut().enumerate() {
        planned.service = Some(format!("SECRET service {n}"));
        let experiment = &mut planned.experiment;
        experiment.title = format!("SECRET title {n}");
        experiment.validates = "SECRET".into();
        experiment.original = Some("SECRET".into());
        experiment.hypothesis.when = "SECRET".into();
        experiment.hypothesis.then = "SECRET".into();
        experiment.fault.action = "SECRET".into();
        experiment.fault.target = "SECRET".into();
        experiment.fault.blast_radius = "SECRET".into();
        experiment.approvals =
            vec![crate::chaos::experiment::Approval { name: "SECRET".into(), granted_on: None }];
        experiment.metrics[0].query = Some("SECRET".into());
        experiment.metrics.iter_mut().for_each(|metric| metric.source = "SECRET".into());
        experiment.conditions.iter_mut().for_each(|condition| condition.text = "SECRET".into());
        experiment.rollback.iter_mut().for_each(|step| step.text = "SECRET".into());
    }
    let warnings = vec!["SECRET".to_owned()];
    let begin = Event::DayStarted { plan: Box::new(plan), acknowledged: warnings };
    let events = [
        begin,
        Event::ExperimentStarted { experiment: 0 },
        Event::SightLost { series: Series::Metric(0), reason: "SECRET".into() },
        Event::Common(Common::Noted { text: "SECRET".into() }),
        Event::Common(Common::Struck { seq: 4, reason: "SECRET".into() }),
        Event::Reading {
            metric: "p99".into(),
            value: 1.0,
            reader: WATCHER.into(),
            source: "SECRET".into(),
            live: true,
        },
    ];
    let entry =
        |(n, event)| Entry { seq: n as u64 + 1, at: Instant::from_ms(0), actor: "Mira".into(), event };
    let entries: Vec<_> = events.into_iter().enumerate().map(entry).collect();
    let run = Run::fold(&entries).unwrap();
    (entries, run)
}

fn json(entries: &[Entry]) -> String {
    serde_json::to_string(entries).unwrap()
}

#[test]
fn a_blind_stage_holds_no_word_of_what_is_hidden() {
    let (entries, run) = day(true);
    let shown = Run::shown_on_stage(&entries);
    assert!(!json(&shown).contains("SECRET"), "{}", json(&shown));
    let veiled = Run::fold(&shown).unwrap();
    assert_eq!(veiled.trials[0].experiment().title, "Experiment 1");
    assert_eq!(veiled.trials.len(), run.trials.len());
    assert_eq!(veiled.trials[0].experiment().metrics[0].name, "success");
    assert_eq!(veiled.step(), run.step(), "the clock is the same");
    assert_eq!(veiled.trials[0].sights.len(), 1, "the stage still says that it cannot see");
    assert!(hides(&run.plan, &entries, 0));
}

#[test]
fn what_is_revealed_is_shown_and_the_rest_stays_hidden() {
    let (mut entries, run) = day(true);
    let event = Event::Revealed { experiment: 0 };
    assert_eq!(run.admit(&event, Instant::from_ms(0)), Ok(()));
    entries.push(Entry { seq: 7, at: Instant::from_ms(0), actor: "Mira".into(), event });
    let shown = Run::fold(&Run::shown_on_stage(&entries)).unwrap();
    assert_eq!(shown.trials[0].experiment().title, "SECRET title 0");
    assert_eq!(shown.trials[1].experiment().title, "Experiment 2");
    assert!(!hides(&run.plan, &entries, 0) && hides(&run.plan, &entries, 1));
    let again = Run::fold(&entries).unwrap().admit(&Event::Revealed { experiment: 0 }, Instant::from_ms(0));
    assert!(again.unwrap_err().0.contains("already"));
}

#[test]
fn an_open_stage_hides_only_what_is_private() {
    let (entries, run) = day(false);
    let shown = Run::shown_on_stage(&entries);
    assert_eq!(shown.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [1, 2, 3, 6]);
    assert_eq!(Run::fold(&shown).unwrap().trials[0].experiment().title, "SECRET title 0");
    let Event::DayStarted { acknowledged, .. } = &shown[0].event else { unreachable!() };
    assert!(acknowledged.is_empty());
    assert!(
        run.admit(&Event::Revealed { experiment: 0 }, Instant::from_ms(0))
            .unwrap_err()
            .0
            .contains("no blind")
    );
}

/// What people say from the injection of the first experiment on, each entry with a telling word.
fn telling() -> Vec<Event> {
    let words = || "SECRET".to_owned();
    vec![
        Event::StepStarted { step: Step::Announce },
        Event::Predicted { who: "Jonas".into(), text: words() },
        Event::StepStarted { step: Step::Predict },
        Event::StepStarted { step: Step::Inject },
        Event::Common(Common::Observed { text: words() }),
        Event::Surprised { text: words() },
        Event::ConditionChecked { condition: 0, tripped: false, note: words() },
        Event::Detected { how: words(), noticed_at: None },
        Event::Common(Common::ActionRaised {
            action: crate::Id(uuid::Uuid::nil()),
            title: words(),
            owner: "Jonas".into(),
            due: None,
            about: None,
        }),
        Event::Common(Common::Struck { seq: 6, reason: words() }),
        Event::Aborted { reason: words(), condition: Some(0), reading: None },
        Event::AbortExplained {
            experiment: Some(0),
            caller: "Jonas".into(),
            reason: words(),
            condition: Some(0),
            reading: None,
        },
        Event::RollbackStep { index: 0, state: RollbackState::Done },
        Event::RollbackStep { index: 1, state: RollbackState::Done },
        Event::StepStarted { step: Step::Verify },
        Event::Skipped { experiment: 1, reason: words() },
        Event::Common(Common::Ended { note: words() }),
    ]
}

#[test]
fn what_people_say_in_a_blind_drill_stays_off_the_stage() {
    let (mut entries, _) = day(true);
    for event in telling() {
        let seq = entries.len() as u64 + 1;
        let whole = Run::fold(&entries).unwrap();
        assert_eq!(whole.admit(&event, Instant::from_ms(0)), Ok(()), "{event:?}");
        entries.push(Entry { seq, at: Instant::from_ms(0), actor: "Mira".into(), event });
        let shown = Run::shown_on_stage(&entries);
        assert!(!json(&shown).contains("SECRET"), "after {seq} entries: {}", json(&shown));
        let (whole, shown) = (Run::fold(&entries).unwrap(), Run::fold(&shown).unwrap());
        assert_eq!(whole.on_stage(), shown, "after {seq} entries");
    }
    let shown = Run::fold(&Run::shown_on_stage(&entries)).unwrap();
    let (trial, abort) = (&shown.trials[0], shown.trials[0].abort.as_ref().unwrap());
    assert_eq!(
        (abort.said.by.as_str(), abort.condition),
        ("Jonas", Some(0)),
        "that it was called, and by whom"
    );
    assert_eq!((trial.checks.len(), trial.notes.len(), trial.detections.len()), (1, 2, 1));
    let at =
        entries.iter().position(|entry| matches!(entry.event, Event::Common(Common::Ended { .. }))).unwrap();
    entries.truncate(at);
    let event = Event::Revealed { experiment: 0 };
    entries.push(Entry { seq: at as u64 + 1, at: Instant::from_ms(0), actor: "Mira".into(), event });
    let (whole, shown) = (Run::fold(&entries).unwrap(), Run::fold(&Run::shown_on_stage(&entries)).unwrap());
    assert_eq!(shown.trials[0].abort.as_ref().unwrap().said.text, "SECRET", "revealed, its reason is shown");
    assert_eq!(whole.on_stage(), shown);
}

#[test]
fn the_day_on_stage_is_what_the_stage_folds_from_its_journal() {
    for blind in [true, false] {
        let (mut entries, _) = day(blind);
        let mut say = |event| {
            let seq = entries.len() as u64 + 1;
            entries.push(Entry { seq, at: Instant::from_ms(0), actor: "Mira".into(), event });
            let whole = Run::fold(&entries).unwrap();
            let mut shown = Run::fold(&Run::shown_on_stage(&entries)).unwrap();
            shown.course.seq = whole.course.seq; // what is private has a place in the journal all the same
            assert_eq!(whole.on_stage(), shown, "blind: {blind}, after {seq} entries");
            assert_eq!(whole.hides(0), hides(&whole.plan, &entries, 0));
        };
        say(Event::Surprised { text: "The tills went dark".into() });
        say(Event::Skipped { experiment: 1, reason: "no time".into() });
        if blind {
            say(Event::Revealed { experiment: 0 });
        }
        say(Event::Common(Common::Noted { text: "Ask afterwards".into() }));
    }
}

#[test]
fn new_entries_alone_are_shown_as_they_are_in_the_whole() {
    let (mut entries, _) = day(false);
    let mut say = |event| {
        let seq = entries.len() as u64 + 1;
        entries.push(Entry { seq, at: Instant::from_ms(0), actor: "Mira".into(), event });
    };
    say(Event::Surprised { text: "The tills went dark".into() });
    say(Event::Common(Common::Noted { text: "SECRET".into() }));
    say(Event::Common(Common::Struck { seq: 8, reason: "SECRET".into() }));
    say(Event::Common(Common::Struck { seq: 7, reason: "The fuse".into() }));
    say(Event::SightLost { series: Series::Metric(0), reason: "SECRET".into() });
    let run = Run::fold(&entries).unwrap();
    for after in 1..entries.len() {
        let mut whole = Run::shown_on_stage(&entries);
        whole.retain(|entry| entry.seq > after as u64);
        assert_eq!(run.shown_later(&entries[after..]), Some(whole), "after {after}");
    }
    assert_eq!(day(true).1.shown_later(&entries[1..]), None);
}
