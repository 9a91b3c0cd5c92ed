//! The time, for a component that shows it.

use crate::backend;
use domain::Instant;
use gloo::timers::callback::Timeout;
use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};
use yew::prelude::*;

type Tick = RefCell<Option<Timeout>>;

/// The backend's clock, new on every full second. It renders the component that asks again each second: ask in a small one.
#[hook]
pub fn use_now() -> Instant {
    let now = use_state(backend::now);
    {
        let setter = now.setter();
        use_effect_with((), move |()| {
            let tick = Rc::new(Tick::default());
            wait(&tick, setter);
            move || drop(tick)
        });
    }
    *now
}

/// Sleeps to the next full second, tells the time and sleeps again, for as long as `tick` is held.
fn wait(tick: &Rc<Tick>, setter: UseStateSetter<Instant>) {
    let to_next_ms = 1000 - backend::now().ms().rem_euclid(1000);
    let held: Weak<Tick> = Rc::downgrade(tick);
    let timeout = Timeout::new(u32::try_from(to_next_ms).unwrap_or(1000), move || {
        if let Some(tick) = held.upgrade() {
            setter.set(backend::now());
            wait(&tick, setter);
        }
    });
    *tick.borrow_mut() = Some(timeout);
}
