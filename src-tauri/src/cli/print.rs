//! What goes to standard output and standard error. A reader that closes the pipe early is no error.

use crate::desk::noun::Told;
use contract::{Code, Refusal};
use domain::{Record, Row, Zone, restorable::Restorable, text::count};
use serde_json::{Value, json};
use std::io::{ErrorKind, Write, stderr, stdout};

/// One line of an answer.
pub fn line(text: &str) -> Result<(), Refusal> {
    bytes(text.as_bytes()).and_then(|()| bytes(b"\n"))
}

/// A file, as it is.
pub fn bytes(bytes: &[u8]) -> Result<(), Refusal> {
    let mut out = stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(cause) if cause.kind() != ErrorKind::BrokenPipe => {
            Err(Refusal::new(Code::Internal, format!("Standard output cannot be written: {cause}.")))
        }
        _ => Ok(()),
    }
}

/// One line about what is done already: it stays done, whether or not anybody can be told.
pub fn done(text: &str) {
    if let Err(refusal) = line(text) {
        warn(&format!("It is done, but could not be said here: {} {text}", refusal.message));
    }
}

/// One line to standard error. Where that cannot be written, nobody is there to be told.
pub fn warn(text: &str) {
    drop(writeln!(stderr(), "{text}"));
}

/// A value, indented.
pub fn json(value: &impl serde::Serialize) -> Result<(), Refusal> {
    line(&serde_json::to_string_pretty(value).map_err(unwritable)?)
}

/// A row as scripts read it: the service by name, the instant in RFC 3339.
pub fn row(row: &Row) -> Value {
    json!({
        "id": row.id, "kind": row.kind, "title": row.title, "status": row.status, "service": row.service,
        "owner": row.owner, "due": row.due, "at": row.at.map(domain::Instant::rfc3339), "version": row.version,
    })
}

/// A record as scripts read it.
pub fn record(record: &Record, journal: &[Told], came_of: Vec<(&str, Value)>) -> Result<Value, Refusal> {
    let body = record.document.body_json().map_err(unwritable)?;
    let mut shown = json!({
        "id": record.id, "kind": record.document.kind(), "version": record.version,
        "saved_at": record.saved_at.rfc3339(), "saved_by": record.saved_by,
        "body": serde_json::from_str::<Value>(&body).map_err(unwritable)?,
    });
    for (name, what) in came_of {
        shown[name] = what;
    }
    if !journal.is_empty() {
        let entries: Vec<_> = journal
            .iter()
            .map(|entry| json!({ "seq": entry.seq, "at": entry.at.rfc3339(), "actor": entry.actor, "event": entry.event }))
            .collect();
        shown["journal"] = Value::Array(entries);
    }
    Ok(shown)
}

/// A list for people.
pub fn table(rows: &[Row], zone: Zone) -> Result<(), Refusal> {
    if rows.is_empty() {
        return line("None yet.");
    }
    for row in rows {
        let when =
            row.due.map(|due| format!("due {due}")).or_else(|| row.at.map(|at| zone.date(at).to_string()));
        let facts = [Some(row.status.clone()), row.service.clone(), row.owner.clone(), when];
        let facts: Vec<_> = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect();
        line(&format!("{}  {}  ({})", row.id, row.title, facts.join(" · ")))?;
    }
    Ok(())
}

/// A record for people: its body, its journal in sentences, and `said`, what it comes to.
pub fn summary(shown: &Record, journal: &[Told], said: &[String], zone: Zone) -> Result<(), Refusal> {
    let summary = shown.document.summary();
    let saved =
        format!("version {}, saved {} by {}", shown.version, zone.long(shown.saved_at), shown.saved_by);
    line(&format!("{} “{}” ({saved})", shown.document.kind().noun(), summary.title))?;
    let mut body = record(shown, &[], Vec::new())?["body"].take();
    if let Some(kept @ Value::String(_)) = body.get_mut("original") {
        let size = kept.as_str().map_or(0, str::len).div_ceil(1000);
        *kept = format!("the imported file, {size} kB; --json shows it").into();
    }
    if let Some(points @ Value::Array(_)) = body.pointer_mut("/history/points") {
        let days = points.as_array().map_or(0, Vec::len) as u64;
        *points = format!("{}; --json shows them", count(days, "day")).into();
    }
    json(&body)?;
    for entry in journal {
        line(&format!("{:>4}  {}  {}: {}", entry.seq, zone.long(entry.at), entry.actor, entry.said))?;
    }
    said.iter().try_for_each(|words| line(words))
}

/// A copy that is to take the place of the workspace, in sentences.
pub fn restorable(copy: &Restorable) -> Vec<String> {
    let written = copy.written_at.map_or_else(
        || "when is not recorded".to_owned(),
        |at| format!("last written into on {}", Zone::UTC.long(at)),
    );
    let mut lines = vec![
        format!("{} is a copy of “{}”, {written}.", copy.path, copy.name),
        format!("It holds {}.", copy.holds()),
    ];
    if copy.is_other {
        lines.push("It is a copy of another workspace.".to_owned());
    }
    lines.push(copy.lacks().map_or_else(
        || "What the workspace holds now cannot be read, or there is none.".to_owned(),
        |lacks| format!("It lacks {lacks} that the workspace holds now."),
    ));
    if !copy.faults.is_empty() {
        lines.push("It has faults, so it is not put in the place of the workspace:".to_owned());
    }
    lines.extend(copy.faults.iter().cloned());
    lines
}

fn unwritable(cause: serde_json::Error) -> Refusal {
    Refusal::new(Code::Internal, format!("The answer could not be written down: {cause}."))
}
