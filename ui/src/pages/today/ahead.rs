//! One day to come: when, how far its preparation is, and what it still lacks.

use super::{DayProps, drafts};
use crate::{
    app::{Route, use_known},
    backend,
    components::{Card, Meter, Pill, State},
    pages::{
        room::{href, use_list, use_record},
        words::{count, day, from_today},
    },
};
use domain::{
    Document, Kind, Row,
    content::{ChecklistPhase, GAME_DAY},
    game_day::GameDay,
};
use yew::prelude::*;

/// The card.
#[component]
pub fn Ahead(props: &DayProps) -> Html {
    let zone = use_known().workspace.zone;
    let row = &props.row;
    let (record, _) = use_record(row.id);
    let (experiments, _) = use_list(Kind::Experiment);
    let today = zone.date(backend::now());
    let plan = match record.ready().map(|record| &record.document) {
        Some(Document::GameDay(plan)) => Some(plan),
        _ => None,
    };
    let (large, small) = match row.at {
        Some(at) => {
            let date = zone.date(at);
            let time = plan.and_then(|plan| plan.start).map(|start| format!(", {}", start.format("%H:%M")));
            (from_today(date, today), format!("{}{}", day(date), time.unwrap_or_default()))
        }
        None => ("no date".to_owned(), "Give it a day to see how long is left.".to_owned()),
    };
    let past = row.at.is_some_and(|at| zone.date(at) < today);
    html! {
        <Card>
            <div class="ahead" data-id={row.id.to_string()}>
                <div class="grow">
                    <h2 class="ahead-title"><a class="row-link" href={href(Route::GameDay { id: row.id })} data-act="open-game-day">{ &row.title }</a></h2>
                    <p class="muted num">{ small }</p>
                    if let Some(plan) = plan { <p class="muted">{ facts(plan) }</p> }
                </div>
                <span class="ahead-when tone num" data-state={past.then_some("watch")}>{ large }</span>
            </div>
            if let Some(plan) = plan { { preparation(plan, experiments.ready().map_or(&[], |rows| rows.as_slice())) } }
        </Card>
    }
}

fn facts(plan: &GameDay) -> String {
    let people = count(plan.participants.len(), "person").replace("persons", "people");
    let mut facts = vec![count(plan.experiments.len(), "experiment"), people];
    if !plan.environment.is_empty() {
        facts.push(plan.environment.clone());
    }
    facts.join(" · ")
}

fn preparation(plan: &GameDay, experiments: &[Row]) -> Html {
    let before: Vec<_> =
        GAME_DAY.checklist.iter().filter(|item| item.phase == ChecklistPhase::Before).collect();
    let done = before.iter().filter(|item| plan.checklist.iter().any(|tick| tick.item == item.key)).count();
    let mut missing: Vec<String> =
        domain::lint::game_day(plan).into_iter().map(|what| what.message).collect();
    match drafts(&plan.experiments, experiments) {
        0 => {}
        1 => missing.push("One experiment is still a draft.".to_owned()),
        several => missing.push(format!("{several} experiments are still drafts.")),
    }
    #[expect(clippy::cast_precision_loss, reason = "a checklist has far fewer items than 2^53")]
    let part = done as f64 / before.len().max(1) as f64;
    html! {
        <div class="ahead-state">
            <div class="progress">
                <div class="progress-words"><span>{ "Checklist before the day" }</span><span class="num">{ format!("{done} of {}", before.len()) }</span></div>
                <Meter {part} label="Checklist before the day" state={if done == before.len() { State::Good } else { State::Live }} />
            </div>
            if missing.is_empty() {
                <p class="line"><Pill state={State::Good}>{ "Ready to start" }</Pill></p>
            } else {
                <ul>
                    { for missing.into_iter().map(|words| html! {
                        <li class="ahead-missing"><i class="shape" data-state="watch" aria-hidden="true" /><span>{ words }</span></li>
                    }) }
                </ul>
            }
        </div>
    }
}
