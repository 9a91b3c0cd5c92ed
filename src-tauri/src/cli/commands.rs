//! What each command does.

use super::print;
use crate::{
    clock::{Clock, SystemClock},
    desk::{chaos, noun},
    report, seed,
};
use contract::{Code, Refusal};
use domain::{Id, Instant, Kind};
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
        if !store.settings()?.sample {
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
        print::table(&rows, store.settings()?.zone)
    }
}

/// Prints one record.
pub fn show(path: &Path, id: &str, json: bool) -> Result<(), Refusal> {
    let store = Store::open(path, Access::Read, now())?;
    let record = store.get(parse(id)?)?;
    let journal = noun::told(&store, record.document.kind(), record.id)?;
    if json {
        print::json(&print::record(&record, &journal)?)
    } else {
        print::summary(&record, &journal, store.settings()?.zone)
    }
}

/// Writes the report of a game day or an assessment.
pub fn export_pdf(path: &Path, id: Option<&str>, output: &Path) -> Result<(), Refusal> {
    let now = now();
    let store = Store::open(path, Access::Read, now)?;
    let id = match id {
        Some(id) => parse(id)?,
        None => chaos::results::latest_begun(&store)?,
    };
    let pdf = noun::report(&store, id, now)?;
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
