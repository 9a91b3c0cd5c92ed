//! The rooms, one folder a system.

pub mod action;
pub mod assessment;
pub mod capacity;
pub mod catalog;
pub mod chaos;
pub mod incident;
pub mod interchange;
pub mod person;
pub mod postmortem;
pub mod today;
pub mod workspace;
