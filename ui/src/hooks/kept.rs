//! Words that somebody has begun to type and that are in no record yet: a line of a journal, a dialog, what was refused.
//! They come back after the room was left, after Escape, and after a pulled plug, because the backend keeps them too.

use crate::backend::ask;
use contract::KeepWords;
use gloo::{events::EventListener, timers::callback::Timeout};
use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
};
use yew::prelude::*;

const CHANGED: &str = "kept-changed";

/// So long after the last letter the words go to the backend, in milliseconds.
const PAUSE_MS: u32 = 250;

/// After a failure it is tried again so much later, in milliseconds.
const AGAIN_MS: u32 = 2_000;

thread_local! {
    /// By place. `None` until the greeting has told what there is.
    static KEPT: RefCell<Option<HashMap<String, String>>> = const { RefCell::new(None) };
    /// What the backend is known to keep, by place.
    static TOLD: RefCell<HashMap<String, String>> = RefCell::default();
    /// What waits for its pause, by place.
    static WAITING: RefCell<HashMap<String, Timeout>> = RefCell::default();
    /// Places of which an answer is waited for: two requests about one place must not overtake each other.
    static SENDING: RefCell<HashSet<String>> = RefCell::default();
}

/// Takes in what the backend keeps; only once, because this window knows better from then on.
pub fn learn(words: &[(String, String)]) {
    KEPT.with_borrow_mut(|kept| {
        if kept.is_none() {
            TOLD.set(words.iter().cloned().collect());
            *kept = Some(words.iter().cloned().collect());
        }
    });
}

/// The words at a place.
#[must_use]
pub fn kept(place: &str) -> Option<String> {
    KEPT.with_borrow(|kept| kept.as_ref()?.get(place).cloned())
}

/// Whether words are kept at any place that begins so.
#[must_use]
pub fn is_any_kept(begin: &str) -> bool {
    KEPT.with_borrow(|kept| {
        kept.as_ref().is_some_and(|kept| kept.keys().any(|place| place.starts_with(begin)))
    })
}

/// Keeps words at a place; empty ones are forgotten. They go to the backend a moment later.
pub fn keep(place: &str, words: &str) {
    KEPT.with_borrow_mut(|kept| {
        let kept = kept.get_or_insert_default();
        if words.is_empty() {
            kept.remove(place);
        } else {
            kept.insert(place.to_owned(), words.to_owned());
        }
    });
    if let Ok(event) = web_sys::Event::new(CHANGED) {
        let _ = gloo::utils::window().dispatch_event(&event); // where nobody shows them, nobody hears it
    }
    if is_told(place) {
        WAITING.with_borrow_mut(|waiting| drop(waiting.remove(place)));
    } else {
        send_in(place.to_owned(), if words.is_empty() { 0 } else { PAUSE_MS });
    }
}

/// Sends everything that the backend does not know yet, at once: the window closes.
pub async fn send_all() {
    WAITING.with_borrow_mut(HashMap::clear);
    let places = |words: &HashMap<String, String>| words.keys().cloned().collect::<HashSet<_>>();
    let mut all = TOLD.with_borrow(places);
    all.extend(KEPT.with_borrow(|kept| kept.as_ref().map(places)).unwrap_or_default());
    for place in all {
        send(place).await;
    }
}

fn is_told(place: &str) -> bool {
    kept(place) == TOLD.with_borrow(|told| told.get(place).cloned())
}

fn send_in(place: String, ms: u32) {
    let at = place.clone();
    let timeout = Timeout::new(ms, move || {
        if let Some(this) = WAITING.with_borrow_mut(|waiting| waiting.remove(&at)) {
            this.forget(); // it is what runs now
        }
        wasm_bindgen_futures::spawn_local(send(at));
    });
    WAITING.with_borrow_mut(|waiting| drop(waiting.insert(place, timeout)));
}

/// Sends what stands at a place until the backend keeps just that.
async fn send(place: String) {
    if !SENDING.with_borrow_mut(|sending| sending.insert(place.clone())) {
        return; // whoever sends looks again when it is answered
    }
    while !is_told(&place) {
        let words = kept(&place);
        if ask(KeepWords { place: place.clone(), words: words.clone() }).await.is_err() {
            send_in(place.clone(), AGAIN_MS);
            break;
        }
        TOLD.with_borrow_mut(|told| match words {
            Some(words) => drop(told.insert(place.clone(), words)),
            None => drop(told.remove(&place)),
        });
    }
    SENDING.with_borrow_mut(|sending| sending.remove(&place));
}

/// Words at a place, as a component shows them.
#[derive(Clone, PartialEq)]
pub struct Kept {
    place: AttrValue,
    /// What stood there when this was drawn.
    shown: String,
}

impl Kept {
    /// What stands there now, also for an answer that comes after more was typed.
    #[must_use]
    pub fn text(&self) -> String {
        kept(&self.place).unwrap_or_default()
    }

    /// Puts words there.
    pub fn set(&self, words: &str) {
        keep(&self.place, words);
    }

    /// Puts words there as they are typed.
    #[must_use]
    pub fn typed(&self) -> Callback<String> {
        let kept = self.clone();
        Callback::from(move |words: String| kept.set(&words))
    }

    /// They are in a record now, or nobody wants them any more.
    pub fn done(&self) {
        self.set("");
    }
}

/// Words at a place that come back whatever happened to the window. They are shown anew whoever changes them, and another
/// place has other words.
#[hook]
pub fn use_kept(place: String) -> Kept {
    let now = || kept(&place).unwrap_or_default();
    let shown = use_state_eq(now);
    let setter = shown.setter();
    use_effect_with(place.clone(), move |place| {
        let place = place.clone();
        setter.set(kept(&place).unwrap_or_default());
        let ear = EventListener::new(&gloo::utils::window(), CHANGED, move |_| {
            setter.set(kept(&place).unwrap_or_default());
        });
        move || drop(ear)
    });
    let shown = now();
    Kept { place: place.into(), shown }
}
