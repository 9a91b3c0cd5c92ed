//! Measurements of other tools for capacity.

pub mod load_test;
pub mod series;
