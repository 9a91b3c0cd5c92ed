//! Chaos: experiments, game days, the console of a running day, its record, its face on the stage.

pub mod brake;
pub mod compare;
pub mod experiment;
pub mod experiments;
pub mod game_day;
pub mod game_days;
mod history;
pub mod journal;
pub mod palette;
pub mod run;
pub mod samples;
pub mod service;
pub mod stage;
pub mod today;
pub mod words;
