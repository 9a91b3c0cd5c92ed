//! What the desk does with a postmortem beyond writing it down.

use super::{people, promised, report};
use crate::desk::noun::{Kept, Source, Why, Writing};
use contract::{Code, Refusal};
use domain::{
    Document, Id, Instant, Record,
    document::Postmortem,
    incident::Mark,
    postmortem::{self, Compared, Measure, Point, PostmortemStatus},
    time::words,
};
use serde_json::{Map, Value, json};
use store::{Store, Tx};

impl Kept for Postmortem {
    const REPORTED: bool = true;
    const IN_PARTS: bool = true;

    /// It goes from one status to the next by the gate, and one that is final is opened again before it changes.
    fn settled(self, tx: &Tx<'_>, writing: Writing) -> Result<Self, Refusal> {
        let id = match writing.why {
            Why::New if self.status == PostmortemStatus::Final => {
                let words = "A new postmortem is a draft or in review: it is final when others have read it.";
                return Err(Refusal::new(Code::Invalid, words));
            }
            Why::New | Why::Undone(_) | Why::Rezoned(_) => return Ok(self),
            Why::Changed(id) => id,
        };
        let Document::Postmortem(before) = tx.get(id)?.document else { return Ok(self) };
        if before.status == self.status {
            if self.status == PostmortemStatus::Final && before != self {
                let words =
                    "It is final. Open it again before it changes, so that everybody sees that it did.";
                return Err(Refusal::new(Code::Invalid, words));
            }
            return Ok(self);
        }
        let mut moved = before.clone();
        moved.status = self.status;
        if before.status == PostmortemStatus::Final && moved != self {
            return Err(Refusal::new(Code::Invalid, "It is opened again first, and changed then."));
        }
        let actions = actions(tx, &self)?;
        let now = Self { status: before.status, ..self.clone() };
        now.may_be(self.status, &actions).map_err(|refused| Refusal::new(Code::Invalid, refused.0))?;
        Ok(self)
    }

    fn copied(self, _tx: &mut Tx<'_>, _id: Id) -> Result<Record, Refusal> {
        Err(Refusal::new(
            Code::Invalid,
            "A postmortem cannot be duplicated: it is about one thing that happened once.",
        ))
    }

    fn markdown(&self, source: &Source<'_>) -> Result<Option<String>, Refusal> {
        let actions = promised(source.store, source.id, self)?;
        let people = people(source.store)?;
        let text =
            interchange::postmortem::write(self, &actions, &people, source.workspace.zone, source.excerpt);
        Ok(Some(text))
    }

    fn report(&self, source: &Source<'_>) -> Result<Vec<u8>, Refusal> {
        report::pdf(self, source)
    }

    /// The metrics with where they come from, and what is open.
    fn said(&self, source: &Source<'_>) -> Vec<String> {
        let measures = postmortem::measures(self, source.workspace.zone, &[]);
        let mut lines: Vec<String> = measures.iter().flat_map(measure_words).collect();
        if let Ok(actions) = promised(source.store, source.id, self) {
            lines.extend(
                postmortem::gate(self, &actions).into_iter().map(|open| format!("Open: {}", open.words)),
            );
        }
        lines.extend(
            self.unread
                .iter()
                .map(|unread| format!("Not placed, line {}: {} ({})", unread.line, unread.text, unread.why)),
        );
        lines
    }

    fn came_of(store: &Store, id: Id, _now: Instant) -> Result<Vec<(&'static str, Value)>, Refusal> {
        let body: Self = store.body(id)?;
        let zone = store.settings()?.zone;
        let measures = postmortem::measures(&body, zone, &[]);
        let metrics: Map<String, Value> = measures
            .iter()
            .map(|measure| (measure.metric.short().to_lowercase(), for_scripts(measure)))
            .collect();
        let open: Vec<String> = postmortem::gate(&body, &promised(store, id, &body)?)
            .into_iter()
            .map(|open| open.words)
            .collect();
        Ok(vec![
            ("timestamps", times(&body)),
            ("metrics", Value::Object(metrics)),
            ("unread", json!(body.unread)),
            ("open", json!(open)),
        ])
    }
}

fn actions(tx: &Tx<'_>, body: &Postmortem) -> Result<Vec<(Id, domain::action::Action)>, Refusal> {
    let raised = body.actions.iter().filter_map(|action| match action.answer {
        postmortem::Answer::Raised(id) => Some(id),
        _ => None,
    });
    let mut actions = Vec::new();
    for id in raised {
        // One that is gone is what the gate speaks of.
        if let Ok(Document::Action(action)) = tx.get(id).map(|record| record.document) {
            actions.push((id, action));
        }
    }
    Ok(actions)
}

/// The six, each as text: those that are marked, and those that are only proposed as null.
fn times(body: &Postmortem) -> Value {
    let marks = body.marks();
    let time = |mark: &Mark| (mark.word().replace('-', "_"), json!(marks.at(*mark).map(Instant::rfc3339)));
    Value::Object(Mark::ALL.iter().map(time).collect())
}

fn for_scripts(measure: &Measure) -> Value {
    let at = |point: Option<Point>| point.map(|point| point.at.rfc3339());
    let stated = measure.stated.first();
    let slip = stated.and_then(|stated| stated.slip.as_ref());
    json!({
        "value_s": measure.value_s,
        "from": at(measure.from),
        "to": at(measure.to),
        "formula": measure.formula,
        "clock": measure.clock,
        "proposed": measure.is_proposed(),
        "why": measure.missing,
        "stated_s": stated.map(|stated| stated.stated.value_s),
        "slip": slip.map(|(slip, _)| slip.word()),
        "slip_words": slip.map(|(_, words)| words),
    })
}

fn measure_words(measure: &Measure) -> Vec<String> {
    let took =
        measure.value_s.map_or_else(|| measure.missing.clone().unwrap_or_default(), |s| words(s * 1000));
    let proposed = if measure.is_proposed() { ", its marks are only proposed" } else { "" };
    let mut lines =
        vec![format!("{} ({}, {}{proposed}): {took}", measure.metric, measure.formula, measure.clock)];
    let stated = |compared: &Compared| {
        let slip = compared.slip.as_ref().map_or("as measured".to_owned(), |(_, words)| words.clone());
        format!("  the document says {}: {slip}", compared.stated.text)
    };
    lines.extend(measure.stated.iter().map(stated));
    lines
}
