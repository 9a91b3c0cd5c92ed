//! What comes next and when the day ends at this pace.

use domain::{
    Instant,
    content::GAME_DAY,
    experiment::Experiment,
    run::{Event, Outcome, Progress, Run, Step},
};

/// The one thing that moves the room on.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// What the button says.
    pub words: String,
    /// What is written.
    pub event: Event,
    /// Why it cannot be done yet.
    pub why_not: Option<String>,
}

/// The next move of a run; `None` when its day is over.
#[must_use]
pub fn next_move(run: &Run, now: Instant) -> Option<Move> {
    if run.ended.is_some() {
        return None;
    }
    let (words, event) = match (run.step().map(|time| time.step), run.next_waiting()) {
        (Some(step), _) => {
            let at = Step::ALL.iter().position(|other| *other == step)?;
            let words = GAME_DAY.steps.get(at).map(|words| words.advance.clone())?;
            let event = match step.next() {
                Some(step) => Event::StepStarted { step },
                None => Event::Concluded { outcome: Outcome::Inconclusive, note: String::new() },
            };
            (words, event)
        }
        (None, Some(experiment)) => {
            let title = run.trials.get(experiment).map(|trial| trial.experiment().title.as_str())?;
            (format!("Begin “{}”", domain::text::clip(title, 32)), Event::ExperimentStarted { experiment })
        }
        (None, None) => ("End the day".to_owned(), Event::DayEnded { note: String::new() }),
    };
    let why_not = run.admit(&event, now).err().map(|not_now| not_now.0);
    Some(Move { words, event, why_not })
}

/// What the plan allows for a step, in milliseconds.
#[must_use]
pub fn step_ms(experiment: &Experiment, step: Step) -> i64 {
    let planned_min = match step {
        Step::Baseline => experiment.baseline_min,
        Step::Inject => experiment.fault.duration_min,
        _ => return step.allowance_ms(),
    };
    i64::from(planned_min) * 60_000
}

/// What the plan allows for a whole experiment, in milliseconds.
#[must_use]
pub fn experiment_ms(experiment: &Experiment) -> i64 {
    Step::ALL.iter().map(|step| step_ms(experiment, *step)).sum()
}

/// When the day ends as planned, and when it ends at this pace.
#[must_use]
pub fn ends(run: &Run, now: Instant) -> (Instant, Instant) {
    let planned_ms: i64 = run
        .trials
        .iter()
        .filter(|trial| trial.progress() != Progress::Skipped)
        .map(|trial| experiment_ms(trial.experiment()))
        .sum();
    let open_ms: i64 = run
        .trials
        .iter()
        .map(|trial| match trial.progress() {
            Progress::Waiting => experiment_ms(trial.experiment()),
            Progress::Active(present) => {
                let later = Step::ALL.iter().filter(|step| **step > present);
                let later_ms: i64 = later.map(|step| step_ms(trial.experiment(), *step)).sum();
                let left_ms = trial.steps.last().map_or(0, |time| {
                    let steady = run.steady(now);
                    let allowed_ms = time.timer.allowed_ms().unwrap_or_else(|| present.allowance_ms());
                    (allowed_ms - time.timer.elapsed_ms(steady)).max(0)
                });
                later_ms + left_ms
            }
            Progress::Concluded(_) | Progress::Skipped => 0,
        })
        .sum();
    (run.started_at.plus_ms(planned_ms), now.plus_ms(open_ms))
}
