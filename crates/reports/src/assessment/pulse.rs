//! The culture pulse: two lists of signs. They are not added up on paper.

use super::{Review, change, clip_name, summary::at_it};
use crate::paper::mark;
use domain::assessment::{Answer, Dimension, Mark, Method, Sign};
use serde_json::{Value, json};

/// The healthy signs and the warning signs with their answers; nothing for other methods.
pub fn section(review: &Review<'_>) -> Value {
    if review.method() != Method::Pulse {
        return Value::Null;
    }
    json!({
        "lists": [list(review, Sign::Healthy), list(review, Sign::Warning)],
        "trend": review.before.map(|before| format!("Since milestone {}", before.milestone)),
    })
}

fn list(review: &Review<'_>, sign: Sign) -> Value {
    let pairs = review.now.template.dimensions.iter().zip(&review.now.answers);
    let of_sign = || pairs.clone().filter(|(dimension, _)| dimension.sign == Some(sign));
    let n = |score: u8| of_sign().filter(|(_, answer)| answer.mark() == Mark::Score(score)).count();
    let row = |(dimension, answer): (&Dimension, &Answer)| {
        let compared = review.compared.iter().find(|row| row.key == dimension.key);
        json!({
            "name": dimension.name,
            "state": state(review, dimension, answer),
            "trend": compared.map(|row| json!({
                "mark": change::moved(review, row),
                "was": (row.before != row.after).then(|| format!("was {}", change::place(review, row.before))),
            })),
        })
    };
    let (title, good) = match sign {
        Sign::Healthy => ("Healthy signs", "Yes is good."),
        Sign::Warning => ("Warning signs", "No is good."),
    };
    json!({
        "title": title,
        "good": good,
        "counts": format!("{} yes, {} unsure, {} no", n(2), n(1), n(0)),
        "rows": of_sign().map(row).collect::<Value>(),
    })
}

/// What to talk about first: signs that point the wrong way, then those that nobody is sure of.
pub fn first(review: &Review<'_>) -> Value {
    let row = |at: &usize| {
        let (dimension, answer) = (review.now.template.dimensions.get(*at)?, review.now.answers.get(*at)?);
        let (words, tone) = points(dimension, answer);
        let looks = match (tone, dimension.sign) {
            ("good", _) => return None,
            ("bad", Some(Sign::Warning)) => "It happens. What would have to be true for this to be a no?",
            ("bad", _) => "It is missing. What would the first step towards a yes be?",
            _ => "Nobody is sure. What would show whether it is so?",
        };
        Some(json!({
            "name": clip_name(review.name(*at)),
            "step": words,
            "looks": looks,
            "action": at_it(review, *at),
        }))
    };
    json!({
        "heading": "To talk about first",
        "rows": review.result.weakest.iter().filter_map(row).take(3).collect::<Value>(),
        "none": if review.result.weakest.is_empty() { "It follows from the answers." } else { "Every sign points the right way." },
    })
}

/// A sign's answer with the shape of what it means.
pub fn state(review: &Review<'_>, dimension: &Dimension, answer: &Answer) -> Value {
    match answer.mark() {
        Mark::NotApplicable => mark("Not applicable", "off"),
        Mark::Open => mark("Open", "watch"),
        Mark::Score(score) if review.method() != Method::Pulse => mark(score.to_string(), "accent"),
        Mark::Score(_) => {
            let (word, tone) = points(dimension, answer);
            mark(word, tone)
        }
    }
}

/// `Yes`, `No` or `Unsure`, and whether that is good.
fn points(dimension: &Dimension, answer: &Answer) -> (&'static str, &'static str) {
    match (answer.agreed, dimension.sign) {
        (Some(2), Some(Sign::Warning)) => ("Yes", "bad"),
        (Some(2), _) => ("Yes", "good"),
        (Some(0), Some(Sign::Warning)) => ("No", "good"),
        (Some(0), _) => ("No", "bad"),
        (_, _) => ("Unsure", "watch"),
    }
}
