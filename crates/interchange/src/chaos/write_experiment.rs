//! One of our experiments becomes a file of Chaos Toolkit.

use super::{EXTENSION, words, write_changes};
use crate::{
    Redaction, Written,
    ground::{number, source},
};
use domain::{
    chaos::experiment::{Experiment, Metric},
    text,
};
use serde_json::{Value, json};

/// An experiment as JSON text, without host names and user paths where they are to be hidden.
///
/// One that was imported and never changed comes out as the file that it was. What was changed since is changed in it;
/// what Chaos Toolkit has no place for goes into the extension `readyroom`. Steps that a person does are `echo` processes
/// with the words to say.
#[must_use]
pub fn experiment(experiment: &Experiment, redaction: Option<&mut Redaction>) -> Written {
    let (value, warnings) = changed(experiment);
    let original = experiment.original.as_deref().filter(|_| redaction.is_none());
    let text = match original {
        Some(original) if source::json(original).is_ok_and(|original| original == value) => {
            original.to_owned()
        }
        _ => pretty(value, redaction),
    };
    Written { text, warnings }
}

/// Indented JSON, with the newline that ends a text file; without names where they are to be hidden.
pub fn pretty(value: Value, redaction: Option<&mut Redaction>) -> String {
    let value = match redaction {
        Some(redaction) => redaction.of(value),
        None => value,
    };
    number::as_numbers(&format!("{value:#}\n"))
}

/// The tree of an export, and what it cannot say.
pub fn changed(experiment: &Experiment) -> (Value, Vec<String>) {
    let original = experiment
        .original
        .as_deref()
        .and_then(|text| Some((text, source::parse("original.yaml", text.as_bytes()).ok()?.value)));
    match original {
        Some((text, value)) => write_changes::updated(value, text, experiment),
        None => (manual(experiment), Vec::new()),
    }
}

/// What of an experiment means the same in another workspace.
pub fn portable(experiment: &Experiment) -> Experiment {
    Experiment { service_id: None, repeats: None, library: false, original: None, ..experiment.clone() }
}

/// Which parts of a file that we wrote say something else than the experiment in our extension. A file that was another
/// tool's first has never said the same.
pub fn disagreeing(file: &Value, ours: &Experiment) -> Vec<&'static str> {
    if file.pointer("/tags/0").is_none_or(|tag| tag != EXTENSION) {
        return Vec::new();
    }
    let written = manual(ours);
    let mut parts = vec!["steady-state-hypothesis", "method", "rollbacks"];
    parts.retain(|part| file.get(*part) != written.get(*part));
    parts
}

/// An experiment that people run by hand.
pub fn manual(experiment: &Experiment) -> Value {
    let now = portable(experiment);
    let action = now.fault.action.trim();
    let method = if action.is_empty() {
        Vec::new()
    } else {
        let mut step = by_hand("action", action, action);
        if let Some(step) = step.as_object_mut() {
            step.insert("pauses".to_owned(), json!({ "after": u64::from(now.fault.duration_min) * 60 }));
        }
        vec![step]
    };
    let kind = serde_json::to_value(now.fault.kind).unwrap_or_default();
    json!({
        "version": "1.0.0",
        "title": now.title,
        "description": description(&now),
        "tags": [EXTENSION, format!("fault:{}", words::brief(&kind, 40))],
        "steady-state-hypothesis": {
            "title": expectation(&now),
            "probes": now.metrics.iter().map(probe).collect::<Vec<_>>(),
        },
        "method": method,
        "rollbacks": now.rollback.iter().map(|step| by_hand("action", &step.text, &step.text)).collect::<Vec<_>>(),
        "extensions": [extension(&now)],
    })
}

/// Our extension, which says all that we know.
pub fn extension(experiment: &Experiment) -> Value {
    json!({ "name": EXTENSION, "experiment": experiment })
}

/// Chaos Toolkit asks for a description that is not empty.
pub fn description(experiment: &Experiment) -> String {
    let said = [experiment.validates.trim().to_owned(), experiment.hypothesis.sentence().unwrap_or_default()];
    said.into_iter().find(|said| !said.is_empty()).unwrap_or_else(|| experiment.title.clone())
}

/// What is expected, as the title of a hypothesis.
pub fn expectation(experiment: &Experiment) -> String {
    let then = experiment.hypothesis.then.trim();
    let title = then.strip_prefix("stay in its steady state:").unwrap_or(then).trim();
    if title.is_empty() { "The system is in its steady state".to_owned() } else { title.to_owned() }
}

/// A step that a person does: its name, and the words that Chaos Toolkit would print.
pub fn by_hand(kind: &str, name: &str, words: &str) -> Value {
    let name = words::line_or(&text::clip(name, 120), "step");
    json!({ "type": kind, "name": name, "provider": { "type": "process", "path": "echo", "arguments": [words] } })
}

/// A number that a person reads. What `echo` prints is none, so Chaos Toolkit alone never finds a steady state here.
pub fn probe(metric: &Metric) -> Value {
    let mut probe = by_hand("probe", &metric.name, &reading(metric));
    let (min, max) = (metric.range.min.unwrap_or(-OPEN), metric.range.max.unwrap_or(OPEN));
    if let Some(probe) = probe.as_object_mut() {
        let range = json!({ "type": "range", "range": [min, max], "target": "stdout" });
        probe.insert("tolerance".to_owned(), range);
    }
    probe
}

/// The words for whoever reads a metric.
pub fn reading(metric: &Metric) -> String {
    let unit = if metric.unit.is_empty() { String::new() } else { format!(" ({})", metric.unit) };
    let source = if metric.source.is_empty() { String::new() } else { format!(", from: {}", metric.source) };
    format!("Read {}{unit}{source}", metric.name)
}

/// Chaos Toolkit wants both bounds; this one is beyond every number that we take.
pub const OPEN: f64 = 1e15;
