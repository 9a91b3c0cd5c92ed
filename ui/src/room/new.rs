//! A new record: its name is enough to begin.

use crate::{
    backend::ask,
    components::{Button, ButtonKind, Dialog},
    hooks::kept::use_kept,
    room::control::typed,
    route::Route,
};
use contract::CreateNamed;
use domain::Kind;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::hooks::{use_location, use_navigator};

/// Of which kind, and what happens when the dialog is done.
#[derive(PartialEq, Properties)]
pub struct NewProps {
    /// Of which kind.
    pub kind: Kind,
    /// Made, or not.
    pub onclose: Callback<()>,
}

/// Asks for a name, makes the record and opens it. A name that was begun comes back, whatever closed the dialog but Cancel.
#[component]
pub fn New(props: &NewProps) -> Html {
    let title = use_kept(format!("new/{}", props.kind.word()));
    let refused = use_state(|| None::<AttrValue>);
    let navigator = use_navigator();
    let (kind, noun) = (props.kind, props.kind.noun());
    let create = {
        let (title, refused, onclose) = (title.clone(), refused.clone(), props.onclose.clone());
        Callback::from(move |()| {
            let (title, refused) = (title.clone(), refused.clone());
            let (onclose, navigator) = (onclose.clone(), navigator.clone());
            spawn_local(async move {
                match ask(CreateNamed { kind, title: title.text() }).await {
                    Ok(record) => {
                        title.done();
                        onclose.emit(());
                        if let Some(navigator) = navigator {
                            navigator.push(&Route::of(kind, record.id, ""));
                        }
                    }
                    Err(refusal) => refused.set(Some(refusal.message.into())),
                }
            });
        })
    };
    let onkeydown = {
        let create = create.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                create.emit(());
            }
        })
    };
    let cancel = {
        let (title, onclose) = (title.clone(), props.onclose.clone());
        Callback::from(move |()| {
            title.done();
            onclose.emit(());
        })
    };
    let again = refused.setter();
    let oninput = typed(title.typed().reform(move |words| {
        again.set(None); // it was about what stood there before
        words
    }));
    let actions = html! {
        <>
            <Button kind={ButtonKind::Quiet} onclick={cancel}>{ "Cancel" }</Button>
            <Button act="create" kind={ButtonKind::Primary} onclick={create}>{ format!("Create {noun}") }</Button>
        </>
    };
    html! {
        <Dialog title={format!("New {noun}")} onclose={props.onclose.clone()} {actions}>
            <div class="field">
                <label class="field-label" for="new-title">{ kind.title() }</label>
                <input class="input" id="new-title" name="title" data-act="new-title" data-first="" type="text"
                    autocomplete="off" spellcheck="false" placeholder={kind.example()} value={title.text()} {oninput}
                    aria-invalid={refused.is_some().then_some("true")} {onkeydown} />
                if let Some(words) = &*refused {
                    <p class="field-error" role="alert">{ words }</p>
                } else {
                    <p class="field-hint">{ "The rest can be filled in afterwards." }</p>
                }
            </div>
        </Dialog>
    }
}

/// Whether the dialog is open: at once, when the address ends in `?new=yes`.
#[hook]
pub fn use_new() -> (bool, Callback<()>, Callback<()>) {
    let asked = use_location().is_some_and(|location| location.query_str().contains("new=yes"));
    let open = use_state(|| asked);
    {
        let open = open.clone();
        use_effect_with(asked, move |asked| {
            if *asked {
                open.set(true);
            }
        });
    }
    let show = {
        let open = open.clone();
        Callback::from(move |()| open.set(true))
    };
    let is_open = *open;
    let hide = Callback::from(move |()| open.set(false));
    (is_open, show, hide)
}
