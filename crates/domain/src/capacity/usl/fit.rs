//! Least squares on the throughputs, by Levenberg and Marquardt.

use super::{
    CONCURRENCIES_MIN, Curve, Estimate, Fit, LoadPoint, PEAK_WITHIN_TIMES, POINTS_ENOUGH, POINTS_MAX,
    POINTS_MIN, Refused, Warning,
};
use levenberg_marquardt::{LeastSquaresProblem, LevenbergMarquardt};
use nalgebra::{DMatrix, DVector, Dyn, storage::Owned};
use statrs::distribution::{ContinuousCDF, StudentsT};

/// Fits the law to the points of a load test. Several points at one concurrency all count.
///
/// Least squares on the throughput, with 0 ≤ σ ≤ 1 and κ ≥ 0. Where the best curve lies outside of these bounds, every
/// combination of parameters at a bound is fitted anew, and the nearest counts: so a bound is held exactly, and the others
/// are the best that go with it. Intervals have as many degrees of freedom as there are points beyond the free parameters.
///
/// # Errors
/// Fewer than [`POINTS_MIN`] points or [`CONCURRENCIES_MIN`] different concurrencies, one that is not positive or no
/// number, throughputs that are all the same, or no curve near them.
pub fn fit(points: &[LoadPoint]) -> Result<Fit, Refused> {
    check(points)?;
    // In shares of the largest throughput, so that the unit does not matter.
    let unit = points.iter().map(|point| point.throughput).fold(0.0, f64::max);
    let scaled: Vec<LoadPoint> =
        points.iter().map(|point| LoadPoint { throughput: point.throughput / unit, ..*point }).collect();
    let found = nearest(&scaled).ok_or(Refused::NoCurve)?;
    let count = points.len() as f64;
    let mean = scaled.iter().map(|point| point.throughput).sum::<f64>() / count;
    let spread: f64 = scaled.iter().map(|point| (point.throughput - mean).powi(2)).sum();
    let variance = found.squares / (count - found.free.len() as f64);
    let [sigma, kappa, gamma] = found.estimates(variance, count).ok_or(Refused::NoCurve)?;
    let gamma = Estimate {
        value: gamma.value * unit,
        interval: gamma.interval.map(|interval| interval.map(|end| end * unit)),
    };
    let concurrencies = || points.iter().map(|point| point.concurrency);
    let measured = [concurrencies().fold(f64::INFINITY, f64::min), concurrencies().fold(0.0, f64::max)];
    let curve = Curve { sigma: sigma.value, kappa: kappa.value, gamma: gamma.value };
    let (peak, of_peak) = seen(&curve, measured, points);
    let mut fit = Fit {
        sigma,
        kappa,
        gamma,
        peak,
        limit: curve.limit(),
        r2: 1.0 - found.squares / spread,
        residual: variance.sqrt() * unit,
        points: points.len(),
        measured,
        warnings: of_peak.into_iter().collect(),
    };
    warn(&mut fit, points);
    Ok(fit)
}

fn check(points: &[LoadPoint]) -> Result<(), Refused> {
    if points.len() < POINTS_MIN {
        return Err(Refused::TooFew { points: points.len() });
    }
    if points.len() > POINTS_MAX {
        return Err(Refused::TooMany { points: points.len() });
    }
    for (point, LoadPoint { concurrency, throughput }) in (1..).zip(points.iter().copied()) {
        let is_usable =
            |value: f64| value.is_finite() && value.abs() <= 1e15 && (value == 0.0 || value.abs() >= 1e-9);
        if !is_usable(concurrency) || !is_usable(throughput) {
            return Err(Refused::NotANumber { point });
        }
        if concurrency <= 0.0 || throughput <= 0.0 {
            return Err(Refused::NotPositive { point, concurrency, throughput });
        }
    }
    let mut concurrencies: Vec<f64> = points.iter().map(|point| point.concurrency).collect();
    concurrencies.sort_by(f64::total_cmp);
    concurrencies.dedup();
    if concurrencies.len() < CONCURRENCIES_MIN {
        return Err(Refused::FewConcurrencies { concurrencies: concurrencies.len() });
    }
    let first = points.first().map_or(0.0, |point| point.throughput);
    if points.iter().all(|point| (point.throughput - first).abs() <= first * 1e-12) {
        return Err(Refused::Flat { throughput: first });
    }
    Ok(())
}

/// The peak as far as it may be shown, and what is to be said of it.
fn seen(
    curve: &Curve,
    [lowest, highest]: [f64; 2],
    points: &[LoadPoint],
) -> (Option<LoadPoint>, Option<Warning>) {
    if curve.kappa <= 0.0 {
        let warning = match (curve.sigma > 0.0, curve.sigma < 1.0) {
            (false, _) => superlinear(points).unwrap_or(Warning::Straight),
            (_, true) => Warning::NoPeak,
            (_, false) => Warning::OnlyFalls { lowest },
        };
        return (None, Some(warning));
    }
    let Some(peak) = curve.peak().filter(|peak| peak.concurrency >= lowest) else {
        return (None, Some(Warning::OnlyFalls { lowest }));
    };
    let times = peak.concurrency / highest;
    if times > PEAK_WITHIN_TIMES {
        (None, Some(Warning::PeakFar { times, highest }))
    } else if times > 1.0 {
        (Some(peak), Some(Warning::PeakBeyond { times, highest }))
    } else {
        (Some(peak), None)
    }
}

/// Whether each one gave clearly more, the more there were: by [`SUPERLINEAR_TIMES`] between the lower half of the points and
/// the upper one.
fn superlinear(points: &[LoadPoint]) -> Option<Warning> {
    let mut points = points.to_vec();
    points.sort_by(|a, b| a.concurrency.total_cmp(&b.concurrency));
    let (lower, upper) = points.split_at(points.len() / 2);
    let each = |half: &[LoadPoint]| {
        half.iter().map(|point| point.throughput / point.concurrency).sum::<f64>() / half.len().max(1) as f64
    };
    let (few, many) = (*points.first()?, *points.last()?);
    (each(upper) > each(lower) * SUPERLINEAR_TIMES).then_some(Warning::Superlinear { few, many })
}

/// Adds what is to be said besides the place of the peak.
fn warn(fit: &mut Fit, points: &[LoadPoint]) {
    let highest = points.iter().copied().max_by(|a, b| a.throughput.total_cmp(&b.throughput));
    if let (Some(measured), Some(peak)) = (highest, fit.peak)
        && measured.throughput > peak.throughput * ABOVE_PEAK_TIMES
    {
        fit.warnings.push(Warning::AbovePeak { measured, peak });
    }
    let reaches_0 = |estimate: Estimate| estimate.interval.is_some_and(|[low, _]| low <= 0.0);
    if reaches_0(fit.kappa) {
        fit.warnings.push(Warning::Unsure { of_peak: true });
    }
    if reaches_0(fit.sigma) {
        fit.warnings.push(Warning::Unsure { of_peak: false });
    }
    if points.len() < POINTS_ENOUGH {
        fit.warnings.push(Warning::FewPoints { points: points.len() });
    }
}

/// Less is a digit that the file does not have.
const ABOVE_PEAK_TIMES: f64 = 1.001;

/// Less is what two runs of one test differ by.
const SUPERLINEAR_TIMES: f64 = 1.05;

/// σ, κ and γ by their place in a curve.
const SIGMA: usize = 0;
const KAPPA: usize = 1;
const GAMMA: usize = 2;

/// A curve that was fitted with some parameters free and the others at a bound.
struct Found {
    values: [f64; 3],
    free: Vec<usize>,
    squares: f64,
    /// The inverse of JᵀJ over the free parameters.
    covariance: DMatrix<f64>,
}

/// The nearest curve within the bounds.
fn nearest(points: &[LoadPoint]) -> Option<Found> {
    let inside = fitted(points, &[None, None]).filter(|found| found.is_inside(points));
    inside.or_else(|| {
        let faces =
            [[Some(0.0), None], [None, Some(0.0)], [Some(0.0); 2], [Some(1.0), None], [Some(1.0), Some(0.0)]];
        let mut found: Vec<Found> = faces.iter().filter_map(|face| fitted(points, face)).collect();
        found.retain(|found| found.is_inside(points));
        found.into_iter().min_by(|a, b| a.squares.total_cmp(&b.squares))
    })
}

/// The best curve with σ and κ at these bounds, or free: the better one of two beginnings.
fn fitted(points: &[LoadPoint], bounds: &[Option<f64>; 2]) -> Option<Found> {
    let [sigma, kappa] = *bounds;
    let free: Vec<usize> =
        [SIGMA, KAPPA, GAMMA].into_iter().filter(|at| bounds.get(*at).copied().flatten().is_none()).collect();
    let alone = points.iter().map(|point| point.throughput / point.concurrency).fold(0.0, f64::max);
    let usual = [0.01, 0.0001, alone];
    [Some(usual), linear(points)]
        .into_iter()
        .flatten()
        .filter_map(|[begin_sigma, begin_kappa, gamma]| {
            let values = [sigma.unwrap_or(begin_sigma), kappa.unwrap_or(begin_kappa), gamma];
            let search = Search { points, values, free: &free };
            let search = LevenbergMarquardt::new().with_patience(400).minimize(search).0;
            search.polished().found()
        })
        .min_by(|a, b| a.squares.total_cmp(&b.squares))
}

/// A beginning: N/X = (1 + σ(N−1) + κN(N−1)) ÷ γ is linear in 1/γ, σ/γ and κ/γ. Weighted so that an error counts as it does
/// in the throughput.
fn linear(points: &[LoadPoint]) -> Option<[f64; 3]> {
    let rows = points.len();
    let weight = |point: &LoadPoint| point.throughput * point.throughput / point.concurrency;
    let weights = points.iter().map(weight);
    let others = points.iter().map(|point| point.concurrency - 1.0);
    let columns: Vec<f64> = weights
        .clone()
        .chain(others.zip(points).map(|(others, point)| others * weight(point)))
        .chain(points.iter().map(|point| point.concurrency * (point.concurrency - 1.0) * weight(point)))
        .collect();
    let wanted: Vec<f64> = points.iter().map(|point| point.throughput).collect();
    let solved =
        DMatrix::from_vec(rows, 3, columns).svd(true, true).solve(&DVector::from_vec(wanted), 1e-14).ok()?;
    let [alone, contention, coherency] = <[f64; 3]>::try_from(solved.as_slice()).ok()?;
    let values = [contention / alone, coherency / alone, 1.0 / alone];
    (alone > 0.0 && values.iter().all(|value| value.is_finite())).then_some(values)
}

/// The problem as Levenberg and Marquardt want it.
struct Search<'a> {
    points: &'a [LoadPoint],
    values: [f64; 3],
    free: &'a [usize],
}

/// A curve that turns over itself is sent far away instead of through infinity.
const STRAIN_MIN: f64 = 1e-9;

impl Search<'_> {
    /// N−1, N(N−1), and 1 + σ(N−1) + κN(N−1).
    fn strain(&self, concurrency: f64) -> (f64, f64, f64) {
        let [sigma, kappa, _] = self.values;
        let others = concurrency - 1.0;
        let pairs = concurrency * others;
        (others, pairs, (1.0 + sigma * others + kappa * pairs).max(STRAIN_MIN))
    }

    /// Gauss and Newton's steps from where Levenberg and Marquardt stopped, which is where the sum of squares changes no more:
    /// the parameters then agree in half of their digits, and others publish more of them.
    fn polished(mut self) -> Self {
        for _ in 0..20 {
            let (Some(off), Some(jacobian), Some(covariance)) =
                (self.residuals(), self.jacobian(), self.covariance())
            else {
                return self;
            };
            let before = self.params();
            let after = &before - covariance * jacobian.transpose() * &off;
            self.set_params(&after);
            let squares = self.residuals().map_or(f64::INFINITY, |off| off.norm_squared());
            if squares.is_nan() || squares > off.norm_squared() * (1.0 + 1e-12) {
                self.set_params(&before);
                return self;
            }
        }
        self
    }

    fn found(self) -> Option<Found> {
        let squares = self.residuals()?.norm_squared();
        let covariance = self.covariance()?;
        let is_sound =
            squares.is_finite() && self.values.iter().chain(covariance.iter()).all(|value| value.is_finite());
        is_sound.then(|| Found { values: self.values, free: self.free.to_vec(), squares, covariance })
    }

    /// The inverse of JᵀJ, each column of J by its own length, so that it does not depend on how small κ is beside γ.
    fn covariance(&self) -> Option<DMatrix<f64>> {
        let mut even = self.jacobian()?;
        let lengths: Vec<f64> = even.column_iter().map(|column| column.norm()).collect();
        for (mut column, length) in even.column_iter_mut().zip(&lengths) {
            column /= *length;
        }
        let mut covariance = (even.transpose() * even).try_inverse()?;
        for (mut column, length) in covariance.column_iter_mut().zip(&lengths) {
            column /= *length;
        }
        for (mut row, length) in covariance.row_iter_mut().zip(&lengths) {
            row /= *length;
        }
        Some(covariance)
    }
}

impl LeastSquaresProblem<f64, Dyn, Dyn> for Search<'_> {
    type ParameterStorage = Owned<f64, Dyn>;
    type ResidualStorage = Owned<f64, Dyn>;
    type JacobianStorage = Owned<f64, Dyn, Dyn>;

    fn set_params(&mut self, free: &DVector<f64>) {
        for (at, value) in self.free.iter().zip(free.iter()) {
            if let Some(slot) = self.values.get_mut(*at) {
                *slot = *value;
            }
        }
    }

    fn params(&self) -> DVector<f64> {
        let values = self.free.iter().filter_map(|at| self.values.get(*at).copied());
        DVector::from_iterator(self.free.len(), values)
    }

    fn residuals(&self) -> Option<DVector<f64>> {
        let gamma = self.values[GAMMA];
        let off = self.points.iter().map(|point| {
            let (_, _, strain) = self.strain(point.concurrency);
            gamma * point.concurrency / strain - point.throughput
        });
        Some(DVector::from_iterator(self.points.len(), off))
    }

    fn jacobian(&self) -> Option<DMatrix<f64>> {
        let gamma = self.values[GAMMA];
        let columns = self.free.iter().flat_map(|at| {
            self.points.iter().map(move |point| {
                let (others, pairs, strain) = self.strain(point.concurrency);
                let by_gamma = point.concurrency / strain;
                match *at {
                    GAMMA => by_gamma,
                    SIGMA => -gamma * by_gamma * others / strain,
                    _ => -gamma * by_gamma * pairs / strain,
                }
            })
        });
        Some(DMatrix::from_iterator(self.points.len(), self.free.len(), columns))
    }
}

impl Found {
    /// Whether its free parameters lie within their bounds, and say something: what bends no curve is 0.
    fn is_inside(&self, points: &[LoadPoint]) -> bool {
        const NO_BEND: f64 = 1e-9;
        let [sigma, kappa, gamma] = self.values;
        let reach = points.iter().map(|point| point.concurrency).fold(1.0, f64::max);
        let is_free = |at: usize| self.free.contains(&at);
        gamma > 0.0
            && (!is_free(SIGMA) || (sigma * reach > NO_BEND && sigma < 1.0))
            && (!is_free(KAPPA) || kappa * reach * reach > NO_BEND)
    }

    /// Each parameter with its interval.
    fn estimates(&self, variance: f64, count: f64) -> Option<[Estimate; 3]> {
        let t = StudentsT::new(0.0, 1.0, count - self.free.len() as f64).ok()?.inverse_cdf(0.975);
        let estimate = |at: usize, value: f64| {
            let place = self.free.iter().position(|free| *free == at);
            let error = place
                .and_then(|place| self.covariance.get((place, place)))
                .map(|own| (own * variance).sqrt());
            let interval = error.map(|error| [value - t * error, value + t * error]);
            Estimate { value, interval: interval.filter(|ends| ends.iter().all(|end| end.is_finite())) }
        };
        let [sigma, kappa, gamma] = self.values;
        Some([estimate(SIGMA, sigma), estimate(KAPPA, kappa), estimate(GAMMA, gamma)])
    }
}
