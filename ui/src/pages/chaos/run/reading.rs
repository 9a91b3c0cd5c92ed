//! Recording a reading: metric, value, Enter, and on to the next metric.

use super::{panel::Day, words::parse_number};
use crate::{
    components::{Button, ButtonKind},
    room::control::{Choose, Line, error_of, focus, form, leave, named},
};
use contract::{Code, Refusal};
use domain::chaos::run::{Event, Progress, Series, Step, Trial};
use std::rc::Rc;
use yew::prelude::*;

/// What stands in the row.
#[derive(Clone, Debug, PartialEq)]
struct Draft {
    metric: String,
    value: String,
    reader: String,
    /// What the person typed over the plan's own source, with the metric that it was typed for.
    source: Option<(String, String)>,
}

impl Draft {
    fn begin(day: &Day) -> Self {
        let trial = day.view.run.trial();
        Self {
            metric: trial.map(first_metric).unwrap_or_default(),
            value: String::new(),
            reader: trial.map(|trial| last_reader(day, trial)).unwrap_or_default(),
            source: None,
        }
    }

    fn source(&self, trial: &Trial) -> String {
        let typed = self.source.as_ref().filter(|(of, _)| *of == self.metric).map(|(_, words)| words.clone());
        let planned = || trial.experiment().metrics.iter().find(|metric| metric.name == self.metric);
        typed.or_else(|| planned().map(|metric| metric.source.clone())).unwrap_or_default()
    }

    fn event(&self, trial: &Trial) -> Result<Event, Refusal> {
        let value = parse_number(&self.value).map_err(|message| Refusal {
            code: Code::Invalid,
            message,
            field: Some("value".to_owned()),
        })?;
        let (metric, reader) = (self.metric.clone(), self.reader.clone());
        Ok(Event::Reading { metric, value, reader, source: self.source(trial), live: false })
    }
}

/// The row under the table.
#[component]
pub fn ReadingRow(props: &Day) -> Html {
    let draft = use_state(|| Draft::begin(props));
    let refused = use_state(|| None::<Refusal>);
    let Some(trial) = props.view.run.trial() else { return Html::default() };
    let metrics: Vec<String> = trial.experiment().metrics.iter().map(|metric| metric.name.clone()).collect();
    let set = |change: fn(&mut Draft, String)| {
        let draft = draft.clone();
        Callback::from(move |words: String| {
            let mut next = (*draft).clone();
            change(&mut next, words);
            draft.set(next);
        })
    };
    let save = {
        let (day, draft, refused) = (props.clone(), draft.clone(), refused.setter());
        Callback::from(move |()| save(&day, &draft, refused.clone()))
    };
    let turn = {
        let (metrics, onmetric) = (metrics.clone(), set(|draft, name| draft.metric = name));
        let present = draft.metric.clone();
        Callback::from(move |event: KeyboardEvent| {
            if let Some(name) = turned(&metrics, &present, &event.key()) {
                event.prevent_default();
                onmetric.emit(name);
            }
        })
    };
    let refusal = refused.as_ref();
    // The field is marked; its words need the width of the whole row.
    let marked = error_of(refusal, "value").map(|_| AttrValue::Static(""));
    let measuring = trial.progress() == Progress::Active(Step::Verify);
    let close = props.close.clone();
    form(
        "reading",
        save.clone(),
        props.close.clone(),
        html! {
            <>
                <Choose name="metric" label="Metric" value={draft.metric.clone()} options={named(&metrics)}
                    onchange={set(|draft, name| draft.metric = name)} />
                <span data-act="reading-value" class="reading-value">
                    <Line name="value" label={value_label(trial, &draft.metric)} kind="number" first=true placeholder="12.5"
                        value={draft.value.clone()} oninput={set(|draft, text| draft.value = text)} error={marked} onkeydown={turn} />
                </span>
                <Choose name="reader" label="Read by" value={draft.reader.clone()} options={named(&props.people())}
                    onchange={set(|draft, name| draft.reader = name)} />
                <Line name="source" label="Where" value={draft.source(trial)}
                    oninput={set(|draft, words| draft.source = Some((draft.metric.clone(), words)))} />
                <span class="reading-do">
                    <Button act="save-reading" kind={ButtonKind::Primary} onclick={save}>{ "Record" }</Button>
                    if !measuring { <Button act="close-reading" kind={ButtonKind::Quiet} onclick={close}>{ "Close" }</Button> }
                </span>
                <input type="submit" hidden=true />
                if let Some(refusal) = refusal { <p class="field-error">{ &refusal.message }</p> }
            </>
        },
    )
}

fn value_label(trial: &Trial, metric: &str) -> String {
    let metric = trial.experiment().metrics.iter().find(|known| known.name == metric);
    match metric.map(|metric| metric.unit.as_str()) {
        None | Some("") => "Value".to_owned(),
        Some(unit) => format!("Value, {unit}"),
    }
}

/// The metric that an arrow key leads to.
fn turned(metrics: &[String], present: &str, key: &str) -> Option<String> {
    let (at, count) = (metrics.iter().position(|name| name == present)?, metrics.len());
    let to = match key {
        "ArrowDown" => (at + 1) % count,
        "ArrowUp" => (at + count - 1) % count,
        _ => return None,
    };
    metrics.get(to).cloned()
}

/// Writes the reading down and goes on to the next metric.
fn save(day: &Day, draft: &UseStateHandle<Draft>, refused: UseStateSetter<Option<Refusal>>) {
    let view = Rc::clone(&day.view);
    let Some(trial) = view.run.trial() else { return };
    let event = match draft.event(trial) {
        Ok(event) => event,
        Err(refusal) => return refused.set(Some(refusal)),
    };
    let metrics: Vec<String> = trial.experiment().metrics.iter().map(|metric| metric.name.clone()).collect();
    let open = next_unread(trial, &metrics, &draft.metric);
    // While the fault is in, one round of readings follows another; otherwise one round is all.
    let over = open.is_none() && trial.progress() != Progress::Active(Step::Inject);
    let metric = open.unwrap_or_else(|| next_after(&metrics, &draft.metric));
    let next = Draft { metric, value: String::new(), ..(**draft).clone() };
    let (draft, close) = (draft.setter(), day.close.clone());
    day.pen.write_as("", event, move |answer| match answer {
        Ok(()) => {
            draft.set(next);
            refused.set(None);
            if over {
                leave();
                close.emit(());
            } else {
                focus("[data-act=reading-value] input");
            }
        }
        Err(refusal) => refused.set(Some(refusal)),
    });
}

/// Where to begin: what has not been read in this step and nobody reads for us, else the first.
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
    // A watcher that sees writes the first reading of a step itself, a moment after the step begins.
    let watched = |name: &str| {
        let at = trial.experiment().metrics.iter().position(|metric| metric.name == name);
        let sight = at.and_then(|at| trial.sights.get(&Series::Metric(at)));
        sight.is_some_and(|sight| sight.blind.is_none())
    };
    names.iter().find(|name| !read(name) && !watched(name)).cloned()
}

fn last_reader(props: &Day, trial: &Trial) -> String {
    let last = trial.readings.last().map(|reading| reading.reader.clone());
    let people = props.people();
    last.filter(|name| people.contains(name)).or_else(|| people.first().cloned()).unwrap_or_default()
}
