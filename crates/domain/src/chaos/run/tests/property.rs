//! No sequence of events gives an impossible day.

use super::*;
use crate::journal::{Common, Fold};
use proptest::prelude::*;

/// Events of every kind, sensible and not.
fn any_event() -> impl Strategy<Value = Event> {
    let words = prop_oneof![Just(String::new()), "[a-z ]{1,20}", Just("x".repeat(20_000))];
    let metric = prop_oneof![Just("success".to_owned()), Just("p99".to_owned()), Just("nothing".to_owned())];
    let value = prop_oneof![50.0..2000.0, Just(99.9), Just(f64::NAN)];
    let state =
        prop_oneof![Just(RollbackState::Done), Just(RollbackState::NotNeeded), Just(RollbackState::Open)];
    let state = state.boxed();
    prop_oneof![
        4 => (0usize..3).prop_map(|experiment| Event::ExperimentStarted { experiment }),
        20 => (0usize..7).prop_map(|at| Event::StepStarted { step: Step::ALL[at] }),
        1 => Just(Event::Common(Common::Paused)),
        1 => Just(Event::Common(Common::Resumed)),
        1 => (-MIN..30 * MIN).prop_map(|by_ms| Event::Common(Common::Extended { by_ms })),
        1 => (0usize..3, words.clone()).prop_map(|(experiment, reason)| Event::Skipped { experiment, reason }),
        1 => words.clone().prop_map(|text| Event::Predicted { who: "Teo".to_owned(), text }),
        10 => (metric, value).prop_map(|(metric, value)| reading(&metric, value)),
        1 => words.clone().prop_map(|text| Event::Common(Common::Observed { text })),
        1 => (0usize..3, any::<bool>()).prop_map(|(condition, tripped)| {
            Event::ConditionChecked { condition, tripped, note: String::new() }
        }),
        2 => Just(Event::Aborted { reason: String::new(), condition: None, reading: None }),
        8 => (0usize..3, state).prop_map(|(index, state)| Event::RollbackStep { index, state }),
        3 => Just(Event::Concluded { outcome: Outcome::Confirmed, note: String::new() }),
        1 => (-MIN..MIN).prop_map(|by_ms| Event::Common(Common::ClockSet { by_ms })),
        1 => (0..MIN).prop_map(|ms| {
            let to = Instant::from_ms(1_764_000_000_000 + ms * 20);
            Event::Common(Common::GapFound { cause: GapCause::Slept, from: to.plus_ms(-ms), to })
        }),
        1 => (prop::option::of(0usize..3), words.clone()).prop_map(|(experiment, reason)| {
            Event::AbortExplained { experiment, caller: "Teo".to_owned(), reason, condition: None, reading: None }
        }),
        1 => words.clone().prop_map(|text| Event::Common(Common::Noted { text })),
        1 => words.clone().prop_map(|text| Event::Surprised { text }),
        1 => (1u64..60).prop_map(|seq| Event::Common(Common::Struck { seq, reason: "wrong".to_owned() })),
        1 => (1u64..60, any::<bool>()).prop_map(|(gap, counts)| Event::Common(Common::GapDecided { gap, counts })),
        1 => (0usize..3, words.clone()).prop_map(|(experiment, note)| Event::LearnedCorrected { experiment, note }),
        1 => (1u64..60).prop_map(|prediction| Event::PredictionJudged { prediction, verdict: Foresight::Wrong }),
        3 => (0usize..3, (0..Role::ALL.len()).prop_map(|at| Role::ALL[at]), 0u8..3).prop_map(|(who, role, what)| {
            let name = ["Mira", "Jonas", "Teo"][who].to_owned();
            match what {
                0 => Event::Arrived { name, role },
                1 => Event::RoleTaken { name, role, instead_of: None },
                _ => Event::Left { name },
            }
        }),
        1 => words.clone().prop_map(|note| Event::Common(Common::ClosingCorrected { note })),
        1 => words.prop_map(|note| Event::Common(Common::Ended { note })),
    ]
}

fn possible(run: &Run) {
    let active = run.trials.iter().filter(|trial| matches!(trial.progress(), Progress::Active(_))).count();
    assert!(active <= 1, "one experiment at a time");
    for trial in &run.trials {
        let steps: Vec<_> = trial.steps.iter().map(|time| time.step).collect();
        assert_eq!(steps, &Step::ALL[..steps.len()], "no step is left out or repeated");
        let open = trial.steps.iter().filter(|time| time.timer.stopped_at.is_none()).count();
        assert!(open <= 1, "one clock at a time");
        assert!(trial.abort.is_none() || trial.stopped_at().is_some(), "an abort removes the fault");
        if trial.conclusion.is_some() {
            assert!(trial.began(Step::Outcome).is_some(), "an outcome comes last");
            assert!(
                trial.rollback.iter().all(|(state, _)| *state != RollbackState::Open),
                "nothing is left in"
            );
        }
        if trial.skipped.is_some() {
            assert!(trial.injected_at().is_none(), "what was injected cannot be skipped");
        }
        if let Some(ms) = trial.stop_to_recovered_ms() {
            assert!(ms >= 0);
        }
    }
    let leads =
        run.people.iter().filter(|one| one.roles.contains(&Role::Facilitator) && one.left_at.is_none());
    assert_eq!(leads.count(), 1, "somebody leads, and one alone");
    if run.course.ended.is_some() {
        let fault_in =
            |trial: &Trial| matches!(trial.progress(), Progress::Active(Step::Inject | Step::Rollback));
        assert!(!run.trials.iter().any(fault_in), "no day ends with a fault in");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_sequence_gives_a_possible_day_and_folds_alike(
        events in prop::collection::vec((any_event(), 0i64..5 * MIN), 0..120)
    ) {
        let mut room = Room::open();
        for (event, wait_ms) in events {
            room.wait(wait_ms);
            if let Event::Common(Common::ClockSet { by_ms }) = event {
                room.wait(by_ms); // the wall moves first; the entry says by how much
            }
            let before = room.run.clone();
            if room.try_say(event).is_err() {
                prop_assert_eq!(&room.run, &before, "a refused event changes nothing");
            }
            possible(&room.run);
        }
        prop_assert_eq!(Run::fold(&room.entries), Some(room.run.clone()));
        // Through JSON and back, as the file and the wire carry it.
        let text = serde_json::to_string(&room.entries).unwrap();
        let read: Vec<Entry> = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(Run::fold(&read), Some(room.run));
    }

    /// A journal that somebody tampered with never panics and never gives an impossible day either.
    #[test]
    fn a_journal_of_nonsense_folds_to_a_possible_day(events in prop::collection::vec(any_event(), 0..80)) {
        let mut entries = Room::open().entries;
        for event in events {
            let seq = entries.len() as u64 + 1;
            entries.push(Entry { seq, at: Instant::from_ms(1_764_000_000_000), actor: String::new(), event });
        }
        possible(&Run::fold(&entries).unwrap());
    }
}
