//! One service of the catalog.

use super::{
    budget::budget_card,
    neighbours::{Blast, use_drawing},
    others::{Featured, How, Others, ServiceCard},
    tier::TierCard,
    tier_pill,
    upstream::AddUpstream,
};
use crate::{
    backend,
    components::Card,
    hooks::loaded::{Loaded, use_loaded},
    known::use_known,
    room::{
        Crumbs, Room,
        draft::{Draft, Form, at, remove_row, use_draft},
        href,
        record::{RecordPage, opened},
        tasks::{Tasks, use_tasks},
        use_record, waiting,
        words::count,
    },
    route::Route,
};
use contract::{AboutService, Drawing, Notice, ServiceView};
use domain::{
    Id, Kind, Record, Row,
    catalog::service::{
        Architecture, DataClassification, DeploymentFrequency, Infra, Label, Link, Service, Tier,
        TrafficPattern,
    },
    text::name_key,
};
use std::rc::Rc;
use yew::prelude::*;

/// Which service.
#[derive(PartialEq, Properties)]
pub struct ServiceProps {
    /// Its record.
    pub id: Id,
    /// What the other systems show here.
    pub others: Others,
}

fn crumbs() -> Crumbs {
    vec![(Route::Services, "Services".into())]
}

/// The room.
#[component]
pub fn ServicePage(props: &ServiceProps) -> Html {
    // Asked together and drawn together: each answer by itself would draw the whole page once more.
    let asked = use_record(props.id);
    let (about, ask_about) = use_about(props.id);
    let drawing = use_drawing(Some(props.id));
    let opened = match opened::<Service>(props.id, &asked, "Service", crumbs()) {
        Ok(opened) => opened,
        Err(bare) => return bare,
    };
    match about.ready() {
        Some(view) if drawing != Loaded::Loading => {
            html! { <Sheet record={opened.record} service={opened.body} view={view.clone()} {drawing} others={props.others} /> }
        }
        _ => html! { <Room title="Service" crumbs={crumbs()}>{ waiting(&about, &ask_about) }</Room> },
    }
}

#[derive(PartialEq, Properties)]
struct SheetProps {
    record: Rc<Record>,
    service: Service,
    view: Rc<ServiceView>,
    drawing: Loaded<Drawing>,
    others: Others,
}

#[component]
fn Sheet(props: &SheetProps) -> Html {
    let draft = use_draft(&props.record, &props.service);
    let tasks = use_tasks();
    let today = use_known().workspace.zone.date(backend::now());
    let view = &props.view;
    let id = draft.id();
    let pill = tier_pill(draft.body().tier);
    let beginning = use_state_eq(|| None::<Kind>);
    let onbegin = {
        let (beginning, tasks, begins) = (beginning.setter(), tasks.clone(), props.others.begins);
        Callback::from(move |kind: Kind| match begins(kind).map(|begins| begins.how) {
            Some(How::New(list)) => tasks.go_new(list),
            Some(How::Ask(_)) => beginning.set(Some(kind)),
            None => {}
        })
    };
    let dialog = beginning.and_then(props.others.begins).and_then(|begins| match begins.how {
        How::Ask(dialog) => {
            let beginning = beginning.setter();
            Some(dialog(id, Callback::from(move |()| beginning.set(None))))
        }
        How::New(_) => None,
    });
    let about = Featured { service: id, view: view.clone(), today, onbegin: onbegin.clone() };
    let (main, aside): (Vec<_>, Vec<_>) =
        (props.others.cards)(&about).into_iter().partition(|card| matches!(card, ServiceCard::Main(_)));
    html! {
        <RecordPage title={draft.body().name.clone()} crumbs={crumbs()} {pill} standing={draft.standing()} removed_to={Route::Services} history=true>
            <div class="columns service">
                <div class="stack">
                    <TierCard tier={props.service.tier} gaps={view.findings.clone()} {onbegin} begins={props.others} />
                    <Blast {id} name={props.service.name.clone()} view={view.clone()} drawing={props.drawing.clone()} />
                    { for main.into_iter().map(ServiceCard::html) }
                    { identity(&draft) }
                    { operation(&draft) }
                    { told(&draft, &tasks) }
                </div>
                <div class="stack">
                    { budget_card(&draft, today) }
                    { upstream(&draft, &tasks, &view.calls) }
                    { called_by(&view.callers) }
                    { for aside.into_iter().map(ServiceCard::html) }
                </div>
            </div>
            { for dialog }
        </RecordPage>
    }
}

/// All that the workspace knows about it besides its own record. What was known stays while a newer answer is on its way.
#[hook]
fn use_about(service: Id) -> (Loaded<ServiceView>, Callback<()>) {
    use_loaded(
        AboutService { service },
        |_, notice| matches!(notice, Notice::Record { kind, .. } if !kind.is_one()),
    )
}

fn identity(draft: &Draft<Service>) -> Html {
    let form = Form { draft, locked: false };
    let body = draft.body();
    html! {
        <Card title="What it is">
            <div class="form">
                { form.line(at("name", "Name"), &body.name, |body, text| body.name = text) }
                { form.line(at("display_name", "Display name"), &body.display_name, |body, text| body.display_name = text) }
                { form.prose(at("description", "Description").wide(), &body.description, |body, text| body.description = text) }
                { form.pick(at("tier", "Tier"), (Tier::ALL, Tier::label), body.tier, |body, tier| body.tier = tier) }
                { form.line(at("owner_team", "Owner team"), &body.owner_team, |body, text| body.owner_team = text) }
                { form.line(at("oncall_rotation", "On-call rotation"), &body.oncall_rotation, |body, text| body.oncall_rotation = text) }
                { form.pick(at("architecture", "Architecture"), (Architecture::ALL, Architecture::label), body.architecture,
                    |body, choice| body.architecture = choice) }
                { form.line(at("language", "Main language"), &body.language, |body, text| body.language = text) }
                { form.pick(at("data_classification", "Data classification"), (DataClassification::ALL, DataClassification::label),
                    body.data_classification, |body, choice| body.data_classification = choice) }
            </div>
        </Card>
    }
}

fn operation(draft: &Draft<Service>) -> Html {
    let form = Form { draft, locked: false };
    let body = draft.body();
    html! {
        <Card title="How it runs">
            <div class="form">
                { form.pick(at("infra", "Infrastructure"), (Infra::ALL, Infra::label), body.infra, |body, choice| body.infra = choice) }
                { form.pick(at("deployment_frequency", "Deployed"), (DeploymentFrequency::ALL, DeploymentFrequency::label),
                    body.deployment_frequency, |body, choice| body.deployment_frequency = choice) }
                { form.pick(at("traffic_pattern", "Traffic"), (TrafficPattern::ALL, TrafficPattern::label), body.traffic_pattern,
                    |body, choice| body.traffic_pattern = choice) }
                { form.number(at("peak_rps", "Peak requests per second"), body.peak_rps, |body, value| body.peak_rps = value) }
                { form.number(at("storage_gb", "Storage, GB"), body.storage_gb, |body, value| body.storage_gb = value) }
                { form.number(at("monthly_cost_usd", "Cost per month, USD"), body.monthly_cost_usd, |body, value| body.monthly_cost_usd = value) }
            </div>
        </Card>
    }
}

fn upstream(draft: &Draft<Service>, tasks: &Tasks, calls: &[Row]) -> Html {
    let list: fn(&mut Service) -> &mut Vec<Id> = |body| &mut body.upstream;
    let names: fn(&mut Service) -> &mut Vec<String> = |body| &mut body.unknown_upstream;
    let (upstream, unknown) = (draft.body().upstream.clone(), draft.body().unknown_upstream.clone());
    html! {
        <Card title="Calls" flush={true} aside={html! { count(upstream.len() + unknown.len(), "service") }}>
            { for upstream.iter().enumerate().map(|(place, id)| {
                let gone = if draft.dirty() { "…" } else { "A service that was removed" };
                let name = calls.iter().find(|row| row.id == *id).map_or(gone, |row| row.title.as_str());
                html! {
                    <div key={id.to_string()} class="list-row spread" data-id={id.to_string()}>
                        <a class="row-link" href={href(Route::Service { id: *id })}>{ name }</a>
                        { remove_row(draft, tasks, list, place, ("remove-upstream", name)) }
                    </div>
                }
            }) }
            { for unknown.iter().enumerate().map(|(place, name)| html! {
                <div key={name.clone()} class="list-row spread" data-unknown={name.clone()}>
                    if let Some(row) = calls.iter().find(|row| name_key(&row.title) == name_key(name)) {
                        <a class="row-link" href={href(Route::Service { id: row.id })}>{ &row.title }</a>
                    } else {
                        <span>{ name }<span class="cell-sub">{ "Not in the catalog. It is joined as soon as it is." }</span></span>
                    }
                    { remove_row(draft, tasks, names, place, ("remove-unknown-upstream", name)) }
                </div>
            }) }
            <div class="list-row"><AddUpstream draft={draft.clone()} /></div>
        </Card>
    }
}

/// What other tools say of it: links, which are shown and never opened, and labels.
fn told(draft: &Draft<Service>, tasks: &Tasks) -> Html {
    let links: fn(&mut Service) -> &mut Vec<Link> = |body| &mut body.links;
    let labels: fn(&mut Service) -> &mut Vec<Label> = |body| &mut body.labels;
    let body = draft.body();
    if body.links.is_empty() && body.labels.is_empty() {
        return Html::default();
    }
    html! {
        <Card title="What other tools say" flush={true} aside={html! { count(body.links.len() + body.labels.len(), "fact") }}>
            { for body.links.iter().enumerate().map(|(place, link)| html! {
                <div key={format!("link {place}")} class="list-row spread">
                    <span>{ if link.title.is_empty() { "Link" } else { link.title.as_str() } }<span class="cell-sub mono">{ &link.url }</span></span>
                    { remove_row(draft, tasks, links, place, ("remove-link", &link.url)) }
                </div>
            }) }
            { for body.labels.iter().enumerate().map(|(place, label)| html! {
                <div key={format!("label {place}")} class="list-row spread">
                    <span>{ &label.name }if !label.value.is_empty() { <span class="cell-sub">{ &label.value }</span> }</span>
                    { remove_row(draft, tasks, labels, place, ("remove-label", &label.name)) }
                </div>
            }) }
        </Card>
    }
}

/// Who calls this service: follows from what the others say.
fn called_by(callers: &[Row]) -> Html {
    html! {
        <Card title="Called by" flush={true} aside={html! { count(callers.len(), "service") }}>
            if callers.is_empty() {
                <p class="ready-words muted">{ "No service says that it calls this one." }</p>
            }
            { for callers.iter().map(|row| html! {
                <div key={row.id.to_string()} class="list-row spread" data-id={row.id.to_string()}>
                    <a class="row-link" href={href(Route::Service { id: row.id })}>{ &row.title }</a>
                    { for Tier::of(&row.status).map(tier_pill) }
                </div>
            }) }
        </Card>
    }
}
