//! The day is over: what came out of it.

use super::{
    day::{over, whole},
    follow_up::{Compare, FollowUp},
    noticed::detection_words,
    panel::{Day, Panel},
    reschedule::{Reschedule, left_over},
    room::raise,
};
use crate::{
    backend,
    components::{Button, ButtonKind, Card, Pill, State},
    hooks::part::{Part, use_part},
    pages::action::raise::About,
    pages::chaos::words::outcome_pill,
    room::{href, part::missing, tasks::use_tasks, words::count},
    route::Route,
};
use contract::ExportPdf;
use domain::{
    Instant,
    chaos::run::{Progress, Trial},
    journal::Slot,
    time::words,
};
use std::rc::Rc;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;
use yew_router::Routable;

/// The summary: a part of the screen of its own, so that a day that runs does not wait for it.
#[component]
pub fn Ended(props: &Day) -> Html {
    match use_part(ended) {
        Part::Ready(draw) => draw(props.clone()),
        Part::Loading => Html::default(),
        Part::Failed(again) => html! { <main class="content">{ missing(again) }</main> },
    }
}

#[wasm_split(ended, fallible)]
fn ended() -> Result<fn(Day) -> Html, SplitLoaderError> {
    Ok(|day| html! { <Summary ..day /> })
}

#[component]
fn Summary(props: &Day) -> Html {
    let exporting = use_state(|| false);
    let tasks = use_tasks();
    let run = &props.view.run;
    let Some(ended) = &run.course.ended else { return Html::default() };
    let export = {
        let (toasts, id, exporting) = (props.pen.toasts.clone(), props.view.id, exporting.clone());
        Callback::from(move |()| {
            exporting.set(true);
            let (corner, exporting) = (toasts.clone(), exporting.setter());
            toasts.ask(ExportPdf { id }, move |answer| {
                exporting.set(false);
                if let Ok(exported) = answer {
                    corner.done(format!("The report is in {}", exported.path), None);
                }
            });
        })
    };
    let record = format!("#{}", Route::Record { id: props.view.id }.to_path());
    let busy = exporting.then_some(AttrValue::Static("The report is being written."));
    let title = &run.plan.game_day.title;
    let slots = run.agenda(ended.at, props.zone).slots;
    let outcomes = run.trials.iter().zip(&slots).map(|(trial, slot)| outcome(props, trial, slot));
    let onraise = props.open.reform(|about: Option<About>| Panel::Action(about.map(|about| about.seq)));
    html! {
        <>
            <header class="bar">
                <nav class="crumbs" aria-label="Where"><a href={format!("#{}", Route::GameDays.to_path())}>{ "Game days" }</a>{ " /" }</nav>
                <h1 class="title" title={title.clone()}>{ title }</h1>
                <Pill state={State::Good}>{ "Finished" }</Pill>
                <p class="bar-note">
                    { format!("{} to {} · {}", props.zone.long(run.course.started_at), props.zone.clock(ended.at), words(ended.at.shown_since(run.course.started_at))) }
                </p>
                <div class="bar-actions">
                    <Button act="run-again" onclick={tasks.duplicate(props.view.id)}>{ "Run again" }</Button>
                    <a class="button" data-act="open-record" href={record}>{ "Open the record" }</a>
                    <Button act="export-pdf" kind={ButtonKind::Primary} onclick={export} why_not={busy}>
                        { if *exporting { "Writing the report…" } else { "Export PDF" } }
                    </Button>
                </div>
            </header>
            <main class="content" data-act="ended">
                <div class="page stack" data-width="prose">
                    if !ended.text.is_empty() { <p class="prose">{ &ended.text }</p> }
                    <Card title="What came out" flush=true>
                        <ul class="run-list">{ for outcomes }</ul>
                        { not_run(props) }
                    </Card>
                    <FollowUp view={Rc::clone(&props.view)} today={props.zone.date(backend::now())} {onraise} />
                    <Compare id={props.view.id} repeats={run.plan.game_day.repeats} />
                </div>
            </main>
            { raise(props) }
        </>
    }
}

/// What there was no time for, with the way to another day.
fn not_run(day: &Day) -> Html {
    let waiting = left_over(&day.view.run, backend::now(), day.zone).len();
    if waiting == 0 {
        return Html::default();
    }
    let body = match day.panel {
        Some(Panel::Move(which)) => html! { <Reschedule day={day.clone()} {which} /> },
        _ => html! {
            <div class="line">
                <Button act="move-left-over" small=true keys="T" onclick={day.open.reform(|()| Panel::Move(None))}>{ "Move to another day" }</Button>
                <span class="muted">{ format!("{} not run", count(waiting, "experiment")) }</span>
            </div>
        },
    };
    html! { <div class="card-body">{ body }</div> }
}

fn outcome(day: &Day, trial: &Trial, slot: &Slot) -> Html {
    let note = match (&trial.conclusion, &trial.skipped) {
        (Some(conclusion), _) => conclusion.said.text.clone(),
        (None, Some(skipped)) => skipped.text.clone(),
        (None, None) if trial.progress() == Progress::Waiting => "There was no time for it.".to_owned(),
        (None, None) => "The day ended before anybody said what came out.".to_owned(),
    };
    let facts = facts(day, trial, slot);
    html! {
        <li class="run-row" data-id={slot.item.to_string()}>
            <span class="run-row-words">
                { &trial.experiment().title }
                if !note.is_empty() { <span class="cell-sub">{ note }</span> }
                if !facts.is_empty() { <span class="cell-sub num" data-act="times">{ facts.join(" · ") }</span> }
                if let Some(to) = trial.moved_to {
                    <span class="cell-sub"><a class="link" data-act="open-moved" href={href(Route::GameDay { id: to })}>{ "Open that day" }</a></span>
                }
            </span>
            { outcome_pill(trial, true) }
        </li>
    }
}

/// What it took: against the plan, until it was noticed, until the system was back.
fn facts(day: &Day, trial: &Trial, slot: &Slot) -> Vec<String> {
    let took = took(slot.began_at, slot.ended_at).map(|took| {
        let over = over(slot).map(|over| format!(", {over}")).unwrap_or_default();
        if day.view.run.ran_elsewhere() {
            format!("took {took}")
        } else {
            format!("took {took} of {}{over}", whole(slot.planned_ms))
        }
    });
    let detected = detection_words(trial, day.zone).map(|words| format!("detected: {words}"));
    let recovered = trial.stop_to_recovered_ms().map(|ms| format!("recovered in {}", words(ms)));
    [took, detected, recovered].into_iter().flatten().collect()
}

fn took(began_at: Option<Instant>, ended_at: Option<Instant>) -> Option<String> {
    Some(whole(ended_at?.since(began_at?)))
}
