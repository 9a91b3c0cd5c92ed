//! What shall be done. Before somebody promised it, it lives here; afterwards it is a record of its own, and only its id
//! stays, so that no owner and no date stands in two places.

use crate::{
    Date, Id,
    action::{Action, ActionStatus, ActionType, Origin, Place, Priority},
    text::Invalid,
};
use serde::{Deserialize, Serialize};

/// An action that came out of a postmortem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// `AI-001`: what the document calls it, and the part that its record came out of.
    pub key: String,
    /// The factor that it answers.
    #[serde(default)]
    pub factor: Option<u32>,
    /// What the room says to it.
    pub answer: Answer,
}

/// What the room says to an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Nothing yet.
    Proposed(Draft),
    /// Yes, but somebody or something is missing before it is a promise.
    Accepted(Draft),
    /// No.
    Declined {
        /// What was proposed.
        draft: Draft,
        /// Why not.
        reason: String,
    },
    /// Yes; all about it stands in this record.
    Raised(Id),
}

/// An action that nobody promised yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// What would be done.
    pub title: String,
    /// What it is for.
    pub purpose: Option<ActionType>,
    /// How soon it matters.
    pub priority: Option<Priority>,
    /// Who would do it.
    pub owner: String,
    /// By when.
    pub due: Option<Date>,
    /// How far it is.
    pub status: ActionStatus,
    /// Where it is followed: an id or an address.
    pub ticket: String,
    /// How anybody will know that it helped.
    pub verification: String,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            title: String::new(),
            purpose: None,
            priority: None,
            owner: String::new(),
            due: None,
            status: ActionStatus::Open,
            ticket: String::new(),
            verification: String::new(),
        }
    }
}

impl Proposed {
    /// What is proposed or was, while it is no record.
    #[must_use]
    pub const fn draft(&self) -> Option<&Draft> {
        match &self.answer {
            Answer::Proposed(draft) | Answer::Accepted(draft) | Answer::Declined { draft, .. } => Some(draft),
            Answer::Raised(_) => None,
        }
    }

    /// The record that it becomes when it is promised.
    ///
    /// # Errors
    /// It is one already, or what a record needs is missing.
    pub fn promised(&self, postmortem: Id, service_id: Option<Id>) -> Result<Action, Invalid> {
        let draft = self.draft().ok_or_else(|| Invalid::new("actions", "This is promised already."))?;
        let purpose = draft.purpose.ok_or_else(|| {
            Invalid::new(
                "purpose",
                "Say what it is for: so that it does not happen, is seen sooner, hurts less, or goes better.",
            )
        })?;
        let priority = draft
            .priority
            .ok_or_else(|| Invalid::new("priority", "Say how soon it matters: P0, P1 or P2."))?;
        let action = Action {
            title: draft.title.clone(),
            purpose,
            priority,
            owner: draft.owner.clone(),
            due: draft.due,
            status: draft.status,
            origin: Some(Origin { record: postmortem, place: Some(Place::Part(self.key.clone())) }),
            service_id,
            about: String::new(),
            ticket: draft.ticket.clone(),
            verification: draft.verification.clone(),
        };
        crate::record::Noun::check(&action)?;
        Ok(action)
    }
}

/// How far what a postmortem promised is. What was declined is none of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Agreed {
    /// Actions that the room said yes to.
    pub of: usize,
    /// Those of them that are done.
    pub done: usize,
    /// Those of them whose day is over and that are not done.
    pub overdue: usize,
    /// Actions that nobody answered yet.
    pub undecided: usize,
}

impl Agreed {
    /// Of a postmortem's actions, as `records` and `today` have them. One whose record is gone is agreed on and not done.
    #[must_use]
    pub fn of(actions: &[Proposed], records: &[(Id, Action)], today: Date) -> Self {
        let mut agreed = Self::default();
        for proposed in actions {
            let (status, due) = match &proposed.answer {
                Answer::Declined { .. } => continue,
                Answer::Proposed(_) => {
                    agreed.undecided += 1;
                    continue;
                }
                Answer::Accepted(draft) => (draft.status, draft.due),
                Answer::Raised(id) => records
                    .iter()
                    .find(|(known, _)| known == id)
                    .map_or((ActionStatus::Open, None), |(_, action)| (action.status, action.due)),
            };
            let done = status == ActionStatus::Done;
            agreed.of += 1;
            agreed.done += usize::from(done);
            agreed.overdue += usize::from(!done && due.is_some_and(|due| due < today));
        }
        agreed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Noun;

    #[test]
    fn what_was_declined_or_nobody_answered_is_not_counted_as_promised() {
        let today: Date = "2026-05-04".parse().unwrap();
        let id = |text: &str| text.parse::<Id>().unwrap();
        let (id, gone) =
            (id("019a0c00-0006-7000-8000-000000000001"), id("019a0c00-0006-7000-8000-000000000002"));
        let due = today.pred_opt();
        let draft = |status| Draft { status, due, ..Draft::default() };
        let answers = [
            Answer::Proposed(draft(ActionStatus::Done)),
            Answer::Declined { draft: draft(ActionStatus::Open), reason: "Too dear".to_owned() },
            Answer::Accepted(draft(ActionStatus::Open)),
            Answer::Accepted(draft(ActionStatus::Done)),
            Answer::Raised(id),
            Answer::Raised(gone),
        ];
        let key = |(at, answer)| Proposed { key: format!("AI-{at:03}"), factor: None, answer };
        let actions: Vec<Proposed> = answers.into_iter().enumerate().map(key).collect();
        let record = Action { due: Some(today), ..Action::named("Add a timeout", "Mira").unwrap() };
        assert_eq!(
            Agreed::of(&actions, &[(id, record)], today),
            Agreed { of: 4, done: 1, overdue: 1, undecided: 1 }
        );
        assert_eq!(Agreed::of(&[], &[], today), Agreed::default());
    }
}
