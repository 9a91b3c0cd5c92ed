//! Recording a reading: metric, value, Enter, and on to the next metric.

use super::{
    control::{Choose, Line, Press, error_of, focus, form, leave, named},
    panel::Day,
    words::parse_number,
};
use contract::{Code, Refusal};
use domain::run::{Event, Progress, Step, Trial};
use std::rc::Rc;
use yew::prelude::*;

/// The row under the table.
#[component]
pub fn ReadingRow(props: &Day) -> Html {
    let Some(trial) = props.view.run.trial() else { return Html::default() };
    let metric = use_state(|| first_metric(trial));
    let value = use_state(String::new);
    let reader = use_state(|| last_reader(props, trial));
    // What the person typed over the plan's own source, for the metric it was typed for.
    let source = use_state(|| None::<(String, String)>);
    let refused = use_state(|| None::<Refusal>);
    let metrics: Vec<String> = trial.experiment().metrics.iter().map(|metric| metric.name.clone()).collect();
    let planned = trial.experiment().metrics.iter().find(|known| known.name == *metric);
    let shown_source = match &*source {
        Some((of, words)) if *of == *metric => words.clone(),
        _ => planned.map(|metric| metric.source.clone()).unwrap_or_default(),
    };
    let label = planned.map_or("Value".to_owned(), |metric| match metric.unit.as_str() {
        "" => "Value".to_owned(),
        unit => format!("Value, {unit}"),
    });
    let save = {
        let (pen, view, close) = (props.pen.clone(), Rc::clone(&props.view), props.close.clone());
        let (metric, value, reader, refused) =
            (metric.clone(), value.clone(), reader.clone(), refused.clone());
        let (metrics, source) = (metrics.clone(), shown_source.clone());
        Callback::from(move |()| {
            let number = match parse_number(&value) {
                Ok(number) => number,
                Err(message) => {
                    refused.set(Some(Refusal {
                        code: Code::Invalid,
                        message,
                        field: Some("value".to_owned()),
                    }));
                    return;
                }
            };
            let event = Event::Reading {
                metric: (*metric).clone(),
                value: number,
                reader: (*reader).clone(),
                source: source.clone(),
            };
            let Some(trial) = view.run.trial() else { return };
            let open = next_unread(trial, &metrics, &metric);
            // While the fault is in, one round of readings follows another; otherwise one round is all.
            let over = open.is_none() && trial.progress() != Progress::Active(Step::Inject);
            let next = open.unwrap_or_else(|| next_after(&metrics, &metric));
            let (metric, value, refused) = (metric.setter(), value.setter(), refused.setter());
            let close = close.clone();
            pen.write_as("", event, move |answer| match answer {
                Ok(()) => {
                    value.set(String::new());
                    metric.set(next);
                    refused.set(None);
                    if over {
                        leave();
                        close.emit(())
                    } else {
                        focus("[data-act=reading-value] input")
                    }
                }
                Err(refusal) => refused.set(Some(refusal)),
            });
        })
    };
    let turn = {
        let (metric, metrics) = (metric.clone(), metrics.clone());
        Callback::from(move |event: KeyboardEvent| {
            let at = metrics.iter().position(|name| *name == *metric).unwrap_or_default();
            let to = match event.key().as_str() {
                "ArrowDown" => (at + 1) % metrics.len().max(1),
                "ArrowUp" => (at + metrics.len().saturating_sub(1)) % metrics.len().max(1),
                _ => return,
            };
            event.prevent_default();
            if let Some(name) = metrics.get(to) {
                metric.set(name.clone());
            }
        })
    };
    let on = |state: &UseStateHandle<String>| {
        let setter = state.setter();
        Callback::from(move |text: String| setter.set(text))
    };
    let onsource = {
        let (setter, of) = (source.setter(), (*metric).clone());
        Callback::from(move |words: String| setter.set(Some((of.clone(), words))))
    };
    let refusal = refused.as_ref();
    let marked = error_of(refusal, "value").map(|_| AttrValue::Static(""));
    let measuring = trial.progress() == Progress::Active(Step::Verify);
    form(
        "reading",
        save.clone(),
        props.close.clone(),
        html! {
            <>
                <Choose name="metric" label="Metric" value={(*metric).clone()} options={named(&metrics)} onchange={on(&metric)} />
                <span data-act="reading-value" class="reading-value">
                    <Line name="value" label={label} kind="number" first=true value={(*value).clone()} oninput={on(&value)}
                        error={marked} onkeydown={turn} placeholder="12.5" />
                </span>
                <Choose name="reader" label="Read by" value={(*reader).clone()} options={named(&props.people())} onchange={on(&reader)} />
                <Line name="source" label="Where" value={shown_source} oninput={onsource} />
                <span class="reading-do">
                    <Press act="save-reading" kind="primary" onclick={save}>{ "Record" }</Press>
                    if !measuring { <Press act="close-reading" kind="quiet" onclick={props.close.clone()}>{ "Close" }</Press> }
                </span>
                <input type="submit" hidden=true />
                if let Some(refusal) = refusal { <p class="field-error">{ &refusal.message }</p> }
            </>
        },
    )
}

/// Where to begin: what has not been read in this step, else the first.
fn first_metric(trial: &Trial) -> String {
    let names: Vec<String> = trial.experiment().metrics.iter().map(|metric| metric.name.clone()).collect();
    unread(trial, &names).or_else(|| names.first().cloned()).unwrap_or_default()
}

/// The next metric after `just_read` that nobody has read in this step.
fn next_unread(trial: &Trial, names: &[String], just_read: &str) -> Option<String> {
    let at = names.iter().position(|name| name == just_read).unwrap_or_default();
    let (before, after) = names.split_at((at + 1).min(names.len()));
    let around: Vec<String> = after.iter().chain(before).filter(|name| *name != just_read).cloned().collect();
    unread(trial, &around)
}

fn next_after(names: &[String], just_read: &str) -> String {
    let at = names.iter().position(|name| name == just_read).unwrap_or_default();
    names.get((at + 1) % names.len().max(1)).cloned().unwrap_or_default()
}

fn unread(trial: &Trial, names: &[String]) -> Option<String> {
    let step = trial.steps.last().map_or(Step::Baseline, |time| time.step);
    let read = |name: &str| {
        trial.readings.iter().any(|reading| !reading.struck && reading.step == step && reading.metric == name)
    };
    names.iter().find(|name| !read(name)).cloned()
}

fn last_reader(props: &Day, trial: &Trial) -> String {
    let last = trial.readings.last().map(|reading| reading.reader.clone());
    let people = props.people();
    last.filter(|name| people.contains(name)).or_else(|| people.first().cloned()).unwrap_or_default()
}
