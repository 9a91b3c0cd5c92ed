//! The workspace's own settings.

pub(crate) mod sample;

use crate::{
    Summary, Zone,
    record::{Noun, Tick},
    text::{self, Invalid},
};
use serde::{Deserialize, Serialize};

/// Where live watchers look, and how often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prometheus {
    /// Its address: `http://prometheus.example:9090`. No other is ever contacted.
    pub url: String,
    /// Seconds between two checks.
    pub every_s: u32,
}

/// Settings that every screen and every report shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workspace {
    /// Name of the organisation or team, on every report.
    pub name: String,
    /// The mark on every report and on the top bar: `Confidential`.
    pub classification: String,
    /// The zone in which times are shown.
    pub zone: Zone,
    /// Who sits at this laptop: the name under edits and journal entries.
    pub facilitator: String,
    /// Whether this is the sample, which may be thrown away.
    #[serde(default)]
    pub sample: bool,
    /// The Prometheus that live watchers ask; nobody is asked while there is none.
    #[serde(default)]
    pub prometheus: Option<Prometheus>,
    /// What the organisation says it does, towards its chaos maturity: criteria that no record can show.
    #[serde(default)]
    pub chaos_claims: Vec<Tick>,
}

impl Noun for Workspace {
    const SCHEMA: u32 = 2;
    const ONE: bool = true;

    fn summary(&self) -> Summary {
        Summary { title: self.name.clone(), ..Summary::default() }
    }

    fn check(&self) -> Result<(), Invalid> {
        text::required_line("name", "The workspace's name", &self.name)?;
        text::line("classification", "The classification", &self.classification)?;
        self.zone.check().map_err(|words| Invalid::new("zone", words))?;
        text::required_line("facilitator", "The facilitator's name", &self.facilitator)?;
        text::list("chaos_claims", "The list of claims", &self.chaos_claims)?;
        self.prometheus.as_ref().map_or(Ok(()), Prometheus::check)
    }
}

/// Who sits at the laptop, until somebody says so.
const NOBODY: &str = "Facilitator";

impl Workspace {
    /// A workspace that nobody has set up yet.
    #[must_use]
    pub fn fresh() -> Self {
        Self {
            name: "Our reliability reviews".to_owned(),
            classification: "Confidential".to_owned(),
            zone: Zone::UTC,
            facilitator: NOBODY.to_owned(),
            sample: false,
            prometheus: None,
            chaos_claims: Vec::new(),
        }
    }

    /// Whether nobody has written down yet who sits at the laptop.
    #[must_use]
    pub fn names_nobody(&self) -> bool {
        self.facilitator == NOBODY
    }

    /// Seconds between two checks of the live watchers; `None` while nobody is asked.
    #[must_use]
    pub fn every_s(&self) -> Option<u32> {
        self.prometheus.as_ref().map(|prometheus| prometheus.every_s)
    }
}

impl Prometheus {
    fn check(&self) -> Result<(), Invalid> {
        text::required_line("prometheus.url", "The address of Prometheus", &self.url)?;
        let rest = self.url.strip_prefix("http://").or_else(|| self.url.strip_prefix("https://"));
        let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
        if host.is_empty() || self.url.contains(['?', '#', ' ']) {
            let words = "The address of Prometheus begins with http:// or https:// and names a host: http://prometheus.example:9090.";
            return Err(Invalid::new("prometheus.url", words));
        }
        if host.contains('@') {
            let words = "The address holds a name or a password. This file is shared and backed up; let a proxy on this computer sign in instead.";
            return Err(Invalid::new("prometheus.url", words));
        }
        if !(1..=3_600).contains(&self.every_s) {
            return Err(Invalid::new(
                "prometheus.every_s",
                "The time between two checks is 1 to 3,600 seconds.",
            ));
        }
        Ok(())
    }
}
