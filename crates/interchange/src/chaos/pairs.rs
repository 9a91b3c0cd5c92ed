//! Which activity of a file stands for which part of our plan. They find each other by what they say, never by their
//! number: on either side something may have been added or taken away since.

use super::{activity::Activity, experiment, variables::Variables, words, write_experiment::reading};
use crate::ground::{secret, shape::Node};
use domain::{
    chaos::experiment::{Metric, RollbackStep},
    text::LIST_MAX_ITEMS,
};
use serde_json::Value;

/// Where a file has the probes of its hypothesis.
pub const PROBES: &str = "/steady-state-hypothesis/probes";
/// Where a file has its method.
pub const METHOD: &str = "/method";
/// Where a file has its rollbacks.
pub const ROLLBACKS: &str = "/rollbacks";

/// One list of activities of a file.
pub fn activities<'v>(file: &'v Value, at: &str) -> &'v [Value] {
    file.pointer(at).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The probes of a file's hypothesis as they run: a reference is what it refers to, with its own tolerance where it has one,
/// and a tolerance that is a variable of the configuration is its value.
pub fn expanded(file: &Value) -> Vec<Value> {
    let variables = Variables::of(file);
    let named = |wanted: &str| {
        let all = [PROBES, METHOD, ROLLBACKS].into_iter().flat_map(|at| activities(file, at));
        all.into_iter().find(|activity| activity.get("name").is_some_and(|name| name == wanted))
    };
    let expand = |probe: &Value| {
        let mut probe = match probe.get("ref").and_then(Value::as_str).and_then(named) {
            Some(meant) => {
                let mut meant = meant.clone();
                let own = probe
                    .as_object()
                    .into_iter()
                    .flatten()
                    .filter(|(key, _)| *key != "ref" && *key != "name");
                if let Some(fields) = meant.as_object_mut() {
                    fields.extend(own.map(|(key, value)| (key.clone(), value.clone())));
                }
                meant
            }
            None => probe.clone(),
        };
        let filled = probe.get("tolerance").and_then(Value::as_str).filter(|text| text.contains("${"));
        let filled =
            filled.and_then(|text| variables.filled(text)?.text.trim().parse::<serde_json::Number>().ok());
        if let Some((number, fields)) = filled.zip(probe.as_object_mut()) {
            fields.insert("tolerance".to_owned(), Value::Number(number));
        }
        probe
    };
    activities(file, PROBES).iter().map(expand).collect()
}

/// For each metric the place of its probe. It has the same name, or was renamed and is still read in the same way.
pub fn probes(metrics: &[Metric], probes: &[Value], variables: Variables<'_>) -> Vec<Option<usize>> {
    let read: Vec<_> =
        probes.iter().take(LIST_MAX_ITEMS).filter_map(|probe| read(probe, variables)).collect();
    if read.len() < probes.len().min(LIST_MAX_ITEMS) {
        return vec![None; metrics.len()]; // no list that an import would have taken
    }
    let theirs = experiment::metrics(&read, &mut Vec::new());
    let named = |ours: &Metric, theirs: &Metric| ours.name == theirs.name;
    let range = |ours: &Metric, theirs: &Metric| ours.range == theirs.range;
    let source = |ours: &Metric, at: usize| read.get(at).is_some_and(|probe| probe.is_done(&ours.source));
    let at = |at: usize| theirs.get(at).zip(probes.get(at));
    pair(
        metrics,
        theirs.len(),
        &[
            &|ours, place| {
                at(place).is_some_and(|(metric, probe)| {
                    range(ours, metric)
                        && (is_by_hand(probe, &reading(ours)) || named(ours, metric) && source(ours, place))
                })
            },
            &|ours, place| at(place).is_some_and(|(m, _)| named(ours, m) && source(ours, place)),
            &|ours, place| {
                !ours.source.is_empty()
                    && at(place).is_some_and(|(m, _)| source(ours, place) && range(ours, m))
            },
            &|ours, place| at(place).is_some_and(|(m, _)| named(ours, m)),
        ],
    )
}

/// For each step of our rollback the place of its activity.
pub fn rollbacks(
    steps: &[RollbackStep],
    activities: &[Value],
    variables: Variables<'_>,
) -> Vec<Option<usize>> {
    let sentences: Vec<_> =
        activities.iter().map(|activity| read(activity, variables).map(|step| step.sentences())).collect();
    pair(
        steps,
        activities.len(),
        &[
            &|step, at| activities.get(at).is_some_and(|activity| is_by_hand(activity, &step.text)),
            &|step, at| {
                sentences.get(at).is_some_and(|said| said.iter().flatten().any(|said| *said == step.text))
            },
        ],
    )
}

/// A piece of the fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// The action at this place of the method.
    Theirs(usize),
    /// Known in words only.
    ByHand(&'a str),
}

/// The fault in pieces, each an action of the method where one says the same.
pub fn fault<'a>(action: &'a str, method: &[Value], variables: Variables<'_>) -> Vec<Piece<'a>> {
    let action = action.trim();
    let acting = |step| Some(read(step, variables).filter(|step| step.acts)?.sentences());
    let actions: Vec<_> =
        method.iter().enumerate().filter_map(|(at, step)| Some((at, step, acting(step)?))).collect();
    let lines = |which: usize| {
        let said = actions.iter().filter_map(|(_, _, said)| said.get(which).map(String::as_str));
        words::prose(&said.collect::<Vec<_>>().join("\n"))
    };
    if lines(0) == action || lines(1) == action {
        return actions.iter().map(|(at, ..)| Piece::Theirs(*at)).collect();
    }
    if let Some((at, ..)) = actions.iter().find(|(_, step, _)| is_by_hand(step, action)) {
        return vec![Piece::Theirs(*at)];
    }
    let lines: Vec<_> = action.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let says = |line: &&str, at: usize| {
        actions
            .get(at)
            .is_some_and(|(_, step, said)| said.iter().any(|said| said == line) || is_by_hand(step, line))
    };
    let places = pair(&lines, actions.len(), &[&says]);
    let place = |at: Option<usize>| actions.get(at?).map(|(at, ..)| Piece::Theirs(*at));
    lines.iter().zip(places).map(|(line, at)| place(at).unwrap_or(Piece::ByHand(line))).collect()
}

/// Whether what is at a place stands for one of ours.
type Way<'w, T> = &'w dyn Fn(&T, usize) -> bool;

/// For each of `ours` the place of what stands for it. An earlier way goes before a later one, and nothing stands for two.
fn pair<T>(ours: &[T], theirs: usize, ways: &[Way<'_, T>]) -> Vec<Option<usize>> {
    let mut free = vec![true; theirs];
    let mut places = vec![None; ours.len()];
    for way in ways {
        for (ours, place) in ours.iter().zip(&mut places).filter(|(_, place)| place.is_none()) {
            *place = free.iter().enumerate().position(|(at, free)| *free && way(ours, at));
            if let Some(slot) = place.and_then(|at| free.get_mut(at)) {
                *slot = false;
            }
        }
    }
    places
}

/// Whether an activity is a step that a person does, with these words.
fn is_by_hand(activity: &Value, words: &str) -> bool {
    let provider = activity.get("provider").filter(|provider| provider["path"] == "echo");
    let said = provider.and_then(|provider| provider.get("arguments")?.as_array());
    said.is_some_and(|said| matches!(said.as_slice(), [Value::String(said)] if secret::masked(said) == secret::masked(words)))
}

fn read<'a>(activity: &'a Value, variables: Variables<'a>) -> Option<Activity<'a>> {
    Activity::read(Node::top(activity), variables, &mut Vec::new()).ok()
}
