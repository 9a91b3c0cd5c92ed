//! What screens get that is more than one record.

use domain::{
    Id, Instant, Row,
    assessment::{Assessment, Compared, Mark, Method, Scope, Sign},
    catalog::{budget::Budget, service::Tier},
};
use serde::{Deserialize, Serialize};

/// A review with what it is held against.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewView {
    /// Its version.
    pub version: u64,
    /// The review.
    pub assessment: Assessment,
    /// What is assessed, in words.
    pub scope: String,
    /// The review that it is held against, with its id.
    pub against: Option<(Id, Assessment)>,
    /// What changed since that one, dimension by dimension, and why.
    pub compared: Vec<Compared>,
}

/// A review as one line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// Which.
    pub id: Id,
    /// Its name.
    pub title: String,
    /// What is assessed.
    pub scope: Scope,
    /// The same in words.
    pub scope_words: String,
    /// Key of its template.
    pub template: String,
    /// What the template is called.
    pub template_title: String,
    /// How its answers are counted.
    pub method: Method,
    /// Which review of this scope it is, from 1.
    pub milestone: u32,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// The dimensions, in the template's order.
    pub marks: Vec<ProfileMark>,
    /// What it comes to.
    pub total: Option<f64>,
    /// (total − lowest) ÷ (highest − lowest).
    pub normalised: Option<f64>,
    /// The name of its band.
    pub band: Option<String>,
}

/// One dimension of a review in a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileMark {
    /// Its name in a narrow place.
    pub label: String,
    /// In a pulse: what a yes means.
    pub sign: Option<Sign>,
    /// Its place on the scale.
    pub mark: Mark,
}

/// The services together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CatalogView {
    /// All of them, by name.
    pub services: Vec<CatalogLine>,
    /// Services that call each other in a circle, each circle once.
    pub circles: Vec<Vec<(Id, String)>>,
}

/// A service as one line of the catalog.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CatalogLine {
    /// Its line in any list.
    pub row: Row,
    /// How much depends on it.
    pub tier: Tier,
    /// What was left of its error budget, as somebody read it last.
    pub budget: Option<Budget>,
    /// How much of what its tier asks for the workspace does not show.
    pub findings: usize,
    /// How many services it calls.
    pub calls: usize,
    /// How many services call it.
    pub callers: usize,
}

/// All that the workspace knows about a service besides its own record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceView {
    /// Services that it calls.
    pub calls: Vec<Row>,
    /// Services that call it.
    pub callers: Vec<Row>,
    /// Who is hit when it fails, the most important tier first, each with its distance in calls.
    pub hits: Vec<(Row, Tier, usize)>,
    /// The other services of the circle of calls that it is in.
    pub circle: Vec<Row>,
    /// What its tier asks for and the workspace does not show.
    pub findings: Vec<TierGap>,
    /// Experiments on it.
    pub experiments: Vec<Row>,
    /// Game days to come that run one of them.
    pub days: Vec<Row>,
    /// Actions for it.
    pub actions: Vec<Row>,
    /// Its reviews, the newest first.
    pub assessments: Vec<Profile>,
}

/// Something that a service's tier asks for and the workspace does not show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierGap {
    /// What is asked for; reads after the service's name.
    pub says: String,
    /// What is known instead.
    pub instead: String,
    /// Why it is asked for.
    pub why: String,
}
