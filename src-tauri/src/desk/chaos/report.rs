//! Gathers what the report of a game day is made of.

use super::{
    plan,
    results::{comparison, samples},
};
use crate::desk::noun::Source;
use contract::{Code, Refusal};
use domain::{
    Id,
    action::Action,
    chaos::{compare::Comparison, game_day::GameDay, results::Samples, run::Run},
    journal::Fold,
};
use reports::GameDayReport;
use store::{Store, Trouble};

/// The hand-out of a day that is planned, the record of one that has begun.
pub(super) fn pdf(game_day: &GameDay, source: &Source<'_>) -> Result<Vec<u8>, Refusal> {
    let Source { store, workspace, id, now, .. } = *source;
    let entries = store.journal(id, 0)?;
    let run = Run::fold(&entries);
    // What a day has run stands in its journal, also when the records it was copied from are gone.
    let plan = match &run {
        Some(run) => run.plan.clone(),
        None => plan(|id| store.get(id), game_day.clone())?,
    };
    let actions = run.as_ref().map_or(Ok(Vec::new()), |run| actions(store, run))?;
    let samples = run.as_ref().map_or(Ok(Samples::new()), |run| samples(store, id, run))?;
    let comparison = run.as_ref().map_or(Ok(None), |run| beside(store, id, run))?;
    let report = GameDayReport {
        workspace,
        id,
        game_day,
        plan: &plan,
        run: run.as_ref(),
        entries: &entries,
        actions: &actions,
        samples: &samples,
        comparison: comparison.as_ref(),
        now,
    };
    reports::pdf(&report).map_err(|cause| Refusal::new(Code::Internal, cause.to_string()))
}

/// A day beside the one that it repeats; nothing where that one is gone, or has not begun.
fn beside(store: &Store, id: Id, run: &Run) -> Result<Option<Comparison>, Refusal> {
    let Some(earlier) = run.plan.game_day.repeats.filter(|earlier| *earlier != id) else { return Ok(None) };
    match comparison(store, earlier, id) {
        Ok(comparison) => Ok(Some(comparison)),
        Err(refusal) if matches!(refusal.code, Code::NotFound | Code::Invalid) => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

/// The actions of a day as they stand now; one that was removed since is left to the journal.
fn actions(store: &Store, run: &Run) -> Result<Vec<(Id, Action)>, Refusal> {
    let mut actions = Vec::new();
    for raised in &run.course.actions {
        match store.body(raised.action) {
            Ok(action) => actions.push((raised.action, action)),
            Err(Trouble::NotFound { .. } | Trouble::IsNo { .. }) => {}
            Err(trouble) => return Err(trouble.into()),
        }
    }
    Ok(actions)
}
