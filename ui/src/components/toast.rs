//! Short words at the corner after something was done, with the way back. Put [`ToastHost`] around the rooms once; a
//! room says `use_toasts().done("Experiment deleted.", Some(undo))`.

use super::{Button, ButtonKind};
use crate::backend;
use contract::{Refusal, Request};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const SHOWN_FOR_MS: u32 = 8_000;
const AT_MOST: usize = 3;

#[derive(Clone, PartialEq)]
struct Toast {
    id: u64,
    words: AttrValue,
    undo: Option<Callback<()>>,
}

#[derive(Clone, Default, PartialEq)]
struct Shown {
    last_id: u64,
    toasts: Vec<Toast>,
}

enum Change {
    Say(AttrValue, Option<Callback<()>>),
    Hide(u64),
}

impl Reducible for Shown {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut next = (*self).clone();
        match change {
            Change::Say(words, undo) => {
                next.last_id += 1;
                next.toasts.push(Toast { id: next.last_id, words, undo });
                if next.toasts.len() > AT_MOST {
                    next.toasts.remove(0);
                }
            }
            Change::Hide(id) => next.toasts.retain(|toast| toast.id != id),
        }
        Rc::new(next)
    }
}

/// Says things at the corner of the window.
#[derive(Clone, PartialEq)]
pub struct Toasts(Option<UseReducerDispatcher<Shown>>);

impl Toasts {
    /// Says `words`, a sentence, and offers `undo` if there is a way back.
    pub fn done(&self, words: impl Into<AttrValue>, undo: Option<Callback<()>>) {
        if let Some(dispatcher) = &self.0 {
            dispatcher.dispatch(Change::Say(words.into(), undo));
        }
    }

    /// Asks the backend, and says why where it refuses. `then` hears how it went.
    pub fn ask<R: Request + 'static>(
        &self,
        request: R,
        then: impl FnOnce(Result<R::Reply, Refusal>) + 'static,
    ) where
        R::Reply: 'static,
    {
        self.hear(backend::ask(request), then);
    }

    /// The same, after everything that was asked in turn before: for what is written into a journal.
    pub fn ask_in_turn<R: Request + 'static>(
        &self,
        request: R,
        then: impl FnOnce(Result<R::Reply, Refusal>) + 'static,
    ) where
        R::Reply: 'static,
    {
        self.hear(backend::ask_in_turn(request), then);
    }

    fn hear<T: 'static>(
        &self,
        answer: impl Future<Output = Result<T, Refusal>> + 'static,
        then: impl FnOnce(Result<T, Refusal>) + 'static,
    ) {
        let toasts = self.clone();
        spawn_local(async move {
            let answer = answer.await;
            if let Err(refusal) = &answer {
                toasts.done(refusal.message.clone(), None);
            }
            then(answer);
        });
    }
}

/// The corner of this window. Outside of a [`ToastHost`] it is silent.
#[hook]
pub fn use_toasts() -> Toasts {
    use_context::<Toasts>().unwrap_or(Toasts(None))
}

/// What [`ToastHost`] takes.
#[derive(Properties, PartialEq)]
pub struct ToastHostProps {
    /// The rooms.
    pub children: Html,
}

/// The corner where toasts appear; around all rooms of a window.
#[component]
pub fn ToastHost(props: &ToastHostProps) -> Html {
    let shown = use_reducer(Shown::default);
    let context = Toasts(Some(shown.dispatcher()));
    let onhide = {
        let dispatcher = shown.dispatcher();
        use_callback((), move |id: u64, ()| dispatcher.dispatch(Change::Hide(id)))
    };
    html! {
        <ContextProvider<Toasts> {context}>
            { props.children.clone() }
            <div class="toasts" role="status" aria-live="polite">
                { for shown.toasts.iter().map(|toast| html! {
                    <ToastView key={toast.id} toast={toast.clone()} onhide={onhide.clone()} />
                }) }
            </div>
        </ContextProvider<Toasts>>
    }
}

#[derive(Properties, PartialEq)]
struct ToastViewProps {
    toast: Toast,
    onhide: Callback<u64>,
}

/// One toast. It goes by itself, but not from under a hand or a focus.
#[component]
fn ToastView(props: &ToastViewProps) -> Html {
    let held = use_state_eq(|| false);
    let hide = {
        let (onhide, id) = (props.onhide.clone(), props.toast.id);
        Callback::from(move |()| onhide.emit(id))
    };
    {
        let hide = hide.clone();
        use_effect_with(*held, move |&held| {
            let timeout = (!held).then(|| Timeout::new(SHOWN_FOR_MS, move || hide.emit(())));
            move || drop(timeout)
        });
    }
    let hold = |on: bool| {
        let setter = held.setter();
        move || setter.set(on)
    };
    let (enter, leave, focus, blur) = (hold(true), hold(false), hold(true), hold(false));
    let undo = props.toast.undo.clone().map(|undo| {
        let hide = hide.clone();
        Callback::from(move |()| {
            undo.emit(());
            hide.emit(());
        })
    });
    html! {
        <div
            class="toast"
            onmouseenter={move |_| enter()}
            onmouseleave={move |_| leave()}
            onfocusin={move |_| focus()}
            onfocusout={move |_| blur()}
        >
            <span class="toast-words">{ &props.toast.words }</span>
            if let Some(onclick) = undo { <Button {onclick}>{ "Undo" }</Button> }
            <Button kind={ButtonKind::Quiet} label="Close" class="toast-close" onclick={hide}><i class="cross"></i></Button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_toast_makes_room_and_a_hidden_one_goes() {
        let mut shown = Rc::new(Shown::default());
        for words in ["a", "b", "c", "d"] {
            shown = shown.reduce(Change::Say(words.into(), None));
        }
        shown = shown.reduce(Change::Hide(3));
        let words: Vec<&str> = shown.toasts.iter().map(|toast| toast.words.as_str()).collect();
        assert_eq!(words, ["b", "d"]);
    }
}
