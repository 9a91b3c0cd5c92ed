//! A sample company with two game days behind it and one ahead, so that every room has something to show at once: a first
//! try in staging, the same in production two weeks later with another outcome each, and a day that is planned.
//!
//! Here is the story: when and where it takes place, and in which order its chapters stand. Each chapter is the `sample.rs`
//! of its system, over a file of `fixtures/sample` that is written around one day, with local times of day. [`sample`]
//! moves every date and every time by the same number of whole weeks. The planned day lies one to seven days ahead.

use crate::{
    Date, Id, Instant, Kind, Zone, action, assessment, capacity, catalog,
    chaos::{
        self,
        game_day::{GameDay, GameDayStatus, Plan, Planned},
        run::Entry,
    },
    chapter::Shift,
    document::Document,
    incident, person, postmortem, workspace,
};
use serde_json::{Error, from_value};

/// Everything that a sample workspace holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// Records, each after those that it refers to.
    pub records: Vec<(Id, Document)>,
    /// Journals of finished runs, each with the id of its game day.
    pub journals: Vec<(Id, Vec<Entry>)>,
    /// Journals of incidents that are over, each with the id of its record.
    pub incidents: Vec<(Id, Vec<incident::run::Entry>)>,
}

/// The story: each chapter stands after those whose records it refers to.
const CHAPTERS: [&str; 9] = [
    workspace::sample::CHAPTER,
    person::sample::CHAPTER,
    catalog::sample::CHAPTER,
    chaos::sample::CHAPTER,
    action::sample::CHAPTER,
    assessment::sample::CHAPTER,
    capacity::sample::CHAPTER,
    incident::sample::CHAPTER,
    postmortem::sample::CHAPTER,
];

/// Where it takes place.
const ZONE: &str = "Europe/Berlin";

/// The day around which it is written.
const WRITTEN: &str = "2026-11-24";

/// The sample as it looks on `today`.
#[must_use]
pub fn sample(today: Date) -> Sample {
    #[expect(clippy::expect_used, reason = "compiled in, and read by a test for many days of the calendar")]
    read(today).expect("fixtures/sample")
}

fn read(today: Date) -> Result<Sample, Error> {
    let zone: Zone = from_value(ZONE.into())?;
    let shift = Shift::new(zone, from_value(WRITTEN.into())?, today);
    let mut told = Sample { records: Vec::new(), journals: Vec::new(), incidents: Vec::new() };
    for chapter in CHAPTERS {
        let chapter = shift.read(chapter)?;
        for (id, record) in chapter.records {
            told.records.push((id, from_value(record)?));
        }
        for (run, lines) in chapter.journals {
            // A day has its record before its journal; the record of an incident follows from its own.
            if told.get(run).is_none() {
                let (incident, entries) = incident::sample::incident(lines, zone)?;
                told.records.extend(incident.map(|incident| (run, incident.into())));
                told.incidents.push((run, entries));
                continue;
            }
            let entries = chaos::sample::journal(lines, zone, |began| told.plan(run, began))?;
            told.journals.push((run, entries));
        }
    }
    Ok(told)
}

impl Sample {
    /// The latest game day of that status.
    #[must_use]
    pub fn game_day(&self, status: GameDayStatus) -> Option<(Id, &GameDay)> {
        let days = self.records.iter().filter_map(|(id, document)| match document {
            Document::GameDay(day) if day.status == status => Some((*id, day)),
            _ => None,
        });
        days.max_by_key(|(_, day)| day.at)
    }

    /// The plan of a game day of the sample, as a start at `began` would copy it.
    #[must_use]
    pub fn plan(&self, game_day: Id, began: Instant) -> Option<Plan> {
        let zone = self.records.iter().find_map(|(_, document)| match document {
            Document::Workspace(workspace) => Some(workspace.zone),
            _ => None,
        });
        let today = zone.unwrap_or(Zone::UTC).date(began);
        let Some(Document::GameDay(day)) = self.get(game_day) else { return None };
        let planned = |id: &Id| {
            let Some(Document::Experiment(experiment)) = self.get(*id) else { return None };
            let service = match experiment.service_id.and_then(|id| self.get(id)) {
                Some(Document::Service(service)) => Some(service),
                _ => None,
            };
            // A budget that was read later was not known on the day.
            let budget = service.and_then(|service| service.budget).filter(|budget| budget.on <= today);
            let service = service.map(|service| service.name.clone());
            Some(Planned { id: *id, experiment: experiment.clone(), service, budget })
        };
        let game_day = GameDay {
            status: GameDayStatus::Planned,
            checklist: day.checklist.iter().filter(|tick| tick.at < began).cloned().collect(),
            ..day.clone()
        };
        Some(Plan { experiments: day.experiments.iter().filter_map(planned).collect(), game_day })
    }

    fn get(&self, wanted: Id) -> Option<&Document> {
        self.records.iter().find(|(id, _)| *id == wanted).map(|(_, document)| document)
    }

    /// The record of a kind by what a person calls it.
    #[must_use]
    pub fn find(&self, kind: Kind, title: &str) -> Option<Id> {
        self.records
            .iter()
            .find(|(_, document)| document.kind() == kind && document.summary().title == title)
            .map(|(id, _)| *id)
    }
}

#[cfg(test)]
mod tests;
