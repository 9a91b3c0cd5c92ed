//! The most that a load test shows, stated as a number of the model.

use super::learned;
use crate::desk::Desk;
use contract::{Answer, Caller, Refusal, StateCeiling};
use domain::{
    Record,
    capacity::{
        Basis, CapacityModel, Input, InputKey,
        usl::{self, LoadPoint, Warning},
    },
    chaos::experiment::{measured, quantity},
    record::Noun,
    text::{Invalid, LINE_MAX_CHARS, clip},
};

impl Answer<StateCeiling> for Desk {
    fn answer(&self, StateCeiling { model: id, key }: StateCeiling, _: Caller) -> Result<Record, Refusal> {
        let (_, workspace) = self.workspace()?;
        self.write(|tx| {
            let (record, mut model) = tx.body::<CapacityModel>(id)?;
            let before = model.clone();
            let input = shown(&model, &workspace.facilitator)?;
            learned::state(&mut model, stated(key)?, input);
            model.check()?;
            if model == before {
                return Ok(record); // it says so already
            }
            Ok(tx.save(id, record.version, model.into())?)
        })
    }
}

/// What a load test can show: what the whole carries, or what one instance does.
fn stated(key: InputKey) -> Result<InputKey, Invalid> {
    match key {
        InputKey::Ceiling | InputKey::CarriesPerInstance => Ok(key),
        _ => Err(Invalid::new("key", format!("A load test does not show “{}”.", key.label()))),
    }
}

/// The peak of the curve. Where it was driven past, that is measured; where it lies beyond the points, where they do not settle it,
/// or where they show none and the highest of them counts, it is an estimate: what lies above it, nobody has seen.
fn shown(model: &CapacityModel, by: &str) -> Result<Input, Invalid> {
    let fit = usl::fit(&model.load_points).map_err(|refused| {
        Invalid::new("load_points", format!("No ceiling follows from these points. {refused}"))
    })?;
    let highest = highest(&model.load_points);
    let is_sure = !fit.warnings.iter().any(|warning| matches!(warning, Warning::Unsure { of_peak: true }));
    let (value, basis, what) = match (fit.peak, highest) {
        (Some(peak), _) if peak.concurrency <= fit.measured[1] && is_sure => {
            (peak.throughput, Basis::Measured, at("peak", peak))
        }
        (Some(peak), _) if is_sure => {
            (peak.throughput, Basis::Estimated, at("peak, beyond what was measured,", peak))
        }
        (Some(peak), _) => {
            (peak.throughput, Basis::Estimated, at("peak, which the points do not settle,", peak))
        }
        (None, Some(point)) => {
            (point.throughput, Basis::Estimated, at("the highest measured, no peak seen,", point))
        }
        (None, None) => return Err(Invalid::new("load_points", "There are no points.")),
    };
    let source = if model.load_source.is_empty() { "load test" } else { &model.load_source };
    let (value, unit) = (rounded(value), &model.metric);
    Ok(Input {
        value,
        low_high: None,
        basis,
        by: by.to_owned(),
        on: None, // the points do not say of which day they are
        note: clip(&format!("{source}: {what}, {}", quantity(value, unit)), LINE_MAX_CHARS - 1),
    })
}

fn at(what: &str, point: LoadPoint) -> String {
    format!("{what} at a concurrency of {}", measured(point.concurrency, ""))
}

fn highest(points: &[LoadPoint]) -> Option<LoadPoint> {
    points.iter().copied().max_by(|one, other| one.throughput.total_cmp(&other.throughput))
}

/// Four digits: more than a load test ever shows.
fn rounded(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap_or(value)
}
