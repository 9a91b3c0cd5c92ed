//! The charts of a model, from what its rules say.

use crate::desk::palette;
use charts::{
    CostData, InstancesData, LoadCurve, Palette, ProjectionData, Size, SpikeData, SpikePoint, UslData,
    UslPeak,
};
use contract::{CapacityChart, Chart, ChartPlace, Code, Drawing, Refusal, Sheet};
use domain::{
    Date,
    capacity::{
        Basis, CapacityAnswer, CapacityModel, Horizon, InputKey,
        answer::{self, Line},
        scaling::{Daily, Demand, Policy, Simulated, Spike, simulate},
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

/// The projection without chance.
pub(super) fn line(model: &CapacityModel, line: &Line, today: Date, sheet: Sheet) -> Chart {
    let data = ProjectionData::of(model, today, line);
    let data = ProjectionData { said: answer::sentence(model, line, None), ..data };
    shown(charts::projection(&data, on(sheet, &palette(sheet.theme), Letters::Screen)), Vec::new())
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
    match chart {
        CapacityChart::Instances => {
            let line = answer::line(model, today, Horizon::TWELVE);
            let data = InstancesData::of(model, &line)
                .ok_or_else(|| missing("what one instance carries, and demand now"))?;
            Ok(shown(charts::instances(&data, on), Vec::new()))
        }
        CapacityChart::Cost => {
            let data = CostData::of(model, &answer::costs(model, today))
                .ok_or_else(|| missing("what it costs now, or what one instance costs"))?;
            Ok(shown(charts::cost(&data, on), Vec::new()))
        }
        CapacityChart::Ceiling => ceiling(model, on),
        CapacityChart::Spike | CapacityChart::Daily => scaled(model, chart, on),
    }
}

fn ceiling(model: &CapacityModel, on: charts::Sheet<'_>) -> Result<Chart, Refusal> {
    let fit =
        usl::fit(&model.load_points).map_err(|refused| Refusal::new(Code::Invalid, refused.to_string()))?;
    let data = UslData {
        points: model.load_points.iter().map(|point| (point.concurrency, point.throughput)).collect(),
        sigma: fit.sigma.value,
        kappa: fit.kappa.value,
        gamma: fit.gamma.value,
        peak: fit.peak.map(|peak| UslPeak {
            concurrency: peak.concurrency,
            interval: None,
            throughput: peak.throughput,
        }),
        limit: fit.limit,
        concurrency: String::new(),
        metric: model.metric.clone(),
    };
    let warnings: Vec<String> = fit.warnings.iter().map(ToString::to_string).collect();
    let is_alarm = !warnings.is_empty();
    let pill = if is_alarm { "read the notes" } else { "measured" };
    Ok(Chart { pill: pill.to_owned(), is_alarm, ..shown(charts::usl(&data, on), warnings) })
}

/// The autoscaler of the handbook against a spike of ten times the demand, or against a day.
fn scaled(model: &CapacityModel, chart: CapacityChart, on: charts::Sheet<'_>) -> Result<Chart, Refusal> {
    let needs = "demand now, what one instance carries, and max instances";
    let number = |key| model.value(key).ok_or_else(|| missing(needs));
    let (normal, carries) = (number(InputKey::DemandNow)?, number(InputKey::CarriesPerInstance)?);
    let max = whole(number(InputKey::MaxInstances)?);
    let min = model.value(InputKey::MinInstances).or(model.value(InputKey::InstancesNow)).map_or(1, whole);
    let startup_s = model.value(InputKey::StartUpS).map_or(0, whole);
    let up_pct = number(InputKey::ScaleUpPct)?;
    let policy = Policy {
        startup_s,
        cooldown_s: number(InputKey::CooldownS).map(whole)?,
        ..Policy::kubernetes((min.min(max), max), carries, up_pct)
    };
    let (demand, load, what) = match chart {
        CapacityChart::Daily => {
            let daily = Daily { lowest: normal * DAY_LOWEST_SHARE, highest: normal };
            (Demand::Daily(daily), LoadCurve::Day, "an ordinary day")
        }
        _ => (Demand::Spike(Spike::tenfold(normal)), LoadCurve::Spike(10.0), "a 10× spike"),
    };
    let simulated = simulate(&policy, &demand).map_err(Refusal::from)?;
    let mut drawn = shown(charts::spike(&spike(&simulated, load, max), on), assumed(model, chart));
    drawn.drawing.alt = simulated.sentence(what);
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

/// By night there is a third of what there is at the peak, where nobody measured a day.
const DAY_LOWEST_SHARE: f64 = 1.0 / 3.0;

/// What the simulation takes for granted because nobody stated it.
fn assumed(model: &CapacityModel, chart: CapacityChart) -> Vec<String> {
    let mut said = Vec::new();
    if model.stated(InputKey::StartUpS).is_none() {
        said.push(
            "How long an instance takes to start is not stated: it is taken to serve at once.".to_owned(),
        );
    }
    if model.inputs.get(&InputKey::MaxInstances).is_some_and(|input| input.basis == Basis::Guessed) {
        said.push("Max instances is guessed.".to_owned());
    }
    if chart == CapacityChart::Daily {
        said.push("No day was measured: demand by night is taken to be a third of the peak.".to_owned());
    }
    said
}

fn spike(simulated: &Simulated, load: LoadCurve, max: u32) -> SpikeData {
    let point = |moment: &domain::capacity::scaling::Moment| SpikePoint {
        minute: f64::from(moment.at_s) / 60.0,
        wanted: f64::from(moment.ready.saturating_add(moment.short_by)),
        ready: f64::from(moment.ready),
    };
    SpikeData { load, points: simulated.moments.iter().map(point).collect(), max: Some(f64::from(max)) }
}

fn missing(what: &str) -> Refusal {
    Refusal::new(Code::Invalid, format!("Not stated yet: {what}."))
}

fn whole(value: f64) -> u32 {
    value.round().clamp(0.0, 1e6) as u32
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
