//! What is done about it: the actions, what was learnt, and what the import could not place.

use super::{Story, stated};
use crate::paper::{action_row, date, mark};
use domain::{
    Date,
    action::{Action, ActionStatus, Priority},
    postmortem::{Answer, Draft, Proposed},
    text::{clip, is_blank},
};
use serde_json::{Value, json};

/// Actions on the first page, and how long each may be there.
const URGENT: usize = 3;
const TITLE_MAX_CHARS: usize = 90;
const OWNER_MAX_CHARS: usize = 32;

/// An action wherever it stands: in its record, or in the postmortem while nobody promised it.
struct Row<'a> {
    key: &'a str,
    title: &'a str,
    purpose: Option<&'static str>,
    priority: Option<Priority>,
    owner: &'a str,
    due: Option<Date>,
    state: Value,
    is_open: bool,
    ticket: &'a str,
    verification: &'a str,
    /// What it answers.
    factor: Option<&'a str>,
    /// Why not, where it was declined.
    declined: Option<&'a str>,
}

/// The first of what is not done, by priority and day.
pub fn urgent(story: &Story<'_>) -> Value {
    let all = rows(story);
    let mut open: Vec<&Row<'_>> = all.iter().filter(|row| row.is_open).collect();
    open.sort_by_key(|row| (row.priority.is_none(), row.priority, row.due.is_none(), row.due));
    let lead = match (all.is_empty(), open.len()) {
        (true, _) => Some("No action is written."),
        (false, 0) => Some("No action is open: each is done or declined."),
        _ => None,
    };
    let shown: Value = open
        .iter()
        .take(URGENT)
        .map(|row| {
            json!({
                "key": row.key,
                "title": clip(&row.title.replace('\n', " "), TITLE_MAX_CHARS),
                "priority": row.priority.map(Priority::label),
                "owner": clip(owner(row), OWNER_MAX_CHARS),
                "due": due(row),
                "state": row.state,
            })
        })
        .collect();
    json!({ "lead": lead, "rows": shown, "open": open.len(), "all": all.len() })
}

/// All actions in the order of the document; those that were declined apart, with the reason.
pub fn actions(story: &Story<'_>) -> Value {
    let (declined, kept): (Vec<Row<'_>>, Vec<Row<'_>>) =
        rows(story).into_iter().partition(|row| row.declined.is_some());
    let full = |row: &Row<'_>| {
        json!({
            "key": row.key,
            "title": row.title,
            "purpose": row.purpose.unwrap_or("no type yet"),
            "priority": row.priority.map(Priority::label),
            "owner": owner(row),
            "due": due(row),
            "state": row.state,
            "ticket": (!is_blank(row.ticket)).then_some(row.ticket),
            "verification": (!is_blank(row.verification)).then_some(row.verification),
            "factor": row.factor.map(|text| clip(text, 160)),
        })
    };
    let no = |row: &Row<'_>| {
        let reason = match row.declined {
            Some(reason) if !is_blank(reason) => reason,
            _ => "no reason was written down",
        };
        json!({ "key": row.key, "title": row.title, "reason": reason })
    };
    json!({
        "rows": kept.iter().map(full).collect::<Value>(),
        "declined": declined.iter().map(no).collect::<Value>(),
    })
}

fn owner<'a>(row: &Row<'a>) -> &'a str {
    if is_blank(row.owner) { "nobody yet" } else { row.owner }
}

fn due(row: &Row<'_>) -> String {
    row.due.map_or_else(|| "no date".to_owned(), date)
}

/// Those of the document, and after them what was raised from it elsewhere.
fn rows<'a>(story: &Story<'a>) -> Vec<Row<'a>> {
    let proposed = &story.body.actions;
    let mut rows: Vec<Row<'a>> = proposed.iter().map(|proposed| row(story, proposed)).collect();
    let is_listed = |id| proposed.iter().any(|one| matches!(one.answer, Answer::Raised(of) if of == id));
    let others = story.from.actions.iter().filter(|(id, _)| !is_listed(*id));
    rows.extend(others.map(|(_, action)| promised("–", action, None, story.today)));
    rows
}

fn row<'a>(story: &Story<'a>, proposed: &'a Proposed) -> Row<'a> {
    let key = proposed.key.as_str();
    let factors = &story.body.factors;
    let factor = factors.iter().find(|one| Some(one.key) == proposed.factor).map(|one| one.text.as_str());
    match &proposed.answer {
        Answer::Proposed(of) => Row { factor, ..draft(key, of, ("Proposed", "off")) },
        Answer::Accepted(of) => Row { factor, ..draft(key, of, ("Accepted", "accent")) },
        Answer::Declined { draft: of, reason } => {
            Row { factor, is_open: false, declined: Some(reason), ..draft(key, of, ("Declined", "off")) }
        }
        Answer::Raised(id) => match story.from.actions.iter().find(|(known, _)| known == id) {
            Some((_, action)) => promised(key, action, factor, story.today),
            None => Row { factor, ..draft(key, &GONE, ("Record removed", "watch")) },
        },
    }
}

/// An action whose record is gone: nothing is known of it any more.
static GONE: Draft = Draft {
    title: String::new(),
    purpose: None,
    priority: None,
    owner: String::new(),
    due: None,
    status: ActionStatus::Open,
    ticket: String::new(),
    verification: String::new(),
};

fn draft<'a>(key: &'a str, draft: &'a Draft, (word, tone): (&str, &str)) -> Row<'a> {
    let is_done = draft.status == ActionStatus::Done;
    let word = match draft.status {
        ActionStatus::Open => word.to_owned(),
        status => format!("{word}, {}", status.label().to_lowercase()),
    };
    Row {
        key,
        title: if is_blank(&draft.title) { "Its record is gone." } else { &draft.title },
        purpose: draft.purpose.map(domain::action::ActionType::label),
        priority: draft.priority,
        owner: &draft.owner,
        due: draft.due,
        state: mark(word, if is_done { "good" } else { tone }),
        is_open: !is_done,
        ticket: &draft.ticket,
        verification: &draft.verification,
        factor: None,
        declined: None,
    }
}

fn promised<'a>(key: &'a str, action: &'a Action, factor: Option<&'a str>, today: Date) -> Row<'a> {
    let state = action_row(action, today, None, None).get("state").cloned().unwrap_or_default();
    Row {
        key,
        title: &action.title,
        purpose: Some(action.purpose.label()),
        priority: Some(action.priority),
        owner: &action.owner,
        due: action.due,
        state,
        is_open: action.status != ActionStatus::Done,
        ticket: &action.ticket,
        verification: &action.verification,
        factor,
        declined: None,
    }
}

/// What the room takes along, list by list.
pub fn learnt(story: &Story<'_>) -> Value {
    let body = story.body;
    let lists = [
        ("What went well", &body.went_well),
        ("What went wrong", &body.went_wrong),
        ("Where we got lucky", &body.lucky),
        ("Lessons learned", &body.lessons),
    ];
    lists.into_iter().map(|(heading, lines)| json!({ "heading": heading, "lines": lines })).collect()
}

/// What the import could not place, line by line.
pub fn unread(story: &Story<'_>) -> Value {
    let piece = |piece: &domain::postmortem::Unread| json!({ "line": piece.line.to_string(), "text": piece.text, "why": stated(&piece.why) });
    story.body.unread.iter().map(piece).collect()
}
