//! A question that must be answered before anything else. Rendering it opens it, leaving it out closes it.

use super::{Button, ButtonKind};
use crate::hooks::use_id;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

/// What gets the focus when the dialog opens, best first.
const FIRST: [&str; 3] = [
    ".dialog-body [data-first]",
    ".dialog-body :is(input, select, textarea):not(:disabled)",
    ".dialog-foot .button[data-kind=primary], .dialog-foot .button",
];

/// What [`Dialog`] takes.
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// What it asks.
    pub title: AttrValue,
    /// Esc or the cross: the page stops rendering the dialog.
    pub onclose: Callback<()>,
    /// What it holds.
    #[prop_or_default]
    pub children: Html,
    /// Its buttons, the primary one last.
    #[prop_or_default]
    pub actions: Html,
    /// For more than a few fields.
    #[prop_or_default]
    pub wide: bool,
}

/// A modal dialog. The webview keeps the focus inside; when it goes, the focus returns to where it was.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let (id, dialog) = (use_id(), use_node_ref());
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            let before = gloo::utils::document().active_element();
            let shown = dialog.cast::<HtmlDialogElement>();
            if let Some(element) = &shown {
                let _ = element.show_modal(); // fails only for one that is open already
                focus_first(element);
            }
            move || {
                if let Some(element) = shown {
                    element.close();
                }
                if let Some(before) = before.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
                    let _ = before.focus(); // it may be gone with what the dialog changed
                }
            }
        });
    }
    let oncancel = {
        let onclose = props.onclose.clone();
        Callback::from(move |event: Event| {
            // The page decides; a dialog that closed itself would still be in the page's mind.
            event.prevent_default();
            onclose.emit(());
        })
    };
    html! {
        <dialog
            class="dialog"
            ref={dialog}
            aria-labelledby={id.clone()}
            data-size={props.wide.then_some("wide")}
            {oncancel}
        >
            <div class="dialog-head">
                <h2 class="dialog-title" {id}>{ &props.title }</h2>
                <Button kind={ButtonKind::Quiet} label="Close" class="dialog-close" onclick={props.onclose.clone()}>
                    <i class="cross"></i>
                </Button>
            </div>
            <div class="dialog-body">{ props.children.clone() }</div>
            if props.actions != Html::default() { <div class="dialog-foot">{ props.actions.clone() }</div> }
        </dialog>
    }
}

fn focus_first(dialog: &HtmlDialogElement) {
    let found = FIRST.iter().find_map(|selector| dialog.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus(); // the webview has focused something in the dialog already
    }
}
