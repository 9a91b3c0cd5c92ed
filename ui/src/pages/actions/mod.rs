//! What was promised, and by when.

use super::{
    draft::{Draft, Form, Saving, at, use_draft, use_records},
    new::{New, use_new},
    room::{Room, href, use_list, use_names, waiting},
    tasks::use_tasks,
    words::due_pill,
};
use crate::{
    app::{Route, use_known},
    backend,
    components::{Button, ButtonKind, Card, Column, EmptyState, Tab, Table, Tabs},
};
use domain::{
    Document, Id, Kind, Record, Row,
    action::{Action, ActionStatus, Priority},
};
use std::rc::Rc;
use yew::prelude::*;

/// The room.
#[component]
pub fn Actions() -> Html {
    let (rows, again) = use_list(Kind::Action);
    let (open, show, hide) = use_new();
    let body = match rows.ready() {
        None => waiting(&rows, &again),
        Some(rows) if rows.is_empty() => html! {
            <Card>
                <EmptyState title="No actions yet" words="An action is something that somebody promised to do, with a name and a date. Most come out of a game day; press A there, or write one here.">
                    <Button act="new-action" kind={ButtonKind::Primary} onclick={show.clone()}>{ "New action" }</Button>
                </EmptyState>
            </Card>
        },
        Some(rows) => html! { <Board rows={(**rows).clone()} /> },
    };
    let filled = rows.ready().is_some_and(|rows| !rows.is_empty());
    let actions = if filled {
        html! { <Button act="new-action" kind={ButtonKind::Primary} onclick={show}>{ "New action" }</Button> }
    } else {
        Html::default()
    };
    html! {
        <Room title="Actions" {actions}>
            { body }
            if open { <New kind={Kind::Action} onclose={hide} /> }
        </Room>
    }
}

#[derive(PartialEq, Properties)]
struct BoardProps {
    rows: Vec<Row>,
}

#[component]
fn Board(props: &BoardProps) -> Html {
    let tab = use_state(|| "open");
    let onpick = {
        let tab = tab.clone();
        Callback::from(move |key: &'static str| tab.set(key))
    };
    let mut open: Vec<&Row> = props.rows.iter().filter(|row| row.status != "done").collect();
    // What is due first stands first; what has no date stands last.
    open.sort_by_key(|row| (row.due.is_none(), row.due));
    let shown: Vec<Id> = match *tab {
        "open" => open.iter().map(|row| row.id).collect(),
        _ => props.rows.iter().map(|row| row.id).collect(),
    };
    let tabs = vec![
        Tab { key: "open", label: "Open".into(), count: Some(open.len()) },
        Tab { key: "all", label: "All".into(), count: Some(props.rows.len()) },
    ];
    html! {
        <Tabs {tabs} now={*tab} {onpick} label="Which actions">
            <div class="tab-page">
                <Card flush={true}>
                    if shown.is_empty() {
                        <EmptyState title="Nothing is open" words="Everything that was promised is done." />
                    } else {
                        <Lines ids={shown} />
                    }
                </Card>
            </div>
        </Tabs>
    }
}

#[derive(PartialEq, Properties)]
struct LinesProps {
    ids: Vec<Id>,
}

#[component]
fn Lines(props: &LinesProps) -> Html {
    let records = use_records(props.ids.clone());
    let (days, _) = use_list(Kind::GameDay);
    let people = use_names(Kind::Person);
    let actions =
        records.into_iter().flatten().filter_map(Result::ok).filter_map(|record| match &record.document {
            Document::Action(action) => Some((record.clone(), action.clone())),
            _ => None,
        });
    let columns = vec![
        Column::words("Action"),
        Column::words("Owner"),
        Column::words("Due"),
        Column::words("Priority"),
        Column::words("Status"),
        Column::words(""),
    ];
    html! {
        <Table label="Actions" {columns}>
            { for actions.map(|(record, action)| {
                let day = days.ready().and_then(|rows| rows.iter().find(|row| Some(row.id) == action.raised_in).cloned());
                let key = record.id.to_string();
                html! { <Line {key} {record} {action} {day} people={people.clone()} /> }
            }) }
        </Table>
    }
}

#[derive(PartialEq, Properties)]
struct LineProps {
    record: Rc<Record>,
    action: Action,
    day: Option<Row>,
    people: Rc<[AttrValue]>,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let draft = use_draft(&props.record, &props.action);
    let tasks = use_tasks();
    let form = Form { draft: &draft, locked: false };
    let body = draft.body();
    let today = use_known().workspace.zone.date(backend::now());
    let (id, version) = (draft.id(), draft.version());
    html! {
        <tr data-id={id.to_string()} class="fields-row">
            <td class="wide-cell">
                { form.line(at("title", "Action").bare(), &body.title, |action, text| action.title = text) }
                if let Some(day) = &props.day {
                    <a class="cell-sub row-from" href={href(Route::Record { id: day.id })}>{ format!("from {}", day.title) }</a>
                }
                { stuck(&draft) }
            </td>
            <td class="owner-cell">{ form.line(at("owner", "Owner").bare().suggest(&props.people), &body.owner, |action, text| action.owner = text) }</td>
            <td class="date-cell">
                { form.date(at("due", "Due").bare(), body.due, |action, date| action.due = date) }
                if let Some(due) = body.due.filter(|due| *due <= today && body.status != ActionStatus::Done) {
                    <span class="cell-pill">{ due_pill(due, today) }</span>
                }
            </td>
            <td class="choice-cell">{ form.pick(at("priority", "Priority").bare(), (Priority::ALL, Priority::label), body.priority, |action, choice| action.priority = choice) }</td>
            <td class="status-cell">{ form.pick(at("status", "Status").bare(), (ActionStatus::ALL, ActionStatus::label), body.status, |action, choice| action.status = choice) }</td>
            <td class="row-actions" data-align="right">
                <Button act="remove" kind={ButtonKind::Quiet} small=true label={format!("Remove “{}”", body.title)} onclick={tasks.remove(id, version, &body.title, None)}>{ "Remove" }</Button>
            </td>
        </tr>
    }
}

fn stuck(draft: &Draft<Action>) -> Html {
    match draft.saving() {
        Saving::Refused(refusal) if refusal.field.is_none() => {
            html! { <p class="field-error" role="alert">{ refusal.message }</p> }
        }
        Saving::Conflict(_) => html! { <super::draft::ConflictCard<Action> draft={draft.clone()} /> },
        _ => Html::default(),
    }
}
