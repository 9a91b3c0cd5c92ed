//! Files that a capacity model is measured with.

pub mod series;
