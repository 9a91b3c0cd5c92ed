//! The workspace file: one SQLite database that holds every document, its history and the journals of runs.
//!
//! This is the only crate that knows SQL. [`Store`] opens the file and reads it; every write goes through
//! [`Store::transact`], which gives a [`Tx`] and returns what changed, so that windows know what to ask for again.
//!
//! Read in this order: `schema/` (the tables), [`Store`], [`Tx`], `records.rs` and `journal.rs` (what they do),
//! `open.rs` (what is refused, and why a file is never touched before it is known to be ours).

mod backup;
mod check;
mod drafts;
mod hold;
mod index;
mod journal;
mod kept;
mod life;
mod list;
mod loss;
mod open;
mod records;
mod refuse;
mod removal;
mod restore;
mod samples;
mod stamps;
mod sum;
mod trouble;
mod tx;

pub use backup::is_beside;
pub use drafts::{draft, plain, sweep};
pub use hold::free;
pub use open::APPLICATION_ID;
pub use records::{Settings, body};
pub use restore::{Whose, preview, restore};
pub use samples::Sample;
pub use trouble::Trouble;
pub use tx::{Change, Outcome, Tx};

use domain::{
    Id, Instant, Kind, Record, Row,
    document::Body,
    journal::{Common, Entry, Event},
    record::Relation,
};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// What the file is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// To read and write. One process at a time; creates the file where there is none and brings an old one up to date.
    Write,
    /// To read an existing file, also beside a process that writes. Takes no lock and never changes the workspace.
    Read,
}

/// An open workspace file. Dropping it closes it and lets others write.
#[derive(Debug)]
pub struct Store {
    inner: Mutex<Inner>,
    path: PathBuf,
    access: Access,
}

#[derive(Debug)]
struct Inner {
    // Fields drop in this order: the database is closed before the locks are released.
    sql: Connection,
    hold: Option<hold::Hold>,
    /// Keeps ids that are born in the same millisecond in order.
    births: uuid::ContextV7,
    /// Whether the log has something that the file itself has not.
    unfolded: bool,
    /// What a person must know about the file, in a sentence.
    warning: Option<String>,
}

impl Inner {
    const fn of(sql: Connection, hold: Option<hold::Hold>, warning: Option<String>) -> Self {
        Self { sql, hold, births: uuid::ContextV7::new(), unfolded: false, warning }
    }
}

impl Store {
    /// Opens the workspace at `path`.
    ///
    /// # Errors
    /// Everything that makes the file unusable, each in words of its own. A file that is refused is left as it was.
    pub fn open(path: &Path, access: Access, now: Instant) -> Result<Self, Trouble> {
        Ok(Self::of(open::open(path, access, now)?, access))
    }

    fn of(open::Opened { sql, hold, path, warning }: open::Opened, access: Access) -> Self {
        Self { inner: Mutex::new(Inner::of(sql, hold, warning)), path, access }
    }

    /// Where the file is, as an absolute path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Does `work` wholly or not at all, and returns what it changed. When this returns `Ok`, the change is on the disk.
    ///
    /// `work` must use its [`Tx`] only: the store's own functions would wait for `work` to end.
    ///
    /// # Errors
    /// What `work` returned, or what kept the change from being written. In both cases nothing was written.
    pub fn transact<T, E: From<Trouble>>(
        &self,
        now: Instant,
        actor: &str,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Outcome<T>, E> {
        let mut inner = self.write()?;
        write(&mut inner, &self.path, (now, actor), work)
    }

    /// The record as it stands.
    ///
    /// # Errors
    /// There is none, it was removed, or it cannot be read.
    pub fn get(&self, id: Id) -> Result<Record, Trouble> {
        self.read(|sql| records::get(sql, id))
    }

    /// The body of a record of this kind.
    ///
    /// # Errors
    /// As [`Store::get`], and when the record is of another kind.
    pub fn body<B: Body>(&self, id: Id) -> Result<B, Trouble> {
        self.read(|sql| records::get(sql, id)).and_then(|record| records::body(record.document))
    }

    /// All records of a kind: those by name that say so, the others newest first, and those without a time by what is
    /// due first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn list(&self, kind: Kind) -> Result<Vec<Row>, Trouble> {
        self.read(|sql| list::list(sql, kind))
    }

    /// All records that are about a service, kind by kind, each in the order of [`Store::list`]; and those that run one of them.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn around(&self, service: Id) -> Result<(Vec<Row>, Vec<Row>), Trouble> {
        self.read(|sql| Ok((list::of_service(sql, service)?, list::running(sql, service)?)))
    }

    /// All records that refer to another one like this, the newest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn linked(&self, relation: Relation, target: Id) -> Result<Vec<Row>, Trouble> {
        self.read(|sql| list::linked(sql, relation, target))
    }

    /// When something of a kind last happened to each service, without opening a single record.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn latest(&self, kind: Kind) -> Result<HashMap<Id, Instant>, Trouble> {
        self.read(|sql| list::latest(sql, kind))
    }

    /// All records of a kind with their bodies, the newest first.
    ///
    /// # Errors
    /// The file cannot be read, or one of them.
    pub fn all(&self, kind: Kind) -> Result<Vec<Record>, Trouble> {
        // Bodies are read after the file was let go of: nobody who stops a fault waits for thousands of them.
        let stored = self.read(|sql| records::all(sql, kind))?.into_iter();
        stored.map(|stored| stored.read().map_err(|trouble| trouble.at(&self.path))).collect()
    }

    /// The bodies of all records of a kind, the newest first.
    ///
    /// # Errors
    /// As [`Store::all`].
    pub fn bodies<B: Body>(&self) -> Result<Vec<(Id, B)>, Trouble> {
        let records = self.all(B::KIND)?.into_iter();
        records.map(|record| Ok((record.id, records::body(record.document)?))).collect()
    }

    /// Up to 50 records that hold every word of `text` (the words may be unfinished), best first. Any text is safe.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn search(&self, text: &str) -> Result<Vec<Row>, Trouble> {
        self.read(|sql| list::search(sql, text))
    }

    /// The earlier versions of a record, newest first; also those of a removed one.
    ///
    /// # Errors
    /// There is no such record, or a version cannot be read.
    pub fn history(&self, id: Id) -> Result<Vec<Record>, Trouble> {
        self.read(|sql| records::history(sql, id))
    }

    /// The journal of a run after entry `after` (0 for all of it), in order.
    ///
    /// # Errors
    /// An entry cannot be read.
    pub fn journal<E: Event>(&self, run: Id, after: u64) -> Result<Vec<Entry<E>>, Trouble> {
        self.read(|sql| journal::read(sql, run, after))
    }

    /// The gaps that the clock found in a run and what its room decided on them, in order, whatever it is a run of.
    ///
    /// # Errors
    /// An entry cannot be read.
    pub fn gaps(&self, run: Id) -> Result<Vec<Entry<Common>>, Trouble> {
        self.read(|sql| journal::gaps(sql, run))
    }

    /// The workspace's settings.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn workspace(&self) -> Result<Record, Trouble> {
        self.read(records::workspace)
    }

    /// The workspace's settings without their record.
    ///
    /// # Errors
    /// The file cannot be read, or its settings are of another kind.
    pub fn settings(&self) -> Result<Settings, Trouble> {
        records::body(self.workspace()?.document)
    }

    /// The runs that are in progress, the latest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn open_runs(&self) -> Result<Vec<(Kind, Id)>, Trouble> {
        self.read(list::open_runs)
    }

    /// When anything was last written into one of these journals.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn last_entry_at(&self, runs: &[Id]) -> Result<Option<Instant>, Trouble> {
        self.read(|sql| journal::last_at(sql, runs))
    }

    /// Notes that Readyroom is alive at `now`. Cheap: a power cut may forget the last beats, a crash does not.
    ///
    /// # Errors
    /// The file cannot be written to.
    pub fn beat(&self, now: Instant) -> Result<(), Trouble> {
        let mut inner = self.write()?;
        inner.unfolded = true;
        journal::beat(&inner.sql, now).map_err(|trouble| trouble.at(&self.path))
    }

    /// The last instant that [`Store::beat`] noted.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn last_beat(&self) -> Result<Option<Instant>, Trouble> {
        self.read(|sql| {
            let at = sql.query_row("SELECT at FROM heartbeat", [], |row| row.get(0)).optional()?;
            Ok(at.map(Instant::from_ms))
        })
    }

    /// Adds what live watchers saw in a run, all of it or nothing. Cheap: a power cut may forget the last samples.
    ///
    /// # Errors
    /// There is no such run, a value is no number, or the file cannot be written to.
    pub fn sample(&self, run: Id, samples: &[Sample<'_>]) -> Result<(), Trouble> {
        let mut inner = self.write()?;
        inner.unfolded = true;
        samples::add(&inner.sql, run, samples).map_err(|trouble| trouble.at(&self.path))
    }

    /// The last `most` samples of a series of a run, in the order of time.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn samples(&self, run: Id, series: &str, most: usize) -> Result<Vec<(Instant, f64)>, Trouble> {
        self.read(|sql| samples::latest(sql, run, series, most))
    }

    /// Keeps words that somebody has begun to type, by the place where they stand; `None` forgets them.
    ///
    /// # Errors
    /// They are too long, or the file cannot be written to.
    pub fn keep_words(&self, place: &str, words: Option<&str>, now: Instant) -> Result<(), Trouble> {
        let mut inner = self.write()?;
        inner.unfolded = true;
        kept::keep(&inner.sql, place, words, now).map_err(|trouble| trouble.at(&self.path))
    }

    /// The words that were begun, with their places.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn kept_words(&self) -> Result<Vec<(String, String)>, Trouble> {
        self.read(kept::all)
    }

    /// Looks at everything in the file. One sentence per fault; none means that the file is sound.
    ///
    /// # Errors
    /// The file cannot be read at all.
    pub fn check(&self) -> Result<Vec<String>, Trouble> {
        let (faults, lost) = self.read(|sql| {
            let snapshot = sql.unchecked_transaction()?; // a writer beside us must not look like a fault
            Ok((check::faults(&snapshot)?, loss::told(&snapshot)?))
        })?;
        // What only a reader has found is not in the file.
        let lost = if self.access == Access::Read { self.warning() } else { lost };
        Ok(lost.into_iter().chain(faults).collect())
    }

    /// What is wrong with a copy: its faults, and what is found to be missing of it now. What an earlier loss took is told in
    /// the file and is no fault of a copy.
    fn faults(&self) -> Result<Vec<String>, Trouble> {
        let (faults, told) = self.read(|sql| {
            let snapshot = sql.unchecked_transaction()?;
            Ok((check::faults(&snapshot)?, loss::told(&snapshot)?))
        })?;
        Ok(self.warning().filter(|_| told.is_none()).into_iter().chain(faults).collect())
    }

    fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Trouble>) -> Result<T, Trouble> {
        work(&self.lock().sql).map_err(|trouble| trouble.at(&self.path))
    }

    fn write(&self) -> Result<MutexGuard<'_, Inner>, Trouble> {
        match self.access {
            Access::Write => {
                let inner = self.lock();
                inner.hold.as_ref().map_or(Ok(()), hold::Hold::in_place)?;
                Ok(inner)
            }
            Access::Read => Err(Trouble::ReadOnly { path: self.path.clone() }),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // A panic in the middle of `transact` has rolled back while it unwound, so the connection is in order.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One transaction, for an open file and for a draft alike.
fn write<T, E: From<Trouble>>(
    inner: &mut Inner,
    path: &Path,
    (now, actor): (Instant, &str),
    work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
) -> Result<Outcome<T>, E> {
    let named = |trouble: rusqlite::Error| Trouble::from(trouble).at(path);
    let transaction =
        rusqlite::Transaction::new_unchecked(&inner.sql, TransactionBehavior::Immediate).map_err(named)?;
    let mut tx = Tx::new(&inner.sql, &inner.births, path, now, actor);
    let value = work(&mut tx)?; // leaving early drops the transaction, which rolls back
    let (changes, writes) = tx.finish();
    if let Err(cause) = transaction.execute_batch("COMMIT") {
        // The transaction is still open here, so the link that leads nowhere can be found.
        let dangling = records::dangling(&inner.sql).ok().flatten();
        return Err(dangling.unwrap_or_else(|| named(cause)).into());
    }
    drop(transaction);
    inner.unfolded = true;
    if let Some(hold) = &mut inner.hold {
        hold.count(writes);
    }
    Ok(Outcome { value, changes })
}

#[cfg(test)]
mod tests;
