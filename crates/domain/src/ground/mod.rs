//! What all systems stand on: time, identity, text, choices. Nothing here knows a system.

pub mod ask;
pub(crate) mod chapter;
pub mod choice;
pub(crate) mod content;
pub mod id;
pub mod journal;
pub mod record;
pub mod refusal;
pub mod text;
pub mod time;
pub mod zone;
