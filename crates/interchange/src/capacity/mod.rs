//! Measurements of other tools for capacity.

mod cell;
pub mod load_test;
pub mod series;
pub mod unit;

use crate::Unreadable;
use std::ops::ControlFlow;

/// Is told how many bytes are done, every few thousand rows, and may stop the reading.
pub type Progress<'a> = dyn FnMut(u64) -> ControlFlow<()> + 'a;

/// So many rows are read between two words of progress.
const STRIDE: usize = 4_096;

/// Why nothing was read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stopped {
    /// It is no measurement, or none that can be read.
    #[error("{0}")]
    Unreadable(#[from] Unreadable),
    /// Somebody stopped it; nothing is left of it.
    #[error("Stopped. Nothing was taken.")]
    Cancelled,
}
