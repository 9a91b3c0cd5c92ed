//! What was changed in an experiment since its import, put into the file that it came from. What was not keeps its
//! activity word for word.

use super::{
    EXTENSION,
    activity::Activity,
    experiment::import,
    pairs::{self, METHOD, PROBES, Piece, ROLLBACKS, activities},
    tolerance::Gauge,
    variables::Variables,
    words,
    write_experiment::{OPEN, by_hand, description, expectation, extension, manual, portable, probe},
};
use crate::ground::shape::Node;
use domain::chaos::experiment::{Experiment, Metric};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The original (with its `text`) as the experiment is now, and what of the changes it cannot say.
pub fn updated(original: Value, text: &str, experiment: &Experiment) -> (Value, Vec<String>) {
    let Ok(before) = import(&Node::top(&original), text, &mut Vec::new()) else {
        return (manual(experiment), Vec::new());
    };
    let (before, now) = (portable(&before), portable(experiment));
    // An earlier release showed secrets that are hidden today.
    if now == before || words::masked(&now) == before {
        return (original, Vec::new());
    }
    let mut file = original.clone();
    let Some(fields) = file.as_object_mut() else { return (manual(experiment), Vec::new()) };
    if now.title != before.title {
        fields.insert("title".to_owned(), json!(now.title));
    }
    if now.validates != before.validates || !fields.contains_key("description") {
        fields.insert("description".to_owned(), json!(description(&now)));
    }
    let mut change = Change { original: &original, before: &before, now: &now, by_hand: Vec::new() };
    let has_hypothesis = fields.get("steady-state-hypothesis").is_some_and(Value::is_object);
    if !has_hypothesis && now.metrics != before.metrics {
        fields.insert("steady-state-hypothesis".to_owned(), json!({ "title": expectation(&now) }));
    }
    if let Some(hypothesis) = fields.get_mut("steady-state-hypothesis").and_then(Value::as_object_mut) {
        if now.hypothesis != before.hypothesis {
            hypothesis.insert("title".to_owned(), json!(expectation(&now)));
        }
        if now.metrics != before.metrics {
            hypothesis.insert("probes".to_owned(), change.probes().into());
        }
    }
    if now.rollback != before.rollback {
        fields.insert("rollbacks".to_owned(), change.rollbacks().into());
    }
    if now.fault.action != before.fault.action {
        fields.insert("method".to_owned(), change.method().into());
    }
    let mut warnings = change.by_hand();
    let method = fields.get("method").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    warnings.extend(change.left_as_it_was(method));
    let extensions = fields.entry("extensions").or_insert_with(|| json!([]));
    if let Value::Array(list) = extensions {
        list.retain(|extension| extension.get("name").is_none_or(|name| name != EXTENSION));
        list.push(extension(&now));
    } else {
        *extensions = json!([extension(&now)]);
    }
    keep_references(&mut file, &original);
    (file, warnings)
}

/// An experiment before and after its changes.
struct Change<'a> {
    original: &'a Value,
    before: &'a Experiment,
    now: &'a Experiment,
    /// The names of what became a step by hand.
    by_hand: Vec<String>,
}

impl Change<'_> {
    fn probes(&mut self) -> Vec<Value> {
        let theirs = activities(self.original, PROBES);
        let (as_they_run, variables) = (pairs::expanded(self.original), Variables::of(self.original));
        let (before, places) = (
            pairs::probes(&self.before.metrics, &as_they_run, variables),
            pairs::probes(&self.now.metrics, &as_they_run, variables),
        );
        let mut probes = Vec::new();
        for (metric, place) in self.now.metrics.iter().zip(&places) {
            let pair = place.and_then(|at| as_they_run.get(at).zip(theirs.get(at)));
            let known = pair.and_then(|(runs, written)| {
                let still = still(runs, metric, variables)?;
                // A reference and a variable stay what they are where nothing changed.
                Some(if still == *runs { written.clone() } else { still })
            });
            probes.push(known.unwrap_or_else(|| {
                self.by_hand.push(metric.name.clone());
                probe(metric)
            }));
        }
        probes.extend(never_ours(theirs, &before, &places));
        probes
    }

    fn rollbacks(&mut self) -> Vec<Value> {
        let (theirs, variables) = (activities(self.original, ROLLBACKS), Variables::of(self.original));
        let pair = |steps| pairs::rollbacks(steps, theirs, variables);
        let (before, places) = (pair(&self.before.rollback), pair(&self.now.rollback));
        let mut rollbacks = Vec::new();
        for (step, place) in self.now.rollback.iter().zip(&places) {
            let known = place.and_then(|at| theirs.get(at)).cloned();
            rollbacks.push(known.unwrap_or_else(|| {
                self.by_hand.push(step.text.clone());
                by_hand("action", &step.text, &step.text)
            }));
        }
        rollbacks.extend(never_ours(theirs, &before, &places));
        rollbacks
    }

    /// The method with the fault as it is now. Its other steps stay where they are, what replaces an action takes its
    /// place, and the last step by hand holds the fault for as long as an action did that is gone.
    fn method(&mut self) -> Vec<Value> {
        let (theirs, variables) = (activities(self.original, METHOD), Variables::of(self.original));
        let pieces = pairs::fault(&self.now.fault.action, theirs, variables);
        let now = places(&pieces);
        let before = places(&pairs::fault(&self.before.fault.action, theirs, variables));
        let stays = |at: &usize| !now.contains(at) && !before.contains(at);
        let others = |from: usize, to: usize| {
            (from..to).filter(stays).filter_map(|at| theirs.get(at).cloned()).collect::<Vec<_>>()
        };
        let mut next = 0;
        let mut method = Vec::new();
        let mut last_by_hand = None;
        for piece in &pieces {
            match piece {
                Piece::Theirs(at) => {
                    method.extend(others(next, *at));
                    method.extend(theirs.get(*at).cloned());
                    next = next.max(at + 1);
                }
                Piece::ByHand(words) => {
                    let replaced = (next..theirs.len()).find(|at| !stays(at)).filter(|at| !now.contains(at));
                    if let Some(at) = replaced {
                        method.extend(others(next, at));
                        next = at + 1;
                    }
                    self.by_hand.push((*words).to_owned());
                    last_by_hand = Some(method.len());
                    method.push(by_hand("action", words, words));
                }
            }
        }
        method.extend(others(next, theirs.len()));
        let wanted_s = if self.now.fault.duration_min == self.before.fault.duration_min {
            pauses_s(self.original, theirs)
        } else {
            f64::from(self.now.fault.duration_min) * 60.0
        };
        let missing_s = (wanted_s - pauses_s(self.original, &method)).max(0.0).round() as u64;
        let step = last_by_hand.and_then(|at| method.get_mut(at)).and_then(Value::as_object_mut);
        if let Some(step) = step.filter(|_| missing_s > 0) {
            step.insert("pauses".to_owned(), json!({ "after": missing_s }));
        }
        method
    }

    fn by_hand(&self) -> Vec<String> {
        let words = match self.by_hand.len() {
            0 => return Vec::new(),
            1 => {
                "is a step for a person in the file: Readyroom knows it only in words, and Chaos Toolkit prints them"
            }
            _ => {
                "are steps for a person in the file: Readyroom knows them only in words, and Chaos Toolkit prints them"
            }
        };
        vec![format!("{} {words}.", words::names(&self.by_hand))]
    }

    /// What was changed and has its place in what only Chaos Toolkit runs; `method` is as it goes out.
    fn left_as_it_was(&self, method: &[Value]) -> Vec<String> {
        let mut warnings = Vec::new();
        let (before, now) = (self.before, self.now);
        let lasts_s = f64::from(now.fault.duration_min) * 60.0;
        if now.fault.duration_min != before.fault.duration_min
            && pauses_s(self.original, method).round() != lasts_s
        {
            warnings.push(format!(
                "The fault lasts {} min now. The pauses of the method are left as they were, because Chaos Toolkit counts them step by step.",
                now.fault.duration_min
            ));
        }
        let texts = |experiment: &Experiment| {
            experiment.conditions.iter().map(|condition| condition.text.clone()).collect::<Vec<_>>()
        };
        if texts(before) != texts(now) && !activities(self.original, "/controls").is_empty() {
            warnings.push(
                "The abort conditions were changed. The safeguards of the imported file are left as they were."
                    .to_owned(),
            );
        }
        warnings
    }
}

/// The activities that stood for nothing in our plan, neither then nor now.
fn never_ours<'v>(
    theirs: &'v [Value],
    before: &'v [Option<usize>],
    now: &'v [Option<usize>],
) -> impl Iterator<Item = Value> + 'v {
    let stays = |at: usize| !before.contains(&Some(at)) && !now.contains(&Some(at));
    theirs.iter().enumerate().filter(move |(at, _)| stays(*at)).map(|(_, activity)| activity.clone())
}

/// For how long the tool waits between these steps, as far as it is known.
fn pauses_s(file: &Value, steps: &[Value]) -> f64 {
    let read = |step| Activity::read(Node::top(step), Variables::of(file), &mut Vec::new());
    steps.iter().filter_map(|step| read(step).ok()).map(|step| step.pauses_s).sum()
}

fn places(pieces: &[Piece<'_>]) -> BTreeSet<usize> {
    let place = |piece: &Piece<'_>| match piece {
        Piece::Theirs(at) => Some(*at),
        Piece::ByHand(_) => None,
    };
    pieces.iter().filter_map(place).collect()
}

/// The probe of a metric, with the range that the metric has now; nothing where it no longer reads what the metric says.
fn still(theirs: &Value, metric: &Metric, variables: Variables<'_>) -> Option<Value> {
    let activity = Activity::read(Node::top(theirs), variables, &mut Vec::new()).ok()?;
    let (gauge, _) = Gauge::of(&activity);
    let ours = probe(metric);
    if theirs.get("provider") == ours.get("provider") {
        return Some(if gauge.range() == metric.range { theirs.clone() } else { ours });
    }
    if !activity.is_done(&metric.source) {
        return None;
    }
    if gauge.range() == metric.range {
        return Some(theirs.clone());
    }
    let bounds = json!([metric.range.min.unwrap_or(-OPEN), metric.range.max.unwrap_or(OPEN)]);
    let mut tolerance = theirs.get("tolerance")?.clone();
    match (&mut tolerance, gauge) {
        (Value::Object(fields), Gauge::Number(_)) => drop(fields.insert("range".to_owned(), bounds)),
        (Value::Array(_), Gauge::Number(_)) => tolerance = bounds,
        _ => return None, // one accepted value, or no number at all
    }
    let mut theirs = theirs.clone();
    theirs.as_object_mut()?.insert("tolerance".to_owned(), tolerance);
    Some(theirs)
}

/// A step that only refers to a removed one becomes that one: it is still wanted where the reference stands.
fn keep_references(file: &mut Value, original: &Value) {
    fn name(activity: &Value) -> Option<&str> {
        activity.get("name").and_then(Value::as_str)
    }
    let lists = [PROBES, METHOD, ROLLBACKS];
    let names: BTreeSet<String> =
        lists.iter().flat_map(|at| activities(file, at)).filter_map(name).map(str::to_owned).collect();
    for at in [METHOD, ROLLBACKS] {
        for step in file.pointer_mut(at).and_then(Value::as_array_mut).into_iter().flatten() {
            let Some(wanted) = step.get("ref").and_then(Value::as_str) else { continue };
            let found = lists.iter().flat_map(|at| activities(original, at));
            if !names.contains(wanted)
                && let Some(activity) = found.into_iter().find(|activity| name(activity) == Some(wanted))
            {
                *step = activity.clone();
            }
        }
    }
}
