//! Charts as SVG text, the same drawing for screen and paper, each with a sentence that says what it shows.
//!
//! A chart has no style attributes and no scripts (the screen's content policy forbids both); it names the font
//! "Inter", which screen and paper embed. Nothing here panics on odd numbers: empty, equal and huge values are drawn.

mod assessment;
mod canvas;
mod capacity;
mod catalog;
mod chaos;
mod incident;
mod palette;
mod postmortem;
mod scale;

pub use assessment::{ProfileData, Spoke, profile};
pub use capacity::{
    BandReading, Chart, ChartPlace, CostData, DateRange, DatedMark, DatedReading, InstancesData, LevelLine,
    LoadCurve, MeasuredIn, MonthCost, ProjectionData, Sheet, SpikeData, SpikePoint, UslData, UslPeak, cost,
    instances, projection, spike, usl,
};
pub use catalog::{DependenciesData, dependencies};
pub use chaos::{DayData, DaySlot, Point, ReadingsData, day, day_height_px, readings};
pub use incident::{TIMELINE_HEIGHT_PX, TimelineData, timeline};
pub use palette::{Colour, Palette};
pub use postmortem::{Bone, FishboneData, fishbone};

/// A drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Svg {
    /// The SVG text: one `<svg>` element.
    pub svg: String,
    /// What it shows, in one or two sentences.
    pub alt: String,
}

/// How large a drawing is, in CSS pixels. Outside of 200–4,000 × 100–4,000 the nearest size is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// From left to right.
    pub width_px: u32,
    /// From top to bottom.
    pub height_px: u32,
}
