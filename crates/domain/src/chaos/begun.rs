//! How the beginning of a day stands to its plan: the one rule by which a date is another one, for what is asked at the
//! start, for the day's clock and for the record.

use super::game_day::GameDay;
use crate::{Date, Instant, Zone};

/// How the beginning of a day stands to its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// No date was planned.
    Unplanned,
    /// On the planned date, which named no hour.
    OnDate,
    /// So many milliseconds after its plan; negative before it.
    Off(i64),
    /// On another date than this one, which was planned.
    Moved(Date),
}

/// A late evening that begins past midnight is still that evening, for as long.
const NIGHT_MS: i64 = 6 * 3_600_000;

impl GameDay {
    /// How a beginning at `at` stands to this plan. Past midnight is no other date where the plan was a late evening; the
    /// evening before is one, whatever the hour. What another tool ran had no plan here.
    #[must_use]
    pub fn begun(&self, at: Instant, zone: Zone) -> Begun {
        let Some(date) = self.date.filter(|_| self.original.is_none()) else { return Begun::Unplanned };
        let off_ms = self.at.filter(|_| self.start.is_some()).map(|planned| at.since(planned));
        let same_night = off_ms.is_some_and(|off_ms| (0..=NIGHT_MS).contains(&off_ms));
        match off_ms {
            _ if zone.date(at) != date && !same_night => Begun::Moved(date),
            Some(off_ms) => Begun::Off(off_ms),
            None => Begun::OnDate,
        }
    }
}
