//! What came in, file by file, with what could not be carried, and the way back.

use crate::{
    backend::ask,
    components::{Button, ButtonKind, Card, Pill, State},
    room::{
        href,
        tasks::{Tasks, use_tasks},
        words::count,
    },
    route::Route,
};
use contract::{Get, ImportedFile, ImportedRecord, Refusal, Remove, Undo};
use domain::{Id, Record};
use std::{cmp::Reverse, collections::BTreeSet};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What came in.
#[derive(PartialEq, Properties)]
pub struct ReportProps {
    /// The files.
    pub files: Vec<ImportedFile>,
}

/// The card.
#[component]
pub fn Report(props: &ReportProps) -> Html {
    let tasks = use_tasks();
    let gone = use_state(BTreeSet::<Id>::new);
    let records: Vec<ImportedRecord> = props.files.iter().flat_map(|file| file.records.clone()).collect();
    let here: Vec<ImportedRecord> =
        records.iter().filter(|record| !gone.contains(&record.id)).cloned().collect();
    let take_out = {
        let (tasks, gone) = (tasks, gone.clone());
        Callback::from(move |records: Vec<ImportedRecord>| {
            let (tasks, gone) = (tasks.clone(), gone.clone());
            spawn_local(async move { remove(&tasks, &gone, records).await });
        })
    };
    let warnings: usize = props.files.iter().map(|file| file.warnings.len()).sum();
    let aside = html! {
        <>
            <Pill state={State::Good}>{ format!("{} came in", count(here.len(), "record")) }</Pill>
            if warnings > 0 { <Pill state={State::Watch}>{ count(warnings, "note") }</Pill> }
        </>
    };
    let all = {
        let (take_out, here) = (take_out.clone(), here.clone());
        Callback::from(move |()| take_out.emit(here.clone()))
    };
    html! {
        <Card title="What came in" flush={true} {aside}>
            { for props.files.iter().map(|file| html! {
                <section key={file.name.clone()} class="list-row import-file" data-id={file.name.clone()}>
                    <h3 class="import-name mono">{ &file.name }</h3>
                    { for file.records.iter().map(|record| row(record, gone.contains(&record.id), &take_out)) }
                    if !file.warnings.is_empty() {
                        <ul class="import-lines" data-act="import-warnings">
                            { for file.warnings.iter().map(|words| html! {
                                <li class="import-line"><i class="shape" data-state="watch" aria-hidden="true" /><span>{ words }</span></li>
                            }) }
                        </ul>
                    }
                </section>
            }) }
            if !here.is_empty() {
                <div class="slot-sum">
                    <span class="muted">{ here.iter().map(|record| record.kind.imported()).find(|words| !words.is_empty()).unwrap_or_default() }</span>
                    <Button act="remove-imported" small=true onclick={all}>{ "Remove what came in" }</Button>
                </div>
            }
        </Card>
    }
}

fn row(record: &ImportedRecord, gone: bool, take_out: &Callback<Vec<ImportedRecord>>) -> Html {
    let onclick = {
        let (take_out, record) = (take_out.clone(), record.clone());
        Callback::from(move |()| take_out.emit(vec![record.clone()]))
    };
    html! {
        <div key={record.id.to_string()} class="import-record" data-id={record.id.to_string()}>
            if gone {
                <span class="grow muted">{ format!("“{}” was removed again", record.title) }</span>
            } else {
                <span class="grow">
                    <a class="row-link" data-act="open-imported" href={href(Route::of(record.kind, record.id, ""))}>{ &record.title }</a>
                    <span class="cell-sub">{ record.kind.noun() }</span>
                </span>
                <Button act="remove" kind={ButtonKind::Quiet} small=true label={format!("Remove “{}”", record.title)} {onclick}>{ "Remove" }</Button>
            }
        </div>
    }
}

/// Takes records out of all lists; the corner offers to bring them back, all of them.
async fn remove(tasks: &Tasks, gone: &UseStateHandle<BTreeSet<Id>>, mut records: Vec<ImportedRecord>) {
    records.sort_by_key(|record| Reverse(record.kind)); // what refers to others stands after them in the list of kinds
    let mut removed = Vec::new();
    for record in &records {
        match take(record.id).await {
            Ok(record) => removed.push(record),
            Err(refusal) => {
                tasks.say(refusal.message);
                break;
            }
        }
    }
    if removed.is_empty() {
        return;
    }
    let mut without = (**gone).clone();
    without.extend(removed.iter().map(|record| record.id));
    gone.set(without);
    let words = format!("{} removed.", count(removed.len(), "record"));
    let (told, gone) = (tasks.clone(), gone.clone());
    let back = Callback::from(move |()| {
        let (tasks, gone, removed) = (told.clone(), gone.clone(), removed.clone());
        spawn_local(async move {
            let mut with = (*gone).clone();
            for record in removed.iter().rev() {
                match ask(Undo { id: record.id, version: record.version }).await {
                    Ok(_) => drop(with.remove(&record.id)),
                    Err(refusal) => tasks.say(refusal.message),
                }
            }
            gone.set(with);
        });
    });
    tasks.done(words, back);
}

async fn take(id: Id) -> Result<Record, Refusal> {
    let record = ask(Get { id }).await?;
    ask(Remove { id, version: record.version }).await
}
