//! Charts of game days: the day on its clock, and what was read during an experiment.

mod day;
mod live;
mod readings;

pub use day::{DayData, DaySlot, day, day_height_px};
pub use readings::{Point, ReadingsData, readings};
