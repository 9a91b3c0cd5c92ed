//! The contract between the screen and the backend: one list of requests, what each answers, and how it refuses.
//!
//! A request without an answer, an answer of the wrong type and a missing field do not compile, on the host and in
//! wasm alike. After a commit the backend sends a [`Notice`]; windows hold ids and versions, never somebody's copy of a
//! model, so a lost or repeated notice is harmless. Subscribe first, then load.

mod bytes;
mod requests;
mod stage;
mod views;

pub use domain::refusal::{Code, Refusal};
pub use requests::*;
pub use stage::*;
pub use views::*;

use domain::{Id, Instant};
use serde::{Deserialize, Serialize};

/// The name of the event that carries a [`Notice`] to every window.
pub const NOTICE_EVENT: &str = "notice";

/// Something changed. Whoever shows it asks again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Notice {
    /// A record has a new version.
    Record {
        /// Of which kind.
        kind: domain::Kind,
        /// Which.
        id: Id,
        /// Its version now.
        version: u64,
    },
    /// A journal grew.
    Journal {
        /// The run: the id of its game day.
        run: Id,
        /// Place of its last entry.
        seq: u64,
    },
    /// Live watchers have new values. Those that matter to the room are in the journal as well.
    Samples {
        /// The run: the id of its game day.
        run: Id,
    },
    /// The stage shows something else, or its window came or went.
    Stage,
    /// The stage has no monitor of its own: the console asks whether it may open as a window. A lost question is asked
    /// again with the next wish.
    StageAsks {
        /// What it shall show.
        run: Option<Id>,
    },
}

/// Which window asks. The backend knows it from the window itself; a window cannot claim to be another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    /// The facilitator's window, or the command line.
    Console,
    /// The projector: reads, may abort what it shows and write nothing else, and never sees a private word.
    Stage,
}

/// What a window must know before it can draw anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Greeting {
    /// The workspace's settings.
    pub workspace: domain::workspace::Workspace,
    /// What the clocks of its zone do: a window has no tables of its own.
    pub clocks: domain::zone::Clocks,
    /// The record that holds them.
    pub workspace_id: Id,
    /// Where the file is.
    pub path: String,
    /// The program's version.
    pub version: String,
    /// The runs that are in progress, the latest first.
    pub running: Vec<(domain::Kind, Id)>,
}

impl Greeting {
    /// The run of a kind that is in progress, the latest where there are several.
    #[must_use]
    pub fn running(&self, kind: domain::Kind) -> Option<Id> {
        self.running.iter().find(|(known, _)| *known == kind).map(|(_, id)| *id)
    }
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
    pub document: domain::Document,
}

/// An experiment that has gone from one day to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// The day that it left.
    pub from: domain::Record,
    /// The day that has it now.
    pub to: domain::Record,
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

/// Most bytes of a file that can be taken in; a screen need not send more.
pub const UPLOAD_MAX_BYTES: usize = 5_000_000;

/// A file that a person picked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// Its name, without its folder.
    pub name: String,
    /// What it holds.
    #[serde(with = "bytes")]
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

/// A drawing, with the sentence that says what it shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawing {
    /// The SVG text.
    pub svg: String,
    /// What it shows, in words.
    pub alt: String,
}

/// What a live watcher has seen of one series, for drawing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeriesSamples {
    /// Of which metric or condition.
    pub series: domain::chaos::run::Series,
    /// When and what, in the order of time and on the run's undisturbed clock: as the instants of a folded run are.
    /// At most 600, thinned so that no peak is lost.
    pub points: Vec<(Instant, f64)>,
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
