//! The catalog.

use crate::{Drawing, Profile, Theme, requests::requests};
use domain::{
    Id, Row,
    catalog::{budget::Budget, service::Tier},
};
use serde::{Deserialize, Serialize};

requests! { CatalogCall, CatalogDesk;
    /// All services with what their tiers ask for, and the circles in which they call each other.
    Catalog {} -> CatalogView;

    /// Who calls whom, as a drawing as large as it wants to be.
    DependenciesChart {
        /// Only what this service calls, and who is hit when it fails.
        around: Option<Id>,
        /// In which colours.
        theme: Theme,
    } -> Drawing;

    /// All that the workspace knows about a service besides its own record.
    AboutService {
        /// Which.
        service: Id,
    } -> ServiceView;
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
    /// Records of every kind that are about it, kind by kind.
    pub about: Vec<Row>,
    /// Records that run one of them.
    pub running: Vec<Row>,
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
