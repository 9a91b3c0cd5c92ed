//! A score as five segments and its number.

use domain::assessment::Method;
use yew::prelude::*;

/// What [`Bars`] takes.
#[derive(PartialEq, Properties)]
pub struct BarsProps {
    /// The score.
    pub score: u8,
    /// On whose scale.
    pub method: Method,
}

/// A score as segments, with its number beside them.
#[component]
pub fn Bars(props: &BarsProps) -> Html {
    let top = *props.method.scores().end();
    html! {
        <span class="bars" role="img" aria-label={format!("{} of {top}", props.score)}>
            { for (1..=top).map(|step| html! { <i class="bars-step" data-on={(step <= props.score).then_some("")} /> }) }
            <b class="bars-score" aria-hidden="true">{ props.score }</b>
        </span>
    }
}
