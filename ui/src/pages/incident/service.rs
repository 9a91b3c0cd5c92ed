//! What has hurt a service, on its page.

use super::words::{severity_pill, stands, use_incidents};
use crate::{
    components::{Card, Pill},
    known::use_known,
    pages::catalog::{Featured, ServiceCard},
    room::{href, words::day},
    route::Route,
};
use domain::{Id, incident::TimeTo, time::words};
use yew::prelude::*;

/// As many rows as a glance takes.
const AT_MOST: usize = 5;

/// The card of its incidents.
pub fn cards(about: &Featured) -> Vec<ServiceCard> {
    vec![ServiceCard::Aside(html! { <IncidentsCard service={about.service} /> })]
}

#[derive(PartialEq, Properties)]
struct IncidentsCardProps {
    service: Id,
}

#[component]
fn IncidentsCard(props: &IncidentsCardProps) -> Html {
    let zone = use_known().workspace.zone;
    let (all, _) = use_incidents(Some(props.service));
    let lines = all.ready().map(|all| all.lines.as_slice()).unwrap_or_default();
    let begin = format!("{}?new=yes&service={}", href(Route::Incidents), props.service);
    let key = html! { <a class="link" data-act="declare-here" href={begin}>{ "Declare" }</a> };
    html! {
        <Card title="Incidents" flush={true} aside={key}>
            if lines.is_empty() && all.ready().is_some() { <p class="ready-words muted">{ "None on record." }</p> }
            { for lines.iter().take(AT_MOST).map(|line| {
                let (state, word) = stands(line.status, line.is_mitigated);
                let took = line.took_s.iter().find(|(metric, _)| *metric == TimeTo::Resolve);
                let took = took.map(|(_, s)| format!(" · resolved in {}", words(s * 1000))).unwrap_or_default();
                html! {
                    <div key={line.id.to_string()} class="list-row" data-act="service-incident" data-id={line.id.to_string()}>
                        <span class="spread"><a class="row-link" href={href(Route::Incident { id: line.id })}>{ &line.title }</a><Pill {state}>{ word }</Pill></span>
                        <span class="list-foot">{ severity_pill(line.severity) }<span class="muted">{ for line.at.map(|at| day(zone.date(at))) }{ took }</span></span>
                    </div>
                }
            }) }
        </Card>
    }
}
