//! Measurements of a model: shown before anything is taken, for the windows and the command line alike.

use super::learned;
use crate::desk::{Desk, lock};
use contract::{
    Answer, Caller, Code, LeaveMeasurements, Measurements, ReadMeasurements, Refusal, TakeMeasurements,
};
use domain::{
    Date, Id, Record,
    capacity::{
        CapacityModel,
        file::{Answers, FileQuestion},
    },
    record::Noun,
    text::{LINE_MAX_CHARS, clip},
};
use interchange::capacity::{
    Progress, Stopped,
    load_test::{self, LoadTest},
    series::{self, Measured},
};
use store::Tx;

impl Answer<ReadMeasurements> for Desk {
    fn answer(&self, request: ReadMeasurements, _: Caller) -> Result<Measurements, Refusal> {
        let ReadMeasurements { model: id, source, answers } = request;
        self.model(id)?; // nothing is read for a model that is not there
        let read = self.read_for(id, source)?;
        let (_, model) = self.model(id)?; // as it is by now
        let (_, workspace) = self.workspace()?;
        let today = self.now().utc().date_naive();
        let shown = read.found.shown(model, today, &read.told(&answers, &workspace.facilitator));
        Ok(Measurements { reading: read.number, ..shown })
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
/// It is neither, with what it is; or `progress` stopped it.
pub fn read(name: &str, bytes: &[u8], progress: &mut Progress<'_>) -> Result<Found, Stopped> {
    let is_load_test = std::str::from_utf8(bytes).is_ok_and(load_test::is_load_test);
    if is_load_test {
        return load_test::offered(bytes, progress).map(Found::LoadTest);
    }
    series::read(name, bytes, progress).map(|measured| Found::History(Box::new(measured)))
}

impl Found {
    /// What it would make of a model, of which nothing is written.
    fn shown(&self, mut model: CapacityModel, today: Date, told: &Told<'_>) -> Measurements {
        let (taken, refused) = match self.learn(&mut model, today, told) {
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
            Self::LoadTest(test) => learned::from_load_test(model, test, told)?,
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
