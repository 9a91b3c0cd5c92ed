//! Several records at once, each asked again when it changes.

use crate::backend::{self, ask};
use contract::{Get, Notice, Refusal};
use domain::{Id, Record};
use std::{cell::RefCell, collections::HashMap, rc::Rc};
use yew::prelude::*;

type Known = Rc<RefCell<HashMap<Id, Result<Rc<Record>, Refusal>>>>;

/// The records `ids`, in that order. `None` for one that has not been answered yet.
#[hook]
pub fn use_records(ids: Vec<Id>) -> Vec<Option<Result<Rc<Record>, Refusal>>> {
    let known: Known = use_mut_ref(HashMap::new);
    let update = use_force_update();
    let answers = ids.iter().map(|id| known.borrow().get(id).cloned()).collect();
    use_effect_with(ids, move |ids| {
        let fetch = move |id: Id| {
            let (known, update) = (known.clone(), update.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let answer = ask(Get { id }).await.map(Rc::new);
                known.borrow_mut().insert(id, answer);
                update.force_update();
            });
        };
        let ids = ids.clone();
        ids.iter().for_each(|id| fetch(*id));
        let heard = backend::on_notice(move |notice| match notice {
            Notice::Record { id, .. } if ids.contains(id) => fetch(*id),
            _ => {}
        });
        move || drop(heard)
    });
    answers
}
