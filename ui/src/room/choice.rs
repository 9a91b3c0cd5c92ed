//! What can be done: a line of the palette, and what it does. Each room says its own.

use crate::{backend::ask, route::Route};
use contract::{BlankStage, HideStage, Refusal, ShowStage, Theme};
use domain::Id;

/// One line of the palette.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What it says.
    pub words: String,
    /// What it is: a room, an action, a service.
    pub kind: &'static str,
    /// What it does.
    pub deed: Deed,
    /// The key that does the same.
    pub keys: Option<&'static str>,
}

impl Choice {
    /// A line without a key.
    pub fn new(words: impl Into<String>, kind: &'static str, deed: Deed) -> Self {
        Self { words: words.into(), kind, deed, keys: None }
    }
}

/// What a line does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Deed {
    /// Goes to a room.
    Go(Route),
    /// Goes to a part of a room.
    Show(Route, &'static str),
    /// Copies a record and opens the copy.
    Copy(Id),
    /// Asks how to export a record.
    Export(Id),
    /// Goes to a room and asks for a new record.
    New(Route),
    /// Chooses a theme; none follows the system.
    Theme(Option<Theme>),
    /// Does something to the stage.
    Stage(StageDeed),
}

/// What can be done to the stage from anywhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StageDeed {
    /// Opens it, with the run if there is one.
    Show(Option<Id>),
    /// Closes it.
    Hide,
    /// Makes it black, or lights it.
    Blank(bool),
}

impl StageDeed {
    /// Asks the backend for it.
    pub async fn ask(self) -> Result<(), Refusal> {
        match self {
            Self::Show(run) => ask(ShowStage { run, monitor: None }).await.map(drop),
            Self::Hide => ask(HideStage {}).await.map(drop),
            Self::Blank(blank) => ask(BlankStage { blank }).await.map(drop),
        }
    }
}
