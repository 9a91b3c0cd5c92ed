//! What went well, what did not, where luck helped, what was learnt.

use super::record::PartProps;
use crate::{
    components::Card,
    room::{
        draft::{Adder, Draft, Form, at, remove_row},
        tasks::{Tasks, use_tasks},
    },
};
use domain::document::Postmortem;
use yew::prelude::*;

type Rows = fn(&mut Postmortem) -> &mut Vec<String>;

/// The lists, as the handbook names them.
const LISTS: [(&str, &str, &str, Rows); 4] = [
    ("went_well", "What went well", "add-went-well", |body| &mut body.went_well),
    ("went_wrong", "What went wrong", "add-went-wrong", |body| &mut body.went_wrong),
    ("lucky", "Where we got lucky", "add-lucky", |body| &mut body.lucky),
    ("lessons", "Lessons", "add-lesson", |body| &mut body.lessons),
];

/// The card.
#[component]
pub fn Learned(props: &PartProps) -> Html {
    let tasks = use_tasks();
    html! { <Card title="What was learnt"><div class="learned">{ for LISTS.iter().map(|list| of(props, &tasks, *list)) }</div></Card> }
}

fn of(
    props: &PartProps,
    tasks: &Tasks,
    (name, label, act, rows): (&'static str, &'static str, &'static str, Rows),
) -> Html {
    let draft: &Draft<Postmortem> = &props.draft;
    let form = Form { draft, locked: props.locked };
    let lines = rows(&mut draft.body().clone()).clone();
    let onadd = draft.set(move |body: &mut Postmortem, line: String| rows(body).push(line));
    html! {
        <section class="learned-list" data-act={name}>
            <h3 class="field-label">{ label }</h3>
            { for lines.iter().enumerate().map(|(place, line)| html! {
                <div class="learned-line" key={place}>
                    { form.line(at(format!("{name}.{place}"), label).bare(), line, move |body: &mut Postmortem, text| {
                        if let Some(line) = rows(body).get_mut(place) { *line = text; }
                    }) }
                    if !props.locked { { remove_row(draft, tasks, rows, place, ("remove-line", line)) } }
                </div>
            }) }
            if !props.locked { <Adder field={name} {label} placeholder="Enter to add" {act} {onadd} /> }
        </section>
    }
}
