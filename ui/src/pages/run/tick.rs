//! Pieces of the screen that change with time alone: they repaint without their surroundings.

use crate::{backend, hooks::use_now};
use domain::Instant;
use yew::prelude::*;

/// Draws again on every full second, with the backend's time.
pub fn tick(draw: impl Fn(Instant) -> Html + 'static) -> Html {
    html! { <Tick draw={Callback::from(draw)} /> }
}

#[derive(PartialEq, Properties)]
struct TickProps {
    draw: Callback<Instant, Html>,
}

#[component]
fn Tick(props: &TickProps) -> Html {
    // The hook's second may be older than what its surroundings have just drawn.
    let now = use_now().max(backend::now());
    props.draw.emit(now)
}
