//! What a screen shows of the backend: asked once, asked again when a notice says that it changed.

use crate::backend;
use contract::{Notice, Refusal, Request};
use std::rc::Rc;
use yew::prelude::*;

/// How far an answer is.
#[derive(Debug)]
pub enum Loaded<T> {
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

impl<T> Clone for Loaded<T> {
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
    R: Request + Clone + PartialEq + 'static,
    R::Reply: 'static,
{
    let answers = use_state(|| None::<(R, Loaded<R::Reply>)>);
    let latest = use_mut_ref(|| 0_u64);
    let ask_again = {
        let (answers, latest, request) = (answers.setter(), Rc::clone(&latest), request.clone());
        Callback::from(move |()| {
            let (answers, latest, request) = (answers.clone(), Rc::clone(&latest), request.clone());
            *latest.borrow_mut() += 1;
            let turn = *latest.borrow();
            wasm_bindgen_futures::spawn_local(async move {
                let answer = backend::ask(request.clone()).await;
                if *latest.borrow() == turn {
                    let loaded = answer.map_or_else(Loaded::Refused, |answer| Loaded::Ready(Rc::new(answer)));
                    answers.set(Some((request, loaded)));
                }
            });
        })
    };
    {
        let ask_again = ask_again.clone();
        use_effect_with(request.clone(), move |request| {
            let (concerned, again) = (request.clone(), ask_again.clone());
            let subscription = backend::on_notice(move |notice| {
                if concerns(&concerned, notice) {
                    again.emit(());
                }
            });
            ask_again.emit(());
            move || drop(subscription)
        });
    }
    let loaded = match answers.as_ref() {
        // The answer to another question is none to this one.
        Some((asked, loaded)) if *asked == request => loaded.clone(),
        _ => Loaded::Loading,
    };
    (loaded, ask_again)
}
