//! The improvement plan: the actions that came out of the review.

use super::{Review, clip_name};
use crate::paper::{action_row, by_urgency, count, is_overdue, listed};
use domain::action::{Action, ActionStatus};
use serde_json::{Value, json};

/// All actions: what is not done first, then the more urgent and the sooner.
pub fn section(review: &Review<'_>) -> Value {
    let mut actions: Vec<&Action> = review.from.actions.iter().map(|(_, action)| action).collect();
    by_urgency(&mut actions);
    let lines: Vec<String> = unplanned(review).into_iter().collect();
    json!({ "rows": actions.iter().map(|action| row(review, action, true)).collect::<Value>(), "lines": lines })
}

/// One action as its table shows it; `named` with the dimension that it is for.
pub fn row(review: &Review<'_>, action: &Action, named: bool) -> Value {
    let place = review.now.dimension_of(action);
    let about = Some(about(review, action, place)).filter(|about| !about.is_empty());
    let aside = place.filter(|_| named).map(|at| format!("for {}", review.name(at)));
    action_row(action, review.today, aside, about.map(str::to_owned))
}

/// What gave rise to an action, without the name of its dimension and without repeating the template's words.
fn about<'a>(review: &Review<'_>, action: &'a Action, place: Option<usize>) -> &'a str {
    let said = action.about.trim();
    let Some(dimension) = place.and_then(|at| review.now.template.dimensions.get(at)) else { return said };
    let names = [&dimension.name, &dimension.short, &dimension.key];
    let rest =
        names.into_iter().filter(|name| !name.is_empty()).find_map(|name| said.strip_prefix(name.as_str()));
    let rest = rest.unwrap_or(said).trim_start_matches([':', ',', ' ']);
    if dimension.anchors.iter().any(|anchor| anchor.trim() == rest) { "" } else { rest }
}

/// The actions of one dimension, those that are not done first.
pub fn of_dimension<'a>(review: &Review<'a>, at: usize) -> Vec<&'a Action> {
    let actions = review.from.actions.iter().map(|(_, action)| action);
    let mut actions: Vec<&Action> =
        actions.filter(|action| review.now.dimension_of(action) == Some(at)).collect();
    by_urgency(&mut actions);
    actions
}

/// One line for the first page.
pub fn in_short(review: &Review<'_>) -> String {
    let actions = || review.from.actions.iter().map(|(_, action)| action);
    let done = actions().filter(|action| action.status == ActionStatus::Done).count();
    let late = actions().filter(|action| is_overdue(action, review.today)).count();
    let late = if late > 0 { format!(", {late} overdue") } else { String::new() };
    match review.from.actions.len() {
        0 => "Improvement plan: no action was raised in this review.".to_owned(),
        all => format!("Improvement plan: {}, {done} done{late}.", count(all, "action")),
    }
}

/// Moves that nobody has taken on.
fn unplanned(review: &Review<'_>) -> Option<String> {
    let moves = review.now.moves();
    let without = moves.iter().filter(|(at, _)| of_dimension(review, *at).is_empty());
    let without: Vec<String> = without.map(|(at, _)| clip_name(review.name(*at))).collect();
    if without.is_empty() {
        return None;
    }
    let all = moves.len();
    Some(format!(
        "Of the {} nobody has taken on yet: {}.",
        count(all, "first move"),
        listed(without.into_iter(), 3)
    ))
}
