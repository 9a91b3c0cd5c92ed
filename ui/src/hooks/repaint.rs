//! The time, for a component that shows it.

use crate::backend;
use domain::Instant;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// Paints the component again when its picture of the time is old: `wait_ms` says how long that is from now, `None` for
/// never. Use it in a small component, since all of it is painted.
#[hook]
pub fn use_repaint(wait_ms: impl Fn(Instant) -> Option<u32> + 'static) {
    let painter = use_force_update();
    // After every painting, however it came about: the wait is never longer than from what is on the screen.
    use_effect(move || {
        let timeout = wait_ms(backend::now()).map(|ms| Timeout::new(ms, move || painter.force_update()));
        move || drop(timeout)
    });
}
