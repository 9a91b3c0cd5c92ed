//! The handbook's experiments as templates: everything that can be said before the system under test is known.

use crate::{
    content::LIBRARY as FILE,
    experiment::{
        AbortCondition, Approval, Experiment, Fault, FaultKind, Hypothesis, Metric, Range, RollbackStep,
        Side, Threshold,
    },
};
use serde::Deserialize;
use std::sync::LazyLock;

/// One experiment of the library.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Its name in `assets/content/library.toml`; never changes.
    pub key: String,
    /// What the experiment is called.
    pub title: String,
    /// The family of the fault.
    pub kind: FaultKind,
    /// What it shows about the system when it holds.
    pub validates: String,
    /// The fault, as the system meets it; reads after "When".
    pub when: String,
    /// The expected behaviour; reads after "the system will".
    pub then: String,
    /// The injection.
    pub action: String,
    /// On what, to be made precise.
    pub target: String,
    /// The most that it should hurt the first time.
    pub blast_radius: String,
    /// How long the fault stays, in minutes.
    pub duration_min: u32,
    /// How long the steady state is watched before, in minutes.
    pub baseline_min: u32,
    /// What undoes exactly this fault, in order.
    pub rollback: Vec<String>,
    /// What to measure, besides what every experiment measures.
    pub metrics: Vec<SuggestedMetric>,
    /// When to stop because of this fault, besides the handbook's three reasons.
    pub conditions: Vec<SuggestedCondition>,
}

/// What every experiment has, whatever its fault.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Common {
    /// Whose consent it takes, by what they do; the room puts names in their place.
    pub approvals: Vec<String>,
    /// What to measure.
    pub metrics: Vec<SuggestedMetric>,
    /// The handbook's three reasons to stop.
    pub conditions: Vec<SuggestedCondition>,
}

/// A metric without the numbers that only the room knows.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuggestedMetric {
    /// What it is called.
    pub name: String,
    /// Its unit.
    #[serde(default)]
    pub unit: String,
    /// The smallest acceptable value, where small is bad.
    pub min: Option<f64>,
    /// The largest acceptable value, where large is bad.
    pub max: Option<f64>,
    /// Where it is usually read.
    pub source: String,
}

/// An abort condition without its watcher.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuggestedCondition {
    /// The condition in words.
    pub text: String,
    /// The metric that decides it.
    pub metric: Option<String>,
    /// Bad above this.
    pub above: Option<f64>,
    /// Bad below this.
    pub below: Option<f64>,
    /// How often somebody looks, in minutes.
    pub check_every_min: u32,
}

/// The library, in the order of the handbook.
pub static LIBRARY: LazyLock<&'static [Template]> = LazyLock::new(|| &FILE.experiment);

impl Template {
    /// An experiment to be filled in: its service, its watchers, what is usual, who agreed and what was rehearsed.
    #[must_use]
    pub fn experiment(&self) -> Experiment {
        let common = &FILE.common;
        let metrics = self.metrics.iter().chain(&common.metrics);
        let conditions = self.conditions.iter().chain(&common.conditions);
        Experiment {
            hypothesis: Hypothesis { when: self.when.clone(), then: self.then.clone() },
            metrics: metrics.map(SuggestedMetric::metric).collect(),
            fault: Fault {
                kind: self.kind,
                action: self.action.clone(),
                target: self.target.clone(),
                blast_radius: self.blast_radius.clone(),
                duration_min: self.duration_min,
            },
            baseline_min: self.baseline_min,
            conditions: conditions.map(SuggestedCondition::condition).collect(),
            rollback: self
                .rollback
                .iter()
                .map(|text| RollbackStep { text: text.clone(), rehearsed_on: None })
                .collect(),
            approvals: common
                .approvals
                .iter()
                .map(|name| Approval { name: name.clone(), granted_on: None })
                .collect(),
            validates: self.validates.clone(),
            ..Experiment::named(&self.title)
        }
    }
}

impl SuggestedMetric {
    fn metric(&self) -> Metric {
        Metric {
            name: self.name.clone(),
            unit: self.unit.clone(),
            baseline: None,
            range: Range { min: self.min, max: self.max },
            source: self.source.clone(),
            query: None,
        }
    }
}

impl SuggestedCondition {
    fn condition(&self) -> AbortCondition {
        let above = self.above.map(|value| Threshold { side: Side::Above, value });
        let below = self.below.map(|value| Threshold { side: Side::Below, value });
        AbortCondition {
            text: self.text.clone(),
            metric: self.metric.clone(),
            query: None,
            threshold: above.or(below),
            trip_after: 3,
            watcher: String::new(),
            check_every_min: self.check_every_min,
        }
    }
}
