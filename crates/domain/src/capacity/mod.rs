//! Capacity: what a history of measurements says, and what a file of them leaves open.

pub mod file;
pub mod history;
