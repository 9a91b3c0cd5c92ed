//! Who takes part in reviews. A name that the room recognises is enough.

use crate::{
    backend::ask,
    components::{Card, Column, EmptyState, Table},
    room::{
        draft::{Adder, Form, Saving, at, bodies, use_draft, use_records},
        list::{Begins, ListPage, listed},
        row::{Subject, row_keys},
        tasks::use_tasks,
        use_list,
        words::count,
    },
};
use contract::Create;
use domain::{Id, Kind, Record, Row, person::Person};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The room.
#[component]
pub fn People() -> Html {
    let all = use_list(Kind::Person);
    let tasks = use_tasks();
    let onadd = Callback::from(move |name: String| {
        let tasks = tasks.clone();
        spawn_local(async move {
            if let Err(refusal) = ask(Create { document: Person { name, ..Person::default() }.into() }).await
            {
                tasks.say(refusal.message);
            }
        });
    });
    // The field for one more stands there also while there is nobody.
    let listed = listed(&all, |_| false, |rows| roll(rows, &onadd));
    html! { <ListPage title="People" kind={Kind::Person} {listed} begins={Begins::InField("people")} /> }
}

fn roll(rows: &[Row], onadd: &Callback<String>) -> Html {
    html! {
        <Card title={count(rows.len(), "person")} flush={true}>
            if rows.is_empty() {
                <EmptyState title="Nobody yet" words="People appear as suggestions wherever a name is asked for: participants, watchers, owners. No addresses and no accounts." />
            } else {
                <Roll ids={rows.iter().map(|row| row.id).collect::<Vec<_>>()} />
            }
            <Adder field="people" label="Name of a person" placeholder="Name of a person, Enter to add" act="add-person" onadd={onadd.clone()} />
        </Card>
    }
}

#[derive(PartialEq, Properties)]
struct RollProps {
    ids: Vec<Id>,
}

#[component]
fn Roll(props: &RollProps) -> Html {
    let records = use_records(props.ids.clone());
    let mut people: Vec<(Rc<Record>, Person)> = bodies(records).collect();
    // By birth: a row does not jump away while its name is being typed.
    people.sort_by_key(|(record, _)| record.id);
    html! {
        <Table label="People" columns={vec![Column::words("Name"), Column::words("What they do"), Column::words("Team"), Column::words("")]}>
            { for people.into_iter().map(|(record, person)| {
                let key = record.id.to_string();
                html! { <Line {key} {record} {person} /> }
            }) }
        </Table>
    }
}

#[derive(PartialEq, Properties)]
struct LineProps {
    record: Rc<Record>,
    person: Person,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let draft = use_draft(&props.record, &props.person);
    let tasks = use_tasks();
    let form = Form { draft: &draft, locked: false };
    let body = draft.body();
    let subject = Subject { tasks: &tasks, id: draft.id(), version: draft.version(), title: &body.name };
    let stuck = match draft.saving() {
        Saving::Refused(refusal) if refusal.field.is_none() => Some(refusal.message),
        Saving::Conflict(_) => {
            Some("Somebody else changed this line at the same time. Remove it and write it anew.".to_owned())
        }
        _ => None,
    };
    html! {
        <tr data-id={draft.id().to_string()} class="fields-row">
            <td>
                { form.line(at("name", "Name").bare(), &body.name, |person, text| person.name = text) }
                if let Some(words) = stuck { <p class="field-error" role="alert">{ words }</p> }
            </td>
            <td>{ form.line(at("role", "What they do").bare(), &body.role, |person, text| person.role = text) }</td>
            <td>{ form.line(at("team", "Team").bare(), &body.team, |person, text| person.team = text) }</td>
            { row_keys(subject.remove(None)) }
        </tr>
    }
}
