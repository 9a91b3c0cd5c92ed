//! Chaos Toolkit: its experiments and journals, read into ours and written from ours.

mod activity;
mod experiment;
mod journal;
mod pairs;
mod tolerance;
mod verdict;
mod words;
mod write_changes;
mod write_experiment;
mod write_journal;

pub use journal::Journal;
pub use verdict::verdict;
pub use write_experiment::experiment;
pub use write_journal::journal;

use crate::{
    Carried, Imported, Unreadable,
    ground::{shape::Node, source::Source},
};
use serde_json::Value;

/// Whose word it is in a journal that was imported.
const ACTOR: &str = "Chaos Toolkit";
/// The extension that carries what Chaos Toolkit has no place for.
const EXTENSION: &str = "readyroom";

/// Reads a tree as an experiment or a journal.
pub(crate) fn read(source: &Source<'_>) -> Result<Imported, Unreadable> {
    let top = Node::top(&source.value);
    let mut warnings = Vec::new();
    let what = if is_journal(&source.value) {
        Carried::Journal(Box::new(journal::import(&top, source.text, &mut warnings)?))
    } else if is_experiment(&source.value) {
        Carried::Experiment(Box::new(experiment::import(&top, source.text, &mut warnings)?))
    } else if source.value.is_object() {
        return Err(Unreadable::new(
            "This is neither an experiment (which has a “method”) nor a journal (which has an “experiment” and a “status”) of Chaos Toolkit.",
        ));
    } else {
        return Err(Unreadable::new(
            "This is no file that Readyroom knows. It reads experiments and journals of Chaos Toolkit and services of OpenSLO, as JSON or YAML, and services as CSV.",
        ));
    };
    Ok(Imported { what, warnings })
}

fn is_journal(value: &Value) -> bool {
    let has = |key| value.get(key).is_some();
    has("experiment") && (has("status") || has("steady_states") || has("run"))
}

fn is_experiment(value: &Value) -> bool {
    ["method", "steady-state-hypothesis", "rollbacks"].iter().any(|key| value.get(key).is_some())
}
