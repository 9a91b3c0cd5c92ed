//! The chapter of the sample company: what went wrong this month, and how it ended. The records follow from the journals.

use super::{
    Incident,
    run::{Entry, Event, Run},
};
use crate::{Zone, chapter::Line, journal::Fold};
use serde_json::Error;

/// The journals, written around the day of the story.
pub const CHAPTER: &str = include_str!("../../../../fixtures/sample/incident.json");

/// The journal of an incident, and its record.
///
/// # Errors
/// An entry is none of an incident.
pub fn incident(lines: Vec<Line>, zone: Zone) -> Result<(Option<Incident>, Vec<Entry>), Error> {
    let entry = |(seq, line): (u64, Line)| {
        let mut event = serde_json::from_value(line.event)?;
        if let Event::Declared { declaration } = &mut event {
            declaration.name_channel(zone.date(line.at));
        }
        Ok(Entry { seq, at: line.at, actor: line.actor, event })
    };
    let entries = (1..).zip(lines).map(entry).collect::<Result<Vec<_>, Error>>()?;
    let run = Run::fold(&entries);
    Ok((run.map(|run| Incident::of(&run, zone)), entries))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use crate::{
        incident::{Hours, IncidentStatus, TimeTo},
        sample::sample,
        time::parse_date,
    };

    #[test]
    fn every_entry_of_the_chapter_is_admitted_and_every_incident_is_over() {
        let sample = sample(parse_date("2026-11-24").unwrap());
        assert!(sample.incidents.len() >= 3);
        for (_, entries) in &sample.incidents {
            let mut run = Run::begin(entries.first().unwrap()).unwrap();
            for entry in &entries[1..] {
                assert_eq!(run.admit(&entry.event, entry.at), Ok(()), "{entry:?}");
                run.apply(entry);
            }
            assert_eq!(run.status(), IncidentStatus::Resolved);
            assert!(run.marks().out_of_order().is_empty());
            for metric in TimeTo::ALL {
                assert!(
                    run.marks().length(*metric, &Hours::RoundTheClock).is_ok(),
                    "{metric} of {}",
                    run.title
                );
            }
        }
    }
}
