//! The window and its workspace.

use crate::requests::requests;
use domain::Id;
use serde::{Deserialize, Serialize};

requests! { WorkspaceCall, WorkspaceDesk;
    /// What a window must know first.
    Greet {} -> Greeting, on stage;

    /// The window has drawn its first data; goes to the log with the time since the start.
    Ready {} -> (), on stage;
}

/// What a window must know before it can draw anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Greeting {
    /// The workspace's settings.
    pub workspace: domain::workspace::Workspace,
    /// What the clocks of its zone do: a window has no tables of its own.
    pub clocks: domain::zone::Clocks,
    /// The record that holds them.
    pub workspace_id: Id,
    /// Where the file is.
    pub path: String,
    /// The program's version.
    pub version: String,
    /// The runs that are in progress, the latest first.
    pub running: Vec<(domain::Kind, Id)>,
}

impl Greeting {
    /// The run of a kind that is in progress, the latest where there are several.
    #[must_use]
    pub fn running(&self, kind: domain::Kind) -> Option<Id> {
        self.running.iter().find(|(known, _)| *known == kind).map(|(_, id)| *id)
    }
}
