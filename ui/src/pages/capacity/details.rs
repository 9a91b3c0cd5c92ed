//! What is offered and never demanded: what the model is about, its launches, other prices to come.

use super::{
    here::Here,
    typed::{interval, plain_interval, plain_step, step},
};
use crate::{
    components::{Column, Table},
    room::draft::{Adder, at, in_row, remove_row, typed},
};
use chrono::Days;
use domain::{
    Date, Row,
    capacity::{Autoscales, Basis, CapacityModel, Launch, LaunchStep, PriceStep, Resource, ScalingKind},
};
use yew::prelude::*;

/// A part of the page under its heading, folded until somebody wants it.
pub fn fold(act: &'static str, title: &'static str, words: impl Into<AttrValue>, inside: Html) -> Html {
    html! {
        <details class="card fold" data-act={act}>
            <summary class="card-head"><h2 class="card-title">{ title }</h2><span class="card-aside">{ words.into() }</span></summary>
            <div class="fold-body">{ inside }</div>
        </details>
    }
}

/// What it is about.
pub fn about(here: &Here, services: &[Row]) -> Html {
    let (form, model) = (here.form(), here.model());
    let mut options = vec![(String::new(), "No service".to_owned())];
    options.extend(services.iter().map(|row| (row.id.to_string(), row.title.clone())));
    let present = model.service_id.map(|id| id.to_string()).unwrap_or_default();
    let inside = html! {
        <div class="form fold-form">
            { form.line(at("title", "Name"), &model.title, |model, text| model.title = text) }
            { form.choose(at("service_id", "Service"), options, &present, |model, id| model.service_id = id.parse().ok()) }
            { form.line(at("owner", "Who answers for it"), &model.owner, |model, text| model.owner = text) }
            { form.line(at("metric", "Demand is counted in").placeholder("requests/sec"), &model.metric, |model, text| model.metric = text) }
            { form.pick(at("resource", "What runs out first"), (Resource::ALL, Resource::label), model.resource, |model, one| model.resource = one) }
            { form.pick(at("scaling", "How more is added"), (ScalingKind::ALL, ScalingKind::label), model.scaling, |model, one| model.scaling = one) }
            { form.pick(at("autoscales", "Instances come and go by themselves"), (Autoscales::ALL, Autoscales::label), model.autoscales,
                |model, one| model.autoscales = one) }
        </div>
    };
    let of = services.iter().find(|row| Some(row.id) == model.service_id).map(|row| row.title.clone());
    fold("about", "What it is about", of.unwrap_or_else(|| "no service".to_owned()), inside)
}

const LAUNCHES: fn(&mut CapacityModel) -> &mut Vec<Launch> = |model| &mut model.launches;

/// Demand that comes on one day.
pub fn launches(here: &Here) -> Html {
    let model = here.model();
    let columns = ["Launch", "Day", "How much comes", "In nine of ten cases", "Known", ""].map(Column::words);
    let add = {
        let (by, today) = (here.facilitator.to_string(), here.today);
        here.draft.set(move |model: &mut CapacityModel, name: String| {
            model.launches.push(Launch {
                key: format!("launch-{}", crate::backend::now().ms()),
                name,
                on: today.checked_add_days(Days::new(90)).unwrap_or(today),
                step: LaunchStep::Percent(0.0), // nobody has said how much
                low_high: None,
                basis: Basis::Guessed,
                by: by.clone(),
            });
        })
    };
    let inside = html! {
        <>
            if !model.launches.is_empty() {
                <Table label="Launches" columns={columns.to_vec()}>{ for model.launches.iter().enumerate().map(|(place, launch)| launch_row(here, place, launch)) }</Table>
            }
            <Adder field="launches" label="Name of a launch" placeholder="A launch, a customer, a campaign; Enter to add" act="add-launch" onadd={add} />
        </>
    };
    let words = match model.launches.len() {
        0 => "none: only organic growth".to_owned(),
        count => crate::room::words::count(count, "launch"),
    };
    fold("launches", "Launches", words, inside)
}

fn launch_row(here: &Here, place: usize, launch: &Launch) -> Html {
    let form = here.form();
    let field = |name: &str, label| at(format!("launches.{place}.{name}"), label).bare();
    html! {
        <tr key={launch.key.clone()} class="fields-row" data-id={launch.name.clone()}>
            <td class="wide-cell">{ form.line(field("name", "Launch"), &launch.name, in_row(LAUNCHES, place, |launch, name: String| launch.name = name)) }</td>
            <td class="date-cell">{ form.date(field("on", "Day"), Some(launch.on), in_row(LAUNCHES, place, |launch, on: Option<Date>| launch.on = on.unwrap_or(launch.on))) }</td>
            <td class="number-cell">{ form.parsed(field("step", "How much comes").placeholder("12% or 500"), &plain_step(launch.step), step,
                in_row(LAUNCHES, place, |launch, step| launch.step = step)) }</td>
            <td>{ form.parsed(field("low_high", "In nine of ten cases").placeholder("8 to 20"), &plain_interval(launch.low_high), interval,
                in_row(LAUNCHES, place, |launch, low_high| launch.low_high = low_high)) }</td>
            <td>{ form.pick(field("basis", "How well it is known"), (Basis::ALL, Basis::label), launch.basis, in_row(LAUNCHES, place, |launch, basis| launch.basis = basis)) }</td>
            <td class="row-actions" data-align="right">{ remove_row(&here.draft, &here.tasks, LAUNCHES, place, ("remove-launch", &launch.name)) }</td>
        </tr>
    }
}

const PRICES: fn(&mut CapacityModel) -> &mut Vec<PriceStep> = |model| &mut model.price_steps;

/// Other prices from a day on.
pub fn prices(here: &Here) -> Html {
    let model = here.model();
    let columns = ["From", "An instance, USD a month", "Fixed, USD a month", "Why", ""].map(Column::words);
    let add = {
        let (draft, tasks) = (here.draft.clone(), here.tasks.clone());
        Callback::from(move |text: String| match typed::date(&text) {
            Ok(Some(on)) => draft.edit(|model| {
                let at = model.price_steps.partition_point(|step| step.on <= on);
                let step = PriceStep {
                    on,
                    instance_cost_per_month_usd: None,
                    fixed_cost_per_month_usd: None,
                    note: String::new(),
                };
                model.price_steps.insert(at, step);
            }),
            Ok(None) => {}
            Err(words) => tasks.say(words),
        })
    };
    let inside = html! {
        <>
            if !model.price_steps.is_empty() {
                <Table label="Other prices" columns={columns.to_vec()}>{ for model.price_steps.iter().enumerate().map(|(place, step)| price_row(here, place, step)) }</Table>
            }
            <Adder field="price_steps" label="The day from which another price holds" placeholder="YYYY-MM-DD, Enter to add" act="add-price" onadd={add} />
        </>
    };
    let words = match model.price_steps.len() {
        0 => "none: prices stay".to_owned(),
        count => crate::room::words::count(count, "price step"),
    };
    fold("prices", "Prices to come", words, inside)
}

fn price_row(here: &Here, place: usize, step: &PriceStep) -> Html {
    let form = here.form();
    let field = |name: &str, label| at(format!("price_steps.{place}.{name}"), label).bare();
    let name = step.on.to_string();
    html! {
        <tr key={place} class="fields-row" data-id={name.clone()}>
            <td class="date-cell">{ form.date(field("on", "From"), Some(step.on), in_row(PRICES, place, |step, on: Option<Date>| step.on = on.unwrap_or(step.on))) }</td>
            <td class="number-cell">{ form.number(field("instance_cost_per_month_usd", "An instance"), step.instance_cost_per_month_usd,
                in_row(PRICES, place, |step, usd| step.instance_cost_per_month_usd = usd)) }</td>
            <td class="number-cell">{ form.number(field("fixed_cost_per_month_usd", "Fixed"), step.fixed_cost_per_month_usd,
                in_row(PRICES, place, |step, usd| step.fixed_cost_per_month_usd = usd)) }</td>
            <td class="wide-cell">{ form.line(field("note", "Why"), &step.note, in_row(PRICES, place, |step, note| step.note = note)) }</td>
            <td class="row-actions" data-align="right">{ remove_row(&here.draft, &here.tasks, PRICES, place, ("remove-price", &name)) }</td>
        </tr>
    }
}
