//! Requests that every kind of record answers alike.

use super::Desk;
use crate::desk::assessment::template::{counted, highest_edition, only_one};
use contract::{
    Answer, Caller, Code, Create, Duplicate, Get, History, List, Refusal, Remove, Revision, Save, Search,
    Undo,
};
use domain::{
    Document, Id, Kind, Record, Row, Zone,
    chaos::{
        game_day::{GameDay, GameDayStatus},
        run::{Entry, Event},
    },
    journal::Common,
    text::{Invalid, clip},
};
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
        let (_, workspace) = self.workspace()?;
        if matches!(request.document, Document::Workspace(_)) {
            return Err(Refusal::new(
                Code::Invalid,
                "A workspace has one set of settings. Change them instead.",
            ));
        }
        let highest = highest_edition(&self.store, None, &request.document)?;
        self.write(|tx| {
            keep_templates_off_days(tx, None, &request.document)?;
            let document = counted(tx, None, highest, request.document)?;
            Ok(tx.insert(settled(document, &[], workspace.zone))?)
        })
    }
}

impl Answer<Save> for Desk {
    fn answer(&self, Save { id, version, document }: Save, _: Caller) -> Result<Record, Refusal> {
        let (_, workspace) = self.workspace()?;
        let highest = highest_edition(&self.store, Some(id), &document)?;
        self.write(|tx| {
            let journal = tx.journal(id, 0)?;
            if matches!(document, Document::GameDay(_)) && !journal.is_empty() {
                let words = "This day has begun: its plan stands in the journal and cannot change any more. Duplicate it to plan another.";
                return Err(Refusal::new(Code::Invalid, words));
            }
            keep_templates_off_days(tx, Some(id), &document)?;
            let document = counted(tx, Some(id), highest, document)?;
            let record = tx.save(id, version, settled(document, &journal, workspace.zone))?;
            if let Document::Workspace(changed) = &record.document
                && changed.zone != workspace.zone
            {
                move_planned_days(tx, changed.zone)?;
            }
            Ok(record)
        })
    }
}

impl Answer<Remove> for Desk {
    fn answer(&self, request: Remove, _: Caller) -> Result<Record, Refusal> {
        let running = self.store.open_runs()?.into_iter().find(|(_, id)| *id == request.id);
        self.write(|tx| match tx.get(request.id)?.document {
            Document::Workspace(_) => {
                Err(Refusal::new(Code::Invalid, "The workspace's settings cannot be removed."))
            }
            _ if running.is_some() => {
                let noun = running.map_or("run", |(kind, _)| kind.noun());
                let short = noun.rsplit(' ').next().unwrap_or(noun); // the day of a game day
                let words = format!("This {noun} is running. End the {short} before you remove it.");
                Err(Refusal::new(Code::Invalid, words))
            }
            _ => Ok(tx.remove(request.id, request.version)?),
        })
    }
}

impl Answer<Undo> for Desk {
    fn answer(&self, request: Undo, _: Caller) -> Result<Record, Refusal> {
        let (_, workspace) = self.workspace()?;
        self.write(|tx| undone(tx, workspace.zone, request.id, request.version))
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
        self.write(|tx| duplicate(tx, request.id))
    }
}

/// Brings the version before `version` back.
pub(super) fn undone(tx: &mut Tx<'_>, zone: Zone, id: Id, version: u64) -> Result<Record, Refusal> {
    let record = tx.undo(id, version)?;
    // An older plan may say "planned" of a day that has begun since: what the journal says wins.
    let journal = tx.journal(id, 0)?;
    let document = settled(record.document.clone(), &journal, zone);
    keep_templates_off_days(tx, Some(id), &document)?;
    if let Document::Template(template) = &document {
        only_one(tx, Some(id), template)?; // another copy may have been made since it was removed
    }
    if document == record.document { Ok(record) } else { Ok(tx.save(record.id, record.version, document)?) }
}

/// The library is copied from, never run: a template on a day would be changed by whoever plans that day.
pub(super) fn keep_templates_off_days(
    tx: &Tx<'_>,
    id: Option<Id>,
    document: &Document,
) -> Result<(), Refusal> {
    match document {
        Document::GameDay(day) => {
            for (at, id) in day.experiments.iter().enumerate() {
                // One that is not there is refused by whoever writes the links.
                if let Ok(Document::Experiment(experiment)) = tx.get(*id).map(|record| record.document)
                    && experiment.library
                {
                    let words = format!(
                        "“{}” is kept in the library and is not run itself. Duplicate it, and put the copy on the day.",
                        clip(&experiment.title, 60)
                    );
                    return Err(Invalid::new(format!("experiments.{at}"), words).into());
                }
            }
            Ok(())
        }
        Document::Experiment(experiment) if experiment.library => {
            let planned = GameDayStatus::Planned.word();
            for row in tx.list(Kind::GameDay)?.into_iter().filter(|row| row.status == planned) {
                if let Document::GameDay(day) = tx.get(row.id)?.document
                    && id.is_some_and(|id| day.experiments.contains(&id))
                {
                    let words = format!(
                        "“{}” is going to run this experiment. Duplicate it, and keep the copy in the library.",
                        clip(&day.title, 60)
                    );
                    return Err(Invalid::new("library", words).into());
                }
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn duplicate(tx: &mut Tx<'_>, id: Id) -> Result<Record, Refusal> {
    match tx.get(id)?.document {
        Document::Experiment(mut experiment) => {
            if !experiment.library {
                experiment.title = copy_of(&experiment.title);
                experiment.repeats = Some(id); // a copy from the library is a first run
            }
            experiment.library = false;
            for approval in &mut experiment.approvals {
                approval.granted_on = None; // consent was given for the other one
            }
            Ok(tx.insert(experiment.into())?)
        }
        Document::GameDay(day) => {
            let mut experiments = Vec::new();
            for experiment in &day.experiments {
                experiments.push(duplicate(tx, *experiment)?.id);
            }
            let GameDay { title, start, end, environment, goal, participants, blind, .. } = day;
            let plan = GameDay {
                start,
                end,
                blind,
                repeats: Some(id),
                environment,
                goal,
                participants,
                experiments,
                ..GameDay::named(&copy_of(&title))
            };
            Ok(tx.insert(plan.into())?)
        }
        other => {
            let words = format!("A {} cannot be duplicated.", other.kind().noun());
            Err(Refusal::new(Code::Invalid, words))
        }
    }
}

/// A planned day begins at its time of day, whatever the zone is called.
fn move_planned_days(tx: &mut Tx<'_>, zone: Zone) -> Result<(), Refusal> {
    for row in tx.list(Kind::GameDay)? {
        let record = tx.get(row.id)?;
        let journal = tx.journal(row.id, 0)?;
        let document = settled(record.document.clone(), &journal, zone);
        if journal.is_empty() && document != record.document {
            tx.save(record.id, record.version, document)?;
        }
    }
    Ok(())
}

fn copy_of(title: &str) -> String {
    format!("{} (copy)", clip(title, domain::text::LINE_MAX_CHARS - 10))
}

/// What nobody types: a game day's instant follows from its date and start, or from its journal, as does its status. Only a day that
/// came with a journal of another tool holds its file; a plan that did would be run without our gates.
pub(super) fn settled(document: Document, journal: &[Entry], zone: Zone) -> Document {
    let Document::GameDay(mut day) = document else { return document };
    let start = day.start.unwrap_or_default();
    let (hour, minute) = (chrono::Timelike::hour(&start), chrono::Timelike::minute(&start));
    let planned_at = day.date.and_then(|date| zone.instant(date, hour, minute));
    day.at = journal.first().map(|began| began.at).or(planned_at); // lists show when a day was held
    day.original = day.original.filter(|_| !journal.is_empty());
    let ended = journal.iter().any(|entry| matches!(entry.event, Event::Common(Common::Ended { .. })));
    day.status = match (journal.is_empty(), ended, day.status) {
        (true, _, GameDayStatus::Cancelled) => GameDayStatus::Cancelled,
        (true, ..) => GameDayStatus::Planned,
        (false, true, _) => GameDayStatus::Finished,
        (false, false, _) => GameDayStatus::Running,
    };
    Document::GameDay(day)
}
