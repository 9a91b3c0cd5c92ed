//! What is done about it.

use super::{columns, put, row};
use crate::postmortem::own::{DECLINED, REMOVED};
use domain::{
    Id,
    action::Action,
    postmortem::{Answer, Draft, Postmortem, Proposed},
};

/// Those of the document, and after them what was raised from it elsewhere.
pub fn section(text: &mut String, postmortem: &Postmortem, actions: &[(Id, Action)]) {
    let proposed = &postmortem.actions;
    let is_listed = |id: Id| proposed.iter().any(|one| matches!(one.answer, Answer::Raised(of) if of == id));
    let others = actions.iter().filter(|(id, _)| !is_listed(*id));
    let mut rows: Vec<[String; 9]> = proposed.iter().map(|one| of_proposed(one, actions)).collect();
    rows.extend(others.map(|(_, action)| cells("", &of_record(action), action.status.to_string())));
    if rows.is_empty() {
        return;
    }
    put!(text, "## Action items\n");
    columns(text, &["ID", "Action", "Type", "Owner", "Priority", "Due", "Status", "Ticket", "Verification"]);
    for cells in &rows {
        row(text, cells);
    }
    text.push('\n');
}

fn of_proposed(proposed: &Proposed, actions: &[(Id, Action)]) -> [String; 9] {
    let key = proposed.key.as_str();
    match &proposed.answer {
        Answer::Proposed(draft) | Answer::Accepted(draft) => cells(key, draft, draft.status.to_string()),
        Answer::Declined { draft, reason } => {
            let reason = if reason.trim().is_empty() { "no reason was written down" } else { reason };
            cells(key, draft, format!("{DECLINED}{reason}"))
        }
        Answer::Raised(id) => match actions.iter().find(|(known, _)| known == id) {
            Some((_, action)) => cells(key, &of_record(action), action.status.to_string()),
            None => cells(key, &Draft::default(), REMOVED.to_owned()),
        },
    }
}

fn cells(key: &str, draft: &Draft, status: String) -> [String; 9] {
    [
        key.to_owned(),
        draft.title.clone(),
        draft.purpose.map(|purpose| purpose.to_string()).unwrap_or_default(),
        draft.owner.clone(),
        draft.priority.map(|priority| priority.to_string()).unwrap_or_default(),
        draft.due.map(|due| due.to_string()).unwrap_or_default(),
        status,
        draft.ticket.clone(),
        draft.verification.clone(),
    ]
}

fn of_record(action: &Action) -> Draft {
    Draft {
        title: action.title.clone(),
        purpose: Some(action.purpose),
        priority: Some(action.priority),
        owner: action.owner.clone(),
        due: action.due,
        status: action.status,
        ticket: action.ticket.clone(),
        verification: action.verification.clone(),
    }
}
