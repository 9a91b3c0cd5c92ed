//! What the big figure shows, on the console and on the stage alike; and the card that holds it on the console.

use super::{
    conditions::Doubts,
    day::{over, present as present_slot, whole},
    noticed::{noticed_button, noticed_form},
    pace::next_move,
    panel::{Day, Panel},
};
use crate::{
    backend,
    components::{Button, ButtonKind, Face, Shape, State, Timer, TimerSize, tick},
    pages::chaos::words::outcome_words,
    room::run::clock::{left, meter, spent, spoken, whole as standing},
};
use domain::{
    Instant, Zone,
    chaos::{
        content::GAME_DAY,
        experiment::Metric,
        run::{Event, Progress, Run, Standing, Step, StepTime, Trial},
    },
    journal::Phase,
    time::{clock_face, words},
};
use std::rc::Rc;
use yew::prelude::*;

/// The figure of a step of `trial`, in the time of this computer's wall clock.
#[must_use]
pub fn face(run: &Run, trial: &Trial, time: &StepTime) -> Face {
    let now = backend::now();
    let (timer, steady) = (&time.timer, run.course.steady(now));
    match time.step {
        Step::Baseline | Step::Inject => left(timer, now, steady),
        Step::Announce | Step::Predict => spent(timer, now, steady),
        Step::Rollback | Step::Verify | Step::Outcome => {
            match (trial.stop_to_recovered_ms(), trial.stopped_at()) {
                (Some(ms), _) => standing(ms),
                (None, stopped_at) => {
                    let since_ms = steady.since(stopped_at.unwrap_or(timer.started_at));
                    Face::Since(now.plus_ms(-since_ms))
                }
            }
        }
    }
}

/// What the figure means; `now` is on the run's steady clock.
#[must_use]
pub fn label(trial: &Trial, time: &StepTime, now: Instant) -> String {
    let words = match time.step {
        Step::Baseline | Step::Inject => {
            let what = if time.step == Step::Inject { "Fault active" } else { "Baseline" };
            let over = time.timer.remaining_ms(now).is_some_and(|left| left < 0);
            format!("{what}, {}", if over { "over its time" } else { "time left" })
        }
        Step::Announce => "Announcing, time so far".to_owned(),
        Step::Predict => "Predictions, time so far".to_owned(),
        Step::Rollback if trial.abort.is_some() => "Aborted, since the stop".to_owned(),
        Step::Rollback => "Removing the fault, since the stop".to_owned(),
        Step::Verify | Step::Outcome => match (trial.recovered_at(), trial.stopped_at()) {
            (Some(_), _) => "From stop to recovered".to_owned(),
            (None, _) => "Since the stop, not yet recovered".to_owned(),
        },
    };
    match time.timer.phase(now) {
        Phase::Paused => format!("{words} · paused"),
        _ => words,
    }
}

/// The clock, the promise, and the one action that moves on.
#[component]
pub fn ClockCard(props: &Day) -> Html {
    let run = &props.view.run;
    let body = match (run.trial(), run.step()) {
        (Some(trial), Some(time)) => present(props, trial, &time),
        _ => between(props),
    };
    html! { <section class="card clock" data-act="clock">{ body }</section> }
}

fn present(props: &Day, trial: &Trial, time: &StepTime) -> Html {
    let (run, hypothesis) = (&props.view.run, &trial.experiment().hypothesis);
    let labelled = {
        let (view, time) = (Rc::clone(&props.view), time.clone());
        tick(move |now| {
            let words = view.run.trial().map(|trial| label(trial, &time, view.run.course.steady(now)));
            html! { { words.unwrap_or_default() } }
        })
    };
    let threshold = {
        let (view, time) = (Rc::clone(&props.view), time.clone());
        tick(move |now| html! { { spoken(time.timer.phase(view.run.course.steady(now))) } })
    };
    let bar = {
        let (view, time) = (Rc::clone(&props.view), time.clone());
        tick(move |now| meter(&time.timer, view.run.course.steady(now)))
    };
    let timebox = {
        let (view, zone) = (Rc::clone(&props.view), props.zone);
        tick(move |now| timebox(&view.run, now, zone))
    };
    let skip = matches!(trial.progress(), Progress::Active(step) if step < Step::Inject).then(|| {
        let onclick = props.open.reform(|()| Panel::Skip(None));
        html! { <Button act="skip-present" kind={ButtonKind::Quiet} {onclick}>{ "Skip this one" }</Button> }
    });
    html! {
        <>
            <p class="clock-label">{ labelled }</p>
            <p class="sr-only" role="status">{ threshold }</p>
            <div class="clock-line">
                <Timer face={face(run, trial, time)} size={TimerSize::Figure} />
                <div class="clock-promise">
                    <p class="clock-words">
                        <b>{ "When " }</b>{ hypothesis.when.trim().trim_end_matches(',') }{ ", the system will " }
                        { hypothesis.then.trim().trim_end_matches('.') }{ "." }
                    </p>
                    { bar }
                </div>
                <p class="clock-plan">{ plan(run, time) }<br />{ timebox }</p>
            </div>
            { advance(props, html! { <>{ step_prompt(trial, time.step) }<Doubts view={Rc::clone(&props.view)} /></> }, html! { <>{ skip.unwrap_or_default() }{ noticed_button(props) }</> }) }
            { noticed_form(props) }
        </>
    }
}

/// Planned and elapsed, or what the day's plan allows where nothing counts down.
fn plan(run: &Run, time: &StepTime) -> Html {
    let Some(allowed_ms) = time.timer.allowed_ms() else {
        return html! { <>{ "Plan allows" }<br />{ words(time.step.allowance_ms()) }</> };
    };
    // The same phase as the big figure, so that both change together.
    let now = backend::now();
    let face = spent(&time.timer, now, run.course.steady(now));
    html! { <>{ "Planned " }{ clock_face(allowed_ms) }<br />{ "Elapsed " }<Timer {face} /></> }
}

/// What the whole experiment has taken of its timebox.
fn timebox(run: &Run, now: Instant, zone: Zone) -> Html {
    let Some(slot) = present_slot(run, now, zone) else { return Html::default() };
    let spent_ms = slot.began_at.map_or(0, |began| run.course.steady(now).since(began));
    match over(&slot) {
        Some(over) => html! {
            <span class="clock-over" data-act="overrun"><Shape state={State::Watch} />{ format!("Timebox {over}") }</span>
        },
        None => html! { <>{ format!("Timebox {} of {}", spent_ms / 60_000, whole(slot.planned_ms)) }</> },
    }
}

/// What the step asks of the room, and what of it is still open.
fn step_prompt(trial: &Trial, step: Step) -> String {
    let words = Step::ALL.iter().position(|other| *other == step).and_then(|at| GAME_DAY.steps.get(at));
    let prompt = words.map(|words| words.prompt.clone()).unwrap_or_default();
    // Nobody is asked for what is done.
    if step == Step::Verify && trial.recovered_at().is_some() {
        return "Every metric has been read again and is back in range. Go on to the outcome.".to_owned();
    }
    let open = match step {
        // What is not read before the fault has nothing to be compared with after it.
        Step::Baseline | Step::Announce | Step::Predict => {
            let unread = trial
                .experiment()
                .metrics
                .iter()
                .filter(|metric| trial.latest(&metric.name).is_none())
                .collect();
            let before = if step == Step::Baseline { "Not read yet" } else { "Not read in the baseline" };
            (before, names(unread))
        }
        Step::Verify if !trial.unverified().is_empty() => {
            ("Not read since the fault was removed", names(trial.unverified()))
        }
        Step::Verify | Step::Outcome => ("Still out of range", names(out_of_range(trial))),
        Step::Inject | Step::Rollback => ("", String::new()),
    };
    if open.1.is_empty() { prompt } else { format!("{} {}: {}.", prompt, open.0, open.1) }
}

/// The names of some metrics; a long list ends in how many more there are.
fn names(metrics: Vec<&Metric>) -> String {
    let few: Vec<&str> = metrics.iter().take(4).map(|metric| metric.name.as_str()).collect();
    match metrics.len() - few.len() {
        0 => few.join(", "),
        more => format!("{} and {more} more", few.join(", ")),
    }
}

fn out_of_range(trial: &Trial) -> Vec<&Metric> {
    let metrics = trial.experiment().metrics.iter();
    metrics.filter(|metric| trial.standing(metric) == Standing::OutOfRange).collect()
}

fn between(props: &Day) -> Html {
    let run = &props.view.run;
    let prompt =
        match (run.trial().map(Trial::progress), run.next_waiting().and_then(|at| run.trials.get(at))) {
            (_, None) => {
                "Every experiment is over. Close the day with a few words while everybody is still here."
                    .to_owned()
            }
            (None, Some(next)) => format!("The day has begun. First comes “{}”.", next.experiment().title),
            (Some(_), Some(next)) => format!("Take a breath. “{}” comes next.", next.experiment().title),
        };
    let (title, words) = match run.trial() {
        Some(trial) => {
            let (_, words) = outcome_words(trial, run.course.ended.is_some());
            (trial.experiment().title.clone(), words)
        }
        None => (run.plan.game_day.title.clone(), "Ready to begin".to_owned()),
    };
    html! {
        <>
            <p class="clock-label">{ title }</p>
            <p class="clock-verdict">{ words }</p>
            { advance(props, html! { { prompt } }, noticed_button(props)) }
            { noticed_form(props) }
        </>
    }
}

/// The line under the clock: what to do now, and the key that moves on.
fn advance(props: &Day, prompt: Html, beside: Html) -> Html {
    let next = next_move(&props.view.run, backend::now());
    let blocked = next.as_ref().and_then(|next| next.why_not.clone());
    // What stands in the way is said once: the prompt of the verification names the metrics already.
    let blocked = blocked.filter(|_| props.view.run.step().is_none_or(|time| time.step != Step::Verify));
    let action = match next {
        // The outcome has a form of its own, with its own button.
        Some(next) if !matches!(next.event, Event::Concluded { .. }) => {
            let why_not = next.why_not.map(AttrValue::from);
            html! {
                <Button act="advance" kind={ButtonKind::Primary} keys="N" onclick={props.advance.clone()} {why_not}>{ next.words }</Button>
            }
        }
        _ => Html::default(),
    };
    html! { <div class="clock-next"><p class="clock-prompt">{ prompt }{ for blocked.map(|words| format!(" {words}")) }</p>{ beside }{ action }</div> }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::{journal::Fold, sample::sample, time::parse_date};

    #[test]
    fn nobody_is_asked_to_read_again_what_is_back_in_range() {
        let sample = sample(parse_date("2026-11-24").unwrap());
        let run = Run::fold(&sample.journals[0].1).unwrap();
        let back = run.trials.iter().find(|trial| trial.recovered_at().is_some()).unwrap();
        assert!(step_prompt(back, Step::Verify).starts_with("Every metric has been read again"));
        let mut open = back.clone();
        open.readings.retain(|reading| reading.step < Step::Verify);
        let asked = step_prompt(&open, Step::Verify);
        assert!(asked.starts_with("Read every metric again") && asked.contains("Not read since"), "{asked}");
    }
}
