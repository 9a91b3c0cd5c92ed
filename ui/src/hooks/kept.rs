//! Words that somebody has begun to type and that are in no record yet: a line of a journal, a dialog, what was refused.
//! They come back after the room was left, after Escape, and after a pulled plug, because the backend keeps them too.

use crate::backend::ask;
use contract::KeepWords;
use gloo::timers::callback::Timeout;
use std::{cell::RefCell, collections::HashMap};
use yew::prelude::*;

/// So long after the last letter the words go to the backend, in milliseconds.
const PAUSE_MS: u32 = 250;

thread_local! {
    /// By place. `None` until the greeting has told what there is.
    static KEPT: RefCell<Option<HashMap<String, String>>> = const { RefCell::new(None) };
    /// What is on its way to the backend, by place.
    static WAITING: RefCell<HashMap<String, Timeout>> = RefCell::default();
}

/// Takes in what the backend keeps; only once, because this window knows better from then on.
pub fn learn(words: &[(String, String)]) {
    KEPT.with_borrow_mut(|kept| {
        kept.get_or_insert_with(|| words.iter().cloned().collect());
    });
}

/// The words at a place.
#[must_use]
pub fn kept(place: &str) -> Option<String> {
    KEPT.with_borrow(|kept| kept.as_ref()?.get(place).cloned())
}

/// Keeps words at a place; empty ones are forgotten. They go to the backend a moment later.
pub fn keep(place: &str, words: &str) {
    let words = Some(words).filter(|words| !words.is_empty());
    let changed = KEPT.with_borrow_mut(|kept| {
        let kept = kept.get_or_insert_default();
        match words {
            Some(words) => kept.insert(place.to_owned(), words.to_owned()).as_deref() != Some(words),
            None => kept.remove(place).is_some(),
        }
    });
    if !changed {
        return;
    }
    let at = place.to_owned();
    let timeout = Timeout::new(if words.is_some() { PAUSE_MS } else { 0 }, move || send_now(at));
    WAITING.with_borrow_mut(|waiting| drop(waiting.insert(place.to_owned(), timeout)));
}

/// Sends everything that waits, at once: the window closes.
pub async fn send_all() {
    let waiting: Vec<(String, Timeout)> = WAITING.with_borrow_mut(|waiting| waiting.drain().collect());
    for (place, timeout) in waiting {
        drop(timeout.cancel());
        send(place).await;
    }
}

/// The pause is over.
fn send_now(place: String) {
    if let Some(timeout) = WAITING.with_borrow_mut(|waiting| waiting.remove(&place)) {
        timeout.forget(); // it is what runs now
    }
    wasm_bindgen_futures::spawn_local(send(place));
}

async fn send(place: String) {
    let words = kept(&place);
    let _ = ask(KeepWords { place, words }).await; // they are still in the window, and go again with the next letter
}

/// Words at a place, as a component holds them.
#[derive(Clone, PartialEq)]
pub struct Kept {
    place: AttrValue,
    text: UseStateHandle<String>,
}

impl Kept {
    /// What stands there.
    #[must_use]
    pub fn text(&self) -> String {
        (*self.text).clone()
    }

    /// Puts words there.
    pub fn set(&self, words: String) {
        keep(&self.place, &words);
        self.text.set(words);
    }

    /// Puts words there as they are typed.
    #[must_use]
    pub fn typed(&self) -> Callback<String> {
        let kept = self.clone();
        Callback::from(move |words: String| kept.set(words))
    }

    /// They are in a record now, or nobody wants them any more.
    pub fn done(&self) {
        self.set(String::new());
    }
}

/// Words at a place that come back whatever happened to the window.
#[hook]
pub fn use_kept(place: String) -> Kept {
    let text = use_state(|| kept(&place).unwrap_or_default());
    Kept { place: place.into(), text }
}
