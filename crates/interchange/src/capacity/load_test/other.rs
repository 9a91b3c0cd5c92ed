//! Output of load tests from which no curve can be read as it is: whose it is, what it lacks, and what to do.

use super::table::bare;
use crate::{Unreadable, ground::source};
use domain::text::clip;
use serde_json::Value;

/// What a table of points looks like.
const ROW: &str = "Write one row for each run into a table: concurrency,throughput and below it 50,1200.";
/// So much of a text says whose it is.
const HEAD_MAX_CHARS: usize = 8_000;
/// Longest tree that is looked into.
const TREE_MAX_BYTES: usize = 5_000_000;

const ONE_RUN: &str = "It is one run, and a curve needs several, each at another concurrency.";
const NO_USERS: &str = "It does not say how many worked at once.";
const NO_THREADS: &str = "It does not say how many threads there were.";
const JTL: &str = "Take the results of each sample as CSV with headings (jmeter -l results.jtl, with jmeter.save.saveservice.print_field_names=true), or write one row for each run into a table of concurrency and throughput.";
const HISTORY: &str = "Take the file that ends in _stats_history.csv (locust --csv).";

/// Texts by the words that all of them hold: whose, what they lack, what to do.
const TEXTS: &[(&[&str], &str, &str, &str)] = &[
    (&["Running ", " threads and ", " connections"], "output of wrk", ONE_RUN, ROW),
    (&["This is ApacheBench"], "output of ab (ApacheBench)", ONE_RUN, ROW),
    (&["Concurrency Level:", "Requests per second:"], "output of ab (ApacheBench)", ONE_RUN, ROW),
    (&["Summary:", "Requests/sec:", "Slowest:"], "output of hey", NO_USERS, ROW),
    (&["Requests", "[total, rate"], "a report of Vegeta", NO_USERS, ROW),
    (
        &["Value(ms)", "Percentile", "TotalCount"],
        "a distribution of latencies (HdrHistogram)",
        "It holds no throughput.",
        ROW,
    ),
    (&["---- Global Information ----"], "a report of Gatling", NO_USERS, ROW),
    (&["RUN\t", "\tSTART\t"], "a log of Gatling", "Its requests are not counted here.", ROW),
    (&["RUN\t", "REQUEST\t"], "a log of Gatling", "Its requests are not counted here.", ROW),
    (&["tps = ", "number of clients:"], "output of pgbench", ONE_RUN, ROW),
    (&["transactions:", "per sec.)"], "output of sysbench", ONE_RUN, ROW),
    (&["Fortio ", " qps"], "output of Fortio", ONE_RUN, ROW),
    (
        &["http_req_duration..", "avg="],
        "the summary of k6 as text",
        "Its figures are read from a file.",
        "Have k6 write them (k6 run --summary-export=file.json), a file for each level, and import the files of all levels together.",
    ),
    (
        &["<testResults"],
        "results of JMeter as XML",
        "CSV is read.",
        "Have JMeter save them as CSV (jmeter.save.saveservice.output_format=csv).",
    ),
];

/// Tables by headings that all of them have, bare.
const TABLES: &[(&[&str], &str, &str, &str)] = &[
    (
        &["starttime", "seconds", "ctime", "ttime"],
        "a table of ab (ab -g)",
        "It holds one run, and not its concurrency.",
        ROW,
    ),
    (&["percentageserved", "timeinms"], "a table of ab (ab -e)", "It holds no throughput.", ROW),
    (&["responsetime", "dnsdialup", "statuscode"], "results of hey as CSV", NO_USERS, ROW),
    (
        &["label", "samples", "average", "throughput"],
        "a summary or aggregate report of JMeter",
        NO_THREADS,
        JTL,
    ),
    (&["samplerlabel", "aggregatereportcount"], "an aggregate report of JMeter", NO_THREADS, JTL),
    (
        &["method", "name", "error", "occurrences"],
        "a list of failures of Locust",
        "It holds no throughput.",
        HISTORY,
    ),
    (
        &["count", "message", "traceback", "nodes"],
        "a list of exceptions of Locust",
        "It holds no throughput.",
        HISTORY,
    ),
];

/// Trees by fields that all of them have, a dot leading further down.
const TREES: &[(&[&str], &str, &str, &str)] = &[
    (&["latencies", "status_codes"], "a report of Vegeta", NO_USERS, ROW),
    (&["latency", "code", "attack"], "results of Vegeta", NO_USERS, ROW),
    (&["numberOfRequests", "meanNumberOfRequestsPerSecond"], "statistics of Gatling", NO_USERS, ROW),
    (&["stats.numberOfRequests"], "statistics of Gatling", NO_USERS, ROW),
    (&["ActualQPS", "NumThreads"], "a result of Fortio", ONE_RUN, ROW),
    (&["aggregate", "intermediate"], "a report of Artillery", NO_USERS, ROW),
    (&["summary.requestsPerSec"], "a result of oha", NO_USERS, ROW),
    (&["Total.sampleCount", "Total.throughput"], "statistics of a report of JMeter", NO_THREADS, JTL),
    (&["requests.average", "connections"], "a result of autocannon", ONE_RUN, ROW),
    (
        &["results.metrics", "metadata"],
        "a summary of k6 in a form that is not read",
        "--summary-export writes another.",
        "Run it with --summary-export=file.json, a file for each level, or with --out csv=file.",
    ),
    (
        &["metric", "type", "data"],
        "results of k6 as lines of JSON (--out json)",
        "Results over time are read as CSV.",
        "Run it with --out csv=file.",
    ),
];

/// What a text is, where it is such output.
pub fn named(text: &str) -> Option<Unreadable> {
    let head = clip(text.trim_start_matches('\u{FEFF}').trim_start(), HEAD_MAX_CHARS);
    let first = head.lines().next().unwrap_or_default();
    let (what, lacks, todo) =
        if head.starts_with(['{', '[']) { tree(text, first)? } else { written(&head, first)? };
    let point = point(&head).map_or_else(String::new, |point| format!(" Here it is {point}."));
    let are = if ["results", "statistics"].iter().any(|many| what.starts_with(many)) {
        "These are"
    } else {
        "This is"
    };
    let lacks = if are == "These are" {
        lacks.replace("It does", "They do").replace("It holds", "They hold")
    } else {
        lacks.to_owned()
    };
    Some(Unreadable::new(format!("{are} {what}. {lacks} {todo}{point}")))
}

type Said = (&'static str, &'static str, &'static str);

fn written(head: &str, first: &str) -> Option<Said> {
    let text = TEXTS.iter().find(|(words, ..)| words.iter().all(|word| head.contains(word)));
    if let Some((_, what, lacks, todo)) =
        text.filter(|(words, ..)| words.first() != Some(&"RUN\t") || head.starts_with("RUN\t"))
    {
        return Some((what, lacks, todo));
    }
    let cells: Vec<&str> = first.split([',', ';', '\t']).map(|cell| cell.trim().trim_matches('"')).collect();
    let headings: Vec<String> = cells.iter().map(|cell| bare(cell)).collect();
    let has = |name: &&str| headings.iter().any(|heading| heading == name);
    if let Some((_, what, lacks, todo)) = TABLES.iter().find(|(names, ..)| names.iter().all(&has)) {
        return Some((what, lacks, todo));
    }
    if is_headless_jtl(&cells) {
        return Some(("results of JMeter without headings", "Which column is which, nobody can tell.", JTL));
    }
    is_vegeta(&cells).then_some(("results of Vegeta as CSV", NO_USERS, ROW))
}

fn tree(text: &str, first: &str) -> Option<Said> {
    let found = |tree: &Value| {
        let has = |path: &&str| path.split('.').try_fold(tree, |here, key| here.get(key)).is_some();
        let (_, what, lacks, todo) = TREES.iter().find(|(fields, ..)| fields.iter().all(&has))?;
        Some((*what, *lacks, *todo))
    };
    // A line for each of them, or one tree. That is asked of every answer of Prometheus as well, which may be large.
    if let Some(said) = serde_json::from_str(first).ok().as_ref().and_then(found) {
        return Some(said);
    }
    let speaks = |path: &&str| path.split('.').all(|key| text.contains(&format!("\"{key}\"")));
    let may = text.len() <= TREE_MAX_BYTES && TREES.iter().any(|(fields, ..)| fields.iter().all(&speaks));
    may.then(|| source::json(text.trim_start_matches('\u{FEFF}')).ok())?.as_ref().and_then(found)
}

fn digits(cell: &str, count: usize) -> bool {
    cell.len() == count && cell.bytes().all(|byte| byte.is_ascii_digit())
}

/// Milliseconds since 1970, how long it took, and somewhere whether it succeeded.
fn is_headless_jtl(cells: &[&str]) -> bool {
    let is_truth = |cell: &&str| cell.eq_ignore_ascii_case("true") || cell.eq_ignore_ascii_case("false");
    let took = cells.get(1).is_some_and(|cell| !cell.is_empty() && digits(cell, cell.len()));
    cells.len() >= 6 && cells.first().is_some_and(|at| digits(at, 13)) && took && cells.iter().any(is_truth)
}

/// Nanoseconds since 1970, a status code, and a latency in nanoseconds.
fn is_vegeta(cells: &[&str]) -> bool {
    let is_code = cells.get(1).is_some_and(|code| digits(code, 3) || *code == "0");
    let is_latency = cells.get(2).is_some_and(|cell| !cell.is_empty() && digits(cell, cell.len()));
    cells.len() >= 8 && cells.first().is_some_and(|at| digits(at, 19)) && is_code && is_latency
}

/// The row that one run would be, where its output says both figures: `400,748868.53`.
fn point(head: &str) -> Option<String> {
    let after = |mark: &str| {
        let rest = head.split_once(mark)?.1.trim_start().trim_start_matches(['=', ':', '"']).trim_start();
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        rest.get(..end).filter(|figure| figure.parse::<f64>().is_ok_and(|figure| figure > 0.0))
    };
    let before = |mark: &str| head.split_once(mark)?.0.split_whitespace().last()?.parse::<u32>().ok();
    let wrk = || Some((before(" connections")?.to_string(), after("Requests/sec:")?));
    let ab = || Some((after("Concurrency Level:")?.to_owned(), after("Requests per second:")?));
    let pgbench = || Some((after("number of clients:")?.to_owned(), after("tps = ")?));
    let fortio = || Some((after("\"NumThreads\"")?.to_owned(), after("\"ActualQPS\"")?));
    let (users, rate) = wrk().or_else(ab).or_else(pgbench).or_else(fortio)?;
    Some(format!("{users},{rate}"))
}
