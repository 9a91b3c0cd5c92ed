//! What was promised for a service, on its page.

use crate::{
    components::Card,
    pages::catalog::{Featured, ServiceCard},
    room::{href, words::due_pill},
    route::Route,
};
use domain::{Date, Kind, Row, action::ActionStatus};
use yew::prelude::*;

/// The card of the actions.
pub fn cards(about: &Featured) -> Vec<ServiceCard> {
    let rows: Vec<&Row> = about.view.about.iter().filter(|row| row.kind == Kind::Action).collect();
    vec![ServiceCard::Aside(card(&rows, about.today))]
}

/// The most urgent first; what is done is in the room of actions.
fn card(rows: &[&Row], today: Date) -> Html {
    let mut open: Vec<&Row> = rows.iter().copied().filter(|row| !row.is(ActionStatus::Done)).collect();
    open.sort_by_key(|row| (row.due.is_none(), row.due));
    let done = rows.len() - open.len();
    let aside = if done > 0 { format!("{done} done") } else { String::new() };
    html! {
        <Card title="Actions" flush={true} aside={html! { aside }}>
            if open.is_empty() {
                <p class="ready-words muted">{ if rows.is_empty() { "None yet. Actions that name this service appear here." } else { "Everything that was promised is done." } }</p>
            }
            { for open.into_iter().map(|row| html! {
                <div key={row.id.to_string()} class="list-row spread" data-id={row.id.to_string()}>
                    <a class="row-link" href={href(Route::Actions)} data-act="open-action">{ &row.title }</a>
                    if let Some(due) = row.due { { due_pill(due, today) } }
                </div>
            }) }
        </Card>
    }
}
