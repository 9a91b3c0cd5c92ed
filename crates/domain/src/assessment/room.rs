//! What the room does in a review, and what it may do when.

use super::{Answer, Assessment, Present, Vote};
use crate::{
    Instant,
    text::{self, Invalid},
};
use serde::{Deserialize, Serialize};

/// What the room does in a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "said", rename_all = "kebab-case")]
pub enum Said {
    /// It goes to a dimension; its timebox begins.
    Present {
        /// Which, counted from 0.
        dimension: usize,
    },
    /// A participant scores alone.
    Vote {
        /// Which dimension.
        dimension: usize,
        /// Who.
        who: String,
        /// What they think.
        score: u8,
    },
    /// A participant takes their score back, before it is shown.
    Withdraw {
        /// Which dimension.
        dimension: usize,
        /// Who.
        who: String,
    },
    /// The votes are shown.
    Reveal {
        /// Of which dimension.
        dimension: usize,
    },
    /// The votes of a dimension are covered again: somebody has hit the key too early.
    Cover {
        /// Of which dimension.
        dimension: usize,
    },
    /// The room agrees on a score, or takes it back.
    Agree {
        /// Of which dimension.
        dimension: usize,
        /// The score.
        score: Option<u8>,
    },
    /// A dimension does not apply, or does after all.
    SetAside {
        /// Which.
        dimension: usize,
        /// Why not.
        reason: Option<String>,
    },
    /// It says whether the gaps in the time of the present dimension count.
    DecideGaps {
        /// The last gap that it was asked about: its number.
        upto: u64,
        /// Whether their time counts as spent.
        counts: bool,
    },
    /// The review is over; its scores stand.
    Close,
    /// It was closed too early: the room goes on.
    Reopen,
}

impl Assessment {
    /// Does what the room says.
    ///
    /// # Errors
    /// What stands in the way; nothing changed then.
    pub fn hear(&mut self, said: &Said, now: Instant) -> Result<(), Invalid> {
        match said {
            Said::Present { dimension } => self.present(*dimension, now),
            Said::Vote { dimension, who, score } => self.vote(*dimension, who, *score),
            Said::Withdraw { dimension, who } => self.withdraw(*dimension, who),
            Said::Reveal { dimension } => self.reveal(*dimension, now),
            Said::Agree { dimension, score } => self.agree(*dimension, *score),
            Said::SetAside { dimension, reason } => self.set_aside(*dimension, reason.as_deref()),
            Said::Cover { dimension } => self.cover(*dimension),
            Said::DecideGaps { upto, counts } => self.decide_gaps(*upto, *counts),
            Said::Close => self.close(now),
            Said::Reopen => self.reopen(),
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
        let answer = self.not_shown(dimension)?;
        answer.votes.retain(|vote| vote.who != who);
        answer.votes.push(Vote { who: who.to_owned(), score: Some(score) });
        Ok(())
    }

    /// Takes a vote back. Whoever has none keeps none.
    ///
    /// # Errors
    /// The votes are shown already.
    pub fn withdraw(&mut self, dimension: usize, who: &str) -> Result<(), Invalid> {
        self.still_open()?;
        self.not_shown(dimension)?.votes.retain(|vote| vote.who != who);
        Ok(())
    }

    fn not_shown(&mut self, dimension: usize) -> Result<&mut Answer, Invalid> {
        let answer = self.answer_mut(dimension)?;
        if answer.revealed_at.is_some() {
            return Err(Invalid::new(
                "score",
                "The votes are on the table; nobody can change theirs any more. Agree on a score instead.",
            ));
        }
        Ok(answer)
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

    /// Covers the votes of a dimension again; each may be changed until they are shown anew.
    ///
    /// # Errors
    /// They are not shown, or the room has agreed on a score because of them.
    pub fn cover(&mut self, dimension: usize) -> Result<(), Invalid> {
        self.still_open()?;
        let answer = self.answer_mut(dimension)?;
        if answer.revealed_at.is_none() {
            return Err(Invalid::new("votes", "These votes are not shown."));
        }
        if answer.agreed.is_some() {
            return Err(Invalid::new("agreed", "The room has agreed on a score. Take that back first."));
        }
        answer.revealed_at = None;
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
        if self.present.as_ref().is_some_and(|present| present.dimension == dimension) {
            return Ok(()); // its time goes on
        }
        self.leave(now);
        let spent_ms = self.answer_mut(dimension)?.spent_ms;
        self.present = Some(Present { dimension, since: now.plus_ms(-spent_ms), gaps: Vec::new() });
        Ok(())
    }

    /// Leaves the present dimension: what it has spent is kept for when the room comes back.
    fn leave(&mut self, now: Instant) {
        if let Some((clock, present)) = self.clock().zip(self.present.take())
            && let Ok(answer) = self.answer_mut(present.dimension)
        {
            answer.spent_ms = clock.elapsed_ms(now);
        }
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
        self.leave(now);
        self.closed_at = Some(now);
        Ok(())
    }

    /// Opens a closed review again; every score is as it was.
    ///
    /// # Errors
    /// It is not closed.
    pub fn reopen(&mut self) -> Result<(), Invalid> {
        if self.closed_at.take().is_none() {
            return Err(Invalid::new("", "This review is not closed."));
        }
        Ok(())
    }

    /// The review as anybody may read it: of votes that are not shown only who has voted.
    #[must_use]
    pub fn veiled(&self) -> Self {
        let mut veiled = self.clone();
        for answer in veiled.answers.iter_mut().filter(|answer| answer.revealed_at.is_none()) {
            answer.votes.iter_mut().for_each(|vote| vote.score = None);
        }
        veiled
    }

    /// The review as the wall may have it: veiled, and without notes and evidence, which it does not show.
    #[must_use]
    pub fn on_stage(&self) -> Self {
        let mut wall = self.veiled();
        for answer in &mut wall.answers {
            answer.note.clear();
            answer.evidence.clear();
        }
        wall
    }

    pub(super) fn still_open(&self) -> Result<(), Invalid> {
        match self.closed_at {
            None => Ok(()),
            Some(_) => {
                Err(Invalid::new("", "This review is closed; its scores stand. Begin the next one instead."))
            }
        }
    }

    pub(super) fn on_scale(&self, score: u8) -> Result<(), Invalid> {
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
}
