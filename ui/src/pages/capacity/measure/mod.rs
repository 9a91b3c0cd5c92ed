//! Measurements for a model: a file, what was pasted, or a range of Prometheus. What they hold is shown, and what only a
//! person can say is asked, before anything is taken.

use super::here::Here;
use crate::{
    backend::ask,
    components::{Button, ButtonKind},
    known::use_known,
    room::{
        control::{Choose, Line},
        draft::typed::count,
    },
};
use contract::{MeasuredBy, Measurements, ReadMeasurements, Refusal, TakeMeasurements};
use domain::capacity::file::{Answers, Daily, DateOrder, Decimal, FileQuestion};
use js_sys::Uint8Array;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// What is about to be taken.
#[derive(Clone)]
struct Shown {
    source: Rc<MeasuredBy>,
    answers: Answers,
    /// What it holds; none while that is on its way.
    holds: Option<Result<Rc<Measurements>, Refusal>>,
}

/// How often something was read or left: an answer that belongs to an earlier time is not shown any more.
type Serial = Rc<RefCell<u32>>;

/// What [`Measure`] takes.
#[derive(PartialEq, Properties)]
pub struct MeasureProps {
    /// The model.
    pub here: Here,
}

/// Where measurements are from, and then what they hold.
#[component]
pub fn Measure(props: &MeasureProps) -> Html {
    let here = &props.here;
    let prometheus = use_known().workspace.prometheus.is_some();
    let shown = use_state(|| None::<Shown>);
    let area = use_node_ref();
    let asked = use_state_eq(|| (String::new(), "90".to_owned()));
    let serial: Serial = use_mut_ref(|| 0);
    let read = reader(here, shown.setter(), &serial);
    let leave = {
        let (shown, serial) = (shown.setter(), Rc::clone(&serial));
        Callback::from(move |()| {
            next(&serial);
            shown.set(None);
        })
    };
    if let Some(shown) = &*shown {
        let answer = {
            let (read, source) = (read.clone(), Rc::clone(&shown.source));
            Callback::from(move |answers: Answers| read.emit((Rc::clone(&source), answers)))
        };
        return preview(shown, &answer, take(here, shown, &serial, &leave), leave.clone());
    }
    let begin = read.reform(|source: MeasuredBy| (Rc::new(source), Answers::default()));
    html! {
        <div class="stack fold-form" data-gap="small" data-act="measure">
            { file(&begin) }
            { paste(&begin, &area) }
            if prometheus { { range(&begin, &asked) } }
        </div>
    }
}

/// Reads a source with the answers so far.
fn reader(
    here: &Here,
    shown: UseStateSetter<Option<Shown>>,
    serial: &Serial,
) -> Callback<(Rc<MeasuredBy>, Answers)> {
    let (model, serial) = (here.id(), Rc::clone(serial));
    Callback::from(move |(source, answers): (Rc<MeasuredBy>, Answers)| {
        let (this, serial) = (next(&serial), Rc::clone(&serial));
        let now = Shown { source: Rc::clone(&source), answers: answers.clone(), holds: None };
        shown.set(Some(now.clone()));
        let shown = shown.clone();
        spawn_local(async move {
            let holds =
                ask(ReadMeasurements { model, source: (*source).clone(), answers }).await.map(Rc::new);
            if *serial.borrow() == this {
                shown.set(Some(Shown { holds: Some(holds), ..now }));
            }
        });
    })
}

/// Another time; which.
fn next(serial: &Serial) -> u32 {
    let mut now = serial.borrow_mut();
    *now = now.wrapping_add(1);
    *now
}

fn file(begin: &Callback<MeasuredBy>) -> Html {
    let begin = begin.clone();
    let onchange = Callback::from(move |event: Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
        let file = input.files().and_then(|files| files.get(0));
        let begin = begin.clone();
        if let Some(file) = file {
            spawn_local(async move {
                // What cannot be read holds nothing, and the backend says so.
                let bytes =
                    JsFuture::from(file.array_buffer()).await.map(|buffer| Uint8Array::new(&buffer).to_vec());
                begin.emit(MeasuredBy::File { name: file.name(), bytes: bytes.unwrap_or_default() });
            });
        }
        input.set_value(""); // so that the same file can be chosen again once it is mended
    });
    html! {
        <label class="field">
            <span class="field-label">{ "A file: Grafana, Prometheus, CSV; or a load test of k6, JMeter, Locust" }</span>
            <input type="file" class="input measure-file" data-act="measure-file" {onchange} />
        </label>
    }
}

fn paste(begin: &Callback<MeasuredBy>, area: &NodeRef) -> Html {
    let read = {
        let (area, begin) = (area.clone(), begin.clone());
        Callback::from(move |()| {
            let text = area.cast::<HtmlTextAreaElement>().map(|area| area.value()).unwrap_or_default();
            if !text.trim().is_empty() {
                begin.emit(MeasuredBy::File { name: String::new(), bytes: text.into_bytes() });
            }
        })
    };
    html! {
        <div class="measure-line">
            <textarea class="input" ref={area.clone()} rows="2" data-act="measure-text" aria-label="Pasted measurements" placeholder="… or paste rows: 2026-11-01,2140" />
            <Button act="measure-paste" onclick={read}>{ "Read" }</Button>
        </div>
    }
}

/// A query and how many days back, as they are typed.
fn range(begin: &Callback<MeasuredBy>, typed: &UseStateHandle<(String, String)>) -> Html {
    let set = |change: fn(&mut (String, String), String)| {
        let (setter, now) = (typed.setter(), (**typed).clone());
        Callback::from(move |words: String| {
            let mut now = now.clone();
            change(&mut now, words);
            setter.set(now);
        })
    };
    let days = count(&typed.1);
    let why_not = match (typed.0.trim(), &days) {
        ("", _) => Some(AttrValue::Static("Write a query first.")),
        (_, Err(words)) => Some(words.clone().into()),
        _ => None,
    };
    let asks = {
        let (begin, query) = (begin.clone(), typed.0.trim().to_owned());
        Callback::from(move |()| {
            begin.emit(MeasuredBy::Range { query: query.clone(), days: days.clone().unwrap_or(90) })
        })
    };
    html! {
        <div class="measure-line">
            <Line name="query" label="Ask Prometheus" value={typed.0.clone()} placeholder="sum(rate(http_requests_total[5m]))" oninput={set(|typed, words| typed.0 = words)} />
            <Line name="days" label="Days back" kind="number" value={typed.1.clone()} oninput={set(|typed, words| typed.1 = words)} />
            <Button act="measure-range" {why_not} onclick={asks}>{ "Ask" }</Button>
        </div>
    }
}

fn take(here: &Here, shown: &Shown, serial: &Serial, leave: &Callback<()>) -> Callback<()> {
    let (here, shown, serial, leave) = (here.clone(), shown.clone(), Rc::clone(serial), leave.clone());
    Callback::from(move |()| {
        let this = *serial.borrow();
        let put_away = {
            let (serial, leave) = (Rc::clone(&serial), leave.clone());
            // Another preview that was opened meanwhile stays.
            Callback::from(move |()| {
                if *serial.borrow() == this {
                    leave.emit(())
                }
            })
        };
        let (again, shown) = (here.clone(), shown.clone());
        // What is typed goes first: both change the same record.
        here.draft.when_saved(Callback::from(move |_| {
            let (here, shown, put_away) = (again.clone(), shown.clone(), put_away.clone());
            spawn_local(async move {
                let request = TakeMeasurements {
                    model: here.id(),
                    source: (*shown.source).clone(),
                    answers: shown.answers.clone(),
                };
                match ask(request).await {
                    Ok(record) => {
                        here.draft.meet(&record);
                        put_away.emit(());
                        here.tasks.done(
                            "The measurements are taken.",
                            here.tasks.bring_back(record.id, record.version),
                        );
                    }
                    Err(refusal) => here.tasks.say(refusal.message),
                }
            });
        }));
    })
}

/// What the measurements hold, what only a person can say, and what would be taken.
fn preview(shown: &Shown, answer: &Callback<Answers>, take: Callback<()>, leave: Callback<()>) -> Html {
    let refused = |words: &str| html! { <p class="field-error" role="alert">{ words.to_owned() }</p> };
    let (inside, why_not) = match &shown.holds {
        None => (html! { <p class="muted">{ "Reading…" }</p> }, Some("It is being read.")),
        Some(Err(refusal)) => (refused(&refusal.message), Some("It cannot be read.")),
        Some(Ok(holds)) => {
            let questions =
                holds.questions.iter().map(|question| asked(question, holds, &shown.answers, answer));
            let inside = html! {
                <>
                    { for questions }
                    { for holds.refused.as_ref().map(|refusal| refused(&refusal.message)) }
                    <ul class="plot-findings" data-act="measure-taken">
                        { for holds.taken.iter().chain(&holds.warnings).map(|words| html! { <li>{ words }</li> }) }
                    </ul>
                </>
            };
            (inside, holds.taken.is_empty().then_some("Answer the questions first."))
        }
    };
    html! {
        <div class="stack fold-form" data-gap="small" data-act="measure-preview" aria-live="polite">
            { inside }
            <div class="line">
                <Button act="take-measurements" kind={ButtonKind::Primary} why_not={why_not.map(AttrValue::from)} onclick={take}>{ "Take it in" }</Button>
                <Button act="leave-measurements" kind={ButtonKind::Quiet} onclick={leave}>{ "Cancel" }</Button>
            </div>
        </div>
    }
}

/// One question and what was answered.
fn asked(
    question: &FileQuestion,
    holds: &Measurements,
    answers: &Answers,
    answer: &Callback<Answers>,
) -> Html {
    let set = |change: fn(&mut Answers, &str)| {
        let (answers, answer) = (answers.clone(), answer.clone());
        Callback::from(move |chosen: String| {
            let mut answers = answers.clone();
            change(&mut answers, &chosen);
            answer.emit(answers);
        })
    };
    let label = AttrValue::from(question.words());
    let own = |words: &str| (AttrValue::from(words.to_owned()), AttrValue::from(words.to_owned()));
    let nothing = (AttrValue::Static(""), AttrValue::Static("Choose"));
    let choose = |name: &'static str, value: &str, options: Vec<(AttrValue, AttrValue)>, onchange| {
        html! { <Choose {name} label={label.clone()} value={value.to_owned()} {options} {onchange} /> }
    };
    let with_nothing =
        |rest: Vec<(AttrValue, AttrValue)>| std::iter::once(nothing.clone()).chain(rest).collect();
    match question {
        FileQuestion::Series { .. } => {
            let options = with_nothing(holds.series.iter().map(|series| own(&series.name)).collect());
            let present = answers.series.clone().unwrap_or_default();
            choose(
                "series",
                &present,
                options,
                set(|answers, chosen| answers.series = Some(chosen.to_owned())),
            )
        }
        FileQuestion::Zone { .. } => zone_asked(label, answers, answer),
        FileQuestion::Order { .. } => {
            let options = with_nothing(DateOrder::ALL.iter().map(|one| own(one.label())).collect());
            let find = |answers: &mut Answers, chosen: &str| {
                answers.order = DateOrder::ALL.iter().copied().find(|one| one.label() == chosen);
            };
            choose("order", answers.order.map_or("", DateOrder::label), options, set(find))
        }
        FileQuestion::Decimal { .. } => {
            let options = with_nothing(Decimal::ALL.iter().map(|one| own(one.label())).collect());
            let find = |answers: &mut Answers, chosen: &str| {
                answers.decimal = Decimal::ALL.iter().copied().find(|one| one.label() == chosen);
            };
            choose("decimal", answers.decimal.map_or("", Decimal::label), options, set(find))
        }
        FileQuestion::Daily { .. } => {
            let find = |answers: &mut Answers, chosen: &str| {
                answers.daily =
                    Daily::ALL.iter().copied().find(|one| one.label() == chosen).unwrap_or(Daily::Peak);
            };
            let options = Daily::ALL.iter().map(|one| own(one.label())).collect();
            choose("daily", answers.daily.label(), options, set(find))
        }
        FileQuestion::Unit => {
            let onchange = set(|answers, chosen| answers.unit = Some(chosen.trim().to_owned()));
            typed_answer(label, "unit", answers.unit.clone().unwrap_or_default(), "requests/sec", onchange)
        }
    }
}

fn zone_asked(label: AttrValue, answers: &Answers, answer: &Callback<Answers>) -> Html {
    let (answers, answer) = (answers.clone(), answer.clone());
    let value = answers.zone.map(|zone| zone.name().to_owned()).unwrap_or_default();
    let onchange = Callback::from(move |typed: String| {
        let zone = typed.trim().parse().ok();
        answer.emit(Answers { zone, ..answers.clone() });
    });
    typed_answer(label, "zone", value, "Europe/Berlin", onchange)
}

/// An answer that is typed, and asked about once the field is left: each letter would read the file anew.
fn typed_answer(
    label: AttrValue,
    name: &'static str,
    value: String,
    placeholder: &'static str,
    answer: Callback<String>,
) -> Html {
    let onchange = Callback::from(move |event: Event| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            answer.emit(input.value());
        }
    });
    html! {
        <label class="field">
            <span class="field-label">{ label }</span>
            <input class="input" type="text" {name} {value} {placeholder} autocomplete="off" spellcheck="false" {onchange} />
        </label>
    }
}
