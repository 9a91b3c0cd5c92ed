//! What the journal itself says of the handbook's checklist: nobody has to tick what is written down, and no tick can
//! contradict it.

use super::{Progress, Run, Step, Trial};
use crate::{
    Instant,
    chaos::content::{ChecklistPhase, GAME_DAY},
    journal::{NoteKind, Said},
    time::words,
};

/// What the journal says of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// It was done.
    Done {
        /// When.
        at: Instant,
        /// The entry that says so: its place in the journal.
        seq: u64,
    },
    /// There was nothing to do, for this reason.
    NotNeeded(String),
    /// It was not done, or not of every experiment: what is missing.
    Missing(String),
}

impl Run {
    /// The items of a part of the checklist that the journal ticks by itself: their keys.
    #[must_use]
    pub fn ticked(&self, phase: ChecklistPhase) -> Vec<String> {
        let items = GAME_DAY.checklist.iter().filter(|item| item.phase == phase);
        let done = items.filter(|item| matches!(self.told(&item.key), Some(Told::Done { .. })));
        done.map(|item| item.key.clone()).collect()
    }

    /// What the journal says of the item with this key; none for what it cannot know. That the start was announced, only
    /// somebody who did it can say: the room moves on all the same.
    #[must_use]
    pub fn told(&self, item: &str) -> Option<Told> {
        match item {
            "baseline" => Some(self.of_injected(baseline)),
            "injected" => Some(self.of_injected(|at, trial| began(trial, Step::Inject, at))),
            "observed" => Some(self.of_injected(|at, trial| {
                trial.observed().ok_or_else(|| format!("Nothing was written down in experiment {}.", at + 1))
            })),
            "abort-ready" => Some(self.stopped_where_called_for()),
            "full-duration" => Some(self.full_duration()),
            "fault-removed" => Some(self.of_injected(|at, trial| began(trial, Step::Verify, at))),
            "recovered" => Some(self.of_injected(|at, trial| {
                let words = || format!("Experiment {} was not measured as back in range.", at + 1);
                trial.recovering().map(|reading| (reading.at, reading.seq)).ok_or_else(words)
            })),
            "documented" => self.documented(),
            "surprises" => self.surprises().last().map(|surprise| done(said(&surprise.note.said))),
            "actions" => self.course.actions.last().map(|raised| done(said(&raised.said))),
            _ => None,
        }
    }

    fn injected(&self) -> impl Iterator<Item = (usize, &Trial)> {
        self.trials.iter().enumerate().filter(|(_, trial)| trial.injected_at().is_some())
    }

    /// Done when it was done in every experiment whose fault was in; else what each of the others lacks.
    fn of_injected(&self, look: impl Fn(usize, &Trial) -> Result<Entry, String>) -> Told {
        let looks: Vec<_> = self.injected().map(|(at, trial)| look(at, trial)).collect();
        let missing: Vec<&str> =
            looks.iter().filter_map(|look| look.as_ref().err()).map(String::as_str).collect();
        if !missing.is_empty() {
            return Told::Missing(missing.join(" "));
        }
        let latest = looks.iter().filter_map(|look| look.as_ref().ok()).max();
        latest.map_or_else(|| Told::Missing("No fault was injected.".to_owned()), |latest| done(*latest))
    }

    fn stopped_where_called_for(&self) -> Told {
        let missed = self.trials.iter().enumerate().flat_map(|(at, trial)| {
            trial.uncalled().into_iter().map(move |missed| {
                let text =
                    trial.experiment().conditions.get(missed.condition).map_or("", |c| c.text.as_str());
                let (text, called) = (text.trim_end_matches('.'), missed.words());
                format!("“{text}” tripped in experiment {}; {called}.", at + 1)
            })
        });
        let missed: Vec<String> = missed.collect();
        if !missed.is_empty() {
            return Told::Missing(missed.join(" "));
        }
        // An abort that no condition called for says nothing of how one is answered.
        let called_for = |trial: &&Trial| {
            let held = (0..trial.experiment().conditions.len()).any(|at| trial.held_in_fault(at));
            held || trial.abort.as_ref().is_some_and(|abort| abort.condition.is_some())
        };
        let called = self.trials.iter().filter(called_for).filter_map(|trial| trial.abort.as_ref());
        let latest = called.map(|abort| said(&abort.said)).max();
        latest.map_or_else(|| Told::NotNeeded("No condition tripped.".to_owned()), done)
    }

    /// Every fault was in for as long as was planned; else for how long each was.
    fn full_duration(&self) -> Told {
        if self.ran_elsewhere() {
            return Told::Missing(
                "Another tool ran it; how long the fault was to stay in is not stated.".to_owned(),
            );
        }
        let spent = |at: usize, trial: &Trial| -> Result<Entry, String> {
            let removed = trial.steps.iter().find(|time| time.step == Step::Rollback);
            let Some(removed) = removed else {
                return Err(format!("The fault of experiment {} is in.", at + 1));
            };
            let entry = (removed.timer.started_at, removed.seq);
            match trial.fault_spent_ms() {
                Some((spent_ms, planned_ms)) if spent_ms + 1_000 < planned_ms => Err(String::new()),
                _ => Ok(entry),
            }
        };
        let told = self.of_injected(spent);
        if !matches!(told, Told::Missing(_)) || self.injected().next().is_none() {
            return told;
        }
        let each = self.injected().map(|(at, trial)| duration_words(at + 1, trial));
        Told::Missing(each.collect::<Vec<_>>().join(" "))
    }

    /// Every experiment that began has an outcome.
    fn documented(&self) -> Option<Told> {
        let begun = |trial: &&Trial| !matches!(trial.progress(), Progress::Waiting | Progress::Skipped);
        let mut latest = None;
        for trial in self.trials.iter().filter(begun) {
            latest = latest.max(Some(said(&trial.conclusion.as_ref()?.said)));
        }
        latest.map(done)
    }
}

/// An entry of the journal: when it happened, and its place.
type Entry = (Instant, u64);

const fn done((at, seq): Entry) -> Told {
    Told::Done { at, seq }
}

const fn said(said: &Said) -> Entry {
    (said.at, said.seq)
}

fn began(trial: &Trial, step: Step, at: usize) -> Result<Entry, String> {
    let time = trial.steps.iter().find(|time| time.step == step);
    time.map(|time| (time.timer.started_at, time.seq)).ok_or_else(|| format!("Not of experiment {}.", at + 1))
}

/// The handbook's 15 minutes, watched and not only waited for; the last reading in them says so.
fn baseline(at: usize, trial: &Trial) -> Result<Entry, String> {
    const WATCHED_MS: i64 = 15 * 60_000;
    let n = at + 1;
    let timer = trial.steps.iter().find(|time| time.step == Step::Baseline).map(|time| &time.timer);
    let Some((timer, ended_at)) = timer.and_then(|timer| Some((timer, timer.stopped_at?))) else {
        return Err(format!("Experiment {n} has none."));
    };
    let read = trial.readings.iter().rev().find(|reading| !reading.struck && reading.step == Step::Baseline);
    let Some(read) = read else { return Err(format!("Nothing was read in the baseline of experiment {n}.")) };
    let took_ms = timer.elapsed_ms(ended_at);
    if took_ms < WATCHED_MS {
        return Err(format!("The baseline of experiment {n} took {}.", words(took_ms)));
    }
    Ok((read.at, read.seq))
}

impl Trial {
    /// What was first written down while the fault was in.
    fn observed(&self) -> Option<Entry> {
        let injected_at = self.injected_at()?;
        let noted = self.notes.iter().filter(|note| !note.struck && note.kind != NoteKind::Private);
        let read = self.readings.iter().filter(|reading| !reading.struck);
        let all = noted.map(|note| said(&note.said)).chain(read.map(|reading| (reading.at, reading.seq)));
        all.filter(|(at, _)| *at >= injected_at).min()
    }
}

/// `Experiment 2 was stopped after 6 s of 20 min.`
fn duration_words(n: usize, trial: &Trial) -> String {
    let Some((spent_ms, planned_ms)) = trial.fault_spent_ms() else {
        return format!("The fault of experiment {n} is in.");
    };
    let (spent, planned) = (words(spent_ms), words(planned_ms));
    match &trial.abort {
        _ if spent_ms + 1_000 >= planned_ms => {
            format!("The fault of experiment {n} was in for its {planned}.")
        }
        Some(_) => format!("Experiment {n} was aborted after {spent} of {planned}."),
        None => format!("The fault of experiment {n} was in for {spent} of {planned}."),
    }
}
