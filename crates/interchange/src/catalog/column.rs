//! The facts of a catalog entry as one cell each: what a column is called, how its cell is written and how it is read.

use super::Listed;
use domain::{
    catalog::service::{
        Architecture, DataClassification, DeploymentFrequency, Infra, Service, Tier, TrafficPattern,
    },
    text::clip,
};
use serde::Serialize;
use std::fmt::Display;

/// One fact of a service that a file can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Its name.
    Name,
    /// How much depends on it.
    Tier,
    /// The team that answers for it.
    OwnerTeam,
    /// Its on-call rotation.
    OncallRotation,
    /// The services that it calls, by name.
    Upstream,
    /// The services that call it, by name. Only read: the catalog keeps each call once, with the one who calls.
    Downstream,
    /// How sensitive its data is.
    DataClassification,
    /// How often it is deployed.
    DeploymentFrequency,
    /// How it is built.
    Architecture,
    /// Its main language.
    Language,
    /// Where it runs.
    Infra,
    /// How its load moves.
    TrafficPattern,
    /// Most requests per second.
    PeakRps,
    /// Data held, in gigabytes.
    StorageGb,
    /// Cost in US dollars per month.
    MonthlyCostUsd,
}

impl Column {
    /// Every column that is written, in the order of the handbook.
    pub const ALL: [Self; 14] = [
        Self::Name,
        Self::Tier,
        Self::OwnerTeam,
        Self::OncallRotation,
        Self::Upstream,
        Self::DataClassification,
        Self::DeploymentFrequency,
        Self::Architecture,
        Self::Language,
        Self::Infra,
        Self::TrafficPattern,
        Self::PeakRps,
        Self::StorageGb,
        Self::MonthlyCostUsd,
    ];

    /// Those that a service cannot be without: where a file says nothing, the usual is taken.
    pub const CHOICES: [Self; 6] = [
        Self::Tier,
        Self::DataClassification,
        Self::DeploymentFrequency,
        Self::Architecture,
        Self::Infra,
        Self::TrafficPattern,
    ];

    /// What the column is called in a file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Tier => "tier",
            Self::OwnerTeam => "owner_team",
            Self::OncallRotation => "oncall_rotation",
            Self::Upstream => "upstream",
            Self::Downstream => "downstream",
            Self::DataClassification => "data_classification",
            Self::DeploymentFrequency => "deployment_frequency",
            Self::Architecture => "architecture",
            Self::Language => "language",
            Self::Infra => "infra",
            Self::TrafficPattern => "traffic_pattern",
            Self::PeakRps => "peak_rps",
            Self::StorageGb => "storage_gb",
            Self::MonthlyCostUsd => "monthly_cost_usd",
        }
    }

    /// The column that a heading means; case, spaces, dashes and underscores do not matter.
    #[must_use]
    pub fn headed(heading: &str) -> Option<Self> {
        let plain =
            |c: char| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '_' | '-' | '.' | '(' | ')');
        // `# name` is a comment and `- name` an entry of a list in YAML.
        if !heading.trim().starts_with(char::is_alphanumeric) || !heading.chars().all(plain) {
            return None;
        }
        let heading = bare(heading);
        let known = Self::ALL.into_iter().find(|column| bare(column.name()) == heading);
        known.or(match heading.as_str() {
            "service" | "servicename" => Some(Self::Name),
            "team" | "owner" => Some(Self::OwnerTeam),
            "oncall" | "rotation" => Some(Self::OncallRotation),
            "dependson" | "dependencies" | "dependenciesupstream" | "calls" => Some(Self::Upstream),
            "downstream" | "dependenciesdownstream" | "calledby" | "callers" => Some(Self::Downstream),
            _ => None,
        })
    }

    /// What a cell of this column says about `service`. Upstream services are told by name, which `service` does not know.
    #[must_use]
    pub fn cell(self, service: &Service) -> String {
        match self {
            Self::Name => service.name.clone(),
            Self::Tier => word(service.tier),
            Self::OwnerTeam => service.owner_team.clone(),
            Self::OncallRotation => service.oncall_rotation.clone(),
            Self::Upstream | Self::Downstream => String::new(),
            Self::DataClassification => word(service.data_classification),
            Self::DeploymentFrequency => word(service.deployment_frequency),
            Self::Architecture => word(service.architecture),
            Self::Language => service.language.clone(),
            Self::Infra => word(service.infra),
            Self::TrafficPattern => word(service.traffic_pattern),
            Self::PeakRps => figure(service.peak_rps),
            Self::StorageGb => figure(service.storage_gb),
            Self::MonthlyCostUsd => figure(service.monthly_cost_usd),
        }
    }

    /// Takes over what a cell says; one that is empty says nothing.
    pub(crate) fn put(self, listed: &mut Listed, cell: &str) -> Result<(), String> {
        let cell = cell.trim();
        if cell.is_empty() {
            return Ok(());
        }
        let service = &mut listed.service;
        match self {
            Self::Name => service.name = one_line(cell),
            Self::Tier => service.tier = choose(Tier::ALL, cell)?,
            Self::OwnerTeam => service.owner_team = one_line(cell),
            Self::OncallRotation => service.oncall_rotation = one_line(cell),
            Self::Upstream => listed.calls = names(cell),
            Self::Downstream => listed.called_by = names(cell),
            Self::DataClassification => {
                service.data_classification = choose(DataClassification::ALL, cell)?;
            }
            Self::DeploymentFrequency => {
                service.deployment_frequency = choose(DeploymentFrequency::ALL, cell)?;
            }
            Self::Architecture => service.architecture = choose(Architecture::ALL, cell)?,
            Self::Language => service.language = one_line(cell),
            Self::Infra => service.infra = choose(Infra::ALL, cell)?,
            Self::TrafficPattern => service.traffic_pattern = choose(TrafficPattern::ALL, cell)?,
            Self::PeakRps => service.peak_rps = Some(number(cell)?),
            Self::StorageGb => service.storage_gb = Some(number(cell)?),
            Self::MonthlyCostUsd => service.monthly_cost_usd = Some(number(cell)?),
        }
        if !listed.told.contains(&self) {
            listed.told.push(self);
        }
        Ok(())
    }
}

/// Letters and digits alone, in lower case.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A choice as files have it: `bare-metal`.
fn word<T: Serialize>(choice: T) -> String {
    let value = serde_json::to_value(choice).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

fn choose<T: Copy + Serialize + Display>(all: &[T], cell: &str) -> Result<T, String> {
    let meant = bare(cell);
    let same = |choice: &T| bare(&word(*choice)) == meant || bare(&choice.to_string()) == meant;
    all.iter().copied().find(same).ok_or_else(|| {
        let words: Vec<_> = all.iter().map(|choice| word(*choice)).collect();
        format!("“{}” is none of: {}", clip(cell, 40), words.join(", "))
    })
}

fn number(cell: &str) -> Result<f64, String> {
    let value = cell.parse::<f64>().ok().filter(|value| value.is_finite());
    value.ok_or_else(|| {
        format!("“{}” is no number. Write digits, with a point where one is needed (1200 or 0.5), or leave it empty", clip(cell, 40))
    })
}

fn figure(value: Option<f64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A line break inside a cell is how a spreadsheet wraps a long one.
fn one_line(cell: &str) -> String {
    cell.split(['\r', '\n', '\t'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The names in a list cell, apart by `;`, `|` or a line break; `\;` and `\|` belong to a name.
pub(crate) fn names(cell: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = if c == '\\' { chars.next_if(|next| matches!(next, ';' | '|' | '\\')) } else { None };
        match (escaped, names.last_mut()) {
            (None, _) if matches!(c, ';' | '|' | '\n' | '\r') => names.push(String::new()),
            (literal, Some(name)) => name.push(literal.unwrap_or(c)),
            (_, None) => {}
        }
    }
    names.into_iter().map(|name| one_line(&name)).filter(|name| !name.is_empty()).collect()
}

/// The list cell that [`names`] reads.
pub(crate) fn name_list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let escaped = names.map(|name| name.replace('\\', "\\\\").replace(';', "\\;").replace('|', "\\|"));
    escaped.collect::<Vec<_>>().join("; ")
}
