//! What a room says in a capacity review, and what becomes of the model.

use super::{CapacityModel, CapacityReview, Forecast, Looked, Question, Signed};
use crate::{
    Date, Instant,
    capacity::content::CAPACITY,
    text::{self, Invalid},
};
use serde::{Deserialize, Serialize};

/// What a room says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "said", content = "with", rename_all = "kebab-case")]
pub enum CapacitySaid {
    /// The review begins.
    Begin,
    /// The room is at this question now.
    Turn(Question),
    /// This is noted to a question.
    Note(Question, String),
    /// This is decided.
    Decide {
        /// What.
        decision: String,
        /// Who answers for it.
        owner: String,
        /// By when it has to be ordered.
        order_by: Option<Date>,
    },
    /// Somebody signs.
    Sign(String),
    /// Somebody takes a signature back.
    Unsign(String),
    /// The review is over.
    Close,
    /// It is not over yet.
    Reopen,
    /// It was begun by mistake.
    Abandon,
}

/// The note of a look that a closed review is.
const BY_REVIEW: &str = "The review was closed.";

impl CapacitySaid {
    /// Whether something can still be ordered by a day.
    ///
    /// # Errors
    /// The day is over, in words.
    pub fn may_order_by(on: Date, today: Date) -> Result<(), Invalid> {
        if on >= today {
            return Ok(());
        }
        let words =
            format!("{} is over. By which day from now on must it be ordered?", on.format("%-d %b %Y"));
        Err(Invalid::new("order_by", words))
    }
}

impl CapacityModel {
    /// The review that goes on, if one does.
    #[must_use]
    pub fn open_review(&self) -> Option<&CapacityReview> {
        self.reviews.last().filter(|review| review.ended_at.is_none())
    }

    /// The last review that was closed, if one was.
    #[must_use]
    pub fn closed_review(&self) -> Option<&CapacityReview> {
        self.reviews.iter().rev().find(|review| review.ended_at.is_some())
    }

    /// Takes back what [`Self::look_by_review`] wrote down for a review that was closed on a day and is open again.
    pub fn unlook_by_review(&mut self, on: Date) {
        let is_review = |key: &str| CAPACITY.cadence.iter().any(|item| item.by_review && item.key == key);
        self.cadence.retain(|looked| looked.on != on || looked.note != BY_REVIEW || !is_review(&looked.what));
    }

    /// Writes down, for a review that was closed on a day, that this was looked at.
    pub fn look_by_review(&mut self, on: Date, by: &str) {
        for item in CAPACITY.cadence.iter().filter(|item| item.by_review) {
            let looked = Looked { what: item.key.clone(), on, by: by.to_owned(), note: BY_REVIEW.to_owned() };
            if !self.cadence.contains(&looked) {
                self.cadence.push(looked);
            }
        }
    }

    /// Takes in what a room says. `forecast` is what the model answers now; a review that closes keeps it, and nothing else asks for it.
    ///
    /// # Errors
    /// What cannot be said now, in words.
    pub fn hear(
        &mut self,
        said: &CapacitySaid,
        now: Instant,
        forecast: Option<&Forecast>,
    ) -> Result<(), Invalid> {
        match said {
            CapacitySaid::Begin if self.open_review().is_some() => Ok(()), // pressed twice
            CapacitySaid::Begin => {
                self.reviews.push(CapacityReview::begun(now));
                Ok(())
            }
            CapacitySaid::Reopen => self.reopen(),
            CapacitySaid::Abandon => self.abandon(),
            said => {
                let open = self.reviews.last_mut().filter(|review| review.ended_at.is_none());
                let Some(review) = open else {
                    return Err(Invalid::new("reviews", "No review is open. Begin one first."));
                };
                review.hear(said, now, forecast)
            }
        }
    }

    /// Drops the open review, unless the room said something in it.
    fn abandon(&mut self) -> Result<(), Invalid> {
        let Some(review) = self.open_review() else {
            return Err(Invalid::new("reviews", "No review is open, so there is none to abandon."));
        };
        if !review.is_empty() {
            let words =
                "Something was said in this review already. Decide and close it, or take back what was said.";
            return Err(Invalid::new("reviews", words));
        }
        self.reviews.pop();
        Ok(())
    }

    fn reopen(&mut self) -> Result<(), Invalid> {
        let Some(review) = self.reviews.last_mut().filter(|review| review.ended_at.is_some()) else {
            return Err(Invalid::new(
                "reviews",
                "No review of this model was closed, so none can be opened again.",
            ));
        };
        review.ended_at = None;
        review.forecast = None;
        Ok(())
    }
}

impl CapacityReview {
    /// Whether nothing was noted, decided or signed; the question that the room is at says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let said = [&self.decision, &self.owner].into_iter().chain(self.notes.values());
        said.into_iter().all(|words| text::is_blank(words))
            && self.order_by.is_none()
            && self.signed.is_empty()
    }

    fn hear(
        &mut self,
        said: &CapacitySaid,
        now: Instant,
        forecast: Option<&Forecast>,
    ) -> Result<(), Invalid> {
        match said {
            CapacitySaid::Turn(question) => self.turn = *question,
            CapacitySaid::Note(question, words) => {
                text::prose("notes", "The note", words)?;
                if words.trim().is_empty() {
                    self.notes.remove(question);
                } else {
                    self.notes.insert(*question, words.clone());
                }
            }
            CapacitySaid::Decide { decision, owner, order_by } => {
                text::prose("decision", "The decision", decision)?;
                text::line("owner", "The owner", owner)?;
                if (decision, owner, order_by) != (&self.decision, &self.owner, &self.order_by) {
                    self.signed.clear(); // who signed had signed something else
                }
                (self.decision, self.owner, self.order_by) = (decision.clone(), owner.clone(), *order_by);
            }
            CapacitySaid::Sign(name) => return self.sign(name, now),
            CapacitySaid::Unsign(name) => self.signed.retain(|signed| signed.name != *name),
            CapacitySaid::Close => return self.close(now, forecast),
            CapacitySaid::Begin | CapacitySaid::Reopen | CapacitySaid::Abandon => {}
        }
        Ok(())
    }

    fn sign(&mut self, name: &str, now: Instant) -> Result<(), Invalid> {
        let name = name.trim();
        text::required_line("signed", "Who signs", name)?;
        if self.decision.trim().is_empty() {
            return Err(Invalid::new("signed", "Nothing is decided yet, so there is nothing to sign."));
        }
        if self.signed.len() >= text::LIST_MAX_ITEMS {
            return Err(Invalid::new("signed", "So many people have signed that no further one fits."));
        }
        if !self.signed.iter().any(|signed| text::name_key(&signed.name) == text::name_key(name)) {
            self.signed.push(Signed { name: name.to_owned(), at: now });
        }
        Ok(())
    }

    fn close(&mut self, now: Instant, forecast: Option<&Forecast>) -> Result<(), Invalid> {
        let decided = !self.decision.trim().is_empty();
        if decided && self.owner.trim().is_empty() {
            return Err(Invalid::new("owner", "Nobody answers for the decision yet. Name somebody."));
        }
        if !decided {
            return Err(Invalid::new(
                "decision",
                "Nothing is decided yet. That nothing is to be done is a decision too: write it down.",
            ));
        }
        self.ended_at = Some(now);
        self.forecast = forecast.cloned();
        Ok(())
    }
}
