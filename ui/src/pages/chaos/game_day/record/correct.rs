//! Words that were written down wrongly are corrected by further words; what was said first stays in the journal.

use crate::{
    components::{Button, ButtonKind, Dialog},
    hooks::kept::{kept, use_kept},
    pages::chaos::journal::Pen,
    room::{control::form, run::then_forget},
};
use domain::chaos::run::Event;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// What [`Correct`] takes.
#[derive(PartialEq, Properties)]
pub struct CorrectProps {
    /// Writes into the journal.
    pub pen: Pen,
    /// What is corrected, as a title: `What was learned from “Cache down”`.
    pub title: AttrValue,
    /// What a journey calls the key.
    pub act: &'static str,
    /// Where better words are kept until they are written.
    pub place: String,
    /// The words as they stand.
    pub text: AttrValue,
    /// The event that the better words make.
    pub event: Callback<String, Event>,
}

/// The key, and the dialog that it opens.
#[component]
pub fn Correct(props: &CorrectProps) -> Html {
    let open = use_state(|| false);
    let words = use_kept(props.place.clone());
    // An emptied field is empty: what stands in the record is only what the dialog begins with.
    let touched = use_state(|| !words.text().is_empty());
    let put = {
        let (open, touched, place) = (open.setter(), touched.setter(), props.place.clone());
        Callback::from(move |shown: bool| {
            open.set(shown);
            touched.set(kept(&place).is_some()); // what was written down is begun no longer
        })
    };
    let text = if *touched { words.text() } else { props.text.to_string() };
    let write = {
        let (pen, event, text) = (props.pen.clone(), props.event.clone(), text.trim().to_owned());
        let (close, place) = (put.reform(|()| false), props.place.clone());
        Callback::from(move |()| {
            pen.write_as("", event.emit(text.clone()), then_forget(place.clone(), close.clone()))
        })
    };
    let oninput = {
        let (words, touched) = (words.clone(), touched.setter());
        Callback::from(move |event: InputEvent| {
            if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
                touched.set(true);
                words.set(&area.value());
            }
        })
    };
    let why_not = (text.trim() == props.text.trim()).then_some("Nothing has changed.");
    let actions = html! {
        <>
            <Button act="cancel-correction" onclick={put.reform(|()| false)}>{ "Cancel" }</Button>
            <Button act="confirm-correction" kind={ButtonKind::Primary} {why_not} onclick={write.clone()}>{ "Write it down" }</Button>
        </>
    };
    let inside = html! {
        <label class="field wide">
            <span class="field-label">{ "As it is to be read. What was said first stays in the journal." }</span>
            <textarea class="input" name="note" data-first="" data-act="correction" rows="4" value={text} {oninput} />
        </label>
    };
    html! {
        <>
            <Button act={props.act} kind={ButtonKind::Quiet} small=true label={format!("Correct: {}", props.title)}
                onclick={put.reform(|()| true)}>{ "Correct" }</Button>
            if *open {
                <Dialog title={&props.title} onclose={put.reform(|()| false)} {actions}>
                    { form("form", write, put.reform(|()| false), inside) }
                </Dialog>
            }
        </>
    }
}
