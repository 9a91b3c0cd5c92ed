//! A form of one line: words, Enter, and it is done.

use super::control::{Line, form, use_in_sight};
use crate::{
    components::{Button, ButtonKind},
    hooks::kept::use_kept,
};
use yew::prelude::*;

/// What [`Say`] takes.
#[derive(PartialEq, Properties)]
pub struct SayProps {
    /// Path of the field.
    pub name: &'static str,
    /// Where the words are kept until they are said. Whoever handles `onsay` forgets them once they are.
    pub place: String,
    /// What it asks for.
    pub label: AttrValue,
    /// An example.
    #[prop_or_default]
    pub placeholder: AttrValue,
    /// What a journey calls the button that says it.
    pub act: &'static str,
    /// What a journey calls the way out.
    #[prop_or("cancel")]
    pub cancel: &'static str,
    /// The words on the button.
    pub words: &'static str,
    /// Gets the trimmed line.
    pub onsay: Callback<String>,
    /// Puts the form away.
    pub onclose: Callback<()>,
}

/// The form. What is refused stays in it: only whoever handles `onsay` knows when it may be put away.
#[component]
pub fn Say(props: &SayProps) -> Html {
    let text = use_kept(props.place.clone());
    use_in_sight(".say");
    let say = {
        let text = text.clone();
        props.onsay.reform(move |()| text.text().trim().to_owned())
    };
    let oninput = text.typed();
    form(
        "stack say",
        say.clone(),
        props.onclose.clone(),
        html! {
            <>
                <Line name={props.name} label={props.label.clone()} first=true value={text.text()} {oninput}
                    placeholder={props.placeholder.clone()} />
                <div class="line">
                    <Button act={props.act} kind={ButtonKind::Primary} small=true keys="Enter" onclick={say}>{ props.words }</Button>
                    <Button act={props.cancel} kind={ButtonKind::Quiet} small=true onclick={props.onclose.clone()}>{ "Cancel" }</Button>
                </div>
                <input type="submit" hidden=true />
            </>
        },
    )
}
