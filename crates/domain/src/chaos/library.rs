//! The handbook's experiments as templates: everything that can be said before the system under test is known.

use crate::chaos::{
    content::{APPROVING, LIBRARY as FILE},
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
    /// Its name in `assets/content/chaos/library.toml`; never changes.
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
            approvals: APPROVING
                .iter()
                .map(|role| Approval { name: role.clone(), granted_on: None })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Noun;
    use crate::{
        Date,
        chaos::lint::{self, Rule, Surroundings},
    };
    use std::collections::BTreeSet;

    fn lint(experiment: &Experiment) -> BTreeSet<Rule> {
        let nobody_said =
            Surroundings { today: Date::default(), budget: None, every_s: None, service_gone: false };
        lint::experiment(experiment, &nobody_said).into_iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn the_handbook_s_twelve_are_there_in_its_order() {
        let kinds: Vec<_> = LIBRARY.iter().map(|template| template.kind).collect();
        let (network, compute, storage) = (FaultKind::Network, FaultKind::Compute, FaultKind::Storage);
        let dependency = FaultKind::Dependency;
        assert_eq!(
            kinds,
            [
                network,
                network,
                network,
                compute,
                compute,
                compute,
                storage,
                storage,
                dependency,
                dependency,
                FaultKind::Data,
                FaultKind::Scale
            ]
        );
        let keys: BTreeSet<_> = LIBRARY.iter().map(|template| &template.key).collect();
        let titles: BTreeSet<_> = LIBRARY.iter().map(|template| &template.title).collect();
        assert_eq!((keys.len(), titles.len()), (12, 12));
    }

    #[test]
    fn every_template_may_be_saved_and_leaves_to_the_room_what_only_the_room_knows() {
        let left_to_the_room = BTreeSet::from([
            Rule::NoWatcher,
            Rule::NotApproved,
            Rule::BudgetUnknown,
            Rule::NotRehearsed,
            Rule::NoBaseline,
        ]);
        for template in LIBRARY.iter() {
            let experiment = template.experiment();
            assert_eq!(experiment.check(), Ok(()), "{}", template.key);
            assert_eq!(lint(&experiment), left_to_the_room, "{}", template.key);
            assert!(!experiment.library && experiment.repeats.is_none(), "{}", template.key);
            assert!(!experiment.validates.is_empty(), "{}", template.key);
            assert!(experiment.rollback.len() >= 3, "{}", template.key);
        }
    }

    #[test]
    fn filled_in_by_the_room_nothing_stands_in_its_way() {
        for template in LIBRARY.iter() {
            let mut experiment = template.experiment();
            for metric in &mut experiment.metrics {
                metric.baseline = metric.range.min.or(metric.range.max);
            }
            for condition in &mut experiment.conditions {
                condition.watcher = "Mira".to_owned();
            }
            for approval in &mut experiment.approvals {
                approval.granted_on = Some(Date::default());
                approval.name = "Priya Raman".to_owned(); // the library names roles, and a role agrees to nothing
            }
            for step in &mut experiment.rollback {
                step.rehearsed_on = Some(Date::default());
            }
            assert_eq!(lint(&experiment), BTreeSet::from([Rule::BudgetUnknown]), "{}", template.key);
        }
    }

    #[test]
    fn a_condition_is_bad_on_one_side_of_a_metric_that_is_measured() {
        for template in LIBRARY.iter() {
            let experiment = template.experiment();
            assert!(
                experiment.conditions.iter().filter(|condition| condition.threshold.is_some()).count() >= 2,
                "{}: one of its own and the burn rate",
                template.key
            );
            for condition in &experiment.conditions {
                let Some((name, threshold)) = condition.metric.as_ref().zip(condition.threshold) else {
                    assert!(condition.metric.is_none() && condition.threshold.is_none());
                    continue;
                };
                let metric = experiment.metrics.iter().find(|metric| metric.name == *name);
                let range = metric.map(|metric| metric.range).unwrap_or_default();
                let bound = match threshold.side {
                    Side::Above => range.max,
                    Side::Below => range.min,
                };
                // What is acceptable never stops the experiment: the stop lies beyond the bound, or on it.
                assert!(
                    bound.is_some_and(|bound| !threshold.crossed_by(bound)),
                    "{}: {}",
                    template.key,
                    condition.text
                );
            }
            for metric in &experiment.metrics {
                assert!(!metric.source.is_empty() && metric.range != Range::default(), "{}", metric.name);
            }
        }
    }
}
