//! All incidents: what is open stands first; and how long they take together.

use super::{
    declare::DeclareDialog,
    words::{severity_pill, stands, use_incidents},
};
use crate::{
    backend,
    components::{Card, Column, Pill, State, Table},
    known::use_known,
    room::{
        list::{Begins, Empty, ListPage, NewKey, listed},
        row::row_title,
        words::{count, day, due_pill},
    },
    route::Route,
};
use contract::{IncidentLine, IncidentList};
use domain::{
    Date, Kind, Zone,
    incident::{IncidentStatus, TimeTo, Typical},
    time::words,
};
use yew::prelude::*;

/// The room.
#[component]
pub fn IncidentsPage() -> Html {
    let zone = use_known().workspace.zone;
    let today = zone.date(backend::now());
    let all = use_incidents(None);
    let listed = listed(&all, |all| all.lines.is_empty(), |all| full(all, zone, today));
    let new = NewKey {
        act: "declare",
        words: "Declare an incident",
        first: "Declare an incident",
        ..NewKey::default()
    };
    let empty = Empty {
        title: "No incidents yet",
        words: "When users are hurt, say so here, or press F9 from anywhere: what it is called, what is broken and for how many. The console then keeps check-ins, updates and the timeline, and the postmortem begins with all of it.",
        keys: Html::default(),
    };
    let begins = Begins::Asked(Callback::from(|onclose: Callback<()>| html! { <DeclareDialog {onclose} /> }));
    html! { <ListPage title="Incidents" kind={Kind::Incident} {listed} {new} {empty} {begins} /> }
}

fn full(all: &IncidentList, zone: Zone, today: Date) -> Html {
    let columns = vec![
        Column::words("Incident"),
        Column::words("Severity"),
        Column::words("Stands"),
        Column::words("Began"),
        Column::words("Mitigated in"),
        Column::words("Resolved in"),
        Column::words("Commander").spare(),
        Column::words("Review"),
    ];
    html! {
        <>
            { typical(&all.typical) }
            <Card title="All incidents" flush={true} aside={html! { count(all.lines.len(), "incident") }}>
                <Table label="Incidents" {columns}>{ for all.lines.iter().map(|line| row(line, zone, today)) }</Table>
            </Card>
        </>
    }
}

/// The median of each time, with the mean beside it: one long incident pulls a mean away.
fn typical(typical: &[(TimeTo, Typical)]) -> Html {
    if typical.is_empty() {
        return Html::default();
    }
    let tile = |(metric, of): &(TimeTo, Typical)| {
        html! {
            <div class="tile" data-act="typical" data-id={metric.word()}>
                <span class="tile-label">{ format!("{}, median of {}", metric.label(), of.count) }</span>
                <span class="tile-figure">{ words(of.median_s * 1000) }</span>
                <span class="tile-note">{ format!("mean {} · {}", words(of.mean_s * 1000), metric.formula()) }</span>
            </div>
        }
    };
    html! { <div class="tiles incident-tiles">{ for typical.iter().map(tile) }</div> }
}

fn row(line: &IncidentLine, zone: Zone, today: Date) -> Html {
    let (state, word) = stands(line.status, line.is_mitigated);
    let took =
        |metric: TimeTo| line.took_s.iter().find(|(of, _)| *of == metric).map(|(_, s)| words(s * 1000));
    let cell = |metric: TimeTo| match took(metric) {
        Some(words) => html! { <td class="num nowrap">{ words }</td> },
        None if line.status == IncidentStatus::Open => html! { <td class="muted">{ "–" }</td> },
        None => html! { <td class="muted nowrap">{ "not measured" }</td> },
    };
    html! {
        <tr key={line.id.to_string()} data-id={line.id.to_string()} data-tall="">
            { title(line) }
            <td>{ severity_pill(line.severity) }</td>
            <td><Pill {state}>{ word }</Pill></td>
            <td class="num nowrap">{ for line.at.map(|at| html! { <>{ day(zone.date(at)) }<span class="cell-sub">{ zone.hour_minute(at) }</span></> }) }</td>
            { cell(TimeTo::Mitigate) }
            { cell(TimeTo::Resolve) }
            <td data-narrow="hide" class="words-cell">{ line.commander.clone().unwrap_or_default() }</td>
            <td>{ review(line, today) }</td>
        </tr>
    }
}

fn title(line: &IncidentLine) -> Html {
    let to = Route::Incident { id: line.id };
    match &line.service {
        None => row_title("open-incident", to, &line.title),
        Some(service) => html! {
            <td class="main-cell"><a class="row-link" href={crate::room::href(to)} data-act="open-incident">{ &line.title }</a><span class="cell-sub">{ service }</span></td>
        },
    }
}

fn review(line: &IncidentLine, today: Date) -> Html {
    let overdue = line.due.filter(|due| due.remaining_ms(backend::now()) < 0);
    match (line.review_by, overdue) {
        (Some(due), _) => due_pill(due, today),
        (None, Some(due)) => {
            html! { <Pill state={State::Bad}>{ format!("{} is overdue", due.short()) }</Pill> }
        }
        (None, None) => Html::default(),
    }
}
