//! Files of other tools: shown before anything is written, taken in all at once, for the windows and the command line alike;
//! written beside the workspace.

use super::{
    Desk,
    catalog::{self, exchange::Services},
    chaos::{self, exchange::Days},
    lock,
    postmortem::{self, exchange::Papers},
};
use crate::report;
use contract::{
    Answer, Caller, Code, ExportChaosToolkit, Exported, Import, ImportedFile, PreviewImport, PreviewedFile,
    Refusal, Upload,
};
use domain::ask::{Ask, Question};
use interchange::Imported;
use store::{Store, Tx};

impl Answer<PreviewImport> for Desk {
    fn answer(
        &self,
        PreviewImport { files }: PreviewImport,
        _: Caller,
    ) -> Result<Vec<PreviewedFile>, Refusal> {
        let mut previewed: Vec<PreviewedFile> = Vec::new();
        let mut read = Vec::new();
        for file in &files {
            let mut shown = PreviewedFile { name: file.name.clone(), ..PreviewedFile::default() };
            match interchange::read(&file.name, &file.bytes) {
                Ok(imported) => read.push(Read::of(file, imported)),
                Err(unreadable) => shown.refusal = Some(unreadable.to_string()),
            }
            previewed.push(shown);
        }
        let mut shown = plan(&self.store, read)?.preview().into_iter();
        for file in previewed.iter_mut().filter(|file| file.refusal.is_none()) {
            *file = shown.next().unwrap_or_default();
        }
        Ok(previewed)
    }
}

impl Answer<Import> for Desk {
    fn answer(&self, Import { files }: Import, _: Caller) -> Result<Vec<ImportedFile>, Refusal> {
        let read = read(&files)?;
        let _alone = lock(&self.importing); // pressed twice, the second one finds what the first one wrote
        let plan = plan(&self.store, read)?;
        if plan.records() > BESIDE_A_RUN_MAX && !self.store.open_runs()?.is_empty() {
            let words = format!(
                "{} records at once would hold up the abort key while they are written, and a run is in progress. Import them when it has ended, or at most {BESIDE_A_RUN_MAX} now.",
                plan.records()
            );
            return Err(Refusal::new(Code::Busy, words));
        }
        self.write(|tx| plan.write(tx))
    }
}

/// Most records that are written in one go while a run is in progress: whoever stops it waits for as long.
const BESIDE_A_RUN_MAX: usize = 500;

impl Answer<ExportChaosToolkit> for Desk {
    fn answer(&self, request: ExportChaosToolkit, _: Caller) -> Result<Vec<Exported>, Refusal> {
        let files = chaos::exchange::files(&self.store, request)?;
        report::write_all_beside(self.store.path(), &files)
    }
}

/// A file that was read, as somebody answered its questions.
pub struct Read {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub imported: Imported,
    /// The questions that were answered with yes.
    pub yes: Vec<Ask>,
}

impl Read {
    fn of(file: &Upload, imported: Imported) -> Self {
        let imported = imported.answered(&file.yes);
        Self { name: file.name.clone(), imported, yes: file.yes.clone() }
    }
}

/// Reads every file before anything is written.
///
/// # Errors
/// One line for each file that cannot be read, or that leaves open what nobody may guess.
pub fn read(files: &[Upload]) -> Result<Vec<Read>, Refusal> {
    if files.is_empty() {
        return Err(Refusal::new(Code::Invalid, "No file was chosen."));
    }
    let mut read = Vec::new();
    let mut wrong = Vec::new();
    for file in files {
        match interchange::read(&file.name, &file.bytes).map(|imported| Read::of(file, imported)) {
            Ok(one) => {
                if let Some(question) = one.imported.questions.iter().find(|question| question.must) {
                    wrong.push(format!("“{}”: {}", file.name, unanswered(question)));
                }
                read.push(one);
            }
            Err(unreadable) => wrong.push(format!("“{}”: {unreadable}", file.name)),
        }
    }
    if wrong.is_empty() {
        return Ok(read);
    }
    wrong.push("Nothing was imported.".to_owned());
    Err(Refusal::new(Code::Unreadable, wrong.join("\n")))
}

fn unanswered(question: &Question) -> String {
    format!("{} It is taken in only if you say so (on the command line: --as services).", question.words)
}

/// Sets what was read beside what the workspace holds. It is done before anything is written; the store is held only while
/// the records are read.
///
/// # Errors
/// The workspace cannot be read.
pub fn plan(store: &Store, read: Vec<Read>) -> Result<Plan, Refusal> {
    let services = catalog::exchange::plan(store, &read)?;
    let days = chaos::exchange::plan(store, &read)?;
    let papers = postmortem::exchange::plan(store, &read)?;
    Ok(Plan { read, services, days, papers })
}

/// What an import writes.
pub struct Plan {
    read: Vec<Read>,
    services: Services,
    days: Days,
    papers: Papers,
}

impl Plan {
    /// What it will do, file by file.
    fn preview(&self) -> Vec<PreviewedFile> {
        let shown = |(at, read): (usize, &Read)| {
            let (mut fresh, changed) = self.services.preview(at);
            fresh.extend(self.days.preview(at));
            fresh.extend(self.papers.preview(at));
            let warnings = [read.imported.warnings.clone(), self.warnings(at)].concat();
            let questions = [read.imported.questions.clone(), self.questions(at)].concat();
            PreviewedFile { name: read.name.clone(), refusal: None, fresh, changed, warnings, questions }
        };
        self.read.iter().enumerate().map(shown).collect()
    }

    /// How many records and entries it writes.
    fn records(&self) -> usize {
        self.services.records() + self.read.len() + self.days.entries() + self.papers.records()
    }

    fn warnings(&self, file: usize) -> Vec<String> {
        [self.services.warnings(file), self.days.warnings(file), self.papers.warnings(file)].concat()
    }

    fn questions(&self, file: usize) -> Vec<Question> {
        let one = self.services.question(file).into_iter().chain(self.days.question(file));
        one.chain(self.papers.questions(file)).collect()
    }

    /// Makes records of what was read. Services of all files find each other.
    ///
    /// # Errors
    /// The workspace cannot be written, or a record is beyond our limits.
    pub fn write(self, tx: &mut Tx<'_>) -> Result<Vec<ImportedFile>, Refusal> {
        // A question that nobody answered counts as no, and is said.
        let open: Vec<Vec<String>> = (0..self.read.len())
            .map(|at| {
                let questions =
                    [self.read.get(at).map_or(&[][..], |read| &read.imported.questions), &self.questions(at)]
                        .concat();
                let own = questions.into_iter().filter(|question| !question.must);
                [self.services.changes(at), self.warnings(at), own.map(|question| question.words).collect()]
                    .concat()
            })
            .collect();
        let zone = tx.settings()?.zone;
        let mut files: Vec<ImportedFile> = self
            .read
            .iter()
            .zip(open)
            .map(|(read, open)| ImportedFile {
                name: read.name.clone(),
                records: Vec::new(),
                warnings: [read.imported.warnings.clone(), open].concat(),
            })
            .collect();
        let written = self
            .services
            .write(tx)?
            .into_iter()
            .chain(self.days.write(tx, zone)?)
            .chain(self.papers.write(tx)?);
        for (at, record) in written {
            if let Some(file) = files.get_mut(at) {
                file.records.push(record);
            }
        }
        Ok(files)
    }
}
