//! What of capacity waits today: decisions whose last day to order is near or over.

use super::words::{outlook_pill, use_outlooks, waits};
use crate::{components::Card, room::href, route::Route};
use contract::Outlook;
use yew::prelude::*;

/// Models that wait for a decision, the most urgent first. Today does not wait for it: each answer takes its draws.
#[hook]
pub fn use_orders() -> Vec<Outlook> {
    let (outlooks, _) = use_outlooks(None);
    // Refused, the room of capacity says why.
    let all = outlooks.ready().map(|all| all.as_slice()).unwrap_or_default();
    all.iter().filter(|outlook| waits(outlook)).cloned().collect()
}

/// The card; nothing where nothing waits.
pub fn card(orders: &[Outlook]) -> Html {
    if orders.is_empty() {
        return Html::default();
    }
    html! {
        <Card title="Capacity to order" flush={true} aside={html! { <a class="link" href={href(Route::Capacity)}>{ "All models" }</a> }}>
            { for orders.iter().map(|outlook| html! {
                <div key={outlook.id.to_string()} class="list-row" data-act="to-order" data-id={outlook.id.to_string()}>
                    <a class="row-link" href={href(Route::CapacityModel { id: outlook.id })}>{ &outlook.title }</a>
                    <span class="list-foot"><span>{ &outlook.runs_out }</span>{ outlook_pill(outlook) }</span>
                </div>
            }) }
        </Card>
    }
}
