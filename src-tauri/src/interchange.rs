//! Between files of other tools and the workspace, for the windows and the command line alike.

use crate::report;
use contract::{Code, Exported, ImportedFile, ImportedRecord, Refusal, Upload};
use domain::{Document, Id, Kind, Zone, chaos::run::Run, journal::Fold};
use interchange::{
    Carried, Imported, Redaction, Written,
    catalog::{Fresh, Joined, Place, csv, join},
    chaos,
};
use std::path::Path;
use store::{Store, Tx};

/// Reads every file before anything is written.
///
/// # Errors
/// One line for each file that cannot be read.
pub fn read(files: &[Upload]) -> Result<Vec<(String, Imported)>, Refusal> {
    if files.is_empty() {
        return Err(Refusal::new(Code::Invalid, "No file was chosen."));
    }
    let mut read = Vec::new();
    let mut wrong = Vec::new();
    for file in files {
        match interchange::read(&file.name, &file.bytes) {
            Ok(imported) => read.push((file.name.clone(), imported)),
            Err(unreadable) => wrong.push(format!("“{}”: {unreadable}", file.name)),
        }
    }
    if wrong.is_empty() {
        return Ok(read);
    }
    wrong.push("Nothing was imported.".to_owned());
    Err(Refusal::new(Code::Unreadable, wrong.join("\n")))
}

/// Makes records of what was read. Services of all files find each other; one that the catalog has is left as it is there.
///
/// # Errors
/// The workspace cannot be written, or a record is beyond our limits.
pub fn insert(tx: &mut Tx<'_>, read: Vec<(String, Imported)>) -> Result<Vec<ImportedFile>, Refusal> {
    let zone = match tx.workspace()?.document {
        Document::Workspace(workspace) => workspace.zone,
        _ => Zone::UTC,
    };
    let mut services = services(tx, &read)?.into_iter();
    let file = |(name, imported): (String, Imported)| {
        let (mut records, joined) = services.next().unwrap_or_default();
        match imported.what {
            Carried::Experiment(experiment) => records.push(new(tx, (*experiment).into())?),
            Carried::Journal(journal) => {
                let journal = journal.dated(zone);
                let experiment = new(tx, journal.experiment.clone().into())?;
                let day = new(tx, journal.day(experiment.id).into())?;
                for (at, actor, event) in journal.entries(experiment.id) {
                    tx.append(day.id, at, &actor, event)?;
                }
                records.extend([day, experiment]);
            }
            Carried::Services(_) => {}
        }
        Ok(ImportedFile { name, records, warnings: [imported.warnings, joined].concat() })
    };
    read.into_iter().map(file).collect()
}

/// What came out of a file, and what was left out of it: one sentence each.
type Came = (Vec<ImportedRecord>, Vec<String>);

/// Writes the services that are new, and says for each file which records came out of it and what was left out.
fn services(tx: &mut Tx<'_>, read: &[(String, Imported)]) -> Result<Vec<Came>, Refusal> {
    let listed = |(_, imported): &(String, Imported)| match &imported.what {
        Carried::Services(listed) => listed.clone(),
        Carried::Experiment(_) | Carried::Journal(_) => Vec::new(),
    };
    let listed: Vec<_> = read.iter().map(listed).collect();
    if listed.iter().all(Vec::is_empty) {
        return Ok(read.iter().map(|_| Default::default()).collect());
    }
    let mut catalog = Vec::new();
    for row in tx.list(Kind::Service)? {
        if let Document::Service(service) = tx.get(row.id)?.document {
            catalog.push((row.id, service));
        }
    }
    let Joined { fresh, warnings } = join(&catalog, &listed.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let mut files: Vec<_> = warnings.into_iter().map(|warnings| (Vec::new(), warnings)).collect();
    let mut ids: Vec<Id> = Vec::new();
    let mut early = Vec::new();
    for Fresh { file, mut service, calls } in fresh {
        service.upstream = reached(&calls, &ids);
        let record = new(tx, service.clone().into())?;
        if service.upstream.len() < calls.len() {
            early.push((record.id, service, calls));
        }
        ids.push(record.id);
        if let Some((records, _)) = files.get_mut(file) {
            records.push(record);
        }
    }
    // Those that call a service further down, or in a circle, can name it only now.
    for (id, mut service, calls) in early {
        service.upstream = reached(&calls, &ids);
        tx.save(id, 1, service.into())?;
    }
    Ok(files)
}

/// The services at these places, as far as they have an id by now.
fn reached(calls: &[Place], ids: &[Id]) -> Vec<Id> {
    let id = |place: &Place| match place {
        Place::Known(id) => Some(*id),
        Place::Fresh(at) => ids.get(*at).copied(),
    };
    calls.iter().filter_map(id).collect()
}

fn new(tx: &mut Tx<'_>, document: Document) -> Result<ImportedRecord, Refusal> {
    let record = tx.insert(document)?;
    let (kind, title) = (record.document.kind(), record.document.summary().title);
    Ok(ImportedRecord { id: record.id, kind, title })
}

/// The service catalog as CSV.
///
/// # Errors
/// The workspace cannot be read.
pub fn catalog(store: &Store) -> Result<String, Refusal> {
    let services = store.all(Kind::Service)?.into_iter().filter_map(|record| match record.document {
        Document::Service(service) => Some((record.id, service)),
        _ => None,
    });
    Ok(csv::write(&services.collect::<Vec<_>>()))
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

/// The files of an experiment or a game day. Names of hosts and users are hidden where `redact` says so, in the names of
/// the files as well: the same name by the same word in all of them.
///
/// # Errors
/// No such record, another kind, or a day on which nothing was run.
pub fn chaos_toolkit(store: &Store, id: Id, redact: bool) -> Result<Vec<Outgoing>, Refusal> {
    let mut redaction = redact.then(Redaction::default);
    let record = store.get(id)?;
    let written = match &record.document {
        Document::Experiment(experiment) => {
            vec![("experiment".to_owned(), chaos::experiment(experiment, redaction.as_mut()))]
        }
        Document::GameDay(_) => {
            let Some(run) = Run::fold(&store.journal(id, 0)?) else {
                let words = "This day has not begun, so it has no journal. Export its experiments instead.";
                return Err(Refusal::new(Code::Invalid, words));
            };
            let journals: Vec<_> = (0..run.trials.len())
                .filter_map(|at| {
                    let written = chaos::journal(&run, at, redaction.as_mut())?;
                    Some((format!("journal {}", at + 1), written))
                })
                .collect();
            if journals.is_empty() {
                let words = "No experiment was run on this day, so there is nothing to write.";
                return Err(Refusal::new(Code::Invalid, words));
            }
            journals
        }
        other => {
            let words = format!(
                "Chaos Toolkit knows experiments and journals, and nothing like a {}. Name an experiment or a game day.",
                other.kind().noun()
            );
            return Err(Refusal::new(Code::Invalid, words));
        }
    };
    // Last, because the title may hold a name that only the files tell to be one.
    let title = record.document.summary().title;
    let title = redaction.map_or(title.clone(), |mut redaction| redaction.of_line(&title));
    let name = report::name_with(store, &record, &title)?;
    let file =
        |(noun, Written { text, warnings })| Outgoing { name: format!("{name} {noun}"), text, warnings };
    Ok(written.into_iter().map(file).collect())
}

/// Writes the files into the folder `reports` beside the workspace.
///
/// # Errors
/// What the system said, in words.
pub fn write_beside(workspace: &Path, files: &[Outgoing]) -> Result<Vec<Exported>, Refusal> {
    let write = |file: &Outgoing| {
        let path = report::write_beside(workspace, &file.name, "json", file.text.as_bytes())?;
        let (path, size_bytes) = (path.display().to_string(), file.text.len() as u64);
        Ok(Exported { path, size_bytes, warnings: file.warnings.clone() })
    };
    files.iter().map(write).collect()
}
