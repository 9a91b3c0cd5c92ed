//! The shape of what is about to come, instead of a spinner.

use yew::prelude::*;

/// What [`Skeleton`] takes.
#[derive(Properties, PartialEq)]
pub struct SkeletonProps {
    /// How many lines.
    #[prop_or(3)]
    pub lines: usize,
    /// What is being fetched: "Loading the game day".
    #[prop_or(AttrValue::Static("Loading"))]
    pub label: AttrValue,
}

/// Grey lines.
#[component]
pub fn Skeleton(props: &SkeletonProps) -> Html {
    html! {
        <div class="skeleton" aria-busy="true">
            <span class="sr-only">{ &props.label }</span>
            { for (0..props.lines).map(|_| html! { <span class="skeleton-line" aria-hidden="true"></span> }) }
        </div>
    }
}
