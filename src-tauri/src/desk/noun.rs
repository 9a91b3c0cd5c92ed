//! What the desk does with a kind of record beyond writing it down. Each kind says it in the folder of its system; generic
//! code asks here and names none.

use super::Desk;
use contract::{Code, Refusal};
use domain::{
    Document, Id, Instant, Kind, Record, Row, Zone,
    document::{Action, Body, Person, Workspace},
    journal::{Common, Entry, Fold, public},
    postmortem::Excerpt,
    record::Relation,
    text::capital,
    with_body, with_kind,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use store::{Store, Trouble, Tx};

/// A kind of record, to the desk. What most kinds need is the default.
pub trait Kept: Body {
    /// Whether it is written anew when the zone of the workspace changes.
    const ZONED: bool = false;
    /// Whether it has a report.
    const REPORTED: bool = false;
    /// Whether its report and its Markdown can be written in part.
    const IN_PARTS: bool = false;

    /// As it is written: what nobody types is filled in, what must not be is refused.
    ///
    /// # Errors
    /// What stands in the way, in words; nothing was written then.
    fn settled(self, _tx: &Tx<'_>, _writing: Writing) -> Result<Self, Refusal> {
        Ok(self)
    }

    /// Writes a copy of the record `id`, ready to be planned anew.
    ///
    /// # Errors
    /// There is no such thing as a copy of it.
    fn copied(self, _tx: &mut Tx<'_>, _id: Id) -> Result<Record, Refusal> {
        Err(Refusal::new(Code::Invalid, format!("{} cannot be duplicated.", capital(&Self::KIND.one()))))
    }

    /// Its report as PDF.
    ///
    /// # Errors
    /// It has none, or it could not be set.
    fn report(&self, _source: &Source<'_>) -> Result<Vec<u8>, Refusal> {
        Err(no_report(Self::KIND))
    }

    /// It as Markdown of its own, for others to read; nothing where its journal and its body say it.
    ///
    /// # Errors
    /// The workspace cannot be read.
    fn markdown(&self, _source: &Source<'_>) -> Result<Option<String>, Refusal> {
        Ok(None)
    }

    /// What it comes to as a table of its own, CSV; nothing where only its journal is one.
    ///
    /// # Errors
    /// The workspace cannot be read.
    fn table(&self, _source: &Source<'_>) -> Result<Option<String>, Refusal> {
        Ok(None)
    }

    /// What it comes to, for people on the command line, in lines; none where its journal or its body says it.
    fn said(&self, _source: &Source<'_>) -> Vec<String> {
        Vec::new()
    }

    /// Its journal for the command line; nothing where it is no run.
    ///
    /// # Errors
    /// The journal cannot be read.
    fn told(_store: &Store, _id: Id) -> Result<Vec<Told>, Refusal> {
        Ok(Vec::new())
    }

    /// Who would miss these without referring to them.
    ///
    /// # Errors
    /// The workspace cannot be read.
    fn missed_by(_store: &Store, _ids: &[Id]) -> Result<Vec<Row>, Refusal> {
        Ok(Vec::new())
    }

    /// What came of it, for scripts, each under the name that it has there; nothing where nothing came of it, or not yet.
    ///
    /// # Errors
    /// The workspace cannot be read.
    fn came_of(_store: &Store, _id: Id, _now: Instant) -> Result<Vec<(&'static str, Value)>, Refusal> {
        Ok(Vec::new())
    }

    /// Takes in what happened to time, where it keeps a clock outside of a journal.
    ///
    /// # Errors
    /// The workspace cannot be written.
    fn jumped(_tx: &mut Tx<'_>, _found: &[Common]) -> Result<(), Refusal> {
        Ok(())
    }

    /// When anything was last said in one whose clock goes on outside of a journal; nothing while none does.
    ///
    /// # Errors
    /// The workspace cannot be read.
    fn last_said_at(_store: &Store) -> Result<Option<Instant>, Refusal> {
        Ok(None)
    }

    /// When it was last done with each service; nothing where it is not done with services.
    ///
    /// # Errors
    /// The workspace cannot be read.
    fn lately(_desk: &Desk) -> Result<HashMap<Id, Instant>, Refusal> {
        Ok(HashMap::new())
    }
}

/// Why a record is written, and in which zone the workspace is.
#[derive(Clone, Copy, Debug)]
pub struct Writing {
    /// Why.
    pub why: Why,
    /// The workspace's zone, by which dates become instants.
    pub zone: Zone,
}

/// Why a record is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is new.
    New,
    /// Somebody changed it.
    Changed(Id),
    /// Somebody took back what they had changed.
    Undone(Id),
    /// The workspace's zone has changed.
    Rezoned(Id),
}

impl Why {
    /// The record, where there is one already.
    pub const fn id(self) -> Option<Id> {
        match self {
            Self::New => None,
            Self::Changed(id) | Self::Undone(id) | Self::Rezoned(id) => Some(id),
        }
    }
}

/// What a report is made of besides its record.
pub struct Source<'a> {
    /// The workspace file.
    pub store: &'a Store,
    /// Its settings.
    pub workspace: &'a Workspace,
    /// The record.
    pub id: Id,
    /// The present.
    pub now: Instant,
    /// What of it leaves the house, where less than all may.
    pub excerpt: &'a Excerpt,
}

impl Source<'_> {
    /// The actions that came out of the record. Only its own: one of another room that cannot be read is no reason to print none.
    ///
    /// # Errors
    /// The workspace cannot be read.
    pub fn raised(&self) -> Result<Vec<(Id, Action)>, Trouble> {
        let raised = self.store.linked(Relation::RaisedIn, self.id)?.into_iter();
        raised.map(|row| Ok((row.id, self.store.body(row.id)?))).collect()
    }
}

/// An entry of a journal for those who know nothing of its kind.
pub struct Told {
    /// Its place.
    pub seq: u64,
    /// When.
    pub at: Instant,
    /// Whose word it is.
    pub actor: String,
    /// What it says, as of the moment when it was written.
    pub said: String,
    /// The event as the file has it.
    pub event: Value,
    /// Whether only the facilitator may see it: it goes into no file for others.
    pub is_private: bool,
}

impl Kept for Workspace {}
impl Kept for Person {}
impl Kept for Action {}

/// As it is written, of whatever kind it is.
///
/// # Errors
/// As [`Kept::settled`].
pub fn settled(tx: &Tx<'_>, document: Document, writing: Writing) -> Result<Document, Refusal> {
    with_body!(document, body => Ok(body.settled(tx, writing)?.into()))
}

/// Writes a copy of a record.
///
/// # Errors
/// As [`Kept::copied`].
pub fn copied(tx: &mut Tx<'_>, id: Id) -> Result<Record, Refusal> {
    with_body!(tx.get(id)?.document, body => body.copied(tx, id))
}

/// The report of a record as PDF.
///
/// # Errors
/// As [`Kept::report`].
pub fn report(store: &Store, id: Id, now: Instant, excerpt: &Excerpt) -> Result<Vec<u8>, Refusal> {
    let workspace = store.settings()?;
    let source = Source { store, workspace: &workspace, id, now, excerpt };
    with_body!(store.get(id)?.document, body => body.report(&source))
}

/// A record as Markdown of its own.
///
/// # Errors
/// As [`Kept::markdown`].
pub fn markdown(
    store: &Store,
    record: &Record,
    now: Instant,
    excerpt: &Excerpt,
) -> Result<Option<String>, Refusal> {
    let workspace = store.settings()?;
    let source = Source { store, workspace: &workspace, id: record.id, now, excerpt };
    with_body!(&record.document, body => body.markdown(&source))
}

/// What a record comes to as a table of its own.
///
/// # Errors
/// As [`Kept::table`].
pub fn table(store: &Store, record: &Record, now: Instant) -> Result<Option<String>, Refusal> {
    let workspace = store.settings()?;
    let source = Source { store, workspace: &workspace, id: record.id, now, excerpt: &Excerpt::default() };
    with_body!(&record.document, body => body.table(&source))
}

/// What a record comes to, for people on the command line.
///
/// # Errors
/// The workspace cannot be read.
pub fn said(store: &Store, record: &Record, now: Instant) -> Result<Vec<String>, Refusal> {
    let workspace = store.settings()?;
    let source = Source { store, workspace: &workspace, id: record.id, now, excerpt: &Excerpt::default() };
    Ok(with_body!(&record.document, body => body.said(&source)))
}

/// The journal of a record for the command line.
///
/// # Errors
/// As [`Kept::told`].
pub fn told(store: &Store, kind: Kind, id: Id) -> Result<Vec<Told>, Refusal> {
    with_kind!(kind, Noun => Noun::told(store, id))
}

/// What hangs on these records and would miss them: all others that refer to one of them, in whatever way, kind by kind.
///
/// # Errors
/// One of them is not there, or the workspace cannot be read.
pub fn hanging(store: &Store, ids: &[Id]) -> Result<Vec<Row>, Refusal> {
    let mut kinds: BTreeMap<Kind, Vec<Id>> = BTreeMap::new();
    for id in ids {
        kinds.entry(store.get(*id)?.document.kind()).or_default().push(*id);
    }
    let mut hanging = store.hanging(ids)?;
    let mut known: HashSet<Id> = hanging.iter().map(|row| row.id).chain(ids.iter().copied()).collect();
    for (kind, ids) in kinds {
        let missed_by = with_kind!(kind, Noun => Noun::missed_by(store, &ids))?;
        hanging.extend(missed_by.into_iter().filter(|row| known.insert(row.id)));
    }
    hanging.sort_by_key(|row| row.kind);
    Ok(hanging)
}

/// What came of a record, for scripts.
///
/// # Errors
/// As [`Kept::came_of`].
pub fn came_of(
    store: &Store,
    kind: Kind,
    id: Id,
    now: Instant,
) -> Result<Vec<(&'static str, Value)>, Refusal> {
    with_kind!(kind, Noun => Noun::came_of(store, id, now))
}

/// The journal of a kind of run for the command line.
///
/// # Errors
/// The journal cannot be read.
pub fn told_of<R: Fold>(store: &Store, id: Id) -> Result<Vec<Told>, Refusal> {
    let journal: Vec<Entry<R::Event>> = store.journal(id, 0)?;
    let sentences = R::sentences(&journal);
    let public: BTreeSet<u64> = public(&journal).iter().map(|entry| entry.seq).collect();
    let told = |(entry, said): (Entry<R::Event>, String)| {
        let event = serde_json::to_value(entry.event).map_err(Trouble::from)?;
        let is_private = !public.contains(&entry.seq);
        Ok(Told { seq: entry.seq, at: entry.at, actor: entry.actor, said, event, is_private })
    };
    journal.into_iter().zip(sentences).map(told).collect()
}

/// Writes what happened to time into everything that keeps a clock outside of a journal.
///
/// # Errors
/// As [`Kept::jumped`].
pub fn jumped(tx: &mut Tx<'_>, found: &[Common]) -> Result<(), Refusal> {
    Kind::ALL.iter().try_for_each(|kind| with_kind!(*kind, Noun => Noun::jumped(tx, found)))
}

/// When anything was last said in something whose clock goes on outside of a journal.
///
/// # Errors
/// As [`Kept::last_said_at`].
pub fn last_said_at(store: &Store) -> Result<Option<Instant>, Refusal> {
    Kind::ALL.iter().try_fold(None, |last: Option<Instant>, kind| {
        Ok(last.max(with_kind!(*kind, Noun => Noun::last_said_at(store))?))
    })
}

/// When something of a kind was last done with each service.
///
/// # Errors
/// As [`Kept::lately`].
pub fn lately(desk: &Desk, kind: Kind) -> Result<HashMap<Id, Instant>, Refusal> {
    with_kind!(kind, Noun => Noun::lately(desk))
}

/// Whether records of a kind are written anew when the zone of the workspace changes.
pub fn is_zoned(kind: Kind) -> bool {
    with_kind!(kind, Noun => Noun::ZONED)
}

/// Whether the report and the Markdown of a kind can be written in part.
pub fn is_in_parts(kind: Kind) -> bool {
    with_kind!(kind, Noun => Noun::IN_PARTS)
}

fn no_report(kind: Kind) -> Refusal {
    let reported = |kind: &&Kind| with_kind!(**kind, Noun => Noun::REPORTED);
    let known: Vec<String> = Kind::ALL.iter().filter(reported).map(|kind| kind.one()).collect();
    let (last, others) = known
        .split_last()
        .map_or((String::new(), String::new()), |(last, others)| (last.clone(), others.join(", ")));
    let words = format!(
        "Only {others} and {last} have a report; this record is of the kind “{}”. Name another one.",
        kind.noun()
    );
    Refusal::new(Code::Invalid, words)
}
