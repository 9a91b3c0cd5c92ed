//! What an incident owes by when: the handbook's clocks (part 5).

use super::{Audience, Run};
use crate::{Instant, incident::Mark};
use serde::{Deserialize, Serialize};

/// Severity, commander and channel stand this soon after it was noticed, in milliseconds.
pub const TRIAGE_MS: i64 = 15 * 60_000;
/// The indicators are normal this long before it is resolved, in milliseconds.
pub const NORMAL_MS: i64 = 30 * 60_000;
/// Nobody can watch the indicators for at most this long, in milliseconds, and still say that they were normal.
pub const UNWATCHED_MS: i64 = 3 * 60_000;

/// What is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Owed {
    /// A commander, until there is one.
    Triage,
    /// The next check-in; the number that it will have.
    CheckIn(usize),
    /// The next update to an audience that was promised one.
    Update(Audience),
    /// Half an hour of normal indicators.
    Normal,
}

/// Something that is owed, and by when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// What.
    pub owed: Owed,
    /// By when, on the run's steady clock.
    pub at: Instant,
}

impl Due {
    /// What is left at `now`, in milliseconds; negative when it is overdue.
    #[must_use]
    pub const fn remaining_ms(self, now: Instant) -> i64 {
        self.at.since(now)
    }

    /// What it is, in a word: `check-in`.
    #[must_use]
    pub const fn short(self) -> &'static str {
        match self.owed {
            Owed::Triage => "A commander",
            Owed::CheckIn(1) => "The briefing",
            Owed::CheckIn(_) => "A check-in",
            Owed::Update(_) => "An update",
            Owed::Normal => "The half hour",
        }
    }

    /// What it is, for the words beside a clock.
    #[must_use]
    pub fn words(self) -> String {
        match self.owed {
            Owed::Triage => "Time to name a commander".to_owned(),
            Owed::CheckIn(1) => "Time to brief the room".to_owned(),
            Owed::CheckIn(number) => format!("Next check-in, {}", ordinal(number)),
            Owed::Update(audience) => format!("Next update, {}", audience.label().to_lowercase()),
            Owed::Normal => "Until the indicators were normal for 30 min".to_owned(),
        }
    }
}

fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

impl Run {
    /// When it was noticed, as far as anybody said; else when it was declared.
    #[must_use]
    pub fn noticed_at(&self) -> Instant {
        self.marks().at(Mark::Detected).map_or(self.course.started_at, |at| at.min(self.course.started_at))
    }

    /// The next check-in; `None` where the severity asks for none, and when it is over.
    #[must_use]
    pub fn check_in(&self) -> Option<Due> {
        let every_ms = self.severity().check_in_min()? * 60_000;
        if self.course.ended.is_some() {
            return None;
        }
        let first_at = self.noticed_at().plus_ms(TRIAGE_MS).max(self.course.started_at);
        let at = self.check_ins.last().map_or(first_at, |last| last.know.at.plus_ms(every_ms));
        Some(Due { owed: Owed::CheckIn(self.check_ins.len() + 1), at })
    }

    /// All that is owed, the soonest first.
    #[must_use]
    pub fn due(&self) -> Vec<Due> {
        let over = self.course.ended.is_some();
        let triage = Due { owed: Owed::Triage, at: self.noticed_at().plus_ms(TRIAGE_MS) };
        let mut due: Vec<Due> = self.check_in().into_iter().collect();
        due.extend(Some(triage).filter(|_| self.commander().is_none() && !over));
        due.extend(
            self.normal_since
                .filter(|_| !over)
                .map(|since| Due { owed: Owed::Normal, at: since.plus_ms(NORMAL_MS) }),
        );
        due.extend(Audience::ALL.iter().filter_map(|audience| self.update(*audience)));
        due.sort_by_key(|due| (due.at, due.owed));
        due
    }

    /// The next update to an audience, where one was promised and nothing was sent since. Who was told that all is clear is
    /// owed nothing more.
    #[must_use]
    pub fn update(&self, audience: Audience) -> Option<Due> {
        let last = self.updates.iter().rfind(|update| update.audience == audience)?;
        let cleared = self
            .updates
            .iter()
            .any(|update| update.audience == Audience::AllClear && update.said.seq > last.said.seq);
        let at = last.next_at.filter(|_| !cleared && self.called_off.is_none())?;
        Some(Due { owed: Owed::Update(audience), at })
    }

    /// How much of the half hour of normal indicators is still to come at `now`, in milliseconds; `None` while they are not
    /// said to be normal.
    #[must_use]
    pub fn normal_left_ms(&self, now: Instant) -> Option<i64> {
        self.normal_since.map(|since| (NORMAL_MS - now.since(since)).max(0))
    }
}
