//! Files of other tools: taken in all at once, for the windows and the command line alike; written beside the workspace.

use super::{Desk, catalog, chaos};
use crate::report;
use contract::{Answer, Caller, Code, ExportChaosToolkit, Exported, Import, ImportedFile, Refusal, Upload};
use interchange::{Carried, Imported};
use store::Tx;

impl Answer<Import> for Desk {
    fn answer(&self, Import { files }: Import, _: Caller) -> Result<Vec<ImportedFile>, Refusal> {
        let read = read(&files)?;
        self.write(|tx| insert(tx, read))
    }
}

impl Answer<ExportChaosToolkit> for Desk {
    fn answer(&self, request: ExportChaosToolkit, _: Caller) -> Result<Vec<Exported>, Refusal> {
        let files = chaos::exchange::files(&self.store, request.id, request.redact)?;
        report::write_all_beside(self.store.path(), &files)
    }
}

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
            Carried::Experiment(experiment) => records.push(tx.insert((*experiment).into())?.into()),
            Carried::Journal(journal) => records.extend(chaos::exchange::take_in(tx, *journal, zone)?),
            Carried::Services(_) => {}
        }
        Ok(ImportedFile { name, records, warnings: [imported.warnings, joined].concat() })
    };
    read.into_iter().map(file).collect()
}
