//! All incidents: what is open stands first; and how long they take together.

use super::{
    declare::DeclareDialog,
    typical::typical,
    words::{is_reviewed, severity_pill, stands, use_incidents},
};
use crate::{
    backend,
    components::{Button, Card, Column, EmptyState, Pill, State, Table},
    known::use_known,
    room::{
        control::typed,
        href,
        list::{Begins, Empty, ListPage, NewKey, listed},
        row::row_title,
        words::{count, day, due_pill},
    },
    route::Route,
};
use contract::{IncidentLine, IncidentList};
use domain::{
    Date, Kind, Zone,
    incident::{IncidentStatus, TimeTo},
    text::capital,
    time::words,
};
use std::rc::Rc;
use yew::prelude::*;

/// The room.
#[component]
pub fn IncidentsPage() -> Html {
    let zone = use_known().workspace.zone;
    let today = zone.date(backend::now());
    let all = use_incidents(None);
    let listed =
        listed(&all, |all| all.lines.is_empty(), |all| html! { <All all={Rc::clone(all)} {zone} {today} /> });
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

/// Rows that are drawn at once: a wall of hundreds is slow to draw, and nobody reads it.
const AT_ONCE: usize = 60;

#[derive(PartialEq, Properties)]
struct AllProps {
    all: Rc<IncidentList>,
    zone: Zone,
    today: Date,
}

/// What they come to together, and the list, narrowed as somebody types.
#[component]
fn All(props: &AllProps) -> Html {
    let (shown, words) = (use_state_eq(|| AT_ONCE), use_state_eq(String::new));
    let lines: Vec<&IncidentLine> = props.all.lines.iter().filter(|line| fits(line, &words)).collect();
    let more = {
        let (setter, now) = (shown.setter(), *shown);
        Callback::from(move |()| setter.set(now + 4 * AT_ONCE))
    };
    let oninput = {
        let (words, shown) = (words.setter(), shown.setter());
        typed(Callback::from(move |text: String| {
            words.set(text);
            shown.set(AT_ONCE);
        }))
    };
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
    let title = if lines.len() == props.all.lines.len() {
        "All incidents".to_owned()
    } else {
        format!("{} of {}", lines.len(), count(props.all.lines.len(), "incident"))
    };
    html! {
        <>
            { typical(&props.all.typical) }
            if props.all.lines.len() > FEW {
                <div class="catalog-filters" role="search">
                    <input class="input" type="search" name="search" data-act="search-incidents" aria-label="Search the incidents"
                        placeholder="Title, service, severity or commander" value={(*words).clone()} {oninput} autocomplete="off" spellcheck="false" />
                </div>
            }
            <Card {title} flush={true} aside={html! { count(props.all.lines.len(), "incident") }}>
                if lines.is_empty() { <EmptyState title="Nothing fits" words="No incident has these words. Write fewer letters." /> }
                else { <Table label="Incidents" {columns}>{ for lines.iter().take(*shown).map(|line| row(line, props.zone, props.today)) }</Table> }
                if lines.len() > *shown {
                    <div class="list-row spread">
                        <span class="muted">{ format!("{} more.", lines.len() - *shown) }</span>
                        <Button act="more-incidents" small=true onclick={more}>{ format!("Show {} more", (lines.len() - *shown).min(4 * AT_ONCE)) }</Button>
                    </div>
                }
            </Card>
        </>
    }
}

/// More than this are searched and not looked through.
const FEW: usize = 12;

/// Whether a line has all of these words, anywhere.
fn fits(line: &IncidentLine, words: &str) -> bool {
    let parts = [
        line.service.as_deref(),
        line.commander.as_deref(),
        Some(line.severity.label()),
        Some(line.title.as_str()),
    ];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" ").to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| text.contains(word))
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
            <td class="main-cell"><a class="row-link" href={href(to)} data-act="open-incident">{ &line.title }</a><span class="cell-sub">{ service }</span></td>
        },
    }
}

/// What was written about it, and by when it is reviewed while that is not final; of an open one what it owes.
fn review(line: &IncidentLine, today: Date) -> Html {
    let overdue = line.due.filter(|due| due.remaining_ms(backend::now()) < 0);
    let written = line.review.as_ref().map(|row| {
        let words = capital(&row.status.replace('-', " "));
        html! { <a class="link" data-act="open-review" href={href(Route::of(row.kind, row.id, &row.status))}>{ words }</a> }
    });
    let due = line.review_by.filter(|_| !is_reviewed(line)).map(|due| due_pill(due, today));
    match overdue {
        Some(due) => html! { <Pill state={State::Bad}>{ format!("{} is overdue", due.short()) }</Pill> },
        None => html! { <>{ for written }{ " " }{ for due }</> },
    }
}
