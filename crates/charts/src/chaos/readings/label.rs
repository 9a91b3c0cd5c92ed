//! Where the words about a point stand so that they lie on nothing.

use super::{LABEL_PX, Plot, Point, ReadingsData};
use crate::canvas::Hold;

impl Plot<'_> {
    /// Where the words about a point stand without lying on it, on a line or on another point: above a peak and below a trough
    /// where that is free, else around it; where nothing is, where least is hidden.
    pub(super) fn free_place(
        &self,
        (x, y): (f64, f64),
        words: &str,
        data: &ReadingsData,
    ) -> ((f64, f64), Hold) {
        let peak = match (data.baseline, data.points.iter().find(|point| self.x(point.minute) < x)) {
            (Some(baseline), _) => y <= self.y(baseline),
            (None, Some(before)) => y <= self.y(before.value),
            (None, None) => true,
        };
        let outward = if peak { -11.0 } else { 11.0 };
        let wide = words.chars().count() as f64 * LABEL_PX * 0.62;
        let around = [outward, -outward]
            .into_iter()
            .flat_map(|dy| [(0.0, dy, Hold::Middle), (-7.0, dy, Hold::Right), (7.0, dy, Hold::Left)]);
        let beside = [(9.0, 0.0, Hold::Left), (-9.0, 0.0, Hold::Right)];
        let far = [1.7, -1.7].into_iter().flat_map(|times| {
            [
                (0.0, outward * times, Hold::Middle),
                (-7.0, outward * times, Hold::Right),
                (7.0, outward * times, Hold::Left),
            ]
        });
        let places = around.chain(beside).chain(far).map(|(dx, dy, hold)| {
            let at = (x + dx, y + dy);
            let left = at.0
                - match hold {
                    Hold::Left => 0.0,
                    Hold::Middle => wide / 2.0,
                    Hold::Right => wide,
                };
            let place = Place { left, right: left + wide, top: at.1 - 6.0, bottom: at.1 + 6.0 };
            (self.hidden_by(place, data), at, hold)
        });
        let best = places.reduce(|best, next| if next.0 < best.0 { next } else { best });
        best.map_or(((x, y + outward), Hold::Middle), |(_, at, hold)| (at, hold))
    }

    /// How many lines and points words at a place would lie on; off the plot is worse than on any of them.
    fn hidden_by(&self, place: Place, data: &ReadingsData) -> usize {
        if place.left < self.left()
            || place.right > self.right()
            || place.top < self.top()
            || place.bottom > self.bottom()
        {
            return usize::MAX;
        }
        let at = |point: &Point| (self.x(point.minute), self.y(point.value));
        let watched = data.live.iter().any(|stretch| !stretch.is_empty());
        let paths = data.live.iter().map(Vec::as_slice).chain((!watched).then_some(data.points.as_slice()));
        let crossed = paths.flat_map(|path| path.windows(2)).filter(|pair| match pair {
            [one, other] => place.crossed_by(at(one), at(other)),
            _ => false,
        });
        let dots = data.points.iter().filter(|point| place.wider(4.0).holds(at(point)));
        let level = [data.baseline, data.range.min, data.range.max].into_iter().flatten();
        let level = level.filter(|value| *value > self.y.from && *value < self.y.to);
        let level = level.filter(|value| (place.top..=place.bottom).contains(&self.y(*value)));
        let marks = [data.injected_min, data.stopped_min, data.aborted_min].into_iter().flatten();
        let marks = marks.filter(|minute| (place.left..=place.right).contains(&self.x(*minute)));
        crossed.count() + dots.count() + level.count() + marks.count()
    }
}

/// A rectangle on the sheet.
#[derive(Clone, Copy)]
struct Place {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Place {
    fn wider(self, by: f64) -> Self {
        Self { left: self.left - by, right: self.right + by, top: self.top - by, bottom: self.bottom + by }
    }

    fn holds(self, (x, y): (f64, f64)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    /// Whether a line between two points touches it: what lies between its left and its right edge, by its height there.
    fn crossed_by(self, (x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> bool {
        let (from, to) = (x0.max(self.left), x1.min(self.right));
        if from > to {
            return false;
        }
        let height = |x: f64| if x1 > x0 { y0 + (y1 - y0) * (x - x0) / (x1 - x0) } else { y0 };
        let (one, other) = if x1 > x0 { (height(from), height(to)) } else { (y0, y1) };
        one.min(other) <= self.bottom && one.max(other) >= self.top
    }
}
