//! A table of others, whatever its cells are apart by.

use crate::{
    Unreadable,
    capacity::{Progress, STRIDE},
};
use csv::{ReaderBuilder, StringRecord};
use std::borrow::Cow;

/// So many rows tell what a table is.
const HEAD_MAX_ROWS: usize = 400;
/// Most lines of a title and of comments above the headings.
const ABOVE_MAX: usize = 20;
/// What is apart by spaces is written by hand: beyond so many bytes nothing is looked for there.
const SPACED_MAX_BYTES: usize = 1_000_000;

/// A text that may be a table.
pub struct Table<'a> {
    body: Cow<'a, str>,
    /// Lines before the body.
    before: usize,
    delimiter: u8,
    /// Whether a title stands above it.
    pub has_title: bool,
}

impl<'a> Table<'a> {
    /// The text as a table: its cells are apart by what a first line `sep=;` says, or by what its first line holds.
    pub fn of(text: &'a str) -> Self {
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let told = first.trim_end().to_lowercase();
        match told.strip_prefix("sep=").map(str::as_bytes) {
            Some([delimiter @ (b',' | b';' | b'\t')]) => {
                Self { body: rest.into(), before: 1, delimiter: *delimiter, has_title: false }
            }
            _ => Self::below(text, 0),
        }
    }

    /// The text as a table, then what stands below each line of a title and of comments. What is a comment to some is the
    /// heading to others (`# users rps`).
    pub fn all(text: &'a str) -> impl Iterator<Item = Self> {
        let (mut rest, mut before, mut has_title, mut ends) = (text, 0, false, false);
        let below = std::iter::from_fn(move || {
            if ends {
                return None;
            }
            let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
            let comment = line.trim_start().strip_prefix('#');
            let table = Self {
                has_title,
                ..Self::below(
                    if comment.is_some() {
                        rest.trim_start().strip_prefix('#')?.trim_start_matches(' ')
                    } else {
                        rest
                    },
                    before,
                )
            };
            has_title |= comment.is_none() && !line.trim().is_empty();
            ends = after.is_empty()
                || before >= ABOVE_MAX
                || comment.is_none() && line.contains([',', ';', '\t']);
            (rest, before) = (after, before + 1);
            Some(table)
        });
        let is_comment = text.trim_start().starts_with('#');
        (!is_comment).then(|| Self::of(text)).into_iter().chain(below)
    }

    fn below(text: &'a str, before: usize) -> Self {
        let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        // A comma may be that of a decimal; what else stands between cells is nothing else.
        let delimiter = [b'\t', b';', b','].into_iter().find(|mark| line.as_bytes().contains(mark));
        let is_spaced = delimiter.is_none()
            && text.len() <= SPACED_MAX_BYTES
            && line.trim().contains(' ')
            && !line.contains('|');
        if is_spaced {
            return Self { body: tabbed(text).into(), before, delimiter: b'\t', has_title: false };
        }
        Self { body: text.into(), before, delimiter: delimiter.unwrap_or(b','), has_title: false }
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

    /// Its first rows, the headings included.
    pub fn head(&self) -> Vec<StringRecord> {
        let rows = self.reader().into_records().filter_map(Result::ok);
        rows.filter(|row| !row.iter().all(|cell| cell.trim().is_empty())).take(HEAD_MAX_ROWS).collect()
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

    fn reader(&self) -> csv::Reader<&[u8]> {
        ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .from_reader(self.body.as_bytes())
    }
}

/// Lines whose cells are apart by spaces, with tabs between them. Two spaces part headings of several words.
fn tabbed(text: &str) -> String {
    let (mut width, mut lines) = (None, String::with_capacity(text.len()));
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let wide: Vec<&str> = line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let is_wide = match width {
            None => wide.len() > 1,
            Some(width) => words.len() != width && wide.len() == width,
        };
        let cells = if is_wide { wide } else { words };
        width = width.or_else(|| Some(cells.len()).filter(|cells| *cells > 0));
        lines.push_str(&cells.join("\t"));
        lines.push('\n');
    }
    lines
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
