//! A table of others, whatever its cells are apart by.

use crate::{
    Unreadable,
    capacity::{Progress, STRIDE},
};
use csv::{ReaderBuilder, StringRecord};

/// A text that may be a table.
pub struct Table<'a> {
    body: &'a str,
    /// Lines before the body.
    before: usize,
    delimiter: u8,
}

impl<'a> Table<'a> {
    /// The text as a table: its cells are apart by what a first line `sep=;` says, or by what its first line holds.
    pub fn of(text: &'a str) -> Self {
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let told = first.trim_end().to_lowercase();
        match told.strip_prefix("sep=").map(str::as_bytes) {
            Some([delimiter @ (b',' | b';' | b'\t')]) => {
                Self { body: rest, before: 1, delimiter: *delimiter }
            }
            _ => {
                let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
                // A comma may be that of a decimal; what else stands between cells is nothing else.
                let delimiter = [b'\t', b';'].into_iter().find(|mark| line.as_bytes().contains(mark));
                Self { body: text, before: 0, delimiter: delimiter.unwrap_or(b',') }
            }
        }
    }

    /// Whether a comma stands between cells, so that it parts no decimals.
    pub const fn is_parted_by_commas(&self) -> bool {
        self.delimiter == b','
    }

    /// The cells of the first row.
    pub fn header(&self) -> Vec<String> {
        let first = self.reader().into_records().next().and_then(Result::ok).unwrap_or_default();
        first.iter().map(|cell| cell.trim().to_owned()).collect()
    }

    /// Every row that says something, the first one included, with its line from 1; none any more once `progress` stops it.
    pub fn rows(
        &self,
        progress: &mut Progress<'_>,
    ) -> impl Iterator<Item = Result<(usize, StringRecord), Unreadable>> {
        let before = self.before;
        let mut rows = 0_usize;
        let records = self.reader().into_records().take_while(move |record| {
            rows += 1;
            let at =
                record.as_ref().ok().filter(|_| rows.is_multiple_of(STRIDE)).and_then(StringRecord::position);
            at.is_none_or(|at| progress(at.byte()).is_continue())
        });
        records.filter_map(move |record| match record {
            Ok(record) if record.iter().all(|cell| cell.trim().is_empty()) => None,
            Ok(record) => {
                let line =
                    record.position().and_then(|at| usize::try_from(at.line()).ok()).unwrap_or_default();
                Some(Ok((before + line, record)))
            }
            Err(cause) => Some(Err(Unreadable::new(format!("This is no CSV that can be read: {cause}.")))),
        })
    }

    fn reader(&self) -> csv::Reader<&'a [u8]> {
        ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .from_reader(self.body.as_bytes())
    }
}

/// A heading without its marks: `Requests/s` is `requestss`.
pub fn bare(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The place of the first of these headings that is there.
pub fn place(header: &[String], names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| header.iter().position(|heading| bare(heading) == *name))
}

/// The cell at a place, trimmed; empty where there is none.
pub fn cell(record: &StringRecord, place: Option<usize>) -> &str {
    place.and_then(|at| record.get(at)).unwrap_or_default().trim()
}

/// A refusal that names a line.
pub fn at(line: usize, message: impl Into<String>) -> Unreadable {
    Unreadable { line: Some(line), ..Unreadable::new(message) }
}
