//! The law as a formula, and turned round: which concurrency gives a throughput or a latency.

use super::LoadPoint;
use serde::{Deserialize, Serialize};

/// One curve of the law.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// Contention, from 0 to 1.
    pub sigma: f64,
    /// Coherency, 0 or more.
    pub kappa: f64,
    /// What one alone gives, more than 0.
    pub gamma: f64,
}

/// Which concurrencies give a throughput: one on the way up, and where the curve has a peak, one on the way down.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Roots {
    /// Before the peak, or at it.
    pub rising: f64,
    /// Past the peak; nothing where throughput never falls.
    pub falling: Option<f64>,
}

impl Curve {
    /// X(N): throughput at a concurrency. 0 for no concurrency at all.
    #[must_use]
    pub fn throughput_at(&self, concurrency: f64) -> f64 {
        self.gamma * concurrency / self.strain(concurrency)
    }

    /// How long one takes at a concurrency, in the unit of time of the throughput: Little's law R = N/X.
    #[must_use]
    pub fn latency_at(&self, concurrency: f64) -> f64 {
        self.strain(concurrency) / self.gamma
    }

    /// Where throughput is highest: N = √((1−σ)/κ). Nothing where κ is 0, or where even one has too many beside it.
    #[must_use]
    pub fn peak(&self) -> Option<LoadPoint> {
        if self.kappa <= 0.0 || self.sigma >= 1.0 {
            return None;
        }
        let concurrency = ((1.0 - self.sigma) / self.kappa).sqrt();
        finite(concurrency).map(|_| LoadPoint { concurrency, throughput: self.throughput_at(concurrency) })
    }

    /// Amdahl's limit γ/σ, which throughput nears where κ is 0. Nothing where κ is more (then the peak counts), or σ is 0.
    #[must_use]
    pub fn limit(&self) -> Option<f64> {
        if self.kappa > 0.0 { None } else { self.contention_limit() }
    }

    /// γ/σ: what contention alone would leave. With κ > 0 the peak lies below it, and this is no ceiling.
    #[must_use]
    pub fn contention_limit(&self) -> Option<f64> {
        if self.sigma > 0.0 { finite(self.gamma / self.sigma) } else { None }
    }

    /// Which concurrencies give a throughput. Nothing for more than the curve ever gives, and for none at all.
    ///
    /// X·(1−σ) + (X(σ−κ) − γ)·N + Xκ·N² = 0, solved without subtracting what is nearly the same, so that κ may go to 0.
    #[must_use]
    pub fn concurrency_at(&self, throughput: f64) -> Option<Roots> {
        if !(throughput > 0.0 && throughput.is_finite()) {
            return None;
        }
        let alone = 1.0 - self.sigma;
        let slope = self.gamma / throughput + self.kappa - self.sigma; // −b of κN² + bN + (1−σ)
        let inside = slope * slope - 4.0 * self.kappa * alone;
        if slope <= 0.0 || inside < 0.0 {
            return None;
        }
        let both = slope + inside.sqrt();
        let rising = finite(2.0 * alone / both)?;
        let falling = if self.kappa > 0.0 { finite(both / (2.0 * self.kappa)) } else { None };
        Some(Roots { rising, falling })
    }

    /// The concurrency at which one takes so long: the larger root of κN² + (σ−κ)N + (1−σ−γR) = 0. Nothing where it never
    /// does.
    #[must_use]
    pub fn concurrency_at_latency(&self, latency: f64) -> Option<f64> {
        let room = self.gamma * latency + self.sigma - 1.0;
        let growth = self.sigma - self.kappa;
        let concurrency = if self.kappa > 0.0 {
            ((growth * growth + 4.0 * self.kappa * room).sqrt() - growth) / (2.0 * self.kappa)
        } else {
            room / growth
        };
        finite(concurrency).filter(|concurrency| *concurrency > 0.0)
    }

    /// The throughput at which one takes so long: X = N/R. Nothing where it never does.
    #[must_use]
    pub fn throughput_at_latency(&self, latency: f64) -> Option<f64> {
        self.concurrency_at_latency(latency).map(|concurrency| concurrency / latency)
    }

    /// 1 + σ(N−1) + κN(N−1): how many times longer one takes than alone.
    fn strain(&self, concurrency: f64) -> f64 {
        1.0 + (concurrency - 1.0) * (self.sigma + self.kappa * concurrency)
    }
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}
