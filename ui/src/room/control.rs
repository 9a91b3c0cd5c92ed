//! Controls of the console: the kit's looks, with the names by which a journey and a refusal find them.

use contract::Refusal;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// What [`Line`] takes.
#[derive(PartialEq, Properties)]
pub struct LineProps {
    /// Path of the field, as a refusal names it.
    pub name: &'static str,
    /// What it asks for.
    pub label: AttrValue,
    /// What it holds.
    pub value: AttrValue,
    /// Hears what is typed.
    pub oninput: Callback<String>,
    /// What is wrong with it; empty where the words stand elsewhere.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// An example.
    #[prop_or_default]
    pub placeholder: AttrValue,
    /// `number` or `date` for tabular figures.
    #[prop_or_default]
    pub kind: Option<&'static str>,
    /// Takes the focus when it appears.
    #[prop_or_default]
    pub first: bool,
    /// Keys pressed in it.
    #[prop_or_default]
    pub onkeydown: Callback<KeyboardEvent>,
    /// Words to choose from; any other is fine.
    #[prop_or_default]
    pub suggestions: Option<Rc<[AttrValue]>>,
}

/// A labelled line of text.
#[component]
pub fn Line(props: &LineProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.first, move |first| {
            // Whoever is typing elsewhere is not interrupted.
            if let Some(input) = node.cast::<HtmlElement>().filter(|_| *first && !is_typing()) {
                let _ = input.focus(); // the hand can still click
            }
        });
    }
    let oninput = typed(props.oninput.clone());
    let list = props.suggestions.as_ref().map(|_| format!("{}-list", props.name));
    html! {
        <label class="field">
            <span class="field-label">{ &props.label }</span>
            <input class="input" ref={node} name={props.name} data-kind={props.kind} value={props.value.clone()}
                placeholder={props.placeholder.clone()} autocomplete="off" spellcheck="false"
                aria-invalid={props.error.as_ref().map(|_| "true")} list={list.clone()} {oninput} onkeydown={props.onkeydown.clone()} />
            if let (Some(list), Some(words)) = (list, &props.suggestions) {
                <datalist id={list}>{ for words.iter().map(|words| html! { <option value={words} /> }) }</datalist>
            }
            if let Some(error) = props.error.as_ref().filter(|error| !error.is_empty()) { <span class="field-error">{ error }</span> }
        </label>
    }
}

/// What [`Choose`] takes.
#[derive(PartialEq, Properties)]
pub struct ChooseProps {
    /// Path of the field.
    pub name: &'static str,
    /// What it asks for.
    pub label: AttrValue,
    /// The value of the chosen option.
    pub value: AttrValue,
    /// Value and words of each option.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// Hears the chosen value.
    pub onchange: Callback<String>,
    /// The label is only for screen readers.
    #[prop_or_default]
    pub bare: bool,
}

/// A labelled choice among a few. Arrow keys and first letters work as the system does them.
#[component]
pub fn Choose(props: &ChooseProps) -> Html {
    let node = use_node_ref();
    {
        // The attribute of an option only says where the choice began; the property says where it is.
        let node = node.clone();
        use_effect_with((props.value.clone(), props.options.clone()), move |(value, _)| {
            if let Some(select) = node.cast::<HtmlSelectElement>() {
                select.set_value(value);
            }
        });
    }
    let onchange = {
        let (onchange, present) = (props.onchange.clone(), props.value.clone());
        Callback::from(move |event: Event| {
            let Some(select) = event.target_dyn_into::<HtmlSelectElement>() else { return };
            let chosen = select.value();
            // What is shown is what holds: the choice stands there once it does, and not where it was refused.
            select.set_value(&present);
            onchange.emit(chosen);
        })
    };
    let option = |(value, words): &(AttrValue, AttrValue)| {
        html! { <option value={value.clone()} selected={*value == props.value}>{ words }</option> }
    };
    let select = html! {
        <select class="input" ref={node} name={props.name} aria-label={props.bare.then(|| props.label.clone())} {onchange}>
            { for props.options.iter().map(option) }
        </select>
    };
    if props.bare {
        return select;
    }
    html! { <label class="field"><span class="field-label">{ &props.label }</span>{ select }</label> }
}

/// Options that are their own words.
pub fn named<'a>(names: impl IntoIterator<Item = &'a String>) -> Vec<(AttrValue, AttrValue)> {
    names.into_iter().map(|name| (AttrValue::from(name.clone()), AttrValue::from(name.clone()))).collect()
}

/// What a refusal says about the field `name`.
pub fn error_of(refusal: Option<&Refusal>, name: &str) -> Option<AttrValue> {
    let refusal = refusal?;
    (refusal.field.as_deref() == Some(name)).then(|| refusal.message.clone().into())
}

/// A form whose Enter and Escape mean something. Escape also leaves the field, so that single keys work again.
pub fn form(class: &'static str, onsubmit: Callback<()>, onescape: Callback<()>, inside: Html) -> Html {
    let onsubmit = onsubmit.reform(|event: SubmitEvent| event.prevent_default());
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            leave();
            onescape.emit(());
        }
    });
    html! { <form class={class} {onsubmit} {onkeydown} novalidate=true>{ inside }</form> }
}

/// Whether somebody is writing into a field of this window now.
fn is_typing() -> bool {
    let active = gloo::utils::document().active_element();
    let text =
        active.as_ref().and_then(|element| element.dyn_ref::<HtmlInputElement>()).map(|input| input.value());
    text.is_some_and(|text| !text.is_empty())
}

/// Whether the keyboard is nowhere: what had it is gone.
pub fn nothing_focused() -> bool {
    let document = gloo::utils::document();
    document.active_element().is_none_or(|active| Some(&active) == document.body().as_deref())
}

/// Takes the focus out of whatever has it.
pub fn leave() {
    let active = gloo::utils::document().active_element();
    if let Some(element) = active.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.blur(); // nothing had it
    }
}

/// Scrolls the first element that matches into sight, once it is drawn: a form opens with its buttons.
#[hook]
pub fn use_in_sight(selector: &'static str) {
    use_effect_with((), move |()| {
        let found = gloo::utils::document().query_selector(selector).ok().flatten();
        if let Some(element) = found {
            let nearest = web_sys::ScrollIntoViewOptions::new();
            nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
}

/// Sets the focus to the first element that matches.
pub fn focus(selector: &str) {
    let found = gloo::utils::document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus(); // the hand can still click
    }
}

/// What is typed into an input that is drawn where it stands.
pub fn typed(put: Callback<String>) -> Callback<InputEvent> {
    Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            put.emit(input.value());
        }
    })
}
