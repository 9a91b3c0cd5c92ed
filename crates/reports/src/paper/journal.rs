//! The appendix of every run: its journal, and the holes in its time.

use domain::{
    Zone,
    journal::{Common, Entry, Event, Fold, GapCause, Press, press},
    time::words,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The journal of a run, for `journal` of the house; nothing for a run that has not begun. `tone` says how an entry stands
/// out: `bad`, `step` or `plain`.
pub fn journal<R: Fold>(
    run: Option<&R>,
    entries: &[Entry<R::Event>],
    zone: Zone,
    tone: impl Fn(&R::Event) -> &'static str,
) -> Value {
    let Some(run) = run else { return Value::Null };
    json!({
        "zone": zone.name(),
        "clock": clock::<R>(entries),
        "private": entries.iter().filter(|entry| entry.event.is_private()).count(),
        "lines": lines(run, entries, zone, tone),
    })
}

/// Which clock the appendix shows, and from where on it differs from the body.
fn clock<R: Fold>(entries: &[Entry<R::Event>]) -> String {
    let set: Vec<String> = clock_set::<R>(entries).map(|entry| entry.seq.to_string()).collect();
    let noun = R::NOUN;
    match set.as_slice() {
        [] => format!(
            "The times are those of the computer's wall clock. It was not set during the {noun}, so the body of this report shows the same."
        ),
        [one] => format!(
            "The times are those of the computer's wall clock at each moment. It was set at entry {one}; from there on they differ from the body of this report, which goes by the undisturbed clock."
        ),
        many => format!(
            "The times are those of the computer's wall clock at each moment. It was set at the entries {}; from the first of them on they differ from the body of this report, which goes by the undisturbed clock.",
            many.join(", ")
        ),
    }
}

fn clock_set<R: Fold>(entries: &[Entry<R::Event>]) -> impl Iterator<Item = &Entry<R::Event>> {
    entries.iter().filter(|entry| matches!(entry.event.common(), Some(Common::ClockSet { .. })))
}

/// Every entry but private notes, and but strikes of private notes, whose reasons might tell.
fn lines<R: Fold>(
    run: &R,
    entries: &[Entry<R::Event>],
    zone: Zone,
    tone: impl Fn(&R::Event) -> &'static str,
) -> Value {
    let private = |seq: u64| entries.iter().any(|entry| entry.seq == seq && entry.event.is_private());
    let reasons: BTreeMap<u64, &str> = entries
        .iter()
        .filter_map(|entry| match entry.event.common() {
            Some(Common::Struck { seq, reason }) if run.struck(*seq) == Some(true) => {
                Some((*seq, reason.as_str()))
            }
            _ => None,
        })
        .collect();
    // What is added on a later day says so; the day itself is on the first page.
    let began = zone.date(run.course().started_at);
    let other_day = |entry: &Entry<R::Event>| Some(zone.date(entry.at)).filter(|date| *date != began);
    let shown = |entry: &Entry<R::Event>| match entry.event.common() {
        Some(Common::Struck { seq, .. }) => !private(*seq),
        _ => !entry.event.is_private(),
    };
    entries
        .iter()
        .zip(R::sentences(entries))
        .enumerate()
        .filter(|(_, (entry, _))| shown(entry))
        .filter_map(|(at, (entry, said))| {
            let press = press(|at| entries.get(at), at);
            let said = if press == Press::Followed { None } else { Some(press.line::<R>().unwrap_or(said)) };
            Some((entry, said?))
        })
        .map(|(entry, said)| {
            json!({
                "seq": entry.seq,
                "date": other_day(entry).map(|date| date.format("%-d %b").to_string()),
                "time": zone.clock(entry.at),
                "actor": entry.actor,
                "text": said,
                "struck": reasons.get(&entry.seq),
                "tone": tone(&entry.event),
            })
        })
        .collect()
}

/// Holes in time and corrections of the clock, in words, for `gaps` of the house.
pub fn gaps<R: Fold>(run: Option<&R>, entries: &[Entry<R::Event>], zone: Zone) -> Value {
    let Some(run) = run else { return json!([]) };
    let holes = run.course().gaps.iter().map(|gap| {
        let what = match gap.cause {
            GapCause::Slept => "the computer slept",
            GapCause::Away => "Readyroom was not running",
        };
        let decided = match gap.counts {
            Some(true) => "The room decided that this time counts.",
            Some(false) => "The room decided that this time does not count; it is left out of the countdown.",
            None => "Nobody has decided whether this time counts; it does until somebody says otherwise.",
        };
        let (from, to) = (zone.clock(gap.from), zone.clock(gap.to));
        format!("{from} to {to}: {what} for {}. {decided}", words(gap.to.since(gap.from)))
    });
    let set = clock_set::<R>(entries).map(|entry| {
        let said = run.sentence(entry);
        format!(
            "{} by the wall: {said} The body of this report goes by the undisturbed clock.",
            zone.clock(entry.at)
        )
    });
    holes.chain(set).collect()
}
