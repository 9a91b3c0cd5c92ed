//! Who calls whom: services as boxes in columns, callers to the left of what they call.

use crate::{
    Colour, Palette, Size, Svg,
    canvas::{Canvas, Drawn, Hold, Margins, framed},
    scale::Span,
};
use domain::{
    Id,
    catalog::{Catalog, Place},
    text::clip,
};
use std::collections::{BTreeMap, BTreeSet};

/// What the drawing shows.
#[derive(Clone, Debug, PartialEq)]
pub struct DependenciesData {
    boxes: Vec<(Place, String, String)>,
    calls: Vec<(Id, Id)>,
    /// Calls within a circle.
    circles: BTreeSet<(Id, Id)>,
    /// The service that fails, and who is hit.
    failed: Option<(Id, BTreeSet<Id>)>,
    sentence: String,
}

impl DependenciesData {
    /// All services, or with `around` only that one, what it calls and who is hit when it fails.
    #[must_use]
    pub fn of(catalog: &Catalog, around: Option<Id>) -> Self {
        let hits = around.map(|id| (id, catalog.hit_by(id)));
        // Hundreds around one service are a wall, not a drawing: the nearest tell what breaks first.
        let mut nearest: Vec<_> = hits.iter().flat_map(|(_, hits)| hits).collect();
        nearest.sort_by_key(|hit| (hit.distance, hit.tier));
        let left_out = nearest.len().saturating_sub(AROUND_MAX);
        let hit: BTreeSet<Id> = nearest.into_iter().take(AROUND_MAX).map(|hit| hit.service).collect();
        // Hundreds of boxes without a line would hide the lines that there are.
        let alone = |id: &Id| catalog.calls(*id).next().is_none() && catalog.callers(*id).next().is_none();
        let near = |id: &Id| match around {
            None => !alone(id),
            Some(centre) => {
                *id == centre || hit.contains(id) || catalog.calls(centre).any(|called| called == *id)
            }
        };
        let shown = Catalog::of(catalog.services().filter(|(id, _)| near(id)).map(|(id, s)| (id, s.clone())));
        let cycles = shown.cycles();
        let calls: Vec<(Id, Id)> = shown
            .services()
            .flat_map(|(id, _)| shown.calls(id).map(move |called| (id, called)).collect::<Vec<_>>())
            .collect();
        let in_circle =
            |(from, to): &(Id, Id)| cycles.iter().any(|circle| circle.contains(from) && circle.contains(to));
        let boxes = shown.places().into_iter().filter_map(|place| {
            let service = shown.get(place.service)?;
            Some((place, service.name.clone(), service.tier.label().to_owned()))
        });
        Self {
            boxes: boxes.collect(),
            circles: calls.iter().copied().filter(in_circle).collect(),
            calls,
            sentence: match around.and_then(|id| Some((id, catalog.get(id)?))) {
                Some((id, service)) => around_words(catalog, (id, &service.name), cycles.len(), left_out),
                None => whole_words(&shown, cycles.len(), catalog.services().count()),
            },
            failed: around.map(|id| (id, hit)),
        }
    }

    /// What the drawing shows, in words.
    #[must_use]
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    /// The size that this many boxes want.
    #[must_use]
    pub fn size(&self) -> Size {
        let columns = self.boxes.iter().map(|(place, ..)| place.column + 1).max().unwrap_or(1);
        let rows = self.boxes.iter().map(|(place, ..)| place.row + 1).max().unwrap_or(1);
        let px = |count: usize, step: f64, edge: f64| (count as f64 * step + edge) as u32;
        Size {
            width_px: px(columns, COLUMN_PX, -GAP_PX + 2.0 * EDGE_PX).clamp(200, LARGEST_PX),
            height_px: px(rows, ROW_PX, 2.0 * EDGE_PX).clamp(60, LARGEST_PX),
        }
    }
}

fn circle_words(circles: usize) -> String {
    match circles {
        0 => String::new(),
        1 => " One circle of calls is marked.".to_owned(),
        several => format!(" {several} circles of calls are marked."),
    }
}

fn whole_words(shown: &Catalog, circles: usize, all: usize) -> String {
    let count = shown.services().count();
    let alone = match all - count {
        0 => String::new(),
        1 => " One more neither calls another nor is called, and is not drawn.".to_owned(),
        more => format!(" {more} more neither call another nor are called, and are not drawn."),
    };
    format!("{count} services and who calls whom.{}{alone}", circle_words(circles))
}

fn around_words(catalog: &Catalog, (id, name): (Id, &str), circles: usize, left_out: usize) -> String {
    let circle = circle_words(circles);
    let hits = catalog.hit_by(id);
    if hits.is_empty() {
        return format!("{name} is called by no other service.{circle}");
    }
    let mut tiers: BTreeMap<_, usize> = BTreeMap::new();
    for hit in &hits {
        *tiers.entry(hit.tier).or_default() += 1;
    }
    let by_tier: Vec<_> =
        tiers.into_iter().map(|(tier, count)| format!("{count} {}", tier.label().to_lowercase())).collect();
    let are = if hits.len() == 1 { "is" } else { "are" };
    let nearest = if left_out > 0 { format!(" Drawn are the nearest {AROUND_MAX}.") } else { String::new() };
    format!("When {name} fails, {} {are} hit: {}.{nearest}{circle}", hits.len(), by_tier.join(", "))
}

/// Most services that are drawn as hit when one fails: as many as a person takes in; all of them stand in the list below.
const AROUND_MAX: usize = 24;
const BOX_PX: (f64, f64) = (150.0, 36.0);
const GAP_PX: f64 = 60.0;
const COLUMN_PX: f64 = BOX_PX.0 + GAP_PX;
const ROW_PX: f64 = BOX_PX.1 + 14.0;
const EDGE_PX: f64 = 12.0;
/// Room for a column of 600: what lies beyond would be cut.
const LARGEST_PX: u32 = 32_000;

/// Draws who calls whom, as large as it wants to be (see [`DependenciesData::size`]).
#[must_use]
pub fn dependencies(data: &DependenciesData, palette: &Palette) -> Svg {
    let size = data.size();
    let mut text = String::new();
    let unit = Span { from: 0.0, to: 1.0 };
    let none = Margins { left: 0.0, right: 0.0, top: 0.0, bottom: 0.0 };
    let canvas = Canvas::new(&mut text, size, palette, none, unit, unit);
    let drawn = draw(canvas, data, palette);
    let alt = data.sentence.clone();
    Svg { svg: if drawn.is_ok() { framed(&text, size, &alt) } else { framed("></svg>", size, &alt) }, alt }
}

fn draw(canvas: Canvas<'_>, data: &DependenciesData, palette: &Palette) -> Drawn {
    let corner =
        |place: &Place| (EDGE_PX + place.column as f64 * COLUMN_PX, EDGE_PX + place.row as f64 * ROW_PX);
    let corners: BTreeMap<Id, (f64, f64)> =
        data.boxes.iter().map(|(place, ..)| (place.service, corner(place))).collect();
    let is_hit = |id: &Id| data.failed.as_ref().is_some_and(|(failed, hit)| id == failed || hit.contains(id));
    for call in &data.calls {
        let (Some(from), Some(to)) = (corners.get(&call.0), corners.get(&call.1)) else { continue };
        let (colour, width_px) = if data.circles.contains(call) {
            (palette.bad, 1.5)
        } else if is_hit(&call.0) && is_hit(&call.1) {
            (palette.watch, 1.5)
        } else {
            (palette.line, 1.0)
        };
        canvas.line(&wire(*from, *to), colour, width_px)?;
        let (tip_x, tip_y) = tip(*from, *to);
        canvas.dot((tip_x, tip_y), 2.5, colour)?;
    }
    for (place, name, tier) in &data.boxes {
        let (left, top) = corner(place);
        let (right, bottom) = (left + BOX_PX.0, top + BOX_PX.1);
        let failed = data.failed.as_ref().is_some_and(|(failed, _)| *failed == place.service);
        let (edge, words) = match (failed, is_hit(&place.service)) {
            (true, _) => (palette.bad, format!("{tier}, fails")),
            (false, true) => (palette.watch, format!("{tier}, hit")),
            (false, false) => (palette.line, tier.clone()),
        };
        canvas.rect((left, top), (right, bottom), palette.grid, 1.0)?;
        frame(&canvas, (left, top), (right, bottom), edge)?;
        canvas.strong(&clip(name, 20), (left + 10.0, top + 12.0), Hold::Left, 11.0, palette.text)?;
        canvas.text(&words, (left + 10.0, top + 26.0), Hold::Left, 10.0, palette.muted)?;
    }
    canvas.finish()
}

fn frame(canvas: &Canvas<'_>, (left, top): (f64, f64), (right, bottom): (f64, f64), colour: Colour) -> Drawn {
    canvas.line(&[(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], colour, 1.0)
}

/// Where a call ends: at the left edge of what is called, or below it within a circle.
fn tip(from: (f64, f64), to: (f64, f64)) -> (f64, f64) {
    if from == to {
        (to.0 + BOX_PX.0 / 2.0, to.1 + BOX_PX.1)
    } else if from.0 < to.0 {
        (to.0, to.1 + BOX_PX.1 / 2.0)
    } else {
        (to.0 + BOX_PX.0, to.1 + BOX_PX.1 / 2.0)
    }
}

/// The line of a call: out of the right edge of the caller, in at the tip. A curve, so that an eye can follow one among
/// many; within a circle it swings out to the right. One that passes over columns runs in the gap between two rows: behind a
/// box it would read as a call of that box.
fn wire(from: (f64, f64), to: (f64, f64)) -> Vec<(f64, f64)> {
    let start = (from.0 + BOX_PX.0, from.1 + BOX_PX.1 / 2.0);
    let end = tip(from, to);
    if from == to {
        return curve(start, (start.0 + 30.0, start.1 + 8.0), (end.0, end.1 + 24.0), end);
    }
    if from.0 >= to.0 {
        return curve(start, (start.0 + 40.0, start.1), (end.0 + 40.0, end.1), end);
    }
    if to.0 - from.0 < 1.5 * COLUMN_PX {
        let bend = (end.0 - start.0) / 2.0;
        return curve(start, (start.0 + bend, start.1), (end.0 - bend, end.1), end);
    }
    let gap_px = (ROW_PX - BOX_PX.1) / 2.0;
    let lane = if to.1 < from.1 { from.1 - gap_px } else { from.1 + BOX_PX.1 + gap_px };
    let (on, off) = ((start.0 + GAP_PX, lane), (to.0 - GAP_PX, lane));
    let half = GAP_PX / 2.0;
    let mut points = curve(start, (start.0 + half, start.1), (on.0 - half, on.1), on);
    points.extend(curve(off, (off.0 + half, off.1), (end.0 - half, end.1), end));
    points
}

/// A curve from the first point to the last, drawn towards the two between.
fn curve(start: (f64, f64), one: (f64, f64), two: (f64, f64), end: (f64, f64)) -> Vec<(f64, f64)> {
    const STEPS: u32 = 24;
    let along = |step: u32| {
        let way = f64::from(step) / f64::from(STEPS);
        let back = 1.0 - way;
        let mix = |a: f64, b: f64, c: f64, d: f64| {
            back.powi(3) * a + 3.0 * back * back * way * b + 3.0 * back * way * way * c + way.powi(3) * d
        };
        (mix(start.0, one.0, two.0, end.0), mix(start.1, one.1, two.1, end.1))
    };
    (0..=STEPS).map(along).collect()
}
