//! What is found in the values of a metric.

use super::{Point, ReadingsData};
use domain::chaos::results::harm;

impl ReadingsData {
    /// The value that was furthest on the bad side since the fault went in, whether somebody read it or only a live watcher
    /// saw it. None where none went in, and where nobody measured while it was in.
    #[must_use]
    pub fn worst(&self) -> Option<Point> {
        let since = self.injected_min?;
        let badness = |value: f64| harm(self.range, self.baseline, value);
        let all =
            || self.points.iter().chain(self.live.iter().flatten()).filter(|point| point.minute >= since);
        let in_fault = |point: &Point| self.out_min.is_none_or(|out| point.minute < out);
        let worse = |worst: Point, next: Point| {
            if badness(next.value) > badness(worst.value) { next } else { worst }
        };
        all().copied().reduce(worse).filter(|_| all().any(in_fault))
    }

    /// Everything that was read or seen, in the order of time.
    pub(super) fn known(&self) -> Vec<Point> {
        let mut known: Vec<Point> = self.points.iter().chain(self.live.iter().flatten()).copied().collect();
        known.sort_by(|a, b| a.minute.total_cmp(&b.minute));
        known
    }

    /// The latest reading.
    #[must_use]
    pub fn last(&self) -> Option<Point> {
        self.points.last().copied()
    }

    /// For how long the metric was known to be out of range, in minutes: from each first value outside to the next one
    /// inside, or to the last one where none came back.
    #[must_use]
    pub fn out_of_range_min(&self) -> f64 {
        let mut since = None;
        let mut out_min = 0.0;
        let known = self.known();
        for point in &known {
            match (self.range.holds(point.value), since) {
                (false, None) => since = Some(point.minute),
                (true, Some(from)) => {
                    out_min += point.minute - from;
                    since = None;
                }
                _ => {}
            }
        }
        out_min + since.zip(known.last()).map_or(0.0, |(from, last)| last.minute - from)
    }
}
