//! Files of other tools.

use crate::{Exported, requests::requests};
use domain::Id;
use serde::{Deserialize, Serialize};

requests! { InterchangeCall, InterchangeDesk;
    /// Takes in experiments and journals of Chaos Toolkit, JSON or YAML: all or none. A refusal has a line a bad file.
    Import {
        /// The files.
        files: Vec<Upload>,
    } -> Vec<ImportedFile>;

    /// Writes files for Chaos Toolkit into the folder `reports` beside the workspace, never over another file: an
    /// experiment as one experiment, a game day that has begun as one journal for each experiment that was run.
    ExportChaosToolkit {
        /// Which experiment or game day.
        id: Id,
        /// Whether names of hosts and users are hidden.
        redact: bool,
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
        Self { id: record.id, kind: record.document.kind(), title: record.document.summary().title }
    }
}

/// A record that came out of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedRecord {
    /// Which record.
    pub id: Id,
    /// Of which kind.
    pub kind: domain::Kind,
    /// What a person calls it.
    pub title: String,
}
