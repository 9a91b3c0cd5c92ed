//! A review of how mature a service, a team or the organisation is: everybody scores alone, the room sees the spread,
//! the outliers speak, one score is agreed. Handbook parts 1 and 12.
//!
//! Read in this order: [`Template`] (what is asked), [`Assessment`] (what the room said, and the rules of saying it),
//! [`Assessment::result`] (what it comes to), [`compare()`] (what changed since last time, and why).

mod check;
mod compare;
mod plan;
mod result;
mod room;
pub(crate) mod sample;
mod template;
mod time;

pub use compare::{Cause, Compared, compare};
pub use result::{Mark, Outcome, Spread};
pub use room::Said;
pub use template::{Band, Dimension, Method, Sign, TEMPLATES, TakenOut, Template};

use crate::{
    Date, Id, Instant, Summary, Zone,
    choice::choice,
    journal::Gap,
    record::{Noun, Relation},
    text::Invalid,
};
use chrono::Days;
use serde::{Deserialize, Serialize};

/// How long evidence counts as fresh unless somebody says otherwise, in days.
pub const FRESH_DAYS: u64 = 180;

choice! {
    /// How far it is.
    AssessmentStatus {
        /// Nobody has scored.
        Planned("Planned"),
        /// The room is at it.
        Scoring("Scoring"),
        /// Every dimension is agreed or does not apply, and somebody closed it.
        Agreed("Agreed"),
    }
}

/// What is assessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// One service.
    Service(Id),
    /// A team, by name.
    Team(String),
    /// Everything.
    Organisation,
}

/// What one participant thinks, before they know what the others think.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// Whose.
    pub who: String,
    /// The score; `None` where only the fact that they voted may be known.
    pub score: Option<u8>,
}

/// What a score rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What it is.
    pub text: String,
    /// Where it is; empty where it has no address.
    pub link: String,
    /// The day it shows.
    pub on: Date,
    /// The last day on which it counts as fresh.
    pub fresh_until: Date,
    /// When a room last said that it still holds, where one has. The day that it shows stays what it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_on: Option<Date>,
}

/// What the room said about one dimension.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What everybody thought alone.
    pub votes: Vec<Vote>,
    /// When the votes were shown; from then on they stand.
    pub revealed_at: Option<Instant>,
    /// What the room agreed on.
    pub agreed: Option<u8>,
    /// Why the dimension does not apply, where it does not. It then leaves the average.
    pub not_applicable: Option<String>,
    /// What was said.
    pub note: String,
    /// What the score rests on.
    pub evidence: Vec<Evidence>,
    /// What the room has spent on it before it went elsewhere, in milliseconds. Coming back goes on from here.
    #[serde(default)]
    pub spent_ms: i64,
}

/// The dimension that the room is at. Its timebox is [`Assessment::clock`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Present {
    /// Which, counted from 0.
    pub dimension: usize,
    /// Since when; earlier than that by what the room has spent on it before.
    pub since: Instant,
    /// Holes in its time, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Gap>,
}

/// One review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Its name.
    pub title: String,
    /// What is assessed.
    pub scope: Scope,
    /// What was asked, word for word.
    pub template: Template,
    /// Counts the reviews of this scope with this template, from 1.
    pub milestone: u32,
    /// The review before this one.
    pub previous: Option<Id>,
    /// The day of the review.
    pub date: Option<Date>,
    /// Who scores.
    pub participants: Vec<String>,
    /// Nobody scores alone; the agreed score is set at once.
    pub solo: bool,
    /// Minutes that the room gives one dimension.
    pub timebox_min: u32,
    /// One answer a dimension, in the template's order.
    pub answers: Vec<Answer>,
    /// Where the room is.
    pub present: Option<Present>,
    /// When it was closed.
    pub closed_at: Option<Instant>,
}

impl Evidence {
    /// Evidence of a day, fresh for [`FRESH_DAYS`].
    #[must_use]
    pub fn of(text: &str, link: &str, on: Date) -> Self {
        let fresh_until = on.checked_add_days(Days::new(FRESH_DAYS)).unwrap_or(on);
        Self { text: text.to_owned(), link: link.to_owned(), on, fresh_until, confirmed_on: None }
    }

    /// The same evidence, of which a room says `today` that it still holds: fresh again, and of the day of which it was.
    #[must_use]
    pub fn confirmed(&self, today: Date) -> Self {
        let fresh_until = Self::of("", "", today).fresh_until.max(self.fresh_until);
        Self { fresh_until, confirmed_on: Some(today), ..self.clone() }
    }

    /// Whether it is too old to count.
    #[must_use]
    pub fn is_stale(&self, today: Date) -> bool {
        today > self.fresh_until
    }
}

impl Noun for Assessment {
    const SCHEMA: u32 = 3;
    const FIXED: &'static [&'static str] = &["answers"];

    fn summary(&self) -> Summary {
        let service_id = if let Scope::Service(id) = self.scope { Some(id) } else { None };
        let notes = self.answers.iter().map(|answer| answer.note.as_str());
        Summary {
            title: self.title.clone(),
            status: self.status().word().to_owned(),
            service_id,
            due: self.date.filter(|_| self.closed_at.is_none()),
            at: self.closed_at,
            links: self.previous.iter().map(|id| (Relation::Repeats, *id)).collect(),
            search: notes.collect::<Vec<_>>().join(" "),
            ..Summary::default()
        }
    }

    fn check(&self) -> Result<(), Invalid> {
        check::of(self)
    }

    fn held_on(&self, _: Zone) -> Option<Date> {
        self.date
    }
}

impl Assessment {
    /// A review that nobody has begun.
    #[must_use]
    pub fn new(title: &str, scope: Scope, template: Template) -> Self {
        let answers = vec![Answer::default(); template.dimensions.len()];
        Self {
            title: title.to_owned(),
            scope,
            template,
            milestone: 1,
            previous: None,
            date: None,
            participants: Vec::new(),
            solo: false,
            timebox_min: 8,
            answers,
            present: None,
            closed_at: None,
        }
    }

    /// The next review of the same scope, asked with `template`; what was said last time stays there.
    #[must_use]
    pub fn next(&self, id: Id, template: Template) -> Self {
        Self {
            milestone: self.milestone.saturating_add(1),
            previous: Some(id),
            participants: self.participants.clone(),
            solo: self.solo,
            timebox_min: self.timebox_min,
            ..Self::new(&self.title, self.scope.clone(), template)
        }
    }

    /// Whether it is about `scope`. A team is the same team in any spelling of its name.
    #[must_use]
    pub fn is_of(&self, scope: &Scope) -> bool {
        match (&self.scope, scope) {
            (Scope::Team(one), Scope::Team(other)) => {
                one.trim().to_lowercase() == other.trim().to_lowercase()
            }
            (one, other) => one == other,
        }
    }

    /// How far it is.
    #[must_use]
    pub fn status(&self) -> AssessmentStatus {
        let touched = |answer: &Answer| {
            !answer.votes.is_empty() || answer.agreed.is_some() || answer.not_applicable.is_some()
        };
        if self.closed_at.is_some() {
            AssessmentStatus::Agreed
        } else if self.present.is_some() || self.answers.iter().any(touched) {
            AssessmentStatus::Scoring
        } else {
            AssessmentStatus::Planned
        }
    }
}

#[cfg(test)]
mod tests;
