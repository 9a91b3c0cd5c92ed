//! What changes with time alone repaints alone, without its surroundings.

use crate::{backend, hooks::use_repaint};
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
    use_repaint(|now| u32::try_from(1000 - now.ms().rem_euclid(1000)).ok());
    props.draw.emit(backend::now())
}
