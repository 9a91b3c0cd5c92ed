//! Postmortems: the list, and the page of one: what happened, why, and what is done about it.

mod actions;
mod aside;
mod drawn;
mod export;
mod learned;
pub mod list;
pub mod palette;
pub mod record;
mod timeline;
pub mod today;
mod took;
mod why;
mod words;
