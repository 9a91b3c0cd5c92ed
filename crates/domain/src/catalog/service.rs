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
        /// Nobody has said it yet.
        NotStated("Not stated"),
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
        /// Nobody has said it yet.
        NotStated("Not stated"),
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
        /// Nobody has said it yet.
        NotStated("Not stated"),
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
        /// Nobody has said it yet.
        NotStated("Not stated"),
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
        /// Nobody has said it yet.
        NotStated("Not stated"),
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
        /// Nobody has said it yet.
        NotStated("Not stated"),
    }
}

/// One service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// The name that alerts and files use.
    pub name: String,
    /// What people call it, where that is another name. Empty where nobody said it.
    #[serde(default)]
    pub display_name: String,
    /// What it is for. Empty where nobody said it.
    #[serde(default)]
    pub description: String,
    /// How much depends on it.
    pub tier: Tier,
    /// The team that answers for it.
    pub owner_team: String,
    /// Name of its on-call rotation.
    pub oncall_rotation: String,
    /// Services that it calls. Who calls *it* follows from the others' lists.
    pub upstream: Vec<Id>,
    /// Names of services that it is said to call and that the catalog did not have. [`super::Catalog::of`] joins each as
    /// soon as there is a service of its name.
    #[serde(default)]
    pub unknown_upstream: Vec<String>,
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
    /// Where more is said about it.
    #[serde(default)]
    pub links: Vec<Link>,
    /// What other tools say of it, in their words. Several may have one name.
    #[serde(default)]
    pub labels: Vec<Label>,
}

/// An address with its words. It is shown and never asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Where to.
    pub url: String,
    /// What is there; empty where nobody said it.
    pub title: String,
}

/// A word of another tool about a service, such as `env` = `prod`; a bare tag has no value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Its name.
    pub name: String,
    /// What it says.
    pub value: String,
}

impl Noun for Service {
    const SCHEMA: u32 = 3;
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
            search: self.search(),
            ..Summary::default()
        }
    }

    fn check(&self) -> Result<(), Invalid> {
        text::required_line("name", "The service's name", &self.name)?;
        text::line("owner_team", "The owner team", &self.owner_team)?;
        text::line("oncall_rotation", "The on-call rotation", &self.oncall_rotation)?;
        text::line("language", "The language", &self.language)?;
        text::line("display_name", "The display name", &self.display_name)?;
        text::prose("description", "The description", &self.description)?;
        text::list("upstream", "The list of upstream services", &self.upstream)?;
        text::list("unknown_upstream", "The list of upstream services by name", &self.unknown_upstream)?;
        for (at, name) in self.unknown_upstream.iter().enumerate() {
            text::required_line(&format!("unknown_upstream.{at}"), "The name of an upstream service", name)?;
        }
        text::list("links", "The list of links", &self.links)?;
        for (at, link) in self.links.iter().enumerate() {
            text::address(&format!("links.{at}.url"), "The address of a link", &link.url)?;
            text::line(&format!("links.{at}.title"), "The title of a link", &link.title)?;
        }
        text::list("labels", "The list of labels", &self.labels)?;
        for (at, label) in self.labels.iter().enumerate() {
            text::required_line(&format!("labels.{at}.name"), "The name of a label", &label.name)?;
            text::address(&format!("labels.{at}.value"), "The value of a label", &label.value)?;
        }
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
    /// A service that has only a name yet: nothing else is stated.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            display_name: String::new(),
            description: String::new(),
            tier: Tier::NotStated,
            owner_team: String::new(),
            oncall_rotation: String::new(),
            upstream: Vec::new(),
            unknown_upstream: Vec::new(),
            data_classification: DataClassification::NotStated,
            deployment_frequency: DeploymentFrequency::NotStated,
            architecture: Architecture::NotStated,
            language: String::new(),
            infra: Infra::NotStated,
            traffic_pattern: TrafficPattern::NotStated,
            peak_rps: None,
            storage_gb: None,
            monthly_cost_usd: None,
            budget: None,
            links: Vec::new(),
            labels: Vec::new(),
        }
    }

    /// The words by which it is found, besides its name.
    fn search(&self) -> String {
        let labels = self.labels.iter().flat_map(|label| [label.name.as_str(), label.value.as_str()]);
        let words = [&self.display_name, &self.description, &self.oncall_rotation, &self.language];
        let words = words.into_iter().map(String::as_str).chain(labels);
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }
}
