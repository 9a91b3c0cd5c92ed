//! The rules of Readyroom: what a document may hold, how a run moves, what a clock says.
//!
//! Nothing here reads a file, a clock or the network. Time comes in as `now`, identity comes in as [`Id`],
//! so the same functions serve the backend, both windows (as wasm), the reports and the tests.
//!
//! Read in this order: [`document`] (the nouns and how they are listed), [`experiment`] and [`game_day`]
//! (what is planned), [`run`] (what happens on the day, as a fold over a journal), [`time`] and [`text`].

pub mod action;
pub mod assessment;
pub mod budget;
pub mod catalog;
pub mod chaos;
mod choice;
pub mod compare;
pub mod content;
pub mod document;
pub mod experiment;
pub mod game_day;
pub mod id;
pub mod library;
pub mod lint;
pub mod person;
pub mod refusal;
pub mod results;
pub mod run;
pub mod sample;
pub mod service;
pub mod text;
pub mod time;
pub mod workspace;

pub use document::{Document, Kind, Record, Row, Summary};
pub use id::Id;
pub use refusal::Refusal;
pub use text::Invalid;
pub use time::{Date, Instant, Zone};
