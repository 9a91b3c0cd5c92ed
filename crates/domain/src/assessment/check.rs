//! What a review may hold when it is written to the file.

use super::{Answer, Assessment, Present, Scope};
use crate::text::{self, Invalid};

/// Whether it may be written to the file.
///
/// # Errors
/// The first field that is beyond its limits.
pub(super) fn of(review: &Assessment) -> Result<(), Invalid> {
    text::required_line("title", "The assessment's title", &review.title)?;
    if let Scope::Team(team) = &review.scope {
        text::required_line("scope.team", "The team's name", team)?;
    }
    review
        .template
        .check_asked()
        .map_err(|what| Invalid::new(format!("template.{}", what.field), what.message))?;
    text::minutes("timebox_min", "The timebox", review.timebox_min)?;
    text::list("participants", "The list of participants", &review.participants)?;
    for (at, who) in review.participants.iter().enumerate() {
        text::required_line(&format!("participants.{at}"), "The participant's name", who)?;
        if review.participants.iter().take(at).any(|other| other == who) {
            let words = format!("{} is on the list twice. Each person has one vote.", text::clip(who, 60));
            return Err(Invalid::new(format!("participants.{at}"), words));
        }
    }
    if review.answers.len() != review.template.dimensions.len() {
        return Err(Invalid::new("answers", "There must be one answer a dimension."));
    }
    if let Some(present) = &review.present {
        check_present(review, present)?;
    }
    review.answers.iter().enumerate().try_for_each(|(at, answer)| check_answer(review, at, answer))
}

fn check_present(review: &Assessment, present: &Present) -> Result<(), Invalid> {
    if present.dimension >= review.answers.len() {
        return Err(Invalid::new(
            "present.dimension",
            "The room is at a dimension that the template has not.",
        ));
    }
    text::list("present.gaps", "The list of holes in time", &present.gaps)?;
    let in_order = present.gaps.is_sorted_by(|one, next| one.seq < next.seq);
    if !in_order || present.gaps.iter().any(|gap| gap.to < gap.from) {
        return Err(Invalid::new("present.gaps", "The holes in time are not in order."));
    }
    Ok(())
}

fn check_answer(review: &Assessment, at: usize, answer: &Answer) -> Result<(), Invalid> {
    let field = |name: &str| format!("answers.{at}.{name}");
    text::prose(&field("note"), "The note", &answer.note)?;
    text::list(&field("votes"), "The list of votes", &answer.votes)?;
    for score in answer.votes.iter().filter_map(|vote| vote.score).chain(answer.agreed) {
        review.on_scale(score).map_err(|what| Invalid::new(field("agreed"), what.message))?;
    }
    if let Some(reason) = &answer.not_applicable {
        text::required_line(&field("not_applicable"), "The reason why it does not apply", reason)?;
    }
    text::list(&field("evidence"), "The list of evidence", &answer.evidence)?;
    for (n, evidence) in answer.evidence.iter().enumerate() {
        text::required_line(&field(&format!("evidence.{n}.text")), "The evidence", &evidence.text)?;
        let link = field(&format!("evidence.{n}.link"));
        text::address(&link, "The link", &evidence.link)?;
        let safe = evidence.link.is_empty()
            || evidence.link.starts_with("https://")
            || evidence.link.starts_with("http://");
        if !safe {
            return Err(Invalid::new(link, "A link begins with https:// or http://."));
        }
        if evidence.fresh_until < evidence.on {
            let words = "Evidence cannot be stale before the day it shows. Let it be fresh for longer.";
            return Err(Invalid::new(field(&format!("evidence.{n}.fresh_until")), words));
        }
    }
    Ok(())
}
