//! What each command does.

use super::print;
use crate::{clock::Clock, clock::SystemClock, report, seed};
use contract::{Code, Refusal};
use domain::{Document, Id, Instant, Kind, Zone, chaos::game_day::GameDayStatus};
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};
use store::{Access, Store};

/// Makes the sample workspace anew. Only ever puts another sample aside, and none in which a day is running.
pub fn renew_sample(path: &Path) -> Result<(), Refusal> {
    if path.exists() {
        let store = Store::open(path, Access::Write, now())?; // refused while a window has it open
        let Document::Workspace(workspace) = store.workspace()?.document else {
            return Err(Refusal::new(Code::Unreadable, "The workspace's settings are of another kind."));
        };
        if !workspace.sample {
            let words = format!(
                "{} holds a real workspace; demo would throw it away. Name another file.",
                path.display()
            );
            return Err(Refusal::new(Code::Conflict, words));
        }
        if !store.open_runs()?.is_empty() {
            return print::line("A game day is running in the sample workspace, so it was kept.");
        }
        drop(store);
        // Somebody may have tried things out in it: the last one stays beside the new one.
        for suffix in ["-wal", "-shm"] {
            remove_if_there(&with_suffix(path, suffix))?;
        }
        let previous = path.with_extension("previous.readyroom");
        fs::rename(path, &previous).map_err(|cause| {
            Refusal::new(Code::Locked, format!("{} cannot be replaced: {cause}.", path.display()))
        })?;
    }
    seed(path)
}

/// Writes the sample into a file that is not there yet.
pub fn seed(path: &Path) -> Result<(), Refusal> {
    if path.exists() {
        let words = format!("{} exists already. Name a new file, or delete this one first.", path.display());
        return Err(Refusal::new(Code::Conflict, words));
    }
    let now = now();
    let store = Store::open(path, Access::Write, now)?;
    seed::fill(&store, now)
}

/// Prints the records of a kind.
pub fn list(path: &Path, kind: Kind, json: bool) -> Result<(), Refusal> {
    let store = Store::open(path, Access::Read, now())?;
    let rows = store.list(kind)?;
    if json {
        print::json(&rows.iter().map(print::row).collect::<Vec<_>>())
    } else {
        print::table(&rows, zone(&store)?)
    }
}

/// Prints one record.
pub fn show(path: &Path, id: &str, json: bool) -> Result<(), Refusal> {
    let store = Store::open(path, Access::Read, now())?;
    let record = store.get(parse(id)?)?;
    let journal = store.journal(record.id, 0)?;
    if json {
        print::json(&print::record(&record, &journal)?)
    } else {
        print::summary(&record, &journal, zone(&store)?)
    }
}

/// Writes the report of a game day or an assessment.
pub fn export_pdf(path: &Path, id: Option<&str>, output: &Path) -> Result<(), Refusal> {
    let now = now();
    let store = Store::open(path, Access::Read, now)?;
    let id = match id {
        Some(id) => parse(id)?,
        None => latest_begun(&store)?,
    };
    let pdf = report::pdf(&store, id, now)?;
    report::write_over(output, &pdf)?;
    print::line(&format!("{} ({} kB)", output.display(), pdf.len().div_ceil(1000)))
}

/// Says what is wrong with the workspace.
pub fn check(path: &Path) -> Result<ExitCode, Refusal> {
    let findings = Store::open(path, Access::Read, now())?.check()?;
    if findings.is_empty() {
        print::line("The workspace is sound.")?;
        return Ok(ExitCode::SUCCESS);
    }
    for finding in &findings {
        eprintln!("{finding}");
    }
    Ok(ExitCode::from(1))
}

/// Copies the workspace.
pub fn backup(path: &Path, output: &Path) -> Result<(), Refusal> {
    Store::open(path, Access::Read, now())?.backup(output)?;
    print::line(&output.display().to_string())
}

pub(super) fn latest_begun(store: &Store) -> Result<Id, Refusal> {
    let begun = [GameDayStatus::Finished, GameDayStatus::Running].map(GameDayStatus::word);
    let row = store.list(Kind::GameDay)?.into_iter().find(|row| begun.contains(&row.status.as_str()));
    row.map(|row| row.id).ok_or_else(|| {
        Refusal::new(
            Code::NotFound,
            "No game day has begun yet. Name a planned one with --id to print its plan.",
        )
    })
}

fn zone(store: &Store) -> Result<Zone, Refusal> {
    match store.workspace()?.document {
        Document::Workspace(workspace) => Ok(workspace.zone),
        _ => Err(Refusal::new(
            Code::Unreadable,
            "The workspace's settings are of another kind. Run `readyroom check`.",
        )),
    }
}

pub(super) fn parse(id: &str) -> Result<Id, Refusal> {
    id.parse().map_err(|words: String| Refusal::new(Code::Invalid, words))
}

pub(super) fn now() -> Instant {
    SystemClock::default().now()
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn remove_if_there(path: &Path) -> Result<(), Refusal> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
            Err(Refusal::new(Code::Locked, format!("{} cannot be replaced: {cause}.", path.display())))
        }
        _ => Ok(()),
    }
}
