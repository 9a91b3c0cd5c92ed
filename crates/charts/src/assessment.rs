//! The profile of an assessment: one spoke per dimension, the inner ring is the lowest score, the rim the highest.

use crate::{
    Palette, Size, Svg,
    canvas::{Canvas, Drawn, Hold, Margins, framed},
    scale::Span,
};
use domain::{
    assessment::{Assessment, Mark},
    text::clip,
};
use std::f64::consts::TAU;

/// What a profile shows.
#[derive(Clone, Debug, PartialEq)]
pub struct ProfileData {
    /// One spoke per dimension, clockwise from the top.
    pub spokes: Vec<Spoke>,
    /// The lowest and the highest score.
    pub scale: (u8, u8),
    /// What the review before is called, where there is one: "milestone 2".
    pub before: Option<String>,
}

/// One dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct Spoke {
    /// Its name, short.
    pub label: String,
    /// The score; absent while it is open, and where the dimension does not apply.
    pub now: Option<u8>,
    /// The score of the review before.
    pub then: Option<u8>,
    /// Whether it was said not to apply.
    pub left_out: bool,
}

impl ProfileData {
    /// The profile of a review, against the one before where there is one. Dimensions are matched by their keys.
    #[must_use]
    pub fn of(now: &Assessment, before: Option<&Assessment>) -> Self {
        let scores = now.template.method.scores();
        let then = |key: &str| {
            let before = before?;
            let at = before.template.dimensions.iter().position(|dimension| dimension.key == key)?;
            before.answers.get(at)?.agreed
        };
        let spokes = now.template.dimensions.iter().zip(&now.answers).map(|(dimension, answer)| Spoke {
            label: clip(dimension.label(), 16),
            now: if let Mark::Score(score) = answer.mark() { Some(score) } else { None },
            then: then(&dimension.key),
            left_out: answer.mark() == Mark::NotApplicable,
        });
        Self {
            spokes: spokes.collect(),
            scale: (*scores.start(), *scores.end()),
            before: before.map(|before| format!("milestone {}", before.milestone)),
        }
    }

    /// What the chart shows, in words.
    #[must_use]
    pub fn sentence(&self) -> String {
        let (low, high) = self.scale;
        let one = |spoke: &Spoke| match (spoke.now, spoke.then) {
            (Some(now), Some(then)) if now != then => format!("{} {now}, was {then}", spoke.label),
            (Some(now), _) => format!("{} {now}", spoke.label),
            (None, _) if spoke.left_out => format!("{} does not apply", spoke.label),
            (None, _) => format!("{} open", spoke.label),
        };
        let spokes: Vec<_> = self.spokes.iter().map(one).collect();
        let against = self.before.as_ref().map(|before| format!(" against {before}")).unwrap_or_default();
        format!("Profile{against} on a scale of {low} to {high}: {}.", spokes.join("; "))
    }
}

const LABEL_PX: f64 = 11.0;

/// Draws a profile.
#[must_use]
pub fn profile(data: &ProfileData, size: Size, palette: &Palette) -> Svg {
    let size =
        Size { width_px: size.width_px.clamp(200, 4_000), height_px: size.height_px.clamp(100, 4_000) };
    let alt = data.sentence();
    let mut text = String::new();
    let unit = Span { from: 0.0, to: 1.0 };
    let none = Margins { left: 0.0, right: 0.0, top: 0.0, bottom: 0.0 };
    let canvas = Canvas::new(&mut text, size, palette, none, unit, unit);
    let drawn = Wheel::new(canvas, data).draw();
    // A text buffer cannot fail to be written; should plotters think so, the sentence still says everything.
    Svg { svg: if drawn.is_ok() { framed(&text, size, &alt) } else { framed("></svg>", size, &alt) }, alt }
}

struct Wheel<'a, 'b> {
    canvas: Canvas<'a>,
    data: &'b ProfileData,
    centre: (f64, f64),
    radius_px: f64,
}

impl<'a, 'b> Wheel<'a, 'b> {
    fn new(canvas: Canvas<'a>, data: &'b ProfileData) -> Self {
        let (width, height) = (f64::from(canvas.size.width_px), f64::from(canvas.size.height_px));
        let longest =
            data.spokes.iter().map(|spoke| spoke.label.chars().count()).max().unwrap_or_default() + 3;
        let label_px = longest as f64 * LABEL_PX * 0.56;
        let radius_px = (width / 2.0 - label_px - 10.0).min(height / 2.0 - 28.0).max(24.0);
        Self { canvas, data, centre: (width / 2.0, height / 2.0), radius_px }
    }

    fn draw(self) -> Drawn {
        self.web()?;
        let then: Vec<_> = self.data.spokes.iter().map(|spoke| spoke.then).collect();
        let now: Vec<_> = self.data.spokes.iter().map(|spoke| spoke.now).collect();
        let accent = self.canvas.palette.accent;
        let area = self.corners(&now);
        if area.len() > 2 {
            self.canvas.area_of(&area, accent, 0.12)?;
        }
        self.outline(&then, |wheel, from, to| wheel.canvas.dashes(from, to, wheel.canvas.palette.muted))?;
        self.outline(&now, |wheel, from, to| wheel.canvas.line(&[from, to], accent, 2.0))?;
        for corner in area {
            self.canvas.dot(corner, 3.0, accent)?;
        }
        for (at, spoke) in self.data.spokes.iter().enumerate() {
            self.label(at, spoke)?;
        }
        self.canvas.finish()
    }

    /// A ring per score, and the spokes.
    fn web(&self) -> Drawn {
        let (low, high) = self.data.scale;
        let palette = self.canvas.palette;
        for score in low..=high {
            let ring: Vec<_> = (0..=self.data.spokes.len()).map(|at| self.place(at, score)).collect();
            self.canvas.line(&ring, if score == high { palette.line } else { palette.grid }, 1.0)?;
        }
        (0..self.data.spokes.len())
            .try_for_each(|at| self.canvas.line(&[self.centre, self.place(at, high)], palette.grid, 1.0))
    }

    /// Joins neighbours that both have a score: a line over a gap would claim what nobody said.
    fn outline(
        &self,
        scores: &[Option<u8>],
        stroke: impl Fn(&Self, (f64, f64), (f64, f64)) -> Drawn,
    ) -> Drawn {
        let count = scores.len();
        for (at, score) in scores.iter().enumerate() {
            let next = (at + 1) % count;
            if let (Some(from), Some(to)) = (*score, scores.get(next).copied().flatten()) {
                let (from, to) = (self.place(at, from), self.place(next, to));
                if from != to {
                    stroke(self, from, to)?;
                }
            }
        }
        Ok(())
    }

    fn corners(&self, scores: &[Option<u8>]) -> Vec<(f64, f64)> {
        scores.iter().enumerate().filter_map(|(at, score)| Some(self.place(at, (*score)?))).collect()
    }

    fn place(&self, spoke: usize, score: u8) -> (f64, f64) {
        let (low, high) = self.data.scale;
        // The lowest score has a ring of its own, so that a profile of ones is still a shape.
        let part = (f64::from(score) - f64::from(low) + 1.0) / (f64::from(high) - f64::from(low) + 1.0);
        self.on_ray(spoke, part * self.radius_px)
    }

    fn on_ray(&self, spoke: usize, distance_px: f64) -> (f64, f64) {
        let angle = spoke as f64 / self.data.spokes.len().max(1) as f64 * TAU;
        (distance_px.mul_add(angle.sin(), self.centre.0), distance_px.mul_add(-angle.cos(), self.centre.1))
    }

    fn label(&self, at: usize, spoke: &Spoke) -> Drawn {
        let (x, y) = self.on_ray(at, self.radius_px + 14.0);
        let hold = if (x - self.centre.0).abs() < 2.0 {
            Hold::Middle
        } else if x > self.centre.0 {
            Hold::Left
        } else {
            Hold::Right
        };
        let palette = self.canvas.palette;
        let (words, colour) = match spoke.now {
            Some(now) => (format!("{} {now}", spoke.label), palette.text),
            None if spoke.left_out => (format!("{} n/a", spoke.label), palette.muted),
            None => (format!("{} –", spoke.label), palette.muted),
        };
        self.canvas.text(&words, (x, y), hold, LABEL_PX, colour)
    }
}
