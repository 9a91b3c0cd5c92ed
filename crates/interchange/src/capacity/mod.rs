//! Measurements of other tools for capacity.

mod cell;
pub mod load_test;
pub mod series;
