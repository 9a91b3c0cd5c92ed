//! The window and its workspace.

use crate::requests::requests;
use domain::Id;
use serde::{Deserialize, Serialize};

requests! { WorkspaceCall, WorkspaceDesk;
    /// What a window must know first.
    Greet {} -> Greeting, on stage;

    /// The oldest gap in each run in progress whose room has not decided whether it counts.
    OpenGaps {
        /// The run on screen, which asks by itself.
        besides: Option<Id>,
    } -> Vec<OpenGap>;

    /// Looks at a copy that is to take the place of the workspace, and changes nothing.
    PreviewRestore {
        /// Where the copy is.
        path: String,
    } -> domain::restorable::Restorable;

    /// Puts a copy in the place of the workspace and goes on with it; every window hears of it. Answers where the old file
    /// was kept. Refused while a run is in progress, and where it is a copy of another workspace and nobody said so.
    Restore {
        /// Where the copy is.
        path: String,
        /// Whether somebody said that a copy of another workspace is meant.
        other: bool,
    } -> String;

    /// The workspaces that a window was open on lately, the last one first. Answered also where none can be opened.
    RecentWorkspaces {} -> Vec<RecentWorkspace>;

    /// Opens another workspace in the place of this one; every window begins anew and the stage goes. Refused while a run is
    /// in progress. Where the other one cannot be opened, this one stays.
    OpenWorkspace {
        /// Where the file is.
        path: String,
    } -> ();

    /// Makes a workspace where no file is yet, wholly or not at all, and opens it as [`OpenWorkspace`] does.
    NewWorkspace {
        /// Where the file shall be.
        path: String,
        /// Its name.
        name: String,
        /// Who sits at the laptop.
        facilitator: String,
        /// The zone in which its times are shown.
        zone: domain::Zone,
    } -> ();

    /// Takes a workspace off the list of those that were open lately. Its file stays.
    ForgetWorkspace {
        /// As the list has it.
        path: String,
    } -> ();

    /// Keeps words that somebody has begun to type and that are in no record yet, so that no window and no power cut takes
    /// them.
    KeepWords {
        /// Where they stand; a name of the screen's own.
        place: String,
        /// The words; none forgets them.
        words: Option<String>,
    } -> ();

    /// Everything in the console's fields is written: its window may go.
    Leave {} -> ();

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
    /// What a person must know about the file, in a sentence: that something of it is missing.
    #[serde(default)]
    pub warning: Option<String>,
    /// Words that were begun and are in no record yet, by place; none for the stage.
    #[serde(default)]
    pub kept: Vec<(String, String)>,
    /// The runs that are in progress, the latest first.
    pub running: Vec<(domain::Kind, Id)>,
}

/// A workspace that a window was open on lately.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentWorkspace {
    /// Where its file is.
    pub path: String,
    /// What it was called then.
    pub name: String,
    /// Whether the file is there now.
    pub there: bool,
    /// Whether it is the one that is open here.
    pub open: bool,
}

/// A hole in the time of a run in progress that nobody has decided on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenGap {
    /// What it is a run of.
    pub kind: domain::Kind,
    /// Which.
    pub run: Id,
    /// Its name.
    pub title: String,
    /// The hole.
    pub gap: domain::journal::Gap,
}

impl Greeting {
    /// The run of a kind that is in progress, the latest where there are several.
    #[must_use]
    pub fn running(&self, kind: domain::Kind) -> Option<Id> {
        self.running.iter().find(|(known, _)| *known == kind).map(|(_, id)| *id)
    }
}
