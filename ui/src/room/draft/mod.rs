//! One record while somebody edits it: what they typed, what is in the file, and how the two come together.
//!
//! Every change is saved at once, one save at a time. A refused save keeps what was typed, marks the field and tries
//! again with the next change; even leaving the page loses nothing. Changes of others are woven in where they touch
//! different fields; where they touch the same one, the person chooses.

mod adder;
mod address;
pub mod field;
pub mod form;
mod history;
mod many;
mod merge;
mod records;
mod rows;
pub mod select;
mod standing;
mod text;
pub mod typed;

pub use adder::Adder;
pub use address::{mended_in, use_field_of_address};
pub use form::{At, Form, at};
pub use history::HistoryKey;
pub use merge::{Difference, Prefer};
pub use records::{bodies, use_records};
pub use rows::{in_row, remove_row};
pub use standing::{SaveMark, Standing, conflict_card};

use crate::{
    backend::ask,
    hooks::{
        kept::{keep, kept},
        letters::{Letters, stand},
    },
};
use contract::{Code, Get, Refusal, Save};
use domain::{Body, Document, Id, Instant, Record};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    cell::{Ref, RefCell},
    collections::HashMap,
    rc::Rc,
};
use text::{json, parse, read};
use yew::prelude::*;

/// How what was typed stands against the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Saving {
    /// The file holds it; since when, if it was saved here.
    Saved(Option<Instant>),
    /// On its way.
    Underway,
    /// Not in the file, and why.
    Refused(Refusal),
    /// Somebody else changed the same fields; this is their version.
    Conflict(Box<Record>),
}

struct State<T> {
    id: Id,
    version: u64,
    saved: T,
    body: T,
    saving: Saving,
    in_flight: bool,
    /// A version that was heard of while a save was under way.
    heard: Option<Record>,
    /// Who waits for the end of the save that is under way.
    after: Vec<Callback<bool>>,
    /// How often rows went or came back.
    moved: u64,
    serial: u64,
}

/// What could not be saved when its page was left, with the version that it began from.
#[derive(Serialize, Deserialize)]
struct Unsaved {
    version: u64,
    base: Value,
    body: Value,
}

/// Where what was refused is kept until the file holds it.
fn refused_at(id: Id) -> String {
    format!("{id}/refused")
}

thread_local! {
    static UNSAVED: RefCell<HashMap<Id, Unsaved>> = RefCell::default();
}

/// A record being edited. Cheap to clone; equal while nothing has changed.
pub struct Draft<T> {
    state: Rc<RefCell<State<T>>>,
    update: yew::functional::UseForceUpdateHandle,
    serial: u64,
}

impl<T> Clone for Draft<T> {
    fn clone(&self) -> Self {
        Self { state: self.state.clone(), update: self.update.clone(), serial: self.serial }
    }
}

impl<T> PartialEq for Draft<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state) && self.serial == other.serial
    }
}

/// Edits `record`, whose body is `body`. Give the component that calls this the record's id as its key.
#[hook]
pub fn use_draft<T: Body>(record: &Record, body: &T) -> Draft<T> {
    let update = use_force_update();
    let state = use_mut_ref(|| State::open(record, body));
    let serial = state.borrow().serial;
    let draft = Draft { state, update, serial };
    let met = draft.clone();
    let record = record.clone();
    use_effect_with((record.id, record.version), move |_| {
        met.meet(&record);
        if met.dirty() {
            met.save();
        }
    });
    draft
}

impl<T: Body> State<T> {
    fn open(record: &Record, body: &T) -> Self {
        let mut state = Self {
            id: record.id,
            version: record.version,
            saved: body.clone(),
            body: body.clone(),
            saving: Saving::Saved(None),
            in_flight: false,
            heard: None,
            after: Vec::new(),
            moved: 0,
            serial: 0,
        };
        let unsaved = UNSAVED.with_borrow_mut(|all| all.remove(&record.id));
        // What was refused is kept by the backend too: the window may have been closed, or worse, since.
        let refused = || read(kept(&refused_at(record.id))?.as_bytes());
        if let Some(unsaved) = unsaved.or_else(refused)
            && let Some((base, kept)) = parse(&unsaved.base).zip(parse(&unsaved.body))
        {
            (state.version, state.saved, state.body) = (unsaved.version, base, kept);
            state.meet(record);
            if state.body == state.saved {
                keep(&refused_at(record.id), ""); // the file says so by now
            }
        }
        state
    }

    /// Takes in a version from the file; whether it said anything new.
    fn meet(&mut self, record: &Record) -> bool {
        let Some(theirs) = T::of(&record.document) else { return false };
        if record.version < self.version || (record.version == self.version && *theirs == self.saved) {
            return false;
        }
        match merge::merge(&json(&self.saved), &json(&self.body), &json(theirs), T::FIXED)
            .as_ref()
            .and_then(parse)
        {
            Some(body) => {
                self.body = body;
                self.saved = theirs.clone();
                self.version = record.version;
                if self.body == self.saved {
                    self.saving = Saving::Saved(None);
                }
            }
            None => self.saving = Saving::Conflict(Box::new(record.clone())),
        }
        self.serial += 1;
        true
    }

    fn keep(&self) {
        UNSAVED.with_borrow_mut(|all| all.insert(self.id, self.unsaved()));
    }

    fn unsaved(&self) -> Unsaved {
        Unsaved { version: self.version, base: json(&self.saved), body: json(&self.body) }
    }
}

impl<T: Body> Draft<T> {
    /// What was typed.
    pub fn body(&self) -> Ref<'_, T> {
        Ref::map(self.state.borrow(), |state| &state.body)
    }

    /// Which record.
    pub fn id(&self) -> Id {
        self.state.borrow().id
    }

    /// The version that is in the file, as far as this window knows.
    pub fn version(&self) -> u64 {
        self.state.borrow().version
    }

    /// How it stands against the file.
    pub fn saving(&self) -> Saving {
        self.state.borrow().saving.clone()
    }

    /// Whether something typed is not in the file.
    pub fn dirty(&self) -> bool {
        let state = self.state.borrow();
        state.body != state.saved
    }

    /// Why the last save was refused, when the field at `path` is to blame.
    pub fn error(&self, path: &str) -> Option<AttrValue> {
        match &self.state.borrow().saving {
            Saving::Refused(refusal) if refusal.field.as_deref() == Some(path) => {
                Some(refusal.message.clone().into())
            }
            _ => None,
        }
    }

    /// Changes the body and saves it.
    pub fn edit(&self, change: impl FnOnce(&mut T)) {
        let mut change = Some(change);
        self.edited(&mut |body| {
            if let Some(change) = change.take() {
                change(body);
            }
        });
    }

    /// The same for any change: compiled once, and not once more with each of them.
    fn edited(&self, change: &mut dyn FnMut(&mut T)) {
        {
            let mut state = self.state.borrow_mut();
            let before = state.body.clone();
            change(&mut state.body);
            if state.body == before {
                return;
            }
            state.serial += 1;
        }
        self.save();
        self.update.force_update();
    }

    /// A callback that puts a value into the body and saves it.
    pub fn set<V: 'static>(&self, change: impl Fn(&mut T, V) + 'static) -> Callback<V> {
        let draft = self.clone();
        Callback::from(move |value| draft.edit(|body| change(body, value)))
    }

    /// Takes in a version that came back from another request.
    pub fn meet(&self, record: &Record) {
        {
            let mut state = self.state.borrow_mut();
            if state.in_flight {
                // The answer to our own save comes first, and may be older than this.
                state.heard = Some(record.clone());
                return;
            }
            state.meet(record);
        }
        self.update.force_update();
    }

    /// Ends a conflict: where both changed the same field, the preferred one stays.
    pub fn settle(&self, prefer: Prefer) {
        {
            let mut state = self.state.borrow_mut();
            let Saving::Conflict(theirs) = state.saving.clone() else { return };
            let Some(body) = T::of(&theirs.document) else { return };
            let settled =
                merge::settle(&json(&state.saved), &json(&state.body), &json(body), T::FIXED, prefer);
            let Some(settled) = parse(&settled) else { return };
            state.body = settled;
            state.saved = body.clone();
            state.version = theirs.version;
            state.saving = Saving::Saved(None);
            state.serial += 1;
        }
        UNSAVED.with_borrow_mut(|all| all.remove(&self.id()));
        keep(&refused_at(self.id()), "");
        if self.dirty() {
            self.save();
        }
        self.update.force_update();
    }

    /// The fields that both changed, when there is a conflict.
    pub fn disputed(&self) -> Vec<Difference> {
        let state = self.state.borrow();
        let Saving::Conflict(theirs) = &state.saving else { return Vec::new() };
        let Some(theirs) = T::of(&theirs.document) else { return Vec::new() };
        let (base, mine, theirs) = (json(&state.saved), json(&state.body), json(theirs));
        let settle = |prefer| merge::settle(&base, &mine, &theirs, T::FIXED, prefer);
        merge::differences(&settle(Prefer::Mine), &settle(Prefer::Theirs), T::called)
    }

    /// Saves what was typed, unless a save is under way (which then goes on with it) or a person has to choose first.
    pub fn save(&self) {
        {
            let mut state = self.state.borrow_mut();
            state.keep();
            if state.in_flight || matches!(state.saving, Saving::Conflict(_)) {
                return;
            }
            state.in_flight = true;
            state.saving = Saving::Underway;
            state.serial += 1;
            stand(&state.id.to_string(), "", Some(Letters::Waiting));
        }
        self.update.force_update();
        let draft = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            while draft.save_once().await {}
            stand(&draft.id().to_string(), "", None); // the page says why where it was refused
            let record = draft.state.borrow_mut().heard.take();
            let heard = record.is_some_and(|record| draft.state.borrow_mut().meet(&record));
            draft.update.force_update();
            if heard && draft.dirty() {
                draft.save(); // what was woven in goes into the file
            }
            let waiting = std::mem::take(&mut draft.state.borrow_mut().after);
            waiting.iter().for_each(|callback| callback.emit(!draft.dirty()));
        });
    }

    /// Calls `then` when no save is under way, with whether the file holds everything.
    pub fn when_saved(&self, then: Callback<bool>) {
        if self.state.borrow().in_flight {
            self.state.borrow_mut().after.push(then);
        } else {
            then.emit(!self.dirty());
        }
    }

    /// One save. Whether another one is needed, because the person went on typing meanwhile.
    async fn save_once(&self) -> bool {
        let (id, version, sent) = {
            let state = self.state.borrow();
            (state.id, state.version, state.body.clone())
        };
        let answer = ask(Save { id, version, document: sent.clone().into() }).await;
        let theirs = match &answer {
            Err(refusal) if refusal.code == Code::Conflict => ask(Get { id }).await.ok(),
            _ => None,
        };
        let mut state = self.state.borrow_mut();
        state.serial += 1;
        let again = match (answer, theirs) {
            (Ok(record), _) => {
                state.version = record.version;
                let unchanged = state.body == sent;
                // The backend may have added what only it knows (a game day's instant).
                state.saved = T::of(&record.document).cloned().unwrap_or(sent);
                if unchanged {
                    state.body = state.saved.clone();
                    state.saving = Saving::Saved(Some(record.saved_at));
                }
                !unchanged
            }
            (Err(_), Some(theirs)) => {
                state.meet(&theirs);
                !matches!(state.saving, Saving::Conflict(_)) && state.body != state.saved
            }
            (Err(refusal), None) => {
                state.saving = Saving::Refused(refusal);
                state.body != sent
            }
        };
        state.in_flight = again;
        if state.body == state.saved {
            UNSAVED.with_borrow_mut(|all| all.remove(&id));
            keep(&refused_at(id), "");
        } else {
            state.keep();
            if !again {
                keep(&refused_at(id), &serde_json::to_string(&state.unsaved()).unwrap_or_default());
            }
        }
        again
    }
}

/// Every field in which two documents of one kind differ.
fn differences_of<T: Body>(before: &Document, after: &Document) -> Vec<Difference> {
    let body = |of: &Document| of.body_json().ok().and_then(|body| read(body.as_bytes())).unwrap_or_default();
    merge::differences(&body(before), &body(after), T::called)
}
