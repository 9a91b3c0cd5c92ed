//! A key that is pressed again and again within seconds is one thing that the room did, and one line.

use super::{Common, Entry, Event, Fold, common::extended};

/// A press within this time of the one before belongs to it, in milliseconds.
const TOGETHER_MS: i64 = 10_000;

/// How an entry stands among the presses of one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// It is a line of its own.
    Alone,
    /// Another press followed it: the last of them speaks for all.
    Followed,
    /// The last of several, which come to this.
    Last {
        /// How many.
        presses: usize,
        /// What they moved the countdown by in all, in milliseconds.
        by_ms: i64,
    },
}

impl Press {
    /// The line that the last of several presses stands for; none for any other entry, whose own sentence stands.
    #[must_use]
    pub fn line<R: Fold>(self) -> Option<String> {
        match self {
            Self::Last { presses, by_ms } => Some(format!("{}, in {presses} presses.", extended::<R>(by_ms))),
            Self::Alone | Self::Followed => None,
        }
    }
}

/// How the entry at `at` stands among the presses of a key that moves the countdown: by one person, one after the other,
/// with nothing between them. Every press stays in the journal.
#[must_use]
pub fn press<'a, E: Event + 'a>(entry: impl Fn(usize) -> Option<&'a Entry<E>>, at: usize) -> Press {
    let moved = |entry: &Entry<E>| match entry.event.common() {
        Some(Common::Extended { by_ms }) => Some(*by_ms),
        _ => None,
    };
    let Some(by_ms) = entry(at).and_then(moved) else { return Press::Alone };
    let together = |earlier: usize| {
        let (Some(one), Some(next)) = (entry(earlier), entry(earlier + 1)) else { return false };
        let both = moved(one).is_some() && moved(next).is_some();
        both && one.actor == next.actor && (0..TOGETHER_MS).contains(&next.at.since(one.at))
    };
    if together(at) {
        return Press::Followed;
    }
    let (mut first, mut by_ms) = (at, by_ms);
    while let Some(earlier) = first.checked_sub(1).filter(|earlier| together(*earlier)) {
        by_ms += entry(earlier).and_then(moved).unwrap_or(0);
        first = earlier;
    }
    match at - first + 1 {
        1 => Press::Alone,
        presses => Press::Last { presses, by_ms },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Instant;

    #[test]
    fn presses_within_seconds_are_one_line_and_every_other_entry_parts_them() {
        let entry = |seq: u64, s: i64, actor: &str, event| Entry {
            seq,
            at: Instant::from_ms(s * 1000),
            actor: actor.to_owned(),
            event,
        };
        let by = |min: i64| Common::Extended { by_ms: min * 60_000 };
        let journal = [
            entry(1, 0, "Mira", by(-1)),
            entry(2, 1, "Mira", by(-1)),
            entry(3, 3, "Mira", by(2)),
            entry(4, 20, "Mira", by(1)),
            entry(5, 21, "Jonas", by(1)),
            entry(6, 22, "Jonas", Common::Paused),
            entry(7, 23, "Jonas", by(1)),
        ];
        let found: Vec<Press> = (0..journal.len()).map(|at| press(|at| journal.get(at), at)).collect();
        let three = Press::Last { presses: 3, by_ms: 0 };
        let alone = Press::Alone;
        assert_eq!(found, [Press::Followed, Press::Followed, three, alone, alone, alone, alone]);
    }
}
