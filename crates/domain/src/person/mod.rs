//! Somebody who takes part in reviews.

pub(crate) mod sample;

use crate::{
    Summary,
    record::{Noun, Order},
    text::{self, Invalid},
};
use serde::{Deserialize, Serialize};

/// A person of the organisation. No addresses and no accounts: a name that the room recognises is enough.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name, as the room says it.
    pub name: String,
    /// What they do.
    pub role: String,
    /// The team they belong to.
    pub team: String,
}

impl Noun for Person {
    const SCHEMA: u32 = 1;
    const ORDER: Order = Order::Name;
    const TITLE: &'static str = "Name";
    const EXAMPLE: &'static str = "Mira K.";

    fn named(title: &str, _: &str) -> Option<Self> {
        Some(Self { name: title.to_owned(), ..Self::default() })
    }

    fn summary(&self) -> Summary {
        Summary {
            title: self.name.clone(),
            owner: (!self.team.is_empty()).then(|| self.team.clone()),
            search: self.role.clone(),
            ..Summary::default()
        }
    }

    fn check(&self) -> Result<(), Invalid> {
        text::required_line("name", "The name", &self.name)?;
        text::line("role", "The role", &self.role)?;
        text::line("team", "The team", &self.team)
    }
}
