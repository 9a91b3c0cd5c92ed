//! What every report is made of: a cover, figures, actions, a journal, how the figures are computed. Each has one shape in
//! the data and one function of its name in `assets/templates/house.typ`. Knows no system.

mod action;
mod journal;
mod press;
mod settable;
mod words;
mod world;

pub use action::{action_removed, action_row, by_urgency, is_overdue};
pub use journal::{gaps, journal};
pub use press::ReportError;
pub use settable::settable_text;
pub use words::{count, date, listed, or_none};

use charts::Svg;
use domain::{Id, Instant, text::clip, workspace::Workspace};
use serde_json::{Map, Value, json};

/// A report: what it is made from, and how that is put on paper.
pub trait Report {
    /// Its template, and after it those that it takes parts from: path below `assets/templates`, and text.
    const TEMPLATES: &'static [(&'static str, &'static str)];

    /// Everything that it says and shows.
    fn paper(&self) -> Paper;
}

/// The report as PDF/UA-1.
///
/// # Errors
/// The typesetter refused; the words say why. The report can be asked for again, nothing was written.
pub fn pdf<R: Report>(report: &R) -> Result<Vec<u8>, ReportError> {
    press::print(R::TEMPLATES, &report.paper())
}

/// What stands on the cover and at the edges of every page.
pub struct Cover<'a> {
    /// The workspace's settings.
    pub workspace: &'a Workspace,
    /// What kind of thing the record is: `game day`.
    pub noun: &'a str,
    /// The record.
    pub id: Id,
    /// What a person calls it.
    pub title: &'a str,
    /// What kind of report it is, after the title in the document's own title: `game day plan`.
    pub document: &'a str,
    /// The same over the title, beside the state.
    pub kind: String,
    /// How far the thing has come: a [`mark`].
    pub state: Value,
    /// Why this paper is not the last word; none where it is.
    pub notice: Option<String>,
    /// At the foot of every page.
    pub footer: String,
    /// When the report is made.
    pub now: Instant,
}

/// A report before it is set: sections by name, and drawings.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    sections: Map<String, Value>,
    charts: Vec<String>,
    ident: String,
    made: Instant,
}

impl Paper {
    /// A paper with a cover and nothing else.
    pub fn new(cover: Cover<'_>) -> Self {
        let Cover { workspace, noun, id, title, document, kind, state, notice, footer, now } = cover;
        let cover = json!({
            "title": title,
            "document": document,
            "kind": kind,
            "state": state,
            "notice": notice,
            "organisation": workspace.name,
            "header": clip(&workspace.name, 70),
            "footer": clip(&footer, 80),
            "classification": clip(&workspace.classification, 40),
            "made": workspace.zone.long(now),
        });
        let sections = Map::from_iter([("cover".to_owned(), cover)]);
        Self { sections, charts: Vec::new(), ident: format!("readyroom {noun} {id}"), made: now }
    }

    /// Adds a section, which the template finds by its name.
    pub fn put(&mut self, name: &str, section: impl Into<Value>) {
        self.sections.insert(name.to_owned(), section.into());
    }

    /// Adds a drawing with the words under it; returns what `chart` of the house needs to show it.
    pub fn chart(&mut self, drawn: Svg, caption: &str) -> Value {
        self.charts.push(drawn.svg);
        json!({ "file": format!("chart-{}.svg", self.charts.len()), "alt": drawn.alt, "caption": caption })
    }

    /// What the template reads: the contents of `/data.json`.
    #[must_use]
    pub fn data(&self) -> String {
        settable::settable(Value::Object(self.sections.clone())).to_string()
    }

    /// The contents of `/chart-1.svg` and so on.
    #[must_use]
    pub fn charts(&self) -> &[String] {
        &self.charts
    }
}

/// A word with one of the tones `good`, `watch`, `bad`, `off`, `accent`: the house draws the shape that belongs to it.
pub fn mark(word: impl Into<String>, tone: &str) -> Value {
    json!({ "word": word.into(), "tone": tone })
}

/// A figure of the first page, for `figures` of the house.
pub fn figure(n: usize, label: &str, tone: &str) -> Value {
    json!({ "n": n, "label": label, "tone": tone })
}

/// A heading with its lines, for `points` of the house; nothing without a line.
pub fn point(heading: &str, lines: Vec<String>) -> Option<Value> {
    (!lines.is_empty()).then(|| json!({ "heading": heading, "lines": lines }))
}

/// How each figure is computed, for `computed` of the house: terms beside their words.
pub fn computed(terms: impl IntoIterator<Item = (&'static str, String)>) -> Value {
    terms.into_iter().map(|(term, text)| json!([term, text])).collect()
}
