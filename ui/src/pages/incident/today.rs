//! What of incidents waits today: those that are open, and reviews that are due.

use crate::{
    components::{Card, Pill, State},
    hooks::loaded::use_loaded,
    room::{href, words::due_pill},
    route::Route,
};
use contract::{Notice, WaitingIncidents};
use domain::{Date, Row, incident::IncidentStatus};
use yew::prelude::*;

/// Incidents that are open, and those whose review is due soon or was, the most urgent first.
#[hook]
pub fn use_waiting() -> Vec<Row> {
    let (all, _) = use_loaded(WaitingIncidents {}, |_, notice| matches!(notice, Notice::Record { .. }));
    all.ready().map(|all| (**all).clone()).unwrap_or_default()
}

/// The card; nothing where nothing waits.
pub fn card(waiting: &[Row], today: Date) -> Html {
    if waiting.is_empty() {
        return Html::default();
    }
    html! {
        <Card title="Incidents" flush={true} aside={html! { <a class="link" href={href(Route::Incidents)}>{ "All incidents" }</a> }}>
            { for waiting.iter().map(|row| line(row, today)) }
        </Card>
    }
}

fn line(row: &Row, today: Date) -> Html {
    let open = row.is(IncidentStatus::Open);
    html! {
        <div key={row.id.to_string()} class="list-row" data-act={if open { "incident-open" } else { "review-due" }} data-id={row.id.to_string()}>
            <a class="row-link" href={href(Route::Incident { id: row.id })}>{ &row.title }</a>
            <span class="list-foot">
                if open { <Pill state={State::Live}>{ "Open" }</Pill> }
                else { { for row.due.map(|due| html! { <><span class="muted">{ "review" }</span>{ due_pill(due, today) }</> }) } }
            </span>
        </div>
    }
}
