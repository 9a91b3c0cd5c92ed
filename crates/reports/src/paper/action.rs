//! Actions, as the records have them now.

use super::{date, mark};
use domain::{
    Date,
    action::{Action, ActionStatus},
    journal::Raised,
};
use serde_json::{Value, json};

/// One row for `actions` of the house. `aside` stands small behind what the action is for, `about` is what gave rise to it.
pub fn action_row(action: &Action, today: Date, aside: Option<String>, about: Option<String>) -> Value {
    json!({
        "title": action.title,
        "purpose": action.purpose.label(),
        "priority": action.priority.label(),
        "owner": action.owner,
        "due": due(action.due),
        "state": state(action, today),
        "aside": aside,
        "about": about,
    })
}

/// The same for an action that a run raised and whose record is gone since.
pub fn action_removed(raised: &Raised, aside: String, about: Option<String>) -> Value {
    json!({
        "title": raised.said.text,
        "purpose": "–",
        "priority": "–",
        "owner": raised.owner,
        "due": due(raised.due),
        "state": mark("Record removed", "off"),
        "aside": aside,
        "about": about,
    })
}

fn due(due: Option<Date>) -> String {
    due.map_or("no date".to_owned(), date)
}

/// How far an action is, as a mark.
fn state(action: &Action, today: Date) -> Value {
    match (action.status, is_overdue(action, today)) {
        (ActionStatus::Done, _) => mark("Done", "good"),
        (status, true) => mark(format!("{status}, overdue"), "watch"),
        (ActionStatus::InProgress, _) => mark("In progress", "accent"),
        (ActionStatus::Open, _) => mark("Open", "off"),
    }
}

/// Whether it should have been done before `today`.
pub fn is_overdue(action: &Action, today: Date) -> bool {
    action.status != ActionStatus::Done && action.due.is_some_and(|due| due < today)
}

/// What is not done first, then the more urgent, then the sooner.
pub fn by_urgency(actions: &mut [&Action]) {
    actions.sort_by_key(|action| {
        (action.status == ActionStatus::Done, action.priority, action.due.is_none(), action.due)
    });
}
