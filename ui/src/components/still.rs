//! A part of a page that is drawn anew only when what it shows has changed.

use std::ptr;
use yew::prelude::*;

#[derive(Properties)]
struct StillProps<T: PartialEq + 'static> {
    of: T,
    view: fn(&T) -> Html,
}

impl<T: PartialEq> PartialEq for StillProps<T> {
    fn eq(&self, other: &Self) -> bool {
        self.of == other.of && ptr::fn_addr_eq(self.view, other.view)
    }
}

#[component]
fn Still<T: PartialEq + 'static>(props: &StillProps<T>) -> Html {
    (props.view)(&props.of)
}

/// What `view` makes of `of`, kept while `of` stays the same. For the parts of a page beside one that follows a hand: what is in
/// `of` must be all that the part shows, callbacks included.
pub fn still<T: PartialEq + 'static>(of: T, view: fn(&T) -> Html) -> Html {
    html! { <Still<T> {of} {view} /> }
}
