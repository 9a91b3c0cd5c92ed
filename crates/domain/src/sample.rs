//! A sample company with two game days behind it and one ahead, so that every room has something to show at once: a first
//! try in staging, the same in production two weeks later with another outcome each, and a day that is planned.
//!
//! `fixtures/sample.json` is written around a reference day, with local times of day. [`sample`] moves every date and
//! every time by the same number of whole weeks, so a Monday at 13:00 stays one, whichever day it is read and whatever
//! daylight saving does in between. The planned day lies one to seven days ahead.

use crate::{
    Date, Document, Id, Instant, Kind, Zone,
    chaos::{
        game_day::{GameDay, GameDayStatus, Plan, Planned},
        lint,
        run::{Entry, Event},
    },
};
use chrono::{NaiveDateTime, TimeDelta, Timelike, Weekday};
use serde::Deserialize;
use serde_json::Value;

/// Everything that a sample workspace holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// Records, each after those that it refers to.
    pub records: Vec<(Id, Document)>,
    /// Journals of finished runs, each with the id of its game day.
    pub journals: Vec<(Id, Vec<Entry>)>,
}

/// The sample as it looks on `today`.
#[must_use]
pub fn sample(today: Date) -> Sample {
    let text = include_str!("../../../fixtures/sample.json");
    #[expect(clippy::expect_used, reason = "compiled in, and read by a test for many days of the calendar")]
    read(text, today).expect("fixtures/sample.json")
}

#[derive(Deserialize)]
struct File {
    zone: Zone,
    today: Date,
    records: Vec<RecordLine>,
    journals: Vec<JournalLines>,
}

#[derive(Deserialize)]
struct RecordLine {
    id: Id,
    #[serde(flatten)]
    document: Value,
}

#[derive(Deserialize)]
struct JournalLines {
    run: Id,
    entries: Vec<EntryLine>,
}

#[derive(Deserialize)]
struct EntryLine {
    at: Value,
    actor: String,
    event: Value,
}

fn read(text: &str, today: Date) -> Result<Sample, serde_json::Error> {
    let file: File = serde_json::from_str(text)?;
    let shift = Shift { zone: file.zone, by: weeks(file.today, today) };
    let records = file
        .records
        .into_iter()
        .map(|line| Ok((line.id, serde_json::from_value(shift.moved(line.document))?)))
        .collect::<Result<Vec<(Id, Document)>, serde_json::Error>>()?;
    let journals = file
        .journals
        .into_iter()
        .map(|journal| Ok((journal.run, entries(journal, &shift, &records)?)))
        .collect::<Result<_, serde_json::Error>>()?;
    Ok(Sample { records, journals })
}

/// Whole weeks from the week of the reference day to the week of `today`; weeks begin on Monday.
fn weeks(reference: Date, today: Date) -> TimeDelta {
    let monday = |date: Date| date.week(Weekday::Mon).first_day();
    monday(today).signed_duration_since(monday(reference))
}

fn entries(
    journal: JournalLines,
    shift: &Shift,
    records: &[(Id, Document)],
) -> Result<Vec<Entry>, serde_json::Error> {
    let run = journal.run;
    (1..)
        .zip(journal.entries)
        .map(|(seq, line)| {
            let at: Instant = serde_json::from_value(shift.moved(line.at))?;
            let mut event = shift.moved(line.event);
            // The plan is not in the file twice: it is what the records say, as it stood when the day began.
            if let Some(fields) = event.as_object_mut().filter(|fields| is_start(fields)) {
                let plan = plan(run, at, records);
                let findings = plan.as_ref().map(|plan| lint::plan(plan, shift.zone.date(at), None));
                let read = findings.into_iter().flatten().map(|finding| finding.message).collect::<Vec<_>>();
                fields.insert("acknowledged".to_owned(), serde_json::to_value(read)?);
                fields.insert("plan".to_owned(), serde_json::to_value(plan)?);
            }
            let event: Event = serde_json::from_value(event)?;
            Ok(Entry { seq, at, actor: line.actor, event })
        })
        .collect()
}

fn is_start(event: &serde_json::Map<String, Value>) -> bool {
    event.get("event").and_then(Value::as_str) == Some("day-started")
}

fn plan(run: Id, began: Instant, records: &[(Id, Document)]) -> Option<Plan> {
    let zone = records.iter().find_map(|(_, document)| match document {
        Document::Workspace(workspace) => Some(workspace.zone),
        _ => None,
    });
    let today = zone.unwrap_or(Zone::UTC).date(began);
    let find = |wanted: Id| records.iter().find(|(id, _)| *id == wanted).map(|(_, document)| document);
    let Some(Document::GameDay(day)) = find(run) else { return None };
    let planned = |id: &Id| {
        let Some(Document::Experiment(experiment)) = find(*id) else { return None };
        let service = match experiment.service_id.and_then(find) {
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

/// Moves dates (`2026-11-24`) and local times (`2026-11-24T13:00:00`, which become instants) by whole weeks.
struct Shift {
    zone: Zone,
    by: TimeDelta,
}

impl Shift {
    fn moved(&self, value: Value) -> Value {
        match value {
            Value::String(text) => self.moved_text(text),
            Value::Array(items) => items.into_iter().map(|item| self.moved(item)).collect(),
            Value::Object(fields) => {
                fields.into_iter().map(|(name, value)| (name, self.moved(value))).collect()
            }
            other => other,
        }
    }

    fn moved_text(&self, text: String) -> Value {
        if let Ok(date) = text.parse::<Date>() {
            return Value::String((date + self.by).to_string());
        }
        let Ok(local) = NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S") else {
            return Value::String(text);
        };
        let minute = self.zone.instant(local.date() + self.by, local.hour(), local.minute());
        minute.map_or(Value::Null, |at| Value::from(at.plus_ms(i64::from(local.second()) * 1000).ms()))
    }
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

    /// The plan of a game day of the sample, as a start at `now` would copy it.
    #[must_use]
    pub fn plan(&self, game_day: Id, now: Instant) -> Option<Plan> {
        plan(game_day, now, &self.records)
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
