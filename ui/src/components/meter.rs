//! Bars that fill. The width is a property set by script: the page's policy forbids style attributes.

use super::State;
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
