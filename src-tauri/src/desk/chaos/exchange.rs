//! Experiments and days between files of Chaos Toolkit and the workspace.

use crate::{
    desk::interchange::Read,
    report::{self, Outgoing},
};
use contract::{Code, ExportChaosToolkit, ImportedRecord, PreviewedRecord, Refusal};
use domain::{
    Document, Id, Kind, Zone,
    ask::{Ask, Question},
    chaos::{
        experiment::Experiment,
        game_day::GameDay,
        run::{Event, Run},
    },
    journal::Fold,
    text::clip,
};
use interchange::{Carried, Redaction, Written, chaos};
use std::collections::HashSet;
use store::{Store, Tx};

/// What an import does with experiments and days.
pub struct Days {
    found: Vec<Found>,
}

/// What is in one file, beside what the workspace holds.
enum Found {
    /// Something else.
    Other,
    /// An experiment that is new; `beside` is said where one of its title differs.
    Experiment { experiment: Box<Experiment>, beside: bool },
    /// A day that is new, and where its experiment is.
    Day { journal: Box<chaos::Journal>, of: Of },
    /// It is there already, under this title, and nobody said that it shall come in once more.
    Again { kind: Kind, title: String },
}

/// Where the experiment of a day is.
#[derive(Clone, Copy)]
enum Of {
    /// In the workspace.
    Workspace(Id),
    /// In a file before it, by its index.
    File(usize),
    /// In the journal alone.
    Journal,
}

/// Sets the experiments and days of the files beside those of the workspace.
///
/// # Errors
/// The workspace cannot be read.
pub fn plan(store: &Store, read: &[Read]) -> Result<Days, Refusal> {
    let is_ours = |read: &Read| read.imported.what.is_of_chaos_toolkit();
    if !read.iter().any(is_ours) {
        return Ok(Days { found: Vec::new() });
    }
    let (bodies, held) = (store.bodies::<Experiment>()?, store.bodies::<GameDay>()?);
    let mut experiments = chaos::Known::default();
    let mut days = chaos::Known::default();
    let mut titles = HashSet::new();
    for (id, body) in &bodies {
        experiments.experiment(body, (Of::Workspace(*id), body.title.as_str()));
        titles.insert(body.title.as_str());
    }
    for (_, body) in &held {
        days.day(body, &body.title, body.title.clone());
    }
    let zone = store.settings()?.zone;
    let mut found = Vec::new();
    for (file, read) in read.iter().enumerate() {
        let once_more = read.yes.contains(&Ask::Again);
        found.push(match &read.imported.what {
            Carried::Experiment(experiment) => match experiments.find_experiment(experiment) {
                Some((_, title)) if !once_more => {
                    Found::Again { kind: Kind::Experiment, title: title.to_owned() }
                }
                same => {
                    let beside = !titles.insert(experiment.title.as_str()) && same.is_none();
                    experiments.experiment(experiment, (Of::File(file), experiment.title.as_str()));
                    Found::Experiment { experiment: experiment.clone(), beside }
                }
            },
            Carried::Journal(read) => {
                let journal = read.as_ref().clone().dated(zone);
                match days.find_day(&journal) {
                    Some(title) if !once_more => Found::Again { kind: Kind::GameDay, title },
                    _ => {
                        let title = &journal.game_day.title;
                        days.day(&read.game_day, title, title.clone());
                        let same = experiments.find_experiment(&read.experiment);
                        let of = same.map_or(Of::Journal, |(of, _)| of);
                        if matches!(of, Of::Journal) {
                            let title = read.experiment.title.as_str();
                            experiments.experiment(&read.experiment, (Of::File(file), title));
                            titles.insert(title);
                        }
                        Found::Day { of, journal: Box::new(journal) }
                    }
                }
            }
            Carried::Services(_) | Carried::Papers(_) => Found::Other,
        });
    }
    Ok(Days { found })
}

impl Days {
    /// How many entries of journals it writes.
    pub fn entries(&self) -> usize {
        let entries =
            |found: &Found| if let Found::Day { journal, .. } = found { journal.events.len() } else { 0 };
        self.found.iter().map(entries).sum()
    }

    /// What is said besides what the file itself gave rise to.
    pub fn warnings(&self, file: usize) -> Vec<String> {
        match self.found.get(file) {
            Some(Found::Experiment { experiment, beside: true }) => vec![format!(
                "The workspace has another experiment with the title “{}”. It stays as it is; this one stands beside it.",
                clip(&experiment.title, 80)
            )],
            Some(Found::Day { journal, of: Of::Workspace(_) }) => vec![format!(
                "The day stands with the experiment “{}”, which is in the workspace already.",
                clip(&journal.experiment.title, 80)
            )],
            Some(Found::Again { kind, title }) => vec![format!(
                "This {} is in the workspace already, as “{}”, so it was left out.",
                kind.noun(),
                clip(title, 80)
            )],
            _ => Vec::new(),
        }
    }

    /// Whether what is there already shall come in once more.
    pub fn question(&self, file: usize) -> Option<Question> {
        let Some(Found::Again { title, .. }) = self.found.get(file) else { return None };
        let words = format!("“{}” is in the workspace already. Shall it come in once more?", clip(title, 80));
        Some(Question { ask: Ask::Again, must: false, words })
    }

    /// What of a file is new.
    pub fn preview(&self, file: usize) -> Vec<PreviewedRecord> {
        let shown = |experiment: &Experiment| PreviewedRecord {
            kind: Kind::Experiment,
            title: experiment.title.clone(),
            says: clip(&experiment.validates, 120),
        };
        match self.found.get(file) {
            Some(Found::Experiment { experiment, .. }) => vec![shown(experiment)],
            Some(Found::Day { journal, of }) => {
                let concluded = |(_, event): &(_, Event)| match event {
                    Event::Concluded { outcome, note } => Some(format!("{}: {note}", outcome.label())),
                    _ => None,
                };
                let says = journal.events.iter().rev().find_map(concluded).unwrap_or_default();
                let day =
                    PreviewedRecord { kind: Kind::GameDay, title: journal.game_day.title.clone(), says };
                let fresh = matches!(of, Of::Journal).then(|| shown(&journal.experiment));
                std::iter::once(day).chain(fresh).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Makes an experiment of each that is new, and of each journal a day that was run and its experiment.
    ///
    /// # Errors
    /// The workspace cannot be written, or a record is beyond our limits.
    pub fn write(self, tx: &mut Tx<'_>, zone: Zone) -> Result<Vec<(usize, ImportedRecord)>, Refusal> {
        let mut written: Vec<(usize, ImportedRecord)> = Vec::new();
        for (file, found) in self.found.into_iter().enumerate() {
            match found {
                Found::Experiment { experiment, .. } => {
                    written.push((file, tx.insert((*experiment).into())?.into()))
                }
                Found::Day { journal, of } => {
                    let known = match of {
                        Of::Workspace(id) => Some(id),
                        Of::File(before) => written
                            .iter()
                            .find(|(of, record)| *of == before && record.kind == Kind::Experiment)
                            .map(|(_, record)| record.id),
                        Of::Journal => None,
                    };
                    let records = take_in(tx, *journal, known, zone)?;
                    written.extend(records.into_iter().map(|record| (file, record)));
                }
                Found::Other | Found::Again { .. } => {}
            }
        }
        Ok(written)
    }
}

fn take_in(
    tx: &mut Tx<'_>,
    journal: chaos::Journal,
    known: Option<Id>,
    zone: Zone,
) -> Result<Vec<ImportedRecord>, Refusal> {
    let journal = journal.dated(zone);
    let fresh = match known {
        Some(_) => None,
        None => Some(tx.insert(journal.experiment.clone().into())?),
    };
    let Some(experiment) = known.or(fresh.as_ref().map(|record| record.id)) else { return Ok(Vec::new()) };
    let day = tx.insert(journal.day(experiment).into())?;
    for (at, actor, event) in journal.entries(experiment) {
        tx.append(day.id, at, &actor, event)?;
    }
    Ok(std::iter::once(day.into()).chain(fresh.map(ImportedRecord::from)).collect())
}

/// The files of an experiment or a game day. Names of hosts and users are hidden where `redact` says so, in the names of
/// the files as well: the same name by the same word in all of them.
///
/// # Errors
/// No such record, another kind, a day on which nothing was run, or secrets that nobody said may go out.
pub fn files(store: &Store, request: ExportChaosToolkit) -> Result<Vec<Outgoing>, Refusal> {
    let ExportChaosToolkit { id, redact, secrets } = request;
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
    if !redact && !secrets {
        without_secrets(&written)?;
    }
    // Last, because the title may hold a name that only the files tell to be one.
    let title = record.document.summary().title;
    let title = redaction.map_or(title.clone(), |mut redaction| redaction.of_line(&title));
    let name = report::name_with(store, &record, &title)?;
    let file =
        |(noun, Written { text, warnings })| Outgoing { name: format!("{name} {noun}"), text, warnings };
    Ok(written.into_iter().map(file).collect())
}

/// Refuses files that hold what looks like a secret.
fn without_secrets(written: &[(String, Written)]) -> Result<(), Refusal> {
    let mut fields: Vec<String> =
        written.iter().flat_map(|(_, file)| interchange::secrets(&file.text)).collect();
    fields.sort();
    fields.dedup();
    if fields.is_empty() {
        return Ok(());
    }
    let shown: Vec<_> = fields.iter().take(5).map(|field| format!("“{}”", clip(field, 40))).collect();
    let more = fields.len().saturating_sub(shown.len());
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let words = format!(
        "The file holds what looks like secrets ({}{more}). Shall they go out as they are? Say so, or hide them (on the command line: --with-secrets, or without --plain).",
        shown.join(", ")
    );
    Err(Refusal { field: Some("secrets".to_owned()), ..Refusal::new(Code::Invalid, words) })
}
