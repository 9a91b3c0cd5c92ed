//! What was promised, and by when.

mod line;
pub mod raise;
pub mod service;
pub mod today;

use crate::{
    backend,
    components::{Card, Column, EmptyState, Tab, Table},
    known::use_known,
    room::{
        draft::{bodies, select::Select, use_records},
        list::{Empty, ListPage, NewKey, Parts, listed, use_part},
        use_list, use_names,
    },
    route::Route,
};
use domain::{
    Date, Id, Kind, Record, Row,
    action::{Action, ActionStatus},
};
use line::Line;
use std::{collections::HashMap, rc::Rc};
use yew::prelude::*;

/// The room.
#[component]
pub fn Actions() -> Html {
    let today = use_known().workspace.zone.date(backend::now());
    let all = use_list(Kind::Action);
    let part = use_part(&SHELVES.map(|(key, ..)| key));
    let service = use_state_eq(String::new);
    let listed = listed(&all, Vec::is_empty, |rows| board(rows, part.0, &service, today));
    let some = all.0.ready().filter(|rows| !rows.is_empty());
    let tabs = some.map(|rows| Parts { label: "Which actions", tabs: tabs(rows, &service, today), part });
    let new = NewKey { act: "new-action", words: "New action", first: "New action", ..NewKey::default() };
    let empty = Empty {
        title: "No actions yet",
        words: "An action is something that somebody promised to do, with a name and a date. Most come out of a game day; press A there, or write one here.",
        keys: Html::default(),
    };
    html! { <ListPage title="Actions" kind={Kind::Action} {listed} {tabs} {new} {empty} /> }
}

/// Which of them: the key of the tab, its words, and who belongs to it.
type Shelf = (&'static str, &'static str, fn(&Row, Date) -> bool);

const SHELVES: [Shelf; 5] = [
    ("open", "Open", |row, _| !row.is(ActionStatus::Done)),
    ("overdue", "Overdue", overdue),
    ("in-progress", "In progress", |row, _| row.is(ActionStatus::InProgress)),
    ("done", "Done", |row, _| row.is(ActionStatus::Done)),
    ("all", "All", |_, _| true),
];

fn tabs(rows: &[Row], service: &str, today: Date) -> Vec<Tab> {
    let shelf = |(key, label, on): Shelf| {
        let count = rows.iter().filter(|row| of_service(row, service) && on(row, today)).count();
        Tab { key, label: label.into(), count: Some(count) }
    };
    SHELVES.map(shelf).to_vec()
}

/// The lines on one shelf.
fn board(rows: &[Row], shelf: &'static str, service: &UseStateHandle<String>, today: Date) -> Html {
    let on = SHELVES.iter().find(|(key, ..)| *key == shelf).map_or(SHELVES[0].2, |shelf| shelf.2);
    let shown =
        in_order(rows.iter().filter(|row| of_service(row, service) && on(row, today)).collect(), today);
    html! {
        <Card flush={true} title={shelf_words(shelf)} aside={by_service(rows, service)}>
            if shown.is_empty() {
                { nothing(shelf, !service.is_empty()) }
            } else {
                <Lines ids={shown} />
            }
        </Card>
    }
}

const NO_SERVICE: &str = "\n";

/// One service, or all of them; nothing to choose while there is only one.
fn by_service(rows: &[Row], service: &UseStateHandle<String>) -> Html {
    let mut names: Vec<&String> = rows.iter().filter_map(|row| row.service.as_ref()).collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        return Html::default();
    }
    let mut options = vec![(String::new(), "All services".to_owned())];
    options.extend(names.into_iter().map(|name| (name.clone(), name.clone())));
    if rows.iter().any(|row| row.service.is_none()) {
        options.push((NO_SERVICE.to_owned(), "No service".to_owned()));
    }
    let onsave = {
        let service = service.setter();
        Callback::from(move |name: String| service.set(name))
    };
    html! {
        <Select scope="actions" name="by-service" label="Actions of which service" bare={true} act="by-service" {options}
            present={(**service).clone()} {onsave} />
    }
}

fn of_service(row: &Row, wanted: &str) -> bool {
    match wanted {
        "" => true,
        NO_SERVICE => row.service.is_none(),
        name => row.service.as_deref() == Some(name),
    }
}

fn overdue(row: &Row, today: Date) -> bool {
    !row.is(ActionStatus::Done) && row.due.is_some_and(|due| due < today)
}

/// Overdue first, then by their dates, then those without one; what is done stands last, the newest first.
fn in_order(mut rows: Vec<&Row>, today: Date) -> Vec<Id> {
    rows.sort_by_key(|row| {
        let done = row.is(ActionStatus::Done);
        let days = row.due.map(|due| (due - today).num_days());
        (done, row.due.is_none(), if done { days.map(|days| -days) } else { days })
    });
    rows.into_iter().map(|row| row.id).collect()
}

fn shelf_words(tab: &str) -> &'static str {
    match tab {
        "open" => "What is still to be done",
        "overdue" => "What should have been done",
        "in-progress" => "What somebody is at",
        "done" => "What was done",
        _ => "Everything that was promised",
    }
}

fn nothing(tab: &str, of_service: bool) -> Html {
    let (title, words) = match tab {
        _ if of_service => ("Nothing here", "No action of this service is in this list."),
        "overdue" => ("Nothing is overdue", "Every action that is open has time left, or no date."),
        "in-progress" => ("Nobody has begun", "An action that somebody is at appears here."),
        "done" => ("Nothing is done yet", "What is marked as done moves here."),
        _ => ("Nothing is open", "Everything that was promised is done."),
    };
    html! { <EmptyState {title} {words} /> }
}

#[derive(PartialEq, Properties)]
struct LinesProps {
    ids: Vec<Id>,
}

#[component]
fn Lines(props: &LinesProps) -> Html {
    let records = use_records(props.ids.clone());
    let (services, _) = use_list(Kind::Service);
    let people = use_names(Kind::Person);
    let services: Vec<(Id, String)> = services
        .ready()
        .map(|rows| rows.iter().map(|row| (row.id, row.title.clone())).collect())
        .unwrap_or_default();
    let actions: Vec<(Rc<Record>, Action)> = bodies::<Action>(records).collect();
    let origins = use_origins(&actions);
    let columns = vec![
        Column::words("Action"),
        Column::words("Owner"),
        Column::words("Due"),
        Column::words("Priority"),
        Column::words("Status"),
        Column::words("Service").spare(),
        Column::words(""),
    ];
    html! {
        <Table label="Actions" {columns}>
            { for actions.into_iter().map(|(record, action)| {
                let origin = action.origin.as_ref().and_then(|origin| origins.get(&origin.record)).cloned();
                let key = record.id.to_string();
                html! { <Line {key} {record} {action} {origin} people={people.clone()} services={services.clone()} /> }
            }) }
        </Table>
    }
}

/// What actions came out of, by its record: what it is called, and where it is shown.
#[hook]
fn use_origins(actions: &[(Rc<Record>, Action)]) -> HashMap<Id, (AttrValue, Route)> {
    let mut ids: Vec<Id> =
        actions.iter().filter_map(|(_, action)| Some(action.origin.as_ref()?.record)).collect();
    ids.sort_unstable();
    ids.dedup();
    let records = use_records(ids).into_iter().flatten().filter_map(Result::ok);
    let origin = |record: Rc<Record>| {
        let document = &record.document;
        (record.id, (document.title().into(), Route::of(document.kind(), record.id, &document.status())))
    };
    records.map(origin).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::time::parse_date;

    fn row(number: u8, status: &str, due: Option<&str>, service: Option<&str>) -> Row {
        Row {
            id: format!("019a0c00-0006-7000-8000-0000000000{number:02}").parse().unwrap(),
            kind: Kind::Action,
            title: String::new(),
            status: status.to_owned(),
            service: service.map(str::to_owned),
            owner: None,
            due: due.map(|due| parse_date(due).unwrap()),
            at: None,
            version: 1,
        }
    }

    #[test]
    fn what_is_overdue_stands_first_and_what_is_done_last() {
        let today = parse_date("2026-11-23").unwrap();
        let rows = [
            row(1, "done", Some("2026-11-10"), None),
            row(2, "open", None, None),
            row(3, "open", Some("2026-12-04"), None),
            row(4, "in-progress", Some("2026-11-20"), None),
            row(5, "done", Some("2026-11-13"), None),
            row(6, "open", Some("2026-11-23"), None),
        ];
        let order = in_order(rows.iter().collect(), today);
        assert_eq!(order, [4, 6, 3, 2, 5, 1].map(|number| rows[number - 1].id));
        let overdue: Vec<Id> = rows.iter().filter(|row| overdue(row, today)).map(|row| row.id).collect();
        assert_eq!(overdue, [rows[3].id], "due today is not overdue");
    }

    #[test]
    fn one_service_or_none_or_all() {
        let rows = [row(1, "open", None, Some("cart")), row(2, "open", None, None)];
        let count = |wanted: &str| rows.iter().filter(|row| of_service(row, wanted)).count();
        assert_eq!((count(""), count("cart"), count(NO_SERVICE), count("orders")), (2, 1, 1, 0));
    }
}
