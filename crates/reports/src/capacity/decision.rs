//! What rooms decided, who answers for it and who signed.

use super::Plan;
use crate::paper::{date, listed, or_none};
use domain::{
    capacity::{
        CapacityReview, Question, Verdict,
        answer::{OptionAnswer, RunsOut, cost_words, from_words, lasts_words},
    },
    text::{clip, is_blank},
};
use serde_json::{Value, json};

/// The last decision, for the first page; nothing where none was made.
pub fn section(plan: &Plan<'_>) -> Value {
    let review = plan.last().filter(|review| !is_blank(&review.decision)).or(plan.closed());
    let Some(review) = review.filter(|review| !is_blank(&review.decision)) else { return Value::Null };
    let mut section = decided(plan, review);
    section["order_by"] = order_by(plan, review).into();
    section["chosen"] = chosen(plan).into();
    section
}

/// Two days that are easily taken for one: the model's last day to order, and the one that the room decided.
fn order_by(plan: &Plan<'_>, review: &CapacityReview) -> String {
    let model = plan.answer.runs_out.order_by(plan.model);
    let is_later = review.order_by.zip(model).is_some_and(|(decided, last)| decided > last);
    let day = |on: Option<domain::Date>| on.map_or("no date".to_owned(), date);
    let later = if is_later { ", which is later" } else { "" };
    format!("the model: {} · decided: {}{later}", day(model), day(review.order_by))
}

/// What was chosen: what it is, until when it lasts, what it costs.
fn chosen(plan: &Plan<'_>) -> Vec<String> {
    let options = plan.answer.options.iter();
    options.filter(|option| option.verdict == Verdict::Chosen).map(chosen_line).collect()
}

/// `Raise the maximum to 60, from 24 Jun 2027`, and below it `lasts until 16 Oct – 24 Nov 2027 · $16,495 a month in a year`.
fn chosen_line(option: &OptionAnswer) -> String {
    let from = option.from.map(|from| format!(", {}", from_words(from))).unwrap_or_default();
    let lasts = match &option.runs_out {
        RunsOut::On(_) => format!("lasts until {}", lasts_words(option)),
        // Why no date can be said; what could be done about it stands among the options.
        RunsOut::NoDate(why) => {
            let why = why.to_string();
            why.split(". ").next().unwrap_or(&why).trim_end_matches('.').to_owned()
        }
    };
    let cost = match &option.costs.in_12_months {
        Some(_) => format!("{} a month in a year", cost_words(&option.costs)),
        None => "cost not stated".to_owned(),
    };
    let figures = format!("{lasts} · {cost}").replace(" – ", "\u{a0}–\u{a0}"); // no range is torn
    format!("{}{from}\n{figures}", clip(&option.name, 120))
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
