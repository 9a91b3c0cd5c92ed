//! What a screen shows of the backend: asked once, asked again when a notice says that it changed.

use crate::backend;
use contract::{Notice, Refusal, Request};
use std::{any::Any, rc::Rc};
use yew::prelude::*;

/// How far an answer is.
#[derive(Debug)]
pub enum Loaded<T: ?Sized> {
    /// Asked, not answered yet.
    Loading,
    /// Here it is; kept while a newer one is on its way.
    Ready(Rc<T>),
    /// The backend said no, in words.
    Refused(Refusal),
}

impl<T> Loaded<T> {
    /// The answer, if it is there.
    #[must_use]
    pub const fn ready(&self) -> Option<&Rc<T>> {
        match self {
            Self::Ready(answer) => Some(answer),
            Self::Loading | Self::Refused(_) => None,
        }
    }
}

impl<T: ?Sized> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Loading => Self::Loading,
            Self::Ready(answer) => Self::Ready(Rc::clone(answer)),
            Self::Refused(refusal) => Self::Refused(refusal.clone()),
        }
    }
}

impl<T> PartialEq for Loaded<T> {
    /// One answer is itself; two answers are not compared, however alike they are.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Loading, Self::Loading) => true,
            (Self::Ready(one), Self::Ready(other)) => Rc::ptr_eq(one, other),
            (Self::Refused(one), Self::Refused(other)) => one == other,
            _ => false,
        }
    }
}

/// Asks `request`, and again whenever `concerns` says yes to a notice. Also gives the callback that asks again (for a
/// "Try again" button). An answer that a newer question has overtaken is dropped.
#[hook]
pub fn use_loaded<R>(request: R, concerns: fn(&R, &Notice) -> bool) -> (Loaded<R::Reply>, Callback<()>)
where
    R: Request + 'static,
    R::Reply: 'static,
{
    let text = backend::written(&request);
    let concerned = Rc::new(move |notice: &Notice| concerns(&request, notice));
    let read: Read = |bytes| Ok(Rc::new(backend::read::<R>(bytes)?));
    let (loaded, ask_again) = use_answer(text, concerned, read);
    (typed(loaded), ask_again)
}

/// A question as it crosses the bridge, by which it is told from others; or why it cannot.
type Text = Result<String, Refusal>;
/// How the bytes of an answer are read.
type Read = fn(&[u8]) -> Result<Rc<dyn Any>, Refusal>;

/// [`use_loaded`] for a question of any kind: compiled once, and not once more with each request.
#[hook]
fn use_answer(
    text: Text,
    concerned: Rc<dyn Fn(&Notice) -> bool>,
    read: Read,
) -> (Loaded<dyn Any>, Callback<()>) {
    let answers = use_state(|| None::<(Text, Loaded<dyn Any>)>);
    let latest = use_mut_ref(|| 0_u64);
    let ask_again = {
        let (answers, latest, text) = (answers.setter(), Rc::clone(&latest), text.clone());
        Callback::from(move |()| {
            let (answers, latest, text) = (answers.clone(), Rc::clone(&latest), text.clone());
            *latest.borrow_mut() += 1;
            let turn = *latest.borrow();
            wasm_bindgen_futures::spawn_local(async move {
                let answer = backend::ask_text(text.clone()).await.and_then(|bytes| read(&bytes));
                if *latest.borrow() == turn {
                    answers.set(Some((text, answer.map_or_else(Loaded::Refused, Loaded::Ready))));
                }
            });
        })
    };
    {
        let ask_again = ask_again.clone();
        use_effect_with(text.clone(), move |_| {
            let again = ask_again.clone();
            let subscription = backend::on_notice(move |notice| {
                if concerned(notice) {
                    again.emit(());
                }
            });
            ask_again.emit(());
            move || drop(subscription)
        });
    }
    let loaded = match answers.as_ref() {
        // The answer to another question is none to this one.
        Some((asked, loaded)) if *asked == text => loaded.clone(),
        _ => Loaded::Loading,
    };
    (loaded, ask_again)
}

/// The answer as what it was read to be.
fn typed<T: 'static>(loaded: Loaded<dyn Any>) -> Loaded<T> {
    match loaded {
        Loaded::Ready(answer) => answer.downcast().map_or(Loaded::Loading, Loaded::Ready),
        Loaded::Refused(refusal) => Loaded::Refused(refusal),
        Loaded::Loading => Loaded::Loading,
    }
}
