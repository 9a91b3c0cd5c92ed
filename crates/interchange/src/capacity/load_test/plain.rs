//! A table of points: two columns with headings that say which is which, or two columns of numbers and nothing else.

use super::{
    LoadTest, Tool,
    number::{decimal, number},
    table::{Table, at, bare, cell},
};
use crate::{
    Unreadable,
    capacity::{Progress, series::is_time},
};
use domain::{
    capacity::{file::Decimal, usl::LoadPoint},
    text::clip,
};

/// What people call how many work at once.
const CONCURRENCY: &[&str] = &[
    "concurrency",
    "concurrentusers",
    "users",
    "usercount",
    "virtualusers",
    "vus",
    "vu",
    "threads",
    "allthreads",
    "clients",
    "connections",
    "workers",
    "load",
    "n",
    "processors",
    "cpus",
    "cores",
    "nodes",
    "pods",
    "replicas",
    "instances",
    "servers",
    "processes",
    "parallelism",
    "size",
];
/// What people call what is done in a unit of time; a unit may follow.
const THROUGHPUT: &[&str] = &[
    "throughput",
    "thruput",
    "requestspersecond",
    "requestss",
    "requestssec",
    "requestsec",
    "reqs",
    "reqssec",
    "reqsec",
    "rps",
    "tps",
    "qps",
    "ops",
    "opss",
    "opssec",
    "transactionss",
    "transactionspersecond",
    "rate",
    "xn",
    "x",
];
/// The largest number of a first column without a heading that may be a concurrency; from there on it is a time.
const TIMES_FROM: f64 = 1e8;

/// Where the columns are, and whether the first row names them.
struct Columns {
    concurrency: usize,
    throughput: usize,
    has_header: bool,
}

/// Whether a table holds points.
pub fn is_table(table: &Table<'_>) -> bool {
    columns(table).is_some()
}

fn columns(table: &Table<'_>) -> Option<Columns> {
    let header = table.header();
    let headed = |names: &[&str]| header.iter().position(|heading| is_one_of(heading, names));
    if let (Some(concurrency), Some(throughput)) = (headed(CONCURRENCY), headed(THROUGHPUT)) {
        return Some(Columns { concurrency, throughput, has_header: true });
    }
    if header.first().is_some_and(|first| is_time(first)) {
        return None; // a date without marks is a number as well: 20261101,2140 is a day of a history
    }
    let numbers: Vec<f64> = header.iter().filter_map(|cell| number(cell, Decimal::Point)).collect();
    (header.len() == 2 && numbers.len() == 2 && numbers.first().is_some_and(|first| *first < TIMES_FROM))
        .then_some(Columns { concurrency: 0, throughput: 1, has_header: false })
}

/// A heading with or without a unit in brackets: `Throughput (req/s)`.
fn is_one_of(heading: &str, names: &[&str]) -> bool {
    let before = heading.split(['(', '[']).next().unwrap_or_default();
    [before, heading].into_iter().any(|heading| names.contains(&bare(heading).as_str()))
}

/// Reads the points, in the order of the table.
pub fn read(table: &Table<'_>, progress: &mut Progress<'_>) -> Result<LoadTest, Unreadable> {
    let Some(columns) = columns(table) else {
        return Err(Unreadable::new("This table names no columns for concurrency and throughput."));
    };
    let rows = table.rows(progress).skip(usize::from(columns.has_header)).collect::<Result<Vec<_>, _>>()?;
    let places = [columns.concurrency, columns.throughput];
    let cells = || rows.iter().flat_map(|(_, row)| places.map(|place| cell(row, Some(place))));
    let decimal = decimal(cells(), table.is_parted_by_commas()).map_err(|odd| {
        let marks = [',', '.'];
        Unreadable::new(format!(
            "“{}” can mean {} or {}, and nothing in the file settles which. Write it without a mark between thousands, or with another decimal.",
            clip(odd, 40),
            odd.replace(marks, ""),
            odd.replace(',', ".")
        ))
    })?;
    let mut points = Vec::new();
    for (line, row) in &rows {
        let value = |name: &str, place: usize| {
            let cell = cell(row, Some(place));
            let no_number = || match cell {
                "" => at(*line, format!("The {name} is empty. Write it, or take the row out.")),
                cell => at(*line, format!("The {name} is “{}”, which is no number.", clip(cell, 40))),
            };
            number(cell, decimal).ok_or_else(no_number)
        };
        let concurrency = value("concurrency", columns.concurrency)?;
        let throughput = value("throughput", columns.throughput)?;
        if concurrency <= 0.0 || throughput <= 0.0 {
            let words = format!(
                "A throughput of {throughput} at a concurrency of {concurrency} is no measurement. Both are more than 0; take the row out."
            );
            return Err(at(*line, words));
        }
        points.push(LoadPoint { concurrency, throughput });
    }
    if points.is_empty() {
        return Err(Unreadable::new("The table has headings and no row below them."));
    }
    let warnings = if columns.has_header {
        Vec::new()
    } else {
        vec![
            "The table has no headings: its first column was read as concurrency, its second as throughput."
                .to_owned(),
        ]
    };
    Ok(LoadTest { tool: Tool::Table, points, requests: None, errors: None, warnings })
}
