//! What an action out of a day answers.

use crate::pages::action::raise::About;
use domain::chaos::run::Run;

/// The surprise at `seq`.
#[must_use]
pub fn about(run: &Run, seq: u64) -> Option<About> {
    let surprise = run.surprises().into_iter().find(|surprise| surprise.note.said.seq == seq)?;
    let trial = surprise.experiment.and_then(|at| run.trials.get(at));
    Some(About {
        seq,
        words: surprise.note.said.text.clone(),
        service_id: trial.and_then(|trial| trial.experiment().service_id),
    })
}
