//! One experiment: what we believe, what tells us, what we do, when we stop and how we undo it.

mod conditions;
#[cfg(test)]
mod fields;
mod findings;
mod keep;
mod live;
mod method;
mod metrics;
mod undo;

use crate::{
    components::{Banner, Button, ButtonKind, Pill, State},
    pages::chaos::words::experiment_pill,
    pages::interchange::ExportKey,
    room::{
        Room,
        draft::{ConflictCard, Draft, HistoryKey, SaveLine, use_draft, use_field_of_address, use_records},
        href,
        tasks::{Tasks, use_tasks},
        use_list, use_record, waiting,
    },
    route::Route,
};
use conditions::Conditions;
use domain::{
    Document, Id, Kind, Record,
    chaos::{
        experiment::{Experiment, ExperimentStatus},
        game_day::GameDayStatus,
    },
    text::clip,
};
use findings::{Findings, use_surroundings};
use keep::keep_in_library;
pub use keep::use_template;
use metrics::Metrics;
use std::rc::Rc;
use undo::{Approvals, Rollback};
use yew::prelude::*;

/// Which experiment.
#[derive(PartialEq, Properties)]
pub struct ExperimentProps {
    /// Its record.
    pub id: Id,
}

/// Whose part of the editor.
#[derive(PartialEq, Properties)]
pub struct PartProps {
    /// The experiment.
    pub draft: Draft<Experiment>,
}

/// The room. Give it the id as its key.
#[component]
pub fn ExperimentPage(props: &ExperimentProps) -> Html {
    let (record, again) = use_record(props.id);
    match record.ready().map(|record| (record, &record.document)) {
        Some((record, Document::Experiment(experiment))) => {
            html! { <Editor record={record.clone()} experiment={experiment.clone()} /> }
        }
        _ => html! {
            <Room title="Experiment" crumbs={vec![(Route::Experiments, "Experiments".into())]}>{ waiting(&record, &again) }</Room>
        },
    }
}

#[derive(PartialEq, Properties)]
struct EditorProps {
    record: Rc<Record>,
    experiment: Experiment,
}

#[component]
fn Editor(props: &EditorProps) -> Html {
    let draft = use_draft(&props.record, &props.experiment);
    let tasks = use_tasks();
    let (services, _) = use_list(Kind::Service);
    let days = use_days(draft.id());
    let surroundings = use_surroundings(draft.body().service_id);
    use_field_of_address();
    let title = draft.body().title.clone();
    let crumbs = match days.first() {
        Some((id, day)) => {
            vec![(Route::GameDays, "Game days".into()), (Route::GameDay { id: *id }, clip(day, 40).into())]
        }
        None => vec![(Route::Experiments, "Experiments".into())],
    };
    let status = draft.body().status();
    let template = draft.body().library;
    let forbidden = surroundings
        .is_some_and(|surroundings| surroundings.budget.is_some_and(|budget| !budget.state().allows_chaos()));
    let pill = if status == ExperimentStatus::Ready && forbidden {
        html! { <Pill state={State::Bad}>{ "Budget forbids it" }</Pill> }
    } else {
        experiment_pill(status)
    };
    let note = html! {
        <>{ pill }<span class="bar-note"><SaveLine<Experiment> draft={draft.clone()} /></span></>
    };
    html! {
        <Room title={title.clone()} {crumbs} {note} actions={actions(&draft, &tasks, &title)}>
            <ConflictCard<Experiment> draft={draft.clone()} />
            if days.len() > 1 {
                <Banner state={State::Off}>
                    { "What is changed here changes on every day that is planned with it: " }
                    { for days.iter().enumerate().map(|(place, (id, day))| html! {
                        <>{ if place > 0 { ", " } else { "" } }<a class="link" href={href(Route::GameDay { id: *id })}>{ clip(day, 60) }</a></>
                    }) }
                </Banner>
            }
            if template {
                { keep::template_banner(&draft, &tasks) }
            }
            if let Some(surroundings) = surroundings.filter(|_| !template) {
                <Findings draft={draft.clone()} {surroundings} />
            }
            { method::method(&draft, services.ready().map(Rc::as_ref), surroundings.as_ref()) }
            <Metrics draft={draft.clone()} />
            <Conditions draft={draft.clone()} />
            <Rollback draft={draft.clone()} />
            <Approvals draft={draft.clone()} />
        </Room>
    }
}

fn actions(draft: &Draft<Experiment>, tasks: &Tasks, title: &str) -> Html {
    let (id, version) = (draft.id(), draft.version());
    html! {
        <>
            <Button act="remove" kind={ButtonKind::Quiet} small=true label={format!("Remove “{title}”")} onclick={tasks.remove(id, version, title, Some(Route::Experiments))}>{ "Remove" }</Button>
            if !draft.body().library {
                <Button act="keep" kind={ButtonKind::Quiet} small=true label={format!("Keep a copy of “{title}” in the library")} onclick={keep_in_library(draft, tasks)}>{ "Keep in the library" }</Button>
            }
            <Button act="duplicate" kind={ButtonKind::Quiet} small=true label={format!("Duplicate “{title}”")} onclick={tasks.duplicate(id)}>{ "Duplicate" }</Button>
            <ExportKey {id} small=true label={format!("Export “{title}” as Chaos Toolkit")} />
            <HistoryKey<Experiment> draft={draft.clone()} />
        </>
    }
}

/// The game days to come that run this experiment: id and title.
#[hook]
fn use_days(experiment: Id) -> Vec<(Id, String)> {
    let (rows, _) = use_list(Kind::GameDay);
    // Finished days keep a copy of what was run; only those to come change with this page.
    let ahead = rows.ready().map(|rows| {
        rows.iter()
            .filter(|row| {
                matches!(
                    GameDayStatus::of(&row.status),
                    Some(GameDayStatus::Planned | GameDayStatus::Running)
                )
            })
            .map(|row| row.id)
            .take(50)
            .collect()
    });
    let records = use_records(ahead.unwrap_or_default());
    let days =
        records.into_iter().flatten().filter_map(Result::ok).filter_map(|record| match &record.document {
            Document::GameDay(day) if day.experiments.contains(&experiment) => {
                Some((record.id, day.title.clone()))
            }
            _ => None,
        });
    days.collect()
}
