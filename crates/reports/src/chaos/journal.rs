//! The appendix: the journal, holes in time, and how the figures came about.

use super::Day;
use domain::{
    chaos::run::{Entry, Event, Run},
    journal::{Common, Event as _, Fold, GapCause},
    time::words,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Which clock the appendix shows, and from where on it differs from the body.
pub fn clock(day: &Day<'_>) -> String {
    let set =
        day.from.entries.iter().filter(|entry| matches!(entry.event, Event::Common(Common::ClockSet { .. })));
    let set: Vec<String> = set.map(|entry| entry.seq.to_string()).collect();
    match set.as_slice() {
        [] => "The times are those of the computer's wall clock. It was not set during the day, so the body of this report shows the same.".to_owned(),
        [one] => format!("The times are those of the computer's wall clock at each moment. It was set at entry {one}; from there on they differ from the body of this report, which goes by the undisturbed clock."),
        many => format!("The times are those of the computer's wall clock at each moment. It was set at the entries {}; from the first of them on they differ from the body of this report, which goes by the undisturbed clock.", many.join(", ")),
    }
}

/// Every entry but private notes, and but strikes of private notes, whose reasons might tell.
pub fn lines(day: &Day<'_>) -> Value {
    let Some(run) = day.run else { return json!([]) };
    let entries = day.from.entries;
    let private = |seq: u64| entries.iter().any(|entry| entry.seq == seq && entry.event.is_private());
    let reasons: BTreeMap<u64, &str> = entries
        .iter()
        .filter_map(|entry| match &entry.event {
            Event::Common(Common::Struck { seq, reason }) if run.struck(*seq) == Some(true) => {
                Some((*seq, reason.as_str()))
            }
            _ => None,
        })
        .collect();
    // What is added on a later day says so; the day itself is on the first page.
    let began = day.zone.date(run.course.started_at);
    let other_day = |entry: &Entry| Some(day.zone.date(entry.at)).filter(|date| *date != began);
    let shown = |entry: &&Entry| match &entry.event {
        Event::Common(Common::Struck { seq, .. }) => !private(*seq),
        event => !event.is_private(),
    };
    entries
        .iter()
        .zip(Run::sentences(entries))
        .filter(|(entry, _)| shown(entry))
        .map(|(entry, said)| {
            json!({
                "seq": entry.seq,
                "date": other_day(entry).map(|date| date.format("%-d %b").to_string()),
                "time": day.zone.clock(entry.at),
                "actor": entry.actor,
                "text": said,
                "struck": reasons.get(&entry.seq),
                "tone": tone(&entry.event),
            })
        })
        .collect()
}

/// Entries that a reader looks for first are set stronger.
const fn tone(event: &Event) -> &'static str {
    match event {
        Event::Aborted { .. } | Event::ConditionChecked { tripped: true, .. } => "bad",
        Event::DayStarted { .. }
        | Event::ExperimentStarted { .. }
        | Event::StepStarted { .. }
        | Event::Skipped { .. }
        | Event::Concluded { .. }
        | Event::Common(Common::Ended { .. }) => "step",
        _ => "plain",
    }
}

/// Holes in time and corrections of the clock, in words.
pub fn gaps(day: &Day<'_>) -> Value {
    let Some(run) = day.run else { return json!([]) };
    let holes = run.course.gaps.iter().map(|gap| {
        let what = match gap.cause {
            GapCause::Slept => "the computer slept",
            GapCause::Away => "Readyroom was not running",
        };
        let decided = match gap.counts {
            Some(true) => "The room decided that this time counts.",
            Some(false) => "The room decided that this time does not count; it is left out of the countdown.",
            None => "Nobody has decided whether this time counts; it does until somebody says otherwise.",
        };
        let (from, to) = (day.zone.clock(gap.from), day.zone.clock(gap.to));
        format!("{from} to {to}: {what} for {}. {decided}", words(gap.to.since(gap.from)))
    });
    let set =
        day.from.entries.iter().filter(|entry| matches!(entry.event, Event::Common(Common::ClockSet { .. })));
    let set = set.map(|entry| format!("{} by the wall: {}", day.zone.clock(entry.at), run.sentence(entry)));
    holes
        .chain(set.map(|line| format!("{line} The body of this report goes by the undisturbed clock.")))
        .collect()
}

/// How each kind of figure is computed, and by which clock.
pub fn method(day: &Day<'_>) -> Value {
    let mut method = vec![
        ("Clock", super::clock::which(day)),
        ("Planned times", "Start of the day, plus for each experiment its timebox; where it has none, its baseline and fault as planned, 2 min to announce, and 5 min each to predict, remove the fault, verify and agree on the outcome. A day that began more than six hours off its plan takes the plan along.".to_owned()),
    ];
    if day.run.is_some() {
        method.extend([
            ("Baseline", "The last reading during the baseline step; where none was taken, the planned value.".to_owned()),
            ("Worst", "The reading, or the value that a live watcher saw, furthest on the wrong side of the acceptable range since the fault went in. Without a range: furthest from the baseline.".to_owned()),
            ("Out of range", "From each first reading outside the range to the next reading inside it. What happened between two of them nobody knows. Values of a live watcher count as readings.".to_owned()),
            ("Over plan", "From the beginning of an experiment's baseline to its outcome, less what the plan allowed for it. Within the plan it is nothing.".to_owned()),
            ("Time to detect", "From the injection to the first word that those who run the system had noticed; where nobody wrote that down, to the first sign in the journal: a condition that tripped, a reading out of range, or the abort. Every second counts, pauses included.".to_owned()),
            ("Without sight", "From the moment at which a live watcher could not see a series to the moment at which it saw it again, or to the end of the experiment. No sight is never taken for fine.".to_owned()),
            ("Stop to recovered", "Recovered − stopped. Stopped: the removal of the fault began, as planned or by an abort. Recovered: the first moment at which every metric had been read again during the verification and each latest value was in range. Every second counts, pauses included.".to_owned()),
            ("Took", "From the beginning of a step to its end, every second counted, pauses included. What the countdown left out (pauses, gaps that do not count) stands beside it.".to_owned()),
            ("Struck entries", "Kept in the journal, struck through, with the reason. No figure and no chart uses them.".to_owned()),
        ]);
    }
    method.into_iter().map(|(term, text)| json!({ "term": term, "text": text })).collect()
}
