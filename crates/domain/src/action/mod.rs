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

/// What an action came out of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The record of the review or the run.
    pub record: Id,
    /// Where in it; nothing for the whole of it, and in files before schema 3, which did not say.
    pub place: Option<Place>,
}

/// A place in a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// An entry of a run's journal, by its number.
    Entry(u64),
    /// A part of a record, by the key that it has there.
    Part(String),
}

/// One action item with its owner and its date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "InFile", into = "InFile")]
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
    /// What it came out of; nothing where somebody just wrote it down.
    pub origin: Option<Origin>,
    /// The service that it is for.
    pub service_id: Option<Id>,
    /// What gave rise to it, in the room's words: the surprise, the failed step.
    pub about: String,
    /// Where it is followed: an id or an address; empty where it is followed here alone.
    pub ticket: String,
    /// How anybody will know that it helped; empty where nobody said.
    pub verification: String,
}

impl Noun for Action {
    const SCHEMA: u32 = 4;
    const EXAMPLE: &'static str = "Add a timeout to the payment client";

    fn named(title: &str, by: &str) -> Option<Self> {
        Some(Self {
            title: title.to_owned(),
            purpose: ActionType::Prevent,
            priority: Priority::P1,
            owner: by.to_owned(),
            due: None,
            status: ActionStatus::Open,
            origin: None,
            service_id: None,
            about: String::new(),
            ticket: String::new(),
            verification: String::new(),
        })
    }

    fn summary(&self) -> Summary {
        Summary {
            title: self.title.clone(),
            status: self.status.word().to_owned(),
            owner: (!self.owner.is_empty()).then(|| self.owner.clone()),
            due: self.due,
            service_id: self.service_id,
            search: self.about.clone(),
            links: self.origin.iter().map(|origin| (Relation::RaisedIn, origin.record)).collect(),
            ..Summary::default()
        }
    }

    fn check(&self) -> Result<(), Invalid> {
        text::required_line("title", "The action", &self.title)?;
        text::required_line("owner", "The owner", &self.owner)?;
        if let Some(Place::Part(key)) = self.place() {
            text::required_line("place", "The part that it came out of", key)?;
        }
        text::prose("about", "What gave rise to it", &self.about)?;
        text::address("ticket", "The ticket", &self.ticket)?;
        text::prose("verification", "How its effect is seen", &self.verification)
    }
}

impl Action {
    /// Whether it came out of this record.
    #[must_use]
    pub fn is_from(&self, record: Id) -> bool {
        self.origin.as_ref().is_some_and(|origin| origin.record == record)
    }

    /// The place that it came out of, where somebody said so.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.origin.as_ref()?.place.as_ref()
    }
}

/// An action as files have it: the record and the place that it came out of stand beside each other, as the record did
/// before schema 3.
#[derive(Serialize, Deserialize)]
struct InFile {
    title: String,
    purpose: ActionType,
    priority: Priority,
    owner: String,
    due: Option<Date>,
    status: ActionStatus,
    raised_in: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
    #[serde(default)]
    service_id: Option<Id>,
    #[serde(default)]
    about: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    ticket: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    verification: String,
}

impl TryFrom<InFile> for Action {
    type Error = &'static str;

    fn try_from(written: InFile) -> Result<Self, Self::Error> {
        let InFile {
            raised_in, place, title, purpose, priority, owner, due, status, service_id, about, ..
        } = written;
        let (ticket, verification) = (written.ticket, written.verification);
        let origin = match (raised_in, place) {
            (Some(record), place) => Some(Origin { record, place }),
            (None, None) => None,
            (None, Some(_)) => return Err("it names a place in a record, but no record"),
        };
        Ok(Self {
            title,
            purpose,
            priority,
            owner,
            due,
            status,
            origin,
            service_id,
            about,
            ticket,
            verification,
        })
    }
}

impl From<Action> for InFile {
    fn from(action: Action) -> Self {
        let Action { title, purpose, priority, owner, due, status, origin, service_id, about, .. } = action;
        let (ticket, verification) = (action.ticket, action.verification);
        let (raised_in, place) = origin.map_or((None, None), |origin| (Some(origin.record), origin.place));
        Self {
            title,
            purpose,
            priority,
            owner,
            due,
            status,
            raised_in,
            place,
            service_id,
            about,
            ticket,
            verification,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use serde_json::json;

    fn read(raised_in: serde_json::Value, place: Option<serde_json::Value>) -> Action {
        try_read(raised_in, place).unwrap()
    }

    fn try_read(
        raised_in: serde_json::Value,
        place: Option<serde_json::Value>,
    ) -> Result<Action, serde_json::Error> {
        let mut body = json!({ "title": "Add a timeout", "purpose": "prevent", "priority": "p1", "owner": "Mira K.",
            "due": null, "status": "open", "raised_in": raised_in });
        if let Some(place) = place {
            body["place"] = place;
        }
        serde_json::from_value(body)
    }

    #[test]
    fn an_origin_is_read_from_files_of_every_schema_and_comes_back_as_it_was() {
        let review: Id = "019a0c00-0006-7000-8000-000000000001".parse().unwrap();
        assert_eq!(read(json!(null), None).origin, None);
        assert_eq!(read(json!(review), None).origin, Some(Origin { record: review, place: None }));
        for place in [Place::Entry(7), Place::Part("toil".to_owned())] {
            let action = read(json!(review), Some(json!(place)));
            assert!(action.is_from(review));
            assert_eq!(action.place(), Some(&place));
            assert_eq!(serde_json::from_value::<Action>(json!(action)).unwrap(), action);
        }
        for damaged in [json!({ "figure": 1 }), json!("entry"), json!({ "entry": -1 })] {
            assert!(try_read(json!(review), Some(damaged)).is_err());
        }
        assert!(try_read(json!("nonsense"), None).is_err());
        assert!(try_read(json!(null), Some(json!({ "entry": 3 }))).is_err(), "a place in nothing");
        let alone = read(json!(null), None);
        assert_eq!((alone.ticket.as_str(), alone.verification.as_str()), ("", ""), "schema 3 had neither");
        assert_eq!(json!(alone)["raised_in"], json!(null));
        let followed = Action {
            ticket: "OPS-7".to_owned(),
            verification: "The alert fires".to_owned(),
            ..alone.clone()
        };
        assert_eq!(serde_json::from_value::<Action>(json!(followed)).unwrap(), followed);
        assert_eq!(serde_json::from_value::<Action>(json!(alone)).unwrap(), alone);
    }
}
