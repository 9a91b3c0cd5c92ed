//! The drawings. On paper nobody can ask for another one, so what cannot be drawn says why.

use super::{Plan, said};
use crate::paper::Paper;
use charts::{
    CostData, InstancesData, LoadCurve, Palette, ProjectionData, Sheet, Size, SpikeData, UslData, cost,
    instances, projection as project, spike, usl,
};
use domain::capacity::{
    answer::{self, Horizon},
    scaling::spike_of,
    usl::fit,
};
use serde_json::{Value, json};

/// The width of a page's text.
const WIDE: Size = Size { width_px: 700, height_px: 268 };
/// Two beside each other.
const HALF: Size = Size { width_px: 400, height_px: 236 };

const fn sheet(size: Size, palette: &Palette) -> Sheet<'_> {
    Sheet { size, palette, scale: 1.0 }
}

/// Utilisation at peak against the ceiling.
pub fn projection(plan: &Plan<'_>, paper: &mut Paper) -> Value {
    let data = ProjectionData::of(plan.model, plan.today, &plan.answer.line).with(&plan.answer);
    said(paper, project(&data, sheet(WIDE, &Palette::paper())).drawn)
}

/// The others, each with its heading; a drawing that is missing has its reason instead.
pub fn others(plan: &Plan<'_>, paper: &mut Paper) -> Value {
    let year = answer::line(plan.model, plan.today, Horizon::TWELVE);
    let by_instances = InstancesData::of(plan.model, &year)
        .ok_or_else(|| "What one instance carries, or demand now, is not stated.".to_owned());
    let bill = CostData::of(plan.model, &plan.answer.costs).ok_or_else(|| "No cost is stated.".to_owned());
    let palette = Palette::paper();
    let on = sheet(HALF, &palette);
    let drawn = [
        ("Instances", by_instances.map(|data| instances(&data, on)), Vec::new()),
        load_test(plan, on),
        ("Cost", bill.map(|data| cost(&data, on)), Vec::new()),
        tenfold(plan, on),
    ];
    let shown = drawn.into_iter().map(|(heading, chart, notes)| match chart {
        Ok(chart) => {
            json!({ "heading": heading, "chart": said(paper, chart.drawn), "why": null, "notes": notes })
        }
        Err(why) => json!({ "heading": heading, "chart": null, "why": why, "notes": notes }),
    });
    shown.collect()
}

/// The model's autoscaler against ten times the demand, and what nobody stated of it.
fn tenfold(plan: &Plan<'_>, on: Sheet<'_>) -> (&'static str, Result<charts::Chart, String>, Vec<String>) {
    let heading = "A spike of ten times the demand";
    match spike_of(plan.model) {
        Err(invalid) => (heading, Err(invalid.message), Vec::new()),
        Ok(tried) => {
            let data = SpikeData::of(&tried.simulated, LoadCurve::Spike(10.0));
            (heading, Ok(spike(&data, on)), tried.assumed)
        }
    }
}

/// The curve through the load test, with what must be known before it is believed.
fn load_test(plan: &Plan<'_>, on: Sheet<'_>) -> (&'static str, Result<charts::Chart, String>, Vec<String>) {
    let heading = "Ceiling from the load test";
    if plan.model.load_points.is_empty() {
        return (heading, Err("No load test is in the model.".to_owned()), Vec::new());
    }
    match fit(&plan.model.load_points) {
        Err(refused) => (heading, Err(refused.to_string()), Vec::new()),
        Ok(fitted) => {
            let notes = fitted.warnings.iter().map(ToString::to_string).collect();
            (heading, Ok(usl(&UslData::of(plan.model, &fitted), on)), notes)
        }
    }
}
