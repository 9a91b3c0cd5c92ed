//! The last row of a list: a name, and it is on the list.

use crate::components::Button;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What is added.
#[derive(PartialEq, Properties)]
pub struct AdderProps {
    /// The list's path: `metrics`. A finding about the list leads here.
    pub field: AttrValue,
    /// What to type, for the ear.
    pub label: AttrValue,
    /// What to type, in the empty field.
    pub placeholder: AttrValue,
    /// The word on the key.
    #[prop_or(AttrValue::Static("Add"))]
    pub word: AttrValue,
    /// Its name for tests of whole journeys: `add-metric`.
    pub act: AttrValue,
    /// Words to choose from; any other is fine.
    #[prop_or_default]
    pub suggestions: Option<Rc<[AttrValue]>>,
    /// Gets what was typed; never an empty line.
    pub onadd: Callback<String>,
}

/// A field and a key; Enter is the key too, and the field is ready for the next one.
#[component]
pub fn Adder(props: &AdderProps) -> Html {
    let node = use_node_ref();
    let add = {
        let (node, onadd) = (node.clone(), props.onadd.clone());
        Callback::from(move |()| {
            let Some(input) = node.cast::<HtmlInputElement>() else { return };
            let text = input.value().trim().to_owned();
            let _ = input.focus(); // an input in the page can always take it
            if !text.is_empty() {
                input.set_value("");
                onadd.emit(text);
            }
        })
    };
    let onkeydown = {
        let add = add.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                add.emit(());
            }
        })
    };
    let list = props.suggestions.as_ref().map(|_| format!("adder-{}-list", props.act));
    html! {
        <div class="adder">
            <input ref={node} class="input" type="text" data-field={&props.field} data-act={format!("{}-name", props.act)}
                aria-label={&props.label} placeholder={&props.placeholder} list={list.clone()} autocomplete="off"
                spellcheck="false" {onkeydown} />
            if let (Some(list), Some(suggestions)) = (list, &props.suggestions) {
                <datalist id={list}>{ for suggestions.iter().map(|words| html! { <option value={words} /> }) }</datalist>
            }
            <Button act={props.act.clone()} onclick={add}>{ &props.word }</Button>
        </div>
    }
}
