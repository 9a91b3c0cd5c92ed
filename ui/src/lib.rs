//! The screen: rooms (`pages`, one folder a system) made of what all rooms share (`room`) and the kit (`components`), asking
//! the backend through one door (`backend`). The projector's frame is `stage`; each room brings its own face.
//!
//! Nothing here keeps time or a copy of a record: a window asks, draws, hears that something changed, and asks again.

pub mod app;
pub mod backend;
mod closing;
pub mod components;
mod elsewhere;
pub mod hooks;
pub mod keys;
pub mod known;
pub mod pages;
pub mod palette;
pub mod projector;
pub mod room;
pub mod route;
pub mod stage;
pub mod window;
mod wings;
