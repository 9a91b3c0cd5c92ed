//! Earlier versions, and the way back to each.

use super::Standing;
use crate::{
    backend,
    components::{Dialog, Skeleton},
    hooks::loaded::{Loaded, use_loaded},
    known::use_known,
    room::{row::quiet_key, tasks::use_tasks, words::moment},
};
use contract::{Notice, Revision};
use yew::prelude::*;

/// Whose history.
#[derive(PartialEq, Properties)]
pub struct HistoryKeyProps {
    /// The record.
    pub standing: Standing,
}

/// The key that shows the earlier versions.
#[component]
pub fn HistoryKey(props: &HistoryKeyProps) -> Html {
    let open = use_state_eq(|| false);
    let show = |on: bool| {
        let open = open.setter();
        Callback::from(move |()| open.set(on))
    };
    html! {
        <>
            { quiet_key("history", "History", "Earlier versions", show(true)) }
            if *open { <History standing={props.standing.clone()} onclose={show(false)} /> }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct HistoryProps {
    standing: Standing,
    onclose: Callback<()>,
}

/// The list of versions, the newest first.
#[component]
fn History(props: &HistoryProps) -> Html {
    let zone = use_known().workspace.zone;
    let tasks = use_tasks();
    let today = zone.date(backend::now());
    let (revisions, _) = use_loaded(
        contract::History { id: props.standing.id },
        |asked, notice| matches!(notice, Notice::Record { id, .. } if *id == asked.id),
    );
    let bring_back = |revision: &Revision| {
        let (replace, tasks, onclose) =
            (props.standing.replace.clone(), tasks.clone(), props.onclose.clone());
        let (version, document) = (revision.version, revision.document.clone());
        Callback::from(move |()| {
            let Some(back) = replace.emit(document.clone()) else { return };
            tasks.done(format!("Version {version} was brought back."), back);
            onclose.emit(());
        })
    };
    let row = |revision: &Revision, before: Option<&Revision>| {
        let label = format!("Bring back version {}", revision.version);
        let changed = before
            .map_or_else(|| "first version".to_owned(), |before| changes(&props.standing, before, revision));
        html! {
            <li class="finding" data-id={revision.version.to_string()}>
                <span class="num muted">{ revision.version }</span>
                <span>{ &revision.saved_by }<span class="finding-why num">{ format!("{}, {changed}", moment(revision.saved_at, zone, today)) }</span></span>
                { quiet_key("bring-back", "Bring this back", label, bring_back(revision)) }
            </li>
        }
    };
    let body = match &revisions {
        Loaded::Loading => html! { <Skeleton /> },
        Loaded::Refused(refusal) => html! { <p class="field-error">{ &refusal.message }</p> },
        Loaded::Ready(revisions) => {
            let earlier: Vec<_> =
                revisions.iter().filter(|revision| revision.version < props.standing.version).collect();
            let before =
                |revision: &Revision| revisions.iter().find(|other| other.version + 1 == revision.version);
            if earlier.is_empty() {
                html! { <p class="soft">{ "There is no earlier version yet. Every save from now on is kept here." }</p> }
            } else {
                html! { <ul>{ for earlier.into_iter().map(|revision| row(revision, before(revision))) }</ul> }
            }
        }
    };
    html! { <Dialog title="Earlier versions" onclose={props.onclose.clone()}>{ body }</Dialog> }
}

/// Which fields a version changed, a few of them by name.
fn changes(standing: &Standing, before: &Revision, after: &Revision) -> String {
    let fields: Vec<String> = standing
        .differences
        .emit((before.document.clone(), after.document.clone()))
        .into_iter()
        .map(|difference| difference.field)
        .collect();
    match fields.as_slice() {
        [] => "nothing changed".to_owned(),
        many if many.len() > 3 => {
            let named: Vec<&str> = many.iter().take(2).map(String::as_str).collect();
            format!("{} and {} more", named.join("; "), many.len() - 2)
        }
        named => named.join("; "),
    }
}
