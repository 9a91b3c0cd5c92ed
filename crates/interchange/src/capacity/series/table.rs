//! Tables row by row: nothing is kept of a row but its time, its numbers and whose they are.

use super::{
    CELLS_MAX, ROWS_MAX, SERIES_MAX,
    rows::{Named, Rows},
    shape::{self, Shape},
    stamp::Stamp,
};
use crate::{
    Unreadable,
    capacity::{Progress, STRIDE, Stopped, unit::Unit},
};
use csv::ByteRecord;
use domain::{
    capacity::file::DateOrder,
    text::{clip, count},
};
use std::collections::HashMap;

/// A table that was read.
pub struct Table {
    pub rows: Rows,
    pub warnings: Vec<String>,
}

/// Reads a table.
pub fn read(text: &str, progress: &mut Progress<'_>) -> Result<Table, Stopped> {
    let (told, body) = shape::preface(text);
    let shape = Shape::of(body, told)?;
    let before = (text.len() - body.len()) as u64;
    let mut reading = Reading::new(&shape, body);
    let mut reader = shape::reader(body, shape.delimiter);
    let mut record = ByteRecord::new();
    let mut at = 0_usize;
    while reader
        .read_byte_record(&mut record)
        .map_err(|cause| Unreadable::new(format!("This is no CSV that can be read: {cause}.")))?
    {
        at += 1;
        if at <= shape.headers {
            continue;
        }
        if at.is_multiple_of(STRIDE) && progress(before + reader.position().byte()).is_break() {
            return Err(Stopped::Cancelled);
        }
        reading.row(&record)?;
    }
    Ok(reading.end()?)
}

struct Reading<'a> {
    shape: &'a Shape,
    body: &'a str,
    rows: Rows,
    /// Whether the heading says that the times are those of UTC.
    is_utc: bool,
    /// The first series of each name.
    groups: HashMap<String, u32>,
    /// The name of the row before, which is mostly that of this one.
    name: String,
    /// Rows without a time: how many, and where the first begins.
    timeless: (u64, u64),
    /// Cells that are no values: how many, where the first begins, and what it says.
    wordy: (u64, u64, String),
    /// The first dates that have the day first and the month first for sure: where each begins, and what it says.
    proofs: [Option<(u64, String)>; 2],
}

impl<'a> Reading<'a> {
    fn new(shape: &'a Shape, body: &'a str) -> Self {
        let mut rows = Rows { width: shape.values.len(), ..Rows::default() };
        rows.decimals.trusts_points = shape.delimiter == b',';
        if shape.names.is_empty() {
            rows.series =
                shape.values.iter().map(|(_, name, unit)| Named::new(name.clone(), unit.clone())).collect();
        }
        Self {
            shape,
            body,
            rows,
            is_utc: shape.head.is_utc(shape.time),
            groups: HashMap::new(),
            name: String::new(),
            timeless: (0, 0),
            wordy: (0, 0, String::new()),
            proofs: [None, None],
        }
    }

    fn row(&mut self, record: &ByteRecord) -> Result<(), Unreadable> {
        let cell =
            |at: usize| record.get(at).and_then(|cell| std::str::from_utf8(cell).ok()).unwrap_or_default();
        let place = || record.position().map_or(0, csv::Position::byte);
        let stamp = Stamp::parse(cell(self.shape.time));
        let stamp = stamp.and_then(|stamp| match self.shape.clock {
            Some(clock) if !stamp.has_clock() => stamp.with_clock(cell(clock)),
            _ => Some(stamp),
        });
        let Some(stamp) = stamp else {
            let cells = || record.iter().map(|cell| std::str::from_utf8(cell).unwrap_or_default());
            if self.shape.head.is_said_again(cells()) {
                return Ok(());
            }
            if self.shape.is_flux && cell(self.shape.time).trim() == "_time" {
                let words = "The file holds several tables with different columns. Export one of them.";
                let line = Some(self.line(place()));
                return Err(Unreadable { message: words.to_owned(), line, column: None });
            }
            if record.iter().any(|cell| !cell.trim_ascii().is_empty()) {
                self.timeless =
                    (self.timeless.0 + 1, if self.timeless.0 == 0 { place() } else { self.timeless.1 });
            }
            return Ok(());
        };
        let stamp = if self.is_utc { stamp.in_utc() } else { stamp };
        if let Some(order) = stamp.proves() {
            let [day, month] = &mut self.proofs;
            let proof = if order == DateOrder::DayFirst { day } else { month };
            proof.get_or_insert_with(|| (place(), clip(cell(self.shape.time).trim(), 40)));
        }
        if self.rows.stamps.len() >= ROWS_MAX || self.rows.values.len() >= CELLS_MAX {
            return Err(Unreadable::new(format!(
                "The table holds more than {ROWS_MAX} rows or {CELLS_MAX} values. Export fewer series, or one value an hour."
            )));
        }
        let first = if self.shape.names.is_empty() { 0 } else { self.group(record)? };
        if !self.shape.names.is_empty() {
            self.rows.of.push(first);
        }
        self.rows.stamps.push(stamp);
        for (column, (at, ..)) in self.shape.values.iter().enumerate() {
            let text = cell(*at);
            if !self.rows.put(first as usize + column, text) {
                if self.wordy.0 == 0 {
                    (self.wordy.1, self.wordy.2) = (place(), clip(text, 40));
                }
                self.wordy.0 += 1;
            }
        }
        Ok(())
    }

    /// The first of the series that a row speaks of.
    fn group(&mut self, record: &ByteRecord) -> Result<u32, Unreadable> {
        let mut name = std::mem::take(&mut self.name);
        name.clear();
        for at in &self.shape.names {
            let part =
                record.get(*at).and_then(|cell| std::str::from_utf8(cell).ok()).unwrap_or_default().trim();
            if !part.is_empty() {
                name.push_str(if name.is_empty() { "" } else { ", " });
                name.push_str(part);
            }
        }
        let known = self.groups.get(&name).copied();
        let first = match known {
            Some(first) => first,
            None => {
                let first = self.rows.series.len();
                if first + self.shape.values.len() > SERIES_MAX {
                    return Err(Unreadable::new(format!(
                        "The table names more than {SERIES_MAX} series. Export fewer of them."
                    )));
                }
                let said = self.shape.says_unit.and_then(|at| record.get(at));
                let said = said.and_then(|cell| std::str::from_utf8(cell).ok()).and_then(Unit::headed);
                for (_, heading, unit) in &self.shape.values {
                    let shown = if name.is_empty() { heading.clone() } else { clip(&name, 200) };
                    let shown =
                        if self.shape.values.len() > 1 { format!("{shown} {heading}") } else { shown };
                    self.rows.series.push(Named::new(shown, unit.clone().or_else(|| said.clone())));
                }
                self.groups.insert(name.clone(), first as u32);
                first as u32
            }
        };
        self.name = name;
        Ok(first)
    }

    fn end(self) -> Result<Table, Unreadable> {
        let (timeless, wordy) = (self.timeless.0, self.wordy.0);
        if timeless as usize > self.rows.stamps.len() || wordy as usize * 2 > self.rows.values.len() {
            let place = if timeless > 0 { self.timeless.1 } else { self.wordy.1 };
            let words = "Most rows are no measurements: a time and a number are expected in each.".to_owned();
            return Err(Unreadable { message: words, line: Some(self.line(place)), column: None });
        }
        if let [Some((day_at, day)), Some((month_at, month))] = &self.proofs {
            let (day_at, month_at) = (self.line(*day_at), self.line(*month_at));
            return Err(Unreadable::new(format!(
                "Both orders occur in its dates: “{day}” (line {day_at}) has the day first, “{month}” (line {month_at}) the month. Write all of them in one order."
            )));
        }
        let mut warnings = Vec::new();
        warnings.extend(self.shape.head.words());
        if timeless > 0 {
            let line = self.line(self.timeless.1);
            let have = if timeless == 1 { "has" } else { "have" };
            warnings.push(format!(
                "{} {have} no time that can be read, the first in line {line}: left out.",
                count(timeless, "row")
            ));
        }
        if wordy > 0 {
            let (line, said) = (self.line(self.wordy.1), &self.wordy.2);
            let is = if wordy == 1 { "is no number" } else { "are no numbers" };
            warnings.push(format!("{} {is} (line {line}: “{said}”): taken as gaps.", count(wordy, "value")));
        }
        let left_out: Vec<String> = self
            .shape
            .left_out
            .iter()
            .filter(|heading| !heading.is_empty())
            .map(|heading| format!("“{heading}”"))
            .collect();
        if !left_out.is_empty() {
            warnings.push(format!("Not taken, because no numbers stand there: {}.", left_out.join(", ")));
        }
        Ok(Table { rows: self.rows, warnings })
    }

    /// The line, from 1, of a place in the body.
    fn line(&self, byte: u64) -> usize {
        let bytes = self.body.as_bytes();
        let from = usize::try_from(byte).unwrap_or(bytes.len()).min(bytes.len());
        let skipped = bytes
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'))
            .count();
        let before = bytes.get(..from + skipped).unwrap_or_default();
        let preface = usize::from(self.shape.has_preface);
        before.iter().filter(|byte| **byte == b'\n').count() + 1 + preface
    }
}
