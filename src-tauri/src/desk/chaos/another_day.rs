//! An experiment for which a day has no room goes to another one, which may not exist yet.

use crate::desk::{
    Desk,
    noun::{Kept, Why, Writing},
    records::undone,
};
use contract::{Answer, Caller, Code, MoveBack, MoveExperiment, Moved, Refusal, Reschedule};
use domain::{
    Date, Id, Record, Zone,
    chaos::{
        game_day::{GameDay, GameDayStatus},
        run::{Event, Run},
    },
    journal::Fold,
    text::{Invalid, clip},
};
use std::collections::BTreeSet;
use store::Tx;

impl Answer<Reschedule> for Desk {
    fn answer(
        &self,
        Reschedule { run, experiments, to, date }: Reschedule,
        _: Caller,
    ) -> Result<Record, Refusal> {
        let (_, workspace) = self.workspace()?;
        let actor = workspace.facilitator.clone();
        let wanted: BTreeSet<usize> = experiments.into_iter().collect();
        if wanted.is_empty() {
            return Err(Refusal::new(Code::Invalid, "Choose at least one experiment to move."));
        }
        self.on_run(run, |desk, known: &Run, at| {
            let target = Target { to, date, today: workspace.zone.date(at), zone: workspace.zone };
            let outcome = desk.store.transact(at, &actor, |tx| -> Result<_, Refusal> {
                let planned = |at: &usize| known.plan.experiments.get(*at).map(|planned| planned.id);
                let moving = wanted.iter().filter_map(planned).collect();
                let record = target.take_in(tx, (run, &known.plan.game_day), moving)?;
                let title = record.document.summary().title;
                let mut after = known.clone();
                let mut entries = Vec::new();
                for experiment in &wanted {
                    let event =
                        Event::Rescheduled { experiment: *experiment, day: record.id, title: title.clone() };
                    after.admit(&event, at)?;
                    let entry = tx.append(run, at, &actor, event)?;
                    after.apply(&entry);
                    entries.push(entry);
                }
                Ok((record, entries))
            })?;
            Ok(desk.tell(outcome))
        })
    }
}

impl Answer<MoveExperiment> for Desk {
    fn answer(
        &self,
        MoveExperiment { game_day, version, experiment, to, date }: MoveExperiment,
        _: Caller,
    ) -> Result<Moved, Refusal> {
        let (_, workspace) = self.workspace()?;
        let target = Target { to, date, today: workspace.zone.date(self.now()), zone: workspace.zone };
        self.write(|tx| {
            let (record, mut day) = tx.body::<GameDay>(game_day)?;
            if !tx.journal::<Event>(game_day, 0)?.is_empty() {
                let words = "This day has begun: its experiments move from the room.";
                return Err(Refusal::new(Code::Invalid, words));
            }
            let before = day.clone();
            if day.take_off(experiment).is_none() {
                return Err(Refusal::new(Code::NotFound, "This experiment is not on the day any more."));
            }
            let writing = Writing { why: Why::Changed(game_day), zone: workspace.zone };
            let to = target.take_in(tx, (game_day, &before), vec![experiment])?;
            let from = tx.save(record.id, version, day.settled(tx, writing)?.into())?;
            Ok(Moved { from, to })
        })
    }
}

impl Answer<MoveBack> for Desk {
    fn answer(
        &self,
        MoveBack { from, from_version, to, to_version }: MoveBack,
        _: Caller,
    ) -> Result<Record, Refusal> {
        let (_, workspace) = self.workspace()?;
        self.write(|tx| {
            if to_version == 1 {
                tx.remove(to, to_version)?; // the move had made it
            } else {
                undone(tx, workspace.zone, to, to_version)?;
            }
            undone(tx, workspace.zone, from, from_version)
        })
    }
}

/// The other day.
struct Target {
    /// Which; `None` is a new one.
    to: Option<Id>,
    /// The date of a new one.
    date: Option<Date>,
    today: Date,
    zone: Zone,
}

impl Target {
    /// Puts experiments of the day `from` on this one, which is made where it does not exist.
    fn take_in(
        &self,
        tx: &mut Tx<'_>,
        (from, day): (Id, &GameDay),
        experiments: Vec<Id>,
    ) -> Result<Record, Refusal> {
        let Some(to) = self.to else {
            if self.date.is_some_and(|date| date < self.today) {
                let words = "This date is in the past. Choose today or a later one, or leave it open.";
                return Err(Invalid::new("date", words).into());
            }
            let writing = Writing { why: Why::New, zone: self.zone };
            let next = day.continued(self.date, experiments).settled(tx, writing)?;
            return Ok(tx.insert(next.into())?);
        };
        let (record, mut target) = tx.body::<GameDay>(to)?;
        if to == from {
            return Err(Invalid::new("to", "This is the same day. Choose another one.").into());
        }
        if target.status != GameDayStatus::Planned {
            let status = target.status.word();
            let words = format!("“{}” is {status}. Choose a day that is planned.", clip(&target.title, 60));
            return Err(Invalid::new("to", words).into());
        }
        for experiment in experiments {
            if !target.experiments.contains(&experiment) {
                target.experiments.push(experiment);
            }
        }
        let target = target.settled(tx, Writing { why: Why::Changed(to), zone: self.zone })?;
        Ok(tx.save(record.id, record.version, target.into())?)
    }
}
