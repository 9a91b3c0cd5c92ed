//! What somebody decided and answers for: warnings accepted, budgets overridden, experiments stopped or left out, and what
//! a blind drill hid.

use super::Day;
use crate::paper::{count, date};
use domain::{
    Instant,
    chaos::{
        game_day::Override,
        run::{Event, Trial, Uncalled},
    },
    text::clip,
    time::words,
};
use serde_json::{Value, json};

pub fn decisions(day: &Day<'_>) -> Value {
    json!({
        "warnings": warnings(day),
        "overrides": day.plan.game_day.overrides.iter().map(|decision| overridden(day, decision)).collect::<Value>(),
        "stops": stops(day),
        "blind": blind(day),
    })
}

/// What whoever began the day had read and accepted.
fn warnings(day: &Day<'_>) -> Value {
    let begun = day.from.entries.first();
    let Some((entry, Event::DayStarted { acknowledged, .. })) = begun.map(|entry| (entry, &entry.event))
    else {
        return Value::Null;
    };
    if acknowledged.is_empty() {
        return Value::Null;
    }
    let warnings = count(acknowledged.len(), "warning");
    json!({
        "said": format!("{} began the day at {} and accepted {warnings}:", entry.actor, day.zone.clock(entry.at)),
        "list": acknowledged,
    })
}

fn overridden(day: &Day<'_>, decision: &Override) -> Value {
    let planned = day.plan.experiments.iter().enumerate().find(|(_, p)| p.id == decision.experiment);
    let budget = planned.and_then(|(_, planned)| planned.budget).map_or_else(
        || "not known".to_owned(),
        |budget| {
            let left = domain::chaos::experiment::figure(budget.remaining_pct);
            format!("{}, {left} % left on {}", budget.state().label(), date(budget.on))
        },
    );
    json!({
        "experiment": planned.map_or("An experiment that is not on the day".to_owned(), |(at, planned)| {
            format!("{}: {}", at + 1, clip(&planned.experiment.title, 100))
        }),
        "service": planned.and_then(|(_, planned)| planned.service.clone()),
        "budget": budget,
        "by": decision.by,
        "when": day.zone.long(decision.at),
        "reason": decision.reason,
    })
}

/// Aborts, and conditions that tripped without one; skips and moves; in the order of time.
fn stops(day: &Day<'_>) -> Value {
    let mut stops: Vec<(Instant, Value)> = Vec::new();
    for (at, trial) in day.trials().iter().enumerate() {
        let title = day.quoted(at);
        if let Some(abort) = &trial.abort {
            let after = trial.injected_at().map(|injected| words(abort.said.at.shown_since(injected)));
            let what = format!("Aborted {title}, {} after the fault went in", after.unwrap_or_default());
            stops.push((abort.said.at, stop(day, abort.said.at, &what, &abort.said.by, &abort.said.text)));
        }
        for missed in trial.uncalled() {
            // Nobody decided anything then, so nobody is named: whoever was to watch may not have looked.
            let what = format!("In {title}, {}", uncalled(day, trial, &missed));
            stops.push((
                missed.tripped_at,
                stop(day, missed.tripped_at, &what, "Nobody", "Nothing was decided."),
            ));
        }
        if let Some(said) = &trial.skipped {
            let (what, why) = match trial.moved_to {
                Some(_) => (format!("Put off {title}"), said.text.as_str()),
                None => (format!("Left out {title}"), said.text.as_str()),
            };
            stops.push((said.at, stop(day, said.at, &what, &said.by, why)));
        }
    }
    stops.sort_by_key(|(at, _)| *at);
    stops.into_iter().map(|(_, row)| row).collect()
}

/// `“Customers see errors” tripped at 13:04, and nobody called the abort; the fault stayed in for 3 min more`.
pub fn uncalled(day: &Day<'_>, trial: &Trial, missed: &Uncalled) -> String {
    let text = trial.experiment().conditions.get(missed.condition).map_or("", |c| c.text.as_str());
    let after = trial.stopped_at().map_or(0, |stopped| stopped.shown_since(missed.tripped_at));
    let stayed = match missed.called_at {
        Some(_) => String::new(), // as long as it took to call
        None => format!("; the fault stayed in for {} more", words(after)),
    };
    let cleared = missed
        .cleared_at
        .map(|at| format!(", clear again at {}", day.zone.hour_minute(at)))
        .unwrap_or_default();
    format!(
        "“{}” tripped at {}{cleared}, and {}{stayed}",
        clip(text.trim_end_matches('.'), 80),
        day.zone.hour_minute(missed.tripped_at),
        missed.words()
    )
}

fn stop(day: &Day<'_>, at: Instant, what: &str, who: &str, why: &str) -> Value {
    let why = if why.trim().is_empty() { "No reason was written down." } else { why };
    json!({ "time": day.zone.clock(at), "what": what, "who": who, "why": why })
}

/// What a blind drill hid from the room, and until when.
fn blind(day: &Day<'_>) -> Value {
    if !day.plan.game_day.blind {
        return Value::Null;
    }
    let rows: Vec<Value> = (0..day.plan.experiments.len())
        .filter_map(|at| {
            let trial = day.trial(at)?;
            Some(json!({ "n": at + 1, "title": trial.experiment().title, "until": until(day, at, trial) }))
        })
        .collect();
    json!({ "rows": rows })
}

fn until(day: &Day<'_>, at: usize, trial: &Trial) -> String {
    let shown = day
        .from
        .entries
        .iter()
        .find(|entry| matches!(entry.event, Event::Revealed { experiment } if experiment == at));
    let shown = shown.filter(|_| trial.revealed).map(|entry| {
        (day.steady(entry.at), format!("{}, shown by {}", day.zone.clock(day.steady(entry.at)), entry.actor))
    });
    let concluded = trial.conclusion.as_ref().map(|concluded| {
        (concluded.said.at, format!("{}, with its outcome", day.zone.clock(concluded.said.at)))
    });
    let first = shown.into_iter().chain(concluded).min_by_key(|(at, _)| *at);
    match first {
        Some((_, words)) => words,
        None if day.over() => "the end of the day: it was never shown".to_owned(),
        None => "now: it is still hidden".to_owned(),
    }
}
