//! One sentence per entry of the journal, the same on console, stage and paper.

use super::{Attempt, Audience, Duty, Entry, Event, Kept, Run};
use crate::{
    incident::{Severity, content::INCIDENT},
    text::{clip, full, joined},
    time::words,
};

/// What an entry says, as one line for the room. The actor is shown beside it and is not part of it.
/// `run` is the incident right after the entry, or any time later.
pub(super) fn sentence(entry: &Entry, run: &Run) -> String {
    match &entry.event {
        Event::Declared { declaration } => {
            let extent = &declaration.extent;
            let (impact, users) = (extent.impact.label().to_lowercase(), extent.users.label().to_lowercase());
            let title = clip(declaration.title.trim_end_matches('.'), 100);
            format!("Declared {}: {title}. {}, {users}.", declaration.severity, crate::text::capital(&impact))
        }
        Event::Described { title, affected } => {
            joined(&format!("Now called “{}”.", clip(title, 100)), affected)
        }
        Event::Rated { severity, reason, .. } => joined(&rated(run, entry.seq, *severity), reason),
        Event::DutyTaken { name, duty, briefing } => joined(&taken(run, entry, name, *duty), briefing),
        Event::DutyLeft { name, duty } => {
            format!("{name} no longer has {}; nobody has yet.", duty.label().to_lowercase())
        }
        Event::CheckedIn { know, unknown } => {
            let known = full(&format!("We know: {know}"));
            if unknown.trim().is_empty() {
                known
            } else {
                full(&format!("{known} We do not know: {unknown}"))
            }
        }
        Event::Logged { kept: Kept::Happened, text, .. } => full(text),
        Event::Logged { kept: Kept::Decision, text, .. } => full(&format!("Decision: {text}")),
        Event::Logged { kept: Kept::RuledOut, text, .. } => full(&format!("Ruled out: {text}")),
        Event::TimeCorrected { entry: corrected, at } => moved(run, *corrected, *at),
        Event::Marked { mark, at, entry: of } => {
            let name = mark.label().to_lowercase();
            match (at, of) {
                (None, _) => format!("Mark taken off: {name}."),
                (Some(_), Some(of)) => format!("Entry {of} is marked: {name}."),
                (Some(at), None) => {
                    let ago = entry.at.since(*at);
                    if ago < 1000 {
                        format!("Marked: {name}.")
                    } else {
                        format!("Marked: {name}, {} before.", words(ago))
                    }
                }
            }
        }
        Event::Attempted { option, attempt, note } => joined(&attempted(*option, *attempt), note),
        Event::Updated { audience, text, next_at } => {
            let next = next_at
                .map_or(String::new(), |next| format!(" Next in {}.", words(next.since(entry.at).max(0))));
            let to = match audience {
                Audience::Internal => "Internal update",
                Audience::Customers => "Customer update",
                Audience::AllClear => "All clear",
            };
            format!("{to}: “{}”{next}", text.trim())
        }
        Event::Mitigated { how, .. } => full(&format!("Mitigated: {how}")),
        Event::Relapsed { seen } => full(&format!("Users are hurt again: {seen}")),
        Event::NormalSeen { .. } => "Indicators are normal. They are watched for 30 min.".to_owned(),
        Event::NormalLost { seen } => full(&format!("Indicators are not normal: {seen}")),
        Event::Resolved { cause, early } => {
            let cause = full(&format!("Resolved: {cause}"));
            if early.trim().is_empty() {
                cause
            } else {
                full(&format!("{cause} Before 30 min of normal indicators: {early}"))
            }
        }
        Event::CalledOff { reason } => full(&format!("Called off, no incident: {reason}")),
        Event::Common(_) => String::new(), // said by what every run has in common
    }
}

fn rated(run: &Run, seq: u64, severity: Severity) -> String {
    let before = run.ratings.iter().take_while(|rating| rating.said.seq < seq).last();
    match before.map(|rating| rating.severity) {
        Some(before) if before == severity => format!("Still {severity}."),
        Some(before) => format!("{before} becomes {severity}."),
        None => format!("Called {severity}."),
    }
}

fn taken(run: &Run, entry: &Entry, name: &str, duty: Duty) -> String {
    let at = run.course.steady(entry.at);
    let before = run
        .people
        .iter()
        .find(|served| served.duty == duty && served.until == Some(at) && duty != Duty::Expert);
    let duty = match duty {
        Duty::Commander => "command",
        Duty::Operations => "operations",
        Duty::Communications => "communications",
        Duty::Scribe => "the notes",
        Duty::Expert => "part as an expert",
    };
    match before {
        Some(before) => format!("{} hands {duty} over to {name}.", before.name),
        None => format!("{name} takes {duty}."),
    }
}

fn moved(run: &Run, seq: u64, at: crate::Instant) -> String {
    let Some(time) = run.time(seq) else { return format!("Entry {seq} has another time.") };
    let by_ms = at.since(time.first);
    match by_ms {
        0 => format!("Entry {seq} happened when it says."),
        ..0 => format!("Entry {seq} happened {} before the time it has.", words(-by_ms)),
        _ => format!("Entry {seq} happened {} after the time it has.", words(by_ms)),
    }
}

fn attempted(option: usize, attempt: Attempt) -> String {
    let way = INCIDENT.options.get(option).map_or("A way out", |option| option.text.as_str());
    match attempt {
        Attempt::NotTried => format!("{way}: not tried after all."),
        Attempt::Planned => format!("{way}: planned."),
        Attempt::Trying => format!("{way}: begun."),
        Attempt::Helps => format!("{way}: it helps."),
        Attempt::NoHelp => format!("{way}: no help."),
    }
}
