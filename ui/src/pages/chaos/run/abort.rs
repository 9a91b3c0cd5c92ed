//! The brake, and the words that explain afterwards why it was pulled.

use super::{
    panel::Day,
    room::{abort, may_abort},
};
use crate::{
    components::{Button, ButtonKind},
    hooks::kept::use_kept,
    room::control::{Choose, Line, error_of, form, named},
};
use contract::Refusal;
use domain::chaos::{
    experiment::quantity,
    run::{Event, Run, Step, Trial, WATCHER},
};
use yew::prelude::*;

/// One key, at once, without a question.
#[component]
pub fn AbortButton(props: &Day) -> Html {
    let run = &props.view.run;
    let why_not =
        (!may_abort(run)).then_some(AttrValue::Static("No fault is in, so there is nothing to abort."));
    let onclick = {
        let day = props.clone();
        Callback::from(move |()| abort(&day))
    };
    let insist = tripped(run).map(|words| html! { <p class="abort-now" role="alert">{ words }</p> });
    html! {
        <div class="console-abort">
            <Button act="abort" kind={ButtonKind::Abort} keys="F8" {onclick} {why_not}>{ "Abort and roll back" }</Button>
            if may_abort(run) { { for insist } }
        </div>
    }
}

/// Which condition calls for the brake, in words.
fn tripped(run: &Run) -> Option<String> {
    let trial = run.trial()?;
    let conditions = trial.experiment().conditions.iter().enumerate();
    let mut tripped = conditions.filter(|(at, _)| trial.tripped(*at).is_some());
    tripped.next().map(|(at, condition)| {
        let live = trial.checks.iter().rev().find(|check| check.condition == at && !check.struck);
        let live =
            live.filter(|check| check.tripped && check.said.by == WATCHER && !check.said.text.is_empty());
        let why = live.map(|check| format!(" {}: {}", check.said.by, check.said.text)).unwrap_or_default();
        format!("“{}” has tripped. Stop now.{why}", condition.text.trim_end_matches('.'))
    })
}

/// The first experiment whose abort nobody has explained yet: the words may come when the room has long gone on.
pub fn unexplained(run: &Run) -> Option<usize> {
    let wordless =
        |trial: &Trial| trial.abort.as_ref().is_some_and(|abort| abort.said.text.trim().is_empty());
    run.trials.iter().position(wordless)
}

/// Who called it, why, and on what grounds.
#[component]
pub fn Explain(props: &Day) -> Html {
    let run = &props.view.run;
    let abort_of = |at: usize| run.trials.get(at).and_then(|trial| Some((at, trial, trial.abort.as_ref()?)));
    let Some((at, trial, abort)) = unexplained(run).and_then(abort_of) else { return Html::default() };
    let which = which(run, at, trial);
    let caller = use_state(|| abort.said.by.clone());
    let reason = use_kept(props.place(&format!("abort/{at}")));
    let grounds = use_state(|| grounds(trial));
    let refused = use_state(|| None::<Refusal>);
    let explain = {
        let (pen, caller, reason) = (props.pen.clone(), (*caller).clone(), reason.clone());
        let ((condition, reading), refused) = (*grounds, refused.setter());
        Callback::from(move |()| {
            let refused = refused.clone();
            let event = Event::AbortExplained {
                experiment: Some(at),
                caller: caller.clone(),
                reason: reason.text().trim().to_owned(),
                condition,
                reading,
            };
            let written = reason.clone();
            pen.write_as("", event, move |answer| {
                if answer.is_ok() {
                    written.done();
                }
                refused.set(answer.err());
            });
        })
    };
    let on = |state: &UseStateHandle<String>| {
        let setter = state.setter();
        Callback::from(move |words: String| setter.set(words))
    };
    let oncondition = {
        let (setter, reading) = (grounds.setter(), grounds.1);
        Callback::from(move |value: String| setter.set((value.parse().ok(), reading)))
    };
    let onreading = {
        let (setter, condition) = (grounds.setter(), grounds.0);
        Callback::from(move |value: String| setter.set((condition, value.parse().ok())))
    };
    let chosen = |number: Option<String>| number.unwrap_or_else(|| "none".to_owned());
    let inside = html! {
        <>
            <Choose name="caller" label="Called by" value={(*caller).clone()} options={named(&props.people())} onchange={on(&caller)} />
            <Choose name="condition" label="On which condition" value={chosen(grounds.0.map(|at| at.to_string()))}
                options={conditions(trial)} onchange={oncondition} />
            <Choose name="reading" label="Deciding reading" value={chosen(grounds.1.map(|seq| seq.to_string()))}
                options={readings(props, trial)} onchange={onreading} />
            <span class="wide">
                <Line name="reason" label="Why" first=true value={reason.text()} oninput={reason.typed()}
                    error={error_of(refused.as_ref(), "reason")} placeholder="Customers saw errors at the till" />
            </span>
            <span class="explain-do">
                <Button act="explain-abort" kind={ButtonKind::Primary} keys="Enter" onclick={explain.clone()}>{ "Write it down" }</Button>
            </span>
            <input type="submit" hidden=true />
        </>
    };
    html! {
        <section class="card" data-flush="" data-act="explain">
            <div class="card-head">
                <h2 class="card-title">{ format!("{which} at {}", props.zone.clock(abort.said.at)) }</h2>
                <span class="card-aside">{ "the fault comes out first, the words can wait" }</span>
            </div>
            { form("explain", explain, Callback::noop(), inside) }
        </section>
    }
}

/// What was aborted, as the title of the form.
fn which(run: &Run, at: usize, trial: &Trial) -> String {
    if run.present == Some(at) {
        "Aborted".to_owned()
    } else {
        format!("“{}”, aborted", trial.experiment().title)
    }
}

/// The condition that has tripped, and the reading that tripped it.
fn grounds(trial: &Trial) -> (Option<usize>, Option<u64>) {
    let tripped = |condition| Some((Some(condition), trial.tripped(condition)?.1));
    (0..trial.experiment().conditions.len()).find_map(tripped).unwrap_or((None, None))
}

fn conditions(trial: &Trial) -> Vec<(AttrValue, AttrValue)> {
    let none = ("none".into(), "No condition, somebody called it".into());
    let all = trial.experiment().conditions.iter().enumerate();
    std::iter::once(none).chain(all.map(|(at, c)| (at.to_string().into(), c.text.clone().into()))).collect()
}

fn readings(props: &Day, trial: &Trial) -> Vec<(AttrValue, AttrValue)> {
    let none = ("none".into(), "None".into());
    let during =
        trial.readings.iter().rev().filter(|reading| !reading.struck && reading.step == Step::Inject);
    let words = |reading: &domain::chaos::run::Reading| {
        let metric = trial.experiment().metrics.iter().find(|metric| metric.name == reading.metric);
        let value = quantity(reading.value, metric.map_or("", |metric| &metric.unit));
        let words = format!("{} {value}, {}", reading.metric, props.zone.clock(reading.at));
        (reading.seq.to_string().into(), words.into())
    };
    std::iter::once(none).chain(during.take(20).map(words)).collect()
}
