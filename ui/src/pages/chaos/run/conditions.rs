//! The abort conditions: how each stands, who watches, and the look at one of them.

use super::{
    live::{condition_words, doubts},
    panel::{Day, Panel},
    words::{short, watch_state, watch_words, watcher},
};
use crate::{
    backend,
    components::{Button, ButtonKind, Keycap, Pill, Shape, State, tick},
    hooks::{Shortcut, kept::use_kept, use_keys},
    pages::chaos::{
        journal::RunView,
        samples::{Seen, use_seen},
    },
    room::control::{Line, form},
};
use domain::{
    Instant,
    chaos::{
        experiment::{AbortCondition, quantity},
        run::{Event, Progress, Run, Step, Trial, Watch},
    },
};
use std::rc::Rc;
use yew::prelude::*;

/// Whose conditions.
#[derive(PartialEq, Properties)]
pub struct DoubtsProps {
    /// The run.
    pub view: Rc<RunView>,
}

/// Before the fault is in: which conditions could not trip, and which would at once. What is seen grows old, so it ticks.
#[component]
pub fn Doubts(props: &DoubtsProps) -> Html {
    let (seen, view) = (use_seen(), Rc::clone(&props.view));
    tick(move |now| {
        let words = view.run.trial().map(|trial| doubts(trial, &seen, view.run.course.steady(now)));
        match words.filter(|words| !words.is_empty()) {
            Some(words) => html! { <b data-act="doubts">{ words }</b> },
            None => Html::default(),
        }
    })
}

/// The card on the right.
#[component]
pub fn Conditions(props: &Day) -> Html {
    let seen = use_seen();
    let run = &props.view.run;
    use_keys({
        let (day, seen) = (props.clone(), seen.clone());
        let look = Callback::from(move |()| {
            if let Some(condition) = most_urgent(&day.view.run, &seen, backend::now()) {
                day.open.emit(Panel::Check(condition));
            }
        });
        vec![Shortcut::new("C", look)]
    });
    let next = run.next_waiting().and_then(|at| run.trials.get(at));
    let Some(trial) = run.trial().filter(|trial| matches!(trial.progress(), Progress::Active(_))).or(next)
    else {
        return Html::default();
    };
    let watched = is_watched(run);
    let rows = trial.experiment().conditions.iter().enumerate().map(|(at, condition)| {
        let facts = {
            let (view, condition, seen) = (Rc::clone(&props.view), condition.clone(), seen.clone());
            tick(move |now| facts(&view.run, at, &condition, &seen, now))
        };
        let look = watched.then(|| {
            let open = props.open.clone();
            let onclick = Callback::from(move |()| open.emit(Panel::Check(at)));
            html! { <Button act="check-condition" of={at} kind={ButtonKind::Quiet} small=true label={format!("Check: {}", condition.text)} {onclick}>{ "Check" }</Button> }
        });
        html! {
            <li class="list-row watch-row" key={at} data-id={at.to_string()}>
                <div class="watch-head"><p class="list-title">{ &condition.text }</p>{ look.unwrap_or_default() }</div>
                { facts }
                if watched && props.panel == Some(Panel::Check(at)) { <Look day={props.clone()} condition={at} /> }
            </li>
        }
    });
    html! {
        <section class="card" data-flush="" data-act="conditions">
            <div class="card-head">
                <h2 class="card-title">{ "Abort conditions" }</h2>
                <div class="card-aside">{ "anyone may call it" }</div>
            </div>
            <ul class="card-body">{ for rows }</ul>
        </section>
    }
}

/// Whether a fault is in or coming out.
fn is_watched(run: &Run) -> bool {
    matches!(run.step().map(|time| time.step), Some(Step::Inject | Step::Rollback))
}

/// The line under a condition; `now` is the wall's time.
fn facts(run: &Run, at: usize, condition: &AbortCondition, seen: &Seen, now: Instant) -> Html {
    let steady = run.course.steady(now);
    let trial = run.trial().filter(|_| is_watched(run));
    let watch = trial.map_or(Watch::Idle, |trial| trial.watch(at, seen.lookout(trial, at), steady));
    let urgent = most_urgent(run, seen, now) == Some(at);
    let name = watcher(&condition.watcher);
    let live = trial.and_then(|trial| condition_words(trial, at, condition, seen, steady));
    let who = match (watch, trial) {
        (Watch::Idle, _) => format!("{name}, every {} min", condition.check_every_min),
        (Watch::Overdue { .. } | Watch::CannotSee { .. }, _) | (_, None) => name,
        (Watch::Armed { .. } | Watch::Tripped { .. }, Some(_)) if live.is_some() => {
            live.as_ref().map(|(value, _)| value.clone()).unwrap_or_default()
        }
        (Watch::Armed { .. } | Watch::Tripped { .. }, Some(trial)) => {
            let (looked_at, value) = last_look(trial, at, condition);
            let ago = looked_at.map(|at| format!(", {} ago", short(steady.since(at)))).unwrap_or_default();
            format!("{}{ago}", value.unwrap_or(name))
        }
    };
    let rule = live.map(|(_, rule)| rule).or_else(|| planned_live(run, at));
    let blind = matches!(watch, Watch::CannotSee { .. });
    html! {
        <>
            <div class="watch-foot">
                <Pill state={watch_state(watch)}>{ watch_words(watch, steady) }</Pill>
                <span class="watch-who" title={format!("{}, every {} min", named_watcher(condition), condition.check_every_min)}>
                    { who }
                    if urgent { { " " }<Keycap keys="C" /> }
                </span>
            </div>
            if let Some(rule) = rule {
                <p class="watch-live" data-state={blind.then_some("watch")}>
                    if blind { <Shape state={State::Watch} /> }
                    { rule }
                </p>
            }
        </>
    }
}

fn named_watcher(condition: &AbortCondition) -> String {
    match condition.watcher.trim() {
        "" => watcher(""),
        name => format!("{name} watches"),
    }
}

/// Before the fault is in, that a live watcher will look.
fn planned_live(run: &Run, at: usize) -> Option<String> {
    let next = run.next_waiting().and_then(|at| run.trials.get(at));
    let trial = run.trial().filter(|trial| matches!(trial.progress(), Progress::Active(_))).or(next)?;
    trial.experiment().live_series(at).map(|_| "Watched live while the fault is in".to_owned())
}

/// When somebody last looked at a condition, and what a reading said.
fn last_look(trial: &Trial, at: usize, condition: &AbortCondition) -> (Option<Instant>, Option<String>) {
    let check = trial.checks.iter().rev().find(|check| !check.struck && check.condition == at);
    let metric = condition
        .metric
        .as_ref()
        .and_then(|name| trial.experiment().metrics.iter().find(|metric| metric.name == *name));
    let reading = metric.and_then(|metric| {
        let latest = trial.latest(&metric.name).filter(|reading| reading.step >= Step::Inject)?;
        Some((latest.at, quantity(latest.value, &metric.unit)))
    });
    let (read_at, value) = reading.unzip();
    (check.map(|check| check.said.at).max(read_at), value)
}

/// The condition that most needs a look: tripped is known already, so the longest overdue, else the next one due.
fn most_urgent(run: &Run, seen: &Seen, now: Instant) -> Option<usize> {
    let trial = run.trial().filter(|_| is_watched(run))?;
    let steady = run.course.steady(now);
    let due = |(at, condition): (usize, &AbortCondition)| {
        let every_ms = i64::from(condition.check_every_min) * 60_000;
        match trial.watch(at, seen.lookout(trial, at), steady) {
            Watch::Overdue { due } => Some((due, at)),
            Watch::CannotSee { since } => Some((since, at)),
            Watch::Armed { since } => Some((since.plus_ms(every_ms), at)),
            Watch::Tripped { .. } | Watch::Idle => None,
        }
    };
    trial.experiment().conditions.iter().enumerate().filter_map(due).min().map(|(_, at)| at)
}

#[derive(PartialEq, Properties)]
struct LookProps {
    day: Day,
    condition: usize,
}

/// What somebody saw when they looked.
#[component]
fn Look(props: &LookProps) -> Html {
    let day = &props.day;
    let present = day.view.run.present.unwrap_or_default();
    let place = day.place(&format!("check/{present}/{}", props.condition));
    let note = use_kept(place.clone());
    let say = |tripped: bool| {
        let condition = props.condition;
        let event = move |note: String| Event::ConditionChecked { condition, tripped, note };
        let note = note.text().trim().to_owned();
        day.writing(&place, event).reform(move |()| note.clone())
    };
    form(
        "look",
        say(false),
        day.close.clone(),
        html! {
            <>
                <Line name="note" label="What you see" first=true value={note.text()} oninput={note.typed()} placeholder="No complaints in the queue" />
                <div class="line">
                    <Button act="check-clear" kind={ButtonKind::Primary} small=true keys="Enter" onclick={say(false)}>{ "Clear" }</Button>
                    <Button act="check-tripped" kind={ButtonKind::Danger} small=true onclick={say(true)}>{ "Tripped" }</Button>
                    <Button act="check-cancel" kind={ButtonKind::Quiet} small=true onclick={day.close.clone()}>{ "Later" }</Button>
                </div>
                <input type="submit" hidden=true />
            </>
        },
    )
}
