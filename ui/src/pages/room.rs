//! The frame of a room: where one is, what it is called, what can be done here.

use crate::app::Route;
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
