//! What an admitted entry changes.

use super::{
    CheckIn, Declaration, Duty, Entry, Event, Line, Marking, OnDuty, Rating, Run, Served, Time, Update,
};
use crate::{
    Instant,
    incident::Mark,
    journal::{Course, Said},
    text::name_key,
};
use std::collections::BTreeMap;

impl Run {
    /// Right after it was declared.
    pub(super) fn declared(first: &Entry, declaration: &Declaration) -> Self {
        let at = first.at;
        let serve =
            |person: &OnDuty| Served { name: person.name.clone(), duty: person.duty, since: at, until: None };
        let said = first.said(at, "");
        let marks = [
            (Mark::ImpactBegan, declaration.impact_began),
            (Mark::Detected, declaration.detected),
            (Mark::Acknowledged, declaration.acknowledged),
        ];
        let mut marks: BTreeMap<Mark, Marking> = marks
            .into_iter()
            .filter_map(|(mark, at)| Some((mark, Marking { at: at?, entry: None })))
            .collect();
        marks.insert(Mark::Declared, Marking { at, entry: Some(first.seq) });
        Self {
            title: declaration.title.clone(),
            affected: declaration.affected.clone(),
            course: Course::begin(first.seq, at),
            ratings: vec![Rating {
                said,
                extent: declaration.extent.clone(),
                severity: declaration.severity,
            }],
            people: declaration.people.iter().map(serve).collect(),
            declared: declaration.clone(),
            lines: Vec::new(),
            check_ins: Vec::new(),
            attempts: BTreeMap::new(),
            updates: Vec::new(),
            normal_since: None,
            called_off: None,
            resolved: None,
            marks,
            times: BTreeMap::from([(first.seq, Time { at, first: at })]),
        }
    }
}

/// Changes `run` by an event of its own that has been admitted; `at` is when it happened, on the run's steady clock.
pub(super) fn enact(run: &mut Run, entry: &Entry, at: Instant) {
    let say = |text: &str| entry.said(at, text);
    if !matches!(entry.event, Event::TimeCorrected { .. } | Event::Marked { .. }) {
        run.times.insert(entry.seq, Time { at, first: at });
    }
    match &entry.event {
        Event::Described { title, affected } => {
            run.title.clone_from(title);
            run.affected.clone_from(affected);
        }
        Event::Rated { extent, severity, reason } => {
            run.ratings.push(Rating { said: say(reason), extent: extent.clone(), severity: *severity })
        }
        Event::DutyTaken { name, duty, .. } => take(run, name, *duty, at),
        Event::DutyLeft { name, duty } => {
            leave(run, at, |served| served.duty == *duty && name_key(&served.name) == name_key(name))
        }
        Event::CheckedIn { know, unknown } => {
            run.check_ins.push(CheckIn { know: say(know), unknown: unknown.clone() })
        }
        Event::Logged { kept, text, source, .. } => {
            run.lines.push(Line { said: say(text), kept: *kept, source: source.clone(), struck: false })
        }
        Event::TimeCorrected { entry: corrected, at } => correct(run, *corrected, run.course.steady(*at)),
        Event::Marked { mark, at, entry } => {
            let at = at.map(|at| run.course.steady(at));
            match at {
                Some(at) => drop(run.marks.insert(*mark, Marking { at, entry: *entry })),
                None => drop(run.marks.remove(mark)),
            }
        }
        Event::Attempted { option, attempt, note } => {
            drop(run.attempts.insert(*option, (*attempt, say(note))))
        }
        Event::Updated { audience, text, next_at } => {
            let next_at = next_at.map(|at| run.course.steady(at));
            run.updates.push(Update { said: say(text), audience: *audience, next_at });
        }
        Event::Mitigated { .. } => mark(run, Mark::Mitigated, entry.seq, at),
        Event::Relapsed { .. } => {
            run.marks.remove(&Mark::Mitigated);
            run.normal_since = None;
        }
        Event::NormalSeen { .. } => run.normal_since = Some(at),
        Event::NormalLost { .. } => run.normal_since = None,
        Event::Resolved { cause, early } => {
            let said: Said = say(cause);
            run.resolved = Some((said.clone(), early.clone()));
            run.course.ended = Some(said);
            mark(run, Mark::Resolved, entry.seq, at);
        }
        Event::CalledOff { reason } => {
            run.called_off = Some(say(reason));
            run.course.ended = Some(say(reason));
        }
        Event::Declared { .. } | Event::Common(_) => {}
    }
}

fn mark(run: &mut Run, mark: Mark, seq: u64, at: Instant) {
    run.marks.insert(mark, Marking { at, entry: Some(seq) });
}

/// Another time for an entry, and for whatever stands at its time.
fn correct(run: &mut Run, seq: u64, at: Instant) {
    if let Some(time) = run.times.get_mut(&seq) {
        time.at = at;
    }
    run.marks.values_mut().filter(|marking| marking.entry == Some(seq)).for_each(|marking| marking.at = at);
    let said = run.lines.iter_mut().map(|line| &mut line.said);
    let said = said.chain(run.course.notes.iter_mut().map(|note| &mut note.said));
    said.filter(|said| said.seq == seq).for_each(|said| said.at = at);
}

fn take(run: &mut Run, name: &str, duty: Duty, at: Instant) {
    if duty != Duty::Expert {
        leave(run, at, |served| served.duty == duty);
    }
    run.people.push(Served { name: name.to_owned(), duty, since: at, until: None });
}

fn leave(run: &mut Run, at: Instant, who: impl Fn(&Served) -> bool) {
    let here = |served: &&mut Served| served.until.is_none();
    run.people
        .iter_mut()
        .filter(here)
        .filter(|served| who(served))
        .for_each(|served| served.until = Some(at));
}
