//! Opening: what a file must be before it is touched, the lock beside it, its birth and its migrations.
//!
//! Order matters. The first 100 bytes are read as plain bytes, so a file of somebody else is refused before SQLite,
//! which would recover its log, ever sees it. A new workspace is made whole under another name and then renamed, so that
//! those bytes are complete from the first moment on.

use crate::{
    Access, Inner, Settings, Trouble, Tx, backup, drafts,
    hold::{Hold, is_held},
    loss::{self, Before},
    records, sum, write,
};
use domain::{Document, Id, Instant, Record};
use rusqlite::{Connection, ErrorCode, OpenFlags, backup::Backup, config::DbConfig};
use rusqlite_migration::{M, Migrations};
use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    time::Duration,
};

/// The mark of our files in SQLite's header: "RdyR".
pub const APPLICATION_ID: i32 = 0x5264_7952;

/// One step per released schema; `user_version` counts them.
pub(crate) fn steps() -> Vec<M<'static>> {
    let sums = |transaction: &rusqlite::Transaction<'_>| {
        sum::fill(transaction)?;
        Ok(transaction.execute_batch(include_str!("schema/0002-after.sql"))?)
    };
    let words = |transaction: &rusqlite::Transaction<'_>| Ok(sum::fill_words(transaction)?);
    vec![
        M::up(include_str!("schema/0001.sql")),
        M::up_with_hook(include_str!("schema/0002.sql"), sums),
        M::up_with_hook(include_str!("schema/0003.sql"), words),
    ]
}

/// How long a statement waits for another process, which can only be one that makes a copy.
pub(crate) const BUSY: Duration = Duration::from_secs(5);

#[derive(Debug)]
pub(crate) struct Opened {
    pub sql: Connection,
    pub hold: Option<Hold>,
    pub path: PathBuf,
    /// What a person must know about the file, in a sentence.
    pub warning: Option<String>,
}

/// Opens the file at `path`, or says why not.
pub(crate) fn open(path: &Path, access: Access, now: Instant) -> Result<Opened, Trouble> {
    let place = resolve(path)?;
    let found = look(&place)?;
    match (access, found) {
        (Access::Read, Found::Nothing) => Err(Trouble::Missing { path: place }),
        (Access::Read, Found::Ours { .. }) => open_to_read(place, false),
        (Access::Write, _) => open_to_write(place, now),
    }
}

fn open_to_write(place: PathBuf, now: Instant) -> Result<Opened, Trouble> {
    let mut hold = Hold::take(&place)?;
    drafts::sweep(&place);
    if let Found::Nothing = look(&place)? {
        drafts::name(new::<Trouble>(&place, now, None)?, &place)?;
    }
    let (sql, warning) = connect(&mut hold, &place, now)?;
    Ok(Opened { sql, hold: Some(hold), path: place, warning })
}

/// Connects to the file that is held and begins a session; with a warning where something of it is missing.
pub(crate) fn connect(
    hold: &mut Hold,
    place: &Path,
    now: Instant,
) -> Result<(Connection, Option<String>), Trouble> {
    hold.take_file()?;
    let before = Before::look(place);
    let aside = set_aside(place)?;
    let mut prepared = || {
        let mut sql = Connection::open_with_flags(place, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
        configure(&sql)?;
        let format = gate(&sql, place)?;
        let mode: String = sql.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
        if mode != "wal" {
            tracing::warn!(
                mode,
                "this file system has no write-ahead log; every change is slower, none less safe"
            );
        }
        quick_check(&sql, place)?;
        let lost = loss::found(&sql, before)?;
        migrate(&mut sql, place, format, &steps())?;
        loss::begin(&sql, hold, lost, now)?;
        let warning = loss::told(&sql)?;
        Ok((sql, warning))
    };
    let (sql, lost) = prepared().map_err(|trouble: Trouble| trouble.at(place))?;
    let aside = aside.map(|aside| {
        format!(
            "The log beside {} belonged to another file and was put aside as {}.",
            place.display(),
            aside.display()
        )
    });
    let warnings: Vec<String> = aside.into_iter().chain(lost).collect();
    Ok((sql, (!warnings.is_empty()).then(|| warnings.join(" "))))
}

/// A file that was closed has no log. What lies beside it is the log of a file that was here before, and SQLite would write
/// it into this one.
fn set_aside(place: &Path) -> Result<Option<PathBuf>, Trouble> {
    let is_ours = matches!(look(place)?, Found::Ours { closed: true, format } if format <= latest(&steps()));
    if !is_ours || !has_log(place) {
        return Ok(None);
    }
    let log = beside(place, "-wal");
    let aside = drafts::free(&log, "aside");
    fs::rename(&log, &aside).map_err(|cause| Trouble::io(&log, cause))?;
    Ok(Some(aside))
}

/// Whether there is a log beside the file with something in it.
fn has_log(place: &Path) -> bool {
    fs::metadata(beside(place, "-wal")).is_ok_and(|log| log.is_file() && log.len() > 0)
}

/// Opens a file to read it. One of an older format is refused, or brought up to date in memory where `any_format` is good.
pub(crate) fn open_to_read(place: PathBuf, any_format: bool) -> Result<Opened, Trouble> {
    let prepared = || {
        let before = Before::look(&place);
        let mut sql = reader(&place)?;
        let format = gate(&sql, &place)?;
        quick_check(&sql, &place)?;
        if format < latest(&steps()) {
            if !any_format {
                return Err(Trouble::Older { path: place.clone(), format });
            }
            let mut copy = Connection::open_in_memory()?;
            Backup::new(&sql, &mut copy)?.run_to_completion(i32::MAX, Duration::ZERO, None)?;
            upgrade(&mut copy, &place, &steps())?;
            sql = copy;
        }
        // Whoever has just begun to write has a log that was not there a moment ago.
        let lost = loss::found(&sql, before)?.filter(|_| !is_held(&place));
        let warning = loss::told(&sql)?.or_else(|| lost.map(|lost| lost.to_string()));
        Ok((sql, warning))
    };
    let (sql, warning) = prepared().map_err(|trouble: Trouble| trouble.at(&place))?;
    Ok(Opened { sql, hold: None, path: place, warning })
}

/// A connection that reads. On a medium where SQLite cannot make its log files, the file is taken as it is, which is
/// right only while there is no log with newer pages.
fn reader(place: &Path) -> Result<Connection, Trouble> {
    let foreign_log = matches!(look(place)?, Found::Ours { closed: true, .. }) && has_log(place);
    if foreign_log && !is_held(place) {
        return quiet(place);
    }
    let refused = match tried(place, OpenFlags::empty()) {
        Ok(sql) => return Ok(sql),
        Err(refused) => refused,
    };
    // Also where a full disk has no room for them: nothing is written, so everything can be read.
    let no_log = matches!(
        refused.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::DiskFull | ErrorCode::SystemIoFailure)
    );
    match (no_log, has_log(place)) {
        (true, false) => quiet(place),
        (true, true) => Err(Trouble::LogBeside { log: beside(place, "-wal"), path: place.to_owned() }),
        (false, _) => Err(refused.into()),
    }
}

/// A connection that reads the file alone and makes nothing beside it.
pub(crate) fn quiet(place: &Path) -> Result<Connection, Trouble> {
    Ok(tried(Path::new(&immutable(place)), OpenFlags::SQLITE_OPEN_URI)?)
}

fn tried(target: &Path, more: OpenFlags) -> rusqlite::Result<Connection> {
    let sql = Connection::open_with_flags(target, flags(OpenFlags::SQLITE_OPEN_READ_ONLY | more))?;
    configure(&sql)?;
    sql.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(sql)
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

/// What is at a place, as far as its first bytes tell.
pub(crate) enum Found {
    Nothing,
    /// One of ours; `closed` when it says of itself that it keeps no log, as every copy and every closed file does.
    Ours {
        closed: bool,
        format: u32,
    },
}

/// Looks at the first bytes of the file, as bytes.
pub(crate) fn look(place: &Path) -> Result<Found, Trouble> {
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
    // Offsets 18 (the version that a writer must know: 1 without a log, 2 with one) and 60 (`user_version`).
    let format = header.get(60..64).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_be_bytes);
    Ok(Found::Ours { closed: header.get(18) == Some(&1), format })
}

/// A file that may not even be read is not "read-only".
fn unreadable(place: &Path, cause: io::Error) -> Trouble {
    match cause.kind() {
        io::ErrorKind::PermissionDenied => Trouble::Io { path: place.to_owned(), cause },
        _ => Trouble::io(place, cause),
    }
}

/// The file's own name: links followed, so that two names of one file share one lock.
pub(crate) fn resolve(path: &Path) -> Result<PathBuf, Trouble> {
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

/// `workspace.readyroom` + `-wal`
pub(crate) fn beside(place: &Path, ending: &str) -> PathBuf {
    let mut name = place.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// What is written into a new workspace, and by whom.
pub(crate) type Contents<'a, E> = (&'a str, &'a mut dyn FnMut(&mut Tx<'_>) -> Result<(), E>);

/// A draft of a new workspace at `place`, closed.
pub(crate) fn new<E: From<Trouble>>(
    place: &Path,
    now: Instant,
    contents: Option<Contents<'_, E>>,
) -> Result<tempfile::NamedTempFile, E> {
    let draft = drafts::draft(place)?;
    let named = |trouble: Trouble| E::from(trouble.at(place));
    let made = || -> Result<Inner, Trouble> {
        let mut sql = drafts::connect(&draft)?;
        configure(&sql)?;
        sql.pragma_update(None, "application_id", APPLICATION_ID)?;
        migrate(&mut sql, place, 0, &steps())?;
        let document = Document::from(Settings::fresh());
        let id = Id(uuid::Uuid::now_v7());
        let saved_by = "Readyroom".to_owned();
        let transaction = sql.transaction()?;
        records::insert(&transaction, &Record { id, version: 1, saved_at: now, saved_by, document })?;
        transaction.commit()?;
        Ok(Inner::of(sql, None, None))
    };
    let mut inner = made().map_err(named)?;
    if let Some((actor, work)) = contents {
        write(&mut inner, place, (now, actor), work)?;
    }
    inner.sql.close().map_err(|(_, cause)| named(cause.into()))?;
    Ok(draft)
}

fn configure(sql: &Connection) -> rusqlite::Result<()> {
    sql.busy_timeout(BUSY)?;
    sql.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    sql.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    sql.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    sql.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    sql.set_prepared_statement_cache_capacity(64);
    // An import of thousands is one transaction: what does not fit into memory is written to the log and read again.
    sql.execute_batch("PRAGMA cache_size = -65536")?; // 64 MB, taken as they are needed
    sql.execute_batch("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON;")
}

/// The file's format, if this program reads it.
fn gate(sql: &Connection, place: &Path) -> Result<u32, Trouble> {
    let format = sql.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))?;
    let (format, ours) = (u32::try_from(format).unwrap_or(u32::MAX), latest(&steps()));
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
        let kept = beside(place, &format!(".backup-v{format}"));
        match backup::copy(sql, place, &kept) {
            // There is one of another past already; it stays.
            Err(Trouble::NoBackup { .. }) => backup::copy(sql, place, &drafts::free(&kept, "again"))?,
            copied => copied?,
        }
    }
    upgrade(sql, place, steps)
}

fn upgrade(sql: &mut Connection, place: &Path, steps: &[M<'_>]) -> Result<(), Trouble> {
    Migrations::from_slice(steps).to_latest(sql).map_err(|cause| match cause {
        rusqlite_migration::Error::RusqliteError { err, .. } => Trouble::from(err),
        other => {
            tracing::error!(%other, "the tables could not be brought up to date");
            Trouble::Damaged { path: place.to_owned() }
        }
    })
}

/// The tables alone, in memory.
pub(crate) fn empty() -> Result<Connection, Trouble> {
    let mut sql = Connection::open_in_memory()?;
    upgrade(&mut sql, Path::new(""), &steps())?;
    Ok(sql)
}

/// Whether the file is of a format that has a mark.
pub(crate) fn has_mark(sql: &Connection) -> rusqlite::Result<bool> {
    sql.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'mark'")?.exists([])
}

fn quick_check(sql: &Connection, place: &Path) -> Result<(), Trouble> {
    let detail: String = sql.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if detail == "ok" {
        return Ok(());
    }
    tracing::error!(detail, "the file is damaged");
    Err(Trouble::Damaged { path: place.to_owned() })
}

/// To read and write a file that is there.
pub(crate) fn file_flags() -> OpenFlags {
    flags(OpenFlags::SQLITE_OPEN_READ_WRITE)
}

fn flags(access: OpenFlags) -> OpenFlags {
    // One connection per store, behind a mutex of ours: SQLite needs none of its own.
    access | OpenFlags::SQLITE_OPEN_NO_MUTEX
}
