//! An empty room says what belongs there and offers the first step.

use yew::prelude::*;

/// What [`EmptyState`] takes.
#[derive(Properties, PartialEq)]
pub struct EmptyStateProps {
    /// What is missing: "No game days yet".
    pub title: AttrValue,
    /// What belongs here, and why one would want it.
    pub words: AttrValue,
    /// The first step as a primary button, then perhaps a second one.
    #[prop_or_default]
    pub children: Html,
}

/// An empty room.
#[component]
pub fn EmptyState(props: &EmptyStateProps) -> Html {
    html! {
        <div class="empty">
            <h2 class="empty-title">{ &props.title }</h2>
            <p class="empty-words">{ &props.words }</p>
            if props.children != Html::default() { <div class="empty-actions">{ props.children.clone() }</div> }
        </div>
    }
}
