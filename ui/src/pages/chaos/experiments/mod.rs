//! What can be tried: the experiments of this workspace, the library to begin from, and how far one has come.

mod library;
mod maturity;

use crate::{
    components::{Button, ButtonKind, Column, Tab},
    pages::chaos::words::experiment_pill,
    room::{
        link_button,
        list::{Empty, ListPage, Listed, NewKey, Parts, all_of, use_part},
        row::{Subject, row_keys, row_title},
        tasks::{Tasks, use_tasks},
        use_list, waiting,
    },
    route::Route,
};
use domain::{
    Id, Kind, Row,
    chaos::{experiment::ExperimentStatus, library::LIBRARY},
};
use library::Library;
use maturity::MaturityCard;
use yew::prelude::*;

/// The room.
#[component]
pub fn Experiments() -> Html {
    let (rows, again) = use_list(Kind::Experiment);
    let tasks = use_tasks();
    let part = use_part(&["experiments", "library", "maturity"]);
    let (templates, plans): (Vec<&Row>, Vec<&Row>) = rows
        .ready()
        .into_iter()
        .flat_map(|all| all.iter())
        .partition(|row| row.is(ExperimentStatus::Template));
    let listed = match part.0 {
        _ if rows.ready().is_none() => Listed::Waiting(waiting(&rows, &again)),
        "library" => {
            Listed::Full(html! { <Library own={templates.iter().map(|row| row.id).collect::<Vec<Id>>()} /> })
        }
        "maturity" => Listed::Full(html! { <MaturityCard /> }),
        _ if plans.is_empty() => Listed::Empty,
        _ => Listed::Full(table(&plans, &tasks)),
    };
    let to_library = part.1.reform(|()| "library");
    // In the library, and while there is no plan yet, one begins from a template.
    let second = part.0 == "library" || listed == Listed::Empty;
    let tabs = vec![
        Tab { key: "experiments", label: "Experiments".into(), count: Some(plans.len()) },
        Tab { key: "library", label: "Library".into(), count: Some(LIBRARY.len() + templates.len()) },
        Tab { key: "maturity", label: "Chaos maturity".into(), count: None },
    ];
    let tabs = Parts { label: "Parts of this room", tabs, part };
    let new = NewKey { act: "new-experiment", words: "New experiment", first: "New experiment", second };
    let empty = Empty {
        title: "No experiments yet",
        words: "An experiment is one fault with a hypothesis: “When …, the system will …”. It says what is measured, when the room stops, and how the fault is undone. The library has twelve to begin from.",
        keys: html! { <Button act="to-library" kind={ButtonKind::Primary} onclick={to_library}>{ "Choose from the library" }</Button> },
    };
    let keys = link_button("import", "quiet", "Import…", Route::Import);
    html! { <ListPage title="Experiments" kind={Kind::Experiment} {listed} {tabs} {new} {empty} {keys} /> }
}

/// What can be put on a day.
fn table(plans: &[&Row], tasks: &Tasks) -> Html {
    let columns = vec![
        Column::words("Title"),
        Column::words("Service").spare(),
        Column::words("Plan"),
        Column::words(""),
    ];
    all_of(Kind::Experiment, columns, plans.iter().map(|row| line(row, tasks)).collect())
}

fn line(row: &Row, tasks: &Tasks) -> Html {
    let subject = Subject::of(row, tasks);
    html! {
        <tr key={row.id.to_string()} data-id={row.id.to_string()}>
            { row_title("open-experiment", Route::Experiment { id: row.id }, &row.title) }
            <td data-narrow="hide" class="words-cell">{ row.service.clone().unwrap_or_default() }</td>
            <td>{ for ExperimentStatus::of(&row.status).map(experiment_pill) }</td>
            { row_keys(html! { <>{ subject.duplicate() }{ subject.remove(None) }</> }) }
        </tr>
    }
}
