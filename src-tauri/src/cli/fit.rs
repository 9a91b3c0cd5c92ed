//! Curves through measured points, without a workspace.

use super::{capacity::DECIMAL, files, print};
use ::interchange::capacity::load_test::{self, LOAD_TEST_MAX_BYTES, LoadTest};
use contract::{Code, Refusal};
use domain::{
    capacity::{
        file::Decimal,
        usl::{self, Estimate, Fit},
    },
    chaos::experiment::measured,
    text::count,
};
use serde_json::{Value, json};
use std::{ops::ControlFlow, path::Path};

/// Fits the Universal Scalability Law to a load test, and prints it.
pub fn usl(path: &Path, decimal: Option<Decimal>, json: bool) -> Result<(), Refusal> {
    let unreadable = |words: String| Refusal::new(Code::Unreadable, format!("“{}”: {words}", path.display()));
    let bytes = files::bytes(path, LOAD_TEST_MAX_BYTES as u64, |_| None).map_err(unreadable)?;
    let test = load_test::offered(&bytes, &mut |_| ControlFlow::Continue(()))
        .map_err(|refusal| unreadable(refusal.to_string()))?;
    let test = test.settled(decimal).map_err(|open| unreadable(format!("{open}\n{DECIMAL}")))?;
    let fit = match usl::fit(&test.points) {
        Ok(fit) => fit,
        // What was left out of the file may be why there are too few points.
        Err(refused) => {
            test.warnings.iter().for_each(|warning| print::warn(warning));
            return Err(Refusal::new(Code::Invalid, refused.to_string()));
        }
    };
    let warnings: Vec<String> =
        test.warnings.iter().cloned().chain(fit.warnings.iter().map(ToString::to_string)).collect();
    if json {
        return print::json(&as_json(&test, &fit, &warnings));
    }
    lines(&fit, &test.unit).iter().try_for_each(|line| print::line(line))?;
    warnings.iter().for_each(|warning| print::warn(warning));
    Ok(())
}

/// As scripts read it: every key is there, and null where there is nothing to say.
fn as_json(test: &LoadTest, fit: &Fit, warnings: &[String]) -> Value {
    json!({
        "sigma": fit.sigma.value,
        "kappa": fit.kappa.value,
        "gamma": fit.gamma.value,
        "intervals_95": {
            "sigma": fit.sigma.interval, "kappa": fit.kappa.interval, "gamma": fit.gamma.interval,
        },
        "peak": fit.peak,
        "limit": fit.limit,
        "r2": fit.r2,
        "residual": fit.residual,
        "unit": test.unit,
        "points": test.points,
        "requests": test.requests,
        "errors": test.errors,
        "warnings": warnings,
    })
}

/// As people read it.
fn lines(fit: &Fit, unit: &str) -> [String; 6] {
    let figure = |value: f64| measured(value, "");
    let sure = |estimate: Estimate| match estimate.interval {
        Some([low, high]) => {
            format!("{} (95% from {} to {})", small(estimate.value), small(low), small(high))
        }
        None => format!("{} (at its bound)", small(estimate.value)),
    };
    [
        format!("Contention (σ)  {}", sure(fit.sigma)),
        format!("Coherency (κ)   {}", sure(fit.kappa)),
        format!("One alone (γ)   {}", sure(fit.gamma)),
        match fit.peak {
            Some(peak) => {
                format!("Peak            {} at {}", measured(peak.throughput, unit), figure(peak.concurrency))
            }
            None => "Peak            none among what was measured".to_owned(),
        },
        match fit.limit {
            Some(limit) => format!("Limit           {} (Amdahl)", measured(limit, unit)),
            None => "Limit           none".to_owned(),
        },
        format!(
            "Fitted to {}; it explains {}% of their spread.",
            count(fit.points as u64, "point"),
            figure(fit.r2 * 100.0)
        ),
    ]
}

/// A parameter with four digits that say something, however small it is.
fn small(value: f64) -> String {
    if value == 0.0 || value.abs() >= 0.1 {
        return measured(value, "");
    }
    let digits = (3.0 - value.abs().log10().floor()).clamp(4.0, 15.0) as usize;
    format!("{value:.digits$}").replace('-', "−")
}
