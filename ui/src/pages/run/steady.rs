//! The steady state: what was, what is acceptable, what is now.

use super::{
    panel::{Day, Panel},
    reading::ReadingRow,
    words::{standing_words, state_of},
};
use crate::components::{Button, ButtonKind, Pill, Spark};
use domain::{
    experiment::{Metric, figure, quantity},
    run::{Progress, Step, Trial},
};
use yew::prelude::*;

/// The spark shows this much time before the last reading, in milliseconds.
const SPARK_MS: i64 = 10 * 60_000;
/// A range with its unit that has more characters than this is broken over lines.
const UNIT_SHORT: usize = 16;

/// The table of metrics with the row that records a reading.
#[component]
pub fn Steady(props: &Day) -> Html {
    let Some(trial) = props.view.run.trial().filter(|trial| trial.progress() != Progress::Skipped) else {
        return Html::default();
    };
    // While the recovery is measured, readings are the work: the row stands open.
    let measuring = trial.progress() == Progress::Active(Step::Verify);
    let open = props.panel == Some(Panel::Reading) || measuring;
    let record = props.open.reform(|()| Panel::Reading);
    html! {
        <section class="card" data-flush="" data-act="steady">
            <div class="card-head">
                <h2 class="card-title">{ "Steady state" }</h2>
                if !open { <Button act="record-reading" kind={ButtonKind::Quiet} small=true keys="R" onclick={record}>{ "Record a reading" }</Button> }
            </div>
            <div class="card-body">
                <table class="table">
                    <thead><tr>
                        <th>{ "Metric" }</th>
                        <th data-align="right">{ "Baseline" }</th>
                        <th data-align="right">{ "Acceptable" }</th>
                        <th data-align="right">{ "Now" }</th>
                        <th data-narrow="hide">{ "10 min" }</th>
                        <th>{ "State" }</th>
                    </tr></thead>
                    <tbody>{ for trial.experiment().metrics.iter().map(|metric| row(props, trial, metric)) }</tbody>
                </table>
                if open { <ReadingRow key={props.view.run.present.unwrap_or_default()} ..props.clone() /> }
            </div>
        </section>
    }
}

fn row(props: &Day, trial: &Trial, metric: &Metric) -> Html {
    let latest = trial.latest(&metric.name);
    let source = match latest {
        Some(reading) => format!("{}, {}", reading.reader, props.zone.clock(reading.at)),
        None if metric.source.is_empty() => "nobody has read it".to_owned(),
        None => metric.source.clone(),
    };
    let baseline =
        trial.baseline(metric).map_or_else(|| "–".to_owned(), |value| quantity(value, &metric.unit));
    let acceptable = match metric.range.words() {
        any if any == "any" || metric.unit.is_empty() => any,
        words => format!("{words} {}", metric.unit),
    };
    let standing = trial.standing(metric);
    // A figure stays on one line with its unit, unless that would push the others out of the card.
    let long = metric.unit.chars().count().max(acceptable.chars().count()) > UNIT_SHORT;
    let long = long.then_some("");
    html! {
        <tr data-tall="" key={metric.name.clone()} data-id={metric.name.clone()}>
            <td>{ &metric.name }<span class="cell-sub" title={metric.source.clone()}>{ source }</span></td>
            <td data-align="right" data-long={long}>{ baseline }</td>
            <td data-align="right" data-long={long}>{ acceptable }</td>
            <td data-align="right" data-long={long} class="strong">{ now(latest.map(|reading| reading.value), &metric.unit) }</td>
            <td data-narrow="hide" class="spark-cell"><Spark points={points(trial, &metric.name)} /></td>
            <td><Pill state={state_of(standing)}>{ standing_words(standing) }</Pill></td>
        </tr>
    }
}

fn now(value: Option<f64>, unit: &str) -> Html {
    let Some(value) = value else { return html! { "–" } };
    html! { <>{ figure(value) }if !unit.is_empty() { { " " }{ unit } }</> }
}

/// The last ten minutes of readings: milliseconds and values.
fn points(trial: &Trial, metric: &str) -> Vec<(f64, f64)> {
    let readings = || trial.readings.iter().filter(|reading| !reading.struck && reading.metric == metric);
    let Some(last) = readings().next_back().map(|reading| reading.at) else { return Vec::new() };
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of a day are far below 2^53")]
    let point = |reading: &domain::run::Reading| (reading.at.since(last) as f64, reading.value);
    readings().filter(|reading| last.since(reading.at) <= SPARK_MS).map(point).collect()
}
