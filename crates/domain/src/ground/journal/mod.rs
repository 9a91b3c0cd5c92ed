//! Journals: what every run has in common, whatever it is a run of (a game day; later a meeting, an incident).
//!
//! A run is a plan and a journal of events, folded. [`Common`] is the closed set of events that any run may have, [`Course`]
//! what they come to, and [`Fold`] what a kind of run brings of its own: its events, its rules, its timers, its words.
//! Console, stage, report and tests all use the same fold, so they cannot disagree.

mod agenda;
mod common;
mod course;
mod press;
mod strike;
mod timer;

pub use agenda::{Agenda, Item, Slot, agenda};
pub use common::{Common, GapCause, open_gap};
pub use course::{Course, Gap, Note, NoteKind, Raised, Said};
pub use press::{Press, press};
pub(crate) use strike::{Strikable, find, strikable, strike};
pub use timer::{Phase, Timer};

use crate::{Instant, text::Invalid};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{collections::BTreeSet, fmt::Debug};

/// One line of a journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry<E> {
    /// Position in the journal, from 1.
    pub seq: u64,
    /// When it was written, by the wall clock of this computer.
    pub at: Instant,
    /// Whose word it is.
    pub actor: String,
    /// What happened.
    pub event: E,
}

impl<E> Entry<E> {
    /// Words of this entry, with its place, its author and `at`, which is when it happened on the run's steady clock.
    pub(crate) fn said(&self, at: Instant, text: &str) -> Said {
        Said { seq: self.seq, at, by: self.actor.clone(), text: text.to_owned() }
    }
}

/// Why an event cannot happen now, in words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotNow(pub String);

/// A refusal in words.
pub(crate) fn no<T>(words: &str) -> Result<T, NotNow> {
    Err(NotNow(words.to_owned()))
}

/// Why a journal is none of a kind of run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsound {
    /// The kind has no journals.
    NoRun,
    /// An entry cannot be read.
    Unreadable {
        /// Its place in the journal.
        seq: u64,
        /// What the reader said.
        cause: String,
    },
    /// Its first entry begins nothing.
    NotBegun,
}

/// Whether a journal, each event still as JSON, can be read and folds into a run.
///
/// # Errors
/// It cannot, or does not.
pub fn sound<R: Fold>(journal: &[Entry<String>]) -> Result<(), Unsound> {
    let read = |entry: &Entry<String>| {
        let Entry { seq, at, actor, event } = entry;
        let event = serde_json::from_str(event)
            .map_err(|cause| Unsound::Unreadable { seq: *seq, cause: cause.to_string() })?;
        Ok(Entry { seq: *seq, at: *at, actor: actor.clone(), event })
    };
    let entries = journal.iter().map(read).collect::<Result<Vec<Entry<R::Event>>, _>>()?;
    R::fold(&entries).map(drop).ok_or(Unsound::NotBegun)
}

/// The events of a kind of run: its own, and those that every run has.
pub trait Event: Clone + Debug + PartialEq + Serialize + DeserializeOwned + From<Common> + 'static {
    /// The event that every run has, if it is one.
    fn common(&self) -> Option<&Common>;

    /// Whether only the facilitator may see it. The stage never receives such an entry.
    fn is_private(&self) -> bool {
        matches!(self.common(), Some(Common::Noted { .. }))
    }

    /// Whether a file can hold it.
    ///
    /// # Errors
    /// It has a number for which JSON has no word: it would come back as null, and the journal as a riddle.
    fn storable(&self) -> Result<(), Invalid> {
        Ok(())
    }

    /// When it happened, where that is not when it was written down.
    fn happened_at(&self) -> Option<Instant> {
        None
    }
}

/// A kind of run. It brings its own events and rules; what every run has in common is done here.
pub trait Fold: Clone + Debug + PartialEq + Send + 'static {
    /// What can happen.
    type Event: Event;

    /// What people call it in a sentence: `day`.
    const NOUN: &'static str;
    /// What its clock counts, in a sentence: `step`.
    const STRETCH: &'static str;
    /// Which of its entries can be struck, in a sentence.
    const STRIKABLE: &'static str;
    /// Whether a hole in time counts without a question: its time is not that of the room.
    const GAPS_COUNT: bool = false;

    /// The run right after its first entry; `None` when a run of this kind does not begin like that.
    fn begin(first: &Entry<Self::Event>) -> Option<Self>;

    /// What it has in common with every run.
    fn course(&self) -> &Course;

    /// The same, to be changed.
    fn course_mut(&mut self) -> &mut Course;

    /// Whether an event of its own may be appended now.
    ///
    /// # Errors
    /// What stands in the way and what to do instead.
    fn admit_own(&self, event: &Self::Event, now: Instant) -> Result<(), NotNow>;

    /// Changes the run by an event of its own that has been admitted; `at` is when it happened, on the steady clock.
    fn enact_own(&mut self, entry: &Entry<Self::Event>, at: Instant);

    /// What an entry says, as one line for the room, where it is an event of its own. The actor is shown beside it.
    fn sentence_own(&self, entry: &Entry<Self::Event>) -> String;

    /// The clock of what the room is at.
    fn clock(&self) -> Option<&Timer>;

    /// All its clocks, the present one included.
    fn clocks(&mut self) -> Vec<&mut Timer>;

    /// Whether the run may end now.
    ///
    /// # Errors
    /// What must be done before.
    fn may_end(&self) -> Result<(), NotNow> {
        Ok(())
    }

    /// Whether an event of its own may still be written when it has ended.
    fn is_afterword(_event: &Self::Event) -> bool {
        false
    }

    /// Takes a note to where it belongs.
    fn take(&mut self, note: Note) {
        self.course_mut().notes.push(note);
    }

    /// Nobody was here for so many milliseconds: what was seen before says nothing about now.
    fn lose_sight(&mut self, _for_ms: i64) {}

    /// Whether an entry has been struck; `None` for one that cannot be.
    fn struck(&self, seq: u64) -> Option<bool> {
        find(&self.course().notes, seq).map(|note| note.struck)
    }

    /// Strikes an entry through.
    fn strike(&mut self, seq: u64) {
        strike(&mut self.course_mut().notes, seq);
    }

    /// Why an entry must stay as it is, where it must.
    fn locked(&self, _seq: u64) -> Option<NotNow> {
        None
    }

    /// The entries of a whole journal as the stage may have them: at least without what is private.
    fn shown_on_stage(journal: &[Entry<Self::Event>]) -> Vec<Entry<Self::Event>> {
        public(journal)
    }

    /// New `entries` as the stage may have them, without a look at the whole journal; `None` where what came before decides.
    /// The run must have begun before them, and hold them.
    fn shown_later(&self, _entries: &[Entry<Self::Event>]) -> Option<Vec<Entry<Self::Event>>> {
        None
    }

    /// Whether one of the new `entries` lets the stage show more of what came before them.
    fn lifts(&self, _entries: &[Entry<Self::Event>]) -> bool {
        false
    }

    /// The run as the stage has it; `None` where that is the run itself, private words apart, which no face draws.
    fn veiled(&self) -> Option<Self> {
        None
    }

    /// The run after all `entries`. `None` when they do not begin with a start.
    /// An entry that the rules do not admit changes nothing; the journal shows it all the same.
    #[must_use]
    fn fold(entries: &[Entry<Self::Event>]) -> Option<Self> {
        let (first, rest) = entries.split_first()?;
        let mut run = Self::begin(first)?;
        for entry in rest {
            run.apply(entry);
        }
        Some(run)
    }

    /// Applies one entry. Returns whether the rules admitted it.
    fn apply(&mut self, entry: &Entry<Self::Event>) -> bool {
        if entry.seq <= self.course().seq {
            return false; // a repeated entry changes nothing
        }
        self.course_mut().seq = entry.seq;
        if self.admit(&entry.event, entry.at).is_err() {
            return false;
        }
        let at = self.course().steady(entry.event.happened_at().unwrap_or(entry.at));
        match entry.event.common() {
            Some(common) => common::enact(self, entry, common, at),
            None => self.enact_own(entry, at),
        }
        true
    }

    /// Whether `event` may be appended now.
    ///
    /// # Errors
    /// What stands in the way and what to do instead.
    fn admit(&self, event: &Self::Event, now: Instant) -> Result<(), NotNow> {
        let afterword = event.common().map_or_else(|| Self::is_afterword(event), Common::is_afterword);
        if self.course().ended.is_some() && !afterword {
            let noun = Self::NOUN;
            return no(&format!(
                "The {noun} has ended. Its record can be corrected or added to, but nothing more can be run."
            ));
        }
        match event.common() {
            Some(common) => common::admit(self, common, now),
            None => self.admit_own(event, now),
        }
    }

    /// What an entry says, as one line for the room. `self` is the run right after the entry, or any time later.
    #[must_use]
    fn sentence(&self, entry: &Entry<Self::Event>) -> String {
        match entry.event.common() {
            Some(common) => common::sentence(self, common),
            None => self.sentence_own(entry),
        }
    }

    /// What each entry of a whole journal says, as of the moment when it was written.
    #[must_use]
    fn sentences(entries: &[Entry<Self::Event>]) -> Vec<String> {
        let Some(mut run) = entries.first().and_then(Self::begin) else { return Vec::new() };
        let say = |entry: &Entry<Self::Event>| {
            run.apply(entry);
            run.sentence(entry)
        };
        entries.iter().map(say).collect()
    }
}

/// A journal without what only the facilitator may see. The reason for striking a private note may say what it said.
#[must_use]
pub fn public<E: Event>(journal: &[Entry<E>]) -> Vec<Entry<E>> {
    let private: BTreeSet<u64> =
        journal.iter().filter(|entry| entry.event.is_private()).map(|entry| entry.seq).collect();
    let shown = |entry: &&Entry<E>| match entry.event.common() {
        Some(Common::Struck { seq, .. }) => !private.contains(seq),
        _ => !private.contains(&entry.seq),
    };
    journal.iter().filter(shown).cloned().collect()
}

#[cfg(test)]
mod tests;
