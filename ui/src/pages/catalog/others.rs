//! What other systems show on the page of a service, and how they begin something with it. They know the catalog; it knows
//! none of them.

use crate::route::Route;
use contract::ServiceView;
use domain::{Date, Id, Kind};
use std::rc::Rc;
use yew::prelude::*;

/// The other systems, as far as the page of a service asks them.
#[derive(Clone, Copy)]
pub struct Others {
    /// Their cards, in order.
    pub cards: fn(&Featured) -> Vec<ServiceCard>,
    /// How something of a kind is begun with a service.
    pub begins: fn(Kind) -> Option<Beginning>,
}

impl PartialEq for Others {
    /// There is one answer for the whole screen.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// A service, to another system.
pub struct Featured {
    /// Which.
    pub service: Id,
    /// What is known besides its own record.
    pub view: Rc<ServiceView>,
    /// The day of the workspace's zone.
    pub today: Date,
    /// Beginning something of a kind with it.
    pub onbegin: Callback<Kind>,
}

/// A card on the page of a service.
pub enum ServiceCard {
    /// In the wide column.
    Main(Html),
    /// In the narrow one.
    Aside(Html),
}

impl ServiceCard {
    /// The card, wherever it stands.
    pub fn html(self) -> Html {
        match self {
            Self::Main(card) | Self::Aside(card) => card,
        }
    }
}

/// How something is begun with a service.
pub struct Beginning {
    /// The key's name for scripts.
    pub act: &'static str,
    /// What the key says.
    pub words: &'static str,
    /// What it does.
    pub how: How,
}

/// What a key does that begins something with a service.
#[derive(Clone, Copy)]
pub enum How {
    /// Asks for a new record in the list of that room.
    New(Route),
    /// Opens a dialog for this service, which is told when it is done.
    Ask(fn(Id, Callback<()>) -> Html),
}
