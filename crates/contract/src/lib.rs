//! The contract between the screen and the backend: the requests of each room, what each answers, and how it refuses.
//!
//! A request without an answer, an answer of the wrong type and a missing field do not compile, on the host and in
//! wasm alike. After a commit the backend sends a [`Notice`]; windows hold ids and versions, never somebody's copy of a
//! model, so a lost or repeated notice is harmless. Subscribe first, then load.

mod assessment;
mod bytes;
mod capacity;
mod catalog;
mod chaos;
mod incident;
mod interchange;
mod postmortem;
mod record;
mod requests;
mod stage;
mod workspace;

pub use assessment::*;
pub use capacity::*;
pub use catalog::*;
pub use chaos::*;
pub use domain::refusal::{Code, Refusal};
pub use incident::*;
pub use interchange::*;
pub use postmortem::*;
pub use record::*;
pub use requests::{Answer, Call, Desk, Request, dispatch};
pub use stage::*;
pub use workspace::*;

use domain::Id;
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
    /// Something else is tried on a capacity model in front of the room.
    Tried {
        /// Which model.
        model: Id,
    },
    /// Measurements for a capacity model are being read.
    Reading {
        /// Which model.
        model: Id,
        /// How much of them is done.
        done_pct: u8,
    },
    /// The file under the windows is another one: whoever holds anything asks again for all of it.
    Replaced,
    /// The console is about to close: it writes what stands in its fields, and asks to leave.
    Closing,
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
