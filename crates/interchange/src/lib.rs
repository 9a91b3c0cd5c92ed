//! Files of other tools, in and out: experiments and journals of Chaos Toolkit, catalogs of Backstage and services of
//! OpenSLO, as JSON or YAML, and the service catalog as CSV.
//!
//! [`read`] takes whatever a person picked, tells by its content what it is, and either carries it over whole or says in
//! words why not. What it carried but has no place for is named in [`Imported::warnings`]; of an experiment and a journal
//! it stays in `original` as well, so that an export loses nothing. Nothing here opens a file or looks at a clock.

pub mod capacity;
pub mod catalog;
pub mod chaos;
mod ground;
pub mod postmortem;

pub use chaos::Journal;
pub use ground::{
    Redaction,
    source::{FILE_MAX_BYTES, too_large},
};

use catalog::{Listed, backstage, csv, openslo};
use domain::{
    ask::{Ask, Question},
    chaos::experiment::Experiment,
};
use ground::{foreign, plain, source};
use std::fmt;

/// What came out of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The thing itself.
    pub what: Carried,
    /// What could not be carried, or only in part: one sentence each.
    pub warnings: Vec<String>,
    /// What only a person can say.
    pub questions: Vec<Question>,
}

impl Imported {
    /// As it is once somebody said yes to these questions, and to no others.
    #[must_use]
    pub fn answered(self, yes: &[Ask]) -> Self {
        let mut open = self.questions;
        open.retain(|question| !yes.contains(&question.ask));
        let what = match self.what {
            Carried::Services(listed) => {
                let listed = catalog::answered(listed, yes);
                let has_twins = listed.iter().any(|one| one.beside.is_some());
                open.retain(|question| question.ask != Ask::Twins || has_twins);
                Carried::Services(listed)
            }
            what => what,
        };
        let questions = open;
        Self { what, questions, ..self }
    }
}

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The file, word for word.
    pub text: String,
    /// What it cannot say, or says in another way: one sentence each.
    pub warnings: Vec<String>,
}

/// What a file can hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Carried {
    /// An experiment as planned.
    Experiment(Box<Experiment>),
    /// A day that was run elsewhere, with its experiment.
    Journal(Box<Journal>),
    /// Services, as a catalog lists them. [`catalog::join`] tells what of them is new.
    Services(Vec<Listed>),
    /// Postmortems as Markdown, word for word: [`postmortem::read`] wants to know the workspace's zone.
    Papers(Vec<u8>),
}

impl Carried {
    /// Whether Chaos Toolkit writes such files.
    #[must_use]
    pub const fn is_of_chaos_toolkit(&self) -> bool {
        matches!(self, Self::Experiment(_) | Self::Journal(_))
    }
}

/// Why a file cannot be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error)]
pub struct Unreadable {
    /// A sentence for the person: what is wrong and what to do.
    pub message: String,
    /// The line, from 1, where one is to blame.
    pub line: Option<usize>,
    /// The column, from 1, where one is to blame.
    pub column: Option<usize>,
}

impl Unreadable {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), line: None, column: None }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (Some(line), Some(column)) => write!(f, "Line {line}, column {column}: {}", self.message),
            (Some(line), None) => write!(f, "Line {line}: {}", self.message),
            _ => f.write_str(&self.message),
        }
    }
}

/// Reads a file. Its format is told by its content; the name only settles what the content leaves open.
///
/// # Errors
/// Too large, not text, not CSV, JSON or YAML, or nothing that is known here.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Imported, Unreadable> {
    // What our words quote of a file must not paint over them, nor break them.
    let shown = |words: &mut String| *words = plain::line(words);
    match as_it_is(file_name, bytes) {
        Ok(mut imported) => {
            imported.warnings.iter_mut().for_each(shown);
            imported.questions.iter_mut().for_each(|question| shown(&mut question.words));
            Ok(imported)
        }
        Err(mut unreadable) => {
            shown(&mut unreadable.message);
            Err(unreadable)
        }
    }
}

fn as_it_is(file_name: &str, bytes: &[u8]) -> Result<Imported, Unreadable> {
    if let Some(refusal) = foreign::bytes(bytes) {
        return Err(refusal);
    }
    let text = source::text(bytes)?;
    if postmortem::is_markdown(file_name, text) {
        let what = Carried::Papers(bytes.to_vec());
        return Ok(Imported { what, warnings: Vec::new(), questions: Vec::new() });
    }
    if let Some(table) = csv::table(file_name, text) {
        return csv::read(file_name, &table);
    }
    if let Some(imported) = backstage::read(file_name, text)? {
        return Ok(imported);
    }
    if let Some(imported) = openslo::read(file_name, text)? {
        return Ok(imported);
    }
    let source = match source::parse(file_name, bytes) {
        Ok(source) => source,
        Err(unreadable) => return Err(unparsed(file_name, text).unwrap_or(unreadable)),
    };
    if chaos::speaks(&source.value) {
        return chaos::read(&source);
    }
    let named = if source.value.is_string() { foreign::text(file_name, text) } else { None };
    Err(named.unwrap_or_else(|| foreign::tree(&source.value)))
}

/// The names of the fields that hold what looks like a secret, in a file that goes out.
#[must_use]
pub fn secrets(text: &str) -> Vec<String> {
    source::json(text).map(|tree| ground::secret::fields(&tree)).unwrap_or_default()
}

/// What a text is that is not one tree: several of them, or none.
fn unparsed(file_name: &str, text: &str) -> Option<Unreadable> {
    let marked = text.contains("\n---"); // else the same text would be parsed a second time
    let several = if marked { source::documents(file_name, text).ok() } else { None };
    let several = several.filter(|documents| documents.len() > 1);
    match several {
        Some(documents) if documents.iter().any(|(_, value)| chaos::speaks(value)) => None,
        Some(documents) => documents.iter().find_map(|(_, value)| foreign::named(value)),
        None => foreign::text(file_name, text),
    }
}
