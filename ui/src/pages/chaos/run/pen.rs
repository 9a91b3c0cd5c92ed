//! Writes into the journal of the run on screen.

use crate::{backend, components::Toasts};
use contract::{Append, Refusal};
use domain::{Id, chaos::run::Event};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// Writes events, and says in the corner why one was refused.
#[derive(Clone, PartialEq)]
pub struct Pen {
    /// The run.
    pub run: Id,
    /// Where refusals are said.
    pub toasts: Toasts,
}

impl Pen {
    /// Writes `event` in the name of whoever sits at the laptop.
    pub fn write(&self, event: Event) {
        self.write_as("", event, |_| ());
    }

    /// Writes `event` in the name of `actor`; `then` hears how it went, so that a form keeps what was refused.
    pub fn write_as(&self, actor: &str, event: Event, then: impl FnOnce(Result<(), Refusal>) + 'static) {
        let request = Append { run: self.run, actor: actor.to_owned(), event };
        self.send(request, |answer| then(answer.map(|_| ())));
    }

    /// Asks for something else about the run; refusals are said in the corner too.
    pub fn send<R: contract::Request + 'static>(
        &self,
        request: R,
        then: impl FnOnce(Result<R::Reply, Refusal>) + 'static,
    ) where
        R::Reply: 'static,
    {
        let toasts = self.toasts.clone();
        spawn_local(async move {
            let answer = backend::ask(request).await;
            if let Err(refusal) = &answer {
                toasts.done(refusal.message.clone(), None);
            }
            then(answer);
        });
    }
}

/// Puts a form away when what it asked for is done; what was refused stays in it.
pub fn then_close<T>(close: Callback<()>) -> impl FnOnce(Result<T, Refusal>) + 'static {
    move |answer| {
        if answer.is_ok() {
            close.emit(());
        }
    }
}
