//! Who looks: a person, or a query that somebody asks.

use super::{Found, Rule, Surroundings};
use crate::{
    chaos::experiment::{AbortCondition, Experiment},
    text::{clip, is_blank},
    time::words,
};

/// Conditions and metrics that nobody, or nothing, looks at.
pub(super) fn unwatched(experiment: &Experiment, surroundings: &Surroundings, found: Found<'_>) {
    let short = |condition: &AbortCondition| clip(&condition.text, 60);
    for (at, condition) in experiment.conditions.iter().enumerate() {
        // A query that nobody asks watches nothing.
        let queried = experiment.live_series(at).is_some();
        let live = queried && surroundings.every_s.is_some();
        let field = format!("conditions.{at}.watcher");
        match (is_blank(&condition.watcher), live) {
            (true, false) => {
                let way_out = if queried {
                    "name a person, or enter the address of the Prometheus that its query asks"
                } else {
                    "name a person, or bind it to a query"
                };
                let message = format!(
                    "has an abort condition that nobody watches (“{}”): {way_out}.",
                    short(condition)
                );
                found(Rule::NoWatcher, &field, message);
            }
            (true, true) => {
                let message = format!(
                    "leaves “{}” to the live watcher alone: name who looks when it cannot see.",
                    short(condition)
                );
                found(Rule::LiveWithoutPerson, &field, message);
            }
            (false, _) => {}
        }
        if let Some(every_s) = surroundings.every_s.filter(|_| queried) {
            too_late(experiment, at, condition, every_s, found);
        }
        let unmeasured =
            condition.metric.as_ref().filter(|name| experiment.metrics.iter().all(|m| m.name != **name));
        if let Some(name) = unmeasured {
            let message = format!(
                "is stopped by “{}”, which it does not measure: choose another metric, or let a person decide.",
                clip(name, 60)
            );
            found(Rule::UnmeasuredCondition, &format!("conditions.{at}.metric"), message);
        }
    }
    let asks = experiment.metrics.iter().any(|metric| metric.query.is_some())
        || experiment.conditions.iter().any(|condition| condition.query.is_some());
    if asks && surroundings.every_s.is_none() {
        let message = "has live queries, and this workspace has no Prometheus: people must read every value."
            .to_owned();
        found(Rule::LiveSwitchedOff, "metrics", message);
    }
}

/// A row of bad checks that takes longer than the fault: it can never trip the condition in time.
fn too_late(experiment: &Experiment, at: usize, condition: &AbortCondition, every_s: u32, found: Found<'_>) {
    let row_ms = i64::from(condition.trip_after) * i64::from(every_s) * 1000;
    let fault_ms = i64::from(experiment.fault.duration_min) * 60_000;
    if row_ms <= fault_ms {
        return;
    }
    let checks = if condition.trip_after == 1 {
        "1 check".to_owned()
    } else {
        format!("{} checks", condition.trip_after)
    };
    let message = format!(
        "trips “{}” after {checks}, one every {}, which takes {}; the fault is in for {}. Let fewer checks trip it, or ask more often.",
        clip(&condition.text, 60),
        words(i64::from(every_s) * 1000),
        words(row_ms),
        words(fault_ms),
    );
    found(Rule::TripsTooLate, &format!("conditions.{at}.trip_after"), message);
}
