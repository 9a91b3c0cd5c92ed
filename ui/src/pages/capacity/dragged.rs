//! What a model answers without chance, worked out in the window while a slider is dragged: no frame waits for a question. It
//! draws as the backend does, so it is a part of the screen of its own, which loads while the page is looked at.

use charts::{Palette, ProjectionData, Size};
use contract::{Chart, ChartPlace, Drawing, Sheet, Theme};
use domain::{
    Date,
    capacity::{
        CapacityModel, Horizon, Tile, WhatIf,
        answer::{self, Line},
    },
};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// Works out the answer of a model on which something is tried.
pub type Draw = fn(&CapacityModel, &WhatIf, Horizon, Date, Sheet) -> Dragged;

/// An answer without chance.
pub struct Dragged {
    /// The answer in four tiles.
    pub tiles: Vec<Tile>,
    /// What is tried, where this is not the model's own answer; empty where it is.
    pub tried: String,
    /// The projection.
    pub chart: Chart,
}

/// The part of the screen.
#[wasm_split(dragged, fallible)]
pub fn dragged() -> Result<Draw, SplitLoaderError> {
    Ok(answered)
}

fn answered(
    stated: &CapacityModel,
    what_if: &WhatIf,
    horizon: Horizon,
    today: Date,
    sheet: Sheet,
) -> Dragged {
    let model = what_if.apply(stated, today);
    let line = answer::line(&model, today, horizon);
    Dragged {
        tiles: answer::tiles_of_line(&model, &line, &answer::costs(&model, today), today),
        tried: answer::difference_words(stated, what_if, today),
        chart: chart(&model, &line, today, sheet),
    }
}

fn chart(model: &CapacityModel, line: &Line, today: Date, sheet: Sheet) -> Chart {
    let data = ProjectionData::of(model, today, line);
    let data = ProjectionData { said: answer::sentence(model, line, None), ..data };
    let palette = match sheet.theme {
        Theme::Light => Palette::light(),
        Theme::Dark => Palette::dark(),
        Theme::Contrast => Palette::contrast(),
    };
    let size = Size { width_px: sheet.width_px, height_px: sheet.height_px };
    let charts::Chart { drawn, places } =
        charts::projection(&data, charts::Sheet { size, palette: &palette, scale: 1.0 });
    Chart {
        drawing: Drawing { svg: drawn.svg, alt: drawn.alt },
        places: places.into_iter().map(|place| ChartPlace { x_px: place.x_px, words: place.words }).collect(),
        pill: String::new(),
        is_alarm: false,
        findings: Vec::new(),
    }
}
