//! What the desk does with an experiment and a game day beyond writing them down.

use super::report;
use crate::desk::{
    Desk,
    noun::{Kept, Source, Told, Why, Writing, told_of},
};
use contract::{Code, Refusal};
use domain::{
    Document, Id, Instant, Kind, Record,
    chaos::{
        experiment::Experiment,
        game_day::{GameDay, GameDayStatus},
        run::{Entry, Event, Run, Trial},
    },
    journal::{Common, Fold},
    text::{Invalid, LINE_MAX_CHARS, clip},
};
use serde_json::{Value, json};
use std::collections::HashMap;
use store::{Store, Tx};

impl Kept for Experiment {
    /// The library is copied from, never run: a template on a day would be changed by whoever plans that day.
    fn settled(self, tx: &Tx<'_>, writing: Writing) -> Result<Self, Refusal> {
        let Some(id) = writing.why.id().filter(|_| self.library) else { return Ok(self) };
        for row in tx.list(Kind::GameDay)?.into_iter().filter(|row| row.is(GameDayStatus::Planned)) {
            let (_, day) = tx.body::<GameDay>(row.id)?;
            if day.experiments.contains(&id) {
                let words = format!(
                    "“{}” is going to run this experiment. Duplicate it, and keep the copy in the library.",
                    clip(&day.title, 60)
                );
                return Err(Invalid::new("library", words).into());
            }
        }
        Ok(self)
    }

    fn copied(mut self, tx: &mut Tx<'_>, id: Id) -> Result<Record, Refusal> {
        if !self.library {
            self.title = copy_of(&self.title);
            self.repeats = Some(id); // a copy from the library is a first run
        }
        self.library = false;
        for approval in &mut self.approvals {
            approval.granted_on = None; // consent was given for the other one
        }
        Ok(tx.insert(self.into())?)
    }
}

impl Kept for GameDay {
    const ZONED: bool = true;
    const REPORTED: bool = true;

    fn settled(self, tx: &Tx<'_>, writing: Writing) -> Result<Self, Refusal> {
        let journal: Vec<Entry> = writing.why.id().map_or(Ok(Vec::new()), |id| tx.journal(id, 0))?;
        if matches!(writing.why, Why::Changed(_)) && !journal.is_empty() {
            let words = "This day has begun: its plan stands in the journal and cannot change any more. Duplicate it to plan another.";
            return Err(Refusal::new(Code::Invalid, words));
        }
        if matches!(writing.why, Why::Rezoned(_)) && !journal.is_empty() {
            return Ok(self); // a day that was held keeps what stands in its record
        }
        if !matches!(writing.why, Why::Rezoned(_)) {
            no_template(tx, &self)?;
        }
        Ok(as_held(self, &journal, writing))
    }

    fn copied(self, tx: &mut Tx<'_>, id: Id) -> Result<Record, Refusal> {
        let mut experiments = Vec::new();
        for experiment in &self.experiments {
            experiments.push(tx.body::<Experiment>(*experiment)?.1.copied(tx, *experiment)?.id);
        }
        let Self { title, start, end, environment, goal, participants, blind, .. } = self;
        let plan = Self {
            start,
            end,
            blind,
            repeats: Some(id),
            environment,
            goal,
            participants,
            experiments,
            ..Self::named(&copy_of(&title))
        };
        Ok(tx.insert(plan.into())?)
    }

    fn report(&self, source: &Source<'_>) -> Result<Vec<u8>, Refusal> {
        report::pdf(self, source)
    }

    fn told(store: &Store, id: Id) -> Result<Vec<Told>, Refusal> {
        told_of::<Run>(store, id)
    }

    /// Of each experiment how it ended, what it showed, and when the fault was noticed: null where nobody did.
    fn came_of(store: &Store, id: Id, _now: Instant) -> Result<Vec<(&'static str, Value)>, Refusal> {
        let entries: Vec<Entry> = store.journal(id, 0)?;
        let Some(run) = Run::fold(&entries).filter(|run| run.course.ended.is_some()) else {
            return Ok(Vec::new());
        };
        let trial = |trial: &Trial| {
            let detection = trial.detected_at().zip(trial.time_to_detect_ms());
            json!({
                "id": trial.planned.id,
                "title": trial.experiment().title,
                "ended": trial.ended(),
                "outcome": trial.outcome(),
                "detection": detection.map(|(at, after_ms)| json!({ "at": at.rfc3339(), "after_ms": after_ms })),
            })
        };
        Ok(vec![("experiments", run.trials.iter().map(trial).collect())])
    }

    /// A service took part in a day when a fault was injected into it.
    fn lately(desk: &Desk) -> Result<HashMap<Id, Instant>, Refusal> {
        let mut latest = HashMap::new();
        for result in desk.results()?.into_iter().filter(|result| result.injected) {
            if let Some(service) = result.service_id {
                let at = latest.entry(service).or_insert(result.started_at);
                *at = result.started_at.max(*at);
            }
        }
        Ok(latest)
    }
}

fn no_template(tx: &Tx<'_>, day: &GameDay) -> Result<(), Refusal> {
    for (at, id) in day.experiments.iter().enumerate() {
        // One that is not there is refused by whoever writes the links.
        if let Ok(Document::Experiment(experiment)) = tx.get(*id).map(|record| record.document)
            && experiment.library
        {
            let words = format!(
                "“{}” is kept in the library and is not run itself. Duplicate it, and put the copy on the day.",
                clip(&experiment.title, 60)
            );
            return Err(Invalid::new(format!("experiments.{at}"), words).into());
        }
    }
    Ok(())
}

/// What nobody types: a day's instant follows from its date and start, or from its journal, as does its status (an older plan
/// may say "planned" of a day that has begun since). Only a day that came with a journal of another tool holds its file; a
/// plan that did would be run without our gates.
fn as_held(mut day: GameDay, journal: &[Entry], writing: Writing) -> GameDay {
    let start = day.start.unwrap_or_default();
    let (hour, minute) = (chrono::Timelike::hour(&start), chrono::Timelike::minute(&start));
    let planned_at = day.date.and_then(|date| writing.zone.instant(date, hour, minute));
    day.at = journal.first().map(|began| began.at).or(planned_at); // lists show when a day was held
    day.original = day.original.filter(|_| !journal.is_empty());
    let ended = journal.iter().any(|entry| matches!(entry.event, Event::Common(Common::Ended { .. })));
    day.status = match (journal.is_empty(), ended, day.status) {
        (true, _, GameDayStatus::Cancelled) => GameDayStatus::Cancelled,
        (true, ..) => GameDayStatus::Planned,
        (false, true, _) => GameDayStatus::Finished,
        (false, false, _) => GameDayStatus::Running,
    };
    day
}

fn copy_of(title: &str) -> String {
    format!("{} (copy)", clip(title, LINE_MAX_CHARS - 10))
}
