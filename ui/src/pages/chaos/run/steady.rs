//! The steady state: what was, what is acceptable, what is now.

use super::{
    live::{Look, spark},
    panel::{Day, Panel},
    reading::ReadingRow,
};
use crate::{
    backend,
    components::{Button, ButtonKind, Pill, Spark, State, tick},
    pages::chaos::{
        journal::RunView,
        samples::{Seen, use_seen},
    },
};
use domain::{
    Instant, Zone,
    chaos::{
        experiment::{Metric, measured, quantity},
        run::{Progress, Series, Step, Trial},
    },
};
use std::rc::Rc;
use yew::prelude::*;

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
    let rows = trial.experiment().metrics.iter().enumerate().map(|(at, metric)| {
        html! { <Row key={metric.name.clone()} view={Rc::clone(&props.view)} zone={props.zone} {at} /> }
    });
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
                    <tbody>{ for rows }</tbody>
                </table>
                if open { <ReadingRow key={props.view.run.present.unwrap_or_default()} ..props.clone() /> }
            </div>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct RowProps {
    view: Rc<RunView>,
    zone: Zone,
    /// Which metric of the present experiment.
    at: usize,
}

/// One metric. What is seen live grows old by itself, so its row ticks; what people read does not.
#[component]
fn Row(props: &RowProps) -> Html {
    let seen = use_seen();
    let Some(trial) = props.view.run.trial() else { return Html::default() };
    let Some(metric) = trial.experiment().metrics.get(props.at) else { return Html::default() };
    let live = metric.query.is_some() && seen.every_s.is_some();
    let (view, zone, at) = (Rc::clone(&props.view), props.zone, props.at);
    let cells = move |now: Instant| {
        let Some(trial) = view.run.trial() else { return Html::default() };
        let watching = matches!(trial.progress(), Progress::Active(_));
        // Nobody looks any more when the experiment is over: then the journal has the last word.
        let seen = if watching { seen.clone() } else { Seen::default() };
        trial.experiment().metrics.get(at).map_or_else(Html::default, |metric| {
            cells(trial, at, metric, &seen, zone, view.run.course.steady(now))
        })
    };
    let name = metric.name.clone();
    html! {
        <tr data-tall="" data-id={name} data-live={live.then_some("")}>
            if live { { tick(cells) } } else { { cells(backend::now()) } }
        </tr>
    }
}

fn cells(trial: &Trial, at: usize, metric: &Metric, seen: &Seen, zone: Zone, now: Instant) -> Html {
    let look = Look::at(trial, Series::Metric(at), seen, now);
    let number = if metric.query.is_some() { measured } else { quantity };
    let baseline = trial.baseline(metric).map_or_else(|| "–".to_owned(), |value| number(value, &metric.unit));
    let acceptable = match metric.range.words() {
        any if any == "any" || metric.unit.is_empty() => any,
        words => format!("{words} {}", metric.unit),
    };
    let (state, words) = look.state(metric);
    let origin = look.origin(metric, seen, zone, now);
    // A figure stays on one line with its unit, unless that would push the others out of the card.
    let long = metric.unit.chars().count().max(acceptable.chars().count()) > UNIT_SHORT;
    let long = long.then_some("");
    let old = matches!(look, Look::Stale(..)).then_some("");
    let value = look.figure(&metric.unit).unwrap_or_else(|| "–".to_owned());
    let about = if metric.source.is_empty() {
        origin.clone()
    } else {
        format!("{origin}. Source: {}", metric.source)
    };
    html! {
        <>
            <td>{ &metric.name }<span class="cell-sub" data-state={(state == State::Watch && look.value().is_none()).then_some("watch")} title={about}>{ origin }</span></td>
            <td data-align="right" data-long={long}>{ baseline }</td>
            <td data-align="right" data-long={long}>{ acceptable }</td>
            <td data-align="right" data-long={long} class="strong" data-old={old}>{ value }</td>
            <td data-narrow="hide" class="spark-cell"><Spark points={spark(trial, at, seen)} /></td>
            <td><Pill {state}>{ words }</Pill></td>
        </>
    }
}
