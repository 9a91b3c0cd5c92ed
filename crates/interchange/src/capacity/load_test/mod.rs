//! Load tests: a table of concurrency and throughput, the results of JMeter, Locust and k6. Each is known by its shape, never
//! by its name.

mod columns;
mod dated;
mod failed;
mod jmeter;
mod joined;
mod k6;
mod levels;
mod locust;
mod number;
mod other;
mod plain;
mod table;

pub use joined::names;

use super::{Progress, Stopped};
use crate::{
    Unreadable,
    capacity::series,
    ground::{foreign, plain as words, source},
};
use domain::{
    capacity::{
        file::Decimal,
        usl::{LoadPoint, POINTS_MAX},
    },
    text::clip,
};
use std::fmt;
use table::Table;

/// Most bytes of a load test: 100 MB, about a million requests.
pub const LOAD_TEST_MAX_BYTES: usize = 100_000_000;

/// Who wrote a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// A table of points, by hand or by a spreadsheet.
    Table,
    /// JMeter: one row for each sample.
    Jmeter,
    /// Locust: its statistics over time.
    Locust,
    /// k6: its metrics over time, or their summary.
    K6,
}

/// What a load test measured.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadTest {
    /// Who wrote it.
    pub tool: Tool,
    /// What was measured at each concurrency, the lowest first; of a table in its order.
    pub points: Vec<LoadPoint>,
    /// What the throughputs are counted in, without thousands; empty where that is not stated.
    pub unit: String,
    /// How many requests it counts, where it counts them.
    pub requests: Option<u64>,
    /// How many of them failed, where that is said.
    pub errors: Option<u64>,
    /// What could not be read, or only roughly: one sentence each.
    pub warnings: Vec<String>,
    /// What is open of its decimals: then its points are those with a point before them.
    pub open: Option<Box<Open>>,
}

/// Numbers that can be read in two ways.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// One of them.
    pub example: String,
    /// The test where a comma parts the decimals.
    with_comma: LoadTest,
}

impl LoadTest {
    /// Nothing but points, in requests per second where a tool counted them.
    fn of(tool: Tool, points: Vec<LoadPoint>) -> Self {
        let unit = if tool == Tool::Table { "" } else { "requests/s" }.to_owned();
        Self { tool, points, unit, requests: None, errors: None, warnings: Vec::new(), open: None }
    }

    /// The test, once it is told what parts its decimals.
    ///
    /// # Errors
    /// That is open, and nobody told it.
    pub fn settled(&self, decimal: Option<Decimal>) -> Result<Self, Unreadable> {
        match (&self.open, decimal) {
            (None, _) => Ok(self.clone()),
            (Some(open), Some(Decimal::Comma)) => Ok(open.with_comma.clone()),
            (Some(_), Some(Decimal::Point)) => Ok(Self { open: None, ..self.clone() }),
            (Some(open), None) => Err(Unreadable::new(format!(
                "“{}” can mean {} or {}, and nothing in the file settles which. Write it without a mark between thousands, or with another decimal.",
                clip(&open.example, 40),
                open.example.replace([',', '.'], ""),
                open.example.replace(',', ".")
            ))),
        }
    }

    /// What is said where there is one point.
    fn level(&self) -> Option<String> {
        match self.points.as_slice() {
            [only] => Some(one_level(only)),
            _ => None,
        }
    }

    /// The test with what is said of all of it.
    fn finished(mut self) -> Result<Self, Unreadable> {
        if self.points.len() > POINTS_MAX {
            let words =
                format!("The file holds more than {POINTS_MAX} points. Keep one for each concurrency.");
            return Err(Unreadable::new(words));
        }
        self.warnings.extend(self.level());
        if let (Some(requests), Some(errors @ 1..)) = (self.requests, self.errors) {
            if errors >= requests {
                return Err(failed::none_succeeded(true));
            }
            let share = errors as f64 * 100.0 / requests as f64;
            let half = if share < 50.0 { "" } else { " With half of them or more, that is no ceiling." };
            self.warnings.push(format!(
                "{errors} of {requests} requests failed ({}%). They count as throughput, as {} counts them.{half}",
                (share * 10.0).round() / 10.0,
                self.tool
            ));
        }
        Ok(self)
    }
}

/// What is said of a file with one point.
fn one_level(point: &LoadPoint) -> String {
    format!(
        "Everything was measured at one concurrency ({}), so this is one point. A curve needs runs at others as well: import the files of all levels together.",
        point.concurrency
    )
}

/// Who wrote a text, if it is a load test: by its first line, or its fields.
#[must_use]
pub fn recognized(text: &str) -> Option<Tool> {
    let text = text.trim_start_matches('\u{FEFF}'); // a text that nobody decoded has its mark still
    if text.trim_start().starts_with('{') {
        // Asked of every answer of Prometheus as well, which may be large.
        let is_summary =
            text.contains("\"metrics\"") && source::json(text).is_ok_and(|tree| k6::is_summary(&tree));
        return is_summary.then_some(Tool::K6);
    }
    table(text).ok()?.map(|(_, tool)| tool)
}

/// Whether a text is the output of a load test, such from which no curve can be read included: [`offered`] says why.
#[must_use]
pub fn is_load_test(text: &str) -> bool {
    recognized(text).is_some() || other::named(text).is_some()
}

/// The table of a text, below its title and comments, and who wrote it.
///
/// # Errors
/// It is output of another tool.
fn table(text: &str) -> Result<Option<(Table<'_>, Tool)>, Unreadable> {
    for table in Table::all(text) {
        let header = table.header();
        let is_of = |tool| Ok(Some((table, tool)));
        if jmeter::is_header(&header) {
            return is_of(Tool::Jmeter);
        } else if locust::is_header(&header) {
            return is_of(Tool::Locust);
        } else if k6::is_header(&header) {
            return is_of(Tool::K6);
        }
    }
    if let Some(refusal) = other::named(text) {
        return Err(refusal);
    }
    Ok(Table::all(text).find(plain::is_table).map(|table| (table, Tool::Table)))
}

/// Reads a load test, of which it may be open what parts the decimals: [`LoadTest::settled`].
///
/// # Errors
/// Too large, no text, no load test, or one from which no point can be told: in words. Or stopped.
pub fn offered(bytes: &[u8], progress: &mut Progress<'_>) -> Result<LoadTest, Stopped> {
    let shown = |words: &mut String| *words = words::line(words);
    let mut is_stopped = false;
    let read = as_it_is(bytes, &mut |done| {
        let goes_on = progress(done);
        is_stopped |= goes_on.is_break();
        goes_on
    });
    match read {
        _ if is_stopped => Err(Stopped::Cancelled), // whatever was made of the rows before
        Ok(mut read) => {
            read.warnings.iter_mut().for_each(shown);
            if let Some(open) = &mut read.open {
                shown(&mut open.example);
                open.with_comma.warnings.iter_mut().for_each(shown);
            }
            shown(&mut read.unit);
            Ok(read)
        }
        Err(mut unreadable) => {
            shown(&mut unreadable.message);
            Err(unreadable.into())
        }
    }
}

fn as_it_is(bytes: &[u8], progress: &mut Progress<'_>) -> Result<LoadTest, Unreadable> {
    if let Some(refusal) = foreign::bytes(bytes) {
        return Err(refusal);
    }
    if bytes.len() > LOAD_TEST_MAX_BYTES {
        let (has, fits) = (bytes.len().div_ceil(1_000_000), LOAD_TEST_MAX_BYTES / 1_000_000);
        let words = format!(
            "The file has {has} MB; load tests of up to {fits} MB are read. Keep a shorter part of it."
        );
        return Err(Unreadable::new(words));
    }
    let text = source::decoded(bytes)?;
    if text.trim_start().starts_with('{') && recognized(text).is_some() {
        return k6::summary(&source::json(text)?)?.finished();
    }
    match table(text)? {
        Some((table, Tool::Jmeter)) => jmeter::read(&table, progress)?.finished(),
        Some((table, Tool::Locust)) => locust::read(&table, progress)?.finished(),
        Some((table, Tool::K6)) => k6::read(&table, progress)?.finished(),
        Some((table, Tool::Table)) => of_points(&table, progress),
        None => Err(unknown(text)),
    }
}

/// A table of points, in both ways where both are open.
fn of_points(table: &Table<'_>, progress: &mut Progress<'_>) -> Result<LoadTest, Unreadable> {
    let read = plain::read(table, Decimal::Point, progress)?.finished()?;
    let Some(example) = plain::open(table)? else { return Ok(read) };
    let with_comma = plain::read(table, Decimal::Comma, progress)?.finished()?;
    Ok(LoadTest { open: Some(Box::new(Open { example, with_comma })), ..read })
}

/// What a text is that is no load test.
fn unknown(text: &str) -> Unreadable {
    let begin = text.trim_start();
    if begin.starts_with(['{', '[']) {
        return Unreadable::new(
            "This JSON is no summary of k6. Load tests are read as a summary of k6 (--summary-export), as CSV of JMeter, Locust and k6, and as a table of concurrency and throughput.",
        );
    }
    let what = match times(&Table::of(text)) {
        Some(heading) if heading.is_empty() => "a time series (a column of it holds times)".to_owned(),
        Some(heading) => format!("a time series (its column “{}” holds times)", clip(&heading, 40)),
        None => "no load test".to_owned(),
    };
    Unreadable::new(format!(
        "This is {what}. A load test is a table with the columns concurrency and throughput, or the results of JMeter, Locust or k6 as CSV."
    ))
}

/// The column that makes a table a history.
fn times(table: &Table<'_>) -> Option<String> {
    let header = table.header();
    let is_table = header.len() > 1 && !header.iter().any(|heading| series::is_time(heading));
    is_table.then(|| dated::column(&header, &table.head(), [usize::MAX; 2]))?
}

impl fmt::Display for Tool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Table => "the table",
            Self::Jmeter => "JMeter",
            Self::Locust => "Locust",
            Self::K6 => "k6",
        })
    }
}
