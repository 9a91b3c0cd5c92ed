//! A part of the screen that did not come.

use crate::components::{Button, ButtonKind};
use yew::prelude::*;

/// A part that could not be loaded, in words.
pub fn missing(again: Callback<()>) -> Html {
    html! {
        <div class="line">
            <p class="field-error" role="alert">{ "This part of the screen could not be loaded. Nothing is lost." }</p>
            <Button act="try-again" kind={ButtonKind::Quiet} onclick={again}>{ "Try again" }</Button>
        </div>
    }
}
