//! The screen: rooms (`pages`) made of the kit (`components`), asking the backend through one door (`backend`).
//!
//! Nothing here keeps time or a copy of a record: a window asks, draws, hears that something changed, and asks again.

pub mod app;
pub mod backend;
pub mod components;
pub mod hooks;
pub mod keys;
pub mod pages;
