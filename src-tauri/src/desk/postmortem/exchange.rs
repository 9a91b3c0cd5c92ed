//! Postmortems between Markdown and the workspace.

use crate::desk::interchange::Read;
use contract::{ImportedRecord, PreviewedRecord, Refusal};
use domain::{
    Kind, Zone,
    ask::{Ask, Question},
    document::Postmortem,
    text::{clip, count},
};
use interchange::{
    Carried,
    postmortem::{self, Asked, Found},
};
use store::{Store, Tx};

/// What an import does to the postmortems.
pub struct Papers(Vec<Option<Paper>>);

/// What was read of a file.
struct Paper {
    found: Found,
    /// Those that come in.
    fresh: Vec<Postmortem>,
    /// How many are there already and stay out.
    known: usize,
    zone: Zone,
    yes: Vec<Ask>,
}

/// Sets the postmortems of the files beside those that are there. Times that say no zone are those of the workspace, which is
/// said; nothing is dated by a guess.
///
/// # Errors
/// The workspace cannot be read, or a file cannot.
pub fn plan(store: &Store, read: &[Read]) -> Result<Papers, Refusal> {
    let is_one = |read: &Read| matches!(read.imported.what, Carried::Papers(_));
    if !read.iter().any(is_one) {
        return Ok(Papers(read.iter().map(|_| None).collect()));
    }
    let zone = store.settings()?.zone;
    let known: Vec<Option<String>> =
        store.bodies::<Postmortem>()?.into_iter().map(|(_, body)| body.original).collect();
    let paper = |read: &Read| {
        let Carried::Papers(bytes) = &read.imported.what else { return Ok(None) };
        let asked = Asked {
            zone: Some(zone),
            take_suggested: read.yes.contains(&Ask::SuggestedDay),
            day_first: read.yes.contains(&Ask::DayFirst).then_some(true),
            ..Asked::default()
        };
        let mut found = postmortem::read(&read.name, bytes, &asked)
            .map_err(|cause| Refusal::new(contract::Code::Unreadable, format!("“{}”: {cause}", read.name)))?;
        let papers = std::mem::take(&mut found.papers);
        let again = read.yes.contains(&Ask::Again);
        let is_known = |paper: &Postmortem| paper.original.is_some() && known.contains(&paper.original);
        let (there, fresh): (Vec<_>, Vec<_>) =
            papers.into_iter().partition(|paper| !again && is_known(paper));
        Ok(Some(Paper { found, fresh, known: there.len(), zone, yes: read.yes.clone() }))
    };
    read.iter().map(paper).collect::<Result<_, Refusal>>().map(Papers)
}

impl Papers {
    fn of(&self, file: usize) -> Option<&Paper> {
        self.0.get(file)?.as_ref()
    }

    /// What is new of a file.
    pub fn preview(&self, file: usize) -> Vec<PreviewedRecord> {
        let fresh = self.of(file).map(|paper| paper.fresh.as_slice()).unwrap_or_default();
        let shown = |paper: &Postmortem| {
            let open = paper.timeline.iter().filter(|moment| moment.when.at().is_none()).count();
            let mut says = vec![count(paper.timeline.len() as u64, "entry")];
            says.extend((open > 0).then(|| format!("{} without an instant", count(open as u64, "time"))));
            says.extend(
                (!paper.unread.is_empty())
                    .then(|| format!("{} not placed", count(paper.unread.len() as u64, "piece"))),
            );
            PreviewedRecord { kind: Kind::Postmortem, title: paper.title.clone(), says: says.join(", ") }
        };
        fresh.iter().map(shown).collect()
    }

    /// What of a file was carried only in part.
    pub fn warnings(&self, file: usize) -> Vec<String> {
        let Some(paper) = self.of(file) else { return Vec::new() };
        let mut warnings = paper.found.warnings.clone();
        let zoneless = paper.fresh.iter().any(|one| {
            one.times_in.is_empty() && one.timeline.iter().any(|moment| moment.when.at().is_some())
        });
        warnings.extend(zoneless.then(|| {
            format!("Times that say no time zone are read as those of the workspace, {}.", paper.zone.name())
        }));
        for one in paper.fresh.iter().filter(|one| !one.unread.is_empty()) {
            let lines: Vec<String> =
                one.unread.iter().take(12).map(|unread| unread.line.to_string()).collect();
            let more = if one.unread.len() > lines.len() { " …" } else { "" };
            warnings.push(format!(
                "“{}”: {} could not be placed and stand with it, word for word (lines {}{more}).",
                clip(&one.title, 60),
                count(one.unread.len() as u64, "piece"),
                lines.join(", ")
            ));
        }
        warnings
    }

    /// What only a person can say of a file.
    pub fn questions(&self, file: usize) -> Vec<Question> {
        let Some(paper) = self.of(file) else { return Vec::new() };
        let mut questions = Vec::new();
        if paper.known > 0 {
            let words = format!(
                "{} of this file is here already, word for word. Once more?",
                count(paper.known as u64, "postmortem")
            );
            questions.push(Question { ask: Ask::Again, must: false, words });
        }
        for asked in &paper.found.questions {
            let (ask, suggested) = match (asked.ask, &asked.suggested) {
                (postmortem::Ask::Day, Some(day)) => (Ask::SuggestedDay, format!(" It suggests {day}.")),
                (postmortem::Ask::DayFirst, _) => (Ask::DayFirst, String::new()),
                _ => continue, // it is answered in the record, time by time
            };
            if !paper.yes.contains(&ask) {
                questions.push(Question { ask, must: false, words: format!("{}{suggested}", asked.words) });
            }
        }
        questions
    }

    /// How many records it writes.
    pub fn records(&self) -> usize {
        self.0.iter().flatten().map(|paper| paper.fresh.len()).sum()
    }

    /// Writes those that are new: each with the file that it is from.
    ///
    /// # Errors
    /// The workspace cannot be written, or one is beyond our limits.
    pub fn write(self, tx: &mut Tx<'_>) -> Result<Vec<(usize, ImportedRecord)>, Refusal> {
        let mut written = Vec::new();
        for (file, paper) in self.0.into_iter().enumerate() {
            for one in paper.map(|paper| paper.fresh).unwrap_or_default() {
                written.push((file, tx.insert(one.into())?.into()));
            }
        }
        Ok(written)
    }
}
