//! How a chapter of the sample company is read: what one system has in it, moved to the day on which it is looked at.

use crate::{Date, Id, Instant, Zone};
use chrono::{NaiveDateTime, TimeDelta, Timelike, Weekday};
use serde::Deserialize;
use serde_json::{Error, Value};

/// What one system has in the story, with dates and times of the day on which it is read.
pub struct Chapter {
    /// Records as JSON documents, each after those that it refers to.
    pub records: Vec<(Id, Value)>,
    /// Journals of runs, each with the id of its record.
    pub journals: Vec<(Id, Vec<Line>)>,
}

/// One entry of a journal, whose event only its own system can read.
pub struct Line {
    /// When it was written.
    pub at: Instant,
    /// Who wrote it.
    pub actor: String,
    /// What happened.
    pub event: Value,
}

/// Moves dates (`2026-11-24`) and local times (`2026-11-24T13:00:00`, which become instants) by whole weeks, so a Monday
/// at 13:00 stays one, whatever daylight saving does in between.
pub struct Shift {
    zone: Zone,
    by: TimeDelta,
}

#[derive(Deserialize)]
struct File {
    records: Vec<RecordLine>,
    #[serde(default)]
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

impl Shift {
    /// From the week of the day that the story is written around to the week of `today`; weeks begin on Monday.
    pub fn new(zone: Zone, written: Date, today: Date) -> Self {
        let monday = |date: Date| date.week(Weekday::Mon).first_day();
        Self { zone, by: monday(today).signed_duration_since(monday(written)) }
    }

    /// Reads a chapter.
    pub fn read(&self, text: &str) -> Result<Chapter, Error> {
        let file: File = serde_json::from_str(text)?;
        let record = |line: RecordLine| (line.id, self.moved(line.document));
        let line = |line: EntryLine| -> Result<Line, Error> {
            let at = serde_json::from_value(self.moved(line.at))?;
            Ok(Line { at, actor: line.actor, event: self.moved(line.event) })
        };
        let journal = |journal: JournalLines| {
            Ok((journal.run, journal.entries.into_iter().map(line).collect::<Result<_, Error>>()?))
        };
        Ok(Chapter {
            records: file.records.into_iter().map(record).collect(),
            journals: file.journals.into_iter().map(journal).collect::<Result<_, Error>>()?,
        })
    }

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
