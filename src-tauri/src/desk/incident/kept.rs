//! What the desk does with an incident beyond writing it down.

use crate::desk::{
    Desk,
    noun::{Kept, Source, Told, Why, Writing, told_of},
};
use contract::{Code, Refusal};
use domain::{
    Id, Instant,
    document::{Body, Incident},
    incident::{
        Hours, Mark, Marks, TimeTo,
        run::{Entry, Run},
    },
    journal::Fold,
    time::words,
};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use store::{Store, Tx};

impl Kept for Incident {
    const ZONED: bool = true;

    /// An incident follows from its journal: nobody writes its record.
    fn settled(self, tx: &Tx<'_>, writing: Writing) -> Result<Self, Refusal> {
        let refused = |words: &str| Err(Refusal::new(Code::Invalid, words));
        match writing.why {
            Why::New => refused("An incident is declared, so that it has a journal from its first moment."),
            Why::Changed(_) => {
                refused("An incident follows from its journal. Write down what has changed there.")
            }
            Why::Undone(id) | Why::Rezoned(id) => {
                let journal: Vec<Entry> = tx.journal(id, 0)?;
                Ok(Run::fold(&journal).map_or(self, |run| Self::of(&run, writing.zone)))
            }
        }
    }

    fn told(store: &Store, id: Id) -> Result<Vec<Told>, Refusal> {
        told_of::<Run>(store, id)
    }

    /// The metrics in words.
    fn said(&self, _source: &Source<'_>) -> Vec<String> {
        TimeTo::ALL.iter().map(|metric| metric_words(&self.marks, *metric)).collect()
    }

    /// The six times, and each metric with its provenance.
    fn came_of(store: &Store, id: Id, _now: Instant) -> Result<Vec<(&'static str, Value)>, Refusal> {
        let incident: Self = store.body(id)?;
        let metrics: Map<String, Value> = TimeTo::ALL
            .iter()
            .map(|metric| (metric.short().to_lowercase(), for_scripts(&incident.marks, *metric)))
            .collect();
        Ok(vec![
            ("timestamps", times(&incident.marks)),
            ("metrics", Value::Object(metrics)),
            ("unread", json!([])),
        ])
    }

    /// When the service was last hurt.
    fn lately(desk: &Desk) -> Result<HashMap<Id, Instant>, Refusal> {
        Ok(desk.store.latest(Self::KIND)?)
    }
}

/// `impact_began`, …: each as text, null where nobody said when it was.
fn times(marks: &Marks) -> Value {
    let time = |mark: &Mark| (mark.word().replace('-', "_"), json!(marks.at(*mark).map(Instant::rfc3339)));
    Value::Object(Mark::ALL.iter().map(time).collect())
}

fn for_scripts(marks: &Marks, metric: TimeTo) -> Value {
    let formula = metric.formula();
    match marks.length(metric, &Hours::RoundTheClock) {
        Ok(length) => json!({
            "value_s": length.value_s, "from": length.from.rfc3339(), "to": length.to.rfc3339(),
            "formula": formula, "stated_s": null, "slip": null,
        }),
        Err(why) => json!({
            "value_s": null, "from": null, "to": null,
            "formula": formula, "stated_s": null, "slip": null, "why": why.words(),
        }),
    }
}

fn metric_words(marks: &Marks, metric: TimeTo) -> String {
    let took = marks.length(metric, &Hours::RoundTheClock);
    let took = took.map_or_else(|why| why.words(), |length| words(length.value_s * 1000));
    format!("{metric} ({}): {took}", metric.formula())
}
