//! Bars that fill. The width is a property set by script: the page's policy forbids style attributes.

use super::State;
use crate::hooks::use_now;
use domain::Instant;
use web_sys::HtmlElement;
use yew::prelude::*;

/// What [`Meter`] takes.
#[derive(Properties, PartialEq)]
pub struct MeterProps {
    /// How full, 0 to 1; anything outside is clipped.
    pub part: f64,
    /// Its colour; the accent without it.
    #[prop_or_default]
    pub state: Option<State>,
    /// What is measured; without it the bar is decoration beside its number.
    #[prop_or_default]
    pub label: Option<AttrValue>,
}

/// A thin bar.
#[component]
pub fn Meter(props: &MeterProps) -> Html {
    let fill = use_node_ref();
    let percent = (props.part.clamp(0.0, 1.0) * 1000.0).round() / 10.0;
    {
        let fill = fill.clone();
        use_effect_with(percent, move |percent| {
            if let Some(bar) = fill.cast::<HtmlElement>() {
                let _ = bar.style().set_property("width", &format!("{percent}%")); // a bar without width is only plainer
            }
        });
    }
    let state = props.state.map(State::name);
    html! {
        if let Some(label) = &props.label {
            <div
                class="meter"
                role="meter"
                aria-label={label}
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow={percent.to_string()}
                data-state={state}
            >
                <div class="meter-fill" ref={fill}></div>
            </div>
        } else {
            <div class="meter" data-state={state} aria-hidden="true"><div class="meter-fill" ref={fill}></div></div>
        }
    }
}

/// What [`TimeMeter`] takes.
#[derive(Properties, PartialEq)]
pub struct TimeMeterProps {
    /// When it was empty.
    pub from: Instant,
    /// When it will be full.
    pub until: Instant,
    /// Where the clock stands while it is paused.
    #[prop_or_default]
    pub held: Option<Instant>,
}

/// A bar that fills with time and repaints alone, once a second. Full is red: the time is over.
#[component]
pub fn TimeMeter(props: &TimeMeterProps) -> Html {
    let ticking = use_now();
    let now = props.held.unwrap_or(ticking);
    #[expect(clippy::cast_precision_loss, reason = "a bar of a few hundred pixels")]
    let part = now.since(props.from) as f64 / props.until.since(props.from).max(1) as f64;
    let state = (part >= 1.0).then_some(State::Bad);
    html! { <Meter {part} {state} /> }
}
