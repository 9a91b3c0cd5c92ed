//! Something that somebody promised to do.

pub(crate) mod sample;

use crate::{
    Date, Id, Summary,
    choice::choice,
    record::{Noun, Relation},
    text::{self, Invalid},
};
use serde::{Deserialize, Serialize};

choice! {
    /// What the action is for.
    ActionType {
        /// So that it does not happen.
        Prevent("Prevent"),
        /// So that it is seen sooner.
        Detect("Detect"),
        /// So that it hurts less.
        Mitigate("Mitigate"),
        /// So that people work better together.
        Process("Process"),
    }
}

choice! {
    /// How soon it matters.
    Priority {
        /// Before anything else.
        P0("P0"),
        /// Next.
        P1("P1"),
        /// When there is room.
        P2("P2"),
    }
}

choice! {
    /// How far it is.
    ActionStatus {
        /// Nobody has begun.
        Open("Open"),
        /// Somebody is at it.
        InProgress("In progress"),
        /// Done.
        Done("Done"),
    }
}

/// One action item with its owner and its date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// What will be done.
    pub title: String,
    /// What it is for.
    pub purpose: ActionType,
    /// How soon it matters.
    pub priority: Priority,
    /// Who does it.
    pub owner: String,
    /// By when.
    pub due: Option<Date>,
    /// How far it is.
    pub status: ActionStatus,
    /// The review that it came out of.
    pub raised_in: Option<Id>,
    /// The service that it is for.
    #[serde(default)]
    pub service_id: Option<Id>,
    /// What gave rise to it, in the room's words: the surprise, the failed step.
    #[serde(default)]
    pub about: String,
}

impl Noun for Action {
    const EXAMPLE: &'static str = "Add a timeout to the payment client";

    fn named(title: &str, by: &str) -> Option<Self> {
        Some(Self {
            title: title.to_owned(),
            purpose: ActionType::Prevent,
            priority: Priority::P1,
            owner: by.to_owned(),
            due: None,
            status: ActionStatus::Open,
            raised_in: None,
            service_id: None,
            about: String::new(),
        })
    }
}

impl Action {
    /// Schema number of the body.
    pub const SCHEMA: u32 = 2;

    pub(crate) fn summary(&self) -> Summary {
        let status = match self.status {
            ActionStatus::Open => "open",
            ActionStatus::InProgress => "in-progress",
            ActionStatus::Done => "done",
        };
        Summary {
            title: self.title.clone(),
            status: status.to_owned(),
            owner: (!self.owner.is_empty()).then(|| self.owner.clone()),
            due: self.due,
            service_id: self.service_id,
            search: self.about.clone(),
            links: self.raised_in.iter().map(|id| (Relation::RaisedIn, *id)).collect(),
            ..Summary::default()
        }
    }

    /// Whether it may be written to the file.
    ///
    /// # Errors
    /// The first field that is beyond its limits.
    pub fn check(&self) -> Result<(), Invalid> {
        text::required_line("title", "The action", &self.title)?;
        text::required_line("owner", "The owner", &self.owner)?;
        text::prose("about", "What gave rise to it", &self.about)
    }
}
