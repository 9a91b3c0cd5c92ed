//! An experiment on the day, as far as it has been read, and what the whole plan lacks.

use crate::{backend, known::use_known, room::draft::use_records};
use contract::Refusal;
use domain::{
    Body, Id, Record, Zone,
    catalog::{budget::Budget, service::Service},
    chaos::{
        experiment::Experiment,
        game_day::{GameDay, Plan, Planned},
        lint::{self, Finding, Severity},
    },
};
use std::rc::Rc;
use yew::prelude::*;

/// An experiment on the day.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// Which.
    pub id: Id,
    /// Its record; `None` while it is being fetched.
    answer: Option<Result<Rc<Record>, Refusal>>,
}

impl Slot {
    /// The experiment, when it is there.
    pub fn experiment(&self) -> Option<&Experiment> {
        Experiment::of(&self.answer.as_ref()?.as_ref().ok()?.document)
    }

    /// Why it cannot be had: most likely somebody removed it.
    pub fn refusal(&self) -> Option<&Refusal> {
        self.answer.as_ref()?.as_ref().err()
    }
}

/// The day's experiments, in order; each asked again when it changes.
#[hook]
pub fn use_slots(ids: Vec<Id>) -> Vec<Slot> {
    let answers = use_records(ids.clone());
    ids.into_iter().zip(answers).map(|(id, answer)| Slot { id, answer }).collect()
}

/// What stands between the plan and its start, as it is on the screen: also what is typed and not yet saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// Errors and warnings: of the day, then of each experiment.
    pub findings: Vec<Finding>,
    /// Whether something is still being read, so that the list may grow.
    pub waits: bool,
}

impl Checked {
    /// Only what blocks the start, or only what must be read before it.
    pub fn of(&self, severity: Severity) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.severity == severity)
    }
}

/// Holds the draft against the rules: the same pure function that the backend asks when the day starts.
#[hook]
pub fn use_checked(day: &GameDay, slots: &[Slot]) -> Rc<Checked> {
    let known = use_known();
    let mut services: Vec<Id> = slots.iter().filter_map(|slot| slot.experiment()?.service_id).collect();
    services.sort_unstable();
    services.dedup();
    let answers = use_records(services.clone());
    let read = slots.iter().all(|slot| slot.answer.is_some());
    let waits = !read || answers.iter().any(Option::is_none);
    let services: Vec<_> = services.into_iter().zip(answers.iter().map(service)).collect();
    let zone: Zone = known.workspace.zone;
    let today = zone.date(backend::now());
    let every_s = known.workspace.every_s();
    let planned: Vec<Planned> = slots
        .iter()
        .filter_map(|slot| {
            let experiment = slot.experiment()?.clone();
            let about = services.iter().find(|(id, _)| Some(*id) == experiment.service_id);
            let (service, budget) = about.and_then(|(_, about)| about.clone()).unzip();
            Some(Planned { id: slot.id, experiment, service, budget: budget.flatten() })
        })
        .collect();
    let plan = Plan { game_day: day.clone(), experiments: planned };
    (*use_memo((plan, today, every_s, waits), |(plan, today, every_s, waits)| {
        Rc::new(Checked { findings: lint::plan(plan, *today, *every_s), waits: *waits })
    }))
    .clone()
}

/// Name and budget of a service; nothing when it was removed, and no name while it is being fetched.
fn service(answer: &Option<Result<Rc<Record>, Refusal>>) -> Option<(String, Option<Budget>)> {
    match answer {
        None => Some((String::new(), None)),
        Some(read) => Service::of(&read.as_ref().ok()?.document).map(|of| (of.name.clone(), of.budget)),
    }
}
