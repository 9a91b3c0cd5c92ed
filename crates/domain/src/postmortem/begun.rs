//! Where a postmortem begins: with an incident, all of which is carried over, or with a surprise of a game day.

use super::{Answer, Factor, Moment, Postmortem, Proposed, Role, When};
use crate::{
    Id, Instant, Zone,
    incident::{
        Incident, Mark,
        content::INCIDENT,
        run::{Attempt, Entry, Event, Run},
    },
    journal::Fold,
};

impl Postmortem {
    /// One about an incident: `run` is where its journal `entries` have led. Days are those of `zone`.
    #[must_use]
    pub fn of_incident(id: Id, run: &Run, entries: &[Entry], zone: Zone) -> Self {
        let incident = Incident::of(run, zone);
        let mut begun = Self {
            service_id: incident.service_id,
            origin: Some(id),
            severity: Some(incident.severity),
            date: incident.began_at().map(|at| zone.date(at)),
            root_cause: run.cause().unwrap_or_default().to_owned(),
            how_resolved: ended_by(run, entries),
            timeline: timeline(run, entries),
            ..Self::titled(&incident.title)
        };
        begun.impact.users_affected = incident.affected;
        for served in &run.people {
            if !begun.participants.contains(&served.name) {
                begun.participants.push(served.name.clone());
            }
        }
        for raised in &run.course.actions {
            let action =
                Proposed { key: begun.next_action(), factor: None, answer: Answer::Raised(raised.action) };
            begun.actions.push(action);
        }
        begun
    }

    /// One about something that surprised a game day: `day` is its record.
    #[must_use]
    pub fn of_surprise(day: Id, title: &str, surprise: &str, at: Instant, service_id: Option<Id>) -> Self {
        let mut begun = Self { origin: Some(day), service_id, ..Self::titled(title) };
        begun.timeline.push(moment(1, at, surprise.to_owned(), vec![Mark::Detected]));
        begun.factors.push(Factor {
            key: 1,
            text: surprise.to_owned(),
            category: None,
            role: Some(Role::Trigger),
            answers: None,
            moments: vec![1],
        });
        begun
    }
}

fn moment(key: u32, at: Instant, text: String, marks: Vec<Mark>) -> Moment {
    Moment {
        key,
        when: When::At(at),
        written: String::new(),
        text,
        source: String::new(),
        star: false,
        marks,
    }
}

/// What stopped the pain, way by way, and as the room said it when it was mitigated.
fn ended_by(run: &Run, entries: &[Entry]) -> String {
    let helps = run.attempts.iter().filter(|(_, (attempt, _))| *attempt == Attempt::Helps);
    let ways = helps.filter_map(|(option, (_, said))| {
        let option = &INCIDENT.options.get(*option)?.text;
        Some(crate::text::joined(&crate::text::full(option), &said.text))
    });
    let said = entries.iter().rev().find_map(|entry| match &entry.event {
        Event::Mitigated { how, .. } if run.struck(entry.seq) != Some(true) => Some(crate::text::full(how)),
        _ => None,
    });
    ways.chain(said).collect::<Vec<_>>().join("\n")
}

/// Every entry that says something, at the time at which it happened; marks that are on no entry get one of their own.
fn timeline(run: &Run, entries: &[Entry]) -> Vec<Moment> {
    let mut timeline: Vec<Moment> = Vec::new();
    let mut marked = Vec::new();
    for entry in entries {
        let is_word_on_another =
            matches!(entry.event, Event::TimeCorrected { .. } | Event::Marked { .. } | Event::Common(_));
        let text = if is_word_on_another { String::new() } else { run.sentence_own(entry) };
        if text.is_empty() || run.struck(entry.seq) == Some(true) {
            continue;
        }
        let at = run.time(entry.seq).map_or(entry.at, |time| time.at);
        let marks: Vec<Mark> = run.marks_of(entry.seq).collect();
        marked.extend(&marks);
        let key = u32::try_from(timeline.len() + 1).unwrap_or(u32::MAX);
        let source = crate::journal::find(&run.lines, entry.seq).map_or("", |line| line.source.as_str());
        timeline.push(Moment { source: source.to_owned(), ..moment(key, at, text, marks) });
    }
    for (mark, at) in run.marks().0 {
        if !marked.contains(&mark) {
            let key = u32::try_from(timeline.len() + 1).unwrap_or(u32::MAX);
            timeline.push(moment(key, at, mark.label().to_owned(), vec![mark]));
        }
    }
    timeline.sort_by_key(|moment| moment.when.at());
    timeline
}
