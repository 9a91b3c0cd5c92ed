//! Time zones: a name, and what the clocks of that zone do.
//!
//! The clocks of all zones weigh a megabyte. So only a program with the feature `zones` holds them, and a screen learns
//! those of its workspace with the greeting. The arithmetic is the same in both.

use crate::{Date, Instant};
use chrono::{NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fmt, iter,
    str::FromStr,
    sync::{Mutex, OnceLock, PoisonError},
};

#[cfg(feature = "zones")]
mod tables;

/// Without tables any name may be one: whoever has them is asked by the save.
#[cfg(not(feature = "zones"))]
mod tables {
    pub fn know(_name: &str) -> bool {
        true
    }

    pub fn clocks(_name: &str) -> Option<super::Clocks> {
        None
    }
}

/// A time zone of the IANA database, for showing instants. `Europe/Berlin`. A zone whose clocks nobody knows is shown as UTC.
///
/// What is behind a name is kept once and for the life of the program, so a zone is as cheap to hand on as a number.
#[derive(Clone, Copy)]
pub struct Zone(Option<&'static Named>); // none is UTC, whose clocks never change

struct Named {
    name: String,
    clocks: OnceLock<Clocks>,
}

/// What the clocks of a zone do, from 1970 on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clocks {
    first: Offset,
    /// From which second since 1970 on they are how far ahead, in order.
    changes: Vec<(i64, Offset)>,
}

/// How many seconds a wall clock is ahead of UTC, and what people call that: `CET`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Offset(i32, String);

impl Zone {
    /// UTC.
    pub const UTC: Self = Self(None);

    /// Most bytes of a name; the longest of IANA has 32.
    const NAME_MAX: usize = 60;

    /// The IANA name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.map_or("UTC", |named| &named.name)
    }

    /// `14:03:22`
    #[must_use]
    pub fn clock(self, at: Instant) -> String {
        self.wall(at).format("%H:%M:%S").to_string()
    }

    /// `14:03`
    #[must_use]
    pub fn hour_minute(self, at: Instant) -> String {
        self.wall(at).format("%H:%M").to_string()
    }

    /// The calendar day that `at` falls on here.
    #[must_use]
    pub fn date(self, at: Instant) -> Date {
        self.wall(at).date()
    }

    /// What the wall clock shows here at `at`, in whole seconds.
    #[must_use]
    pub fn time(self, at: Instant) -> NaiveTime {
        let time = self.wall(at).time();
        time.with_nanosecond(0).unwrap_or(time)
    }

    /// `24 Nov 2026, 14:03 CET`
    #[must_use]
    pub fn long(self, at: Instant) -> String {
        format!("{} {}", self.wall(at).format("%-d %b %Y, %H:%M"), self.offset(at).1)
    }

    /// The instant at which the wall clock here shows `date` `hour`:`minute`.
    /// A time that a daylight-saving change skips becomes the first instant after it; one that occurs twice, the first.
    #[must_use]
    pub fn instant(self, date: Date, hour: u32, minute: u32) -> Option<Instant> {
        let wall = date.and_hms_opt(hour, minute, 0)?.and_utc();
        let at_s = self.known().map_or(wall.timestamp(), |clocks| clocks.showing(wall.timestamp()));
        Some(Instant::from_ms(at_s.saturating_mul(1000)))
    }

    /// What the clocks do here, for a screen that has no tables.
    #[must_use]
    pub fn clocks(self) -> Clocks {
        let utc = || Clocks { first: Offset(0, "UTC".to_owned()), changes: Vec::new() };
        self.known().cloned().unwrap_or_else(utc)
    }

    /// Takes over what somebody with tables says of the clocks here. Those of a zone never change, so the first word stays.
    pub fn learn(self, clocks: &Clocks) {
        if let Some(named) = self.0 {
            named.clocks.get_or_init(|| clocks.clone());
        }
    }

    /// Refuses a zone that is none.
    pub(crate) fn check(self) -> Result<(), String> {
        if self.0.is_none() || tables::know(self.name()) { Ok(()) } else { Err(unknown(self.name())) }
    }

    /// The zone of this name, whether or not there is one.
    fn called(name: &str) -> Self {
        static NAMES: Mutex<BTreeMap<&str, &Named>> = Mutex::new(BTreeMap::new());
        if name == "UTC" {
            return Self::UTC;
        }
        let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(named) = names.get(name) {
            return Self(Some(named));
        }
        let named: &Named = Box::leak(Box::new(Named { name: name.to_owned(), clocks: OnceLock::new() }));
        names.insert(&named.name, named);
        Self(Some(named))
    }

    fn known(self) -> Option<&'static Clocks> {
        let named = self.0?;
        if named.clocks.get().is_none() {
            self.learn(&tables::clocks(&named.name)?);
        }
        named.clocks.get()
    }

    fn offset(self, at: Instant) -> (TimeDelta, &'static str) {
        let known = self.known().map(|clocks| clocks.at(at.ms().div_euclid(1000)));
        known.map_or((TimeDelta::zero(), "UTC"), |Offset(ahead_s, name)| {
            (TimeDelta::seconds(i64::from(*ahead_s)), name)
        })
    }

    fn wall(self, at: Instant) -> NaiveDateTime {
        let utc = at.utc().naive_utc();
        utc.checked_add_signed(self.offset(at).0).unwrap_or(utc) // at the very end of the calendar
    }
}

impl Clocks {
    /// What holds at this second.
    fn at(&self, at_s: i64) -> &Offset {
        let begun = self.changes.partition_point(|(from_s, _)| *from_s <= at_s);
        begun.checked_sub(1).and_then(|at| self.changes.get(at)).map_or(&self.first, |(_, offset)| offset)
    }

    /// The first second at which a wall clock shows `wall_s`, or else the first after that was skipped.
    fn showing(&self, wall_s: i64) -> i64 {
        let begin = iter::once((i64::MIN, &self.first));
        let begin = begin.chain(self.changes.iter().map(|(from_s, offset)| (*from_s, offset)));
        let until = self.changes.iter().map(|(from_s, _)| *from_s).chain([i64::MAX]);
        let mut spans = begin.zip(until).map(|((from_s, Offset(ahead_s, _)), until_s)| {
            let at_s = wall_s.saturating_sub(i64::from(*ahead_s));
            (at_s.max(from_s), until_s)
        });
        spans.find(|(at_s, until_s)| at_s < until_s).map_or(wall_s, |(at_s, _)| at_s)
    }
}

fn unknown(name: &str) -> String {
    let name = crate::text::clip(name, 60);
    format!("“{name}” is no time zone. Write an IANA name, for example Europe/Berlin.")
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Zone {}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name())
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Zone {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let name = name.trim();
        if name.is_empty() || name.len() > Self::NAME_MAX || !tables::know(name) {
            return Err(unknown(name));
        }
        Ok(Self::called(name))
    }
}

impl Serialize for Zone {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Zone {
    /// Any name, so that a save can refuse one that is none at its field.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        if name.len() > Self::NAME_MAX {
            return Err(serde::de::Error::custom(unknown(&name)));
        }
        Ok(Self::called(&name))
    }
}

#[cfg(all(test, feature = "zones"))]
mod tests;
