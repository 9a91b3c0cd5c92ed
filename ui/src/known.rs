//! What every room of a window knows before it is drawn.

use contract::Greeting;
use std::rc::Rc;
use yew::prelude::*;

/// What every room of a window knows: `use_context::<Rc<Greeting>>()`.
pub type Known = Rc<Greeting>;

/// The greeting of this window. Rooms are only drawn after it, so it is always there.
///
/// # Panics
/// Outside of [`App`].
#[hook]
#[expect(clippy::expect_used, reason = "App draws rooms inside its provider only")]
pub fn use_known() -> Known {
    use_context::<Known>().expect("a room inside the app")
}
