//! What an admitted entry changes.

use super::{
    CheckIn, Declaration, Duty, Entry, Event, Line, Marking, OnDuty, Rating, Run, Served, Time, Update,
};
use crate::{Instant, incident::Mark, journal::Course, text::name_key};
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
            normal_seq: None,
            unwatched: false,
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
            // An entry is the mark at the time that it has by now, whatever clock somebody read.
            let of_entry = entry.and_then(|seq| run.time(seq)).map(|time| time.at);
            match at.map(|at| of_entry.unwrap_or_else(|| run.course.steady(at))) {
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
            run.watch(None);
        }
        Event::NormalSeen { .. } => run.watch(Some((entry.seq, at))),
        Event::NormalLost { .. } => run.watch(None),
        Event::Resolved { cause, early } => {
            run.resolved = Some(early.clone());
            run.course.ended = Some(say(cause));
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

/// Another time for an entry, and for whatever stands at its time: marks, words, the half hour, the end. Who had a duty until
/// when stays as it was handed over.
fn correct(run: &mut Run, seq: u64, at: Instant) {
    if let Some(time) = run.times.get_mut(&seq) {
        time.at = at;
    }
    run.marks.values_mut().filter(|marking| marking.entry == Some(seq)).for_each(|marking| marking.at = at);
    if run.normal_seq == Some(seq) {
        run.normal_since = Some(at);
    }
    let said = run.lines.iter_mut().map(|line| &mut line.said);
    let said = said.chain(run.check_ins.iter_mut().map(|check_in| &mut check_in.know));
    let said = said.chain(run.ratings.iter_mut().map(|rating| &mut rating.said));
    let said = said.chain(run.attempts.values_mut().map(|(_, said)| said));
    let said = said.chain(run.updates.iter_mut().map(|update| &mut update.said));
    let said = said.chain(run.course.ended.iter_mut()).chain(run.called_off.iter_mut());
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
