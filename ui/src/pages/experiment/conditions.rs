//! When the room stops at once, and who looks for it.

use super::PartProps;
use crate::{
    components::{Card, EmptyState},
    pages::{
        draft::{Adder, Draft, Form, at, in_row, remove_row},
        room::use_names,
        tasks::{Tasks, use_tasks},
    },
};
use domain::{
    Kind,
    experiment::{AbortCondition, Experiment, Side, Threshold},
};
use std::rc::Rc;
use yew::prelude::*;

/// The list.
#[component]
pub fn Conditions(props: &PartProps) -> Html {
    let draft = &props.draft;
    let tasks = use_tasks();
    let people = use_names(Kind::Person);
    let conditions = draft.body().conditions.clone();
    let onadd = draft.set(|body: &mut Experiment, text: String| {
        let (metric, threshold, watcher) = (None, None, String::new());
        body.conditions.push(AbortCondition {
            text,
            metric,
            threshold,
            watcher,
            check_every_min: 5,
            query: None,
            trip_after: 3,
        });
    });
    html! {
        <Card title="Abort conditions" flush={true} aside={html! { "When one holds, the room stops at once" }}>
            if conditions.is_empty() {
                <EmptyState title="No abort condition yet" words="Say beforehand what would be too much: a burn rate, an error that a customer sees, an alert that nobody expected. A person watches each of them." />
            }
            { for conditions.iter().enumerate().map(|(place, condition)| entry(draft, &tasks, &people, place, condition)) }
            <Adder field="conditions" label="An abort condition in words" placeholder="Stop when …, Enter to add" act="add-condition" {onadd} />
        </Card>
    }
}

fn entry(
    draft: &Draft<Experiment>,
    tasks: &Tasks,
    people: &Rc<[AttrValue]>,
    place: usize,
    condition: &AbortCondition,
) -> Html {
    let form = Form { draft, locked: false };
    let rows: fn(&mut Experiment) -> &mut Vec<AbortCondition> = |body| &mut body.conditions;
    let path = |name: &str| format!("conditions.{place}.{name}");
    html! {
        <div key={place} class="entry condition" data-id={condition.text.clone()}>
            <div class="condition-words">
                { form.line(at(path("text"), "Stop when"), &condition.text, in_row(rows, place, |c, text: String| c.text = text)) }
            </div>
            { form.line(at(path("watcher"), "Watched by").suggest(people), &condition.watcher,
                in_row(rows, place, |c, watcher: String| c.watcher = watcher)) }
            { form.minutes(at(path("check_every_min"), "Look every, min"), condition.check_every_min,
                in_row(rows, place, |c, min| c.check_every_min = min)) }
            { metric(&form, place, condition) }
            { threshold(&form, place, condition) }
            <div class="row-actions">{ remove_row(draft, tasks, rows, place, ("remove-condition", &condition.text)) }</div>
        </div>
    }
}

fn metric(form: &Form<'_, Experiment>, place: usize, condition: &AbortCondition) -> Html {
    let present = condition.metric.clone().unwrap_or_default();
    let mut options = vec![(String::new(), "A person decides".to_owned())];
    options.extend(form.draft.body().metrics.iter().map(|metric| (metric.name.clone(), metric.name.clone())));
    if !options.iter().any(|(name, _)| *name == present) {
        options.push((present.clone(), format!("{present} (removed)")));
    }
    form.choose(
        at(format!("conditions.{place}.metric"), "Decided by"),
        options,
        &present,
        move |body, name| {
            choose_metric(body, place, name);
        },
    )
}

/// A metric comes with a threshold, and goes with it: the one at the edge of what is acceptable to begin with.
fn choose_metric(body: &mut Experiment, place: usize, name: String) {
    let range = body.metrics.iter().find(|metric| metric.name == name).map(|metric| metric.range);
    let Some(condition) = body.conditions.get_mut(place) else { return };
    let Some(range) = range else {
        (condition.metric, condition.threshold) = (None, None);
        return;
    };
    condition.metric = Some(name);
    condition.threshold = Some(match (range.max, range.min) {
        (Some(value), _) => Threshold { side: Side::Above, value },
        (None, Some(value)) => Threshold { side: Side::Below, value },
        (None, None) => Threshold { side: Side::Above, value: 0.0 },
    });
}

fn threshold(form: &Form<'_, Experiment>, place: usize, condition: &AbortCondition) -> Html {
    let Some(threshold) = condition.threshold else {
        return html! { <p class="condition-note muted">{ "The watcher looks and says whether it holds." }</p> };
    };
    let rows: fn(&mut Experiment) -> &mut Vec<AbortCondition> = |body| &mut body.conditions;
    let set_side = in_row(rows, place, |c: &mut AbortCondition, side: Side| {
        if let Some(threshold) = &mut c.threshold {
            threshold.side = side;
        }
    });
    let set_value = in_row(rows, place, |c: &mut AbortCondition, value: Option<f64>| {
        if let (Some(threshold), Some(value)) = (&mut c.threshold, value) {
            threshold.value = value;
        }
    });
    html! {
        <div class="condition-threshold">
            { form.pick(at(format!("conditions.{place}.threshold.side"), "Bad"), (Side::ALL, Side::label), threshold.side, set_side) }
            { form.number(at(format!("conditions.{place}.threshold.value"), "Threshold"), Some(threshold.value), set_value) }
        </div>
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::experiment::{Metric, Range};

    #[test]
    fn a_metric_and_its_threshold_come_and_go_together() {
        let mut body = Experiment::named("One");
        let range = Range { min: None, max: Some(900.0) };
        let metric = Metric { name: "p99".into(), unit: "ms".into(), range, ..Metric::default() };
        body.metrics.push(metric);
        body.conditions.push(AbortCondition {
            text: "Too slow".into(),
            metric: None,
            threshold: None,
            watcher: String::new(),
            check_every_min: 5,
            query: None,
            trip_after: 3,
        });
        choose_metric(&mut body, 0, "p99".into());
        assert_eq!(body.conditions[0].threshold, Some(Threshold { side: Side::Above, value: 900.0 }));
        assert_eq!(body.check(), Ok(()));
        choose_metric(&mut body, 0, String::new());
        assert_eq!((body.conditions[0].metric.clone(), body.conditions[0].threshold), (None, None));
        assert_eq!(body.check(), Ok(()));
    }
}
