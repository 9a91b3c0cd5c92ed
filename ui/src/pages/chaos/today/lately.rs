//! The days that are over, with what came out.

use super::DayProps;
use crate::{
    components::Card,
    known::use_known,
    pages::chaos::{
        journal::{LiveRun, use_run},
        words::outcome_pill,
    },
    room::{
        href,
        words::{count, day},
    },
    route::Route,
};
use domain::Row;
use yew::prelude::*;

/// Which days.
#[derive(PartialEq, Properties)]
pub struct LatelyProps {
    /// Their lines in the list, the newest first.
    pub rows: Vec<Row>,
}

/// The card.
#[component]
pub fn Lately(props: &LatelyProps) -> Html {
    html! {
        <Card title="Lately" flush={true}>
            { for props.rows.iter().map(|row| html! { <Day key={row.id.to_string()} row={row.clone()} /> }) }
        </Card>
    }
}

#[component]
fn Day(props: &DayProps) -> Html {
    let zone = use_known().workspace.zone;
    let row = &props.row;
    let LiveRun::Live(view) = use_run(Some(row.id)) else {
        return html! { <div class="list-row"><a class="row-link" href={href(Route::Record { id: row.id })}>{ &row.title }</a></div> };
    };
    let run = &view.run;
    let ended = run.course.ended.as_ref().map(|ended| day(zone.date(ended.at))).unwrap_or_default();
    html! {
        <div class="list-row" data-id={row.id.to_string()}>
            <div class="spread">
                <a class="row-link" href={href(Route::Record { id: row.id })} data-act="open-record">{ &row.title }</a>
                <span class="muted num nowrap">{ ended }</span>
            </div>
            <ul class="lately">
                { for run.trials.iter().map(|trial| html! {
                    <li class="spread"><span class="soft cut">{ &trial.experiment().title }</span>{ outcome_pill(trial, run.course.ended.is_some()) }</li>
                }) }
            </ul>
            if !run.course.actions.is_empty() { <p class="muted">{ format!("{} raised", count(run.course.actions.len(), "action")) }</p> }
        </div>
    }
}
