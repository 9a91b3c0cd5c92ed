//! The hypothesis as a sentence, and the fault.

use crate::{
    components::Card,
    pages::catalog::budget_words,
    room::{
        draft::{Draft, Form, at},
        href,
    },
    route::Route,
};
use domain::{
    Row,
    chaos::{
        content::GAME_DAY,
        experiment::{Experiment, FaultKind},
        lint::Surroundings,
    },
    time,
};
use std::rc::Rc;
use yew::prelude::*;

/// What we believe, and what we do.
pub fn method(
    draft: &Draft<Experiment>,
    services: Option<&Vec<Row>>,
    surroundings: Option<&Surroundings>,
) -> Html {
    let form = Form { draft, locked: false };
    let body = draft.body();
    html! {
        <>
            <Card title="What we believe">
                <div class="form">
                    { form.line(at("title", "Title"), &body.title, |body, text| body.title = text) }
                    { form.line(at("validates", "What it validates").placeholder("timeout handling, circuit breakers"), &body.validates,
                        |body, text| body.validates = text) }
                    { service(&form, &body, services) }
                    { budget(&body, surroundings) }
                    <div class="wide hypothesis" role="group" aria-label="Hypothesis">
                        <span class="hypothesis-word" aria-hidden="true">{ "When" }</span>
                        { form.prose(at("hypothesis.when", "When (the fault, as the system meets it)").bare()
                            .placeholder("the payment provider stops answering"), &body.hypothesis.when,
                            |body, text| body.hypothesis.when = text) }
                        <span class="hypothesis-word" aria-hidden="true">{ "the system will" }</span>
                        { form.prose(at("hypothesis.then", "the system will (the expected behaviour)").bare()
                            .placeholder("queue orders and show “confirming” within 2 s"), &body.hypothesis.then,
                            |body, text| body.hypothesis.then = text) }
                    </div>
                </div>
            </Card>
            { fault(&form, &body) }
        </>
    }
}

fn service(form: &Form<'_, Experiment>, body: &Experiment, services: Option<&Vec<Row>>) -> Html {
    let present = body.service_id.map(|id| id.to_string()).unwrap_or_default();
    let mut options = vec![(String::new(), "No service".to_owned())];
    options.extend(services.into_iter().flatten().map(|row| (row.id.to_string(), row.title.clone())));
    if !options.iter().any(|(id, _)| *id == present) {
        options.push((present.clone(), "A service that was removed".to_owned()));
    }
    form.choose(at("service_id", "Service under test"), options, &present, |body, id| {
        body.service_id = id.parse().ok()
    })
}

/// What is left of the service's error budget: only a healthy one allows the experiment.
fn budget(body: &Experiment, surroundings: Option<&Surroundings>) -> Html {
    let words = match (body.service_id, surroundings) {
        (None, _) => html! { <span class="muted">{ "Choose a service to see what is left." }</span> },
        (Some(_), None) => html! { <span class="muted">{ "Reading…" }</span> },
        (Some(id), Some(surroundings)) => html! {
            <>
                { budget_words(surroundings.budget.as_ref(), surroundings.today) }
                <a class="link" data-act="open-budget" href={format!("{}?field=budget.remaining_pct", href(Route::Service { id }))}>
                    { if surroundings.budget.is_some() { "Read again" } else { "Write it down" } }
                </a>
            </>
        },
    };
    html! {
        <div class="field" role="group" aria-label="Error budget of the service">
            <span class="field-label">{ "Error budget of the service" }</span>
            <div class="budget-line">{ words }</div>
        </div>
    }
}

fn fault(form: &Form<'_, Experiment>, body: &Experiment) -> Html {
    let radii: Rc<[AttrValue]> =
        GAME_DAY.blast_radii.iter().map(|words| AttrValue::from(words.clone())).collect();
    let steps_ms = Experiment { timebox_min: None, ..body.clone() }.planned_ms();
    html! {
        <Card title="What we do" aside={html! { <span class="num">{ format!("{} of the day", time::words(body.planned_ms())) }</span> }}>
            <div class="form" data-columns="3">
                { form.prose(at("fault.action", "Fault").wide().placeholder("Block egress to the payment provider"), &body.fault.action,
                    |body, text| body.fault.action = text) }
                { form.pick(at("fault.kind", "Family"), (FaultKind::ALL, FaultKind::label), body.fault.kind,
                    |body, kind| body.fault.kind = kind) }
                { form.line(at("fault.target", "Target").placeholder("payments-psp, one node pool"), &body.fault.target,
                    |body, text| body.fault.target = text) }
                { form.line(at("fault.blast_radius", "Blast radius").suggest(&radii).placeholder("5% of traffic"), &body.fault.blast_radius,
                    |body, text| body.fault.blast_radius = text) }
                { form.minutes(at("baseline_min", "Baseline, min").hint("How long the steady state is watched before"), body.baseline_min,
                    |body, min| body.baseline_min = min) }
                { form.minutes(at("fault.duration_min", "Fault, min").hint("How long the fault stays in"), body.fault.duration_min,
                    |body, min| body.fault.duration_min = min) }
                { form.minutes_or_none(at("timebox_min", "Timebox, min").hint(format!("Empty: the sum of its steps, {}", time::words(steps_ms))),
                    body.timebox_min, |body, min| body.timebox_min = min) }
            </div>
        </Card>
    }
}
