//! What a person must know about a fit before they trust it.

use super::{LoadPoint, POINTS_ENOUGH};
use crate::chaos::experiment::measured;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a person must know about a fit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "warning", rename_all = "kebab-case")]
pub enum Warning {
    /// There are fewer points than [`POINTS_ENOUGH`].
    FewPoints {
        /// How many there are.
        points: usize,
    },
    /// More was measured than the curve ever gives.
    AbovePeak {
        /// The highest that was measured.
        measured: LoadPoint,
        /// The peak of the curve.
        peak: LoadPoint,
    },
    /// The peak lies above all that was measured, and near enough to be given.
    PeakBeyond {
        /// How many times the highest measured concurrency it lies out.
        times: f64,
        /// The highest measured concurrency.
        highest: f64,
    },
    /// The peak lies so far above all that was measured that it is not given.
    PeakFar {
        /// How many times the highest measured concurrency it would lie out.
        times: f64,
        /// The highest measured concurrency.
        highest: f64,
    },
    /// Throughput only falls: its peak lies below all that was measured.
    OnlyFalls {
        /// The lowest measured concurrency.
        lowest: f64,
    },
    /// The points say nothing of a peak: κ fits best at 0.
    NoPeak,
    /// The points show no bend at all: σ and κ fit best at 0.
    Straight,
    /// Each one of many gave more than each one of few: σ fits best below 0, which no law of queues explains.
    Superlinear {
        /// The lowest measured concurrency, and what it gave.
        few: LoadPoint,
        /// The highest measured concurrency, and what it gave.
        many: LoadPoint,
    },
    /// σ or κ is fitted, and might as well be 0 or less by its interval.
    Unsure {
        /// Whether it is κ, and with it the peak.
        of_peak: bool,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let say = |value: f64| measured(value, "");
        let in_two = |times: f64| measured(two_digits(times), "");
        match self {
            Self::FewPoints { points } => write!(
                f,
                "The curve stands on {points} points. Take {POINTS_ENOUGH} or more, some of them beyond where throughput stops growing."
            ),
            Self::AbovePeak { measured, peak } => write!(
                f,
                "You measured {} at {}, above the fitted peak of {} at {}. The curve does not carry what the system did there.",
                say(measured.throughput),
                say(measured.concurrency),
                say(peak.throughput),
                say(peak.concurrency)
            ),
            Self::PeakBeyond { times, highest } if two_digits(*times) <= 1.0 => write!(
                f,
                "The peak lies just above the highest concurrency that was measured ({}). Measure there before you rely on it.",
                say(*highest)
            ),
            Self::PeakBeyond { times, highest } => write!(
                f,
                "The peak lies at {} times the highest concurrency that was measured ({}). Measure there before you rely on it.",
                in_two(*times),
                say(*highest)
            ),
            Self::PeakFar { times, highest } => write!(
                f,
                "The curve would have its peak at {} times the highest concurrency that was measured ({}). So far out it is a guess, and it is not given. Measure at higher concurrencies.",
                in_two(*times),
                say(*highest)
            ),
            Self::OnlyFalls { lowest } => write!(
                f,
                "Throughput only falls from the lowest concurrency that was measured ({}). The curve has no peak among what was measured.",
                say(*lowest)
            ),
            Self::NoPeak => f.write_str(
                "The points show no peak: coherency fits best at 0. What is given is the limit that throughput nears (Amdahl).",
            ),
            Self::Straight => f.write_str(
                "Throughput grows in a straight line, so these points say nothing of a ceiling. Measure at higher concurrencies.",
            ),
            Self::Superlinear { few, many } => write!(
                f,
                "Throughput grows faster than the concurrency: each one gave {} at {} and {} at {}. Such a curve says nothing of a ceiling. Look for caches that were cold at first, work that is done in batches, or a limit of the load generator at low concurrencies; then measure at higher ones.",
                say(few.throughput / few.concurrency),
                say(few.concurrency),
                say(many.throughput / many.concurrency),
                say(many.concurrency)
            ),
            Self::Unsure { of_peak: true } => f.write_str(
                "The interval of coherency (κ) reaches 0: these points do not settle whether there is a peak. Measure further beyond it.",
            ),
            Self::Unsure { of_peak: false } => f.write_str(
                "The interval of contention (σ) reaches 0: these points do not settle how much of it there is.",
            ),
        }
    }
}

/// A factor with the two significant digits that a room can use: 2.3 and 310.
fn two_digits(times: f64) -> f64 {
    let scale = 10_f64.powf(1.0 - times.abs().max(1.0).log10().floor());
    (times * scale).round() / scale
}
