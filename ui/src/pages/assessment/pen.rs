//! Says in the review what the room says, after whatever was typed is in the file, and offers the way back.

use super::words::{done_words, inverse};
use crate::{
    backend::ask,
    pages::{draft::Draft, tasks::Tasks},
};
use contract::{Assess, Undo};
use domain::assessment::{Answer, Assessment, Said};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Writes into one review.
#[derive(Clone, PartialEq)]
pub struct Pen {
    /// What is typed about it.
    pub draft: Draft<Assessment>,
    /// The corner.
    pub tasks: Tasks,
}

impl Pen {
    /// Says it.
    pub fn say(&self, said: Said) {
        self.say_then(said, |()| ());
    }

    /// A callback that says it.
    pub fn saying(&self, said: Said) -> Callback<()> {
        let pen = self.clone();
        Callback::from(move |()| pen.say(said.clone()))
    }

    /// Says it; `then` hears when it is in the file, and nothing when it was refused.
    pub fn say_then(&self, said: Said, then: impl Fn(()) + 'static) {
        let (pen, then) = (self.clone(), Rc::new(then));
        // A note that is on its way goes first: both change the same record.
        self.draft.when_saved(Callback::from(move |_| {
            let (pen, said, then) = (pen.clone(), said.clone(), Rc::clone(&then));
            spawn_local(async move {
                let before = pen.answer_of(&said);
                if pen.write(&said, before).await {
                    then(());
                }
            });
        }));
    }

    async fn write(&self, said: &Said, before: Option<Answer>) -> bool {
        match ask(Assess { assessment: self.draft.id(), said: said.clone() }).await {
            Ok(record) => {
                self.draft.meet(&record);
                let words = done_words(said, &self.draft.body());
                if let Some(words) = words {
                    let back = before.and_then(|before| inverse(said, &before));
                    self.tasks.done(words, self.back(back, record.version));
                }
                true
            }
            Err(refusal) => {
                self.tasks.say(refusal.message);
                false
            }
        }
    }

    /// The way back: the contrary where the room can say it, else the version before.
    fn back(&self, contrary: Option<Said>, version: u64) -> Callback<()> {
        let pen = self.clone();
        Callback::from(move |()| {
            let (pen, contrary) = (pen.clone(), contrary.clone());
            spawn_local(async move {
                let id = pen.draft.id();
                let answer = match contrary {
                    Some(said) => ask(Assess { assessment: id, said }).await,
                    None => ask(Undo { id, version }).await,
                };
                match answer {
                    Ok(record) => pen.draft.meet(&record),
                    Err(refusal) => pen.tasks.say(refusal.message),
                }
            });
        })
    }

    fn answer_of(&self, said: &Said) -> Option<Answer> {
        match said {
            Said::Agree { dimension, .. }
            | Said::SetAside { dimension, .. }
            | Said::Vote { dimension, .. }
            | Said::Withdraw { dimension, .. } => self.draft.body().answers.get(*dimension).cloned(),
            _ => None,
        }
    }
}
