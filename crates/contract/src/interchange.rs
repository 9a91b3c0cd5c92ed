//! Files of other tools.

use crate::{Exported, requests::requests};
use domain::{
    Id,
    ask::{Ask, Question},
};
use serde::{Deserialize, Serialize};

requests! { InterchangeCall, InterchangeDesk;
    /// Reads files and says what an import of them would do, and what it would ask. Writes nothing.
    PreviewImport {
        /// The files, each with the questions that were answered with yes so far.
        files: Vec<Upload>,
    } -> Vec<PreviewedFile>;

    /// Takes in experiments and journals of Chaos Toolkit and services of catalogs: all files or none. A refusal has a line a
    /// bad file; one that leaves open what nobody may guess is bad too.
    Import {
        /// The files, each with the questions that were answered with yes.
        files: Vec<Upload>,
    } -> Vec<ImportedFile>;

    /// Writes files for Chaos Toolkit into the folder `reports` beside the workspace, never over another file: an
    /// experiment as one experiment, a game day that has begun as one journal for each experiment that was run.
    ExportChaosToolkit {
        /// Which experiment or game day.
        id: Id,
        /// Whether names of hosts and people and secrets are hidden.
        redact: bool,
        /// Whether secrets may go out where nothing is hidden: without that word a file that holds some is refused.
        secrets: bool,
    } -> Vec<Exported>;
}

/// Most bytes of a file that can be taken in; a screen need not send more.
pub const UPLOAD_MAX_BYTES: usize = 5_000_000;

/// A file that a person picked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// Its name, without its folder.
    pub name: String,
    /// What it holds.
    #[serde(with = "crate::bytes")]
    pub bytes: Vec<u8>,
    /// The questions about it that somebody answered with yes.
    #[serde(default)]
    pub yes: Vec<Ask>,
}

/// What an import of a file would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewedFile {
    /// Its name.
    pub name: String,
    /// Why it cannot be read; then nothing else is said.
    pub refusal: Option<String>,
    /// What would be new.
    pub fresh: Vec<PreviewedRecord>,
    /// What is there already and would change.
    pub changed: Vec<PreviewedRecord>,
    /// What would be left out, or carried only in part: one sentence each.
    pub warnings: Vec<String>,
    /// What only a person can say.
    pub questions: Vec<Question>,
}

/// A record that an import would write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewedRecord {
    /// Of which kind.
    pub kind: domain::Kind,
    /// What a person calls it.
    pub title: String,
    /// What is known of it, or what changes; empty where its title says all.
    pub says: String,
}

/// A file that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedFile {
    /// Its name.
    pub name: String,
    /// The records that came out of it.
    pub records: Vec<ImportedRecord>,
    /// What could not be carried, or only in part: one sentence each.
    pub warnings: Vec<String>,
}

impl From<domain::Record> for ImportedRecord {
    fn from(record: domain::Record) -> Self {
        let (id, version, kind) = (record.id, record.version, record.document.kind());
        Self { id, version, kind, title: record.document.title() }
    }
}

/// A record that came out of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedRecord {
    /// Which record.
    pub id: Id,
    /// The version that the import wrote.
    pub version: u64,
    /// Of which kind.
    pub kind: domain::Kind,
    /// What a person calls it.
    pub title: String,
}

impl ImportedRecord {
    /// Whether it was there before and was only changed.
    #[must_use]
    pub const fn is_changed(&self) -> bool {
        self.version > 1
    }
}
