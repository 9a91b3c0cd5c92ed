//! Measurements of other tools, into a capacity model.

use super::{
    commands::{now, open, parse},
    files, print,
};
use crate::desk::capacity::measured::{self, Found, Told};
use ::interchange::capacity::{load_test, series};
use clap::Args;
use contract::{Code, MeasuredFile, Refusal};
use domain::{
    Zone,
    capacity::file::{Answers, Daily, DateOrder, Decimal},
};
use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
};
use store::Access;

/// What a file of measurements leaves open, and where it goes.
#[derive(Args)]
pub struct Into {
    /// The capacity model that a history or a load test goes into.
    #[arg(long = "into", value_name = "ID")]
    pub model: Option<String>,
    /// For a history: which of its series.
    #[arg(long, requires = "model", value_name = "NAME")]
    series: Option<String>,
    /// For a history: the time zone in which its times were written, such as Europe/Berlin.
    #[arg(long, requires = "model", value_name = "ZONE")]
    zone: Option<String>,
    /// For a history: what it is measured in.
    #[arg(long, requires = "model", value_name = "UNIT")]
    unit: Option<String>,
    /// For a history: in dates such as 03/04/2026 the day comes first.
    #[arg(long, requires = "model")]
    day_first: bool,
    /// For a history: in dates such as 03/04/2026 the month comes first.
    #[arg(long, requires = "model", conflicts_with = "day_first")]
    month_first: bool,
    /// A comma parts the decimals.
    #[arg(long, requires = "model")]
    decimal_comma: bool,
    /// A point parts the decimals.
    #[arg(long, requires = "model", conflicts_with = "decimal_comma")]
    decimal_point: bool,
    /// For a history: the mean of each day counts, and not its highest value.
    #[arg(long, requires = "model")]
    mean: bool,
}

impl Into {
    fn answers(&self) -> Result<Answers, Refusal> {
        let zone = match &self.zone {
            None => None,
            Some(name) => Some(name.parse::<Zone>().map_err(|_| {
                let words = format!("“{name}” is no time zone. Name one as Europe/Berlin or UTC.");
                Refusal::new(Code::Invalid, words)
            })?),
        };
        let order = match (self.day_first, self.month_first) {
            (true, _) => Some(DateOrder::DayFirst),
            (_, true) => Some(DateOrder::MonthFirst),
            _ => None,
        };
        Ok(Answers {
            series: self.series.clone(),
            zone,
            order,
            decimal: decimal(self.decimal_comma, self.decimal_point),
            unit: self.unit.clone(),
            daily: if self.mean { Daily::Mean } else { Daily::Peak },
        })
    }
}

/// What parts decimals, by the flags.
pub const fn decimal(comma: bool, point: bool) -> Option<Decimal> {
    match (comma, point) {
        (true, _) => Some(Decimal::Comma),
        (_, true) => Some(Decimal::Point),
        _ => None,
    }
}

/// How to answer what parts the decimals.
pub const DECIMAL: &str = "Answer with --decimal-comma or --decimal-point.";

/// Takes files into a model, in their order: all or none. Those of load tests are one test. Says what was taken.
pub fn import(workspace: &Path, paths: &[PathBuf], model: &str, into: &Into) -> Result<(), Refusal> {
    let (id, answers) = (parse(model)?, into.answers()?);
    let mut read = Vec::new();
    for path in paths {
        let of = |words: String| Refusal::new(Code::Unreadable, format!("“{}”: {words}", path.display()));
        let bytes = files::bytes(path, series::FILE_MAX_BYTES, too_large).map_err(of)?;
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let file = MeasuredFile { name: name.clone(), bytes };
        let found = measured::read(&[file], &mut unstopped).map_err(|why| of(why.message))?;
        match &found {
            Found::History(history) => {
                if let Err(open) = history.take(&answers) {
                    return Err(of(questions(history, &open.message)));
                }
            }
            Found::LoadTest(tests) => {
                let open = tests.iter().find_map(|(_, test)| test.settled(answers.decimal).err());
                if let Some(open) = open {
                    return Err(of(format!("{open}\n{DECIMAL} Nothing was taken.")));
                }
            }
        }
        read.push((name, found));
    }
    one_history(&read)?;
    let read = one_test(read);
    let store = open(workspace, Access::Write)?;
    let facilitator = store.settings()?.facilitator;
    let taken = store.transact(now(), &facilitator, |tx| -> Result<_, Refusal> {
        let mut said = Vec::new();
        for (name, found) in &read {
            let told = Told { name, samples: "", answers: &answers, by: &facilitator };
            let (record, words) = measured::take(tx, id, found, &told).map_err(|refusal| Refusal {
                message: format!("“{name}”: {} Nothing was taken.", refusal.message),
                ..refusal
            })?;
            said.push((record, words));
        }
        Ok(said)
    })?;
    for (record, words) in taken.value {
        print::done(&format!(
            "{}  {}  {}",
            record.id,
            record.document.kind(),
            record.document.summary().title
        ));
        words.iter().for_each(|words| print::done(&format!("  {words}")));
    }
    Ok(())
}

/// A model holds one history: of two, the second would replace the one that was just taken.
fn one_history(read: &[(String, Found)]) -> Result<(), Refusal> {
    let mut histories = read.iter().filter(|(_, found)| matches!(found, Found::History(_)));
    if let (Some((first, _)), Some((second, _))) = (histories.next(), histories.next()) {
        let words = format!(
            "Two histories, “{first}” and “{second}”, and a model holds one. Import one of them, or join them in one file. Nothing was taken."
        );
        return Err(Refusal::new(Code::Invalid, words));
    }
    Ok(())
}

/// The files, of which those of load tests are one test, where the first of them stands.
fn one_test(read: Vec<(String, Found)>) -> Vec<(String, Found)> {
    let (mut kept, mut tests, mut place) = (Vec::new(), Vec::new(), None);
    for (name, found) in read {
        match found {
            Found::LoadTest(files) => {
                place = place.or(Some(kept.len()));
                tests.extend(files);
            }
            history @ Found::History(_) => kept.push((name, history)),
        }
    }
    if let Some(place) = place {
        let names: Vec<&str> = tests.iter().map(|(name, _)| name.as_str()).collect();
        kept.insert(place, (load_test::names(&names), Found::LoadTest(tests)));
    }
    kept
}

/// What is missing, and what there is to choose from.
fn questions(history: &series::Measured, missing: &str) -> String {
    let mut said = vec![missing.to_owned()];
    let asked = history.questions.iter().filter(|question| question.must());
    said.extend(asked.map(|question| question.words()));
    if history.series.len() > 1 {
        let names = history.series.iter().take(20).map(|series| format!("“{}”", series.name));
        said.push(format!("Its series: {}.", names.collect::<Vec<_>>().join(", ")));
    }
    said.push(
        "Answer with --series NAME, --zone ZONE, --day-first or --month-first, --decimal-comma or --decimal-point. Nothing was taken."
            .to_owned(),
    );
    said.join("\n")
}

/// Nobody stops what a command reads but by ending it.
const fn unstopped(_: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn too_large(bytes: u64) -> Option<String> {
    series::too_large(bytes).map(|refusal| refusal.to_string())
}

/// What a file is, where it is the output of a load test from which no curve can be read.
pub fn unread(bytes: &[u8]) -> Option<String> {
    let is_load_test = std::str::from_utf8(bytes).is_ok_and(load_test::is_load_test);
    if is_load_test {
        load_test::offered(bytes, &mut unstopped).err().map(|why| why.to_string())
    } else {
        None
    }
}

/// Whether a file holds measurements, for whoever did not say into which model.
pub fn is_measured(name: &str, bytes: &[u8]) -> bool {
    let file = MeasuredFile { name: name.to_owned(), bytes: bytes.to_vec() };
    measured::read(&[file], &mut unstopped).is_ok()
}
