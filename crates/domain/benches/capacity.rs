//! What 5,000 futures over 36 months cost, beside the same multiplications, divisions and quantiles over plain arrays of numbers
//! that are drawn already; and what a slider costs without them.
#![allow(clippy::unwrap_used, reason = "a bench stops at the first surprise")]

#[path = "../../../tests/src/bin/bench/row.rs"]
mod row;

use domain::{
    capacity::{Basis, CapacityModel, Horizon, Input, InputKey, answer},
    time::parse_date,
};
use std::{hint::black_box, time::Instant as Stopwatch};

const RUNS: usize = 5_000;
const MONTHS: usize = 36;
/// How often each is measured; the fastest counts, because everything else is the machine.
const TIMES: usize = 60;
/// How much more the rules may cost than the plain loop.
const RATIO_MAX: f64 = 1.5;
/// A slider repaints within a frame of 16.7 ms; the rules may take a tenth of it.
const LINE_MS_MAX: f64 = 1.6;

fn main() {
    let today = parse_date("2026-11-24").unwrap();
    let model = model();
    let growths = growths();
    // In turn, so that both see the same machine.
    let (mut plain_ms, mut futures_ms) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..TIMES {
        plain_ms = plain_ms.min(ms(|| {
            black_box(plain(black_box(&growths)));
        }));
        futures_ms = futures_ms.min(ms(|| {
            black_box(answer::runs_out(black_box(&model), today));
        }));
    }
    let whole_ms = fastest_ms(|| {
        black_box(answer::answer(black_box(&model), today, Horizon::LONGEST));
    });
    let line_ms = fastest_ms(|| {
        black_box(answer::line(black_box(&model), today, Horizon::LONGEST));
    });
    println!("capacity: the whole answer, without options, {whole_ms:.2} ms");
    row::Row::new("5,000 futures over 36 months, beside a plain loop", futures_ms, "ms")
        .beside(plain_ms)
        .limit(RATIO_MAX)
        .write();
    row::Row::new("line of a capacity model for a slider", line_ms, "ms").limit(LINE_MS_MAX).write();
}

fn fastest_ms(mut work: impl FnMut()) -> f64 {
    (0..TIMES).map(|_| ms(&mut work)).fold(f64::INFINITY, f64::min)
}

fn ms(work: impl FnOnce()) -> f64 {
    let begun = Stopwatch::now();
    work();
    begun.elapsed().as_secs_f64() * 1e3
}

fn model() -> CapacityModel {
    let mut model = CapacityModel::named("Bench", "");
    for (key, value, low, high) in [
        (InputKey::DemandNow, 740.0, 700.0, 790.0),
        (InputKey::GrowthPctPerMonth, 4.0, 2.0, 7.0),
        (InputKey::Ceiling, 1_800.0, 1_600.0, 1_900.0),
    ] {
        let input = Input { low_high: Some([low, high]), basis: Basis::Measured, ..Input::guessed(value) };
        model.inputs.insert(key, input);
    }
    model
}

/// Growth of a month in each run: what the plain loop begins from.
fn growths() -> Vec<f64> {
    (0..RUNS)
        .map(|run| 1.01 + 0.06 * f64::from(u32::try_from(run * 7_919 % RUNS).unwrap()) / 5_000.0)
        .collect()
}

/// The same loop over plain arrays: utilisation a month, its quantiles, and the month in which it is 1.
fn plain(growths: &[f64]) -> (Vec<[f64; 3]>, [usize; 3]) {
    let mut demand = vec![740.0; RUNS];
    let ceiling = vec![1_800.0; RUNS];
    let mut reached = vec![usize::MAX; RUNS];
    let mut bands = Vec::new();
    for month in 0..=MONTHS {
        let mut used = vec![0.0; RUNS];
        for run in 0..RUNS {
            used[run] = demand[run] / ceiling[run];
            if used[run] >= 1.0 && reached[run] == usize::MAX {
                reached[run] = month;
            }
            demand[run] *= growths[run];
        }
        bands.push([500, 2_500, 4_500].map(|at| *used.select_nth_unstable_by(at, f64::total_cmp).1));
    }
    reached.sort_unstable();
    (bands, [500, 2_500, 4_500].map(|at| reached[at]))
}
