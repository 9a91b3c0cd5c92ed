//! What came of all game days: the history of a service, two days side by side, and the chaos maturity.

use crate::desk::{Desk, lock};
use contract::{
    Answer, Caller, ChaosMaturity, ClaimChaos, Code, Compare, EndedDay, EndedDays, EndedTrial, Refusal,
    ServiceHistory,
};
use domain::{
    Document, Id, Instant, Kind, Record, Row,
    action::ActionStatus,
    chaos::{
        compare::{Comparison, Day, FollowUp, compare},
        content::ChecklistPhase,
        game_day::{GameDay, GameDayStatus},
        maturity::{self, Maturity, PlannedDay},
        results::{Samples, TrialResult, results},
        run::{Event, Run, Trial},
    },
    journal::Fold,
    record::Tick,
    text::clip,
};
use std::{cmp::Reverse, collections::HashMap};
use store::{Store, Trouble};

/// The results of days that were read before, each with the last place of the journal that they are from.
pub(in crate::desk) type Known = HashMap<Id, (u64, Vec<TrialResult>)>;

impl Answer<ServiceHistory> for Desk {
    fn answer(
        &self,
        ServiceHistory { service }: ServiceHistory,
        _: Caller,
    ) -> Result<Vec<TrialResult>, Refusal> {
        let mut results = self.results()?;
        if service.is_some() {
            results.retain(|result| result.service_id == service);
        }
        Ok(results)
    }
}

/// As many days as a glance takes.
const ENDED_MAX: usize = 6;

impl Answer<EndedDays> for Desk {
    fn answer(&self, _: EndedDays, _: Caller) -> Result<Vec<EndedDay>, Refusal> {
        let rows = self.store.list(Kind::GameDay)?.into_iter().filter(|row| row.is(GameDayStatus::Finished));
        let mut days = Vec::new();
        for row in rows.take(ENDED_MAX) {
            let day: GameDay = self.store.body(row.id)?;
            // One whose journal cannot be folded says so on its own page.
            days.extend(self.look(row.id, |run: &Run| ended_day(row, day, run)).ok().flatten());
        }
        Ok(days)
    }
}

fn ended_day(row: Row, day: GameDay, run: &Run) -> Option<EndedDay> {
    let trial = |trial: &Trial| EndedTrial {
        title: trial.experiment().title.clone(),
        ended: trial.ended(),
        outcome: trial.outcome(),
    };
    Some(EndedDay {
        id: row.id,
        title: row.title,
        ended_at: run.course.ended.as_ref()?.at,
        trials: run.trials.iter().map(trial).collect(),
        actions: run.course.actions.len(),
        ticks: day.checklist,
        told: run.ticked(ChecklistPhase::After),
    })
}

impl Answer<Compare> for Desk {
    fn answer(&self, Compare { left, right }: Compare, _: Caller) -> Result<Comparison, Refusal> {
        comparison(&self.store, left, right)
    }
}

impl Answer<ChaosMaturity> for Desk {
    fn answer(&self, _: ChaosMaturity, _: Caller) -> Result<Maturity, Refusal> {
        let (_, workspace) = self.workspace()?;
        let rows = self.store.list(Kind::GameDay)?.into_iter().filter(|row| row.is(GameDayStatus::Planned));
        let days = rows.filter_map(|row| {
            Some(PlannedDay { id: row.id, title: row.title, date: workspace.zone.date(row.at?) })
        });
        let days: Vec<PlannedDay> = days.collect();
        Ok(maturity::maturity(&self.results()?, &days, &workspace.chaos_claims, self.now(), workspace.zone))
    }
}

impl Answer<ClaimChaos> for Desk {
    fn answer(&self, ClaimChaos { item, claimed }: ClaimChaos, _: Caller) -> Result<Record, Refusal> {
        if !maturity::is_claim(&item) {
            let words = "Nobody can say this: the record shows it, or there is no such criterion.";
            return Err(Refusal::new(Code::Invalid, words));
        }
        let at = self.now();
        self.write(|tx| {
            let record = tx.workspace()?;
            let mut workspace = tx.settings()?;
            workspace.chaos_claims.retain(|claim| claim.item != item);
            if claimed {
                let by = workspace.facilitator.clone();
                workspace.chaos_claims.push(Tick { item, at, by });
            }
            Ok(tx.save(record.id, record.version, workspace.into())?)
        })
    }
}

impl Desk {
    /// The results of every day that has begun, the newest first. A journal is read again only when it has grown: it
    /// never changes otherwise.
    pub(in crate::desk) fn results(&self) -> Result<Vec<TrialResult>, Refusal> {
        let mut known = lock(&self.results);
        let mut all = Vec::new();
        for row in self.store.list(Kind::GameDay)?.into_iter().filter(has_begun) {
            let read_to = known.get(&row.id).map_or(0, |(seq, _)| *seq);
            if read_to == 0 || !self.store.journal::<Event>(row.id, read_to)?.is_empty() {
                let Some(run) = Run::fold(&self.store.journal(row.id, 0)?) else { continue };
                let samples = samples(&self.store, row.id, &run)?;
                known.insert(row.id, (run.course.seq, results(row.id, &run, &samples)));
            }
            all.extend(known.get(&row.id).into_iter().flat_map(|(_, results)| results.iter().cloned()));
        }
        all.sort_by_key(|result| Reverse(result.started_at));
        Ok(all)
    }
}

fn has_begun(row: &Row) -> bool {
    row.is(GameDayStatus::Running) || row.is(GameDayStatus::Finished)
}

/// The latest day that has begun.
///
/// # Errors
/// None has.
pub(crate) fn latest_begun(store: &Store) -> Result<Id, Refusal> {
    let row = store.list(Kind::GameDay)?.into_iter().find(has_begun);
    row.map(|row| row.id).ok_or_else(|| {
        let words = "No game day has begun yet. Name a planned one with --id to print its plan.";
        Refusal::new(Code::NotFound, words)
    })
}

/// Two days side by side, the earlier one on the left.
///
/// # Errors
/// The same day twice, no game day, or one that has not begun.
pub(crate) fn comparison(store: &Store, one: Id, other: Id) -> Result<Comparison, Refusal> {
    if one == other {
        return Err(Refusal::new(Code::Invalid, "This is the same day twice. Choose another one."));
    }
    let (of_one, of_other) = (begun(store, one)?, begun(store, other)?);
    let (one_actions, other_actions) = (follow_ups(store, &of_one)?, follow_ups(store, &of_other)?);
    let repeats = |id: Id| match store.get(id).ok()?.document {
        Document::Experiment(experiment) => experiment.repeats,
        _ => None,
    };
    let (one_seen, other_seen) = (samples(store, one, &of_one)?, samples(store, other, &of_other)?);
    let one = Day { id: one, run: &of_one, samples: &one_seen, actions: &one_actions };
    let other = Day { id: other, run: &of_other, samples: &other_seen, actions: &other_actions };
    Ok(compare(one, other, repeats))
}

/// What live watchers saw on a day.
pub(crate) fn samples(store: &Store, id: Id, run: &Run) -> Result<Samples, Refusal> {
    let mut samples = Samples::new();
    for experiment in 0..run.trials.len() {
        for series in run.series(experiment).unwrap_or_default() {
            let key = series.key(experiment);
            samples.insert(key.clone(), store.samples(id, &key, usize::MAX)?);
        }
    }
    Ok(samples)
}

fn begun(store: &Store, id: Id) -> Result<Run, Refusal> {
    let day: GameDay = store.body(id)?;
    Run::fold(&store.journal(id, 0)?).ok_or_else(|| {
        let words = format!(
            "“{}” has not begun, so there is nothing to compare yet. Choose a day that ran.",
            clip(&day.title, 60)
        );
        Refusal::new(Code::Invalid, words)
    })
}

/// The actions of a day as they stand; those that were removed since are left out.
fn follow_ups(store: &Store, run: &Run) -> Result<Vec<FollowUp>, Refusal> {
    let mut actions = Vec::new();
    for raised in &run.course.actions {
        let record = match store.get(raised.action) {
            Err(Trouble::NotFound { .. }) => continue,
            record => record?,
        };
        if let Document::Action(action) = &record.document {
            let done_at = done_at(&record, &store.history(raised.action)?);
            actions.push(FollowUp::of(raised.action, action, done_at));
        }
    }
    Ok(actions)
}

/// When an action was marked done, from the record and its earlier versions, the newest first. One that was born done does
/// not tell.
fn done_at(record: &Record, earlier: &[Record]) -> Option<Instant> {
    let is_done = |record: &&Record| matches!(&record.document, Document::Action(action) if action.status == ActionStatus::Done);
    let done = std::iter::once(record).chain(earlier).take_while(is_done);
    done.last().filter(|record| record.version > 1).map(|record| record.saved_at)
}
