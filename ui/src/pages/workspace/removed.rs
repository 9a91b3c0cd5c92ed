//! What was removed lately, each with the way back.

use crate::{
    backend::ask,
    components::{Button, Card},
    hooks::loaded::use_loaded,
    room::tasks::use_tasks,
};
use contract::{Notice, Removed, Undo};
use domain::{Row, text::clip};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// So many are shown; more are listed by `readyroom list KIND --removed`.
const SHOWN_MAX: usize = 20;

/// The card.
#[component]
pub fn RemovedCard() -> Html {
    let (removed, _) =
        use_loaded(Removed { kind: None }, |_, notice| matches!(notice, Notice::Record { .. }));
    let Some(rows) = removed.ready() else { return Html::default() };
    let more = rows.len().saturating_sub(SHOWN_MAX);
    html! {
        <Card title="Recently removed" flush=true aside={html! { <span class="num">{ rows.len() }</span> }}>
            if rows.is_empty() {
                <p class="card-body muted">{ "Nothing was removed. What is removed waits here and comes back whole." }</p>
            }
            <ul class="run-list" data-act="removed">
                { for rows.iter().take(SHOWN_MAX).map(|row| html! { <RemovedRow key={row.id.to_string()} row={row.clone()} /> }) }
            </ul>
            if more > 0 { <p class="card-body muted">{ format!("And {more} older ones.") }</p> }
        </Card>
    }
}

#[derive(PartialEq, Properties)]
struct RemovedRowProps {
    row: Row,
}

#[component]
fn RemovedRow(props: &RemovedRowProps) -> Html {
    let tasks = use_tasks();
    let (id, version) = (props.row.id, props.row.version);
    let title = clip(&props.row.title, 60);
    let label = format!("Bring back “{title}”");
    let onclick = Callback::from(move |()| {
        let (tasks, title) = (tasks.clone(), title.clone());
        spawn_local(async move {
            match ask(Undo { id, version }).await {
                Ok(_) => tasks.say(format!("“{title}” is back.")),
                Err(refusal) => tasks.say(refusal.message),
            }
        });
    });
    html! {
        <li class="run-row" data-id={id.to_string()}>
            <span class="run-row-words">{ &props.row.title }<span class="cell-sub">{ props.row.kind.noun() }</span></span>
            <Button act="bring-back" small=true {label} {onclick}>{ "Bring back" }</Button>
        </li>
    }
}
