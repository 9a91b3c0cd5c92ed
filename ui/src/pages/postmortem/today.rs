//! What of postmortems waits today: those that are not final, and what they promised and did not keep.

use super::words::{status_pill, use_postmortems};
use crate::{
    components::{Card, Pill, State},
    room::{href, words::count},
    route::Route,
};
use contract::PostmortemLine;
use domain::postmortem::PostmortemStatus;
use yew::prelude::*;

/// As many rows as a glance takes.
const AT_MOST: usize = 5;

/// Those that wait for somebody.
#[hook]
pub fn use_open() -> Vec<PostmortemLine> {
    let (all, _) = use_postmortems();
    let lines = all.ready().map(|all| all.lines.as_slice()).unwrap_or_default();
    let waits = |line: &&PostmortemLine| line.status != PostmortemStatus::Final || line.overdue > 0;
    lines.iter().filter(waits).cloned().collect()
}

/// The card; nothing where nothing waits.
pub fn card(open: &[PostmortemLine]) -> Html {
    if open.is_empty() {
        return Html::default();
    }
    html! {
        <Card title="Postmortems" flush={true} aside={html! { <a class="link" href={href(Route::Postmortems)}>{ "All postmortems" }</a> }}>
            { for open.iter().take(AT_MOST).map(|line| html! {
                <div key={line.id.to_string()} class="list-row" data-act="open-postmortem-today" data-id={line.id.to_string()}>
                    <a class="row-link" href={href(Route::Postmortem { id: line.id })}>{ &line.title }</a>
                    <span class="list-foot">
                        { status_pill(line.status) }
                        if line.overdue > 0 { <Pill state={State::Bad}>{ format!("{} overdue", count(line.overdue, "action")) }</Pill> }
                        else if line.open > 0 { <span class="muted">{ format!("{} open", count(line.open, "point")) }</span> }
                    </span>
                </div>
            }) }
        </Card>
    }
}
