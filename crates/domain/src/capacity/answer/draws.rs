//! Draws of the numbers that nobody knows exactly. The same seed gives the same picture.
//!
//! An interval holds the true value in nine cases of ten, so its ends are the quantiles of 5% and 95%, and the stated value is
//! the median. Either side of the median has a spread of its own: normal, and lognormal where the whole interval is above
//! nought and the number cannot be negative (demand, ceilings, costs). So all three stated numbers are quantiles of the draws.
//!
//! Each number has its own stream, seeded by its key: a slider or an option changes what it changes and nothing else, and options
//! are compared on the same draws. Within a stream the draws are stratified (one from each of 5,000 equal parts of the normal
//! distribution, in random order: M. D. `McKay` and others, Technometrics 21 (1979), 239), which makes quantiles steadier.

use crate::capacity::model::{CapacityModel, InputKey, Launch, LaunchStep};
use rand_xoshiro::{
    Xoshiro256PlusPlus,
    rand_core::{Rng, SeedableRng},
};

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

/// How many draws.
pub(super) const RUNS: usize = 5_000;
/// The same for all models and all times.
const SEED: u64 = 20_261_129;
/// Streams that are kept: those of all keys, and of some launches.
const KEPT_MAX: usize = 64;
/// The quantile of 95% of the normal distribution.
const Z_95: f64 = 1.644_853_626_951_472_7;

/// What a number is in one draw after the other; one value where it is the same in all.
pub(super) enum Drawn {
    Same(f64),
    Each(Vec<f64>),
}

impl Drawn {
    /// The value of one draw.
    pub(super) fn at(&self, run: usize) -> f64 {
        match self {
            Self::Same(value) => *value,
            Self::Each(values) => values.get(run).copied().unwrap_or_default(),
        }
    }

    /// Whether it differs from draw to draw.
    pub(super) fn is_range(&self) -> bool {
        matches!(self, Self::Each(_))
    }
}

/// Draws of an input; none where it is not stated.
pub(super) fn input(model: &CapacityModel, key: InputKey) -> Option<Drawn> {
    let value = model.value(key)?;
    let (min, max) = key.limits();
    let low_high = model.inputs.get(&key).and_then(|input| input.low_high);
    Some(drawn(key.word(), value, low_high, min, max))
}

/// Draws of a launch: what demand is multiplied by, and what is added then.
pub(super) fn launch(launch: &Launch) -> (Drawn, Drawn) {
    let (value, min, max) = match launch.step {
        LaunchStep::Percent(pct) => (pct, -100.0, 10_000.0),
        LaunchStep::Amount(amount) => (amount, -1e15, 1e15),
    };
    let value = if value.is_finite() { value.clamp(min, max) } else { 0.0 };
    let step = drawn(&format!("launch {}", launch.key), value, launch.low_high, min, max);
    match launch.step {
        LaunchStep::Percent(_) => (step.map(|pct| 1.0 + pct / 100.0), Drawn::Same(0.0)),
        LaunchStep::Amount(_) => (Drawn::Same(1.0), step),
    }
}

impl Drawn {
    fn map(self, of: impl Fn(f64) -> f64) -> Self {
        match self {
            Self::Same(value) => Self::Same(of(value)),
            Self::Each(values) => Self::Each(values.into_iter().map(of).collect()),
        }
    }
}

fn drawn(stream: &str, value: f64, low_high: Option<[f64; 2]>, min: f64, max: f64) -> Drawn {
    let Some([low, high]) = low_high.filter(|[low, high]| low.is_finite() && high.is_finite() && low < high)
    else {
        return Drawn::Same(value);
    };
    let (low, high) = (low.clamp(min, value), high.clamp(value, max));
    let of: Box<dyn Fn(f64) -> f64> = if min >= 0.0 && low > 0.0 {
        let (down, up) = ((value / low).ln() / Z_95, (high / value).ln() / Z_95);
        Box::new(move |z| value * (z * if z < 0.0 { down } else { up }).exp())
    } else {
        let (down, up) = ((value - low) / Z_95, (high - value) / Z_95);
        Box::new(move |z| value + z * if z < 0.0 { down } else { up })
    };
    Drawn::Each(normals(stream).iter().map(|z| of(*z).clamp(min, max)).collect())
}

/// The normal draws of a stream: made once and kept, because a slider asks for the same ones with every move.
fn normals(stream: &str) -> Arc<[f64]> {
    static KEPT: Mutex<BTreeMap<String, Arc<[f64]>>> = Mutex::new(BTreeMap::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(values) = kept.get(stream) {
        return Arc::clone(values);
    }
    if kept.len() >= KEPT_MAX {
        kept.clear(); // launches of many models, one after the other
    }
    let values: Arc<[f64]> = stratified(stream).into();
    kept.insert(stream.to_owned(), Arc::clone(&values));
    values
}

/// Stratified draws of the normal distribution, those of a stream always the same.
fn stratified(stream: &str) -> Vec<f64> {
    let mut chance = Xoshiro256PlusPlus::seed_from_u64(SEED ^ hash(stream));
    let runs = f64::from(u32::try_from(RUNS).unwrap_or(u32::MAX));
    let part = |at: u32| normal_quantile((f64::from(at) + unit(chance.next_u64())) / runs);
    let mut values: Vec<f64> = (0..).take(RUNS).map(part).collect();
    for last in (1..values.len()).rev() {
        // The product's upper half is even over 0..=last but for one part in 10^15.
        let to = (u128::from(chance.next_u64()) * (last as u128 + 1)) >> 64;
        values.swap(last, usize::try_from(to).unwrap_or(last));
    }
    values
}

/// Even in the open interval from 0 to 1.
fn unit(bits: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    let whole = (bits >> 11) as f64;
    (whole + 0.5) / 9_007_199_254_740_992.0
}

/// FNV-1a, 64 bits: the same on every machine.
fn hash(stream: &str) -> u64 {
    stream
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The quantile of the normal distribution, 0 < p < 1, with a relative error below 1.15e-9: P. J. Acklam's rational
/// approximation (2003).
fn normal_quantile(p: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_69e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const B: [f64; 6] = [
        -5.447_609_879_822_406e1,
        1.615_858_368_580_409e2,
        -1.556_989_798_598_866e2,
        6.680_131_188_771_972e1,
        -1.328_068_155_288_572e1,
        1.0,
    ];
    const C: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 5] = [
        7.784_695_709_041_462e-3,
        3.224_671_290_700_398e-1,
        2.445_134_137_142_996,
        3.754_408_661_907_416,
        1.0,
    ];
    const TAIL: f64 = 0.024_25;
    let polynomial = |of: &[f64], x: f64| of.iter().fold(0.0, |sum, next| sum * x + next);
    let tail = |p: f64| {
        let q = (-2.0 * p.ln()).sqrt();
        polynomial(&C, q) / polynomial(&D, q)
    };
    if p < TAIL {
        tail(p)
    } else if p > 1.0 - TAIL {
        -tail(1.0 - p)
    } else {
        let q = p - 0.5;
        polynomial(&A, q * q) * q / polynomial(&B, q * q)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quantile_of_the_normal_distribution_is_that_of_its_tables() {
        let known = [
            (0.5, 0.0),
            (0.95, Z_95),
            (0.975, 1.959_963_984_540_054),
            (0.001, -3.090_232_306_167_813),
            (0.99, 2.326_347_874_040_841),
        ];
        for (p, z) in known {
            assert!((normal_quantile(p) - z).abs() < 1e-8, "{p}");
            assert!((normal_quantile(1.0 - p) + z).abs() < 1e-8, "{p}");
        }
    }

    #[test]
    fn the_three_stated_numbers_are_quantiles_of_the_draws() {
        for (low, value, high, min) in
            [(6.0, 8.0, 12.0, -100.0), (900.0, 1_000.0, 1_500.0, 0.0), (-3.0, 0.0, 1.0, -100.0)]
        {
            let Drawn::Each(mut values) = drawn("a", value, Some([low, high]), min, 1e9) else {
                unreachable!("an interval is drawn")
            };
            values.sort_by(f64::total_cmp);
            for (share, stated) in [(0.05, low), (0.5, value), (0.95, high)] {
                let at = values.partition_point(|drawn| *drawn <= stated);
                #[allow(clippy::cast_precision_loss, reason = "small")]
                let share_below = at as f64 / RUNS as f64;
                assert!((share_below - share).abs() <= 0.000_5, "{stated}: {share_below}");
            }
        }
    }

    #[test]
    fn a_stream_is_always_the_same_and_not_that_of_another_key() {
        assert_eq!(stratified("a"), stratified("a"));
        assert_ne!(stratified("a"), stratified("b"));
    }
}
