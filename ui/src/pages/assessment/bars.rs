//! A score as five segments and its number.

use domain::assessment::Method;
use yew::prelude::*;

/// A score as segments, with its number beside them.
pub fn bars(score: u8, method: Method) -> Html {
    let top = *method.scores().end();
    html! {
        <span class="bars" role="img" aria-label={format!("{score} of {top}")}>
            { for (1..=top).map(|step| html! { <i class="bars-step" data-on={(step <= score).then_some("")} /> }) }
            <b class="bars-score" aria-hidden="true">{ score }</b>
        </span>
    }
}
