//! One action, edited where it stands.

use crate::{
    backend,
    known::use_known,
    room::{
        draft::{Draft, Form, Saving, at, conflict_card, use_draft},
        href,
        row::{Subject, row_keys},
        tasks::use_tasks,
        words::due_pill,
    },
    route::Route,
};
use domain::{
    Id, Record, Zone,
    action::{Action, ActionStatus, Priority},
};
use std::rc::Rc;
use yew::prelude::*;

/// Which action, and what it may be linked to.
#[derive(PartialEq, Properties)]
pub struct LineProps {
    /// The record.
    pub record: Rc<Record>,
    /// Its body.
    pub action: Action,
    /// What it came out of: its name and its address.
    pub origin: Option<(AttrValue, Route)>,
    /// Who may own it.
    pub people: Rc<[AttrValue]>,
    /// What it may be for.
    pub services: Vec<(Id, String)>,
}

/// A row of fields, with where it came from under its title.
#[component]
pub fn Line(props: &LineProps) -> Html {
    let draft = use_draft(&props.record, &props.action);
    let tasks = use_tasks();
    let form = Form { draft: &draft, locked: false };
    let body = draft.body();
    let zone = use_known().workspace.zone;
    let today = zone.date(backend::now());
    let id = draft.id();
    let subject = Subject { tasks: &tasks, id, version: draft.version(), title: &body.title };
    html! {
        <tr data-id={id.to_string()} class="fields-row">
            <td class="wide-cell">
                { form.line(at("title", "Action").bare(), &body.title, |action, text| action.title = text) }
                { origin(props, &body) }
                { stuck(&draft, zone) }
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
            <td class="service-cell" data-narrow="hide">{ service(&form, props, &body) }</td>
            { row_keys(subject.remove(None)) }
        </tr>
    }
}

/// What gave rise to it, and the way to the day and to the service.
fn origin(props: &LineProps, body: &Action) -> Html {
    let service = body.service_id.and_then(|id| props.services.iter().find(|(known, _)| *known == id));
    html! {
        <>
            if !body.about.trim().is_empty() {
                <p class="row-about" title={body.about.clone()}>{ &body.about }</p>
            }
            <p class="row-links">
                if let Some((title, route)) = &props.origin {
                    <a class="row-from" data-act="open-origin" href={href(*route)}>{ format!("from {title}") }</a>
                }
                if let Some((id, name)) = service {
                    <a class="row-from" data-act="open-service" href={href(Route::Service { id: *id })}>{ format!("for {name}") }</a>
                }
            </p>
        </>
    }
}

fn service(form: &Form<'_, Action>, props: &LineProps, body: &Action) -> Html {
    let present = body.service_id.map(|id| id.to_string()).unwrap_or_default();
    let mut options = vec![(String::new(), "No service".to_owned())];
    options.extend(props.services.iter().map(|(id, name)| (id.to_string(), name.clone())));
    if !options.iter().any(|(id, _)| *id == present) {
        options.push((present.clone(), "A service that was removed".to_owned()));
    }
    form.choose(at("service_id", "Service").bare(), options, &present, |action, id| {
        action.service_id = id.parse().ok();
    })
}

fn stuck(draft: &Draft<Action>, zone: Zone) -> Html {
    match draft.saving() {
        Saving::Refused(refusal) if refusal.field.is_none() => {
            html! { <p class="field-error" role="alert">{ refusal.message }</p> }
        }
        Saving::Conflict(_) => conflict_card(&draft.standing(), zone),
        _ => Html::default(),
    }
}
