//! The sheet of a console's keys.

use crate::components::{Dialog, Keycap};
use yew::prelude::*;

/// Every key with what it does, in the order in which they are wanted.
pub fn key_sheet(keys: &[(&'static str, &'static str)], onclose: Callback<()>) -> Html {
    html! {
        <Dialog title="Keys" {onclose}>
            <dl class="facts" data-act="keys">
                { for keys.iter().map(|(keys, words)| html! { <><dt><Keycap keys={*keys} /></dt><dd>{ *words }</dd></> }) }
            </dl>
        </Dialog>
    }
}
