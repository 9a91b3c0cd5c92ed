//! The rooms, one folder or file each.

pub mod draft;
pub mod room;
pub mod run;
pub mod stage;
