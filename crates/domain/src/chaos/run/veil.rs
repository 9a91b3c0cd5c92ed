//! What crosses to the stage: nothing that only the facilitator may see, and in a blind drill nothing that says what
//! will be injected before it is revealed or concluded.

use super::{Entry, Event, Progress, Run};
use crate::{
    chaos::{
        experiment::{Experiment, Fault, Hypothesis},
        game_day::Plan,
    },
    journal::{Common, Event as _, Note, NoteKind, find, public},
};
use std::collections::BTreeSet;

const HIDDEN: &str = "hidden";

/// The entries of a whole journal as the stage may have them.
pub(super) fn shown_on_stage(journal: &[Entry]) -> Vec<Entry> {
    let mut entries = public(journal);
    let open = opened(journal);
    let blind = entries.iter_mut().find_map(|entry| match &mut entry.event {
        Event::DayStarted { plan, acknowledged } => {
            acknowledged.clear(); // between the facilitator and the record
            plan.game_day.overrides.clear();
            veil(plan, &open);
            Some(plan.game_day.blind)
        }
        _ => None,
    });
    let mut present = None;
    for entry in &mut entries {
        if let Event::ExperimentStarted { experiment } = entry.event {
            present = Some(experiment);
        }
        if blind == Some(true) {
            // A late explanation names its experiment; everything else is of the one that the room is at.
            let about = match &entry.event {
                Event::AbortExplained { experiment: Some(at), .. } => Some(*at),
                _ => present,
            };
            hush(&mut entry.event, about.is_some_and(|at| !open.contains(&at)));
        }
        if let Event::SightLost { reason, .. } = &mut entry.event {
            reason.clear(); // it may hold the query, and the address
        }
        if let (Event::Skipped { experiment, reason }, Some(true)) = (&mut entry.event, blind)
            && !open.contains(experiment)
        {
            *reason = HIDDEN.to_owned();
        }
    }
    entries
}

/// Takes the words out of an entry of a blind drill: what people say of a fault may say what it is, and of the next one
/// too. The stage draws none of them but the reason of an abort, which waits until its experiment is no longer `hidden`.
fn hush(event: &mut Event, hidden: bool) {
    match event {
        Event::Common(Common::Observed { text: words })
        | Event::Surprised { text: words }
        | Event::Predicted { text: words, .. }
        | Event::Detected { how: words, .. }
        | Event::Concluded { note: words, .. }
        | Event::LearnedCorrected { note: words, .. }
        | Event::ConditionChecked { note: words, .. }
        | Event::Common(Common::ActionRaised { title: words, .. })
        | Event::Common(Common::Struck { reason: words, .. })
        | Event::Common(Common::Ended { note: words } | Common::ClosingCorrected { note: words }) => {
            unsay(words)
        }
        Event::Aborted { reason: words, .. } | Event::AbortExplained { reason: words, .. } if hidden => {
            unsay(words);
        }
        Event::Reading { source, .. } if hidden => source.clear(), // "Grafana, payments-psp" says where the fault will be
        _ => {}
    }
}

/// Words become one that says nothing; most entries may not be without any.
fn unsay(words: &mut String) {
    if !words.is_empty() {
        HIDDEN.clone_into(words);
    }
}

/// New `entries` as the stage may have them, without a look at the whole journal: what [`shown_on_stage`] leaves of them.
/// `None` in a blind drill, where what came before decides.
pub(super) fn shown_later(run: &Run, entries: &[Entry]) -> Option<Vec<Entry>> {
    if run.plan.game_day.blind {
        return None;
    }
    let private = |seq: u64| run.note(seq).is_some_and(|note| note.kind == NoteKind::Private);
    let shown = |entry: &&Entry| match entry.event {
        Event::Common(Common::Struck { seq, .. }) => !private(seq),
        _ => !entry.event.is_private(),
    };
    let mut entries: Vec<Entry> = entries.iter().filter(shown).cloned().collect();
    for entry in &mut entries {
        if let Event::SightLost { reason, .. } = &mut entry.event {
            reason.clear();
        }
    }
    Some(entries)
}

impl Run {
    /// The day as the stage has it: what [`shown_on_stage`] leaves of the journal, folded. For whoever holds the whole
    /// day and wants to draw what the projector shows.
    #[must_use]
    pub fn on_stage(&self) -> Self {
        let mut shown = self.clone();
        let open: BTreeSet<usize> = (0..self.trials.len()).filter(|at| !self.hides(*at)).collect();
        shown.plan.game_day.overrides.clear();
        veil(&mut shown.plan, &open);
        shown.course.notes.retain(|note| note.kind != NoteKind::Private);
        let blind = shown.plan.game_day.blind;
        if blind {
            let said = shown.course.notes.iter_mut().map(|note| &mut note.said);
            let said = said.chain(shown.course.actions.iter_mut().map(|raised| &mut raised.said));
            said.chain(&mut shown.course.ended).for_each(|said| unsay(&mut said.text));
        }
        for (at, (trial, planned)) in shown.trials.iter_mut().zip(&shown.plan.experiments).enumerate() {
            trial.planned.clone_from(planned);
            trial.notes.retain(|note| note.kind != NoteKind::Private);
            if blind {
                let said = trial.notes.iter_mut().map(|note| &mut note.said);
                let said = said.chain(trial.predictions.iter_mut().map(|prediction| &mut prediction.said));
                let said = said.chain(trial.detections.iter_mut().map(|found| &mut found.said));
                let said = said.chain(trial.checks.iter_mut().map(|check| &mut check.said));
                let said = said.chain(trial.conclusion.iter_mut().map(|conclusion| &mut conclusion.said));
                said.for_each(|said| unsay(&mut said.text));
            }
            if self.hides(at) {
                trial.readings.iter_mut().for_each(|reading| reading.source.clear());
                trial.abort.iter_mut().for_each(|abort| unsay(&mut abort.said.text));
            }
            for sight in trial.sights.values_mut() {
                sight.blind = sight.blind.as_ref().map(|_| String::new());
            }
            if let Some(said) = trial.skipped.as_mut().filter(|_| trial.moved_to.is_none() && self.hides(at))
            {
                said.text = HIDDEN.to_owned();
            }
        }
        shown
    }

    /// The words at this place in the journal.
    fn note(&self, seq: u64) -> Option<&Note> {
        let of_trials = self.trials.iter().find_map(|trial| find(&trial.notes, seq));
        of_trials.or_else(|| find(&self.course.notes, seq))
    }

    /// Whether the stage of a blind drill still hides what this experiment injects.
    #[must_use]
    pub fn hides(&self, experiment: usize) -> bool {
        let opened =
            |trial: &super::Trial| trial.revealed || matches!(trial.progress(), Progress::Concluded(_));
        self.plan.game_day.blind && !self.trials.get(experiment).is_some_and(opened)
    }
}

/// Whether an experiment of a blind drill is still hidden after these entries.
#[must_use]
pub fn hides(plan: &Plan, journal: &[Entry], experiment: usize) -> bool {
    plan.game_day.blind && !opened(journal).contains(&experiment)
}

/// The experiments that were revealed or concluded.
fn opened(journal: &[Entry]) -> BTreeSet<usize> {
    let (mut present, mut open) = (None, BTreeSet::new());
    for entry in journal {
        match entry.event {
            Event::ExperimentStarted { experiment } => present = Some(experiment),
            Event::Revealed { experiment } => {
                open.insert(experiment);
            }
            Event::Concluded { .. } => open.extend(present),
            _ => {}
        }
    }
    open
}

fn veil(plan: &mut Plan, open: &BTreeSet<usize>) {
    if !plan.game_day.blind {
        return;
    }
    plan.game_day.goal.clear(); // "show that checkout survives without its cache" says it all
    for (at, planned) in plan.experiments.iter_mut().enumerate() {
        if !open.contains(&at) {
            planned.service = None;
            planned.budget = None;
            planned.experiment = veiled(at, &planned.experiment);
        }
    }
}

/// What is left is what the room works with: the clock, the names of the metrics, and how many steps there are.
fn veiled(at: usize, experiment: &Experiment) -> Experiment {
    let mut veiled = Experiment {
        hypothesis: Hypothesis::default(),
        fault: Fault {
            action: "Hidden until it is revealed".to_owned(),
            target: "hidden".to_owned(),
            blast_radius: String::new(),
            ..experiment.fault.clone()
        },
        service_id: None,
        approvals: Vec::new(),
        validates: String::new(),
        original: None,
        repeats: None,
        ..experiment.clone()
    };
    veiled.title = format!("Experiment {}", at + 1);
    veiled.fault.kind = crate::chaos::experiment::FaultKind::Dependency;
    for metric in &mut veiled.metrics {
        metric.source.clear();
        metric.query = metric.query.as_ref().map(|_| "hidden".to_owned());
    }
    for (n, condition) in veiled.conditions.iter_mut().enumerate() {
        condition.text = format!("Abort condition {}", n + 1);
        condition.query = condition.query.as_ref().map(|_| "hidden".to_owned());
    }
    for (n, step) in veiled.rollback.iter_mut().enumerate() {
        step.text = format!("Rollback step {}", n + 1);
    }
    veiled
}
