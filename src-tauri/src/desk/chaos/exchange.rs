//! Experiments and days between files of Chaos Toolkit and the workspace.

use crate::report::{self, Outgoing};
use contract::{Code, ImportedRecord, Refusal};
use domain::{Document, Id, Zone, chaos::run::Run, journal::Fold};
use interchange::{Redaction, Written, chaos};
use store::{Store, Tx};

/// Makes a day that was run, and its experiment, of a journal.
///
/// # Errors
/// The workspace cannot be written, or a record is beyond our limits.
pub fn take_in(tx: &mut Tx<'_>, journal: chaos::Journal, zone: Zone) -> Result<Vec<ImportedRecord>, Refusal> {
    let journal = journal.dated(zone);
    let experiment = tx.insert(journal.experiment.clone().into())?;
    let day = tx.insert(journal.day(experiment.id).into())?;
    for (at, actor, event) in journal.entries(experiment.id) {
        tx.append(day.id, at, &actor, event)?;
    }
    Ok(vec![day.into(), experiment.into()])
}

/// The files of an experiment or a game day. Names of hosts and users are hidden where `redact` says so, in the names of
/// the files as well: the same name by the same word in all of them.
///
/// # Errors
/// No such record, another kind, or a day on which nothing was run.
pub fn files(store: &Store, id: Id, redact: bool) -> Result<Vec<Outgoing>, Refusal> {
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
                "Chaos Toolkit knows experiments and journals, and nothing like {}. Name an experiment or a game day.",
                other.kind().one()
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
