//! A review of how mature a service, a team or the organisation is: everybody scores alone, the room sees the spread,
//! the outliers speak, one score is agreed. Handbook parts 1 and 12.
//!
//! Read in this order: [`Template`] (what is asked), [`Assessment`] (what the room said, and the rules of saying it),
//! [`Assessment::result`] (what it comes to), [`compare()`] (what changed since last time, and why).

mod check;
mod compare;
mod result;
mod template;

pub use compare::{Cause, Compared, compare};
pub use result::{Mark, Outcome, Spread};
pub use template::{Band, Dimension, Method, Sign, TEMPLATES, Template};

use crate::{
    Date, Id, Instant, Summary,
    choice::choice,
    document::Relation,
    text::{self, Invalid},
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
}

/// The dimension that the room is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Present {
    /// Which, counted from 0.
    pub dimension: usize,
    /// Since when.
    pub since: Instant,
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
        Self { text: text.to_owned(), link: link.to_owned(), on, fresh_until }
    }

    /// Whether it is too old to count.
    #[must_use]
    pub fn is_stale(&self, today: Date) -> bool {
        today > self.fresh_until
    }
}

impl Assessment {
    /// Schema number of the body.
    pub const SCHEMA: u32 = 1;

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

    /// What participant `who` thinks of a dimension. A second vote of the same person replaces the first.
    ///
    /// # Errors
    /// The votes are shown already, the score is not on the scale, or the person takes no part.
    pub fn vote(&mut self, dimension: usize, who: &str, score: u8) -> Result<(), Invalid> {
        self.still_open()?;
        self.on_scale(score)?;
        if !self.participants.iter().any(|known| known == who) {
            let words = format!("{} takes no part in this review. Add them first.", text::clip(who, 60));
            return Err(Invalid::new("who", words));
        }
        let answer = self.answer_mut(dimension)?;
        if answer.revealed_at.is_some() {
            return Err(Invalid::new(
                "score",
                "The votes are on the table; nobody can change theirs any more. Agree on a score instead.",
            ));
        }
        answer.votes.retain(|vote| vote.who != who);
        answer.votes.push(Vote { who: who.to_owned(), score: Some(score) });
        Ok(())
    }

    /// Shows the votes of a dimension. From then on they stand.
    ///
    /// # Errors
    /// Nobody has voted, or they are shown already.
    pub fn reveal(&mut self, dimension: usize, now: Instant) -> Result<(), Invalid> {
        self.still_open()?;
        let answer = self.answer_mut(dimension)?;
        if answer.votes.is_empty() {
            return Err(Invalid::new("votes", "Nobody has scored this dimension yet."));
        }
        if answer.revealed_at.is_some() {
            return Err(Invalid::new("votes", "These votes are shown already."));
        }
        answer.revealed_at = Some(now);
        Ok(())
    }

    /// The score that the room agrees on; `None` takes it back.
    ///
    /// # Errors
    /// The votes have not been shown (unless the review is solo), or the score is not on the scale.
    pub fn agree(&mut self, dimension: usize, score: Option<u8>) -> Result<(), Invalid> {
        self.still_open()?;
        if let Some(score) = score {
            self.on_scale(score)?;
        }
        let solo = self.solo;
        let answer = self.answer_mut(dimension)?;
        if score.is_some() && !solo && answer.revealed_at.is_none() {
            return Err(Invalid::new("agreed", "Everybody scores alone first. Show the votes, then agree."));
        }
        if score.is_some() {
            answer.not_applicable = None;
        }
        answer.agreed = score;
        Ok(())
    }

    /// Says that a dimension does not apply, and why; `None` takes it back.
    ///
    /// # Errors
    /// There is no reason.
    pub fn set_aside(&mut self, dimension: usize, reason: Option<&str>) -> Result<(), Invalid> {
        self.still_open()?;
        if let Some(reason) = reason {
            text::required_line("not_applicable", "The reason why it does not apply", reason)?;
        }
        let answer = self.answer_mut(dimension)?;
        answer.not_applicable = reason.map(str::to_owned);
        if reason.is_some() {
            answer.agreed = None;
        }
        Ok(())
    }

    /// Goes to a dimension; its timebox begins.
    ///
    /// # Errors
    /// There is no such dimension.
    pub fn present(&mut self, dimension: usize, now: Instant) -> Result<(), Invalid> {
        self.still_open()?;
        self.answer_mut(dimension)?;
        self.present = Some(Present { dimension, since: now });
        Ok(())
    }

    /// Closes the review; its scores stand.
    ///
    /// # Errors
    /// A dimension has neither a score nor a reason why it does not apply.
    pub fn close(&mut self, now: Instant) -> Result<(), Invalid> {
        self.still_open()?;
        let open =
            self.answers.iter().position(|answer| answer.agreed.is_none() && answer.not_applicable.is_none());
        if let Some(open) = open {
            let name = self.template.dimensions.get(open).map_or("", |dimension| dimension.name.as_str());
            let words = format!(
                "“{}” has no agreed score yet. Agree on one, or say why it does not apply.",
                text::clip(name, 60)
            );
            return Err(Invalid::new(format!("answers.{open}.agreed"), words));
        }
        if self.answers.iter().all(|answer| answer.agreed.is_none()) {
            return Err(Invalid::new(
                "answers",
                "No dimension applies, so there is nothing to say. Score at least one.",
            ));
        }
        self.closed_at = Some(now);
        self.present = None;
        Ok(())
    }

    /// The review as the room may see it: of votes that are not shown only who has voted.
    #[must_use]
    pub fn veiled(&self) -> Self {
        let mut veiled = self.clone();
        for answer in veiled.answers.iter_mut().filter(|answer| answer.revealed_at.is_none()) {
            answer.votes.iter_mut().for_each(|vote| vote.score = None);
        }
        veiled
    }

    fn still_open(&self) -> Result<(), Invalid> {
        match self.closed_at {
            None => Ok(()),
            Some(_) => {
                Err(Invalid::new("", "This review is closed; its scores stand. Begin the next one instead."))
            }
        }
    }

    fn on_scale(&self, score: u8) -> Result<(), Invalid> {
        let scale = self.template.method.scores();
        if scale.contains(&score) {
            return Ok(());
        }
        Err(Invalid::new("score", format!("A score is from {} to {}.", scale.start(), scale.end())))
    }

    fn answer_mut(&mut self, dimension: usize) -> Result<&mut Answer, Invalid> {
        self.answers
            .get_mut(dimension)
            .ok_or_else(|| Invalid::new("dimension", "There is no such dimension in this review."))
    }

    pub(crate) fn summary(&self) -> Summary {
        let service_id = if let Scope::Service(id) = self.scope { Some(id) } else { None };
        let notes = self.answers.iter().map(|answer| answer.note.as_str());
        Summary {
            title: self.title.clone(),
            status: self.status().label().to_lowercase(),
            service_id,
            due: self.date.filter(|_| self.closed_at.is_none()),
            at: self.closed_at,
            links: self.previous.iter().map(|id| (Relation::Repeats, *id)).collect(),
            search: notes.collect::<Vec<_>>().join(" "),
            ..Summary::default()
        }
    }
}

#[cfg(test)]
mod tests;
