//! What a person is shown of a copy before it takes the place of the workspace.

use crate::{Instant, Kind};
use serde::{Deserialize, Serialize};

/// A copy of a workspace, looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restorable {
    /// Where it is.
    pub path: String,
    /// The name in its settings.
    pub name: String,
    /// Whether it is a copy of another workspace than the one whose place it is to take.
    pub is_other: bool,
    /// When anything was last written into it.
    pub written_at: Option<Instant>,
    /// How many records it shows, kind by kind.
    pub records: Vec<(Kind, u64)>,
    /// How many entries its journals have.
    pub entries: u64,
    /// What is wrong with it, one sentence each. One that has faults is not restored.
    pub faults: Vec<String>,
    /// What the workspace has that the copy has not; `None` where the workspace cannot be read.
    pub lacking: Option<Lacking>,
}

/// What would no longer be in the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lacking {
    /// Versions of records.
    pub versions: u64,
    /// Entries of journals.
    pub entries: u64,
}
