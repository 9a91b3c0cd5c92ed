//! The steps of the present experiment, what comes after it, and the checklist that takes the fault out.

use super::{panel::Day, words::short};
use crate::components::{Button, ButtonKind, Card, Pill, State, Step as Row, StepState, Stepper};
use domain::{
    Zone,
    run::{Event, Progress, Reading, RollbackState, Run, Standing, Step, StepTime, Trial, standing},
    time::{clock_face, words},
};
use yew::prelude::*;

/// The left column.
#[component]
pub fn Steps(props: &Day) -> Html {
    let run = &props.view.run;
    let next = next(run);
    let Some(trial) = run.trial() else {
        return html! {
            <Card title="Experiments" flush=true><Stepper steps={next} /></Card>
        };
    };
    let steps = Step::ALL.iter().map(|step| row(trial, *step, props.zone)).collect::<Vec<_>>();
    html! { <Card title={trial.experiment().title.clone()} flush=true><Stepper {steps} {next} /></Card> }
}

fn next(run: &Run) -> Vec<Row> {
    let others = run.trials.iter().enumerate().filter(|(at, _)| Some(*at) != run.present);
    let later = others.filter_map(|(_, trial)| {
        let state = match trial.progress() {
            Progress::Waiting => StepState::Todo,
            Progress::Skipped => StepState::Skipped,
            Progress::Concluded(_) | Progress::Active(_) => return None,
        };
        let detail = match &trial.skipped {
            Some(why) if trial.moved_to.is_some() => why.text.clone(),
            Some(why) => format!("skipped: {}", why.text),
            None => format!("{} planned", words(trial.experiment().planned_ms())),
        };
        Some(Row { label: trial.experiment().title.clone().into(), detail: Some(detail.into()), state })
    });
    later.collect()
}

fn row(trial: &Trial, step: Step, zone: Zone) -> Row {
    let began = trial.steps.iter().find(|time| time.step == step);
    let present = trial.progress() == Progress::Active(step);
    let aborted = step == Step::Inject && trial.abort.is_some();
    let state = match (began, present) {
        (_, true) => StepState::Now,
        (Some(_), false) if aborted => StepState::Failed,
        (Some(_), false) => StepState::Done,
        (None, false) if trial.skipped.is_some() => StepState::Skipped,
        (None, false) => StepState::Todo,
    };
    let detail = detail(trial, step, began, zone);
    Row { label: step.label().into(), detail: (!detail.is_empty()).then(|| detail.into()), state }
}

fn detail(trial: &Trial, step: Step, began: Option<&StepTime>, zone: Zone) -> String {
    let experiment = trial.experiment();
    let spent = began.filter(|time| time.timer.stopped_at.is_some());
    let spent =
        spent.map(|time| clock_face(time.timer.elapsed_ms(time.timer.started_at).div_euclid(1000) * 1000));
    match step {
        Step::Baseline => match spent {
            Some(spent) => format!("{spent}, {}", steadiness(trial)),
            None => words(i64::from(experiment.baseline_min) * 60_000),
        },
        Step::Announce => began.map(|time| zone.hour_minute(time.timer.started_at)).unwrap_or_default(),
        Step::Predict => {
            let count = trial.predictions.iter().filter(|prediction| !prediction.struck).count();
            let plural = if count == 1 { "prediction" } else { "predictions" };
            match (count, trial.injected_at()) {
                (0, None) => String::new(),
                (0, Some(_)) => "nobody predicted".to_owned(),
                (_, None) => format!("{count} {plural}"),
                (_, Some(_)) => format!("{count} {plural} locked"),
            }
        }
        Step::Inject => {
            let what = match &trial.abort {
                Some(abort) => format!("aborted {}", zone.clock(abort.said.at)),
                None => experiment.fault.action.trim_end_matches('.').to_owned(),
            };
            match trial.time_to_detect_ms() {
                Some(ms) => format!("{what} · noticed after {}", short(ms)),
                None => what,
            }
        }
        Step::Rollback => match began {
            Some(_) => {
                let done = trial.rollback.iter().filter(|(state, _)| *state != RollbackState::Open).count();
                format!("{done} of {} steps", trial.rollback.len())
            }
            None => match experiment.rollback.iter().map(|step| step.rehearsed_on).min().flatten() {
                Some(date) => format!("rollback rehearsed {}", date.format("%-d %b")),
                None => "rollback not rehearsed".to_owned(),
            },
        },
        Step::Verify => match (trial.stop_to_recovered_ms(), began) {
            (Some(ms), _) => format!("recovered in {}", short(ms)),
            (None, Some(_)) => {
                let all = experiment.metrics.len();
                format!("{} of {all} read again", all - trial.unverified().len())
            }
            (None, None) => format!("same {} metrics", experiment.metrics.len()),
        },
        Step::Outcome => trial.conclusion.as_ref().map(|c| c.outcome.label().to_owned()).unwrap_or_default(),
    }
}

/// How the steady state stood when the baseline ended.
fn steadiness(trial: &Trial) -> String {
    let metrics = &trial.experiment().metrics;
    let in_baseline = |reading: &&Reading| !reading.struck && reading.step == Step::Baseline;
    let read: Vec<Standing> = metrics
        .iter()
        .filter_map(|metric| {
            let mut readings = trial.readings.iter().rev().filter(in_baseline);
            let last = readings.find(|reading| reading.metric == metric.name)?;
            Some(standing(metric, metric.baseline, last.value))
        })
        .collect();
    let in_range = read.iter().filter(|standing| **standing != Standing::OutOfRange).count();
    match (in_range, read.len(), metrics.len()) {
        (_, 0, _) => "nothing read".to_owned(),
        (_, read, all) if read < all => format!("{read} of {all} read"),
        (in_range, _, all) if in_range == all => "all metrics in range".to_owned(),
        (in_range, _, all) => format!("{in_range} of {all} in range"),
    }
}

/// The steps that take the fault out.
#[component]
pub fn RollbackList(props: &Day) -> Html {
    let Some(trial) = props.view.run.trial() else { return Html::default() };
    let set = |index: usize, state: RollbackState| {
        let pen = props.pen.clone();
        Callback::from(move |()| pen.write(Event::RollbackStep { index, state }))
    };
    let row = |(index, step): (usize, &domain::experiment::RollbackStep)| {
        let (state, at) = trial.rollback.get(index).copied().unwrap_or((RollbackState::Open, None));
        let rehearsed = step.rehearsed_on.map_or_else(
            || "never rehearsed".to_owned(),
            |date| format!("rehearsed {}", date.format("%-d %b %Y")),
        );
        let controls = match state {
            RollbackState::Open => html! {
                <>
                    <Button act="rollback-done" of={index} label={format!("Step {} done", index + 1)} small=true onclick={set(index, RollbackState::Done)}>{ "Done" }</Button>
                    <Button act="rollback-not-needed" of={index} label={format!("Step {} not needed", index + 1)} kind={ButtonKind::Quiet} small=true onclick={set(index, RollbackState::NotNeeded)}>{ "Not needed" }</Button>
                </>
            },
            dealt => html! {
                <>
                    <Pill state={if dealt == RollbackState::Done { State::Good } else { State::Off }}>
                        { if dealt == RollbackState::Done { "Done" } else { "Not needed" } }
                        { at.map(|at| format!(" {}", props.zone.clock(at))).unwrap_or_default() }
                    </Pill>
                    <Button act="rollback-open" of={index} label={format!("Undo step {}", index + 1)} kind={ButtonKind::Quiet} small=true onclick={set(index, RollbackState::Open)}>{ "Undo" }</Button>
                </>
            },
        };
        html! {
            <li class="run-row" data-id={index.to_string()}>
                <span class="run-row-words">{ format!("{}. {}", index + 1, step.text) }<span class="cell-sub">{ rehearsed }</span></span>
                { controls }
            </li>
        }
    };
    html! {
        <Card title="Remove the fault" flush=true>
            <ol>{ for trial.experiment().rollback.iter().enumerate().map(row) }</ol>
        </Card>
    }
}
