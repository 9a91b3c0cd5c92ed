//! A key, drawn as one.

use yew::prelude::*;

/// What [`Keycap`] takes.
#[derive(Properties, PartialEq)]
pub struct KeycapProps {
    /// The key's name as printed: `Space`, `F8`, `R`; see [`crate::keys::Stroke::shown`].
    pub keys: AttrValue,
}

/// A key, drawn as one.
#[component]
pub fn Keycap(props: &KeycapProps) -> Html {
    html! { <kbd class="keycap">{ &props.keys }</kbd> }
}
