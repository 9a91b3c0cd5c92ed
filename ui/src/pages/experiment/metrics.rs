//! What tells whether the system is in its steady state.

use super::PartProps;
use crate::{
    components::{Card, Column, EmptyState, Table},
    pages::{
        draft::{Adder, Draft, Form, at, in_row, remove_row},
        tasks::{Tasks, use_tasks},
    },
};
use domain::experiment::{Experiment, Metric, Range};
use yew::prelude::*;

/// The table.
#[component]
pub fn Metrics(props: &PartProps) -> Html {
    let draft = &props.draft;
    let tasks = use_tasks();
    let metrics = draft.body().metrics.clone();
    let columns = vec![
        Column::words("Metric"),
        Column::words("Unit"),
        Column::numbers("Baseline"),
        Column::numbers("At least"),
        Column::numbers("At most"),
        Column::words("Read where"),
        Column::words(""),
    ];
    let onadd = draft.set(|body: &mut Experiment, name: String| {
        let (unit, source) = (String::new(), String::new());
        body.metrics.push(Metric {
            name,
            unit,
            baseline: None,
            range: Range::default(),
            source,
            query: None,
        });
    });
    html! {
        <Card title="Steady state" flush={true} aside={html! { "What is read before, during and after" }}>
            if metrics.is_empty() {
                <EmptyState title="No metric yet" words="Two to five numbers that say whether customers are served: a success rate, a latency, a queue." />
            } else {
                <Table label="Steady-state metrics" {columns}>
                    { for metrics.iter().enumerate().map(|(place, metric)| row(draft, &tasks, place, metric)) }
                </Table>
            }
            <Adder field="metrics" label="Name of a metric" placeholder="Name of a metric, Enter to add" act="add-metric" {onadd} />
        </Card>
    }
}

fn row(draft: &Draft<Experiment>, tasks: &Tasks, place: usize, metric: &Metric) -> Html {
    let form = Form { draft, locked: false };
    let rows: fn(&mut Experiment) -> &mut Vec<Metric> = |body| &mut body.metrics;
    let field = |name: &str, label| at(format!("metrics.{place}.{name}"), label).bare();
    html! {
        <tr key={place} data-id={metric.name.clone()} class="fields-row">
            <td class="wide-cell">{ form.line(field("name", "Metric"), &metric.name, move |body, name| rename(body, place, name)) }</td>
            <td class="unit-cell">{ form.line(field("unit", "Unit"), &metric.unit, in_row(rows, place, |m, unit: String| m.unit = unit)) }</td>
            <td class="number-cell">{ form.number(field("baseline", "Baseline"), metric.baseline, in_row(rows, place, |m, value| m.baseline = value)) }</td>
            <td class="number-cell">{ form.number(field("range.min", "At least"), metric.range.min, in_row(rows, place, |m, value| m.range.min = value)) }</td>
            <td class="number-cell">{ form.number(field("range.max", "At most"), metric.range.max, in_row(rows, place, |m, value| m.range.max = value)) }</td>
            <td class="source-cell">{ form.line(field("source", "Read where"), &metric.source, in_row(rows, place, |m, source: String| m.source = source)) }</td>
            <td class="row-actions" data-align="right">{ remove_row(draft, tasks, rows, place, ("remove-metric", &metric.name)) }</td>
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
    use domain::experiment::{AbortCondition, Side, Threshold};

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
