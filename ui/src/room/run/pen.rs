//! Writes into the journal of the run on screen.

use crate::{
    backend,
    components::Toasts,
    hooks::{journal::Followed, kept::keep},
};
use contract::Refusal;
use domain::{Id, journal::Common};
use std::marker::PhantomData;
use yew::Callback;

/// Writes events, and says in the corner why one was refused.
#[derive(Clone, PartialEq)]
pub struct Pen<R> {
    /// The run.
    pub run: Id,
    /// Where refusals are said.
    pub toasts: Toasts,
    of: PhantomData<R>,
}

impl<R: Followed> Pen<R> {
    /// A pen for `run`.
    pub const fn new(run: Id, toasts: Toasts) -> Self {
        Self { run, toasts, of: PhantomData }
    }

    /// Writes `event` in the name of whoever sits at the laptop.
    pub fn write(&self, event: R::Event) {
        self.write_as("", event, |_| ());
    }

    /// Writes `event` in the name of `actor`; `then` hears how it went, so that a form keeps what was refused.
    pub fn write_as(&self, actor: &str, event: R::Event, then: impl FnOnce(Result<(), Refusal>) + 'static) {
        let request = R::write(self.run, actor.to_owned(), event);
        self.toasts.ask_in_turn(request, |answer| then(answer.map(|_| ())));
    }

    /// Writes `event` for a form that says itself, beside its fields, why it was refused.
    pub fn ask(&self, event: R::Event, then: impl FnOnce(Result<(), Refusal>) + 'static) {
        let answer = backend::ask_in_turn(R::write(self.run, String::new(), event));
        wasm_bindgen_futures::spawn_local(async move { then(answer.await.map(|_| ())) });
    }

    /// Writes `event` before whatever still waits to be written: the brake. What it stops may itself be waiting; then it comes
    /// after that, and says why where even so there was nothing to stop.
    pub fn overtake(&self, event: R::Event) {
        let pen = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            if backend::ask(R::write(pen.run, String::new(), event.clone())).await.is_err() {
                pen.write(event);
            }
        });
    }

    /// Holds the countdown of `run`, or lets it go on.
    pub fn pause_or_resume(&self, run: &R) {
        if let Some(timer) = run.clock() {
            let event = if timer.paused_at.is_some() { Common::Resumed } else { Common::Paused };
            self.write(event.into());
        }
    }

    /// Moves the end of what `run` is at.
    pub fn extend(&self, run: &R, by_ms: i64) {
        if run.clock().is_some() {
            self.write(Common::Extended { by_ms }.into());
        }
    }
}

/// Puts a form away when what was kept at `place` is written down, and forgets it; what was refused stays in both.
pub fn then_forget<T>(place: String, close: Callback<()>) -> impl FnOnce(Result<T, Refusal>) + 'static {
    move |answer| {
        if answer.is_ok() {
            keep(&place, "");
            close.emit(());
        }
    }
}
