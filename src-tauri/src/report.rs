//! Gathers what a report needs from the workspace, and puts the finished file where it belongs.

use crate::desk::{
    assessment::words_of,
    chaos::{
        plan,
        results::{comparison, samples},
    },
};
use contract::{Code, Refusal};
use domain::{
    Document, Id, Instant, Kind, Record,
    action::Action,
    assessment::Assessment,
    chaos::{
        compare::Comparison,
        game_day::{GameDay, GameDayStatus},
        results::Samples,
        run::Run,
    },
    journal::Fold,
    workspace::Workspace,
};
use reports::{AssessmentReport, GameDayReport, ReportError};
use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
};
use store::{Store, Trouble};
use tempfile::NamedTempFile;

/// The PDF, or why the typesetter made none.
type Printed = Result<Vec<u8>, ReportError>;

/// The report of a game day or an assessment as PDF.
///
/// # Errors
/// No such record, one that has no report, or a report that could not be set.
pub fn pdf(store: &Store, id: Id, now: Instant) -> Result<Vec<u8>, Refusal> {
    let Document::Workspace(workspace) = store.workspace()?.document else {
        return Err(Refusal::new(
            Code::Unreadable,
            "The workspace's settings are of another kind. Run `readyroom check`.",
        ));
    };
    let printed = match store.get(id)?.document {
        Document::GameDay(day) => game_day(store, &workspace, id, &day, now)?,
        Document::Assessment(review) => assessment(store, &workspace, id, &review, now)?,
        other => {
            let words = format!(
                "Only a game day and an assessment have a report; this record is of the kind “{}”. Name another one.",
                other.kind().noun()
            );
            return Err(Refusal::new(Code::Invalid, words));
        }
    };
    printed.map_err(|cause| Refusal::new(Code::Internal, cause.to_string()))
}

fn assessment(
    store: &Store,
    workspace: &Workspace,
    id: Id,
    review: &Assessment,
    now: Instant,
) -> Result<Printed, Refusal> {
    let before = match review.previous.map(|before| store.get(before)) {
        Some(Ok(Record { document: Document::Assessment(before), .. })) => Some(before),
        // A review that was removed since is no reason to print none.
        None | Some(Ok(_) | Err(Trouble::NotFound { .. })) => None,
        Some(Err(trouble)) => return Err(trouble.into()),
    };
    let actions = store.all(Kind::Action)?.into_iter().filter_map(|record| match record.document {
        Document::Action(action) if action.raised_in == Some(id) => Some((record.id, action)),
        _ => None,
    });
    Ok(reports::pdf(&AssessmentReport {
        workspace,
        id,
        assessment: review,
        scope: &words_of(store, &review.scope)?,
        before: before.as_ref(),
        actions: &actions.collect::<Vec<_>>(),
        now,
    }))
}

fn game_day(
    store: &Store,
    workspace: &Workspace,
    id: Id,
    game_day: &GameDay,
    now: Instant,
) -> Result<Printed, Refusal> {
    let entries = store.journal(id, 0)?;
    let run = Run::fold(&entries);
    // What a day has run stands in its journal, also when the records it was copied from are gone.
    let plan = match &run {
        Some(run) => run.plan.clone(),
        None => plan(|id| store.get(id), game_day.clone())?,
    };
    let actions = run.as_ref().map_or(Ok(Vec::new()), |run| actions(store, run))?;
    let samples = run.as_ref().map_or(Ok(Samples::new()), |run| samples(store, id, run))?;
    let comparison = run.as_ref().map_or(Ok(None), |run| beside(store, id, run))?;
    Ok(reports::pdf(&GameDayReport {
        workspace,
        id,
        game_day,
        plan: &plan,
        run: run.as_ref(),
        entries: &entries,
        actions: &actions,
        samples: &samples,
        comparison: comparison.as_ref(),
        now,
    }))
}

/// A day beside the one that it repeats; nothing where that one is gone, or has not begun.
fn beside(store: &Store, id: Id, run: &Run) -> Result<Option<Comparison>, Refusal> {
    let Some(earlier) = run.plan.game_day.repeats.filter(|earlier| *earlier != id) else { return Ok(None) };
    match comparison(store, earlier, id) {
        Ok(comparison) => Ok(Some(comparison)),
        Err(refusal) if matches!(refusal.code, Code::NotFound | Code::Invalid) => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

/// The actions of a day as they stand now; one that was removed since is left to the journal.
fn actions(store: &Store, run: &Run) -> Result<Vec<(Id, Action)>, Refusal> {
    let mut actions = Vec::new();
    for raised in &run.course.actions {
        match store.get(raised.action).map(|record| record.document) {
            Ok(Document::Action(action)) => actions.push((raised.action, action)),
            Ok(_) | Err(Trouble::NotFound { .. }) => {}
            Err(trouble) => return Err(trouble.into()),
        }
    }
    Ok(actions)
}

/// The name of a report's file, without its ending: date and title, as a file system can hold it.
///
/// # Errors
/// No such record.
pub fn name(store: &Store, id: Id) -> Result<String, Refusal> {
    let record = store.get(id)?;
    let title = record.document.summary().title;
    name_with(store, &record, &title)
}

/// The same, with another title than the record has.
///
/// # Errors
/// The workspace cannot be read.
pub fn name_with(store: &Store, record: &Record, title: &str) -> Result<String, Refusal> {
    let date = match &record.document {
        // A day that was held is named by when that was, whatever its plan said.
        Document::GameDay(day) if day.status != GameDayStatus::Planned => {
            match (day.at, store.workspace()?.document) {
                (Some(at), Document::Workspace(workspace)) => Some(format!("{} ", workspace.zone.date(at))),
                _ => None,
            }
        }
        Document::GameDay(day) => day.date.map(|date| format!("{date} ")),
        Document::Assessment(review) => review.date.map(|date| format!("{date} ")),
        _ => None,
    };
    let title: String =
        title.chars().map(|c| if c.is_alphanumeric() || " ,.-_()".contains(c) { c } else { '-' }).collect();
    let title = title.trim_matches(['.', ' ']);
    let title = if title.is_empty() { "report" } else { title };
    // File systems count bytes, 255 at most; the rest is for date, copy number and ending.
    let fits = title.char_indices().take_while(|(at, c)| at + c.len_utf8() <= 200).map(|(_, c)| c);
    Ok(format!("{}{}", date.unwrap_or_default(), fits.collect::<String>().trim_end()))
}

/// Writes a report where the person said, wholly or not at all. Only another report may be written over.
///
/// # Errors
/// Something else is there, or what the system said, in words.
pub fn write_over(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    if path.symlink_metadata().is_ok() && !is_pdf(path) {
        return Err(left_as_it_is(path, "no PDF"));
    }
    put(path, bytes)
}

/// Something else than what is written is at `path`.
pub fn left_as_it_is(path: &Path, what: &str) -> Refusal {
    let words =
        format!("{} exists and is {what}, so it was left as it is. Name another file.", path.display());
    Refusal::new(Code::Conflict, words)
}

/// Writes a file wholly or not at all, whatever was there.
///
/// # Errors
/// What the system said, in words.
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    let finished = temporary(path, bytes)?;
    finished.persist(path).map_err(|cause| unwritable(path, &cause.error))?;
    Ok(())
}

fn is_pdf(path: &Path) -> bool {
    let mut head = [0; 4];
    // Asked first: opening a pipe or a device would wait for it.
    path.symlink_metadata().is_ok_and(|meta| meta.is_file())
        && fs::File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok()
        && head == *b"%PDF"
}

/// Writes a file into the folder `reports` beside the workspace, under a name that is not taken yet; `ending` without its dot.
///
/// # Errors
/// What the system said, in words.
pub fn write_beside(workspace: &Path, name: &str, ending: &str, bytes: &[u8]) -> Result<PathBuf, Refusal> {
    let folder = workspace.parent().unwrap_or(Path::new(".")).join("reports");
    fs::create_dir_all(&folder).map_err(|cause| unwritable(&folder, &cause))?;
    for copy in 1..1000 {
        let suffix = if copy == 1 { String::new() } else { format!(" ({copy})") };
        let path = folder.join(format!("{name}{suffix}.{ending}"));
        match temporary(&path, bytes)?.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(cause) if cause.error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(cause) => return Err(unwritable(&path, &cause.error)),
        }
    }
    Err(Refusal::new(
        Code::Locked,
        format!("{} holds a thousand copies of this report. Tidy it up.", folder.display()),
    ))
}

fn temporary(path: &Path, bytes: &[u8]) -> Result<NamedTempFile, Refusal> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder).map_err(|cause| unwritable(path, &cause))?;
    file.write_all(bytes)
        .and_then(|()| file.as_file().sync_all())
        .map_err(|cause| unwritable(path, &cause))?;
    Ok(file)
}

fn unwritable(path: &Path, cause: &std::io::Error) -> Refusal {
    let words = format!(
        "{} cannot be written: {cause}. Nothing was left behind; choose another place.",
        path.display()
    );
    Refusal::new(Code::Locked, words)
}
