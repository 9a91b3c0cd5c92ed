//! The frame of a room: where one is, what it is called, what can be done here.

pub mod choice;
pub mod control;
pub mod draft;
pub mod list;
pub mod new;
pub mod part;
pub mod record;
pub mod removal;
pub mod report;
pub mod row;
pub mod run;
pub mod say;
pub mod tasks;
pub mod words;

use crate::{
    components::{Button, Card, EmptyState, Skeleton},
    hooks::loaded::{Loaded, use_loaded},
    route::Route,
};
use contract::{Get, List, Notice};
use domain::{Id, Kind, Record, Row};
use std::rc::Rc;
use yew::prelude::*;
use yew_router::Routable;

/// The rooms above a room: address and name.
pub type Crumbs = Vec<(Route, AttrValue)>;

/// The frame of a room.
#[derive(PartialEq, Properties)]
pub struct RoomProps {
    /// Its name.
    pub title: AttrValue,
    /// Where it stands.
    #[prop_or_default]
    pub crumbs: Crumbs,
    /// Beside the name: a state, a word.
    #[prop_or_default]
    pub note: Html,
    /// What can be done here; at most one of them primary.
    #[prop_or_default]
    pub actions: Html,
    /// What it holds.
    pub children: Html,
}

/// A bar with the room's name over a scrolling page.
#[component]
pub fn Room(props: &RoomProps) -> Html {
    let title = props.title.to_string();
    use_effect_with(title, |title| gloo::utils::document().set_title(&format!("{title} · Readyroom")));
    html! {
        <>
            <header class="bar">
                if !props.crumbs.is_empty() {
                    <nav class="crumbs" aria-label="Where this is">
                        { for props.crumbs.iter().map(|(route, words)| html! {
                            <><a href={href(*route)}>{ words }</a><span aria-hidden="true">{ "/" }</span></>
                        }) }
                    </nav>
                }
                <h1 class="title" title={props.title.clone()}>{ &props.title }</h1>
                { props.note.clone() }
                <div class="bar-actions">{ props.actions.clone() }</div>
            </header>
            <main class="content"><div class="page stack">{ props.children.clone() }</div></main>
        </>
    }
}

/// The address of a room in a link.
pub fn href(route: Route) -> AttrValue {
    format!("#{}", route.to_path()).into()
}

/// Puts the keyboard into the field at `path` and scrolls it into sight.
pub fn focus(path: &str) {
    use wasm_bindgen::JsCast;
    let document = gloo::utils::document();
    // The path may name a list (`metrics`): then its adder, or its first field, is the place to go.
    let found = [format!("[name='{path}']"), format!("[data-field='{path}']"), format!("[name^='{path}.']")]
        .iter()
        .find_map(|query| document.query_selector(query).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        element.scroll_into_view();
        let _ = element.focus(); // an element that cannot take the focus is at least in sight
    }
}

/// The record `id`, asked again when it changes.
#[hook]
pub fn use_record(id: Id) -> (Loaded<Record>, Callback<()>) {
    use_loaded(Get { id }, |asked, notice| matches!(notice, Notice::Record { id, .. } if *id == asked.id))
}

/// All records of a kind, asked again when one of them changes.
#[hook]
pub fn use_list(kind: Kind) -> (Loaded<Vec<Row>>, Callback<()>) {
    use_loaded(
        List { kind },
        |asked, notice| matches!(notice, Notice::Record { kind, .. } if *kind == asked.kind),
    )
}

/// The names of all records of a kind, as suggestions.
#[hook]
pub fn use_names(kind: Kind) -> Rc<[AttrValue]> {
    let (rows, _) = use_list(kind);
    rows.ready()
        .map(|rows| rows.iter().map(|row| AttrValue::from(row.title.clone())).collect())
        .unwrap_or_default()
}

/// What stands in a room until its answer is there: lines, or the backend's words.
pub fn waiting<T>(loaded: &Loaded<T>, again: &Callback<()>) -> Html {
    match loaded {
        Loaded::Refused(refusal) => html! {
            <Card>
                <EmptyState title="This cannot be shown" words={refusal.message.clone()}>
                    <Button act="try-again" onclick={again.clone()}>{ "Try again" }</Button>
                </EmptyState>
            </Card>
        },
        _ => html! { <Card flush={true}><Skeleton lines={6} /></Card> },
    }
}

/// A link that looks like a button.
pub fn link_button(act: &'static str, kind: &'static str, words: impl Into<Html>, to: Route) -> Html {
    html! { <a class="button" data-kind={kind} data-act={act} href={href(to)}>{ words.into() }</a> }
}
