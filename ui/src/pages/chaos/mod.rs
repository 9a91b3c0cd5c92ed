//! Chaos: experiments, game days, the console of a running day, its record, its face on the stage.

pub mod compare;
pub mod experiment;
pub mod experiments;
pub mod game_day;
pub mod game_days;
pub mod journal;
pub mod run;
pub mod samples;
pub mod stage;
