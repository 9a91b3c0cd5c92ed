//! Measurements of a model: shown before anything is taken, for the windows and the command line alike.

use crate::desk::Desk;
use contract::{Answer, Caller, Code, MeasuredBy, Measurements, ReadMeasurements, Refusal, TakeMeasurements};
use domain::{
    Date, Id, Record,
    capacity::{
        Basis, CapacityModel, History, Input, InputKey,
        file::{Answers, Taken},
        history::{self, Fitted},
        model::HISTORY_MAX_POINTS,
        usl,
    },
    chaos::experiment::measured,
    text::{LINE_MAX_CHARS, clip, count},
};
use interchange::capacity::{
    load_test::{self, LoadTest},
    series::{self, Measured},
};
use std::ops::ControlFlow;
use store::Tx;

impl Answer<ReadMeasurements> for Desk {
    fn answer(&self, request: ReadMeasurements, _: Caller) -> Result<Measurements, Refusal> {
        let ReadMeasurements { source, answers, .. } = request;
        let (name, bytes) = self.bytes(source)?;
        Ok(read(&name, &bytes)?.shown(&answers))
    }
}

impl Answer<TakeMeasurements> for Desk {
    fn answer(&self, request: TakeMeasurements, _: Caller) -> Result<Record, Refusal> {
        let TakeMeasurements { model, source, answers } = request;
        let (name, bytes) = self.bytes(source)?;
        let read = read(&name, &bytes)?;
        let (_, workspace) = self.workspace()?;
        self.write(|tx| {
            take(tx, model, &read, (&name, &answers), &workspace.facilitator).map(|(record, _)| record)
        })
    }
}

/// What was read: a history, or a load test.
pub enum Found {
    /// Values by the day.
    History(Box<Measured>),
    /// Throughput by concurrency.
    LoadTest(LoadTest),
}

/// Reads a file as whichever of both it is.
///
/// # Errors
/// It is neither, with what it is.
pub fn read(name: &str, bytes: &[u8]) -> Result<Found, Refusal> {
    let cannot = |words: String| Refusal::new(Code::Unreadable, words);
    let is_load_test = std::str::from_utf8(bytes).is_ok_and(|text| load_test::recognized(text).is_some());
    if is_load_test {
        return load_test::read(bytes).map(Found::LoadTest).map_err(|why| cannot(why.to_string()));
    }
    let measured = series::read(name, bytes, &mut |_| ControlFlow::Continue(()));
    measured.map(|measured| Found::History(Box::new(measured))).map_err(|why| cannot(why.to_string()))
}

impl Found {
    fn shown(&self, answers: &Answers) -> Measurements {
        let measured = match self {
            Self::LoadTest(test) => {
                return Measurements {
                    warnings: test.warnings.clone(),
                    taken: of_load_test(test),
                    ..Measurements::default()
                };
            }
            Self::History(measured) => measured,
        };
        let taken = measured.take(answers);
        Measurements {
            series: measured.series.clone(),
            questions: measured.questions.clone(),
            warnings: measured.warnings.clone(),
            refused: taken.as_ref().err().cloned().map(Refusal::from),
            taken: taken.as_ref().map(of_history).unwrap_or_default(),
        }
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
    (source, answers): (&str, &Answers),
    by: &str,
) -> Result<(Record, Vec<String>), Refusal> {
    let (record, mut model) = tx.body::<CapacityModel>(id)?;
    let source = clip(if source.is_empty() { "pasted" } else { source }, LINE_MAX_CHARS - 1);
    let said = match found {
        Found::LoadTest(test) => {
            model.load_points.clone_from(&test.points);
            model.load_source = source;
            of_load_test(test)
        }
        Found::History(measured) => {
            let taken = measured.take(answers)?;
            learn(&mut model, &taken, &source, by);
            of_history(&taken)
        }
    };
    Ok((tx.save(id, record.version, model.into())?, said))
}

/// The history goes into the model, and with it what it says of demand and growth.
fn learn(model: &mut CapacityModel, taken: &Taken, source: &str, by: &str) {
    let mut points: Vec<(Date, f64)> =
        taken.points.iter().filter_map(|(on, value)| Some((*on, (*value)?))).collect();
    points.drain(..points.len().saturating_sub(HISTORY_MAX_POINTS));
    if model.metric.is_empty() {
        model.metric = clip(&taken.unit, LINE_MAX_CHARS - 1);
    }
    model.history =
        Some(History { source: source.to_owned(), series: clip(&taken.name, LINE_MAX_CHARS - 1), points });
    let (Ok(fitted), Some((last, _))) = (history::fit(&taken.points), taken.points.last()) else { return };
    let mut state = |key: InputKey, value: f64, low_high: Option<[f64; 2]>, note: String| {
        let (min, max) = key.limits();
        let held = |value: f64| value.clamp(min, max);
        if value.is_finite() {
            let low_high = low_high.map(|ends| ends.map(held)).filter(|[low, high]| low <= high);
            let input = Input {
                value: held(value),
                low_high,
                basis: Basis::Measured,
                by: by.to_owned(),
                on: Some(*last),
                note: clip(&note, LINE_MAX_CHARS - 1),
            };
            model.inputs.insert(key, input);
        }
    };
    state(InputKey::DemandNow, fitted.level_now, None, format!("{source}, daily"));
    if let Some(growth) = fitted.growth_pct_per_month {
        state(
            InputKey::GrowthPctPerMonth,
            growth.mid,
            Some([growth.low, growth.high]),
            method_words(&fitted),
        );
    }
}

fn of_load_test(test: &LoadTest) -> Vec<String> {
    let mut said = vec![format!("A load test with {}.", count(test.points.len() as u64, "point"))];
    if let (Some(requests), Some(errors)) = (test.requests, test.errors) {
        said.push(format!("{}, {}.", count(requests, "request"), count(errors, "error")));
    }
    match usl::fit(&test.points) {
        Ok(fit) => said.extend(fit.warnings.iter().map(ToString::to_string)),
        Err(refused) => said.push(refused.to_string()),
    }
    said
}

fn of_history(taken: &Taken) -> Vec<String> {
    let measured_days = taken.points.iter().filter(|(_, value)| value.is_some()).count() as u64;
    let ends = taken.points.first().zip(taken.points.last());
    let span = ends.map_or_else(String::new, |((first, _), (last, _))| format!(", {first} to {last}"));
    let unit = if taken.unit.is_empty() { "not stated" } else { &taken.unit };
    let mut said =
        vec![format!("“{}”: {} with a value{span}; unit {unit}.", taken.name, count(measured_days, "day"))];
    said.extend(taken.done.iter().cloned());
    match history::fit(&taken.points) {
        Ok(fitted) => said.push(growth_words(&fitted)),
        Err(unfit) => said.push(unfit.to_string()),
    }
    said
}

fn growth_words(fitted: &Fitted) -> String {
    let figure = |value: f64| measured(value, "");
    let growth = fitted.growth_pct_per_month.map_or_else(
        || "The level is too near to nothing for a growth in percent.".to_owned(),
        |growth| {
            format!(
                "Growth {} % a month (90 %: {} to {}).",
                figure(growth.mid),
                figure(growth.low),
                figure(growth.high)
            )
        },
    );
    format!("{growth} {}", method_words(fitted))
}

/// The method that did best, with its error beside that of the naive one.
fn method_words(fitted: &Fitted) -> String {
    let of = |method| fitted.errors.iter().find(|error| error.method == method).map(|error| error.smape_pct);
    let (best, naive) = (of(fitted.method), of(history::Method::LastValue));
    match (best, naive) {
        (Some(best), Some(naive)) => format!(
            "{}: {} % off on the last {}, the last value {} %.",
            fitted.method.label(),
            measured(best, ""),
            count(fitted.held_out_days, "day"),
            measured(naive, "")
        ),
        _ => format!("{}; too short to hold days back and measure its error.", fitted.method.label()),
    }
}

impl Desk {
    /// What was measured, and what that is called.
    fn bytes(&self, source: MeasuredBy) -> Result<(String, Vec<u8>), Refusal> {
        match source {
            MeasuredBy::File { name, bytes } => Ok((name, bytes)),
            MeasuredBy::Range { query, days } => {
                let Some(prometheus) = self.workspace()?.1.prometheus else {
                    let words = "No Prometheus is set for this workspace. Turn it on in the settings.";
                    return Err(Refusal::new(Code::Invalid, words));
                };
                let answered = self.asker.range(&prometheus.url, &query, days, self.now());
                let bytes = answered.map_err(|why| Refusal::new(Code::Unreadable, why.to_string()))?;
                Ok((query, bytes))
            }
        }
    }
}
