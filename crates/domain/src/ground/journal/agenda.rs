//! The clock of a whole run: what was planned when, what it took, and what no longer fits.

use super::Course;
use crate::Instant;

/// The whole run, one slot an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agenda {
    /// When the room must be free again, where the plan says so.
    pub closes_at: Option<Instant>,
    /// The items in the order of the plan.
    pub slots: Vec<Slot>,
}

/// What is known of an item: its plan, and how far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// What the plan allows, in milliseconds.
    pub planned_ms: i64,
    /// When it began.
    pub began_at: Option<Instant>,
    /// When it was over, or was taken off the plan.
    pub ended_at: Option<Instant>,
    /// What it still needs, in milliseconds, while it is in progress.
    pub rest_ms: i64,
}

/// One item on the clock of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Which, counted from 0 in the plan.
    pub item: usize,
    /// From when to when the plan had it, where the plan names times for this run.
    pub planned: Option<(Instant, Instant)>,
    /// What the plan allows, in milliseconds.
    pub planned_ms: i64,
    /// When it began.
    pub began_at: Option<Instant>,
    /// When it was over.
    pub ended_at: Option<Instant>,
    /// From when to when it is likely to run: what happened, as far as it has, and the plan for the rest. `None` when it
    /// was taken off the plan before it began.
    pub expected: Option<(Instant, Instant)>,
    /// What it has taken so far beyond its plan, in milliseconds; 0 while it is within.
    pub overrun_ms: i64,
    /// Whether it is over before the room closes. Always true of what is over, and of a run without an end.
    pub fits: bool,
}

impl Agenda {
    /// Items that have not begun and no longer fit.
    #[must_use]
    pub fn left_over(&self) -> Vec<usize> {
        self.slots.iter().filter(|slot| !slot.fits && slot.began_at.is_none()).map(|slot| slot.item).collect()
    }

    /// When the last item is likely to be over.
    #[must_use]
    pub fn expected_end(&self) -> Option<Instant> {
        self.slots.iter().filter_map(|slot| slot.expected.map(|(_, to)| to)).max()
    }
}

/// A run as planned against the run as it goes, at `now` by the wall clock, or at its end. `planned_at` is when the plan has
/// this run begin and `length_ms` how long the room has from then on, where that is known: a time that nobody stated is none.
/// The `items` are on the run's steady clock.
#[must_use]
pub fn agenda(
    course: &Course,
    now: Instant,
    planned_at: Option<Instant>,
    length_ms: Option<i64>,
    items: impl IntoIterator<Item = Item>,
) -> Agenda {
    let now = course.ended.as_ref().map_or_else(|| course.steady(now), |ended| ended.at);
    let started_at = course.started_at;
    let closes_at = planned_at.zip(length_ms).map(|(begins_at, length_ms)| begins_at.plus_ms(length_ms));
    let (mut planned_from, mut free_at) = (planned_at, started_at);
    let slots = items.into_iter().enumerate().map(|(at, item)| {
        let Item { planned_ms, began_at, ended_at, rest_ms } = item;
        let planned = planned_from.map(|from| (from, from.plus_ms(planned_ms)));
        planned_from = planned.map(|(_, to)| to);
        let expected = match (began_at, ended_at) {
            (Some(began), Some(ended)) => Some((began, ended)),
            (Some(began), None) => Some((began, began.plus_ms(planned_ms).max(now.plus_ms(rest_ms)))),
            (None, _) => None, // placed below, after those that have begun, unless it was taken off
        };
        if let Some((_, to)) = expected {
            free_at = free_at.max(to);
        }
        let overrun_ms =
            began_at.map_or(0, |began| (ended_at.unwrap_or(now).since(began) - planned_ms).max(0));
        Slot { item: at, planned, planned_ms, began_at, ended_at, expected, overrun_ms, fits: true }
    });
    let mut slots: Vec<Slot> = slots.collect();
    if course.ended.is_none() {
        free_at = free_at.max(now);
    }
    for slot in &mut slots {
        if slot.began_at.is_none() && slot.ended_at.is_none() {
            let to = free_at.plus_ms(slot.planned_ms);
            slot.expected = Some((free_at, to));
            free_at = to;
        }
        let over = slot.ended_at.is_some();
        slot.fits = over || closes_at.is_none_or(|end| slot.expected.is_none_or(|(_, to)| to <= end));
    }
    Agenda { closes_at, slots }
}
