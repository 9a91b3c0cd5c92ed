//! One dimension: its score, what the room thought, what it rests on, what is done about it.

use super::{Review, change, figure, plan, pulse};
use crate::paper::{count, date, listed, mark};
use domain::{
    assessment::{Answer, Dimension, Evidence, Mark, Method},
    text::clip,
};
use serde_json::{Value, json};

pub fn section(review: &Review<'_>, at: usize) -> Value {
    let (Some(dimension), Some(answer)) =
        (review.now.template.dimensions.get(at), review.now.answers.get(at))
    else {
        return Value::Null;
    };
    json!({
        "name": dimension.name,
        "state": state(review, dimension, answer),
        "score": score(review, answer),
        "steps": *review.method().scores().end(),
        "place": words(review, answer),
        "weight": (review.method() == Method::Rubric).then(|| format!("{}% of the rubric", dimension.weight)),
        "anchors": anchors(review, dimension, answer),
        "said": said(review, answer),
        "votes": votes(review, answer),
        "note": answer.note.trim(),
        "evidence": answer.evidence.iter().map(|evidence| shown(review, evidence)).collect::<Value>(),
        "before": change::of_dimension(review, at),
        "actions": plan::of_dimension(review, at).iter().map(|action| plan::row(review, action, false)).collect::<Value>(),
        // In a pulse the two lists say it all, unless something was added.
        "more": !answer.votes.is_empty()
            || !answer.note.trim().is_empty()
            || !answer.evidence.is_empty()
            || answer.not_applicable.is_some()
            || !plan::of_dimension(review, at).is_empty(),
    })
}

fn score(review: &Review<'_>, answer: &Answer) -> Value {
    match answer.mark() {
        Mark::Score(score) if review.method() != Method::Pulse => json!(score),
        _ => Value::Null,
    }
}

fn words(review: &Review<'_>, answer: &Answer) -> String {
    match answer.mark() {
        Mark::Score(score) if review.method() == Method::Pulse => review.method().score_word(score),
        Mark::Score(score) => format!("{score} of {}", review.method().scores().end()),
        Mark::NotApplicable => "n/a".to_owned(),
        Mark::Open => "–".to_owned(),
    }
}

/// What is not a score, in a word with its shape.
fn state(review: &Review<'_>, dimension: &Dimension, answer: &Answer) -> Option<Value> {
    match answer.mark() {
        Mark::Score(_) if review.method() != Method::Pulse => None,
        _ => Some(pulse::state(review, dimension, answer)),
    }
}

/// What the score looks like, and what one higher does.
fn anchors(review: &Review<'_>, dimension: &Dimension, answer: &Answer) -> Value {
    let Mark::Score(score) = answer.mark() else { return json!([]) };
    let of = |score: u8| dimension.anchor(review.method(), score);
    let now = of(score).map(|words| json!({ "label": format!("What {score} looks like"), "words": words }));
    let next = score.checked_add(1).and_then(|next| Some((next, of(next)?)));
    let next = match (next, &now) {
        (Some((next, words)), _) => Some(json!({ "label": format!("One higher: {next}"), "words": words })),
        (None, Some(_)) => Some(json!({ "label": "One higher", "words": "This is the top of the scale." })),
        (None, None) => None,
    };
    now.into_iter().chain(next).collect()
}

/// Why there is no score, or what no score means for the result.
fn said(review: &Review<'_>, answer: &Answer) -> Vec<String> {
    let counted = review.result.weakest.len() + review.result.open.len();
    match (&answer.not_applicable, answer.agreed) {
        (Some(reason), _) => {
            let rest = match counted {
                0 => "no other dimension counts".to_owned(),
                1 => "the result is made of the one other dimension".to_owned(),
                n => format!("the result is made of the other {n} dimensions"),
            };
            vec![
                format!("Reason: {}.", reason.trim().trim_end_matches('.')),
                format!("It leaves the average: {rest}."),
            ]
        }
        (None, Some(_)) => Vec::new(),
        (None, None) => vec![format!("Nothing is agreed yet. {}", waiting(review, answer))],
    }
}

/// Of votes that are not shown, only how many there are.
fn waiting(review: &Review<'_>, answer: &Answer) -> String {
    let (voted, all) = (answer.votes.len(), review.now.participants.len());
    match (answer.revealed_at, voted) {
        _ if review.now.solo => "It stays out of the result until it is.".to_owned(),
        (Some(_), _) => "The votes are shown; the room has not agreed on a score.".to_owned(),
        (None, 0) => "Nobody has scored it.".to_owned(),
        (None, _) => {
            format!("{voted} of {all} have scored; votes that are not shown in the room are not printed.")
        }
    }
}

/// Who voted what, once it was shown; nothing before.
fn votes(review: &Review<'_>, answer: &Answer) -> Value {
    let Some(spread) = answer.spread() else { return Value::Null };
    let word = |score: u8| review.method().score_word(score);
    let all = answer.votes.len();
    let row = |score: u8| {
        let who: Vec<&str> = answer
            .votes
            .iter()
            .filter(|vote| vote.score == Some(score))
            .map(|vote| vote.who.as_str())
            .collect();
        // The longest bar is the whole room; in a small one each person still has the same length everywhere.
        let part = who.len() as f64 / all.max(5) as f64;
        json!({ "score": word(score), "n": who.len(), "part": part, "who": who.join(", ") })
    };
    let voted = |score: &u8| answer.votes.iter().any(|vote| vote.score == Some(*score));
    let rows: Value = review.method().scores().filter(voted).map(row).collect();
    let mean =
        answer.votes.iter().filter_map(|vote| vote.score).map(f64::from).sum::<f64>() / all.max(1) as f64;
    let spoken = spread.outliers.as_ref().map(|(low, high)| {
        let names = |names: &[String]| listed(names.iter().map(|name| clip(name, 40)), 3);
        format!(
            "Outliers: {} at {} and {} at {}.",
            names(low),
            word(spread.lowest),
            names(high),
            word(spread.highest)
        )
    });
    let missing = review.now.participants.len().saturating_sub(all);
    let silent = (missing > 0).then(|| format!("{} did not score.", count(missing, "participant")));
    let range = if spread.lowest == spread.highest {
        format!("All {all} scored {}.", word(spread.lowest))
    } else if review.method() == Method::Pulse {
        format!("From {} to {}.", word(spread.lowest), word(spread.highest))
    } else {
        format!("Spread {} to {}, mean {}.", spread.lowest, spread.highest, figure(mean, 1))
    };
    let lines: Vec<String> = std::iter::once(range).chain(spoken).chain(silent).collect();
    json!({ "rows": rows, "said": lines.join(" "), "apart": spread.outliers.is_some() })
}

fn shown(review: &Review<'_>, evidence: &Evidence) -> Value {
    let until = date(evidence.fresh_until);
    let state = if evidence.is_stale(review.today) {
        json!({ "mark": mark("Stale", "watch"), "until": format!("was fresh until {until}") })
    } else {
        let confirmed =
            evidence.confirmed_on.map(|on| format!("confirmed on {}, ", date(on))).unwrap_or_default();
        json!({ "mark": mark("Fresh", "good"), "until": format!("{confirmed}until {until}") })
    };
    // Paper breaks long words; an address with letters beyond ASCII could not be put together again.
    let plain = evidence.link.chars().all(|c| c.is_ascii_graphic());
    json!({
        "text": evidence.text,
        "link": evidence.link,
        "opens": plain && !evidence.link.is_empty(),
        "on": date(evidence.on),
        "fresh": state,
    })
}
