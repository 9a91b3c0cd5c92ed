//! What is wrong with a plan before it starts: each finding with the field to mend, and the reason for its rule.
//!
//! Errors block the start. Warnings need one acknowledgement, which the journal keeps.

mod aim;
mod consent;
mod watch;

use crate::{
    Date, Id, Instant, Zone,
    catalog::budget::Budget,
    chaos::{
        content::LINT,
        experiment::Experiment,
        game_day::{Begun, GameDay, Plan, Role},
        maturity::Ground,
    },
    choice::choice,
    text::{clip, is_blank, name_key},
};
use aim::aims_elsewhere;
use consent::{against, unapproved, unasked};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use watch::unwatched;

choice! {
    /// How much a finding matters.
    Severity {
        /// The day does not start.
        Error("Error"),
        /// The day starts once somebody has read it.
        Warning("Warning"),
    }
}

choice! {
    /// The rules, most basic first. Why each is one is written in `assets/content/chaos/lint.toml`.
    Rule {
        /// The day has an experiment.
        NoExperiment("No experiment"),
        /// Somebody facilitates.
        NoFacilitator("Nobody facilitates"),
        /// Two people at least.
        OnePerson("Too few people"),
        /// The facilitator does not inject.
        FacilitatorInjects("The facilitator injects"),
        /// Where the faults are injected.
        NoEnvironment("No environment"),
        /// When …, the system will ….
        NoHypothesis("No hypothesis"),
        /// Something is measured.
        NoMetric("Nothing is measured"),
        /// The service that it is about is in the catalog.
        ServiceGone("The service was removed"),
        /// What is injected.
        NoAction("No fault"),
        /// On what it acts.
        NoTarget("No target"),
        /// What it can hurt at most.
        NoBlastRadius("No blast radius"),
        /// When the room stops.
        NoAbortCondition("No abort condition"),
        /// Who looks for it.
        NoWatcher("Nobody watches"),
        /// A condition is decided by something that is measured.
        UnmeasuredCondition("Condition on nothing measured"),
        /// How the fault is undone.
        NoRollback("No rollback"),
        /// Whoever must agree has agreed.
        NotApproved("Approval missing"),
        /// Somebody outside the room agrees to a fault in production.
        NobodyApproves("Nobody has approved it"),
        /// The error budget allows chaos.
        BudgetForbids("Error budget forbids it"),
        /// Somebody knows the error budget.
        BudgetUnknown("Error budget unknown"),
        /// The rollback undoes what was done.
        RollbackElsewhere("Rollback aims elsewhere"),
        /// The rollback was tried.
        NotRehearsed("Rollback never rehearsed"),
        /// What the metric usually is.
        NoBaseline("No baseline"),
        /// What is acceptable.
        NoRange("No acceptable range"),
        /// A person can stand in for a watcher that cannot see.
        LiveWithoutPerson("No person beside the watcher"),
        /// Live watchers have somebody to ask.
        LiveSwitchedOff("Live watcher without Prometheus"),
        /// A condition can trip before the fault is out again.
        TripsTooLate("Trips too late"),
        /// The day has room for its experiments.
        DoesNotFit("The day is too short"),
        /// An experiment keeps to its timebox.
        TimeboxTooShort("Timebox too short"),
        /// The day begins on the day that its plan names.
        AnotherDate("Not the planned date"),
    }
}

/// Something that should be mended before the start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule that it breaks.
    pub rule: Rule,
    /// Whether it blocks the start.
    pub severity: Severity,
    /// The experiment that it is about; `None` for the day.
    pub experiment: Option<Id>,
    /// The field to mend, in the experiment or in the day.
    pub field: String,
    /// What is wrong, in words.
    pub message: String,
}

/// What the plan of an experiment is held against besides itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Surroundings {
    /// The day on which it is looked at.
    pub today: Date,
    /// What is left of the service's error budget; `None` when nobody said.
    pub budget: Option<Budget>,
    /// Seconds between two checks of the workspace's Prometheus; `None` where it has none to ask.
    pub every_s: Option<u32>,
    /// The service that it names is no longer in the catalog.
    pub service_gone: bool,
}

impl Finding {
    /// Whether a plan with it is not called ready. A day takes place although somebody has tidied up the catalog, but whoever
    /// looks at it is told.
    #[must_use]
    pub fn is_unready(&self) -> bool {
        self.severity == Severity::Error || self.rule == Rule::ServiceGone
    }
}

impl Rule {
    /// Why it is a rule.
    #[must_use]
    pub fn why(self) -> &'static str {
        LINT.iter().find(|words| words.rule == self).map_or("", |words| words.why.as_str())
    }

    /// Whether it blocks the start.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::FacilitatorInjects
            | Self::ServiceGone
            | Self::NoEnvironment
            | Self::NobodyApproves
            | Self::BudgetUnknown
            | Self::RollbackElsewhere
            | Self::NotRehearsed
            | Self::NoBaseline
            | Self::NoRange
            | Self::LiveWithoutPerson
            | Self::LiveSwitchedOff
            | Self::TripsTooLate
            | Self::DoesNotFit
            | Self::TimeboxTooShort
            | Self::AnotherDate => Severity::Warning,
            _ => Severity::Error,
        }
    }

    fn finding(self, field: &str, message: String) -> Finding {
        Finding { rule: self, severity: self.severity(), experiment: None, field: field.to_owned(), message }
    }
}

/// Everything that stands between a plan and its start: first the day's, then each experiment's. `every_s` is how often the
/// workspace's Prometheus is asked, where it has one.
#[must_use]
pub fn plan(plan: &Plan, today: Date, every_s: Option<u32>) -> Vec<Finding> {
    let mut findings = game_day(&plan.game_day);
    findings.extend(too_short(plan));
    for planned in &plan.experiments {
        let service_gone = planned.service.is_none();
        let surroundings = Surroundings { today, budget: planned.budget, every_s, service_gone };
        let decision = plan.game_day.overrides.iter().find(|decision| decision.experiment == planned.id);
        let of_experiment = experiment(&planned.experiment, &surroundings)
            .into_iter()
            .filter_map(|finding| against(finding, decision, planned.budget))
            .chain(unasked(&planned.experiment, &plan.game_day.environment))
            .map(|finding| Finding { experiment: Some(planned.id), ..finding });
        findings.extend(of_experiment);
    }
    findings
}

/// Everything that stands between a plan and its start at `now`: what [`plan`] finds, and that it would begin on another date
/// than the planned one.
#[must_use]
pub fn at_start(plan: &Plan, now: Instant, zone: Zone, every_s: Option<u32>) -> Vec<Finding> {
    let today = zone.date(now);
    let moved = if let Begun::Moved(date) = plan.game_day.begun(now, zone) {
        let message = format!("The plan says {}. Today is {}.", weekday_words(date), weekday_words(today));
        Some(Rule::AnotherDate.finding("date", message))
    } else {
        None
    };
    moved.into_iter().chain(self::plan(plan, today, every_s)).collect()
}

/// What is wrong with the day itself.
#[must_use]
pub fn game_day(day: &GameDay) -> Vec<Finding> {
    let with = |role: Role| day.participants.iter().filter(move |participant| participant.role == role);
    let mut findings = Vec::new();
    let mut need = |ok: bool, rule: Rule, field: &str, message: &str| {
        if !ok {
            findings.push(rule.finding(field, message.to_owned()));
        }
    };
    need(
        !day.experiments.is_empty(),
        Rule::NoExperiment,
        "experiments",
        "The day has no experiment. Add at least one.",
    );
    need(
        with(Role::Facilitator).next().is_some(),
        Rule::NoFacilitator,
        "participants",
        "Nobody facilitates. Give one participant that role.",
    );
    need(
        day.participants.iter().map(|one| name_key(&one.name)).collect::<BTreeSet<_>>().len() >= 2,
        Rule::OnePerson,
        "participants",
        "A game day needs two people at least: one executes, another records.",
    );
    let both = with(Role::Facilitator)
        .find(|one| with(Role::Coordinator).any(|other| name_key(&other.name) == name_key(&one.name)));
    if let Some(both) = both {
        let message = format!("{} facilitates and injects. Let somebody else inject.", clip(&both.name, 60));
        need(false, Rule::FacilitatorInjects, "participants", &message);
    }
    need(
        Ground::of(&day.environment).is_some(),
        Rule::NoEnvironment,
        "environment",
        "The day does not say where its faults are injected. Write the environment: staging, production.",
    );
    findings
}

/// What is wrong with an experiment; the findings leave it to the caller to say which.
#[must_use]
pub fn experiment(experiment: &Experiment, surroundings: &Surroundings) -> Vec<Finding> {
    let title = format!("“{}”", clip(&experiment.title, 60));
    let mut findings = Vec::new();
    let mut found = |rule: Rule, field: &str, message: String| {
        findings.push(rule.finding(field, format!("{title} {message}")));
    };
    if surroundings.service_gone && experiment.service_id.is_some() {
        let message = "is about a service that was removed. Bring the service back, or choose another one.";
        found(Rule::ServiceGone, "service_id", message.to_owned());
    }
    incomplete(experiment, &mut found);
    unwatched(experiment, surroundings, &mut found);
    unapproved(experiment, surroundings, &mut found);
    unproven(experiment, surroundings, &mut found);
    findings
}

type Found<'a> = &'a mut dyn FnMut(Rule, &str, String);

/// What is simply not there.
fn incomplete(experiment: &Experiment, found: Found<'_>) {
    let fault = &experiment.fault;
    let lacks = [
        (
            experiment.hypothesis.sentence().is_none(),
            Rule::NoHypothesis,
            "hypothesis.when",
            "has no complete hypothesis: When …, the system will ….",
        ),
        (
            experiment.metrics.is_empty(),
            Rule::NoMetric,
            "metrics",
            "measures nothing: add a steady-state metric.",
        ),
        (is_blank(&fault.action), Rule::NoAction, "fault.action", "does not say what is injected."),
        (is_blank(&fault.target), Rule::NoTarget, "fault.target", "does not say on what the fault acts."),
        (
            is_blank(&fault.blast_radius),
            Rule::NoBlastRadius,
            "fault.blast_radius",
            "does not say how much the fault can hurt at most.",
        ),
        (
            experiment.conditions.is_empty(),
            Rule::NoAbortCondition,
            "conditions",
            "has no abort condition: say when the room stops at once.",
        ),
        (
            experiment.rollback.is_empty(),
            Rule::NoRollback,
            "rollback",
            "has no rollback step: say how the fault is undone.",
        ),
    ];
    for (lacks, rule, field, message) in lacks {
        if lacks {
            found(rule, field, message.to_owned());
        }
    }
}

/// What may go wrong although everything is filled in.
fn unproven(experiment: &Experiment, surroundings: &Surroundings, found: Found<'_>) {
    if !experiment.rollback.is_empty() && aims_elsewhere(experiment) {
        let message = format!(
            "has a rollback that mentions neither its target “{}” nor anything of what is injected: does it undo the fault?",
            clip(&experiment.fault.target, 60)
        );
        found(Rule::RollbackElsewhere, "rollback.0.text", message);
    }
    unrehearsed(experiment, surroundings.today, found);
    for (at, metric) in experiment.metrics.iter().enumerate() {
        let name = clip(&metric.name, 60);
        if metric.baseline.is_none() {
            found(
                Rule::NoBaseline,
                &format!("metrics.{at}.baseline"),
                format!("does not say what “{name}” usually is."),
            );
        }
        if metric.range.min.is_none() && metric.range.max.is_none() {
            let message = format!("accepts any value of “{name}”, so nothing can be out of range.");
            found(Rule::NoRange, &format!("metrics.{at}.range.max"), message);
        }
    }
    let steps_min = experiment.baseline_min + experiment.fault.duration_min;
    if let Some(timebox_min) = experiment.timebox_min.filter(|timebox_min| *timebox_min <= steps_min) {
        let message = format!(
            "has a timebox of {timebox_min} min, but its baseline and its fault alone take {steps_min} min."
        );
        found(Rule::TimeboxTooShort, "timebox_min", message);
    }
}

/// Rollback steps that nobody has tried. A rehearsal that is yet to come proves nothing.
fn unrehearsed(experiment: &Experiment, today: Date, found: Found<'_>) {
    let open = |at: &usize| {
        let step = experiment.rollback.get(*at);
        step.is_some_and(|step| step.rehearsed_on.is_none_or(|on| on > today))
    };
    let places: Vec<usize> = (0..experiment.rollback.len()).filter(open).collect();
    let Some(first) = places.first() else { return };
    let ahead =
        experiment.rollback.iter().filter_map(|step| step.rehearsed_on).filter(|on| *on > today).min();
    let ahead = ahead.map_or_else(String::new, |on| format!(" {} is yet to come.", day_words(on)));
    let message = format!(
        "has {} of {} rollback steps that were never rehearsed.{ahead}",
        places.len(),
        experiment.rollback.len()
    );
    found(Rule::NotRehearsed, &format!("rollback.{first}.rehearsed_on"), message);
}

fn day_words(date: Date) -> String {
    date.format("%-d %b %Y").to_string()
}

fn weekday_words(date: Date) -> String {
    date.format("%a %-d %b %Y").to_string()
}

fn too_short(plan: &Plan) -> Option<Finding> {
    let length_ms = plan.game_day.length_ms()?;
    let wanted_ms: i64 = plan.experiments.iter().map(|planned| planned.experiment.planned_ms()).sum();
    (wanted_ms > length_ms).then(|| {
        let message = format!(
            "The experiments take {}, the day has {}. Move one to another day, or let the day end later.",
            crate::time::words(wanted_ms),
            crate::time::words(length_ms)
        );
        Rule::DoesNotFit.finding("end", message)
    })
}

#[cfg(test)]
mod tests;
