//! The rooms, one folder or file each.

pub mod actions;
pub mod assessment;
pub mod assessments;
pub mod compare;
pub mod draft;
pub mod experiment;
pub mod experiments;
pub mod game_day;
pub mod game_days;
pub mod import;
pub mod new;
pub mod palette;
pub mod people;
pub mod report;
pub mod room;
pub mod run;
pub mod services;
pub mod settings;
pub mod stage;
pub mod tasks;
pub mod templates;
pub mod today;
pub mod words;
