//! When the room stops at once, and who looks for it.

use super::{
    PartProps,
    live::{TryIt, use_prometheus},
};
use crate::{
    components::{Card, EmptyState},
    room::{
        draft::{Adder, Draft, Form, at, in_row, remove_row, select::Select},
        tasks::use_tasks,
        use_names,
    },
};
use domain::{
    Kind,
    chaos::experiment::{AbortCondition, Experiment, Side, Threshold},
};
use std::rc::Rc;
use yew::prelude::*;

/// The list.
#[component]
pub fn Conditions(props: &PartProps) -> Html {
    let draft = &props.draft;
    let people = use_names(Kind::Person);
    let prometheus = use_prometheus();
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
            { for conditions.iter().enumerate().map(|(place, condition)| html! {
                <Entry key={place} draft={draft.clone()} {place} condition={condition.clone()} people={people.clone()} {prometheus} />
            }) }
            <Adder field="conditions" label="An abort condition in words" placeholder="Stop when …, Enter to add" act="add-condition" {onadd} />
        </Card>
    }
}

#[derive(PartialEq, Properties)]
struct EntryProps {
    draft: Draft<Experiment>,
    place: usize,
    condition: AbortCondition,
    people: Rc<[AttrValue]>,
    prometheus: bool,
}

const ROWS: fn(&mut Experiment) -> &mut Vec<AbortCondition> = |body| &mut body.conditions;

/// In the choice of who decides: a query that belongs to the condition alone. No metric has an empty line as its name.
const OWN_QUERY: &str = "\n";

#[component]
fn Entry(props: &EntryProps) -> Html {
    let EntryProps { draft, place, condition, people, prometheus } = props;
    let place = *place;
    let tasks = use_tasks();
    // A query of its own was chosen, and not one word of it is typed yet: nothing that could be saved.
    let asking = use_state_eq(|| false);
    let form = Form { draft, locked: false };
    let path = |name: &str| format!("conditions.{place}.{name}");
    let own = condition.query.is_some() || (*asking && condition.metric.is_none());
    let live = draft.body().live_series(place).is_some();
    html! {
        <div class="entry condition" data-id={condition.text.clone()} data-own={own.then_some("")}>
            <div class="condition-words">
                { form.line(at(path("text"), "Stop when"), &condition.text, in_row(ROWS, place, |c, text: String| c.text = text)) }
            </div>
            { form.line(at(path("watcher"), "Watched by").suggest(people), &condition.watcher,
                in_row(ROWS, place, |c, watcher: String| c.watcher = watcher)) }
            { form.minutes(at(path("check_every_min"), "Look every, min"), condition.check_every_min,
                in_row(ROWS, place, |c, min| c.check_every_min = min)) }
            { decided_by(props, own, asking.setter()) }
            { threshold(&form, place, condition, live) }
            if own {
                <div class="wide condition-query">
                    { form.query(at(path("query"), "PromQL query, one value").placeholder("slo:burn_rate:ratio_1h{service=\"checkout\"}"),
                        condition.query.as_deref(), move |body, query| set_query(body, place, query)) }
                    if *prometheus {
                        <TryIt query={condition.query.clone().unwrap_or_default()} threshold={condition.threshold} />
                    }
                </div>
            }
            <div class="row-actions">{ remove_row(draft, &tasks, ROWS, place, ("remove-condition", &condition.text)) }</div>
        </div>
    }
}

/// A metric, a query of its own, or a person alone.
fn decided_by(props: &EntryProps, own: bool, asking: UseStateSetter<bool>) -> Html {
    let (draft, place, condition) = (&props.draft, props.place, &props.condition);
    let present = if own { OWN_QUERY.to_owned() } else { condition.metric.clone().unwrap_or_default() };
    let mut options = vec![(String::new(), "A person decides".to_owned())];
    options.extend(draft.body().metrics.iter().map(|metric| {
        let words =
            if metric.query.is_some() { format!("{}, live", metric.name) } else { metric.name.clone() };
        (metric.name.clone(), words)
    }));
    if props.prometheus || own {
        options.push((OWN_QUERY.to_owned(), "A query of its own".to_owned()));
    }
    if !options.iter().any(|(name, _)| *name == present) {
        options.push((present.clone(), format!("{present} (removed)")));
    }
    let onsave = {
        let draft = draft.clone();
        Callback::from(move |chosen: String| {
            asking.set(chosen == OWN_QUERY);
            // The query itself follows when it is typed.
            let name = if chosen == OWN_QUERY { String::new() } else { chosen };
            draft.edit(|body| choose_metric(body, place, name));
        })
    };
    let name = format!("conditions.{place}.metric");
    html! {
        <Select scope={draft.id().to_string()} name={name.clone()} label="Decided by" {options} {present} {onsave}
            error={draft.error(&name)} />
    }
}

/// A metric comes with a threshold, and goes with it: the one at the edge of what is acceptable to begin with.
fn choose_metric(body: &mut Experiment, place: usize, name: String) {
    let range = body.metrics.iter().find(|metric| metric.name == name).map(|metric| metric.range);
    let Some(condition) = body.conditions.get_mut(place) else { return };
    condition.query = None;
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

/// A query of its own comes with a threshold, and goes with it.
fn set_query(body: &mut Experiment, place: usize, query: Option<String>) {
    let Some(condition) = body.conditions.get_mut(place) else { return };
    if condition.metric.is_some() {
        return; // a metric was chosen while the last words of the query were on their way
    }
    let before = condition.threshold.unwrap_or(Threshold { side: Side::Above, value: 0.0 });
    condition.threshold = query.is_some().then_some(before);
    condition.query = query;
}

fn threshold(form: &Form<'_, Experiment>, place: usize, condition: &AbortCondition, live: bool) -> Html {
    let Some(threshold) = condition.threshold else {
        return html! { <p class="condition-note muted">{ "The watcher looks and says whether it holds." }</p> };
    };
    let set_side = in_row(ROWS, place, |c: &mut AbortCondition, side: Side| {
        if let Some(threshold) = &mut c.threshold {
            threshold.side = side;
        }
    });
    let set_value = in_row(ROWS, place, |c: &mut AbortCondition, value: Option<f64>| {
        if let (Some(threshold), Some(value)) = (&mut c.threshold, value) {
            threshold.value = value;
        }
    });
    let set_trip = in_row(ROWS, place, |c: &mut AbortCondition, checks: u32| c.trip_after = checks);
    html! {
        <div class="condition-threshold" data-live={live.then_some("")}>
            { form.pick(at(format!("conditions.{place}.threshold.side"), "Bad"), (Side::ALL, Side::label), threshold.side, set_side) }
            { form.number(at(format!("conditions.{place}.threshold.value"), "Threshold"), Some(threshold.value), set_value) }
            if live {
                { form.count(at(format!("conditions.{place}.trip_after"), "Trips after, checks"), condition.trip_after, set_trip) }
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::chaos::experiment::{Metric, Range};
    use domain::record::Noun;

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

        set_query(&mut body, 0, Some("up == 0".into()));
        assert_eq!(body.conditions[0].threshold, Some(Threshold { side: Side::Above, value: 0.0 }));
        assert_eq!(body.check(), Ok(()));
        choose_metric(&mut body, 0, "p99".into());
        assert_eq!(body.conditions[0].query, None);
        set_query(&mut body, 0, Some("typed too late".into()));
        assert_eq!(body.check(), Ok(()));
        choose_metric(&mut body, 0, String::new());
        set_query(&mut body, 0, Some("up == 0".into()));
        set_query(&mut body, 0, None);
        assert_eq!((body.conditions[0].query.clone(), body.conditions[0].threshold), (None, None));
        assert_eq!(body.check(), Ok(()));
    }
}
