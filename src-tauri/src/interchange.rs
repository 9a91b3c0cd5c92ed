//! Between files of other tools and the workspace, for the windows and the command line alike.

use crate::{
    desk::{catalog, chaos},
    report,
};
use contract::{Code, Exported, ImportedFile, ImportedRecord, Refusal, Upload};
use domain::Document;
use interchange::{Carried, Imported};
use std::path::Path;
use store::Tx;

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

/// Makes records of what was read. Services of all files find each other; one that the catalog has is left as it is there.
///
/// # Errors
/// The workspace cannot be written, or a record is beyond our limits.
pub fn insert(tx: &mut Tx<'_>, read: Vec<(String, Imported)>) -> Result<Vec<ImportedFile>, Refusal> {
    let zone = tx.settings()?.zone;
    let mut services = catalog::exchange::services(tx, &read)?.into_iter();
    let file = |(name, imported): (String, Imported)| {
        let (mut records, joined) = services.next().unwrap_or_default();
        match imported.what {
            Carried::Experiment(experiment) => records.push(new(tx, (*experiment).into())?),
            Carried::Journal(journal) => records.extend(chaos::exchange::take_in(tx, *journal, zone)?),
            Carried::Services(_) => {}
        }
        Ok(ImportedFile { name, records, warnings: [imported.warnings, joined].concat() })
    };
    read.into_iter().map(file).collect()
}

/// Writes a record that came in.
///
/// # Errors
/// The workspace cannot be written, or the record is beyond our limits.
pub fn new(tx: &mut Tx<'_>, document: Document) -> Result<ImportedRecord, Refusal> {
    let record = tx.insert(document)?;
    let (kind, title) = (record.document.kind(), record.document.summary().title);
    Ok(ImportedRecord { id: record.id, kind, title })
}

/// A file to write: its name without an ending, its text, and what it cannot say.
pub struct Outgoing {
    /// The name.
    pub name: String,
    /// The text.
    pub text: String,
    /// One sentence each.
    pub warnings: Vec<String>,
}

/// Writes the files into the folder `reports` beside the workspace.
///
/// # Errors
/// What the system said, in words.
pub fn write_beside(workspace: &Path, files: &[Outgoing]) -> Result<Vec<Exported>, Refusal> {
    let write = |file: &Outgoing| {
        let path = report::write_beside(workspace, &file.name, "json", file.text.as_bytes())?;
        let (path, size_bytes) = (path.display().to_string(), file.text.len() as u64);
        Ok(Exported { path, size_bytes, warnings: file.warnings.clone() })
    };
    files.iter().map(write).collect()
}
