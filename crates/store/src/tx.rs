//! One transaction: what may be written, and the list of what was.

use crate::{Settings, Trouble, journal, list, records};
use domain::{
    Document, Id, Instant, Kind, Record, Row,
    document::Body,
    journal::{Entry, Event},
};
use rusqlite::Connection;
use std::path::Path;

/// What a transaction returned, and what it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome<T> {
    /// What the work returned.
    pub value: T,
    /// What changed, in order. Already on the disk.
    pub changes: Vec<Change>,
}

/// Something that windows may want to ask for again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A record has a new version.
    Record {
        /// Of which kind.
        kind: Kind,
        /// Which.
        id: Id,
        /// The version that stands now.
        version: u64,
    },
    /// A journal has a new entry.
    Journal {
        /// Of which run.
        run: Id,
        /// Its place.
        seq: u64,
    },
}

/// A transaction in progress. Given by [`crate::Store::transact`].
#[derive(Debug)]
pub struct Tx<'a> {
    sql: &'a Connection,
    births: &'a uuid::ContextV7,
    path: &'a Path,
    now: Instant,
    actor: &'a str,
    changes: Vec<Change>,
    /// Versions and entries, each of them.
    writes: u64,
}

impl<'a> Tx<'a> {
    pub(crate) const fn new(
        sql: &'a Connection,
        births: &'a uuid::ContextV7,
        path: &'a Path,
        now: Instant,
        actor: &'a str,
    ) -> Self {
        Self { sql, births, path, now, actor, changes: Vec::new(), writes: 0 }
    }

    pub(crate) fn finish(self) -> (Vec<Change>, u64) {
        (self.changes, self.writes)
    }
}

impl Tx<'_> {
    /// Writes a new record and gives it an id.
    ///
    /// # Errors
    /// The document is beyond its limits, or it is a second workspace.
    pub fn insert(&mut self, document: Document) -> Result<Record, Trouble> {
        self.insert_as(self.birth(), document)
    }

    /// When it is: the one time of all that is written in it.
    #[must_use]
    pub const fn now(&self) -> Instant {
        self.now
    }

    /// The id of a record that is yet to be written: for records that refer to each other.
    #[must_use]
    pub fn birth(&self) -> Id {
        let ms = u64::try_from(self.now.ms()).unwrap_or_default();
        let nanos = u32::try_from(ms % 1000).unwrap_or_default() * 1_000_000;
        Id(uuid::Uuid::new_v7(uuid::Timestamp::from_unix(self.births, ms / 1000, nanos)))
    }

    /// Writes a new record under a given id: for the sample and for imports.
    ///
    /// # Errors
    /// As [`Tx::insert`], and when the id is taken.
    pub fn insert_as(&mut self, id: Id, document: Document) -> Result<Record, Trouble> {
        let record = Record { id, version: 1, saved_at: self.now, saved_by: self.actor.to_owned(), document };
        let written = records::insert(self.sql, &record);
        self.wrote(written.map(|()| record))
    }

    /// The record as it stands.
    ///
    /// # Errors
    /// There is none, it was removed, or it cannot be read.
    pub fn get(&self, id: Id) -> Result<Record, Trouble> {
        self.named(records::get(self.sql, id))
    }

    /// A record of this kind with its body.
    ///
    /// # Errors
    /// As [`Tx::get`], and when the record is of another kind.
    pub fn body<B: Body>(&self, id: Id) -> Result<(Record, B), Trouble> {
        let record = self.get(id)?;
        let body = records::body(record.document.clone())?;
        Ok((record, body))
    }

    /// The bodies of all records of a kind, the newest first.
    ///
    /// # Errors
    /// The file cannot be read, or one of them.
    pub fn bodies<B: Body>(&self) -> Result<Vec<(Id, B)>, Trouble> {
        let stored = self.named(records::all(self.sql, B::KIND))?.into_iter();
        let body = |record: Record| Ok((record.id, records::body(record.document)?));
        stored.map(|stored| self.named(stored.read()).and_then(body)).collect()
    }

    /// The earlier versions of a record, newest first; also those of a removed one.
    ///
    /// # Errors
    /// There is no such record, or a version cannot be read.
    pub fn history(&self, id: Id) -> Result<Vec<Record>, Trouble> {
        self.named(records::history(self.sql, id))
    }

    /// All records of a kind, in the order of [`crate::Store::list`].
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn list(&self, kind: Kind) -> Result<Vec<Row>, Trouble> {
        self.named(list::list(self.sql, kind))
    }

    /// Writes the next version of a record. `version` is the one that the caller has seen.
    ///
    /// # Errors
    /// Somebody saved meanwhile, the document is beyond its limits, or it is of another kind.
    pub fn save(&mut self, id: Id, version: u64, document: Document) -> Result<Record, Trouble> {
        let saved = records::save(self.sql, (self.now, self.actor), (id, version), document);
        self.wrote(saved)
    }

    /// Removes a record from lists and search. Its history stays, and [`Tx::undo`] with the returned version brings it back.
    ///
    /// # Errors
    /// Somebody saved meanwhile, or a game day still runs this experiment.
    pub fn remove(&mut self, id: Id, version: u64) -> Result<Record, Trouble> {
        let removed = records::remove(self.sql, (self.now, self.actor), (id, version));
        self.wrote(removed)
    }

    /// Writes the version before `version` as a new one. Undoing twice brings back what was undone first.
    ///
    /// # Errors
    /// Somebody saved meanwhile, or there is no earlier version.
    pub fn undo(&mut self, id: Id, version: u64) -> Result<Record, Trouble> {
        let undone = records::undo(self.sql, (self.now, self.actor), (id, version));
        self.wrote(undone)
    }

    /// The journal of a run after entry `after` (0 for all of it), in order.
    ///
    /// # Errors
    /// An entry cannot be read.
    pub fn journal<E: Event>(&self, run: Id, after: u64) -> Result<Vec<Entry<E>>, Trouble> {
        self.named(journal::read(self.sql, run, after))
    }

    /// Appends to the journal of a run. Whether the rules admit the event is for the caller to ask.
    ///
    /// # Errors
    /// There is no such run, or the event holds a number that cannot be stored.
    pub fn append<E: Event>(
        &mut self,
        run: Id,
        at: Instant,
        actor: &str,
        event: E,
    ) -> Result<Entry<E>, Trouble> {
        let seq = self.named(journal::append(self.sql, run, at, actor, &event))?;
        self.writes += 1;
        // Whoever is told asks for all that is new: one word is enough for many entries in a row.
        match self.changes.last_mut() {
            Some(Change::Journal { run: known, seq: last }) if *known == run => *last = seq,
            _ => self.changes.push(Change::Journal { run, seq }),
        }
        Ok(Entry { seq, at, actor: actor.to_owned(), event })
    }

    /// The workspace's settings.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn workspace(&self) -> Result<Record, Trouble> {
        self.named(records::workspace(self.sql))
    }

    /// The workspace's settings without their record.
    ///
    /// # Errors
    /// The file cannot be read, or its settings are of another kind.
    pub fn settings(&self) -> Result<Settings, Trouble> {
        records::body(self.workspace()?.document)
    }

    fn wrote(&mut self, written: Result<Record, Trouble>) -> Result<Record, Trouble> {
        let record = self.named(written)?;
        let Record { id, version, .. } = record;
        self.writes += 1;
        self.changes.push(Change::Record { kind: record.document.kind(), id, version });
        Ok(record)
    }

    fn named<T>(&self, result: Result<T, Trouble>) -> Result<T, Trouble> {
        result.map_err(|trouble| trouble.at(self.path))
    }
}
