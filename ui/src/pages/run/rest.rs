//! The rest of the day: when it ends at this pace, what waits, and how it is closed. And the actions so far.

use super::{
    pace::{ends, experiment_ms},
    panel::{Day, Panel},
    pen::then_close,
    say::Say,
};
use crate::{
    backend,
    components::{Button, ButtonKind, tick},
};
use domain::{
    run::{Event, Progress},
    time::words,
};
use std::rc::Rc;
use yew::prelude::*;

/// The card.
#[component]
pub fn Rest(props: &Day) -> Html {
    let run = &props.view.run;
    let pace = {
        let (view, zone) = (Rc::clone(&props.view), props.zone);
        tick(move |now| {
            let (planned, at_this_pace) = ends(&view.run, now);
            let clock = |at| zone.hour_minute(at);
            html! { { format!("Ends {} at this pace, planned {}.", clock(at_this_pace), clock(planned)) } }
        })
    };
    let waiting = run.trials.iter().enumerate().filter(|(_, trial)| trial.progress() == Progress::Waiting);
    let rows = waiting.map(|(at, trial)| {
        let begin = {
            let pen = props.pen.clone();
            Callback::from(move |()| pen.write(Event::ExperimentStarted { experiment: at }))
        };
        let may_begin = run.admit(&Event::ExperimentStarted { experiment: at }, backend::now()).is_ok();
        html! {
            <li class="rest-row" key={at} data-id={at.to_string()}>
                <span class="run-row-words">
                    { &trial.experiment().title }
                    <span class="cell-sub">{ words(experiment_ms(trial.experiment())) }{ " planned" }</span>
                </span>
                if may_begin { <Button act="begin-experiment" of={at} small=true onclick={begin}>{ "Begin" }</Button> }
                <Button act="skip-experiment" of={at} kind={ButtonKind::Quiet} small=true onclick={props.open.reform(move |()| Panel::Skip(Some(at)))}>{ "Skip" }</Button>
            </li>
        }
    });
    let end_event = Event::DayEnded { note: String::new() };
    let why_not = run.admit(&end_event, backend::now()).err().map(|not_now| AttrValue::from(not_now.0));
    html! {
        <section class="card" data-act="rest">
            <div class="card-head"><h2 class="card-title">{ "Rest of the day" }</h2></div>
            <div class="card-body stack" data-gap="small">
                <p class="soft">{ pace }</p>
                { panel(props) }
                <ul>{ for rows }</ul>
                if props.panel != Some(Panel::End) {
                    <div class="line"><Button act="end-day" {why_not} onclick={props.open.reform(|()| Panel::End)}>{ "End the day" }</Button></div>
                }
            </div>
        </section>
    }
}

fn panel(props: &Day) -> Html {
    match props.panel {
        Some(Panel::Skip(which)) => {
            let Some(experiment) = which.or(props.view.run.present) else { return Html::default() };
            let title = props.view.run.trials.get(experiment).map(|trial| trial.experiment().title.clone());
            let onsay = writing(props, move |reason| Event::Skipped { experiment, reason });
            html! {
                <Say name="reason" label={format!("Why is “{}” skipped?", title.unwrap_or_default())} act="confirm-skip"
                    words="Skip it" {onsay} onclose={props.close.clone()} />
            }
        }
        Some(Panel::End) => {
            let onsay = writing(props, |note| Event::DayEnded { note });
            html! {
                <Say name="note" label="Closing words" act="confirm-end" words="End the day" {onsay}
                    onclose={props.close.clone()} />
            }
        }
        _ => Html::default(),
    }
}

/// Writes the event that the words make, and closes the form when it is written.
fn writing(props: &Day, event: impl Fn(String) -> Event + 'static) -> Callback<String> {
    let (pen, close) = (props.pen.clone(), props.close.clone());
    Callback::from(move |words: String| pen.write_as("", event(words), then_close(close.clone())))
}

/// The actions that came out so far.
#[component]
pub fn Actions(props: &Day) -> Html {
    let run = &props.view.run;
    let row = |raised: &domain::run::Raised| {
        let due = raised.due.map(|due| format!(", due {}", due.format("%-d %b"))).unwrap_or_default();
        html! {
            <li class="rest-row" data-id={raised.action.to_string()}>
                <span class="run-row-words">{ &raised.said.text }<span class="cell-sub">{ &raised.owner }{ due }</span></span>
            </li>
        }
    };
    html! {
        <section class="card" data-act="actions">
            <div class="card-head"><h2 class="card-title">{ "Actions" }</h2></div>
            <div class="card-body stack" data-gap="small">
                if run.actions.is_empty() { <p class="soft">{ "None yet. Write down what must change while it is fresh." }</p> }
                <ul>{ for run.actions.iter().map(row) }</ul>
                <div class="line"><Button act="raise-action" keys="A" onclick={props.open.reform(|()| Panel::Action)}>{ "Raise action" }</Button></div>
            </div>
        </section>
    }
}
