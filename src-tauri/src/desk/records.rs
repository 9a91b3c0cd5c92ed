//! Requests that every kind of record answers alike. What a kind wants besides stands in [`super::noun`].

use super::{
    Desk,
    noun::{self, Why, Writing, copied, is_zoned, settled},
};
use contract::{
    Answer, Caller, Code, Create, CreateNamed, Duplicate, Get, Hanging, History, List, Refusal, Remove,
    Removed, Revision, Save, Search, Undo,
};
use domain::{Id, Kind, Record, Row, Zone, text::capital};
use store::Tx;

impl Answer<List> for Desk {
    fn answer(&self, request: List, _: Caller) -> Result<Vec<Row>, Refusal> {
        Ok(self.store.list(request.kind)?)
    }
}

impl Answer<Search> for Desk {
    fn answer(&self, request: Search, _: Caller) -> Result<Vec<Row>, Refusal> {
        Ok(self.store.search(&request.text)?)
    }
}

impl Answer<Get> for Desk {
    fn answer(&self, request: Get, _: Caller) -> Result<Record, Refusal> {
        Ok(self.store.get(request.id)?)
    }
}

impl Answer<Create> for Desk {
    fn answer(&self, request: Create, _: Caller) -> Result<Record, Refusal> {
        let writing = Writing { why: Why::New, zone: self.workspace()?.1.zone };
        self.write(|tx| {
            let document = settled(tx, request.document, writing)?;
            Ok(tx.insert(document)?)
        })
    }
}

impl Answer<CreateNamed> for Desk {
    fn answer(&self, CreateNamed { kind, title }: CreateNamed, caller: Caller) -> Result<Record, Refusal> {
        let (_, workspace) = self.workspace()?;
        match kind.named(title.trim(), &workspace.facilitator) {
            Some(document) => self.answer(Create { document }, caller),
            None => {
                let words = format!("{} is not begun with a title alone.", capital(&kind.one()));
                Err(Refusal::new(Code::Invalid, words))
            }
        }
    }
}

impl Answer<Save> for Desk {
    fn answer(&self, Save { id, version, document }: Save, _: Caller) -> Result<Record, Refusal> {
        let zone = self.workspace()?.1.zone;
        self.write(|tx| {
            let document = settled(tx, document, Writing { why: Why::Changed(id), zone })?;
            let record = tx.save(id, version, document)?;
            rezone(tx, zone)?;
            Ok(record)
        })
    }
}

impl Answer<Remove> for Desk {
    fn answer(&self, request: Remove, _: Caller) -> Result<Record, Refusal> {
        self.is_over(request.id)?;
        self.write(|tx| Ok(tx.remove(request.id, request.version)?))
    }
}

impl Answer<Removed> for Desk {
    fn answer(&self, request: Removed, _: Caller) -> Result<Vec<Row>, Refusal> {
        Ok(self.store.removed(request.kind)?)
    }
}

impl Answer<Hanging> for Desk {
    fn answer(&self, Hanging { ids }: Hanging, _: Caller) -> Result<Vec<Row>, Refusal> {
        for id in &ids {
            self.is_over(*id)?;
            self.store.removable(*id)?;
        }
        noun::hanging(&self.store, &ids)
    }
}

impl Desk {
    /// Refuses to remove a run that is in progress.
    fn is_over(&self, id: Id) -> Result<(), Refusal> {
        let running = self.store.open_runs()?.into_iter().find(|(_, running)| *running == id);
        let Some((kind, _)) = running else { return Ok(()) };
        let noun = kind.noun();
        let short = noun.rsplit(' ').next().unwrap_or(noun); // the day of a game day
        let words = format!("This {noun} is running. End the {short} before you remove it.");
        Err(Refusal::new(Code::Invalid, words))
    }
}

impl Answer<Undo> for Desk {
    fn answer(&self, request: Undo, _: Caller) -> Result<Record, Refusal> {
        let zone = self.workspace()?.1.zone;
        self.write(|tx| {
            let record = undone(tx, zone, request.id, request.version)?;
            rezone(tx, zone)?;
            Ok(record)
        })
    }
}

impl Answer<History> for Desk {
    fn answer(&self, request: History, _: Caller) -> Result<Vec<Revision>, Refusal> {
        let revision = |record: Record| Revision {
            version: record.version,
            saved_at: record.saved_at,
            saved_by: record.saved_by,
            document: record.document,
        };
        Ok(self.store.history(request.id)?.into_iter().map(revision).collect())
    }
}

impl Answer<Duplicate> for Desk {
    fn answer(&self, request: Duplicate, _: Caller) -> Result<Record, Refusal> {
        self.write(|tx| copied(tx, request.id))
    }
}

/// Brings the version before `version` back.
pub(super) fn undone(tx: &mut Tx<'_>, zone: Zone, id: Id, version: u64) -> Result<Record, Refusal> {
    let record = tx.undo(id, version)?;
    let document = settled(tx, record.document.clone(), Writing { why: Why::Undone(id), zone })?;
    if document == record.document { Ok(record) } else { Ok(tx.save(record.id, record.version, document)?) }
}

/// Writes anew what follows from the workspace's zone, where it is no longer `before`.
fn rezone(tx: &mut Tx<'_>, before: Zone) -> Result<(), Refusal> {
    let zone = tx.settings()?.zone;
    if zone == before {
        return Ok(());
    }
    for kind in Kind::ALL.iter().copied().filter(|kind| is_zoned(*kind)) {
        for row in tx.list(kind)? {
            let record = tx.get(row.id)?;
            let document = settled(tx, record.document.clone(), Writing { why: Why::Rezoned(row.id), zone })?;
            if document != record.document {
                tx.save(record.id, record.version, document)?;
            }
        }
    }
    Ok(())
}
