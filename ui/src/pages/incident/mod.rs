//! Incidents: the list, the dialog that declares one, the console, the stage.

pub mod console;
mod declare;
mod extent;
mod journal;
pub mod key;
pub mod list;
mod origin;
pub mod palette;
pub mod service;
pub mod stage;
pub mod today;
pub mod typical;
mod words;
