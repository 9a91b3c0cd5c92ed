//! What is stated about the capacity of a service.

mod called;
mod check;
mod input;
mod review;
mod said;
mod what_if;

pub use check::{HISTORY_MAX_POINTS, LAUNCHES_MAX};
pub use input::{Basis, Input, InputGroup, InputKey};
pub use review::{CapacityReview, Forecast, Looked, Question, Signed};
pub use said::CapacitySaid;
pub use what_if::{Later, WhatIf};

pub use super::{load_test::LoadTestKind, usl::LoadPoint};
use crate::{Date, Id, Summary, choice::choice, record::Noun, text::Invalid};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

choice! {
    /// What runs out first.
    Resource {
        /// Nobody said.
        NotStated("Not stated"),
        /// Instances of the service.
        Instances("Instances"),
        /// Processors.
        Cpu("CPU"),
        /// Memory.
        Memory("Memory"),
        /// Disks.
        Storage("Storage"),
        /// Connections to something that it calls.
        Connections("Connections"),
        /// The network.
        Bandwidth("Bandwidth"),
    }
}

choice! {
    /// How more is added.
    ScalingKind {
        /// Nobody said.
        NotStated("Not stated"),
        /// More instances.
        Horizontal("Horizontal"),
        /// Bigger instances.
        Vertical("Vertical"),
        /// Both.
        Hybrid("Hybrid"),
    }
}

choice! {
    /// Whether instances come and go by themselves.
    Autoscales {
        /// Nobody said.
        NotStated("Not stated"),
        /// They do.
        Yes("Yes"),
        /// Somebody adds them.
        No("No"),
    }
}

choice! {
    /// What the room thinks of an option.
    Verdict {
        /// Not decided.
        Open("Open"),
        /// This one.
        Chosen("Chosen"),
        /// Not this one.
        Rejected("Rejected"),
    }
}

choice! {
    /// How far a model is, as far as that is known without a clock.
    CapacityStatus {
        /// One of the three first numbers is missing.
        Draft("Draft"),
        /// It answers.
        Answered("Answered"),
        /// A room is at it.
        InReview("In review"),
        /// A review decided something.
        Decided("Decided"),
    }
}

impl Autoscales {
    /// Whether there are as many instances as run, until somebody adds more. Where nobody said, they are taken to come and go.
    #[must_use]
    pub const fn is_fixed(self) -> bool {
        matches!(self, Self::No)
    }
}

/// By how much demand rises on the day of a launch.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LaunchStep {
    /// By a share of what it is on that day, in percent.
    Percent(f64),
    /// By a number, in the model's metric.
    Amount(f64),
}

/// Demand that comes on one day, apart from organic growth. From then on it grows as all of it does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Launch {
    /// Its name for [`WhatIf::launches`]; never changes.
    pub key: String,
    /// What is launched.
    pub name: String,
    /// The day.
    pub on: Date,
    /// How much comes.
    pub step: LaunchStep,
    /// The interval that holds the true step in nine cases of ten, in the step's unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low_high: Option<[f64; 2]>,
    /// How well it is known.
    pub basis: Basis,
    /// Who said it.
    #[serde(default)]
    pub by: String,
}

/// Other prices from a day on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PriceStep {
    /// The day.
    pub on: Date,
    /// What an instance costs from then on; none where that stays.
    #[serde(default)]
    pub instance_cost_per_month_usd: Option<f64>,
    /// What is paid whatever the load from then on; none where that stays.
    #[serde(default)]
    pub fixed_cost_per_month_usd: Option<f64>,
    /// Why.
    #[serde(default)]
    pub note: String,
}

/// Daily peaks of demand as an instrument saw them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// Where it is from: a file, a query.
    pub source: String,
    /// Which series of it.
    #[serde(default)]
    pub series: String,
    /// Day and peak, in the model's metric, in order; at most [`HISTORY_MAX_POINTS`].
    pub points: Vec<(Date, f64)>,
}

/// What came of a load test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadTestResult {
    /// Which one.
    pub kind: LoadTestKind,
    /// The day.
    pub on: Date,
    /// Who ran it.
    pub by: String,
    /// What was measured, in words.
    pub measured: String,
    /// Whether it met its target.
    pub passed: bool,
}

/// Something that could be done: a saved what-if with the room's word on it. Doing nothing is none; it is always there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CapacityOption {
    /// Its name for other records; never changes.
    pub key: String,
    /// What a person calls it.
    pub name: String,
    /// What is different.
    pub changes: WhatIf,
    /// What the room thinks of it.
    pub verdict: Verdict,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// Who said so.
    #[serde(default)]
    pub by: String,
}

/// What is stated about one bottleneck of one service. Costs are in USD.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CapacityModel {
    /// Its name.
    pub title: String,
    /// The service.
    pub service_id: Option<Id>,
    /// Who answers for it.
    pub owner: String,
    /// What runs out first.
    pub resource: Resource,
    /// What demand and ceiling are counted in: `requests/sec`.
    pub metric: String,
    /// How more is added.
    pub scaling: ScalingKind,
    /// Whether that happens by itself.
    pub autoscales: Autoscales,
    /// The numbers that are stated.
    #[serde(default)]
    pub inputs: BTreeMap<InputKey, Input>,
    /// Demand that comes on one day.
    #[serde(default)]
    pub launches: Vec<Launch>,
    /// Other prices from a day on, in order.
    #[serde(default)]
    pub price_steps: Vec<PriceStep>,
    /// What was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<History>,
    /// Where the points of the load test are from.
    #[serde(default)]
    pub load_source: String,
    /// Points of a load test, for its ceiling.
    #[serde(default)]
    pub load_points: Vec<LoadPoint>,
    /// Load tests that were run.
    #[serde(default)]
    pub load_tests: Vec<LoadTestResult>,
    /// What could be done.
    #[serde(default)]
    pub options: Vec<CapacityOption>,
    /// What rooms said, the latest last.
    #[serde(default)]
    pub reviews: Vec<CapacityReview>,
    /// When who looked.
    #[serde(default)]
    pub cadence: Vec<Looked>,
    /// What holds instead from a day on. It is tried and never written: only [`WhatIf::apply`] says it.
    #[serde(skip)]
    pub later: Option<Later>,
}

impl History {
    /// Days from the first to the last point, both counted; 0 where there is none.
    #[must_use]
    pub fn span_days(&self) -> i64 {
        let ends = self.points.first().zip(self.points.last());
        ends.map_or(0, |((first, _), (last, _))| last.signed_duration_since(*first).num_days() + 1)
    }
}

impl Noun for CapacityModel {
    const SCHEMA: u32 = 1;
    const EXAMPLE: &'static str = "Checkout, requests";

    fn named(title: &str, by: &str) -> Option<Self> {
        Some(Self::named(title, by))
    }

    fn summary(&self) -> Summary {
        let last = self.closed_review(); // an open one may still say something else
        let notes = self.reviews.iter().map(|review| review.decision.as_str());
        let options = self.options.iter().map(|option| option.name.as_str());
        Summary {
            title: self.title.clone(),
            status: self.status().word().to_owned(),
            service_id: self.service_id,
            owner: (!self.owner.is_empty()).then(|| self.owner.clone()),
            due: last.and_then(|review| review.order_by),
            at: last.and_then(|review| review.ended_at),
            search: notes.chain(options).collect::<Vec<_>>().join(" "),
            ..Summary::default()
        }
    }

    fn check(&self) -> Result<(), Invalid> {
        check::of(self)
    }

    fn called(name: &str) -> Option<&'static str> {
        called::of(name)
    }
}

impl CapacityModel {
    /// A model that has only a name and an owner yet.
    #[must_use]
    pub fn named(title: &str, by: &str) -> Self {
        Self {
            title: title.to_owned(),
            service_id: None,
            owner: by.to_owned(),
            resource: Resource::NotStated,
            metric: String::new(),
            scaling: ScalingKind::NotStated,
            autoscales: Autoscales::NotStated,
            inputs: BTreeMap::new(),
            launches: Vec::new(),
            price_steps: Vec::new(),
            history: None,
            load_source: String::new(),
            load_points: Vec::new(),
            load_tests: Vec::new(),
            options: Vec::new(),
            reviews: Vec::new(),
            cadence: Vec::new(),
            later: None,
        }
    }

    /// A number as it is stated, within the limits of its key; none where nobody stated one.
    #[must_use]
    pub fn stated(&self, key: InputKey) -> Option<f64> {
        let (min, max) = key.limits();
        let value = self.inputs.get(&key)?.value;
        value.is_finite().then(|| value.clamp(min, max))
    }

    /// A number as it is stated, or what the handbook assumes where it assumes something.
    #[must_use]
    pub fn value(&self, key: InputKey) -> Option<f64> {
        self.stated(key).or(key.assumed())
    }

    /// The model that holds on a day: itself, until what is tried on it starts.
    #[must_use]
    pub fn holding_on(&self, day: Date) -> &Self {
        self.later.as_ref().filter(|later| later.from <= day).map_or(self, |later| &later.model)
    }

    /// Whether it says enough for an answer: demand, what grows, and a ceiling or what one follows from.
    fn is_enough(&self) -> bool {
        let grows = self.stated(InputKey::GrowthPctPerMonth).is_some() || !self.launches.is_empty();
        grows && self.stated(InputKey::DemandNow).is_some() && super::answer::ceiling(self).is_some()
    }

    /// How far it is.
    #[must_use]
    pub fn status(&self) -> CapacityStatus {
        match self.reviews.last() {
            Some(review) if review.ended_at.is_none() => CapacityStatus::InReview,
            Some(_) => CapacityStatus::Decided,
            None if self.is_enough() => CapacityStatus::Answered,
            None => CapacityStatus::Draft,
        }
    }
}

#[cfg(test)]
mod tests;
