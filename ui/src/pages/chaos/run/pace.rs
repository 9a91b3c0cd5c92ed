//! What comes next.

use domain::{
    Instant,
    chaos::{
        content::GAME_DAY,
        run::{Event, Outcome, Run, Step},
    },
    journal::{Common, Fold},
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
    if run.course.ended.is_some() {
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
        (None, None) => ("End the day".to_owned(), Event::Common(Common::Ended { note: String::new() })),
    };
    let why_not = run.admit(&event, now).err().map(|not_now| not_now.0);
    Some(Move { words, event, why_not })
}
