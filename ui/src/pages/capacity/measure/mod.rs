//! Measurements for a model: a file, what was pasted, or a range of Prometheus. What they hold is shown, and what only a
//! person can say is asked, before anything is taken.

mod asked;

use super::here::Here;
use crate::{
    backend::{ask, on_notice},
    components::{Button, ButtonKind, Meter},
    hooks::part::{Part, use_part},
    known::use_known,
    room::{control::Line, draft::typed::count, part::missing},
};
use asked::asked;
use contract::{
    LeaveMeasurements, MeasuredBy, MeasuredFile, Measurements, Notice, ReadMeasurements, Refusal,
    TakeMeasurements,
};
use domain::{Id, capacity::file::Answers};
use js_sys::Uint8Array;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::{File, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// What is about to be taken.
#[derive(Clone)]
struct Shown {
    answers: Answers,
    /// What it holds; none while that is on its way.
    holds: Option<Result<Rc<Measurements>, Refusal>>,
}

/// How often something was read or left: an answer that belongs to an earlier time is not shown any more.
#[derive(Clone, Copy)]
struct Turn {
    number: u32,
    /// Whether nothing is read or shown since.
    is_left: bool,
}

/// The present turn.
type Turns = Rc<RefCell<Turn>>;

/// What [`Measure`] takes.
#[derive(PartialEq, Properties)]
pub struct MeasureProps {
    /// The model.
    pub here: Here,
}

/// Measurements for a model: a part of the screen of its own.
#[component]
pub fn Measure(props: &MeasureProps) -> Html {
    match use_part(measure) {
        Part::Ready(draw) => draw(&props.here),
        Part::Loading => Html::default(),
        Part::Failed(again) => missing(again),
    }
}

#[wasm_split(measure, fallible)]
fn measure() -> Result<fn(&Here) -> Html, SplitLoaderError> {
    Ok(|here| html! { <Sources here={here.clone()} /> })
}

/// Where measurements are from, and then what they hold.
#[component]
fn Sources(props: &MeasureProps) -> Html {
    let here = &props.here;
    let prometheus = use_known().workspace.prometheus.is_some();
    let shown = use_state(|| None::<Shown>);
    let area = use_node_ref();
    let asked = use_state_eq(|| (String::new(), "90".to_owned()));
    let turns: Turns = use_mut_ref(|| Turn { number: 0, is_left: true });
    let read = reader(here, &shown, &turns);
    let put_away = {
        let (shown, turns) = (shown.setter(), Rc::clone(&turns));
        Callback::from(move |()| {
            next(&turns, true);
            shown.set(None);
        })
    };
    {
        // Who goes elsewhere leaves what is shown as well.
        let turns = Rc::clone(&turns);
        use_effect_with(here.id(), move |model| {
            let model = *model;
            move || {
                if !turns.borrow().is_left {
                    next(&turns, true);
                    leave(model);
                }
            }
        });
    }
    if let Some(shown) = &*shown {
        let answer = read.reform(|answers: Answers| (MeasuredBy::Shown, answers));
        let cancel = {
            let (put_away, model) = (put_away.clone(), here.id());
            Callback::from(move |()| {
                put_away.emit(());
                leave(model);
            })
        };
        return preview(here.id(), shown, &answer, take(here, shown, &turns, &put_away), cancel);
    }
    let begin = read.reform(|source: MeasuredBy| (source, Answers::default()));
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
    shown: &UseStateHandle<Option<Shown>>,
    turns: &Turns,
) -> Callback<(MeasuredBy, Answers)> {
    let (model, turns) = (here.id(), Rc::clone(turns));
    let (before, shown) = (shown.as_ref().and_then(|shown| shown.holds.clone()), shown.setter());
    Callback::from(move |(source, answers): (MeasuredBy, Answers)| {
        let (this, turns) = (next(&turns, false), Rc::clone(&turns));
        // While an answer is taken in, what is shown stays, and the field in which somebody types.
        let holds = before.clone().filter(|_| source == MeasuredBy::Shown);
        let now = Shown { answers: answers.clone(), holds };
        shown.set(Some(now.clone()));
        let shown = shown.clone();
        spawn_local(async move {
            let holds = ask(ReadMeasurements { model, source, answers }).await.map(Rc::new);
            let turn = *turns.borrow();
            if turn.number == this {
                shown.set(Some(Shown { holds: Some(holds), ..now }));
            } else if turn.is_left {
                leave(model); // a large file may come to the backend after the word that it is left
            }
        });
    })
}

/// Another turn; its number.
fn next(turns: &Turns, is_left: bool) -> u32 {
    let number = turns.borrow().number.wrapping_add(1);
    *turns.borrow_mut() = Turn { number, is_left };
    number
}

/// Has the backend break off what it reads for a model, and forget what it read.
fn leave(model: Id) {
    spawn_local(async move {
        let _forgotten_with_the_next_reading = ask(LeaveMeasurements { model }).await;
    });
}

fn file(begin: &Callback<MeasuredBy>) -> Html {
    let begin = begin.clone();
    let onchange = Callback::from(move |event: Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
        let chosen: Vec<File> = input
            .files()
            .map(|files| (0..files.length()).filter_map(|at| files.get(at)).collect())
            .unwrap_or_default();
        let begin = begin.clone();
        if !chosen.is_empty() {
            spawn_local(async move {
                let mut files = Vec::new();
                for file in chosen {
                    // What cannot be read holds nothing, and the backend says so.
                    let bytes = JsFuture::from(file.array_buffer())
                        .await
                        .map(|buffer| Uint8Array::new(&buffer).to_vec());
                    files.push(MeasuredFile { name: file.name(), bytes: bytes.unwrap_or_default() });
                }
                begin.emit(MeasuredBy::Files(files));
            });
        }
        input.set_value(""); // so that the same files can be chosen again once it is mended
    });
    html! {
        <label class="field">
            <span class="field-label">{ "A file: Grafana, Prometheus, CSV; or a load test of k6, JMeter, Locust, in one file or one for each level" }</span>
            <input type="file" multiple=true class="input measure-file" data-act="measure-file" {onchange} />
        </label>
    }
}

fn paste(begin: &Callback<MeasuredBy>, area: &NodeRef) -> Html {
    let read = {
        let (area, begin) = (area.clone(), begin.clone());
        Callback::from(move |()| {
            let text = area.cast::<HtmlTextAreaElement>().map(|area| area.value()).unwrap_or_default();
            if !text.trim().is_empty() {
                let pasted = MeasuredFile { name: String::new(), bytes: text.into_bytes() };
                begin.emit(MeasuredBy::Files(vec![pasted]));
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

fn take(here: &Here, shown: &Shown, turns: &Turns, put_away: &Callback<()>) -> Callback<()> {
    let (here, shown, turns, put_away) = (here.clone(), shown.clone(), Rc::clone(turns), put_away.clone());
    Callback::from(move |()| {
        let this = turns.borrow().number;
        let put_away = {
            let (turns, put_away) = (Rc::clone(&turns), put_away.clone());
            // Another preview that was opened meanwhile stays.
            Callback::from(move |()| {
                if turns.borrow().number == this {
                    put_away.emit(())
                }
            })
        };
        let (again, shown) = (here.clone(), shown.clone());
        // What is typed goes first: both change the same record.
        here.draft.when_saved(Callback::from(move |_| {
            let (here, shown, put_away) = (again.clone(), shown.clone(), put_away.clone());
            spawn_local(async move {
                let reading =
                    shown.holds.as_ref().and_then(|holds| holds.as_ref().ok()).map(|holds| holds.reading);
                let request = TakeMeasurements { model: here.id(), reading, answers: shown.answers.clone() };
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
fn preview(
    model: Id,
    shown: &Shown,
    answer: &Callback<Answers>,
    take: Callback<()>,
    cancel: Callback<()>,
) -> Html {
    let refused = |words: &str| html! { <p class="field-error" role="alert">{ words.to_owned() }</p> };
    let (inside, why_not) = match &shown.holds {
        None => (html! { <HowFar {model} /> }, Some("It is being read.")),
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
                <Button act="leave-measurements" kind={ButtonKind::Quiet} onclick={cancel}>{ "Cancel" }</Button>
            </div>
        </div>
    }
}

/// What [`HowFar`] takes.
#[derive(PartialEq, Properties)]
struct HowFarProps {
    model: Id,
}

/// How much is read, once it takes a while. Who listens hears once that it is read, and not every percent.
#[component]
fn HowFar(props: &HowFarProps) -> Html {
    let done_pct = use_state_eq(|| None::<u8>);
    {
        let done_pct = done_pct.setter();
        use_effect_with(props.model, move |model| {
            let of = *model;
            let subscription = on_notice(move |notice| {
                if let Notice::Reading { model, done_pct: now } = notice
                    && *model == of
                {
                    done_pct.set(Some(*now));
                }
            });
            move || drop(subscription)
        });
    }
    html! {
        <div class="progress">
            <div class="progress-words">
                <span>{ "Reading…" }</span>
                { for done_pct.map(|done_pct| html! { <span class="num" aria-hidden="true">{ format!("{done_pct} %") }</span> }) }
            </div>
            { for done_pct.map(|done_pct| html! { <Meter part={f64::from(done_pct) / 100.0} label="Read so far" /> }) }
        </div>
    }
}
