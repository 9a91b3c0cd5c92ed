//! The console of an incident: its steps and marks, what is owed next, the ways out, the timeline, who does what; and, when it
//! is over, what it came to.

mod ask;
mod clock;
mod dialogs;
mod over;
mod people;
mod room;
mod scene;
mod side;
mod steps;
mod update;
mod ways;

use super::journal::LiveRun;
use crate::{
    components::{EmptyState, Skeleton},
    hooks::journal::use_journal,
    room::link_button,
    route::Route,
};
use domain::Id;
use yew::prelude::*;

/// Whose console.
#[derive(PartialEq, Properties)]
pub struct ConsoleProps {
    /// The incident.
    pub id: Id,
}

/// The room of an incident, open or over.
#[component]
pub fn IncidentPage(props: &ConsoleProps) -> Html {
    let words = match use_journal(Some(props.id), false) {
        LiveRun::Live(view) => return html! { <room::Console {view} /> },
        LiveRun::Loading => return html! { <main class="content"><Skeleton lines={6} /></main> },
        LiveRun::NotStarted => "It has no journal.".to_owned(),
        LiveRun::Refused(refusal) => refusal.message,
    };
    html! {
        <main class="content">
            <EmptyState title="This incident cannot be shown" {words}>
                { link_button("all-incidents", "primary", "All incidents", Route::Incidents) }
            </EmptyState>
        </main>
    }
}
