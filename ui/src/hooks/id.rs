//! Names for elements that refer to each other: a label to its field, a dialog to its title.

use std::cell::Cell;
use yew::prelude::*;

thread_local! {
    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// An id that no other element of this window has, for the life of the component.
#[hook]
pub fn use_id() -> AttrValue {
    let id = use_memo((), |()| {
        LAST.set(LAST.get() + 1);
        AttrValue::from(format!("e{}", LAST.get()))
    });
    (*id).clone()
}
