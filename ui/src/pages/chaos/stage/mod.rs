//! The faces of a game day on the stage.

mod readings;

use crate::{
    components::{Shape, State, Timer, tick},
    known::use_known,
    pages::chaos::words::outcome_words,
    pages::chaos::{
        brake::use_stage_brake,
        journal::{LiveRun, RunView, use_stage_run},
        run::{clock::face as clock_face, day::present_words, live::watched, words::watch_state},
        samples::{SamplesHost, use_seen},
        stage::readings::{Readings, ReadingsProps},
    },
    stage::frame::{Frame, StageFace},
};
use domain::{
    Id, Kind, Zone,
    chaos::run::{Progress, Run, Step, StepTime, Trial, Watch},
    text::clip,
    time::words,
};
use std::rc::Rc;
use yew::prelude::*;

/// More outcomes than this do not fit on the last page.
const OUTCOMES_MAX: usize = 5;
/// A name with more characters does not fit into a third of the width.
const NAME_SHORT: usize = 17;
/// A name with more characters leaves no room for the time of the abort.
const CALLER_SHORT: usize = 22;
/// More conditions than this do not fit under it.
const CONDITIONS_MAX: usize = 6;

/// The face of a record, if it is a game day.
pub fn of(kind: Kind, id: Id, frame: &Frame) -> Option<Html> {
    (kind == Kind::GameDay).then(|| html! { <DayStage key={id.to_string()} {id} frame={frame.clone()} /> })
}

/// What [`DayStage`] takes.
#[derive(PartialEq, Properties)]
pub struct DayStageProps {
    /// The game day.
    pub id: Id,
    /// The frame.
    pub frame: Frame,
}

/// The day on the stage's own window. It is fed from the run's fold and never from the journal, so a private note cannot
/// get here.
#[component]
pub fn DayStage(props: &DayStageProps) -> Html {
    let known = use_known();
    use_stage_brake(props.id);
    let LiveRun::Live(view) = use_stage_run(Some(props.id)) else {
        return props.frame.around(StageFace::nothing(&known.workspace.name));
    };
    let of = watched(&view.run).map(|at| (view.id, at));
    html! { <SamplesHost {of}>{ props.frame.around(face(&view, props.frame.zone)) }</SamplesHost> }
}

/// The face that fits the moment.
pub fn face(view: &Rc<RunView>, zone: Zone) -> StageFace {
    let run = &view.run;
    let face = match (run.trial(), run.step()) {
        _ if aborting(run) => aborted(view, zone),
        _ if run.course.ended.is_some() => return ended(run),
        (Some(_), Some(time)) => running(view, zone, &time),
        _ => between(run),
    };
    let step = run.step().map(|time| {
        html! { <p class="stage-step">{ timer(run) }{ " · " }{ time.step.label() }</p> }
    });
    StageFace { under_message: html! { { for step } }, ..face }
}

/// Whether an experiment was aborted and the system is not back yet.
fn aborting(run: &Run) -> bool {
    let stopped = run.step().is_some_and(|time| matches!(time.step, Step::Rollback | Step::Verify));
    stopped && run.trial().is_some_and(|trial| trial.abort.is_some() && trial.recovered_at().is_none())
}

/// An experiment as the head names it; a blind drill says calmly that it is one, while it hides what that is.
fn head(run: &Run) -> StageFace {
    let (title, hidden) = match run.present.zip(run.trial()) {
        Some((at, trial)) => (trial.experiment().title.clone(), run.hides(at)),
        None => (run.plan.game_day.title.clone(), false),
    };
    let beside = hidden.then_some("Blind drill");
    StageFace { title: title.into(), beside, place: place(run), ..StageFace::default() }
}

fn place(run: &Run) -> Option<String> {
    (run.trials.len() > 1).then_some(())?;
    Some(format!("{} of {}", run.present? + 1, run.trials.len()))
}

/// Before the first experiment, between two, and after the last.
fn between(run: &Run) -> StageFace {
    let (title, place) = match run.trial() {
        Some(trial) => (&trial.experiment().title, place(run)),
        None => (&run.plan.game_day.title, None),
    };
    let next = run.next_waiting().and_then(|at| run.trials.get(at));
    let word = match run.trial() {
        Some(trial) if matches!(trial.progress(), Progress::Concluded(_) | Progress::Skipped) => {
            outcome_words(trial, false).1
        }
        _ => "Ready to begin".to_owned(),
    };
    let next = next.map_or_else(
        || "That was the last experiment".to_owned(),
        |trial| format!("Next: {}", trial.experiment().title),
    );
    StageFace { place, ..StageFace::idle(title.clone().into(), &word, &next) }
}

fn running(view: &Rc<RunView>, zone: Zone, time: &StepTime) -> StageFace {
    let Some(trial) = view.run.trial() else { return StageFace::default() };
    let paused = time.timer.paused_at.is_some();
    let beside = match (time.step, time.timer.allowed_ms()) {
        (_, Some(allowed_ms)) if !paused => format!(", {}", words(allowed_ms)),
        (Step::Rollback | Step::Verify | Step::Outcome, _) if trial.recovered_at().is_some() => {
            ", stop to recovered".to_owned()
        }
        (Step::Rollback | Step::Verify | Step::Outcome, _) => ", since the stop".to_owned(),
        _ => String::new(),
    };
    let until = {
        let view = Rc::clone(view);
        tick(move |now| present_words(&view.run, zone, now).map_or_else(Html::default, until))
    };
    let main = html! {
        <>
            <section class="stage-clock">
                { figure(view) }
                <p class="stage-step">
                    if paused {
                        <span class="stage-flag" data-state="watch"><Shape state={State::Watch} />{ "Paused" }</span>
                        { " · " }
                    }
                    { time.step.label() }{ beside }
                </p>
                { until }
            </section>
            <Readings view={Rc::clone(view)} />
        </>
    };
    // Once the fault is out there is nothing left to watch for.
    let foot = html! { if time.step < Step::Verify { <Conditions view={Rc::clone(view)} /> } };
    StageFace { mode: if paused { "paused" } else { "running" }, main, foot, ..head(&view.run) }
}

/// Until when the experiment was planned, and how far it is over.
fn until(words: String) -> Html {
    match words.split_once(" · ") {
        Some((until, over)) => html! {
            <p class="stage-until">{ until }{ " · " }<span data-state="watch"><Shape state={State::Watch} />{ over }</span></p>
        },
        None => html! { <p class="stage-until">{ words }</p> },
    }
}

fn aborted(view: &Rc<RunView>, zone: Zone) -> StageFace {
    let Some((trial, abort)) = view.run.trial().and_then(|trial| Some((trial, trial.abort.as_ref()?))) else {
        return StageFace::default();
    };
    let condition = abort.condition.and_then(|at| trial.experiment().conditions.get(at));
    // In a blind drill the reason waits for the reveal, as everything that may say what the fault is.
    let hidden = view.run.present.is_some_and(|at| view.run.hides(at));
    let reason = (!hidden).then_some(abort.said.text.as_str());
    let why = [reason, condition.map(|condition| condition.text.as_str())];
    let why = why.into_iter().flatten().find(|words| !words.trim().is_empty());
    let at = zone.clock(abort.said.at);
    let called = match why {
        Some(_) => format!("since the stop, called by {} at {at}", clip(&abort.said.by, CALLER_SHORT)),
        None => format!("since the stop, called at {at}"),
    };
    let stands = match view.run.step().map(|time| time.step) {
        Some(Step::Rollback) => "The fault is being removed",
        _ => "Fault removed, recovery not yet verified",
    };
    let main = html! {
        <>
            <p class="stage-word"><Shape state={State::Bad} />{ "Aborted" }</p>
            if let Some(why) = why { <p class="stage-reason">{ why }</p> }
            { figure(view) }
            <p class="stage-step">{ called }</p>
        </>
    };
    let foot = html! {
        <ul class="stage-aborts">
            <li class="stage-abort" data-state="watch">
                <Shape state={State::Watch} /><span class="stage-words">{ stands }</span>
            </li>
        </ul>
    };
    StageFace { mode: "aborted", main, foot, urgent: true, ..head(&view.run) }
}

/// The countdown, repainted alone.
fn figure(view: &Rc<RunView>) -> Html {
    html! { <div class="stage-figure">{ timer(&view.run) }</div> }
}

fn timer(run: &Run) -> Html {
    let (Some(trial), Some(time)) = (run.trial(), run.step()) else { return Html::default() };
    html! { <Timer face={clock_face(run, trial, &time)} /> }
}

/// The abort conditions. They change with time alone, so they tick.
#[component]
fn Conditions(props: &ReadingsProps) -> Html {
    let (seen, view) = (use_seen(), Rc::clone(&props.view));
    tick(move |now| {
        let now = view.run.course.steady(now);
        let Some(trial) = view.run.trial() else { return Html::default() };
        let mut all: Vec<_> = trial
            .experiment()
            .conditions
            .iter()
            .enumerate()
            .map(|(at, c)| (c, trial.watch(at, seen.lookout(trial, at), now)))
            .collect();
        if all.len() > CONDITIONS_MAX {
            all.sort_by_key(|(_, watch)| match watch {
                Watch::Tripped { .. } => 0,
                Watch::Overdue { .. } | Watch::CannotSee { .. } => 1,
                Watch::Armed { .. } | Watch::Idle => 2,
            });
            all.truncate(CONDITIONS_MAX);
        }
        let row = |(condition, watch): &(&domain::chaos::experiment::AbortCondition, Watch)| {
            let state = watch_state(*watch);
            // What must be done stays readable when the name is too long for its place.
            let word = match watch {
                Watch::Tripped { .. } => Some("tripped"),
                Watch::Overdue { .. } => Some("check now"),
                Watch::CannotSee { .. } => Some("cannot see"),
                Watch::Armed { .. } | Watch::Idle => None,
            };
            html! {
                <li class="stage-abort" data-state={state.name()}>
                    <Shape {state} /><span class="stage-words">{ gist(&condition.text) }</span>
                    if let Some(word) = word { <b class="stage-due">{ word }</b> }
                </li>
            }
        };
        // Three short names fit into one line; longer ones get half the width each.
        let long = all.iter().any(|(condition, _)| gist(&condition.text).chars().count() > NAME_SHORT);
        html! { <ul class="stage-aborts" data-long={long.then_some("")}>{ for all.iter().map(row) }</ul> }
    })
}

/// The wall needs the gist; what is in brackets is for the console.
fn gist(text: &str) -> &str {
    text.split(" (").next().unwrap_or(text)
}

fn ended(run: &Run) -> StageFace {
    let row = |trial: &Trial| {
        let (state, words) = outcome_words(trial, true);
        html! {
            <li class="stage-reading">
                <span class="stage-name">{ &trial.experiment().title }</span>
                <span class="stage-value" data-state={state.name()}><Shape {state} />{ words }</span>
            </li>
        }
    };
    let main = html! {
        <>
            <p class="stage-word">{ "Thank you" }</p>
            <ul class="stage-readings">{ for run.trials.iter().take(OUTCOMES_MAX).map(row) }</ul>
        </>
    };
    StageFace { mode: "ended", title: run.plan.game_day.title.clone().into(), main, ..StageFace::default() }
}
