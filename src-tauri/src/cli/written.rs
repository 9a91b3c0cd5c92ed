//! A record for others to read: its journal as a table, all of it as Markdown, its date for a calendar.

use super::{
    commands::{is_stdout, now, open, parse},
    print,
};
use crate::{
    desk::noun::{self, Told},
    report,
};
use ::interchange::{catalog::csv, postmortem::MARK};
use contract::{Code, Refusal};
use domain::{Id, Instant, Record, Zone, postmortem::Excerpt, text::capital};
use icalendar::{Calendar, Component, Event, EventLike};
use serde_json::Value;
use std::path::Path;
use store::{Access, Store};

/// How a record can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The journal of a run, entry by entry.
    Table,
    /// Everything, as text.
    Markdown,
    /// When it happens, or is due.
    Calendar,
}

/// The first line of a journal as a table.
const HEADER: &str = "seq,at,actor,event,said\n";
/// What a calendar says before its first event.
const CALENDAR: [(&str, &str); 3] =
    [("VERSION", "2.0"), ("PRODID", "-//Readyroom//Readyroom//EN"), ("CALSCALE", "GREGORIAN")];

/// Writes a record. Only a file of the same form that was written here is written over.
pub fn export(
    workspace: &Path,
    id: &str,
    (form, excerpt): (Form, &Excerpt),
    output: &Path,
) -> Result<(), Refusal> {
    let store = open(workspace, Access::Read)?;
    let record = store.get(parse(id)?)?;
    if form != Form::Markdown || !noun::is_in_parts(record.document.kind()) {
        whole(excerpt)?;
    }
    let mut journal = noun::told(&store, record.document.kind(), record.id)?;
    journal.retain(|entry| !entry.is_private);
    let zone = store.settings()?.zone;
    // What each of a form begins with, up to what differs from one to the next: by that one of ours is known again.
    let (text, until, what) = match form {
        Form::Table => (table(&store, &record, &journal)?, "\n", "no table of Readyroom"),
        Form::Markdown => {
            (markdown(&store, &record, &journal, (zone, excerpt))?, "\n", "no Markdown of Readyroom")
        }
        Form::Calendar => (calendar(&record)?, "BEGIN:VEVENT", "no calendar file of Readyroom"),
    };
    let head = text.split_inclusive(until).next().unwrap_or_default();
    if is_stdout(output) {
        return print::bytes(text.as_bytes());
    }
    if output.symlink_metadata().is_ok() && !report::begins_with(output, head.as_bytes()) {
        return Err(report::left_as_it_is(output, what));
    }
    report::put(output, text.as_bytes())?;
    print::done(&format!("{} ({} kB)", output.display(), text.len().div_ceil(1000)));
    Ok(())
}

/// Refuses to leave out what would be written all the same: whoever asked for no names would send them.
///
/// # Errors
/// It is an excerpt.
pub fn whole(excerpt: &Excerpt) -> Result<(), Refusal> {
    if *excerpt == Excerpt::default() {
        return Ok(());
    }
    let words = "Only a postmortem, as PDF or Markdown, is written in part: leave out --redact, --starred and --sections.";
    Err(Refusal::new(Code::Invalid, words))
}

fn table(store: &Store, record: &Record, journal: &[Told]) -> Result<String, Refusal> {
    if let Some(own) = noun::table(store, record, now())? {
        return Ok(own);
    }
    if journal.is_empty() {
        let words = format!(
            "This {} has no journal, and only a journal is written as a table. Without --id, the service catalog is.",
            record.document.kind().noun()
        );
        return Err(Refusal::new(Code::Invalid, words));
    }
    let mut text = HEADER.to_owned();
    for entry in journal {
        let event = entry.event.get("event").and_then(Value::as_str).unwrap_or_default();
        let cells = [
            entry.seq.to_string(),
            entry.at.rfc3339(),
            entry.actor.clone(),
            event.to_owned(),
            entry.said.clone(),
        ];
        text.push_str(&csv::line(cells));
    }
    Ok(text)
}

fn calendar(record: &Record) -> Result<String, Refusal> {
    let summary = record.document.summary();
    let mut event = Event::new();
    event.uid(&record.id.to_string()).summary(&summary.title);
    event.timestamp(record.saved_at.utc());
    match (summary.at, summary.due) {
        (Some(at), _) => event.starts(at.utc()), // how long it takes is not stated
        (None, Some(due)) => event.starts(due),  // without an end it is that one day
        (None, None) => {
            let words = format!("This {} has no date for a calendar.", record.document.kind().noun());
            return Err(Refusal::new(Code::Invalid, words));
        }
    };
    let event = event.done();
    let mut calendar = Calendar::empty();
    for property in CALENDAR {
        calendar.append_property(property);
    }
    Ok(calendar.push(event).done().to_string())
}

fn markdown(
    store: &Store,
    record: &Record,
    journal: &[Told],
    (zone, excerpt): (Zone, &Excerpt),
) -> Result<String, Refusal> {
    if let Some(own) = noun::markdown(store, record, now(), excerpt)? {
        return Ok(format!("{MARK}\n{own}"));
    }
    let summary = record.document.summary();
    let mut text = format!("{MARK}\n\n# {}\n\n", plain(&summary.title));
    text.push_str(&format!(
        "{}, version {}, saved on {} by {}\n\n",
        capital(record.document.kind().noun()),
        record.version,
        zone.long(record.saved_at),
        plain(&record.saved_by)
    ));
    let body = print::record(record, &[], Vec::new())?["body"].take();
    list(store, zone, ("", &body), 0, &mut text);
    if !journal.is_empty() {
        text.push_str("\n## Journal\n\n| # | When | Who | What |\n|---|---|---|---|\n");
        for entry in journal {
            let cells = [zone.long(entry.at), plain(&entry.actor), plain(&entry.said)];
            text.push_str(&format!("| {} | {} |\n", entry.seq, cells.join(" | ")));
        }
    }
    Ok(text)
}

/// A field for each line, and what it holds below it; `of` is the field's own name and what it holds.
fn list(store: &Store, zone: Zone, (of, value): (&str, &Value), depth: usize, text: &mut String) {
    let are_times = of == "marks"; // each by its name: the six times of an incident
    let fields: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(items) => {
            (1..).zip(items).map(|(n, value): (usize, _)| (n.to_string(), value)).collect()
        }
        _ => return,
    };
    for (name, value) in fields {
        let said = match value {
            Value::Null => "not stated".to_owned(),
            Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Value::Number(number) => {
                match number.as_i64().filter(|_| are_times || name == "at" || name.ends_with("_at")) {
                    Some(ms) => zone.long(Instant::from_ms(ms)),
                    None => number.to_string(),
                }
            }
            Value::String(words) if name == "original" => {
                format!("the imported file, {} kB", words.len().div_ceil(1000))
            }
            Value::String(words) if words.trim().is_empty() => "not stated".to_owned(),
            Value::String(words) => plain(&named(store, words).unwrap_or_else(|| words.clone())),
            Value::Array(items) if items.is_empty() => "none".to_owned(),
            Value::Object(_) | Value::Array(_) => String::new(),
        };
        let line = format!(
            "{}- **{}:** {said}",
            "  ".repeat(depth),
            plain(&capital(&name.replace(if are_times { '-' } else { '_' }, " ")))
        );
        text.push_str(line.trim_end());
        text.push('\n');
        list(store, zone, (&name, value), depth + 1, text);
    }
}

/// The title of the record that an id leads to.
fn named(store: &Store, words: &str) -> Option<String> {
    let id: Id = words.parse().ok()?;
    Some(store.get(id).ok()?.document.summary().title)
}

/// Words of a person on one line, none of which Markdown takes for its own.
fn plain(words: &str) -> String {
    let mut text = String::new();
    for c in words.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if "\\`*_{}[]<>#|~&!".contains(c) {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use serde_json::json;

    #[test]
    fn the_six_times_of_an_incident_are_read_as_times() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.readyroom");
        let store = Store::create(&path, (Instant::from_ms(0), "Ana"), |_| Ok::<_, Refusal>(()))
            .and_then(|()| open(&path, Access::Read));
        let mut text = String::new();
        let body = json!({ "marks": { "impact-began": 1_795_600_000_000_i64 }, "count": 3 });
        list(&store.unwrap(), Zone::UTC, ("", &body), 0, &mut text);
        assert!(
            text.contains("- **Impact began:** 25 Nov 2026, ") && text.contains("- **Count:** 3"),
            "{text}"
        );
    }

    #[test]
    fn an_excerpt_of_what_has_none_is_refused() {
        assert!(whole(&Excerpt::default()).is_ok());
        let all = Excerpt::default;
        for part in
            [Excerpt::whole(true), Excerpt { starred: true, ..all() }, Excerpt { sections: vec![], ..all() }]
        {
            assert_eq!(whole(&part).unwrap_err().code, Code::Invalid, "{part:?}");
        }
    }
}
