//! What of postmortems waits today: those that are not final.

use crate::{
    components::Card,
    room::{href, use_list},
    route::Route,
};
use domain::{Kind, Row, postmortem::PostmortemStatus};
use yew::prelude::*;

/// As many rows as a glance takes.
const AT_MOST: usize = 5;

/// Those that wait for somebody.
#[hook]
pub fn use_open() -> Vec<Row> {
    let (all, _) = use_list(Kind::Postmortem);
    let rows = all.ready().map(|rows| rows.as_slice()).unwrap_or_default();
    rows.iter().filter(|row| !row.is(PostmortemStatus::Final)).cloned().collect()
}

/// The card; nothing where nothing waits.
pub fn card(open: &[Row]) -> Html {
    if open.is_empty() {
        return Html::default();
    }
    html! {
        <Card title="Postmortems" flush={true} aside={html! { <a class="link" href={href(Route::Postmortems)}>{ "All postmortems" }</a> }}>
            { for open.iter().take(AT_MOST).map(|row| html! {
                <div key={row.id.to_string()} class="list-row" data-act="open-postmortem-today" data-id={row.id.to_string()}>
                    <a class="row-link" href={href(Route::Postmortem { id: row.id })}>{ &row.title }</a>
                    <span class="list-foot muted">{ PostmortemStatus::of(&row.status).map_or("", PostmortemStatus::label) }</span>
                </div>
            }) }
        </Card>
    }
}
