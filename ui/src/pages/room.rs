//! The frame of a room: where one is, what it is called, what can be done here.

use crate::{
    app::Route,
    components::{Card, EmptyState, Skeleton},
    hooks::loaded::{Loaded, use_loaded},
};
use contract::{Get, List, Notice};
use domain::{Id, Kind, Record, Row};
use std::rc::Rc;
use yew::prelude::*;
use yew_router::Routable;

/// The frame of a room.
#[derive(PartialEq, Properties)]
pub struct RoomProps {
    /// Its name.
    pub title: AttrValue,
    /// The rooms above it: address and name.
    #[prop_or_default]
    pub crumbs: Vec<(Route, AttrValue)>,
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
                    { button("try-again", "plain", "Try again", again.clone()) }
                </EmptyState>
            </Card>
        },
        _ => html! { <Card flush={true}><Skeleton lines={6} /></Card> },
    }
}

/// A button that journeys know as `act`; `kind` is plain, primary, danger or quiet.
pub fn button(act: &'static str, kind: &'static str, words: impl Into<Html>, onclick: Callback<()>) -> Html {
    html! {
        <button class="button" type="button" data-kind={kind} data-act={act} onclick={pressed(onclick)}>{ words.into() }</button>
    }
}

/// A small button in a row, with words for the ear: `Remove “p99”`.
pub fn row_button(act: &'static str, words: &'static str, label: String, onclick: Callback<()>) -> Html {
    html! {
        <button class="button" type="button" data-kind="quiet" data-size="small" data-act={act} aria-label={label.clone()}
            title={label} onclick={pressed(onclick)}>{ words }</button>
    }
}

/// The one primary action of a room; `why_not` says why it cannot be pressed now, and stays reachable by keyboard.
pub fn primary(
    act: &'static str,
    words: &'static str,
    why_not: Option<String>,
    onclick: Callback<()>,
) -> Html {
    let may = why_not.is_none();
    let onclick = pressed(Callback::from(move |()| {
        if may {
            onclick.emit(());
        }
    }));
    html! {
        <button class="button" type="button" data-kind="primary" data-act={act} aria-disabled={(!may).then_some("true")}
            title={why_not} {onclick}>{ words }</button>
    }
}

/// A link that looks like a button.
pub fn link_button(act: &'static str, kind: &'static str, words: impl Into<Html>, to: Route) -> Html {
    html! { <a class="button" data-kind={kind} data-act={act} href={href(to)}>{ words.into() }</a> }
}

fn pressed(onclick: Callback<()>) -> Callback<MouseEvent> {
    Callback::from(move |event: MouseEvent| {
        // A button inside a row that opens on click is not the row.
        event.stop_propagation();
        onclick.emit(());
    })
}
