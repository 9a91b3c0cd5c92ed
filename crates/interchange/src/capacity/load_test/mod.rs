//! Load tests: a table of concurrency and throughput, the results of JMeter, Locust and k6. Each is known by its shape, never
//! by its name.

mod jmeter;
mod k6;
mod levels;
mod locust;
mod number;
mod plain;
mod table;

use super::{Progress, Stopped};
use crate::{
    Unreadable,
    ground::{foreign, plain as words, source},
};
use domain::capacity::usl::{LoadPoint, POINTS_MAX};
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
    /// How many requests it counts, where it counts them.
    pub requests: Option<u64>,
    /// How many of them failed, where that is said.
    pub errors: Option<u64>,
    /// What could not be read, or only roughly: one sentence each.
    pub warnings: Vec<String>,
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
    let table = Table::of(text);
    let header = table.header();
    if jmeter::is_header(&header) {
        Some(Tool::Jmeter)
    } else if locust::is_header(&header) {
        Some(Tool::Locust)
    } else if k6::is_header(&header) {
        Some(Tool::K6)
    } else {
        plain::is_table(&table).then_some(Tool::Table)
    }
}

/// Reads a load test.
///
/// # Errors
/// Too large, no text, no load test, or one from which no point can be told: in words. Or stopped.
pub fn read(bytes: &[u8], progress: &mut Progress<'_>) -> Result<LoadTest, Stopped> {
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
    let mut read = match recognized(text) {
        Some(Tool::K6) if text.trim_start().starts_with('{') => k6::summary(&source::json(text)?)?,
        Some(Tool::Jmeter) => jmeter::read(&Table::of(text), progress)?,
        Some(Tool::Locust) => locust::read(&Table::of(text), progress)?,
        Some(Tool::K6) => k6::read(&Table::of(text), progress)?,
        Some(Tool::Table) => plain::read(&Table::of(text), progress)?,
        None => return Err(unknown(text)),
    };
    if read.points.len() > POINTS_MAX {
        let words = format!("The file holds more than {POINTS_MAX} points. Keep one for each concurrency.");
        return Err(Unreadable::new(words));
    }
    if let [only] = read.points.as_slice() {
        read.warnings.push(format!(
            "Everything was measured at one concurrency ({}), so this is one point. A curve needs runs at others as well.",
            only.concurrency
        ));
    }
    if let (Some(requests), Some(errors @ 1..)) = (read.requests, read.errors) {
        let share = errors as f64 * 100.0 / requests.max(1) as f64;
        read.warnings.push(format!(
            "{errors} of {requests} requests failed ({}%). They count as throughput, as {} counts them.",
            (share * 10.0).round() / 10.0,
            read.tool
        ));
    }
    Ok(read)
}

/// What a text is that is no load test.
fn unknown(text: &str) -> Unreadable {
    let begin = text.trim_start();
    if begin.starts_with('<') && begin.contains("<testResults") {
        return Unreadable::new(
            "These are results of JMeter as XML. Have JMeter save them as CSV (jmeter.save.saveservice.output_format=csv).",
        );
    }
    if begin.starts_with(['{', '[']) {
        return Unreadable::new(
            "This JSON is no summary of k6. Load tests are read as a summary of k6 (--summary-export), as CSV of JMeter, Locust and k6, and as a table of concurrency and throughput.",
        );
    }
    let is_time = Table::of(text).header().first().is_some_and(|heading| foreign::is_time(heading));
    let what = if is_time { "a time series (its first column is a time)" } else { "no load test" };
    Unreadable::new(format!(
        "This is {what}. A load test is a table with the columns concurrency and throughput, or the results of JMeter, Locust or k6 as CSV."
    ))
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
