//! The day is over: what came out of it.

use super::{
    panel::{Day, Panel},
    raise::Raise,
    words::short,
};
use crate::{
    app::Route,
    components::{Button, ButtonKind, Card, Pill, State},
    pages::words::outcome_pill,
};
use contract::ExportPdf;
use domain::{
    run::{Progress, Trial},
    time::words,
};
use yew::prelude::*;
use yew_router::Routable;

/// The summary.
#[component]
pub fn Ended(props: &Day) -> Html {
    let exporting = use_state(|| false);
    let run = &props.view.run;
    let Some(ended) = &run.ended else { return Html::default() };
    let export = {
        let (pen, id, exporting) = (props.pen.clone(), props.view.id, exporting.clone());
        Callback::from(move |()| {
            exporting.set(true);
            let (toasts, exporting) = (pen.toasts.clone(), exporting.setter());
            pen.send(ExportPdf { id }, move |answer| {
                exporting.set(false);
                if let Ok(exported) = answer {
                    toasts.done(format!("The report is in {}", exported.path), None);
                }
            });
        })
    };
    let record = format!("#{}", Route::Record { id: props.view.id }.to_path());
    let busy = exporting.then_some(AttrValue::Static("The report is being written."));
    let title = &run.plan.game_day.title;
    html! {
        <>
            <header class="bar">
                <nav class="crumbs" aria-label="Where"><a href={format!("#{}", Route::GameDays.to_path())}>{ "Game days" }</a>{ " /" }</nav>
                <h1 class="title" title={title.clone()}>{ title }</h1>
                <Pill state={State::Good}>{ "Finished" }</Pill>
                <p class="bar-note">
                    { format!("{} to {} · {}", props.zone.long(run.started_at), props.zone.hour_minute(ended.at), words(ended.at.since(run.started_at))) }
                </p>
                <div class="bar-actions">
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
                        <ul class="run-list">{ for run.trials.iter().enumerate().map(|(at, trial)| outcome(at, trial)) }</ul>
                    </Card>
                    <Card title="Actions" flush=true>
                        <ul class="run-list">{ for run.actions.iter().map(|raised| html! {
                            <li class="run-row" data-id={raised.action.to_string()}>
                                <span class="run-row-words">{ &raised.said.text }</span>
                                <span class="muted">{ &raised.owner }{ raised.due.map(|due| format!(", due {}", due.format("%-d %b %Y"))).unwrap_or_default() }</span>
                            </li>
                        }) }</ul>
                        <div class="run-row">
                            <span class="run-row-words muted">{ if run.actions.is_empty() { "No action was raised." } else { "" } }</span>
                            <Button act="raise-action" keys="A" onclick={props.open.reform(|()| Panel::Action)}>{ "Raise action" }</Button>
                        </div>
                    </Card>
                </div>
            </main>
            if props.panel == Some(Panel::Action) { <Raise ..props.clone() /> }
        </>
    }
}

fn outcome(at: usize, trial: &Trial) -> Html {
    let note = match (&trial.conclusion, &trial.skipped) {
        (Some(conclusion), _) => conclusion.said.text.clone(),
        (None, Some(skipped)) => skipped.text.clone(),
        (None, None) if trial.progress() == Progress::Waiting => "There was no time for it.".to_owned(),
        (None, None) => "The day ended before anybody said what came out.".to_owned(),
    };
    let recovered = trial.stop_to_recovered_ms().map(|ms| format!("recovered in {}", short(ms)));
    html! {
        <li class="run-row" data-id={at.to_string()}>
            <span class="run-row-words">{ &trial.experiment().title }<span class="cell-sub">{ note }</span></span>
            <span class="muted">{ recovered.unwrap_or_default() }</span>
            { outcome_pill(trial, true) }
        </li>
    }
}
