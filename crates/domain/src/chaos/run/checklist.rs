//! What the journal itself says of the handbook's checklist: nobody has to tick what is written down, and no tick can
//! contradict it.

use super::{Progress, Run, Step, Trial};
use crate::{Instant, journal::NoteKind, time::words};

/// What the journal says of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// It was done, then.
    Done(Instant),
    /// There was nothing to do, for this reason.
    NotNeeded(String),
    /// It was not done, or not of every experiment: what is missing.
    Missing(String),
}

impl Run {
    /// What the journal says of the item with this key; none for what it cannot know.
    #[must_use]
    pub fn told(&self, item: &str) -> Option<Told> {
        match item {
            "baseline" => Some(self.of_injected(|run, at, trial| run.baseline(at, trial))),
            "announced" => {
                Some(self.of_injected(|_, _, trial| trial.began(Step::Predict).ok_or_else(String::new)))
            }
            "injected" => Some(self.of_injected(|_, _, trial| trial.injected_at().ok_or_else(String::new))),
            "observed" => Some(self.of_injected(|_, at, trial| {
                trial
                    .observed_at()
                    .ok_or_else(|| format!("Nothing was written down in experiment {}.", at + 1))
            })),
            "abort-ready" => Some(self.stopped_where_called_for()),
            "full-duration" => Some(self.of_injected(full_duration)),
            "fault-removed" => Some(self.of_injected(|_, at, trial| {
                trial.began(Step::Verify).ok_or_else(|| format!("Not of experiment {}.", at + 1))
            })),
            "recovered" => Some(self.of_injected(|_, at, trial| {
                let words = || format!("Experiment {} was not measured as back in range.", at + 1);
                trial.recovered_at().ok_or_else(words)
            })),
            "documented" => self.documented(),
            "surprises" => self.surprises().last().map(|surprise| Told::Done(surprise.note.said.at)),
            "actions" => self.course.actions.last().map(|raised| Told::Done(raised.said.at)),
            _ => None,
        }
    }

    /// Done when it was done in every experiment whose fault was in; else what the first one lacks.
    fn of_injected(&self, look: impl Fn(&Self, usize, &Trial) -> Result<Instant, String>) -> Told {
        let injected = self.trials.iter().enumerate().filter(|(_, trial)| trial.injected_at().is_some());
        let mut latest = None;
        for (at, trial) in injected {
            match look(self, at, trial) {
                Ok(when) => latest = latest.max(Some(when)),
                Err(missing) => return Told::Missing(missing),
            }
        }
        latest.map_or_else(|| Told::Missing("No fault was injected.".to_owned()), Told::Done)
    }

    /// The handbook's 15 minutes, watched and not only waited for.
    fn baseline(&self, at: usize, trial: &Trial) -> Result<Instant, String> {
        const WATCHED_MS: i64 = 15 * 60_000;
        let n = at + 1;
        let timer = trial.steps.iter().find(|time| time.step == Step::Baseline).map(|time| &time.timer);
        let Some((timer, ended_at)) = timer.and_then(|timer| Some((timer, timer.stopped_at?))) else {
            return Err(format!("Experiment {n} has none."));
        };
        if trial.readings.iter().all(|reading| reading.struck || reading.step != Step::Baseline) {
            return Err(format!("Nothing was read in the baseline of experiment {n}."));
        }
        let took_ms = timer.elapsed_ms(ended_at);
        if took_ms < WATCHED_MS {
            return Err(format!("The baseline of experiment {n} took {}.", words(took_ms)));
        }
        Ok(ended_at)
    }

    fn stopped_where_called_for(&self) -> Told {
        for (at, trial) in self.trials.iter().enumerate() {
            if let Some(missed) = trial.uncalled().first() {
                let text =
                    trial.experiment().conditions.get(missed.condition).map_or("", |c| c.text.as_str());
                let text = text.trim_end_matches('.');
                return Told::Missing(format!(
                    "“{text}” tripped in experiment {}; nobody called the abort.",
                    at + 1
                ));
            }
        }
        let aborted = self.trials.iter().filter_map(|trial| trial.abort.as_ref()).map(|abort| abort.said.at);
        aborted.max().map_or_else(|| Told::NotNeeded("No condition tripped.".to_owned()), Told::Done)
    }

    /// Every experiment that began has an outcome.
    fn documented(&self) -> Option<Told> {
        let begun = |trial: &&Trial| !matches!(trial.progress(), Progress::Waiting | Progress::Skipped);
        let mut latest = None;
        for trial in self.trials.iter().filter(begun) {
            latest = latest.max(Some(trial.conclusion.as_ref()?.said.at));
        }
        latest.map(Told::Done)
    }
}

impl Trial {
    /// When something was first written down while the fault was in.
    fn observed_at(&self) -> Option<Instant> {
        let injected_at = self.injected_at()?;
        let noted = self.notes.iter().filter(|note| !note.struck && note.kind != NoteKind::Private);
        let read = self.readings.iter().filter(|reading| !reading.struck).map(|reading| reading.at);
        noted.map(|note| note.said.at).chain(read).filter(|at| *at >= injected_at).min()
    }
}

fn full_duration(_: &Run, at: usize, trial: &Trial) -> Result<Instant, String> {
    let n = at + 1;
    let time = trial.steps.iter().find(|time| time.step == Step::Inject);
    let Some((timer, out_at)) = time.and_then(|time| Some((&time.timer, time.timer.stopped_at?))) else {
        return Err(format!("The fault of experiment {n} is in."));
    };
    let (took_ms, planned_ms) = (timer.elapsed_ms(out_at), timer.planned_ms.unwrap_or(0));
    if took_ms + 1_000 < planned_ms {
        let (took, planned) = (words(took_ms), words(planned_ms));
        return Err(match &trial.abort {
            Some(_) => format!("Experiment {n} was aborted after {took} of {planned}."),
            None => format!("The fault of experiment {n} was in for {took} of {planned}."),
        });
    }
    Ok(out_at)
}
