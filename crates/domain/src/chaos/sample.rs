//! The chapter of the sample company: a first try in staging, the same in production two weeks later, and a day that is
//! planned.

use super::{
    game_day::Plan,
    lint,
    run::{Entry, Event},
};
use crate::{Instant, Zone, chapter::Line};
use serde_json::{Error, Map, Value, to_value};

/// The records and the journals, written around the day of the story.
pub const CHAPTER: &str = include_str!("../../../../fixtures/sample/chaos.json");

/// The journal of a day that has run. The plan is not in the file twice: it is what the records say, as it stood when the
/// day began, which `plan` tells.
pub fn journal(
    lines: Vec<Line>,
    zone: Zone,
    plan: impl Fn(Instant) -> Option<Plan>,
) -> Result<Vec<Entry>, Error> {
    let entry = |(seq, line): (u64, Line)| {
        let mut event = line.event;
        if let Some(fields) = event.as_object_mut().filter(|fields| is_start(fields)) {
            let plan = plan(line.at);
            let findings = plan.as_ref().map(|plan| lint::plan(plan, zone.date(line.at), None));
            let read: Vec<_> = findings.into_iter().flatten().map(|finding| finding.message).collect();
            fields.insert("acknowledged".to_owned(), to_value(read)?);
            fields.insert("plan".to_owned(), to_value(plan)?);
        }
        let event: Event = serde_json::from_value(event)?;
        Ok(Entry { seq, at: line.at, actor: line.actor, event })
    };
    (1..).zip(lines).map(entry).collect()
}

fn is_start(event: &Map<String, Value>) -> bool {
    event.get("event").and_then(Value::as_str) == Some("day-started")
}
