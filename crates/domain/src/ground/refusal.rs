//! How anything behind the screen says no. It is in `domain` so that the store can say it too.

use crate::text::Invalid;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a request was not carried out. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// What the screen matches on.
    pub code: Code,
    /// What the person reads: what is wrong, and what to do.
    pub message: String,
    /// The field to mark, where one is to blame.
    pub field: Option<String>,
}

/// The families of refusals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// There is no such record.
    NotFound,
    /// A field, or the moment, does not allow it.
    Invalid,
    /// Somebody else saved in between.
    Conflict,
    /// Another process holds the workspace, or the file cannot be written.
    Locked,
    /// More than fits.
    TooLarge,
    /// The file or body cannot be understood.
    Unreadable,
    /// Try again in a moment.
    Busy,
    /// Our mistake.
    Internal,
}

impl Refusal {
    /// A refusal that no single field is to blame for.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), field: None }
    }

    /// A request that only the console may make.
    #[must_use]
    pub fn stage_only_reads() -> Self {
        Self::new(Code::Invalid, "The stage only shows. Do this on the console.")
    }
}

impl From<Invalid> for Refusal {
    fn from(invalid: Invalid) -> Self {
        let field = (!invalid.field.is_empty()).then_some(invalid.field);
        Self { code: Code::Invalid, message: invalid.message, field }
    }
}

impl From<crate::journal::NotNow> for Refusal {
    fn from(not_now: crate::journal::NotNow) -> Self {
        Self::new(Code::Invalid, not_now.0)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}
