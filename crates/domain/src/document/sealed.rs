//! A document as a window has it: what it is called, and its body as it crossed.

use super::{Body, Kind};
use serde::{Deserialize, Serialize};
use serde_json::{
    from_slice,
    value::{RawValue, to_raw_value},
};
use std::{any::Any, cell::OnceCell, rc::Rc};

/// One record's body, not read yet: every window has documents of every kind, and each room only reads the kinds that it
/// shows. Crosses as [`Document`](super::Document) does.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sealed {
    kind: Kind,
    title: String,
    status: String,
    body: Box<RawValue>,
    /// The body, once somebody read it.
    #[serde(skip)]
    read: OnceCell<Option<Rc<dyn Any>>>,
}

impl Sealed {
    /// Of which kind it is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// What a person calls it.
    #[must_use]
    pub fn title(&self) -> String {
        self.title.clone()
    }

    /// The kind's own word for its state; empty where a kind has none.
    #[must_use]
    pub fn status(&self) -> String {
        self.status.clone()
    }

    /// The body alone, as the file holds it.
    ///
    /// # Errors
    /// Never: it is a text already.
    pub fn body_json(&self) -> Result<String, serde_json::Error> {
        Ok(self.body.get().to_owned())
    }

    /// The body, read once, when the document is of this kind.
    #[must_use]
    pub fn body<T: Body>(&self) -> Option<&T> {
        if self.kind != T::KIND {
            return None;
        }
        let read =
            || from_slice::<T>(self.body.get().as_bytes()).ok().map(|body| Rc::new(body) as Rc<dyn Any>);
        self.read.get_or_init(read).as_ref()?.downcast_ref()
    }

    /// One around a body.
    pub(super) fn new<T: Body>(body: &T) -> Self {
        let summary = body.summary();
        Self {
            kind: T::KIND,
            title: summary.title,
            status: summary.status,
            // Null is no body of any kind: what could not be written is refused and not lost.
            body: to_raw_value(body).unwrap_or_default(),
            read: OnceCell::new(),
        }
    }
}

impl PartialEq for Sealed {
    /// One body is written in one way.
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind && self.body.get() == other.body.get()
    }
}
