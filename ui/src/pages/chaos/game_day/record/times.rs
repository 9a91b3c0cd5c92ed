//! The day's clock afterwards: planned against actual, how long faults went unnoticed and systems unwell.

use crate::{
    backend,
    components::{Card, Column, Table},
    known::use_known,
    pages::chaos::words::outcome_pill,
    pages::chaos::{
        journal::RunView,
        run::day::{over, whole},
    },
    room::href,
    route::Route,
};
use domain::{
    Zone,
    chaos::run::{Run, Trial},
    journal::Slot,
    time::words,
};
use std::rc::Rc;
use yew::prelude::*;

/// Whose times.
#[derive(PartialEq, Properties)]
pub struct TimesProps {
    /// The run.
    pub view: Rc<RunView>,
}

/// The card.
#[component]
pub fn Times(props: &TimesProps) -> Html {
    let zone = use_known().workspace.zone;
    let run = &props.view.run;
    let agenda = run.agenda(backend::now(), zone);
    let columns = vec![
        Column::words("Experiment"),
        Column::words("When").spare(),
        Column::numbers("Planned"),
        Column::numbers("Took"),
        Column::numbers("To detect"),
        Column::numbers("Stop to recovered"),
        Column::words("Outcome"),
    ];
    html! {
        <Card title="Times" flush=true>
            <Table label="Planned and actual times by experiment" {columns}>
                { for run.trials.iter().zip(&agenda.slots).map(|(trial, slot)| row(run, trial, slot, zone)) }
            </Table>
        </Card>
    }
}

fn row(run: &Run, trial: &Trial, slot: &Slot, zone: Zone) -> Html {
    let (elsewhere, over_for_today) = (run.ran_elsewhere(), run.course.ended.is_some());
    let span = |from, to| format!("{}–{}", zone.hour_minute(from), zone.hour_minute(to));
    let when = match (slot.began_at, slot.ended_at) {
        (Some(from), Some(to)) => span(from, to),
        (Some(from), None) => format!("since {}", zone.hour_minute(from)),
        (None, _) => "–".to_owned(),
    };
    let took = slot.began_at.zip(slot.ended_at).map(|(from, to)| whole(to.shown_since(from)));
    // Of a fault that was in, nothing is said that nobody measured; of one that was not, there is nothing to say.
    let none = if trial.injected_at().is_some() { "not measured" } else { "–" };
    let measured = |ms: Option<i64>| ms.map_or_else(|| none.to_owned(), words);
    html! {
        <tr data-tall="" data-id={slot.item.to_string()}>
            <td>
                { &trial.experiment().title }
                if let Some(day) = trial.moved_to {
                    <span class="cell-sub"><a class="link" data-act="open-moved" href={href(Route::GameDay { id: day })}>{ "Moved to another day" }</a></span>
                }
            </td>
            <td class="num nowrap" data-narrow="hide">{ when }{ for slot.planned.map(|(from, to)| html! { <span class="cell-sub">{ format!("planned {}", span(from, to)) }</span> }) }</td>
            <td data-align="right">{ if elsewhere { "–".to_owned() } else { whole(slot.planned_ms) } }</td>
            <td data-align="right">{ took.unwrap_or_else(|| "–".to_owned()) }if let Some(over) = over(slot).filter(|_| !elsewhere) { <span class="cell-sub tone" data-state="watch">{ over }</span> }</td>
            <td data-align="right">{ measured(trial.time_to_detect_ms()) }</td>
            <td data-align="right">{ measured(trial.stop_to_recovered_ms()) }</td>
            <td>{ outcome_pill(trial, over_for_today) }</td>
        </tr>
    }
}
