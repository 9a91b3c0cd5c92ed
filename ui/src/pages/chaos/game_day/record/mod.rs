//! What a day has left behind: outcomes, readings, predictions beside observations, the aborts, the journal.

mod chart;
mod correct;
mod facts;
mod journal;
mod times;
mod trial;

use crate::{
    backend,
    components::{Banner, Button, Card, EmptyState, Skeleton, State, use_toasts},
    known::use_known,
    pages::action::raise::{About, Raise},
    pages::chaos::words::day_pill,
    pages::{
        chaos::{
            journal::{LiveRun, Pen, RunView, use_run},
            run::{
                follow_up::{Compare, FollowUp},
                words::people,
            },
        },
        interchange::ExportKey,
    },
    room::{
        Room, link_button,
        record::{PageProps, opened},
        report::ReportKey,
        tasks::use_tasks,
        use_record,
        words::plural,
    },
    route::Route,
};
use domain::{
    Id,
    chaos::{
        game_day::{GameDay, GameDayStatus},
        results::Ending,
        run::{Outcome, Progress, Run, Trial},
    },
};
use facts::{decisions, facts};
use journal::Journal;
use std::rc::Rc;
use times::Times;
use trial::TrialCard;
use yew::prelude::*;

/// The room.
#[component]
pub fn DayRecordPage(props: &PageProps) -> Html {
    let id = props.id;
    let asked = use_record(id);
    let live = use_run(Some(id));
    let tasks = use_tasks();
    let crumbs = vec![(Route::GameDays, "Game days".into()), (Route::GameDay { id }, "Plan".into())];
    let game_day = match opened::<GameDay>(id, &asked, "Record", crumbs.clone()) {
        Ok(opened) => opened.body,
        Err(bare) => return bare,
    };
    let note = day_pill(game_day.status);
    let again_words = format!("Plan “{}” once more", game_day.title);
    let begun = matches!(live, LiveRun::Live(_));
    let nothing_yet = (!begun).then_some("There is nothing to report before the day has begun.");
    let actions = html! {
        <>
            if game_day.status == GameDayStatus::Finished {
                <Button act="run-again" label={again_words} onclick={tasks.duplicate(id)}>{ "Run again" }</Button>
                <ExportKey {id} small=true label={format!("Export “{}” as Chaos Toolkit", game_day.title)} />
            }
            <ReportKey {id} why_not={nothing_yet} />
        </>
    };
    html! {
        <Room title={game_day.title.clone()} {crumbs} {note} {actions}>
            if game_day.status == GameDayStatus::Running {
                <Banner state={State::Live} actions={link_button("open-run", "plain", "Return to the room", Route::Run { id })}>
                    { "The day is still running. This is its record so far." }
                </Banner>
            }
            { body(id, &game_day, &live) }
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
    let known = use_known();
    let zone = known.workspace.zone;
    let run = &props.view.run;
    let raising = use_state(|| None::<Option<About>>);
    let onraise = {
        let raising = raising.setter();
        use_callback((), move |about: Option<About>, ()| raising.set(Some(about)))
    };
    let onclose = {
        let raising = raising.setter();
        use_callback((), move |(), ()| raising.set(None))
    };
    let pen = Pen::new(props.view.id, use_toasts());
    let people = people(run, &known.workspace.facilitator);
    html! {
        <>
            { tiles(run) }
            <Compare id={props.view.id} repeats={run.plan.game_day.repeats} />
            { facts(run, zone, &pen) }
            { decisions(&props.view, zone) }
            <Times view={props.view.clone()} />
            <FollowUp view={props.view.clone()} today={zone.date(backend::now())} {onraise} />
            { for (0..run.trials.len()).map(|place| html! { <TrialCard key={place} view={props.view.clone()} {place} pen={pen.clone()} /> }) }
            <Journal view={props.view.clone()} />
            if let Some(about) = &*raising { <Raise<Run> {pen} {people} about={about.clone()} {onclose} /> }
        </>
    }
}

fn tiles(run: &Run) -> Html {
    let outcomes = |outcome: Outcome| {
        run.trials.iter().filter(|trial| trial.progress() == Progress::Concluded(outcome)).count()
    };
    let begun = |trial: &&Trial| !matches!(trial.progress(), Progress::Waiting | Progress::Skipped);
    let not_run = run.trials.len() - run.trials.iter().filter(begun).count();
    let open = run.trials.iter().filter(begun).filter(|trial| trial.outcome().is_none()).count();
    let aborted = run.trials.iter().filter(|trial| trial.ended() == Ending::Aborted).count();
    let (without, rest) = if run.course.ended.is_some() {
        ("not concluded", "moved or not run")
    } else {
        ("in progress", "waiting or moved")
    };
    let tile = |number: usize, words: &str| {
        html! {
            <div class="tile"><span class="stat">{ number }</span><span class="muted">{ words.to_owned() }</span></div>
        }
    };
    // What the experiments showed adds up to the plan. How one ended, and what people wrote, are counts of their own.
    html! {
        <div class="tile-groups" data-act="tiles">
            <div class="card tiles" role="group" aria-label="What the experiments showed">
                { tile(outcomes(Outcome::Confirmed), "confirmed") }
                { tile(outcomes(Outcome::Disproved), "disproved") }
                { tile(outcomes(Outcome::Inconclusive), "inconclusive") }
                if open > 0 { { tile(open, without) } }
                { tile(not_run, rest) }
            </div>
            <div class="card tiles" role="group" aria-label="Besides">
                { tile(aborted, "aborted") }
                { tile(run.surprises().len(), &plural(run.surprises().len(), "surprise")) }
                { tile(run.course.actions.len(), &plural(run.course.actions.len(), "action")) }
            </div>
        </div>
    }
}
