//! Results of JMeter as CSV (`.jtl`): one row for each sample. A transaction stands beside the samples that it is made of, and
//! a redirect or an embedded file beside the request that it belongs to (`label-0`): neither is a request of its own.

use super::{
    LoadTest, Tool,
    levels::Levels,
    table::{Table, at, bare, cell, place},
};
use crate::{Unreadable, capacity::Progress};
use domain::text::clip;
use std::collections::HashMap;

/// How a transaction says that it is one.
const TRANSACTION: &str = "Number of samples in transaction";
/// Longest sample, and furthest time, that is believed: 10 days, and the year 3000.
const ELAPSED_MAX_MS: i64 = 864_000_000;
const AT_MAX_MS: i64 = 32_503_680_000_000;
/// How JMeter writes times that can be counted with.
const HOW_TIMES: &str =
    " Have JMeter write them so, and run the test again: jmeter.save.saveservice.timestamp_format=ms.";

struct Sample {
    at_ms: i64,
    end_ms: i64,
    thread: u32,
    label: u32,
    threads: u32,
    is_transaction: bool,
    is_error: bool,
}

/// Words by number, each kept once.
#[derive(Default)]
struct Names {
    known: HashMap<String, u32>,
    all: Vec<String>,
}

/// Whether these are the headings of such a file.
pub fn is_header(header: &[String]) -> bool {
    ["timestamp", "elapsed", "label"].iter().all(|name| header.iter().any(|heading| bare(heading) == *name))
}

/// Reads the requests, and a point for each number of threads.
pub fn read(table: &Table<'_>, progress: &mut Progress<'_>) -> Result<LoadTest, Unreadable> {
    let (mut samples, labels) = samples(table, progress)?;
    let mut warnings = Vec::new();
    let all = samples.len();
    if samples.iter().any(|sample| !sample.is_transaction) {
        let parts = parts(&samples, &labels);
        let mut is_part = parts.iter();
        samples.retain(|sample| !is_part.next().copied().unwrap_or_default() && !sample.is_transaction);
    } else {
        warnings.push("The file holds transactions alone, so each of them counts as one request.".to_owned());
    }
    if samples.len() < all {
        let left = all - samples.len();
        warnings.push(format!(
            "{left} of {all} rows are transactions, redirects or embedded files beside their requests, and no requests of their own."
        ));
    }
    let mut levels = Levels::default();
    for sample in &samples {
        levels.add(sample.end_ms.div_euclid(1000), sample.threads, 1);
    }
    let begin = samples.iter().map(|sample| sample.at_ms).min().unwrap_or_default();
    let end = samples.iter().map(|sample| sample.end_ms).max().unwrap_or_default();
    let (points, said) = levels.points(Some((end - begin) as f64 / 1000.0));
    warnings.extend(said);
    if points.is_empty() {
        return Err(Unreadable::new(
            "The results of JMeter do not say how many threads there were (allThreads), so no point can be told.",
        ));
    }
    let errors = samples.iter().filter(|sample| sample.is_error).count();
    let (requests, errors) = (Some(samples.len() as u64), Some(errors as u64));
    Ok(LoadTest { requests, errors, warnings, ..LoadTest::of(Tool::Jmeter, points) })
}

fn samples(table: &Table<'_>, progress: &mut Progress<'_>) -> Result<(Vec<Sample>, Names), Unreadable> {
    let header = table.header();
    let place = |name: &str| place(&header, &[name]);
    let (at_ms, elapsed, label) = (place("timestamp"), place("elapsed"), place("label"));
    let (message, thread, success) = (place("responsemessage"), place("threadname"), place("success"));
    let (code, threads) = (place("responsecode"), place("allthreads"));
    let (mut samples, mut labels, mut names) = (Vec::new(), Names::default(), Names::default());
    for row in table.rows(progress).skip(1) {
        let (line, row) = row?;
        let whole = |name: &str, place: Option<usize>, most: i64| {
            let cell = cell(&row, place);
            cell.parse().ok().filter(|value| (0..=most).contains(value)).ok_or_else(|| {
                let is_time = most == AT_MAX_MS && cell.starts_with(|c: char| c.is_ascii_digit());
                let how = if is_time { HOW_TIMES } else { "" };
                at(line, format!("{name} is “{}”, and not a number of milliseconds.{how}", clip(cell, 40)))
            })
        };
        let begin = whole("timeStamp", at_ms, AT_MAX_MS)?;
        let is_error = match cell(&row, success) {
            said if said.eq_ignore_ascii_case("true") => false,
            said if said.eq_ignore_ascii_case("false") => true,
            _ => !cell(&row, code).starts_with(['2', '3']), // a code that is no number is a failure
        };
        samples.push(Sample {
            at_ms: begin,
            end_ms: begin + whole("elapsed", elapsed, ELAPSED_MAX_MS)?,
            thread: names.number(cell(&row, thread)),
            label: labels.number(cell(&row, label)),
            threads: cell(&row, threads).parse().unwrap_or_default(),
            is_transaction: cell(&row, message).starts_with(TRANSACTION),
            is_error,
        });
    }
    if samples.is_empty() {
        return Err(Unreadable::new("The results of JMeter hold no sample."));
    }
    Ok((samples, labels))
}

/// Which samples are part of another one: `label-0` of the same thread, within the time of `label`.
fn parts(samples: &[Sample], labels: &Names) -> Vec<bool> {
    let mut whole: HashMap<(u32, u32), Vec<(i64, i64)>> = HashMap::new();
    for sample in samples.iter().filter(|sample| !sample.is_transaction) {
        whole.entry((sample.thread, sample.label)).or_default().push((sample.at_ms, sample.end_ms));
    }
    whole.values_mut().for_each(|times| times.sort_unstable());
    let parents: Vec<Option<u32>> = labels.all.iter().map(|label| labels.parent(label)).collect();
    let is_part = |sample: &Sample| {
        let parent = parents.get(sample.label as usize).copied().flatten()?;
        let times = whole.get(&(sample.thread, parent))?;
        let before = times.partition_point(|(at_ms, _)| *at_ms <= sample.at_ms);
        let (_, end_ms) = times.get(before.checked_sub(1)?)?;
        Some(sample.end_ms <= *end_ms)
    };
    samples.iter().map(|sample| is_part(sample).unwrap_or_default()).collect()
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.known.insert(name.to_owned(), number);
        self.all.push(name.to_owned());
        number
    }

    /// The label that `label-0` belongs to, where there is one.
    fn parent(&self, label: &str) -> Option<u32> {
        let (parent, number) = label.rsplit_once('-')?;
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        self.known.get(parent).copied().filter(|_| is_number)
    }
}
