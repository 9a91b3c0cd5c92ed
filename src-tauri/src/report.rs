//! Files that leave the room: how they are called, and how they are put where they belong.

use contract::{Code, Exported, Refusal};
use domain::{Id, Record};
use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
};
use store::Store;
use tempfile::NamedTempFile;

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
    let date = record.document.held_on(store.settings()?.zone).map(|date| format!("{date} "));
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
    if path.symlink_metadata().is_ok() && !begins_with(path, b"%PDF") {
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
/// The name is one that a workspace keeps for itself, or what the system said, in words.
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    if store::is_beside(path) {
        let words = format!(
            "{} would be taken for a part of the workspace beside it: a workspace keeps names that end in -wal, -shm, -journal and .lock for itself. Name another file.",
            path.display()
        );
        return Err(Refusal::new(Code::Conflict, words));
    }
    let finished = temporary(path, bytes)?;
    finished.persist(path).map_err(|cause| unwritable(path, &cause.error))?;
    Ok(())
}

/// Whether a file is there that begins so: by that what was written here before is known again.
#[must_use]
pub fn begins_with(path: &Path, head: &[u8]) -> bool {
    let mut bytes = vec![0; head.len()];
    // Asked first: opening a pipe or a device would wait for it.
    path.symlink_metadata().is_ok_and(|meta| meta.is_file())
        && fs::File::open(path).and_then(|mut file| file.read_exact(&mut bytes)).is_ok()
        && bytes == head
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

/// A file to write: its name without an ending, its text, and what it cannot say.
pub struct Outgoing {
    /// The name.
    pub name: String,
    /// The text.
    pub text: String,
    /// One sentence each.
    pub warnings: Vec<String>,
}

/// Writes the files into the folder `reports` beside the workspace.
///
/// # Errors
/// What the system said, in words.
pub fn write_all_beside(workspace: &Path, files: &[Outgoing]) -> Result<Vec<Exported>, Refusal> {
    let write = |file: &Outgoing| {
        let path = write_beside(workspace, &file.name, "json", file.text.as_bytes())?;
        let (path, size_bytes) = (path.display().to_string(), file.text.len() as u64);
        Ok(Exported { path, size_bytes, warnings: file.warnings.clone() })
    };
    files.iter().map(write).collect()
}

fn temporary(path: &Path, bytes: &[u8]) -> Result<NamedTempFile, Refusal> {
    store::sweep(path);
    let mut file = store::draft(path)?;
    file.write_all(bytes)
        .and_then(|()| file.as_file().sync_all())
        .map_err(|cause| unwritable(path, &cause))?;
    Ok(file)
}

fn unwritable(path: &Path, cause: &std::io::Error) -> Refusal {
    let cause = store::plain(cause); // a person knows nothing of a temporary file
    let words = format!(
        "{} cannot be written: {cause}. Nothing was left behind; choose another place.",
        path.display()
    );
    Refusal::new(Code::Locked, words)
}
