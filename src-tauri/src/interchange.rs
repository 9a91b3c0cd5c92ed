//! Between files of other tools and the workspace, for the windows and the command line alike.

use crate::report;
use contract::{Code, Exported, ImportedFile, ImportedRecord, Refusal, Upload};
use domain::{Document, Id, run::Run};
use interchange::{Carried, Imported, Redaction, chaos_toolkit};
use std::path::Path;
use store::{Store, Tx};

/// Reads every file before anything is written.
///
/// # Errors
/// One line for each file that cannot be read.
pub fn read(files: &[Upload]) -> Result<Vec<(String, Imported)>, Refusal> {
    if files.is_empty() {
        return Err(Refusal::new(Code::Invalid, "No file was chosen."));
    }
    let mut read = Vec::new();
    let mut wrong = Vec::new();
    for file in files {
        match interchange::read(&file.name, &file.bytes) {
            Ok(imported) => read.push((file.name.clone(), imported)),
            Err(unreadable) => wrong.push(format!("“{}”: {unreadable}", file.name)),
        }
    }
    if wrong.is_empty() {
        return Ok(read);
    }
    wrong.push("Nothing was imported.".to_owned());
    Err(Refusal::new(Code::Unreadable, wrong.join("\n")))
}

/// Makes records of what was read.
///
/// # Errors
/// The workspace cannot be written, or a record is beyond our limits.
pub fn insert(tx: &mut Tx<'_>, read: Vec<(String, Imported)>) -> Result<Vec<ImportedFile>, Refusal> {
    let file = |(name, imported): (String, Imported)| {
        let records = match imported.what {
            Carried::Experiment(experiment) => vec![new(tx, (*experiment).into())?],
            Carried::Journal(journal) => {
                let experiment = new(tx, journal.experiment.clone().into())?;
                let day = new(tx, journal.day(experiment.id).into())?;
                for (at, actor, event) in journal.entries(experiment.id) {
                    tx.append(day.id, at, &actor, event)?;
                }
                vec![day, experiment]
            }
        };
        Ok(ImportedFile { name, records, warnings: imported.warnings })
    };
    read.into_iter().map(file).collect()
}

fn new(tx: &mut Tx<'_>, document: Document) -> Result<ImportedRecord, Refusal> {
    let record = tx.insert(document)?;
    let (kind, title) = (record.document.kind(), record.document.summary().title);
    Ok(ImportedRecord { id: record.id, kind, title })
}

/// A file to write: its name without an ending, and its text.
pub struct Outgoing {
    /// The name.
    pub name: String,
    /// The text.
    pub text: String,
}

/// The files of an experiment or a game day. Names of hosts and users are hidden where `redact` says so: the same name by
/// the same word in all of them.
///
/// # Errors
/// No such record, another kind, or a day on which nothing was run.
pub fn chaos_toolkit(store: &Store, id: Id, redact: bool) -> Result<Vec<Outgoing>, Refusal> {
    let mut redaction = redact.then(Redaction::default);
    let name = report::name(store, id)?;
    match store.get(id)?.document {
        Document::Experiment(experiment) => {
            let text = chaos_toolkit::experiment(&experiment, redaction.as_mut());
            Ok(vec![Outgoing { name: format!("{name} experiment"), text }])
        }
        Document::GameDay(_) => {
            let Some(run) = Run::fold(&store.journal(id, 0)?) else {
                let words = "This day has not begun, so it has no journal. Export its experiments instead.";
                return Err(Refusal::new(Code::Invalid, words));
            };
            let written = (0..run.trials.len())
                .filter_map(|at| Some((at, chaos_toolkit::journal(&run, at, redaction.as_mut())?)));
            let files: Vec<_> = written
                .map(|(at, text)| Outgoing { name: format!("{name} journal {}", at + 1), text })
                .collect();
            if files.is_empty() {
                let words = "No experiment was run on this day, so there is nothing to write.";
                return Err(Refusal::new(Code::Invalid, words));
            }
            Ok(files)
        }
        other => {
            let words = format!(
                "Chaos Toolkit knows experiments and journals, and nothing like a {}. Name an experiment or a game day.",
                other.kind().noun()
            );
            Err(Refusal::new(Code::Invalid, words))
        }
    }
}

/// Writes the files into the folder `reports` beside the workspace.
///
/// # Errors
/// What the system said, in words.
pub fn write_beside(workspace: &Path, files: &[Outgoing]) -> Result<Vec<Exported>, Refusal> {
    let write = |file: &Outgoing| {
        let path = report::write_beside(workspace, &file.name, "json", file.text.as_bytes())?;
        Ok(Exported { path: path.display().to_string(), size_bytes: file.text.len() as u64 })
    };
    files.iter().map(write).collect()
}
