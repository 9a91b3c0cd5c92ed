//! A postmortem as a record.

use super::{Factor, Moment, Proposed, When, check};
use crate::{
    Date, Id, Instant, Summary, Zone,
    choice::choice,
    incident::{Hours, Mark, Marks, Severity, TimeTo},
    record::{Noun, Relation},
    text::Invalid,
};
use serde::{Deserialize, Serialize};

choice! {
    /// How far it is.
    PostmortemStatus {
        /// It is being written.
        Draft("Draft"),
        /// It is read by others.
        InReview("In review"),
        /// It is agreed on.
        Final("Final"),
    }
}

choice! {
    /// Whether data was lost.
    DataLoss {
        /// Nobody said.
        NotStated("Not stated"),
        /// None was.
        None("No data lost"),
        /// Some was.
        Lost("Data lost"),
    }
}

choice! {
    /// What noticed it.
    HowDetected {
        /// Nobody said.
        NotStated("Not stated"),
        /// An alert.
        Alert("Alert"),
        /// Somebody who uses it.
        UserReport("User report"),
        /// Somebody who looked.
        ManualCheck("Manual check"),
    }
}

/// Whom it hurt and how much.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Impact {
    /// Who was affected and how, in words.
    pub users_affected: String,
    /// What it cost, with its currency, as written.
    pub revenue: String,
    /// How much of the error budget it took, in percent.
    pub slo_budget_consumed_pct: Option<f64>,
    /// Whether data was lost.
    pub data_loss: DataLoss,
    /// How many customers wrote.
    pub customer_tickets: Option<u32>,
}

/// How it was noticed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Detection {
    /// What noticed it.
    pub how: HowDetected,
    /// In words, where the document has some.
    pub words: String,
    /// How it could have been noticed sooner.
    pub sooner: String,
}

/// A length that the document states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// Which; nothing for the duration of the whole.
    pub metric: Option<TimeTo>,
    /// How long it says, in seconds.
    pub value_s: i64,
    /// As it is written.
    pub text: String,
    /// Where it stands in the file, from 1; nothing where it was typed.
    pub line: Option<u32>,
}

/// What the import could not place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// The line where it begins, from 1.
    pub line: u32,
    /// Word for word.
    pub text: String,
    /// Why it has no place.
    pub why: String,
}

/// A hint that somebody looked at and does not want.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dismissed {
    /// The key of its rule.
    pub rule: String,
    /// The words that it is about.
    pub phrase: String,
}

/// A postmortem.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Postmortem {
    /// What people call it.
    pub title: String,
    /// The service that was hurt.
    pub service_id: Option<Id>,
    /// What it came out of: an incident, or a game day with its surprise.
    #[serde(default)]
    pub origin: Option<Id>,
    /// How severe it was, where somebody said so.
    pub severity: Option<Severity>,
    /// The day that it is about, where somebody said so.
    #[serde(default)]
    pub date: Option<Date>,
    /// Who wrote it.
    #[serde(default)]
    pub authors: Vec<String>,
    /// Who read it.
    #[serde(default)]
    pub reviewers: Vec<String>,
    /// Who took part.
    #[serde(default)]
    pub participants: Vec<String>,
    /// How far it is.
    pub status: PostmortemStatus,
    /// The whole of it in one paragraph.
    #[serde(default)]
    pub summary: String,
    /// Whom it hurt.
    #[serde(default)]
    pub impact: Impact,
    /// What happened, in the order in which it was written; [`placed`](super::placed) puts it in order.
    #[serde(default)]
    pub timeline: Vec<Moment>,
    /// The clock of its times as the document says it: `UTC`, `BST`, `Europe/Berlin`; empty where it says none.
    #[serde(default)]
    pub times_in: String,
    /// Why it happened, in depth.
    #[serde(default)]
    pub root_cause: String,
    /// What contributed: one graph, seen as five whys and as a fishbone.
    #[serde(default)]
    pub factors: Vec<Factor>,
    /// How it was noticed.
    #[serde(default)]
    pub detection: Detection,
    /// What ended it.
    #[serde(default)]
    pub how_resolved: String,
    /// What went well.
    #[serde(default)]
    pub went_well: Vec<String>,
    /// What did not.
    #[serde(default)]
    pub went_wrong: Vec<String>,
    /// Where luck helped.
    #[serde(default)]
    pub lucky: Vec<String>,
    /// What was learnt beyond that.
    #[serde(default)]
    pub lessons: Vec<String>,
    /// What shall be done. What somebody promised is a record of its own.
    #[serde(default)]
    pub actions: Vec<Proposed>,
    /// Lengths that the document states.
    #[serde(default)]
    pub stated: Vec<Stated>,
    /// By which clock its metrics are counted.
    #[serde(default = "round_the_clock")]
    pub hours: Hours,
    /// What the import could not place.
    #[serde(default)]
    pub unread: Vec<Unread>,
    /// Hints that somebody does not want.
    #[serde(default)]
    pub dismissed: Vec<Dismissed>,
    /// The file that it was read out of, word for word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
}

const fn round_the_clock() -> Hours {
    Hours::RoundTheClock
}

impl Default for Impact {
    fn default() -> Self {
        Self {
            users_affected: String::new(),
            revenue: String::new(),
            slo_budget_consumed_pct: None,
            data_loss: DataLoss::NotStated,
            customer_tickets: None,
        }
    }
}

impl Default for Detection {
    fn default() -> Self {
        Self { how: HowDetected::NotStated, words: String::new(), sooner: String::new() }
    }
}

impl Noun for Postmortem {
    const SCHEMA: u32 = 1;
    const EXAMPLE: &'static str = "Checkout errors after the pricing deploy";
    const IMPORTED: &'static str = "A postmortem that came in still needs a look at what could not be placed, and at the marks that are only proposed.";

    fn named(title: &str, by: &str) -> Option<Self> {
        let authors = if by.trim().is_empty() { Vec::new() } else { vec![by.to_owned()] };
        Some(Self { authors, ..Self::titled(title) })
    }

    fn summary(&self) -> Summary {
        let words = [&self.summary, &self.root_cause, &self.impact.users_affected];
        let factors = self.factors.iter().map(|factor| &factor.text);
        let moments = self.timeline.iter().map(|moment| &moment.text);
        let search: Vec<&str> = words.into_iter().chain(factors).chain(moments).map(String::as_str).collect();
        Summary {
            title: self.title.clone(),
            status: self.status.word().to_owned(),
            service_id: self.service_id,
            owner: self.authors.first().cloned(),
            at: self.began_at(),
            links: self.origin.iter().map(|id| (Relation::RaisedIn, *id)).collect(),
            search: search.join("\n"),
            ..Summary::default()
        }
    }

    fn held_on(&self, zone: Zone) -> Option<Date> {
        self.began_at().map(|at| zone.date(at)).or(self.date)
    }

    fn check(&self) -> Result<(), Invalid> {
        check::of(self)
    }
}

impl Postmortem {
    /// One that has only a title yet.
    #[must_use]
    pub fn titled(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            service_id: None,
            origin: None,
            severity: None,
            date: None,
            authors: Vec::new(),
            reviewers: Vec::new(),
            participants: Vec::new(),
            status: PostmortemStatus::Draft,
            summary: String::new(),
            impact: Impact::default(),
            timeline: Vec::new(),
            times_in: String::new(),
            root_cause: String::new(),
            factors: Vec::new(),
            detection: Detection::default(),
            how_resolved: String::new(),
            went_well: Vec::new(),
            went_wrong: Vec::new(),
            lucky: Vec::new(),
            lessons: Vec::new(),
            actions: Vec::new(),
            stated: Vec::new(),
            hours: Hours::RoundTheClock,
            unread: Vec::new(),
            dismissed: Vec::new(),
            original: None,
        }
    }

    /// The six times, as far as entries with an instant are marked.
    #[must_use]
    pub fn marks(&self) -> Marks {
        let mut marks = Marks::default();
        for moment in &self.timeline {
            let When::At(at) = moment.when else { continue };
            for mark in &moment.marks {
                marks.0.entry(*mark).or_insert(at);
            }
        }
        marks
    }

    /// When it began, as lists know it: the beginning of the impact, or the first entry that has a time.
    #[must_use]
    pub fn began_at(&self) -> Option<Instant> {
        let first = || self.timeline.iter().filter_map(|moment| moment.when.at()).min();
        self.marks().at(Mark::ImpactBegan).or_else(first)
    }

    /// The key that the next entry of the timeline gets.
    #[must_use]
    pub fn next_moment(&self) -> u32 {
        let pointed_at = self.factors.iter().flat_map(|factor| factor.moments.iter().copied());
        next_key(self.timeline.iter().map(|moment| moment.key).chain(pointed_at))
    }

    /// The key that the next factor gets.
    #[must_use]
    pub fn next_factor(&self) -> u32 {
        let answered = self.factors.iter().filter_map(|factor| factor.answers);
        let answered = answered.chain(self.actions.iter().filter_map(|action| action.factor));
        next_key(self.factors.iter().map(|factor| factor.key).chain(answered))
    }

    /// The key that the next action gets: `AI-004`.
    #[must_use]
    pub fn next_action(&self) -> String {
        let number = |action: &Proposed| action.key.strip_prefix("AI-")?.parse::<u32>().ok();
        let last = self.actions.iter().filter_map(number).max().unwrap_or_default();
        format!("AI-{:03}", last.saturating_add(1))
    }
}

/// Above all that are there or are pointed at: what was removed may come back.
fn next_key(known: impl Iterator<Item = u32>) -> u32 {
    known.max().map_or(1, |key| key.saturating_add(1))
}
