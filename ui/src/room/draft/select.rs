//! One of several words, saved when it is chosen.

use super::many::Many;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Where a choice is and what it is called.
#[derive(Clone, PartialEq, Properties)]
pub struct SelectProps {
    /// Whose field: keeps it apart from the same field of another record on the page.
    pub scope: AttrValue,
    /// Path in the document: `fault.kind`.
    pub name: AttrValue,
    /// Its label: above it, or for the ear alone when `bare`.
    pub label: AttrValue,
    /// What can be chosen: value and words.
    pub options: Vec<(String, String)>,
    /// The value that the document says.
    pub present: String,
    /// Gets the value that was chosen.
    pub onsave: Callback<String>,
    /// Why the backend refused it.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// A word of help under it.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// In a table, where the column's head is the label.
    #[prop_or_default]
    pub bare: bool,
    /// As wide as its form.
    #[prop_or_default]
    pub wide: bool,
    /// Read-only.
    #[prop_or_default]
    pub locked: bool,
    /// Its name for tests of whole journeys.
    #[prop_or_default]
    pub act: Option<AttrValue>,
}

/// A list longer than this is found by its letters: nobody scrolls through hundreds, and to draw them all takes longer
/// than the rest of a page.
const SCROLLED: usize = 30;

/// One of several words.
#[component]
pub fn Select(props: &SelectProps) -> Html {
    if props.options.len() > SCROLLED {
        html! { <Many ..props.clone() /> }
    } else {
        html! { <Few ..props.clone() /> }
    }
}

#[component]
fn Few(props: &SelectProps) -> Html {
    let node = use_node_ref();
    {
        // The element keeps its own choice; after a refusal or a change by others it must follow the document again.
        let node = node.clone();
        let present = props.present.clone();
        use_effect(move || {
            if let Some(select) = node.cast::<HtmlSelectElement>() {
                select.set_value(&present);
            }
        });
    }
    let onchange = {
        let (node, onsave) = (node.clone(), props.onsave.clone());
        Callback::from(move |_: Event| {
            if let Some(select) = node.cast::<HtmlSelectElement>() {
                onsave.emit(select.value());
            }
        })
    };
    let id = format!("{}-{}", props.scope, props.name);
    html! {
        <div class={classes!("field", props.wide.then_some("wide"))}>
            if !props.bare {
                <label class="field-label" for={id.clone()}>{ &props.label }</label>
            }
            <select class="input" ref={node} {id} name={&props.name} {onchange} disabled={props.locked}
                data-act={props.act.clone()} aria-label={props.bare.then(|| props.label.clone())}
                aria-invalid={props.error.is_some().then_some("true")}>
                { for props.options.iter().map(|(value, words)| html! {
                    <option key={value.clone()} value={value.clone()}>{ words }</option>
                }) }
            </select>
            if let Some(error) = &props.error {
                <p class="field-error" role="alert">{ error }</p>
            } else if let Some(hint) = &props.hint {
                <p class="field-hint">{ hint }</p>
            }
        </div>
    }
}
