//! What rooms decided, who answers for it and who signed.

use super::Plan;
use crate::paper::{date, listed, or_none};
use domain::{
    capacity::{CapacityReview, Question},
    text::is_blank,
};
use serde_json::{Value, json};

/// The last decision, for the first page; nothing where none was made.
pub fn section(plan: &Plan<'_>) -> Value {
    let review = plan.last().filter(|review| !is_blank(&review.decision)).or(plan.closed());
    review.filter(|review| !is_blank(&review.decision)).map_or(Value::Null, |review| decided(plan, review))
}

fn decided(plan: &Plan<'_>, review: &CapacityReview) -> Value {
    let zone = plan.from.workspace.zone;
    let signed =
        review.signed.iter().map(|signed| format!("{} ({})", signed.name, date(zone.date(signed.at))));
    json!({
        "words": review.decision,
        "owner": or_none(&review.owner),
        "order_by": review.order_by.map_or("no date".to_owned(), date),
        "signed": if review.signed.is_empty() { "nobody yet".to_owned() } else { listed(signed, 12) },
        "open": review.ended_at.is_none(),
    })
}

/// Every review with what was noted to each question, the latest first.
pub fn reviews(plan: &Plan<'_>) -> Value {
    let zone = plan.from.workspace.zone;
    let one = |review: &CapacityReview| {
        let notes = Question::ALL.iter().filter_map(|question| {
            let note = review.notes.get(question).filter(|note| !is_blank(note))?;
            Some(json!({ "question": question.label(), "note": note }))
        });
        let begun = zone.long(review.begun_at);
        let said = match review.ended_at {
            Some(ended) => format!("Begun {begun}, closed {}.", zone.long(ended)),
            None => format!("Begun {begun}, still open."),
        };
        json!({
            "title": format!("Review of {}", date(zone.date(review.begun_at))),
            "said": said,
            "notes": notes.collect::<Value>(),
            "decision": if is_blank(&review.decision) { Value::Null } else { decided(plan, review) },
        })
    };
    plan.model.reviews.iter().rev().map(one).collect()
}
