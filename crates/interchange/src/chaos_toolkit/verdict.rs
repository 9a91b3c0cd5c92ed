//! What a journal says about its hypothesis.

use domain::run::Outcome;
use serde_json::Value;

/// The verdict, with its reason in words.
///
/// The `status` of a journal cannot tell it: a missed tolerance, a steady state that was never there and an action that
/// failed all end as `completed`. So it is read from what was measured before, whether it deviated, and every item.
#[must_use]
pub fn verdict(journal: &Value) -> (Outcome, String) {
    let stopped = journal.get("status").is_some_and(|status| status == "aborted" || status == "interrupted");
    let before = State::of(journal.pointer("/steady_states/before"));
    let after = State::of(journal.pointer("/steady_states/after"));
    let during: Vec<_> =
        items(journal, "/steady_states/during").map(|state| State::of(Some(state))).collect();
    let deviated = journal.get("deviated").and_then(Value::as_bool);
    let run = items(journal, "/run").find(|item| !succeeded(item));
    let rollback = items(journal, "/rollbacks").find(|item| !succeeded(item));
    let missed = after == State::Missed || during.contains(&State::Missed);
    let said = |outcome, words: &str| (outcome, words.to_owned());
    if stopped {
        return said(Outcome::Inconclusive, "The run was stopped before its end.");
    }
    match before {
        State::Met => {}
        State::Absent => {
            return said(Outcome::Inconclusive, "The steady state was not measured before the method.");
        }
        State::Missed => {
            return said(
                Outcome::Inconclusive,
                "The steady state was not met before the method, so nothing was shown.",
            );
        }
        State::Failed => return said(Outcome::Inconclusive, "A probe failed before the method."),
    }
    if let Some(item) = run {
        return (
            Outcome::Inconclusive,
            format!("“{}” did not succeed, so the method was not run as planned.", name(item)),
        );
    }
    match (missed, deviated) {
        (true, Some(true)) => {
            return said(Outcome::Disproved, "The steady state deviated from what is tolerated.");
        }
        (true, _) | (false, Some(true) | None) => {
            let words = "What the journal says about deviation does not agree with what was measured.";
            if after == State::Failed || during.contains(&State::Failed) {
                return said(
                    Outcome::Inconclusive,
                    "A probe failed, so the steady state could not be measured again.",
                );
            }
            return said(Outcome::Inconclusive, words);
        }
        (false, Some(false)) => {}
    }
    match after {
        State::Met => {}
        State::Absent => {
            return said(Outcome::Inconclusive, "The steady state was not measured after the method.");
        }
        _ => return said(Outcome::Inconclusive, "A probe failed after the method."),
    }
    if during.contains(&State::Failed) {
        return said(Outcome::Inconclusive, "A probe failed during the method.");
    }
    match rollback {
        Some(item) => (Outcome::Inconclusive, format!("The rollback “{}” did not succeed.", name(item))),
        None => {
            said(Outcome::Confirmed, "The steady state was met before and after, and every step succeeded.")
        }
    }
}

/// How a look at the steady state came out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nobody looked.
    Absent,
    /// Every probe within its tolerance.
    Met,
    /// A probe answered, outside of its tolerance.
    Missed,
    /// A probe could not answer.
    Failed,
}

impl State {
    fn of(state: Option<&Value>) -> Self {
        let Some(state) = state.filter(|state| state.is_object()) else { return Self::Absent };
        let probes = || items(state, "/probes");
        let met = state.get("steady_state_met").and_then(Value::as_bool);
        let is_missed = |probe: &Value| probe.get("tolerance_met") == Some(&Value::Bool(false));
        if probes().any(|probe| succeeded(probe) && is_missed(probe)) {
            Self::Missed
        } else if probes().any(|probe| !succeeded(probe)) {
            Self::Failed
        } else {
            match met {
                Some(true) => Self::Met,
                Some(false) if probes().next().is_none() => Self::Missed,
                Some(false) => Self::Failed, // no probe says why
                None => Self::Absent,        // an interrupted look
            }
        }
    }
}

fn items<'a>(value: &'a Value, at: &str) -> impl Iterator<Item = &'a Value> {
    value.pointer(at).and_then(Value::as_array).into_iter().flatten()
}

fn succeeded(item: &Value) -> bool {
    item.get("status").is_some_and(|status| status == "succeeded")
}

fn name(item: &Value) -> String {
    let name = item.pointer("/activity/name").or_else(|| item.pointer("/activity/ref"));
    super::words::line_or(name.and_then(Value::as_str).unwrap_or_default(), "a step")
}
