//! The first page: where it stands, what that means, what to do next, what changed.

use super::{Review, against, change, figure, of_tenths, plan, pulse, tenths};
use crate::paper::{count, date, is_overdue, listed, mark};
use domain::{
    assessment::{AssessmentStatus, Band, Cause, Mark, Method, Scope},
    text::clip,
};
use serde_json::{Value, json};

pub fn summary(review: &Review<'_>) -> Value {
    json!({
        "lead": lead(review),
        "scored": scored(review),
        "result": result(review),
        "left_out": left_out(review),
        "profile": profile(review),
        "moves": moves(review),
        "changes": changes(review),
        "plan": plan::in_short(review),
    })
}

fn lead(review: &Review<'_>) -> String {
    let on = review.on();
    let of = match review.now.scope {
        Scope::Service(_) => "Service: ",
        Scope::Team(_) => "Team: ",
        Scope::Organisation => "",
    };
    format!("{of}{} · milestone {} · {on}", clip(review.from.scope, 56), review.now.milestone)
}

/// Who scored: the first page has room for some names, the second for all.
fn scored(review: &Review<'_>) -> String {
    if review.now.solo || review.now.participants.is_empty() {
        return review.scoring();
    }
    let how = match review.now.status() {
        AssessmentStatus::Planned => "Will score alone first, then together",
        AssessmentStatus::Scoring | AssessmentStatus::Agreed => "Scored alone first, then together",
    };
    let people = &review.now.participants;
    if people.len() <= 8 && people.iter().all(|name| name.chars().count() <= 24) {
        format!("{how}: {}.", listed(people.iter().cloned(), 8))
    } else {
        format!("{how}, by {} who are named overleaf.", count(people.len(), "participant"))
    }
}

/// The total with its reading. A pulse has none: its two lists do not add up to one number.
fn result(review: &Review<'_>) -> Value {
    if review.method() == Method::Pulse {
        return Value::Null;
    }
    let result = &review.result;
    let (low, high) = result.bounds;
    let of = format!("of {}–{}", figure(low, 0), figure(high, 0));
    let Some(total) = result.total else {
        return json!({ "total": null, "of": of, "band": null, "lines": ["Nothing is agreed yet, so there is no total."], "ruler": [] });
    };
    let shown = tenths(result, total);
    let open = !result.open.is_empty();
    let was = review.before.and_then(|before| {
        let earlier = before.result();
        Some(format!(", was {}", of_tenths(tenths(&earlier, earlier.total?))))
    });
    let mut lines = Vec::new();
    if open {
        let scored = result.weakest.len();
        let of = scored + result.open.len();
        let reading =
            if review.now.template.bands.is_empty() { "" } else { " A band is read from a whole review." };
        lines.push(format!("So far: {scored} of {of} dimensions are agreed.{reading}"));
    } else if let Some((next, _)) = result.next {
        let points = of_tenths(i64::from(next.from) * 10 - shown);
        let noun = if points == "1" { "point" } else { "points" };
        lines.push(format!("{points} {noun} to “{}”, which begins at {}.", clip(&next.name, 20), next.from));
    } else if result.band.is_some() {
        lines.push("This is the highest band.".to_owned());
    }
    lines.push(normal(review, total));
    let band = result.band.filter(|_| !open);
    json!({
        "total": of_tenths(shown),
        "of": format!("{of}{}{}", was.unwrap_or_default(), if open { ", so far" } else { "" }),
        "band": band.map(|band| json!({ "name": clip(&band.name, 28), "advice": clip(&band.advice, 120) })),
        "lines": lines,
        "ruler": if open { json!([]) } else { ruler(review) },
    })
}

/// How far from the lowest to the highest total, with its formula.
fn normal(review: &Review<'_>, total: f64) -> String {
    let percent = review.result.percent().unwrap_or_default();
    let (low, high) = review.result.bounds;
    match review.method() {
        Method::Maturity => format!(
            "Normalised {percent}%: (total\u{a0}−\u{a0}{})\u{a0}÷\u{a0}{} = ({}\u{a0}−\u{a0}{})\u{a0}÷\u{a0}{}.",
            figure(low, 0),
            figure(high - low, 0),
            figure(total, 2),
            figure(low, 0),
            figure(high - low, 0)
        ),
        _ => "The weighted sum: weight × score ÷ 5 of every dimension that counts.".to_owned(),
    }
}

/// The bands side by side, the one that holds the total marked.
fn ruler(review: &Review<'_>) -> Value {
    let bands = &review.now.template.bands;
    if bands.len() > 5 {
        return json!([]);
    }
    // Without a dimension the total may fall between two whole numbers, and "8–16" would not say where 16.6 belongs.
    let whole = review.result.left_out.is_empty();
    let (_, high) = review.result.bounds;
    let range = |at: usize, band: &Band| match bands.get(at + 1) {
        _ if !whole => format!("from {}", band.from),
        Some(next) => format!("{}–{}", band.from, next.from.saturating_sub(1)),
        None => format!("{}–{}", band.from, figure(high, 0)),
    };
    let holds = review.result.band;
    bands
        .iter()
        .enumerate()
        .map(|(at, band)| json!({ "range": range(at, band), "name": clip(&band.name, 18), "here": holds == Some(band) }))
        .collect()
}

/// Every dimension in one line, where so many fit on the first page.
fn profile(review: &Review<'_>) -> Value {
    let order = review.order();
    let usual = review.now.title.chars().count() <= 100
        && review.now.template.dimensions.iter().all(|dimension| dimension.name.chars().count() <= 28);
    if review.method() == Method::Pulse || review.result.weakest.is_empty() || order.len() > 12 || !usual {
        return json!([]);
    }
    let row = |at: usize| {
        let (dimension, answer) = (review.now.template.dimensions.get(at)?, review.now.answers.get(at)?);
        let compared = review.compared.iter().find(|row| row.key == dimension.key);
        let moved = compared.filter(|row| row.causes.iter().any(|cause| matches!(cause, Cause::Moved(_))));
        let evidence = &answer.evidence;
        Some(json!({
            "name": clip(&dimension.name, 18),
            "score": if let Mark::Score(score) = answer.mark() { Some(score) } else { None },
            "place": change::place(review, Some(answer.mark())),
            "steps": *review.method().scores().end(),
            "moved": moved.map(|row| change::moved(review, row)),
            "stale": !evidence.is_empty() && evidence.iter().all(|evidence| evidence.is_stale(review.today)),
        }))
    };
    order.into_iter().filter_map(row).collect()
}

/// What does not apply is said where the total is read.
fn left_out(review: &Review<'_>) -> Option<String> {
    let out = &review.result.left_out;
    let reason = |at: &usize| {
        let answer = review.now.answers.get(*at)?;
        let reason = answer.not_applicable.as_deref()?.trim().trim_end_matches('.');
        Some(format!("{} ({})", clip(review.name(*at), 30), clip(reason, 80)))
    };
    let names = listed(out.iter().filter_map(reason), 3);
    match out.len() {
        0 => None,
        1 => Some(format!("1 dimension does not apply and leaves the average: {names}.")),
        n => Some(format!("{n} dimensions do not apply and leave the average: {names}.")),
    }
}

/// What to raise first, each with what one higher looks like and who is at it; in a pulse, what to talk about first.
fn moves(review: &Review<'_>) -> Value {
    if review.method() == Method::Pulse {
        return pulse::first(review);
    }
    let moves = review.now.moves();
    let row = |(at, anchor): &(usize, &str)| {
        let score = if let Some(Mark::Score(score)) =
            review.now.answers.get(*at).map(domain::assessment::Answer::mark)
        {
            score
        } else {
            0
        };
        json!({
            "name": clip(review.name(*at), 30),
            "step": format!("{score} to {}", score + 1),
            "looks": clip(anchor, 110),
            "action": at_it(review, *at),
        })
    };
    let heading = match moves.len() {
        1 => "The move that matters",
        2 => "The two moves that matter",
        _ => "The three moves that matter",
    };
    let none = if review.result.weakest.is_empty() {
        "They follow from the scores."
    } else {
        "Every dimension that counts is at the top of its scale."
    };
    json!({
        "heading": if review.result.open.is_empty() { heading.to_owned() } else { format!("{heading}, so far") },
        "rows": moves.iter().map(row).collect::<Value>(),
        "none": none,
    })
}

/// Who is at a dimension, and by when.
pub fn at_it(review: &Review<'_>, at: usize) -> Value {
    let actions = plan::of_dimension(review, at);
    let open = actions.iter().find(|action| action.status != domain::action::ActionStatus::Done);
    match (open, actions.len()) {
        (Some(action), all) => {
            let by = if is_overdue(action, review.today) { "overdue since" } else { "by" };
            let due = action.due.map_or("no date".to_owned(), |due| format!("{by} {}", date(due)));
            let more =
                if all > 1 { format!(", and {} more", count(all - 1, "action")) } else { String::new() };
            let tone = if is_overdue(action, review.today) { "watch" } else { "accent" };
            mark(format!("{}, {due}{more}", clip(&action.owner, 40)), tone)
        }
        (None, 0) => mark("No action yet", "watch"),
        (None, _) => mark("Done, score again", "good"),
    }
}

fn changes(review: &Review<'_>) -> Value {
    match review.before {
        None if review.now.milestone > 1 => {
            json!({ "heading": "What changed", "lines": ["The review before this one is not in the workspace any more."] })
        }
        None => {
            json!({ "heading": "What changed", "lines": ["This is the first review of this scope; there is nothing to hold it against yet."] })
        }
        Some(before) => {
            json!({ "heading": format!("What changed since {}", against(before)), "lines": change::in_short(review, before) })
        }
    }
}
