//! Measurements of a model: shown before anything is taken, for the windows and the command line alike.

use super::learned;
use crate::desk::{Desk, lock};
use contract::{
    Answer, Caller, Code, LeaveMeasurements, MeasuredFile, Measurements, ReadMeasurements, Refusal,
    TakeMeasurements,
};
use domain::{
    Date, Id, Record, Zone,
    capacity::{
        CapacityModel,
        file::{Answers, Decimal, FileQuestion},
    },
    record::Noun,
    text::{Invalid, LINE_MAX_CHARS, clip},
};
use interchange::{
    Unreadable,
    capacity::{
        Progress, Stopped,
        load_test::{self, LoadTest},
        series::{self, Measured},
    },
};
use store::Tx;

impl Answer<ReadMeasurements> for Desk {
    fn answer(&self, request: ReadMeasurements, _: Caller) -> Result<Measurements, Refusal> {
        let ReadMeasurements { model: id, source, answers } = request;
        self.model(id)?; // nothing is read for a model that is not there
        let read = self.read_for(id, source)?;
        let (_, model) = self.model(id)?; // as it is by now
        let zone = answers.zone.map_or(Ok(()), may_be);
        let (_, workspace) = self.workspace()?;
        let today = self.now().utc().date_naive();
        let shown = read.found.shown(model, today, &read.told(&answers, &workspace.facilitator));
        let shown = Measurements { reading: read.number, ..shown };
        Ok(match zone {
            Err(refusal) => Measurements { taken: Vec::new(), refused: Some(refusal), ..shown },
            Ok(()) => shown,
        })
    }
}

impl Answer<TakeMeasurements> for Desk {
    fn answer(&self, request: TakeMeasurements, _: Caller) -> Result<Record, Refusal> {
        let TakeMeasurements { model, reading, answers } = request;
        let read = self.shown_of(model)?;
        if reading.is_some_and(|reading| reading != read.number) {
            let words = "Something else was read since this was shown. Read it again, and look at it before it is taken.";
            return Err(Refusal::new(Code::Invalid, words));
        }
        answers.zone.map_or(Ok(()), may_be)?;
        let (_, workspace) = self.workspace()?;
        let told = read.told(&answers, &workspace.facilitator);
        let record = self.write(|tx| take(tx, model, &read.found, &told).map(|(record, _)| record))?;
        lock(&self.capacity).reading.forget(&read);
        Ok(record)
    }
}

impl Answer<LeaveMeasurements> for Desk {
    fn answer(&self, LeaveMeasurements { model }: LeaveMeasurements, _: Caller) -> Result<(), Refusal> {
        lock(&self.capacity).reading.leave(model);
        Ok(())
    }
}

/// Whether an answer is a time zone. The screen does not know them, and what is none would be read as UTC.
fn may_be(zone: Zone) -> Result<(), Refusal> {
    zone.name().parse::<Zone>().map(|_| ()).map_err(|words| Invalid::new("zone", words).into())
}

/// What was read: a history, or a load test.
pub enum Found {
    /// Values by the day.
    History(Box<Measured>),
    /// Throughput by concurrency: one test, with the names of the files that it is in.
    LoadTest(Vec<(String, LoadTest)>),
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

/// Reads files as whichever of both they are: a history is one file, a load test may be several.
///
/// # Errors
/// They are neither, or not one of both, with what they are; or `progress` stopped it.
pub fn read(files: &[MeasuredFile], progress: &mut Progress<'_>) -> Result<Found, Refusal> {
    if let [file] = files {
        return one(file, progress);
    }
    let (mut tests, mut before) = (Vec::new(), 0);
    for file in files {
        let named = |words: &str| format!("“{}”: {words}", clip(&file.name, 80));
        let found = one(file, &mut |done| progress(before + done));
        match found.map_err(|why| Refusal { message: named(&why.message), ..why })? {
            Found::LoadTest(files) => tests.extend(files),
            Found::History(_) => return Err(Refusal::new(Code::Unreadable, named(NOT_ONE_TEST))),
        }
        before += file.bytes.len() as u64;
    }
    if tests.is_empty() {
        return Err(Refusal::new(Code::Unreadable, "No file was chosen."));
    }
    Ok(Found::LoadTest(tests))
}

/// What several files are, one of which is something else.
const NOT_ONE_TEST: &str =
    "this is no load test. Several files are read as one load test; a history is read by itself.";

fn one(MeasuredFile { name, bytes }: &MeasuredFile, progress: &mut Progress<'_>) -> Result<Found, Refusal> {
    let is_load_test = std::str::from_utf8(bytes).is_ok_and(load_test::is_load_test);
    let found = if is_load_test {
        load_test::offered(bytes, progress).map(|test| Found::LoadTest(vec![(name.clone(), test)]))
    } else {
        series::read(name, bytes, progress).map(|measured| Found::History(Box::new(measured)))
    };
    found.map_err(|stopped| broken_off(&stopped))
}

/// Why nothing was read, for whoever asked.
pub(super) fn broken_off(stopped: &Stopped) -> Refusal {
    let code = match stopped {
        Stopped::Unreadable(_) => Code::Unreadable,
        Stopped::Cancelled => Code::Invalid,
    };
    Refusal::new(code, stopped.to_string())
}

/// The files of one load test as that, once it is told what parts their decimals.
fn whole(files: &[(String, LoadTest)], decimal: Option<Decimal>) -> Result<LoadTest, Refusal> {
    let settled = |(name, test): &(String, LoadTest)| Ok((name.clone(), test.settled(decimal)?));
    let files: Result<Vec<_>, Unreadable> = files.iter().map(settled).collect();
    let files = files.map_err(|open| Invalid::new("decimal", open.to_string()))?;
    Ok(LoadTest::joined(&files).map_err(|why| Invalid::new("load_points", why.to_string()))?)
}

impl Found {
    /// What it would make of a model, of which nothing is written.
    fn shown(&self, mut model: CapacityModel, today: Date, told: &Told<'_>) -> Measurements {
        let (taken, refused) = match self.learn(&mut model, today, told) {
            Ok(said) => (said, None),
            Err(refusal) => (Vec::new(), Some(refusal)),
        };
        match self {
            Self::LoadTest(tests) => {
                // What is taken says them as well.
                let warnings = tests.iter().filter(|_| taken.is_empty());
                let warnings = warnings.flat_map(|(_, test)| test.warnings.clone()).collect();
                let open = tests.iter().find_map(|(_, test)| test.open.as_ref());
                let questions = open
                    .map(|open| FileQuestion::Decimal { example: open.example.clone() })
                    .into_iter()
                    .collect();
                Measurements { questions, warnings, taken, refused, ..Measurements::default() }
            }
            Self::History(measured) => Measurements {
                reading: 0, // said by whoever read it
                series: measured.series.clone(),
                questions: measured.questions.clone(),
                warnings: if taken.is_empty() { measured.warnings.clone() } else { Vec::new() },
                taken,
                refused,
            },
        }
    }

    /// Makes of a model what it says. Returns that in sentences.
    fn learn(&self, model: &mut CapacityModel, today: Date, told: &Told<'_>) -> Result<Vec<String>, Refusal> {
        let said = match self {
            Self::LoadTest(files) => {
                learned::from_load_test(model, &whole(files, told.answers.decimal)?, told)?
            }
            Self::History(measured) => {
                learned::from_history(model, &measured.take(told.answers)?, today, told)?
            }
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
    let said = found.learn(&mut model, tx.now().utc().date_naive(), told)?;
    Ok((tx.save(id, record.version, model.into())?, said))
}
