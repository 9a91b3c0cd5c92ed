//! Shortcuts of a room.

use crate::keys::Stroke;
use gloo::events::{EventListener, EventListenerOptions};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};
use yew::prelude::*;

/// Where a key means a letter. The other list is where Space and Enter press what has the focus.
const TYPING: &str = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";
const PRESSABLE: &str = "button, a[href], summary, input, [role=button], [role=tab], tr[tabindex]";

/// Whether single keys are shortcuts at all: a person can turn them off (WCAG 2.1.4). Provide it around the rooms;
/// without it they are on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SingleKeys(pub bool);

/// A key and what it does.
#[derive(Clone, PartialEq)]
pub struct Shortcut {
    stroke: Stroke,
    always: bool,
    run: Callback<()>,
}

impl Shortcut {
    /// `stroke` as in [`Stroke::new`]: `"R"`, `"Space"`, `"Mod+K"`.
    pub fn new(stroke: &'static str, run: impl Into<Callback<()>>) -> Self {
        Self { stroke: Stroke::new(stroke), always: false, run: run.into() }
    }

    /// Works while typing, in a dialog and with single keys off: for the brake.
    #[must_use]
    pub const fn always(mut self) -> Self {
        self.always = true;
        self
    }
}

/// Makes `shortcuts` work for as long as the component stands. One key is one deed: of two rooms that want the same key,
/// the one that stood first gets it.
#[hook]
pub fn use_keys(shortcuts: Vec<Shortcut>) {
    let single = use_context::<SingleKeys>().is_none_or(|keys| keys.0);
    let current = use_mut_ref(|| (Vec::new(), true));
    *current.borrow_mut() = (shortcuts, single);
    use_effect_with((), move |()| {
        let document = gloo::utils::document();
        let options = EventListenerOptions::enable_prevent_default();
        let ear = EventListener::new_with_options(&document, "keydown", options, move |event| {
            hear(event, &current)
        });
        move || drop(ear)
    });
}

fn hear(event: &Event, current: &Rc<RefCell<(Vec<Shortcut>, bool)>>) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
    // Holding a key down is one press; a key that composes a character is none.
    if event.repeat() || event.is_composing() || event.default_prevented() {
        return;
    }
    let run = {
        let current = current.borrow();
        let (shortcuts, single) = &*current;
        let found = shortcuts.iter().find(|shortcut| shortcut.stroke.is(event));
        found
            .filter(|shortcut| shortcut.always || may(shortcut.stroke, *single, event))
            .map(|shortcut| shortcut.run.clone())
    };
    if let Some(run) = run {
        event.prevent_default();
        run.emit(());
    }
}

fn may(stroke: Stroke, single: bool, event: &KeyboardEvent) -> bool {
    let dialog = gloo::utils::document().query_selector("dialog[open]");
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let inside =
        |selector| target.as_ref().is_some_and(|element| matches!(element.closest(selector), Ok(Some(_))));
    if matches!(dialog, Ok(Some(_))) {
        return false;
    }
    !stroke.is_single() || (single && !inside(TYPING) && !(stroke.presses() && inside(PRESSABLE)))
}
