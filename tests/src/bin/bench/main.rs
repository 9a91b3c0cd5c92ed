//! Whole-program speeds, each beside its reference in the same run, as rows for `cargo xtask bench`. With the name of a
//! part only that one is measured. Milliseconds are told; what is held is how many times as long as the reference it is.
#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a bench stops at the first surprise"
)]

use std::env;

mod abort;
mod answers;
mod catalog;
mod day;
mod drawn;
mod incidents;
mod plain;
mod rooms;
mod row;
mod sliders;
mod start;

/// The parts, in the order in which they are measured.
const PARTS: [(&str, fn()); 7] = [
    ("start", start::bench),
    ("rooms", rooms::bench),
    ("sliders", sliders::bench),
    ("catalog", catalog::bench),
    ("day", day::bench),
    ("incidents", incidents::bench),
    ("abort", abort::bench),
];

fn main() {
    let wanted: Vec<String> = env::args().skip(1).collect();
    for (name, bench) in PARTS {
        if wanted.is_empty() || wanted.iter().any(|one| one == name) {
            bench();
        }
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
