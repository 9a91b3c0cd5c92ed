//! The few strokes that a chart needs, in CSS pixels, written by plotters.

use crate::{Colour, Size, palette::Palette, scale::Span};
use plotters::{
    coord::{CoordTranslate, Shift, cartesian::Cartesian2d, types::RangedCoordf64},
    prelude::{Circle, DrawingArea, IntoDrawingArea, PathElement, Polygon, RGBAColor, Rectangle, ShapeStyle},
    style::{
        Color, FontStyle, IntoTextStyle, RGBColor, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};
use plotters_svg::SVGBackend;

/// plotters counts in whole pixels; drawn four times as large, a quarter of a pixel is the smallest step.
const FINE: f64 = 4.0;
/// plotters writes a font of size `n` as `n / 1.24`.
const PLOTTERS_FONT: f64 = 1.24;

/// Where a text is held: which end of it is at the given point.
#[derive(Clone, Copy)]
pub enum Hold {
    Left,
    Middle,
    Right,
}

/// A sheet with a rectangle in which minutes and values have places.
pub struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
    plot: Cartesian2d<RangedCoordf64, RangedCoordf64>,
    pub size: Size,
    pub palette: &'a Palette,
}

/// Distances of the plot from the edges of the sheet, in CSS pixels.
#[derive(Clone, Copy)]
pub struct Margins {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

/// plotters' way to fail; a text buffer never does, but its types do not know that.
pub type Drawn = Result<(), String>;

impl<'a> Canvas<'a> {
    pub fn new(
        text: &'a mut String,
        size: Size,
        palette: &'a Palette,
        margins: Margins,
        x: Span,
        y: Span,
    ) -> Self {
        let (width, height) = (f64::from(size.width_px), f64::from(size.height_px));
        let plot = Cartesian2d::new(
            x.from..x.to,
            y.from..y.to,
            (
                fine(margins.left)..fine(width - margins.right),
                fine(height - margins.bottom)..fine(margins.top),
            ),
        );
        let sheet = (size.width_px * FINE as u32, size.height_px * FINE as u32);
        let area = SVGBackend::with_string(text, sheet).into_drawing_area();
        Self { area, plot, size, palette }
    }

    /// The place of a minute and a value on the sheet, in CSS pixels.
    pub fn at(&self, minute: f64, value: f64) -> (f64, f64) {
        let (x, y) = self.plot.translate(&(minute, value));
        (f64::from(x) / FINE, f64::from(y) / FINE)
    }

    pub fn rect(&self, from: (f64, f64), to: (f64, f64), colour: Colour, alpha: f64) -> Drawn {
        self.draw(&Rectangle::new([point(from), point(to)], shade(colour, alpha).filled()))
    }

    pub fn line(&self, path: &[(f64, f64)], colour: Colour, width_px: f64) -> Drawn {
        let path: Vec<_> = path.iter().copied().map(point).collect();
        self.draw(&PathElement::new(path, stroke(colour, width_px)))
    }

    /// A line of dashes between two places on the same height, or above each other.
    pub fn dashes(&self, from: (f64, f64), to: (f64, f64), colour: Colour) -> Drawn {
        let (dash, gap) = (4.0, 3.0);
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        let place = |way: f64| (from.0 + dx * way / length, from.1 + dy * way / length);
        let mut way = 0.0;
        while way < length {
            self.line(&[place(way), place((way + dash).min(length))], colour, 1.0)?;
            way += dash + gap;
        }
        Ok(())
    }

    /// A line of dashes along a path, `scale` times as large.
    pub fn dashed(&self, path: &[(f64, f64)], colour: Colour, scale: f64) -> Drawn {
        let (dash, gap) = (4.0 * scale, 3.0 * scale);
        let mut way = 0.0; // along the dash or the gap that a corner falls into
        for pair in path.windows(2) {
            let [from, to] = pair else { continue };
            let (dx, dy) = (to.0 - from.0, to.1 - from.1);
            let length = dx.hypot(dy);
            let place = |at: f64| (from.0 + dx * at / length, from.1 + dy * at / length);
            let mut at = 0.0;
            while at < length {
                let left = if way < dash { dash - way } else { dash + gap - way };
                let next = (at + left.max(0.25)).min(length); // a quarter of a pixel is the smallest step
                if way < dash {
                    self.line(&[place(at), place(next)], colour, scale)?;
                }
                way = (way + next - at) % (dash + gap);
                at = next;
            }
        }
        Ok(())
    }

    /// A circle without its inside.
    pub fn ring(&self, at: (f64, f64), radius_px: f64, colour: Colour, width_px: f64) -> Drawn {
        self.draw(&Circle::new(point(at), fine(radius_px), stroke(colour, width_px)))
    }

    /// The inside of a closed path.
    pub fn area_of(&self, path: &[(f64, f64)], colour: Colour, alpha: f64) -> Drawn {
        let path: Vec<_> = path.iter().copied().map(point).collect();
        self.draw(&Polygon::new(path, shade(colour, alpha).filled()))
    }

    pub fn dot(&self, at: (f64, f64), radius_px: f64, colour: Colour) -> Drawn {
        self.draw(&Circle::new(point(at), fine(radius_px), shade(colour, 1.0).filled()))
    }

    pub fn square(&self, at: (f64, f64), half_px: f64, colour: Colour) -> Drawn {
        let corner = |x: f64, y: f64| point((at.0 + x * half_px, at.1 + y * half_px));
        let corners = vec![corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)];
        self.draw(&Polygon::new(corners, shade(colour, 1.0).filled()))
    }

    /// Words whose end (see [`Hold`]) is at `at`, centred on its height.
    pub fn text(&self, words: &str, at: (f64, f64), hold: Hold, size_px: f64, colour: Colour) -> Drawn {
        self.words(words, at, hold, size_px, colour, FontStyle::Normal)
    }

    /// Words that should be seen first.
    pub fn strong(&self, words: &str, at: (f64, f64), hold: Hold, size_px: f64, colour: Colour) -> Drawn {
        self.words(words, at, hold, size_px, colour, FontStyle::Bold)
    }

    fn words(
        &self,
        words: &str,
        at: (f64, f64),
        hold: Hold,
        size_px: f64,
        colour: Colour,
        weight: FontStyle,
    ) -> Drawn {
        let hold = match hold {
            Hold::Left => HPos::Left,
            Hold::Middle => HPos::Center,
            Hold::Right => HPos::Right,
        };
        let ink = shade(colour, 1.0);
        let style: TextStyle<'_> =
            ("Inter", size_px * FINE * PLOTTERS_FONT, weight, &ink).into_text_style(&self.area);
        // Held by its baseline rather than by plotters' guess of its height: fonts agree on where a baseline is.
        let style = style.pos(Pos::new(hold, VPos::Bottom));
        let (x, y) = (at.0, at.1 + size_px * 0.36 + size_px * EX_SHARE);
        self.area.draw_text(&drawable(words), &style, point((x, y))).map_err(|cause| cause.to_string())
    }

    fn draw<'e, E>(&self, element: &'e E) -> Drawn
    where
        &'e E: plotters::element::PointCollection<'e, (i32, i32)>,
        E: plotters::element::Drawable<SVGBackend<'a>>,
    {
        self.area.draw(element).map_err(|cause| cause.to_string())
    }

    pub fn finish(self) -> Drawn {
        self.area.present().map_err(|cause| cause.to_string())
    }
}

/// plotters lifts a text that is held at its bottom by half an ex, which is this share of the font's size.
const EX_SHARE: f64 = 0.27;

/// Replaces plotters' own root element: the size in CSS pixels, the fine grid inside, and a name for who cannot see it.
pub fn framed(text: &str, size: Size, alt: &str) -> String {
    let inside = joined(text.split_once('>').map_or("", |(_, rest)| rest));
    let Size { width_px: w, height_px: h } = size;
    let (fine_w, fine_h) = (w * FINE as u32, h * FINE as u32);
    let label = escaped(&drawable(alt));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {fine_w} {fine_h}\" \
         role=\"img\" aria-label=\"{label}\">{inside}"
    )
}

/// Dashes that follow each other as one path: a page lays out one element instead of hundreds, which a chart that follows a hand
/// waits for.
fn joined(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let are_one = |one: &&str, next: &&str| dash(one).zip(dash(next)).is_some_and(|(a, b)| a.0 == b.0);
    let mut joined = String::with_capacity(text.len());
    for run in lines.chunk_by(are_one) {
        match run {
            [first, _, ..] => {
                let style = dash(first).map_or("", |(style, _)| style);
                joined.push_str(&format!("<path {style}d=\""));
                for (_, [from, to]) in run.iter().filter_map(|line| dash(line)) {
                    joined.push_str(&format!("M{from}L{to}"));
                }
                joined.push_str("\"/>\n");
            }
            alone => alone.iter().for_each(|line| {
                joined.push_str(line);
                joined.push('\n');
            }),
        }
    }
    joined
}

/// The style and the two ends of a straight stroke as plotters writes it.
fn dash(line: &str) -> Option<(&str, [&str; 2])> {
    let (style, points) = line.strip_prefix("<polyline ")?.strip_suffix("\"/>")?.split_once("points=\"")?;
    let mut ends = points.split_whitespace();
    let both = [ends.next()?, ends.next()?];
    ends.next().is_none().then_some((style, both))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&apos;")
}

/// Without characters that XML cannot hold; plotters escapes the rest.
fn drawable(text: &str) -> String {
    let held = |c: char| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}');
    text.chars().map(|c| if held(c) { c } else { ' ' }).collect()
}

fn fine(px: f64) -> i32 {
    (px * FINE).round() as i32
}

fn point((x, y): (f64, f64)) -> (i32, i32) {
    (fine(x), fine(y))
}

fn shade(Colour(r, g, b): Colour, alpha: f64) -> RGBAColor {
    RGBColor(r, g, b).mix(alpha)
}

fn stroke(colour: Colour, width_px: f64) -> ShapeStyle {
    shade(colour, 1.0).stroke_width((width_px * FINE).round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_are_one_element_and_what_is_not_one_stays() {
        let stroke = |colour: &str, points: &str| {
            format!("<polyline fill=\"none\" stroke=\"{colour}\" points=\"{points} \"/>\n")
        };
        let (red, blue) = (["1,2 3,2", "5,2 7,2", "9,2 11,2"], ["1,8 3,8", "1,8 3,8 5,9"]);
        let dashes: String = red.iter().map(|points| stroke("red", points)).collect();
        let text =
            format!("{dashes}{}{}<text>\n60%\n</text>\n", stroke("blue", blue[0]), stroke("blue", blue[1]));
        let whole = "<path fill=\"none\" stroke=\"red\" d=\"M1,2L3,2M5,2L7,2M9,2L11,2\"/>\n";
        let rest = text.replace(&dashes, "");
        assert_eq!(joined(&text), format!("{whole}{rest}"));
        assert_eq!(joined(&rest), rest);
        assert_eq!(joined(""), "");
    }
}
