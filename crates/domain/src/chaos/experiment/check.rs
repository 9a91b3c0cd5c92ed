//! What an experiment may hold when it is written to the file.

use super::{AbortCondition, Experiment, Metric, figure};
use crate::text::{self, Invalid};

/// Whether it may be written to the file.
///
/// # Errors
/// The first field that is beyond its limits.
pub(super) fn of(experiment: &Experiment) -> Result<(), Invalid> {
    text::required_line("title", "The experiment's title", &experiment.title)?;
    text::prose("hypothesis.when", "The hypothesis", &experiment.hypothesis.when)?;
    text::prose("hypothesis.then", "The hypothesis", &experiment.hypothesis.then)?;
    text::prose("fault.action", "The fault", &experiment.fault.action)?;
    text::line("fault.target", "The target", &experiment.fault.target)?;
    text::line("fault.blast_radius", "The blast radius", &experiment.fault.blast_radius)?;
    text::minutes("fault.duration_min", "The duration of the fault", experiment.fault.duration_min)?;
    text::minutes("baseline_min", "The baseline", experiment.baseline_min)?;
    text::line("validates", "What it validates", &experiment.validates)?;
    if let Some(timebox_min) = experiment.timebox_min {
        text::minutes("timebox_min", "The timebox", timebox_min)?;
    }
    text::original(experiment.original.as_deref())?;
    text::list("metrics", "The list of metrics", &experiment.metrics)?;
    for (at, metric) in experiment.metrics.iter().enumerate() {
        metric.check(&format!("metrics.{at}"))?;
        if experiment.metrics.iter().take(at).any(|other| other.name == metric.name) {
            let words =
                format!("Two metrics are called “{}”. Readings could not be told apart.", metric.name);
            return Err(Invalid::new(format!("metrics.{at}.name"), words));
        }
    }
    text::list("conditions", "The list of abort conditions", &experiment.conditions)?;
    for (at, condition) in experiment.conditions.iter().enumerate() {
        condition.check(&format!("conditions.{at}"))?;
    }
    text::list("rollback", "The list of rollback steps", &experiment.rollback)?;
    for (at, step) in experiment.rollback.iter().enumerate() {
        text::required_line(&format!("rollback.{at}.text"), "The rollback step", &step.text)?;
    }
    text::list("approvals", "The list of approvals", &experiment.approvals)?;
    for (at, approval) in experiment.approvals.iter().enumerate() {
        text::required_line(&format!("approvals.{at}.name"), "The approver", &approval.name)?;
    }
    Ok(())
}

impl Metric {
    fn check(&self, at: &str) -> Result<(), Invalid> {
        text::required_line(&format!("{at}.name"), "The metric's name", &self.name)?;
        text::line(&format!("{at}.unit"), "The unit", &self.unit)?;
        text::line(&format!("{at}.source"), "The source", &self.source)?;
        query(&format!("{at}.query"), self.query.as_deref())?;
        let bounds =
            [("baseline", self.baseline), ("range.min", self.range.min), ("range.max", self.range.max)];
        for (field, value) in bounds {
            if let Some(value) = value {
                text::number(&format!("{at}.{field}"), "The value", value)?;
            }
        }
        match (self.range.min, self.range.max) {
            (Some(min), Some(max)) if min > max => Err(Invalid::new(
                format!("{at}.range.min"),
                format!(
                    "The range runs from {} to {}: nothing fits between. Swap the two.",
                    figure(min),
                    figure(max)
                ),
            )),
            _ => Ok(()),
        }
    }
}

impl AbortCondition {
    fn check(&self, at: &str) -> Result<(), Invalid> {
        text::required_line(&format!("{at}.text"), "The abort condition", &self.text)?;
        text::line(&format!("{at}.watcher"), "The watcher", &self.watcher)?;
        text::minutes(&format!("{at}.check_every_min"), "The interval between checks", self.check_every_min)?;
        if let Some(threshold) = self.threshold {
            text::number(&format!("{at}.threshold.value"), "The threshold", threshold.value)?;
        }
        query(&format!("{at}.query"), self.query.as_deref())?;
        if self.trip_after == 0 || self.trip_after > TRIP_AFTER_MAX {
            let words = format!("A live watcher trips after 1 to {TRIP_AFTER_MAX} checks in a row.");
            return Err(Invalid::new(format!("{at}.trip_after"), words));
        }
        if self.metric.is_some() && self.query.is_some() {
            let words = "A metric and a query both decide this condition. Keep one of them.";
            return Err(Invalid::new(format!("{at}.query"), words));
        }
        if self.threshold.is_some() != (self.metric.is_some() || self.query.is_some()) {
            let words =
                "A threshold needs a metric or a query, and they need a threshold. Fill both, or neither.";
            return Err(Invalid::new(format!("{at}.metric"), words));
        }
        Ok(())
    }
}

/// Most checks in a row that a live watcher may wait for.
pub const TRIP_AFTER_MAX: u32 = 100;

/// A query is one line or several; an empty one is no query.
fn query(at: &str, query: Option<&str>) -> Result<(), Invalid> {
    let Some(query) = query else { return Ok(()) };
    text::prose(at, "The query", query)?;
    if text::is_blank(query) {
        Err(Invalid::new(at, "The query is empty. Write one, or remove it."))
    } else {
        Ok(())
    }
}
