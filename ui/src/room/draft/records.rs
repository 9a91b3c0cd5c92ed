//! Several records at once, each asked again when it changes.

use crate::backend::{self, ask};
use contract::{Get, Notice, Refusal};
use domain::{Body, Id, Record};
use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    rc::Rc,
};
use yew::prelude::*;

type Known = Rc<RefCell<HashMap<Id, Result<Rc<Record>, Refusal>>>>;

/// What the backend said about one record; `None` while it has not answered yet.
type Answer = Option<Result<Rc<Record>, Refusal>>;

/// The records `ids`, in that order. Each is asked for once, and again when somebody says that it has changed.
#[hook]
pub fn use_records(ids: Vec<Id>) -> Vec<Answer> {
    let known: Known = use_mut_ref(HashMap::new);
    let asked = use_mut_ref(HashSet::<Id>::new);
    let update = use_force_update();
    let answers = ids.iter().map(|id| known.borrow().get(id).cloned()).collect();
    let fetch = move |id: Id| {
        let (known, update) = (known.clone(), update.clone());
        wasm_bindgen_futures::spawn_local(async move {
            let answer = ask(Get { id }).await.map(Rc::new);
            known.borrow_mut().insert(id, answer);
            update.force_update();
        });
    };
    {
        let (asked, fetch) = (Rc::clone(&asked), fetch.clone());
        use_effect_with((), move |()| {
            let heard = backend::on_notice(move |notice| match notice {
                Notice::Record { id, .. } if asked.borrow().contains(id) => fetch(*id),
                _ => {}
            });
            move || drop(heard)
        });
    }
    use_effect_with(ids, move |ids| {
        let fresh = ids.iter().filter(|id| asked.borrow_mut().insert(**id));
        fresh.for_each(|id| fetch(*id));
    });
    answers
}

/// Those of the answers that are there and of the kind `T`, each with its body.
pub fn bodies<T: Body>(answers: Vec<Answer>) -> impl Iterator<Item = (Rc<Record>, T)> {
    answers.into_iter().flatten().filter_map(Result::ok).filter_map(|record| {
        let body = T::of(&record.document)?.clone();
        Some((record, body))
    })
}
