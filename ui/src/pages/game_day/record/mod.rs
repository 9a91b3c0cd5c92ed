//! What a day has left behind: outcomes, readings, predictions beside observations, the aborts, the journal.

mod chart;
mod journal;
mod trial;

use super::super::{
    room::{Room, link_button, use_record, waiting},
    tasks::use_tasks,
    words::{count, day, day_pill},
};
use crate::{
    app::{Route, use_known},
    backend::ask,
    components::{Banner, Button, ButtonKind, Card, EmptyState, Skeleton, State},
    hooks::run::{LiveRun, RunView, use_run},
};
use contract::ExportPdf;
use domain::{
    Document, Id, Zone,
    game_day::{GameDay, GameDayStatus},
    run::{Outcome, Progress, Run},
    time,
};
use journal::Journal;
use std::rc::Rc;
use trial::TrialCard;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Whose record.
#[derive(PartialEq, Properties)]
pub struct RecordProps {
    /// The game day.
    pub id: Id,
}

/// The room. Give it the id as its key.
#[component]
pub fn RecordPage(props: &RecordProps) -> Html {
    let id = props.id;
    let (record, again) = use_record(id);
    let live = use_run(Some(id));
    let crumbs = vec![(Route::GameDays, "Game days".into()), (Route::GameDay { id }, "Plan".into())];
    let Some(Document::GameDay(game_day)) = record.ready().map(|record| &record.document) else {
        return html! { <Room title="Record" {crumbs}>{ waiting(&record, &again) }</Room> };
    };
    let note = day_pill(&game_day.status.label().to_lowercase());
    let actions = html! { <Export {id} begun={matches!(live, LiveRun::Live(_))} /> };
    html! {
        <Room title={game_day.title.clone()} {crumbs} {note} {actions}>
            if game_day.status == GameDayStatus::Running {
                <Banner state={State::Live} actions={link_button("open-run", "plain", "Return to the room", Route::Run { id })}>
                    { "The day is still running. This is its record so far." }
                </Banner>
            }
            { body(id, game_day, &live) }
        </Room>
    }
}

fn body(id: Id, game_day: &GameDay, live: &LiveRun) -> Html {
    match live {
        LiveRun::Loading => html! { <Card flush={true}><Skeleton lines={6} /></Card> },
        LiveRun::Refused(refusal) => html! {
            <Card><EmptyState title="The record cannot be shown" words={refusal.message.clone()} /></Card>
        },
        LiveRun::NotStarted => html! {
            <Card>
                <EmptyState title="Nothing has happened yet" words="The record fills itself while the day runs: every reading, check and word, with its time and its name.">
                    { link_button("open-plan", "plain", "Open the plan", Route::GameDay { id }) }
                </EmptyState>
            </Card>
        },
        LiveRun::Live(view) => html! { <Story view={view.clone()} goal={game_day.goal.clone()} /> },
    }
}

#[derive(PartialEq, Properties)]
struct StoryProps {
    view: Rc<RunView>,
    goal: String,
}

#[component]
fn Story(props: &StoryProps) -> Html {
    let zone = use_known().workspace.zone;
    let run = &props.view.run;
    html! {
        <>
            { tiles(run) }
            { facts(run, zone) }
            { for (0..run.trials.len()).map(|place| html! { <TrialCard key={place} view={props.view.clone()} {place} /> }) }
            { raised(run) }
            <Journal view={props.view.clone()} />
        </>
    }
}

fn tiles(run: &Run) -> Html {
    let outcomes = |outcome: Outcome| {
        run.trials.iter().filter(|trial| trial.progress() == Progress::Concluded(outcome)).count()
    };
    let not_run =
        run.trials.iter().filter(|trial| matches!(trial.progress(), Progress::Waiting | Progress::Skipped));
    let surprises = run
        .trials
        .iter()
        .flat_map(|trial| &trial.notes)
        .chain(&run.notes)
        .filter(|note| note.kind == domain::run::NoteKind::Surprise && !note.struck);
    let tile = |number: usize, words: &'static str| {
        html! {
            <div class="card tile"><span class="stat">{ number }</span><span class="muted">{ words }</span></div>
        }
    };
    html! {
        <div class="tiles" data-act="tiles">
            { tile(outcomes(Outcome::Confirmed), "confirmed") }
            { tile(outcomes(Outcome::Disproved), "disproved") }
            { tile(outcomes(Outcome::Inconclusive), "inconclusive") }
            { tile(not_run.count(), "not run") }
            { tile(run.trials.iter().filter(|trial| trial.abort.is_some()).count(), "aborted") }
            { tile(surprises.count(), "surprises") }
            { tile(run.actions.len(), "actions") }
        </div>
    }
}

fn facts(run: &Run, zone: Zone) -> Html {
    let plan = &run.plan.game_day;
    let people: Vec<String> = plan
        .participants
        .iter()
        .map(|who| format!("{} ({})", who.name, who.role.label().to_lowercase()))
        .collect();
    let ended = run.ended.as_ref().map(|ended| {
        let lasted = time::words(ended.at.since(run.started_at));
        format!("{} to {}, {lasted}", zone.clock(run.started_at), zone.clock(ended.at))
    });
    let closing = run.ended.as_ref().map(|ended| ended.text.clone()).filter(|text| !text.is_empty());
    let fact = |term: &'static str, words: Option<String>| {
        let words = words.filter(|words| !words.trim().is_empty());
        words.map(|words| html! { <><dt>{ term }</dt><dd class="num">{ words }</dd></> })
    };
    html! {
        <Card title="The day">
            <dl class="facts">
                { fact("Date", Some(day(zone.date(run.started_at)))) }
                { fact("Time", ended.or_else(|| Some(format!("since {}", zone.clock(run.started_at))))) }
                { fact("Time zone", Some(zone.name().to_owned())) }
                { fact("Environment", Some(plan.environment.clone())) }
                { fact("Goal", Some(plan.goal.clone())) }
                { fact("People", Some(people.join(", "))) }
                { fact("Closing word", closing) }
            </dl>
        </Card>
    }
}

fn raised(run: &Run) -> Html {
    html! {
        <Card title="Actions" flush={true} aside={html! { count(run.actions.len(), "action") }}>
            if run.actions.is_empty() {
                <p class="ready-words muted">{ "No action was raised." }</p>
            }
            { for run.actions.iter().map(|action| html! {
                <div class="list-row" data-id={action.action.to_string()}>
                    <span class="list-title">{ &action.said.text }</span>
                    <span class="list-foot num">
                        <span>{ &action.owner }</span>
                        <span>{ action.due.map_or_else(|| "No date".to_owned(), |due| format!("due {}", day(due))) }</span>
                    </span>
                </div>
            }) }
        </Card>
    }
}

#[derive(PartialEq, Properties)]
struct ExportProps {
    id: Id,
    begun: bool,
}

/// Writes the report, and says where it is.
#[component]
fn Export(props: &ExportProps) -> Html {
    let tasks = use_tasks();
    let writing = use_state(|| false);
    let why_not = if *writing {
        Some("The report is being written.".to_owned())
    } else if props.begun {
        None
    } else {
        Some("There is nothing to report before the day has begun.".to_owned())
    };
    let export = {
        let (id, writing) = (props.id, writing.setter());
        Callback::from(move |()| {
            let (tasks, writing) = (tasks.clone(), writing.clone());
            writing.set(true);
            spawn_local(async move {
                match ask(ExportPdf { id }).await {
                    Ok(file) => tasks.say(format!("The report is in {}", file.path)),
                    Err(refusal) => tasks.say(refusal.message),
                }
                writing.set(false);
            });
        })
    };
    html! { <Button act="export-pdf" kind={ButtonKind::Primary} {why_not} onclick={export}>{ if *writing { "Writing…" } else { "Export PDF" } }</Button> }
}
