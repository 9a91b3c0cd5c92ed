//! Why it happened: the root cause, the chains of whys, the fishbone, and the factors by what they did.

use super::{Story, stated};
use crate::paper::{Paper, listed};
use charts::{FishboneData, Palette};
use domain::postmortem::{self, ChainEnd, Factor, Role};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The width of a page's text.
const WIDE_PX: u32 = 760;
/// Longest number of a why that has room beside its words.
const NUMBER_MAX_CHARS: usize = 11;

/// The fishbone; nothing where there is no factor.
pub fn drawn(story: &Story<'_>, paper: &mut Paper) -> Value {
    if story.body.factors.is_empty() {
        return Value::Null;
    }
    let data = FishboneData::of(story.body);
    let drawn = charts::fishbone(&data, WIDE_PX, &Palette::paper());
    let is_open = data.bones.iter().flat_map(|bone| &bone.factors).any(|(_, open)| *open);
    let open = if is_open { " ▲ marks what ends too soon." } else { "" };
    let caption = format!("{}{open}", drawn.alt);
    paper.chart(drawn, &caption)
}

pub fn section(story: &Story<'_>, fishbone: Value) -> Value {
    let ends = postmortem::ends(story.body);
    let whys = whys(story, &ends);
    json!({
        "cause": stated(&story.body.root_cause),
        "whys": whys,
        "fishbone": fishbone,
        "roles": roles(story, &ends),
    })
}

/// The chains as one list, each answer under what it answers: `1`, `1.1`, `1.1.1`.
fn whys(story: &Story<'_>, ends: &[ChainEnd]) -> Value {
    let factors = &story.body.factors;
    let begins = factors.iter().filter(|one| one.answers.is_none() && has_answers(factors, one));
    // The next to be written is at the end.
    let mut open: Vec<(String, usize, &Factor)> =
        (1..).zip(begins).map(|(n, factor): (usize, _)| (n.to_string(), 0, factor)).collect();
    open.reverse();
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    while let Some((number, depth, factor)) = open.pop() {
        if !seen.insert(factor.key) {
            continue; // no check lets a circle through, and none goes round here
        }
        let answers = factors.iter().filter(|other| other.answers == Some(factor.key));
        let under: Vec<_> = (1..)
            .zip(answers)
            .map(|(n, answer): (usize, _)| (format!("{number}.{n}"), depth + 1, answer))
            .collect();
        rows.push(json!({
            "number": short(&number),
            "depth": depth,
            "text": factor.text,
            "ends": if under.is_empty() { said(ends, factor) } else { json!([]) },
        }));
        open.extend(under.into_iter().rev());
    }
    Value::Array(rows)
}

fn has_answers(factors: &[Factor], one: &Factor) -> bool {
    factors.iter().any(|other| other.answers == Some(one.key))
}

/// A number of a deep chain by its end.
fn short(number: &str) -> String {
    let letters = number.chars().count();
    if letters <= NUMBER_MAX_CHARS {
        return number.to_owned();
    }
    format!("…{}", number.chars().skip(letters - NUMBER_MAX_CHARS + 1).collect::<String>())
}

fn said(ends: &[ChainEnd], factor: &Factor) -> Value {
    ends.iter().filter(|end| end.factor == factor.key).map(|end| end.words.as_str()).collect()
}

/// The factors by what they did, each role with what the handbook asks; last what has no role and stands in no chain.
fn roles(story: &Story<'_>, ends: &[ChainEnd]) -> Value {
    let factors = &story.body.factors;
    let in_chain = |one: &Factor| one.answers.is_some() || has_answers(factors, one);
    let of = |factor: &Factor| {
        json!({
            "text": factor.text,
            "category": factor.category.map(postmortem::Category::label),
            "shown": shown(story, factor),
            // Those in a chain have it there.
            "ends": if in_chain(factor) { json!([]) } else { said(ends, factor) },
        })
    };
    let role = |role: &Role| {
        let found = factors.iter().filter(|factor| factor.role == Some(*role));
        json!({ "name": role.label(), "question": role.question(), "factors": found.map(of).collect::<Value>() })
    };
    let mut roles: Vec<Value> = Role::ALL.iter().map(role).collect();
    let without: Vec<Value> =
        factors.iter().filter(|factor| factor.role.is_none() && !in_chain(factor)).map(of).collect();
    if !without.is_empty() {
        roles.push(json!({ "name": "No role yet", "question": "What did it do?", "factors": without }));
    }
    Value::Array(roles)
}

/// Where the timeline shows it: `14:02 and 14:10`.
fn shown(story: &Story<'_>, factor: &Factor) -> Option<String> {
    const MOST: usize = 4;
    let moments = story.body.timeline.iter().filter(|moment| factor.moments.contains(&moment.key));
    let times: Vec<String> =
        moments.filter_map(|moment| moment.when.at()).map(|at| story.clock(at)).collect();
    (!times.is_empty()).then(|| listed(times.into_iter(), MOST))
}
