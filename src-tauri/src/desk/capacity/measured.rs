//! Measurements of a model: shown before anything is taken, for the windows and the command line alike.

use super::learned;
use crate::{
    desk::{Desk, lock},
    prometheus::step_s,
};
use contract::{Answer, Caller, Code, MeasuredBy, Measurements, ReadMeasurements, Refusal, TakeMeasurements};
use domain::{
    Id, Record,
    capacity::{
        CapacityModel,
        file::{Answers, FileQuestion},
    },
    record::Noun,
    text::{LINE_MAX_CHARS, clip},
    time::words,
};
use interchange::capacity::{
    load_test::{self, LoadTest},
    series::{self, Measured},
};
use std::{ops::ControlFlow, sync::Arc};
use store::Tx;

impl Answer<ReadMeasurements> for Desk {
    fn answer(&self, request: ReadMeasurements, _: Caller) -> Result<Measurements, Refusal> {
        let ReadMeasurements { model, source, answers } = request;
        // Who has answered something was shown something, and speaks of that.
        let ask = if answers == Answers::default() { Ask::Anew } else { Ask::Once };
        let source = self.measured(source, ask)?;
        let read = read(&source.name, &source.bytes)?;
        let (_, model) = self.model(model)?;
        let (_, workspace) = self.workspace()?;
        Ok(read.shown(model, &source.told(&answers, &workspace.facilitator)))
    }
}

impl Answer<TakeMeasurements> for Desk {
    fn answer(&self, request: TakeMeasurements, _: Caller) -> Result<Record, Refusal> {
        let TakeMeasurements { model, source, answers } = request;
        let source = self.measured(source, Ask::Once)?;
        let read = read(&source.name, &source.bytes)?;
        let (_, workspace) = self.workspace()?;
        let told = source.told(&answers, &workspace.facilitator);
        let record = self.write(|tx| take(tx, model, &read, &told).map(|(record, _)| record))?;
        lock(&self.capacity).range = None; // up to 16 MB, of which nobody needs anything any more
        Ok(record)
    }
}

/// What was read: a history, or a load test.
pub enum Found {
    /// Values by the day.
    History(Box<Measured>),
    /// Throughput by concurrency.
    LoadTest(LoadTest),
}

/// What is said of measurements beside what they hold.
pub struct Told<'a> {
    /// The file, or the query; empty for what was pasted.
    pub name: &'a str,
    /// What the values are where they are a part of all that there were: `hourly samples`. Else empty.
    pub samples: &'a str,
    /// What was answered.
    pub answers: &'a Answers,
    /// By whom.
    pub by: &'a str,
}

impl Told<'_> {
    /// Where they are from, in one line of a model.
    pub(super) fn source(&self) -> String {
        let line = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() { "pasted".to_owned() } else { clip(&line, LINE_MAX_CHARS - 1) }
    }
}

/// Reads a file as whichever of both it is.
///
/// # Errors
/// It is neither, with what it is.
pub fn read(name: &str, bytes: &[u8]) -> Result<Found, Refusal> {
    let cannot = |words: String| Refusal::new(Code::Unreadable, words);
    let is_load_test = std::str::from_utf8(bytes).is_ok_and(load_test::is_load_test);
    if is_load_test {
        return load_test::offered(bytes).map(Found::LoadTest).map_err(|why| cannot(why.to_string()));
    }
    let measured = series::read(name, bytes, &mut |_| ControlFlow::Continue(()));
    measured.map(|measured| Found::History(Box::new(measured))).map_err(|why| cannot(why.to_string()))
}

impl Found {
    /// What it would make of a model, of which nothing is written.
    fn shown(&self, mut model: CapacityModel, told: &Told<'_>) -> Measurements {
        let (taken, refused) = match self.learn(&mut model, told) {
            Ok(said) => (said, None),
            Err(refusal) => (Vec::new(), Some(refusal)),
        };
        match self {
            Self::LoadTest(test) => {
                // What is taken says them as well.
                let warnings = if taken.is_empty() { test.warnings.clone() } else { Vec::new() };
                let open = test.open.as_ref();
                let questions = open
                    .map(|open| FileQuestion::Decimal { example: open.example.clone() })
                    .into_iter()
                    .collect();
                Measurements { questions, warnings, taken, refused, ..Measurements::default() }
            }
            Self::History(measured) => Measurements {
                series: measured.series.clone(),
                questions: measured.questions.clone(),
                warnings: measured.warnings.clone(),
                taken,
                refused,
            },
        }
    }

    /// Makes of a model what it says. Returns that in sentences.
    fn learn(&self, model: &mut CapacityModel, told: &Told<'_>) -> Result<Vec<String>, Refusal> {
        let said = match self {
            Self::LoadTest(test) => learned::from_load_test(model, test, told)?,
            Self::History(measured) => learned::from_history(model, &measured.take(told.answers)?, told)?,
        };
        model.check()?; // here, so that the preview refuses what cannot be written
        Ok(said)
    }
}

/// Takes what was read into a model. Returns the record, and what was taken in sentences.
///
/// # Errors
/// An answer is missing or fits nothing, or the model cannot be written.
pub fn take(
    tx: &mut Tx<'_>,
    id: Id,
    found: &Found,
    told: &Told<'_>,
) -> Result<(Record, Vec<String>), Refusal> {
    let (record, mut model) = tx.body::<CapacityModel>(id)?;
    let said = found.learn(&mut model, told)?;
    Ok((tx.save(id, record.version, model.into())?, said))
}

/// What Prometheus answered last, so that what is taken is what was shown.
pub(super) struct Range {
    url: String,
    query: String,
    days: u32,
    bytes: Arc<Vec<u8>>,
}

/// Whether Prometheus is asked for what it has answered already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ask {
    /// It is.
    Anew,
    /// Its last answer counts, where it is one to the same question.
    Once,
}

/// What was measured.
struct Source {
    /// The file, or the query.
    name: String,
    samples: String,
    bytes: Arc<Vec<u8>>,
}

impl Source {
    fn told<'a>(&'a self, answers: &'a Answers, by: &'a str) -> Told<'a> {
        Told { name: &self.name, samples: &self.samples, answers, by }
    }
}

impl Desk {
    fn measured(&self, source: MeasuredBy, ask: Ask) -> Result<Source, Refusal> {
        match source {
            MeasuredBy::File { name, bytes } => {
                Ok(Source { name, samples: String::new(), bytes: Arc::new(bytes) })
            }
            MeasuredBy::Range { query, days } => {
                let bytes = self.range(&query, days, ask)?;
                Ok(Source { name: query, samples: samples(days), bytes })
            }
        }
    }

    fn range(&self, query: &str, days: u32, ask: Ask) -> Result<Arc<Vec<u8>>, Refusal> {
        let Some(prometheus) = self.workspace()?.1.prometheus else {
            let words = "No Prometheus is set for this workspace. Turn it on in the settings.";
            return Err(Refusal::new(Code::Invalid, words));
        };
        let url = prometheus.url;
        if ask == Ask::Once
            && let Some(range) = &lock(&self.capacity).range
            && (range.url.as_str(), range.query.as_str(), range.days) == (url.as_str(), query, days)
        {
            return Ok(Arc::clone(&range.bytes));
        }
        let answered = self.asker.range(&url, query, days, self.now()); // not under the lock: it takes a while
        let bytes = Arc::new(answered.map_err(|why| Refusal::new(Code::Unreadable, why.to_string()))?);
        let range = Range { url, query: query.to_owned(), days, bytes: Arc::clone(&bytes) };
        lock(&self.capacity).range = Some(range);
        Ok(bytes)
    }
}

/// What Prometheus is asked for over so many days.
fn samples(days: u32) -> String {
    match step_s(days) {
        3_600 => "hourly samples".to_owned(),
        step_s => format!("samples every {}", words(step_s * 1_000)),
    }
}
