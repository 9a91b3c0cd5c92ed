//! Whole-program speeds, each beside its reference in the same run: `cargo xtask bench`. A limit that is broken ends
//! the bench in words. With a name (`start`, `abort`, `day`, `catalog`) only that part is measured.
#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a bench stops at the first surprise"
)]

use std::{env, process::ExitCode};

mod abort;
mod answers;
mod catalog;
mod day;
mod start;

fn main() -> ExitCode {
    let wanted: Vec<String> = env::args().skip(1).collect();
    let mut limits = Limits::default();
    let measured = |name: &str| wanted.is_empty() || wanted.iter().any(|one| one == name);
    if measured("start") {
        start::bench(&mut limits);
    }
    if measured("abort") {
        abort::bench(&mut limits);
    }
    if measured("day") {
        day::bench(&mut limits);
    }
    if measured("catalog") {
        catalog::bench(&mut limits);
    }
    limits.verdict()
}

/// What was promised, and which promises were not kept.
#[derive(Default)]
struct Limits {
    broken: Vec<String>,
}

impl Limits {
    /// Holds a figure against its limit.
    fn hold(&mut self, what: &str, measured: f64, limit: f64, unit: &str) {
        if measured > limit {
            self.broken.push(format!("{what}: {measured:.2}{unit}, the limit is {limit:.2}{unit}"));
        }
    }

    fn verdict(self) -> ExitCode {
        if self.broken.is_empty() {
            return ExitCode::SUCCESS;
        }
        eprintln!("✗ slower than promised:");
        self.broken.iter().for_each(|broken| eprintln!("    {broken}"));
        eprintln!(
            "  On a machine that is busy with something else, measure again before looking for the cause."
        );
        ExitCode::FAILURE
    }
}

/// The value below which `share` of the values lie. Sorts them.
fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place in a short list"
    )]
    let at = (last as f64 * share).ceil() as usize;
    values[at]
}
