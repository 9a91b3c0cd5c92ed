//! A sentence above the content that needs an answer or at least an eye.

use super::State;
use yew::prelude::*;

/// What [`Banner`] takes.
#[derive(Properties, PartialEq)]
pub struct BannerProps {
    /// How serious it is.
    pub state: State,
    /// The sentence.
    pub children: Html,
    /// The answers, as buttons.
    #[prop_or_default]
    pub actions: Html,
}

/// A sentence that needs an answer. `Bad` interrupts a screen reader, the others wait their turn.
#[component]
pub fn Banner(props: &BannerProps) -> Html {
    let role = if props.state == State::Bad { "alert" } else { "status" };
    html! {
        <div class="banner" data-state={props.state.name()} {role}>
            <p class="banner-words">{ props.children.clone() }</p>
            if props.actions != Html::default() { <div class="banner-actions">{ props.actions.clone() }</div> }
        </div>
    }
}
