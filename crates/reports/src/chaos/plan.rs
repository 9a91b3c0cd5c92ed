//! What a planned day is held against: its findings, and its timetable as if it began on time.

use super::Day;
use crate::paper::{count, mark};
use domain::{
    Zone,
    chaos::{
        game_day::Plan,
        lint::{self, Finding, Severity},
        run::{Entry, Event, Run},
    },
    journal::{Agenda, Fold},
};
use serde_json::{Value, json};

/// The timetable of a plan: the day as if it began on time. `None` without a beginning.
pub fn agenda(plan: &Plan, zone: Zone) -> Option<Agenda> {
    let at = plan.game_day.at.filter(|_| plan.game_day.start.is_some())?;
    let event = Event::DayStarted { plan: Box::new(plan.clone()), acknowledged: Vec::new() };
    let first = Entry { seq: 1, at, actor: String::new(), event };
    Some(Run::begin(&first)?.agenda(at, zone))
}

/// What stands between the plan and its start. A day that has begun has left that behind.
pub fn found(day: &Day<'_>) -> Vec<Finding> {
    if day.run.is_some() {
        return Vec::new();
    }
    let mut found = lint::plan(day.plan, day.zone.date(day.from.now), day.from.workspace.every_s());
    found.sort_by_key(|finding| finding.severity); // errors first, else in the order of the plan
    found
}

pub fn findings(day: &Day<'_>) -> Value {
    let row = |finding: Finding| {
        let state = match finding.severity {
            Severity::Error => mark("Error", "bad"),
            Severity::Warning => mark("Warning", "watch"),
        };
        json!({ "state": state, "what": finding.message, "why": finding.rule.why() })
    };
    found(day).into_iter().map(row).collect()
}

/// More stand in the table of all findings.
const ERRORS_MAX: usize = 5;

/// Whether the day can begin, in a sentence or two.
pub fn ready(day: &Day<'_>) -> Vec<String> {
    let found = found(day);
    let errors = found.iter().filter(|finding| finding.severity == Severity::Error).count();
    let warnings = found.len() - errors;
    let mut lines = Vec::new();
    if errors > 0 {
        let (block, them) = if errors == 1 { ("blocks", "it") } else { ("block", "them") };
        lines.push(format!("{} {block} the start: mend {them} first.", count(errors, "error")));
        lines.extend(found.iter().take(errors.min(ERRORS_MAX)).map(|finding| finding.message.clone()));
    }
    if warnings > 0 {
        lines.push(format!("{} to be read and accepted before the start.", count(warnings, "warning")));
    }
    if found.is_empty() {
        lines.push("Nothing stands in the way: no rule of a safe plan is broken.".to_owned());
    }
    lines
}
