//! What goes out of a model: its report, and its projection as a table.

use crate::desk::noun::Source;
use contract::{Code, Refusal};
use domain::{
    capacity::{CapacityAnswer, CapacityModel, Tile, answer},
    document::Service,
    text::clip,
};
use reports::CapacityReport;
use store::Trouble;

/// As wide as the widest label of a figure: “Runs out of connections”.
const LABEL_CHARS: usize = 23;

/// The report of a model.
pub(super) fn pdf(model: &CapacityModel, source: &Source<'_>) -> Result<Vec<u8>, Refusal> {
    let Source { store, workspace, id, now, .. } = *source;
    let service = match model.service_id.map(|service| store.body::<Service>(service)) {
        Some(Ok(service)) => Some(service.name),
        // One that was removed since is no reason to print none.
        None | Some(Err(Trouble::NotFound { .. } | Trouble::IsNo { .. })) => None,
        Some(Err(trouble)) => return Err(trouble.into()),
    };
    let actions = source.raised()?;
    let report = CapacityReport { workspace, id, model, service: service.as_deref(), actions: &actions, now };
    reports::pdf(&report).map_err(|cause| Refusal::new(Code::Internal, cause.to_string()))
}

/// The answer as people read it on the command line: the sentence of the projector or why no date can be said, then a figure
/// a line.
pub(super) fn lines(model: &CapacityModel, answer: &CapacityAnswer) -> Vec<String> {
    let headline = answer::headline(&clip(&model.title, 60), &answer.runs_out);
    let why = answer.runs_out.refusal().map(ToString::to_string);
    // Why there is no date stands above its figure already.
    let figures = answer::tiles(model, answer).into_iter().skip(usize::from(why.is_some()));
    let figures = figures.map(|Tile { label, value, note, .. }| {
        let words = format!("{label:<LABEL_CHARS$}  {value} ({note})");
        words.trim_end_matches(" ()").to_owned()
    });
    [format!("{headline}.")].into_iter().chain(why).chain(figures).collect()
}

/// The projection to the longest horizon, a line for each day that it has a value for. A cell without a figure is empty.
pub(super) fn csv(answer: &CapacityAnswer) -> String {
    let mut text = "on,demand,straight_on,utilization_pct,p10_pct,p50_pct,p90_pct\n".to_owned();
    let cell = |value: Option<f64>| {
        value.filter(|value| value.is_finite()).map_or_else(String::new, |value| format!("{value:.3}"))
    };
    for point in &answer.line.points {
        let band = answer.band.iter().find(|band| band.on == point.on);
        let cells = [
            Some(point.demand),
            Some(point.naive),
            point.utilization_pct,
            band.map(|band| band.p10_pct),
            band.map(|band| band.p50_pct),
            band.map(|band| band.p90_pct),
        ];
        text.push_str(&point.on.to_string());
        for value in cells {
            text.push(',');
            text.push_str(&cell(value));
        }
        text.push('\n');
    }
    text
}
