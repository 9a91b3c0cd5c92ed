//! Postmortems: begun out of what happened, read by others, and final when nothing is open.

use crate::{Drawing, Exported, Theme, requests::requests};
use domain::{
    Id, Instant, Record,
    action::Action,
    incident::{Severity, TimeTo, Typical},
    postmortem::{Agreed, ChainEnd, Excerpt, Hint, Measure, Open, PostmortemStatus, Repeat, Tag},
};
use serde::{Deserialize, Serialize};

requests! { PostmortemCall, PostmortemDesk;
    /// Begins one about an incident, or about a surprise of a game day. Of an incident that has one, that one comes back.
    BeginPostmortem {
        /// The incident, or the game day.
        origin: Id,
        /// The surprise: its place in the journal of the day.
        surprise: Option<u64>,
    } -> Record;

    /// All postmortems, what is not final first, then the newest; and what the incidents that they are about come to together.
    Postmortems {} -> PostmortemList;

    /// What follows from one as it stands: its metrics, what is open, hints, what it repeats, its actions.
    AboutPostmortem {
        /// Which.
        id: Id,
    } -> PostmortemView;

    /// Makes a proposed action a promise: a record of its own, that all about it stands in from then on.
    PromiseAction {
        /// Which postmortem.
        postmortem: Id,
        /// Its key there: `AI-001`.
        key: String,
    } -> Record;

    /// Takes one to another status, if nothing stands in the way.
    MovePostmortem {
        /// Which.
        id: Id,
        /// The version that the person saw.
        version: u64,
        /// Where to.
        status: PostmortemStatus,
    } -> Record;

    /// Writes what of one leaves the house into the folder `reports` beside the workspace, never over another file.
    ExportPostmortem {
        /// Which.
        id: Id,
        /// As what.
        format: PostmortemFormat,
        /// What of it.
        excerpt: Excerpt,
    } -> Exported;

    /// Draws a postmortem.
    PostmortemChart {
        /// Which.
        id: Id,
        /// What of it.
        chart: PostmortemDrawn,
        /// In which colours.
        theme: Theme,
        /// Width in CSS pixels.
        width_px: u32,
    } -> Drawing;
}

/// As what a postmortem is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PostmortemFormat {
    /// For readers.
    Pdf,
    /// For a wiki or a repository.
    Markdown,
}

/// What of a postmortem is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PostmortemDrawn {
    /// Its line of time.
    Timeline,
    /// Its factors around what users saw.
    Fishbone,
}

/// Postmortems, and what they come to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PostmortemList {
    /// One line for each.
    pub lines: Vec<PostmortemLine>,
    /// How long what they are about took: over those alone that were counted by the metric's own formula, around the clock, on
    /// marks that nobody only proposed. How many they are is its count.
    pub typical: Vec<(TimeTo, Typical)>,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PostmortemLine {
    /// Which.
    pub id: Id,
    /// What people call it.
    pub title: String,
    /// Name of the service that was hurt.
    pub service: Option<String>,
    /// How severe it was.
    pub severity: Option<Severity>,
    /// How far it is.
    pub status: PostmortemStatus,
    /// When it began.
    pub at: Option<Instant>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// How long each part took, in seconds, where that was measured and no mark is only proposed.
    pub took_s: Vec<(TimeTo, i64)>,
    /// How many points are open before it can be final.
    pub open: usize,
    /// How far what it promised is.
    pub agreed: Agreed,
}

/// What follows from a postmortem.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PostmortemView {
    /// Of which version.
    pub version: u64,
    /// The four metrics, each with where it comes from.
    pub measures: Vec<Measure>,
    /// Marks that entries probably are.
    pub tags: Vec<Tag>,
    /// What is open before it can be final.
    pub open: Vec<Open>,
    /// Words that may blame somebody.
    pub hints: Vec<Hint>,
    /// Chains of whys that end too soon.
    pub ends: Vec<ChainEnd>,
    /// Others of the same service that say the same.
    pub repeats: Vec<Repeat>,
    /// The keys of the timeline's entries in the order of time, and what is odd about the place of each, in words.
    pub order: Vec<(u32, String)>,
    /// Actions that were promised.
    pub actions: Vec<(Id, Action)>,
}
