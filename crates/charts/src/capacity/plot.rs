//! What the charts of capacity have in common: a rectangle in which numbers have places, lines that end at its edge, and how
//! wide words are.

use super::{Chart, ChartPlace, Sheet};
use crate::{
    Colour, Palette, Svg,
    canvas::{Canvas, Drawn, Hold, Margins, framed},
    scale::{Span, short},
};

/// A place by its two numbers.
pub type Place = (f64, f64);

/// A rectangle on the sheet, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

/// A sheet with a rectangle in which numbers have places.
pub struct Plot<'a> {
    pub canvas: Canvas<'a>,
    pub area: Area,
    pub x: Span,
    pub y: Span,
    /// How large letters and strokes are.
    pub scale: f64,
}

impl<'a> Plot<'a> {
    pub fn new(text: &'a mut String, sheet: Sheet<'a>, area: Area, x: Span, y: Span) -> Self {
        let unit = Span { from: 0.0, to: 1.0 };
        let none = Margins { left: 0.0, right: 0.0, top: 0.0, bottom: 0.0 };
        let canvas = Canvas::new(text, sheet.size, sheet.palette, none, unit, unit);
        Self { canvas, area, x, y, scale: sheet.scale }
    }

    pub fn palette(&self) -> &'a Palette {
        self.canvas.palette
    }

    pub fn letter_px(&self) -> f64 {
        letter_px(self.scale)
    }

    pub fn x(&self, value: f64) -> f64 {
        across(self.area, self.x, value)
    }

    pub fn y(&self, value: f64) -> f64 {
        let part = (value.clamp(self.y.from, self.y.to) - self.y.from) / self.y.width();
        self.area.bottom - part * (self.area.bottom - self.area.top)
    }

    /// Lines for the eye, with their numbers at the left.
    pub fn grid(&self, words: impl Fn(f64) -> String) -> Drawn {
        let Area { left, right, .. } = self.area;
        for value in value_ticks(self.y, self.area, self.scale) {
            let y = self.y(value);
            self.canvas.line(&[(left, y), (right, y)], self.palette().grid, 1.0)?;
            let at = (left - 8.0 * self.scale, y);
            self.canvas.text(&words(value), at, Hold::Right, self.letter_px(), self.palette().muted)?;
        }
        Ok(())
    }

    /// Numbers under the lower edge, as many as have room.
    pub fn ticks_below(&self, ticks: &[(f64, String)]) -> Drawn {
        let (canvas, palette, bottom) = (&self.canvas, self.palette(), self.area.bottom);
        let mut free_from = f64::NEG_INFINITY;
        for (value, words) in ticks {
            let x = self.x(*value);
            let half = wide(words, self.letter_px(), false) / 2.0;
            canvas.line(&[(x, bottom), (x, bottom + 4.0 * self.scale)], palette.line, 1.0)?;
            if x - half < free_from {
                continue;
            }
            free_from = x + half + 6.0 * self.scale;
            let at = (x, bottom + 14.0 * self.scale);
            canvas.text(words, at, Hold::Middle, self.letter_px(), palette.muted)?;
        }
        Ok(())
    }

    /// What the numbers below are, at their right end.
    pub fn name_below(&self, words: &str) -> Drawn {
        let at = (self.area.right, self.area.bottom + 29.0 * self.scale);
        self.canvas.text(words, at, Hold::Right, self.letter_px(), self.palette().muted)
    }

    /// A line through these places, without its parts above the upper edge.
    pub fn line(&self, path: &[Place], colour: Colour, width_px: f64) -> Drawn {
        for part in below(path, self.y.to) {
            let part: Vec<_> = part.iter().map(|(x, y)| (self.x(*x), self.y(*y))).collect();
            self.canvas.line(&part, colour, width_px * self.scale)?;
        }
        Ok(())
    }

    /// The same in dashes.
    pub fn dashed(&self, path: &[Place], colour: Colour) -> Drawn {
        for part in below(path, self.y.to) {
            let part: Vec<_> = part.iter().map(|(x, y)| (self.x(*x), self.y(*y))).collect();
            self.canvas.dashed(&part, colour, self.scale)?;
        }
        Ok(())
    }

    /// What lies between two lines over the same places, up to the upper edge.
    pub fn between(&self, low: &[Place], high: &[Place], colour: Colour, alpha: f64) -> Drawn {
        let (low, high) = (held(low, self.y.to), held(high, self.y.to));
        let edge = high.iter().chain(low.iter().rev()).map(|(x, y)| (self.x(*x), self.y(*y)));
        let edge: Vec<_> = edge.collect();
        if edge.len() < 4 { Ok(()) } else { self.canvas.area_of(&edge, colour, alpha) }
    }

    /// A line from edge to edge at one value.
    pub fn level(&self, value: f64, colour: Colour, width_px: f64) -> Drawn {
        let y = self.y(value);
        self.canvas.line(&[(self.area.left, y), (self.area.right, y)], colour, width_px * self.scale)
    }

    pub fn finish(self) -> Drawn {
        self.canvas.finish()
    }

    /// Why nothing is drawn.
    pub fn nothing(&self, words: &str) -> Drawn {
        let Area { left, right, top, bottom } = self.area;
        let at = (f64::midpoint(left, right), f64::midpoint(top, bottom));
        self.canvas.text(words, at, Hold::Middle, self.letter_px() * 1.1, self.palette().muted)
    }
}

/// The size of letters, in CSS pixels.
pub fn letter_px(scale: f64) -> f64 {
    11.0 * scale
}

/// Where a number is between the left and the right edge, in CSS pixels.
pub fn across(area: Area, x: Span, value: f64) -> f64 {
    area.left + (value.clamp(x.from, x.to) - x.from) / x.width() * (area.right - area.left)
}

/// Round numbers for the left edge.
pub fn value_ticks(y: Span, area: Area, scale: f64) -> Vec<f64> {
    y.ticks(((area.bottom - area.top) / (36.0 * scale)).clamp(2.0, 8.0) as usize)
}

/// Room at the left for the widest of the words of the ticks.
pub fn left_px(y: Span, height_px: f64, scale: f64, words: impl Fn(f64) -> String) -> f64 {
    let area = Area { left: 0.0, right: 0.0, top: 0.0, bottom: height_px };
    let widths = value_ticks(y, area, scale).into_iter().map(|v| wide(&words(v), letter_px(scale), false));
    widths.fold(16.0 * scale, f64::max) + 12.0 * scale
}

/// About how wide words in Inter are, in CSS pixels; rather too wide than too narrow.
pub fn wide(words: &str, px: f64, strong: bool) -> f64 {
    let share = |c: char| match c {
        ' ' | '.' | ',' | '\'' | 'i' | 'j' | 'l' | ':' | '·' | '\u{a0}' => 0.3,
        'f' | 't' | 'r' | '(' | ')' => 0.4,
        'm' | 'w' | 'M' | 'W' | '%' => 0.92,
        'A'..='Z' | '+' | '−' | '×' | '–' => 0.7,
        '0'..='9' => 0.63,
        _ if c.is_ascii() => 0.6,
        _ => 0.8,
    };
    words.chars().map(share).sum::<f64>() * px * if strong { 1.06 } else { 1.0 }
}

/// The words, or as much of them as is at most so wide.
pub fn fitting(words: &str, px: f64, most_px: f64) -> String {
    let mut chars = words.chars().count();
    let mut cut = words.to_owned();
    while chars > 1 && wide(&cut, px, true) > most_px {
        chars -= 1;
        cut = domain::text::clip(words, chars);
    }
    cut
}

/// A share in percent: `61%`, `8.2%`.
pub fn pct(value: f64) -> String {
    let rounded = if value.abs() >= 10.0 { value.round() } else { (value * 10.0).round() / 10.0 };
    format!("{}%", short(rounded))
}

/// Money on an axis: `$735`, `$41k`, `$1.2 M`.
pub fn usd(value: f64) -> String {
    let size = value.abs();
    let sign = if value < 0.0 { "−" } else { "" };
    if (10_000.0..1e6).contains(&size) {
        let thousands = if size < 100_000.0 { (size / 100.0).round() / 10.0 } else { (size / 1e3).round() };
        format!("{sign}${}k", short(thousands))
    } else if size >= 1.0 {
        format!("{sign}${}", short(if size < 1e6 { size.round() } else { size }))
    } else {
        format!("{sign}${}", short((size * 100.0).round() / 100.0))
    }
}

/// Only places that are on paper.
pub fn placed(places: impl IntoIterator<Item = Place>) -> Vec<Place> {
    let mut kept: Vec<Place> =
        places.into_iter().filter(|(x, y)| is_drawable(*x) && is_drawable(*y)).collect();
    kept.sort_by(|a, b| a.0.total_cmp(&b.0));
    kept
}

/// Whether a number has a place on paper.
pub fn is_drawable(value: f64) -> bool {
    value.is_finite() && value.abs() <= 1e15
}

/// What a line says at a place; none outside of it.
pub fn value_at(path: &[Place], x: f64) -> Option<f64> {
    path.windows(2).rev().find_map(|pair| match pair {
        [(x0, y0), (x1, y1)] if (*x0..=*x1).contains(&x) => {
            Some(if x1 > x0 { y0 + (y1 - y0) * ((x - x0) / (x1 - x0)) } else { *y1 })
        }
        _ => None,
    })
}

/// The parts of a line at or below `top`.
fn below(path: &[Place], top: f64) -> Vec<Vec<Place>> {
    let mut parts = Vec::new();
    let mut part = Vec::new();
    for (x, y) in held(path, top) {
        part.push((x, y));
        if y >= top && part.len() > 1 {
            parts.push(std::mem::take(&mut part));
        }
        if y >= top {
            part = vec![(x, y)];
        }
    }
    parts.push(part);
    // A part that lies on the edge only is what was cut off.
    parts.retain(|part| part.len() > 1 && part.iter().any(|(_, y)| *y < top));
    parts
}

/// The line with what is above `top` pressed on it; where it crosses, a place is added, so that no slope changes.
fn held(path: &[Place], top: f64) -> Vec<Place> {
    let mut held = Vec::with_capacity(path.len() + 2);
    let mut before: Option<Place> = None;
    for (x, y) in path.iter().copied() {
        if let Some((x0, y0)) = before.filter(|(_, y0)| (*y0 < top) != (y < top) && *y0 != y) {
            held.push((x0 + (x - x0) * ((top - y0) / (y - y0)), top));
        }
        held.push((x, y.min(top)));
        before = Some((x, y));
    }
    held
}

/// The chart. A text buffer cannot fail to be written; should plotters think so, the sentence still says everything.
pub fn chart(text: &str, drawn: &Drawn, sheet: Sheet<'_>, alt: String, mut places: Vec<ChartPlace>) -> Chart {
    let inside = if drawn.is_ok() { text } else { "></svg>" };
    places.sort_by(|a, b| a.x_px.total_cmp(&b.x_px));
    Chart { drawn: Svg { svg: framed(inside, sheet.size, &alt), alt }, places }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_above_the_edge_is_cut_where_it_crosses() {
        assert_eq!(held(&[(0.0, 0.0), (2.0, 20.0)], 10.0), [(0.0, 0.0), (1.0, 10.0), (2.0, 10.0)]);
        let hill = [(0.0, 0.0), (2.0, 20.0), (4.0, 0.0)];
        assert_eq!(below(&hill, 10.0), [vec![(0.0, 0.0), (1.0, 10.0)], vec![(3.0, 10.0), (4.0, 0.0)]]);
        assert_eq!(below(&[(0.0, 30.0), (1.0, 40.0)], 10.0), Vec::<Vec<Place>>::new());
        assert_eq!(below(&[(0.0, 1.0), (1.0, 2.0)], 10.0), [vec![(0.0, 1.0), (1.0, 2.0)]]);
    }

    #[test]
    fn figures_are_short() {
        assert_eq!([61.4, 8.24, 1e13, 0.0].map(pct), ["61%", "8.2%", "1.00e13%", "0%"]);
        assert_eq!(
            [735.0, 41_230.0, 1_200_000.0, 0.25, 123_456.0].map(usd),
            ["$735", "$41.2k", "$1.2 M", "$0.25", "$123k"]
        );
    }

    #[test]
    fn a_line_is_read_between_its_places_and_nowhere_else() {
        let path = [(0.0, 10.0), (10.0, 20.0), (10.0, 40.0), (20.0, 40.0)];
        assert_eq!([-1.0, 5.0, 10.0, 21.0].map(|x| value_at(&path, x)), [None, Some(15.0), Some(40.0), None]);
    }
}
