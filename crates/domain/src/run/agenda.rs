//! The day's own clock: what was planned when, what it took, and what no longer fits.

use super::{Progress, Run, Step, Trial};
use crate::{Instant, game_day::GameDay};

/// A day begun further from its plan than this is taken for another day: its plan moves along.
const SAME_DAY_MS: i64 = 6 * 3_600_000;

/// The whole day, one slot per experiment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agenda {
    /// When the room must be free again, where the plan says so.
    pub closes_at: Option<Instant>,
    /// The experiments in the order of the plan.
    pub slots: Vec<Slot>,
}

/// One experiment on the day's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Which, counted from 0 in the plan.
    pub experiment: usize,
    /// From when to when the plan had it.
    pub planned: (Instant, Instant),
    /// What the plan allows, in milliseconds.
    pub planned_ms: i64,
    /// When it began.
    pub began_at: Option<Instant>,
    /// When it was over.
    pub ended_at: Option<Instant>,
    /// From when to when it is likely to run: what happened, as far as it has, and the plan for the rest. `None` when it
    /// was taken off the day before it began.
    pub expected: Option<(Instant, Instant)>,
    /// What it has taken so far beyond its plan, in milliseconds; 0 while it is within.
    pub overrun_ms: i64,
    /// Whether it is over before the room closes. Always true of what is over, and of a day without an end.
    pub fits: bool,
}

impl Agenda {
    /// Experiments that have not begun and no longer fit.
    #[must_use]
    pub fn left_over(&self) -> Vec<usize> {
        self.slots
            .iter()
            .filter(|slot| !slot.fits && slot.began_at.is_none())
            .map(|slot| slot.experiment)
            .collect()
    }

    /// When the last experiment is likely to be over.
    #[must_use]
    pub fn expected_end(&self) -> Option<Instant> {
        self.slots.iter().filter_map(|slot| slot.expected.map(|(_, to)| to)).max()
    }
}

impl Run {
    /// The day as planned against the day as it goes, at `now`.
    #[must_use]
    pub fn agenda(&self, now: Instant) -> Agenda {
        let now = self.ended.as_ref().map_or_else(|| self.steady(now), |ended| ended.at);
        let begins_at = begins_at(&self.plan.game_day, self.started_at);
        let closes_at = self.plan.game_day.length_ms().map(|length_ms| begins_at.plus_ms(length_ms));
        let (mut planned_from, mut free_at) = (begins_at, self.started_at);
        let slots = self.trials.iter().enumerate().map(|(experiment, trial)| {
            let planned_ms = trial.experiment().planned_ms();
            let planned = (planned_from, planned_from.plus_ms(planned_ms));
            planned_from = planned.1;
            let (began_at, ended_at) = (began_at(trial), trial.ended_at(self));
            let expected = match (began_at, ended_at) {
                (Some(began), Some(ended)) => Some((began, ended)),
                (Some(began), None) => {
                    Some((began, began.plus_ms(planned_ms).max(now.plus_ms(trial.rest_ms(now)))))
                }
                (None, None) => None, // placed below, after those that have begun
                (None, Some(_)) => None,
            };
            if let Some((_, to)) = expected {
                free_at = free_at.max(to);
            }
            let overrun_ms =
                began_at.map_or(0, |began| (ended_at.unwrap_or(now).since(began) - planned_ms).max(0));
            Slot { experiment, planned, planned_ms, began_at, ended_at, expected, overrun_ms, fits: true }
        });
        let mut slots: Vec<Slot> = slots.collect();
        if self.ended.is_none() {
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
}

/// When the plan begins: at the planned time, or with the run when it began on another day.
fn begins_at(day: &GameDay, started_at: Instant) -> Instant {
    day.at.filter(|at| at.since(started_at).abs() <= SAME_DAY_MS).unwrap_or(started_at)
}

fn began_at(trial: &Trial) -> Option<Instant> {
    trial.steps.first().map(|time| time.timer.started_at)
}

impl Trial {
    /// What an experiment in progress still needs, in milliseconds: what is left of its step, and what the plan allows for
    /// those after it. Where its timebox is shorter than its steps together, those without a countdown share what it leaves.
    fn rest_ms(&self, now: Instant) -> i64 {
        let Some(present) = self.steps.last() else { return self.experiment().planned_ms() };
        let experiment = self.experiment();
        let counted_ms = |step: Step| match step {
            Step::Baseline => Some(i64::from(experiment.baseline_min) * 60_000),
            Step::Inject => Some(i64::from(experiment.fault.duration_min) * 60_000),
            _ => None,
        };
        let all_counted_ms: i64 = Step::ALL.iter().filter_map(|step| counted_ms(*step)).sum();
        let all_uncounted_ms: i64 = Step::ALL.iter().map(|step| step.allowance_ms()).sum();
        let left_ms = (experiment.planned_ms() - all_counted_ms).clamp(0, all_uncounted_ms);
        let allowed_ms = |step: Step| {
            counted_ms(step).unwrap_or_else(|| step.allowance_ms() * left_ms / all_uncounted_ms.max(1))
        };
        let of_present_ms = present
            .timer
            .remaining_ms(now)
            .unwrap_or_else(|| allowed_ms(present.step) - present.timer.elapsed_ms(now));
        let later_ms: i64 =
            Step::ALL.iter().filter(|step| **step > present.step).map(|step| allowed_ms(*step)).sum();
        of_present_ms.max(0) + later_ms
    }

    /// When it was over: concluded, left out, or cut off by the end of the day.
    pub(crate) fn ended_at(&self, run: &Run) -> Option<Instant> {
        match self.progress() {
            Progress::Concluded(_) => self.conclusion.as_ref().map(|conclusion| conclusion.said.at),
            Progress::Skipped => self.skipped.as_ref().map(|said| said.at),
            Progress::Active(_) | Progress::Waiting => run.ended.as_ref().map(|said| said.at),
        }
    }
}
