//! Letters that stand in a field and in no record yet, for the marks that say whether everything is saved.

use gloo::events::EventListener;
use std::{cell::RefCell, collections::HashMap};
use yew::prelude::*;

const CHANGED: &str = "letters-changed";

/// Why letters are in no record yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Letters {
    /// They are about to be written.
    Waiting,
    /// They cannot be understood, and the field says so.
    NotUnderstood,
}

thread_local! {
    /// By the scope of the field and its name.
    static LETTERS: RefCell<HashMap<(String, String), Letters>> = RefCell::default();
}

/// Says how the letters in a field stand; none stand where everything is written.
pub fn stand(scope: &str, name: &str, letters: Option<Letters>) {
    let changed = LETTERS.with_borrow_mut(|all| {
        let place = (scope.to_owned(), name.to_owned());
        let before = match letters {
            Some(letters) => all.insert(place, letters),
            None => all.remove(&place),
        };
        before != letters
    });
    if changed && let Ok(event) = web_sys::Event::new(CHANGED) {
        let _ = gloo::utils::window().dispatch_event(&event); // without a mark nobody hears it
    }
}

/// What stands in the fields of `scope`, or in all of the window: the worst.
fn standing(scope: Option<&str>) -> Option<Letters> {
    LETTERS.with_borrow(|all| {
        let of = all.iter().filter(|((there, _), _)| scope.is_none_or(|scope| scope == there));
        of.map(|(_, letters)| *letters).max()
    })
}

/// The worst that stands in the fields of `scope`, or in all of the window.
#[hook]
pub fn use_letters(scope: Option<AttrValue>) -> Option<Letters> {
    let now = use_state_eq(|| standing(scope.as_deref()));
    let setter = now.setter();
    use_effect_with(scope, move |scope| {
        setter.set(standing(scope.as_deref()));
        let scope = scope.clone();
        let ear = EventListener::new(&gloo::utils::window(), CHANGED, move |_| {
            setter.set(standing(scope.as_deref()));
        });
        move || drop(ear)
    });
    *now
}
