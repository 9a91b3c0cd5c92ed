//! What the room sees on the projector.

use yew::prelude::*;

/// The stage as a window of its own.
#[component]
pub fn StageWindow() -> Html {
    html! { <div class="stage" data-window="" /> }
}
