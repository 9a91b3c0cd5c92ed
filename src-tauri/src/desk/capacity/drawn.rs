//! The charts of a model, from what its rules say.

use crate::desk::palette;
use charts::{CostData, InstancesData, LoadCurve, Palette, ProjectionData, Size, SpikeData, UslData};
use contract::{CapacityChart, Chart, ChartPlace, Code, Drawing, Refusal, Sheet};
use domain::{
    Date,
    capacity::{
        CapacityAnswer, CapacityModel, Horizon, answer,
        scaling::{Tried, day_of, spike_of},
        usl,
    },
};

/// For whose eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
    /// One person in front of a screen.
    Screen,
    /// A room in front of a wall.
    Stage,
}

/// The projection with its band and its dates.
pub(super) fn projection(
    model: &CapacityModel,
    answer: &CapacityAnswer,
    sheet: Sheet,
    letters: Letters,
) -> Chart {
    let data = ProjectionData::of(model, answer.today, &answer.line).with(answer);
    let drawn = charts::projection(&data, on(sheet, &palette(sheet.theme), letters));
    shown(drawn, answer.findings.clone())
}

/// One of the others.
pub(super) fn other(
    model: &CapacityModel,
    chart: CapacityChart,
    today: Date,
    sheet: Sheet,
) -> Result<Chart, Refusal> {
    let colours = palette(sheet.theme);
    let on = on(sheet, &colours, Letters::Screen);
    // All but the costs show a case and no course of days: what is tried holds in it, whenever it starts.
    let case = model.holding_on(Date::MAX);
    match chart {
        CapacityChart::Instances => {
            let line = answer::line(case, today, Horizon::TWELVE);
            let data = InstancesData::of(case, &line)
                .ok_or_else(|| missing("what one instance carries, and demand now"))?;
            Ok(shown(charts::instances(&data, on), Vec::new()))
        }
        CapacityChart::Cost => {
            let data = CostData::of(model, &answer::costs(model, today))
                .ok_or_else(|| missing("what it costs now, or what one instance costs"))?;
            Ok(shown(charts::cost(&data, on), Vec::new()))
        }
        CapacityChart::Ceiling => ceiling(case, on),
        CapacityChart::Spike | CapacityChart::Daily => scaled(case, chart, on),
    }
}

fn ceiling(model: &CapacityModel, on: charts::Sheet<'_>) -> Result<Chart, Refusal> {
    let fit =
        usl::fit(&model.load_points).map_err(|refused| Refusal::new(Code::Invalid, refused.to_string()))?;
    let data = UslData::of(model, &fit);
    let warnings: Vec<String> = fit.warnings.iter().map(ToString::to_string).collect();
    let is_alarm = !warnings.is_empty();
    let pill = if is_alarm { "read the notes" } else { "measured" };
    Ok(Chart { pill: pill.to_owned(), is_alarm, ..shown(charts::usl(&data, on), warnings) })
}

/// The model's autoscaler against a spike of ten times the demand, or against a day.
fn scaled(model: &CapacityModel, chart: CapacityChart, on: charts::Sheet<'_>) -> Result<Chart, Refusal> {
    let (tried, load) = match chart {
        CapacityChart::Daily => (day_of(model)?, LoadCurve::Day),
        _ => (spike_of(model)?, LoadCurve::Spike(10.0)),
    };
    let Tried { simulated, assumed } = tried;
    let mut drawn = shown(charts::spike(&SpikeData::of(&simulated, load), on), assumed);
    drawn.is_alarm = simulated.max_binds() || simulated.overloaded_s > 0;
    drawn.pill = if simulated.max_binds() {
        "cannot carry".to_owned()
    } else if simulated.overloaded_s > 0 {
        "too slow".to_owned()
    } else {
        "carries it".to_owned()
    };
    Ok(drawn)
}

fn missing(what: &str) -> Refusal {
    Refusal::new(Code::Invalid, format!("Not stated yet: {what}."))
}

const fn on<'a>(sheet: Sheet, palette: &'a Palette, letters: Letters) -> charts::Sheet<'a> {
    let size = Size { width_px: sheet.width_px, height_px: sheet.height_px };
    let scale = match letters {
        Letters::Screen => 1.0,
        Letters::Stage => 1.8,
    };
    charts::Sheet { size, palette, scale }
}

fn shown(chart: charts::Chart, findings: Vec<String>) -> Chart {
    let place = |place: charts::ChartPlace| ChartPlace { x_px: place.x_px, words: place.words };
    Chart {
        drawing: Drawing { svg: chart.drawn.svg, alt: chart.drawn.alt },
        places: chart.places.into_iter().map(place).collect(),
        pill: String::new(),
        is_alarm: false,
        findings,
    }
}
