//! The charts of capacity. Each gives its drawing and its values one by one, for the pointer and the keyboard. They take
//! numbers, so that what computes them may be anywhere; a number that is none is passed over.

mod cost;
mod instances;
mod levels;
mod months;
mod plot;
mod projection;
mod spike;
mod usl;

pub use cost::{CostData, MonthCost, cost};
pub use instances::{InstancesData, instances};
pub use projection::{
    BandReading, DateRange, DatedMark, DatedReading, LevelLine, MeasuredIn, ProjectionData, projection,
};
pub use spike::{LoadCurve, SpikeData, SpikePoint, spike};
pub use usl::{UslData, UslPeak, usl};

use crate::{Palette, Size, Svg};

/// A drawing whose values can be read one by one.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The drawing, with the sentence that says what it shows.
    pub drawn: Svg,
    /// Its values from left to right.
    pub places: Vec<ChartPlace>,
}

/// One value of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartPlace {
    /// How far from the left edge, in CSS pixels.
    pub x_px: f64,
    /// What it says there.
    pub words: String,
}

/// What a chart is drawn on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet<'a> {
    /// How large it is.
    pub size: Size,
    /// Its colours.
    pub palette: &'a Palette,
    /// How large letters and strokes are: 1 beside a person, about 1.8 on a wall. Outside of 0.5–4 the nearest is taken.
    pub scale: f64,
}

impl Sheet<'_> {
    /// The same within the limits of its size and its scale.
    fn held(self) -> Self {
        let Size { width_px, height_px } = self.size;
        Self {
            size: Size { width_px: width_px.clamp(200, 4_000), height_px: height_px.clamp(100, 4_000) },
            scale: if self.scale.is_finite() { self.scale.clamp(0.5, 4.0) } else { 1.0 },
            ..self
        }
    }
}
