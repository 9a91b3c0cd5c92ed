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
    components::{Banner, State},
    pages::chaos::words::plan_pill,
    pages::interchange::ExportKey,
    room::{
        draft::{Draft, bodies, use_draft, use_records},
        href,
        record::{Opened, PageProps, RecordPage, opened},
        row::{Subject, quiet_key},
        tasks::{Tasks, use_tasks},
        use_list, use_record,
    },
    route::Route,
};
use conditions::Conditions;
use domain::{
    Id, Kind,
    chaos::{
        experiment::Experiment,
        game_day::{GameDay, GameDayStatus},
        lint,
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

/// Whose part of the editor.
#[derive(PartialEq, Properties)]
pub struct PartProps {
    /// The experiment.
    pub draft: Draft<Experiment>,
}

/// The room.
#[component]
pub fn ExperimentPage(props: &PageProps) -> Html {
    let crumbs = vec![(Route::Experiments, "Experiments".into())];
    match opened::<Experiment>(props.id, &use_record(props.id), "Experiment", crumbs) {
        Ok(opened) => html! { <Editor ..opened /> },
        Err(bare) => bare,
    }
}

#[component]
fn Editor(opened: &Opened<Experiment>) -> Html {
    let draft = use_draft(&opened.record, &opened.body);
    let tasks = use_tasks();
    let (services, _) = use_list(Kind::Service);
    let days = use_days(draft.id());
    let surroundings = use_surroundings(draft.body().service_id);
    let title = draft.body().title.clone();
    let crumbs = match days.first() {
        Some((id, day)) => {
            vec![(Route::GameDays, "Game days".into()), (Route::GameDay { id: *id }, clip(day, 40).into())]
        }
        None => vec![(Route::Experiments, "Experiments".into())],
    };
    let status = draft.body().status();
    let template = draft.body().library;
    let findings = surroundings.map(|surroundings| lint::experiment(&draft.body(), &surroundings));
    let pill = plan_pill(status, findings.iter().flatten());
    html! {
        <RecordPage title={title.clone()} {crumbs} {pill} standing={draft.standing()} keys={keys(&draft, &tasks, &title)}
            removed_to={Route::Experiments} history=true>
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
            if let Some(findings) = findings.filter(|_| !template) {
                <Findings draft={draft.clone()} {findings} />
            }
            { method::method(&draft, services.ready().map(Rc::as_ref), surroundings.as_ref()) }
            <Metrics draft={draft.clone()} />
            <Conditions draft={draft.clone()} />
            <Rollback draft={draft.clone()} />
            <Approvals draft={draft.clone()} />
        </RecordPage>
    }
}

fn keys(draft: &Draft<Experiment>, tasks: &Tasks, title: &str) -> Html {
    let id = draft.id();
    let keep = format!("Keep a copy of “{title}” in the library");
    html! {
        <>
            if !draft.body().library {
                { quiet_key("keep", "Keep in the library", keep, keep_in_library(draft, tasks)) }
            }
            { Subject { tasks, id, version: draft.version(), title }.duplicate() }
            <ExportKey {id} small=true label={format!("Export “{title}” as Chaos Toolkit")} />
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
    bodies::<GameDay>(records)
        .filter(|(_, day)| day.experiments.contains(&experiment))
        .map(|(record, day)| (record.id, day.title))
        .collect()
}
