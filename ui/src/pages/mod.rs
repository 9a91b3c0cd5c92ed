//! The rooms, one folder or file each.

pub mod draft;
pub mod experiment;
pub mod game_day;
pub mod game_days;
pub mod new;
pub mod room;
pub mod run;
pub mod stage;
pub mod tasks;
pub mod words;
