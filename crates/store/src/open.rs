//! Opening: what a file must be before it is touched, the lock beside it, its birth and its migrations.
//!
//! Order matters. The first 100 bytes are read as plain bytes, so a file of somebody else is refused before SQLite,
//! which would recover its log, ever sees it. A new workspace is made whole under another name and then renamed, so that
//! those bytes are complete from the first moment on.

use crate::{Access, Settings, Trouble, backup, records};
use domain::{Document, Id, Instant, Record};
use rusqlite::{Connection, ErrorCode, OpenFlags, config::DbConfig};
use rusqlite_migration::{M, Migrations};
use std::{
    ffi::OsString,
    fs::{self, File, TryLockError},
    io::{self, Read},
    path::{Path, PathBuf},
    time::Duration,
};

/// The mark of our files in SQLite's header: "RdyR".
pub const APPLICATION_ID: i32 = 0x5264_7952;

/// One step per released schema; `user_version` counts them.
pub(crate) const STEPS: &[M<'_>] = &[M::up(include_str!("schema/0001.sql"))];

/// How long a statement waits for another process, which can only be one that makes a copy.
const BUSY: Duration = Duration::from_secs(5);

#[derive(Debug)]
pub(crate) struct Opened {
    pub sql: Connection,
    pub lock: Option<File>,
    pub path: PathBuf,
}

/// Opens the file at `path`, or says why not.
pub(crate) fn open(path: &Path, access: Access, now: Instant) -> Result<Opened, Trouble> {
    let place = resolve(path)?;
    let found = look(&place)?;
    match (access, found) {
        (Access::Read, Found::Nothing) => Err(Trouble::Missing { path: place }),
        (Access::Read, Found::Ours) => open_to_read(place),
        (Access::Write, _) => open_to_write(place, now),
    }
}

fn open_to_write(place: PathBuf, now: Instant) -> Result<Opened, Trouble> {
    let lock = lock(&place)?;
    if let Found::Nothing = look(&place)? {
        create(&place, now)?;
    }
    // SQLite would fall back to reading only, and say so at the first write, in the middle of a meeting.
    File::options().read(true).write(true).open(&place).map_err(|cause| Trouble::io(&place, cause))?;
    let prepared = || {
        let mut sql = Connection::open_with_flags(&place, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
        configure(&sql)?;
        let format = gate(&sql, &place)?;
        let mode: String = sql.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
        if mode != "wal" {
            tracing::warn!(
                mode,
                "this file system has no write-ahead log; every change is slower, none less safe"
            );
        }
        quick_check(&sql, &place)?;
        migrate(&mut sql, &place, format, STEPS)?;
        Ok(sql)
    };
    let sql = prepared().map_err(|trouble: Trouble| trouble.at(&place))?;
    Ok(Opened { sql, lock: Some(lock), path: place })
}

fn open_to_read(place: PathBuf) -> Result<Opened, Trouble> {
    let sql = reader(&place).map_err(|trouble| trouble.at(&place))?;
    let format = gate(&sql, &place).map_err(|trouble| trouble.at(&place))?;
    if format < latest(STEPS) {
        return Err(Trouble::Older { path: place, format });
    }
    quick_check(&sql, &place).map_err(|trouble| trouble.at(&place))?;
    Ok(Opened { sql, lock: None, path: place })
}

/// A connection that reads. On a medium where SQLite cannot make its log files, the file is taken as it is, which is
/// right only while there is no log with newer pages.
fn reader(place: &Path) -> Result<Connection, Trouble> {
    let open = |target: &Path, more: OpenFlags| {
        let sql = Connection::open_with_flags(target, flags(OpenFlags::SQLITE_OPEN_READ_ONLY | more))?;
        configure(&sql)?;
        sql.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok::<_, rusqlite::Error>(sql)
    };
    let refused = match open(place, OpenFlags::empty()) {
        Ok(sql) => return Ok(sql),
        Err(refused) => refused,
    };
    let no_log = matches!(refused.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly));
    let newer_pages = fs::metadata(beside(place, "-wal")).is_ok_and(|log| log.is_file() && log.len() > 0);
    if no_log && !newer_pages {
        return Ok(open(Path::new(&immutable(place)), OpenFlags::SQLITE_OPEN_URI)?);
    }
    Err(refused.into())
}

/// The address under which SQLite reads a file without a log of its own.
fn immutable(place: &Path) -> OsString {
    let mut address = String::from("file:");
    let text = place.to_string_lossy().replace('\\', "/");
    if !text.starts_with('/') {
        address.push('/'); // C:/… on Windows
    }
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~:".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address.push_str("?immutable=1");
    address.into()
}

enum Found {
    Nothing,
    Ours,
}

/// Looks at the first bytes of the file, as bytes.
fn look(place: &Path) -> Result<Found, Trouble> {
    let not_ours = || Trouble::NotAWorkspace { path: place.to_owned() };
    let meta = match fs::metadata(place) {
        Ok(meta) => meta,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(cause) => return Err(unreadable(place, cause)),
    };
    if meta.is_dir() {
        return Err(Trouble::IsFolder { path: place.to_owned() });
    }
    if !meta.is_file() {
        return Err(not_ours()); // a pipe or a device would keep us waiting
    }
    let mut header = [0_u8; 100];
    let mut file = File::open(place).map_err(|cause| unreadable(place, cause))?;
    match file.read_exact(&mut header) {
        Ok(()) => {}
        Err(cause) if cause.kind() == io::ErrorKind::UnexpectedEof => return Err(not_ours()),
        Err(cause) => return Err(unreadable(place, cause)),
    }
    // https://sqlite.org/fileformat.html: the application id is the big-endian number at offset 68.
    if !header.starts_with(b"SQLite format 3\0") || header.get(68..72) != Some(&APPLICATION_ID.to_be_bytes())
    {
        return Err(not_ours());
    }
    Ok(Found::Ours)
}

/// A file that may not even be read is not "read-only".
fn unreadable(place: &Path, cause: io::Error) -> Trouble {
    match cause.kind() {
        io::ErrorKind::PermissionDenied => Trouble::Io { path: place.to_owned(), cause },
        _ => Trouble::io(place, cause),
    }
}

/// The file's own name: links followed, so that two names of one file share one lock.
fn resolve(path: &Path) -> Result<PathBuf, Trouble> {
    let path = std::path::absolute(path).map_err(|cause| Trouble::io(path, cause))?;
    if let Ok(place) = fs::canonicalize(&path) {
        return Ok(place);
    }
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(Trouble::IsFolder { path });
    };
    match fs::canonicalize(folder) {
        Ok(folder) if folder.is_dir() => Ok(folder.join(name)),
        Ok(_) => Err(Trouble::NoFolder { path }),
        Err(cause) => Err(Trouble::io(&path, cause)),
    }
}

/// Takes the lock beside the file. It is never deleted: a deleted lock could be taken twice.
fn lock(place: &Path) -> Result<File, Trouble> {
    let beside = beside(place, ".lock");
    let lock = File::options().create(true).write(true).truncate(false).open(&beside);
    let lock = lock.map_err(|cause| Trouble::io(place, cause))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(Trouble::Locked { path: place.to_owned() }),
        Err(TryLockError::Error(cause)) => Err(Trouble::io(&beside, cause)),
    }
}

/// `workspace.readyroom` + `-wal`
pub(crate) fn beside(place: &Path, ending: &str) -> PathBuf {
    let mut name = place.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn create(place: &Path, now: Instant) -> Result<(), Trouble> {
    let made = || {
        let folder = place.parent().unwrap_or(Path::new("/"));
        let io = |cause| Trouble::io(place, cause);
        let draft = tempfile::Builder::new().prefix(".readyroom-new-").tempfile_in(folder).map_err(io)?;
        let mut sql = Connection::open_with_flags(draft.path(), flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
        configure(&sql)?;
        sql.pragma_update(None, "application_id", APPLICATION_ID)?;
        migrate(&mut sql, draft.path(), 0, STEPS)?;
        let document = Document::from(Settings::fresh());
        let id = Id(uuid::Uuid::now_v7());
        let saved_by = "Readyroom".to_owned();
        let transaction = sql.transaction()?;
        records::insert(&transaction, &Record { id, version: 1, saved_at: now, saved_by, document })?;
        transaction.commit()?;
        sql.close().map_err(|(_, cause)| cause)?;
        draft.as_file().sync_all().map_err(io)?;
        draft.persist_noclobber(place).map_err(|refused| io(refused.error))?;
        backup::sync_folder(place);
        Ok(())
    };
    made().map_err(|trouble: Trouble| trouble.at(place))
}

fn configure(sql: &Connection) -> rusqlite::Result<()> {
    sql.busy_timeout(BUSY)?;
    sql.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    sql.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    sql.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    sql.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    sql.set_prepared_statement_cache_capacity(64);
    sql.execute_batch("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON;")
}

/// The file's format, if this program reads it.
fn gate(sql: &Connection, place: &Path) -> Result<u32, Trouble> {
    let format = sql.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))?;
    let (format, ours) = (u32::try_from(format).unwrap_or(u32::MAX), latest(STEPS));
    if format > ours {
        return Err(Trouble::Newer { path: place.to_owned(), format, ours });
    }
    Ok(format)
}

fn latest(steps: &[M<'_>]) -> u32 {
    u32::try_from(steps.len()).unwrap_or(u32::MAX)
}

/// Brings the tables from `format` to the last of `steps`, after a backup of what there was.
pub(crate) fn migrate(
    sql: &mut Connection,
    place: &Path,
    format: u32,
    steps: &[M<'_>],
) -> Result<(), Trouble> {
    if format == latest(steps) {
        return Ok(());
    }
    if format > 0 {
        backup::copy(sql, place, &beside(place, &format!(".backup-v{format}")))?;
    }
    Migrations::from_slice(steps).to_latest(sql).map_err(|cause| match cause {
        rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
        other => Trouble::Damaged { path: place.to_owned(), detail: other.to_string() },
    })
}

fn quick_check(sql: &Connection, place: &Path) -> Result<(), Trouble> {
    let detail: String = sql.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if detail == "ok" { Ok(()) } else { Err(Trouble::Damaged { path: place.to_owned(), detail }) }
}

fn flags(access: OpenFlags) -> OpenFlags {
    // One connection per store, behind a mutex of ours: SQLite needs none of its own.
    access | OpenFlags::SQLITE_OPEN_NO_MUTEX
}
