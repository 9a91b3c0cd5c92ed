//! What can go wrong with the workspace file, in words that say what to do.

use domain::{Id, Instant, Invalid, Kind, Zone, document::Unreadable, text::clip};
use rusqlite::ErrorCode;
use std::{
    io,
    path::{Path, PathBuf},
};

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// No such record, or it was removed.
    #[error("{}", not_found(*id, removed.as_deref()))]
    NotFound {
        /// What was asked for.
        id: Id,
        /// Its title, where it existed and was removed.
        removed: Option<String>,
    },
    /// Somebody saved a newer version meanwhile.
    #[error("“{}” was changed by {saved_by} on {} while you worked on it. Look at their version, then make your change again.", clip(title, 60), Zone::UTC.long(*saved_at))]
    Conflict {
        /// The record's title as it stands.
        title: String,
        /// Who wrote the version that stands.
        saved_by: String,
        /// When.
        saved_at: Instant,
        /// The version that stands.
        version: u64,
        /// Top-level fields of the body that differ between the caller's version and the one that stands; empty where
        /// the caller's version is unknown.
        changed: Vec<String>,
    },
    /// The document is beyond its limits.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// A save would turn one kind of record into another.
    #[error("This record is of the kind “{}” and cannot become “{}”. Make a new record instead.", is.noun(), wanted.noun())]
    OtherKind {
        /// What the record is.
        is: Kind,
        /// What the save brought.
        wanted: Kind,
    },
    /// A record is of another kind than the one that was asked for.
    #[error("This is {}, not {}.", is.one(), wanted.one())]
    IsNo {
        /// What the record is.
        is: Kind,
        /// What was asked for.
        wanted: Kind,
    },
    /// Other records need it.
    #[error("“{}” is part of “{}”. Take it out there first.", clip(title, 60), clip(by, 60))]
    InUse {
        /// Title of the record that was to be removed.
        title: String,
        /// Title of the record that needs it.
        by: String,
    },
    /// The record stands in its first version.
    #[error("“{}” has no earlier version to go back to.", clip(title, 60))]
    NothingToUndo {
        /// Title of the record.
        title: String,
    },
    /// A second workspace record, or the removal of the only one.
    #[error("A workspace file holds exactly one set of workspace settings. Change them instead.")]
    OneWorkspace,
    /// An id that is given by the caller exists already.
    #[error(
        "There is a record with the id {id} already. Nothing was written; give the new record another id."
    )]
    Taken {
        /// The id.
        id: Id,
    },
    /// A link leads nowhere.
    #[error(
        "“{}” refers to a record that is not in this workspace ({target}). Remove that reference, or add the record first.",
        clip(title, 60)
    )]
    Dangling {
        /// Title of the record that refers.
        title: String,
        /// To what.
        target: Id,
    },
    /// Another process holds the file.
    #[error("{} is open in another Readyroom. Close it there, or open another workspace.", path.display())]
    Locked {
        /// The workspace file.
        path: PathBuf,
    },
    /// Another process holds the file just now.
    #[error("{} is busy: another program is writing to it. Try again in a moment.", path.display())]
    Busy {
        /// The workspace file.
        path: PathBuf,
    },
    /// Some other file.
    #[error("{} is not a Readyroom workspace. It was left as it is; choose another file.", path.display())]
    NotAWorkspace {
        /// The file.
        path: PathBuf,
    },
    /// A folder instead of a file.
    #[error("{} is a folder. Choose a workspace file in it, or type a name for a new one.", path.display())]
    IsFolder {
        /// The folder.
        path: PathBuf,
    },
    /// Written by a newer Readyroom.
    #[error("{} was written by a newer Readyroom (format {format}; this one reads up to {ours}). It was left as it is; update Readyroom to open it.", path.display())]
    Newer {
        /// The workspace file.
        path: PathBuf,
        /// Its format.
        format: u32,
        /// The newest format that we read.
        ours: u32,
    },
    /// Written by an older Readyroom, and opened for reading only.
    #[error("{} was written by an older Readyroom (format {format}). Open it in the window once to bring it up to date; a backup is made first.", path.display())]
    Older {
        /// The workspace file.
        path: PathBuf,
        /// Its format.
        format: u32,
    },
    /// Cannot be written to.
    #[error("{} cannot be written to: the file, its folder or its disk is read-only, or it was opened for reading only. Copy it to a folder of your own and open it there.", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// No room left.
    #[error("The disk that holds {} is full. Nothing of this change was written. Free some space and try again.", path.display())]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// No file there.
    #[error("There is no workspace at {}. Check the name, or whether the disk is connected.", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// No folder there.
    #[error("The folder of {} does not exist. Make the folder first, or choose another place.", path.display())]
    NoFolder {
        /// The file that was to be in it.
        path: PathBuf,
    },
    /// A file is there already.
    #[error("{} exists already. Name a new file, or delete this one first.", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A copy would replace something that is no earlier copy of the same workspace.
    #[error("{} is no earlier backup of this workspace, so it was left as it is. Name another file.", path.display())]
    NoBackup {
        /// The file.
        path: PathBuf,
    },
    /// A name that cannot be handed on.
    #[error("The name of {} has letters that cannot be written here. Choose another name.", path.display())]
    Name {
        /// The file.
        path: PathBuf,
    },
    /// The file that was open is no longer the one of this name.
    #[error("{} is another file now: somebody moved, deleted or replaced the workspace while it was open. Nothing more is written. Close Readyroom, look at both files, then open the right one.", path.display())]
    Replaced {
        /// Where the workspace was.
        path: PathBuf,
    },
    /// A workspace that was not closed, where nothing can be written.
    #[error("{} was not closed: its latest changes are in {} beside it, and both must be where Readyroom can write. Copy both files, side by side, to a folder of your own and open the copy.", path.display(), log.display())]
    LogBeside {
        /// The workspace file.
        path: PathBuf,
        /// Its log.
        log: PathBuf,
    },
    /// A workspace is to be replaced by itself.
    #[error("{} is the workspace itself. Name the copy that is to take its place.", path.display())]
    Itself {
        /// The file.
        path: PathBuf,
    },
    /// A copy of another workspace, and nobody said that it is meant.
    #[error("{} is a copy of another workspace, “{}”. Say that it is meant (on the command line: --other), or name another copy.", path.display(), clip(name, 60))]
    Foreign {
        /// The copy.
        path: PathBuf,
        /// What that workspace is called.
        name: String,
    },
    /// A copy would replace the file that is open.
    #[error("{} is the workspace that is open. Choose another name for the copy.", path.display())]
    OntoItself {
        /// The file.
        path: PathBuf,
    },
    /// A stored body cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// A kind of record that this program does not know.
    #[error(
        "This workspace holds a record of the kind “{}”, which this Readyroom does not know. Update Readyroom to open it.",
        clip(word, 40)
    )]
    UnknownKind {
        /// The word in the file.
        word: String,
    },
    /// An entry of a journal cannot be read.
    #[error(
        "Entry {seq} of the journal cannot be read: {cause}. If a newer Readyroom wrote it, update; otherwise restore a backup."
    )]
    UnreadableEntry {
        /// Its place in the journal.
        seq: u64,
        /// What the reader said.
        cause: String,
    },
    /// The file is broken.
    #[error("{} is damaged. Restore a backup; keep this file, since parts of it may be saved.", path.display())]
    Damaged {
        /// The workspace file.
        path: PathBuf,
    },
    /// The system refused something.
    #[error("{} could not be used: {cause}. Check the disk and the folder's permissions, then try again.", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A document that JSON has no words for.
    #[error("This cannot be written as JSON: {0}. Check its numbers.")]
    Json(#[from] serde_json::Error),
    /// SQLite refused something that none of the above explains.
    #[error(
        "The workspace file refused this. Nothing of this change was written; try again, and run a check of the workspace if it stays so."
    )]
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for Trouble {
    /// The words of SQLite are for the log: no person can act on them.
    fn from(cause: rusqlite::Error) -> Self {
        tracing::debug!(%cause, "the workspace file refused something");
        Self::Sql(cause)
    }
}

impl Trouble {
    /// Says which file an SQLite error is about, and what it means for a person.
    pub(crate) fn at(self, path: &Path) -> Self {
        let Self::Sql(cause) = self else { return self };
        let path = path.to_owned();
        match cause.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull { path },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { path },
            Some(ErrorCode::NotADatabase) => Self::NotAWorkspace { path },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path },
            Some(ErrorCode::SystemIoFailure) => {
                Self::Io { path, cause: io::Error::other("the disk failed to read or write") }
            }
            Some(ErrorCode::CannotOpen) => {
                Self::Io { path, cause: io::Error::other("it, or the log beside it, cannot be opened") }
            }
            _ => Self::Sql(cause),
        }
    }

    /// What the system's refusal of `path` means for a person.
    pub(crate) fn io(path: &Path, cause: io::Error) -> Self {
        let path = path.to_owned();
        match cause.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NoFolder { path },
            io::ErrorKind::IsADirectory => Self::IsFolder { path },
            _ => Self::Io { path, cause },
        }
    }
}

fn not_found(id: Id, removed: Option<&str>) -> String {
    match removed {
        Some(title) => {
            format!("“{}” was removed. Undo the removal to bring it back.", clip(title, 60))
        }
        None => format!("There is no record with the id {id} in this workspace."),
    }
}
