//! The page of one postmortem.

use super::{
    actions::Actions,
    aside::Aside,
    drawn::Drawn,
    export::{ExportPostmortemKey, ExportPostmortemProps},
    learned::Learned,
    timeline::Timeline,
    took::Took,
    why::Why,
    words::{severity_pill, status_pill, use_about},
};
use crate::{
    components::Card,
    room::{
        draft::{Draft, Form, at, use_draft},
        record::{Opened, PageProps, RecordPage, opened},
        use_list, use_record,
    },
    route::Route,
};
use contract::{PostmortemDrawn, PostmortemView};
use domain::{
    Kind, Row,
    document::Postmortem,
    incident::Severity,
    postmortem::{DataLoss, HowDetected, PostmortemStatus},
};
use std::rc::Rc;
use yew::prelude::*;

/// What every part of the page is given.
#[derive(Clone, PartialEq, Properties)]
pub struct PartProps {
    /// The postmortem.
    pub draft: Draft<Postmortem>,
    /// What follows from it, once that is known.
    pub view: Option<Rc<PostmortemView>>,
    /// It is final: opened again first.
    pub locked: bool,
}

/// The room.
#[component]
pub fn PostmortemPage(props: &PageProps) -> Html {
    let crumbs = vec![(Route::Postmortems, "Postmortems".into())];
    match opened::<Postmortem>(props.id, &use_record(props.id), "Postmortem", crumbs) {
        Ok(opened) => html! { <Sheet ..opened /> },
        Err(bare) => bare,
    }
}

#[component]
fn Sheet(opened: &Opened<Postmortem>) -> Html {
    let draft = use_draft(&opened.record, &opened.body);
    let (view, _) = use_about(draft.id());
    let (services, _) = use_list(Kind::Service);
    let id = draft.id();
    let body = draft.body().clone();
    let part = PartProps {
        draft: draft.clone(),
        view: view.ready().cloned(),
        locked: body.status == PostmortemStatus::Final,
    };
    let form = Form { draft: &draft, locked: part.locked };
    let pill = html! { <>{ for body.severity.map(|severity| severity_pill(Some(severity))) }{ status_pill(body.status) }</> };
    let services = services.ready().map(|rows| rows.as_slice().to_vec()).unwrap_or_default();
    let keys = html! { <ExportPostmortemKey ..ExportPostmortemProps::of(id, &body) /> };
    html! {
        <RecordPage title={body.title.clone()} crumbs={vec![(Route::Postmortems, "Postmortems".into())]} {pill} {keys} standing={draft.standing()}
            removed_to={Route::Postmortems} history=true>
            <div class="columns plan postmortem">
                <div class="stack">
                    { what(&form, &body, &services) }
                    <Card title="Timeline to scale"><Drawn {id} chart={PostmortemDrawn::Timeline} /></Card>
                    <Took ..part.clone() />
                    <Timeline ..part.clone() />
                    { impact(&form, &body) }
                    <Why ..part.clone() />
                    <Learned ..part.clone() />
                    <Actions ..part.clone() />
                </div>
                <div class="stack"><Aside ..part.clone() /></div>
            </div>
        </RecordPage>
    }
}

/// What it is about, and the whole of it in one paragraph.
fn what(form: &Form<'_, Postmortem>, body: &Postmortem, services: &[Row]) -> Html {
    let mut options = vec![(String::new(), "Not stated".to_owned())];
    options.extend(services.iter().map(|row| (row.id.to_string(), row.title.clone())));
    let present = body.service_id.map(|id| id.to_string()).unwrap_or_default();
    let mut severities = vec![(String::new(), "Not stated".to_owned())];
    severities.extend(Severity::ALL.iter().map(|one| (one.word().to_owned(), one.label().to_owned())));
    html! {
        <Card title="Summary">
            <div class="form" data-columns="3">
                { form.line(at("title", "Title").wide(), &body.title, |body, text| body.title = text) }
                { form.prose(at("summary", "The whole of it in one paragraph").wide(), &body.summary, |body, text| body.summary = text) }
                { form.choose(at("severity", "Severity"), severities, body.severity.map_or("", Severity::word), |body, word| body.severity = Severity::of(&word)) }
                { form.date(at("date", "Day"), body.date, |body, date| body.date = date) }
                { form.choose(at("service_id", "Service"), options, &present, |body, id| body.service_id = id.parse().ok()) }
                { form.parsed(at("authors", "Authors").hint("Names with commas between"), &body.authors.join(", "), names, |body, names| body.authors = names) }
                { form.parsed(at("reviewers", "Reviewers"), &body.reviewers.join(", "), names, |body, names| body.reviewers = names) }
                { form.parsed(at("participants", "Took part"), &body.participants.join(", "), names, |body, names| body.participants = names) }
            </div>
        </Card>
    }
}

/// Names with commas between them.
fn names(text: &str) -> Result<Vec<String>, String> {
    Ok(text.split([',', ';']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

/// Whom it hurt, how it was noticed, what ended it.
fn impact(form: &Form<'_, Postmortem>, body: &Postmortem) -> Html {
    let (impact, detection) = (&body.impact, &body.detection);
    html! {
        <Card title="Impact, detection, resolution">
            <div class="form" data-columns="3">
                { form.prose(at("impact.users_affected", "Who was affected, and how").wide(), &impact.users_affected, |body, text| body.impact.users_affected = text) }
                { form.line(at("impact.revenue", "Revenue, with its currency").placeholder("not stated"), &impact.revenue, |body, text| body.impact.revenue = text) }
                { form.number(at("impact.slo_budget_consumed_pct", "Error budget consumed, %").placeholder("not stated"), impact.slo_budget_consumed_pct, |body, value| body.impact.slo_budget_consumed_pct = value) }
                { form.parsed(at("impact.customer_tickets", "Customer tickets").placeholder("not stated"), &impact.customer_tickets.map(|n| n.to_string()).unwrap_or_default(), tickets, |body, value| body.impact.customer_tickets = value) }
                { form.pick(at("impact.data_loss", "Data"), (DataLoss::ALL, DataLoss::label), impact.data_loss, |body, loss| body.impact.data_loss = loss) }
                { form.pick(at("detection.how", "Noticed by"), (HowDetected::ALL, HowDetected::label), detection.how, |body, how| body.detection.how = how) }
                { form.line(at("detection.words", "How, in words"), &detection.words, |body, text| body.detection.words = text) }
                { form.prose(at("detection.sooner", "Could it have been noticed sooner?").wide(), &detection.sooner, |body, text| body.detection.sooner = text) }
                { form.prose(at("how_resolved", "What ended it").wide(), &body.how_resolved, |body, text| body.how_resolved = text) }
            </div>
        </Card>
    }
}

fn tickets(text: &str) -> Result<Option<u32>, String> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| "Write how many, as a whole number.".to_owned()),
    }
}
