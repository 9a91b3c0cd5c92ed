//! The day's own clock: its experiments as items of an agenda.

use super::{Progress, Run, Step, Trial};
use crate::{
    Instant, Zone,
    chaos::game_day::Begun,
    journal::{Agenda, Item, agenda},
};

impl Run {
    /// How the day's beginning stands to its plan.
    #[must_use]
    pub fn begun(&self, zone: Zone) -> Begun {
        self.plan.game_day.begun(self.course.started_at, zone)
    }

    /// The day as planned against the day as it goes, at `now`; one slot per experiment. A day that began on another date has
    /// no planned times: nobody said any.
    #[must_use]
    pub fn agenda(&self, now: Instant, zone: Zone) -> Agenda {
        let steady_now = self.course.steady(now);
        let items = self.trials.iter().map(|trial| Item {
            planned_ms: trial.experiment().planned_ms(),
            began_at: began_at(trial),
            ended_at: trial.ended_at(self),
            rest_ms: trial.rest_ms(steady_now),
        });
        let day = &self.plan.game_day;
        let planned_at = day.at.filter(|_| matches!(self.begun(zone), Begun::Off(_)));
        agenda(&self.course, now, planned_at, day.length_ms(), items)
    }
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
            Progress::Active(_) | Progress::Waiting => run.course.ended.as_ref().map(|said| said.at),
        }
    }
}
