//! Records: what every kind of them is asked for alike, and what comes out of them.

use crate::requests::requests;
use domain::{Document, Id, Instant, Kind, Record, Row};
use serde::{Deserialize, Serialize};

requests! { RecordCall, RecordDesk;
    /// All records of a kind, the newest first.
    List {
        /// Of which kind.
        kind: Kind,
    } -> Vec<Row>;

    /// Records that hold these words, the best first.
    Search {
        /// The words, as typed.
        text: String,
    } -> Vec<Row>;

    /// One record as it stands.
    Get {
        /// Which.
        id: Id,
    } -> Record;

    /// A new record.
    Create {
        /// Its body.
        document: Document,
    } -> Record;

    /// A new record that has only a title yet. Refused for a kind that is not begun like that.
    CreateNamed {
        /// Of which kind.
        kind: Kind,
        /// What it is called, as typed.
        title: String,
    } -> Record;

    /// A new version of a record.
    Save {
        /// Which.
        id: Id,
        /// The version that the person saw; any other is refused as a conflict.
        version: u64,
        /// The body.
        document: Document,
    } -> Record;

    /// Takes a record out of lists and search. Undo brings it back.
    Remove {
        /// Which.
        id: Id,
        /// The version that the person saw.
        version: u64,
    } -> Record;

    /// Records that were removed, the last removed first. Undo with the version of its row brings one back as it was.
    Removed {
        /// Of which kind; of every kind where none is named.
        kind: Option<Kind>,
    } -> Vec<Row>;

    /// What hangs on records that are to go together, and would miss them: all others that refer to one of them, and the runs
    /// of those that are about it. Refused where [`Remove`] would be, so that nobody is asked about what cannot be done.
    Hanging {
        /// Which.
        ids: Vec<Id>,
    } -> Vec<Row>;

    /// Writes the version before `version` as a new one (a removed record comes back).
    Undo {
        /// Which.
        id: Id,
        /// The version to take back: the latest.
        version: u64,
    } -> Record;

    /// Earlier versions of a record, the newest first.
    History {
        /// Which.
        id: Id,
    } -> Vec<Revision>;

    /// A copy of an experiment or a game day (with its experiments), ready to be planned anew.
    Duplicate {
        /// Which.
        id: Id,
    } -> Record;

    /// Writes the report of a game day or an assessment as PDF into the folder `reports` beside the workspace, never over another file.
    ExportPdf {
        /// Which game day.
        id: Id,
    } -> Exported;
}

/// One earlier version of a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Revision {
    /// The version.
    pub version: u64,
    /// When it was written.
    pub saved_at: Instant,
    /// By whom.
    pub saved_by: String,
    /// What it held.
    pub document: Document,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// Where it is.
    pub path: String,
    /// Its size.
    pub size_bytes: u64,
    /// What it cannot say, or says in another way: one sentence each.
    #[serde(default)]
    pub warnings: Vec<String>,
}

/// A drawing, with the sentence that says what it shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawing {
    /// The SVG text.
    pub svg: String,
    /// What it shows, in words.
    pub alt: String,
}

/// The colours of a drawing on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// As much contrast as there is.
    Contrast,
}
