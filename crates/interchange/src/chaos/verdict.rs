//! What a journal says about its hypothesis.

use domain::chaos::run::Outcome;
use serde_json::Value;

/// The verdict, with its reason in words.
///
/// The `status` of a journal cannot tell it: a missed tolerance, a steady state that was never there and an action that
/// failed all end as `completed`, and a run that was stopped may have shown before that the hypothesis does not hold. So
/// it is read from what was measured before, whether it deviated, and every item. A run that was stopped is no proof.
#[must_use]
pub fn verdict(journal: &Value) -> (Outcome, String) {
    let stopped = journal.get("status").is_some_and(|status| status == "aborted" || status == "interrupted");
    let before = State::of(journal.pointer("/steady_states/before"));
    let after = State::of(journal.pointer("/steady_states/after"));
    let mut later: Vec<_> =
        items(journal, "/steady_states/during").map(|state| State::of(Some(state))).collect();
    let failed_during = later.contains(&State::Failed);
    later.push(after);
    let deviated = journal.get("deviated").and_then(Value::as_bool);
    let inconclusive = |words: &str| (Outcome::Inconclusive, words.to_owned());
    if let Some(words) = never_injected(journal) {
        return inconclusive(&words);
    }
    if let (State::Missed | State::Failed, Some(words)) = (before, ran_all_the_same(journal)) {
        return inconclusive(&words);
    }
    match before {
        State::Met => {}
        State::Absent if journal.get("steady_states").is_none_or(Value::is_null) => {
            return inconclusive("The steady state is not recorded in this journal, so nothing was shown.");
        }
        State::Absent => return inconclusive("The steady state was not measured before the method."),
        State::Missed => {
            return inconclusive("The steady state was not met before the method, so nothing was shown.");
        }
        State::Failed => return inconclusive("A probe failed before the method."),
    }
    if let Some(words) = no_fault(journal).or_else(|| not_as_planned(journal, stopped)) {
        return inconclusive(&words);
    }
    match (later.contains(&State::Missed), deviated) {
        (true, Some(true)) => return disproved("The steady state deviated from what is tolerated."),
        (true, _) => {
            return disproved("A tolerance was missed, though the journal does not call it a deviation.");
        }
        // The tool takes a probe that could not answer for a deviation.
        (false, Some(true)) if later.contains(&State::Failed) => {
            return inconclusive("A probe failed, so the steady state could not be measured again.");
        }
        (false, Some(true)) => {
            return disproved(
                "The journal calls it a deviation, though no probe in it missed its tolerance.",
            );
        }
        (false, _) if stopped => return inconclusive("The run was stopped before its end."),
        (false, None) => {
            return inconclusive("Whether the steady state deviated is not recorded in this journal.");
        }
        (false, Some(false)) => {}
    }
    match after {
        State::Met if failed_during => return inconclusive("A probe failed during the method."),
        State::Met => {}
        State::Absent => return inconclusive("The steady state was not measured after the method."),
        State::Missed | State::Failed => return inconclusive("A probe failed after the method."),
    }
    match items(journal, "/rollbacks").find(|item| !succeeded(item)) {
        Some(item) => inconclusive(&format!("The rollback “{}” did not succeed.", name(item))),
        None => {
            let words = "The steady state was met before and after, and every step succeeded.";
            (Outcome::Confirmed, words.to_owned())
        }
    }
}

/// The first step that did not succeed, told apart from others of its name by its place.
fn not_as_planned(journal: &Value, stopped: bool) -> Option<String> {
    // An item without a status is the one that the stop cut short.
    let undone = |item: &Value| !(succeeded(item) || stopped && item.get("status").is_none());
    let run = || items(journal, "/run").enumerate();
    let (at, item) = run().find(|(_, item)| undone(item))?;
    let twin = run().any(|(other, twin)| other != at && name(twin) == name(item));
    let place = if twin { format!(" (step {})", at + 1) } else { String::new() };
    Some(format!("“{}”{place} did not succeed, so the method was not run as planned.", name(item)))
}

/// Why no fault was in, or is not known to have been, although the experiment has one.
pub fn no_fault(journal: &Value) -> Option<String> {
    if let Some(words) = never_injected(journal) {
        return Some(words);
    }
    let is_planned = items(journal, "/experiment/method").any(is_action);
    if !is_planned || items(journal, "/run").any(acts) {
        return None;
    }
    Some(match journal.get("run") {
        None | Some(Value::Null) => {
            "The steps of the method are not recorded in this journal, so nobody can say whether a fault was in."
                .to_owned()
        }
        Some(_) => "No action of the method was run, so no fault was in.".to_owned(),
    })
}

/// Why nothing was injected, where every action of the method failed.
fn never_injected(journal: &Value) -> Option<String> {
    let actions: Vec<_> = items(journal, "/run").enumerate().filter(|(_, item)| acts(item)).collect();
    // One that was cut short may have done something.
    if actions.is_empty()
        || !actions.iter().all(|(_, item)| item.get("status").is_some_and(|status| status == "failed"))
    {
        return None;
    }
    let failed: Vec<_> = actions
        .iter()
        .take(3)
        .map(|(at, item)| {
            let why =
                super::words::failure(item).unwrap_or_else(|| "the journal does not say why".to_owned());
            format!("step {} failed: {why}", at + 1)
        })
        .collect();
    Some(format!("The fault was never injected ({}).", failed.join("; ")))
}

/// What ran though the gate was not met: it may have to be undone.
pub fn ran_all_the_same(journal: &Value) -> Option<String> {
    let (at, item) = items(journal, "/run").enumerate().find(|(_, item)| acts(item) && succeeded(item))?;
    let undone = items(journal, "/rollbacks").any(succeeded);
    let asks =
        if undone { "Rollbacks were run." } else { "No rollback is recorded: does it have to be undone?" };
    Some(format!("The gate was not met, but step {} (“{}”) ran. {asks}", at + 1, name(item)))
}

fn acts(item: &Value) -> bool {
    item.get("activity").is_some_and(is_action)
}

/// Whether an activity changes the system: what is called neither is carried as an action.
fn is_action(activity: &Value) -> bool {
    activity.get("type").is_some_and(|kind| kind != "probe")
}

fn disproved(words: &str) -> (Outcome, String) {
    (Outcome::Disproved, words.to_owned())
}

/// How a look at the steady state came out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nobody looked.
    Absent,
    /// Every probe within its tolerance.
    Met,
    /// A probe answered, outside of its tolerance; or the journal says so of all of them.
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
                Some(false) => Self::Missed,
                None => Self::Absent, // an interrupted look
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
