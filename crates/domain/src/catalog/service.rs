//! A catalog entry: what the handbook's part 1 asks of every service.

use crate::{
    Id, Summary,
    catalog::budget::Budget,
    choice::choice,
    record::{Noun, Order, Relation},
    text::{self, Invalid},
};
use serde::{Deserialize, Serialize};

choice! {
    /// How much depends on the service.
    Tier {
        /// Its failure stops the business.
        Critical("Critical"),
        /// Its failure hurts customers.
        Important("Important"),
        /// Its failure is felt.
        Standard("Standard"),
        /// Its failure is part of the plan.
        Experimental("Experimental"),
    }
}

choice! {
    /// How sensitive its data is.
    DataClassification {
        /// Anyone may see it.
        Public("Public"),
        /// Everyone here may see it.
        Internal("Internal"),
        /// Few may see it.
        Confidential("Confidential"),
        /// Named people may see it.
        Restricted("Restricted"),
    }
}

choice! {
    /// How often it is deployed.
    DeploymentFrequency {
        /// At least once a day.
        Daily("Daily"),
        /// About once a week.
        Weekly("Weekly"),
        /// Every other week.
        Biweekly("Biweekly"),
        /// About once a month.
        Monthly("Monthly"),
    }
}

choice! {
    /// How it is built.
    Architecture {
        /// One deployable.
        Monolith("Monolith"),
        /// One of many.
        Microservice("Microservice"),
        /// Functions.
        Serverless("Serverless"),
        /// A mixture.
        Hybrid("Hybrid"),
    }
}

choice! {
    /// Where it runs.
    Infra {
        /// Kubernetes.
        K8s("Kubernetes"),
        /// Amazon ECS.
        Ecs("ECS"),
        /// AWS Lambda.
        Lambda("Lambda"),
        /// Virtual machines.
        Vm("VM"),
        /// Machines of our own.
        BareMetal("Bare metal"),
    }
}

choice! {
    /// How its load moves.
    TrafficPattern {
        /// Even.
        Steady("Steady"),
        /// Up by day, down by night.
        Diurnal("Diurnal"),
        /// Sudden peaks.
        Spiky("Spiky"),
        /// Peaks with the calendar.
        Seasonal("Seasonal"),
    }
}

/// One service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// The name that alerts and people use.
    pub name: String,
    /// How much depends on it.
    pub tier: Tier,
    /// The team that answers for it.
    pub owner_team: String,
    /// Name of its on-call rotation.
    pub oncall_rotation: String,
    /// Services that it calls. Who calls *it* follows from the others' lists.
    pub upstream: Vec<Id>,
    /// How sensitive its data is.
    pub data_classification: DataClassification,
    /// How often it is deployed.
    pub deployment_frequency: DeploymentFrequency,
    /// How it is built.
    pub architecture: Architecture,
    /// Its main language.
    pub language: String,
    /// Where it runs.
    pub infra: Infra,
    /// How its load moves.
    pub traffic_pattern: TrafficPattern,
    /// Most requests per second seen.
    pub peak_rps: Option<f64>,
    /// Data held, in gigabytes.
    pub storage_gb: Option<f64>,
    /// Cost in US dollars per month.
    pub monthly_cost_usd: Option<f64>,
    /// What is left of its error budget, as somebody read it last.
    #[serde(default)]
    pub budget: Option<Budget>,
}

impl Noun for Service {
    const SCHEMA: u32 = 2;
    const ORDER: Order = Order::Name;
    const TITLE: &'static str = "Name";
    const EXAMPLE: &'static str = "checkout";

    fn named(title: &str, _: &str) -> Option<Self> {
        Some(Self::named(title))
    }

    fn summary(&self) -> Summary {
        Summary {
            title: self.name.clone(),
            status: self.tier.word().to_owned(),
            owner: (!self.owner_team.is_empty()).then(|| self.owner_team.clone()),
            links: self.upstream.iter().map(|id| (Relation::DependsOn, *id)).collect(),
            search: format!("{} {}", self.oncall_rotation, self.language),
            ..Summary::default()
        }
    }

    fn check(&self) -> Result<(), Invalid> {
        text::required_line("name", "The service's name", &self.name)?;
        text::line("owner_team", "The owner team", &self.owner_team)?;
        text::line("oncall_rotation", "The on-call rotation", &self.oncall_rotation)?;
        text::line("language", "The language", &self.language)?;
        text::list("upstream", "The list of upstream services", &self.upstream)?;
        let figures = [
            ("peak_rps", "Peak requests per second", self.peak_rps),
            ("storage_gb", "Storage", self.storage_gb),
            ("monthly_cost_usd", "Monthly cost", self.monthly_cost_usd),
        ];
        for (field, noun, value) in figures {
            let Some(value) = value else { continue };
            text::number(field, noun, value)?;
            if value < 0.0 {
                return Err(Invalid::new(
                    field,
                    format!("{noun} is negative. Write a number from 0, or leave it empty."),
                ));
            }
        }
        self.budget.as_ref().map_or(Ok(()), Budget::check)
    }
}

impl Service {
    /// A service that has only a name yet.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            tier: Tier::Standard,
            owner_team: String::new(),
            oncall_rotation: String::new(),
            upstream: Vec::new(),
            data_classification: DataClassification::Internal,
            deployment_frequency: DeploymentFrequency::Weekly,
            architecture: Architecture::Microservice,
            language: String::new(),
            infra: Infra::K8s,
            traffic_pattern: TrafficPattern::Steady,
            peak_rps: None,
            storage_gb: None,
            monthly_cost_usd: None,
            budget: None,
        }
    }
}
