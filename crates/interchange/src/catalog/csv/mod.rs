//! The service catalog as CSV: a header row, then one service a row. Columns are known by their heading, never by place.

mod doubt;
mod write;

pub use write::{HEADER_BEGINS, line, write};

use super::{Column, Listed, Spot, few, shorten, turn_round, twins};
use crate::{Carried, Imported, Unreadable, ground::foreign};
use csv::{ReaderBuilder, StringRecord};
use domain::text::clip;

/// Most services in one file.
pub const ROWS_MAX: usize = 5_000;
/// Most columns.
const COLUMNS_MAX: usize = 200;
/// So much of a table tells what its cells are apart by.
const HEAD_MAX_BYTES: usize = 64 * 1024;
/// Most rows that a refusal names.
const FAULTS_MAX: usize = 10;

/// A text that is a table: what comes after its preface, and what its cells are apart by.
pub(crate) struct Table<'a> {
    body: &'a str,
    /// Lines before the body.
    before: usize,
    delimiter: u8,
}

/// Whether a text is a table of services: by its header row, or by its name where that is not clear.
pub(crate) fn table<'a>(file_name: &str, text: &'a str) -> Option<Table<'a>> {
    if text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let (told, before, body) = preface(text);
    let head = body.get(..body.floor_char_boundary(HEAD_MAX_BYTES)).unwrap_or(body);
    let apart = |delimiter: u8| {
        let header = reader(head, delimiter).into_records().next().and_then(Result::ok).unwrap_or_default();
        let known: Vec<_> = header.iter().take(COLUMNS_MAX).filter_map(Column::headed).collect();
        (known.len(), known.contains(&Column::Name) && header.len() > 1, header.len(), delimiter)
    };
    let fits = told.map_or_else(|| b"\t;,".to_vec(), |told| vec![told]);
    let (_, named, _, delimiter) =
        fits.into_iter().map(apart).max_by_key(|(known, _, cells, _)| (*known, *cells))?;
    let name = file_name.to_lowercase();
    (named || name.ends_with(".csv") || name.ends_with(".tsv")).then_some(Table { body, before, delimiter })
}

/// Spreadsheets may say in a first line `sep=;` what the cells are apart by.
fn preface(text: &str) -> (Option<u8>, usize, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    match first.trim_end_matches('\r').as_bytes() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter @ (b',' | b';' | b'\t')] => {
            (Some(*delimiter), 1, rest)
        }
        _ => (None, 0, text),
    }
}

fn reader(body: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(body.as_bytes())
}

/// Reads the services of a table.
pub(crate) fn read(file_name: &str, table: &Table<'_>) -> Result<Imported, Unreadable> {
    let mut place = Place { text: table.body, byte: 0, line: table.before + 1 };
    let mut records = reader(table.body, table.delimiter).into_records();
    let broken = |cause: csv::Error| Unreadable::new(format!("This is no CSV that can be read: {cause}."));
    let header = records.next().transpose().map_err(broken)?.unwrap_or_default();
    let header_line = place.of(&header);
    let known = columns(&header);
    let headings: Vec<_> = header.iter().take(COLUMNS_MAX).collect();
    if known.is_err()
        && let Some(refusal) = foreign::table(&headings)
    {
        return Err(refusal);
    }
    let columns = known.map_err(|message| at(header_line, message))?;
    let (mut listed, mut faults, mut stray) = (Vec::new(), Vec::new(), vec![false; header.len()]);
    let mut last = (0, header_line);
    for record in records {
        let record = record.map_err(broken)?;
        let line = place.of(&record);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if listed.len() + faults.len() >= ROWS_MAX {
            let words = format!("The file holds more than {ROWS_MAX} services. Split it into several files.");
            return Err(at(line, words));
        }
        for (stray, cell) in stray.iter_mut().zip(&record) {
            *stray |= !cell.trim().is_empty();
        }
        match row(&record, &columns, line) {
            Ok(service) => listed.push(service),
            Err(message) => faults.push((line, message)),
        }
        last = (byte(&record), line);
    }
    if table.leaves_open(last.0) {
        let words = "A quotation mark is opened in this row and never closed. Close it, or write two of them where one is meant.";
        return Err(at(last.1, words.to_owned()));
    }
    let doubt = doubt::about(file_name, &header, &columns, &listed);
    if let Some(refusal) = refusal(faults) {
        // A table that is no list of services is not to be mended until it is one.
        return Err(doubt.and_then(|_| foreign::table(&headings)).unwrap_or(refusal));
    }
    if listed.is_empty() {
        return Err(Unreadable::new("The file has a header row and no service below it."));
    }
    let elsewhere = turn_round(&mut listed);
    let warnings = shorten(left_out(&header, &columns, &stray).into_iter().chain(elsewhere).collect());
    let questions = doubt.into_iter().chain(twins(&mut listed)).collect();
    Ok(Imported { what: Carried::Services(listed), warnings, questions })
}

fn at(line: usize, message: String) -> Unreadable {
    Unreadable { message, line: Some(line), column: None }
}

/// What each column means; `None` for one that has no place here.
fn columns(header: &StringRecord) -> Result<Vec<Option<Column>>, String> {
    if header.len() > COLUMNS_MAX {
        return Err(format!("The header row names {} columns; {COLUMNS_MAX} are read.", header.len()));
    }
    let columns: Vec<_> = header.iter().map(Column::headed).collect();
    for (at, column) in columns.iter().enumerate() {
        let first =
            columns.iter().position(|other| other.is_some() && other == column).filter(|first| *first < at);
        if let (Some(first), Some(column)) = (first, column) {
            let heading = |at: usize| clip(header.get(at).unwrap_or_default().trim(), 40);
            return Err(format!(
                "The columns “{}” and “{}” both mean {}, and nobody can tell which one counts. Keep one of them.",
                heading(first),
                heading(at),
                column.name()
            ));
        }
    }
    if columns.contains(&Some(Column::Name)) {
        return Ok(columns);
    }
    let known = Column::ALL.map(Column::name).join(", ");
    Err(format!(
        "The first row names no column “name”. It should hold the headings, of which these are known: {known}."
    ))
}

/// One service.
fn row(record: &StringRecord, columns: &[Option<Column>], line: usize) -> Result<Listed, String> {
    if record.iter().skip(columns.len()).any(|cell| !cell.trim().is_empty()) {
        return Err(format!(
            "The row has {} cells and the header row {}. A cell that holds what cells are apart by needs quotation marks.",
            record.len(),
            columns.len()
        ));
    }
    let mut listed = Listed::at(Spot::line(line));
    for (column, cell) in columns.iter().zip(record) {
        let Some(column) = column else { continue };
        let cell = write::unguarded(cell.trim());
        column.put(&mut listed, cell).map_err(|words| format!("In “{}”, {words}.", column.name()))?;
    }
    if listed.service.name.is_empty() {
        return Err("In “name”, nothing is written. Every service needs a name.".to_owned());
    }
    listed.check().map_err(|invalid| format!("In “{}”: {}", invalid.field, invalid.message))?;
    Ok(listed)
}

/// The first fault in full, and where the others are.
fn refusal(faults: Vec<(usize, String)>) -> Option<Unreadable> {
    let (line, mut message) = faults.first().cloned()?;
    if let Some(others) = faults.get(1..).filter(|others| !others.is_empty()) {
        let lines: Vec<_> = others.iter().take(FAULTS_MAX).map(|(line, _)| line.to_string()).collect();
        let more = if others.len() > FAULTS_MAX { " and more" } else { "" };
        message.push_str(&format!(" There are faults in line {}{more} as well.", lines.join(", ")));
    }
    Some(at(line, message))
}

/// Columns that say something and have no place here, each once.
fn left_out(header: &StringRecord, columns: &[Option<Column>], stray: &[bool]) -> Option<String> {
    let mut headings = Vec::new();
    for (at, (heading, column)) in header.iter().zip(columns).enumerate() {
        let heading = match heading.trim() {
            "" => format!("column {} (without a heading)", at + 1),
            heading => format!("“{}”", clip(heading, 40)),
        };
        let says = stray.get(at).copied().unwrap_or_default();
        if column.is_none() && says && !headings.contains(&heading) {
            headings.push(heading);
        }
    }
    let known = Column::ALL.map(Column::name).join(", ");
    (!headings.is_empty()).then(|| {
        format!("A service has no place for {}, so that was left out. Known are: {known}.", few(&headings))
    })
}

impl Table<'_> {
    /// Whether the row that begins at byte `from` runs to the end of the file inside a quotation.
    fn leaves_open(&self, from: usize) -> bool {
        let (mut quoted, mut fresh) = (false, true);
        let mut bytes = self.body.as_bytes().get(from..).unwrap_or_default().iter().peekable();
        while let Some(byte) = bytes.next() {
            match byte {
                b'"' if quoted && bytes.next_if_eq(&&b'"').is_some() => {}
                b'"' if quoted => (quoted, fresh) = (false, false),
                _ if quoted => {}
                b'"' => (quoted, fresh) = (fresh, false),
                b'\r' | b'\n' => fresh = true,
                byte => fresh = *byte == self.delimiter,
            }
        }
        quoted
    }
}

/// Where a record begins in the text.
fn byte(record: &StringRecord) -> usize {
    record.position().and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or_default()
}

/// Counts lines as it goes: the reader's own count is off by one where lines end in CR LF.
struct Place<'a> {
    text: &'a str,
    byte: usize,
    line: usize,
}

impl Place<'_> {
    /// The line in which a record begins, from 1. Records must be asked for in order.
    fn of(&mut self, record: &StringRecord) -> usize {
        let from = byte(record);
        let bytes = self.text.as_bytes();
        let ends = |at: usize| bytes.get(at).is_some_and(|byte| matches!(byte, b'\r' | b'\n'));
        while self.byte < from || ends(self.byte) {
            let pair = bytes.get(self.byte) == Some(&b'\r') && bytes.get(self.byte + 1) == Some(&b'\n');
            self.line += usize::from(ends(self.byte) && !pair);
            self.byte += 1;
        }
        self.line
    }
}
