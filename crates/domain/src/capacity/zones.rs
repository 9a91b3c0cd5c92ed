//! What the loss of zones does to the rest: they carry its load as well.

use crate::{chaos::experiment::measured, text::Invalid};

/// Utilisation, in percent, once `lost` of `zones` equal zones are gone and the others carry all of it: u·n ÷ (n−z). It may
/// be more than 100: that much is asked of what is left.
///
/// # Errors
/// No zone is left, or the utilisation is no share.
pub fn after_loss(utilization_pct: f64, zones: u32, lost: u32) -> Result<f64, Invalid> {
    share("utilization_pct", "The utilisation", utilization_pct)?;
    let left = left(zones, lost)?;
    Ok(utilization_pct * f64::from(zones) / f64::from(left))
}

/// The highest utilisation, in percent, at which the loss of `lost` of `zones` zones keeps the rest at or below
/// `threshold_pct`: t·(n−z) ÷ n.
///
/// # Errors
/// As [`after_loss`].
pub fn most_before_loss(threshold_pct: f64, zones: u32, lost: u32) -> Result<f64, Invalid> {
    share("threshold_pct", "The threshold", threshold_pct)?;
    let left = left(zones, lost)?;
    Ok(threshold_pct * f64::from(left) / f64::from(zones))
}

fn left(zones: u32, lost: u32) -> Result<u32, Invalid> {
    if zones == 0 {
        return Err(Invalid::new("zones", "There is no zone. Write in how many of them it runs."));
    }
    zones.checked_sub(lost).filter(|left| *left > 0).ok_or_else(|| {
        let all = if zones == 1 { "the only zone" } else { &format!("all of {zones} zones") };
        Invalid::new("zones_lost", format!("With {all} lost nothing is left to carry anything. Lose fewer."))
    })
}

fn share(field: &str, noun: &str, value_pct: f64) -> Result<(), Invalid> {
    if value_pct.is_finite() && (0.0..=10_000.0).contains(&value_pct) {
        return Ok(());
    }
    let stated =
        if value_pct.is_finite() { format!("{}%", measured(value_pct, "")) } else { "no number".to_owned() };
    Err(Invalid::new(field, format!("{noun} is {stated}. It must be from 0% to 10,000%.")))
}

#[cfg(test)]
mod tests {
    use super::{after_loss, most_before_loss};
    use proptest::prelude::*;

    #[test]
    fn the_rest_carries_it_all() {
        for (utilization_pct, zones, lost, then_pct) in [
            (60.0, 3, 1, 90.0),
            (60.0, 3, 0, 60.0),
            (60.0, 3, 2, 180.0),
            (50.0, 2, 1, 100.0),
            (0.0, 4, 1, 0.0),
            (75.0, 4, 1, 100.0),
        ] {
            assert_eq!(after_loss(utilization_pct, zones, lost), Ok(then_pct));
        }
        assert_eq!(most_before_loss(90.0, 3, 1), Ok(60.0));
    }

    #[test]
    fn what_leaves_nothing_is_refused() {
        let said =
            |utilization_pct, zones, lost| after_loss(utilization_pct, zones, lost).unwrap_err().message;
        assert!(said(60.0, 3, 3).starts_with("With all of 3 zones lost"), "{}", said(60.0, 3, 3));
        assert!(said(60.0, 1, 1).starts_with("With the only zone lost"));
        assert!(said(60.0, 3, 9).starts_with("With all of 3 zones lost"));
        assert!(said(60.0, 0, 0).starts_with("There is no zone."));
        assert!(said(-1.0, 3, 1).starts_with("The utilisation is −1%."));
        assert!(said(f64::NAN, 3, 1).starts_with("The utilisation is no number."));
    }

    proptest! {
        #[test]
        fn what_is_most_before_is_the_threshold_after(threshold_pct in 1.0..100.0, zones in 2_u32..20, lost in 0_u32..20) {
            prop_assume!(lost < zones);
            let most = most_before_loss(threshold_pct, zones, lost).unwrap();
            prop_assert!((after_loss(most, zones, lost).unwrap() - threshold_pct).abs() < 1e-9);
        }
    }
}
