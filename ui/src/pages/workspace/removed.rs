//! What was removed, each with the way back.

use crate::{
    components::{Button, ButtonKind, Card},
    hooks::loaded::use_loaded,
    room::tasks::{Tasks, use_tasks},
};
use contract::{Notice, Removed};
use domain::{Row, text::clip};
use yew::prelude::*;

/// So many more are shown at a time.
const STEP: usize = 20;

/// The card.
#[component]
pub fn RemovedCard() -> Html {
    let tasks = use_tasks();
    let shown = use_state(|| STEP);
    let (removed, _) =
        use_loaded(Removed { kind: None }, |_, notice| matches!(notice, Notice::Record { .. }));
    let Some(rows) = removed.ready() else { return Html::default() };
    let more = rows.len().saturating_sub(*shown);
    let onclick = {
        let (setter, next) = (shown.setter(), *shown + STEP);
        Callback::from(move |()| setter.set(next))
    };
    html! {
        <Card title="Recently removed" flush=true aside={html! { <span class="num">{ rows.len() }</span> }}>
            if rows.is_empty() {
                <p class="card-body muted">{ "Nothing was removed. What is removed waits here and comes back whole." }</p>
            }
            <ul class="run-list" data-act="removed">{ for rows.iter().take(*shown).map(|row| line(row, &tasks)) }</ul>
            if more > 0 {
                <div class="card-body"><Button act="more-removed" kind={ButtonKind::Quiet} small=true {onclick}>{ format!("Show {} of {more} more", more.min(STEP)) }</Button></div>
            }
        </Card>
    }
}

fn line(row: &Row, tasks: &Tasks) -> Html {
    let label = format!("Bring back “{}”", clip(&row.title, 60));
    html! {
        <li class="run-row" key={row.id.to_string()} data-id={row.id.to_string()}>
            <span class="run-row-words">{ &row.title }<span class="cell-sub">{ row.kind.noun() }</span></span>
            <Button act="bring-back" small=true {label} onclick={tasks.bring_back(row.id, row.version)}>{ "Bring back" }</Button>
        </li>
    }
}
