//! What tells whether the system is in its steady state.

use super::{
    PartProps,
    live::{TryIt, nobody_to_ask, use_prometheus},
};
use crate::{
    components::{Button, ButtonKind, Card, Column, EmptyState, Shape, State, Table},
    room::{
        draft::{Adder, Draft, Form, at, in_row, remove_row},
        tasks::use_tasks,
    },
};
use domain::chaos::experiment::{Experiment, Metric};
use yew::prelude::*;

/// The table.
#[component]
pub fn Metrics(props: &PartProps) -> Html {
    let draft = &props.draft;
    let prometheus = use_prometheus();
    let metrics = draft.body().metrics.clone();
    // A query that came with a template or a file is shown even while nobody can be asked.
    let live = prometheus || metrics.iter().any(|metric| metric.query.is_some());
    let mut columns = vec![
        Column::words("Metric"),
        Column::words("Unit"),
        Column::numbers("Baseline"),
        Column::numbers("At least"),
        Column::numbers("At most"),
        Column::words("Read where"),
    ];
    columns.extend(live.then(|| Column::words("Live")));
    columns.push(Column::words(""));
    let onadd = draft.set(|body: &mut Experiment, name: String| {
        body.metrics.push(Metric { name, ..Metric::default() });
    });
    html! {
        <Card title="Steady state" flush={true} aside={html! { "What is read before, during and after" }}>
            if metrics.is_empty() {
                <EmptyState title="No metric yet" words="Two to five numbers that say whether customers are served: a success rate, a latency, a queue." />
            } else {
                <Table label="Steady-state metrics" {columns}>
                    { for metrics.iter().enumerate().map(|(place, metric)| html! {
                        <Row key={place} draft={draft.clone()} {place} metric={metric.clone()} {live} {prometheus} />
                    }) }
                </Table>
                if !prometheus { { nobody_to_ask() } }
            }
            <Adder field="metrics" label="Name of a metric" placeholder="Name of a metric, Enter to add" act="add-metric" {onadd} />
        </Card>
    }
}

#[derive(PartialEq, Properties)]
struct RowProps {
    draft: Draft<Experiment>,
    place: usize,
    metric: Metric,
    live: bool,
    prometheus: bool,
}

const ROWS: fn(&mut Experiment) -> &mut Vec<Metric> = |body| &mut body.metrics;

#[component]
fn Row(props: &RowProps) -> Html {
    let (draft, place, metric) = (&props.draft, props.place, &props.metric);
    let tasks = use_tasks();
    let open = use_state_eq(|| false);
    let form = Form { draft, locked: false };
    let field = |name: &str, label| at(format!("metrics.{place}.{name}"), label).bare();
    let toggle = {
        let open = open.clone();
        Callback::from(move |()| open.set(!*open))
    };
    html! {
        <>
            <tr data-id={metric.name.clone()} class="fields-row">
                <td class="wide-cell">{ form.line(field("name", "Metric"), &metric.name, move |body, name| rename(body, place, name)) }</td>
                <td class="unit-cell">{ form.line(field("unit", "Unit"), &metric.unit, in_row(ROWS, place, |m, unit: String| m.unit = unit)) }</td>
                <td class="number-cell">{ form.number(field("baseline", "Baseline"), metric.baseline, in_row(ROWS, place, |m, value| m.baseline = value)) }</td>
                <td class="number-cell">{ form.number(field("range.min", "At least"), metric.range.min, in_row(ROWS, place, |m, value| m.range.min = value)) }</td>
                <td class="number-cell">{ form.number(field("range.max", "At most"), metric.range.max, in_row(ROWS, place, |m, value| m.range.max = value)) }</td>
                <td class="source-cell">{ form.line(field("source", "Read where"), &metric.source, in_row(ROWS, place, |m, source: String| m.source = source)) }</td>
                if props.live {
                    <td class="live-cell">{ switch(metric, *open, toggle) }</td>
                }
                <td class="row-actions" data-align="right">{ remove_row(draft, &tasks, ROWS, place, ("remove-metric", &metric.name)) }</td>
            </tr>
            if props.live && *open {
                { query_row(&form, props) }
            }
        </>
    }
}

/// Opens the query under the row, and says whether there is one.
fn switch(metric: &Metric, open: bool, onclick: Callback<()>) -> Html {
    let (words, act) = if metric.query.is_some() { ("Query", "open-query") } else { ("Add", "open-query") };
    let label = format!("Prometheus query of “{}”", metric.name);
    html! {
        <Button {act} kind={ButtonKind::Quiet} small=true {label} pressed={open} {onclick}>
            if metric.query.is_some() { <Shape state={State::Live} /> }
            { words }
        </Button>
    }
}

fn query_row(form: &Form<'_, Experiment>, props: &RowProps) -> Html {
    let (place, metric) = (props.place, &props.metric);
    let set = in_row(ROWS, place, |m: &mut Metric, query: Option<String>| m.query = query);
    html! {
        <tr class="query-row" data-id={metric.name.clone()}>
            <td colspan="8">
                { form.query(at(format!("metrics.{place}.query"), "PromQL query, one value")
                    .placeholder("sum(rate(http_requests_total{code=~\"5..\"}[5m]))"), metric.query.as_deref(), set) }
                if props.prometheus {
                    <TryIt query={metric.query.clone().unwrap_or_default()} unit={metric.unit.clone()} range={metric.range} />
                }
            </td>
        </tr>
    }
}

/// A metric's name is also how abort conditions find it.
fn rename(body: &mut Experiment, place: usize, name: String) {
    let Some(metric) = body.metrics.get_mut(place) else { return };
    let before = std::mem::replace(&mut metric.name, name.clone());
    for condition in &mut body.conditions {
        if condition.metric.as_ref() == Some(&before) {
            condition.metric = Some(name.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::chaos::experiment::{AbortCondition, Side, Threshold};

    #[test]
    fn a_renamed_metric_keeps_its_abort_conditions() {
        let mut body = Experiment::named("One");
        let metric = |name: &str| Metric { name: name.to_owned(), ..Metric::default() };
        body.metrics = vec![metric("p99"), metric("errors")];
        body.conditions = vec![AbortCondition {
            text: "Too slow".to_owned(),
            metric: Some("p99".to_owned()),
            threshold: Some(Threshold { side: Side::Above, value: 900.0 }),
            watcher: "Mira".to_owned(),
            query: None,
            trip_after: 3,
            check_every_min: 5,
        }];
        rename(&mut body, 0, "p95".to_owned());
        assert_eq!(
            body.conditions.first().and_then(|condition| condition.metric.clone()),
            Some("p95".to_owned())
        );
        rename(&mut body, 1, "5xx".to_owned());
        assert_eq!(
            body.conditions.first().and_then(|condition| condition.metric.clone()),
            Some("p95".to_owned())
        );
    }
}
