//! What a model may hold when it is written to the file.

use super::CapacityModel;
use crate::text::{self, Invalid};

/// Most days of a measured history: three years and a little.
pub const HISTORY_MAX_POINTS: usize = 1_200;
/// Most launches of a model.
pub const LAUNCHES_MAX: usize = 40;

/// Whether it may be written to the file.
///
/// # Errors
/// The first field that is beyond its limits.
pub(super) fn of(model: &CapacityModel) -> Result<(), Invalid> {
    text::required_line("title", "The model's title", &model.title)
}
