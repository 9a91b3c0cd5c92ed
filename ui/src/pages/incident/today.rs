//! What of incidents waits today: those that are open, and reviews that are due.

use super::words::{is_reviewed, severity_pill, stands, use_incidents};
use crate::{
    components::{Card, Pill},
    room::{href, words::due_pill},
    route::Route,
};
use contract::IncidentLine;
use domain::{Date, incident::IncidentStatus};
use yew::prelude::*;

/// How many days ahead a review is due that is shown here.
const AHEAD_DAYS: i64 = 7;

/// Incidents that are open, and those whose review is due soon or was, the most urgent first.
#[hook]
pub fn use_waiting(today: Date) -> Vec<IncidentLine> {
    let (all, _) = use_incidents(None);
    let near = |line: &&IncidentLine| match line.status {
        IncidentStatus::Open => true,
        IncidentStatus::Resolved => {
            !is_reviewed(line)
                && line.review_by.is_some_and(|due| {
                    (-AHEAD_DAYS..=AHEAD_DAYS).contains(&due.signed_duration_since(today).num_days())
                })
        }
        IncidentStatus::CalledOff => false,
    };
    let lines = all.ready().map(|all| all.lines.as_slice()).unwrap_or_default();
    let mut waiting: Vec<IncidentLine> = lines.iter().filter(near).cloned().collect();
    waiting.sort_by_key(|line| (line.status != IncidentStatus::Open, line.review_by));
    waiting
}

/// The card; nothing where nothing waits.
pub fn card(waiting: &[IncidentLine], today: Date) -> Html {
    if waiting.is_empty() {
        return Html::default();
    }
    html! {
        <Card title="Incidents" flush={true} aside={html! { <a class="link" href={href(Route::Incidents)}>{ "All incidents" }</a> }}>
            { for waiting.iter().map(|line| row(line, today)) }
        </Card>
    }
}

fn row(line: &IncidentLine, today: Date) -> Html {
    let open = line.status == IncidentStatus::Open;
    let (state, word) = stands(line.status, line.is_mitigated);
    html! {
        <div key={line.id.to_string()} class="list-row" data-act={if open { "open-incident" } else { "review-due" }} data-id={line.id.to_string()}>
            <a class="row-link" href={href(Route::Incident { id: line.id })}>{ &line.title }</a>
            <span class="list-foot">
                { severity_pill(line.severity) }
                if open { <Pill {state}>{ word }</Pill> } else { { for line.review_by.map(|due| html! { <><span class="muted">{ "review" }</span>{ due_pill(due, today) }</> }) } }
            </span>
        </div>
    }
}
