//! What a live watcher saw of a metric, ready for the pen: in stretches, and no more points than there are pixels.

use crate::chaos::readings::{Point, ReadingsData};
use domain::{
    Instant,
    chaos::run::{Step, Trial, thinned},
};

/// More than a chart has room for; the peaks stay.
const POINTS_MAX: usize = 600;
/// Where this many usual distances between two samples lie between them, nobody saw what was there.
const USUAL_DISTANCES_MAX: i64 = 4;

impl ReadingsData {
    /// The same readings, with what a live watcher saw between them: values in the order of time, on the run's undisturbed
    /// clock. Where it saw nothing for a while, the line is broken.
    #[must_use]
    pub fn with_samples(self, trial: &Trial, samples: &[(Instant, f64)]) -> Self {
        let Some(began) = trial.began(Step::Baseline) else { return self };
        let point =
            |(at, value): &(Instant, f64)| Point { minute: at.since(began) as f64 / 60_000.0, value: *value };
        // What has no end has no place on a scale: there the line has a hole.
        let drawn: Vec<(Instant, f64)> =
            samples.iter().filter(|(_, value)| value.is_finite()).copied().collect();
        let samples = drawn.as_slice();
        let usual_ms = usual_distance_ms(samples);
        let together =
            |a: &(Instant, f64), b: &(Instant, f64)| b.0.since(a.0) <= usual_ms * USUAL_DISTANCES_MAX;
        let share = |stretch: &[_]| (POINTS_MAX * stretch.len() / samples.len()).max(2);
        let stretches = samples.chunk_by(together);
        let live =
            stretches.map(|stretch| thinned(stretch, share(stretch)).iter().map(point).collect()).collect();
        Self { live, ..self }
    }
}

/// The median distance between two samples, in milliseconds.
fn usual_distance_ms(samples: &[(Instant, f64)]) -> i64 {
    let mut distances: Vec<i64> = samples
        .windows(2)
        .map(|pair| match pair {
            [a, b] => b.0.since(a.0),
            _ => 0,
        })
        .collect();
    distances.sort_unstable();
    distances.get(distances.len() / 2).copied().unwrap_or_default()
}
