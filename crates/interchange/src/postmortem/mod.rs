//! Postmortems as Markdown, in and out. Every line of a file that is not blank ends up in a field, is one of those that only
//! give it its shape, or is named among what could not be placed; [`Found::lines`] says which. Nothing is dated by a guess:
//! what a day or a zone must be asked for is a [`Question`], with what the document suggests.

mod block;
mod clock;
mod day;
mod fill;
mod length;
mod own;
mod scan;
mod split;
mod words;
mod write;
mod zone;

pub use own::MARK;
pub use write::{hosts, write};

use crate::{Unreadable, ground::source};
use domain::{Date, Instant, Zone, postmortem::Postmortem, text::ORIGINAL_MAX_BYTES};
use serde::{Deserialize, Serialize};

/// Most incidents that one file is taken apart into.
const PAPERS_MAX: usize = 200;

/// What somebody answered to the questions of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The zone of times that say none.
    pub zone: Option<Zone>,
    /// The day of times that say none, by the number of the incident in the file, from 0.
    pub days: Vec<Option<Date>>,
    /// The day that the document suggests is taken wherever none is given.
    pub take_suggested: bool,
    /// The beginning that offsets count from.
    pub start: Option<Instant>,
    /// How `03/04/2025` is meant: whether the day comes first.
    pub day_first: Option<bool>,
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ask {
    /// By which clock are the times?
    Zone,
    /// On which day were they?
    Day,
    /// Whether the day or the month comes first.
    DayFirst,
    /// From when on do offsets count?
    Start,
}

/// A question that a document leaves open. Without an answer its times stay as they are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// About which incident of the file, from 0.
    pub paper: usize,
    /// What is asked.
    pub ask: Ask,
    /// In words.
    pub words: String,
    /// What the document suggests, as it would be answered.
    pub suggested: Option<String>,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It is blank.
    Blank,
    /// It is in a field.
    Field,
    /// It only gives the document its shape: rules, fences, heads of tables, headings and labels that name a section.
    Shape,
    /// The same stands in the file once more, and that one is read.
    Twice,
    /// It could not be placed, and is named in `unread`.
    Unread,
}

/// What came out of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The postmortems, in the order of the file.
    pub papers: Vec<Postmortem>,
    /// What was carried only in part: a sentence each.
    pub warnings: Vec<String>,
    /// What only a person can say.
    pub questions: Vec<Question>,
    /// What became of each line.
    pub lines: Vec<Fate>,
}

/// Whether a file is Markdown: by its name, or by a heading above everything else.
#[must_use]
pub fn is_markdown(file_name: &str, text: &str) -> bool {
    let ending = file_name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "md" | "markdown" | "mdown" | "mdx" => true,
        "" | "txt" => is_headed(text.trim_start_matches('\u{FEFF}').trim_start()),
        _ => false,
    }
}

/// Whether a text begins with a heading. Alone above other lines, `# ` is a comment of YAML, TOML or a table as well.
fn is_headed(text: &str) -> bool {
    let mut lines = text.lines();
    lines.next().is_some_and(|first| first.starts_with("# "))
        && (lines.next().is_some_and(|second| second.trim().is_empty())
            || lines.any(|line| line.starts_with("## ")))
}

/// Reads a file.
///
/// # Errors
/// Too large, no text, or empty.
pub fn read(file_name: &str, bytes: &[u8], asked: &Asked) -> Result<Found, Unreadable> {
    let text = source::text(bytes)?;
    let lines: Vec<&str> = text.lines().collect();
    let blocks = block::blocks(&lines);
    let parts = split::parts(&lines, &blocks);
    let mut found = Found {
        papers: Vec::new(),
        warnings: Vec::new(),
        questions: Vec::new(),
        lines: vec![Fate::Blank; lines.len()],
    };
    for twice in &parts.twice {
        found.warnings.push(format!(
            "Lines {} to {} say the same as what stands before them. They are read once.",
            twice.start + 1,
            twice.end
        ));
        mark(&mut found.lines, &lines, twice.clone(), Fate::Twice);
    }
    if parts.is_shared {
        found.warnings.push(
            "The file is about several incidents. What it says for all of them stands with the first one."
                .to_owned(),
        );
    }
    if parts.parts.len() > PAPERS_MAX {
        let words = format!(
            "The file is about {} incidents; the first {PAPERS_MAX} are read. Take it apart for the others.",
            parts.parts.len()
        );
        found.warnings.push(words);
    }
    for (number, part) in parts.parts.iter().enumerate().take(PAPERS_MAX) {
        let paper = fill::paper(&lines, part, number, file_name, asked, &mut found);
        let original = original(&lines, text, part, parts.parts.len());
        if original.is_none() {
            let words = "The text is longer than 1 MB. It is read, and not kept word for word.";
            found.warnings.push(words.to_owned());
        }
        found.papers.push(Postmortem { original, ..paper });
    }
    Ok(found)
}

/// Sets the fate of lines that are not blank.
fn mark(fates: &mut [Fate], lines: &[&str], range: std::ops::Range<usize>, fate: Fate) {
    for at in range {
        if let (Some(slot), Some(line)) = (fates.get_mut(at), lines.get(at))
            && !line.trim().is_empty()
        {
            *slot = fate;
        }
    }
}

/// The lines of a part, word for word; the whole file where there is one part.
fn original(lines: &[&str], text: &str, part: &split::Part<'_>, parts: usize) -> Option<String> {
    if parts == 1 {
        return (text.len() <= ORIGINAL_MAX_BYTES).then(|| text.to_owned());
    }
    let from = part.own.iter().map(|block| block.lines.start).min()?;
    let to = part.own.iter().map(|block| block.lines.end).max()?;
    let own = lines.get(from..to)?.join("\n");
    (own.len() <= ORIGINAL_MAX_BYTES).then_some(own)
}
