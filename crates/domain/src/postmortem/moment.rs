//! The timeline: what happened when, as far as anybody can tell. Its order and what is odd about it are computed.

use crate::{Instant, choice::choice, incident::Mark};
use serde::{Deserialize, Serialize};

choice! {
    /// Why a time that is written is no instant. It is kept as written; nothing is dated by a guess.
    Why {
        /// There is no time at all.
        NoTime("No time is written"),
        /// No clock shows it: `13:55 PM`, `25:10`.
        Impossible("No clock shows this time"),
        /// It is a time with a hole: `14:??`, `T+?`.
        Unknown("Part of the time is unknown"),
        /// It may be a time: `1600`.
        Unsure("It may be a time: write it with a colon"),
        /// The clocks were set forward over it.
        Skipped("The clocks were set forward over this time"),
        /// The clocks were set back, and it was shown twice.
        Twice("The clocks were set back: this time was shown twice"),
        /// Nobody says on which day.
        NoDay("The day is not written"),
        /// Day and month can be read either way: `03/04/2025`.
        DayOrMonth("Day and month can be read either way"),
        /// Nobody says by which clock.
        NoZone("The time zone is not written"),
        /// It counts from a beginning that nobody says.
        NoStart("It counts from a beginning that is not written"),
    }
}

/// When something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// Then.
    At(Instant),
    /// What is [written](Moment::written) is no instant, or not yet.
    Open(Why),
}

/// One entry of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// What others in the document point at; counted up, never given twice.
    pub key: u32,
    /// When it was.
    pub when: When,
    /// The time as the document has it, `~2025-03-03 19:30`; empty where it was not read out of one.
    #[serde(default)]
    pub written: String,
    /// What happened.
    pub text: String,
    /// Where it was seen: a metric, a page, a channel.
    #[serde(default)]
    pub source: String,
    /// It goes into the short story.
    #[serde(default)]
    pub star: bool,
    /// Which of the six times this is. One entry may be several: what stops the pain may end the cause as well.
    #[serde(default)]
    pub marks: Vec<Mark>,
}

impl When {
    /// The instant, where it is one.
    #[must_use]
    pub const fn at(self) -> Option<Instant> {
        match self {
            Self::At(at) => Some(at),
            Self::Open(_) => None,
        }
    }
}

/// An entry in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed<'a> {
    /// The entry.
    pub moment: &'a Moment,
    /// It stood after an entry that is later, so it was moved up here.
    pub moved: bool,
    /// It was written after a late hour, and is early: the day after may be meant. Nobody moves it but a person.
    pub past_midnight: bool,
}

/// A jump back of at least this much reads like a midnight that nobody wrote down.
const MIDNIGHT_JUMP_MS: i64 = 12 * 3_600_000;

/// The entries in order of time; what has no instant stays behind the entry that it was written after.
#[must_use]
pub fn placed(timeline: &[Moment]) -> Vec<Placed<'_>> {
    let (mut latest, mut before) = (None::<Instant>, None::<Instant>);
    let mut keyed: Vec<(Option<Instant>, Placed<'_>)> = Vec::with_capacity(timeline.len());
    for moment in timeline {
        let at = moment.when.at();
        let moved = matches!((at, latest), (Some(at), Some(latest)) if at < latest);
        let jump_ms = |at: Instant| before.map_or(0, |before| before.since(at));
        let past_midnight = at.is_some_and(|at| (MIDNIGHT_JUMP_MS..=86_400_000).contains(&jump_ms(at)));
        latest = at.max(latest);
        before = at.or(before);
        keyed.push((at.or(before), Placed { moment, moved, past_midnight }));
    }
    keyed.sort_by_key(|(at, _)| *at); // stable: what has no instant goes with the one before
    keyed.into_iter().map(|(_, placed)| placed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_put_in_order_and_what_was_moved_is_said() {
        let moment = |key: u32, when| Moment {
            key,
            when,
            written: String::new(),
            text: key.to_string(),
            source: String::new(),
            star: false,
            marks: Vec::new(),
        };
        let at = |h: i64| When::At(Instant::from_ms(h * 3_600_000));
        let timeline = [
            moment(0, When::Open(Why::NoTime)),
            moment(1, at(23)),
            moment(2, When::Open(Why::Unknown)),
            moment(3, at(1)),
            moment(4, at(22)),
            moment(5, at(23)),
        ];
        let order: Vec<_> =
            placed(&timeline).iter().map(|one| (one.moment.key, one.moved, one.past_midnight)).collect();
        let expected = [
            (0, false, false),
            (3, true, true),
            (4, true, false),
            (1, false, false),
            (2, false, false),
            (5, false, false),
        ];
        assert_eq!(order, expected);
    }
}
