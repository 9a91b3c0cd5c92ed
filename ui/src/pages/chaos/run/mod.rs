//! The console of a running day: the steps, the clock, the readings, the journal and the brake.

mod abort;
mod bar;
pub mod clock;
mod conditions;
pub mod day;
mod ended;
pub mod follow_up;
mod journal;
mod keys;
pub mod live;
pub mod noticed;
pub mod outcome;
mod pace;
mod panel;
mod people;
mod predict;
pub mod raise;
mod reading;
mod reschedule;
mod rest;
mod room;
mod stage_card;
mod steady;
mod steps;
pub mod words;

use crate::{
    components::{EmptyState, Skeleton},
    pages::chaos::journal::{LiveRun, use_run},
    route::Route,
};
use domain::Id;
use yew::prelude::*;
use yew_router::Routable;

/// Whose console.
#[derive(PartialEq, Properties)]
pub struct ConsoleProps {
    /// The game day.
    pub id: Id,
}

/// The facilitator's room while the day runs, and its summary when it is over.
#[component]
pub fn Console(props: &ConsoleProps) -> Html {
    let plan = format!("#{}", Route::GameDay { id: props.id }.to_path());
    match use_run(Some(props.id)) {
        LiveRun::Live(view) => html! { <room::Room {view} /> },
        LiveRun::Loading => html! { <main class="content"><Skeleton lines={6} /></main> },
        LiveRun::NotStarted => html! {
            <main class="content">
                <EmptyState title="This day has not begun"
                    words="The console opens when the day is started from its plan.">
                    <a class="button" data-kind="primary" data-act="open-plan" href={plan}>{ "Open the plan" }</a>
                </EmptyState>
            </main>
        },
        LiveRun::Refused(refusal) => html! {
            <main class="content">
                <EmptyState title="This day cannot be shown" words={refusal.message}>
                    <a class="button" data-kind="primary" href="#/game-days">{ "All game days" }</a>
                </EmptyState>
            </main>
        },
    }
}
