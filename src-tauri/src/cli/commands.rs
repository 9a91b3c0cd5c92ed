//! What each command does.

use super::leaves::Leaves;
use super::print;
use crate::{
    clock::{Clock, SystemClock},
    desk::{chaos, noun},
    report, seed,
};
use contract::{Code, Refusal};
use domain::{Id, Instant, Kind, restorable::Restorable};
use std::{fs, path::Path, process::ExitCode};
use store::{Access, Store, Trouble, Whose};

/// Opens the workspace, and says what a person must know about it.
pub(super) fn open(path: &Path, access: Access) -> Result<Store, Refusal> {
    let store = Store::open(path, access, now())?;
    store.warning().iter().for_each(|words| print::warn(words));
    Ok(store)
}

/// Refuses a file that is no sample to be made anew, and writes nothing: asked before the display is.
pub fn may_renew(path: &Path) -> Result<(), Refusal> {
    if !path.exists() {
        return Ok(());
    }
    match Store::open(path, Access::Read, now()) {
        Ok(store) => renewable(&store, path)?,
        Err(Trouble::Older { .. }) => {} // whoever makes it anew brings it up to date first, and asks then
        Err(trouble) => return Err(trouble.into()),
    }
    Ok(store::free(path)?)
}

/// Makes the sample workspace anew. Only ever puts another sample aside, and none in which a day is running.
pub fn renew_sample(path: &Path) -> Result<(), Refusal> {
    if !path.exists() {
        return seed(path);
    }
    let store = open(path, Access::Write)?; // refused while a window has it open
    renewable(&store, path)?;
    if !store.open_runs()?.is_empty() {
        print::done("A game day is running in the sample workspace, so it was kept.");
        return Ok(());
    }
    // Somebody may have tried things out in it: the last one stays beside the new one.
    let previous = path.with_extension("previous.readyroom");
    remove_if_there(&previous)?;
    let now = now();
    store.renew(&previous, (now, seed::AUTHOR), |tx| seed::fill(tx, now))
}

fn renewable(store: &Store, path: &Path) -> Result<(), Refusal> {
    if store.settings()?.sample || store.is_untouched()? {
        return Ok(());
    }
    let words =
        format!("{} holds a real workspace; demo would throw it away. Name another file.", path.display());
    Err(Refusal::new(Code::Conflict, words))
}

/// Writes the sample into a file that is not there yet: all of it, or there is no file.
pub fn seed(path: &Path) -> Result<(), Refusal> {
    let now = now();
    Store::create(path, (now, seed::AUTHOR), |tx| seed::fill(tx, now))
}

/// Prints the records of a kind, or those that were removed.
pub fn list(path: &Path, kind: Kind, removed: bool, json: bool) -> Result<(), Refusal> {
    let store = open(path, Access::Read)?;
    let rows = if removed { store.removed(Some(kind))? } else { store.list(kind)? };
    if json {
        print::json(&rows.iter().map(print::row).collect::<Vec<_>>())
    } else {
        print::table(&rows, store.settings()?.zone)
    }
}

/// Prints one record.
pub fn show(path: &Path, id: &str, json: bool) -> Result<(), Refusal> {
    let store = open(path, Access::Read)?;
    let record = store.get(parse(id)?)?;
    let journal = noun::told(&store, record.document.kind(), record.id)?;
    if json {
        let came_of = noun::came_of(&store, record.document.kind(), record.id, now())?;
        print::json(&print::record(&record, &journal, came_of)?)
    } else {
        let said = noun::said(&store, &record, now())?;
        print::summary(&record, &journal, &said, store.settings()?.zone)
    }
}

/// Writes the report of a game day, an assessment, a capacity model or a postmortem.
pub fn export_pdf(path: &Path, id: Option<&str>, leaves: &Leaves, output: &Path) -> Result<(), Refusal> {
    let (now, excerpt) = (now(), leaves.excerpt()?);
    let store = open(path, Access::Read)?;
    let id = match id {
        Some(id) => parse(id)?,
        None => chaos::results::latest_begun(&store)?,
    };
    if !noun::is_in_parts(store.get(id)?.document.kind()) {
        leaves.whole()?;
    }
    let pdf = noun::report(&store, id, now, &excerpt)?;
    if is_stdout(output) {
        return print::bytes(&pdf);
    }
    report::write_over(output, &pdf)?;
    print::done(&format!("{} ({} kB)", output.display(), pdf.len().div_ceil(1000)));
    Ok(())
}

/// Says what is wrong with the workspace.
pub fn check(path: &Path) -> Result<ExitCode, Refusal> {
    let findings = Store::open(path, Access::Read, now())?.check()?;
    if findings.is_empty() {
        print::line("The workspace is sound.")?;
        return Ok(ExitCode::SUCCESS);
    }
    findings.iter().for_each(|finding| print::warn(finding));
    Ok(ExitCode::from(1))
}

/// Copies the workspace.
pub fn backup(path: &Path, output: &Path) -> Result<(), Refusal> {
    let store = open(path, Access::Read)?;
    if is_stdout(output) {
        let failed = |cause| Refusal::new(Code::Locked, format!("The copy cannot be made: {cause}."));
        let folder = tempfile::tempdir().map_err(failed)?; // nobody else may look into it
        let copy = folder.path().join("copy.readyroom");
        store.backup(&copy)?;
        return print::bytes(&fs::read(&copy).map_err(failed)?);
    }
    store.backup(output)?;
    print::done(&output.display().to_string());
    // A copy of a damaged file is better than none, and no copy to rely on.
    let faults = store.check()?;
    if !faults.is_empty() {
        print::warn("The workspace has faults, and so has its copy:");
        faults.iter().for_each(|fault| print::warn(fault));
    }
    Ok(())
}

/// Shows what a copy holds and what the workspace has besides, then puts the copy in its place unless only `preview`.
pub fn restore(path: &Path, from: &Path, (preview, other): (bool, bool)) -> Result<(), Refusal> {
    if preview {
        let seen = store::preview(path, from, now())?;
        return print::restorable(&seen).iter().try_for_each(|words| print::line(words));
    }
    let whose = if other { Whose::Anybodys } else { Whose::Own };
    let said = |seen: &Restorable| print::restorable(seen).iter().for_each(|words| print::done(words));
    let kept = store::restore(path, (from, whose), now(), said)?;
    print::done(&format!("{} is now what that copy holds.", path.display()));
    if let Some(kept) = kept {
        print::done(&format!("What it was before is kept as {}.", kept.display()));
    }
    Ok(())
}

/// Whether a file is to go to standard output.
pub(super) fn is_stdout(output: &Path) -> bool {
    output.as_os_str() == "-"
}

pub(super) fn parse(id: &str) -> Result<Id, Refusal> {
    id.parse().map_err(|words: String| Refusal::new(Code::Invalid, words))
}

pub(super) fn now() -> Instant {
    SystemClock::default().now()
}

fn remove_if_there(path: &Path) -> Result<(), Refusal> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
            Err(Refusal::new(Code::Locked, format!("{} cannot be replaced: {cause}.", path.display())))
        }
        _ => Ok(()),
    }
}
