//! The steps of the present experiment, what comes after it, and the checklist that takes the fault out.

use super::{panel::Day, words::short};
use crate::components::{Button, ButtonKind, Card, Pill, State, Step as Row, StepState, Stepper};
use domain::{
    Zone,
    chaos::run::{Event, Progress, Reading, RollbackState, Run, Standing, Step, StepTime, Trial, standing},
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
    let detail = detail(trial, step, began, zone);
    let state = state(trial, step);
    Row { label: step.label().into(), detail: (!detail.is_empty()).then(|| detail.into()), state }
}

fn state(trial: &Trial, step: Step) -> StepState {
    let began = trial.began(step).is_some();
    let present = trial.progress() == Progress::Active(step);
    let aborted = step == Step::Inject && trial.abort.is_some();
    // A baseline in which nobody read anything has passed, and that is all.
    let unread = step == Step::Baseline && !trial.readings.iter().any(in_baseline);
    match (began, present) {
        (_, true) => StepState::Now,
        (true, false) if aborted => StepState::Failed,
        (true, false) if unread => StepState::Skipped,
        (true, false) => StepState::Done,
        (false, false) if trial.skipped.is_some() => StepState::Skipped,
        (false, false) => StepState::Todo,
    }
}

fn in_baseline(reading: &Reading) -> bool {
    !reading.struck && reading.step == Step::Baseline
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
    let read: Vec<Standing> = metrics
        .iter()
        .filter_map(|metric| {
            let mut readings = trial.readings.iter().rev().filter(|reading| in_baseline(reading));
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
    let row = |(index, step): (usize, &domain::chaos::experiment::RollbackStep)| {
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::journal::{Common, Fold};
    use domain::{
        Instant,
        chaos::{
            game_day::GameDayStatus,
            run::{Entry, Event},
        },
        sample::sample,
        time::parse_date,
    };

    #[test]
    fn a_baseline_in_which_nothing_was_read_is_not_done() {
        let at = Instant::from_ms(1_000_000_000);
        let sample = sample(parse_date("2026-11-24").unwrap());
        let (id, _) = sample.game_day(GameDayStatus::Planned).unwrap();
        let plan = sample.plan(id, at).unwrap();
        let metric = plan.experiments[0].experiment.metrics[0].name.clone();
        let entry = |seq, event| Entry { seq, at, actor: "Lena".into(), event };
        let begin = Event::DayStarted { plan: Box::new(plan), acknowledged: Vec::new() };
        let mut run = Run::begin(&entry(1, begin)).unwrap();
        let say = |run: &mut Run, event| assert!(run.apply(&entry(run.course.seq + 1, event)));
        let stands = |run: &Run| state(&run.trials[0], Step::Baseline);
        say(&mut run, Event::ExperimentStarted { experiment: 0 });
        assert_eq!(stands(&run), StepState::Now);
        let mut read = run.clone();
        let (value, reader, source) = (99.9, "Mira".to_owned(), String::new());
        say(&mut read, Event::Reading { metric, value, reader, source, live: false });
        for run in [&mut run, &mut read] {
            say(run, Event::StepStarted { step: Step::Announce });
        }
        assert_eq!((stands(&run), stands(&read)), (StepState::Skipped, StepState::Done));
        assert_eq!(row(&run.trials[0], Step::Baseline, Zone::UTC).detail.unwrap(), "00:00, nothing read");
        say(&mut read, Event::Common(Common::Struck { seq: 3, reason: "The wrong graph".into() }));
        assert_eq!(stands(&read), StepState::Skipped, "a struck reading is none");
    }
}
