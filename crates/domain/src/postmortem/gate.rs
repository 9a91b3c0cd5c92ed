//! What is open before a postmortem may be final, and how it gets from one status to the next.

use super::{Answer, Postmortem, PostmortemStatus};
use crate::{Id, action::Action, journal::NotNow};
use serde::{Deserialize, Serialize};

/// Something that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    /// The field: `actions.AI-002.due`.
    pub field: String,
    /// In words.
    pub words: String,
}

/// What is open before it may be final. `actions` are the records that came out of it.
#[must_use]
pub fn gate(postmortem: &Postmortem, actions: &[(Id, Action)]) -> Vec<Open> {
    let mut open = Vec::new();
    let mut say = |field: String, words: String| open.push(Open { field, words });
    if postmortem.summary.trim().is_empty() {
        say("summary".to_owned(), "The summary is empty. Say in one paragraph what happened.".to_owned());
    }
    if postmortem.root_cause.trim().is_empty() && postmortem.factors.is_empty() {
        say("root_cause".to_owned(), "Neither a root cause nor a contributing factor is written.".to_owned());
    }
    for proposed in &postmortem.actions {
        let key = &proposed.key;
        let mut missing = |owner: &str, has_due: bool, verification: &str| {
            let parts = [
                ("owner", owner.trim().is_empty(), "nobody owns it"),
                ("due", !has_due, "it has no date"),
                ("verification", verification.trim().is_empty(), "nobody says how its effect will be seen"),
            ];
            for (part, _, words) in parts.into_iter().filter(|(_, missing, _)| *missing) {
                say(format!("actions.{key}.{part}"), format!("{key} is accepted, but {words}."));
            }
        };
        match &proposed.answer {
            Answer::Proposed(_) => say(
                format!("actions.{key}.answer"),
                format!("{key} is neither accepted nor declined. Decide on it."),
            ),
            Answer::Accepted(draft) => missing(&draft.owner, draft.due.is_some(), &draft.verification),
            Answer::Raised(id) => match actions.iter().find(|(known, _)| known == id) {
                Some((_, action)) => missing(&action.owner, action.due.is_some(), &action.verification),
                None => say(
                    format!("actions.{key}"),
                    format!("{key} was accepted, and its action is gone. Restore it, or decline it."),
                ),
            },
            Answer::Declined { reason, .. } if reason.trim().is_empty() => say(
                format!("actions.{key}.reason"),
                format!("{key} is declined without a reason. Say why, for those who ask again."),
            ),
            Answer::Declined { .. } => {}
        }
    }
    open
}

impl PostmortemStatus {
    /// Where it can go from here.
    #[must_use]
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::InReview],
            Self::InReview => &[Self::Draft, Self::Final],
            Self::Final => &[Self::InReview],
        }
    }
}

impl Postmortem {
    /// Whether it may go to `status`. One that is final may be opened again.
    ///
    /// # Errors
    /// It cannot go there from here, or something is open.
    pub fn may_be(&self, status: PostmortemStatus, actions: &[(Id, Action)]) -> Result<(), NotNow> {
        if !self.status.next().contains(&status) {
            return Err(NotNow(format!(
                "It is in the status “{}” and cannot go to “{status}” from there.",
                self.status
            )));
        }
        let open = if status == PostmortemStatus::Final { gate(self, actions) } else { Vec::new() };
        let Some(first) = open.first() else { return Ok(()) };
        let more = match open.len() {
            1 => String::new(),
            count => format!(" {} more.", crate::text::count(count as u64 - 1, "point")),
        };
        Err(NotNow(format!("It cannot be final yet: {}{more}", first.words)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Draft, Proposed};
    use super::*;
    use crate::record::Noun;

    fn action(key: &str, answer: Answer) -> Proposed {
        Proposed { key: key.to_owned(), factor: None, answer }
    }

    #[test]
    fn final_wants_owner_date_and_verification_and_a_reason_for_what_is_declined() {
        let id: Id = "019a0c00-0006-7000-8000-000000000001".parse().unwrap();
        let due = "2026-05-04".parse().ok();
        let whole = Draft {
            owner: "Ana".to_owned(),
            due,
            verification: "The alert fires".to_owned(),
            ..Draft::default()
        };
        let mut postmortem = Postmortem::titled("Checkout down");
        postmortem.summary = "It was down.".to_owned();
        postmortem.root_cause = "An index.".to_owned();
        let declined = |reason: &str| Answer::Declined { draft: Draft::default(), reason: reason.to_owned() };
        let record = Action { due, ..Action::named("Add a timeout", "Mira").unwrap() };
        let records = [(id, record)];
        for (answer, fields) in [
            (Answer::Accepted(whole), vec![]),
            (Answer::Accepted(Draft::default()), vec!["owner", "due", "verification"]),
            (Answer::Proposed(Draft::default()), vec!["answer"]),
            (declined(" "), vec!["reason"]),
            (declined("Too dear"), vec![]),
            (Answer::Raised(id), vec!["verification"]),
        ] {
            postmortem.actions = vec![action("AI-001", answer)];
            let open: Vec<_> = gate(&postmortem, &records).into_iter().map(|open| open.field).collect();
            let fields: Vec<_> = fields.iter().map(|field| format!("actions.AI-001.{field}")).collect();
            assert_eq!(open, fields);
        }
        postmortem.actions = vec![action("AI-001", Answer::Raised(id))];
        assert_eq!(gate(&postmortem, &[]).len(), 1, "its record is gone");
        assert!(postmortem.may_be(PostmortemStatus::Final, &[]).is_err(), "not from a draft");
        postmortem.status = PostmortemStatus::InReview;
        assert!(postmortem.may_be(PostmortemStatus::Final, &[]).is_err());
        postmortem.actions.clear();
        assert!(postmortem.may_be(PostmortemStatus::Final, &[]).is_ok());
        postmortem.status = PostmortemStatus::Final;
        assert!(postmortem.may_be(PostmortemStatus::InReview, &[]).is_ok());
    }
}
