//! What components and rooms share in behaviour: answers of the backend, keys, the time, the theme.

pub mod journal;
pub mod kept;
pub mod letters;
pub mod loaded;
pub mod part;

mod id;
mod keys;
mod later;
mod repaint;
mod theme;

pub use id::use_id;
pub use keys::{Shortcut, SingleKeys, use_keys};
pub use later::{use_after, use_later};
pub use repaint::use_repaint;
pub use theme::{choose_theme, chosen_theme, use_theme};
