//! One fault, what is expected of the system, and what keeps it safe. Handbook part 7.

mod check;

pub use check::TRIP_AFTER_MAX;

use crate::{
    Date, Id, Summary,
    chaos::{
        lint,
        run::{Series, Step},
    },
    choice::choice,
    record::{Noun, Relation},
    text::Invalid,
};
use serde::{Deserialize, Serialize};

choice! {
    /// How far its plan is.
    ExperimentStatus {
        /// Something stands in the way of its start.
        Draft("Draft"),
        /// Nothing in it stands in the way of its start.
        Ready("Ready"),
        /// Kept in the library, to be copied from.
        Template("Template"),
    }
}

choice! {
    /// The family of a fault.
    FaultKind {
        /// Latency, loss, name resolution.
        Network("Network"),
        /// Processes, processors, disks of a node.
        Compute("Compute"),
        /// Databases and caches.
        Storage("Storage"),
        /// Something that we call and do not run.
        Dependency("Dependency"),
        /// Clocks, order, content.
        Data("Data"),
        /// More load than usual.
        Scale("Scale"),
    }
}

choice! {
    /// On which side of the threshold it is bad.
    Side {
        /// Bad above.
        Above("above"),
        /// Bad below.
        Below("below"),
    }
}

/// What is done to the system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The family.
    pub kind: FaultKind,
    /// The injection in words: "Block egress to the payment provider".
    pub action: String,
    /// On what: a service, a node, a share of traffic.
    pub target: String,
    /// The most that can be hurt: single pod, single AZ, a percentage of traffic.
    pub blast_radius: String,
    /// How long it stays, in minutes.
    pub duration_min: u32,
}

/// Bounds that a value should stay within; a side that is absent has no bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// Smallest acceptable value.
    pub min: Option<f64>,
    /// Largest acceptable value.
    pub max: Option<f64>,
}

/// One number that says whether the system is in its steady state.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Metric {
    /// What the room calls it.
    pub name: String,
    /// Its unit: `%`, `ms`, `/ h`.
    pub unit: String,
    /// What it usually is.
    pub baseline: Option<f64>,
    /// What is acceptable during the fault.
    pub range: Range,
    /// Where it is read: a dashboard, a query, a person.
    pub source: String,
    /// The Prometheus query that reads it by itself, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
}

/// A number and the side on which it is bad.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Threshold {
    /// Bad above or below.
    pub side: Side,
    /// The number, in the metric's unit.
    pub value: f64,
}

/// A reason to stop at once, and the person who looks for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AbortCondition {
    /// The condition in words.
    pub text: String,
    /// Name of the metric whose readings decide it, where there is one.
    pub metric: Option<String>,
    /// A Prometheus query of its own whose value decides it, where no metric does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// From which value on.
    pub threshold: Option<Threshold>,
    /// How many checks in a row must be on the bad side before a live watcher trips it; at least one.
    #[serde(default = "trip_after")]
    pub trip_after: u32,
    /// Who watches.
    pub watcher: String,
    /// How often they look, in minutes.
    pub check_every_min: u32,
}

const fn trip_after() -> u32 {
    3
}

/// One step that undoes the fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollbackStep {
    /// What to do.
    pub text: String,
    /// When it was last rehearsed.
    pub rehearsed_on: Option<Date>,
}

/// Somebody's consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Who has to agree.
    pub name: String,
    /// When they did.
    pub granted_on: Option<Date>,
}

/// "When …, the system will …".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hypothesis {
    /// The fault, as the system meets it; reads after "When".
    pub when: String,
    /// The expected behaviour; reads after "the system will".
    pub then: String,
}

/// An experiment as planned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Experiment {
    /// Its name.
    pub title: String,
    /// The service under test.
    pub service_id: Option<Id>,
    /// What we believe.
    pub hypothesis: Hypothesis,
    /// What tells us.
    pub metrics: Vec<Metric>,
    /// What we do.
    pub fault: Fault,
    /// How long the steady state is watched before anything is done, in minutes.
    pub baseline_min: u32,
    /// When we stop at once.
    pub conditions: Vec<AbortCondition>,
    /// How we undo it.
    pub rollback: Vec<RollbackStep>,
    /// Who agreed.
    pub approvals: Vec<Approval>,
    /// What it shows about the system when it holds: "timeout handling, circuit breakers".
    #[serde(default)]
    pub validates: String,
    /// The most that it may take on the day, from its baseline to its outcome, in minutes; without one, the sum of its steps.
    #[serde(default)]
    pub timebox_min: Option<u32>,
    /// Kept in the library: copied onto days, never run itself.
    #[serde(default)]
    pub library: bool,
    /// The experiment that this one is a copy of: results of both can be compared.
    #[serde(default)]
    pub repeats: Option<Id>,
    /// The file that it was imported from, word for word, so that an export loses nothing that Readyroom has no field for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
}

impl Range {
    /// Whether `value` is within.
    #[must_use]
    pub fn holds(self, value: f64) -> bool {
        self.min.is_none_or(|min| value >= min) && self.max.is_none_or(|max| value <= max)
    }

    /// `≥ 99.5`, `≤ 900`, `10–20`, or `any`, without the unit.
    #[must_use]
    pub fn words(self) -> String {
        match (self.min, self.max) {
            (None, None) => "any".to_owned(),
            (Some(min), None) => format!("≥ {}", figure(min)),
            (None, Some(max)) => format!("≤ {}", figure(max)),
            (Some(min), Some(max)) => format!("{}–{}", figure(min), figure(max)),
        }
    }
}

impl Threshold {
    /// Whether `value` is on the bad side.
    #[must_use]
    pub fn crossed_by(self, value: f64) -> bool {
        match self.side {
            Side::Above => value > self.value,
            Side::Below => value < self.value,
        }
    }
}

impl Hypothesis {
    /// The whole sentence, or nothing while a half is missing.
    #[must_use]
    pub fn sentence(&self) -> Option<String> {
        let (when, then) = (self.when.trim(), self.then.trim().trim_end_matches('.'));
        (!when.is_empty() && !then.is_empty())
            .then(|| format!("When {}, the system will {then}.", when.trim_end_matches(',')))
    }
}

/// A number with thousands separated, and no digits that say nothing: `1,208`, `99.71`.
#[must_use]
pub fn figure(value: f64) -> String {
    let plain = format!("{}", (value * 10_000.0).round() / 10_000.0);
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("−", rest));
    let (whole, fraction) =
        digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    fraction.map_or_else(|| format!("{sign}{grouped}"), |fraction| format!("{sign}{grouped}.{fraction}"))
}

/// A number with its unit: `99.71 %`, `861 ms`, `14`.
#[must_use]
pub fn quantity(value: f64, unit: &str) -> String {
    if unit.is_empty() { figure(value) } else { format!("{} {unit}", figure(value)) }
}

/// A value that an instrument read, with as many digits as a room can use: `99.71 %`, `789.7 ms`, `12,346`.
#[must_use]
pub fn measured(value: f64, unit: &str) -> String {
    if value.is_infinite() {
        return if value > 0.0 { "+Inf" } else { "−Inf" }.to_owned(); // as Prometheus writes it
    }
    quantity(rounded(value), unit)
}

fn rounded(value: f64) -> f64 {
    let scale = match value.abs() {
        1_000.0.. => 1.0,
        100.0.. => 10.0,
        10.0.. => 100.0,
        1.0.. => 1_000.0,
        _ => 10_000.0,
    };
    let near = (value * scale).round() / scale;
    // Nearly all is not all: of 99.998 % somebody is still without an answer.
    if value.abs() < 100.0 && near.abs() >= 100.0 { value } else { near }
}

impl Noun for Experiment {
    const SCHEMA: u32 = 2;
    const WITHOUT_SERVICE: Option<(&'static str, &'static str)> = Some(("ready", "draft"));
    const EXAMPLE: &'static str = "Payment provider blocked";
    const IMPORTED: &'static str = "An experiment that came in still needs what no file says: who watches, who agreed, and when the rollback was rehearsed.";

    fn named(title: &str, _: &str) -> Option<Self> {
        Some(Self::named(title))
    }

    fn summary(&self) -> Summary {
        Summary {
            title: self.title.clone(),
            status: self.status().word().to_owned(),
            service_id: self.service_id,
            links: self.repeats.iter().map(|id| (Relation::Repeats, *id)).collect(),
            search: format!("{} {} {}", self.hypothesis.when, self.hypothesis.then, self.fault.action),
            ..Summary::default()
        }
    }

    fn check(&self) -> Result<(), Invalid> {
        check::of(self)
    }
}

impl Experiment {
    /// An experiment that has only a name yet.
    #[must_use]
    pub fn named(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            service_id: None,
            hypothesis: Hypothesis::default(),
            metrics: Vec::new(),
            fault: Fault {
                kind: FaultKind::Dependency,
                action: String::new(),
                target: String::new(),
                blast_radius: String::new(),
                duration_min: 10,
            },
            baseline_min: 15,
            conditions: Vec::new(),
            rollback: Vec::new(),
            approvals: Vec::new(),
            validates: String::new(),
            timebox_min: None,
            library: false,
            repeats: None,
            original: None,
        }
    }

    /// The query behind a series, where there is one.
    #[must_use]
    pub fn query_of(&self, series: Series) -> Option<&str> {
        match series {
            Series::Metric(at) => self.metrics.get(at)?.query.as_deref(),
            Series::Condition(at) => self.conditions.get(at)?.query.as_deref(),
        }
    }

    /// The series that a live watcher decides a condition by, where one does.
    #[must_use]
    pub fn live_series(&self, condition: usize) -> Option<Series> {
        let planned = self.conditions.get(condition)?;
        if planned.query.is_some() {
            return Some(Series::Condition(condition));
        }
        let name = planned.metric.as_ref()?;
        let at = self.metrics.iter().position(|metric| metric.name == *name && metric.query.is_some())?;
        Some(Series::Metric(at))
    }

    /// What the day's plan allows for the whole experiment, in milliseconds: its timebox, else the sum of its steps.
    #[must_use]
    pub fn planned_ms(&self) -> i64 {
        self.timebox_min.map_or_else(
            || {
                let counted_min = i64::from(self.baseline_min) + i64::from(self.fault.duration_min);
                counted_min * 60_000 + Step::ALL.iter().map(|step| step.allowance_ms()).sum::<i64>()
            },
            |timebox_min| i64::from(timebox_min) * 60_000,
        )
    }

    /// Whether nothing in the plan itself stands in the way of its start; see [`lint::experiment`] for what does.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        // Only what is written in the experiment: the budget, the calendar and the catalog change without it.
        let nowhere =
            lint::Surroundings { today: Date::MAX, budget: None, every_s: Some(1), service_gone: false };
        lint::experiment(self, &nowhere).iter().all(|finding| finding.severity == lint::Severity::Warning)
    }

    /// How far its plan is.
    #[must_use]
    pub fn status(&self) -> ExperimentStatus {
        match (self.library, self.is_ready()) {
            (true, _) => ExperimentStatus::Template,
            (false, true) => ExperimentStatus::Ready,
            (false, false) => ExperimentStatus::Draft,
        }
    }
}

#[cfg(test)]
mod tests;
