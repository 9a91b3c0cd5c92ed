//! The facts of a catalog entry as one cell each: what a column is called, how its cell is written and how it is read.

use super::Listed;
use domain::{
    catalog::service::{
        Architecture, DataClassification, DeploymentFrequency, Infra, Label, Link, Service, Tier,
        TrafficPattern,
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
    /// What people call it.
    DisplayName,
    /// What it is for.
    Description,
    /// Where more is said.
    Links,
    /// What other tools say.
    Labels,
}

impl Column {
    /// Every column that is written, in the order of the handbook.
    pub const ALL: [Self; 18] = [
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
        Self::DisplayName,
        Self::Description,
        Self::Links,
        Self::Labels,
    ];

    /// Those that are a choice: where a file says nothing, nothing is stated.
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
            Self::DisplayName => "display_name",
            Self::Description => "description",
            Self::Links => "links",
            Self::Labels => "labels",
        }
    }

    /// As a person says it.
    #[must_use]
    pub fn words(self) -> String {
        self.name().replace('_', " ").replace(" usd", " in USD").replace(" gb", " in GB")
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
            "tags" => Some(Self::Labels),
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
            Self::DisplayName => service.display_name.clone(),
            Self::Description => service.description.clone(),
            Self::Links => {
                let words: Vec<_> = service.links.iter().map(link_words).collect();
                name_list(words.iter().map(String::as_str))
            }
            Self::Labels => {
                let words: Vec<_> = service.labels.iter().map(label_words).collect();
                name_list(words.iter().map(String::as_str))
            }
        }
    }

    /// Takes over from one service to another what this column tells.
    pub(crate) fn copy(self, from: &Service, to: &mut Service) {
        match self {
            Self::Name | Self::Upstream | Self::Downstream => {} // joined by whoever knows the others
            Self::Tier => to.tier = from.tier,
            Self::OwnerTeam => to.owner_team.clone_from(&from.owner_team),
            Self::OncallRotation => to.oncall_rotation.clone_from(&from.oncall_rotation),
            Self::DataClassification => to.data_classification = from.data_classification,
            Self::DeploymentFrequency => to.deployment_frequency = from.deployment_frequency,
            Self::Architecture => to.architecture = from.architecture,
            Self::Language => to.language.clone_from(&from.language),
            Self::Infra => to.infra = from.infra,
            Self::TrafficPattern => to.traffic_pattern = from.traffic_pattern,
            Self::PeakRps => to.peak_rps = from.peak_rps,
            Self::StorageGb => to.storage_gb = from.storage_gb,
            Self::MonthlyCostUsd => to.monthly_cost_usd = from.monthly_cost_usd,
            Self::DisplayName => to.display_name.clone_from(&from.display_name),
            Self::Description => to.description.clone_from(&from.description),
            Self::Links => to.links.clone_from(&from.links),
            Self::Labels => to.labels.clone_from(&from.labels),
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
            Self::DisplayName => service.display_name = one_line(cell),
            Self::Description => service.description = cell.replace("\r\n", "\n").replace('\r', "\n"),
            Self::Links => service.links = names(cell).iter().map(|words| link_of(words)).collect(),
            Self::Labels => service.labels = names(cell).iter().filter_map(|words| label_of(words)).collect(),
        }
        listed.tells(self);
        Ok(())
    }
}

/// Letters and digits alone, in lower case.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A choice as files have it: `bare-metal`; nothing for what is not stated.
fn word<T: Serialize>(choice: T) -> String {
    let value = serde_json::to_value(choice).unwrap_or_default();
    value.as_str().filter(|word| *word != NOT_STATED).unwrap_or_default().to_owned()
}

/// The word of the choice that says nothing.
const NOT_STATED: &str = "not-stated";

/// An address and what is there: `https://wiki.example/checkout Runbook`.
fn link_words(link: &Link) -> String {
    if link.title.is_empty() { link.url.clone() } else { format!("{} {}", link.url, link.title) }
}

fn link_of(words: &str) -> Link {
    let (url, title) = words.split_once(' ').unwrap_or((words, ""));
    Link { url: url.to_owned(), title: title.trim().to_owned() }
}

/// `env=prod`; a tag stands alone. Equals signs and backslashes of the name are escaped.
fn label_words(label: &Label) -> String {
    let name = label.name.replace('\\', "\\\\").replace('=', "\\=");
    if label.value.is_empty() { name } else { format!("{name}={}", label.value) }
}

fn label_of(words: &str) -> Option<Label> {
    let mut name = String::new();
    let mut chars = words.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => name.extend(chars.next()),
            '=' => break,
            c => name.push(c),
        }
    }
    let name = name.trim().to_owned();
    (!name.is_empty()).then(|| Label { name, value: chars.as_str().trim().to_owned() })
}

fn choose<T: Copy + Serialize + Display>(all: &[T], cell: &str) -> Result<T, String> {
    let meant = bare(cell);
    let same = |choice: &T| bare(&word(*choice)) == meant || bare(&choice.to_string()) == meant;
    all.iter().copied().find(same).ok_or_else(|| {
        let words: Vec<_> = all.iter().map(|choice| word(*choice)).filter(|word| !word.is_empty()).collect();
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
pub(super) fn one_line(cell: &str) -> String {
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
