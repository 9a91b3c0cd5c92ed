//! What came in, file by file, with what could not be carried, and the way back.

use crate::{
    backend::ask,
    components::{Button, ButtonKind, Card, Pill, State},
    room::{
        href,
        removal::Removal,
        tasks::{Tasks, use_tasks},
        words::count,
    },
    route::Route,
};
use contract::{Get, Hanging, ImportedFile, ImportedRecord, Refusal, Remove, Undo};
use domain::{Id, Record, Row, text::clip};
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
    let changed = here.iter().filter(|record| record.is_changed()).count();
    let take_back = {
        let (tasks, gone) = (tasks, gone.clone());
        Callback::from(move |records: Vec<ImportedRecord>| {
            let (tasks, gone) = (tasks.clone(), gone.clone());
            spawn_local(async move { take_back(&tasks, &gone, records).await });
        })
    };
    let warnings: usize = props.files.iter().map(|file| file.warnings.len()).sum();
    let aside = html! {
        <>
            { pill(here.len() - changed, State::Good, "new") }
            { pill(changed, State::Good, "changed") }
            if warnings > 0 { <Pill state={State::Watch}>{ count(warnings, "note") }</Pill> }
        </>
    };
    let all = {
        let (take_back, here) = (take_back.clone(), here.clone());
        Callback::from(move |()| take_back.emit(here.clone()))
    };
    html! {
        <Card title="What came in" flush={true} {aside}>
            { for props.files.iter().map(|file| html! {
                <section key={file.name.clone()} class="list-row import-file" data-id={file.name.clone()}>
                    <h3 class="import-name mono">{ &file.name }</h3>
                    { for file.records.iter().map(|record| row(record, gone.contains(&record.id), &take_back)) }
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
                    <Button act="remove-imported" small=true onclick={all}>{ "Take all of it back" }</Button>
                </div>
            }
        </Card>
    }
}

fn pill(number: usize, state: State, word: &str) -> Html {
    if number == 0 {
        Html::default()
    } else {
        html! { <Pill {state}>{ format!("{number} {word}") }</Pill> }
    }
}

fn row(record: &ImportedRecord, gone: bool, take_back: &Callback<Vec<ImportedRecord>>) -> Html {
    let onclick = {
        let (take_back, record) = (take_back.clone(), record.clone());
        Callback::from(move |()| take_back.emit(vec![record.clone()]))
    };
    let (back, key, noun) = if record.is_changed() {
        ("is again what it was before", "Take the change back", "changed")
    } else {
        ("was removed again", "Remove", "new")
    };
    html! {
        <div key={record.id.to_string()} class="import-record" data-id={record.id.to_string()}>
            if gone {
                <span class="grow muted">{ format!("“{}” {back}", record.title) }</span>
            } else {
                <span class="grow">
                    <a class="row-link" data-act="open-imported" href={href(Route::of(record.kind, record.id, ""))}>{ &record.title }</a>
                    <span class="cell-sub">{ format!("{} · {noun}", record.kind.noun()) }</span>
                </span>
                <Button act="remove" kind={ButtonKind::Quiet} small=true label={format!("{key}: “{}”", record.title)} {onclick}>{ key }</Button>
            }
        </div>
    }
}

/// Makes the catalog what it was before: what is new goes out of all lists, what changed is again what it was. Where others
/// would miss what goes, a person is asked first.
async fn take_back(tasks: &Tasks, gone: &UseStateHandle<BTreeSet<Id>>, mut records: Vec<ImportedRecord>) {
    records.sort_by_key(|record| Reverse(record.kind)); // what refers to others stands after them in the list of kinds
    let hanging = match hanging(&records).await {
        Ok(hanging) => hanging.into(),
        Err(refusal) => return tasks.say(refusal.message),
    };
    let title = match records.as_slice() {
        [one] => clip(&one.title, 60),
        _ => "What came in".to_owned(),
    };
    let (asked, gone) = (tasks.clone(), gone.clone());
    let remove = Callback::from(move |()| {
        let (tasks, gone, records) = (asked.clone(), gone.clone(), records.clone());
        spawn_local(async move { taken_back(&tasks, &gone, &records).await });
    });
    tasks.ask(Removal { title, hanging, remove });
}

/// What hangs on the new ones of these records and is none of them.
async fn hanging(records: &[ImportedRecord]) -> Result<Vec<Row>, Refusal> {
    let new = records.iter().filter(|record| !record.is_changed());
    let mut hanging = ask(Hanging { ids: new.map(|record| record.id).collect() }).await?;
    hanging.retain(|row| records.iter().all(|record| record.id != row.id)); // what changed is what it was again
    Ok(hanging)
}

/// Takes them back, and offers at the corner to have all of them again.
async fn taken_back(tasks: &Tasks, gone: &UseStateHandle<BTreeSet<Id>>, records: &[ImportedRecord]) {
    let mut back = Vec::new();
    for record in records {
        match take(record).await {
            Ok(record) => back.push(record),
            Err(refusal) => {
                tasks.say(refusal.message);
                break;
            }
        }
    }
    if back.is_empty() {
        return;
    }
    let mut without = (**gone).clone();
    without.extend(back.iter().map(|record| record.id));
    gone.set(without);
    let words = format!("{} taken back.", count(back.len(), "record"));
    let (told, gone) = (tasks.clone(), gone.clone());
    let again = Callback::from(move |()| {
        let (tasks, gone, back) = (told.clone(), gone.clone(), back.clone());
        spawn_local(async move {
            let mut with = (*gone).clone();
            for record in back.iter().rev() {
                match ask(Undo { id: record.id, version: record.version }).await {
                    Ok(_) => drop(with.remove(&record.id)),
                    Err(refusal) => tasks.say(refusal.message),
                }
            }
            gone.set(with);
        });
    });
    tasks.done(words, again);
}

async fn take(record: &ImportedRecord) -> Result<Record, Refusal> {
    if record.is_changed() {
        return ask(Undo { id: record.id, version: record.version }).await;
    }
    let record = ask(Get { id: record.id }).await?;
    ask(Remove { id: record.id, version: record.version }).await
}
