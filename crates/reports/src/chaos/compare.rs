//! This day beside the one that it repeats.

use super::Day;
use crate::paper::{count, date, listed, mark, or_none};
use domain::{
    action::ActionStatus,
    chaos::compare::{Change, Comparison, DaySide, Direction, Pair},
    text::clip,
    time::words,
};
use serde_json::{Value, json};

pub fn section(day: &Day<'_>, comparison: &Comparison) -> Value {
    let on = |side: &DaySide| date(day.zone.date(side.started_at));
    json!({
        "left": on(&comparison.left),
        "right": on(&comparison.right),
        "lead": lead(comparison),
        "facts": facts(day, comparison),
        "pairs": comparison.pairs.iter().map(pair).collect::<Value>(),
        "follow_ups": comparison.follow_ups.iter().map(change).collect::<Value>(),
    })
}

/// How much is better and how much is worse, in a sentence.
fn lead(comparison: &Comparison) -> String {
    let told = comparison.tally().into_iter().filter(|(_, count)| *count > 0);
    let told = told.map(|(direction, count)| format!("{count} {}", direction.label().to_lowercase()));
    let told = listed(told, usize::MAX);
    let told = if told.is_empty() { "nothing to compare".to_owned() } else { told };
    let both = comparison.pairs.iter().filter(|pair| pair.left.is_some() && pair.right.is_some()).count();
    let title = clip(&comparison.left.title, 80);
    let experiments = count(both, "experiment");
    format!("This day repeats “{title}”. {experiments} can be held side by side, and its actions: {told}.")
}

fn facts(day: &Day<'_>, comparison: &Comparison) -> Value {
    let both = |label: &str, say: &dyn Fn(&DaySide) -> String| {
        json!([label, say(&comparison.left), say(&comparison.right)])
    };
    json!([
        both("Day", &|side| clip(&side.title, 80)),
        both("Began", &|side| day.zone.long(side.started_at)),
        both("Lasted", &|side| side
            .ended_at
            .map_or("still in progress".to_owned(), |ended| words(ended.shown_since(side.started_at)))),
        both("Environment", &|side| or_none(&side.environment).to_owned()),
        both("People", &|side| side.people.len().to_string()),
        both("Actions", &|side| {
            let done = side.actions.iter().filter(|action| action.status == ActionStatus::Done).count();
            match side.actions.len() {
                0 => "none".to_owned(),
                all => format!("{all}, {done} done by now"),
            }
        }),
    ])
}

fn pair(pair: &Pair) -> Value {
    let only = match (&pair.left, &pair.right) {
        (Some(_), None) => Some("Only on the earlier day."),
        (None, Some(_)) => Some("Only on this day."),
        _ => None,
    };
    json!({
        "title": pair.title,
        "only": only,
        "changes": pair.changes.iter().map(change).collect::<Value>(),
    })
}

fn change(change: &Change) -> Value {
    let state = match change.direction {
        Direction::Better => mark("Better", "good"),
        Direction::Worse => mark("Worse", "bad"),
        Direction::Same => mark("Same", "off"),
        Direction::Unclear => mark("Unclear", "watch"),
    };
    json!({
        "aspect": change.aspect.label(),
        "subject": change.subject,
        "left": change.left,
        "right": change.right,
        "state": state,
    })
}
