//! What of the actions waits today.

use crate::{
    components::Card,
    hooks::loaded::Loaded,
    room::{
        href, use_list,
        words::{count, due_pill},
    },
    route::Route,
};
use domain::{Date, Kind, Row, action::ActionStatus};
use yew::prelude::*;

/// How many days ahead an action counts as due soon.
const SOON_DAYS: i64 = 7;
/// As many rows as a glance takes.
const AT_MOST: usize = 6;

/// Actions that are overdue or due soon, the most urgent first; nothing while they are on their way, for nobody knows then that
/// none is due.
#[hook]
pub fn use_due(today: Date) -> Option<Vec<Row>> {
    let (actions, _) = use_list(Kind::Action);
    match actions {
        Loaded::Loading => None,
        Loaded::Ready(actions) => Some(due(&actions, today)),
        Loaded::Refused(_) => Some(Vec::new()), // the room of actions says why
    }
}

fn due(rows: &[Row], today: Date) -> Vec<Row> {
    let soon = |row: &&Row| {
        !row.is(ActionStatus::Done)
            && row.due.is_some_and(|due| due.signed_duration_since(today).num_days() <= SOON_DAYS)
    };
    let mut due: Vec<Row> = rows.iter().filter(soon).cloned().collect();
    due.sort_by_key(|row| row.due);
    due
}

/// The card of what is due.
pub fn card(due: &[Row], today: Date) -> Html {
    let overdue = due.iter().filter(|row| row.due.is_some_and(|due| due < today)).count();
    let aside = if overdue > 0 { format!("{overdue} overdue") } else { count(due.len(), "action") };
    html! {
        <Card title="Actions that are due" class="due" flush={true} aside={html! { <a class="link num" href={href(Route::Actions)}>{ aside }</a> }}>
            if due.is_empty() {
                <p class="ready-words muted">{ "Nothing is due within a week." }</p>
            }
            { for due.iter().take(AT_MOST).map(|row| html! {
                <div key={row.id.to_string()} class="list-row" data-id={row.id.to_string()}>
                    <a class="row-link" href={href(Route::Actions)} data-act="open-actions">{ &row.title }</a>
                    <span class="list-foot"><span>{ row.owner.clone().unwrap_or_default() }</span>{ row.due.map(|due| due_pill(due, today)) }</span>
                </div>
            }) }
        </Card>
    }
}
