//! Which columns of a table are concurrency and throughput.

use super::{
    dated,
    number::number,
    table::{Table, bare, cell},
};
use crate::{
    Unreadable,
    capacity::{series::is_time, unit::Unit},
};
use csv::StringRecord;
use domain::{capacity::file::Decimal, text::clip};

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
];
/// What is a concurrency where nothing else is.
const CONCURRENCY_ELSE: &[&str] = &[
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
    "reqssec",
    "reqsec",
    "rps",
    "tps",
    "qps",
    "opss",
    "opssec",
    "transactionss",
    "transactionspersecond",
];
/// What is a throughput where nothing else is: a rate may be the one that was offered.
const THROUGHPUT_ELSE: &[&str] = &["reqs", "ops", "rate", "xn", "x"];
/// What may stand before the name of a throughput that was measured.
const MEASURED: &[&str] = &["actual", "achieved", "measured", "mean", "average", "avg"];
/// What is done in a load test, as units call it: none of `failures/s`.
const DONE: &[&str] = &[
    "requests",
    "queries",
    "transactions",
    "messages",
    "events",
    "iterations",
    "jobs",
    "tasks",
    "orders",
    "rate", // of whatever it is
];
/// The largest number of a first column without a heading that may be a concurrency; from there on it is a time.
const TIMES_FROM: f64 = 1e8;

/// Where the columns are, and whether the first row names them.
pub struct Columns {
    pub concurrency: usize,
    pub throughput: usize,
    pub has_header: bool,
}

/// The columns of a table that holds points.
///
/// # Errors
/// It holds some, and which ones nobody can tell.
pub fn columns(table: &Table<'_>) -> Option<Result<Columns, Unreadable>> {
    let header = table.header();
    let concurrencies = fitting(&header, |heading| rank(heading, CONCURRENCY, CONCURRENCY_ELSE));
    let throughputs = fitting(&header, of_throughput);
    if concurrencies.is_empty() || throughputs.is_empty() {
        return headless(table, &header);
    }
    let head = table.head();
    let concurrency = one(&header, &head, &concurrencies, "concurrency");
    let throughput = one(&header, &head, &throughputs, "throughput");
    let points = [*concurrencies.first()?, *throughputs.first()?];
    if dated::column(&header, &head, points).is_some() {
        return None;
    }
    let both = concurrency.and_then(|concurrency| Ok((concurrency, throughput?)));
    Some(both.map(|(concurrency, throughput)| Columns { concurrency, throughput, has_header: true }))
}

/// Two columns of numbers and nothing else.
fn headless(table: &Table<'_>, header: &[String]) -> Option<Result<Columns, Unreadable>> {
    let numbers: Vec<f64> = header.iter().filter_map(|cell| number(cell, Decimal::Point)).collect();
    // A date without marks is a number as well: 20261101,2140 is a day of a history.
    let is_history = header.first().is_some_and(|first| is_time(first));
    if is_history || table.has_title || header.len() != 2 || numbers.len() != 2 {
        return None;
    }
    if numbers.first().is_none_or(|first| *first >= TIMES_FROM) {
        return None;
    }
    let head = table.head();
    let first: Vec<f64> =
        head.iter().filter_map(|row| number(row.get(0).unwrap_or_default(), Decimal::Point)).collect();
    if first.len() == head.len() && dated::are_dates(&first) {
        let words = format!(
            "The first column looks like dates ({} and on), and the table has no headings. For a load test, write “concurrency,throughput” above it. For a history, write its dates as 2026-11-24.",
            first.first().unwrap_or(&0.0)
        );
        return Some(Err(Unreadable::new(words)));
    }
    Some(Ok(Columns { concurrency: 0, throughput: 1, has_header: false }))
}

/// The columns with the best of these ranks, the lowest.
fn fitting(header: &[String], rank: impl Fn(&str) -> Option<u8>) -> Vec<usize> {
    let ranked: Vec<(u8, usize)> =
        header.iter().enumerate().filter_map(|(at, heading)| Some((rank(heading)?, at))).collect();
    let best = ranked.iter().map(|(rank, _)| *rank).min();
    ranked.iter().filter(|(rank, _)| Some(*rank) == best).map(|(_, at)| *at).collect()
}

/// The one of several columns that is meant: one number in every row is a setting, where another column has several.
fn one(header: &[String], head: &[StringRecord], fit: &[usize], what: &str) -> Result<usize, Unreadable> {
    let varies = |at: &&usize| {
        let mut cells = head.iter().skip(1).map(|row| cell(row, Some(**at)));
        let first = cells.next();
        cells.any(|cell| Some(cell) != first)
    };
    let varied: Vec<&usize> = fit.iter().filter(varies).collect();
    let left = if varied.is_empty() { fit.iter().collect() } else { varied };
    let name = |at: usize| header.get(at).map(|heading| clip(heading, 40)).unwrap_or_default();
    match left.as_slice() {
        [only] => Ok(**only),
        [first, second, ..] => Err(Unreadable::new(format!(
            "Both “{}” and “{}” can be the {what}. Take out the column that is not, or give it another heading.",
            name(**first),
            name(**second)
        ))),
        [] => Err(Unreadable::new(format!("No column holds the {what}."))),
    }
}

/// The unit that the heading of a throughput says.
pub fn unit(heading: &str) -> Option<Unit> {
    Unit::headed(heading).map(Unit::in_requests).or_else(|| Unit::counted_in_brackets(heading))
}

/// Whether a throughput may be measured in a unit.
pub fn is_throughput(unit: &Unit) -> bool {
    unit.counts().is_some() || unit.is_data() || DONE.contains(&unit.counted())
}

/// How well a heading names a throughput: a unit that is none, and bytes, come last.
fn of_throughput(heading: &str) -> Option<u8> {
    let lower = heading.to_lowercase();
    let mark = ['_', ' ', '-', '.'];
    let rest = MEASURED.iter().find_map(|word| lower.strip_prefix(word)?.strip_prefix(mark));
    let heading = rest.map_or(heading, str::trim_start);
    let unit = unit(heading);
    let is_none = unit.as_ref().is_some_and(|unit| unit.is_time() || unit.is_share() || unit.is_data());
    let own = if is_unit(heading) { Some(0) } else { rank(heading, THROUGHPUT, THROUGHPUT_ELSE) }?;
    Some(if is_none { own + 2 } else { own })
}

/// Whether a heading is the unit of a throughput, and nothing else stands before its brackets: `Requests/min`.
fn is_unit(heading: &str) -> bool {
    let words = heading.split(['(', '[']).next().unwrap_or_default().trim().replace('_', " ");
    let unit = Unit::of(&words);
    Unit::is_known(&words) && unit.is_in_time() && is_throughput(&unit)
}

/// A heading with or without a unit in brackets: `Throughput (req/s)`.
fn rank(heading: &str, first: &[&str], otherwise: &[&str]) -> Option<u8> {
    let before = heading.split(['(', '[']).next().unwrap_or_default();
    let is_in =
        |names: &[&str]| [before, heading].iter().any(|heading| names.contains(&bare(heading).as_str()));
    if is_in(first) { Some(0) } else { is_in(otherwise).then_some(1) }
}

#[cfg(test)]
mod tests {
    use super::{of_throughput, unit};
    use crate::capacity::unit::{Counted, Unit};

    #[test]
    fn headings_say_what_is_counted_and_over_which_time() {
        for (heading, name, seconds, times, is_data) in [
            ("throughput (req/min)", "req/min", Some(60.0), 1.0, false),
            ("throughput (k req/s)", "req/s", Some(1.0), 1e3, false),
            ("Throughput [kreq/s]", "req/s", Some(1.0), 1e3, false),
            ("throughput (MB/s)", "MB/s", None, 1.0, true),
            ("throughput (Mbps)", "Mbps", None, 1.0, true),
            ("throughput (mbit/s)", "mbit/s", None, 1.0, true),
            ("Requests/min", "Requests/min", Some(60.0), 1.0, false),
            ("throughput_per_minute", "throughput/minute", Some(60.0), 1.0, false),
            ("throughput (per minute)", "requests/minute", Some(60.0), 1.0, false),
            ("throughput (ops/ms)", "ops/ms", Some(1e-3), 1.0, false),
            ("TPM", "TPM", Some(60.0), 1.0, false),
            ("krps", "rps", Some(1.0), 1e3, false),
            ("K req/s", "req/s", Some(1.0), 1e3, false),
            ("X (/h)", "requests/h", Some(3_600.0), 1.0, false),
            ("throughput [#/sec]", "requests/sec", Some(1.0), 1.0, false),
            ("throughput (thousands)", "", None, 1e3, false),
            ("throughput (thousands of orders/min)", "orders/min", Some(60.0), 1e3, false),
            ("throughput (k req)", "req", None, 1e3, false),
            ("throughput (ops)", "ops", None, 1.0, false),
        ] {
            let Some(unit) = unit(heading).map(Unit::unnamed) else { panic!("{heading}") };
            let bare = Counted::new(Some(unit.clone())).factor("", Unit::counted_to);
            let found = (unit.name.as_str(), bare, unit.is_data(), unit.is_in_time());
            let is_in_time = seconds.is_some() || is_data;
            assert_eq!(found, (name, Some(times), is_data, is_in_time), "{heading}");
            let over_s = unit.over_s();
            assert_eq!(over_s.is_some(), seconds.is_some(), "{heading}");
            assert!(
                over_s.zip(seconds).is_none_or(|(a, b)| (a - b).abs() < 1e-9 * b),
                "{heading}: {over_s:?}"
            );
        }
        for (heading, is_time, is_share) in
            [("rate (s/op)", true, false), ("throughput (ms)", true, false), ("Rate (%)", false, true)]
        {
            let unit = unit(heading);
            assert_eq!(
                unit.as_ref().map(|unit| (unit.is_time(), unit.is_share())),
                Some((is_time, is_share))
            );
        }
        for heading in ["throughput", "throughput (mean)", "requests per user"] {
            assert_eq!(unit(heading), None, "{heading}");
        }
    }

    #[test]
    fn a_heading_names_a_throughput_or_none() {
        for (heading, rank) in [
            ("throughput (req/min)", Some(0)),
            ("Requests/min", Some(0)),
            ("TPM", Some(0)),
            ("qph", Some(0)),
            ("achieved http_reqs/s", Some(0)),
            ("rate", Some(1)),
            ("rate per minute", Some(0)),
            ("X (/h)", Some(1)),
            ("throughput (MB/s)", Some(2)),
            ("KB/sec", Some(2)),
            ("throughput (ms)", Some(2)),
            ("rate (s/op)", Some(3)),
            ("failures/s", None),
            ("users/s", None),
            ("Received KB/sec", None),
            ("requests per user", None),
            ("target rps", None),
        ] {
            assert_eq!(of_throughput(heading), rank, "{heading}");
        }
    }
}
