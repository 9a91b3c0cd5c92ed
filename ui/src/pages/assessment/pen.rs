//! Says in the review what the room says, after whatever was typed is in the file, and offers the way back.

use super::words::{done_words, inverse};
use crate::{
    backend::ask,
    components::Toasts,
    room::{
        draft::{Draft, Saving},
        tasks::Tasks,
    },
};
use contract::Assess;
use domain::{
    assessment::{Answer, Assessment, Said},
    text::clip,
};
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
    /// The same corner, for what is asked of the stage.
    pub toasts: Toasts,
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
        self.draft.when_saved(Callback::from(move |saved: bool| {
            if let (Said::Close, Some(words)) = (&said, pen.unsaved(saved)) {
                return pen.tasks.say(words); // closed, the page would show as recorded what is in no file
            }
            let (pen, said, then) = (pen.clone(), said.clone(), Rc::clone(&then));
            spawn_local(async move {
                if pen.write(said).await {
                    then(());
                }
            });
        }));
    }

    /// What stands in the way of closing: something typed that is not in the file, and where it is.
    fn unsaved(&self, saved: bool) -> Option<String> {
        if saved {
            return None;
        }
        let Saving::Refused(refusal) = self.draft.saving() else {
            return Some(
                "Something typed is not saved yet. Settle that first, then close the review.".to_owned(),
            );
        };
        let place = refusal.field.as_deref().and_then(|field| field.strip_prefix("answers."));
        let place = place.and_then(|rest| rest.split('.').next()?.parse::<usize>().ok());
        let body = self.draft.body();
        let dimension = place.and_then(|at| body.template.dimensions.get(at));
        let at = dimension.map(|dimension| format!("“{}”: ", clip(&dimension.name, 60))).unwrap_or_default();
        Some(format!("{at}{} Mend it, then close the review.", refusal.message))
    }

    async fn write(&self, said: Said) -> bool {
        let back = inverse(&said, self.answer_of(&said).as_ref());
        match ask(Assess { assessment: self.draft.id(), said: said.clone() }).await {
            Ok(record) => {
                self.draft.meet(&record);
                if let Some((words, back)) = done_words(&said, &self.draft.body()).zip(back) {
                    self.tasks.done(words, self.back(back));
                }
                true
            }
            Err(refusal) => {
                self.tasks.say(refusal.message);
                false
            }
        }
    }

    /// The way back: the contrary, whatever was said or typed meanwhile.
    fn back(&self, contrary: Said) -> Callback<()> {
        if contrary == Said::Close {
            return self.saying(contrary); // closing asks first whether everything is in the file
        }
        let pen = self.clone();
        Callback::from(move |()| {
            let (pen, said) = (pen.clone(), contrary.clone());
            spawn_local(async move {
                match ask(Assess { assessment: pen.draft.id(), said }).await {
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
