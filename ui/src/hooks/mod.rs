//! State that screens share: what is loaded, what runs.

pub mod loaded;
pub mod run;
