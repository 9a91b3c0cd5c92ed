//! What could be done, side by side, with the reason for each and against it.

use super::Plan;
use crate::paper::mark;
use domain::{
    capacity::{
        Verdict,
        answer::{OptionAnswer, cost_words, from_words, lasts_words, regret_words},
    },
    text::is_blank,
};
use serde_json::{Value, json};

pub fn section(plan: &Plan<'_>) -> Value {
    plan.answer.options.iter().map(|option| row(plan, option)).collect()
}

fn row(plan: &Plan<'_>, option: &OptionAnswer) -> Value {
    // Doing nothing is there to be held against: no room says yes or no to it, so it has neither verdict nor reason.
    let is_nothing = option.key.is_none();
    let verdict = match option.verdict {
        _ if is_nothing => Value::Null,
        Verdict::Chosen => mark(Verdict::Chosen.label(), "good"),
        Verdict::Rejected => mark(Verdict::Rejected.label(), "off"),
        Verdict::Open => mark(Verdict::Open.label(), "accent"),
    };
    let reason = match option.reason.as_str() {
        _ if is_nothing => None,
        reason if is_blank(reason) => Some("no reason was written down"),
        reason => Some(reason),
    };
    let by = option.key.as_ref().and_then(|key| {
        let by = &plan.model.options.iter().find(|stated| stated.key == *key)?.by;
        (!is_blank(by)).then(|| by.clone())
    });
    let regret = regret_words(&option.regret).replace(" · ", "\n"); // a column has no room for both
    json!({
        "name": option.name,
        "from": option.from.map(from_words),
        "verdict": verdict,
        "reason": reason,
        "by": by,
        "lasts": lasts_words(option),
        "cost": cost_words(&option.costs),
        "regret": if regret.is_empty() { "nothing that is known".to_owned() } else { regret },
    })
}
