//! What game days have shown of a service, on its page, and what is planned with it.

use super::{history::HistoryCard, words::experiment_pill};
use crate::{
    components::{Card, EmptyState},
    pages::catalog::{Beginning, Featured, How, ServiceCard},
    room::{
        href,
        words::{count, due_pill},
    },
    route::Route,
};
use domain::{
    Date, Kind, Row,
    chaos::{experiment::ExperimentStatus, game_day::GameDayStatus},
};
use yew::prelude::*;

/// The history, and the experiments with the days to come that run one of them.
pub fn cards(about: &Featured) -> Vec<ServiceCard> {
    let rows: Vec<&Row> = about.view.about.iter().filter(|row| row.kind == Kind::Experiment).collect();
    let ahead = |row: &&Row| row.is(GameDayStatus::Planned) || row.is(GameDayStatus::Running);
    let days: Vec<&Row> =
        about.view.running.iter().filter(|row| row.kind == Kind::GameDay).filter(ahead).collect();
    vec![
        ServiceCard::Main(html! { <HistoryCard service={about.service} /> }),
        ServiceCard::Aside(experiments(&rows, &days, about.today)),
    ]
}

/// How a game day is begun.
pub fn begins(kind: Kind) -> Option<Beginning> {
    (kind == Kind::GameDay).then_some(Beginning {
        act: "mend-game-day",
        words: "Plan a game day",
        how: How::New(Route::GameDays),
    })
}

fn experiments(rows: &[&Row], days: &[&Row], today: Date) -> Html {
    html! {
        <Card title="Experiments" flush={true} aside={html! { count(rows.len(), "experiment") }}>
            if rows.is_empty() {
                <EmptyState title="None yet" words="Experiments that name this service appear here." />
            }
            { for rows.iter().map(|row| html! {
                <div key={row.id.to_string()} class="list-row spread" data-id={row.id.to_string()}>
                    <a class="row-link" href={href(Route::Experiment { id: row.id })}>{ &row.title }</a>
                    { for ExperimentStatus::of(&row.status).map(experiment_pill) }
                </div>
            }) }
            { for days.iter().map(|row| html! {
                <div key={row.id.to_string()} class="list-row spread" data-act="day-ahead" data-id={row.id.to_string()}>
                    <span class="grow"><span class="muted">{ "On " }</span><a class="row-link" href={href(Route::GameDay { id: row.id })}>{ &row.title }</a></span>
                    if let Some(due) = row.due { { due_pill(due, today) } }
                </div>
            }) }
        </Card>
    }
}
