//! Names for elements that refer to each other: a label to its field, a dialog to its title.

use std::cell::Cell;
use yew::prelude::*;

thread_local! {
    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// An id that no other element of this window has.
#[must_use]
pub fn next_id() -> String {
    LAST.set(LAST.get() + 1);
    format!("e{}", LAST.get())
}

/// An id for the life of the component.
#[hook]
pub fn use_id() -> AttrValue {
    (*use_memo((), |()| AttrValue::from(next_id()))).clone()
}
