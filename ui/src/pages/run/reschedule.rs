//! Moving experiments that no longer fit, or that the room wants on another day.

use super::{
    control::{Line, error_of, form, use_in_sight},
    panel::Day,
};
use crate::{
    backend,
    components::{Button, ButtonKind},
    pages::words::DATE_FORM,
};
use contract::{Code, Refusal, Reschedule as Ask};
use domain::{
    run::{Progress, Run},
    time::parse_date,
};
use std::collections::BTreeSet;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What [`Reschedule`] takes.
#[derive(PartialEq, Properties)]
pub struct RescheduleProps {
    /// The day.
    pub day: Day,
    /// The experiment that is meant; `None` for those that no longer fit.
    pub which: Option<usize>,
}

/// The form: which experiments, and the date if it is known. What was refused stays in it.
#[component]
pub fn Reschedule(props: &RescheduleProps) -> Html {
    let run = &props.day.view.run;
    let chosen = use_state(|| proposed(run, props.which));
    let date = use_state(String::new);
    let refused = use_state(|| None::<Refusal>);
    use_in_sight(".move");
    let send = {
        let (day, chosen, date, refused) =
            (props.day.clone(), (*chosen).clone(), (*date).clone(), refused.setter());
        Callback::from(move |()| send(&day, &chosen, &date, refused.clone()))
    };
    let tick = |at: usize| {
        let (setter, chosen) = (chosen.setter(), (*chosen).clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let mut chosen = chosen.clone();
            if input.checked() {
                chosen.insert(at)
            } else {
                chosen.remove(&at)
            };
            setter.set(chosen);
        })
    };
    let waiting = run.trials.iter().enumerate().filter(|(_, trial)| trial.progress() == Progress::Waiting);
    let boxes = waiting.map(|(at, trial)| {
        html! {
            <label class="check" key={at}>
                <input type="checkbox" class="check-box" name={format!("experiments.{at}")} checked={chosen.contains(&at)} onchange={tick(at)} />
                <span class="check-words">{ &trial.experiment().title }</span>
            </label>
        }
    });
    let ondate = {
        let setter = date.setter();
        Callback::from(move |words: String| setter.set(words))
    };
    let why_not = chosen.is_empty().then_some(AttrValue::Static("Choose at least one experiment."));
    form(
        "stack move",
        send.clone(),
        props.day.close.clone(),
        html! {
            <>
                <fieldset><legend class="field-label">{ "Move to another day" }</legend>{ for boxes }</fieldset>
                <Line name="date" label="On which date, if it is known" kind="date" first=true value={(*date).clone()} oninput={ondate}
                    error={error_of(refused.as_ref(), "date")} placeholder={DATE_FORM} />
                <div class="line">
                    <Button act="confirm-move" kind={ButtonKind::Primary} small=true keys="Enter" onclick={send} {why_not}>{ "Move" }</Button>
                    <Button act="cancel-move" kind={ButtonKind::Quiet} small=true onclick={props.day.close.clone()}>{ "Cancel" }</Button>
                </div>
                <input type="submit" hidden=true />
            </>
        },
    )
}

/// The one that is meant, else all that no longer fit.
fn proposed(run: &Run, which: Option<usize>) -> BTreeSet<usize> {
    match which {
        Some(at) => BTreeSet::from([at]),
        None => run.agenda(backend::now()).left_over().into_iter().collect(),
    }
}

fn send(day: &Day, chosen: &BTreeSet<usize>, date: &str, refused: UseStateSetter<Option<Refusal>>) {
    let date = match date.trim() {
        "" => None,
        text => match parse_date(text) {
            Ok(date) => Some(date),
            Err(message) => {
                refused.set(Some(Refusal { code: Code::Invalid, message, field: Some("date".to_owned()) }));
                return;
            }
        },
    };
    let request = Ask { run: day.view.id, experiments: chosen.iter().copied().collect(), date };
    let (close, toasts) = (day.close.clone(), day.pen.toasts.clone());
    day.pen.send(request, move |answer| match answer {
        Ok(made) => {
            let title = domain::text::clip(&made.document.summary().title, 60);
            let when = date.map(|date| format!(" on {}", date.format("%-d %b %Y"))).unwrap_or_default();
            toasts.done(format!("“{title}” is planned{when}. Today links to it."), None);
            close.emit(());
        }
        Err(refusal) => refused.set(Some(refusal)),
    });
}
