//! Where a table has its times, its values and its names: told by its first rows.

use super::{
    head::{self, Head},
    stamp::{self, Stamp},
};
use crate::{
    Unreadable,
    capacity::{cell::Cell, unit::Unit},
    ground::foreign,
};
use csv::{ReaderBuilder, StringRecord};
use domain::text::clip;

/// So much of a table tells its shape.
const HEAD_MAX_BYTES: usize = 64 * 1024;
/// So many rows of it.
const HEAD_MAX_ROWS: usize = 400;
/// Most columns.
const COLUMNS_MAX: usize = 500;

/// The shape of a table.
#[derive(Debug)]
pub struct Shape {
    pub delimiter: u8,
    /// Whether a line before the table says it.
    pub has_preface: bool,
    /// Rows before the first measurement.
    pub headers: usize,
    /// The column of times.
    pub time: usize,
    /// The column of the times of day, where they stand apart from the dates.
    pub clock: Option<usize>,
    /// The columns that name the series of a row.
    pub names: Vec<usize>,
    /// The columns of values, each with its heading and the unit that the heading says.
    pub values: Vec<(usize, String, Option<Unit>)>,
    /// Headings of columns that are neither.
    pub left_out: Vec<String>,
    /// What stands above the first measurement.
    pub head: Head,
    /// Of the columns that name the series, the one that says what is measured.
    pub says_unit: Option<usize>,
    /// Whether it is a table of InfluxDB: rows that begin with `#` are notes, and headings come again.
    pub is_flux: bool,
}

/// Whether a text is CSV as `InfluxDB` annotates it.
fn is_annotated(body: &str) -> bool {
    ["#group", "#datatype", "#default"].iter().any(|note| body.trim_start().starts_with(note))
}

/// Spreadsheets may say in a first line `sep=;` what the cells are apart by. What comes after, too.
pub fn preface(text: &str) -> (Option<u8>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    match first.trim_matches(['\r', '"', ' ']).as_bytes() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter @ (b',' | b';' | b'\t' | b'|')] => {
            (Some(*delimiter), rest)
        }
        _ => (None, text),
    }
}

/// A reader of rows.
pub fn reader(body: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .comment(is_annotated(body).then_some(b'#'))
        .from_reader(body.as_bytes())
}

impl Shape {
    /// The shape of a table; `told` is what its preface says.
    pub fn of(body: &str, told: Option<u8>) -> Result<Self, Unreadable> {
        let end = body.floor_char_boundary(HEAD_MAX_BYTES);
        let head = body.get(..end).unwrap_or(body);
        let head = if end < body.len() {
            head.get(..=head.rfind('\n').unwrap_or(end)).unwrap_or(head)
        } else {
            head
        };
        let fits = told.map_or_else(|| b",;\t|".to_vec(), |told| vec![told]);
        let tables = fits.iter().map(|delimiter| {
            let rows = reader(head, *delimiter).into_records().take(HEAD_MAX_ROWS);
            (*delimiter, rows.filter_map(Result::ok).collect::<Vec<_>>())
        });
        let mut tables: Vec<_> = tables.collect();
        tables.sort_by_key(|(_, rows)| std::cmp::Reverse(measurements(rows)));
        let (delimiter, rows) = tables.into_iter().next().unwrap_or_default();
        let headings: Vec<&str> = rows.first().map(|row| row.iter().collect()).unwrap_or_default();
        if let Some(what) = foreign::load_test(&headings) {
            let words =
                format!("This is {what}, and no history of a demand. It belongs to the ceiling of a model.");
            return Err(Unreadable::new(words));
        }
        if rows.iter().any(|row| row.len() > COLUMNS_MAX) {
            return Err(Unreadable::new(format!(
                "The table has more than {COLUMNS_MAX} columns. Leave out what is not needed."
            )));
        }
        let time = times(&rows).ok_or_else(|| no_times(&rows))?;
        Self::with(delimiter, time, &rows).map(|shape| Self { has_preface: told.is_some(), ..shape })
    }

    fn with(delimiter: u8, time: usize, rows: &[StringRecord]) -> Result<Self, Unreadable> {
        let is_data = |row: &&StringRecord| row.get(time).is_some_and(|cell| Stamp::parse(cell).is_some());
        let headers = rows.iter().take_while(|row| !is_data(row)).count();
        let data: Vec<&StringRecord> = rows.iter().filter(is_data).collect();
        let width = usual_width(&data);
        let fits =
            |row: &&StringRecord| row.len() == width || row.len() > 1 && is_blank_from(&data, row.len());
        let above = rows.get(..headers).unwrap_or_default();
        let head = Head::of(above, time, &|row| fits(&row));
        if !head.is_found() && rows.iter().take(headers).any(|row| row.len() > 1 && row.len() < width) {
            return Err(Unreadable::new(
                "The rows have more cells than their heading. A number with a decimal comma needs quotation marks, or cells that are apart by a semicolon.",
            ));
        }
        let heading = |at: usize| head.heading(at);
        let is_flux = (0..width).any(|at| heading(at) == "_time");
        let has_value = is_flux && (0..width).any(|at| heading(at) == "_value");
        let mut shape = Self {
            delimiter,
            has_preface: false,
            headers,
            time,
            clock: None,
            names: Vec::new(),
            values: Vec::new(),
            left_out: Vec::new(),
            head: Head::default(),
            says_unit: None,
            is_flux,
        };
        let is_blank = |at: usize| {
            heading(at).is_empty()
                && data.iter().all(|row| row.get(at).is_none_or(|cell| cell.trim().is_empty()))
        };
        for at in (0..width).filter(|at| *at != time && !(is_blank(*at) && width > 2)) {
            let kind = if is_flux { Kind::of_flux(heading(at), has_value) } else { None };
            if SAYS_UNIT.contains(&heading(at).to_lowercase().as_str()) {
                shape.says_unit = Some(at);
            }
            match kind.unwrap_or_else(|| Kind::of(&data, at, heading(at))) {
                Kind::Nothing => {}
                Kind::Clock if shape.clock.is_none() => shape.clock = Some(at),
                Kind::Names => shape.names.push(at),
                Kind::Values => {
                    let name = match heading(at) {
                        "" if width == 2 => "value".to_owned(),
                        "" => format!("column {}", at + 1),
                        name => clip(name, 200),
                    };
                    shape.values.push((at, name, head.unit(at)));
                }
                _ => shape.left_out.push(clip(heading(at), 40)),
            }
        }
        if shape.values.is_empty() {
            return Err(no_values(&data, time, width));
        }
        Ok(Self { head, ..shape })
    }
}

/// Says that no column holds numbers, with the first cells that are none.
fn no_values(data: &[&StringRecord], time: usize, width: usize) -> Unreadable {
    let word = |at: usize| {
        let mut cells = data.iter().filter_map(|row| row.get(at)).map(str::trim);
        cells.find(|cell| Cell::parse(cell) == Cell::Text)
    };
    let words = (0..width).filter(|at| *at != time).filter_map(word);
    let words: Vec<String> = words.take(3).map(|cell| format!("“{}”", clip(cell, 40))).collect();
    let beside =
        if words.is_empty() { String::new() } else { format!(" (there stands {})", words.join(", ")) };
    Unreadable::new(format!("The table has a column of times and none of numbers beside it{beside}."))
}

/// How many cells most rows have.
fn usual_width(data: &[&StringRecord]) -> usize {
    let mut widths: Vec<usize> = data.iter().map(|row| row.len()).collect();
    widths.sort_unstable();
    let runs = widths.chunk_by(|a, b| a == b);
    runs.max_by_key(|run| (run.len(), run.first().copied()))
        .and_then(|run| run.first().copied())
        .unwrap_or_default()
}

/// Whether nothing stands in any row from a column on.
fn is_blank_from(data: &[&StringRecord], column: usize) -> bool {
    data.iter().all(|row| row.iter().skip(column).all(|cell| cell.trim().is_empty()))
}

/// Columns that say what is measured, where they name the series of a row.
const SAYS_UNIT: [&str; 4] = ["_field", "metric", "series", "name"];

/// What a column holds.
enum Kind {
    /// What is of no use.
    Nothing,
    Clock,
    Names,
    Values,
    Other,
}

impl Kind {
    /// A column of a table of `InfluxDB`: what it writes itself, and tags.
    fn of_flux(heading: &str, has_value: bool) -> Option<Self> {
        match heading {
            "_value" => Some(Self::Values),
            "_field" | "_measurement" => Some(Self::Names),
            "" | "result" | "table" => Some(Self::Nothing),
            _ if heading.starts_with('_') => Some(Self::Nothing),
            _ => has_value.then_some(Self::Names),
        }
    }

    fn of(data: &[&StringRecord], at: usize, heading: &str) -> Self {
        const NAMES: [&str; 7] = ["series", "metric", "name", "label", "instance", "legend", "service"];
        let (mut clocks, mut numbers, mut texts, mut times) = (0, 0, 0, 0);
        for cell in data.iter().map(|row| row.get(at).unwrap_or_default()) {
            match Cell::parse(cell) {
                Cell::Number { .. } => numbers += 1,
                Cell::Gap => {}
                Cell::Text if stamp::is_clock(cell) => clocks += 1,
                Cell::Text if Stamp::parse(cell).is_some() => times += 1,
                Cell::Text => texts += 1,
            }
        }
        // A second time, such as New Relic's `End time`, is counted in seconds since 1970.
        let is_epoch = |row: &&StringRecord| row.get(at).is_some_and(|cell| Stamp::parse(cell).is_some());
        if heading.to_lowercase().ends_with("time") && data.iter().all(is_epoch) {
            return Self::Other;
        }
        let named = NAMES.contains(&heading.to_lowercase().as_str());
        if clocks > numbers && clocks > texts {
            Self::Clock
        } else if times > numbers {
            Self::Other
        } else if named && texts + numbers > 0 || texts * 2 > data.len() {
            Self::Names
        } else if numbers > texts || texts == 0 {
            Self::Values
        } else {
            Self::Other
        }
    }
}

/// How many rows hold a time and a number, or a time and a gap.
fn measurements(rows: &[StringRecord]) -> usize {
    let is_one = |row: &&StringRecord| {
        let times = row.iter().filter(|cell| Stamp::parse(cell).is_some()).count();
        let values = row.iter().filter(|cell| Cell::parse(cell) != Cell::Text).count();
        times > 0 && row.len() > 1 && values > 0
    };
    rows.iter().filter(is_one).count()
}

/// The column of times: by its heading, else by what most of its cells are; a written time before a count of seconds.
fn times(rows: &[StringRecord]) -> Option<usize> {
    let width = rows.iter().map(StringRecord::len).max()?;
    let is_timed = |row: &StringRecord| row.iter().any(|cell| Stamp::parse(cell).is_some());
    let first = rows.iter().position(is_timed)?; // above it stands what other tools say of the table
    let weight = |at: usize| {
        let stamps = rows.iter().filter_map(|row| Stamp::parse(row.get(at)?));
        let (all, written) =
            stamps.fold((0, 0), |(all, written), stamp| (all + 1, written + usize::from(!stamp.is_epoch())));
        let headed = rows.iter().take(first.max(3)).any(|row| row.get(at).is_some_and(head::is_time));
        (all > 0 && all * 2 >= rows.len().saturating_sub(first.max(2))).then_some((headed, written, all))
    };
    let weighed = (0..width).filter_map(|at| Some((weight(at)?, std::cmp::Reverse(at))));
    weighed.max().map(|(_, at)| at.0)
}

fn no_times(rows: &[StringRecord]) -> Unreadable {
    let shown: Vec<String> =
        rows.iter().take(1).flatten().take(4).map(|cell| format!("“{}”", clip(cell.trim(), 40))).collect();
    let column = rows.first().and_then(|row| row.iter().position(head::is_time)).unwrap_or_default();
    let below = rows.iter().skip(1).filter_map(|row| row.get(column)).map(str::trim);
    let below = below.filter(|cell| !cell.is_empty()).map(|cell| clip(cell, 40)).next();
    let below =
        below.map_or_else(String::new, |cell| format!("; below it “{cell}”, which is read as no time"));
    Unreadable::new(format!(
        "No column holds times (its first row: {}{below}). A history is a table of dates and values: 2026-11-24,850.",
        shown.join(", ")
    ))
}
