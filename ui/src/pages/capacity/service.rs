//! How long a service lasts, on its page.

use super::words::{outlook_pill, use_outlooks};
use crate::{
    components::Card,
    pages::catalog::{Featured, ServiceCard},
    room::href,
    route::Route,
};
use domain::Id;
use yew::prelude::*;

/// The card of its models.
pub fn cards(about: &Featured) -> Vec<ServiceCard> {
    vec![ServiceCard::Aside(html! { <OutlooksCard service={about.service} /> })]
}

#[derive(PartialEq, Properties)]
struct OutlooksCardProps {
    service: Id,
}

#[component]
fn OutlooksCard(props: &OutlooksCardProps) -> Html {
    let (outlooks, _) = use_outlooks(Some(props.service));
    let begin = format!("{}?new=yes&service={}", href(Route::Capacity), props.service);
    let key = html! { <a class="link" data-act="plan-capacity" href={begin}>{ "Plan capacity" }</a> };
    let all = outlooks.ready().map(|all| all.as_slice()).unwrap_or_default();
    html! {
        <Card title="Capacity" flush={true} aside={key}>
            if all.is_empty() && outlooks.ready().is_some() {
                <p class="ready-words muted">{ "No model yet. Three numbers say when it runs out." }</p>
            }
            { for all.iter().map(|outlook| html! {
                <div key={outlook.id.to_string()} class="list-row" data-act="outlook" data-id={outlook.id.to_string()}>
                    <span class="spread"><a class="row-link" href={href(Route::CapacityModel { id: outlook.id })}>{ &outlook.title }</a>{ outlook_pill(outlook) }</span>
                    <span class="muted">{ &outlook.runs_out }</span>
                </div>
            }) }
        </Card>
    }
}
