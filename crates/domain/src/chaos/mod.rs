//! Chaos: experiments, the days on which a room runs them, and what came of it.
//!
//! Read in this order: [`experiment`] and [`game_day`] (what is planned), [`lint`] (a plan before its start), [`run`] (what
//! happens on the day, as a fold over a journal), [`results`] and [`compare`] (what came of it).

mod begun;
pub mod compare;
pub mod content;
pub mod experiment;
pub mod game_day;
pub mod library;
pub mod lint;
pub mod maturity;
pub mod results;
pub mod run;
pub(crate) mod sample;
