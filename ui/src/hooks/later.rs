//! A value that may wait.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// Whether `wait_ms` have passed since the component appeared. For what nobody misses at once and what would hold up the first
/// picture of a page.
#[hook]
pub fn use_after(wait_ms: u32) -> bool {
    let passed = use_state_eq(|| false);
    {
        let setter = passed.setter();
        use_effect_with((), move |()| {
            let waiting = Timeout::new(wait_ms, move || setter.set(true));
            move || drop(waiting)
        });
    }
    *passed
}

/// `value` as it was `wait_ms` ago, or now if it has not changed since. For what may be drawn a moment later: painted together
/// with what may not, all of the window between the two would be painted as well.
#[hook]
pub fn use_later<T: Clone + PartialEq + 'static>(value: T, wait_ms: u32) -> T {
    let shown = use_state_eq(|| value.clone());
    {
        let setter = shown.setter();
        use_effect_with(value, move |value| {
            let value = value.clone();
            let waiting = Timeout::new(wait_ms, move || setter.set(value));
            move || drop(waiting)
        });
    }
    (*shown).clone()
}
