//! What people expected, beside what was observed.

use super::Day;
use crate::paper::mark;
use domain::{
    chaos::{
        experiment::quantity,
        run::{Foresight, Prediction, Trial},
    },
    journal::NoteKind,
};
use serde_json::{Value, json};

/// What stands where nothing was measured while the fault was in: a reading before or after may stand below.
pub fn unmeasured(trial: &Trial) -> &'static str {
    match trial.injected_at() {
        Some(_) => "Nothing was measured while the fault was in.",
        None => "The fault was not in.",
    }
}

/// A prediction with what became of it; as long as nobody has said so, that is open.
pub fn prediction(prediction: &Prediction, trial: &Trial) -> Value {
    let known = prediction.verdict.or_else(|| trial.injected_at().map(|_| Foresight::Open));
    let verdict = known.filter(|_| !prediction.struck).map(|verdict| match verdict {
        Foresight::Right => mark(verdict.label(), "good"),
        Foresight::Wrong => mark(verdict.label(), "bad"),
        Foresight::Open => mark(verdict.label(), "off"),
    });
    json!({
        "who": prediction.said.by,
        "text": prediction.said.text,
        "struck": prediction.struck,
        "verdict": verdict,
    })
}

/// What stands beside the predictions: what was measured, and what nobody had expected.
pub fn observed(day: &Day<'_>, at: usize, trial: &Trial) -> Value {
    let measured = (0..).zip(&trial.experiment().metrics).filter_map(|(n, metric)| {
        let data = day.values(at, n)?;
        let worst = data.worst().filter(|_| trial.injected_at().is_some())?;
        let state = if metric.range.holds(worst.value) { "in range" } else { "out of range" };
        Some(format!("{}: {} at worst, {state}.", metric.name, quantity(worst.value, &metric.unit)))
    });
    let surprises = trial
        .notes
        .iter()
        .filter(|note| note.kind == NoteKind::Surprise && !note.struck)
        .map(|note| format!("Surprise, {}: {}", day.zone.hour_minute(note.said.at), note.said.text));
    measured.chain(surprises).collect()
}
