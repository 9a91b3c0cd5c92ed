//! Chaos Toolkit: its experiments and journals, read into ours and written from ours.

mod activity;
mod experiment;
mod item;
mod journal;
mod pairs;
mod same;
mod tolerance;
mod variables;
mod verdict;
mod words;
mod write_changes;
mod write_experiment;
mod write_journal;

pub use journal::Journal;
pub use same::Known;
pub use verdict::verdict;
pub use write_experiment::experiment;
pub use write_journal::journal;

use crate::{
    Carried, Imported, Unreadable,
    ground::{number, secret, shape::Node, source::Source},
};
use serde_json::Value;

/// Whose word it is in a journal that was imported.
const ACTOR: &str = "Chaos Toolkit";
/// The extension that carries what Chaos Toolkit has no place for.
const EXTENSION: &str = "readyroom";

/// Reads a tree that [`speaks`] as an experiment or a journal.
pub(crate) fn read(source: &Source<'_>) -> Result<Imported, Unreadable> {
    if let Some(refusal) = before_1_0(&source.value) {
        return Err(refusal);
    }
    let top = Node::top(&source.value);
    let mut warnings = beforehand(source);
    let what = if is_journal(&source.value) {
        Carried::Journal(Box::new(journal::import(&top, source.text, &mut warnings)?))
    } else {
        Carried::Experiment(Box::new(experiment::import(&top, source.text, &mut warnings)?))
    };
    Ok(Imported { what, warnings, questions: Vec::new() })
}

/// What of a file is said before anything in it: what it hides, and what no number is.
fn beforehand(source: &Source<'_>) -> Vec<String> {
    let mut said = Vec::new();
    let secrets = secret::fields(&source.value);
    if !secrets.is_empty() {
        said.push(format!(
            "The file holds what looks like secrets ({}). They are hidden in all that is shown; the file itself is kept as it came in.",
            words::names(&secrets)
        ));
    }
    if source.text.trim_start().starts_with(['{', '[']) && number::has_no_number(source.text) {
        said.push(
            "NaN and Infinity are no numbers of JSON, though Python writes them. They were read as text."
                .to_owned(),
        );
    }
    said
}

/// Refuses the grammar in which a step of the method held an action and probes.
fn before_1_0(value: &Value) -> Option<Unreadable> {
    let file = value.get("experiment").unwrap_or(value);
    let is_old = |step: &Value| {
        let holds = |key: &str| step.get(key).is_some_and(|held| held.is_object() || held.is_array());
        step.get("type").is_none()
            && step.get("ref").is_none()
            && (holds("action") || holds("probes") || holds("steady"))
    };
    let place = file.get("method")?.as_array()?.iter().position(is_old)?;
    Some(Unreadable::new(format!(
        "This experiment is in the grammar of Chaos Toolkit before its release 1.0: “method.{place}” holds an action and probes, where each is a step of its own today. Chaos Toolkit does not read it any more either; write its steps one after the other, and import it again."
    )))
}

/// Whether a tree is an experiment or a journal.
pub(crate) fn speaks(value: &Value) -> bool {
    is_journal(value) || is_experiment(value)
}

fn is_journal(value: &Value) -> bool {
    let has = |key| value.get(key).is_some();
    has("experiment") && (has("status") || has("steady_states") || has("run"))
}

fn is_experiment(value: &Value) -> bool {
    ["method", "steady-state-hypothesis", "rollbacks"].iter().any(|key| value.get(key).is_some())
}
