//! What the files of all systems stand on: from bytes to a tree within limits, its parts by name, and names hidden. Knows no
//! system.

pub mod foreign;
pub mod number;
pub mod plain;
mod redaction;
pub mod secret;
pub mod shape;
pub mod source;
mod syntax;

pub use redaction::Redaction;
