//! The Universal Scalability Law: what throughput a system gives at a concurrency, from the points of a load test.
//!
//! X(N) = γN ÷ (1 + σ(N−1) + κN(N−1)), after Neil J. Gunther, *Guerrilla Capacity Planning* (2007), with σ for contention,
//! κ for coherency and γ for what one alone gives. With κ > 0 throughput has a peak and falls beyond it; with κ = 0 it is
//! Amdahl's law and nears γ/σ without ever falling.

mod curve;
#[cfg(feature = "fits")]
mod fit;
mod refused;
#[cfg(test)]
mod tests;
mod warning;

pub use curve::{Curve, Roots};
#[cfg(feature = "fits")]
pub use fit::fit;
pub use refused::Refused;
pub use warning::Warning;

use serde::{Deserialize, Serialize};

/// Fewest points that a curve is fitted to: it has three parameters, and one more point is what tells how good it is.
pub const POINTS_MIN: usize = 4;
/// Fewer points than this are fitted with a warning.
pub const POINTS_ENOUGH: usize = 6;
/// Most points of one load test.
pub const POINTS_MAX: usize = 10_000;
/// Fewest different concurrencies: two of them lie on many curves.
pub const CONCURRENCIES_MIN: usize = 3;
/// A peak that lies further out than this many times the highest measured concurrency is a guess, and no figure.
pub const PEAK_WITHIN_TIMES: f64 = 2.5;

/// What a load test measured at one concurrency.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoadPoint {
    /// How many worked at once: users, threads, connections, instances.
    pub concurrency: f64,
    /// What was done in a unit of time, mostly requests per second.
    pub throughput: f64,
}

/// A parameter of the law, and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The value that fits best.
    pub value: f64,
    /// Its 95% interval, low and high: ± t(0.975; points − free parameters) standard errors. Nothing for a parameter that
    /// stands at its bound, because it was not estimated there. The low end of one near 0 may be negative.
    pub interval: Option<[f64; 2]>,
}

/// The law fitted to a load test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    /// Contention σ: the share of work that only one can do at a time. From 0 to 1.
    pub sigma: Estimate,
    /// Coherency κ: what each pair costs by having to agree. 0 or more.
    pub kappa: Estimate,
    /// What one alone gives, γ, in the unit of the throughput.
    pub gamma: Estimate,
    /// Where throughput is highest. Nothing where the curve has no peak, or has it far from what was measured.
    pub peak: Option<LoadPoint>,
    /// What throughput nears and never reaches (Amdahl's limit γ/σ), where κ is 0 and σ is not.
    pub limit: Option<f64>,
    /// The share of the spread of the throughputs that the curve explains: 1 is all of it, below 0 a flat line is better.
    pub r2: f64,
    /// How far off the curve is in a typical point, in the unit of the throughput: the residual standard error.
    pub residual: f64,
    /// How many points it was fitted to.
    pub points: usize,
    /// The lowest and the highest concurrency among them.
    pub measured: [f64; 2],
    /// What a person must know about it.
    pub warnings: Vec<Warning>,
}

impl Fit {
    /// Its curve.
    #[must_use]
    pub const fn curve(&self) -> Curve {
        Curve { sigma: self.sigma.value, kappa: self.kappa.value, gamma: self.gamma.value }
    }

    /// The most throughput that the curve allows: its peak, or else the limit that it nears. Nothing where the points say
    /// neither.
    #[must_use]
    pub fn ceiling(&self) -> Option<f64> {
        self.peak.map(|peak| peak.throughput).or(self.limit)
    }
}
