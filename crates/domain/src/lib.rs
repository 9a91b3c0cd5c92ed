//! The rules of Readyroom: what a document may hold, how a run moves, what a clock says.
//!
//! Nothing here reads a file, a clock or the network. Time comes in as `now`, identity comes in as [`Id`],
//! so the same functions serve the backend, both windows (as wasm), the reports and the tests.
//!
//! One folder is one system. They stand on the ground floor (`ground`, which knows none of them, and whose modules are
//! seen as `domain::time`, `domain::text` …); above them stand only the registry of nouns ([`document`]) and the sample
//! company. Begin with [`document`], then [`chaos`].

mod ground;

pub mod action;
pub mod assessment;
pub mod capacity;
pub mod catalog;
pub mod chaos;
pub mod document;
pub mod incident;
pub mod person;
pub mod postmortem;
pub mod restorable;
pub mod sample;
pub mod workspace;

pub use ground::*;

#[cfg(feature = "bodies")]
pub use document::Document;
#[cfg(not(feature = "bodies"))]
pub use document::Sealed as Document;
pub use document::{Body, Kind, Record, Row};
pub use id::Id;
pub use record::Summary;
pub use refusal::Refusal;
pub use text::Invalid;
pub use time::{Date, Instant};
pub use zone::Zone;
