//! The rooms, one folder or file each.

pub mod run;
pub mod stage;
