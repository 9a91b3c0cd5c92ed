//! What the files of all systems stand on: from bytes to a tree within limits, its parts by name, and names hidden. Knows no
//! system.

mod redaction;
pub mod shape;
pub mod source;

pub use redaction::Redaction;
