//! Measured history out of files: tables (date and value, Grafana's exports), and Prometheus' answers to range queries.
//!
//! Reading takes nothing: [`read`] says which series there are, what only a person can say, and what is odd. [`Measured::take`]
//! then makes one value a day of one series.

mod head;
mod json;
mod moment;
mod odd;
mod prometheus;
mod rows;
mod shape;
mod stamp;
mod table;
mod take;

use super::{Progress, Stopped};
use crate::{
    Unreadable,
    ground::{foreign, plain, source},
};
use domain::{
    Date,
    capacity::file::{DateOrder, Decimal, FileQuestion, FileSeries},
    text::clip,
};
use moment::{Moment, Moments, Reading};
use rows::Rows;
use std::collections::HashMap;

/// Most bytes of a file of measurements: a million rows have some 30 MB.
pub const FILE_MAX_BYTES: u64 = 100_000_000;
/// Most rows.
pub const ROWS_MAX: usize = 2_000_000;
/// Most values.
pub const CELLS_MAX: usize = 8_000_000;
/// Most series.
pub const SERIES_MAX: usize = 2_000;
/// Of so many series the oddities are told before one is chosen.
const ODD_MAX: usize = 3;

/// What a file holds, before anything is taken of it.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Its series, in the order of the file, each with a name of its own.
    pub series: Vec<FileSeries>,
    /// What only a person can say.
    pub questions: Vec<FileQuestion>,
    /// What was left out, and what is odd: one sentence each.
    pub warnings: Vec<String>,
    warnings_of_file: Vec<String>,
    /// Where each of the series stands in the rows.
    places: Vec<usize>,
    rows: Rows,
}

/// Whether a cell holds a time as histories write it, a date without marks (`20261101`) and seconds since 1970 included.
pub(crate) fn is_time(cell: &str) -> bool {
    stamp::Stamp::parse(cell).is_some()
}

/// Why a file of so many bytes is not read, if it is not: to be asked before it is held in memory.
#[must_use]
pub fn too_large(bytes: u64) -> Option<Unreadable> {
    (bytes > FILE_MAX_BYTES).then(|| {
        let (has, fits) = (bytes.div_ceil(1_000_000), FILE_MAX_BYTES / 1_000_000);
        Unreadable::new(format!(
            "The file has {has} MB; histories of up to {fits} MB are read. Export one value an hour, or fewer series."
        ))
    })
}

/// Reads a history. An answer of Prometheus is read in one go: it is stopped before or after.
///
/// # Errors
/// Too large, not text, no history (with what it is), or stopped.
pub fn read(file_name: &str, bytes: &[u8], progress: &mut Progress<'_>) -> Result<Measured, Stopped> {
    as_it_is(file_name, bytes, progress).map_err(|stopped| match stopped {
        Stopped::Unreadable(mut unreadable) => {
            unreadable.message = plain::line(&unreadable.message);
            Stopped::Unreadable(unreadable)
        }
        Stopped::Cancelled => Stopped::Cancelled,
    })
}

fn as_it_is(file_name: &str, bytes: &[u8], progress: &mut Progress<'_>) -> Result<Measured, Stopped> {
    if let Some(refusal) = too_large(bytes.len() as u64) {
        return Err(refusal.into());
    }
    if let Some(what) = foreign::magic(bytes) {
        return Err(other(what).into());
    }
    let text = source::decoded(bytes)?;
    if progress(0).is_break() {
        return Err(Stopped::Cancelled);
    }
    let table = if text.trim_start().starts_with(['{', '[']) && !is_dump(text) {
        json::read(text)?
    } else if let Some(what) = scraped(text) {
        return Err(other(what).into());
    } else {
        match table::read(text, progress) {
            Err(Stopped::Unreadable(unreadable)) => {
                return Err(foreign::by_words(file_name, text).map_or(unreadable, other).into());
            }
            table => table?,
        }
    };
    if progress(text.len() as u64).is_break() {
        return Err(Stopped::Cancelled);
    }
    let mut rows = table.rows;
    for named in &mut rows.series {
        named.name = plain::line(&named.name);
    }
    distinct(&mut rows);
    let mut warnings: Vec<String> = table.warnings.iter().map(|words| plain::line(words)).collect();
    if rows.decimals.disagree() {
        warnings.push(
            "Some numbers have a point before their decimals and others a comma. Each was read by its own."
                .to_owned(),
        );
    }
    let measured = Measured {
        series: Vec::new(),
        questions: Vec::new(),
        warnings_of_file: warnings.clone(),
        warnings,
        places: Vec::new(),
        rows,
    };
    Ok(measured.looked_at())
}

/// What a text is that came out of Prometheus, and has no range of values in JSON.
fn scraped(text: &str) -> Option<&'static str> {
    let mut begin = text.lines().take(20).map(str::trim_start);
    if begin.clone().any(|line| line.starts_with("# HELP ") || line.starts_with("# TYPE ")) {
        return Some(
            "metrics as Prometheus scrapes them (text exposition, OpenMetrics). Ask Prometheus for a range (query_range) of one of them",
        );
    }
    if is_dump(text) || begin.any(|line| line.contains(" @[")) {
        return Some("text that promtool prints. Ask Prometheus for a range (query_range), as JSON");
    }
    None
}

/// `{__name__="rps", job="api"} 600 1790769600000`, as promtool dumps a database.
fn is_dump(text: &str) -> bool {
    text.trim_start().starts_with("{__name__=")
}

/// Says what a file is that is no history.
fn other(what: &str) -> Unreadable {
    let (what, advice) = what.split_once(". ").unwrap_or((what, ""));
    let advice = if advice.is_empty() { String::new() } else { format!(" {advice}.") };
    let this = if what.starts_with("metrics") { "These are" } else { "This is" };
    Unreadable::new(format!(
        "{this} {what}, and no history.{advice} A history is a table of dates and values (CSV), or an answer of Prometheus to a range query (JSON)."
    ))
}

/// Names are what a person chooses by, so each is there once.
fn distinct(rows: &mut Rows) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for named in &mut rows.series {
        if named.name.is_empty() {
            named.name = "value".to_owned();
        }
        let times = seen.entry(named.name.clone()).or_default();
        *times += 1;
        if *times > 1 {
            named.name = format!("{} ({times})", named.name);
        }
    }
}

impl Measured {
    fn looked_at(mut self) -> Self {
        let order = self.rows.order();
        let reading = Reading {
            order: order.ok().flatten().unwrap_or(DateOrder::DayFirst),
            decimal: self.rows.decimals.proven().unwrap_or(Decimal::Point),
            zone: None,
        };
        let is_several = self.rows.series.len() > 1;
        let (facts, values_a_day) = self.rows.facts(reading.order);
        let mut kept = Vec::new();
        for ((at, named), facts) in self.rows.series.iter().enumerate().zip(facts) {
            let Some((first, last)) = facts.span else { continue };
            let unit = named.counted.unit.as_ref().filter(|unit| !unit.is_vague && !unit.name.is_empty());
            let unit = unit.map(|unit| unit.name.clone());
            let (name, rows, gaps) = (named.name.clone(), facts.rows, facts.gaps);
            kept.push((at, FileSeries { name, rows, gaps, first, last, unit }));
        }
        let odd =
            kept.iter().take(if kept.len() > ODD_MAX { 0 } else { ODD_MAX }).flat_map(|(at, series)| {
                let moments = Moments::of(&self.rows, *at, reading).all;
                let name = clip(&series.name, 40);
                let said = odd::about(&moments, &|moment| odd::shown(moment.at_ms));
                said.into_iter()
                    .map(move |words| if is_several { format!("“{name}”: {words}") } else { words })
            });
        let odd: Vec<String> = odd.collect();
        self.warnings.extend(odd);
        self.questions = self.asked(&kept, order.is_err(), reading);
        if values_a_day > 1 {
            self.questions.push(FileQuestion::Daily { values: values_a_day });
        }
        (self.places, self.series) = kept.into_iter().unzip();
        self
    }

    fn asked(
        &self,
        kept: &[(usize, FileSeries)],
        is_order_open: bool,
        reading: Reading,
    ) -> Vec<FileQuestion> {
        let mut asked = Vec::new();
        if kept.len() > 1 {
            asked.push(FileQuestion::Series { among: kept.len() as u64 });
        }
        let stamps = &self.rows.stamps;
        let local = stamps.iter().find(|stamp| stamp.has_clock() && !stamp.is_exact());
        if let Some(stamp) = local.or_else(|| stamps.iter().find(|stamp| stamp.is_exact())) {
            let at = |date: Date, ms: i64| format!("{date} {:02}:{:02}", ms / 3_600_000, ms / 60_000 % 60);
            let example = stamp.wall(reading.order).map(|(date, ms)| at(date, ms)).unwrap_or_default();
            let twice = if local.is_some() { self.twice(kept, reading) } else { Vec::new() };
            asked.push(FileQuestion::Zone { must: local.is_some(), example, twice });
        }
        if let Some(stamp) = stamps.iter().find(|stamp| stamp.is_open()).filter(|_| is_order_open) {
            asked.push(FileQuestion::Order { example: stamp.as_written() });
        }
        if let (None, Some(example)) = (self.rows.decimals.proven(), &self.rows.decimals.example) {
            asked.push(FileQuestion::Decimal { example: plain::line(example) });
        }
        if kept.iter().any(|(_, series)| series.unit.is_none()) {
            asked.push(FileQuestion::Unit);
        }
        asked
    }

    /// The times of the first series that it has twice, where it goes back by up to three hours: the first ten.
    fn twice(&self, kept: &[(usize, FileSeries)], reading: Reading) -> Vec<String> {
        let Some((at, _)) = kept.first() else { return Vec::new() };
        let moments = Moments::of(&self.rows, *at, reading).all;
        let back = |pair: &[Moment]| matches!(pair, [a, b] if b.at_ms <= a.at_ms && a.at_ms - b.at_ms <= 3 * 3_600_000);
        if !moments.windows(2).any(back) {
            return Vec::new();
        }
        let mut times: Vec<i64> = moments.iter().map(|moment| moment.at_ms).collect();
        times.sort_unstable();
        let twice =
            times.chunk_by(|a, b| a == b).filter(|same| same.len() == 2).filter_map(|same| same.first());
        twice.take(10).map(|at_ms| odd::shown(*at_ms)).collect()
    }
}
