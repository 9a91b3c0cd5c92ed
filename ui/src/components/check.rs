//! A row with a box to tick.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What [`Check`] takes.
#[derive(Properties, PartialEq)]
pub struct CheckProps {
    /// What is ticked off.
    pub label: AttrValue,
    /// Whether it is.
    pub checked: bool,
    /// Hears the new value.
    pub onchange: Callback<bool>,
    /// Who and when, or why it matters.
    #[prop_or_default]
    pub detail: Option<AttrValue>,
    /// Why it cannot be changed, as a sentence.
    #[prop_or_default]
    pub why_not: Option<AttrValue>,
}

/// A row with a box to tick. What it shows is `checked`: a refused change is seen at once.
#[component]
pub fn Check(props: &CheckProps) -> Html {
    let onchange = {
        let (tell, shown) = (props.onchange.clone(), props.checked);
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                let wanted = input.checked();
                input.set_checked(shown);
                tell.emit(wanted);
            }
        })
    };
    html! {
        <label class="check" title={props.why_not.clone()}>
            <input
                type="checkbox"
                class="check-box"
                checked={props.checked}
                disabled={props.why_not.is_some()}
                {onchange}
            />
            <span class="check-words">
                { &props.label }
                if let Some(detail) = &props.detail { <span class="check-detail">{ detail }</span> }
            </span>
        </label>
    }
}
