//! One sentence per entry of the journal, the same on console, stage and paper.

use super::{Entry, Event, Foresight, RollbackState, Run, Series, Step, Trial, people};
use crate::{
    chaos::experiment::{AbortCondition, measured, quantity},
    text::{clip, full, joined},
    time::words,
};

/// What an entry says, as one line for the room. The actor is shown beside it and is not part of it.
/// `run` is the day right after the entry, or any time later.
pub(super) fn sentence(entry: &Entry, run: &Run) -> String {
    let trial = || trial_of(entry, run);
    match &entry.event {
        Event::DayStarted { plan, .. } => {
            let count = plan.experiments.len();
            let noun = if count == 1 { "experiment" } else { "experiments" };
            format!("The day began: “{}”, {count} {noun}.", clip(&plan.game_day.title, 100))
        }
        Event::ExperimentStarted { experiment } => {
            format!(
                "Experiment {} began: {}. Watching the baseline.",
                experiment + 1,
                title(run, *experiment)
            )
        }
        Event::StepStarted { step } => step_words(*step, trial()),
        Event::Skipped { experiment, reason } => {
            full(&format!("Experiment {} skipped: {}", experiment + 1, reason))
        }
        Event::Rescheduled { experiment, title, .. } => {
            format!("Experiment {} moves to another day: “{}”.", experiment + 1, clip(title, 100))
        }
        Event::Revealed { experiment } => {
            format!("The stage now shows experiment {}: {}.", experiment + 1, title(run, *experiment))
        }
        Event::Detected { how, noticed_at } => {
            noticed(how, noticed_at.map_or(0, |noticed_at| entry.at.since(noticed_at)))
        }
        Event::SightGained { series } => format!("Live: {} is seen.", series_words(trial(), *series)),
        Event::SightLost { series, reason } => {
            joined(&format!("Live: CANNOT SEE {}.", series_words(trial(), *series)), reason)
        }
        Event::Predicted { who, text } if *who == entry.actor => full(&format!("Prediction: {text}")),
        Event::Predicted { who, text } => full(&format!("Prediction of {who}: {text}")),
        Event::Reading { metric, value, reader, live, .. } => {
            let by = if *reader == entry.actor { String::new() } else { format!(", read by {reader}") };
            let number = if *live { measured } else { quantity };
            format!("Reading: {}{by}.", reading_words(trial(), run, metric, |unit| number(*value, unit)))
        }
        Event::Surprised { text } => full(&format!("Surprise: {text}")),
        Event::ConditionChecked { condition, tripped, note } => {
            let state = if *tripped { "TRIPPED" } else { "clear" };
            joined(&format!("Abort check, {}: {state}.", condition_words(trial(), *condition)), note)
        }
        Event::Aborted { reason, condition, reading } => {
            let late = trial().map(Trial::uncalled_words).unwrap_or_default();
            format!(
                "{}{late}",
                joined(&format!("ABORTED{}.", grounds(trial(), *condition, *reading)), reason)
            )
        }
        Event::AbortExplained { experiment, caller, reason, condition, reading } => {
            let trial = experiment.map_or_else(trial, |at| run.trials.get(at));
            let grounds = grounds(trial, *condition, *reading);
            joined(&format!("The abort was called by {caller}{grounds}."), reason)
        }
        Event::RollbackStep { index, state } => rollback_words(trial(), *index, *state),
        Event::Concluded { outcome, note } => joined(&format!("Outcome: {}.", outcome.label()), note),
        Event::LearnedCorrected { experiment, note } => {
            full(&format!("What was learned from experiment {}, corrected: {note}", experiment + 1))
        }
        Event::PredictionJudged { prediction, verdict } => judged(run, *prediction, *verdict),
        Event::Arrived { .. } | Event::Left { .. } | Event::RoleTaken { .. } => {
            people::sentence(&entry.event)
        }
        Event::Common(_) => String::new(), // said by what every run has in common
    }
}

fn noticed(how: &str, earlier_ms: i64) -> String {
    match earlier_ms / 1000 {
        0 => full(&format!("Noticed: {how}")),
        _ => full(&format!("Noticed {} earlier: {how}", words(earlier_ms))),
    }
}

/// The trial that the room was at when the entry was written.
fn trial_of<'a>(entry: &Entry, run: &'a Run) -> Option<&'a Trial> {
    if run.course.seq == entry.seq {
        return run.trial();
    }
    let wrote = |trial: &&Trial| {
        trial.readings.iter().any(|reading| reading.seq == entry.seq)
            || trial.checks.iter().any(|check| check.said.seq == entry.seq)
            || trial.abort.as_ref().is_some_and(|abort| abort.said.seq == entry.seq)
    };
    let began = |trial: &&Trial| trial.began(Step::Baseline).filter(|began| *began <= entry.at);
    let by_time =
        || run.trials.iter().filter(|trial| began(trial).is_some()).max_by_key(|trial| began(trial));
    run.trials.iter().find(wrote).or_else(by_time)
}

fn judged(run: &Run, prediction: u64, verdict: Foresight) -> String {
    let mut all = run.trials.iter().flat_map(|trial| &trial.predictions);
    let Some(known) = all.find(|known| known.said.seq == prediction) else { return String::new() };
    let words = clip(known.said.text.trim_end_matches('.'), 100);
    match verdict {
        Foresight::Right => format!("The prediction of {} was right: {words}.", known.said.by),
        Foresight::Wrong => format!("The prediction of {} was wrong: {words}.", known.said.by),
        Foresight::Open => format!("Whether the prediction of {} was right is open: {words}.", known.said.by),
    }
}

fn rollback_words(trial: Option<&Trial>, index: usize, state: RollbackState) -> String {
    let text = trial.and_then(|trial| trial.experiment().rollback.get(index)).map(|step| &step.text);
    let how = match state {
        RollbackState::Open => "open again",
        RollbackState::Done => "done",
        RollbackState::NotNeeded => "not needed",
    };
    let text = text.map_or(String::new(), |text| format!(": {text}"));
    full(&format!("Rollback step {} {how}{text}", index + 1))
}

fn step_words(step: Step, trial: Option<&Trial>) -> String {
    match (step, trial) {
        (Step::Inject, Some(trial)) => {
            let fault = &trial.experiment().fault;
            let action = fault.action.trim().trim_end_matches('.').replace('\n', "; ");
            let target = if fault.target.is_empty() { String::new() } else { format!(" ({})", fault.target) };
            full(&format!("Fault injected: {action}{target}"))
        }
        (Step::Inject, None) => "Fault injected.".to_owned(),
        (Step::Baseline, _) => "Watching the baseline.".to_owned(),
        (Step::Announce, _) => "Announcing the fault.".to_owned(),
        (Step::Predict, _) => "Collecting predictions.".to_owned(),
        (Step::Rollback, _) => {
            format!("Removing the fault.{}", trial.map(Trial::uncalled_words).unwrap_or_default())
        }
        (Step::Verify, _) => "Fault is out. Measuring the steady state again.".to_owned(),
        (Step::Outcome, _) => "Agreeing on the outcome.".to_owned(),
    }
}

fn series_words(trial: Option<&Trial>, series: Series) -> String {
    let name = trial.and_then(|trial| match series {
        Series::Metric(at) => trial.experiment().metrics.get(at).map(|metric| clip(&metric.name, 60)),
        Series::Condition(at) => {
            trial.experiment().conditions.get(at).map(|condition| format!("“{}”", clip(&condition.text, 60)))
        }
    });
    name.unwrap_or_else(|| "a series".to_owned())
}

fn title(run: &Run, experiment: usize) -> String {
    run.trials.get(experiment).map_or_else(
        || "unknown".to_owned(),
        |trial| clip(trial.experiment().title.trim_end_matches('.'), 100),
    )
}

fn reading_words(trial: Option<&Trial>, run: &Run, metric: &str, number: impl Fn(&str) -> String) -> String {
    let known = trial
        .into_iter()
        .chain(&run.trials)
        .flat_map(|trial| &trial.experiment().metrics)
        .find(|known| known.name == metric);
    format!("{metric} {}", number(known.map_or("", |known| &known.unit)))
}

fn condition_words(trial: Option<&Trial>, condition: usize) -> String {
    let known: Option<&AbortCondition> = trial.and_then(|trial| trial.experiment().conditions.get(condition));
    known.map_or_else(
        || format!("condition {}", condition + 1),
        |known| format!("“{}”", known.text.trim_end_matches('.')),
    )
}

/// `, on “Burn rate above 10×”, at Order success 96.1 %`: what an abort rests on.
fn grounds(trial: Option<&Trial>, condition: Option<usize>, reading: Option<u64>) -> String {
    let on = condition.map(|at| format!(", on {}", condition_words(trial, at)));
    let at = trial.zip(reading).and_then(|(trial, seq)| {
        let reading = trial.readings.iter().find(|reading| reading.seq == seq)?;
        let unit = trial.experiment().metrics.iter().find(|metric| metric.name == reading.metric)?;
        Some(format!(", at {} {}", reading.metric, quantity(reading.value, &unit.unit)))
    });
    format!("{}{}", on.unwrap_or_default(), at.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use crate::{
        Instant,
        chaos::run::Outcome,
        journal::{Common, Fold, GapCause},
        sample::sample,
        time::parse_date,
    };

    fn finished() -> (Vec<Entry>, Run) {
        let sample = sample(parse_date("2026-11-24").unwrap());
        let entries = sample.journals[0].1.clone();
        let run = Run::fold(&entries).unwrap();
        (entries, run)
    }

    fn said(event: Event) -> String {
        let (_, run) = finished();
        let at = run.course.ended.as_ref().unwrap().at;
        run.sentence(&Entry { seq: 9999, at, actor: "Lena Vogt".to_owned(), event })
    }

    #[test]
    fn entries_read_as_the_room_says_them() {
        let (entries, run) = finished();
        let find =
            |pick: fn(&Event) -> bool| run.sentence(entries.iter().find(|entry| pick(&entry.event)).unwrap());
        assert_eq!(
            find(|e| matches!(e, Event::DayStarted { .. })),
            "The day began: “Storage and stock, November”, 3 experiments."
        );
        assert_eq!(
            find(|e| matches!(e, Event::StepStarted { step: Step::Inject })),
            "Fault injected: Stop PostgreSQL on the primary (orders-db-1, production)."
        );
        assert_eq!(find(|e| matches!(e, Event::Reading { .. })), "Reading: Order success 99.93 %.");
        assert_eq!(
            find(|e| matches!(e, Event::ConditionChecked { tripped: true, .. })),
            "Abort check, “Shoppers report blank or broken pages”: TRIPPED. Two shoppers report a blank product page."
        );
        assert_eq!(find(|e| matches!(e, Event::Aborted { .. })), "ABORTED.");
        assert_eq!(
            find(|e| matches!(e, Event::AbortExplained { .. })),
            "The abort was called by Mira Kovač, on “Checkout success below 98 %”, at Checkout success 96.1 %. \
             Checkout fell to 96.1 %, below 98. The fault reaches more than search, and we do not know what else."
        );
        assert_eq!(
            find(|e| matches!(e, Event::RollbackStep { state: RollbackState::NotNeeded, .. })),
            "Rollback step 3 not needed: Resume the nightly base backup."
        );
        assert_eq!(
            find(|e| matches!(e, Event::Common(Common::GapFound { .. }))),
            "The computer slept for 3 min 10 s."
        );
        assert_eq!(
            find(|e| matches!(e, Event::Common(Common::GapDecided { .. }))),
            "The gap of 3 min 10 s does not count as spent."
        );
        assert_eq!(
            find(|e| matches!(e, Event::Common(Common::Extended { .. }))),
            "2 min added to this step."
        );
    }

    #[test]
    fn an_entry_reads_the_same_when_it_is_new_and_when_the_day_is_over() {
        let (entries, last) = finished();
        let mut run = Run::begin(&entries[0]).unwrap();
        for entry in &entries[1..] {
            run.apply(entry);
            assert_eq!(run.sentence(entry), last.sentence(entry), "{}", entry.seq);
        }
    }

    #[test]
    fn a_set_clock_moves_no_entry_to_another_experiment() {
        use crate::chaos::run::tests::{MIN, Room};
        let mut room = Room::open();
        room.go_to(Step::Baseline);
        room.say(Event::Common(Common::ClockSet { by_ms: 600 * MIN }));
        room.wait(600 * MIN).go_to(Step::Outcome);
        room.say(Event::Concluded { outcome: Outcome::Confirmed, note: String::new() });
        room.say(Event::ExperimentStarted { experiment: 1 });
        if let Event::DayStarted { plan, .. } = &mut room.entries[0].event {
            plan.experiments[0].experiment.fault.action = "Stop the first".to_owned();
            plan.experiments[1].experiment.fault.action = "Stop the second".to_owned();
        }
        let said = Run::sentences(&room.entries);
        assert_eq!(said.len(), room.entries.len());
        let injected = said.iter().find(|words| words.starts_with("Fault injected")).unwrap();
        assert!(injected.contains("Stop the first"), "{injected}");
    }

    #[test]
    fn the_watchers_the_clock_and_the_veil_speak_plainly() {
        let reading = |live| Event::Reading {
            metric: "Product page p95".to_owned(),
            value: 789.685_1,
            reader: "Lena Vogt".to_owned(),
            source: String::new(),
            live,
        };
        let lost = |reason: &str| Event::SightLost { series: Series::Metric(0), reason: reason.to_owned() };
        let day = crate::Id(uuid::Uuid::nil());
        for (event, words) in [
            (reading(true), "Reading: Product page p95 789.7 ms."),
            (reading(false), "Reading: Product page p95 789.6851 ms."),
            (Event::SightGained { series: Series::Metric(0) }, "Live: Product page success is seen."),
            (lost("It does not answer"), "Live: CANNOT SEE Product page success. It does not answer."),
            (lost(""), "Live: CANNOT SEE Product page success."),
            (
                Event::Detected { how: "Jonas saw the graph".to_owned(), noticed_at: None },
                "Noticed: Jonas saw the graph.",
            ),
            (
                Event::Revealed { experiment: 1 },
                "The stage now shows experiment 2: Inventory loses one zone.",
            ),
            (
                Event::Rescheduled { experiment: 2, day, title: "Storage (continued)".to_owned() },
                "Experiment 3 moves to another day: “Storage (continued)”.",
            ),
        ] {
            assert_eq!(said(event), words);
        }
    }

    #[test]
    fn what_the_sample_never_says_reads_well_too() {
        assert_eq!(said(Event::Common(Common::Extended { by_ms: -60_000 })), "1 min taken off this step.");
        assert_eq!(
            said(Event::Skipped { experiment: 2, reason: "no time left".to_owned() }),
            "Experiment 3 skipped: no time left."
        );
        assert_eq!(
            said(Event::Common(Common::ClockSet { by_ms: -1_200 })),
            "The computer's clock was set back by 1 s. Durations go on unchanged."
        );
        assert_eq!(
            said(Event::ConditionChecked { condition: 77, tripped: false, note: String::new() }),
            "Abort check, condition 78: clear."
        );
        assert_eq!(
            said(Event::Common(Common::GapFound {
                cause: GapCause::Away,
                from: Instant::from_ms(0),
                to: Instant::from_ms(61_000)
            })),
            "Readyroom was not running for 1 min 1 s."
        );
        assert_eq!(
            said(Event::Concluded { outcome: Outcome::Disproved, note: "slow  ".to_owned() }),
            "Outcome: Disproved. slow."
        );
        assert_eq!(
            said(Event::ExperimentStarted { experiment: 99 }),
            "Experiment 100 began: unknown. Watching the baseline."
        );
    }
}
