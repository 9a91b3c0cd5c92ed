//! What a review says, in words. Pure.

use crate::{components::State, room::words::count};
use contract::Profile;
use domain::{
    Date,
    assessment::{Answer, Assessment, Cause, Compared, Evidence, Mark, Method, Said, Sign, Spread},
    text::clip,
};

/// `28`, `17.1`.
#[must_use]
pub fn points(total: f64) -> String {
    let rounded = (total * 10.0).round() / 10.0;
    if rounded.fract() == 0.0 { format!("{rounded:.0}") } else { format!("{rounded:.1}") }
}

/// What a review comes to: `28`, `56 of 100`; a pulse has no total.
#[must_use]
pub fn total_words(review: &Profile) -> String {
    match (review.method, review.total) {
        (Method::Pulse, _) | (_, None) => String::new(),
        (Method::Rubric, Some(total)) => format!("{} of 100", points(total)),
        (Method::Maturity, Some(total)) => points(total),
    }
}

/// The key that gives a score: the digit itself; in a pulse 1 yes, 2 unsure, 3 no.
#[must_use]
pub fn key_of(method: Method, score: u8) -> &'static str {
    const DIGITS: [&str; 6] = ["0", "1", "2", "3", "4", "5"];
    let digit = if method == Method::Pulse { 3_u8.saturating_sub(score) } else { score };
    DIGITS.get(usize::from(digit)).copied().unwrap_or("0")
}

/// The scores in the order in which they are offered: from the lowest; in a pulse yes first.
#[must_use]
pub fn offered(method: Method) -> Vec<u8> {
    if method == Method::Pulse { method.scores().rev().collect() } else { method.scores().collect() }
}

/// `Ada, Grace and Linus`.
#[must_use]
pub fn names(who: &[String]) -> String {
    match who {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// Who speaks first: `Ada (2) and Grace (5) speak first.`
#[must_use]
pub fn outliers(spread: &Spread, method: Method) -> Option<String> {
    let (low, high) = spread.outliers.as_ref()?;
    let side = |who: &[String], score| format!("{} ({})", names(who), method.score_word(score));
    Some(format!("{} and {} speak first.", side(low, spread.lowest), side(high, spread.highest)))
}

/// Who voted what, the lowest first: `Ada 2 · Linus 3 · Grace 5`.
#[must_use]
pub fn votes_words(answer: &Answer, method: Method) -> String {
    let mut votes: Vec<_> = answer.votes.iter().filter_map(|vote| Some((vote.score?, &vote.who))).collect();
    votes.sort_by_key(|(score, _)| *score);
    votes
        .into_iter()
        .map(|(score, who)| format!("{who} {}", method.score_word(score)))
        .collect::<Vec<_>>()
        .join(" · ")
}

/// How far apart: `1–3`, or `3` where all agree.
#[must_use]
pub fn spread_words(spread: &Spread, method: Method) -> String {
    let (low, high) = (method.score_word(spread.lowest), method.score_word(spread.highest));
    if low == high { low } else { format!("{low}–{high}") }
}

/// How the evidence of an answer stands: its state and two or three words.
#[must_use]
pub fn evidence_words(evidence: &[Evidence], today: Date) -> (State, String) {
    let stale = evidence.iter().filter(|one| one.is_stale(today)).count();
    let newest = evidence.iter().map(|one| one.on).max();
    match (evidence.len(), stale, newest) {
        (0, ..) | (_, _, None) => (State::Off, "none".to_owned()),
        (all, stale, Some(newest)) if all == stale => {
            (State::Watch, format!("stale, {}", age(newest, today).trim_end_matches(" old")))
        }
        (all, 0, _) => (State::Good, format!("{all} fresh")),
        (all, stale, _) => (State::Watch, format!("{stale} of {all} stale")),
    }
}

/// `8 months old`, `12 days old`.
#[must_use]
pub fn age(on: Date, today: Date) -> String {
    match today.signed_duration_since(on).num_days() {
        days if days < 0 => "not yet".to_owned(),
        days if days < 60 => {
            let days = usize::try_from(days).unwrap_or_default();
            format!("{} old", count(days, "day"))
        }
        days => format!("{} months old", days / 30),
    }
}

/// A place on the scale in words.
#[must_use]
pub fn mark_words(mark: Mark, method: Method) -> String {
    match mark {
        Mark::Score(score) => method.score_word(score),
        Mark::NotApplicable => "does not apply".to_owned(),
        Mark::Open => "open".to_owned(),
    }
}

/// How a dimension moved: `+2`, `0`, `−1`, `was no`; with whether that is for the better.
#[must_use]
pub fn since(compared: &Compared, method: Method, sign: Option<Sign>) -> (String, Option<bool>) {
    let (Some(Mark::Score(before)), Some(Mark::Score(after))) = (compared.before, compared.after) else {
        let words = match (compared.before, compared.after) {
            (None, _) => "new",
            (Some(Mark::NotApplicable), Some(Mark::Score(_))) => "applies now",
            _ => "–",
        };
        return (words.to_owned(), None);
    };
    let up = (before != after).then_some((after > before) != (sign == Some(Sign::Warning)));
    let words = match i16::from(after) - i16::from(before) {
        _ if method == Method::Pulse && before != after => format!("was {}", method.score_word(before)),
        0 if method == Method::Pulse => "as before".to_owned(),
        0 => "0".to_owned(),
        steps if steps > 0 => format!("+{steps}"),
        steps => format!("−{}", steps.unsigned_abs()),
    };
    (words, up)
}

/// Why a dimension is not what it was, a sentence part each.
#[must_use]
pub fn causes(compared: &Compared, method: Method) -> Vec<String> {
    compared.causes.iter().map(|cause| cause_words(cause, compared, method)).collect()
}

fn cause_words(cause: &Cause, compared: &Compared, method: Method) -> String {
    let of = |mark: Option<Mark>| mark.map_or_else(|| "–".to_owned(), |mark| mark_words(mark, method));
    match cause {
        Cause::Moved(_) if method == Method::Pulse => {
            format!("The answer changed from {} to {}.", of(compared.before), of(compared.after))
        }
        Cause::Moved(steps) => {
            let points = count(usize::from(steps.unsigned_abs()), "point");
            let way = if *steps > 0 { "up" } else { "down" };
            format!("The room agreed {points} {way}, from {} to {}.", of(compared.before), of(compared.after))
        }
        Cause::Applies => "It did not apply then, and does now.".to_owned(),
        Cause::LeftOut(reason) => {
            format!("It does not apply any more: {}. It left the average.", reason.trim_end_matches('.'))
        }
        Cause::Added => "It was not asked then.".to_owned(),
        Cause::Dropped => "It is not asked any more.".to_owned(),
        Cause::Reworded => {
            "The template says it in other words or weighs it otherwise, so the two scores do not mean quite the same."
                .to_owned()
        }
        Cause::OtherReason(reason) => {
            format!("It still does not apply, for another reason: {}.", reason.trim_end_matches('.'))
        }
        Cause::EvidenceRenewed => "There is newer evidence.".to_owned(),
        Cause::EvidenceExtended => "Its evidence counts as fresh for longer.".to_owned(),
        Cause::EvidenceGone => "It rested on evidence then, and rests on none now.".to_owned(),
        Cause::EvidenceStale => "All its evidence is stale by now.".to_owned(),
    }
}

/// What was done, for the corner; `None` where the screen shows it well enough.
#[must_use]
pub fn done_words(said: &Said, review: &Assessment) -> Option<String> {
    let name = |at: usize| {
        review.template.dimensions.get(at).map_or_else(String::new, |dimension| clip(&dimension.name, 60))
    };
    Some(match said {
        Said::Present { .. } | Said::DecideGaps { .. } => return None,
        Said::Vote { who, .. } => format!("{} has scored.", clip(who, 60)),
        Said::Withdraw { who, .. } => format!("{} took their score back.", clip(who, 60)),
        Said::Reveal { dimension } => format!("{}: the scores are on the table.", name(*dimension)),
        Said::Cover { dimension } => format!("{}: the scores are covered again.", name(*dimension)),
        Said::Agree { dimension, score: Some(score) } => {
            format!("{}: agreed on {}.", name(*dimension), review.template.method.score_word(*score))
        }
        Said::Agree { dimension, score: None } => format!("{}: no agreed score any more.", name(*dimension)),
        Said::SetAside { dimension, reason: Some(_) } => {
            format!("{} does not apply and leaves the average.", name(*dimension))
        }
        Said::SetAside { dimension, reason: None } => format!("{} applies after all.", name(*dimension)),
        Said::Close => "The review is closed; its scores stand.".to_owned(),
        Said::Reopen => "The review is open again.".to_owned(),
    })
}

/// What takes it back; `before` is the answer that it was said about. `None` where there is nothing to take back.
#[must_use]
pub fn inverse(said: &Said, before: Option<&Answer>) -> Option<Said> {
    let dimension = match said {
        Said::Reveal { dimension } => return Some(Said::Cover { dimension: *dimension }),
        Said::Cover { dimension } => return Some(Said::Reveal { dimension: *dimension }),
        Said::Close => return Some(Said::Reopen),
        Said::Reopen => return Some(Said::Close),
        Said::Present { .. } => return None, // nothing is done that the next key does not undo
        Said::DecideGaps { .. } => return None, // as in a run: decided once
        Said::Vote { dimension, who, .. } | Said::Withdraw { dimension, who } => {
            let (dimension, who) = (*dimension, who.clone());
            let score = before?.votes.iter().find(|vote| vote.who == who).and_then(|vote| vote.score);
            return Some(match score {
                Some(score) => Said::Vote { dimension, who, score },
                None => Said::Withdraw { dimension, who },
            });
        }
        Said::Agree { dimension, .. } | Said::SetAside { dimension, .. } => *dimension,
    };
    let before = before?;
    Some(match (before.mark(), said) {
        (Mark::Score(score), _) => Said::Agree { dimension, score: Some(score) },
        (Mark::NotApplicable, _) => Said::SetAside { dimension, reason: before.not_applicable.clone() },
        (Mark::Open, Said::SetAside { .. }) => Said::SetAside { dimension, reason: None },
        (Mark::Open, _) => Said::Agree { dimension, score: None },
    })
}

/// Evidence as it is typed into one line: an address at its end becomes the link.
#[must_use]
pub fn evidence_of(typed: &str, today: Date) -> Evidence {
    let typed = typed.trim();
    let is_link = |word: &str| word.starts_with("https://") || word.starts_with("http://");
    match typed.rsplit_once(char::is_whitespace) {
        Some((words, link)) if is_link(link) => Evidence::of(words.trim(), link, today),
        None if is_link(typed) => Evidence::of(typed, typed, today),
        _ => Evidence::of(typed, "", today),
    }
}

/// Who of the participants has not scored a dimension yet.
#[must_use]
pub fn missing<'a>(review: &'a Assessment, answer: &Answer) -> Vec<&'a String> {
    let voted = |who: &&String| !answer.votes.iter().any(|vote| vote.who == **who);
    review.participants.iter().filter(voted).collect()
}

/// Where the room goes next from `at`: the first open dimension after it, else the first open one; `None` when none is.
#[must_use]
pub fn next_open(review: &Assessment, at: usize) -> Option<usize> {
    let open = |place: &usize| review.answers.get(*place).is_some_and(|answer| answer.mark() == Mark::Open);
    (at + 1..review.answers.len()).find(open).or_else(|| (0..at).find(open))
}

/// How many people scored for themselves.
#[must_use]
pub fn voters(review: &Assessment) -> usize {
    let mut who: Vec<&String> =
        review.answers.iter().flat_map(|answer| answer.votes.iter().map(|vote| &vote.who)).collect();
    who.sort_unstable();
    who.dedup();
    who.len()
}

/// How a sign stands: its colour and shape, and its answer.
#[must_use]
pub const fn sign_state(mark: Mark, kind: Sign) -> (State, &'static str) {
    match (mark, kind) {
        (Mark::Score(0), Sign::Healthy) => (State::Bad, "no"),
        (Mark::Score(0), Sign::Warning) => (State::Good, "no"),
        (Mark::Score(1), _) => (State::Watch, "unsure"),
        (Mark::Score(_), Sign::Healthy) => (State::Good, "yes"),
        (Mark::Score(_), Sign::Warning) => (State::Bad, "yes"),
        (Mark::NotApplicable, _) => (State::Off, "n/a"),
        (Mark::Open, _) => (State::Off, "open"),
    }
}

#[cfg(test)]
mod tests;
