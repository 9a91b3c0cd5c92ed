//! What of capacity waits today: decisions whose last day to order is near or over.

use super::words::{outlook_pill, waits};
use crate::{components::Card, hooks::loaded::use_loaded, room::href, route::Route};
use contract::{Notice, Outlook, Outlooks};
use domain::{Date, Kind};
use yew::prelude::*;

/// Models that wait for a decision, the most urgent first. Today does not wait for it: each answer takes its draws.
#[hook]
pub fn use_orders(today: Date) -> Vec<Outlook> {
    let (outlooks, _) = use_loaded(Outlooks { service: None }, |_, notice| {
        matches!(notice, Notice::Record { kind: Kind::CapacityModel, .. })
    });
    // Refused, the room of capacity says why.
    let all = outlooks.ready().map(|all| all.as_slice()).unwrap_or_default();
    all.iter().filter(|outlook| waits(outlook, today)).cloned().collect()
}

/// The card; nothing where nothing waits.
pub fn card(orders: &[Outlook], today: Date) -> Html {
    if orders.is_empty() {
        return Html::default();
    }
    html! {
        <Card title="Capacity to order" flush={true} aside={html! { <a class="link" href={href(Route::Capacity)}>{ "All models" }</a> }}>
            { for orders.iter().map(|outlook| html! {
                <div key={outlook.id.to_string()} class="list-row" data-act="to-order" data-id={outlook.id.to_string()}>
                    <a class="row-link" href={href(Route::CapacityModel { id: outlook.id })}>{ &outlook.title }</a>
                    <span class="list-foot"><span>{ &outlook.runs_out }</span>{ outlook_pill(outlook, today) }</span>
                </div>
            }) }
        </Card>
    }
}
