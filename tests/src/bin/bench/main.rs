//! Whole-program speeds, each beside its reference in the same run: `cargo xtask bench`.
#![allow(clippy::panic, clippy::expect_used, reason = "a bench stops at the first surprise")]

mod abort;
mod start;

fn main() {
    start::bench();
    abort::bench();
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
