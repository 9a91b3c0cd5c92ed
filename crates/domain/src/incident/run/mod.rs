//! An incident in progress: a fold over its journal.
//!
//! Its steps follow from what was done, so nobody has to say at which step the room is: who checks in responds, who tries a
//! way out mitigates. Its time is that of the users, so it cannot be paused, and a gap counts.

mod clocks;
mod enact;
mod event;
mod rules;
mod sentence;

pub use clocks::{Due, NORMAL_MS, Owed, TRIAGE_MS, UNWATCHED_MS};
pub use event::{Attempt, Audience, Declaration, Duty, Entry, Event, Kept, OnDuty};

use super::{Extent, IncidentStatus, Mark, Marks, Severity};
use crate::{
    Instant,
    choice::choice,
    journal::{Course, Fold, NotNow, Said, Timer, find, strikable, strike},
};
use std::collections::BTreeMap;

choice! {
    /// The steps of an incident, in the handbook's order.
    Step {
        /// Somebody noticed, and somebody has it.
        Detect("Detect"),
        /// How severe, who leads, where people talk.
        Triage("Triage"),
        /// What we know, what we do not; look.
        Respond("Respond"),
        /// Stop the bleeding.
        Mitigate("Mitigate"),
        /// Remove the cause, watch.
        Resolve("Resolve"),
        /// Learn.
        Review("Review"),
    }
}

/// The incident as it stands after some entries.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// What was known when it was declared.
    pub declared: Declaration,
    /// What people call it by now.
    pub title: String,
    /// Who is hurt and how, by now.
    pub affected: String,
    /// What it has in common with every run.
    pub course: Course,
    /// How severe it was called, and when, in order; never empty.
    pub ratings: Vec<Rating>,
    /// Who had which duty, and until when.
    pub people: Vec<Served>,
    /// Lines of the timeline, in the order of writing.
    pub lines: Vec<Line>,
    /// What was said to all, in order.
    pub check_ins: Vec<CheckIn>,
    /// How each of the handbook's ways out stands, with the last word on it.
    pub attempts: BTreeMap<usize, (Attempt, Said)>,
    /// What was sent, in order.
    pub updates: Vec<Update>,
    /// Since when the indicators are normal, while they are.
    pub normal_since: Option<Instant>,
    /// Why it was no incident, where it was none.
    pub called_off: Option<Said>,
    /// Once it is resolved: why before the half hour; empty where it was not before. What it was is its [cause](Run::cause).
    pub resolved: Option<String>,
    /// The entry that says since when the indicators are normal, while they are.
    normal_seq: Option<u64>,
    /// Nobody could watch them since they were said to be normal, and nobody has said so again.
    unwatched: bool,
    marks: BTreeMap<Mark, Marking>,
    /// When each entry happened that has a time of its own: that of its writing, or a corrected one.
    times: BTreeMap<u64, Time>,
}

/// How severe it was called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// From when on, and why.
    pub said: Said,
    /// How far it reached.
    pub extent: Extent,
    /// The severity.
    pub severity: Severity,
}

/// Somebody's time with a duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// Who.
    pub name: String,
    /// Which duty.
    pub duty: Duty,
    /// From when on.
    pub since: Instant,
    /// Until when; nothing while they have it.
    pub until: Option<Instant>,
}

/// A line of the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The words, with when it happened.
    pub said: Said,
    /// Of which kind.
    pub kept: Kept,
    /// Where it was seen.
    pub source: String,
    /// Struck through afterwards.
    pub struck: bool,
}

strikable!(Line.said.seq);

/// What was said to all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckIn {
    /// What we know.
    pub know: Said,
    /// What we do not.
    pub unknown: String,
}

/// What was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// As it was sent.
    pub said: Said,
    /// To whom.
    pub audience: Audience,
    /// When the next one was promised for.
    pub next_at: Option<Instant>,
}

/// When an entry happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// When it happened, on the steady clock.
    pub at: Instant,
    /// What it said first.
    pub first: Instant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Marking {
    at: Instant,
    entry: Option<u64>,
}

impl Fold for Run {
    type Event = Event;

    const NOUN: &'static str = "incident";
    const STRETCH: &'static str = "check-in";
    const STRIKABLE: &'static str = "lines of the timeline and notes";
    const GAPS_COUNT: bool = true;

    fn begin(first: &Entry) -> Option<Self> {
        let Event::Declared { declaration } = &first.event else { return None };
        Some(Self::declared(first, declaration))
    }

    fn course(&self) -> &Course {
        &self.course
    }

    fn course_mut(&mut self) -> &mut Course {
        &mut self.course
    }

    fn admit_own(&self, event: &Event, now: Instant) -> Result<(), NotNow> {
        rules::admit(self, event, now)
    }

    fn enact_own(&mut self, entry: &Entry, at: Instant) {
        enact::enact(self, entry, at);
    }

    fn sentence_own(&self, entry: &Entry) -> String {
        sentence::sentence(entry, self)
    }

    /// Nothing can be paused: those who are hurt cannot either.
    fn clock(&self) -> Option<&Timer> {
        None
    }

    fn clocks(&mut self) -> Vec<&mut Timer> {
        Vec::new()
    }

    fn may_end(&self) -> Result<(), NotNow> {
        crate::journal::no("An incident ends when it is resolved or called off.")
    }

    fn is_afterword(event: &Event) -> bool {
        matches!(
            event,
            Event::Logged { .. }
                | Event::TimeCorrected { .. }
                | Event::Marked { .. }
                | Event::Updated { .. }
                | Event::Described { .. }
        )
    }

    /// Indicators that nobody could watch are not known to have been normal.
    fn lose_sight(&mut self, for_ms: i64) {
        if for_ms > UNWATCHED_MS && self.normal_since.is_some() {
            self.watch(None);
            self.unwatched = true;
        }
    }

    fn struck(&self, seq: u64) -> Option<bool> {
        let line = find(&self.lines, seq).map(|line| line.struck);
        line.or_else(|| find(&self.course.notes, seq).map(|note| note.struck))
    }

    fn strike(&mut self, seq: u64) {
        strike(&mut self.lines, seq);
        strike(&mut self.course.notes, seq);
    }
}

impl Run {
    /// How severe it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.ratings.last().map_or(self.declared.severity, |rating| rating.severity)
    }

    /// How far it reaches.
    #[must_use]
    pub fn extent(&self) -> &Extent {
        self.ratings.last().map_or(&self.declared.extent, |rating| &rating.extent)
    }

    /// Who has a duty now.
    pub fn on(&self, duty: Duty) -> impl Iterator<Item = &Served> {
        self.people.iter().filter(move |served| served.duty == duty && served.until.is_none())
    }

    /// Who leads, if anybody does.
    #[must_use]
    pub fn commander(&self) -> Option<&str> {
        self.on(Duty::Commander).next().map(|served| served.name.as_str())
    }

    /// The times that count, as they stand.
    #[must_use]
    pub fn marks(&self) -> Marks {
        Marks(self.marks.iter().map(|(mark, marking)| (*mark, marking.at)).collect())
    }

    /// The marks that an entry is.
    pub fn marks_of(&self, seq: u64) -> impl Iterator<Item = Mark> {
        self.marks.iter().filter(move |(_, marking)| marking.entry == Some(seq)).map(|(mark, _)| *mark)
    }

    /// When an entry happened, for one whose time can be corrected.
    #[must_use]
    pub fn time(&self, seq: u64) -> Option<Time> {
        self.times.get(&seq).copied()
    }

    /// Whether users are no longer hurt, as far as anybody knows.
    #[must_use]
    pub fn is_mitigated(&self) -> bool {
        self.marks.contains_key(&Mark::Mitigated)
    }

    /// What it was, in one sentence, as it was said last; nothing before it is resolved.
    #[must_use]
    pub fn cause(&self) -> Option<&str> {
        self.resolved.as_ref().and(self.course.ended.as_ref()).map(|said| said.text.as_str())
    }

    /// Why the half hour of normal indicators begins again, where it does and nobody has said that they are normal since.
    #[must_use]
    pub fn unwatched(&self) -> Option<&'static str> {
        const WORDS: &str = "Nobody could watch the indicators for a while, so their half hour begins again.";
        self.unwatched.then_some(WORDS)
    }

    /// The indicators are normal as this entry says, or they are not.
    fn watch(&mut self, normal: Option<(u64, Instant)>) {
        (self.normal_seq, self.normal_since) = normal.unzip();
        self.unwatched = false;
    }

    /// The step that the room is at.
    #[must_use]
    pub fn step(&self) -> Step {
        let tried = self.attempts.values().any(|(attempt, _)| *attempt != Attempt::NotTried);
        match () {
            () if self.course.ended.is_some() => Step::Review,
            () if self.is_mitigated() => Step::Resolve,
            () if tried => Step::Mitigate,
            () if !self.check_ins.is_empty() => Step::Respond,
            () => Step::Triage,
        }
    }

    /// How far it is.
    #[must_use]
    pub fn status(&self) -> IncidentStatus {
        match () {
            () if self.called_off.is_some() => IncidentStatus::CalledOff,
            () if self.course.ended.is_some() => IncidentStatus::Resolved,
            () => IncidentStatus::Open,
        }
    }
}

#[cfg(test)]
mod tests;
